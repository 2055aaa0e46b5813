"""Which fields refer to what: found by the schema's ``x-ref``, inside one record and between records."""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, NamedTuple

from powercat.core.document import escape, steps
from powercat.core.field import Field
from powercat.core.formats import is_placeholder
from powercat.core.nearest import nearest
from powercat.core.schema import Kind


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
def _plan(kind: Kind, only: frozenset[str] | None = None) -> _Plan | None:
    def build(field: Field) -> _Plan | None:
        properties = {name: plan for name, child in field.properties.items() if (plan := build(child))}
        items = build(field.items) if field.items else None
        refers = bool(field.ref) and (only is None or field.pointer in only)
        return _Plan(field, properties, items) if refers or properties or items else None

    return build(kind.root)


def references(kind: Kind, data: object, only: frozenset[str] | None = None) -> Iterator[Reference]:
    """Every reference in a record's data, in order (of some fields, by their pointers); others than texts are passed over."""
    plan = _plan(kind, only)
    if plan is not None:
        yield from _walk(plan, data, "")


def _walk(plan: _Plan, data: object, pointer: str) -> Iterator[Reference]:
    if isinstance(data, str):
        if plan.field.ref and data and not is_placeholder(data):
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
    plan = _outward_plan(kind)
    found: dict[tuple[int, str], None] = {}
    if plan is not None:
        _gather_names(plan, data, found)
    return tuple(part for pair in found for part in pair)


@dataclass(slots=True)
class _OutwardPlan:
    """The part of a schema that leads to fields which refer to other records; ``number`` is that of such a field, else -1."""

    number: int
    properties: dict[str, _OutwardPlan]
    items: _OutwardPlan | None


@lru_cache(maxsize=256)
def _outward_plan(kind: Kind) -> _OutwardPlan | None:
    numbers = {field.pointer: number for number, field in enumerate(kind.references) if not field.ref.startswith(".#")}

    def build(field: Field) -> _OutwardPlan | None:
        properties = {name: plan for name, child in field.properties.items() if (plan := build(child))}
        items = build(field.items) if field.items else None
        number = numbers.get(field.pointer, -1)
        return _OutwardPlan(number, properties, items) if number >= 0 or properties or items else None

    return build(kind.root)


def _gather_names(plan: _OutwardPlan, data: object, found: dict[tuple[int, str], None]) -> None:
    if isinstance(data, dict):
        for name, below in plan.properties.items():
            value = data.get(name)
            if value is not None:
                _gather_names(below, value, found)
    elif isinstance(data, list):
        if plan.items is not None:
            for item in data:
                _gather_names(plan.items, item, found)
    elif plan.number >= 0 and isinstance(data, str) and data and not is_placeholder(data):
        found[plan.number, data] = None


def inside(kind: Kind, data: object) -> Iterator[tuple[Reference, tuple[str, ...]]]:
    """The references to something in the same record that is not there, with what is there."""
    plan = _inside_plan(kind)
    if plan is not None:
        search = _InsideSearch(kind.root, data, [], {}, [])
        _look_inside(plan, data, search)
        yield from search.missing


def chosen_from(kind: Kind, field: Field) -> Field:
    """The list in the same record that a field chooses from."""
    found = kind.root
    for name in field.ref[3:].split("/"):
        item = found.items or found
        if name == "id":
            break
        found = item.properties[name]
    return found


@dataclass(slots=True)
class _InsidePlan:
    """The part of a schema that leads to fields which refer to something in the same record.

    ``shared`` is the number of steps of the referrer's pointer on which depends what it may name.
    """

    field: Field
    properties: dict[str, _InsidePlan]
    items: _InsidePlan | None
    path: tuple[str, ...]
    shared: int


@dataclass(slots=True)
class _InsideSearch:
    root: Field
    data: object
    trail: list[str]
    known: dict[tuple[str, ...], dict[str, None]]
    missing: list[tuple[Reference, tuple[str, ...]]]


@lru_cache(maxsize=256)
def _inside_plan(kind: Kind) -> _InsidePlan | None:
    def build(field: Field) -> _InsidePlan | None:
        properties = {name: plan for name, child in field.properties.items() if (plan := build(child))}
        items = build(field.items) if field.items else None
        path = tuple(field.ref[3:].split("/")) if field.ref.startswith(".#/") else ()
        return _InsidePlan(field, properties, items, path, _shared_steps(field, path)) if path or properties or items else None

    return build(kind.root)


def _shared_steps(field: Field, path: Sequence[str]) -> int:
    """How many steps a field's pointer and a path have in common; an item of a list counts when the path goes on below it."""
    around = field.pointer.split("/")[1:]
    count = 0
    for place, name in enumerate(path):
        if around[count : count + 1] != [name]:
            break
        count += 1
        if around[count : count + 1] == ["*"]:
            if len(path) - place - 1 < 2:
                break
            count += 1
    return count


def _look_inside(plan: _InsidePlan, data: object, search: _InsideSearch) -> None:
    trail = search.trail
    if isinstance(data, dict):
        for name, below in plan.properties.items():
            value = data.get(name)
            if value is not None:
                trail.append(name)
                _look_inside(below, value, search)
                trail.pop()
    elif isinstance(data, list):
        if plan.items is not None:
            for index, item in enumerate(data):
                trail.append(str(index))
                _look_inside(plan.items, item, search)
                trail.pop()
    elif plan.path and isinstance(data, str) and data and not is_placeholder(data):
        key = (plan.field.ref, *trail[: plan.shared])
        known = search.known.get(key)
        if known is None:
            known = search.known[key] = values(search.root, search.data, plan.path, trail)
        if data not in known and not blurred(search.root, search.data, plan.path, trail):
            pointer = "".join(f"/{escape(step)}" for step in trail)
            search.missing.append((Reference(plan.field, pointer, data), tuple(known)))


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
                own = item.get("id") if isinstance(item, dict) else None
                if isinstance(own, str) and own in seen:
                    yield plan.field, f"{pointer}/{index}/id", own
                elif isinstance(own, str):
                    seen.add(own)
        if plan.items is not None:
            for index, item in enumerate(data):
                yield from _repeated(plan.items, item, f"{pointer}/{index}")


