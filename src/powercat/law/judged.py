"""The day by whose law a citation is judged: the one on which the catalog is looked at, clipped into the record's window.

A power that ended in 2022 rests on the law of 2022, an edition that takes effect next year on that of next year.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from powercat.core.catalog import Catalog
from powercat.core.record import Record
from powercat.law.cited import Cited, all_citations
from powercat.law.register import versions
from powercat.power.life import day_of, life, today
from powercat.power.once import once
from powercat.power.standard import edition


@dataclass(frozen=True, slots=True)
class Window:
    """From when to when a record holds; both days count, ``""`` where none is stated."""

    first: str = ""
    last: str = ""

    def clip(self, day: str) -> str:
        """The day of the window that is nearest to ``day``."""
        day = max(day, self.first)
        return min(day, self.last) if self.last else day


def window(catalog: Catalog, record: Record) -> Window:
    """The window of a record: a power's life (a discretion benchmark's is its power's), a handbook's edition, the dates of a
    responsibility or implementation (which takes those it leaves out from its power). Other records hold on any day.
    """
    kind = record.kind.name
    if catalog.find(kind, record.id) is not record:
        return Window()
    if kind == "power":
        own = life(catalog, record)
        return Window(own.start, own.end)
    if kind == "handbook":
        book = edition(catalog, record)
        return Window(book.first, book.last)
    if kind == "discretion":
        of = catalog.target(record["power"])
        return window(catalog, of) if of is not None else Window()
    if kind not in ("implementation", "responsibility"):
        return Window()
    stated = Window(day_of(record.data.get("effective_from")), day_of(record.data.get("effective_to")))
    power = catalog.target(record["power"]) if kind == "implementation" else None
    if power is None:
        return stated
    whole = window(catalog, power)
    return Window(stated.first or whole.first, stated.last or whole.last)


@dataclass(frozen=True, eq=False, slots=True)
class Judged:
    """A citation of an instrument that is in the register, with the day by which it is judged and the last day of its record."""

    cited: Cited
    law: Record
    day: str
    last: str


@once
def judged(catalog: Catalog) -> Sequence[Judged]:
    """Every citation of every record whose instrument the register holds, in order of kind and path."""
    found = []
    record, day, last = None, "", ""
    for each in all_citations(catalog):
        if each.record is not record:
            record = each.record
            own = window(catalog, record)
            day, last = own.clip(today(catalog)), own.last
        if each.law is not None:
            found.append(Judged(each, each.law, day, last))
    return found


def is_legible(law: Record) -> bool:
    """Whether every version of an instrument has a day of effect that can be read, so that it is sure which one holds when."""
    stated = law.data.get("versions")
    return isinstance(stated, list) and 0 < len(stated) == len(versions(law))
