"""The bodies that act on a power.

They are the handbook's ``organizations``; else the organizations of its implementations in force; else, for a main item, those of
its sub-items; else ``power.organization``. The handbook is the edition of the date.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from powercat.core.catalog import Catalog
from powercat.core.record import Record
from powercat.power.family import family, from_above, sub_items
from powercat.power.item import powers_of
from powercat.power.life import stands, today
from powercat.power.once import once
from powercat.power.standard import standards
from powercat.power.unread import is_doubtful, is_sure, may_name


def are_known(catalog: Catalog, power: Record) -> bool:
    """Whether the organizations that act on a power are known for sure: nothing that may name one is unread."""
    names = [each.id for each in family(catalog, power)]
    unread = any(may_name(catalog, kind, *names) for kind in ("handbook", "implementation"))
    unclear = any(is_doubtful(handbook["organizations"]) for handbook in standards(catalog, power))
    return is_sure(catalog, power) and not unread and not unclear


@once
def _implementations(catalog: Catalog) -> Mapping[str, Sequence[Record]]:
    day = today(catalog)
    found: defaultdict[str, list[Record]] = defaultdict(list)
    for record in catalog.of("implementation"):
        power = record.data.get("power")
        if isinstance(power, str) and stands(record, day):
            found[power].append(record)
    return found


def implementations(catalog: Catalog, power: Record) -> Sequence[Record]:
    """The implementations of a power in force on the catalog's day, in order of path."""
    return _implementations(catalog).get(power.id, ())


def bodies(catalog: Catalog, power: Record) -> Sequence[Record]:
    """The organizations that act on a power on the catalog's day; names without a record are passed over."""
    return _bodies(catalog).get(power.id, ())


def bodies_of_handbook(catalog: Catalog, handbook: Record, powers: Sequence[Record] | None = None) -> Sequence[Record]:
    """The organizations that act by a handbook: its own, else those that act on its powers (``powers``: on these of them)."""
    stated = _listed(handbook)
    if stated:
        return _found(catalog, stated)
    own = powers_of(catalog, handbook) if powers is None else powers
    each = [_without_handbook(catalog, power, _bodies(catalog)) for power in own]
    return list({body.id: body for found in each for body in found}.values())


def _listed(handbook: Record) -> list[str]:
    stated = handbook.data.get("organizations")
    return [name for name in stated if isinstance(name, str)] if isinstance(stated, list) else []


def _found(catalog: Catalog, names: Iterable[object]) -> Sequence[Record]:
    unique = dict.fromkeys(name for name in names if isinstance(name, str))
    return [body for name in unique if (body := catalog.find("organization", name)) is not None]


@once
def _bodies(catalog: Catalog) -> Mapping[str, Sequence[Record]]:
    """The bodies of every power; those of the lower ones are worked out first, however many levels there are."""
    found: dict[str, Sequence[Record]] = {}
    for power in reversed(from_above(catalog)):
        stated = [name for handbook in standards(catalog, power) for name in _listed(handbook)]
        found[power.id] = _found(catalog, stated) if stated else _without_handbook(catalog, power, found)
    return found


def _without_handbook(catalog: Catalog, power: Record, known: Mapping[str, Sequence[Record]]) -> Sequence[Record]:
    named: list[object] = [record.data.get("organization") for record in implementations(catalog, power)]
    names = named or [body.id for each in sub_items(catalog, power) for body in known.get(each.id, ())]
    return _found(catalog, names or [power.data.get("organization")])
