"""``powercat new``: blanks that explain themselves and that no check lets pass."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest

from powercat.authoring.new import blank, path_of, propose_id
from powercat.core.document import Document, digest, parse, walk
from powercat.core.errors import UsageError
from powercat.core.formats import is_placeholder
from powercat.core.load import load
from powercat.core.record import Record
from powercat.core.schema import Schemas, load_schemas
from powercat.core.store import MemoryStore
from powercat.core.text import Lang

KINDS = load_schemas().known
_COMMENTED_FIELD = re.compile(r'^( *)# ( *(?:- )?(?:\{|"<|[a-z_]+:(?: |$)).*)$', re.MULTILINE)


def faults(text: str, schemas: Schemas) -> list[tuple[str, str, str]]:
    catalog = load(MemoryStore({"x.yaml": text.encode()}), schemas, date(2026, 7, 1))
    return [(fault.name, fault.variant, fault.pointer) for document in catalog.documents for fault in document.faults]


def record(text: str, schemas: Schemas) -> Record:
    raw = text.encode()
    parsed = parse(text)
    assert isinstance(parsed.data, dict)
    document = Document("x.yaml", digest(raw), parsed.data, parsed.faults, parsed.whole, lambda _: raw)
    return Record(schemas[parsed.data["kind"]], parsed.data["id"], (document,))


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("kind", KINDS)
def test_a_blank_is_the_schema_and_every_placeholder_is_found(schemas: Schemas, kind: str, lang: Lang) -> None:
    text = blank(schemas[kind], lang, id="x")
    parsed = parse(text)
    assert not parsed.faults
    data: Any = parsed.data
    assert data["kind"] == kind
    assert data["id"] == "x"
    waiting = {pointer for pointer, value in walk(data) if isinstance(value, str)} - {"/kind", "/id"}
    assert waiting
    assert set(faults(text, schemas)) == {("bad-format", "placeholder", pointer) for pointer in waiting}
    for name, field in schemas[kind].root.properties.items():
        assert f"# {field.title.say(lang)}" in text
        assert re.search(rf"^(?:# )?{name}:", text, re.MULTILINE)


@pytest.mark.parametrize("kind", KINDS)
def test_commented_fields_are_right_once_uncommented_and_wait_too(schemas: Schemas, kind: str) -> None:
    text = blank(schemas[kind], "zh", id="x")
    whole = text
    while (shorter := _COMMENTED_FIELD.sub(r"\1\2", whole)) != whole:
        whole = shorter
    parsed = parse(whole)
    assert not parsed.faults
    data: Any = parsed.data
    assert set(data) == set(schemas[kind].root.properties)
    left = {pointer: value for pointer, value in walk(data) if isinstance(value, str) and not is_placeholder(value)}
    assert left == {"/kind": kind, "/id": "x"}
    # alternatives (one of several fields) may stand side by side now; nothing else is wrong but what waits
    assert {name for name, variant, _ in faults(whole, schemas) if variant != "placeholder"} <= {"field-not-applicable"}


def test_the_words_are_those_of_the_schema(schemas: Schemas) -> None:
    text = blank(schemas["power"], "zh", id="x")
    assert "# 事项名称（必填）：" in text
    assert "#   例如：食品经营许可\nname: <请填写：事项名称>\n" in text
    assert "#   licence  行政许可：" in text
    assert "\n# effective_from: <请填写：生效日期>\n" in text
    assert "\n# filing:\n#   number: <请填写：备案编号>\n" in text
    english = blank(schemas["power"], "en", id="x")
    assert not re.search("[\u4e00-\u9fff]", re.sub("for example: .*", "", english))


def test_values_are_typed_by_the_schema(schemas: Schemas) -> None:
    values = {
        "name": "食品经营许可",
        "power_type": "行政许可",
        "codes.basic": "310100256001",
        "exercise_levels": "district、市级",
        "draft": "是",
        "legal_basis": "{law: food-safety-law, article: 35}",
        "/filing/number": "沪备1号",
        "description": "",
    }
    data: Any = parse(blank(schemas["power"], "zh", values=values, id="x")).data
    assert data["power_type"] == "licence"
    assert data["codes"] == {"basic": "310100256001"}
    assert data["exercise_levels"] == ["district", "municipal"]
    assert data["draft"] is True
    assert data["legal_basis"] == [{"law": "food-safety-law", "article": 35}]
    assert data["filing"]["number"] == "沪备1号"
    assert is_placeholder(data["filing"]["filed_on"])
    assert list(data)[:4] == ["kind", "id", "name", "power_type"]


def test_values_reach_into_lists(schemas: Schemas) -> None:
    values = {"handling_items.0.id": "new", "handling_items.0.statutory_limit.value": "20", "handling_items.1.name": "变更"}
    data: Any = parse(blank(schemas["handbook"], "zh", values=values, id="x")).data
    first, second = data["handling_items"]
    assert first["id"] == "new"
    assert first["statutory_limit"]["value"] == 20
    assert is_placeholder(first["statutory_limit"]["unit"])
    assert is_placeholder(second["id"])
    assert second["name"] == "变更"


def test_one_of_several_fields_given_leaves_the_others_out(schemas: Schemas) -> None:
    data: Any = parse(blank(schemas["discretion"], "zh", values={"matter": "补贴数额"}, id="x")).data
    assert "violations" not in data
    assert "violations" in parse(blank(schemas["discretion"], "zh", id="x")).data  # type: ignore[operator]


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"naem": "x"}, "没有“naem”这个栏目，是不是要写 name？"),
        ({"名称": "x"}, "是不是要写 name？"),
        ({"codes.basik": "x"}, "是不是要写 codes.basic？"),
        ({"name.x": "x"}, "“事项名称”下面没有栏目"),
        ({"power_type": "许可"}, "是不是“行政许可”？"),
        ({"draft": "x"}, "写“是”或者“否”"),
        ({"legal_basis": "食品安全法"}, "按 YAML 写在一行里"),
        ({"legal_basis": "{law: x"}, "这不是一段完整的 YAML"),
        ({"legal_basis.0.article": "三十五"}, "写阿拉伯数字"),
        ({"legal_basis.article": "35"}, "例如：legal_basis.0.article"),
        ({"legal_basis.3.article": "35"}, "还没有第 3 项"),
    ],
)
def test_what_does_not_fit_is_told_at_once(schemas: Schemas, values: dict[str, str], words: str) -> None:
    with pytest.raises(UsageError) as failure:
        blank(schemas["power"], "zh", values=values, id="x")
    assert words in failure.value.say("zh")
    assert not re.search("[\u4e00-\u9fff]", re.sub("“.*?”|事项|三十五|食品安全法|许可|名称", "", failure.value.say("en")))


SOURCE = """\
# 原来的说明
kind: power
id: food-licence   # 编号
name: 食品经营许可
waivers:
  - {rule: PC211, reason: 换发中}
