"""The schemas keep to their dialect and say everything in both languages, and both engines judge alike."""

from __future__ import annotations

import copy
import json
import re
from collections.abc import Iterator
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from powercat.core.document import parse, value_at, walk
from powercat.core.field import Field
from powercat.core.formats import FORMATS
from powercat.core.schema import Kind, Schemas, load_schemas
from powercat.core.verdict import Engine, explain, fast_engine, plain_engine

ROOT = Path(__file__).parents[2]
SCHEMAS = ROOT / "schemas"
FILES = sorted(SCHEMAS.rglob("*.schema.json"))
NAMES = [str(path.relative_to(SCHEMAS)) for path in FILES]
ALL = load_schemas()

OUTPUT = {"_files/report.schema.json"}
"""Says what powercat prints, not what people write: absent parts are null there, which the dialect has no place for."""

CHINESE = re.compile("[\u4e00-\u9fff]")
LATIN = re.compile("[A-Za-z0-9`]")
PROPER_NAMES = {"JSON", "JSON Lines", "UTF-8", "GB18030"}


def content(name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((SCHEMAS / name).read_bytes())
    return found


@cache
def dialect() -> Draft202012Validator:
    return Draft202012Validator(content("_meta/dialect.schema.json"))


@pytest.mark.parametrize("name", NAMES)
def test_official_meta_schema(name: str) -> None:
    Draft202012Validator.check_schema(content(name))


@pytest.mark.parametrize("name", [name for name in NAMES if not name.startswith("_meta/") and name not in OUTPUT])
def test_dialect(name: str) -> None:
    assert [f"{'/'.join(map(str, each.absolute_path))}: {each.message}" for each in dialect().iter_errors(content(name))] == []


@pytest.mark.parametrize(
    ("pointer", "value"),
    [
        ("/properties/name/type", ["string", "null"]),
        ("/properties/name/title", ""),
        ("/properties/name/description", "没有句号"),
        ("/properties/name/x-en", {"title": "Name"}),
        ("/properties/name/pattern", "^\\d+$"),
        ("/properties/name/pattern", "[0-9]+"),
        ("/properties/name/format", "email"),
        ("/properties/name/multipleOf", 2),
        ("/properties/name/anyOf", [{"type": "string"}]),
        ("/properties/name/$ref", "https://example.org/name.schema.json"),
        ("/properties/type/enum", [1, 2]),
        ("/additionalProperties", True),
        ("/unevaluatedProperties", False),
        ("/$id", "https://example.org/material.schema.json"),
        ("/if", {"properties": {"name": {"minLength": 3}}}),
    ],
)
def test_dialect_refuses(pointer: str, value: object) -> None:
    schema = content("material.schema.json")
    parent, _, name = pointer.rpartition("/")
    holder = value_at(schema, parent)
    assert isinstance(holder, dict)
    holder[name] = value
    assert not dialect().is_valid(schema)


def kinds() -> list[Kind]:
    return list(ALL.kinds.values())


def fields() -> Iterator[tuple[Kind, Field]]:
    for kind in kinds():
        for field in kind.root.walk():
            yield kind, field


def test_every_field_has_words_in_both_languages() -> None:
    lacking = []
    for kind, field in fields():
        chinese = (field.schema.get("title"), field.schema.get("description"))
        english = field.schema.get("x-en", {})
        if not all(isinstance(words, str) and CHINESE.search(words) for words in chinese):
            lacking.append(f"{kind.name}{field.pointer} zh")
        title, help_ = english.get("title"), english.get("description")
        if not title or not help_ or CHINESE.search(title) or not LATIN.match(help_):
            lacking.append(f"{kind.name}{field.pointer} en")
    assert lacking == []


def test_every_listed_value_has_words_in_both_languages() -> None:
    lacking = []
    for kind, field in fields():
        for value in field.schema.get("enum", ()):
            words = field.schema.get("x-values", {}).get(value, {})
            english = words.get("x-en", {})
            texts = (words.get("title"), words.get("description"), english.get("title"), english.get("description"))
            if (
                not all(texts)
                or not CHINESE.search(texts[1])
                or any(map(CHINESE.search, texts[2:]))
                or (not CHINESE.search(texts[0]) and texts[0] not in PROPER_NAMES)
            ):
                lacking.append(f"{kind.name}{field.pointer} {value}")
        extra = set(field.schema.get("x-values", {})) - set(field.schema.get("enum", ()))
        lacking += [f"{kind.name}{field.pointer} {value} is not listed" for value in sorted(extra)]
        titles = [choice.title.zh for choice in field.choices.values()]
        if len(set(titles)) != len(titles):
            lacking.append(f"{kind.name}{field.pointer} two values with one title")
    assert lacking == []


def leads(root: Field, steps: list[str]) -> Field | None:
    """The field at a path of names that looks through lists."""
    field: Field | None = root
    for step in steps:
        while field is not None and field.items is not None:
            field = field.items
        field = field.properties.get(step) if field is not None else None
    return field


def test_references_lead_somewhere() -> None:
    astray = []
    for kind, field in fields():
        for word, target in (
            ("x-ref", field.ref),
            ("x-keys-from", str(field.schema.get("x-keys-from", ""))),
            ("x-via", field.via),
        ):
            if not target:
                continue
            name, _, path = target.partition("#/")
            if word == "x-via":
                name, path = ".", target[1:]
            if name != "." and name not in ALL.known:
                astray.append(f"{kind.name}{field.pointer} {word} {target}: no such kind")
                continue
            found = leads((kind if name == "." else ALL[name]).root, path.split("/")) if path else ALL[name].root
            if found is None:
                astray.append(f"{kind.name}{field.pointer} {word} {target}: no such field")
            elif path and word != "x-via" and found.type not in ("string", "array"):
                astray.append(f"{kind.name}{field.pointer} {word} {target}: not a text")
    assert astray == []


def test_keys_and_orders_are_fields() -> None:
    astray = []
    for kind, field in fields():
        inner = field.items.properties if field.items is not None else {}
        astray += [f"{kind.name}{field.pointer} x-key {name}" for name in field.key if name not in inner]
        for name in field.schema.get("required", ()):
            if name not in field.properties:
                astray.append(f"{kind.name}{field.pointer} required {name}")
    assert astray == []


def test_examples_are_valid() -> None:
    wrong = []
    for kind, field in fields():
        alone = {**field.schema, "$defs": kind.schema.get("$defs", {})}
        engine = plain_engine(alone)
        wrong += [f"{kind.name}{field.pointer}: {value!r}" for value in field.examples if not engine.is_valid(value)]
    assert wrong == []


def test_formats_are_ours() -> None:
    assert {field.format for _, field in fields()} - {""} == set(FORMATS)


def test_pieces_of_different_files_bear_different_names() -> None:
    owners: dict[str, str] = {path.name.removesuffix(".schema.json"): str(path) for path in (SCHEMAS / "_shared").iterdir()}
    twice = []
    for path in FILES:
        for name in json.loads(path.read_bytes()).get("$defs", {}) if "_meta" not in path.parts else ():
            if path.parent.name == "_shared" and name in owners:
                twice.append(f"{path.name}: {name}")
            elif name in owners:
                twice.append(f"{path.name}: {name} is also {owners[name]}")
    assert twice == []


# Both engines. ``jsonschema-rs`` has no wheel everywhere; where it is absent there is nothing to compare.

needs_both = pytest.mark.skipif(
    find_spec("jsonschema_rs") is None, reason="jsonschema-rs is not installed here: there is one engine only"
)

ODD: list[object] = [
    None,
    True,
    False,
    0,
    1,
    -1,
    1.0,
    0.5,
    -0.0,
    10**15,
    10**30,
    -(10**30),
    1e300,
    "",
    " ",
    "x",
    "不对 的值",
    "2026-02-30",
    "2026-01-01\n",
    "２０２６-01-01",
    "0" * 18,
    "食" * 5000,
    "\U0001f600\U00020bb7",
    "e\u0301",
    "../x",
    "https://例子.中国/a",
    "id\n",
    "a\u2028b",
    [],
    [[]],
    [None],
    ["x", "x"],
    [1, 1.0, True],
    [{"a": 1}, {"a": 1.0}],
    {},
    {"id": "x"},
    {"none": True, "reason": "x", "legal_basis": []},
    {"value": 1.0, "unit": "working_day"},
    {"a": {"b": {"c": [{"d": None}]}}},
]

values = st.one_of(
    st.sampled_from(ODD).map(copy.deepcopy),
    st.recursive(
        st.none()
        | st.booleans()
        | st.integers()
        | st.floats(allow_nan=False, allow_infinity=False)
        | st.text(st.characters(codec="utf-8"), max_size=20),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(st.sampled_from(["id", "name", "value", "unit", "kind", "x", "当"]), inner, max_size=3)
        ),
        max_leaves=6,
    ),
)
names = st.sampled_from(["id", "name", "power", "value", "unit", "none", "when", "then", "colour", "颜色", "a/b", "~", "", "0"])


