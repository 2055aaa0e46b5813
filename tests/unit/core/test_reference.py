"""References within a record and between records; keys of list items."""

from __future__ import annotations

import re
import time
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
from powercat.core.schema import load_schemas
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
    data = {"parts": [{"id": "p"}, {}, {"id": "p"}, None, {"id": "a/b"}]}
    assert [key_path(KIND, data, f"/parts/{index}") for index in range(5)] == [
        "/parts/p",
        "/parts/#1",
        "/parts/p#2",
        "/parts/#2",
        "/parts/a~1b",
    ]


def test_an_item_without_a_key_goes_by_its_content_wherever_it_stands() -> None:
    item: dict[str, object] = {"steps": [{"id": "s"}], "name": None}
    (alone,) = (key_path(KIND, {"parts": each}, "/parts/0/steps/0") for each in [[item]])
    assert "#" not in alone
    turned = {"name": None, "steps": [{"id": "s"}]}
    assert key_path(KIND, {"parts": [{"id": "p"}, {"steps": []}, turned]}, "/parts/2/steps/0") == alone
    assert key_path(KIND, {"parts": [item, turned]}, "/parts/1/steps/0") == alone.replace("/steps", "#2/steps")
    assert key_path(KIND, {"parts": [3, 4]}, "/parts/1") == "/parts/4"


LICENSING = {"law": "administrative-licensing-law", "article": 42}


@pytest.mark.parametrize(
    ("citation", "key"),
    [
        (LICENSING, "administrative-licensing-law 42"),
        ({**LICENSING, "paragraphs": [1], "quote": "……"}, "administrative-licensing-law 42(1)"),
        ({**LICENSING, "article_suffix": 1, "paragraphs": [1, 2], "items": [3]}, "administrative-licensing-law 42-1(1,2)(3)"),
        ({**LICENSING, "items": [1]}, "administrative-licensing-law 42()(1)"),
        ({**LICENSING, "paragraphs": 1}, "administrative-licensing-law 42(1)"),
        ({"law": "opinions-2015", "locator": "二（三）4"}, "opinions-2015 二（三）4"),
        ({"law": "opinions-2015"}, "opinions-2015"),
    ],
)
def test_a_citation_goes_by_what_it_cites(citation: dict[str, object], key: str) -> None:
    kind = load_schemas()["power"]
    above = {"law": "constitution", "article": 1}
    for cited in ([citation], [above, citation]):
        assert key_path(kind, {"legal_basis": cited}, f"/legal_basis/{len(cited) - 1}/article") == f"/legal_basis/{key}/article"
    assert key_path(kind, {"legal_basis": [citation, citation]}, "/legal_basis/1") == f"/legal_basis/{key}#2"


@pytest.mark.parametrize(
    "wrong", [{"article": "三十"}, {"law": 3}, {"law": ""}, {"paragraphs": ["1"]}, {"locator": 3}, {"article": True}]
)
def test_a_citation_that_cannot_be_read_goes_by_its_content(wrong: dict[str, object]) -> None:
    kind = load_schemas()["power"]
    key = key_path(kind, {"legal_basis": [{**LICENSING, **wrong}]}, "/legal_basis/0")
    assert re.fullmatch("/legal_basis/[0-9a-f]{10}", key)
    assert key_path(kind, {"legal_basis": [LICENSING, {**LICENSING, **wrong}]}, "/legal_basis/1") == key


@pytest.mark.parametrize("text", ["长" * 3000, "甲\n乙", "甲\u2028乙"])
def test_a_text_unfit_for_a_line_goes_by_its_digest(text: str) -> None:
    assert re.fullmatch("/parts/[0-9a-f]{10}", key_path(KIND, {"parts": [text]}, "/parts/0"))


def test_many_faults_in_nested_lists_name_each_list_once() -> None:
    data = {"parts": [{"steps": [{"name": "x" * 1000} for _ in range(30)]} for _ in range(60)]}
    begun = time.process_time()
    keys = [key_path(KIND, data, f"/parts/{part}/steps/{step}") for part in range(60) for step in range(30)]
    assert time.process_time() - begun < 2
    assert len(set(keys)) == 60 * 30


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
