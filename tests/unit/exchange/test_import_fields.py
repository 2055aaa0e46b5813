"""From values to fields: every step, lists, references, several rows in one record."""

from __future__ import annotations

import json
from typing import Any

import pytest
from tests.unit.exchange.conftest import Importer, codes, only, records

from powercat.exchange.steps import numbered
from powercat.exchange.template import template


def rows(*data: dict[str, Any]) -> str:
    return "".join(json.dumps(each, ensure_ascii=False) + "\n" for each in data)


def power(*fields: str, head: str = "") -> str:
    """A mapping that makes a power of every row."""
    lines = "\n".join(f"      - {field}" for field in fields)
    return f'{head}\nrecords:\n  - name: items\n    kind: power\n    id: "p{{code}}"\n    fields:\n{lines}\n'


@pytest.mark.parametrize(
    ("field", "value", "expected"),
    [
        ("{to: /name, from: v}", "  甲　", "甲"),
        ("{to: /name, from: v/b/c}", {"b": {"c": "甲"}}, "甲"),
        ("{to: /name, from: v/a~1b}", {"a/b": "甲"}, "甲"),
        ("{to: /name, from: v/1}", ["甲", "乙"], "乙"),
        ("{to: /name, from: v, steps: [{join: 、}]}", ["甲", "乙", "无"], "甲、乙、无"),
        ('{to: /name, text: "{v}的{code}"}', "甲", "甲的1"),
        ('{to: /name, text: "{{{v|first:2}}}"}', "甲乙丙", "{甲乙}"),
        ('{to: /name, text: "{v|from:3}{v|last:1}"}', "甲乙丙", "丙丙"),
        ("{to: /name, value: 固定}", "", "固定"),
        ("{to: /name, from: v, default: 没有写}", "", "没有写"),
        ('{to: /name, from: v, steps: [{extract: "([0-9]+)天"}]}', "共30天", "30"),
        ('{to: /name, from: v, steps: [{extract: "[0-9]+"}]}', "共30天", "30"),
        ('{to: /name, from: v, steps: [{replace: "^地点：", with: ""}]}', "地点：路", "路"),
        ('{to: /name, from: v, steps: [{replace: "[0-9]", with: "\\\\0"}]}', "a1", "a\\0"),
        ("{to: /name, from: v}", 20, "20"),
        ("{to: /name, from: v}", True, "true"),
        ("{to: /name, from: v}", ["甲"], "甲"),
        ("{to: /exercise_levels, from: v}", ["省级", "市级", "省级"], ["provincial", "municipal"]),
        ("{to: /exercise_levels, from: v}", "省级", ["provincial"]),
        ('{to: /exercise_levels, from: v, steps: [{split: "[、，]"}]}', "省级、市级，", ["provincial", "municipal"]),
        ("{to: /power_type, from: v}", "行政许可", "licence"),
        ("{to: /power_type, from: v}", "licence", "licence"),
        ("{to: /power_type, value: 行政许可}", "", "licence"),
        ("{to: /codes/legacy, from: v}", ["0123", "无"], ["0123"]),
        ("{to: /draft, from: v}", "是", True),
        ("{to: /draft, from: v}", False, False),
        ("{to: /local/old/*, from: v}", "甲", ["甲"]),
        ("{to: /local/old, from: v}", "甲", "甲"),
    ],
)
def test_a_value_becomes_a_field(importer: Importer, field: str, value: object, expected: object) -> None:
    imported = importer(rows({"code": "1", "v": value}), power(field, head="source: {empty: [无]}"))
    assert not imported.diagnostics
    data: Any = records(imported)["powers/p1.yaml"]
    for name in field.partition("to: /")[2].partition(",")[0].removesuffix("/*").split("/"):
        data = data[name]
    assert data == expected


@pytest.mark.parametrize("value", ["", " ", "　", None, [], {}, "无", ["无", ""], " 无 "])
def test_what_says_nothing_is_left_out(importer: Importer, value: object) -> None:
    mapping = power(
        "{to: /name, value: 甲}",
        "{to: /description, from: v}",
        '{to: /authority_division, text: "见{v}"}',
        head="source: {empty: [无]}",
    )
    imported = importer(rows({"code": "1", "v": value}), mapping)
    assert not imported.diagnostics
    assert records(imported)["powers/p1.yaml"] == {"kind": "power", "id": "p1", "name": "甲"}


def test_words_for_nothing_do_not_touch_fixed_values(importer: Importer) -> None:
    mapping = power("{to: /name, value: 无}", "{to: /description, from: v, default: 无}", head="source: {empty: [无]}")
    data = importer.one(rows({"code": "1", "v": "无"}), mapping)
    assert (data["name"], data["description"]) == ("无", "无")


