"""Rows as an aligned table, as CSV, as JSON, or as a table in Markdown."""

from __future__ import annotations

import csv
import io
import json
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence

from powercat.core.errors import UsageError
from powercat.core.text import Lang, Text

FORMATS = ("table", "csv", "json", "markdown")


def check_format(name: str) -> None:
    """Raises :class:`UsageError` for a format there is not."""
    if name not in FORMATS:
        raise UsageError(
            Text("-f 可以写 {formats}，写的是 {name}", "-f may be {formats}, not {name}"), formats=FORMATS, name=name
        )


def rows(form: str, columns: Mapping[str, Text], content: Iterable[Mapping[str, object]], lang: Lang) -> Iterator[str]:
    """Rows of values by column name, in the form asked for. ``columns`` are the headings by name."""
    if form == "json":
        yield json.dumps(list(content), ensure_ascii=False, indent=2) + "\n"
    elif form == "csv":
        out = io.StringIO()
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows([_safe(row.get(name, "")) for name in columns] for row in content)
        yield out.getvalue()
    else:
        drawn = _marked_down if form == "markdown" else _aligned
        yield drawn(
            [columns[name].say(lang) for name in columns], [[str(row.get(name, "")) for name in columns] for row in content]
        )


def _safe(value: object) -> str:
    """A cell that a spreadsheet does not take for a formula."""
    text = str(value)
    return f"'{text}" if text[:1] in tuple("=+-@\t\r") and not isinstance(value, (int, float)) else text


def _marked_down(headings: Sequence[str], content: Sequence[Sequence[str]]) -> str:
    from powercat.report.layout.escape import markdown_row

    return "".join(map(markdown_row, (headings, ["---"] * len(headings), *content)))


def _aligned(headings: Sequence[str], content: Sequence[Sequence[str]]) -> str:
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text as RichText

    terminal = sys.stdout.isatty()
    table = Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False)
    for heading in headings:
        table.add_column(RichText(heading), overflow="fold" if terminal else "ignore", no_wrap=not terminal)
    for row in content:
        table.add_row(*(RichText(_one_line(cell)) for cell in row))
    out = io.StringIO()
    console = Console(file=out, width=None if terminal else 10_000, color_system=None, legacy_windows=False)
    console.print(table)
    return "\n".join(line.rstrip() for line in out.getvalue().split("\n"))


def _one_line(text: str) -> str:
    flat = " ".join("".join(character if character.isprintable() else " " for character in text).split())
    return flat if len(flat) <= 80 else flat[:79] + "…"
