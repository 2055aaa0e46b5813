"""``powercat stats``."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Annotated

import typer

from powercat.cli import console, table
from powercat.cli.language import chosen, tr
from powercat.cli.opening import opened
from powercat.cli.options import AsOf, Folder, Jobs, Language, NoCache, Quiet, Table
from powercat.cli.values import one_of
from powercat.core.text import Lang, Text
from powercat.views.burden import GROUPINGS, Burden, By, Group, burden
from powercat.views.burden_rows import FIGURES, HEADINGS, LEGEND, cells, flat, left_out, people_rows, plain
from powercat.views.statistics import Statistics, statistics
from powercat.workspace import read_catalog

_COUNTS = {
    "handling_items": Text("业务办理项", "handling items"),
    "steps": Text("办理步骤", "procedure steps"),
    "materials_asked": Text("要申请人提供的材料", "materials the applicant brings"),
    "materials_waived": Text("免于提交的材料", "materials obtained otherwise"),
    "unreadable": Text("读不了的文件", "unreadable files"),
}
_OVERVIEW: Mapping[str, Text] = {"group": Text("类别", "group"), "what": Text("内容", "what"), "count": Text("数量", "count")}


def stats(
    by: Annotated[
        str | None,
        typer.Option(
            "--by",
            metavar=tr("分组", "GROUPING"),
            help=tr(
                "办事负担的对比表：organization 按实施机关，type 按事项类型，all 全部；不写就是总览",
                "what powers ask of people, compared: by organization, by type, or all of them; an overview otherwise",
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
    """Count records, powers, materials; compare what they ask of people."""
    table.check_format(form)
    grouping = _grouping(by)
    workspace = opened(folder)
    with console.effort(jobs, not no_cache, quiet) as effort:
        catalog = read_catalog(workspace, console.day(as_of), effort)
    language = chosen(workspace.config.language)
    if grouping is not None:
        console.write(_compared(form, grouping, burden(catalog, grouping), language))
        if form in ("table", "markdown"):
            console.note(LEGEND.zh, LEGEND.en, quiet)
            for sentence in left_out(burden(catalog)[0].burden, language):
                console.note(sentence, sentence, quiet)
        return 0
    found, whole = statistics(catalog), burden(catalog)[0].burden
    if form == "json":
        console.write([json.dumps(_plain(found, whole), ensure_ascii=False, indent=2) + "\n"])
    else:
        console.write(table.rows(form, _OVERVIEW, _rows(found, whole, language), language))
    return 0


def _grouping(word: str | None) -> By | None:
    one_of("--by", word, GROUPINGS)
    return next((known for known in GROUPINGS if known == word), None)


def _compared(form: str, by: By, groups: Sequence[Group], lang: Lang) -> Iterator[str]:
    if form == "json":
        content = [{"key": each.key, "name": each.name.say(lang), **plain(each.burden)} for each in groups]
        return iter([json.dumps(content, ensure_ascii=False, indent=2) + "\n"])
    if form == "csv":
        lines = [{"key": each.key, "name": each.name.say(lang), **flat(each.burden, lang)} for each in groups]
        names = lines[0] if lines else {"key": "", "name": ""}
        return table.rows(form, {name: Text(name, name) for name in names}, lines, lang)
    return table.rows(form, {"group": HEADINGS[by], **FIGURES}, people_rows(groups, lang), lang)


def _plain(found: Statistics, whole: Burden) -> dict[str, object]:
    return {
        "records": {name: count for name, (_, count) in found.kinds.items()},
        "powers_by_type": {name: count for name, (_, count) in found.types.items()},
        "powers_by_organization": {name: count for name, (_, count) in found.organizations.items()},
        **{name: getattr(found, name) for name in _COUNTS},
        "burden": plain(whole),
    }


def _rows(found: Statistics, whole: Burden, lang: Lang) -> Iterator[dict[str, object]]:
    figures = cells(whole, lang)
    groups: tuple[tuple[Text, Sequence[tuple[str, object]]], ...] = (
        (Text("记录", "records"), [(words.say(lang), count) for words, count in found.kinds.values()]),
        (Text("权力类型", "powers by type"), [(words.say(lang), count) for words, count in found.types.values()]),
        (Text("责任机关", "powers by responsible organization"), list(found.organizations.values())),
        (Text("手册", "handbooks"), [(words.say(lang), getattr(found, name)) for name, words in _COUNTS.items()]),
        (Text("办事负担", "burden"), [(words.say(lang), figures[name]) for name, words in FIGURES.items()]),
    )
    for title, rows in groups:
        for what, count in rows:
            yield {"group": title.say(lang), "what": what, "count": count}
