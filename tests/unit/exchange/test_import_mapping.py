"""A mapping that is wrong is told like a record that is wrong, before anything is read."""

from __future__ import annotations

import pytest
from tests.unit.exchange.conftest import Importer, codes, only

GOOD = """
tables:
  - id: types
    rows:
      - {from: 许可, to: licence}
records:
  - name: organizations
    kind: organization
    id: "o{编码}"
    fields:
      - {to: /name, from: 单位}
  - name: items
    kind: handbook
    id: "h{编码}"
    lists:
      - {to: /handling_items}
      - {to: /handling_items/*/materials, each: 材料}
    fields:
      - {to: /series, text: "h{编码}"}
      - {to: /organizations, record: organizations}
      - {to: /handling_items/*/name, from: 事项名称, steps: [{extract: "^(.+)$"}]}
      - {to: /handling_items/*/service_objects, value: natural_person}
      - {to: /handling_items/*/materials/*/name, from: .}
"""
SOURCE = '{"编码": "1", "事项名称": "甲", "单位": "局", "材料": ["证"]}\n'


def test_the_good_one_is_good(importer: Importer) -> None:
    imported = importer(SOURCE, GOOD)
    assert not imported.diagnostics
    assert imported.counts == {"handbook": 1, "organization": 1}


@pytest.mark.parametrize(
    ("old", "new", "line", "words"),
    [
        ("kind: organization", "kind: organisation", 8, "是不是“organization”？"),
        ("to: /series", "to: /seris", 19, "没有栏目“seris”（业务手册）；是不是“series”？"),
        ("to: /series", "to: /kind", 19, "“kind”不用写"),
        ("to: /handling_items/*/name", "to: /handling_items/*/nam", 21, "；是不是“name”？"),
        ("to: /handling_items/*/name", "to: /handling_items/0/name", 21, "没有栏目“0”"),
        ("to: /handling_items/*/name", "to: /handling_items/*rows/name", 21, "先在 lists 里写上它；是不是“/handling_items/*”？"),
        ("to: /handling_items/*/name", "to: /facts/*/name", 21, "先在 lists 里写上它"),
        ("to: /handling_items/*/name", "to: /handling_items/*/promised_limit", 21, "里面还有栏目"),
        ("to: /handling_items}", "to: /organizations}", 16, "不是由栏目组成的列表"),
        ("- {to: /handling_items}", "- {to: /handling_items}\n      - {to: /handling_items}", 17, "写了两次"),
        ("record: organizations", "record: organisations", 20, "是不是“organizations”？"),
        ("record: organizations", "record: items", 20, "要引用的是行政机关，“items”做的却是业务手册"),
        ('extract: "^(.+)$"', 'extract: "^(.+"', 21, "正则表达式写得不对，第 2 个字符附近"),
        ('extract: "^(.+)$"', "table: typs", 21, "没有叫“typs”的对照表；是不是“types”？"),
        ("value: natural_person", "value: 公民", 22, "“公民”不是“服务对象”可以写的值"),
        (
            "value: natural_person",
            "from: 事项名称, steps: [{table: types}]",
            22,
            "对照表“types”里的“licence”不是“服务对象”可以写的值",
        ),
        ('text: "h{编码}"', 'text: "h{编码"', 19, "花括号没有配对"),
        ('text: "h{编码}"', 'text: "h{编码|small}"', 19, "不认识“small”"),
        ('text: "h{编码}"', 'text: "h{编码|first}"', 19, "要写几个字"),
        ('text: "h{编码}"', 'text: "h{}"', 19, "没有写列名"),
        ("from: 事项名称,", "from: a//b,", 21, "有一层是空的"),
        ("name: items", "name: organizations", 12, "用了两次"),
        ("{from: 许可, to: licence}", "{from: 许可, to: licence}\n      - {from: 许可, to: other}", 6, "写了两次"),
        ('id: "o{编码}"', 'id: "o{编码}"\n    once: true', 10, "once 的记录不看来源"),
    ],
)
def test_faults_have_their_place_and_ask_what_was_meant(importer: Importer, old: str, new: str, line: int, words: str) -> None:
    assert old in GOOD
    imported = importer(SOURCE, GOOD.replace(old, new, 1))
    assert not imported.usable
    assert not imported.files
    (found,) = (each for each in imported.diagnostics if words in each.text("zh"))
    assert (found.code, found.severity.key, found.span.path, found.span.line) == ("PC956", "error", "../map.yaml", line)
    assert found.text("en")


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("each: 材料", "every: 材料", "PC102"),
        ("    kind: organization\n", "", "PC101"),
        ('extract: "^(.+)$"', 'extract: "^(.+)$", split: ","', "PC108"),
        ("{to: /series, text:", "{to: series, text:", "PC105"),
        ("records:", "records: []\nlater:", "PC102"),
        ("name: organizations\n", "name: Organizations\n", "PC105"),
        ("tables:", "tables: {", "PC002"),
    ],
)
def test_faults_of_form_have_the_words_of_records(importer: Importer, old: str, new: str, code: str) -> None:
    assert old in GOOD
    imported = importer(SOURCE, GOOD.replace(old, new, 1))
    assert not imported.usable
    assert code in {found.code for found in imported.diagnostics}
    assert {found.span.path for found in imported.diagnostics} == {"../map.yaml"}


def test_a_column_that_no_row_has_is_told_where_it_is_named(importer: Importer) -> None:
    imported = importer(SOURCE, GOOD.replace("from: 事项名称,", "from: 事项名秤,"))
    assert codes(imported) == [("PC956", "warning", 21, 44)]
    assert "来源里没有“事项名秤”这一列；是不是“事项名称”？" in only(imported).text("zh")
    assert imported.usable


def test_a_column_that_some_rows_have_is_in_order(importer: Importer) -> None:
    source = SOURCE + '{"编码": "2", "单位": "局", "材料": []}\n'
    assert not importer(source, GOOD).diagnostics