@cache
def records() -> dict[str, list[Any]]:
    """The data of every example record by kind."""
    found: dict[str, list[Any]] = {kind: [] for kind in ALL.known}
    for path in sorted((ROOT / "catalog-data").rglob("*.yaml")):
        data = parse(path.read_text(encoding="utf-8")).data
        if isinstance(data, dict) and data.get("kind") in found:
            found[data["kind"]].append(data)
    return found


@st.composite
def mutated(draw: st.DrawFn) -> tuple[str, Any]:
    """An example record with one to three things done to it."""
    name = draw(st.sampled_from(sorted(records())))
    data = copy.deepcopy(draw(st.sampled_from(records()[name])))
    for _ in range(draw(st.integers(1, 3))):
        pointer = draw(st.sampled_from([pointer for pointer, _ in walk(data) if pointer] or [""]))
        if not pointer:
            break
        parent, _, last = pointer.rpartition("/")
        holder: Any = value_at(data, parent)
        step: Any = int(last) if isinstance(holder, list) else last.replace("~1", "/").replace("~0", "~")
        action = draw(st.sampled_from(["delete", "retype", "rename", "add", "replace", "borrow"]))
        if action == "delete":
            del holder[step]
        elif action == "retype":
            held = holder[step]
            holder[step] = draw(st.sampled_from([[held], {"x": held}, str(held), None, 3]))
        elif action == "rename" and isinstance(holder, dict):
            holder[draw(names)] = holder.pop(step)
        elif action == "add":
            held = holder[step]
            if isinstance(held, dict):
                held[draw(names)] = draw(values)
            elif isinstance(held, list):
                held.append(copy.deepcopy(draw(st.sampled_from(held))) if held and draw(st.booleans()) else draw(values))
        elif action == "borrow":
            other = draw(st.sampled_from([value for _, value in walk(data) if isinstance(value, dict) and value]))
            taken = draw(st.sampled_from(sorted(other)))
            held = holder[step]
            if isinstance(held, dict):
                held[taken] = copy.deepcopy(other[taken])
        else:
            holder[step] = draw(values)
    return name, data


