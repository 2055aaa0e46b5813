"""``powercat find``."""

from __future__ import annotations

import os
from typing import Annotated

import typer

from powercat.cli import console, table
from powercat.cli.language import chosen, tr
from powercat.cli.opening import opened
from powercat.cli.options import AsOf, Folder, Jobs, Language, NoCache, Quiet, Table
from powercat.cli.schema import known_kind
from powercat.core.text import Text
from powercat.views.search import Condition, search
from powercat.workspace import read_catalog


def find(
    words: Annotated[
        list[str] | None,
        typer.Argument(
            metavar=tr("文字", "WORD"),
            help=tr("记录里要有的文字，每个都要有", "words that a record holds, all of them"),
            show_default=False,
        ),
    ] = None,
    kind: Annotated[
        list[str] | None,
        typer.Option(
            "--kind",
            metavar=tr("种类", "KIND"),
            help=tr("只找这种记录，可以写几次", "only this kind, repeatable"),
            show_default=False,
        ),
    ] = None,
    where: Annotated[
        list[str] | None,
        typer.Option(
            "--where",
            metavar=tr("条件", "CONDITION"),
            help=tr(
                "字段要满足的条件：字段=值 != ~（含有） > <，可以写几次",
                "a condition on a field: FIELD=VALUE != ~ (holds) > <, repeatable",
            ),
            show_default=False,
        ),
    ] = None,
    form: Table = "table",
    folder: Folder = None,
    as_of: AsOf = None,
    jobs: Jobs = 0,
    no_cache: NoCache = False,
    lang: Language = None,
    quiet: Quiet = False,
) -> int:
    """Find records; 0 when some were found, 1 when none."""
    table.check_format(form)
    workspace = opened(folder)
    kinds = [known_kind(workspace.schemas, name) for name in kind or ()]
    conditions = [Condition.read(text) for text in where or ()]
    with console.effort(jobs, not no_cache, quiet) as effort:
        catalog = read_catalog(workspace, console.day(as_of), effort)
    hits = search(catalog, words or (), kinds, conditions)
    language = chosen(workspace.config.language)
    columns = {
        "kind": Text("种类", "kind"),
        "id": Text("编号", "id"),
        "name": Text("名称", "name"),
        "file": Text("文件", "file"),
        "context": Text("所在文字", "context"),
    }
    if not words and form != "json":
        del columns["context"]
    content = (
        {
            "kind": hit.kind.name if form == "json" else hit.kind.title.say(language),
            "id": hit.id,
            "name": hit.name,
            "file": os.path.relpath(workspace.root / hit.span.path).replace(os.sep, "/"),
            "context": hit.context,
        }
        for hit in hits
    )
    console.write(table.rows(form, columns, content, language))
    console.note(f"共 {len(hits)} 条", f"{len(hits)} found", quiet)
    return 0 if hits else 1
