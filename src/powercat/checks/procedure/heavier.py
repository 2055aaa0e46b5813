"""What a body's own entry asks beyond the handbook without saying by what right, and what cannot be compared."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from powercat.core.catalog import Catalog
from powercat.core.record import Node
from powercat.core.reference import key_of
from powercat.core.text import Text
from powercat.logic.period import exceeds
from powercat.power.calendars import calendar_of
from powercat.power.limits import has_basis, period
from powercat.power.local import local_entries

BROUGHT: Final = ("", "applicant", "commitment")
"""How a material is obtained that the applicant must see to; left out it is the applicant's."""


@dataclass(frozen=True, eq=False, slots=True)
class Deviation:
    """A body's own limit beside the handbook's. ``heavier`` is ``None`` where that depends on the days."""

    own: Node
    common: Node
    heavier: bool | None


def deviations(catalog: Catalog, item: Node) -> Iterator[Deviation]:
    """The limits that bodies state otherwise than the handbook and without a basis. Before expiry compares with nothing."""
    calendar = calendar_of(catalog)
    for entry in local_entries(catalog, item):
        for name in ("statutory_limit", "promised_limit"):
            own, common = entry[name], item[name]
            mine, theirs = period(own), period(common)
            if mine is None or theirs is None or theirs.form != "length" or rests_on_something(entry, own):
                continue
            if mine.form == "none":
                yield Deviation(own, common, True)
            elif mine.form == "length":
                yield Deviation(own, common, exceeds(mine, theirs, calendar))


def added_materials(catalog: Catalog, item: Node) -> Iterator[Node]:
    """The materials that bodies ask for beyond the handbook and without a basis."""
    listed = item["materials"]
    known = {key_of(listed.field, line.raw) for line in listed}
    for entry in local_entries(catalog, item):
        added = entry["materials_add"]
        for line in added:
            key = key_of(added.field, line.raw) if line else ""
            if key and key not in known and line["obtained_by"].text in BROUGHT and not rests_on_something(entry, line):
                yield line


def heavier_steps(catalog: Catalog, item: Node) -> Iterator[tuple[Node, Deviation]]:
    """The entries of bodies that give a step longer than the handbook does and cite no basis, with the limit of the step."""
    calendar = calendar_of(catalog)
    common = {step["id"].text: step["limit"] for step in item["procedure"]}
    for entry in local_entries(catalog, item):
        for line in entry["step_limits"]:
            own, theirs = line["limit"], common.get(line["step"].text)
            mine, stated = period(own), period(theirs) if theirs is not None else None
            if theirs is None or mine is None or stated is None or stated.form != "length" or rests_on_something(entry, own):
                continue
            if mine.form == "none" or (mine.form == "length" and exceeds(mine, stated, calendar)):
                yield entry, Deviation(own, theirs, True)


def heavier_materials(catalog: Catalog, item: Node) -> Iterator[tuple[Node, Node, Sequence[Text]]]:
    """The materials of the handbook that bodies put in again and ask more of, without a basis: the line, the handbook's, and the
    titles of the fields by which it asks more.
    """
    listed = item["materials"]
    common = {key: line for line in listed if (key := key_of(listed.field, line.raw))}
    for entry in local_entries(catalog, item):
        added = entry["materials_add"]
        for line in added:
            theirs = common.get(key_of(added.field, line.raw)) if line else None
            if theirs is None or line["obtained_by"].text not in BROUGHT or rests_on_something(entry, line):
                continue
            fields = [name for name, more in HEAVIER.items() if more(line, theirs)]
            if fields:
                yield line, theirs, [line[name].field.title for name in fields]


def _is_fetched(own: Node, common: Node) -> bool:
    """Whether the applicant must bring what the body obtains by the handbook, or what a commitment replaces there."""
    effort = {"": 2, "applicant": 2, "commitment": 1}
    return effort.get(own["obtained_by"].text, 0) > effort.get(common["obtained_by"].text, 0)


def _is_needed(own: Node, common: Node) -> bool:
    """Whether it is needed of more people, or sooner; conditions in words of different records are not compared."""
    if own["necessity"].text == "required" and common["necessity"].text in ("conditional", "deferrable"):
        return not _is_narrowed(own) or common["necessity"].text == "deferrable"
    return not _is_narrowed(own) and own["necessity"].text != "deferrable" and _is_narrowed(common)


def _is_narrowed(line: Node) -> bool:
    """Whether a material is asked for in some cases only."""
    return line["necessity"].text == "conditional" or any(line[name].raw is not None for name in ("when", "scenarios", "one_of"))


def _is_in_more_scenarios(own: Node, common: Node) -> bool:
    mine, theirs = ({each.text for each in line["scenarios"]} for line in (own, common))
    return bool(theirs) and mine > theirs


def _is_more(name: str) -> Callable[[Node, Node], bool]:
    def more(own: Node, common: Node) -> bool:
        # a handbook that states one of the two numbers asks for none of the other
        if common["originals"].raw is None and common["copies"].raw is None:
            return False
        mine, theirs = own[name].value, common[name].value if common[name].raw is not None else 0
        return isinstance(mine, int) and isinstance(theirs, int) and mine > theirs

    return more


def _is_on_paper(own: Node, common: Node) -> bool:
    return own["form"].text == "paper" and common["form"].text in ("electronic", "either")


HEAVIER: Final[Mapping[str, Callable[[Node, Node], bool]]] = {
    "obtained_by": _is_fetched,
    "necessity": _is_needed,
    "scenarios": _is_in_more_scenarios,
    "originals": _is_more("originals"),
    "copies": _is_more("copies"),
    "form": _is_on_paper,
}
"""What makes a line of materials (the first) heavier than another, by the field that says so."""


def rests_on_something(entry: Node, own: Node) -> bool:
    """Whether an entry, or the field in it, cites a basis."""
    return has_basis(own) or has_basis(entry)
