"""What records rest on: every citation of a catalog with the instrument and the places it names."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from powercat.core.catalog import Catalog
from powercat.core.record import Node, Record
from powercat.law.address import Address, addresses
from powercat.power.once import once


@dataclass(frozen=True, eq=False, slots=True)
class Cited:
    """One citation. ``node`` is the citation's own field; ``law`` the instrument, ``None`` where the register lacks it;
    ``places`` what it names in the law, empty where it names the law as a whole.
    """

    record: Record
    node: Node
    law: Record | None
    places: tuple[Address, ...]

    @property
    def role(self) -> str:
        """``establishing``, …; ``""`` when it is not stated, which counts as any."""
        return self.node["role"].text

    @property
    def quote(self) -> str:
        return self.node["quote"].text


def citations(catalog: Catalog, record: Record) -> Iterator[Cited]:
    """The citations of one record, in order."""
    for reference in catalog.references(record):
        if reference.field.ref == "law" and reference.pointer.endswith("/law"):
            node = record.at(reference.pointer.removesuffix("/law"))
            raw = node.raw if isinstance(node.raw, dict) else {}
            yield Cited(record, node, catalog.find("law", reference.value), tuple(addresses(raw)))


def read_list(catalog: Catalog, basis: Node) -> list[Cited]:
    """The citations of a ``legal_basis`` (or any list of citations), in order; without those that name no law."""
    found = []
    for node in basis:
        name = node["law"].text
        if name and isinstance(node.raw, dict):
            found.append(Cited(node.record, node, catalog.find("law", name), tuple(addresses(node.raw))))
    return found


@once
def all_citations(catalog: Catalog) -> Sequence[Cited]:
    """Every citation of every record, in order of kind and path."""
    return [each for kind in catalog.schemas.known for record in catalog.of(kind) for each in citations(catalog, record)]


@once
def by_law(catalog: Catalog) -> Mapping[str, Sequence[Cited]]:
    """The citations by the id of the instrument they name."""
    found: defaultdict[str, list[Cited]] = defaultdict(list)
    for each in all_citations(catalog):
        found[each.node["law"].text].append(each)
    return found
