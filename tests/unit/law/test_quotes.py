"""Quotations held against the text in force."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from powercat.core.catalog import Catalog
from powercat.law.address import Address
from powercat.law.quotes import Judgement, judge, told
from powercat.logic.difference import Change, changes, plain
from tests.unit.law.texts import TEXTS

Read = Callable[..., Catalog]

CATALOG = "".join(f"--- # {path}\n{text}" for path, text in TEXTS.items())
NOW = "2026-07-01"


def judged(read: Read, quote: str, *places: Address, day: str = NOW) -> Judgement | None:
    catalog = read(CATALOG)
    return judge(catalog, catalog.of("law")[0], day, places, quote)


@pytest.mark.parametrize(
    ("quote", "places"),
    [
        ("从事测试活动的，应当向市测试主管部门申请测试许可。", [Address(3, 0, 1)]),
        ("从事测试活动的,应当向市测试主管部门申请测试许可", [Address(3)]),
        ("从事测试活动的，\n  应当向市测试主管部门 申请测试许可。\n测试许可的有效期为三年。", [Address(3)]),
        (
            "申请测试许可，应当提交下列材料：（一）申请书；（二）人员名单；（三）场所证明：1.自有场所的，提交权属证明",
            [Address(4)],
        ),
        ("申请测试许可，应当提交下列材料：……（二）人员名单", [Address(4, 0, 1)]),
        ("申请书", [Address(4, 0, 1, 1)]),
        ("第三条 从事测试活动的，应当向市测试主管部门申请测试许可。", [Address(3, 0, 1)]),
        ("第 3 条：从事测试活动的，应当向市测试主管部门申请测试许可。", [Address(3)]),
        ("第三条\n从事测试活动的，应当向市测试主管部门申请测试许可。", [Address(3)]),
        ("第三条第一款 从事测试活动的，应当向市测试主管部门申请测试许可。", [Address(3)]),
        ("《示例市测试管理办法》第三条规定：从事测试活动的，应当向市测试主管部门申请测试许可。", [Address(3)]),
        ("（第一款）从事测试活动的，应当向市测试主管部门申请测试许可。", [Address(3)]),
        ("测试许可的有效期为三年。第四条　申请测试许可，应当提交下列材料：", [Address(3), Address(4)]),
        ("测试许可的有效期为三年", []),
    ],
)
def test_the_same_words_however_they_are_set(read: Read, quote: str, places: Sequence[Address]) -> None:
    assert judged(read, quote, *places) == Judgement("equal")


def test_words_that_moved_are_found_where_they_are(read: Read) -> None:
    assert judged(read, "测试许可的有效期为三年。", Address(2)) == Judgement("moved", place=Address(3, 0, 2))
    assert judged(read, "提交租赁合同", Address(4, 0, 1, 1)) == Judgement("moved", place=Address(4, 0, 1, 3))


def test_other_words_are_shown_by_what_differs(read: Read) -> None:
    found = judged(read, "主管部门应当自受理之日起三十日内作出决定。", Address(5))
    assert found is not None and found.verdict == "reworded"
    assert [(each.old, each.new) for each in found.changes] == [("三十", "十五")]
    elsewhere = judged(read, "主管部门应当自收到申请之日起十五日内作出决定。", Address(1))
    assert elsewhere is not None and (elsewhere.verdict, elsewhere.place) == ("reworded", Address(5))


def test_the_number_of_another_article_within_a_sentence_is_part_of_the_words(read: Read) -> None:
    found = judged(read, "第三条规定的从事测试活动的，应当向市测试主管部门申请测试许可。", Address(3))
    assert found is not None and found.verdict == "reworded"


def test_words_of_an_older_version_are_told_apart(read: Read) -> None:
    quote = "违反本办法规定的，由主管部门责令改正，处一千元以上五千元以下罚款。"
    found = judged(read, quote, Address(5))
    assert found is not None and found.verdict == "outdated"
    assert found.version is not None and found.version.first == "2015-05-01"
    assert judged(read, quote, Address(5), day="2020-01-01") == Judgement("equal")
    amended = judged(read, "主管部门应当自受理之日起二十日内作出决定。", Address(5))
    assert amended is not None and amended.verdict == "outdated"
    assert [(each.old, each.new) for each in amended.changes] == [("二十", "十五")]


def test_words_that_are_nowhere(read: Read) -> None:
    assert judged(read, "行业协会可以组织职业技能培训和等级考试。", Address(5)) == Judgement("absent")


@pytest.mark.parametrize(
    ("quote", "places", "day"),
    [("，。", [Address(5)], NOW), ("申请书", [Address(9)], NOW), ("申请书", [Address(3)], "2010-01-01")],
)
def test_where_there_is_nothing_to_compare(read: Read, quote: str, places: Sequence[Address], day: str) -> None:
    assert judged(read, quote, *places, day=day) is None


def test_changes_are_said_in_words() -> None:
    found = changes("由环境保护主管部门责令停止", "由生态环境主管部门责令立即停止")
    words = told(found)
    assert words.zh == "“环境保护”改成“生态环境”；“保护主管部门责令”后面多了“立即”"
    assert "“" in words.en
    assert told([Change("甲", ""), *[Change("乙", "丙")] * 9]).zh.endswith("还有 6 处")


@given(st.text(alphabet="甲乙丙丁戊己庚辛", max_size=30), st.text(alphabet="甲乙丙丁戊己庚辛", max_size=30))
def test_changes_turn_the_one_into_the_other(old: str, new: str) -> None:
    found = changes(old, new)
    assert bool(found) == (old != new)
    assert sum(len(each.new) - len(each.old) for each in found) == len(new) - len(old)


@given(st.text(max_size=60))
def test_plain_words_stay_plain(text: str) -> None:
    assert plain(plain(text)) == plain(text)
