"""What the rules about schemas say, sentence by sentence, and what their edits make of a file."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from powercat import checks
from powercat.core.diagnostic import Diagnostic
from powercat.core.engine import Policy, judge
from powercat.core.load import load
from powercat.core.nearest import nearest
from powercat.core.registry import collect
from powercat.core.rule import Rule
from powercat.core.schema import Kind, Schemas, load_schemas
from powercat.core.store import MemoryStore
from powercat.core.text import Text

RULES = [rule for rule in collect(checks, Rule) if rule.code.startswith(("PC0", "PC10"))]
SCHEMAS = load_schemas()
DAY = date(2026, 7, 1)

POWER = """\
kind: power
id: food-licence
name: 食品经营许可
power_type: licence
organization: sh-market-regulation
exercise_levels: [district]
"""


HANDBOOK = """\
kind: handbook
id: a
series: a
powers: [x]
version: '1'
effective_on: 2026-01-01
handling_items:
  - id: n
    name: 新办
    type: new
"""


def check(text: str, schemas: Schemas = SCHEMAS) -> list[Diagnostic]:
    catalog = load(MemoryStore({"a.yaml": text.encode()}), schemas, DAY)
    return sorted(judge(catalog, RULES, Policy()), key=lambda each: each.order)


def only(text: str, code: str) -> Diagnostic:
    found = check(text)
    assert [each.code for each in found] == [code], [(each.code, each.text("zh")) for each in found]
    return found[0]


def mended(text: str) -> str:
    edits = [edit for each in check(text) for edit in each.edits]
    for edit in sorted(edits, key=lambda edit: -edit.start):
        text = text[: edit.start] + edit.replacement + text[edit.end :]
    return text


def test_the_record_of_these_tests_is_clean() -> None:
    assert check(POWER) == []


# PC101


def test_a_missing_field_has_its_label_help_and_example() -> None:
    found = only(POWER.replace("name: 食品经营许可\n", ""), "PC101")
    assert found.text("zh") == "缺少“事项名称”（name）"
    assert found.text("en") == "“Name” (name) is missing"
    assert found.advice("zh").startswith("加一行，例如“name: 食品经营许可”。与设定依据")
    assert (found.span.line, found.pointer) == (1, "")


def test_a_field_that_another_demands() -> None:
    found = only(POWER + "legal_basis:\n  - law: x\n    paragraphs: [1]\n", "PC101")
    assert found.text("zh") == "写了“款”，就要写“条”（article）"


def test_a_field_that_a_type_demands() -> None:
    form = "kind: form\nid: a\nname: 表\nfields:\n  - {id: x, name: 甲, type: enum, required: true}\n"
    found = only(form, "PC101")
    assert found.text("zh") == "“类型”是“选项”的，要写“可选的值”（values）"
    assert found.text("en") == "where “Type” is “Choice”, “Values” (values) is needed"


def test_one_of_several_is_missing() -> None:
    found = only(POWER + 'filing: {number: "1", filed_on: 2024-01-01}\n', "PC101")
    assert found.text("zh") == "这些栏目要写一个：备案机关（authority）、备案机关名称（authority_name）"
    assert (found.span.line, found.span.column) == (7, 1)


# PC102


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("naem", "name"),
        ("Name", "name"),
        ("名称", "name"),
        ("事项名称", "name"),
        ("power-type", "power_type"),
        ("事项类别", "power_type"),
        ("exercise_level", "exercise_levels"),
        ("设定依据", "legal_basis"),
    ],
)
def test_did_you_mean_this_field(written: str, meant: str) -> None:
    found = only(POWER + f"{written}: 甲\n", "PC102")
    assert found.args["meant"] == meant
    assert found.advice("zh").startswith(f"是不是“{meant}”（")
    assert (found.span.line, found.span.column, found.span.end_column) == (7, 1, 1 + len(written))


def test_a_field_of_another_level() -> None:
    found = only(POWER + "accountability: []\n", "PC102")
    assert "可以写" in found.advice("zh")
    text = "kind: responsibility\nid: a\nname: 甲\npowers: [x]\nduties: [{id: d, stage: other, duty: 乙}]\naccountability: []\n"
    place = SCHEMAS["responsibility"].field("/duties/*").title.zh
    assert only(text, "PC102").advice("zh").startswith(f"是不是写错了地方？“accountability”是“{place}”下面的栏目；这里可以写：")
    material = HANDBOOK + "    materials:\n      - {material: id-card, necessity: required, nte: 甲, note: 乙}\n"
    asked = [each.advice("zh") for each in check(material) if each.args.get("name") == "note"]
    assert len(asked) == 1, "a name of several places"
    assert asked[0].startswith("这里可以写：")


def test_a_field_run_together_with_its_value() -> None:
    found = only(POWER + "codes: {basic:x}\n", "PC102")
    assert found.advice("zh").endswith("英文冒号后面要空一格，例如：basic: …")


def test_an_unknown_field_hides_nothing_below_it() -> None:
    assert [each.code for each in check(POWER + "foo: {bar: {baz: 1}}\n")] == ["PC102"]


# PC103


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("number: 12\n", 'number: "12"\n'),
        ("number: true\n", 'number: "true"\n'),
        ("number: 1.50\n", 'number: "1.50"\n'),
    ],
)
def test_numbers_in_text_fields_are_quoted(before: str, after: str) -> None:
    head = POWER + "filing:\n  filed_on: 2024-01-01\n  authority: x\n  "
    assert only(head + before, "PC103").edits
    assert mended(head + before) == head + after
    assert check(head + after) == []


@pytest.mark.parametrize(
    ("before", "after"), [('article: "12"', "article: 12"), ("article: １２", "article: 12"), ("article: '0'", "article: 0")]
)
def test_whole_numbers_lose_their_quotes(before: str, after: str) -> None:
    head = POWER + "legal_basis:\n  - law: x\n    "
    assert mended(head + before + "\n") == head + after + "\n"


@pytest.mark.parametrize("written", ["第十二条", '"012"', "12.0", "[12]", '"12 条"'])
def test_what_is_no_certain_number_is_left(written: str) -> None:
    head = POWER + "legal_basis:\n  - law: x\n    "
    found = check(head + f"article: {written}\n")
    assert [each.code for each in found if each.code != "PC103"] == []
    assert all(not each.edits for each in found)


@pytest.mark.parametrize(
    ("before", "after"), [("draft: 是", "draft: true"), ('draft: "true"', "draft: true"), ("draft: no", "draft: false")]
)
def test_yes_and_no(before: str, after: str) -> None:
    assert mended(POWER + before + "\n") == POWER + after + "\n"


def test_an_empty_field_is_told_at_its_name() -> None:
    found = only(POWER.replace("食品经营许可", ""), "PC103")
    assert found.text("zh") == "“事项名称”后面没有内容"
    assert (found.span.line, found.span.column, found.span.end_column) == (3, 1, 5)


def test_types_in_plain_words() -> None:
    found = only(POWER.replace("[district]", "district"), "PC103")
    assert found.text("zh") == "“行使层级”要写列表，现在是文字"
    assert found.advice("zh").startswith("写成列表：")
    assert only(POWER + "codes: '1'\n", "PC103").text("zh") == "“编码”要写一组栏目，现在是文字"
    assert [each.text("zh") for each in check("kind: power\nid: [a]\n") if each.code == "PC103"] == ["“编号”要写文字，现在是列表"]


# PC104


def test_the_hint_for_a_group_of_fields_shows_one() -> None:
    text = "kind: handbook\nid: h\nhandling_items:\n  - id: x\n    promised_limit: 10个工作日\n"
    (found,) = (each for each in check(text) if each.code == "PC103")
    assert "例如：{value: 10, unit: working_day}" in found.advice("zh")
    assert "for example {value: 10, unit: working_day}" in found.advice("en")


@pytest.mark.parametrize("written", ["行政许可", '"01"', "1", "01", "licnce", "Licence", "许可"])
def test_did_you_mean_this_value(written: str) -> None:
    found = check(POWER.replace("power_type: licence", f"power_type: {written}"))
    if written in ("1", "01"):  # a number is of the wrong type, or misread, first
        assert [each.code for each in found] == ["PC103" if written == "1" else "PC005"]
        return
    assert [each.advice("zh") for each in found] == ["写成 licence（行政许可）"]
    assert [each.advice("en") for each in found] == ["write licence (Licence)"]


def test_values_are_listed_with_their_labels() -> None:
    found = only(POWER.replace("[district]", "[火星]"), "PC104")
    assert found.text("zh") == "“行政层级”里没有“火星”这一项"
    assert found.advice("zh").startswith("可以写：national（国家级）、provincial（省级）、")


def test_long_lists_end_in_and_others() -> None:
    found = [each for each in check("kind: law\nid: a\ntitle: 甲\nlevel: 天条\nversions: []\n") if each.code == "PC104"]
    assert found[0].advice("zh").endswith("）等")
    assert found[0].advice("zh").count("（") == 12


def test_several_values_in_one() -> None:
    found = only(POWER.replace("type: licence", "type: licence、penalty"), "PC104")
    assert found.advice("zh").startswith("各项之间用英文逗号隔开")


@pytest.mark.parametrize(
    ("written", "meant"), [("区级", "district"), ("乡镇级", "township"), ("市级", "municipal"), ("省级", "provincial")]
)
def test_levels_as_offices_call_them(written: str, meant: str) -> None:
    assert only(POWER.replace("[district]", f"[{written}]"), "PC104").advice("zh").startswith(f"写成 {meant}（")


@pytest.mark.parametrize(("division", "meant"), [("310000", "provincial"), ("440100", "municipal")])
def test_a_municipality_that_is_a_province_has_no_municipal_level(division: str, meant: str) -> None:
    text = f'kind: organization\nid: a\nname: 甲局\nlevel: 市级\ndivision_code: "{division}"\n'
    advice = [each.advice("zh") for each in check(text) if each.code == "PC104" and each.pointer == "/level"]
    assert [each.split("（")[0] for each in advice] == [f"写成 {meant}"]


def test_days_are_of_two_kinds() -> None:
    found = [each for each in check(HANDBOOK + "    statutory_limit: {value: 20, unit: 天}\n") if each.code == "PC104"]
    assert len(found) == 1
    assert found[0].advice("zh") == "“天”要分清是工作日还是自然日：working_day（工作日）、calendar_day（自然日）"


@pytest.mark.parametrize(
    ("line", "code", "words"),
    [("power_type: licence", "PC104", "“事项类型”是空的"), ("id: food-licence", "PC105", "“编号”是空的")],
)
def test_an_empty_text_is_called_empty(line: str, code: str, words: str) -> None:
    assert only(POWER.replace(line, f'{line.split(":")[0]}: ""'), code).text("zh") == words


@pytest.mark.parametrize(
    ("old", "new", "code", "words"),
    [
        ("name: ", "name\u00a0: ", "PC102", "U+00A0 不换行空格"),
        ("name: ", "name:\u00a0", "PC002", "U+00A0 不换行空格"),
        ("food-", "food\u200b-", "PC105", "U+200B 零宽空格"),
        ("licence\norg", "licence\u200b\norg", "PC104", "U+200B 零宽空格"),
    ],
)
def test_characters_nobody_sees_are_named(old: str, new: str, code: str, words: str) -> None:
    found = [each for each in check(POWER.replace(old, new)) if each.code == code]
    assert len(found) == 1
    assert words in found[0].text("zh") + found[0].advice("zh")


# PC006 for what the schema stumbles over


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        (POWER + 'codes:\n  basic： "310100256001"\n', POWER + 'codes:\n  basic: "310100256001"\n'),
        (POWER + "codes:\n  basic：310100256001\n", POWER + "codes:\n  basic: 310100256001\n"),
        (POWER + "codes: {local_basic： '12'}\n", POWER + "codes: {local_basic: '12'}\n"),
        (POWER + "codes: {legacy: [x], local_basic：a}\n", POWER + "codes: {legacy: [x], local_basic: a}\n"),
        (
            HANDBOOK + "    statutory_limit: {value: 20, unit：working_day}\n",
            HANDBOOK + "    statutory_limit: {value: 20, unit: working_day}\n",
        ),
    ],
)
def test_a_full_width_colon_behind_a_known_name_is_mended(wrong: str, right: str) -> None:
    assert [each.code for each in check(wrong)] == ["PC006"]
    assert mended(wrong) == right


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [
        (POWER.replace("[district]", "[district，municipal]"), 6, 27),
        (POWER.replace("[district]", "【provincial, district】"), 6, 18),
        (POWER.replace("[district]", "［district］"), 6, 18),
        (POWER.replace("[district]", "[provincial, district】"), 6, 39),
        (POWER.replace("licence\norg", "“licence”\norg"), 4, 13),
        (POWER + 'codes: ｛basic: "310100256001"｝\n', 7, 8),
        (POWER + "codes:\n  basics：x\n", 8, 9),
        (POWER + "codes: {local_basic：a，basic：b}\n", 7, 20),
        (HANDBOOK + "    statutory_limit: {value: 20，unit: working_day}\n", HANDBOOK.count("\n") + 1, 32),
        (HANDBOOK + "    statutory_limit: {none: true，reason：没有}\n", HANDBOOK.count("\n") + 1, 33),
        (POWER + "codes: {basic: '1'，local_basic: '2'}\n", 7, 19),
        ("种类：权力事项\n", 1, 3),
        ("种类： power\nid: a\n", 1, 3),
    ],
)
def test_full_width_signs_are_told_where_they_stand(text: str, line: int, column: int) -> None:
    found = only(text, "PC006")
    assert (found.span.line, found.span.column) == (line, column)
    if "local_basic" not in text:
        assert found.edits == ()


@pytest.mark.parametrize(
    "text",
    [
        POWER + "description: 适用于下列情形：一是新办，二是变更。【注】见附件\n",
        POWER + "description: “三小”场所，依：本办法\n",
        POWER + "local: {窗口：甲，乙: 一}\n",
    ],
)
def test_prose_is_never_touched(text: str) -> None:
    assert check(text) == []


def test_a_value_that_can_only_be_one() -> None:
    text = "kind: handbook\nid: a\nseries: a\npowers: [x]\nversion: '1'\neffective_on: 2026-01-01\nhandling_items:\n"
    found = only(text + "  - {id: n, name: 新办, type: new, statutory_limit: {none: false, reason: 法律没有规定}}\n", "PC104")
    assert found.advice("zh") == "这里只能写 true，或者整行不写"


# PC105


@pytest.mark.parametrize(
    "written",
    ["2024/1/1", "2024.1.1", "2024年1月1日", "2024-1-1", "'2024 年 1 月 1 日'", "２０２４-０１-０１", '"20240101"', "20240101"],
)
def test_days_written_another_way(written: str) -> None:
    text = POWER + f"effective_from: {written}\n"
    (found,) = check(text)
    assert found.code in ("PC103", "PC105")
    quote = written[0] if written[0] in "'\"" else ""
    assert mended(text) == POWER + f"effective_from: {quote}2024-01-01{quote}\n"


@pytest.mark.parametrize(
    "written", ["2024/2/30", "2023年2月29日", "01/02/2024", "2024-13-01", "二〇二四年", "2024年1月", "2024-01-01起"]
)
def test_no_day_is_made_up(written: str) -> None:
    found = only(POWER + f"effective_from: {written}\n", "PC105")
    assert found.edits == ()
    assert "2026-01-01" in found.advice("zh")


def test_codes_in_full_width_or_with_spaces() -> None:
    text = POWER + 'codes:\n  basic: "３１０１００ 256001"\n'
    assert only(text, "PC105").advice("zh") == "写成 310100256001"
    assert mended(text) == POWER + 'codes:\n  basic: "310100256001"\n'


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (POWER.replace("food-licence", "食品"), "用小写英文字母开头"),
        (POWER + 'codes: {basic: "31"}\n', "十二位"),
        ('kind: handbook\nid: a\nattachments: [{title: 甲, url: "www.sh.gov.cn"}]\n', "https://"),
        ("kind: handbook\nid: a\nattachments: [{title: 甲, path: ../x.pdf}]\n", "不用“..”"),
        ("kind: organization\nid: a\nuscc: '123'\n", "18 位"),
        ("kind: discretion\nid: a\nrows: [{id: r, name: 甲, when: {a: '[1-2]'}, then: {}}]\n", "[0..10000)"),
        ("kind: handbook\nid: a\nhandling_items: [{id: n, conditions: [{id: c, text: 甲, expr: 'a > (1'}]}]\n", "成对"),
    ],
)
def test_each_form_is_explained_with_an_example(text: str, words: str) -> None:
    found = [each for each in check(text) if each.code == "PC105"]
    assert words in found[0].advice("zh")
    assert "例如：" in found[0].advice("zh")


@pytest.mark.parametrize("written", ["20200101", '"20200101"'])
def test_a_day_run_together_is_offered_at_once(written: str) -> None:
    (found,) = check(POWER + f"effective_from: {written}\n")
    assert found.advice("zh") == "写成 2020-01-01"


def test_a_text_with_a_colon_in_it_wants_quotes() -> None:
    found = only(POWER + "description:\n  注意: 原件\n", "PC103")
    assert found.advice("zh").endswith('整段用双引号引起来，写成 "注意: 原件"')


# PC106, PC107, PC108


def test_one_wrong_choice_is_told_once_for_all_its_fields() -> None:
    text = HANDBOOK.replace("type: new", "type: ordinary_procedure")
    text += "    promised_limit: {value: 1, unit: hour}\n    materials: []\n    case_type: immediate\n"
    found = [each for each in check(text) if each.code == "PC108"]
    assert len(found) == 1
    assert found[0].text("zh").count("、") == 2


def test_bounds_with_numbers() -> None:
    found = only(POWER.replace("食品经营许可", "许" * 201), "PC106")
    assert found.text("zh") == "“事项名称”最多写 200 个字，现在有 201 个"
    found = only(POWER + "legal_basis: [{law: x, article: -1}]\n", "PC106")
    assert found.text("zh") == "“条”不能小于 1，现在是 -1"


def test_what_is_too_long_for_a_code_is_not_parted() -> None:
    assert "分开写" in only(POWER.replace("食品经营许可", "许" * 201), "PC106").advice("zh")
    text = f"kind: guide\nid: a\ncomplaint:\n  - {{type: phone, value: 021-63210000, extension: '{'8' * 21}'}}\n"
    (found,) = (each for each in check(text) if each.code == "PC106")
    assert "只写“分机”本身" in found.advice("zh")


def test_the_same_item_twice_names_both_places() -> None:
    found = only(POWER.replace("[district]", "[district, municipal, district]"), "PC107")
    assert found.text("zh") == "“行使层级”里“县级”写了两次"
    assert (found.span.column, found.related[0].span.column) == (40, 19)


def test_fields_that_exclude_each_other() -> None:
    found = only(POWER + 'filing: {number: "1", filed_on: 2024-01-01, authority: x, authority_name: 乙}\n', "PC108")
    assert found.text("zh") == "“备案机关名称”和“备案机关”只能写一个"


# PC109


def own_schemas(tmp_path: Path) -> Schemas:
    schema: dict[str, Any] = {
        "title": "试验",
        "type": "object",
        "properties": {"kind": {"const": "trial"}, "id": {"type": "string"}, "name": {"title": "名称", "not": {"const": "甲"}}},
    }
    (tmp_path / "trial.json").write_text(json.dumps(schema), "utf-8")
    kinds: Mapping[str, Kind] = {**SCHEMAS.kinds, "trial": Kind("trial", "trials", schema)}
    return Schemas(kinds, "trial")


def test_a_demand_that_no_other_rule_has_words_for(tmp_path: Path) -> None:
    (found,) = check("kind: trial\nid: a\nname: 甲\n", own_schemas(tmp_path))
    assert (found.code, found.text("zh"), found.span.line) == ("PC109", "“名称”不符合填写规范", 3)
    assert found.advice("zh") == "对照填写规范里这个栏目的说明改"


# the nearest name


def test_a_slip_in_a_long_name_is_that_name_though_a_title_lies_in_it() -> None:
    names, titles = ("actor", "actor_organization"), (Text("主体", "Actor"), Text("机构", "Organization"))
    assert nearest("actor_orgnaization", names, titles) == "actor_organization"
    assert nearest("the_actor", names, titles) == "actor"


def test_nothing_is_proposed_for_something_else() -> None:
    assert nearest("zzz", ("name", "power_type"), (Text("名称", "Name"), Text("类型", "Type"))) == ""
    assert nearest("", ("name",)) == ""
    assert nearest("？", ("name",), (Text("名称", "Name"),)) == ""
