"""Bytes in, data and faults out; positions when somebody asks.

The YAML subset is that of ``docs/yaml-subset``: YAML 1.2 core scalars, no anchors, aliases, tags, merge keys or second documents.
Events are pulled from libyaml one by one under a depth limit, since composing whole documents recurses in C.
"""

from __future__ import annotations

import hashlib
import re
from bisect import bisect_right
from collections import deque
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from sys import intern
from typing import TYPE_CHECKING, Any, Final

import yaml
from yaml.cyaml import CParser  # type: ignore[attr-defined]
from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
)

from powercat.core.rule import Fault
from powercat.core.span import Lines, Span
from powercat.core.strict import let_through, suspicious
from powercat.core.syntax import complaint, unencodable, wide_colon, wide_keys

if TYPE_CHECKING:
    from powercat.core.comment import Comment

MAX_DEPTH: Final = 64
MAX_BYTES: Final = 4 * 1024 * 1024
MAX_FAULTS: Final = 100
BOM: Final = b"\xef\xbb\xbf"

Place = tuple[int, int, int, int]
"""Offsets of a field: key start, key end, value start, value end. An item of a list has its value's offsets for a key."""

_ASCII: Final = "".join(map(chr, range(128)))
_INTEGER = re.compile(r"[-+]?(?:0|[1-9][0-9]*)")
_DECIMAL = re.compile(r"[-+]?(?:(?:0|[1-9][0-9]*)(?:\.[0-9]*)?|\.[0-9]+)")
_MISREAD = re.compile(
    r"[-+]?0[0-9]+(?:\.[0-9]*)?|0o[0-7]+|0x[0-9a-fA-F]+|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)"
    r"|[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)[eE][-+]?[0-9]+"
)
_WORDS: Final[Mapping[str, bool | None]] = {
    "": None,
    "~": None,
    "null": None,
    "Null": None,
    "NULL": None,
    "true": True,
    "True": True,
    "TRUE": True,
    "false": False,
    "False": False,
    "FALSE": False,
}
_NUMBER_STARTS: Final = frozenset("0123456789+-.")
_QUOTES: Final = ("'", '"')
_BLANK: Final = ("", "\n")
_MAX_DIGITS: Final = 15

_CONFLICT = re.compile(r"^(<{7}|={7}|>{7}|\|{7})(?=[ \r\n]|\Z)", re.MULTILINE)
CUT = re.compile(r" #(?!powercat[:：])[^\s#!]")
_PLAIN_HEAD = re.compile(r"[ ]*(?:- +)*(?:[^\s:#\"'\[{][^:#]*: +)?([^\s\"'#\[{|>][^#]*)")
_ODD_BREAK = re.compile("[\x85\u2028\u2029\ufeff]")
_WIDE_PAIR = re.compile("[\u4e00-\u9fff]{1,10}：[^，。；、：\\s]{1,20}")
_WIDE_ASCII_PAIR = re.compile("[A-Za-z_][A-Za-z0-9_]*：.*", re.DOTALL)
_ID_LINE = re.compile(r"^id *: *[\"']?([A-Za-z0-9._-]+)", re.MULTILINE)
_KIND_LINE = re.compile(r"^kind *: *[\"']?([A-Za-z0-9._-]+)", re.MULTILINE)


def digest(raw: bytes) -> str:
    """The content's name: 32 hex digits."""
    return hashlib.blake2b(raw, digest_size=16).hexdigest()


@dataclass(frozen=True, slots=True)
class Parsed:
    """What a text holds. ``whole`` is false when reading stopped early and ``data`` is only a part (then ``None``)."""

    data: object
    faults: tuple[Fault, ...]
    whole: bool


def decode(raw: bytes) -> tuple[str, tuple[Fault, ...]]:
    """The text of a file without its byte-order mark, and what is wrong with its encoding.

    Text in GBK/GB18030 is decoded all the same, with an edit that keeps it as UTF-8. Anything else yields ``""``.
    """
    if len(raw) > MAX_BYTES:
        return "", (Fault("too-deep-or-large", 0, 0, variant="size", args={"size": len(raw), "limit": MAX_BYTES}),)
    body = raw[len(BOM) :] if raw.startswith(BOM) else raw
    if b"\0" in body or body.startswith((b"\xff\xfe", b"\xfe\xff")):
        wide = body.startswith((b"\xff\xfe", b"\xfe\xff"))
        return "", (Fault("not-utf8", 0, 0, variant="utf16" if wide else "binary"),)
    try:
        return body.decode("utf-8"), ()
    except UnicodeDecodeError as error:
        first = error.start
    try:
        text = "" if _is_damaged(body) else body.decode("gb18030")
    except UnicodeDecodeError:
        text = ""
    if not text:
        line = body.count(b"\n", 0, first) + 1
        return "", (Fault("not-utf8", 0, 0, variant="unknown", args={"line": line, "byte": f"0x{body[first]:02X}"}),)
    start = len(text) - len(text.lstrip(_ASCII))
    return text, (Fault("not-utf8", start, start + 1, args={"encoding": "GB18030/GBK"}, edits=((0, len(text), text),)),)


