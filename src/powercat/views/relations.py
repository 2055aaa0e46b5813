"""What refers to a record, and what it refers to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from powercat.core.catalog import Catalog
from powercat.core.record import Record
from powercat.core.schema import Kind
from powercat.core.span import Span
from powercat.core.text import Text


@dataclass(frozen=True, slots=True)
class Relation:
    """One reference: by or to which record, in which field, written where.

    ``name`` is what the target is called (all of them, where several records hold the value); ``""`` when there is none.
    """

    kind: Kind
    id: str
    name: str
    field: Text
    span: Span


def relations(catalog: Catalog, record: Record) -> tuple[list[Relation], list[Relation]]:
    """The references to a record and the references in it, each in order of path and place.

    What names a field of the record itself (a guide its handbook's series) refers to it; what names a part of it (a post)
    does not.
    """
    to = []
    for referrer in catalog.values():
        if any(_names(record, field.ref, value) for field, value in catalog.targets_of(referrer)):
            for reference in catalog.references(referrer):
                if _names(record, reference.field.ref, reference.value):
                    span = referrer.document.span(reference.pointer)
                    to.append(Relation(referrer.kind, referrer.id, referrer.name, reference.field.title, span))
    from_ = []
    for reference in catalog.references(record):
        kind = reference.field.ref.partition("#")[0]
        if kind in catalog.schemas.known:
            targets = _targets(catalog, reference.field.ref, reference.value)
            names = "、".join(dict.fromkeys(target.name for target in targets))
            span = record.document.span(reference.pointer)
            from_.append(Relation(catalog.schemas[kind], reference.value, names, reference.field.title, span))
    return to, from_


def _names(record: Record, ref: str, value: str) -> bool:
    kind, _, path = ref.partition("#/")
    return kind == record.kind.name and value == (record.data.get(path) if path else record.id)


def _targets(catalog: Catalog, ref: str, value: str) -> Sequence[Record]:
    """The records that a value means: by id, by a value they hold, or as ``<id>/<value>``."""
    found = catalog.known(ref).get(value, ())
    if not found and "#/" in ref and "/" in value:
        name, _, inner = value.partition("/")
        found = [each for each in catalog.known(ref).get(inner, ()) if each.id == name]
    return found
