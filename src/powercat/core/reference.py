"""Which fields refer to what: found by the schema's ``x-ref``, inside one record and between records."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from powercat.core.document import escape, steps
from powercat.core.schema import Field, Kind


class Ref(NamedTuple):
    """The name of a record."""

    kind: str
    id: str


class Reference(NamedTuple):
    """One use of a name: the field's declaration, where it stands in its record, and what is written there."""

    field: Field
    pointer: str
    value: str


@dataclass(slots=True)
class _Plan:
    """The part of a schema that leads to referring fields."""

    field: Field
    properties: dict[str, _Plan]
    items: _Plan | None


@lru_cache(maxsize=256)
def _plan(kind: Kind) -> _Plan | None:
    def build(field: Field) -> _Plan | None:
        properties = {name: plan for name, child in field.properties.items() if (plan := build(child))}
        items = build(field.items) if field.items else None
        return _Plan(field, properties, items) if field.ref or properties or items else None

    return build(kind.root)


def references(kind: Kind, data: object) -> Iterator[Reference]:
    """Every reference in a record's data, in order; values that are not text are passed over."""
    plan = _plan(kind)
    if plan is not None:
        yield from _walk(plan, data, "")


def _walk(plan: _Plan, data: object, pointer: str) -> Iterator[Reference]:
    if isinstance(data, str):
        if plan.field.ref and data:
            yield Reference(plan.field, pointer, data)
    elif isinstance(data, dict):
        for name, below in plan.properties.items():
            if name in data:
                yield from _walk(below, data[name], f"{pointer}/{escape(name)}")
    elif isinstance(data, list) and plan.items is not None:
        for index, item in enumerate(data):
            yield from _walk(plan.items, item, f"{pointer}/{index}")


def outward(kind: Kind, data: object) -> tuple[object, ...]:
    """The references to other records without their places, each once, as a flat ``(number of the field, value, …)``."""
    plan = _plan(kind)
    if plan is None:
        return ()
    found: dict[tuple[int, str], None] = {}
    numbers = _numbers(kind)
    for reference in _walk(plan, data, ""):
        number = numbers.get(reference.field.pointer)
        if number is not None:
            found[(number, reference.value)] = None
    return tuple(part for pair in found for part in pair)


@lru_cache(maxsize=256)
def _numbers(kind: Kind) -> dict[str, int]:
    return {field.pointer: number for number, field in enumerate(kind.references) if not field.ref.startswith(".#")}


def inside(kind: Kind, data: object) -> Iterator[tuple[Reference, tuple[str, ...]]]:
    """The references to something in the same record that is not there, with what is there."""
    for reference in references(kind, data):
        if reference.field.ref.startswith(".#/"):
            known = values(kind.root, data, reference.field.ref[3:].split("/"), steps(reference.pointer))
            if reference.value not in known:
                yield reference, tuple(known)


def repeated(kind: Kind, data: object) -> Iterator[tuple[Field, str, str]]:
    """Ids that an earlier item of the same list bears: the list, the pointer of the later id, and the id."""
    plan = _id_plan(kind)
    if plan is not None:
        yield from _repeated(plan, data, "")


@lru_cache(maxsize=256)
def _id_plan(kind: Kind) -> _Plan | None:
    """The part of a schema that leads to lists whose items have an id."""

    def build(field: Field) -> _Plan | None:
        properties = {name: plan for name, child in field.properties.items() if (plan := build(child))}
        items = build(field.items) if field.items else None
        return _Plan(field, properties, items) if "id" in field.key or properties or items else None

    return build(kind.root)


def _repeated(plan: _Plan, data: object, pointer: str) -> Iterator[tuple[Field, str, str]]:
    if isinstance(data, dict):
        for name, below in plan.properties.items():
            if name in data:
                yield from _repeated(below, data[name], f"{pointer}/{escape(name)}")
    elif isinstance(data, list):
        if "id" in plan.field.key:
            seen: set[str] = set()
            for index, item in enumerate(data):
                name = item.get("id") if isinstance(item, dict) else None
                if isinstance(name, str) and name in seen:
                    yield plan.field, f"{pointer}/{index}/id", name
                elif isinstance(name, str):
                    seen.add(name)
        if plan.items is not None:
            for index, item in enumerate(data):
                yield from _repeated(plan.items, item, f"{pointer}/{index}")


def values(field: Field, data: object, path: Sequence[str], around: Sequence[str] = ()) -> dict[str, None]:
    """The texts at a path of field names; a list with keys at its end stands for the keys of its items.

    ``around`` are the steps of the pointer of the referrer: lists which also enclose it are entered at its item only, save the last one.
    """
    found: dict[str, None] = {}
    _gather(field, data, path, around, found)
    return found


def _gather(field: Field, data: object, path: Sequence[str], around: Sequence[str], found: dict[str, None]) -> None:
    if isinstance(data, list) and field.items is not None:
        # the list that is chosen from is looked through as a whole, even from inside one of its items
        shared = around[0] if len(path) > 1 and around and around[0].isdigit() else None
        if not path:
            for item in data:
                key = key_of(field, item)
                if key:
                    found[key] = None
            return
        for index, item in enumerate(data):
            if shared is None or str(index) == shared:
                _gather(field.items, item, path, around[1:] if shared is not None else (), found)
    elif isinstance(data, dict) and path:
        below = field.properties.get(path[0])
        if below is not None and path[0] in data:
            _gather(below, data[path[0]], path[1:], around[1:] if around and around[0] == path[0] else (), found)
    elif isinstance(data, str) and not path:
        found[data] = None


def key_of(field: Field, item: object) -> str:
    """The identity of a list's item by ``x-key``; ``""`` where it has none."""
    if isinstance(item, dict):
        for name in field.key:
            value = item.get(name)
            if isinstance(value, (str, int)) and not isinstance(value, bool):
                return str(value)
    elif isinstance(item, str):
        return item
    return ""


def key_path(kind: Kind, data: object, pointer: str) -> str:
    """A pointer with list items by their key instead of their index (``#2`` for the second of the same key or of none)."""
    field: Field | None = kind.root
    out: list[str] = []
    for step in steps(pointer):
        name = step
        if isinstance(data, list):
            index = int(step) if step.isdigit() else -1
            if 0 <= index < len(data) and field is not None:
                key = key_of(field, data[index])
                before = sum(key_of(field, item) == key for item in data[:index])
                name = key + (f"#{before + 1}" if before or not key else "")
            data = data[index] if 0 <= index < len(data) else None
        else:
            data = data.get(step) if isinstance(data, dict) else None
        field = field.child(step) if field is not None else None
        out.append(escape(name))
    return "".join(f"/{step}" for step in out)