def _is_damaged(body: bytes) -> bool:
    """Whether bytes are Chinese UTF-8 with a broken place: read as GBK all of it would turn into other characters."""
    text = body.decode("utf-8", "replace")
    return sum("\u3000" <= character <= "\u9fff" for character in text) > text.count("\ufffd")


class _Reader:
    """One pass over the events of a text.

    With ``places`` given, the offsets of every field are kept there by JSON Pointer.
    """

    def __init__(self, text: str, places: dict[str, Place] | None = None) -> None:
        self.text = text
        self.places = places
        self.faults: list[Fault] = []
        self.containers: list[dict[str, object] | list[object]] = []
        self.keys: list[object] = []
        self.pointers: list[str] = []
        self.odd = False

    def pointer(self) -> str:
        """The JSON Pointer of the value that is being read; those of the containers around it are kept until they end."""
        found = self.pointers[-1] if self.pointers else ""
        first = max(len(self.pointers) - 1, 0)
        for container, key in zip(self.containers[first:], self.keys[first:], strict=True):
            if len(self.pointers) <= first:
                self.pointers.append(found)
            found += f"/{len(container)}" if isinstance(container, list) else f"/{escape(str(key))}"
            first += 1
        return found

    def fault(
        self,
        name: str,
        start: int,
        end: int,
        variant: str = "",
        args: Mapping[str, object] | None = None,
        edits: tuple[tuple[int, int, str], ...] = (),
        related: tuple[tuple[int, int], ...] = (),
    ) -> None:
        self.add(Fault(name, start, min(end, len(self.text)), self.pointer(), variant, args or {}, edits, related))

    def add(self, fault: Fault) -> None:
        if len(self.faults) < MAX_FAULTS:
            self.faults.append(fault)

    def scalar(self, event: Any) -> object:
        """The value of a scalar under the YAML 1.2 core schema, as far as our subset has it."""
        value: str = event.value
        if event.anchor or event.tag:
            self.forbidden(event)
        if event.style:
            if event.style in _QUOTES:
                if (" " in value or "\n" in value) and event.start_mark.line != event.end_mark.line:
                    self.odd = True
            elif value[:1] in _BLANK:
                self.odd = True
            return intern(value) if len(value) < 64 else value
        if value in _WORDS:
            return _WORDS[value]
        if value[0] in _NUMBER_STARTS:
            if _INTEGER.fullmatch(value):
                if len(value.lstrip("+-")) <= _MAX_DIGITS:
                    return int(value)
                self.misread(event, value, "digits")
            elif _DECIMAL.fullmatch(value):
                if sum(map(str.isdigit, value)) <= _MAX_DIGITS:
                    return float(value)
                self.misread(event, value, "digits")
            elif _MISREAD.fullmatch(value):
                self.misread(event, value, "exponent" if re.search("[0-9.][eE]", value) and "x" not in value else "form")
            elif value == "-":
                self.fault("yaml-syntax", event.start_mark.index, event.end_mark.index, "start", {"character": value})
        elif "：" in value and self.containers and isinstance(self.containers[-1], list):
            self.wide_pair(event, value)
        return intern(value) if len(value) < 64 else value

    def misread(self, event: Any, value: str, variant: str) -> None:
        start, end = event.start_mark.index, event.end_mark.index
        args = {"value": brief(value), "read": brief(_read_by_yaml(value))}
        self.fault("misread-scalar", start, end, variant, args, edits=((start, end, f'"{value}"'),))

    def wide_pair(self, event: Any, value: str) -> None:
        start: int = event.start_mark.index
        if _WIDE_ASCII_PAIR.fullmatch(value):
            name = value[: value.index("：")]
            self.add(wide_colon(self.text, start + len(name), name, self.pointer()))
        elif _WIDE_PAIR.fullmatch(value):
            at = start + value.index("：")
            self.fault("full-width-punctuation", at, at + 1, "pair", {"text": value})

    def forbidden(self, event: Any) -> None:
        if event.anchor:
            # libyaml starts a node's mark at its anchor or tag
            self.fault("forbidden-yaml", *self._token(event.start_mark.index, "&"), "anchor", {"name": brief(event.anchor)})
        if event.tag:
            self.fault("forbidden-yaml", *self._token(event.start_mark.index, "!"), "tag", {"name": brief(event.tag)})

    def _token(self, start: int, mark: str) -> tuple[int, int]:
        """The anchor or tag that stands at or soon after ``start``."""
        match = re.compile(rf"{re.escape(mark)}[^\s,\[\]{{}}]*").search(self.text, start, start + 2000)
        return match.span() if match else (start, start + 1)

    def key(self, event: Any, mapping: dict[str, object], seen: dict[str, tuple[int, int]]) -> str:
        """The text of a mapping's key; a key that is not plain text, or repeated, becomes a fault."""
        value: str = event.value
        start, end = event.start_mark.index, event.end_mark.index
        if event.anchor or event.tag:
            self.forbidden(event)
        if not event.style:
            if value == "<<":
                self.keys[-1] = value
                self.fault("forbidden-yaml", start, end, "merge")
            elif not value:
                self.keys[-1] = value
                self.fault("forbidden-yaml", start, max(end, start + 1), "empty-key")
            elif value in _WORDS or (value[0] in _NUMBER_STARTS and (_DECIMAL.fullmatch(value) or _MISREAD.fullmatch(value))):
                self.keys[-1] = value
                self.fault("forbidden-yaml", start, end, "key", {"key": brief(value)}, edits=((start, end, f'"{value}"'),))
            elif value[0] == "\u3000":
                self.keys[-1] = value
                width = len(value) - len(value.lstrip("\u3000"))
                self.fault("full-width-punctuation", start, start + width, "indent")
        if value in mapping:
            self.keys[-1] = value
            self.fault("duplicate-key", start, end, args={"key": brief(value)}, related=(seen[value],) if value in seen else ())
        return intern(value)

    def read(self) -> Parsed:
        """Read the one document of the text."""
        try:
            return self._read()
        except yaml.YAMLError as error:
            fault = complaint(self.text, error)
            if not (fault.name == "full-width-punctuation" and any(known.start == fault.start for known in self.faults)):
                self.faults.append(fault)
        except UnicodeEncodeError as error:
            self.faults.append(unencodable(self.text, error.start))
        except RecursionError:  # libyaml's own guard
            self.faults.append(Fault("too-deep-or-large", 0, 0, variant="depth", args={"limit": MAX_DEPTH}))
        return Parsed(None, tuple(self.faults), whole=False)

    def _read(self) -> Parsed:
        text = self.text
        if text.endswith(" ") and not text[text.rfind("\n") + 1 :].strip(" "):
            text += "\n"  # libyaml takes spaces at the very end for text
        get: Callable[[], Any] = CParser(text).get_event
        containers, keys = self.containers, self.keys
        places = self.places
        documents = 0
        result: object = None
        # For the innermost container: is the next event of a mapping its key, and where its keys stood.
        wants_key: list[bool] = []
        seen: list[dict[str, tuple[int, int]]] = []
        starts: list[tuple[str, int, int, int]] = []
        key_start = key_end = last_end = 0
        while True:
            event = get()
            kind = type(event)
            if wants_key and wants_key[-1] and kind is not MappingEndEvent:
                mapping = containers[-1]
                if kind is not ScalarEvent:
                    start = event.start_mark.index
                    if kind is AliasEvent:
                        self.fault("forbidden-yaml", start, event.end_mark.index, "alias", {"name": brief(event.anchor)})
                    else:
                        self.fault("forbidden-yaml", start, max(start + 1, event.end_mark.index), "complex-key")
                    return Parsed(None, tuple(self.faults), whole=False)
                keys[-1] = self.key(event, mapping, seen[-1])  # type: ignore[arg-type]
                key_start, key_end = event.start_mark.index, event.end_mark.index
                seen[-1].setdefault(event.value, (key_start, key_end))
                wants_key[-1] = False
                continue
            if kind is ScalarEvent:
                value = self.scalar(event)
                if places is not None:
                    start, end = event.start_mark.index, event.end_mark.index
                    if event.style in ("|", ">"):
                        end = start + len(self.text[start:end].rstrip())
                    if not (containers and isinstance(containers[-1], dict)):
                        key_start, key_end = start, end
                    places.setdefault(self.pointer(), (key_start, key_end, start, end))
                    last_end = end
            elif kind is MappingStartEvent or kind is SequenceStartEvent:
                if event.anchor or event.tag:
                    self.forbidden(event)
                if len(containers) >= MAX_DEPTH:
                    start = event.start_mark.index
                    self.fault("too-deep-or-large", start, start + 1, "depth", {"limit": MAX_DEPTH})
                    return Parsed(None, tuple(self.faults), whole=False)
                if places is not None:
                    start = event.start_mark.index
                    if not (containers and isinstance(containers[-1], dict)):
                        key_start, key_end = start, event.end_mark.index
                    pointer = self.pointer()
                    starts.append((pointer, key_start, key_end, start))
                    places.setdefault(pointer, (key_start, key_end, start, start))
                containers.append({} if kind is MappingStartEvent else [])
                keys.append(None)
                wants_key.append(kind is MappingStartEvent)
                seen.append({})
                continue
            elif kind is MappingEndEvent or kind is SequenceEndEvent:
                value = containers.pop()
                del self.pointers[len(containers) :]
                keys.pop()
                wants_key.pop()
                seen.pop()
                if places is not None:
                    pointer, own_start, own_end, start = starts.pop()
                    # a block collection's end mark runs on to the next token; it ends where its last child does
                    if event.start_mark.index != event.end_mark.index:
                        last_end = event.end_mark.index
                    end = last_end
                    if places[pointer][2] == start:
                        places[pointer] = (own_start, own_end, start, end)
            elif kind is AliasEvent:
                start, end = event.start_mark.index, event.end_mark.index
                self.fault("forbidden-yaml", start, end, "alias", {"name": brief(event.anchor)})
                value, last_end = None, end
            elif kind is DocumentStartEvent:
                documents += 1
                if documents == 2:
                    start = event.start_mark.index
                    self.fault("forbidden-yaml", start, start + 3, "documents")
                    return Parsed(result, tuple(self.faults), whole=True)
                if event.version or event.tags:
                    start = event.start_mark.index
                    self.fault("forbidden-yaml", start, start + 1, "directive")
                continue
            elif kind is StreamEndEvent:
                return Parsed(result, tuple(self.faults), whole=True)
            else:
                continue
            if not containers:
                result = value
                continue
            container = containers[-1]
            if isinstance(container, list):
                container.append(value)
            else:
                container.setdefault(keys[-1], value)  # type: ignore[call-overload]
                wants_key[-1] = True


