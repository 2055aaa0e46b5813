"""JSON Lines: one JSON object a line. A broken line is told, and the others are read all the same."""

from __future__ import annotations

from functools import partial

from powercat.core.document import escape
from powercat.core.span import Lines, Span
from powercat.exchange import jsontext
from powercat.exchange.source import SECOND_PLACE, Input, Row, Rows, SourceFormat, is_broken, unreadable
from powercat.exchange.trouble import Trouble


def _read(source: Input) -> Rows:
    lines = Lines(source.text)
    rows: list[Row] = []
    troubles: list[Trouble] = []
    for number in range(1, len(lines.starts) + 1):
        line = lines.line(number)
        if not line.strip():
            continue
        read = jsontext.read(line)
        if isinstance(read, jsontext.Fault):
            column = min(read.offset, len(line)) + 1
            span = Span(source.path, number, column, number, column + 1)
            troubles.append(unreadable(span, "json", f"/{number - 1}", reason=read.reason))
            continue
        locate = partial(_locate, source.path, line, number)
        row = Row(len(rows) + 1, read.value, f"/{number - 1}", locate) if isinstance(read.value, dict) else None
        if row is None:
            troubles.append(unreadable(Span(source.path, number, 1, number, 2), "shape", f"/{number - 1}"))
        elif source.suspect and is_broken(row.data):
            troubles.append(unreadable(_first_broken(row), "bytes", row.pointer))
        else:
            if read.repeated:
                troubles += _repeated(source.path, line, number)
            rows.append(row)
    if not rows and not troubles:
        troubles.append(unreadable(Span(source.path), "empty"))
    return Rows(rows, troubles)


def _locate(path: str, line: str, number: int, pointer: str) -> Span:
    inner = "/".join(("", *pointer.split("/")[2:]))
    start, end = jsontext.places(line).nearest(inner)
    if not inner:
        end = start + 1
    return Span(path, number, start + 1, number, end + 1)


def _first_broken(row: Row) -> Span:
    name = next((name for name, value in row.data.items() if is_broken([name, value])), "")
    return row.locate(f"{row.pointer}/{escape(name)}")


def _repeated(path: str, line: str, number: int) -> list[Trouble]:
    places = jsontext.places(line)
    return [
        Trouble(
            "key-repeated",
            Span(path, number, start + 1, number, end + 1),
            "name",
            {"name": pointer.rpartition("/")[2]},
            f"/{number - 1}{pointer}",
            related=((Span(path, number, first[0] + 1, number, first[1] + 1), SECOND_PLACE),),
        )
        for pointer, start, end in places.repeated
        if (first := places.values[pointer])
    ]


LINES = SourceFormat("jsonl", (".jsonl", ".ndjson"), _read)
