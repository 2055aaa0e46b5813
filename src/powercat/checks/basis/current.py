"""What must have a basis today: the handbooks that are, or will be, the standard, and the powers they serve."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from powercat.core.catalog import Catalog
from powercat.core.nearest import nearest
from powercat.core.record import Node, Record
from powercat.power.item import items, powers_of
from powercat.power.life import status
from powercat.power.limits import lasting
from powercat.power.nature import power_type
from powercat.power.once import once


@once
def current_handbooks(catalog: Catalog) -> Sequence[Record]:
    """The handbooks in force or to come, of at least one power that is neither a draft nor ended (or is not on record)."""
    found = []
    for handbook in lasting(catalog):
        powers = powers_of(catalog, handbook)
        if not powers or any(status(catalog, power) not in ("draft", "ended") for power in powers):
            found.append(handbook)
    return found


def current_items(catalog: Catalog) -> Iterator[Node]:
    """The handling items of these handbooks, as they are written."""
    for handbook in current_handbooks(catalog):
        yield from items(handbook)


def type_of(powers: Sequence[Record]) -> str:
    """The type of all the powers; ``""`` when they differ, or there are none."""
    types = {power_type(power) for power in powers}
    return types.pop() if len(types) == 1 else ""


def item_type(catalog: Catalog, item: Node) -> str:
    """The type of the powers that a handling item belongs to; ``""`` when it is not clear."""
    return type_of(powers_of(catalog, item.record, item))


def uncited(owner: Node, name: str = "legal_basis") -> bool:
    """Whether a list of citations is left out or empty. What is there in any other form, or under a misspelt name, is told by the
    schema's rules.
    """
    if not isinstance(owner.raw, dict):
        return False
    if name in owner.raw:
        return bool(owner.raw[name] == [])
    known = owner.field.properties
    unknown = [key for key in owner.raw if key not in known]
    titles = [each.title for each in known.values()]
    return not any(nearest(key, tuple(known), titles) == name for key in unknown)
