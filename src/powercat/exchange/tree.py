"""JSON: one value that holds the rows somewhere inside; the objects around a row stay within its reach."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from powercat.core.document import escape, steps
from powercat.core.span import Lines, Span
from powercat.exchange import jsontext
from powercat.exchange.source import SECOND_PLACE, Input, Row, Rows, SourceFormat, is_broken, unreadable
from powercat.exchange.trouble import Trouble


@dataclass(frozen=True)
class _Text:
    """The text of the file with its places, made when first asked for."""

    source: Input

    @cached_property
    def lines(self) -> Lines:
        return Lines(self.source.text)

    @cached_property
    def places(self) -> jsontext.Places:
        return jsontext.places(self.source.text)

    def span(self, start: int, end: int) -> Span:
        return self.lines.span(self.source.path, start, end)

    def locate(self, pointer: str) -> Span:
        start, end = self.places.nearest(pointer)
        # of an object or list its first sign is enough
        return self.span(start, start + 1 if self.source.text[start : start + 1] in ("{", "[") else end)


@dataclass(frozen=True, slots=True)
class _Found:
    value: Any
    pointer: str
    outer: tuple[tuple[str, Mapping[str, Any]], ...]


def _read(source: Input) -> Rows:
    text = _Text(source)
    read = jsontext.read(source.text)
    if isinstance(read, jsontext.Fault):
        variant = "empty" if not source.text.strip() else "json"
        return Rows((), (unreadable(text.span(read.offset, read.offset + 1), variant, reason=read.reason),))
    troubles = [
        Trouble(
            "key-repeated",
            text.span(start, end),
            "name",
            {"name": pointer.rpartition("/")[2]},
            pointer,
            related=((text.locate(pointer), SECOND_PLACE),),
        )
        for pointer, start, end in (text.places.repeated if read.repeated else ())
    ]
    pattern = source.options.rows or ("/*" if isinstance(read.value, list) else "")
    rows: list[Row] = []
    for found in _rows(_Found(read.value, "", ()), steps(pattern)):
        if not isinstance(found.value, dict):
            troubles.append(unreadable(text.locate(found.pointer), "shape", found.pointer))
        elif source.suspect and is_broken(found.value):
            troubles.append(unreadable(text.locate(_broken_at(found)), "bytes", found.pointer))
        else:
            rows.append(Row(len(rows) + 1, found.value, found.pointer, text.locate, found.outer))
    if not rows and not troubles:
        troubles.append(unreadable(Span(source.path), "nothing" if pattern else "empty", rows=pattern))
    return Rows(rows, troubles)


def _rows(found: _Found, pattern: list[str]) -> Iterator[_Found]:
    """What stands at a pointer pattern below a value, in order."""
    if not pattern:
        yield found
        return
    step, rest = pattern[0], pattern[1:]
    value, pointer = found.value, found.pointer
    outer = ((pointer, value), *found.outer) if isinstance(value, dict) else found.outer
    if step == "*" and isinstance(value, (list, dict)):
        items = enumerate(value) if isinstance(value, list) else value.items()
        for name, below in items:
            yield from _rows(_Found(below, f"{pointer}/{escape(str(name))}", outer), rest)
    elif isinstance(value, dict) and step in value:
        yield from _rows(_Found(value[step], f"{pointer}/{escape(step)}", outer), rest)
    elif isinstance(value, list) and step.isdigit() and int(step) < len(value):
        yield from _rows(_Found(value[int(step)], f"{pointer}/{step}", outer), rest)


def _broken_at(found: _Found) -> str:
    name = next((name for name, value in found.value.items() if is_broken([name, value])), "")
    return f"{found.pointer}/{escape(name)}"


TREE = SourceFormat("json", (".json",), _read)
