"""Kinds and fields as the schemas say them, and what is wrong with data."""

from __future__ import annotations

import json
import os
import pickle
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

from powercat.core.schema import Kind, SchemaError, bundle, load_schemas
from powercat.core.text import Text
from powercat.core.verdict import Engine, explain, fast_engine, plain_engine
from tests.unit.core.small import KIND, SCHEMAS, listing, mapping, text

ENGINES = [
    pytest.param(plain_engine, id="plain"),
    pytest.param(
        fast_engine,
        id="fast",
        marks=pytest.mark.skipif(find_spec("jsonschema_rs") is None, reason="jsonschema-rs is not installed here"),
    ),
]


# Fields


def test_fields_by_pointer() -> None:
    assert KIND.field("/name").title == Text("名称", "name")
    assert KIND.field("/parts/0/steps/12/id") is KIND.field("/parts/0/steps/12/id")
    assert KIND.field("/parts/0/steps/12/id").pointer == KIND.field("/parts/*/steps/*/id").pointer == "/parts/*/steps/*/id"
    assert KIND.field("/cells/any~1thing").pointer == "/cells/*"
    assert KIND.field("") is KIND.root


@pytest.mark.parametrize("pointer", ["/nothing", "/parts/x", "/parts/0/0", "/name/0", "/parts/*/nothing", "/"])
def test_a_pointer_that_the_schema_does_not_know_is_an_error(pointer: str) -> None:
    with pytest.raises(KeyError):
        KIND.field(pointer)


def test_walk_goes_parents_first_and_meets_every_field_once() -> None:
    pointers = [field.pointer for field in KIND.root.walk()]
    assert pointers[:3] == ["", "/kind", "/id"]
    assert len(set(pointers)) == len(pointers)
    assert pointers.index("/parts") < pointers.index("/parts/*") < pointers.index("/parts/*/steps/*/part")
    assert "/cells/*" in pointers


def test_listed_values_have_words_and_codes() -> None:
    choices = KIND.field("/colour").choices
    assert list(choices) == ["red", "green"]
    assert (choices["red"].title, choices["red"].code, choices["green"].code) == (Text("红", "red one"), "01", "")


def test_items_are_called_as_their_list_is() -> None:
    kind = Kind(
        "k",
        "ks",
        mapping({"names": listing(text(), title="名字", **{"x-en": {"title": "names"}}), "inner": listing(text(title="一个"))}),
    )
    assert kind.field("/names/0").title == Text("名字", "names")
    assert kind.field("/inner/0").title.zh == "一个"


def test_own_words_stand_before_shared_ones() -> None:
    shared = {"date": text(title="日期", description="哪一天", format="date"), "day": {"$ref": "#/$defs/date", "title": "日子"}}
    kind = Kind("k", "ks", {**mapping({"on": {"$ref": "#/$defs/day", "description": "生效"}}), "$defs": shared})
    field = kind.field("/on")
    assert (field.title.zh, field.help.zh, field.format, field.type) == ("日子", "生效", "date", "string")


def test_references_and_holders() -> None:
    assert [field.pointer for field in KIND.references] == [
        "/box",
        "/slot",
        "/label",
        "/parts/*/steps/*/part",
        "/parts/*/steps/*/next/*",
    ]
    assert KIND.holders["id"] == ["", "/parts/*", "/parts/*/steps/*"]


def test_kinds_travel_between_processes_without_their_engines() -> None:
    KIND.prepare()
    there = pickle.loads(pickle.dumps(KIND))
    assert (there.name, there.folder, there.order, there.schema) == (KIND.name, KIND.folder, KIND.order, KIND.schema)
    assert there.faults({"kind": "thing", "id": 3}) == KIND.faults({"kind": "thing", "id": 3}) != []


# Faults


@pytest.fixture(params=ENGINES)
def engine(request: pytest.FixtureRequest) -> Any:
    return request.param


def told(kind: Kind, engine: Any, data: object) -> list[tuple[str, str]]:
    made: Engine = engine(kind.schema)
    return [(fault.pointer, fault.name) for fault in explain(kind, data, made.errors(data))]


@pytest.mark.parametrize(
    ("data", "faults"),
    [
        ({}, []),
        ({"nme": "x"}, [("/nme", "field-unknown")]),
        ({"parts": [{"steps": [{}]}]}, [("/parts/0/steps/0", "field-missing")]),
        ({"size": "3"}, [("/size", "wrong-type")]),
        ({"size": True}, [("/size", "wrong-type")]),
        ({"size": 3.0}, []),
        ({"size": 3.5}, [("/size", "wrong-type")]),
        ({"size": -1}, [("/size", "out-of-bounds")]),
        ({"size": 10**40}, []),
        ({"colour": "blue"}, [("/colour", "not-in-list")]),
        ({"colour": 3}, [("/colour", "wrong-type")]),
        ({"kind": "box"}, [("/kind", "not-in-list")]),
        ({"parts": {"id": "x"}}, [("/parts", "wrong-type")]),
        ({"parts": [{"id": 1, "colour": 2}]}, [("/parts/0/colour", "field-unknown"), ("/parts/0/id", "wrong-type")]),
        ({"cells": {"0": 3, "a/b": None}}, [("/cells/0", "wrong-type"), ("/cells/a~1b", "wrong-type")]),
        ({"cells": {"": 3, "a": "x"}}, [("/cells/", "wrong-type")]),
        ({"name": None}, [("/name", "wrong-type")]),
    ],
)
def test_each_fault_is_told_once_and_in_order(engine: Any, data: dict[str, object], faults: list[tuple[str, str]]) -> None:
    assert told(KIND, engine, {"kind": "thing", "id": "a", **data}) == faults