def brief(text: str) -> str:
    """A text as a message quotes it: at most 60 characters."""
    return text if len(text) <= 60 else text[:59] + "…"


def _read_by_yaml(value: str) -> str:
    """What an ordinary YAML reader makes of a number-like text."""
    loaded = yaml.safe_load(value) if len(value) < 400 else value
    if isinstance(loaded, str):
        try:
            loaded = float(value)
        except ValueError:
            return value
    return str(loaded)


def parse(text: str) -> Parsed:
    """Read a text: plain data (``None``, ``bool``, ``int``, ``float``, ``str``, lists and mappings) and the faults in it.

    Never raises on any text; a text that cannot be read to the end has ``data=None`` and at least one fault.
    """
    markers = list(_CONFLICT.finditer(text)) if "<<<<<<<" in text or ">>>>>>>" in text else []
    if markers:
        faults = [
            Fault("conflict-marker", match.start(1), match.end(1), args={"marker": match[1]})
            for match in markers
            if match[1][0] == "<"
        ] or [Fault("conflict-marker", markers[0].start(1), markers[0].end(1), args={"marker": markers[0][1]})]
        return Parsed(None, tuple(faults[:MAX_FAULTS]), whole=False)
    reader = _Reader(text)
    parsed = reader.read()
    if any(fault.variant == "indent" for fault in parsed.faults):
        parsed = Parsed(None, parsed.faults, whole=False)  # names and levels are not what the author sees
    if parsed.whole:
        if isinstance(parsed.data, str) and "：" in text and (wide := tuple(wide_keys(text))):
            parsed = Parsed(None, wide[:MAX_FAULTS], whole=False)
        elif (reader.odd or suspicious(text)) and (fault := let_through(text)):
            parsed = Parsed(None, (*parsed.faults, fault), whole=False)
    if parsed.whole and " #" in text:
        parsed = Parsed(parsed.data, (*parsed.faults, *_cut_off(text)), whole=True)
    if not ("\x85" in text or "\u2028" in text or "\u2029" in text or "\ufeff" in text):
        return parsed
    # these signs are the cause, whatever else the parser then stumbles over
    faults = [_odd_break(match) for match in _ODD_BREAK.finditer(text)][:MAX_FAULTS]
    faults += [fault for fault in parsed.faults if fault.name != "yaml-syntax"]
    return Parsed(parsed.data, tuple(faults), parsed.whole)


