"""A source file as rows that know their place; what every format shares."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

from powercat.core.document import BOM
from powercat.core.span import Span
from powercat.core.text import Text
from powercat.exchange.trouble import Trouble

MAX_BYTES: Final = 256 * 1024 * 1024

_BEYOND_ASCII: Final = bytes(range(128, 256))
_BROKEN = re.compile("[\ud800-\udfff]")
_HALF_ESCAPE = re.compile(r"\\u[dD][89a-fA-F]")


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a source.

    ``data`` are its values by column or name. ``pointer`` is the JSON Pointer of the row in its file (of a table or of lines:
    its number from 0); ``outer`` are the objects around it with their pointers, innermost first. ``locate`` gives the place of
    a pointer of the file, and of what holds it where the pointer itself is not written.
    """

    number: int
    data: Mapping[str, Any]
    pointer: str
    locate: Callable[[str], Span]
    outer: tuple[tuple[str, Mapping[str, Any]], ...] = ()

    @property
    def span(self) -> Span:
        """Where the row begins."""
        return self.locate(self.pointer)


@dataclass(frozen=True, slots=True)
class Options:
    """How a source is read, as the mapping says it; ``""`` and 0 where it says nothing.

    ``rows`` is the pointer of the rows in a JSON file, ``*`` for every item; ``header_row`` counts the rows of a table from 1.
    """

    format: str = ""
    encoding: str = ""
    delimiter: str = ""
    header_row: int = 1
    rows: str = ""


@dataclass(frozen=True)
class Input:
    """A source to be read: the name it is shown by, its text, and how to read it."""

    path: str
    text: str
    options: Options

    @cached_property
    def suspect(self) -> bool:
        """Whether the text holds bytes that could not be decoded, or half characters: then every row is looked at."""
        return bool(_BROKEN.search(self.text) or _HALF_ESCAPE.search(self.text))


@dataclass(frozen=True, slots=True)
class Rows:
    """What a source holds: the rows that can be used, and what is wrong with the others."""

    rows: Sequence[Row]
    troubles: Sequence[Trouble] = ()


@dataclass(frozen=True, slots=True)
class SourceFormat:
    """A format that can be imported: a module-level value in the format's own file. ``read`` never raises on any text."""

    name: str
    suffixes: tuple[str, ...]
    read: Callable[[Input], Rows]


def source_formats() -> Mapping[str, SourceFormat]:
    """All formats by name."""
    from powercat import exchange
    from powercat.core.registry import collect

    return {each.name: each for each in collect(exchange, SourceFormat)}


def read_source(path: str, raw: bytes, options: Options) -> Rows:
    """The rows of a source file, shown as ``path``. Never raises: what cannot be read is among the troubles."""
    problem, text = decode(raw, options.encoding)
    if problem:
        return Rows((), (unreadable(Span(path), problem, limit=MAX_BYTES // (1024 * 1024)),))
    formats = source_formats()
    chosen = formats.get(options.format) or _by_suffix(path, formats)
    if chosen is None:
        known = tuple(suffix for each in formats.values() for suffix in each.suffixes)
        return Rows((), (unreadable(Span(path), "format", suffixes=known),))
    return chosen.read(Input(path, text, options))


def _by_suffix(path: str, formats: Mapping[str, SourceFormat]) -> SourceFormat | None:
    lowered = path.lower()
    return next((each for each in formats.values() if lowered.endswith(each.suffixes)), None)


def unreadable(span: Span, variant: str, /, pointer: str = "", **args: object) -> Trouble:
    """A part of a source that cannot be read."""
    return Trouble("source-unreadable", span, variant, args, pointer)


def decode(raw: bytes, encoding: str = "") -> tuple[str, str]:
    """``(problem, text)`` of a source's bytes: UTF-8, with or without a byte-order mark, or GB18030.

    ``problem`` is ``""``, ``size``, ``utf16``, ``workbook`` or ``binary``; the text is then empty. Bytes that do not fit the
    encoding become lone surrogates, so that the one row that holds them can be told.
    """
    if len(raw) > MAX_BYTES:
        return "size", ""
    if raw.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        return "workbook", ""
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf16", ""
    if raw.count(b"\0") > len(raw) // 8:
        return "binary", ""
    body = raw.removeprefix(BOM)
    chosen = encoding or ("utf-8" if raw.startswith(BOM) else _likelier(body))
    return "", body.decode(chosen, "surrogateescape")


def _likelier(body: bytes) -> str:
    """UTF-8 unless a tenth of the bytes beyond ASCII do not fit it: UTF-8 can often be read as GB18030 somehow, but not the
    reverse.
    """
    try:
        body.decode("utf-8")
    except UnicodeDecodeError:
        misfits = len(_BROKEN.findall(body.decode("utf-8", "surrogateescape")))
        beyond = len(body) - len(body.translate(None, _BEYOND_ASCII))
        return "utf-8" if misfits * 10 < beyond else "gb18030"
    return "utf-8"


def is_broken(value: object) -> bool:
    """Whether a value holds text that cannot be kept: undecodable bytes or half characters."""
    return any(_BROKEN.search(text) for text in _texts(value))


def _texts(value: object) -> Iterator[str]:
    todo = [value]
    while todo:
        each = todo.pop()
        if isinstance(each, str):
            yield each
        elif isinstance(each, Mapping):
            todo.extend(each.keys())
            todo.extend(each.values())
        elif isinstance(each, list):
            todo.extend(each)


SECOND_PLACE: Final = Text("第一次写在这里", "first written here")
