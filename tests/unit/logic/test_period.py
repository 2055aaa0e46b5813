"""Periods: read, told and compared, exactly where that is possible and by bounds where not."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from powercat.logic.calendar import Calendar, published
from powercat.logic.period import Length, Order, Period, Unit, bounds, compare, exceeds, period_of, total, words

KNOWN = published()
UNITS: list[Unit] = ["working_day", "calendar_day", "month", "year", "hour"]
BEFORE_EXPIRY, NONE = Period(form="before_expiry"), Period(form="none")

periods = st.builds(Period, st.integers(0, 400), st.sampled_from(UNITS))


@pytest.mark.parametrize(
    ("one", "other", "order", "longer"),
    [
        (Period(30), Period(20), "greater", True),
        (Period(20), Period(20), "equal", False),
        (Period(12, "month"), Period(1, "year"), "equal", False),
        (Period(24, "hour"), Period(1, "calendar_day"), "equal", False),
        (Period(0), Period(0, "hour"), "equal", False),
        (Period(0), Period(1, "calendar_day"), "less", False),
        (Period(15), Period(60, "calendar_day"), "less", False),
        (Period(31), Period(30, "calendar_day"), "greater", True),
        (Period(15), Period(20, "calendar_day"), "unknown", None),
        (Period(5, "calendar_day"), Period(5), "unknown", False),
        (Period(5), Period(5, "calendar_day"), "unknown", None),
        (Period(30, "calendar_day"), Period(1, "month"), "unknown", None),
        (Period(32, "calendar_day"), Period(1, "month"), "greater", True),
        (Period(28, "calendar_day"), Period(1, "month"), "unknown", False),
        (Period(366, "calendar_day"), Period(1, "year"), "unknown", None),
        (BEFORE_EXPIRY, Period(20), "unknown", None),
        (NONE, NONE, "unknown", None),
    ],
)
def test_compared(one: Period, other: Period, order: Order, longer: bool | None) -> None:
    assert compare(one, other, KNOWN) == order
    assert exceeds(one, other, KNOWN) is longer


@given(periods, periods)
def test_the_other_way_round_is_the_opposite(one: Period, other: Period) -> None:
    opposite: dict[Order, Order] = {"less": "greater", "greater": "less", "equal": "equal", "unknown": "unknown"}
    assert compare(other, one, KNOWN) == opposite[compare(one, other, KNOWN)]
    assert not (exceeds(one, other, KNOWN) and exceeds(other, one, KNOWN))


@given(periods, periods, periods)
def test_what_both_have_besides_changes_nothing_that_is_certain(one: Period, other: Period, besides: Period) -> None:
    order = compare(one, other, KNOWN)
    left, right = total([one, besides]), total([other, besides])
    assert left is not None
    assert right is not None
    assert compare(left, right, KNOWN) == order


def test_bounds_of_months_are_those_of_the_gregorian_calendar() -> None:
    assert bounds(Length(months=1), KNOWN) == (28, 31)
    assert bounds(Length(months=2), KNOWN) == (59, 62)
    assert bounds(Length(months=12), KNOWN) == (365, 366)
    assert bounds(Length(months=4800), KNOWN) == (146_097, 146_097)
    assert bounds(Length(working_days=3, hours=12), KNOWN).low == 3.5


def test_without_known_years_there_is_no_upper_bound() -> None:
    nothing = Calendar({})
    assert bounds(Length(working_days=1), nothing) == (1, math.inf)
    assert exceeds(Period(1), Period(9, "year"), nothing) is None
    assert exceeds(Period(30), Period(20), nothing) is True, "the same unit needs no calendar"


@pytest.mark.parametrize(
    ("data", "period"),
    [
        ({"value": 20, "unit": "working_day"}, Period(20)),
        ({"value": 20.0, "unit": "working_day", "note": "自受理之日起"}, Period(20)),
        ({"none": True, "reason": "没有规定"}, NONE),
        ({"before_expiry": True}, BEFORE_EXPIRY),
        ({"value": 20}, None),
        ({"value": 20, "unit": "天"}, None),
        ({"value": "20", "unit": "month"}, None),
        ({"value": True, "unit": "month"}, None),
        ({"value": -1, "unit": "month"}, None),
        ({"value": 2.5, "unit": "month"}, None),
        ({"value": float("inf"), "unit": "month"}, None),
        ({"value": float("nan"), "unit": "month"}, None),
        ({"value": 10**400, "unit": "hour"}, None),
        ({"value": 20, "unit": "month", "none": True}, None),
        ({"none": False}, None),
        ({}, None),
        (None, None),
        ([20], None),
    ],
)
def test_read_for_sure_or_not_at_all(data: object, period: Period | None) -> None:
    assert period_of(data) == period


def test_sums() -> None:
    assert total([Period(3), Period(2), Period(5, "calendar_day")]) == Length(working_days=5, hours=120)
    assert total([]) == Length()
    assert total([Period(3), NONE]) is None


@pytest.mark.parametrize(
    ("period", "zh", "en"),
    [
        (Period(20), "20 个工作日", "20 working days"),
        (Period(1), "1 个工作日", "1 working day"),
        (Period(30, "calendar_day"), "30 个自然日", "30 calendar days"),
        (Period(24, "hour"), "24 小时", "24 hours"),
        (Period(0), "当场", "on the spot"),
        (BEFORE_EXPIRY, "届满前", "before expiry"),
        (NONE, "没有规定天数", "no number of days"),
        (Length(), "当场", "on the spot"),
        (
            Length(working_days=3, months=14, hours=36),
            "3 个工作日加 1 年加 2 个月加 1 个自然日加 12 小时",
            "3 working days and 1 year and 2 months and 1 calendar day and 12 hours",
        ),
    ],
)
def test_words(period: Period | Length, zh: str, en: str) -> None:
    assert words(period).say("zh") == zh
    assert words(period).say("en") == en
