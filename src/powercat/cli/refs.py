"""``powercat refs``."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import Annotated

import typer

from powercat.cli import console, table
from powercat.cli.language import chosen, tr
from powercat.cli.opening import opened
from powercat.cli.options import AsOf, Folder, Jobs, Language, NoCache, Quiet, Table
from powercat.core.catalog import Catalog
from powercat.core.errors import UsageError
from powercat.core.record import Record
from powercat.core.text import Text
from powercat.views.relations import relations
from powercat.workspace import read_catalog


def refs(
    name: Annotated[
        str,
        typer.Argument(
            metavar=tr("编号", "ID"),
            help=tr("记录的编号，也可以写 种类/编号 或者文件", "the record's id, or KIND/ID, or its file"),
        ),
    ],
    form: Table = "table",
    folder: Folder = None,
    as_of: AsOf = None,
    jobs: Jobs = 0,
    no_cache: NoCache = False,
    lang: Language = None,
    quiet: Quiet = False,
) -> int:
    """Show the references to and from a record."""
    table.check_format(form)
    workspace = opened(folder)
    with console.effort(jobs, not no_cache, quiet) as effort:
        catalog = read_catalog(workspace, console.day(as_of), effort)
    language = chosen(workspace.config.language)
    columns = {
        "direction": Text("方向", "direction"),
        "field": Text("字段", "field"),
        "kind": Text("种类", "kind"),
        "id": Text("编号", "id"),
        "name": Text("名称", "name"),
        "place": Text("位置", "place"),
    }
    words = {"by": Text("引用它的", "referred to by"), "to": Text("它引用的", "refers to")}

    def content() -> Iterator[dict[str, object]]:
        for record in named(catalog, name):
            for direction, found in zip(("by", "to"), relations(catalog, record), strict=True):
                for each in found:
                    path = os.path.relpath(workspace.root / each.span.path).replace(os.sep, "/")
                    missing = tr("（没有这条记录）", "(no such record)") if not each.name else ""
                    yield {
                        "direction": direction if form == "json" else words[direction].say(language),
                        "field": each.field.say(language),
                        "kind": each.kind.name if form == "json" else each.kind.title.say(language),
                        "id": each.id,
                        "name": each.name if form == "json" else each.name or missing,
                        "place": f"{path}:{each.span.line}:{each.span.column}",
                    }

    console.write(table.rows(form, columns, content(), language))
    return 0


def named(catalog: Catalog, name: str) -> list[Record]:
    """The records that a person means by an id, ``kind/id``, a file, or a full name. Raises :class:`UsageError` when
    there is none."""
    kind, slash, inner = name.partition("/")
    if slash and kind in catalog.schemas.known and (record := catalog.find(kind, inner)):
        return [record]
    path = name.replace(os.sep, "/")
    found = [
        record
        for record in catalog.values()
        if name in (record.id, record.name) or record.path == path or path.endswith("/" + record.path)
    ]
    if found:
        return found
    from rapidfuzz import process

    near = process.extract(name, {record.id: record.id for record in catalog.values()}, limit=3, score_cutoff=60)
    raise UsageError(
        Text("找不到编号 {name}{near}", "no record {name}{near}"),
        name=name,
        near=Text(f"；相近的有：{'、'.join(each[0] for each in near)}", f"; near it: {', '.join(each[0] for each in near)}")
        if near
        else "",
    )
