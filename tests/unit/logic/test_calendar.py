"""Working days: what the State Council announced, and nothing beyond it."""

from __future__ import annotations

from datetime import date, timedelta

import chinese_calendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from powercat.logic.calendar import Arrangement, Calendar, CalendarUnknown, published, with_arrangements

KNOWN = published()
NEW_YEAR = Arrangement(
    2027,
    frozenset({date(2026, 12, 31), date(2027, 1, 1)}),
    frozenset({date(2026, 12, 26)}),
)


def days(first: date, last: date) -> list[date]:
    return [first + timedelta(days=number) for number in range((last - first).days + 1)]


def test_2026_as_announced() -> None:
    year = days(date(2026, 1, 1), date(2026, 12, 31))
    assert sum(map(KNOWN.is_working_day, year)) == 248
    made_up = [day.isoformat() for day in year if day.weekday() > 4 and KNOWN.is_working_day(day)]
    assert made_up == ["2026-01-04", "2026-02-14", "2026-02-28", "2026-05-09", "2026-09-20", "2026-10-10"]
    off = [day.isoformat()[5:] for day in year if day.weekday() < 5 and not KNOWN.is_working_day(day)]
    assert off[:7] == ["01-01", "01-02", "02-16", "02-17", "02-18", "02-19", "02-20"]


def test_every_known_day_is_as_the_library_has_it() -> None:
    first, last = KNOWN.known_years[0], KNOWN.known_years[-1]
    for day in days(date(first, 1, 1), date(last, 12, 31)):
        assert KNOWN.is_working_day(day) == chinese_calendar.is_workday(day)


def test_the_start_day_does_not_count() -> None:
    assert KNOWN.after(date(2026, 2, 13), 1) == date(2026, 2, 14), "a Saturday that is worked"
    assert KNOWN.after(date(2026, 2, 14), 1) == date(2026, 2, 24), "after the Spring Festival"
    assert KNOWN.after(date(2026, 9, 30), 3) == date(2026, 10, 10)
    assert KNOWN.after(date(2026, 7, 4), 1) == date(2026, 7, 6), "from a Saturday"
    assert KNOWN.after(date(2026, 7, 4), 0) == date(2026, 7, 4)


def test_beyond_the_known_years_nothing_is_guessed() -> None:
    for ask in (
        lambda: KNOWN.is_working_day(date(2027, 1, 4)),
        lambda: KNOWN.after(date(2026, 12, 30), 2),
        lambda: KNOWN.after(date(2026, 12, 31), 1),
        lambda: KNOWN.after(date(2027, 3, 1), 1),
        lambda: KNOWN.between(date(2026, 12, 1), date(2027, 1, 1)),
    ):
        with pytest.raises(CalendarUnknown) as caught:
            ask()
        assert caught.value.year == 2027
    assert KNOWN.after(date(2026, 12, 30), 1) == date(2026, 12, 31)
    with pytest.raises(CalendarUnknown, match="2003"):
        KNOWN.is_working_day(date(2003, 12, 31))


def test_counts_that_make_no_sense_are_refused() -> None:
    with pytest.raises(ValueError):
        KNOWN.after(date(2026, 7, 1), -1)
    with pytest.raises(ValueError):
        KNOWN.between(date(2026, 7, 2), date(2026, 7, 1))


@given(st.dates(date(2004, 1, 1), date(2025, 6, 30)), st.integers(0, 300))
def test_between_undoes_after(start: date, n: int) -> None:
    end = KNOWN.after(start, n)
    assert KNOWN.between(start, end) == n
    assert n == 0 or KNOWN.is_working_day(end)
    longest = KNOWN.longest(n)
    assert longest is not None
    assert n <= (end - start).days <= longest


def test_the_longest_run_is_reached() -> None:
    for n in (1, 20):
        spans = [(KNOWN.after(day, n) - day).days for day in days(date(2004, 1, 1), date(2026, 10, 1))]
        assert KNOWN.longest(n) == max(spans)
    assert KNOWN.longest(0) == 0
    assert KNOWN.longest(9000) is None, "there are not as many"


def test_an_added_year_and_what_it_moves_in_december() -> None:
    calendar = with_arrangements(KNOWN, [NEW_YEAR])
    assert calendar.known_years[-1] == 2027
    assert calendar.after(date(2026, 12, 25), 1) == date(2026, 12, 26), "a Saturday in the year before"
    assert calendar.after(date(2026, 12, 30), 1) == date(2027, 1, 4)
    assert calendar.years[2025] == KNOWN.years[2025]
    assert with_arrangements(KNOWN, []) is KNOWN


def test_a_year_after_a_gap_stands_alone() -> None:
    calendar = with_arrangements(KNOWN, [Arrangement(2029, frozenset(), frozenset())])
    assert calendar.is_working_day(date(2029, 1, 1)), "a Monday for which nothing was announced"
    with pytest.raises(CalendarUnknown, match="2027"):
        calendar.between(date(2026, 12, 1), date(2029, 2, 1))
    with pytest.raises(CalendarUnknown, match="2030"):
        calendar.after(date(2029, 12, 31), 1)
    assert Calendar({}).longest(1) is None