def test_a_wrong_value_hides_what_lies_below_and_is_told_by_its_plainest_fault(engine: Any) -> None:
    kind = Kind("k", "ks", mapping({"code": text(minLength=3, pattern="^[a-z]+$", format="date")}))
    assert told(kind, engine, {"code": ""}) == [("/code", "out-of-bounds")]
    assert told(kind, engine, {"code": "ABC"}) == [("/code", "bad-format")]
    assert told(kind, engine, {"code": 3}) == [("/code", "wrong-type")]


def test_a_line_feed_at_the_end_is_no_part_of_a_code(engine: Any) -> None:
    kind = Kind("k", "ks", mapping({"code": text(pattern="^[a-z]+$")}))
    assert told(kind, engine, {"code": "abc"}) == []
    assert told(kind, engine, {"code": "abc\n"}) == [("/code", "bad-format")]


CONDITIONAL = mapping(
    {
        "type": text(
            title="类型", enum=["new", "penalty"], **{"x-values": {"new": {"title": "新办"}, "penalty": {"title": "处罚"}}}
        ),
        "limit": text(title="承诺时限"),
        "number": text(title="文号"),
        "issuer": text(title="机关"),
        "issuer_name": text(title="机关名称"),
        "from": text(title="起"),
        "to": text(title="止"),
    },
    allOf=[
        {"if": {"properties": {"type": {"const": "penalty"}}, "required": ["type"]}, "then": {"properties": {"limit": False}}},
        {"if": {"properties": {"type": {"enum": ["new"]}}, "required": ["type"]}, "then": {"required": ["number"]}},
    ],
    oneOf=[{"required": ["issuer"]}, {"required": ["issuer_name"]}],
    dependentRequired={"from": ["to"]},
)


@pytest.mark.parametrize(
    ("data", "pointer", "name", "variant", "because"),
    [
        ({"type": "penalty", "limit": "3"}, "/limit", "field-not-applicable", "", ("类型", "处罚")),
        ({"type": "new"}, "", "field-missing", "conditional", ("类型", "新办")),
        ({"from": "x"}, "", "field-missing", "dependent", ("起", None)),
        ({"issuer_name": "x"}, "/issuer_name", "field-not-applicable", "together", (None, None)),
    ],
)
def test_conditions(
    engine: Any, data: dict[str, str], pointer: str, name: str, variant: str, because: tuple[str | None, str | None]
) -> None:
    kind = Kind("k", "ks", CONDITIONAL)
    data = {"issuer": "甲", **data}
    (fault,) = explain(kind, data, engine(CONDITIONAL).errors(data))
    assert (fault.pointer, fault.name, fault.variant) == (pointer, name, variant)
    said = [fault.args.get(word) for word in ("because", "written")]
    assert tuple(word.zh if isinstance(word, Text) else word for word in said) == because


def test_one_of_several_fields(engine: Any) -> None:
    kind = Kind("k", "ks", CONDITIONAL)
    (fault,) = explain(kind, {"type": "penalty"}, engine(CONDITIONAL).errors({"type": "penalty"}))
    assert (fault.pointer, fault.name, fault.variant) == ("", "field-missing", "alternatives")
    assert fault.args["names"] == ("issuer", "issuer_name")


def test_repeated_items_name_both_places(engine: Any) -> None:
    schema = mapping({"names": listing(text(), uniqueItems=True)})
    data = {"names": ["甲", "乙", "丙", "乙"]}
    (fault,) = explain(Kind("k", "ks", schema), data, engine(schema).errors(data))
    assert (fault.name, fault.pointer, fault.args["first"], fault.args["value"]) == (
        "repeated-item",
        "/names/3",
        "/names/1",
        "乙",
    )


def test_unknown_names_come_with_what_is_known_here_and_where_else() -> None:
    (fault,) = KIND.faults({"kind": "thing", "id": "a", "parts": [{"colour": "red"}]})
    assert fault.args["candidates"] == ("id", "name", "steps")
    assert [title.zh for title in fault.args["elsewhere"]] == ["东西"]  # type: ignore[attr-defined]


# Files


def write(folder: Path, name: str, schema: object) -> Path:
    folder.mkdir(exist_ok=True)
    (folder / name).write_text(schema if isinstance(schema, str) else json.dumps(schema, ensure_ascii=False), encoding="utf-8")
    return folder


