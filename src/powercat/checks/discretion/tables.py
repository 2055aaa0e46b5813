"""The discretion benchmarks of penalties that stand today, and the powers that they are of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from powercat.core.catalog import Catalog
from powercat.core.record import Record
from powercat.power.life import status
from powercat.power.nature import power_type
from powercat.power.once import once


@once
def by_power(catalog: Catalog) -> Mapping[str, Sequence[Record]]:
    """The discretion records by the id of the power they name."""
    found: dict[str, list[Record]] = {}
    for record in catalog.of("discretion"):
        found.setdefault(record["power"].text, []).append(record)
    return found


def penalty_of(catalog: Catalog, discretion: Record) -> Record | None:
    """The penalty power of a benchmark; ``None`` where it is another type of power, ended, or not on record."""
    power = catalog.target(discretion["power"])
    if power is None or power_type(power) != "penalty" or status(catalog, power) == "ended":
        return None
    return power