def may_cut(text: str) -> bool:
    """Whether somewhere stands a “#” with a blank before and none after it: a comment for YAML, most likely content for
    the author."""
    return " #" in text and CUT.search(text) is not None


def _cut_off(text: str) -> Iterator[Fault]:
    """What was written as part of a value and is lost as a comment."""
    kept: list[tuple[int, int]] | None = None
    told = end_of_line = -1
    for match in CUT.finditer(text):
        at = match.start() + 1
        if at < end_of_line:
            continue  # the comment has begun before
        head = text[max(text.rfind("\n", 0, at), text.rfind("\r", 0, at)) + 1 : at]
        value = _PLAIN_HEAD.fullmatch(head)
        if value is None:
            continue
        if kept is None:
            found = places(text).values()
            stretches = {(place[0], place[1]) for place in found} | {(place[2], place[3]) for place in found}
            kept = sorted(each for each in stretches if text[each[0] : each[0] + 1] in ("|", ">", "'", '"'))
        around = bisect_right(kept, (at, len(text))) - 1
        if around >= 0 and kept[around][0] < at < kept[around][1]:
            continue  # in a text block or between quotes it is content and stays so
        end_of_line = min((found for found in (text.find("\n", at), text.find("\r", at)) if found >= 0), default=len(text))
        told += 1
        if told >= MAX_FAULTS:
            return
        yield Fault(
            "misread-scalar", at, end_of_line, variant="comment", args={"value": value[1].strip(), "lost": text[at:end_of_line]}
        )


