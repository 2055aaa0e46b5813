"""The canonical text of a record."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from powercat.core.document import parse, walk
from powercat.core.edit import same
from powercat.core.emit import WIDTH, emit, width
from powercat.core.errors import EditRefused
from powercat.core.schema import Schemas

POWER = {
    "name": "食品经营许可",
    "mine": 1,
    "id": "food-business-licence",
    "legal_basis": [
        {
            "paragraphs": [1],
            "article": 35,
            "law": "food-safety-law",
            "role": "establishing",
            "quote": "国家对食品生产经营实行许可制度。" * 3,
        },
        {"article": 110, "law": "food-safety-law"},
    ],
    "kind": "power",
    "power_type": "licence",
    "exercise_levels": ["district"],
    "codes": {"basic": "310100256001"},
    "filing": {"filed_on": "2021-04-20", "number": "沪权目备〔2021〕12号", "authority": "sh-government"},
    "related": [
        {
            "relation": "excludes",
            "text": "只销售预包装食品的不用许可，备案即可。",
            "legal_basis": [{"law": "food-safety-law", "article": 35}],
        }
    ],
    "description": "第一行\n第二行\n",
}
TEXT = """\
kind: power
id: food-business-licence
name: 食品经营许可
power_type: licence
codes: {basic: "310100256001"}
exercise_levels: [district]
filing:
  number: 沪权目备〔2021〕12号
  filed_on: 2021-04-20
  authority: sh-government
legal_basis:
  - law: food-safety-law
    article: 35
    paragraphs: [1]
    quote: 国家对食品生产经营实行许可制度。国家对食品生产经营实行许可制度。国家对食品生产经营实行许可制度。
    role: establishing
  - {law: food-safety-law, article: 110}
related:
  - relation: excludes
    text: 只销售预包装食品的不用许可，备案即可。
    legal_basis: [{law: food-safety-law, article: 35}]
description: |
  第一行
  第二行
mine: 1
"""


def test_a_record_is_written_in_the_order_of_its_schema(schemas: Schemas) -> None:
    assert emit(schemas["power"], POWER) == TEXT


def test_notes_stand_above_their_fields(schemas: Schemas) -> None:
    data = {"kind": "power", "id": "a", "codes": {"basic": "1"}, "legal_basis": [{"law": "x"}, {"law": "y"}]}
    notes = {"/codes/basic": "国家编码", "/legal_basis/1": "第一行\n第二行", "/legal_basis/0/law": "法律", "/name": "没有"}
    assert (
        emit(schemas["power"], data, notes=notes)
        == """\
kind: power
id: a
codes:
  # 国家编码
  basic: "1"
legal_basis:
  # 法律
  - law: x
  # 第一行
  # 第二行
  - {law: y}
"""
    )


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("食品经营许可（餐饮服务）", "食品经营许可（餐饮服务）"),
        ("2026-01-01", "2026-01-01"),
        ("yes", "yes"),
        ("12:30", "12:30"),
        ("工作日 9:00-17:00", "工作日 9:00-17:00"),
        ("!needs_site_check", '"!needs_site_check"'),
        ("scenario == 'layout'", "scenario == 'layout'"),
        ("31010025600Y", '"31010025600Y"'),
        ("12345", '"12345"'),
        ("012", '"012"'),
        ("1E5", '"1E5"'),
        ("2026.1", '"2026.1"'),
        ("null", '"null"'),
        ("", '""'),
        ("-", '"-"'),
        ("a: b", '"a: b"'),
        ("a #b", '"a #b"'),
        (" a", '" a"'),
        ("[0..10000)", '"[0..10000)"'),
        (">= 3", '">= 3"'),
        ("<请填写：名称>", "<请填写：名称>"),
        ("a\tb\u2028", '"a\\tb\\u2028"'),
        ("一\n二", "|-\n  一\n  二"),
        (" 一\n二", '" 一\\n二"'),
        (0, "0"),
        (True, "true"),
        (None, "null"),
        (1.0, "1.0"),
        (1e-7, "0.0000001"),
        (100000000000000.0, "100000000000000."),
        ([], "[]"),
        ({}, "{}"),
        (["身份证：原件"], '["身份证：原件"]'),
    ],
)
def test_quotes_come_only_where_they_are_needed(schemas: Schemas, value: object, written: str) -> None:
    text = emit(schemas["power"], {"name": value})
    assert text == f"name: {written}\n"
    parsed = parse(text)
    assert not parsed.faults
    assert same(parsed.data, {"name": value})


@pytest.mark.parametrize("value", [10**15, 0.1 + 0.2, float("nan"), float("inf"), "\ud800", {1: 2}, object()])
def test_what_the_subset_has_no_words_for_is_refused(schemas: Schemas, value: object) -> None:
    with pytest.raises(EditRefused):
        emit(schemas["power"], {"name": value})


def test_nesting_beyond_what_is_read_is_refused(schemas: Schemas) -> None:
    deep: Any = "x"
    for _ in range(63):
        deep = [deep]
    assert parse(emit(schemas["power"], {"name": deep})).data == {"name": deep}
    with pytest.raises(EditRefused):
        emit(schemas["power"], {"name": [[deep]]})


def test_every_record_of_the_example_catalog_reads_back(schemas: Schemas, root: Path) -> None:
    files = sorted((root / "catalog-data").rglob("*.yaml"))
    assert files
    for path in files:
        data = parse(path.read_text(encoding="utf-8")).data
        if isinstance(data, dict) and data.get("kind") in schemas:
            text = emit(schemas[data["kind"]], data)
            parsed = parse(text)
            assert not parsed.faults, path
            assert same(parsed.data, data), path
            assert emit(schemas[data["kind"]], parsed.data) == text, path  # type: ignore[arg-type]
            flow = [line for line in text.splitlines() if line.endswith(("}", "]"))]
            assert all(width(line) <= WIDTH for line in flow), path


def test_the_examples_of_the_schemas_can_be_written(schemas: Schemas) -> None:
    for kind in schemas.kinds.values():
        for field in kind.root.walk():
            for example in field.examples:
                assert same(parse(emit(kind, {"local": example})).data, {"local": example})
        assert [pointer for pointer, _ in walk(parse(emit(kind, {"kind": kind.name, "id": "x"})).data)][1:] == ["/kind", "/id"]
