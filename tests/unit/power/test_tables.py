"""Tables of law and of custom: whole as they are shipped, and such that a catalog can add to them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from powercat.core.catalog import Catalog
from powercat.core.reference import key_of
from powercat.core.schema import Schemas, load_schemas
from powercat.power import tables
from powercat.power.tables import read_table, shipped, source_of, table

Read = Callable[..., Catalog]

DATA = Path(tables.__file__).parent / "data"
NAMES = sorted(path.stem for path in DATA.glob("*.yaml"))
FIXED = {"initiation"}
"""Tables that a catalog has another way to change: ``initiation`` is stated in the power itself."""
EXTENDABLE = [name for name in NAMES if name not in FIXED]

CHINESE = re.compile("[\u4e00-\u9fff]")


def lists(name: str) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """The lists of entries of a table by their names."""
    for key, value in shipped(name).items():
        if isinstance(value, list) and value and isinstance(value[0], dict):
            yield key, value


def faults(name: str, text: str, schemas: Schemas) -> list[tuple[str, str]]:
    document = read_table(f"tables/{name}.yaml", text.encode(), schemas)
    return [(fault.name, fault.pointer) for fault in document.faults]


def test_every_table_has_its_schema_and_every_schema_its_table(schemas: Schemas) -> None:
    assert sorted(schemas.tables) == EXTENDABLE
    for name in schemas.tables:
        kind = schemas[f"table-{name}"]
        assert (kind.name, kind.folder) == (f"table-{name}", "")
    assert not {name for name in schemas.known if name.startswith("table-")}, "tables are no records"


@pytest.mark.parametrize("name", EXTENDABLE)
def test_the_shipped_table_keeps_to_its_schema(schemas: Schemas, name: str) -> None:
    assert faults(name, (DATA / f"{name}.yaml").read_text("utf-8"), schemas) == []


@pytest.mark.parametrize("name", EXTENDABLE)
def test_a_catalog_may_write_any_part_of_a_table(schemas: Schemas, name: str) -> None:
    schema = schemas[f"table-{name}"].schema
    assert "required" not in schema, "a catalog's file holds its own entries only"
    for key, field in schemas[f"table-{name}"].root.properties.items():
        if field.items is not None and field.items.properties:
            assert field.key, f"{key} has no x-key to join its entries by"
            assert any(part in field.items.schema.get("required", ()) for part in field.key), f"{key}: a key must be there"


@pytest.mark.parametrize("name", NAMES)
def test_every_entry_has_its_source_in_both_languages(name: str) -> None:
    found = list(lists(name))
    assert found
    lacking = []
    for key, entries in found:
        for index, entry in enumerate(entries):
            for part in parts_with_source(entry):
                source = source_of(part)
                quoted = len(CHINESE.findall(source.en))  # a word of the law may be quoted as it is
                if not CHINESE.search(source.zh) or not part.get("en") or 10 * quoted > len(source.en):
                    lacking.append(f"{name}.yaml {key}[{index}] {source!r}")
    assert lacking == []


def parts_with_source(entry: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """An entry, and the parts of it with a source of their own."""
    yield entry
    for value in entry.values():
        for part in value if isinstance(value, list) else [value]:
            if isinstance(part, dict) and "source" in part:
                yield from parts_with_source(part)


@pytest.mark.parametrize("name", EXTENDABLE)
def test_no_two_entries_with_one_key(schemas: Schemas, name: str) -> None:
    fields = schemas[f"table-{name}"].root.properties
    for key, entries in lists(name):
        keys = [key_of(fields[key], entry) for entry in entries]
        assert all(keys)
        assert len(set(keys)) == len(keys), sorted({each for each in keys if keys.count(each) > 1})


# A catalog's own entries

OWN = """
--- # tables/code_families.yaml
families:
  - {area: "31", name: 上海, source: 本市编码规则, types: [{type: other, digits: "20"}]}
  - {area: "51", name: 四川, source: 本省编码规则}
