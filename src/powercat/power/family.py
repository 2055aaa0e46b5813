"""Main items and their sub-items."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from powercat.core.catalog import Catalog
from powercat.core.record import Record
from powercat.power.once import once


@once
def _children(catalog: Catalog) -> Mapping[str, Sequence[Record]]:
    found: defaultdict[str, list[Record]] = defaultdict(list)
    for power in catalog.of("power"):
        parent = power.data.get("parent")
        if isinstance(parent, str) and parent != power.id:
            found[parent].append(power)
    return found


def main_item(catalog: Catalog, power: Record) -> Record | None:
    """The main item of a sub-item; ``None`` for a main item, or when there is no such record."""
    parent = power.data.get("parent")
    return catalog.find("power", parent) if isinstance(parent, str) and parent != power.id else None


def sub_items(catalog: Catalog, power: Record) -> Sequence[Record]:
    """The sub-items of a main item, in order of path."""
    return _children(catalog).get(power.id, ())


def lineage(catalog: Catalog, power: Record) -> Sequence[Record]:
    """The power itself, its main item, and so on upward; a circle is gone round once."""
    known = _lineages(catalog)
    if power.id not in known:
        line, met = [power], {power.id}
        while (above := main_item(catalog, line[-1])) is not None and above.id not in met:
            if above.id in known and met.isdisjoint(each.id for each in known[above.id]):
                line += known[above.id]
                break
            line.append(above)
            met.add(above.id)
        known[power.id] = line
    return known[power.id]


@once
def _lineages(catalog: Catalog) -> dict[str, Sequence[Record]]:
    """What :func:`lineage` has worked out."""
    return {}


@once
def from_above(catalog: Catalog) -> Sequence[Record]:
    """Every power of the catalog, a main item before its sub-items; of a circle that which comes first by path."""
    powers = catalog.of("power")
    order: list[Record] = []
    reached: set[str] = set()
    for start in (*(each for each in powers if main_item(catalog, each) is None), *powers):
        waiting = [start]
        while waiting:
            power = waiting.pop()
            if power.id not in reached:
                reached.add(power.id)
                order.append(power)
                waiting += sub_items(catalog, power)
    return order


def family(catalog: Catalog, power: Record) -> Sequence[Record]:
    """The power, its main item (and so on upward), and its sub-items."""
    return [*lineage(catalog, power), *sub_items(catalog, power)]


def is_whole(catalog: Catalog, power: Record) -> bool:
    """Whether all that a power may take over is there to be read: no main item on its line is missing."""
    last = lineage(catalog, power)[-1]
    parent = last.data.get("parent")
    return parent is None or (isinstance(parent, str) and catalog.find("power", parent) is not None)
