"""Two versions of a law, article by article."""

from __future__ import annotations

import pytest

from powercat.law.address import Address
from powercat.law.comparison import compare
from powercat.law.statute import read_statute
from tests.unit.law.texts import NEW, OLD

COMPARED = compare(read_statute(OLD), read_statute(NEW))


@pytest.mark.parametrize(
    ("place", "fate", "now"),
    [
        (Address(1), "same", Address(1)),
        (Address(2), "moved", Address(3)),
        (Address(2, 0, 1), "moved", Address(3, 0, 1)),
        (Address(3), "changed", Address(4)),
        (Address(3, 0, 2), "moved", Address(4, 0, 2)),
        (Address(3, 0, 1, 1), "moved", Address(4, 0, 1, 1)),
        (Address(3, 0, 1, 3), "moved", Address(4, 0, 1, 2)),
        (Address(4), "changed", Address(5)),
        (Address(5), "removed", None),
    ],
)
def test_what_became_of_a_place(place: Address, fate: str, now: Address | None) -> None:
    found = COMPARED.outcome(place)
    assert found is not None
    assert (found.fate, found.place) == (fate, now)
    assert bool(found.changes) == (fate == "changed")


def test_a_place_that_was_never_there() -> None:
    assert COMPARED.outcome(Address(9)) is None
    assert COMPARED.outcome(Address(3, 0, 3)) is None


def test_articles_that_are_new() -> None:
    assert [article.number for article in COMPARED.added] == [2]


def test_a_version_equals_itself() -> None:
    text = read_statute(OLD)
    same = compare(text, text)
    assert {outcome.fate for article in text.articles if (outcome := same.outcome(article.address))} == {"same"}
    assert same.added == []


def compared(old: str, new: str, *place: int) -> tuple[str, Address | None] | None:
    found = compare(read_statute(f"# 法\n\n{old}"), read_statute(f"# 法\n\n{new}")).outcome(Address(place[0], 0, *place[1:]))
    return (found.fate, found.place) if found else None


def test_numbers_and_signs_are_words() -> None:
    for old, new in (("1.5倍", "15倍"), ("误差≥10", "误差≤10"), ("5%以下", "5以下"), ("前条第（一）项", "前条第（二）项")):
        text = "第一条 违反规定的，处货值金额{}的罚款，并可以责令停产停业整顿。\n"
        assert compared(text.format(old), text.format(new), 1) == ("changed", Address(1)), (old, new)


def test_an_item_is_its_lead_too() -> None:
    old = "第一条 有下列情形之一的，应当从重处罚：\n\n（一）多次违法的；\n\n（二）拒不改正的。\n"
    new = old.replace("应当从重处罚", "不予处罚")
    assert compared(old, new, 1, 1, 1) == ("changed", Address(1, 0, 1, 1))


def test_paragraphs_that_say_the_same_are_kept_apart() -> None:
    old = "第一条 甲的规定如下。\n\n前款不适用。\n\n乙的规定如下。\n\n前款不适用。\n"
    new = "第一条 甲的规定如下。\n\n前款不适用。\n\n丙的规定如下。\n\n乙的规定如下。\n\n前款不适用。\n"
    assert compared(old, new, 1, 2) == ("same", Address(1, 0, 2))
    assert compared(old, new, 1, 4) == ("moved", Address(1, 0, 5))
    assert compared(old, new + "\n前款不适用。\n", 1, 4) is None


def test_an_item_that_goes_on_over_a_line_stays_one() -> None:
    text = read_statute(
        "# 法\n\n第五条 下列机关：\n\n（一）全国人大；\n\n（二）国务院；\n\n全国政协；\n\n（三）外交部。\n\n本条另有规定的除外。\n"
    )
    article = text.article(5)
    assert article is not None
    assert [(each.number, len(each.items)) for each in article.paragraphs] == [(1, 3), (2, 0)]
    assert article.paragraphs[0].items[1].words == "国务院；\n全国政协；"