@pytest.mark.parametrize(
    ("field", "value", "words", "level"),
    [
        ("{to: /power_type, from: v}", "行政许克", "；是不是“行政许可”？", "error"),
        ("{to: /reform_mode, from: v}", "别的", "不在可以写的值里", "warning"),
        ("{to: /draft, from: v}", "也许", "不是“是”或者“否”", "warning"),
        ("{to: /name, from: v}", ["甲", "乙"], "来源有 2 个值（甲、乙），这里只能写一个", "error"),
        ("{to: /name, from: v}", {"a": "b"}, "来源是一组内容", "error"),
        ('{to: /name, text: "见{v}"}', ["甲", "乙"], "来源是一组内容", "error"),
        ('{to: /description, from: v, steps: [{extract: "([0-9]+)天"}]}', "三天", "和写法 ([0-9]+)天 对不上", "warning"),
        ("{to: /description, from: v, steps: [{lookup: organization, by: name}]}", "局", "找不到“局”这条记录", "warning"),
        ('{to: /description, from: v, steps: [{find: "[0-9]{3}"}, {join: ","}]}', "无号", "对不上", "warning"),
    ],
)
def test_what_does_not_fit_is_told_at_its_place_and_left_out(
    importer: Importer, field: str, value: object, words: str, level: str
) -> None:
    imported = importer("\n" + rows({"code": "1", "v": value}), power(field))
    found = only(imported)
    assert words in found.text("zh")
    assert codes(imported) == [("PC952", level, 2, 20)]
    assert records(imported)["powers/p1.yaml"] == {"kind": "power", "id": "p1"}
    assert found.record is not None
    assert found.record.id == "p1"


TABLE = """
tables:
  - id: types
    rows:
      - {from: "21", to: public_service}
      - {from: "99", to: ""}
"""


@pytest.mark.parametrize(
    ("value", "otherwise", "expected", "told"),
    [
        ("21", "report", "public_service", 0),
        (21, "report", "public_service", 0),
        ("99", "report", None, 0),
        ("22", "report", None, 1),
        ("22", "leave_out", None, 0),
        ("行政许可", "keep", "licence", 0),
        ("22", "keep", None, 1),
    ],
)
def test_tables(importer: Importer, value: object, otherwise: str, expected: str | None, told: int) -> None:
    mapping = power(f"{{to: /power_type, from: v, steps: [{{table: types, otherwise: {otherwise}}}]}}", head=TABLE)
    imported = importer(rows({"code": "1", "v": value}), mapping)
    assert records(imported)["powers/p1.yaml"].get("power_type") == expected
    assert len(imported.diagnostics) == told


def test_an_unfit_value_may_be_left_out_silently(importer: Importer) -> None:
    imported = importer(rows({"code": "1", "v": "别的"}), power("{to: /power_type, from: v, otherwise: leave_out}"))
    assert not imported.diagnostics
    assert "power_type" not in records(imported)["powers/p1.yaml"]


def test_the_first_of_several_entries_that_has_a_value_counts(importer: Importer) -> None:
    mapping = power("{to: /name, from: a}", "{to: /name, from: b}", '{to: /name, text: "第{#}行"}')
    source = rows({"code": "1", "a": "甲", "b": "乙"}, {"code": "2", "a": "", "b": "乙"}, {"code": "3", "a": "", "b": ""})
    assert [data["name"] for data in records(importer(source, mapping)).values()] == ["甲", "乙", "第3行"]


def test_several_entries_for_a_list_add_up(importer: Importer) -> None:
    mapping = power("{to: /codes/legacy, from: a}", "{to: /codes/legacy, from: b}")
    assert importer.one(rows({"code": "1", "a": "x", "b": ["x", "y"]}), mapping)["codes"] == {"legacy": ["x", "y"]}


@pytest.mark.parametrize(
    ("condition", "takes"),
    [
        ('{from: v, is: ["a", "b"]}', ["1"]),
        ('{from: v, is_not: ["a"]}', ["2", "3"]),
        ('{from: v, matches: "^[a-b]"}', ["1"]),
        ("{from: v, stated: true}", ["1", "2"]),
        ("{from: v, stated: false}", ["3"]),
    ],
)
def test_conditions_on_rows(importer: Importer, condition: str, takes: list[str]) -> None:
    mapping = power("{to: /name, value: 甲}").replace("    fields:", f"    when: [{condition}]\n    fields:")
    imported = importer(rows({"code": "1", "v": ["a", "z"]}, {"code": "2", "v": "c"}, {"code": "3", "v": None}), mapping)
    assert [path.removeprefix("powers/p").removesuffix(".yaml") for path in imported.files] == takes
    left = [found for found in imported.diagnostics if found.code == "PC953"]
    assert len(left) == 3 - len(takes) == imported.skipped
    assert all("没有一种记录用到它" in found.text("zh") for found in left)


