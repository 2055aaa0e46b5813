"""``powercat law versions``."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

import typer

from powercat.cli import console, table
from powercat.cli.language import chosen, tr
from powercat.cli.law.naming import law_named
from powercat.cli.opening import opened
from powercat.cli.options import AsOf, Folder, Jobs, Language, NoCache, Quiet, Table
from powercat.core.catalog import Catalog
from powercat.core.record import Record
from powercat.core.text import Lang, Text
from powercat.law import register
from powercat.workspace import read_catalog


def versions(
    law: Annotated[str, typer.Argument(metavar=tr("法律文件", "LAW"), help=tr("编号、标题或者简称", "id, title or alias"))],
    form: Table = "table",
    folder: Folder = None,
    as_of: AsOf = None,
    jobs: Jobs = 0,
    no_cache: NoCache = False,
    lang: Language = None,
    quiet: Quiet = False,
) -> int:
    """List the versions of an instrument."""
    table.check_format(form)
    workspace = opened(folder)
    with console.effort(jobs, not no_cache, quiet) as effort:
        catalog = read_catalog(workspace, console.day(as_of), effort)
    language = chosen(workspace.config.language)
    columns = {
        "promulgated_on": Text("公布日期", "promulgated"),
        "effective_on": Text("施行日期", "effective"),
        "last": Text("最后一天", "last day"),
        "status": Text("状态", "status"),
        "number": Text("文号", "number"),
        "articles": Text("条数", "articles"),
        "text": Text("文本", "text"),
    }
    console.write(table.rows(form, columns, _rows(catalog, law_named(catalog, law), language, machine=form == "json"), language))
    return 0


def _rows(catalog: Catalog, law: Record, lang: Lang, *, machine: bool) -> Iterator[dict[str, object]]:
    day = catalog.as_of.isoformat()
    for each in register.versions(law):
        text = register.statute(catalog, each)
        if each.holds_on(day):
            state = ("in_force", Text("现行", "in force"))
        elif each.first > day:
            state = ("coming", Text("尚未施行", "not yet in force"))
        else:
            state = ("past", Text("已经过去", "past"))
        yield {
            "promulgated_on": each.promulgated,
            "effective_on": each.first,
            "last": each.last,
            "status": state[0] if machine else state[1].say(lang),
            "number": each.number,
            "articles": each.count or (len(text.articles) if text else ""),
            "text": each.text,
        }
