"""A power's life: from when to when, suspended, ended, a draft; with what a sub-item takes over from its main item.

Days are text, ``YYYY-MM-DD``, as records hold them; they sort as they should. A date that is not one reads as left out. The last
day counts.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from powercat.core.catalog import Catalog
from powercat.core.formats import is_date
from powercat.core.record import Node, Record
from powercat.power.family import lineage
from powercat.power.once import once

Status = Literal["draft", "coming", "in_force", "suspended", "ended"]
"""Draft; not yet in force; in force; suspended; ended."""


@dataclass(frozen=True, slots=True)
class Life:
    """The days of a power, main item considered. ``start`` and ``end`` are first and last day, ``""`` where none is stated;
    ``suspended`` are first and last days of suspensions, the last one ``""`` while it goes on.
    """

    start: str
    end: str
    draft: bool
    suspended: tuple[tuple[str, str], ...] = ()

    def status(self, day: str) -> Status:
        """What the power is on a day."""
        if self.draft:
            return "draft"
        if self.end and self.end < day:
            return "ended"
        if self.start > day:
            return "coming"
        if any(first <= day and (not last or day <= last) for first, last in self.suspended):
            return "suspended"
        return "in_force"


def day_of(value: object) -> str:
    """A date as a record holds it; ``""`` when it is not one."""
    return value if isinstance(value, str) and value and is_date(value) else ""


def day_before(day: str) -> str:
    """The day before; the first day there is has none before it."""
    try:
        return (date.fromisoformat(day) - timedelta(days=1)).isoformat()
    except OverflowError:
        return day


def day_after(day: str) -> str:
    """The day after; the last day there is has none after it."""
    try:
        return (date.fromisoformat(day) + timedelta(days=1)).isoformat()
    except OverflowError:
        return day


def today(catalog: Catalog) -> str:
    """The day on which the catalog is looked at."""
    return catalog.as_of.isoformat()


def stated(catalog: Catalog, power: Record, name: str) -> Node:
    """A field of a power: its own, else its main item's; its own absent field when neither states it.

    Filing, legal basis and dates are what a sub-item takes over.
    """
    for each in lineage(catalog, power):
        if each.data.get(name) is not None:
            return each[name]
    return power[name]


@once
def _lives(catalog: Catalog) -> Mapping[str, Life]:
    return {power.id: _life(lineage(catalog, power)) for power in catalog.of("power")}


def _life(line: Sequence[Record]) -> Life:
    def first(name: str) -> object:
        return next((value for each in line if (value := each.data.get(name)) is not None), None)

    end = day_of(first("effective_to"))
    if not end:
        abolition = first("abolition")
        # ended by a decision that forgot the date: from the decision on
        end = day_of(abolition.get("decided_on")) if isinstance(abolition, dict) else ""
    suspended = first("suspended")
    periods = [
        (day_of(each.get("from")), day_of(each.get("to")))
        for each in (suspended if isinstance(suspended, list) else ())
        if isinstance(each, dict)
    ]
    draft = any(each.data.get("draft") is True for each in line)
    return Life(day_of(first("effective_from")), end, draft, tuple((start, last) for start, last in periods if start))


def life(catalog: Catalog, power: Record) -> Life:
    """The life of a power of the catalog."""
    return _lives(catalog)[power.id]


def status(catalog: Catalog, power: Record, day: str = "") -> Status:
    """What a power is on a day (default: the catalog's)."""
    return life(catalog, power).status(day or today(catalog))


def in_force(catalog: Catalog, power: Record, day: str = "") -> bool:
    """Whether a power may be exercised on a day: begun, not ended, not suspended, no draft."""
    return status(catalog, power, day) == "in_force"


@once
def powers_in_force(catalog: Catalog) -> Sequence[Record]:
    """The powers in force on the catalog's day, in order of path."""
    day = today(catalog)
    lives = _lives(catalog)
    return [power for power in catalog.of("power") if lives[power.id].status(day) == "in_force"]


@once
def exercised(catalog: Catalog) -> Sequence[Record]:
    """The powers in force that are exercised as such: a main item with sub-items is exercised through these, also while they are
    suspended or yet to begin.
    """
    day = today(catalog)
    lives = _lives(catalog)
    lasting = (power for power in catalog.of("power") if lives[power.id].status(day) not in ("draft", "ended"))
    above = {id(main) for power in lasting for main in lineage(catalog, power)[1:]}
    return [power for power in powers_in_force(catalog) if id(power) not in above]


def stands(record: Record, day: str) -> bool:
    """Whether a record with ``effective_from`` and ``effective_to`` of its own holds on a day."""
    end = day_of(record.data.get("effective_to"))
    return day_of(record.data.get("effective_from")) <= day and (not end or day <= end)
