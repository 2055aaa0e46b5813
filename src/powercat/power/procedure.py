"""The procedure of a handling item: its steps as a graph, and what its conditions ask."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from powercat.core.catalog import Catalog
from powercat.core.record import Node, Record
from powercat.core.text import Text
from powercat.logic.condition import Comparison, Expression, read
from powercat.logic.feasible import Fact, Facts
from powercat.logic.procedure import Graph, Step, Way, graph
from powercat.power.item import effective, items
from powercat.power.limits import lasting
from powercat.power.once import once
from powercat.power.unread import is_doubtful

OPENING: Final = frozenset({"acceptance", "case_filing"})
"""Stages that begin a case; limits run from their end."""

ENDING: Final = frozenset({"delivery", "service_of_documents", "execution", "performance", "archiving", "closing"})
"""Stages that a procedure may end with."""

AFTER_DECISION: Final = frozenset({"delivery", "service_of_documents", "execution", "archiving", "closing", "supervision"})
"""Stages that have limits of their own once it is decided."""

_ELIDED: Final = 14
"""Steps of a path that are told in words; of a longer one the first and the last."""


@dataclass(frozen=True, eq=False, slots=True)
class Procedure:
    """The steps of a handling item in order of the list, and their graph."""

    item: Node
    steps: tuple[Node, ...]
    graph: Graph

    def of_stage(self, stages: Collection[str]) -> Sequence[int]:
        """The steps of some stages, by number."""
        return [number for number, step in enumerate(self.steps) if step["stage"].text in stages]

    @property
    def deciding(self) -> Sequence[int]:
        """The steps that decide, by number."""
        return [number for number, step in enumerate(self.steps) if decides(step)]


@dataclass(frozen=True, eq=False, slots=True)
class Situation:
    """What a case may be: its scenario (``None`` where the item has none) and what is given with it."""

    scenario: Node | None
    given: tuple[Expression, ...] = ()


def procedures(catalog: Catalog, handbook: Record) -> Sequence[Procedure]:
    """The procedures of a handbook in force or to come whose steps can be read for sure; items without steps are passed over."""
    return _procedures(catalog).get(handbook.id, ())


@once
def _procedures(catalog: Catalog) -> Mapping[str, Sequence[Procedure]]:
    return {
        handbook.id: [found for item in items(handbook) if (found := procedure_of(item)) is not None]
        for handbook in lasting(catalog)
    }


def procedure_of(item: Node) -> Procedure | None:
    """The procedure of a handling item; ``None`` when it has no steps, or one cannot be read for sure."""
    nodes = tuple(item["procedure"])
    steps = [step for node in nodes if (step := _step(node)) is not None]
    return Procedure(item, nodes, graph(steps)) if nodes and len(steps) == len(nodes) else None


def _step(node: Node) -> Step | None:
    stated = node["next"]
    if not node["id"] or not node["stage"] or any(is_doubtful(node[name]) for name in ("stage", "decides", "next")):
        return None
    ways = [Way(way["to"].text, way["when"].text) for way in stated]
    if any(not way.to for way in ways) or any(is_doubtful(way["when"]) for way in stated):
        return None
    return Step(node["id"].text, ways if stated else None, node["stage"].text in OPENING)


def decides(step: Node) -> bool:
    """Whether a step decides the case: as it says, else if it is of stage decision."""
    stated = step["decides"]
    return bool(stated.value) if stated else step["stage"].text == "decision"


def is_immediate(item: Node) -> bool:
    """Whether an item is done on the spot: so it says, or it promises no time at all; or it may say so, in a form that cannot be
    read.
    """
    promise, sort = item["promised_limit"], effective(item, "case_type")
    return sort.text == "immediate" or is_doubtful(sort) or (bool(promise) and promise["value"].value == 0)


def facts_of(item: Node) -> Facts:
    """What the conditions of a handling item may ask."""
    facts = {}
    for each in item.record["facts"]:
        values = tuple(value["value"].text for value in each["values"])
        facts[each["id"].text] = Fact(each["id"].text, each["type"].text, values)
    scenarios = tuple(each["id"].text for each in item["scenarios"])
    facts["scenario"] = Fact("scenario", "enum" if scenarios else "text", scenarios)
    return facts


def situations(item: Node) -> Sequence[Situation]:
    """The situations a case of a handling item may be in: one for each of its scenarios, else one."""
    found = []
    for each in item["scenarios"]:
        given: list[Expression] = [Comparison("scenario", "==", (each["id"].text,))]
        if each["when"]:
            given.append(read(each["when"].text))
        found.append(Situation(each, tuple(given)))
    return found or [Situation(None)]


def called(node: Node) -> str:
    """What people call a handling item or a step: its name, else its id."""
    return node["name"].text or node["id"].text


def path_in_words(steps: Sequence[Node], limits: Sequence[Text | None]) -> Text:
    """A path as people read it: ``受理 → 审查（3 个工作日）→ 决定（2 个工作日）``."""
    told = [
        (f"{name}（{limit.zh}）", f"{name} ({limit.en})") if limit else (name, name)
        for name, limit in zip(map(called, steps), limits, strict=True)
    ]
    if len(told) > _ELIDED:
        half = _ELIDED // 2
        told = [*told[:half], ("……", "…"), *told[-half:]]
    return Text(" → ".join(zh for zh, _ in told), " → ".join(en for _, en in told))
