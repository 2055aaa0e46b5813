"""What refers to a record, and what it refers to."""

from __future__ import annotations

from dataclasses import dataclass

from powercat.core.catalog import Catalog
from powercat.core.record import Record
from powercat.core.schema import Kind
from powercat.core.span import Span
from powercat.core.text import Text


@dataclass(frozen=True, slots=True)
class Relation:
    """One reference: by or to which record, in which field, written where. ``name`` is ``""`` when the target is not there."""

    kind: Kind
    id: str
    name: str
    field: Text
    span: Span


def relations(catalog: Catalog, record: Record) -> tuple[list[Relation], list[Relation]]:
    """The references to a record and the references in it, each in order of path and place."""
    to = []
    for referrer in catalog.referrers(record):
        for reference in catalog.references(referrer):
            if reference.field.ref == record.kind.name and reference.value == record.id:
                span = referrer.document.span(reference.pointer)
                to.append(Relation(referrer.kind, referrer.id, referrer.name, reference.field.title, span))
    from_ = []
    for reference in catalog.references(record):
        kind, _, path = reference.field.ref.partition("#/")
        if kind == "." or kind not in catalog.schemas:
            continue
        target = catalog.find(kind, reference.value) if not path else None
        if path:
            holders = catalog.known(reference.field.ref).get(reference.value, ())
            target = holders[0] if len(holders) == 1 else None
        span = record.document.span(reference.pointer)
        from_.append(
            Relation(catalog.schemas[kind], reference.value, target.name if target else "", reference.field.title, span)
        )
    return to, from_
