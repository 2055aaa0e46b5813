"""A procedure as a graph of steps: where it begins, where it ends, what is never reached, and the paths through it.

The order is what the steps say: ``next`` lists the ways on, ``[]`` ends. A step that leaves ``next`` out goes on to the step
after it in the list, and the last of the list ends. A procedure begins at the first step of the list, and at every other step
that opens a case and to which no way leads. Of several ways with conditions one is taken; a way without beside them is taken
when none of theirs holds. Several ways without any condition are a fork: the branches run at the same time.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from powercat.logic.condition import AllOf, Expression, Not, read

Path = tuple[int, ...]
"""Steps by number."""


@dataclass(frozen=True, slots=True)
class Way:
    """A way on: to which step, and the expression under which it is taken (``""``: none)."""

    to: str
    when: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """A step as written; ``ways`` is ``None`` where it does not say what follows. ``opens``: it may begin a case."""

    id: str
    ways: Sequence[Way] | None = None
    opens: bool = False


@dataclass(frozen=True, slots=True)
class Edge:
    """A way on to a step by number, with the condition under which it is taken; ``forks`` when others run beside it."""

    to: int
    when: Expression | None = None
    forks: bool = False


@dataclass(frozen=True, slots=True)
class Graph:
    """``ways`` of each step; ``entries`` where cases begin. ``sure`` is false where a way leads to no step or two steps share an
    id, so that nothing can be said to be unreachable or to end.
    """

    ways: tuple[tuple[Edge, ...], ...]
    entries: tuple[int, ...]
    sure: bool = True


def graph(steps: Sequence[Step]) -> Graph:
    """The graph of some steps. Ways that lead to no step are left out; of steps with the same id the first is meant."""
    numbers: dict[str, int] = {}
    for number, step in enumerate(steps):
        numbers.setdefault(step.id, number)
    sure = len(numbers) == len(steps)
    ways: list[tuple[Edge, ...]] = []
    for number, step in enumerate(steps):
        if step.ways is None:
            ways.append((Edge(number + 1),) if number + 1 < len(steps) else ())
            continue
        known = [way for way in step.ways if way.to in numbers]
        sure = sure and len(known) == len(step.ways)
        ways.append(_edges([(numbers[way.to], read(way.when) if way.when else None) for way in known]))
    led_to = {edge.to for number, edges in enumerate(ways) for edge in edges if edge.to != number}
    opening = (number for number, step in enumerate(steps) if number == 0 or (step.opens and number not in led_to))
    return Graph(tuple(ways), tuple(opening), sure)


def _edges(ways: Sequence[tuple[int, Expression | None]]) -> tuple[Edge, ...]:
    stated = [when for _, when in ways if when is not None]
    plain = len({to for to, when in ways if when is None})
    none = AllOf(tuple(Not(when) for when in stated)) if stated else None
    edges = (Edge(to, none, plain > 1) if when is None else Edge(to, when) for to, when in ways)
    return tuple(dict.fromkeys(edges))


def reachable(graph: Graph, starts: Iterable[int] | None = None) -> frozenset[int]:
    """The steps that can be come to, conditions apart: from the entries, or from some steps (these included)."""
    found = set(graph.entries if starts is None else starts)
    left = list(found)
    while left:
        for edge in graph.ways[left.pop()]:
            if edge.to not in found:
                found.add(edge.to)
                left.append(edge.to)
    return frozenset(found)


def leading(graph: Graph, targets: Iterable[int]) -> frozenset[int]:
    """The steps from which one of some steps can be come to, these included."""
    before = _before(graph)
    found = set(targets)
    left = list(found)
    while left:
        for number in before[left.pop()]:
            if number not in found:
                found.add(number)
                left.append(number)
    return frozenset(found)


def _before(graph: Graph) -> Sequence[Sequence[int]]:
    before: list[list[int]] = [[] for _ in graph.ways]
    for number, edges in enumerate(graph.ways):
        for edge in edges:
            before[edge.to].append(number)
    return before


def unreachable(graph: Graph) -> Sequence[int]:
    """The steps that are never come to, in order of the list."""
    found = reachable(graph)
    return [number for number in range(len(graph.ways)) if number not in found]


def endings(graph: Graph) -> Sequence[int]:
    """The steps that are come to and after which nothing follows."""
    return [number for number in sorted(reachable(graph)) if not graph.ways[number]]


def endless(graph: Graph) -> Sequence[Path]:
    """Loops that are come to and that nothing leads out of, each by its steps in order of the list."""
    found = reachable(graph)
    number_of, parts = components(graph)
    closed = []
    for number, part in enumerate(parts):
        inside = part[0] in found and any(graph.ways[step] for step in part)
        if inside and all(number_of[edge.to] == number for step in part for edge in graph.ways[step]):
            closed.append(tuple(sorted(part)))
    return sorted(closed)


def components(graph: Graph) -> tuple[Sequence[int], Sequence[Sequence[int]]]:
    """The strongly connected components: of each step the number of its own, and the steps of each. A component comes after all
    that can be come to from it (Tarjan 1972, without recursion).
    """
    size = len(graph.ways)
    order, low, number_of = [-1] * size, [0] * size, [-1] * size
    parts: list[list[int]] = []
    pending: list[int] = []
    clock = 0
    for root in range(size):
        if order[root] >= 0:
            continue
        work = [(root, 0)]
        while work:
            step, at = work.pop()
            if at == 0:
                order[step] = low[step] = clock
                clock += 1
                pending.append(step)
            edges = graph.ways[step]
            while at < len(edges):
                other = edges[at].to
                at += 1
                if order[other] < 0:
                    work += [(step, at), (other, 0)]
                    break
                if number_of[other] < 0:
                    low[step] = min(low[step], order[other])
            else:
                if low[step] == order[step]:
                    part = [pending.pop()]
                    while part[-1] != step:
                        part.append(pending.pop())
                    for member in part:
                        number_of[member] = len(parts)
                    parts.append(part)
                if work:
                    low[work[-1][0]] = min(low[work[-1][0]], low[step])
    return number_of, parts
