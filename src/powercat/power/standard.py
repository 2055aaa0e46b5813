"""The standards that powers are exercised by: handbooks in editions, and the guides that publish them.

Editions of a series have disjoint windows: from ``effective_on`` to ``expires_on``; one that states no end ends the day before
the edition takes effect that says it ``replaces`` it. Days are text, see :mod:`powercat.power.life`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from powercat.core.catalog import Catalog
from powercat.core.record import Record
from powercat.power.family import family, lineage
from powercat.power.life import day_before, day_of, today
from powercat.power.once import once


@dataclass(frozen=True, slots=True)
class Edition:
    """A handbook with its first and last day; ``last`` is ``""`` while it has no end, ``first`` while its date is not one."""

    handbook: Record
    first: str
    last: str

    def holds(self, day: str) -> bool:
        """Whether it is the standard of a day."""
        return bool(self.first) and self.first <= day and (not self.last or day <= self.last)


@once
def _editions(catalog: Catalog) -> Mapping[str, Edition]:
    handbooks = catalog.of("handbook")
    replaced: dict[str, str] = {}
    for handbook in handbooks:
        start, former = day_of(handbook.data.get("effective_on")), handbook.data.get("replaces")
        if start and isinstance(former, str) and former != handbook.id:
            replaced[former] = min(start, replaced.get(former, start))
    found = {}
    for handbook in handbooks:
        first, last = day_of(handbook.data.get("effective_on")), day_of(handbook.data.get("expires_on"))
        if not last and replaced.get(handbook.id, "") > first:
            last = day_before(replaced[handbook.id])
        found[handbook.id] = Edition(handbook, first, last)
    return found


def edition(catalog: Catalog, handbook: Record) -> Edition:
    """A handbook of the catalog with its window."""
    return _editions(catalog)[handbook.id]


@once
def _series(catalog: Catalog) -> Mapping[str, Sequence[Edition]]:
    found: defaultdict[str, list[Edition]] = defaultdict(list)
    for each in _editions(catalog).values():
        name = each.handbook.data.get("series")
        if isinstance(name, str):
            found[name].append(each)
    return {name: sorted(each, key=lambda edition: edition.first) for name, each in found.items()}


def series(catalog: Catalog) -> Mapping[str, Sequence[Edition]]:
    """All series with their editions, the earliest first."""
    return _series(catalog)


def editions(catalog: Catalog, name: str) -> Sequence[Edition]:
    """The editions of a series, the earliest first; none when there is no such series."""
    return _series(catalog).get(name, ())


def edition_of(catalog: Catalog, name: str, day: str = "") -> Record | None:
    """The handbook of a series on a day (default: the catalog's); of overlapping ones the later."""
    held = [each for each in editions(catalog, name) if each.holds(day or today(catalog))]
    return held[-1].handbook if held else None


@once
def _handbooks(catalog: Catalog) -> Mapping[str, Sequence[Record]]:
    found: defaultdict[str, list[Record]] = defaultdict(list)
    for handbook in catalog.of("handbook"):
        powers = handbook.data.get("powers")
        for power in powers if isinstance(powers, list) else ():
            if isinstance(power, str) and handbook not in found[power]:
                found[power].append(handbook)
    return found


def handbooks(catalog: Catalog, power: Record) -> Sequence[Record]:
    """Every edition of every handbook that serves a power: that names it or its main item, in order of path."""
    named = _handbooks(catalog)
    found: dict[str, Record] = {}
    for each in lineage(catalog, power):
        for handbook in named.get(each.id, ()):
            found[handbook.id] = handbook
    return list(found.values())


def standards(catalog: Catalog, power: Record, day: str = "") -> Sequence[Record]:
    """The handbooks that serve a power on a day (default: the catalog's)."""
    day = day or today(catalog)
    windows = _editions(catalog)
    return [handbook for handbook in handbooks(catalog, power) if windows[handbook.id].holds(day)]


@once
def _guides(catalog: Catalog) -> Mapping[str, Sequence[Record]]:
    found: defaultdict[str, list[Record]] = defaultdict(list)
    for guide in catalog.of("guide"):
        name = guide.data.get("handbook")
        if isinstance(name, str):
            found[name].append(guide)
    return found


def guides(catalog: Catalog, power: Record) -> Sequence[Record]:
    """The guides that publish a power: of a series that serves it on the catalog's day (where none does: that serves it at all),
    neither of another power's implementation nor with another power's handling items only.
    """
    by_series = _guides(catalog)
    by_name: defaultdict[str, list[Record]] = defaultdict(list)
    for handbook in standards(catalog, power) or handbooks(catalog, power):
        name = handbook.data.get("series")
        if isinstance(name, str):
            by_name[name].append(handbook)
    members = {each.id for each in family(catalog, power)}
    return [
        guide
        for name, books in by_name.items()
        for guide in by_series.get(name, ())
        if _concerns(catalog, guide, power) and _lists_items_of(guide, books, members)
    ]


def _lists_items_of(guide: Record, books: Sequence[Record], members: Collection[str]) -> bool:
    """Whether a guide lists no handling items, or one that may be of these powers: whose owner is one of them, or not stated."""
    listed = [each["handling_item"].text for each in guide["items"]]
    items = {item["id"].text: item["power"] for book in books for item in book["handling_items"]}
    return not listed or any(name not in items or not items[name] or items[name].text in members for name in listed)


def _concerns(catalog: Catalog, guide: Record, power: Record) -> bool:
    implementation = catalog.target(guide["implementation"])
    named = catalog.target(implementation["power"]) if implementation is not None else None
    return named is None or named in family(catalog, power)