@cache
def engines(name: str) -> tuple[Engine | None, Engine]:
    schema = ALL[name].schema
    return fast_engine(schema), plain_engine(schema)


def told(name: str, data: object, engine: Engine) -> list[str]:
    return sorted(map(str, explain(ALL[name], data, engine.errors(data))))


def assert_alike(name: str, data: object) -> None:
    fast, plain = engines(name)
    assert fast is not None
    verdicts = fast.is_valid(data), plain.is_valid(data)
    assert verdicts[0] == verdicts[1], data
    if not verdicts[0]:
        assert told(name, data, fast) == told(name, data, plain)


@needs_both
@settings(max_examples=500)
@given(mutated())
def test_engines_agree(case: tuple[str, Any]) -> None:
    assert_alike(*case)


@needs_both
@pytest.mark.parametrize("name", ALL.known)
def test_engines_agree_on_odd_values_anywhere(name: str) -> None:
    record = records()[name][0]
    places = {re.sub("/[0-9]+", "/*", pointer): pointer for pointer, _ in walk(record) if pointer}
    for number, pointer in enumerate(places.values()):
        for value in ODD[number % 8 :: 8]:
            data = copy.deepcopy(record)
            parent, _, last = pointer.rpartition("/")
            holder: Any = value_at(data, parent)
            holder[int(last) if isinstance(holder, list) else last] = copy.deepcopy(value)
            assert_alike(name, data)


