"""A handling item as one body offers it: the handbook's words, that body's own limits and materials, and the guide for it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from powercat.core.catalog import Catalog
from powercat.core.record import Node, Record
from powercat.power.family import lineage
from powercat.power.item import items, powers_of
from powercat.power.life import in_force, stands, today
from powercat.power.material import lines_at
from powercat.power.once import once
from powercat.power.posts import acting, offering
from powercat.power.standard import edition


@dataclass(frozen=True, eq=False, slots=True)
class Offering:
    """One handling item at one body.

    ``powers`` are those of the item that are in force; ``body`` is ``None`` where no record says who acts. ``local`` is the
    item's entry in the body's implementation, ``guide`` the guide that publishes it, ``published`` its entry there; each
    ``None`` where there is none.
    """

    item: Node
    powers: tuple[Record, ...]
    body: Record | None
    local: Node | None
    guide: Record | None
    published: Node | None

    def limit(self, name: str) -> Node:
        """``promised_limit`` or ``statutory_limit``: the body's own, else the handbook's."""
        return self.local[name] if self.local is not None and self.local[name] else self.item[name]

    def materials(self) -> int | None:
        """How many materials one applicant brings at most; ``None`` where the list is not stated.

        Lines obtained otherwise do not count, alternatives (``one_of``) count once, and of scenarios the one with the most
        counts. What the body adds or drops is taken into account.
        """
        if not self.item["materials"]:
            return None
        brought = [line for line in lines_at(self.item, self.local) if line["obtained_by"].text in ("", "applicant")]
        names = [scenario["id"].text for scenario in self.item["scenarios"]] or [""]
        return max(len({_alternative(line) for line in brought if _applies(line, name)}) for name in names)


def _alternative(line: Node) -> tuple[str, str]:
    return ("one_of", line["one_of"].text) if line["one_of"] else ("", line.pointer + line.record.id)


def _applies(line: Node, scenario: str) -> bool:
    return not line["scenarios"] or not scenario or any(each.text == scenario for each in line["scenarios"])


@once
def offerings(catalog: Catalog) -> Sequence[Offering]:
    """Every handling item of the handbooks of the catalog's day whose power is in force, once for each body that offers it."""
    day = today(catalog)
    found = []
    for handbook in catalog.of("handbook"):
        if edition(catalog, handbook).holds(day):
            for item in items(handbook):
                powers = tuple(power for power in powers_of(catalog, handbook, item) if in_force(catalog, power))
                if powers:
                    found += _at_each_body(catalog, handbook, item, powers)
    return found


def _at_each_body(catalog: Catalog, handbook: Record, item: Node, powers: tuple[Record, ...]) -> list[Offering]:
    at: Sequence[tuple[Record | None, Node | None]] = offering(catalog, item) if acting(catalog, item) else [(None, None)]
    found = []
    for body, entry in at:
        local = entry if entry is not None and stands(entry.record, today(catalog)) else None
        guide, published = _guide(catalog, handbook, powers, body, item["id"].text)
        found.append(Offering(item, powers, body, local, guide, published))
    return found


@once
def _guides(catalog: Catalog) -> Mapping[str, Sequence[Record]]:
    found: defaultdict[str, list[Record]] = defaultdict(list)
    for guide in catalog.of("guide"):
        found[guide["handbook"].text].append(guide)
    return found


def _guide(
    catalog: Catalog, handbook: Record, powers: Sequence[Record], body: Record | None, name: str
) -> tuple[Record | None, Node | None]:
    """The guide that publishes an item of a body: one made for that body before one for all."""
    shared: list[tuple[Record, Node | None]] = []
    family = {each.id for power in powers for each in lineage(catalog, power)}
    for guide in _guides(catalog).get(handbook["series"].text, ()):
        entry = next((each for each in guide["items"] if each["handling_item"].text == name), None)
        if entry is None and len(guide["items"]):
            continue  # it lists other items only
        implementation = catalog.target(guide["implementation"])
        if not guide["implementation"]:
            shared.append((guide, entry))
        elif implementation is not None and body is not None and _is_of(implementation, body, family):
            return guide, entry
    return shared[0] if shared else (None, None)


def _is_of(implementation: Record, body: Record, powers: Collection[str]) -> bool:
    return implementation["organization"].text == body.id and implementation["power"].text in powers
