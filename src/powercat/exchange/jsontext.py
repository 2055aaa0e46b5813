"""JSON text: values, names written twice, and places."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from powercat.core.document import escape
from powercat.core.text import Text

_TOKEN = re.compile(r'[ \t\r\n]*(?:([{}\[\],:])|("(?:[^"\\]|\\.)*")|([^\s{}\[\],:"]+))', re.DOTALL)

_REASONS: Final = (
    ("Expecting value", Text("这里缺一个值", "a value is missing here")),
    ("Expecting ',' delimiter", Text("这里缺逗号", "a comma is missing here")),
    ("Expecting ':' delimiter", Text("这里缺冒号", "a colon is missing here")),
    ("Expecting property name", Text("名称要用英文双引号括起来", "a name must stand in double quotes")),
    ("Unterminated string", Text("引号没有配对，这一段没有写完", "a quote is not closed; the text breaks off")),
    (
        "Invalid control character",
        Text("文字里有换行、制表符或者其他控制字符", "a line break, tab or other control character inside a text"),
    ),
    ("Invalid \\", Text("反斜杠后面的写法不对", "what follows the backslash is wrong")),
    ("Extra data", Text("一个值写完以后还有别的内容", "there is more after the end of the value")),
    ("Illegal trailing comma", Text("最后一项后面多了一个逗号", "a comma after the last item")),
)
_OTHER: Final = Text("不是正确的 JSON", "it is not JSON")
_NOT_A_NUMBER: Final = Text("有 NaN、Infinity 这样不是数的数，或者数字太长", "NaN, Infinity or a number that is too long")
_TOO_DEEP: Final = Text("层次太深", "it is nested too deep")


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a text is no JSON, and at which character."""

    reason: Text
    offset: int


@dataclass(frozen=True, slots=True)
class Read:
    """A value; ``repeated`` are the names that one object has more than once (the first value counts)."""

    value: Any
    repeated: tuple[str, ...] = ()


def read(text: str) -> Read | Fault:
    """The value of a JSON text. Never raises. Decimal numbers stay text, as written, so that no code loses a digit."""
    repeated: list[str] = []

    def kept(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for name, value in pairs:
            if name in found:
                repeated.append(name)
            else:
                found[name] = value
        return found

    def refused(word: str) -> Any:
        raise ValueError(word)

    try:
        value = json.loads(text, object_pairs_hook=kept, parse_float=str, parse_constant=refused)
    except json.JSONDecodeError as error:
        reason = next((words for start, words in _REASONS if error.msg.startswith(start)), _OTHER)
        return Fault(reason, error.pos)
    except ValueError:
        return Fault(_NOT_A_NUMBER, 0)
    except RecursionError:
        return Fault(_TOO_DEEP, 0)
    return Read(value, tuple(repeated))


@dataclass(frozen=True, slots=True)
class Places:
    """Start and end (characters) of every value by JSON Pointer, and of every name that is written again."""

    values: Mapping[str, tuple[int, int]]
    repeated: tuple[tuple[str, int, int], ...]

    def nearest(self, pointer: str) -> tuple[int, int]:
        """The value at a pointer, else what holds it."""
        while pointer and pointer not in self.values:
            pointer = pointer.rpartition("/")[0]
        return self.values.get(pointer, (0, 0))


@dataclass(slots=True)
class _Open:
    pointer: str
    start: int
    is_object: bool
    wants_name: bool
    index: int = 0


def places(text: str) -> Places:
    """Where the values of a JSON text stand; as far as it can be followed, if it is broken."""
    values: dict[str, tuple[int, int]] = {}
    repeated: list[tuple[str, int, int]] = []
    stack: list[_Open] = []
    pointer = ""
    position = 0
    while match := _TOKEN.match(text, position):
        position = match.end()
        sign, quoted, bare = match.groups()
        top = stack[-1] if stack else None
        if sign and sign in "{[":
            values.setdefault(pointer, (match.start(1), match.end(1)))
            stack.append(_Open(pointer, match.start(1), sign == "{", sign == "{"))
            if sign == "[":
                pointer = f"{pointer}/0"
        elif sign and sign in "}]":
            if top is None:
                break
            stack.pop()
            pointer = top.pointer
            if values.get(pointer, (-1, 0))[0] == top.start:
                values[pointer] = (top.start, match.end(1))
        elif sign == "," and top is not None:
            top.index += 1
            top.wants_name = top.is_object
            if not top.is_object:
                pointer = f"{top.pointer}/{top.index}"
        elif quoted and top is not None and top.wants_name:
            top.wants_name = False
            pointer = f"{top.pointer}/{escape(_name(quoted))}"
            if pointer in values:
                repeated.append((pointer, match.start(2), match.end(2)))
        elif quoted:
            values.setdefault(pointer, (match.start(2), match.end(2)))
        elif bare:
            values.setdefault(pointer, (match.start(3), match.end(3)))
    return Places(values, tuple(repeated))


def _name(quoted: str) -> str:
    try:
        return str(json.loads(quoted, strict=False))
    except ValueError:
        return quoted[1:-1]