def values(field: Field, data: object, path: Sequence[str], around: Sequence[str] = ()) -> dict[str, None]:
    """The texts at a path of field names; a list with keys at its end stands for the keys of its items.

    ``around`` are the steps of the pointer of the referrer: lists which also enclose it are entered at its item only, save the
    last one.
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


def blurred(field: Field, data: object, path: Sequence[str], around: Sequence[str] = ()) -> bool:
    """Whether what stands at a path (as :func:`values` takes it) cannot be read for sure: an item has no key, or one of the wrong
    form, or what is required is not there, or it stands under a misspelt name. Then nothing is called missing there.
    """
    if isinstance(data, list) and field.items is not None:
        if not path:
            return any(not key_of(field, item) for item in data)
        shared = around[0] if len(path) > 1 and around and around[0].isdigit() else None
        below = around[1:] if shared is not None else ()
        chosen = (item for index, item in enumerate(data) if shared is None or str(index) == shared)
        return any(blurred(field.items, item, path, below) for item in chosen)
    if isinstance(data, dict) and path:
        child = field.properties.get(path[0])
        if child is None:
            return False
        if data.get(path[0]) is None:
            return child.required or any(name not in field.properties and _is_meant(name, path[0], field) for name in data)
        return blurred(child, data[path[0]], path[1:], around[1:] if around and around[0] == path[0] else ())
    return bool(path) or not isinstance(data, str) or not re.search(str(field.schema.get("pattern", "")), data)


def _is_meant(written: str, name: str, field: Field) -> bool:
    """Whether an unknown name among the fields of an object stands for ``name``."""
    return nearest(written, tuple(field.properties), [each.title for each in field.properties.values()]) == name


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


_last_names: dict[int, tuple[list[object], list[str]]] = {}
_KEPT: Final = 16
"""More than lists are nested: the faults of a record come one after the other, each with all the lists around it."""
_LONGEST: Final = 200
_BREAKS: Final = re.compile(r"[\x00-\x1f\x7f\x85\u2028\u2029]")
"""What makes a name unfit for a line of the baseline."""


def _names(field: Field, items: list[object]) -> list[str]:
    """The names of a list's items; those of the last lists asked for are kept."""
    known = _last_names.pop(id(items), None)
    if known is None or known[0] is not items or len(known[1]) != len(items):
        seen: Counter[str] = Counter()
        names = []
        for item in items:
            key = key_of(field, item) or _told_by_content(field, item)
            if len(key) > _LONGEST or _BREAKS.search(key):
                key = _digest(key)
            seen[key] += 1
            names.append(key + (f"#{seen[key]}" if seen[key] > 1 or not key else ""))
        known = (items, names)
        if len(_last_names) >= _KEPT:
            _last_names.pop(next(iter(_last_names)), None)
    _last_names[id(items)] = known
    return known[1]


def _told_by_content(field: Field, item: object) -> str:
    """What tells an item without a key from the others of its list, wherever it stands: of a citation what it cites
    (``administrative-licensing-law 42(1)``), of a number the number, else a digest; ``""`` for an item without content.
    """
    if field.compare == "citation" and (cited := _cited(item)):
        return cited
    if isinstance(item, (int, float)):
        return json.dumps(item)
    if not item:
        return ""
    return _digest(item)


def _digest(item: object) -> str:
    content = json.dumps(item, ensure_ascii=True, sort_keys=True, default=str)
    return hashlib.blake2b(content.encode("ascii"), digest_size=5).hexdigest()


def _cited(item: object) -> str:
    """Law, article, paragraphs, items and sub-items of a citation, or its place in words; ``""`` where they cannot be read."""
    if not isinstance(item, dict) or not isinstance(item.get("law"), str) or not item["law"].strip():
        return ""
    article, suffix, locator = item.get("article"), item.get("article_suffix"), item.get("locator")
    named = (item.get(name) for name in ("paragraphs", "items", "sub_items"))
    parts = [part if isinstance(part, list) else [part] if part is not None else [] for part in named]
    numbers = [*(each for each in (article, suffix) if each is not None), *(each for part in parts for each in part)]
    if not all(type(each) is int for each in numbers) or not (locator is None or isinstance(locator, str)):
        return ""
    place = "" if article is None else f" {article}" if suffix is None else f" {article}-{suffix}"
    last = max((index for index, part in enumerate(parts) if part), default=-1)
    # an item of no paragraph is not the paragraph of that number
    place += "".join(f"({','.join(map(str, part))})" for part in parts[: last + 1])
    return f"{item['law']}{place}{f' {locator}' if locator else ''}"


def key_path(kind: Kind, data: object, pointer: str) -> str:
    """A pointer with list items by their key instead of their index, or by their content where they have none (``#2`` for the
    second of the same name, or without content)."""
    field: Field | None = kind.root
    out: list[str] = []
    for step in steps(pointer):
        name = step
        if isinstance(data, list):
            index = int(step) if step.isdigit() else -1
            if 0 <= index < len(data) and field is not None:
                name = _names(field, data)[index]
            data = data[index] if 0 <= index < len(data) else None
        else:
            data = data.get(step) if isinstance(data, dict) else None
        field = field.child(step) if field is not None else None
        out.append(escape(name))
    return "".join(f"/{step}" for step in out)
