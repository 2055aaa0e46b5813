"""The short way through an ordinary text.

It pulls the same events as :mod:`powercat.core.document` and keeps nothing but the values. Whatever is not quite ordinary (a
fault, a sign of one, anything that the subset forbids) it leaves to that reader, which knows places and words for it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from sys import intern
from typing import Any, Final

import yaml
from yaml.cyaml import CParser  # type: ignore[attr-defined]
from yaml.events import (
    DocumentEndEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
    StreamStartEvent,
)

from powercat.core.document import MAX_DEPTH, Place, escape, may_cut
from powercat.core.strict import suspicious

_SHARED_LENGTH: Final = 256
"""Texts shorter than this are kept once, however often they occur: the sentences of a catalog recur, too."""

_MARKS: Final = ("<<<<<<<", ">>>>>>>", "\x85", "\u2028", "\u2029", "\ufeff")
_ANCHOR_OR_TAG = re.compile("(?<![0-9A-Za-z])[&!]")
"""What may begin an anchor or a tag: within a word it cannot."""

_NO_NAME_STARTS: Final = frozenset("0123456789+-.\u3000")
_WORDS: Final[Mapping[str, bool | None]] = {
    form(word): value
    for word, value in (("true", True), ("false", False), ("null", None), ("", None), ("~", None))
    for form in (str, str.title, str.upper)
}
_NO_NAMES: Final = frozenset((*_WORDS, "<<"))
_NUMBER_STARTS: Final = frozenset("0123456789+-.")
_INTEGER = re.compile(r"-?(?:0|[1-9][0-9]{0,14})")
_DECIMAL = re.compile(r"-?(?:0|[1-9][0-9]{0,6})\.[0-9]{1,6}")
_NUMERIC = re.compile(
    r"(?![0-9]{4}-[0-9]{2}-[0-9]{2}\Z)[-+.]*[0-9][-+.0-9eE]*|0[ox][0-9A-Fa-f]*|[-+.]*(?:inf|Inf|INF|nan|NaN|NAN)?"
)
_BLANK: Final = ("", "\n")

_Get = Callable[[], Any]


class _UnusualError(Exception):
    """Here is something to look at closely."""


def read_plain(text: str) -> dict[str, object] | None:
    """The mapping an ordinary text holds; ``None`` when it takes more than this to read it, or to say what is wrong with it."""
    if text.endswith(" ") or any(mark in text for mark in _MARKS):
        return None
    if suspicious(text) or may_cut(text):
        return None
    get: _Get = CParser(text).get_event
    if ("&" in text or "!" in text) and _ANCHOR_OR_TAG.search(text):
        get = _checked(get)
    try:
        if type(get()) is not StreamStartEvent:
            return None
        start = get()
        if type(start) is not DocumentStartEvent or start.version or start.tags or type(get()) is not MappingStartEvent:
            return None
        found = _mapping(get, 1)
        if type(get()) is not DocumentEndEvent or type(get()) is not StreamEndEvent:
            return None
    except (_UnusualError, yaml.YAMLError, UnicodeEncodeError, RecursionError):
        return None
    return found


def _checked(get: _Get) -> _Get:
    """The same events, where an anchor or a tag is not ruled out."""

    def checked() -> Any:
        event = get()
        if getattr(event, "anchor", None) or getattr(event, "tag", None):
            raise _UnusualError
        return event

    return checked


def _mapping(get: _Get, depth: int) -> dict[str, object]:
    found: dict[str, object] = {}
    while True:
        event = get()
        if type(event) is not ScalarEvent:
            if type(event) is MappingEndEvent:
                return found
            raise _UnusualError
        name: str = event.value
        if name in found or (not event.style and (name in _NO_NAMES or name[0] in _NO_NAME_STARTS)):
            raise _UnusualError
        event = get()
        kind = type(event)
        if kind is ScalarEvent:
            found[intern(name)] = _scalar(event)
        elif depth < MAX_DEPTH:
            found[intern(name)] = _collection(get, kind, depth + 1)
        else:
            raise _UnusualError


def _sequence(get: _Get, depth: int) -> list[object]:
    found: list[object] = []
    while True:
        event = get()
        kind = type(event)
        if kind is ScalarEvent:
            if not event.style and "：" in event.value:
                raise _UnusualError
            found.append(_scalar(event))
        elif kind is SequenceEndEvent:
            return found[:]  # without the room that a growing list keeps
        elif depth < MAX_DEPTH:
            found.append(_collection(get, kind, depth + 1))
        else:
            raise _UnusualError


def _collection(get: _Get, kind: type, depth: int) -> object:
    if kind is MappingStartEvent:
        return _mapping(get, depth)
    if kind is SequenceStartEvent:
        return _sequence(get, depth)
    raise _UnusualError


def _scalar(event: Any) -> object:
    value: str = event.value
    style = event.style
    if not style:
        if value in _WORDS:
            return _WORDS[value]
        if value[0] in _NUMBER_STARTS:
            if _INTEGER.fullmatch(value):
                return int(value)
            if _DECIMAL.fullmatch(value):
                return float(value)
            if _NUMERIC.fullmatch(value):
                raise _UnusualError
    elif style == "'" or style == '"':
        if (" " in value or "\n" in value) and event.start_mark.line != event.end_mark.line:
            raise _UnusualError
    elif value[:1] in _BLANK:
        raise _UnusualError
    return intern(value) if len(value) < _SHARED_LENGTH else value


def plain_places(text: str) -> dict[str, Place] | None:
    """The places of the fields of an ordinary text, as :func:`powercat.core.document.places` gives them; ``None`` for another."""
    if text.endswith(" "):
        return None
    get: _Get = CParser(text).get_event
    found: dict[str, Place] = {}
    try:
        if type(get()) is StreamStartEvent and type(get()) is DocumentStartEvent:
            event = get()
            if type(event) is MappingStartEvent:
                _place(get, event, text, found, "", None, 0)
                return found
    except (_UnusualError, yaml.YAMLError, UnicodeEncodeError, RecursionError):
        pass
    return None


def _place_mapping(get: _Get, text: str, found: dict[str, Place], pointer: str, own: tuple[int, int, int], depth: int) -> int:
    """Take down the fields of a mapping and itself: ``own`` are the start and end of its key, and its start. Returns its end."""
    key_start, key_end, start = own
    found[pointer] = (key_start, key_end, start, start)
    end = start
    while True:
        event = get()
        kind = type(event)
        if kind is not ScalarEvent:
            if kind is MappingEndEvent:
                end = _end_of(event, end)
                found[pointer] = (key_start, key_end, start, end)
                return end
            raise _UnusualError
        name: str = event.value
        below = f"{pointer}/{escape(name)}" if "~" in name or "/" in name else f"{pointer}/{name}"
        if below in found:
            raise _UnusualError
        end = _place(get, get(), text, found, below, (event.start_mark.index, event.end_mark.index), depth)


def _place_sequence(get: _Get, text: str, found: dict[str, Place], pointer: str, own: tuple[int, int, int], depth: int) -> int:
    key_start, key_end, start = own
    found[pointer] = (key_start, key_end, start, start)
    end, index = start, 0
    while True:
        event = get()
        if type(event) is SequenceEndEvent:
            end = _end_of(event, end)
            found[pointer] = (key_start, key_end, start, end)
            return end
        end = _place(get, event, text, found, f"{pointer}/{index}", None, depth)
        index += 1


def _place(
    get: _Get, event: Any, text: str, found: dict[str, Place], pointer: str, key: tuple[int, int] | None, depth: int
) -> int:
    start: int = event.start_mark.index
    end: int = event.end_mark.index
    kind = type(event)
    if kind is ScalarEvent:
        if event.style == "|" or event.style == ">":
            end = start + len(text[start:end].rstrip())
        found[pointer] = (*(key or (start, end)), start, end)
        return end
    if depth < MAX_DEPTH and kind is MappingStartEvent:
        return _place_mapping(get, text, found, pointer, (*(key or (start, end)), start), depth + 1)
    if depth < MAX_DEPTH and kind is SequenceStartEvent:
        return _place_sequence(get, text, found, pointer, (*(key or (start, end)), start), depth + 1)
    raise _UnusualError


def _end_of(event: Any, last: int) -> int:
    """Where a collection ends: at its bracket, or with its last child, since a block's own end mark runs on to the next token."""
    end: int = event.end_mark.index
    return end if event.start_mark.index != end else last
