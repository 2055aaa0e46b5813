"""The limits of handling items: what the law gives, what is promised, and by whom."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from powercat.core.catalog import Catalog
from powercat.core.record import Node, Record
from powercat.logic.period import Length, Period, period_of
from powercat.power.item import powers_of
from powercat.power.life import status, today
from powercat.power.local import local_entries
from powercat.power.once import once
from powercat.power.standard import edition


@dataclass(frozen=True, eq=False, slots=True)
class Promise:
    """A promise with the statutory limit that it must keep within, each where it is written.

    ``at`` is the one of them that a body states itself, or the promise where both stand in the handbook.
    """

    at: Node
    promised: Node
    statutory: Node


def period(node: Node) -> Period | None:
    """The period in a field; ``None`` when it is absent or cannot be read for sure."""
    return period_of(node.value)


def length(node: Node) -> Length | None:
    """How long the period in a field is; ``None`` when it has no number or cannot be read for sure."""
    stated = period(node)
    return stated.length if stated else None


def has_basis(node: Node) -> bool:
    """Whether a field (a period, a material …) cites what it rests on; a list of citations that cannot be read may do so."""
    basis = node["legal_basis"]
    return basis.raw is not None and (not basis or len(basis) > 0)


@once
def lasting(catalog: Catalog) -> Sequence[Record]:
    """The handbooks that are in force or to come, of at least one power that has not ended (or is not on record)."""
    day = today(catalog)
    found = []
    for handbook in catalog.of("handbook"):
        last = edition(catalog, handbook).last
        powers = powers_of(catalog, handbook)
        if not (last and last < day) and (not powers or any(status(catalog, each) != "ended" for each in powers)):
            found.append(handbook)
    return found


def is_lasting(catalog: Catalog, handbook: Record) -> bool:
    """Whether a handbook is one of :func:`lasting`."""
    return handbook.id in _names(catalog)


@once
def _names(catalog: Catalog) -> frozenset[str]:
    return frozenset(handbook.id for handbook in lasting(catalog))


def promises(catalog: Catalog, item: Node) -> Iterator[Promise]:
    """Every promise made for a handling item: the handbook's, those of its scenarios, and each body's own.

    A promise for which a body states another statutory limit is given again with that one.
    """
    promised, statutory = item["promised_limit"], item["statutory_limit"]
    of_scenarios = [own for each in item["scenarios"] if (own := each["promised_limit"])]
    for each in (promised, *of_scenarios):
        if each and statutory:
            yield Promise(each, each, statutory)
    for entry in local_entries(catalog, item):
        own, law = entry["promised_limit"], entry["statutory_limit"]
        if own and (law or statutory):
            yield Promise(own, own, law or statutory)
        elif law and promised:
            yield Promise(law, promised, law)
        for each in of_scenarios if law else ():
            yield Promise(law, each, law)


def bounding(item: Node, entry: Node | None, scenario: Node | None) -> Sequence[Node]:
    """The limits within which a case must be settled: the promises that apply to it, else the statutory limit, of which a body's
    own stands in the place of the handbook's. ``entry`` is the body's own entry. Limits without a number are left out.

    The promises are the body's own and the scenario's own, as far as there are any, else the handbook's.
    """
    own, of_scenario = (each["promised_limit"] if each is not None else None for each in (entry, scenario))
    promised = [each for each in (own, of_scenario) if each is not None and (each.raw is not None or each.misspelt)]
    stated = [each for each in promised or [item["promised_limit"]] if length(each) is not None]
    law = entry["statutory_limit"] if entry is not None and entry["statutory_limit"] else item["statutory_limit"]
    return stated or [each for each in [law] if length(each) is not None]
