"""The fees of handbooks, each where it is written, and which of them may never be charged."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from powercat.checks.basis.current import current_handbooks, item_type, type_of
from powercat.core.catalog import Catalog
from powercat.core.record import Node
from powercat.power.item import items, powers_of
from powercat.power.tables import table

TABLE = "basis_levels"


@dataclass(frozen=True, eq=False, slots=True)
class Fee:
    """A fee and the type of the powers it is charged for (``""`` when it is not clear)."""

    node: Node
    type: str


def charged(catalog: Catalog) -> Iterator[Fee]:
    """The fees of the handbooks that are, or will be, the standard: of their defaults and items; entries of 0 charge nothing."""
    for handbook in current_handbooks(catalog):
        shared = type_of(powers_of(catalog, handbook))
        for fee in handbook["defaults"]["fees"]:
            if fee and fee["amount_fen"].value != 0:
                yield Fee(fee, shared)
        for item in items(handbook):
            for fee in item["fees"]:
                if fee and fee["amount_fen"].value != 0:
                    yield Fee(fee, item_type(catalog, item))


def forbidden(catalog: Catalog, fee: Fee) -> Mapping[str, Any] | None:
    """The entry of the table by which a fee may never be charged (hearings, application forms)."""
    name = fee.node["name"].text
    entries = table(catalog, TABLE).get("free", ())
    return next((each for each in entries if each["type"] == fee.type and any(word in name for word in each["words"])), None)
