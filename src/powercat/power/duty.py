"""The responsibilities that answer for a power."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from powercat.core.catalog import Catalog
from powercat.core.record import Record
from powercat.power.family import lineage
from powercat.power.life import stands, today
from powercat.power.once import once


@once
def _responsibilities(catalog: Catalog) -> Mapping[str, Sequence[Record]]:
    day = today(catalog)
    found: defaultdict[str, list[Record]] = defaultdict(list)
    for record in catalog.of("responsibility"):
        powers = record.data.get("powers")
        if isinstance(powers, list) and stands(record, day):
            for power in dict.fromkeys(each for each in powers if isinstance(each, str)):
                found[power].append(record)
    return found


def responsibilities(catalog: Catalog, power: Record) -> Sequence[Record]:
    """The responsibilities in force on the catalog's day that name a power or its main item, in order of path."""
    named = _responsibilities(catalog)
    found = {record.id: record for each in lineage(catalog, power) for record in named.get(each.id, ())}
    return list(found.values())
