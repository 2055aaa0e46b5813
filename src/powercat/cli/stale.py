"""``powercat validate --stale``: what time has overtaken, as a list of tasks by organization."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import groupby
from typing import TYPE_CHECKING, Final

from powercat.cli import table
from powercat.cli.reporting import Destination, Target, deliver
from powercat.core.text import Lang, Text
from powercat.report.layout.escape import markdown_cell, markdown_row, one_line

if TYPE_CHECKING:
    from powercat.views.todo import Task


NOTHING: Final = Text("✓ 没有过期的，也没有快到期的。", "✓ Nothing is overdue or about to be.")
HEADING: Final = Text("## 到期待办", "## What is due")
OWNER: Final = Text("{name}（{count} 件）", "{name} ({count} to do)")
TOTAL: Final = Text("共 {count} 件，{owners} 个机关。", "{count} in all, of {owners} organizations.")
PLACES: Final = Text("{place} 等 {places} 处", "{place} and elsewhere, {places} places")
NO_DAY: Final = Text("没有写日期", "no day")
COLUMNS: Final = {
    "organization": Text("机关编号", "organization"),
    "name": Text("机关", "name"),
    "day": Text("日期", "day"),
    "code": Text("规则", "rule"),
    "task": Text("事情", "task"),
    "record": Text("记录", "record"),
    "place": Text("位置", "place"),
    "places": Text("处数", "places"),
}
Row = dict[str, str | int]
"""One task: a value for each of :data:`COLUMNS`."""

_SHOWN: Final = ("day", "task", "record", "place")


def show(tasks: Sequence[Task], targets: Sequence[Target], destination: Destination) -> None:
    """Write the tasks in every format asked for."""
    writers: dict[str, Callable[[list[Row], Lang], Iterator[str]]] = {
        "text": _text,
        "markdown": _markdown,
        "csv": partial(table.rows, "csv", COLUMNS),
        "json": _json,
    }

    def pieces(name: str, screen: bool) -> Iterator[str]:
        shown = destination.located if name == "json" else destination.shown
        return writers[name]([_row(task, destination.lang, shown) for task in tasks], destination.lang)

    deliver(targets, pieces, destination.quiet)


def _row(task: Task, lang: Lang, shown: Callable[[str], str]) -> Row:
    return {
        "organization": task.organization,
        "name": task.owner.say(lang),
        "day": task.day,
        "code": task.code,
        "task": task.message.say(lang, task.args),
        "record": task.subject,
        "place": f"{shown(task.span.path)}:{task.span.line}:{task.span.column}",
        "places": task.places,
    }


def _groups(rows: list[Row], lang: Lang) -> Iterator[tuple[str, list[Row]]]:
    for _, group in groupby(rows, key=lambda row: row["organization"]):
        own = list(group)
        yield OWNER.say(lang, {"name": one_line(str(own[0]["name"])), "count": len(own)}), own


def _total(rows: list[Row], lang: Lang) -> str:
    # what several bodies have to do together is one thing to do
    tasks = {(row["code"], row["task"], row["place"]) for row in rows}
    return TOTAL.say(lang, {"count": len(tasks), "owners": len({row["organization"] for row in rows} - {""})})


def _place(row: Row, lang: Lang) -> str:
    """Where a task stands, and in how many places."""
    count = int(row["places"])
    return PLACES.say(lang, {"place": row["place"], "places": count}) if count > 1 else str(row["place"])


def _text(rows: list[Row], lang: Lang) -> Iterator[str]:
    if not rows:
        yield NOTHING.say(lang) + "\n"
        return
    for heading, own in _groups(rows, lang):
        yield f"{heading}\n"
        for row in own:
            code = f" {row['code']}" if row["code"] else ""
            yield f"  {row['day'] or NO_DAY.say(lang)}{code} {one_line(str(row['task']))}\n"
            yield f"    {one_line(str(row['record']))}  {one_line(_place(row, lang))}\n"
        yield "\n"
    yield _total(rows, lang) + "\n"


def _markdown(rows: list[Row], lang: Lang) -> Iterator[str]:
    yield HEADING.say(lang) + "\n\n"
    yield (_total(rows, lang) if rows else NOTHING.say(lang)) + "\n"
    for heading, own in _groups(rows, lang):
        yield f"\n### {markdown_cell(heading)}\n\n"
        yield markdown_row(COLUMNS[name].say(lang) for name in _SHOWN)
        yield markdown_row("---" for _ in _SHOWN)
        for row in own:
            day, task = str(row["day"] or NO_DAY.say(lang)), f"{row['code']} {row['task']}".strip()
            yield markdown_row([day, task, str(row["record"]), _place(row, lang)])


def _json(rows: list[Row], lang: Lang) -> Iterator[str]:
    yield json.dumps(rows, ensure_ascii=False, indent=2) + "\n"
