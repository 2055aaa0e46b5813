"""What a reference to other records may name, and which references name nothing.

``x-via`` narrows a reference to the records that another field of its record names, or that name the same record as it (a guide's
handling items are those of its handbook; an implementation's those of its power's handbooks, its main item's and sub-items' too).
Where a list item around the referrer names an item of the target's list, only that one is looked into: a step limit of ``new``
speaks of the steps of ``new``.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from powercat.core.catalog import Catalog
from powercat.core.document import steps, value_at
from powercat.core.field import Field
from powercat.core.record import Record
from powercat.core.reference import Reference, blurred, references, values
from powercat.core.schema import Kind

Narrow = Callable[[Record, Sequence[Record]], Sequence[Record]]
"""Given the referring record and the records it may mean, those that really count."""

Wanted = Callable[[Kind, Field], bool]
"""Given a kind and a referring field of it, whether the field is looked at."""


def _everything_counts(record: Record, targets: Sequence[Record]) -> Sequence[Record]:
    return targets


def _all_fields(kind: Kind, field: Field) -> bool:
    return True


class Dangling(NamedTuple):
    """A reference that names nothing. ``scope`` are the records it was looked for in, where ``x-via`` narrows it."""

    record: Record
    reference: Reference
    scope: Sequence[Record] | None


class _Everything:
    """What may hold any name, since a file that could tell was not read."""

    def __contains__(self, name: object) -> bool:
        return True


_EVERYTHING = _Everything()
_Names = _Everything | frozenset[str]


@dataclass(frozen=True)
class _Step:
    """The list item around a referrer that names the item of the target's list to look into."""

    depth: int
    key: str
    path: tuple[str, ...]


@dataclass
class _Search:
    catalog: Catalog
    narrow: Narrow
    names: dict[str, _Names] = field(default_factory=dict)
    scopes: dict[tuple[str, str, str], Sequence[Record]] = field(default_factory=dict)
    inner: dict[tuple[str, str, str], frozenset[str]] = field(default_factory=dict)
    namings: dict[tuple[str, str, str], Mapping[str, Sequence[Record]]] = field(default_factory=dict)
    blurred: dict[str, bool] = field(default_factory=dict)

    def known(self, reference: str) -> _Names:
        """All that an ``x-ref`` without ``x-via`` may name."""
        found = self.names.get(reference)
        if found is None:
            found = self.names[reference] = self._known(reference)
        return found

    def _known(self, reference: str) -> _Names:
        catalog = self.catalog
        kind, _, path = reference.partition("#/")
        if kind not in catalog.schemas.known:
            return _EVERYTHING
        if not path:
            return frozenset(record.id for record in catalog.of(kind)) | catalog.unread
        if unsure(catalog, kind):
            return _EVERYTHING
        found = set()
        for value, records in catalog.known(reference).items():
            found.add(value)
            found.update(f"{record.id}/{value}" for record in records)
        return frozenset(found)

    def is_blurred(self, reference: str) -> bool:
        """Whether a record's list that an ``x-ref`` chooses from has items whose key cannot be read."""
        kind, _, path = reference.partition("#/")
        if not path:
            return False
        if reference not in self.blurred:
            self.blurred[reference] = any(self.is_blurred_in(record, path, "", "") for record in self.catalog.of(kind))
        return self.blurred[reference]

    def is_blurred_in(self, target: Record, path: str, list_path: str, chosen: str) -> bool:
        """The same for one record, as :meth:`within` looks into it."""
        if not chosen:
            return blurred(target.kind.root, target.data, path.split("/"))
        item = target.at(f"/{list_path}").find(chosen)
        return item is not None and blurred(item.field, item.raw, path.removeprefix(f"{list_path}/").split("/"))

    def scope(self, record: Record, each: _Narrowed, names: Sequence[str]) -> Sequence[Record]:
        """The records of the target's kind that the values of the ``x-via`` field lead to."""
        if len(names) == 1:
            return self.narrow(record, self._led_to(each, names[0]))
        return self.narrow(record, [found for name in names for found in self._led_to(each, name)])

    def _led_to(self, each: _Narrowed, through: str) -> Sequence[Record]:
        key = (each.kind, each.via.ref, through)
        found = self.scopes.get(key)
        if found is None:
            if each.via.ref.startswith(f"{each.kind}#/"):
                found = self.catalog.known(each.via.ref).get(through, ())
            else:
                found = self._naming(each.kind, each.via.ref, through)
            self.scopes[key] = found
        return found

    def _naming(self, kind: str, named: str, through: str) -> Sequence[Record]:
        """The records of a kind that name a record, its parent (and so on upward) or its children."""
        line = [through]
        while (record := self.catalog.find(named, line[-1])) is not None:
            parent = record.data.get("parent")
            if not isinstance(parent, str) or parent in line:
                break
            line.append(parent)
        index = self._index(kind, named)
        members = [*line, *(child.id for child in self._index(named, named, "/parent").get(through, ()))]
        return list({each.id: each for name in members for each in index.get(name, ())}.values())

    def _index(self, kind: str, named: str, pointer: str = "") -> Mapping[str, Sequence[Record]]:
        """The records of a kind by the records of another that they name (in one field, when ``pointer`` says which)."""
        key = (kind, named, pointer)
        found = self.namings.get(key)
        if found is None:
            gathered: defaultdict[str, list[Record]] = defaultdict(list)
            for record in self.catalog.of(kind):
                for declaration, value in self.catalog.targets_of(record):
                    if declaration.ref == named and (not pointer or declaration.pointer == pointer):
                        gathered[value].append(record)
            found = self.namings[key] = gathered
        return found

    def within(self, target: Record, path: str, list_path: str, chosen: str) -> frozenset[str]:
        """The values at a path of a record; below a list, only of the item with the key ``chosen``."""
        key = (target.id, path, chosen)
        found = self.inner.get(key)
        if found is None:
            if chosen:
                item = target.at(f"/{list_path}").find(chosen)
                rest = path.removeprefix(f"{list_path}/").split("/")
                found = frozenset(values(item.field, item.raw, rest) if item is not None else ())
            else:
                found = frozenset(values(target.kind.root, target.data, path.split("/")))
            self.inner[key] = found
        return found


