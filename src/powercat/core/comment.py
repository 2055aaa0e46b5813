"""Findings put off by a comment beside them: ``# powercat: ignore PC403 -- reason -- until 2026-12-31``."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from typing import Final, NamedTuple

from powercat.core.document import Place, places
from powercat.core.last_day import ended
from powercat.core.span import Lines

MARK: Final = "powercat"

_SPELT: Final = ("owercat", "OWERCAT", "owerCat")
"""A text without any of these holds no such comment; searching it without regard to case would take far longer."""

_SIGN: Final = r"(?:ignore(?![A-Za-z])|暂缓|忽略)"
_COMMENT = re.compile(rf"(?<!\S)#+[ \t]*{MARK}(?:[ \t]*[:：][ \t]*|[ \t]+(?={_SIGN}))([^\r\n]*)", re.IGNORECASE)
_VERB = re.compile(rf"{_SIGN}[\s:：]*", re.IGNORECASE)
_CODES = re.compile(r"(?:PC[0-9]{3}(?![0-9A-Za-z])[\s,，、;；]*)+", re.IGNORECASE)
_CODE = re.compile(r"PC[0-9]{3}", re.IGNORECASE)
_LEAD = re.compile(r"[\s:：,，—–―－-]+")


class Comment(NamedTuple):
    """One comment that puts findings off; plain data only, so that it travels and is cached.

    ``start`` and ``end`` are its character offsets. It covers the field at ``pointer`` and all below it (``""``: the whole
    record, ``None``: there is nothing after it), and what is told on ``line`` (0: no line). ``problem`` is ``verb`` or
    ``codes`` where it cannot be understood. ``until`` is a day (``YYYY-MM-DD``), or as written where no day can be read.
    """

    start: int
    end: int
    pointer: str | None
    line: int
    codes: tuple[str, ...] = ()
    reason: str = ""
    until: str = ""
    problem: str = ""


def comments(text: str) -> tuple[Comment, ...]:
    """The comments of a text that put findings off, in order. Text between quotes or in a block is no comment."""
    found = list(_COMMENT.finditer(text)) if any(spelt in text for spelt in _SPELT) else []
    if not found:
        return ()
    fields = _Fields(text)
    return tuple(_comment(match, fields) for match in found if not fields.is_content(match.start()))


def _comment(match: re.Match[str], fields: _Fields) -> Comment:
    start = match.start()
    pointer, line = fields.covered(start)
    codes, reason, until, problem = _understood(match[1])
    return Comment(start, start + len(match[0].rstrip()), pointer, line, codes, reason, until, problem)


def _understood(words: str) -> tuple[tuple[str, ...], str, str, str]:
    """Codes, reason, last day and problem of what stands behind the colon."""
    verb = _VERB.match(words)
    if verb is None:
        return (), "", "", "verb"
    rest = unicodedata.normalize("NFKC", words[verb.end() :]) if not _CODES.match(words, verb.end()) else words[verb.end() :]
    codes = _CODES.match(rest)
    if codes is None:
        return (), "", "", "codes"
    lead = _LEAD.match(rest, codes.end())
    reason, until = ended(rest[lead.end() if lead else codes.end() :])
    return tuple(dict.fromkeys(code.upper() for code in _CODE.findall(codes[0]))), reason, until, ""


class _Fields:
    """The fields of a text by their place: which one a comment stands at, and whether it is a comment at all."""

    def __init__(self, text: str) -> None:
        found = places(text)
        self.text = text
        self.lines = Lines(text)
        # of fields that begin at one place the one that holds the others comes first
        self.fields = sorted((place[0], -place[3], pointer) for pointer, place in found.items() if pointer)
        self.starts = [start for start, _, _ in self.fields]
        self.enclosing = list(_enclosing(self.fields))
        self.written = sorted(_scalars(text, found.values()))

    def is_content(self, at: int) -> bool:
        """Whether what stands there belongs to a quoted text or a block."""
        around = bisect_right(self.written, (at, len(self.text))) - 1
        if around < 0:
            return False
        start, end = self.written[around]
        heads = self.text[start] in "|>" and "\n" not in self.text[start:at]  # behind the sign that opens a block
        return start < at < end and not heads

    def covered(self, at: int) -> tuple[str | None, int]:
        """The pointer and the line that a comment there covers."""
        number, _ = self.lines.place(at)
        line = self.lines.offset(number, 1)
        if not self.text[line:at].strip(" \t-\ufeff"):
            return self._next(at)
        first = bisect_right(self.starts, line - 1)
        if first < len(self.starts) and self.starts[first] < at:
            return self.fields[first][2], number
        last = line + len(self.text[line:at].rstrip()) - 1
        around = bisect_right(self.starts, last) - 1
        while around >= 0 and -self.fields[around][1] <= last:
            around = self.enclosing[around]
        return (self.fields[around][2] if around >= 0 else None), number

    def _next(self, at: int) -> tuple[str | None, int]:
        """The field that a comment on a line of its own stands above."""
        first = bisect_right(self.starts, at)
        if first == 0:
            return "", 0
        if first == len(self.starts):
            return None, 0
        return self.fields[first][2], self.lines.place(self.starts[first])[0]


def _enclosing(fields: Sequence[tuple[int, int, str]]) -> Iterator[int]:
    """For each field the number of the one directly around it, -1 for none; fields lie beside or within one another."""
    open_ones: list[int] = []
    for number, (start, _, _) in enumerate(fields):
        while open_ones and -fields[open_ones[-1]][1] <= start:
            open_ones.pop()
        yield open_ones[-1] if open_ones else -1
        open_ones.append(number)


def _scalars(text: str, found: Iterable[Place]) -> set[tuple[int, int]]:
    """Where keys and values stand that are quoted or blocks."""
    stretches = {stretch for place in found for stretch in ((place[0], place[1]), (place[2], place[3]))}
    return {stretch for stretch in stretches if text[stretch[0] : stretch[0] + 1] in ("|", ">", "'", '"')}
