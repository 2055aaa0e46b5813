"""Records found by words, kind and conditions on fields."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from powercat.core.catalog import Catalog
from powercat.core.document import walk
from powercat.core.errors import UsageError
from powercat.core.field import Field
from powercat.core.record import Record
from powercat.core.schema import Kind
from powercat.core.span import Span
from powercat.core.text import Text

_CONDITION = re.compile(r"([^=!<>~]+?)\s*(!=|>=|<=|=|~|>|<)\s*(.*)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Condition:
    """One condition on a field: ``power_type=licence``, ``promised_limit.value>10``, ``name~许可``.

    ``field`` is a path of field names or Chinese labels with dots, lists are looked through, a name is looked for at any
    depth. ``=`` and
    ``!=`` compare words (a listed value also by its label), ``~`` looks inside a text, ``<`` and ``>`` compare numbers
    or, for dates, text.
    """

    field: tuple[str, ...]
    operator: str
    value: str

    @classmethod
    def read(cls, text: str) -> Condition:
        """The condition that a text states. Raises :class:`UsageError`."""
        match = _CONDITION.fullmatch(text.strip())
        if not match:
            raise UsageError(
                Text(
                    "条件要写成 字段=值，例如 power_type=licence、name~许可、promised_limit.value>10，写的是 {text}",
                    "a condition reads FIELD=VALUE, like power_type=licence, name~许可 or promised_limit.value>10, not {text}",
                ),
                text=text,
            )
        return cls(tuple(step.strip() for step in match[1].split(".")), match[2], match[3].strip())

    def holds(self, record: Record) -> bool:
        """Whether the record has such a value (for ``!=``: has none)."""
        found = [(field, value) for field, value in _reached(record.kind.root, record.data, self.field)]
        if self.operator == "!=":
            return not any(self._equal(field, value) for field, value in found)
        return any(self._meets(field, value) for field, value in found)

    def _equal(self, field: Field, value: object) -> bool:
        choice = field.choices.get(str(value))
        names = [choice.title.zh, choice.title.en, *([choice.code] if choice.code else [])] if choice else []
        return _folded(self.value) in (_plain(value), *map(_folded, names))

    def _meets(self, field: Field, value: object) -> bool:
        if self.operator == "=":
            return self._equal(field, value)
        if self.operator == "~":
            return _folded(self.value) in _plain(value)
        left: float | str
        right: float | str
        try:
            left, right = float(str(value)), float(self.value)
        except ValueError:
            left, right = str(value), self.value
        return {
            ">": left > right,  # type: ignore[operator]
            "<": left < right,  # type: ignore[operator]
            ">=": left >= right,  # type: ignore[operator]
            "<=": left <= right,  # type: ignore[operator]
        }[self.operator]


def _plain(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return _folded(str(value))


def _folded(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold()


def _reached(field: Field, data: object, path: Sequence[str], anywhere: bool = True) -> Iterator[tuple[Field, object]]:
    """The scalar values at a path; its first step may lie at any depth."""
    if isinstance(data, list):
        for item in data:
            if field.items is not None:
                yield from _reached(field.items, item, path, anywhere)
    elif isinstance(data, dict):
        for name, value in data.items():
            below = field.child(str(name))
            if below is None:
                continue
            if path and (path[0] == name or _is_called(below, path[0])):
                yield from _reached(below, value, path[1:], False)
            elif anywhere and path:
                yield from _reached(below, value, path)
    elif not path and data is not None:
        yield field, data


@dataclass(frozen=True, slots=True)
class Hit:
    """A record that was found: what it is, what it is called, where it stands; ``context`` is the text in which a word
    was met."""

    kind: Kind
    id: str
    name: str
    span: Span
    context: str


def search(catalog: Catalog, words: Sequence[str], kinds: Sequence[str], conditions: Sequence[Condition]) -> list[Hit]:
    """The records of ``kinds`` (all when empty) that hold every word and meet every condition, in order of kind and path.

    Words are looked for in ids, paths and all values, whatever their width and case. Raises :class:`UsageError` for a
    field that no such kind has.
    """
    wanted = [_folded(word) for word in words]
    names = [name for name in catalog.schemas.known if not kinds or name in kinds]
    for condition in conditions:
        _known(catalog, names, condition)
    hits = []
    for name in names:
        for record in catalog.of(name):
            if all(condition.holds(record) for condition in conditions):
                context = _context(record, wanted)
                if context is not None:
                    hits.append(Hit(record.kind, record.id, record.name, record.root.span, context))
    return hits


def _known(catalog: Catalog, kinds: Sequence[str], condition: Condition) -> None:
    fields = [field for name in kinds for field in catalog.schemas[name].root.walk()]
    ends = [end for field in fields if _is_called(field, condition.field[0]) for end in _ends(field, condition.field[1:])]
    if any(not end.properties for end in ends):
        return
    if ends:
        raise UsageError(
            Text("{field} 由几部分组成，要写其中一部分：{parts}", "{field} has several parts; name one of them: {parts}"),
            field=".".join(condition.field),
            parts=tuple(f"{'.'.join(condition.field)}.{name}" for name in ends[0].properties),
        )
    labels = {label for field in fields for label in (field.name, field.title.zh, field.title.en)}
    unknown = next((step for step in condition.field if step not in labels), condition.field[-1])
    from rapidfuzz import process

    near = process.extractOne(unknown, sorted(labels - {unknown, "*"}), score_cutoff=60)
    raise UsageError(
        Text("没有 {field} 这个字段{near}", "no field {field}{near}"),
        field=".".join(condition.field) if unknown in labels else unknown,
        near=Text(f"，是不是要写 {near[0]}？", f"; did you mean {near[0]}?") if near and unknown not in labels else "",
    )


def _is_called(field: Field, name: str) -> bool:
    return name in (field.name, field.title.zh, field.title.en)


def _ends(field: Field, path: Sequence[str]) -> Iterator[Field]:
    """The fields at a path below a field, lists looked through."""
    while field.items is not None:
        field = field.items
    if not path:
        yield field
    elif field.open is not None:
        yield from _ends(field.open, path[1:])
    for below in field.properties.values() if path else ():
        if _is_called(below, path[0]):
            yield from _ends(below, path[1:])


def _context(record: Record, words: Sequence[str]) -> str | None:
    """The first text that holds the first word; ``None`` when some word is nowhere."""
    if not words:
        return ""
    texts = [record.id, record.path, *(str(value) for _, value in walk(record.data) if isinstance(value, (str, int, float)))]
    folded = [_folded(text) for text in texts]
    if not all(any(word in text for text in folded) for word in words):
        return None
    return next(text for text, plain in zip(texts, folded, strict=True) if words[0] in plain)
