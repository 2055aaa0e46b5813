"""What bodies say of handling items on their own: the entries of implementations by the items that they are about."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from powercat.core.catalog import Catalog
from powercat.core.record import Node, Record
from powercat.power.family import family
from powercat.power.item import powers_of
from powercat.power.life import day_of, today
from powercat.power.once import once
from powercat.power.standard import edition, handbooks, standards
from powercat.power.unread import is_doubtful, may_name


def local_entries(catalog: Catalog, item: Node) -> Sequence[Node]:
    """The entries of implementations that are about a handling item of a handbook, in order of path.

    An implementation goes by the edition of the catalog's day, or of its own first day where that is still to come, else by one
    that is to come. Ended implementations, items not offered, and entries that may mean several handbooks are left out.
    """
    return _entries(catalog).get((item.record.id, item["id"].text), ())


def entries_are_known(catalog: Catalog, item: Node) -> bool:
    """Whether all that bodies may say of a handling item on their own is there to be read."""
    powers = {each.id for power in powers_of(catalog, item.record, item) for each in family(catalog, power)}
    return powers.isdisjoint(_blurred(catalog)) and not may_name(catalog, "implementation", *powers)


@once
def _blurred(catalog: Catalog) -> frozenset[str]:
    """The powers of implementations of which it cannot be read for sure which handling items they are about."""
    return frozenset(
        implementation["power"].text
        for implementation in catalog.of("implementation")
        if is_doubtful(implementation["handling_items"])
        or not all(each["id"].text in catalog.known(each["id"].field.ref) for each in implementation["handling_items"])
    )


@once
def _entries(catalog: Catalog) -> Mapping[tuple[str, str], Sequence[Node]]:
    found: defaultdict[tuple[str, str], list[Node]] = defaultdict(list)
    for implementation in catalog.of("implementation"):
        listed = implementation.data.get("handling_items")
        if not isinstance(listed, list):
            continue
        known = _items(catalog, implementation)
        for entry in implementation["handling_items"] if known else ():
            holding = known.get(entry["id"].text, ())
            if len(holding) == 1 and entry["offered"].value is not False:
                found[holding[0], entry["id"].text].append(entry)
    return found


def _items(catalog: Catalog, implementation: Record) -> Mapping[str, Sequence[str]]:
    """By id of handling item, the handbooks in which the implementation means it."""
    power = catalog.target(implementation["power"])
    end = day_of(implementation.data.get("effective_to"))
    if power is None or (end and end < today(catalog)):
        return {}
    members = {each.id for each in family(catalog, power)}
    found: defaultdict[str, list[str]] = defaultdict(list)
    for handbook in _handbooks(catalog, implementation, power):
        for name, owner in _listed(handbook):
            if owner is None or owner in members:
                found[name].append(handbook.id)
    return found


def _handbooks(catalog: Catalog, implementation: Record, power: Record) -> Iterator[Record]:
    day = max(today(catalog), day_of(implementation.data.get("effective_from")))
    body = implementation.data.get("organization")
    for handbook in standards(catalog, power, day) or _coming(catalog, power, day):
        bodies = handbook.data.get("organizations")
        if not isinstance(bodies, list) or body in bodies:
            yield handbook


def _coming(catalog: Catalog, power: Record, day: str) -> Sequence[Record]:
    """The next edition of each series that serves a power."""
    later = [each for each in handbooks(catalog, power) if edition(catalog, each).first > day]
    later.sort(key=lambda handbook: edition(catalog, handbook).first, reverse=True)
    return list({str(handbook.data.get("series")): handbook for handbook in later}.values())


def _listed(handbook: Record) -> Iterator[tuple[str, object]]:
    items = handbook.data.get("handling_items")
    for item in items if isinstance(items, list) else ():
        if isinstance(item, dict) and isinstance(item.get("id"), str):
            yield item["id"], item.get("power")
