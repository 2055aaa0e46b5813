"""Whose a record is: the organizations that answer for it, and the types of the powers it is about."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Final

from powercat.core.catalog import Catalog
from powercat.core.record import Node, Record
from powercat.power.bodies import bodies_of_handbook
from powercat.power.family import lineage
from powercat.power.standard import edition_of, editions

Owners = Sequence[Record]


def responsible(catalog: Catalog, record: Record) -> Owners:
    """The organizations of a record: the body responsible for a power, the body of an implementation, the bodies that act by a
    handbook or guide, those of a responsibility, the leading ones of a bundle, the authority of the catalog itself. None for what
    all share (laws, materials, forms) and where the organization has no record.
    """
    find = _OWNERS.get(record.kind.name)
    return _unique(find(catalog, record)) if find is not None else ()


def reviewers(catalog: Catalog, record: Record) -> Owners:
    """Who reviews a record: the body it names, else those responsible for it."""
    if "review" not in record.kind.root.properties:
        return responsible(catalog, record)
    named = catalog.target(record["review"]["by_organization"])
    return [named] if named is not None else responsible(catalog, record)


def power_types(catalog: Catalog, record: Record) -> Sequence[str]:
    """The types of the powers a record is about, as listed (``licence``, …); none for what belongs to no power."""
    choices = catalog.schemas["power"].field("/power_type").choices
    stated = (power["power_type"].text for power in _powers(catalog, record))
    return list(dict.fromkeys(name for name in stated if name in choices))


def _powers(catalog: Catalog, record: Record) -> Owners:
    kind = record.kind.name
    if kind == "power":
        return [record]
    if kind in ("implementation", "discretion"):
        return _found(catalog, [record["power"]])
    if kind in ("handbook", "responsibility"):
        return _found(catalog, record["powers"])
    if kind == "bundle":
        return _found(catalog, (item["power"] for item in record["items"]))
    if kind == "guide":
        implementation = catalog.target(record["implementation"])
        if implementation is not None:
            return _found(catalog, [implementation["power"]])
        handbook = _handbook(catalog, record)
        return _found(catalog, handbook["powers"]) if handbook is not None else ()
    return ()


def _handbook(catalog: Catalog, guide: Record) -> Record | None:
    """The edition a guide publishes on the catalog's day; where none holds then, the last there is."""
    series = guide["handbook"].text
    known = editions(catalog, series)
    return edition_of(catalog, series) or (known[-1].handbook if known else None)


def _found(catalog: Catalog, nodes: Iterable[Node]) -> Owners:
    return _unique(record for node in nodes if (record := catalog.target(node)) is not None)


def _unique(records: Iterable[Record]) -> Owners:
    return list({record.id: record for record in records}.values())


def _of_powers(catalog: Catalog, powers: Iterable[Record]) -> Owners:
    owners: list[Record] = []
    for power in powers:
        owners += next((own for each in lineage(catalog, power) if (own := _found(catalog, [each["organization"]]))), ())
    return owners


def _of_guide(catalog: Catalog, guide: Record) -> Owners:
    implementation = catalog.target(guide["implementation"])
    if implementation is not None:
        return _found(catalog, [implementation["organization"]])
    handbook = _handbook(catalog, guide)
    return bodies_of_handbook(catalog, handbook) if handbook is not None else ()


def _of_responsibility(catalog: Catalog, record: Record) -> Owners:
    return _found(catalog, record["organizations"]) or _of_powers(catalog, _powers(catalog, record))


_OWNERS: Final[Mapping[str, Callable[[Catalog, Record], Owners]]] = {
    "organization": lambda _, record: [record],
    "catalog": lambda catalog, record: _found(catalog, [record["authority"]]),
    "power": lambda catalog, record: _of_powers(catalog, [record]),
    "implementation": lambda catalog, record: _found(catalog, [record["organization"]]),
    "handbook": bodies_of_handbook,
    "guide": _of_guide,
    "responsibility": _of_responsibility,
    "discretion": lambda catalog, record: _of_powers(catalog, _powers(catalog, record)),
    "bundle": lambda catalog, record: _found(catalog, record["lead_organizations"]),
}