def words(title: str) -> dict[str, object]:
    return {"title": title, "description": f"{title}。", "x-en": {"title": title, "description": title}}


LOCAL = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    **words("本地"),
    "type": "object",
    "additionalProperties": False,
}


def test_shipped_kinds_in_order_of_the_documentation() -> None:
    schemas = load_schemas()
    assert schemas.known[0] == "catalog"
    assert set(schemas.known) >= {"power", "handbook", "guide", "law"}
    assert "config" in schemas
    assert "config" not in schemas.known
    assert schemas.version == load_schemas().version


def test_the_local_schema_of_a_catalog_stands_for_the_shared_one(tmp_path: Path) -> None:
    local = {**LOCAL, "properties": {"grid": {**words("网格"), "type": "string", "examples": ["7"]}}}
    schemas = load_schemas(overrides=write(tmp_path / "schemas", "local.schema.json", local))
    assert schemas.version != load_schemas().version
    for kind in ("power", "handbook"):
        assert schemas[kind].field("/local/grid").title.zh == "网格"
    data = {"kind": "form", "id": "f", "name": "表", "fields": [{"id": "a", "name": "甲", "type": "text"}], "local": {"grid": 7}}
    assert [(fault.pointer, fault.name) for fault in schemas["form"].faults(data)] == [("/local/grid", "wrong-type")]


def test_one_schema_file_adds_a_kind(tmp_path: Path, schemas: Any) -> None:
    power = json.loads((Path(__file__).parents[3] / "schemas/form.schema.json").read_bytes())
    text_ = json.dumps({**power, "x-kind": {"name": "work_plan", "folder": "plans", "order": 50}}).replace(
        '"const": "form"', '"const": "work_plan"'
    )
    own = load_schemas(overrides=write(tmp_path / "schemas", "work_plan.schema.json", text_))
    assert own.known == (*schemas.known, "work_plan")
    assert own["work_plan"].folder == "plans"
    assert (
        own["work_plan"].faults(
            {"kind": "work_plan", "id": "x", "name": "计划", "fields": [{"id": "a", "name": "甲", "type": "text"}]}
        )
        == []
    )


@pytest.mark.parametrize(
    ("schema", "place"),
    [
        ("{", "JSON"),
        ("[]", "JSON"),
        ({"type": 7}, "$.type"),
        ({**LOCAL, "properties": {"a": {"type": "string"}}}, "$.properties.a"),
        ({**LOCAL, "anyOf": [{}]}, "$"),
        ({**LOCAL, "x-kind": "plan"}, "$"),
        ({**LOCAL, "properties": {"a": {**words("甲"), "$ref": "nowhere.schema.json"}}}, "nowhere.schema.json"),
        ({**LOCAL, "properties": {"a": {**words("甲"), "$ref": "local.schema.json"}}}, "local"),
        ({**LOCAL, "properties": {"a": {**words("甲"), "$ref": "#/$defs/nowhere"}}}, "nowhere"),
    ],
)
def test_a_schema_that_cannot_be_used_is_told_with_its_place(tmp_path: Path, schema: object, place: str) -> None:
    with pytest.raises(SchemaError) as caught:
        load_schemas(overrides=write(tmp_path / "schemas", "local.schema.json", schema))
    assert caught.value.exit_code == 2
    for lang in ("zh", "en"):
        assert place in caught.value.say(lang)  # type: ignore[arg-type]


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="the superuser may read everything")
def test_a_schema_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    folder = write(tmp_path / "schemas", "local.schema.json", LOCAL)
    (folder / "local.schema.json").chmod(0)
    with pytest.raises(SchemaError, match="cannot read"):
        load_schemas(overrides=folder)


def test_a_folder_without_schemas_changes_nothing(tmp_path: Path) -> None:
    assert load_schemas(overrides=tmp_path / "nowhere").version == load_schemas().version
    assert load_schemas(overrides=tmp_path).version == load_schemas().version


def test_a_bundle_holds_all_it_refers_to_and_nothing_else() -> None:
    files = {
        "a.schema.json": mapping({"b": {"$ref": "_shared/b.schema.json"}, "own": {"$ref": "#/$defs/own"}})
        | {"$defs": {"own": text()}},
        "_shared/b.schema.json": mapping({"c": {"$ref": "c.schema.json"}}) | {"$schema": "x"},
        "_shared/c.schema.json": text(),
        "_shared/d.schema.json": text(),
    }
    made = bundle("a.schema.json", files)
    assert set(made["$defs"]) == {"b", "c", "own"}
    assert made["properties"]["b"] == {"$ref": "#/$defs/b"}
    assert made["$defs"]["b"]["properties"]["c"] == {"$ref": "#/$defs/c"}
    assert "$schema" not in made["$defs"]["b"]


def test_schemas_by_name() -> None:
    assert SCHEMAS.known == ("box", "thing")
    assert "box" in SCHEMAS
    assert "crate" not in SCHEMAS
    with pytest.raises(KeyError):
        SCHEMAS["crate"]
