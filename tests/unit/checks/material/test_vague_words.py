"""Which names and conditions are vague: near misses one by one, and real lists where they lie beside the clone."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path

import pytest

from powercat.core.catalog import Catalog
from powercat.core.load import load
from powercat.core.schema import Schemas
from powercat.core.store import MemoryStore
from powercat.power.vague import vague_part


@pytest.fixture(scope="module")
def catalog(schemas: Schemas) -> Catalog:
    return load(MemoryStore({}), schemas, date(2026, 7, 1))


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("其他材料", "其他材料"),
        ("其它资料", "其它资料"),
        ("其他需要提交的材料", "其他需要提交的材料"),
        ("法律、法规规定的其他材料", "法律、法规规定的其他材料"),
        ("法律法规规定的证明文件", "法律法规规定的证明文件"),
        ("有关证明文件", "有关证明文件"),
        ("经营场所相关证明", "相关证明"),
        ("场地相关材料复印件", "相关材料复印件"),
        ("与申请事项有关的资料", "有关的资料"),
        ("变更原因说明及相应证明材料", "相应证明材料"),
        ("审批所需的材料（1份）", "所需的材料"),
        ("学历证书、工作证明等材料", "等材料"),
        ("营业执照等相关材料", "等相关材料"),
        ("护照等证件原件", "等证件原件"),
        ("护照、居民身份证等", "等"),
        ("护照、居民身份证等（复印件）", "等"),
        ("1.其他材料", "其他材料"),
        ("证明材料", "证明材料"),
        ("2、证明文件；", "证明文件"),
        ("申请表（及其他材料）", "其他材料"),
        ("其他证明、凭证", "其他证明、凭证"),
    ],
)
def test_a_vague_name(catalog: Catalog, name: str, words: str) -> None:
    assert vague_part(catalog, "material", name) == words


@pytest.mark.parametrize(
    "name",
    [
        "",
        "等级证书",
        "学历等级证书",
        "运动员技术等级申请表",
        "高等学校毕业证书",
        "中等职业学校毕业证书",
        "同等学力证明",
        "医疗机构评审结论（三级甲等）",
        "信息系统等保测评报告",
        "其他组织营业执照",
        "法人或者其他组织的设立证明",
        "相关专业技术职称证书",
        "与申报专业相关的学历证书",
        "相应的医学专业学历证书",
        "有关部门出具的验收合格证明",
        "身份证明（居民身份证、护照等）",
        "护照等国际旅行证件",
        "种子、植株等实物彩色照片",
        "规章制度、应急预案等文本",
        "育种过程等的说明",
        "相关材料真实性承诺书",
        "有关资料的真实性声明",
        "必要性分析报告",
        "证明人身份证",
        "教材",
        "资料员证书",
        "书面申请",
        "房产证明",
        "出生医学证明",
    ],
)
def test_a_name_that_says_what_is_wanted(catalog: Catalog, name: str) -> None:
    assert vague_part(catalog, "material", name) == ""


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("法律、法规规定的其他条件。", "法律、法规规定的其他条件"),
        ("法律法规规定的其他条件", "法律法规规定的其他条件"),
        ("主管部门规定的其他情形的。", "主管部门规定的其他情形的"),
        ("从业人员符合国家有关规定", "国家有关规定"),
        ("有三名以上人员；符合相关要求；不收费。", "相关要求"),
        ("符合有关法律、法规规定。", "有关法律、法规规定"),
        ("具备场地、设备等条件。", "等条件"),
        ("符合法定条件", "符合法定条件"),
        ("具备相应条件。", "相应条件"),
    ],
)
def test_a_vague_condition(catalog: Catalog, text: str, words: str) -> None:
    assert vague_part(catalog, "condition", text) == words


@pytest.mark.parametrize(
    "text",
    [
        "",
        "符合《食品安全法》第三十三条规定的其他要求。",
        "与其他污染源保持规定距离。",
        "按照国家有关规定取得医师执业证书。",
        "须具备相应条件：年满十八周岁。",
        "具备下列条件：",
        "申请人是企业或者其他组织。",
        "有必要的消毒、更衣设施等。",
        "有符合规定的园长、教师和其他工作人员。",
        "因解散、破产以及其他情形，依法终止的。",
        "取得高等教育学历。",
        "近三年没有发生二等以上事故。",
    ],
)
def test_a_condition_that_can_be_met(catalog: Catalog, text: str) -> None:
    assert vague_part(catalog, "condition", text) == ""


# real lists

REAL = re.compile("其[他它]|相关|有关|相应|等(?!级)|需要|证明材料$")


def test_of_the_material_names_of_a_province_the_vague_ones_are_found(catalog: Catalog, shared: Path) -> None:
    lines = (shared / "data/items/guangdong/items-sample.jsonl").read_text("utf-8").splitlines()
    names = {name for line in lines for name in json.loads(line).get("material_intro") or ()}
    suspicious = {name for name in names if REAL.search(name)}
    found = {name: words for name in names if (words := vague_part(catalog, "material", name))}
    assert len(names) > 350
    assert found.keys() <= suspicious
    # each looked at by hand: six names that leave open what to bring; the other suspicious ones name it
    assert sorted(found.values()) == sorted(["相应证明材料", "等材料原件", "需要材料", "等证明", "等", "等文件"])
    assert len(suspicious) >= 15


def test_of_the_conditions_of_a_province_one_is_vague(catalog: Catalog, shared: Path) -> None:
    lines = (shared / "data/items/guangdong/items-sample.jsonl").read_text("utf-8").splitlines()
    conditions = {json.loads(line).get("accept_standard") or "" for line in lines}
    assert [words for text in conditions if (words := vague_part(catalog, "condition", text))] == ["有关规定"]


def test_the_last_item_of_a_list_in_a_statute_is_vague_and_the_others_are_not(catalog: Catalog, shared: Path) -> None:
    """Statutes end their lists of conditions with a catch-all; these are the phrases that must not be copied into a handbook."""
    caught = missed = wrong = 0
    for path in sorted((shared / "data/laws").rglob("*.md")):
        for block in re.finditer(
            r"(?:具备|符合)[^。\n]{0,10}下列条件[^\n]*：\n+((?:（[一二三四五六七八九十]+）[^\n]*\n+)+)", path.read_text("utf-8")
        ):
            for line in block[1].split("\n"):
                text = re.sub("^（[一二三四五六七八九十]+）", "", line).strip()
                catch_all = re.search("规定的其[他它](?:条件|要求|情形)(?:的)?[。；]?$", text) is not None
                vague = bool(vague_part(catalog, "condition", text))
                caught += catch_all and vague
                missed += catch_all and not vague
                wrong += vague and not catch_all and not re.search("规定|要求|条件", text)
    assert caught > 20
    assert missed == 0
    assert wrong == 0
