"""Rows as an aligned table, as CSV, as JSON, or as a table in Markdown."""

from __future__ import annotations

import csv
import io
import json
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from powercat.cli.values import one_of
from powercat.core.text import Lang, Text

WHOLE: Final = frozenset({"code", "day", "file", "path", "place"})
"""Columns whose cells a narrow screen never breaks: one copies them, or clicks on them."""

FORMATS = ("table", "csv", "json", "markdown")


def check_format(name: str) -> None:
    """Raises :class:`UsageError` for a format there is not."""
    one_of("-f", name, FORMATS)


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
        headings = [columns[name].say(lang) for name in columns]
        lines = [[str(row.get(name, "")) for name in columns] for row in content]
        whole = [name in WHOLE for name in columns]
        yield _marked_down(headings, lines) if form == "markdown" else _aligned(headings, lines, whole)


def _safe(value: object) -> str:
    """A cell that a spreadsheet does not take for a formula."""
    text = str(value)
    return f"'{text}" if text[:1] in tuple("=+-@\t\r") and not isinstance(value, (int, float)) else text


def _marked_down(headings: Sequence[str], content: Sequence[Sequence[str]]) -> str:
    from powercat.report.layout.escape import markdown_row

    return "".join(map(markdown_row, (headings, ["---"] * len(headings), *content)))


def _aligned(headings: Sequence[str], content: Sequence[Sequence[str]], whole: Sequence[bool]) -> str:
    from rich import box
    from rich.cells import cell_len
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text as RichText

    terminal = sys.stdout.isatty()
    table = Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False)
    lines = [
        [_one_line(cell, None if unbroken else _LONGEST) for cell, unbroken in zip(row, whole, strict=True)] for row in content
    ]
    for number, (heading, unbroken) in enumerate(zip(headings, whole, strict=True)):
        if unbroken or not terminal:
            longest = max((cell_len(row[number]) for row in lines), default=0)
            table.add_column(RichText(heading), overflow="ignore", no_wrap=True, min_width=longest)
        else:
            table.add_column(RichText(heading), overflow="fold", min_width=_NARROWEST)
    for row in lines:
        table.add_row(*map(RichText, row))
    out = io.StringIO()
    console = Console(file=out, width=None if terminal else _WIDEST, color_system=None, legacy_windows=False)
    # what is not to be broken may be wider than the screen
    console.width = max(console.width, sum((column.min_width or 0) + _BETWEEN for column in table.columns))
    console.print(table)
    return "\n".join(line.rstrip() for line in out.getvalue().split("\n"))


_BETWEEN: Final = 3
"""Columns of the screen between two columns of the table."""

_WIDEST: Final = 10_000
_NARROWEST: Final = 8
"""Columns of the screen that a column of words has at least."""


_LONGEST: Final = 80
"""Characters of a cell that holds words."""


def _one_line(text: str, longest: int | None) -> str:
    flat = " ".join("".join(character if character.isprintable() else " " for character in text).split())
    return flat if longest is None or len(flat) <= longest else flat[: longest - 1] + "…"
