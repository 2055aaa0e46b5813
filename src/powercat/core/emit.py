"""Data and the order of a schema in, canonical text out; and how single values are written.

Everything is written inside the YAML subset of ``core/document``: ``parse`` reads it back as the same data without a fault.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from powercat.core.document import MAX_DEPTH, escape, parse
from powercat.core.errors import EditRefused
from powercat.core.field import Field
from powercat.core.schema import Kind
from powercat.core.text import Text

WIDTH: Final = 110
"""Columns that a line written in flow style may fill; a Chinese character fills two."""

_MAX_DIGITS: Final = 15
_MAX_KEY: Final = 1000
_NAME = re.compile(r"[A-Za-z_\u4e00-\u9fff][A-Za-z0-9_.\u4e00-\u9fff-]*")
_CERTAIN = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}"
    r"|[A-Za-z\u4e00-\u9fff](?:[A-Za-z0-9_.()/+;=\u4e00-\u9fff，。；、！？（）《》〈〉“”‘’〔〕【】·—…-]| (?! ))*(?<! )"
)
_CODE = re.compile(r"[0-9][0-9A-Z]+")
_WORDS: Final = frozenset({"", "~", "null", "Null", "NULL", "true", "True", "TRUE", "false", "False", "FALSE"})
_UNPRINTABLE = re.compile("[^\t\n\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]")
_NOT_WRITABLE = re.compile("[\ud800-\udfff]")
_ESCAPED: Final = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "\r": "\\r", "\0": "\\0"}


@dataclass(frozen=True, slots=True)
class Style:
    """How a text is indented: ``step`` columns for a mapping or block text below its key, ``dash`` for the dashes of a list."""

    step: int = 2
    dash: int = 2


def emit(kind: Kind, data: Mapping[str, object], *, notes: Mapping[str, str] | None = None) -> str:
    """The canonical text of a record: ``kind`` and ``id`` first, then the order of the schema, unknown fields last.

    ``notes`` are comments by JSON Pointer, written above the field. Ends with one line end. Raises :class:`EditRefused` for data
    that the YAML subset has no words for (a number of more than 15 digits, a key that is not text).
    """
    writer = _Writer(Style(), {pointer: note for pointer, note in (notes or {}).items() if note})
    if not data:
        return "{}\n"
    return "".join(f"{line}\n" for line in writer.lines(data, kind.root, "", 0, 0))


def entry(prefix: str, value: object, known: Field | None, style: Style, *, depth: int, indent: int = 0) -> list[str]:
    """The lines of ``prefix`` (``name:`` or ``-``) with its value in block style, those after the first relative to the prefix.

    ``depth`` counts the steps of the field's pointer; ``indent`` is the column at which the prefix will stand.
    """
    return _Writer(style, {}).entry(prefix, value, known, "", depth, indent)


def lines(
    value: Mapping[str, object] | Sequence[object], known: Field | None, style: Style, *, depth: int, indent: int = 0
) -> list[str]:
    """The lines of a collection that is not empty, in block style."""
    return _Writer(style, {}).lines(value, known, "", depth, indent)


def inline(value: object, known: Field | None = None, *, flow: bool = True, item: bool = False, quote: str = "") -> str:
    """A value on one line, collections in flow style; the rest as for :func:`scalar`."""
    return scalar(value, flow=flow, item=item, quote=quote) if is_single(value) else _flow(value, known, 0)


def comment(note: str) -> list[str]:
    """The lines of a comment."""
    cleaned = re.sub("[\x85\u2028\u2029\ufeff]", " ", note.replace("\t", " "))
    return [f"# {line}".rstrip() for line in _UNPRINTABLE.sub("", cleaned).strip("\n").split("\n")]


def key(name: object) -> str:
    """The name of a field as it is written."""
    if not isinstance(name, str) or len(name) > _MAX_KEY:
        raise EditRefused(
            Text("栏目名只能是最多 {limit} 个字的文字：{name}", "a name must be text of at most {limit} characters: {name}"),
            name=str(name)[:60],
            limit=_MAX_KEY,
        )
    return name if _NAME.fullmatch(name) and name not in _WORDS else quoted(name)


def scalar(value: object, *, flow: bool = False, item: bool = False, quote: str = "") -> str:
    """A single value on one line. ``item``: it stands directly in a list; ``quote``: the quotes the author used there before."""
    if isinstance(value, str):
        return _text(value, flow=flow, item=item, quote=quote)
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return _digits(str(value), str(abs(value)))
    if isinstance(value, float):
        return _float(value)
    raise EditRefused(Text("这种值写不进记录：{value}", "a record has no words for this value: {value}"), value=repr(value)[:60])


def _float(value: float) -> str:
    number = Decimal(repr(value))
    if not number.is_finite():
        raise EditRefused(Text("不是数：{value}", "not a number: {value}"), value=repr(value))
    written = format(number, "f")
    if "." not in written:
        written += ".0"
    if sum(map(str.isdigit, written)) > _MAX_DIGITS:
        whole, _, rest = written.partition(".")
        if not rest.strip("0"):
            written = f"{whole}."
        elif not whole.lstrip("-").strip("0"):
            written = f"{'-' if value < 0 else ''}.{rest}"
    return _digits(written, written.lstrip("-").replace(".", ""))


def _digits(written: str, digits: str) -> str:
    if len(digits) > _MAX_DIGITS:
        raise EditRefused(
            Text("数字超过 {limit} 位，请写成文字：{value}", "a number of more than {limit} digits; make it text: {value}"),
            value=written[:60],
            limit=_MAX_DIGITS,
        )
    return written


def _text(value: str, *, flow: bool, item: bool, quote: str) -> str:
    if quote == '"':
        return quoted(value)
    if quote == "'" and not _UNPRINTABLE.search(value) and not re.search(r"[\n\t]", value):
        return "'" + value.replace("'", "''") + "'"
    return value if _is_plain(value, flow=flow, item=item) else quoted(value)


def _is_plain(value: str, *, flow: bool, item: bool) -> bool:
    """Whether a text can stand without quotes; where that is not certain at sight, the reader is asked."""
    if value in _WORDS or _CODE.fullmatch(value):
        return False
    if _CERTAIN.fullmatch(value):
        return True
    if value.strip() != value or re.search(r"[\n\t]", value) or _UNPRINTABLE.search(value):
        return False
    if flow:
        return _reads_back(f"[{value}]\n", value) and (item or _reads_back(f"[k: {value}]\n", {"k": value}))
    return _reads_back(f"- {value}\n", value) if item else _reads_back(f"- k: {value}\n", {"k": value})


def _reads_back(text: str, value: object) -> bool:
    parsed = parse(text)
    return parsed.whole and not parsed.faults and parsed.data == [value]


def quoted(value: str) -> str:
    """A text in double quotes, with everything escaped that may not stand for itself."""
    wrong = _NOT_WRITABLE.search(value)
    if wrong:
        raise EditRefused(
            Text("有写不出来的字符 {code}", "this character cannot be written: {code}"), code=f"U+{ord(wrong[0]):04X}"
        )
    escaped = "".join(_ESCAPED.get(character, character) for character in value)
    return '"' + _UNPRINTABLE.sub(_escape, escaped) + '"'


def _escape(match: re.Match[str]) -> str:
    code = ord(match[0])
    return f"\\x{code:02X}" if code < 0x100 else f"\\u{code:04X}" if code < 0x10000 else f"\\U{code:08X}"


def is_literal(value: object) -> bool:
    """Whether a text is written as a block below ``|``: several lines, and nothing at its ends that a block would lose."""
    if not isinstance(value, str) or "\n" not in value[:-1]:
        return False
    body = value.removesuffix("\n")
    first, last = body.partition("\n")[0], body.rpartition("\n")[2]
    return bool(first.strip() and last.strip()) and first[0] not in " \t\u3000" and not _UNPRINTABLE.search(value)


def ends_in_literal(value: object, known: Field | None) -> bool:
    """Whether the last line of a value in block style belongs to a block text."""
    while not is_single(value) and value:
        if isinstance(value, Mapping):
            last = ordered(value, known)[-1]
            value, known = value[last], _below(known, last)
        else:
            assert isinstance(value, (list, tuple))
            value, known = value[-1], _below(known, "0")
    return is_literal(value)


def literal(value: str) -> tuple[str, list[str]]:
    """The sign of a block text (``|`` or ``|-``) and its lines."""
    return ("|" if value.endswith("\n") else "|-"), value.removesuffix("\n").split("\n")


def _flow(value: object, known: Field | None, depth: int, *, item: bool = False) -> str:
    if depth > MAX_DEPTH:
        raise _too_deep()
    if isinstance(value, Mapping):
        names = ordered(value, known)
        return "{" + ", ".join(f"{key(name)}: {_flow(value[name], _below(known, name), depth + 1)}" for name in names) + "}"
    if isinstance(value, (list, tuple)):
        return "[" + ", ".join(_flow(below, _below(known, "0"), depth + 1, item=True) for below in value) + "]"
    return scalar(value, flow=True, item=item)


def ordered(value: Mapping[str, object], known: Field | None) -> list[str]:
    """The names of a mapping in the order of the schema; those it does not know last, in the order they have."""
    if known is None or not known.properties:
        return list(value)
    places = {name: place for place, name in enumerate(known.properties)}
    return sorted(value, key=lambda name: places.get(name, len(places)))


def _below(known: Field | None, step: str) -> Field | None:
    return known.child(step) if known is not None else None


def _too_deep() -> EditRefused:
    return EditRefused(Text("层次太深，最多 {limit} 层", "nested too deep; at most {limit} levels"), limit=MAX_DEPTH)


def is_single(value: object) -> bool:
    """Whether a value is no collection."""
    return not isinstance(value, (Mapping, list, tuple))


def _is_flat(value: object) -> bool:
    """Scalars, or a mapping of scalars and lists of scalars."""
    if isinstance(value, Mapping):
        return all(is_single(each) or (not isinstance(each, Mapping) and all(map(is_single, each))) for each in value.values())
    return is_single(value)


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for each in value.values():
            yield from _texts(each)
    elif isinstance(value, (list, tuple)):
        for each in value:
            yield from _texts(each)


def width(text: str) -> int:
    """The columns a text fills on a screen."""
    return len(text) + sum(character >= "\u1100" for character in text)


@dataclass(frozen=True, slots=True)
class _Writer:
    style: Style
    notes: Mapping[str, str]

    def lines(self, value: object, known: Field | None, pointer: str, depth: int, indent: int) -> list[str]:
        """A collection in block style, from its own column on."""
        if depth > MAX_DEPTH:
            raise _too_deep()
        out: list[str] = []
        if isinstance(value, Mapping):
            names = ordered(value, known)
            if not pointer:
                names.sort(key=lambda name: {"kind": 0, "id": 1}.get(name, 2))
            for name in names:
                below = f"{pointer}/{escape(str(name))}"
                out += self.noted_lines(below)
                out += self.entry(f"{key(name)}:", value[name], _below(known, name), below, depth + 1, indent)
        else:
            assert isinstance(value, (list, tuple))
            for index, each in enumerate(value):
                below = f"{pointer}/{index}"
                out += self.noted_lines(below)
                out += self.entry("-", each, _below(known, "0"), below, depth + 1, indent)
        return out

    def noted_lines(self, pointer: str) -> list[str]:
        note = self.notes.get(pointer)
        return comment(note) if note else []

    def entry(self, prefix: str, value: object, known: Field | None, pointer: str, depth: int, indent: int) -> list[str]:
        is_item = prefix == "-"
        if is_single(value):
            if is_literal(value):
                sign, body = literal(str(value))
                return [f"{prefix} {sign}", *_padded(body, self.style.step)]
            return [f"{prefix} {scalar(value, item=is_item)}"]
        if not value or self.is_compact(prefix, value, known, pointer, depth, indent):
            return [f"{prefix} {_flow(value, known, depth)}"]
        if not is_item:
            pad = self.style.step if isinstance(value, Mapping) else self.style.dash
            return [prefix, *_padded(self.lines(value, known, pointer, depth, indent + pad), pad)]
        inner = self.lines(value, known, pointer, depth, indent + 2)
        first = next(number for number, line in enumerate(inner) if not line.startswith("#"))
        return [*inner[:first], f"- {inner[first]}", *_padded(inner[first + 1 :], 2)]

    def is_compact(self, prefix: str, value: object, known: Field | None, pointer: str, depth: int, indent: int) -> bool:
        """Whether a collection is written on one line: short lists of scalars, and short mappings below the record's own
        fields.
        """
        if self.notes and any(noted.startswith(f"{pointer}/") for noted in self.notes):
            return False
        if isinstance(value, Mapping):
            shallow = depth == 1 and len(value) > 1 and any(isinstance(each, str) for each in value.values())
            fitting = _is_flat(value) and not shallow
        else:
            assert isinstance(value, (list, tuple))
            fitting = all(map(is_single, value)) or (depth > 1 and len(value) <= 2 and all(map(_is_flat, value)))
        if not fitting or any("\n" in text for text in _texts(value)):
            return False
        return indent + width(f"{prefix} {_flow(value, known, depth)}") <= WIDTH


def _padded(body: Iterable[str], pad: int) -> Iterator[str]:
    for line in body:
        yield " " * pad + line if line else ""