"""


def test_an_entry_with_a_known_key_takes_its_place_and_any_other_is_added(read: Read) -> None:
    before = {entry["area"]: entry for entry in table(read(""), "code_families")["families"]}
    after = {entry["area"]: entry for entry in table(read(OWN), "code_families")["families"]}
    assert list(after) == [*before, "51"]
    assert before["31"]["source"] != after["31"]["source"] == "本市编码规则"
    assert {area: after[area] for area in before if area != "31"} == {area: before[area] for area in before if area != "31"}
    assert shipped("code_families")["families"] == list(before.values()), "the shipped table stays as it was"


def test_what_is_no_list_is_replaced_and_what_is_not_stated_stays(read: Read) -> None:
    own = table(read('--- # tables/code_families.yaml\nshared_level: "9"\n'), "code_families")
    assert own["shared_level"] == "9"
    assert own["families"] == shipped("code_families")["families"]


def test_the_english_source_may_be_left_out(read: Read) -> None:
    [entry] = [each for each in table(read(OWN), "code_families")["families"] if each["area"] == "51"]
    assert (source_of(entry).zh, source_of(entry).en) == ("本省编码规则", "本省编码规则")


def test_a_table_without_a_file_of_the_catalog_is_the_shipped_one(read: Read) -> None:
    catalog = read("")
    assert all(table(catalog, name) == shipped(name) for name in EXTENDABLE)
    assert table(catalog, "demands") is table(catalog, "demands"), "joined once for a catalog"


DEMAND = "demands:\n- {id: x, record: handbook, part: %s, of: [licence], source: 本市规定}\n"


@pytest.mark.parametrize(
    ("name", "text", "wanted"),
    [
        ("code_families", "families: [\n", None),
        ("code_families", "- a\n", [("wrong-type", "")]),
        ("code_families", "familys: []\n", [("field-unknown", "/familys")]),
        ("code_families", 'families:\n- {area: "51", source: x}\n', [("field-missing", "/families/0")]),
        ("code_families", "families:\n- {area: 51, name: x, source: x}\n", [("wrong-type", "/families/0/area")]),
        (
            "code_families",
            'families:\n- {area: "51", name: x, source: x}\n- {area: "51", name: y, source: y}\n',
            [("id-repeated", "/families/1/area")],
        ),
        (
            "duty_chains",
            "chains:\n- {id: a, type: permit, by: application, source: x, chain: []}\n",
            [("not-in-list", "/chains/0/type")],
        ),
        ("demands", DEMAND % "isued_on", [("not-in-list", "/demands/0/part")]),
        ("demands", DEMAND % "number, or: numbr", [("not-in-list", "/demands/0/or")]),
        ("demands", DEMAND % "issued_on", []),
        ("demands", DEMAND.replace("handbook", "handling_item") % "fees", []),
        ("demands", "", []),
    ],
)
def test_a_file_that_cannot_be_used_is_told_and_passed_over(
    schemas: Schemas, read: Read, name: str, text: str, wanted: list[tuple[str, str]] | None
) -> None:
    found = faults(name, text, schemas)
    assert found == wanted if wanted is not None else found
    joined = table(read(f"--- # tables/{name}.yaml\n{text}"), name)
    assert (joined != shipped(name)) == (not found and bool(text))


def test_the_example_of_the_manual_can_be_used(schemas: Schemas, read: Read) -> None:
    manual = (Path(__file__).parents[3] / "docs/tables.md").read_text("utf-8")
    [text] = re.findall(r"^```yaml\n(.*?)^```", manual, re.MULTILINE | re.DOTALL)
    assert faults("demands", text, schemas) == []
    own = {entry["id"]: entry for entry in table(read(f"--- # tables/demands.yaml\n{text}"), "demands")["demands"]}
    before = {entry["id"]: entry for entry in shipped("demands")["demands"]}
    assert before["handbook-number"]["of"] and not own["handbook-number"]["of"]
    assert set(own) - set(before) == {"handling-item-result-samples"}


def test_bytes_that_are_no_text_are_told_and_passed_over(schemas: Schemas) -> None:
    document = read_table("tables/demands.yaml", "demands: [要求]".encode("gb18030"), schemas)
    assert document.faults[0].name == "not-utf8"


@pytest.mark.parametrize("path", ["tables/demand.yaml", "tables/demands.yml", "tables/initiation.yaml"])
def test_a_file_named_after_no_table_is_told(schemas: Schemas, path: str) -> None:
    [fault] = read_table(path, b"{}", schemas).faults
    assert (fault.name, fault.variant, fault.args["value"]) == ("unknown-kind", "table", path.partition("/")[2])
    assert tuple(fault.args["candidates"]) == schemas.tables


def test_a_shipped_table_must_be_a_mapping_in_our_yaml(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tables, "_SHIPPED", tmp_path)
    for number, text in enumerate(("- a\n", "a: &b 1\n", "a: [\n")):
        (tmp_path / f"odd{number}.yaml").write_text(text, "utf-8")
        with pytest.raises(ValueError, match=f"odd{number}"):
            shipped(f"odd{number}")


def test_a_catalog_cannot_pass_its_own_schemas_off_as_those_of_tables(tmp_path: Path) -> None:
    text = (Path(__file__).parents[3] / "schemas/_shared/local.schema.json").read_text("utf-8")
    (tmp_path / "local.schema.json").write_text(text, "utf-8")
    assert load_schemas(overrides=tmp_path).tables == load_schemas().tables
