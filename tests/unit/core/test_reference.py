"""References within a record and between records; keys of list items."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from powercat.core.catalog import Catalog
from powercat.core.engine import Policy, judge
from powercat.core.record import Record
from powercat.core.reference import inside, key_of, key_path, outward, references, repeated, values
from powercat.core.rule import Finding, finding, rule
from powercat.core.text import Text
from tests.unit.core.small import KIND, catalog_of

TWO_PARTS = {
    "parts": [
        {"id": "p", "steps": [{"id": "one", "next": ["two", "three"]}, {"id": "two", "next": ["one"]}]},
        {"id": "q", "steps": [{"id": "three", "part": "p", "next": ["three", "one"]}]},
    ]
}


def missing(data: object) -> list[tuple[str, str, tuple[str, ...]]]:
    return [(reference.pointer, reference.value, known) for reference, known in inside(KIND, data)]


def test_a_reference_inside_looks_into_the_item_that_encloses_it() -> None:
    assert missing(TWO_PARTS) == [
        ("/parts/0/steps/0/next/1", "three", ("one", "two")),
        ("/parts/1/steps/0/next/1", "one", ("three",)),
    ]


def test_a_reference_inside_sees_the_whole_of_the_list_it_chooses_from() -> None:
    data = {"parts": [{"id": "p", "steps": [{"id": "one", "part": "q"}, {"id": "two", "part": "r"}]}, {"id": "q"}]}
    assert missing(data) == [("/parts/0/steps/1/part", "r", ("p", "q"))]


@pytest.mark.parametrize(
    "parts", ["甲", 3, None, {"id": "p"}, ["p"], [None], [{"steps": "x"}], [{"steps": [{"id": "s", "next": "one"}]}]]
)
def test_odd_shapes_break_nothing(parts: object) -> None:
    assert missing({"parts": parts}) == []


def test_references_with_their_places_in_order() -> None:
    found = [
        (each.pointer, each.value)
        for each in references(KIND, {"slot": "s", "box": "b", **TWO_PARTS})
        if "next" not in each.pointer
    ]
    assert found == [("/box", "b"), ("/slot", "s"), ("/parts/1/steps/0/part", "p")]


def test_outward_references_are_told_once_each_and_by_number() -> None:
    flat = outward(KIND, {"box": "b", "slot": "s", "label": "b", **TWO_PARTS})
    told = [(KIND.references[flat[index]].pointer, flat[index + 1]) for index in range(0, len(flat), 2)]  # type: ignore[index]
    assert told == [("/box", "b"), ("/slot", "s"), ("/label", "b")]


@pytest.mark.parametrize("value", ["", None, 3, True, ["b"], {"id": "b"}])
def test_what_is_not_a_text_refers_to_nothing(value: object) -> None:
    assert outward(KIND, {"box": value}) == ()
    assert list(references(KIND, {"box": value})) == []


def test_values_at_a_path() -> None:
    assert list(values(KIND.root, TWO_PARTS, ["parts", "steps", "id"])) == ["one", "two", "three"]
    assert list(values(KIND.root, TWO_PARTS, ["parts"])) == ["p", "q"]
    assert list(values(KIND.root, {"aliases": ["甲", "乙"]}, ["aliases"])) == ["甲", "乙"]
    assert list(values(KIND.root, {"label": "x"}, ["label"])) == ["x"]
    assert list(values(KIND.root, TWO_PARTS, ["nowhere", "id"])) == []


def test_repeated_ids() -> None:
    data = {
        "parts": [
            {"id": "p", "steps": [{"id": "s"}, {"id": "s"}, {"id": "s"}]},
            {"id": "p", "steps": [{"id": "s"}]},
            {"id": 3},
            {"id": 3},
            {"name": "x"},
            {"name": "x"},
        ]
    }
    assert [(pointer, value) for _, pointer, value in repeated(KIND, data)] == [
        ("/parts/1/id", "p"),
        ("/parts/0/steps/1/id", "s"),
        ("/parts/0/steps/2/id", "s"),
    ]


def test_the_first_key_that_is_present_counts() -> None:
    parts = KIND.field("/parts")
    items = [{"id": "p", "name": "x"}, {"name": "x"}, {"id": 7}, {"id": True, "name": "y"}, {"id": None}, "text", 3]
    assert [key_of(parts, item) for item in items] == ["p", "x", "7", "y", "", "text", ""]


@pytest.mark.parametrize(
    ("pointer", "keys"),
    [
        ("", ""),
        ("/name", "/name"),
        ("/parts/1/steps/0/next/1", "/parts/q/steps/three/next/one"),
        ("/parts/5/name", "/parts/5/name"),
        ("/cells/a~1b", "/cells/a~1b"),
    ],
)
def test_key_paths(pointer: str, keys: str) -> None:
    assert key_path(KIND, TWO_PARTS, pointer) == keys


def test_items_of_one_key_and_of_none_are_counted() -> None:
    data = {"parts": [{"id": "p"}, {}, {"id": "p"}, {"steps": []}, {"id": "a/b"}]}
    assert [key_path(KIND, data, f"/parts/{index}") for index in range(5)] == [
        "/parts/p",
        "/parts/#1",
        "/parts/p#2",
        "/parts/#2",
        "/parts/a~1b",
    ]


@rule("PC999", on="thing", title=Text("", ""), message=Text("步骤", "step"), basis=Text("", ""))
def every_step(record: Record, _: Catalog) -> Iterator[Finding]:
    for part in record["parts"]:
        for step in part["steps"]:
            yield finding(step["id"], id=step["id"].text)


@given(st.data())
def test_an_item_put_in_changes_no_fingerprint(data: st.DataObject) -> None:
    names = data.draw(st.lists(st.sampled_from("abcdef"), unique=True, min_size=2, max_size=5))
    new = names.pop()

    def fingerprints(parts: list[str]) -> dict[str, str]:
        content = {"kind": "thing", "id": "t", "parts": [{"id": part, "steps": [{"id": "s"}]} for part in parts]}
        catalog = catalog_of({"things/t.yaml": yaml.safe_dump(content)})
        return {found.key_path: found.fingerprint for found in judge(catalog, [every_step], Policy())}

    before = fingerprints(names)
    after = fingerprints([*names[: (at := data.draw(st.integers(0, len(names))))], new, *names[at:]])
    assert len(before) == len(names)
    assert {path: after[path] for path in before} == before
    assert fingerprints(list(reversed(names))) == before
