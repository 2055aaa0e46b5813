"""The text of a law: articles, paragraphs, items, and what stands at an address."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from powercat.law.address import Address
from powercat.law.statute import Article, Item, Paragraph, SubItem, missing_numbers, read_statute
from tests.unit.law.texts import NEW, OLD

LAWS = Path(os.environ.get("POWERCAT_SHARED", Path(__file__).parents[4] / "shared")) / "data" / "laws"


def test_title_history_chapters_and_articles() -> None:
    text = read_statute(OLD)
    assert text.title == "示例市测试管理办法"
    assert text.history == ("2015年3月1日 示例市人民政府令第7号公布", "2015年5月1日 施行")
    assert [article.number for article in text.articles] == [1, 2, 3, 4, 5, 6]
    assert text.articles[0].headings == ("第一章 总 则",)
    assert text.articles[2].headings == ("第二章 许 可",)
    assert text.prose == ()
    assert OLD.splitlines()[text.articles[3].line - 1].startswith("第四条")


def test_old_texts_number_their_items_otherwise() -> None:
    text = read_statute(
        "# 示例条例\n\n第一条 有下列情形之一的，可以申请：\n\n一、有场所的；\n\n二、有人员的。\n\n前款规定另有例外。\n\n"
        "第二条 下列行为应当禁止：\n\n(1)挖掘；\n\n(2)堆放。\n\n第三条 分两步办理。\n\n一、先申请；"
    )
    assert [len(each.paragraphs) for each in text.articles] == [2, 1, 2]
    second = text.at(Address(1, 0, 1, 2))
    assert isinstance(second, Item) and second.text == "有人员的。"
    assert [item.number for item in text.articles[1].paragraphs[0].items] == [1, 2]


def test_articles_run_on_in_one_line() -> None:
    text = read_statute("# 示例条例\n\n第一条 为了测试。 第二条 应当申请。 第三条 依照本条例 第九条 办理。\n\n第四条 完。")
    assert [(each.number, each.words) for each in text.articles] == [
        (1, "为了测试。"),
        (2, "应当申请。"),
        (3, "依照本条例 第九条 办理。"),
        (4, "完。"),
    ]


def test_formulas_and_lines_without_anything_to_see_are_no_paragraphs() -> None:
    text = read_statute("# 示例条例\n\n第一条 费用的计算公式：\n\n费用＝面积×标准\n\n\u200b\n\n面积由主管部门测定。")
    assert [each.text for each in text.articles[0].paragraphs] == ["费用的计算公式：\n费用＝面积×标准", "面积由主管部门测定。"]


def test_paragraphs_items_and_sub_items() -> None:
    third = read_statute(OLD).article(3)
    assert third is not None
    first, second = third.paragraphs
    assert first.text == "申请测试许可，应当提交下列材料："
    assert [item.text for item in first.items] == ["申请书；", "场所证明：", "人员名单。"]
    assert [each.text for each in first.items[1].sub_items] == ["自有场所的，提交权属证明；", "租用场所的，提交租赁合同；"]
    assert second.text.startswith("前款规定的材料")


@pytest.mark.parametrize(
    ("place", "sort"),
    [
        (Address(3), Article),
        (Address(3, 0, 2), Paragraph),
        (Address(3, 0, 1, 3), Item),
        (Address(3, 0, 0, 3), Item),
        (Address(3, 0, 1, 2, 2), SubItem),
        (Address(2, 0, 1), Paragraph),
        (Address(7), type(None)),
        (Address(3, 1), type(None)),
        (Address(3, 0, 3), type(None)),
        (Address(3, 0, 2, 1), type(None)),
        (Address(3, 0, 1, 4), type(None)),
        (Address(3, 0, 1, 2, 3), type(None)),
    ],
)
def test_what_stands_at_an_address(place: Address, sort: type) -> None:
    assert isinstance(read_statute(OLD).at(place), sort)


def test_an_item_without_a_paragraph_must_be_the_only_one_of_its_number() -> None:
    text = read_statute("# 法\n\n第一条 甲：\n\n（一）子。\n\n乙：\n\n（一）丑；\n\n（二）寅。\n")
    assert text.at(Address(1, 0, 0, 1)) is None
    assert text.at(Address(1, 0, 0, 2)) is not None
    assert text.at(Address(1, 0, 2, 1)) is not None


def test_inserted_articles_full_width_blanks_and_arabic_numerals() -> None:
    text = read_statute(
        "# 法\n\n　　第三十五条　甲。\r\n\r\n　　第三十五条之一　乙。\r\n\r\n第36条 丙。\n\n第三十六条规定的丁。\n"
    )
    assert [(article.number, article.suffix) for article in text.articles] == [(35, 0), (35, 1), (36, 0)]
    third = text.article(36)
    assert third is not None
    assert [each.text for each in third.paragraphs] == ["丙。", "第三十六条规定的丁。"]


def test_a_notice_without_articles_is_prose() -> None:
    text = read_statute("# 关于测试的通知\n\n<!-- INFO END -->\n\n各区人民政府：\n\n一、提高认识。\n")
    assert text.articles == ()
    assert [words for _, words in text.prose] == ["各区人民政府：", "一、提高认识。"]


def test_articles_that_run_on_in_one_line() -> None:
    line = " ".join(f"第{number}条 甲。" for number in range(1, 1201))
    text = read_statute(f"# 法\n\n{line}\n")
    assert [article.number for article in text.articles] == list(range(1, 1201))


def test_a_text_that_is_not_whole_is_noticed() -> None:
    assert missing_numbers(read_statute("# 法\n\n第一条 甲。\n\n第四条 乙。\n").articles) == [2, 3]
    assert missing_numbers(read_statute(NEW).articles) == []


@given(st.text(alphabet="第一二十条款项之（）() \n#.12：；甲<!-INFOED>\u3000\r", max_size=200))
def test_any_text_can_be_read(text: str) -> None:
    found = read_statute(text)
    for article in found.articles:
        assert found.at(article.address) is not None


@pytest.mark.skipif(not LAWS.is_dir(), reason="no ../shared/data/laws here")
def test_real_laws_have_every_article() -> None:
    known = {
        "行政法/行政许可法(2019-04-23).md": 83,
        "行政法/行政处罚法(2021-01-22).md": 86,
        "行政法/食品安全法(2021-04-29).md": 154,
    }
    for name, count in known.items():
        text = read_statute((LAWS / name).read_text("utf-8"))
        assert [article.number for article in text.articles] == list(range(1, count + 1)), name
    licensing = read_statute((LAWS / "行政法/行政许可法(2019-04-23).md").read_text("utf-8"))
    assert isinstance(licensing.at(Address(32, 0, 1, 5)), Item)
    assert licensing.at(Address(32, 0, 1, 6)) is None
    texts = [path for path in LAWS.rglob("*.md") if not path.name.startswith("_")]
    broken = [path for path in texts if missing_numbers(read_statute(path.read_text("utf-8")).articles)]
    assert len(texts) > 1000
    assert len(broken) < len(texts) / 100
