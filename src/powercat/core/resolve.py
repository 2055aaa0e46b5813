"""What a reference to other records may name, and which references name nothing.

``x-via`` narrows a reference to the records that another field of its record names, or that name the same record as it (a guide's handling items
are those of its handbook; an implementation's those of its power's handbooks, its main item's and sub-items' too). Where a list item
around the referrer names an item of the target's list, only that one is looked into: a step limit of ``new`` speaks of the steps of ``new``.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from powercat.core.catalog import Catalog
from powercat.core.document import steps
from powercat.core.record import Record
from powercat.core.reference import Reference, references, values
from powercat.core.schema import Field, Kind

Narrow = Callable[[Record, Sequence[Record]], Sequence[Record]]
"""Given the referring record and the records it may mean, those that really count."""


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

    def scope(self, record: Record, declaration: Field, through: str, via: Field) -> Sequence[Record]:
        """The records of the target's kind that a value of the ``x-via`` field leads to."""
        kind = declaration.ref.partition("#/")[0]
        key = (kind, via.ref, through)
        found = self.scopes.get(key)
        if found is None:
            if via.ref.startswith(f"{kind}#/"):
                found = self.catalog.known(via.ref).get(through, ())
            else:
                target = self.catalog.find(via.ref, through)
                found = _naming(self.catalog, target, kind) if target is not None else ()
            self.scopes[key] = found
        return self.narrow(record, found)

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


def _naming(catalog: Catalog, target: Record, kind: str) -> Sequence[Record]:
    """The records of a kind that name a record, its parent (and so on upward) or its children."""
    line = [target]
    above = target.kind.root.properties.get("parent")
    while above is not None and (parent := catalog.target(line[-1]["parent"])) is not None and parent not in line:
        line.append(parent)
    line += catalog.referrers(target, target.kind.name, "/parent") if above is not None else []
    return list({each.id: each for member in line for each in catalog.referrers(member, kind)}.values())


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
    """A field with ``x-via``: its declaration, the field it goes through, and the list item that narrows it further."""

    declaration: Field
    via: Field
    anchor: _Step | None

    @property
    def by_record(self) -> bool:
        """Whether the field it goes through stands once in the record, so that places do not matter."""
        return self.anchor is None and self.via.pointer.count("/") == 1


def _narrowed(kind: Kind) -> Mapping[str, _Narrowed]:
    found = {}
    for declaration in kind.references:
        if declaration.via and "#/" in declaration.ref:
            via = _field_at(kind.root, declaration.via.split("/")[1:])
            if via is not None and via.ref:
                found[declaration.pointer] = _Narrowed(declaration, via, _anchor(kind, declaration))
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


def _everything_counts(record: Record, targets: Sequence[Record]) -> Sequence[Record]:
    return targets


def dangling(catalog: Catalog, narrow: Narrow = _everything_counts) -> Iterator[Dangling]:
    """Every reference to other records that names nothing, in order of path; what an unread file may define is never among them.

    ``narrow`` may take away some of the records that ``x-via`` leads to.
    """
    search = _Search(catalog, narrow)
    checks: dict[str, tuple[list[_Names | None], Mapping[str, _Narrowed]]] = {}
    for ref, record in catalog.records.items():
        flat = catalog.targets.get(ref)
        if not flat:
            continue
        if ref.kind not in checks:
            narrowed = _narrowed(record.kind)
            names = [
                None if each.pointer in narrowed or each.ref.startswith(".#") else search.known(each.ref) for each in record.kind.references
            ]
            checks[ref.kind] = names, narrowed
        names, narrowed = checks[ref.kind]
        through: dict[str, list[str]] | None = None
        for index in range(0, len(flat), 2):
            number: int = flat[index]  # type: ignore[assignment]
            known = names[number]
            if known is None:
                if through is None:
                    through = _by_field(record.kind, flat)
                if not _surely_there(search, record, narrowed[record.kind.references[number].pointer], str(flat[index + 1]), through):
                    break
            elif flat[index + 1] not in known:
                break
        else:
            continue
        yield from _places(search, record, names, narrowed)


def _by_field(kind: Kind, flat: Sequence[object]) -> dict[str, list[str]]:
    found: defaultdict[str, list[str]] = defaultdict(list)
    for index in range(0, len(flat), 2):
        found[kind.references[flat[index]].pointer].append(str(flat[index + 1]))  # type: ignore[index]
    return found


def _surely_there(search: _Search, record: Record, each: _Narrowed, value: str, through: Mapping[str, Sequence[str]]) -> bool:
    """Whether the value is there, told without looking for its place; false when that cannot be told."""
    target, _, path = each.declaration.ref.partition("#/")
    if unsure(search.catalog, target):
        return True
    if not each.by_record:
        return False
    for name in through.get(each.via.pointer, ()):
        for found in search.scope(record, each.declaration, name, each.via):
            if value in search.within(found, path, "", ""):
                return True
    return False


def _places(
    search: _Search, record: Record, names: Sequence[_Names | None], narrowed: Mapping[str, _Narrowed]
) -> Iterator[Dangling]:
    numbers = {declaration.pointer: number for number, declaration in enumerate(record.kind.references)}
    for reference in references(record.kind, record.data):
        declaration = reference.field
        if declaration.ref.startswith(".#"):
            continue
        known = names[numbers[declaration.pointer]]
        if known is not None:
            if reference.value not in known:
                yield Dangling(record, reference, None)
            continue
        each = narrowed[declaration.pointer]
        scope = _scope_at(search, record, each, reference)
        if scope and not _within_any(search, record, each, reference, scope):
            yield Dangling(record, reference, scope)


def _scope_at(search: _Search, record: Record, each: _Narrowed, reference: Reference) -> Sequence[Record]:
    """The records a reference may mean at its place; none when that is unknown or told elsewhere."""
    if unsure(search.catalog, reference.field.ref.partition("#/")[0]):
        return ()
    around = steps(reference.pointer)
    named = values(record.kind.root, record.data, reference.field.via.split("/")[1:], around)
    return [found for name in named for found in search.scope(record, reference.field, name, each.via)]


def _within_any(search: _Search, record: Record, each: _Narrowed, reference: Reference, scope: Sequence[Record]) -> bool:
    path = reference.field.ref.partition("#/")[2]
    list_path, chosen = "", ""
    if each.anchor is not None:
        around = record.at("/" + "/".join(steps(reference.pointer)[: each.anchor.depth + 1]))
        list_path, chosen = "/".join(each.anchor.path), around[each.anchor.key].text
        scope = [found for found in scope if chosen in search.within(found, f"{list_path}/{each.anchor.key}", "", "")]
        if not scope:
            return True  # the list item itself names nothing, which is told there
    return any(reference.value in search.within(found, path, list_path, chosen) for found in scope)
