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

from powercat.core.document import may_cut
from powercat.core.strict import suspicious

MAX_DEPTH: Final = 64
_SHARED_LENGTH: Final = 64
"""Texts shorter than this are kept once, however often they occur."""

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
