"""The filing of powers (登记备案) and the initial filing of the whole catalog."""

from __future__ import annotations

from powercat.core.catalog import Catalog
from powercat.core.record import Record
from powercat.power.life import day_after, day_of, life
from powercat.power.once import once


@once
def regime_since(catalog: Catalog) -> str:
    """The day from which on powers must be filed one by one: ``regime_since``, else the day after the initial filing; ``""`` when
    neither is known.
    """
    for record in catalog.of("catalog"):
        since = day_of(record.data.get("regime_since"))
        if since:
            return since
        filed = initial_filing_day(catalog)
        return day_after(filed) if filed else ""
    return ""


@once
def has_initial_filing(catalog: Catalog) -> bool:
    """Whether the catalog's record states its initial filing."""
    return any(isinstance(record.data.get("initial_filing"), dict) for record in catalog.of("catalog"))


@once
def initial_filing_day(catalog: Catalog) -> str:
    """The day of the initial filing; ``""`` when it is not stated."""
    for record in catalog.of("catalog"):
        filing = record.data.get("initial_filing")
        if isinstance(filing, dict):
            return day_of(filing.get("filed_on"))
    return ""


def covered_by_initial_filing(catalog: Catalog, power: Record) -> bool:
    """Whether the initial filing covers a power: one without a date of effect, or in effect before the regime."""
    if not has_initial_filing(catalog):
        return False
    start, since = life(catalog, power).start, regime_since(catalog)
    return not start or (bool(since) and start < since)
