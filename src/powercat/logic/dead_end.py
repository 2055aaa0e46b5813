"""Cases that a procedure leaves without a way: stuck at a step none of whose conditions hold, or going round for ever.

Only what is certain is told: every condition on the way is read and asks declared facts only, and an example shows the case.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, pairwise
from typing import Final

from powercat.logic.condition import AllOf, AnyOf, Expression, Not
from powercat.logic.feasible import Assignment, Facts, asked, is_plain, solve, truth
from powercat.logic.path import bypass
from powercat.logic.procedure import Edge, Graph, Path, components, reachable

MOST: Final = 50
"""Steps with gaps, and loops, that are looked into in one procedure."""


@dataclass(frozen=True, slots=True)
class DeadEnd:
    """Where a case gets no further: at the last of ``steps``, or, when it ``loops``, round and round them, back from the last to
    the first. ``example`` is such a case by its facts.
    """

    steps: Path
    example: Assignment
    loops: bool = False


def stuck(graph: Graph, given: Sequence[Expression], facts: Facts) -> Iterator[DeadEnd]:
    """For each step that cases come to for which none of its ways is open, one of them.

    The facts are held to be the same all along the way: a gap that only facts of before could fall into is none.
    """
    if not _are_plain(given, facts):
        return
    sure = _sure(graph, facts)
    judged = (step for step in sorted(reachable(sure)) if graph.ways[step] == sure.ways[step])
    for step in islice((step for step in judged if _says_half(graph.ways[step], facts)), MOST):
        if (found := _leading_to(sure, step, _closed(graph.ways[step]), given, facts)) is not None:
            yield DeadEnd(*found)


def rounds(graph: Graph, given: Sequence[Expression], facts: Facts, fixed: Collection[str]) -> Iterator[DeadEnd]:
    """Loops with ways out that some cases never find: under the same facts no condition of a way out holds.

    A fact may be found anew in each round (“passed”), so this is told only where the ways out ask nothing but ``fixed`` facts, or
    where a step of the loop goes back under a condition and says nothing of the other case: then the round changes nothing.
    """
    if not _are_plain(given, facts):
        return
    sure = _sure(graph, facts)
    come_to = reachable(sure)
    for part in islice(_loops(sure), MOST):
        out = [edge.when for step in part for edge in sure.ways[step] if edge.to not in part and edge.when is not None]
        first = next((step for step in part if step in come_to), None)
        if first is None or not out or any(graph.ways[step] != sure.ways[step] for step in part):
            continue
        found = _leading_to(sure, first, [Not(when) for when in out], given, facts)
        if found is None:
            continue
        gone = _gone_round(sure, first, found[1])
        half = next((place for place, step in enumerate(gone) if _says_half(sure.ways[step], facts)), None)
        if half is not None:
            yield DeadEnd((*gone[half + 1 :], *gone[: half + 1]), found[1], loops=True)
        elif gone and _ask_only(gone, sure, fixed):
            yield DeadEnd(gone, found[1], loops=True)


def _are_plain(conditions: Sequence[Expression], facts: Facts) -> bool:
    return all(is_plain(each, facts) for each in conditions)


def _sure(graph: Graph, facts: Facts) -> Graph:
    """The graph with those ways only whose conditions can be judged."""
    ways = (tuple(edge for edge in edges if edge.when is None or is_plain(edge.when, facts)) for edges in graph.ways)
    return Graph(tuple(ways), graph.entries, graph.sure)


def _closed(edges: Sequence[Edge]) -> Sequence[Expression] | None:
    """What holds where none of the ways is open; ``None`` where one always is."""
    return None if any(edge.when is None for edge in edges) else [Not(edge.when) for edge in edges if edge.when is not None]


def _leading_to(
    graph: Graph, step: int, closed: Sequence[Expression] | None, given: Sequence[Expression], facts: Facts
) -> tuple[Path, Assignment] | None:
    """A path to a step on which the facts can be such that some conditions hold there, with the facts of such a case."""
    if closed is None or not solve([*given, *closed], facts).example:
        return None
    end = len(graph.ways)
    ways = [*graph.ways, ()]
    ways[step] = (*ways[step], Edge(end, AllOf(tuple(closed))))
    path = bypass(Graph(tuple(ways), graph.entries), (), {end}, given, facts)
    if path is None:
        return None
    gone = [_any_of(ways[before], after) for before, after in pairwise(path)]
    example = solve([*given, *(each for each in gone if each is not None)], facts).example
    return (path[:-1], example) if example else None


def _any_of(edges: Sequence[Edge], to: int) -> Expression | None:
    """The condition under which one goes on to a step; ``None`` where there is none."""
    stated = [edge.when for edge in edges if edge.to == to]
    return None if None in stated else AnyOf(tuple(each for each in stated if each is not None))


def _loops(graph: Graph) -> Iterator[Sequence[int]]:
    """Steps that lead to each other and out of which no way leads without a condition."""
    left = [tuple(range(len(graph.ways)))]
    while left:
        among = set(left.pop())
        inner = tuple(
            tuple(edge for edge in edges if edge.to in among) if step in among else () for step, edges in enumerate(graph.ways)
        )
        for part in components(Graph(inner, ()))[1]:
            members = set(part)
            if not members <= among or not any(edge.to in members for step in part for edge in inner[step]):
                continue
            leaving = {step for step in part if any(edge.when is None and edge.to not in members for edge in graph.ways[step])}
            if leaving:
                left.append(tuple(members - leaving))
            else:
                yield sorted(part)


def _gone_round(graph: Graph, first: int, example: Assignment) -> Path:
    """The steps a case goes round from one on, in order; none where it ends, or may go several ways."""
    gone: list[int] = []
    step = first
    while step not in gone:
        gone.append(step)
        held = [None if edge.when is None else truth(edge.when, example) for edge in graph.ways[step]]
        on = {edge.to for edge, holds in zip(graph.ways[step], held, strict=True) if edge.when is None or holds is not False}
        if len(on) != 1:
            return ()
        step = on.pop()
    return tuple(gone[gone.index(step) :])


def _ask_only(steps: Path, graph: Graph, fixed: Collection[str]) -> bool:
    """Whether the ways that lead out of a round ask nothing but some facts."""
    out = [edge.when for step in steps for edge in graph.ways[step] if edge.to not in steps and edge.when is not None]
    return bool(out) and all(asked(when) <= set(fixed) for when in out)


def _says_half(edges: Sequence[Edge], facts: Facts) -> bool:
    """Whether a step has conditions only, and they leave some case out."""
    closed = _closed(edges)
    return bool(edges) and closed is not None and solve(closed, facts).example is not None
