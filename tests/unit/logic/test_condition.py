"""Conditions read into trees, and whether they can hold together."""

from __future__ import annotations

import itertools
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from powercat.logic.condition import (
    MAX_LENGTH,
    AllOf,
    AnyOf,
    Comparison,
    Constant,
    Expression,
    Name,
    Not,
    Opaque,
    Unread,
    Value,
    parse,
    read,
)
from powercat.logic.feasible import Fact, can_hold, solve, truth

FACTS = {
    fact.name: fact
    for fact in (
        Fact("urgent", "boolean"),
        Fact("checked", "boolean"),
        Fact("area", "number"),
        Fact("count", "integer"),
        Fact("level", "enum", ("low", "high")),
        Fact("name", "text"),
        Fact("scenario", "enum", ("single", "chain", "canteen")),
    )
}


def holds(*conditions: str) -> bool:
    return can_hold([read(each) for each in conditions], FACTS)


def test_a_tree_knows_where_each_part_stands() -> None:
    text = "!urgent && (area >= -2.50 || scenario in ['chain', \"single\"])"
    tree = parse(text)
    assert isinstance(tree, AllOf)
    negated, either = tree.parts
    assert isinstance(negated, Not)
    assert negated.part == Name("urgent", 1, 7)
    assert isinstance(either, AnyOf)
    number, listed = either.parts
    assert number == Comparison("area", ">=", (Decimal("-2.50"),), 12, 25)
    assert isinstance(listed, Comparison)
    assert listed.values == ("chain", "single")
    assert text[listed.start : listed.end] == "scenario in ['chain', \"single\"]"


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("true", Constant(True, 0, 4)),
        ("5 < area", Comparison("area", ">", (Decimal(5),), 0, 8)),
        ("name == 'it\\'s'", Comparison("name", "==", ("it's",), 0, 15)),
        ("level in []", Comparison("level", "in", (), 0, 11)),
        ("level in ['a',]", Comparison("level", "in", ("a",), 0, 15)),
        ("  urgent  ", Name("urgent", 2, 8)),
    ],
)
def test_what_is_read(text: str, tree: Expression) -> None:
    assert parse(text) == tree


@pytest.mark.parametrize(
    ("text", "position"),
    [
        ("urgent checked", 7),
        ("urgent &&", 9),
        ("size(name) > 2", 4),
        ("area + 1 > 2", 5),
        ("a.b", 1),
        ("urgent ? a : b", 7),
        ("area == count", 0),
        ("!urgent == checked", 0),
        ("area > 1e5", 7),
        ("5u < area", 0),
        ("name == r'x'", 8),
        ("'text'", 0),
        ("(urgent", 7),
        ("urgent || )", 10),
        ("area > 1 > 0", 9),
        ("in == 1", 0),
        ("", 0),
    ],
)
def test_what_is_beyond_is_opaque_and_says_where(text: str, position: int) -> None:
    with pytest.raises(Unread) as unread:
        parse(text)
    assert unread.value.position == position
    assert isinstance(read(text), Opaque)


@pytest.mark.parametrize("text", ["(" * 50_000, "!" * 1_900 + "urgent", "(" * 900 + "urgent" + ")" * 900, "a" * (MAX_LENGTH + 1)])
def test_hostile_text_neither_recurses_nor_runs_away(text: str) -> None:
    assert isinstance(read(text), Opaque)
    assert can_hold([read(text)], FACTS)


@given(st.text(alphabet="ab!&|()=<>'\"1.,in[] \\-", max_size=60))
def test_any_text_can_be_read(text: str) -> None:
    tree = read(text)
    assert 0 <= tree.start <= tree.end <= len(text)


@pytest.mark.parametrize(
    "conditions",
    [
        ("urgent", "!checked"),
        ("area > 1.5", "area < 1.6"),
        ("count > 1", "count < 3"),
        ("count >= 2.5", "count <= 3"),
        ("name != 'a'", "name != 'b'"),
        ("level != 'low'",),
        ("scenario == 'chain' || scenario == 'single'", "scenario != 'chain'"),
        ("size(name) > 3", "!(size(name) > 4)"),
        ("urgent == 'x'",),
        ("unknown == 1 || unknown == 'a'", "unknown != 1"),
        ("unknown", "!(unknown == 3)"),
        ("name > 'a'", "name < 'b'"),
        ("area == urgent",),
    ],
)
def test_what_may_hold(conditions: tuple[str, ...]) -> None:
    assert holds(*conditions)


