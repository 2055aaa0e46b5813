"""PC304: article, paragraph, item and sub-item against the version in force."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from powercat.checks.basis.article_missing import article_missing
from powercat.core.diagnostic import Diagnostic

Told = Callable[..., list[Diagnostic]]

TEXT = """
    --- # laws/texts/m-2024-10-01.md
    # 示例市测试管理办法

    2024年10月1日公布

    <!-- INFO END -->

    ## 第一章 总则

    第一条 为了规范测试，制定本办法。

    第二条 从事测试应当具备下列条件：

    （一）有场所：

    1. 面积足够；

    2. 通风。

    （二）有人员。

    申请人应当：

    （一）如实申报；

    （二）按时到场；

    （三）配合检查。

    第二条之一 测试不收费。

    第四条 本办法自2025年1月1日起施行。
"""

COUNTED = """
    --- # laws/m.yaml
    kind: law
    id: m
    title: 示例市测试管理办法
    versions:
      - {promulgated_on: 2015-01-01, effective_on: 2015-03-01, articles: 30}
      - {promulgated_on: 2024-10-01, effective_on: 2025-01-01, articles: 4}
"""

WITH_TEXT = COUNTED.replace("articles: 4", "text: laws/texts/m-2024-10-01.md") + TEXT


def power(place: str) -> str:
    return f"    --- # powers/a.yaml\n    kind: power\n    id: a\n    legal_basis: [{{law: m, {place}}}]\n"


@pytest.mark.parametrize(
    "place",
    [
        "article: 1",
        "article: 1, paragraphs: [1]",
        "article: 2, paragraphs: [1], items: [1], sub_items: [1, 2]",
        "article: 2, paragraphs: [2], items: [3]",
        "article: 2, items: [3]",
        "article: 2, article_suffix: 1",
        "locator: 附件",
        "article: 一",
    ],
)
def test_what_is_there(told: Told, place: str) -> None:
    assert told(article_missing, WITH_TEXT, power(place)) == []


@pytest.mark.parametrize(
    ("place", "pointer", "said"),
    [
        ("article: 5", "article", "没有第五条：一共只有 4 条"),
        ("article: 5, paragraphs: [1, 2], items: [1]", "article", "没有第五条：一共只有 4 条"),
        ("article: 3", "article", "没有第三条"),
        ("article: 2, article_suffix: 2", "article_suffix", "没有第二条之二"),
        ("article: 1, paragraphs: [1, 2]", "paragraphs/1", "没有第一条第二款：第一条只有 1 款"),
        ("article: 1, items: [1]", "items/0", "没有第一条第（一）项：第一条不分项"),
        ("article: 2, items: [4]", "items/0", "没有第二条第（四）项：第二条只有 3 项"),
        ("article: 2, paragraphs: [1], items: [2, 3]", "items/1", "没有第二条第一款第（三）项：第二条第一款只有 2 项"),
        (
            "article: 2, paragraphs: [1], items: [1], sub_items: [3]",
            "sub_items/0",
            "没有第二条第一款第（一）项第3目：第二条第一款第（一）项只有 2 目",
        ),
        ("article: 2, paragraphs: [1], items: [2], sub_items: [1]", "sub_items/0", "第二条第一款第（二）项不分目"),
    ],
)
def test_what_is_not_there(told: Told, place: str, pointer: str, said: str) -> None:
    (found,) = told(article_missing, WITH_TEXT, power(place))
    assert said in found.text("zh")
    assert "（2025-01-01起施行的版本）" in found.text("zh")
    assert found.pointer == f"/legal_basis/0/{pointer}"
    assert found.severity.key == "error"


def test_an_item_that_two_paragraphs_have_is_not_clear(told: Told) -> None:
    (found,) = told(article_missing, WITH_TEXT, power("article: 2, items: [1]"))
    assert found.severity.key == "warning"
    assert "有 2 款都有这一项" in found.text("zh")


def test_two_faults_are_two_findings(told: Told) -> None:
    found = told(article_missing, WITH_TEXT, power("article: 2, paragraphs: [3, 4]"))
    assert [each.pointer for each in found] == ["/legal_basis/0/paragraphs/0", "/legal_basis/0/paragraphs/1"]


@pytest.mark.parametrize(
    ("place", "count"),
    [
        ("article: 4", 0),
        ("article: 5", 1),
        ("article: 2, paragraphs: [9]", 0),
        ("article: 9, paragraphs: [9, 8], items: [1]", 1),
        ("article: 9, article_suffix: 1", 0),
    ],
)
def test_by_the_number_of_articles_alone(told: Told, place: str, count: int) -> None:
    assert len(told(article_missing, COUNTED, power(place))) == count


def test_an_article_that_an_earlier_version_had(told: Told) -> None:
    (found,) = told(article_missing, COUNTED, power("article: 25"))
    assert found.advice("zh") == "2015-03-01起施行的那一版有，后来修订了：按现在的条文找到同一内容，改条号"
    (found,) = told(article_missing, COUNTED, power("article: 31"))
    assert found.advice("zh") == "对照条文，核对条、款、项"


def test_nothing_known_nothing_told(told: Told) -> None:
    unknown = COUNTED.replace(", articles: 4", "")
    assert told(article_missing, unknown, power("article: 900")) == []
    lost = COUNTED.replace("articles: 4", "text: laws/texts/nowhere.md")
    assert told(article_missing, lost, power("article: 900")) == []


def test_a_text_that_cannot_be_read_leaves_the_number(told: Told) -> None:
    lost = COUNTED.replace("articles: 4", "articles: 4, text: laws/texts/nowhere.md")
    assert len(told(article_missing, lost, power("article: 5"))) == 1


def test_an_excerpt_says_nothing_of_the_rest(told: Told) -> None:
    excerpt = WITH_TEXT.replace("text: laws", "articles: 20, text: laws")
    assert told(article_missing, excerpt, power("article: 20")) == []
    assert len(told(article_missing, excerpt, power("article: 3"))) == 1
    assert len(told(article_missing, excerpt, power("article: 21"))) == 1


def test_a_document_without_articles(told: Told) -> None:
    notice = (
        COUNTED.replace("articles: 4", "text: laws/texts/m.md")
        + """
    --- # laws/texts/m.md
    # 关于做好测试工作的通知

    <!-- INFO END -->

    一、提高认识。
"""
    )
    (found,) = told(article_missing, notice, power("article: 1"))
    assert "不分条" in found.text("zh")
    assert "locator" in found.advice("zh")
    assert told(article_missing, notice, power("locator: 第一点")) == []


def test_the_version_of_the_time_counts(told: Told) -> None:
    past = power("article: 25").replace("legal_basis", "effective_to: 2024-12-31\n    legal_basis")
    assert told(article_missing, WITH_TEXT, past) == []


def test_versions_whose_day_cannot_be_read_are_not_guessed(told: Told) -> None:
    assert told(article_missing, COUNTED.replace("effective_on: 2025-01-01", "effective_on: 明年"), power("article: 900")) == []


def test_a_text_that_breaks_off_says_nothing_of_the_rest(told: Told) -> None:
    part = WITH_TEXT.replace("第四条 本办法自2025年1月1日起施行。", "第四条 测试由市主管部门组织。")
    assert told(article_missing, part, power("article: 30")) == []
    assert len(told(article_missing, part, power("article: 3"))) == 1
    closed = part.replace("第四条 测试由", "附　则\n\n    第四条 测试由")
    assert len(told(article_missing, closed, power("article: 30"))) == 1
    unchaptered = part.replace("## 第一章 总则", "")
    assert len(told(article_missing, unchaptered, power("article: 30"))) == 1
