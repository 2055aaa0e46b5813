"""Who exercises a power: the bodies that implementations, handbooks and powers name, each where it is written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from powercat.core.catalog import Catalog
from powercat.core.record import Node, Record
from powercat.power.family import family, lineage
from powercat.power.item import powers_of
from powercat.power.life import day_of, status, today
from powercat.power.limits import lasting
from powercat.power.nature import power_type
from powercat.power.once import once
from powercat.power.tables import table

TABLE: Final = "transfers"


@dataclass(frozen=True, eq=False, slots=True)
class Exercise:
    """A body that exercises a power, today or later. ``at`` is where it is named; ``implementation`` the record of it, if any."""

    power: Record
    body: Record | None
    at: Node
    implementation: Record | None = None

    @property
    def nature(self) -> str:
        """``statutory``, ``authorized``, …; ``""`` when it is not stated."""
        stated = self.body["nature"] if self.body is not None else None
        return stated.text if stated is not None and stated.text in stated.field.choices else ""

    @property
    def entrusted(self) -> Node | None:
        """Where it is said that the power is entrusted: the source of the power, else where the body is named."""
        if self.implementation is not None:
            source = self.implementation["power_source"]
            if source.text.startswith("entrusted"):
                return source
        return self.at if self.nature == "entrusted" else None


@once
def exercises(catalog: Catalog) -> Sequence[Exercise]:
    """Every power that is neither a draft nor ended with each body that exercises it, once: where an implementation names it,
    else a handbook, else the power itself.
    """
    found = list(_of_implementations(catalog))
    known = {(each.power.id, each.body.id) for each in found if each.body is not None}
    for each in (*_of_handbooks(catalog), *_of_powers(catalog)):
        body = each.body.id if each.body is not None else ""
        if not any((power.id, body) in known for power in family(catalog, each.power)):
            known.add((each.power.id, body))
            found.append(each)
    return found


def entry_of(catalog: Catalog, power: Record, how: str) -> Mapping[str, Any] | None:
    """The entry of the table for a type of power and a way to exercise it; ``None`` when there is none, or it passes over it."""
    entries = table(catalog, TABLE)["transfers"]
    own = power_type(power)
    entry: Mapping[str, Any] | None = next((each for each in entries if each["type"] == own and each["how"] == how), None)
    if entry is not None and any(word in each.name for word in entry.get("except", ()) for each in lineage(catalog, power)):
        return None
    return entry


def _of_implementations(catalog: Catalog) -> Iterator[Exercise]:
    for record in catalog.of("implementation"):
        power = catalog.target(record["power"])
        end = day_of(record.data.get("effective_to"))
        if power is not None and _lasts(catalog, power) and not (end and end < today(catalog)):
            yield Exercise(power, catalog.target(record["organization"]), record["organization"], record)


def _of_handbooks(catalog: Catalog) -> Iterator[Exercise]:
    for handbook in lasting(catalog):
        # the powers of one handbook that are of one type share its bodies, and are told of once
        powers = {power_type(each): each for each in reversed(powers_of(catalog, handbook)) if _lasts(catalog, each)}
        for node in handbook["organizations"]:
            for power in powers.values():
                yield Exercise(power, catalog.target(node), node)


def _of_powers(catalog: Catalog) -> Iterator[Exercise]:
    for power in sorted(catalog.of("power"), key=lambda each: len(lineage(catalog, each))):
        if power["organization"] and _lasts(catalog, power):
            yield Exercise(power, catalog.target(power["organization"]), power["organization"])


def _lasts(catalog: Catalog, power: Record) -> bool:
    return status(catalog, power) not in ("draft", "ended")