def unsure(catalog: Catalog, kind: str) -> bool:
    """Whether a file that may hold records of the kind was not read, so that nothing can be said to be missing among them."""
    return not catalog.unread_kinds.isdisjoint((kind, ""))


def _anchor(kind: Kind, declaration: Field) -> _Step | None:
    """The innermost list around a field whose key names an item of the target's list that the field's own target lies in."""
    target, _, path = declaration.ref.partition("#/")
    names = declaration.pointer.split("/")[1:]
    for depth in range(len(names) - 1, 0, -1):
        if names[depth] != "*":
            continue
        around = kind.field("/" + "/".join(names[:depth]))
        item = around.items
        key = around.key[0] if around.key else ""
        named = item.properties.get(key) if item is not None else None
        if named is None or named.pointer == declaration.pointer or not named.ref.startswith(f"{target}#/"):
            continue
        list_path = named.ref.partition("#/")[2].rpartition("/")[0]
        if list_path and path.startswith(f"{list_path}/"):
            return _Step(depth, key, tuple(list_path.split("/")))
    return None


@dataclass(frozen=True)
class _Narrowed:
    """A field with ``x-via``: what it refers to, the field it goes through, and the list item that narrows it further.

    ``by_record`` says that the field it goes through stands once in the record.
    """

    kind: str
    path: str
    via: Field
    via_path: tuple[str, ...]
    anchor: _Step | None
    by_record: bool


def _narrowed(kind: Kind) -> Mapping[str, _Narrowed]:
    found = {}
    for declaration in kind.references:
        target, _, path = declaration.ref.partition("#/")
        names = tuple(declaration.via.split("/")[1:])
        via = _field_at(kind.root, names) if names and path else None
        if via is not None and via.ref:
            found[declaration.pointer] = _Narrowed(
                target, path, via, names, _anchor(kind, declaration), via.pointer == declaration.via
            )
    return found


def _field_at(root: Field, names: Sequence[str]) -> Field | None:
    found: Field | None = root
    for name in names:
        while found is not None and found.items is not None:
            found = found.items
        found = found.properties.get(name) if found is not None else None
    while found is not None and found.items is not None:
        found = found.items
    return found


@dataclass(frozen=True)
class _Plan:
    """How the references of a kind are looked up: known names by number of the field, ``None`` where ``x-via`` narrows them."""

    names: Sequence[_Names | None]
    narrowed: Mapping[str, _Narrowed]
    pointers: Sequence[str]
    numbers: Mapping[str, int]
    placed: frozenset[str]
    """Narrowed fields whose place in the record matters."""


def _plan(search: _Search, kind: Kind, wanted: Wanted) -> _Plan:
    fields = kind.references
    narrowed = {pointer: each for pointer, each in _narrowed(kind).items() if not unsure(search.catalog, each.kind)}
    names: list[_Names | None] = []
    for each in fields:
        if each.ref.startswith(".#") or not wanted(kind, each):
            names.append(_EVERYTHING)
        elif each.via and each.pointer in narrowed:
            names.append(None)
        else:
            names.append(_EVERYTHING if each.via else search.known(each.ref))
    pointers = [each.pointer for each in fields]
    placed = frozenset(pointer for pointer, each in narrowed.items() if each.anchor is not None or not each.by_record)
    return _Plan(names, narrowed, pointers, {pointer: number for number, pointer in enumerate(pointers)}, placed)


