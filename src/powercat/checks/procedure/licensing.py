"""What the rules on licences ask: which items are of a licence, and whether another law than 行政许可法 is cited."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from powercat.core.catalog import Catalog
from powercat.core.record import Node, Record
from powercat.law.register import by_title
from powercat.power.item import items, powers_of
from powercat.power.limits import is_lasting
from powercat.power.nature import power_type

LICENSING_LAW: Final = "行政许可法"


def items_of_licences(catalog: Catalog, handbook: Record) -> Iterator[Node]:
    """The handling items of a handbook in force or to come that are of licences only."""
    if is_lasting(catalog, handbook):
        for item in items(handbook):
            powers = powers_of(catalog, handbook, item)
            if powers and all(power_type(power) == "licence" for power in powers):
                yield item


def cites_another_law(catalog: Catalog, basis: Node) -> bool:
    """Whether citations name an instrument other than 行政许可法; one that is not in the register counts as another."""
    general = {law.id for law in by_title(catalog, LICENSING_LAW)}
    return any(each["law"].text not in general for each in basis)