def test_rows_that_are_not_wanted_are_told_with_the_reason(importer: Importer) -> None:
    head = 'skip:\n  - when: [{from: state, is: ["3"]}]\n    reason: 已经取消\n'
    imported = importer(
        rows({"code": "1", "state": "1"}, {"code": "2", "state": "3"}), power("{to: /name, value: 甲}", head=head)
    )
    assert codes(imported) == [("PC953", "info", 2, 1)]
    assert "第 2 行没有导入：已经取消" in only(imported).text("zh")
    assert list(imported.files) == ["powers/p1.yaml"]


def test_a_row_without_what_its_id_needs_is_told(importer: Importer) -> None:
    imported = importer(rows({"code": "1"}, {"code": ""}), power("{to: /name, value: 甲}"))
    assert codes(imported) == [("PC953", "info", 2, 1)]
    assert "“code”没有填" in only(imported).text("zh")
    assert imported.skipped == 1


def test_an_id_that_cannot_be_one_is_an_error(importer: Importer) -> None:
    imported = importer(rows({"code": "A 1"}), power("{to: /name, value: 甲}"))
    assert (only(imported).code, only(imported).severity.key) == ("PC952", "error")
    assert not imported.files


def test_two_rows_with_one_id_are_told_and_the_first_counts(importer: Importer) -> None:
    imported = importer(rows({"code": "1", "v": "甲"}, {"code": "1", "v": "乙"}), power("{to: /name, from: v}"))
    found = only(imported)
    assert codes(imported) == [("PC954", "error", 2, 1)]
    assert found.related[0].span.line == 1
    assert records(imported)["powers/p1.yaml"]["name"] == "甲"


HANDBOOKS = """
source: {empty: [无]}
records:
  - name: organizations
    kind: organization
    id: "o{body}"
    several_rows: true
    fields: [{to: /name, from: name}]
  - name: materials
    kind: material
    id: "m-{.|pinyin:20}-{.|hash:4}"
    each: materials
    steps: [{replace: "；$", with: ""}]
    at_least: 2
    fields: [{to: /name, from: .}]
  - name: handbooks
    kind: handbook
    id: "h{body}"
    several_rows: true
    lists:
      - {to: /handling_items}
      - {to: /handling_items/*/conditions, each: conditions, none: [没有条件], steps: [{numbered: items}]}
      - {to: /handling_items/*/materials, each: materials, steps: [{replace: "；$", with: ""}]}
    fields:
      - {to: /organizations, record: organizations}
      - {to: /handling_items/*/id, text: "i{item}"}
      - {to: /handling_items/*/service_objects, from: who}
      - {to: /handling_items/*/conditions/*/id, text: "c{#}"}
      - {to: /handling_items/*/conditions/*/text, from: .}
      - {to: /handling_items/*/materials/*/material, record: materials}
      - {to: /handling_items/*/materials/*/name, from: ., unless: material}
"""


def test_rows_of_one_body_make_one_handbook_with_shared_materials(importer: Importer) -> None:
    source = rows(
        {
            "body": "1",
            "name": "局",
            "item": "1",
            "conditions": "没有条件",
            "materials": ["身份证", "申请表；"],
            "who": ["自然人"],
        },
        {"body": "1", "name": "局", "item": "2", "conditions": "1、甲；2、乙。", "materials": ["身份证；"], "who": ["企业法人"]},
        {"body": "1", "name": "局", "item": "3", "conditions": "无", "materials": "无", "who": []},
    )
    imported = importer(source, HANDBOOKS)
    assert not imported.diagnostics
    assert imported.counts == {"handbook": 1, "material": 1, "organization": 1}
    made = records(imported)
    (material,) = (data for data in made.values() if data["kind"] == "material")
    assert material["name"] == "身份证"
    assert material["id"].startswith("m-shen-fen-zheng-")
    assert made["handbooks/h1.yaml"] == {
        "kind": "handbook",
        "id": "h1",
        "organizations": ["o1"],
        "handling_items": [
            {
                "id": "i1",
                "service_objects": ["natural_person"],
                "conditions": [],
                "materials": [{"material": material["id"]}, {"name": "申请表"}],
            },
            {
                "id": "i2",
                "service_objects": ["enterprise"],
                "conditions": [{"id": "c1", "text": "甲"}, {"id": "c2", "text": "乙"}],
                "materials": [{"material": material["id"]}],
            },
            {"id": "i3"},
        ],
    }


def test_rows_of_one_record_that_differ_are_told_with_both_values(importer: Importer) -> None:
    source = rows({"body": "1", "name": "甲局", "item": "1"}, {"body": "1", "name": "乙局", "item": "2"})
    imported = importer(source, HANDBOOKS)
    differing = [found for found in imported.diagnostics if found.code == "PC954"]
    assert [(found.span.line, found.span.column, found.severity.key) for found in differing] == [(2, 23, "warning")]
    assert "用了“甲局”，没有用“乙局”" in differing[0].text("zh")