@given(mutated())
def test_faults_and_verdict_agree(case: tuple[str, Any]) -> None:
    name, data = case
    engine = engines(name)[1]
    assert (told(name, data, engine) == []) == engine.is_valid(data)


@given(mutated())
def test_a_value_is_blamed_once_and_never_below_a_wrong_one(case: tuple[str, Any]) -> None:
    faults = ALL[case[0]].faults(case[1])
    of_values = [fault.pointer for fault in faults if fault.name != "field-missing"]
    assert len(set(of_values)) == len(of_values)
    wrong = [fault.pointer for fault in faults if fault.name in ("wrong-type", "field-unknown", "field-not-applicable")]
    assert [fault.pointer for fault in faults if any(fault.pointer.startswith(f"{each}/") for each in wrong)] == []


def test_example_records_are_valid(schemas: Schemas) -> None:
    for name, found in records().items():
        assert found, f"no example of a {name}"
        assert [schemas[name].faults(data) for data in found] == [[]] * len(found)


KEYWORDS = (
    *("additionalProperties", "allOf", "const", "dependentRequired", "enum", "if-then-else", "items", "maxItems", "maxLength"),
    *("maximum", "minItems", "minLength", "minimum", "oneOf", "pattern", "properties", "required", "type", "uniqueItems"),
)
OTHERS = {"$ref", "else", "patternProperties", "prefixItems", "not", "anyOf", "multipleOf", "unevaluatedProperties"}


def in_dialect(schema: object) -> bool:
    """Whether a schema keeps to keywords that our dialect knows, in the places it knows them."""
    if isinstance(schema, list):
        return all(map(in_dialect, schema))
    if not isinstance(schema, dict):
        return True
    pattern = schema.get("pattern", "")
    return (
        not OTHERS & set(schema)
        and not isinstance(schema.get("items"), bool)
        and not (isinstance(pattern, str) and re.search(r"\\[a-zA-Z]", pattern))
        and all(map(in_dialect, schema.values()))
    )


@pytest.mark.parametrize("keyword", KEYWORDS)
def test_official_suite(keyword: str, shared: Path) -> None:
    """What our adapters make of the engines: the same verdict, keyword and place of each error from both."""
    path = shared / f"data/suites/json-schema/tests/draft2020-12/{keyword}.json"
    groups = [
        group for group in json.loads(path.read_bytes()) if isinstance(group["schema"], dict) and in_dialect(group["schema"])
    ]
    assert groups
    for group in groups:
        fast = fast_engine(group["schema"])
        plain = plain_engine(group["schema"])
        for case in group["tests"]:
            told = f"{group['description']}: {case['description']}"
            assert plain.is_valid(case["data"]) == case["valid"], told
            if fast is not None:
                assert fast.is_valid(case["data"]) == case["valid"], told
                assert keywords(fast, case["data"]) == keywords(plain, case["data"]), told


def keywords(engine: Engine, data: object) -> set[tuple[tuple[str | int, ...], str]]:
    # one engine says of a demanded name that it is required, the other who demands it
    names = {"dependentRequired": "required"}
    return {(path, names.get(keyword, keyword)) for path, keyword, _ in engine.errors(data)}
