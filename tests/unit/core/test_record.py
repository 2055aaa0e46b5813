"""Records and their nodes."""

from __future__ import annotations

import pytest

from powercat.core.document import Document, digest, parse
from powercat.core.record import Node, Record
from powercat.core.reference import Ref
from powercat.core.span import Span
from tests.unit.core.small import KIND


def record(text: str) -> Record:
    raw = text.encode()
    return Record(KIND, "a", (Document("things/a.yaml", digest(raw), parse(text).data, (), True, lambda _: raw),))


def thing(line: str) -> Record:
    return record(f"kind: thing\nid: a\n{line}\n")


@pytest.mark.parametrize(
    ("line", "name", "value"),
    [
        ("size: 0", "size", 0),
        ("size: 20", "size", 20),
        ("size: -3", "size", -3),
        ("size: 20.0", "size", 20),
        ("weight: 0", "weight", 0),
        ("weight: 0.5", "weight", 0.5),
        ("fragile: false", "fragile", False),
        ("fragile: true", "fragile", True),
        ('name: ""', "name", ""),
        ("name: 甲", "name", "甲"),
        ("aliases: []", "aliases", []),
        ("cells: {}", "cells", {}),
    ],
)
def test_what_is_written_is_present(line: str, name: str, value: object) -> None:
    node = thing(line)[name]
    assert node
    assert node.value == value
    assert type(node.value) is type(value)
    assert node.text == str(value)


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("", "size"),
        ("size:", "size"),
        ("size: ~", "size"),
        ("size: true", "size"),
        ('size: "20"', "size"),
        ("size: 20.5", "size"),
        ("size: [20]", "size"),
        ("weight: true", "weight"),
        ("fragile: 1", "fragile"),
        ("fragile: yes", "fragile"),
        ("name: 20", "name"),
        ("name: [甲]", "name"),
        ("aliases: 甲", "aliases"),
        ("aliases: {x: 甲}", "aliases"),
        ("cells: []", "cells"),
    ],
)
def test_what_is_absent_or_of_the_wrong_type_reads_as_absent(line: str, name: str) -> None:
    node = thing(line)[name]
    assert not node
    assert node.value is None
    assert node.text == ""
    assert len(node) == 0
    assert list(node) == []


def test_fields_below_what_is_not_there_are_absent() -> None:
    node = thing("parts: 甲").at("/parts/0/steps/3/part")
    assert not node
    assert node.pointer == "/parts/0/steps/3/part"


@pytest.mark.parametrize(
    "pointer",
    [
        "/nme",
        "/parts/0/nam",
        "/parts/name",
        "/parts/x/name",
        "/parts/-1/name",
        "/name/0",
        "/name/x",
        "/parts/*/name",
        "/cells/a/b",
    ],
)
def test_a_pointer_that_the_schema_does_not_know_is_an_error(pointer: str) -> None:
    with pytest.raises(KeyError):
        thing("").at(pointer)


def test_an_unknown_name_is_an_error_that_says_where() -> None:
    with pytest.raises(KeyError, match="thing/parts/0/nam"):
        thing("parts: [{id: x}]").at("/parts/0")["nam"]


def test_lists_iterate_over_their_items() -> None:
    parts = thing("parts: [{id: x}, 甲, {id: y}]")["parts"]
    assert [part.pointer for part in parts] == ["/parts/0", "/parts/1", "/parts/2"]
    assert [part["id"].text for part in parts] == ["x", "", "y"]
    assert len(parts) == 3


def test_items_are_found_by_key() -> None:
    parts = thing("parts: [{id: x}, {name: y}, {id: x, name: second}]")["parts"]
    found = parts.find("x"), parts.find("y"), parts.find("z")
    assert [node and node.pointer for node in found] == ["/parts/0", "/parts/1", None]


def test_free_keys_of_an_open_map() -> None:
    cells = thing('cells: {a: ">= 3", "b/c": "-"}')["cells"]
    assert (cells["a"].text, cells["b/c"].text, cells["b/c"].pointer) == (">= 3", "-", "/cells/b~1c")
    assert not cells["d"]
    assert len(cells) == 2


def test_a_listed_value_in_words() -> None:
    assert thing("colour: red")["colour"].words == KIND.field("/colour").choices["red"].title
    assert thing("colour: blue")["colour"].words == "blue"
    assert thing("")["colour"].words == ""
    assert thing("name: 甲")["name"].label.zh == "名称"


@pytest.mark.parametrize(
    ("line", "name"),
    [("name: 甲", "甲"), ('name: ""', "a"), ("name: [甲]", "a"), ("", "a"), ("title: 乙", "乙"), ("name: 甲\ntitle: 乙", "甲")],
)
def test_what_people_call_a_record(line: str, name: str) -> None:
    assert thing(line).name == name


def test_where_a_node_stands() -> None:
    found = thing("parts:\n- id: x\n  name: 甲乙")
    assert found.at("/parts/0/name").span == Span("things/a.yaml", 5, 9, 5, 11)
    assert found.at("/parts/0/name").key_span == Span("things/a.yaml", 5, 3, 5, 7)
    assert found.at("/parts").key_span == Span("things/a.yaml", 3, 1, 3, 6)


def test_an_absent_field_stands_at_its_parents_key() -> None:
    found = thing("parts:\n- id: x")
    assert found.at("/size").span.line == 1
    assert found.at("/parts/0/name").span == Span("things/a.yaml", 4, 3, 4, 8)
    assert found.at("/parts/7/name").span == found.at("/parts").key_span


def test_the_first_layer_is_the_authors_own() -> None:
    own, base = thing("name: 本地").document, thing("name: 全国\nsize: 3").document
    both = Record(KIND, "a", (own, base))
    assert both.document is own
    assert both["name"].text == "本地"
    assert both.path == "things/a.yaml"
    assert both.ref == Ref("thing", "a")


def test_a_file_that_holds_no_mapping_is_a_record_of_nothing() -> None:
    assert record("- 甲").data == {}
    assert not record("- 甲")["name"]
    assert isinstance(record("- 甲").root, Node)
