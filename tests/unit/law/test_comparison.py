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
