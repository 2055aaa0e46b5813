"""Where a value comes from: ``TASK_NAME``, ``address/street``, ``materials/*/name``, ``../department``, ``.`` and ``#``."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from powercat.core.document import escape, unescape
from powercat.core.span import Span
from powercat.exchange.source import Row

_LINE_END = re.compile("\r\n|[\r\x85\u2028\u2029]")
_UNPRINTABLE = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufeff\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class SourcePath:
    """A way to a value. ``origin``: ``row``, ``element`` (of the list that is being gone through), ``number`` (its number from
    1) or ``outer``, then ``ups`` objects outward from the row.
    """

    origin: str
    steps: tuple[str, ...] = ()
    ups: int = 0

    @property
    def column(self) -> str:
        """The column or name the way begins with; ``""`` where it begins with none of the row's."""
        return self.steps[0] if self.origin == "row" and self.steps else ""


@lru_cache(maxsize=4096)
def source_path(text: str) -> SourcePath:
    """Read a way; ``~1`` stands for a slash in a name, ``~0`` for a tilde. Raises ``ValueError`` for one with an empty step."""
    if text == "#":
        return SourcePath("number")
    if text == ".":
        return SourcePath("element")
    steps = text.split("/")
    ups = 0
    while steps and steps[0] == "..":
        steps.pop(0)
        ups += 1
    origin = "outer" if ups else "row"
    if not ups and steps[0] == ".":
        steps.pop(0)
        origin = "element"
    if not steps or not all(step.strip() for step in steps):
        raise ValueError(text)
    return SourcePath(origin, tuple(map(unescape, steps)), ups)


@dataclass(frozen=True, slots=True)
class Scope:
    """What a value is looked up in: a row (``None`` for a record made without one), and an element of a list of it."""

    row: Row | None = None
    element: object = None
    pointer: str = ""
    number: int = 0

    @property
    def span(self) -> Span | None:
        """Where the element, or else the row, stands."""
        if self.row is None:
            return None
        return self.row.locate(self.pointer or self.row.pointer)


@dataclass(frozen=True, slots=True)
class Found:
    """A value of a source as it is there, and its pointer in the file."""

    value: object
    pointer: str


NOTHING: Final = Found(None, "")


def find(path: SourcePath, scope: Scope) -> Found:
    """The value at a way; ``None`` where there is none. ``*`` gathers what stands behind every item of a list."""
    row = scope.row
    if row is None:
        return NOTHING
    if path.origin == "number":
        return Found(scope.number or row.number, scope.pointer or row.pointer)
    if path.origin == "element":
        return _below(Found(scope.element, scope.pointer), path.steps)
    if path.origin == "outer":
        if path.ups > len(row.outer):
            return NOTHING
        pointer, around = row.outer[path.ups - 1]
        return _below(Found(around, pointer), path.steps)
    return _below(Found(row.data, row.pointer), path.steps)


def _below(found: Found, steps: Sequence[str]) -> Found:
    value, pointer = found.value, found.pointer
    for index, step in enumerate(steps):
        if step == "*" and isinstance(value, list):
            gathered: list[object] = []
            for number, item in enumerate(value):
                below = _below(Found(item, f"{pointer}/{number}"), steps[index + 1 :]).value
                gathered += below if isinstance(below, list) else [below]
            return Found([each for each in gathered if each is not None], pointer)
        pointer = f"{pointer}/{escape(step)}"
        if isinstance(value, Mapping) and step in value:
            value = value[step]
        elif isinstance(value, list) and step.isdigit() and int(step) < len(value):
            value = value[int(step)]
        else:
            return Found(None, pointer)
    return Found(value, pointer)


def text_of(value: object) -> str | None:
    """A single value as text, its ends trimmed, line ends as LF; ``None`` for lists and objects."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (str, int, float)):
        return _LINE_END.sub("\n", str(value)).strip(" \t\n\u3000\xa0\ufeff")
    return None


def printable(text: str) -> tuple[str, str]:
    """A text without the signs that nobody can see or write, and the first of them (``U+0000``); ``""`` where there is none."""
    wrong = _UNPRINTABLE.search(text)
    if wrong is None:
        return text, ""
    visible = next((each for each in _UNPRINTABLE.findall(text) if each != "\ufeff"), "")
    return _UNPRINTABLE.sub("", text).strip(), f"U+{ord(visible):04X}" if visible else ""


def is_empty(value: object, words: Sequence[str]) -> bool:
    """Whether a value says nothing: null, blank, an empty list or object, or one of the words."""
    if isinstance(value, (list, Mapping)):
        return not value or (isinstance(value, list) and all(is_empty(each, words) for each in value))
    text = text_of(value)
    return not text or text in words
