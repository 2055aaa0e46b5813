"""A handling item as rules and pages see it: with the handbook's ``defaults`` applied, and with the powers it belongs to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from powercat.core.catalog import Catalog
from powercat.core.record import Node, Record


def items(handbook: Record) -> Iterator[Node]:
    """The handling items of a handbook."""
    return iter(handbook["handling_items"])


def effective(item: Node, name: str) -> Node:
    """A field of a handling item: its own (``[]`` too), else the one of the handbook's ``defaults``, else the absent field. One
    whose name is misspelt is there, though it cannot be read.
    """
    own = item[name]
    if own.raw is not None or own.misspelt:
        return own
    defaults = item.record["defaults"]
    if name in defaults.field.properties and isinstance(defaults.raw, dict):
        common = defaults[name]
        return common if common.raw is not None or common.misspelt else own
    return own


def powers_of(catalog: Catalog, handbook: Record, item: Node | None = None) -> Sequence[Record]:
    """The powers of a handbook, or the one a handling item says it belongs to; names without a record are passed over."""
    own = item["power"].text if item is not None else ""
    stated = handbook.data.get("powers")
    names = [own] if own else stated if isinstance(stated, list) else []
    unique = dict.fromkeys(name for name in names if isinstance(name, str))
    return [power for name in unique if (power := catalog.find("power", name)) is not None]
