"""Working days: Monday to Friday without public holidays, and the weekend days that are worked instead (调休).

The State Council decides year by year which days these are; in a year whose arrangement is not known no working day can be
counted, and asking for one raises :class:`CalendarUnknown`. Holidays: 全国年节及纪念日放假办法(2024), art. 2, 6 and 7.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property, lru_cache
from itertools import groupby
from typing import Final

_DAY: Final = timedelta(days=1)
_SATURDAY: Final = 5


class CalendarUnknown(LookupError):
    """A count of working days leaves the years whose holidays are known; ``year`` is the first such year."""

    def __init__(self, year: int) -> None:
        super().__init__(f"the public holidays of {year} are not known")
        self.year = year


@dataclass(frozen=True, slots=True)
class Arrangement:
    """The public holidays of a year: days ``off``, and days ``worked`` though they are a Saturday or Sunday.

    Both may reach into the years before and after: an arrangement for January moves days of December now and then.
    """

    year: int
    off: frozenset[date]
    worked: frozenset[date]


@dataclass(frozen=True, eq=False)
class Calendar:
    """The working days of the known years; ``years`` holds them by year."""

    years: Mapping[int, frozenset[date]] = field(repr=False)

    @property
    def known_years(self) -> Sequence[int]:
        """The years whose working days are known, the earliest first."""
        return sorted(self.years)

    def is_working_day(self, day: date) -> bool:
        """Whether offices work on a day. Raises :class:`CalendarUnknown`."""
        days = self.years.get(day.year)
        if days is None:
            raise CalendarUnknown(day.year)
        return day in days

    def after(self, start: date, n: int) -> date:
        """The ``n``-th working day after ``start``, which itself does not count (行政许可法 42 counts from the day after
        acceptance); ``start`` for 0.

        Raises :class:`CalendarUnknown` when the count leaves the known years, ``ValueError`` for a negative ``n``.
        """
        if n < 0:
            raise ValueError(n)
        if n == 0:
            return start
        if start == date.max:
            raise CalendarUnknown(date.max.year + 1)
        run = self._run_of(start + _DAY)
        index = bisect_right(run, start.toordinal()) + n - 1
        if index >= len(run):
            raise CalendarUnknown(self._year_after(start + _DAY))
        return date.fromordinal(run[index])

    def between(self, start: date, end: date) -> int:
        """How many working days there are after ``start`` up to and with ``end``: ``between(a, after(a, n)) == n``.

        Raises :class:`CalendarUnknown`, and ``ValueError`` when ``end`` is before ``start``.
        """
        if end < start:
            raise ValueError(end)
        if end == start:
            return 0
        run, first = self._run_of(start + _DAY), start + _DAY
        if end.year >= self._year_after(first):
            raise CalendarUnknown(self._year_after(first))
        return bisect_right(run, end.toordinal()) - bisect_right(run, start.toordinal())

    def longest(self, n: int) -> int | None:
        """The most calendar days that pass until the ``n``-th working day, over all starts in the known years; ``None`` when no
        known run of years has that many.
        """
        if n <= 0:
            return 0
        if n not in self._longest:
            runs = ([_first_day(run), *run] for run in self._runs.values())
            self._longest[n] = max((run[i + n] - run[i] for run in runs for i in range(len(run) - n)), default=None)
        return self._longest[n]

    @cached_property
    def _longest(self) -> dict[int, int | None]:
        return {}

    def _run_of(self, day: date) -> Sequence[int]:
        """The working days (as ordinals) of the known years on end that hold a day."""
        if day.year not in self.years:
            raise CalendarUnknown(day.year)
        return self._runs[self._first_year[day.year]]

    def _year_after(self, day: date) -> int:
        """The first year after a day's that is not known."""
        year = day.year
        while year in self.years:
            year += 1
        return year

    @cached_property
    def _first_year(self) -> Mapping[int, int]:
        """By known year, the first of the known years on end that it stands in."""
        found: dict[int, int] = {}
        for year in self.known_years:
            found[year] = found.get(year - 1, year)
        return found

    @cached_property
    def _runs(self) -> Mapping[int, Sequence[int]]:
        """By first year, the working days of the known years on end, as ordinals in order."""
        together = groupby(self.known_years, key=lambda year: self._first_year[year])
        return {first: sorted(day.toordinal() for year in years for day in self.years[year]) for first, years in together}


def _first_day(run: Sequence[int]) -> int:
    """The first of January of the year in which a run begins."""
    return date(date.fromordinal(run[0]).year, 1, 1).toordinal()


@lru_cache
def published() -> Calendar:
    """The calendar of the years that the library chinesecalendar holds, taken from the State Council's yearly notices."""
    from chinese_calendar import holidays, workdays

    first, last = min(holidays).year, max(holidays).year
    days = {year: _working_days(year, holidays.keys(), workdays.keys()) for year in range(first, last + 1)}
    return Calendar(days)


def with_arrangements(calendar: Calendar, arrangements: Iterable[Arrangement]) -> Calendar:
    """The calendar with years added; a year that is known already is replaced."""
    stated = {each.year: each for each in arrangements}
    if not stated:
        return calendar
    years = {**calendar.years, **{year: _working_days(year, each.off, each.worked) for year, each in stated.items()}}
    for each in stated.values():
        beside = {day.year for day in each.off | each.worked} - {each.year}
        for year in beside & years.keys():
            off, worked = (frozenset(day for day in days if day.year == year) for days in (each.off, each.worked))
            years[year] = years[year] - off | worked
    return Calendar(years)


def _working_days(year: int, off: Iterable[date], worked: Iterable[date]) -> frozenset[date]:
    resting, working = frozenset(off), frozenset(worked)
    return frozenset(day for day in _days(year) if day in working or (day.weekday() < _SATURDAY and day not in resting))


def _days(year: int) -> Iterator[date]:
    day = date(year, 1, 1)
    while day.year == year:
        yield day
        day += _DAY