@pytest.mark.parametrize(
    "conditions",
    [
        ("urgent", "!urgent"),
        ("urgent == true", "urgent == false"),
        ("false",),
        ("area > 500", "area <= 500"),
        ("count > 1", "count < 2"),
        ("5 < area", "area in [1, 2, 5]"),
        ("level != 'low'", "level != 'high'"),
        ("level == 'hihg'",),
        ("level in []",),
        ("scenario == 'chain'", "scenario in ['single', 'canteen']"),
        ("name == 'a'", "name == 'b'"),
        ("size(name) > 3", "urgent", "!urgent || false"),
        ("unknown == 1", "unknown == 2"),
        ("urgent && (checked || area > 3)", "!checked", "area < 3"),
    ],
)
def test_what_cannot_hold(conditions: tuple[str, ...]) -> None:
    assert not holds(*conditions)


def test_facts_that_do_not_matter_do_not_slow_the_answer() -> None:
    many = [f"f{number} || g{number}" for number in range(200)]
    assert not holds(*many, "urgent", "!urgent")


def test_beyond_the_bound_it_may_hold() -> None:
    # a pigeonhole: thirteen pigeons in twelve holes, which no search of this kind sees through
    pigeons = [" || ".join(f"p{pigeon}_{hole}" for hole in range(12)) for pigeon in range(13)]
    pairs = [f"!(p{one}_{hole} && p{other}_{hole})" for hole in range(12) for one in range(13) for other in range(one)]
    answer = solve([read(each) for each in (*pigeons, *pairs)], {})
    assert answer.holds
    assert not answer.sure
    assert answer.example is None


ATOMS = st.sampled_from(["a", "b", "n < 1", "n >= 1", "n == 2", "e == 'x'", "e != 'x'", "e in ['x', 'y']", "true", "false"])
EXPRESSIONS = st.recursive(
    ATOMS,
    lambda inner: st.one_of(
        inner.map(lambda text: f"!({text})"),
        st.tuples(inner, st.sampled_from(["&&", "||"]), inner).map(lambda parts: f"({parts[0]} {parts[1]} {parts[2]})"),
    ),
    max_leaves=8,
)
SMALL = {"a": Fact("a", "boolean"), "b": Fact("b", "boolean"), "n": Fact("n", "integer"), "e": Fact("e", "enum", ("x", "y", "z"))}
EVERYTHING: list[dict[str, Value]] = [
    dict(zip("aben", values, strict=True))
    for values in itertools.product((True, False), (True, False), ("x", "y", "z"), (Decimal(n) for n in range(-1, 5)))
]


@given(st.lists(EXPRESSIONS, min_size=1, max_size=4))
@settings(max_examples=200)
def test_the_search_agrees_with_trying_everything(texts: list[str]) -> None:
    conditions = [parse(text) for text in texts]
    wanted = any(all(truth(each, given) for each in conditions) for given in EVERYTHING)
    answer = solve(conditions, SMALL)
    assert answer.holds is wanted
    if answer.example is not None:
        assert all(truth(each, answer.example) for each in conditions)


@pytest.mark.parametrize("kind", ["number", "integer"])
@pytest.mark.parametrize(
    ("text", "holds"),
    [
        (f"x < {10**38 - 1}", True),
        (f"x > {10**38 - 1}", True),
        (f"x > -{10**38 - 1} && x < -{10**38 - 3}", True),
        (f"x < {10**38 - 1} && x > {10**38 - 1}", False),
        (f"x == {10**38} && x == {10**38 + 1}", False),
    ],
)
def test_numbers_of_many_digits_have_neighbours(kind: str, text: str, holds: bool) -> None:
    assert can_hold([read(text)], {"x": Fact("x", kind)}) is holds


def test_fractions_of_many_digits_have_numbers_between_them() -> None:
    text = f"x > 0.{'0' * 40}1 && x < 0.{'0' * 40}2"
    assert can_hold([read(text)], {"x": Fact("x", "number")})
