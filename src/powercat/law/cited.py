"""What records rest on: every citation of a catalog with the instrument and the places it names."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from powercat.core.catalog import Catalog
from powercat.core.field import Field
from powercat.core.formats import is_placeholder
from powercat.core.record import Node, Record
from powercat.core.schema import Kind
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
    plan = _plan(record.kind)
    for field, pointer, raw in _walk(plan, record.data, "") if plan is not None else ():
        yield Cited(record, Node(record, pointer, field, raw), catalog.find("law", raw["law"]), tuple(addresses(raw)))


@dataclass(slots=True)
class _Plan:
    """The part of a schema that leads to citations."""

    field: Field
    is_citation: bool
    properties: dict[str, _Plan]
    items: _Plan | None


@lru_cache(maxsize=64)
def _plan(kind: Kind) -> _Plan | None:
    def build(field: Field) -> _Plan | None:
        law = field.properties.get("law")
        if law is not None and law.ref == "law":
            return _Plan(field, True, {}, None)
        properties = {name: plan for name, child in field.properties.items() if (plan := build(child))}
        items = build(field.items) if field.items else None
        return _Plan(field, False, properties, items) if properties or items else None

    return build(kind.root)


def _walk(plan: _Plan, data: object, pointer: str) -> Iterator[tuple[Field, str, dict[str, Any]]]:
    """Every citation below a value that names an instrument: its field, its pointer and what is written."""
    if isinstance(data, dict):
        if plan.is_citation:
            name = data.get("law")
            if isinstance(name, str) and name and not is_placeholder(name):
                yield plan.field, pointer, data
        for name, below in plan.properties.items():
            value = data.get(name)
            if value is not None:
                yield from _walk(below, value, f"{pointer}/{name}")
    elif isinstance(data, list) and plan.items is not None:
        for index, item in enumerate(data):
            yield from _walk(plan.items, item, f"{pointer}/{index}")


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
