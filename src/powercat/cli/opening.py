"""A command's catalog, opened; what is wrong with its configuration is told before anything else is done."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar

from powercat.cli import console
from powercat.cli.language import chosen
from powercat.cli.location import start_folder
from powercat.cli.reporting import Destination, report
from powercat.core.diagnostic import Diagnostic
from powercat.core.errors import UsageError
from powercat.core.result import Result
from powercat.core.schema import Schemas, load_schemas
from powercat.core.text import Lang, Text
from powercat.workspace import BaselineFaulty, Workspace, find_root, open_workspace

Made = TypeVar("Made")


def opened(folder: Path | None, paths: Sequence[str] = ()) -> Workspace:
    """The catalog that a command means. Raises :class:`UsageError` when there is none, or its configuration is wrong."""
    workspace = open_workspace(start_folder(folder, paths))
    if workspace.faults:
        _show(workspace, workspace.faults, chosen(""))
        raise UsageError(
            Text(
                "先改好 {files}（{count} 处），再运行这个命令",
                "mend {files} first ({count} findings), then run this again",
            ),
            files=tuple(dict.fromkeys(each.span.path for each in workspace.faults)),
            count=len(workspace.faults),
        )
    return workspace


def refusing(workspace: Workspace, work: Callable[[], Made]) -> Made:
    """What ``work`` gives; what is wrong with the baseline is shown before the error goes on."""
    try:
        return work()
    except BaselineFaulty as error:
        _show(workspace, error.faults, chosen(workspace.config.language))
        raise


def _show(workspace: Workspace, faults: Sequence[Diagnostic], lang: Lang) -> None:
    """The faults of reserved files on standard error."""
    destination = Destination(workspace.root, lang, color=False, width=console.width(), quiet=True)
    report(Result.of(faults, 0), [("text", None)], destination, stream=sys.stderr)


def schemas_here(folder: Path | None) -> Schemas:
    """The schemas of the catalog that one stands in, else the shipped ones."""
    try:
        root = find_root(start_folder(folder))
    except UsageError:
        if folder is not None:
            raise
        return load_schemas()
    return load_schemas(overrides=root / "schemas")
