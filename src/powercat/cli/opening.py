"""A command's catalog, opened; what is wrong with its configuration is told before anything else is done."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from powercat.cli import console
from powercat.cli.language import chosen
from powercat.cli.location import start_folder
from powercat.cli.reporting import Destination, report
from powercat.core.errors import UsageError
from powercat.core.result import Result
from powercat.core.schema import Schemas, load_schemas
from powercat.core.text import Text
from powercat.workspace import Workspace, find_root, open_workspace


def opened(folder: Path | None, paths: Sequence[str] = ()) -> Workspace:
    """The catalog that a command means. Raises :class:`UsageError` when there is none, or its configuration is wrong."""
    workspace = open_workspace(start_folder(folder, paths))
    if workspace.faults:
        destination = Destination(workspace.root, chosen(""), color=False, width=console.width(), quiet=True)
        report(Result.of(workspace.faults, 0), [("text", None)], destination, stream=sys.stderr)
        raise UsageError(
            Text(
                "先改好 powercat.yaml（{count} 处），再运行这个命令",
                "mend powercat.yaml first ({count} findings), then run this again",
            ),
            count=len(workspace.faults),
        )
    return workspace


def schemas_here(folder: Path | None) -> Schemas:
    """The schemas of the catalog that one stands in, else the shipped ones."""
    try:
        root = find_root(start_folder(folder))
    except UsageError:
        if folder is not None:
            raise
        return load_schemas()
    return load_schemas(overrides=root / "schemas")
