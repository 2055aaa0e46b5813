"""What is worked out once for a catalog and then looked up."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from powercat.core.catalog import Catalog

Made = TypeVar("Made")


def once(make: Callable[[Catalog], Made]) -> Callable[[Catalog], Made]:
    """A function of the catalog alone whose value is kept with the catalog, which never changes."""
    key = f"{make.__module__}.{make.__qualname__}"

    def look(catalog: Catalog) -> Made:
        kept = vars(catalog)
        if key not in kept:
            kept[key] = make(catalog)
        made: Made = kept[key]
        return made

    look.__doc__ = make.__doc__
    return look
