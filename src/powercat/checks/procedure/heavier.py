"""What a body's own entry asks beyond the handbook without saying by what right, and what cannot be compared."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from powercat.core.catalog import Catalog
from powercat.core.record import Node
from powercat.core.reference import key_of
from powercat.logic.period import exceeds
from powercat.power.calendars import calendar_of
from powercat.power.limits import has_basis, period
from powercat.power.local import local_entries

BROUGHT: Final = ("", "applicant", "commitment")
"""How a material is obtained that the applicant must see to; left out it is the applicant's."""


@dataclass(frozen=True, eq=False, slots=True)
class Deviation:
    """A body's own limit beside the handbook's. ``heavier`` is ``None`` where that depends on the days."""

    own: Node
    common: Node
    heavier: bool | None


def deviations(catalog: Catalog, item: Node) -> Iterator[Deviation]:
    """The limits that bodies state otherwise than the handbook and without a basis. Before expiry compares with nothing."""
    calendar = calendar_of(catalog)
    for entry in local_entries(catalog, item):
        for name in ("statutory_limit", "promised_limit"):
            own, common = entry[name], item[name]
            mine, theirs = period(own), period(common)
            if mine is None or theirs is None or theirs.form != "length" or rests_on_something(entry, own):
                continue
            if mine.form == "none":
                yield Deviation(own, common, True)
            elif mine.form == "length":
                yield Deviation(own, common, exceeds(mine, theirs, calendar))


def added_materials(catalog: Catalog, item: Node) -> Iterator[Node]:
    """The materials that bodies ask for beyond the handbook and without a basis."""
    listed = item["materials"]
    known = {key_of(listed.field, line.raw) for line in listed}
    for entry in local_entries(catalog, item):
        added = entry["materials_add"]
        for line in added:
            key = key_of(added.field, line.raw) if line else ""
            if key and key not in known and line["obtained_by"].text in BROUGHT and not rests_on_something(entry, line):
                yield line


def rests_on_something(entry: Node, own: Node) -> bool:
    """Whether an entry, or the field in it, cites a basis."""
    return has_basis(own) or has_basis(entry)