def _odd_break(match: re.Match[str]) -> Fault:
    """A line break that only YAML sees, or a byte-order mark inside the text; the latter is nothing, and may go."""
    start, end = match.span()
    edits = ((start, end, ""),) if match[0] == "\ufeff" else ()
    return Fault("forbidden-yaml", start, end, variant="break", args={"character": f"U+{ord(match[0]):04X}"}, edits=edits)


def places(text: str) -> Mapping[str, Place]:
    """Offsets of every field of a text by JSON Pointer; as far as the text can be read."""
    from powercat.core.plain import plain_places

    plain = plain_places(text)
    if plain is not None:
        return plain
    found: dict[str, Place] = {}
    _Reader(text, found).read()
    return found


def escape(step: str) -> str:
    """A step of a JSON Pointer (RFC 6901)."""
    return step.replace("~", "~0").replace("/", "~1")


def unescape(step: str) -> str:
    """The field name behind a step of a JSON Pointer."""
    return step.replace("~1", "/").replace("~0", "~")


def steps(pointer: str) -> list[str]:
    """The field names and indices of a JSON Pointer."""
    return [unescape(step) for step in pointer.split("/")[1:]]


def value_at(data: object, pointer: str) -> object:
    """The value at a JSON Pointer; raises ``LookupError`` where there is none."""
    for step in steps(pointer):
        if isinstance(data, list):
            if not step.isdigit():
                raise LookupError(pointer)
            data = data[int(step)]
        elif isinstance(data, dict):
            data = data[step]
        else:
            raise LookupError(pointer)
    return data


class Source:
    """The text of a file with its positions, made when first asked for."""

    __slots__ = ("_lines", "_places", "text")

    def __init__(self, raw: bytes) -> None:
        self.text = decode(raw)[0]
        self._lines: Lines | None = None
        self._places: Mapping[str, Place] | None = None

    @property
    def lines(self) -> Lines:
        if self._lines is None:
            self._lines = Lines(self.text)
        return self._lines

    @property
    def places(self) -> Mapping[str, Place]:
        if self._places is None:
            self._places = places(self.text)
        return self._places


_KEPT: Final = 256
_at_hand: deque[Document] = deque()
"""The documents whose text and positions are held, the last asked for last: thousands of faulty files need not fill the
memory."""