def test_a_list_may_have_items_of_several_sorts(importer: Importer) -> None:
    mapping = """
records:
  - name: guides
    kind: guide
    id: "g{code}"
    lists:
      - {to: /channels, item: counter, when: [{from: place, stated: true}]}
      - {to: /channels, item: online, each: urls}
    fields:
      - {to: /channels/*counter/type, value: counter}
      - {to: /channels/*counter/name, from: place}
      - {to: /channels/*online/type, value: online}
      - {to: /channels/*online/url, from: ./u}
      - {to: /channels/*online/name, text: "网站{#}（{./n}）"}
"""
    data = importer.one(
        rows({"code": "1", "place": "大厅", "urls": [{"u": "http://a.cn", "n": "甲"}, {"u": "http://b.cn", "n": "乙"}]}), mapping
    )
    assert data["channels"] == [
        {"type": "counter", "name": "大厅"},
        {"type": "online", "name": "网站1（甲）", "url": "http://a.cn"},
        {"type": "online", "name": "网站2（乙）", "url": "http://b.cn"},
    ]


def test_values_behind_every_item_are_gathered(importer: Importer) -> None:
    data = importer.one(rows({"code": "1", "v": [{"n": "x"}, {"n": ["y"]}, {}]}), power("{to: /codes/legacy, from: v/*/n}"))
    assert data["codes"]["legacy"] == ["x", "y"]


def test_a_record_once_by_fixed_values(importer: Importer) -> None:
    mapping = """
records:
  - name: catalog
    kind: catalog
    id: city
    once: true
    fields: [{to: /division_code, value: "310000"}, {to: /authority, record: government}]
  - name: government
    kind: organization
    id: government
    once: true
    fields: [{to: /name, value: 市政府}]
"""
    made = records(importer("{}\n", mapping))
    assert made["catalog.yaml"] == {"kind": "catalog", "id": "city", "authority": "government", "division_code": "310000"}
    assert list(made) == ["catalog.yaml", "organizations/government.yaml"]


def test_names_are_looked_up_among_new_and_old_records(importer: Importer) -> None:
    folder = importer.catalog / "organizations"
    folder.mkdir(parents=True)
    (folder / "old.yaml").write_text("kind: organization\nid: old\nname: 老局\naliases: [旧局]\n", encoding="utf-8")
    mapping = """
records:
  - name: organizations
    kind: organization
    id: "o{code}"
    fields: [{to: /name, from: body}]
    when: [{from: body, is: [新局]}]
  - name: items
    kind: power
    id: "p{code}"
    fields:
      - {to: /organization, from: body, steps: [{lookup: organization, by: name, otherwise: leave_out}]}
      - {to: /organization, from: body, steps: [{lookup: organization, by: aliases}]}
"""
    source = rows({"code": "1", "body": "新局"}, {"code": "2", "body": "老局"}, {"code": "3", "body": "旧局"})
    made = records(importer(source, mapping))
    assert [made[f"powers/p{number}.yaml"]["organization"] for number in (1, 2, 3)] == ["o1", "old", "old"]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("1.甲；\n2.乙；\n3.丙。", ["甲", "乙", "丙"]),
        ("1、甲;2、乙", ["甲", "乙"]),
        ("1、甲；2、乙；10、丙", ["甲", "乙；10、丙"]),
        ("（一）甲 （二）乙", ["甲", "乙"]),
        ("提供：1、甲；2、乙。", ["甲", "乙"]),
        ("(1) 甲；(2) 乙", ["甲", "乙"]),
        ("（1）甲；（2）乙", ["甲", "乙"]),
        ("长1.5米；宽2.5米", ["长1.5米；宽2.5米"]),
        ("一、甲 二、乙 三、丙", ["甲", "乙", "丙"]),
        ("只有一条", ["只有一条"]),
        ("1、只有一条", ["1、只有一条"]),
        ("第1条第2款", ["第1条第2款"]),
    ],
)
def test_numbered_strings(text: str, parts: list[str]) -> None:
    assert numbered(text) == parts


def test_the_introduction_of_a_numbered_string_may_stay() -> None:
    assert numbered("具备下列条件之一：1、甲；2、乙。", keep_intro=True) == ["具备下列条件之一：", "甲", "乙"]


def test_ids_from_names_are_the_same_everywhere() -> None:
    names = template("m-{n|pinyin:12}-{n|hash:6}")
    assert names.filled(lambda _: "重庆市居民身份证（A4）") == "m-chong-qing-941ece"
    assert names.filled(lambda _: "重庆市居民身份证(A4)").rpartition("-")[2] != "941ece"