codes: {basic: "310100256001"}
review: {reviewed_on: 2026-01-01}
"""


def test_a_copy_keeps_the_text_but_not_what_speaks_of_the_other_record(schemas: Schemas) -> None:
    text = blank(
        schemas["power"], "zh", values={"name": "餐饮许可", "draft": "是"}, source=record(SOURCE, schemas), id="catering"
    )
    assert (
        text
        == """\
# 原来的说明
kind: power
id: catering   # 编号
name: 餐饮许可
codes: {basic: "310100256001"}
draft: true
"""
    )


def test_only_a_record_of_the_same_kind_can_be_copied(schemas: Schemas) -> None:
    with pytest.raises(UsageError, match="another kind"):
        blank(schemas["guide"], "zh", source=record(SOURCE, schemas), id="x")


def test_ids_are_proposed_from_names_and_codes(schemas: Schemas) -> None:
    pattern = re.compile(schemas["power"].field("/id").schema["pattern"])
    assert propose_id("食品经营许可") == "shi-pin-jing-ying-xu-ke"
    assert (
        propose_id("食品经营许可（餐饮服务）", taken={"shi-pin-jing-ying-xu-ke-can-yin-fu-wu"})
        == "shi-pin-jing-ying-xu-ke-can-yin-fu-wu-2"
    )
    assert propose_id("A类证照 Copy") == "a-lei-zheng-zhao-copy"
    assert propose_id("12345热线") == "p12345-re-xian"
    assert propose_id("", "31010025600Y") == "p31010025600y"
    assert propose_id("（）", "") == ""
    for name in ("绿化", "长" * 200, "“三定”规定", "1号", "Ⅲ级"):
        proposed = propose_id(name, "X1")
        assert pattern.fullmatch(proposed)
        assert len(proposed) <= 60


def test_records_lie_in_the_folder_of_their_kind(schemas: Schemas) -> None:
    assert path_of(schemas["power"], "x") == "powers/x.yaml"
    assert path_of(schemas["catalog"], "x") == "catalog.yaml"
