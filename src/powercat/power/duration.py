"""How long a handling item may take: the longest path through its procedure, body by body and scenario by scenario.

Time runs from the end of acceptance (or of case filing) to the step that decides, of a public service to its performance. Steps
that are a special procedure which does not count towards the limit are passed without their time.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from powercat.core.catalog import Catalog
from powercat.core.record import Node, Record
from powercat.core.text import Text
from powercat.logic.feasible import Facts
from powercat.logic.path import longest
from powercat.logic.period import HOURS, Length, words
from powercat.power.item import powers_of
from powercat.power.limits import length, period
from powercat.power.nature import is_service
from powercat.power.posts import offering
from powercat.power.procedure import AFTER_DECISION, OPENING, Procedure, Situation, facts_of, path_in_words, situations
from powercat.power.unread import is_doubtful

_MONTH: Final = 28 * HOURS
"""The shortest a month may be."""

_AFFIXES: Final = re.compile("^(?:组织|举行|开展|进行|实施|召开|委托)+|(?:组织|举行|开展|进行|实施|召开|程序|环节)+$")

NOT_COUNTED: Final = Text("不计入", "not counted")


@dataclass(frozen=True, eq=False, slots=True)
class Duration:
    """The longest a case may take. ``steps`` are those of the path, from the last that opens the case on; ``limits`` what each
    adds (``None``: it begins the case, or has no number of days); ``sum`` is their sum.
    """

    steps: tuple[Node, ...]
    limits: tuple[Length | None, ...]
    excluded: tuple[bool, ...]
    sum: Length

    @property
    def words(self) -> Text:
        """The path as people read it, each step with its time."""
        told = [
            NOT_COUNTED if left_out else words(limit) if limit is not None else None
            for limit, left_out in zip(self.limits, self.excluded, strict=True)
        ]
        return path_in_words(self.steps, told)


@dataclass(frozen=True, eq=False, slots=True)
class Course:
    """How long cases of one sort take with one body (``None``: the handbook alone, no body being known)."""

    body: Record | None
    entry: Node | None
    situation: Situation
    durations: tuple[Duration, ...]


def courses(catalog: Catalog, procedure: Procedure, special: Sequence[Node]) -> Iterator[Course]:
    """The courses of a handling item by body and scenario; those on which no step decides are left out, and those of a body whose
    own limits cannot be read for sure. ``special`` are the special procedures that do not count towards the limit.

    There are two durations where the limits of the steps are in unlike units: one is the longest by calendar days, the other the
    one with most working days.
    """
    item = procedure.item
    stops, facts = _stops(catalog, procedure), facts_of(item)
    known: dict[tuple[int, str], tuple[Duration, ...]] = {}
    cases = list(enumerate(situations(item)))
    acting: Sequence[tuple[Record | None, Node | None]] = offering(catalog, item) or [(None, None)]
    names = {step["id"].text for step in procedure.steps}
    for body, entry in acting if counts_are_known(item) else ():
        if entry is not None and not _limits_are_known(entry, names):
            continue
        own = entry["step_limits"] if entry is not None else None
        place = f"{entry.record.id}{entry.pointer}" if entry is not None and own else ""
        for number, situation in cases if stops else ():
            if (number, place) not in known:
                known[number, place] = _durations(procedure, stops, situation, facts, own, special)
            if known[number, place]:
                yield Course(body, entry, situation, known[number, place])


def counts_are_known(item: Node) -> bool:
    """Whether it can be read which of the steps do not count towards the limit."""
    special = item["special_procedures"]
    return not is_doubtful(special) and not any(is_doubtful(each[name]) for each in special for name in ("name", "type"))


def _limits_are_known(entry: Node, steps: Collection[str]) -> bool:
    """Whether the limits that a body states itself can be read, and are of steps that there are."""
    own = entry["step_limits"]
    if is_doubtful(own) or any(each["step"].text not in steps or period(each["limit"]) is None for each in own):
        return False
    stated = (entry["promised_limit"], entry["statutory_limit"])
    return not any(is_doubtful(each) or (bool(each) and period(each) is None) for each in stated)


def _stops(catalog: Catalog, procedure: Procedure) -> Sequence[int]:
    powers = powers_of(catalog, procedure.item.record, procedure.item)
    performing = procedure.of_stage({"performance"}) if powers and all(is_service(power) for power in powers) else ()
    return performing or procedure.deciding


def _durations(
    procedure: Procedure, stops: Sequence[int], situation: Situation, facts: Facts, own: Node | None, special: Sequence[Node]
) -> tuple[Duration, ...]:
    stated = [_limit(step, own) for step in procedure.steps]
    excluded = [is_excluded(step, special) for step in procedure.steps]
    counted = [Length() if each is None or left_out else each for each, left_out in zip(stated, excluded, strict=True)]
    weights = [[each.working_days * HOURS + each.hours + each.months * _MONTH for each in counted]]
    if any(each.hours or each.months for each in counted) and any(each.working_days for each in counted):
        weights.append([each.working_days for each in counted])
    resets = frozenset(procedure.of_stage(OPENING))
    after = frozenset(procedure.of_stage(AFTER_DECISION)) - frozenset(stops)
    found = {}
    for each in weights:
        best = longest(procedure.graph, each, frozenset(stops), resets, after, situation.given, facts)
        if best is None:
            continue
        start = max((place for place, step in enumerate(best.path) if step in resets), default=-1)
        path = best.path[max(start, 0) :]
        opening = start >= 0
        limits = tuple(None if opening and not place else stated[step] for place, step in enumerate(path))
        added = sum((counted[step] for step in path[1 if opening else 0 :]), Length())
        left_out = tuple(excluded[step] and not (opening and not place) for place, step in enumerate(path))
        found[path] = Duration(tuple(procedure.steps[step] for step in path), limits, left_out, added)
    return tuple(found.values())


def limit_of(step: Node, own: Node | None) -> Node:
    """The limit of a step: what a body's ``step_limits`` say, else the handbook."""
    entry = own.find(step["id"].text) if own else None
    return entry["limit"] if entry is not None and (entry["limit"] or is_doubtful(entry["limit"])) else step["limit"]


def _limit(step: Node, own: Node | None) -> Length | None:
    return length(limit_of(step, own))


def is_excluded(step: Node, special: Sequence[Node]) -> bool:
    """Whether a step is one of the special procedures that do not count towards the limit: its name is that of one, as it is or
    with a word like 组织, 举行; or it is a hearing (by its stage) and hearings do not count.
    """
    name = _core(step["name"].text)
    for each in special:
        stated = each["name"].text
        if (name and name in _called(stated)) or (step["stage"].text == "hearing" and "听证" in stated):
            return True
    return False


def _called(stated: str) -> Collection[str]:
    """What the step of a special procedure may be called: 技术审查（专家评审） is both a 技术审查 and a 专家评审."""
    return {_core(stated), *(_core(part) for part in re.split("[（()）]", stated))} - {""}


def _core(name: str) -> str:
    bare = "".join(name.split())
    return _AFFIXES.sub("", bare) or bare
