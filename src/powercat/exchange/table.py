"""Tables as text: CSV with commas, semicolons or tabs, one header row, quotes as in RFC 4180."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from powercat.core.document import escape, steps
from powercat.core.span import Lines, Span
from powercat.exchange.source import SECOND_PLACE, Input, Row, Rows, SourceFormat, is_broken, unreadable
from powercat.exchange.trouble import Trouble

DELIMITERS: Final[Mapping[str, str]] = {"comma": ",", "semicolon": ";", "tab": "\t"}


@dataclass(frozen=True, slots=True)
class _Cell:
    """One cell; ``fault`` is ``quote`` where a quote is never closed, ``after`` where text follows the closing one."""

    text: str
    span: Span
    fault: str = ""


@dataclass(frozen=True, slots=True)
class _Places:
    """The places of a row's cells by pointer (``/3/name``)."""

    cells: Mapping[str, _Cell]
    first: Span

    def __call__(self, pointer: str) -> Span:
        below = steps(pointer)[1:]
        cell = self.cells.get(below[0]) if below else None
        return cell.span if cell is not None else self.first


def _read(source: Input) -> Rows:
    delimiter = DELIMITERS.get(source.options.delimiter) or _sniffed(source.text)
    lists = [cells for cells in _cells(source, delimiter) if len(cells) > 1 or cells[0].text.strip() or cells[0].fault]
    header_row = source.options.header_row
    if len(lists) < header_row:
        return Rows((), (unreadable(Span(source.path), "header" if lists else "empty", row=header_row),))
    columns, troubles = _columns(lists[header_row - 1])
    rows: list[Row] = []
    for index, cells in enumerate(lists[header_row:], header_row):
        pointer = f"/{index}"
        trouble = _fault(cells, columns, pointer, source.suspect)
        if trouble is not None:
            troubles.append(trouble)
            continue
        named = {name: cell for name, cell in zip(columns, cells, strict=False) if name}
        data = {name: cell.text for name, cell in named.items()}
        rows.append(Row(len(rows) + 1, data, pointer, _Places(named, cells[0].span)))
    return Rows(rows, troubles)


def _fault(cells: Sequence[_Cell], columns: Sequence[str], pointer: str, suspect: bool) -> Trouble | None:
    """Why a row cannot be used; ``None`` for a good one. Empty cells beyond the last column do no harm."""
    wrong = next((cell for cell in cells if cell.fault), None)
    if wrong is not None:
        return unreadable(wrong.span, wrong.fault, pointer)
    extra = next((cell for cell in cells[len(columns) :] if cell.text.strip()), None)
    if extra is not None or len(cells) < len(columns):
        return unreadable((extra or cells[-1]).span, "width", pointer, found=len(cells), wanted=len(columns))
    broken = next((cell for cell in cells if is_broken(cell.text)), None) if suspect else None
    return unreadable(broken.span, "bytes", pointer) if broken is not None else None


def _columns(header: Sequence[_Cell]) -> tuple[list[str], list[Trouble]]:
    """The names of the columns; a name that stands there again gets ``#2``, and is told."""
    columns: list[str] = []
    troubles: list[Trouble] = []
    first: dict[str, Span] = {}
    counts: Counter[str] = Counter()
    for cell in header:
        name = " ".join(cell.text.split())
        counts[name] += 1
        if name and counts[name] > 1:
            shown = f"{name}#{counts[name]}"
            args = {"name": name, "shown": shown}
            related = ((first[name], SECOND_PLACE),)
            troubles.append(Trouble("key-repeated", cell.span, "column", args, f"/0/{escape(shown)}", related=related))
            name = shown
        first.setdefault(name, cell.span)
        columns.append(name)
    while columns and not columns[-1]:
        columns.pop()
    return columns, troubles


def _sniffed(text: str) -> str:
    """The sign that parts the cells of the first line that is not empty; a comma where none does."""
    first = next((line for line in text.split("\n") if line.strip()), "")
    bare = re.sub(r'"[^"]*"', "", first)
    return max(DELIMITERS.values(), key=bare.count)


def _cells(source: Input, delimiter: str) -> Iterator[list[_Cell]]:
    """The cells of all rows. Where a quote is never closed, only the line in which it begins is lost."""
    text, lines = source.text, Lines(source.text)
    sign = re.escape(delimiter)
    cell = re.compile(rf'[ ]*"([^"]*(?:""[^"]*)*)("?)[ ]*|([^{sign}\r\n]*)')
    rest = re.compile(rf"[^{sign}\r\n]*")
    row: list[_Cell] = []
    position = 0
    while position < len(text) or row:
        match = cell.match(text, position)
        assert match is not None
        quoted, closing, bare = match.groups()
        end, fault = match.end(), ""
        if quoted is None:
            value = bare
        elif closing:
            value = quoted.replace('""', '"')
            after = rest.match(text, end)
            if after and after[0]:
                end, fault = after.end(), "after"
        else:
            line_end = text.find("\n", position)
            end, fault = (len(text) if line_end < 0 else line_end), "quote"
            value = text[position:end]
        row.append(_Cell(value, lines.span(source.path, match.start(), end), fault))
        position = end
        if text.startswith(delimiter, position):
            position += 1
            continue
        yield row
        row = []
        position += 2 if text.startswith("\r\n", position) else 1


TABLE = SourceFormat("csv", (".csv", ".tsv"), _read)
