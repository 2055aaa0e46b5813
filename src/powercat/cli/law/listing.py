"""``powercat law list``."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Final

import typer

from powercat.cli import console, table
from powercat.cli.language import chosen, tr
from powercat.cli.opening import opened
from powercat.cli.options import AsOf, Folder, Jobs, Language, NoCache, Quiet, Table
from powercat.core.catalog import Catalog
from powercat.core.errors import UsageError
from powercat.core.text import Lang, Text
from powercat.law.cited import by_law
from powercat.law.register import Status, status, statute, version_on
from powercat.power.life import day_before, day_of
from powercat.workspace import read_catalog

STATUS: Final[dict[Status, Text]] = {
    "in_force": Text("有效", "in force"),
    "coming": Text("尚未施行", "not yet in force"),
    "repealed": Text("已废止", "repealed"),
}


def list_(
    wanted: Annotated[
        str,
        typer.Option(
            "--status",
            metavar=tr("状态", "STATUS"),
            help=tr("只列出：有效 in_force、尚未施行 coming、已废止 repealed", "only those in_force, coming or repealed"),
            show_default=False,
        ),
    ] = "",
    form: Table = "table",
    folder: Folder = None,
    as_of: AsOf = None,
    jobs: Jobs = 0,
    no_cache: NoCache = False,
    lang: Language = None,
    quiet: Quiet = False,
) -> int:
    """List the register."""
    table.check_format(form)
    only = _status(wanted) if wanted else None
    workspace = opened(folder)
    with console.effort(jobs, not no_cache, quiet) as effort:
        catalog = read_catalog(workspace, console.day(as_of), effort)
    language = chosen(workspace.config.language)
    columns = {
        "id": Text("编号", "id"),
        "title": Text("标题", "title"),
        "level": Text("效力级别", "level"),
        "status": Text("状态", "status"),
        "version": Text("现行版本", "version"),
        "until": Text("到哪天", "until"),
        "text": Text("文本", "text"),
        "cited": Text("被引用", "cited"),
    }
    console.write(table.rows(form, columns, _rows(catalog, only, language, machine=form == "json"), language))
    return 0


def _status(word: str) -> Status:
    for name, words in STATUS.items():
        if word in (name, words.zh, words.en):
            return name
    raise UsageError(
        Text("--status 可以写 {words}，写的是 {word}", "--status is {words}, not {word}"), words=tuple(STATUS), word=word
    )


def _rows(catalog: Catalog, only: Status | None, lang: Lang, *, machine: bool) -> Iterator[dict[str, object]]:
    day = catalog.as_of.isoformat()
    cited = by_law(catalog)
    for law in catalog.of("law"):
        state = status(law, day)
        if only is not None and state != only:
            continue
        version = version_on(law, day)
        has_text = version is not None and statute(catalog, version) is not None
        end = day_of(law["repealed_on"].raw)
        until = (version.last if version else "") or (day_before(end) if end else "")
        yield {
            "id": law.id,
            "title": law.name,
            "level": law["level"].text if machine else _say(law["level"].words, lang),
            "status": state if machine else STATUS[state].say(lang),
            "version": version.promulgated or version.first if version else "",
            "until": until,
            "text": has_text if machine else (_TEXT if has_text else _NO_TEXT).say(lang),
            "cited": len(cited.get(law.id, ())),
        }


_TEXT: Final = Text("有", "yes")
_NO_TEXT: Final = Text("没有", "no")


def _say(words: Text | str, lang: Lang) -> str:
    return words.say(lang) if isinstance(words, Text) else words
