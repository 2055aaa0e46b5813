"""Procedures as graphs: order, ends, loops, and the paths through them, with trying everything as the measure."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from powercat.logic.condition import parse
from powercat.logic.feasible import Fact, can_hold
from powercat.logic.path import Longest, bypass, longest, paths
from powercat.logic.procedure import Graph, Path, Step, Way, components, endings, endless, graph, leading, reachable, unreachable

FACTS = {"p": Fact("p", "boolean"), "q": Fact("q", "boolean")}


def of(text: str, opens: str = "") -> Graph:
    """``a>b c; b>c?p; c>`` : steps with their ways on, ``?`` before a condition; a step without ``>`` does not say."""
    steps = []
    for part in text.split(";"):
        name, arrow, ways = part.strip().partition(">")
        listed = [Way(to, when) for to, _, when in (way.partition("?") for way in ways.split())]
        steps.append(Step(name, listed if arrow else None, name in opens.split()))
    return graph(steps)


def test_a_step_that_does_not_say_goes_on_to_the_next_of_the_list() -> None:
    assert paths(of("a; b; c"))[0] == [(0, 1, 2)]
    assert paths(of("a>c; b; c>"))[0] == [(0, 2)]


def test_nothing_is_sure_where_a_way_leads_nowhere_or_an_id_is_used_twice() -> None:
    assert of("a>b; b>").sure
    assert not of("a>x; b>").sure
    assert not of("a>b; b>; b>").sure


def test_entries_are_the_first_step_and_openings_that_nothing_leads_to() -> None:
    assert of("a>c; b>c; c>", opens="a b").entries == (0, 1)
    assert of("a>b; b>c; c>", opens="a b").entries == (0,)
    assert of("a>c; b>c; c>").entries == (0,)


def test_steps_never_come_to() -> None:
    assert unreachable(of("a>c; b>c; c>")) == [1]
    assert unreachable(of("a>d; b>c; c>b; d>")) == [1, 2]
    assert unreachable(of("a>b; b>a c; c>")) == []


def test_ends_and_loops_without_a_way_out() -> None:
    g = of("a>b?p c?!p; b>; c>d; d>c e?p; e>e")
    assert endings(g) == [1]
    assert endless(g) == [(4,)]
    assert endless(of("a>b; b>c; c>b d; d>")) == []
    assert endless(of("a>b; b>c; c>b")) == [(1, 2)]
    assert endless(of("a>; b>c; c>b")) == [], "a loop that is never come to"


def test_a_way_without_a_condition_beside_others_is_taken_when_none_of_theirs_holds() -> None:
    g = of("a>b?p c; b>d; c>d?p e?!p; d>; e>")
    assert paths(g, facts=FACTS)[0] == [(0, 1, 3), (0, 2, 4)]


def long(text: str, weights: Sequence[int], stops: Sequence[int], **more: object) -> Longest:
    found = longest(of(text), weights, stops, facts=FACTS, **more)  # type: ignore[arg-type]
    assert found is not None
    return found


def test_the_longest_path_is_one_whose_conditions_hold_together() -> None:
    text = "a>b?p c?!p; b>c; c>d?p e?!p; d>e; e>"
    assert long(text, [1, 5, 1, 1, 1], [4]).path == (0, 1, 2, 3, 4)
    assert long("a>b?p c?!p; b>c; c>d?!p e?p; d>e; e>", [1, 5, 1, 3, 1], [4]).path == (0, 1, 2, 4)
    assert long("a>b?p c?!p; b>c; c>d?!p e?p; d>e; e>", [1, 5, 1, 3, 1], [4], given=[parse("!p")]).path == (0, 2, 3, 4)


def test_branches_of_a_fork_count_by_the_longest() -> None:
    found = long("a>b c; b>d; c>d; d>", [0, 3, 7, 1], [3])
    assert (found.path, found.length, found.exact) == ((0, 2, 3), 8, True)


def test_length_counts_from_the_last_opening_step() -> None:
    assert long("a>b; b>c; c>", [9, 4, 2], [2], resets=[1]).length == 2
    assert long("a>b; b>", [9, 4], [0], resets=[0]).length == 0


def test_a_path_ends_before_what_follows_the_decision() -> None:
    found = long("a>b; b>c; c>d; d>", [0, 1, 50, 1], [1, 3], after=[2])
    assert found.path == (0, 1)
    assert long("a>c; b>; c>d; d>", [0, 1, 50, 1], [3], after=[2]).length == 51, "what comes before a decision counts"


def test_no_path_to_a_stop() -> None:
    assert longest(of("a>b; b>; c>"), [1, 1, 1], [2]) is None
    assert longest(of("a>b?p; b>c?!p; c>"), [1, 1, 1], [2], facts=FACTS) is None
    assert longest(Graph((), ()), [], []) is None


def test_a_way_round_a_wanted_step() -> None:
    assert bypass(of("a>b?p c?!p; b>c; c>"), [1], [2], facts=FACTS) == (0, 2)
    assert bypass(of("a>b; b>c; c>"), [1], [2]) is None
    assert bypass(of("a>b?p d?!p; b>c; c>; d>c?p"), [1], [2], facts=FACTS) is None, "conditions do not hold together"


def test_one_branch_of_a_fork_with_the_wanted_step_is_enough() -> None:
    assert bypass(of("a>b c; b>d; c>d; d>"), [1], [3]) is None
    assert bypass(of("a>b c; b>; c>d; d>"), [1], [3]) == (0, 2, 3), "that branch never comes to the target"
    assert bypass(of("a>b c; b>d; c>d; d>"), [], [3]) == (0, 1, 3)


GRAPHS = st.integers(1, 6).flatmap(
    lambda size: st.lists(
        st.lists(st.tuples(st.integers(0, size - 1), st.sampled_from(["", "", "p", "!p", "q", "!q && p"])), max_size=3),
        min_size=size,
        max_size=size,
    )
)
WEIGHTS = st.lists(st.integers(0, 9), min_size=6, max_size=6)


def built(ways: list[list[tuple[int, str]]]) -> Graph:
    return graph([Step(str(number), [Way(str(to), when) for to, when in each]) for number, each in enumerate(ways)])


def prefixes(g: Graph) -> Iterator[Path]:
    """Every path that passes no step twice and whose conditions hold together, by trying all."""

    def on(path: Path, conditions: tuple[object, ...]) -> Iterator[Path]:
        if not can_hold(list(conditions), FACTS):  # type: ignore[arg-type]
            return
        yield path
        for edge in g.ways[path[-1]]:
            if edge.to not in path:
                yield from on((*path, edge.to), conditions if edge.when is None else (*conditions, edge.when))

    for entry in g.entries:
        yield from on((entry,), ())


@given(GRAPHS, WEIGHTS, st.sets(st.integers(0, 5)), st.sets(st.integers(0, 5)), st.sets(st.integers(0, 5)))
@settings(max_examples=300)
def test_the_longest_path_agrees_with_trying_everything(
    ways: list[list[tuple[int, str]]], weights: list[int], stops: set[int], resets: set[int], after: set[int]
) -> None:
    g = built(ways)
    after -= stops

    def length(path: Path) -> int:
        start = max((place for place, step in enumerate(path) if step in resets), default=-1)
        return sum(weights[step] for step in path[start + 1 :])

    def allowed(path: Path) -> bool:
        first = next((place for place, step in enumerate(path) if step in stops), len(path))
        return not any(step in after for step in path[first:])

    wanted = [length(path) for path in prefixes(g) if path[-1] in stops and allowed(path)]
    found = longest(g, weights[: len(ways)], stops, resets, after, facts=FACTS)
    assert (found.length if found else None) == max(wanted, default=None)
    if found:
        assert found.exact
        assert found.length == length(found.path) <= found.ceiling


@given(GRAPHS)
@settings(max_examples=200)
def test_all_paths_agree_with_trying_everything(ways: list[list[tuple[int, str]]]) -> None:
    g = built(ways)
    found, all_ = paths(g, facts=FACTS)
    assert all_
    assert sorted(set(found)) == sorted({path for path in prefixes(g) if not g.ways[path[-1]]})


@given(GRAPHS, st.sets(st.integers(0, 5)), st.sets(st.integers(0, 5)))
@settings(max_examples=200)
def test_a_way_round_is_a_real_path_and_found_where_nothing_forks(
    ways: list[list[tuple[int, str]]], wanted: set[int], targets: set[int]
) -> None:
    g = built(ways)
    targets = {target for target in targets if target < len(ways)}
    real = [path for path in prefixes(g) if path[-1] in targets and wanted.isdisjoint(path)]
    found = bypass(g, wanted, targets, facts=FACTS)
    if found is not None:
        assert found in real
    elif not any(edge.forks for edges in g.ways for edge in edges):
        assert real == []


@given(GRAPHS)
def test_components_are_what_can_be_come_to_both_ways(ways: list[list[tuple[int, str]]]) -> None:
    g = built(ways)
    number_of, parts = components(g)
    assert sorted(step for part in parts for step in part) == list(range(len(ways)))
    for one in range(len(ways)):
        for other in range(len(ways)):
            both = other in reachable(g, [one]) and one in reachable(g, [other])
            assert (number_of[one] == number_of[other]) is both
            assert (one in leading(g, [other])) is (other in reachable(g, [one]))
    for number, edges in enumerate(g.ways):
        assert all(number_of[edge.to] <= number_of[number] for edge in edges)


def chain(size: int, spread: int, when: str = "") -> Graph:
    """Each step goes on to the next ``spread`` ones."""
    return graph(
        [
            Step(str(number), [Way(str(to), when) for to in range(number + 1, min(number + 1 + spread, size))])
            for number in range(size)
        ]
    )


def dense(size: int, when: str = "") -> Graph:
    """Each step goes on to every other."""
    return graph([Step(str(number), [Way(str(to), when) for to in range(size) if to != number]) for number in range(size)])


@pytest.mark.parametrize(
    ("g", "exact"),
    [
        pytest.param(chain(2000, 1), True, id="2000 steps in a row"),
        pytest.param(chain(2000, 2), True, id="2000 steps, two ways each"),
        pytest.param(chain(300, 299), True, id="every later step"),
        pytest.param(chain(300, 2, "p"), True, id="the same condition everywhere"),
        pytest.param(dense(200), True, id="every other step"),
        pytest.param(dense(60, "p"), True, id="every other step, with a condition"),
    ],
)
def test_large_graphs_are_gone_through_in_time(g: Graph, exact: bool) -> None:
    size = len(g.ways)
    began = time.perf_counter()
    found = longest(g, [1] * size, [size - 1], facts=FACTS)
    assert bool(paths(g, facts=FACTS)[0]) is bool(endings(g))
    assert bypass(g, [], [size - 1], facts=FACTS)
    assert unreachable(g) == []
    endless(g)
    assert time.perf_counter() - began < 5
    assert found is not None
    assert found.exact is exact
    assert found.length <= found.ceiling
    if g.ways[-1] == ():
        assert found.length == size


def test_a_search_that_meets_its_bound_says_so_and_keeps_a_real_path() -> None:
    # every step asks for another fact; the last way is barred to whoever went the longest one
    size = 40
    steps = [Step(str(n), [Way(str(n + 1), f"f{n}"), Way(str(n + 2), f"!f{n}")]) for n in range(size)]
    steps += [Step(str(size), [Way(str(size + 1), f"!f{size - 6}")]), Step(str(size + 1), [])]
    facts = {f"f{n}": Fact(f"f{n}", "boolean") for n in range(size)}
    g = graph(steps)
    weights = [*[1] * (size + 1), 5]
    whole = longest(g, weights, [size + 1, 20], facts=facts)
    assert whole is not None
    assert (whole.length, whole.exact) == (size + 5, True)
    cut = [longest(g, weights, [size + 1, 20], facts=facts, budget=budget) for budget in range(0, 1000, 20)]
    assert cut[0] is None
    found = [each for each in cut if each is not None]
    assert any(not each.exact for each in found)
    assert all(each.exact or each.length <= whole.length < each.ceiling for each in found)
    assert all(each.length == whole.length for each in found if each.exact)


def test_a_fork_whose_branches_come_back_still_has_a_way_round() -> None:
    assert bypass(of("a>b c; b>a d; c>d; d>"), [], [3]) is not None
    assert bypass(of("a>b c; b>w; w>d; c>d; d>"), [2], [4]) is None
    assert bypass(of("a>b c; b>x y; x>d; y>w; w>d; c>d; d>"), [4], [6]) is None, "a fork within a branch of a fork"
    assert bypass(of("a>b c; b>x?p w?!p; x>b; w>d; c>d; d>"), [3], [5], facts=FACTS) is None, (
        "a loop that only the wanted step ends"
    )