def dangling(catalog: Catalog, narrow: Narrow = _everything_counts, wanted: Wanted = _all_fields) -> Iterator[Dangling]:
    """Every reference to other records that names nothing, in order of path; what an unread file may define is never among them.

    ``narrow`` may take away some of the records that ``x-via`` leads to; ``wanted`` chooses the fields that are looked at.
    """
    search = _Search(catalog, narrow)
    plans: dict[str, _Plan] = {}
    for ref, record in catalog.records.items():
        flat = catalog.targets.get(ref)
        if not flat:
            continue
        plan = plans.get(ref.kind)
        if plan is None:
            plan = plans[ref.kind] = _plan(search, record.kind, wanted)
        if not _all_there(search, record, plan, flat):
            yield from _places(search, record, plan)


def _all_there(search: _Search, record: Record, plan: _Plan, flat: Sequence[object]) -> bool:
    """Whether every reference names something, told as far as possible without looking for places."""
    names = plan.names
    through: dict[str, list[str]] | None = None
    placed = False
    for index in range(0, len(flat), 2):
        number: int = flat[index]  # type: ignore[assignment]
        known = names[number]
        if known is not None:
            if flat[index + 1] not in known:
                return False
            continue
        pointer = plan.pointers[number]
        if pointer in plan.placed:
            placed = True
            continue
        if through is None:
            through = _by_pointer(plan, flat)
        each = plan.narrowed[pointer]
        scope = search.scope(record, each, through.get(each.via.pointer, ()))
        if scope and not any(flat[index + 1] in search.within(found, each.path, "", "") for found in scope):
            return False
    return not placed or next(_narrowed_places(search, record, plan), None) is None


def _by_pointer(plan: _Plan, flat: Sequence[object]) -> dict[str, list[str]]:
    found: defaultdict[str, list[str]] = defaultdict(list)
    for index in range(0, len(flat), 2):
        number: int = flat[index]  # type: ignore[assignment]
        found[plan.pointers[number]].append(str(flat[index + 1]))
    return found


def _places(search: _Search, record: Record, plan: _Plan) -> Iterator[Dangling]:
    for reference in references(record.kind, record.data):
        if reference.field.ref.startswith(".#"):
            continue
        known = plan.names[plan.numbers[reference.field.pointer]]
        if known is not None:
            if reference.value not in known and not search.is_blurred(reference.field.ref):
                yield Dangling(record, reference, None)
        elif (scope := _not_in(search, record, plan.narrowed[reference.field.pointer], reference)) is not None:
            yield Dangling(record, reference, scope)


def _narrowed_places(search: _Search, record: Record, plan: _Plan) -> Iterator[Reference]:
    for reference in references(record.kind, record.data, plan.placed):
        if _not_in(search, record, plan.narrowed[reference.field.pointer], reference) is not None:
            yield reference


def _through(data: object, path: Sequence[str], around: Sequence[str]) -> Iterator[str]:
    """The texts at a path of field names; a list that also encloses the referrer is entered at its item only."""
    if isinstance(data, list):
        inside = around[0] if around and around[0].isdigit() else ""
        for index, item in enumerate(data):
            if not inside or str(index) == inside:
                yield from _through(item, path, around[1:])
    elif isinstance(data, dict) and path:
        yield from _through(data.get(path[0]), path[1:], around[1:] if around and around[0] == path[0] else ())
    elif isinstance(data, str) and not path:
        yield data


def _not_in(search: _Search, record: Record, each: _Narrowed, reference: Reference) -> Sequence[Record] | None:
    """Where a reference was looked for in vain; ``None`` when it is there, or when that is unknown or told elsewhere."""
    around = steps(reference.pointer)
    names = list(_through(record.data, each.via_path, around))
    scope = search.scope(record, each, names)
    list_path, chosen = "", ""
    if each.anchor is not None:
        list_path = "/".join(each.anchor.path)
        item = value_at(record.data, "".join(f"/{step}" for step in around[: each.anchor.depth + 1]))
        key = item.get(each.anchor.key) if isinstance(item, dict) else None
        chosen = key if isinstance(key, str) else ""
        # an item that is in none of them is told where it is named
        scope = [found for found in scope if chosen in search.within(found, f"{list_path}/{each.anchor.key}", "", "")]
    if not scope or any(reference.value in search.within(found, each.path, list_path, chosen) for found in scope):
        return None
    return None if any(search.is_blurred_in(found, each.path, list_path, chosen) for found in scope) else scope
