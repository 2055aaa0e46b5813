"""What is worked out once for a catalog."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from powercat.core.catalog import Catalog
from powercat.power.once import once

Read = Callable[..., Catalog]


def test_a_catalog_keeps_what_was_made_and_another_day_makes_its_own(read: Read) -> None:
    made: list[Catalog] = []

    @once
    def count(catalog: Catalog) -> int:
        """Counts."""
        made.append(catalog)
        return len(made)

    catalog = read("--- # powers/a.yaml\nkind: power\nid: a\n")
    assert (count(catalog), count(catalog), count(catalog.on(date(2027, 1, 1)))) == (1, 1, 2)
    assert count.__doc__ == "Counts."
