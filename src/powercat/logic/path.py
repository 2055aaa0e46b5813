"""Paths through a procedure: the longest to a decision, all there are, and one that passes by what it should not.

A path passes each step at most once, so a loop with a way out counts once; of branches that run at the same time the longest
counts. All work is bounded: a search that meets its bound says so and keeps what it has found, which is always a real path.
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import Final

from powercat.logic.condition import Expression
from powercat.logic.feasible import Assignment, Facts, solve, truth
from powercat.logic.procedure import Edge, Graph, Path, components, leading

BUDGET: Final = 20_000
"""Ways tried in one search; a judgement of conditions counts as many as there are conditions."""


@dataclass(frozen=True, slots=True)
class Longest:
    """A longest path and its length. ``exact`` is false where the search met its bound: there may be a longer one, up to
    ``ceiling``, the length with loops passed whole and conditions ignored.
    """

    path: Path
    length: int
    exact: bool
    ceiling: int


def longest(
    graph: Graph,
    weights: Sequence[int],
    stops: Collection[int],
    resets: Collection[int] = (),
    after: Collection[int] = (),
    given: Sequence[Expression] = (),
    facts: Facts | None = None,
    budget: int = BUDGET,
) -> Longest | None:
    """The longest path from an entry to one of ``stops`` whose conditions, with those ``given``, can hold together; ``None`` when
    none was found.

    Its length is the sum of ``weights`` (none negative) of the steps after the last of ``resets`` on it, else of all. It may
    pass one stop and end at another, but ends at the latest before a step of ``after`` that follows a stop. Search
    with the best prospects first (branch and bound): a procedure without loops and conditions is gone through once.
    """
    prospects = _prospects(graph, weights, stops)
    ways = [
        sorted((edge for edge in edges if prospects[edge.to] >= 0), key=lambda edge: -prospects[edge.to]) for edges in graph.ways
    ]
    starts = sorted((entry for entry in graph.entries if prospects[entry] >= 0), key=lambda entry: -prospects[entry])
    ceiling = max((prospects[start] for start in starts), default=0)
    lengths: list[int] = []
    passed: list[bool] = []
    best: list[tuple[int, Path]] = []

    def worth(path: Sequence[int], step: int) -> bool:
        behind = len(path) - 1
        if behind >= 0 and passed[behind] and step in after:
            return False
        return not best or (lengths[behind] if behind >= 0 else 0) + prospects[step] > best[0][0]

    def enter(path: Sequence[int]) -> bool | None:
        step, behind = path[-1], len(path) - 1
        del lengths[behind:], passed[behind:]
        lengths.append(0 if step in resets else weights[step] + (lengths[-1] if lengths else 0))
        passed.append(step in stops or (bool(passed) and passed[-1]))
        if step in stops and (not best or lengths[-1] > best[0][0]):
            best[:] = [(lengths[-1], tuple(path))]
            if lengths[-1] == ceiling:  # no path can be longer
                return None
        return True

    exact = _walk(ways, starts, given, facts or {}, budget, enter, worth)
    if not best:
        return None
    length, path = best[0]
    return Longest(path, length, exact or length == ceiling, ceiling)


def _prospects(graph: Graph, weights: Sequence[int], stops: Collection[int]) -> Sequence[int]:
    """For each step the most that a path from it (itself included) to a stop can weigh, loops whole; -1: none leads there."""
    number_of, parts = components(graph)
    best = [-1] * len(parts)
    for number, part in enumerate(parts):
        on = [best[other] for step in part for edge in graph.ways[step] if (other := number_of[edge.to]) != number]
        ahead = max(on, default=-1)
        if any(step in stops for step in part):
            ahead = max(ahead, 0)
        if ahead >= 0:
            best[number] = ahead + sum(weights[step] for step in part)
    return [best[number_of[step]] for step in range(len(graph.ways))]


def paths(
    graph: Graph, given: Sequence[Expression] = (), facts: Facts | None = None, most: int = 1000, budget: int = BUDGET
) -> tuple[Sequence[Path], bool]:
    """The paths from an entry to an end that pass no step twice and whose conditions can hold together, at most ``most``; and
    whether these are all.
    """
    found: list[Path] = []

    def enter(path: Sequence[int]) -> bool | None:
        if not graph.ways[path[-1]]:
            if len(found) >= most:
                return None
            found.append(tuple(path))
        return True

    return found, _walk(graph.ways, graph.entries, given, facts or {}, budget, enter)


def bypass(
    graph: Graph,
    wanted: Collection[int],
    targets: Collection[int],
    given: Sequence[Expression] = (),
    facts: Facts | None = None,
    budget: int = BUDGET,
) -> Path | None:
    """A path from an entry to a target that passes none of the ``wanted`` steps before it; ``None`` when all do or none is found.

    Of branches that run at the same time it is enough that one passes a wanted step on every way to the target.
    """
    ways, distances = _avoiding(graph, wanted, targets)
    ways = [sorted(edges, key=lambda edge: distances[edge.to]) for edges in ways]
    found: list[Path] = []

    def enter(path: Sequence[int]) -> bool | None:
        if path[-1] not in targets:
            return True
        found.append(tuple(path))
        return None

    starts = sorted((entry for entry in graph.entries if entry in distances), key=lambda entry: distances[entry])
    _walk(ways, starts, given, facts or {}, budget, enter)
    return found[0] if found else None


def _avoiding(graph: Graph, wanted: Collection[int], targets: Collection[int]) -> tuple[Sequence[Sequence[Edge]], dict[int, int]]:
    """The ways on which a target may be come to without a wanted step, and how far each step on them is from a target. None where
    forks upon forks leave that open.
    """
    leads = leading(graph, targets)
    forced = set(wanted)
    for _ in range(_ROUNDS):
        ways = [
            [edge for edge in edges if edge.to in leads and edge.to not in forced] if number in leads - forced else []
            for number, edges in enumerate(graph.ways)
        ]
        for number, edges in enumerate(graph.ways):
            if any(edge.forks and edge.to in leads and edge.to in forced for edge in edges):
                ways[number] = [edge for edge in ways[number] if not edge.forks]
        distances = _distances(ways, [target for target in targets if target not in forced])
        closed = leads - forced - distances.keys()
        if not closed:
            return ways, distances
        forced |= closed
    return [()] * len(graph.ways), {}


_ROUNDS: Final = 50
"""How deep forks may lie within each other."""


def _distances(ways: Sequence[Sequence[Edge]], targets: Sequence[int]) -> dict[int, int]:
    """How many steps each step from which a target can be come to is from one."""
    before: defaultdict[int, list[int]] = defaultdict(list)
    for number, edges in enumerate(ways):
        for edge in edges:
            before[edge.to].append(number)
    distances = dict.fromkeys(targets, 0)
    left = deque(distances)
    while left:
        step = left.popleft()
        for number in before[step]:
            if number not in distances:
                distances[number] = distances[step] + 1
                left.append(number)
    return distances


def _walk(
    ways: Sequence[Sequence[Edge]],
    starts: Sequence[int],
    given: Sequence[Expression],
    facts: Facts,
    budget: int,
    enter: Callable[[Sequence[int]], bool | None],
    worth: Callable[[Sequence[int], int], bool] = lambda path, step: True,
) -> bool:
    """Go along all paths that pass no step twice and whose conditions can hold together. ``worth`` says of a path and a step
    whether to go there; ``enter`` is given the path with that step and says whether to go on (``None``: nowhere any more).

    Returns whether everything worth it was gone through. A path of whose conditions nothing is sure is not gone.
    """
    opening = solve(given, facts)
    if not opening.sure:
        return False
    if not opening.holds:
        return True
    path: list[int] = []
    on_path: set[int] = set()
    conditions = list(given)
    examples: list[Assignment] = [opening.example or {}]
    counts = [len(conditions)]
    ahead = [iter([Edge(start) for start in starts])]
    exact = True
    while ahead:
        edge = next(ahead[-1], None)
        if edge is None:
            ahead.pop()
            examples.pop()
            counts.pop()
            if path:
                on_path.discard(path.pop())
                del conditions[counts[-1] :]
            continue
        budget -= 1
        if budget < 0:
            return False
        if edge.to in on_path or not worth(path, edge.to):
            continue
        example: Assignment | None = examples[-1]
        if edge.when is not None:
            if truth(edge.when, examples[-1]) is not True:
                budget -= len(conditions)
                answer = solve([*conditions, edge.when], facts)
                exact = exact and answer.sure
                example = answer.example
                if example is None:
                    continue
            conditions.append(edge.when)
        path.append(edge.to)
        go_on = enter(path)
        if go_on is None:
            return False
        on_path.add(edge.to)
        examples.append(example or {})
        counts.append(len(conditions))
        ahead.append(iter(ways[edge.to] if go_on else ()))
    return exact