class Document:
    """One file as read: plain data and faults at once, positions on the first question.

    ``path`` is relative to the catalog's folder; ``digest`` names the content; ``data`` is ``None`` when the file could not be
    read to its end (``whole`` is then false). ``read`` gives the bytes of a path again; text and positions are made from them
    when asked for. ``comments`` are those that put findings off.
    """

    __slots__ = ("_read", "_source", "comments", "data", "digest", "faults", "path", "whole")

    def __init__(
        self,
        path: str,
        digest: str,
        data: object,
        faults: tuple[Fault, ...],
        whole: bool,
        read: Callable[[str], bytes],
        comments: tuple[Comment, ...] = (),
    ) -> None:
        self.path = path
        self.digest = digest
        self.data = data
        self.faults = faults
        self.whole = whole
        self.comments = comments
        self._read = read
        self._source: Source | None = None

    @property
    def source(self) -> Source:
        if self._source is None:
            try:
                raw = self._read(self.path)
            except OSError:
                raw = b""
            self._source = Source(raw)
            _at_hand.append(self)
            if len(_at_hand) > _KEPT:
                _at_hand.popleft()._source = None
        return self._source

    @property
    def text(self) -> str:
        """The decoded text without its byte-order mark."""
        return self.source.text

    @property
    def lines(self) -> Lines:
        return self.source.lines

    @property
    def places(self) -> Mapping[str, Place]:
        """Offsets of every field by JSON Pointer."""
        return self.source.places

    def offsets(self, pointer: str) -> tuple[int, int]:
        """Where the value at a pointer stands; of a missing field, its parent's key; of the whole record, its first line."""
        if not pointer:
            return self._head()
        place = self.places.get(pointer)
        return (place[2], place[3]) if place else self.key_offsets(pointer.rpartition("/")[0])

    def key_offsets(self, pointer: str) -> tuple[int, int]:
        """Where the key at a pointer stands; of a list item, its first line."""
        while pointer and pointer not in self.places:
            pointer = pointer.rpartition("/")[0]
        if not pointer:
            return self._head()
        key_start, key_end, start, end = self.places[pointer]
        if key_end > key_start + 1 or key_start != start:
            return key_start, key_end
        line, column = self.lines.place(start)
        return start, start + min(len(self.lines.line(line)[column - 1 :].rstrip()), end - start)

    def _head(self) -> tuple[int, int]:
        """The first line that is no comment."""
        first = min((place[0] for pointer, place in self.places.items() if pointer), default=0)
        line, _ = self.lines.place(first)
        start = self.lines.offset(line, 1)
        return start, start + len(self.lines.line(line))

    def span(self, pointer: str) -> Span:
        """The value at a pointer; of a missing field, its parent's key; of the whole record, its first line."""
        return self.lines.span(self.path, *self.offsets(pointer))

    def key_span(self, pointer: str) -> Span:
        """The key at a pointer; of a list item, its first line."""
        return self.lines.span(self.path, *self.key_offsets(pointer))

    def subspan(self, pointer: str, start: int, end: int) -> Span:
        """Characters ``start`` to ``end`` of a plain or quoted scalar written on one line; the whole value otherwise."""
        place = self.places.get(pointer)
        if place is None:
            return self.span(pointer)
        written = self.text[place[2] : place[3]]
        quote = 1 if written[:1] in ("'", '"') else 0
        try:
            value = value_at(self.data, pointer)
        except LookupError:
            return self.span(pointer)
        if not isinstance(value, str) or written[quote : quote + len(value)] != value:
            return self.span(pointer)
        return self.lines.span(self.path, place[2] + quote + start, place[2] + quote + end)

    @property
    def guess(self) -> tuple[str, str]:
        """Kind and id as the text of a file that does not parse seems to say them; ``""`` where it does not."""
        kind, name = _KIND_LINE.search(self.text), _ID_LINE.search(self.text)
        return (kind[1] if kind else "", name[1] if name else "")


def walk(data: object, pointer: str = "") -> Iterator[tuple[str, object]]:
    """Every value below ``data`` with its pointer, parents first."""
    yield pointer, data
    if isinstance(data, dict):
        for key, value in data.items():
            yield from walk(value, f"{pointer}/{escape(str(key))}")
    elif isinstance(data, list):
        for index, value in enumerate(data):
            yield from walk(value, f"{pointer}/{index}")
