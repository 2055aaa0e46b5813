"""The lines of a list of application materials, as rules compare them: which are the same thing, which are asked for together."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from powercat.core.catalog import Catalog
from powercat.core.record import Node
from powercat.core.reference import key_of
from powercat.power.item import items
from powercat.power.limits import lasting
from powercat.power.local import local_entries
from powercat.power.once import once
from powercat.power.unread import is_doubtful


@dataclass(frozen=True, eq=False, slots=True)
class Listing:
    """The materials of one handling item: as the handbook has them, or as one implementation changes them.

    ``lines`` are the handbook's (without those that the implementation drops), then the ``own`` ones of the implementation;
    for a handbook all lines are its own. ``item`` is the handling item, or its entry in the implementation.
    """

    item: Node
    lines: Sequence[Node]
    own: Sequence[Node]

    def is_own(self, line: Node) -> bool:
        """Whether the line stands in the record that this listing is of."""
        return line.record is self.item.record


@once
def listings(catalog: Catalog) -> Sequence[Listing]:
    """All lists of materials of handbooks in force or to come (of a power that has not ended) and of implementations not yet
    ended that add or drop some; not those of which it cannot be read what they drop.
    """
    return [*_of_handbooks(catalog), *_of_implementations(catalog)]


def _of_handbooks(catalog: Catalog) -> Iterator[Listing]:
    for handbook in lasting(catalog):
        for item in items(handbook):
            lines = list(item["materials"])
            if lines:
                yield Listing(item, lines, lines)


def _of_implementations(catalog: Catalog) -> Iterator[Listing]:
    for handbook in lasting(catalog):
        for item in items(handbook):
            for entry in local_entries(catalog, item):
                if (entry["materials_add"] or entry["materials_drop"]) and _drops_what_is_there(item, entry):
                    yield Listing(entry, lines_at(item, entry), list(entry["materials_add"]))


def lines_at(item: Node, entry: Node | None) -> list[Node]:
    """The materials of a handling item at a body: the handbook's without those that the body's entry drops, then its own."""
    listed = item["materials"]
    if entry is None:
        return list(listed)
    dropped = {each.text for each in entry["materials_drop"]}
    return [*(line for line in listed if key_of(listed.field, line.raw) not in dropped), *entry["materials_add"]]


def _drops_what_is_there(item: Node, entry: Node) -> bool:
    listed, dropped = item["materials"], {each.text for each in entry["materials_drop"]}
    return dropped.issubset(key_of(listed.field, line.raw) for line in listed) and not is_doubtful(entry["materials_drop"])


def name_of(catalog: Catalog, line: Node) -> str:
    """What a line asks for, in words: its own name, else the library record's, else the id that leads nowhere."""
    if line["name"]:
        return line["name"].text
    found = catalog.target(line["material"])
    return found.name if found is not None else line["material"].text


def is_same(catalog: Catalog, one: Node, other: Node) -> bool:
    """Whether two lines ask for the same material: one library record, one name, or a name that the library knows."""
    if one["material"] and other["material"]:
        return one["material"].text == other["material"].text
    return not _names(catalog, one).isdisjoint(_names(catalog, other))


def _names(catalog: Catalog, line: Node) -> frozenset[str]:
    found = catalog.target(line["material"])
    if found is None:
        return frozenset({_folded(line["name"].text)} - {""})
    return frozenset({_folded(found["name"].text), *(_folded(each.text) for each in found["aliases"])} - {""})


def _folded(name: str) -> str:
    return "".join(unicodedata.normalize("NFKC", name).split()).casefold()


def are_asked_together(one: Node, other: Node) -> bool:
    """Whether one applicant may have to bring both: some scenario has both, and they are no alternatives of each other.

    Lines with different conditions (``when``) may exclude one another, so they are not said to be asked for together; nor are
    those of which it cannot be read when they are.
    """
    if any(is_doubtful(line[name]) for line in (one, other) for name in ("scenarios", "when", "one_of")):
        return False
    first, second = ({each.text for each in line["scenarios"]} for line in (one, other))
    if first and second and first.isdisjoint(second):
        return False
    return not (one["when"] and other["when"] and one["when"].text != other["when"].text)


def label_of(line: Node) -> str:
    """The label of the group of which one line will do; ``""`` where the line stands alone."""
    return line["one_of"].text.strip()
