"""Periods as the law writes them: so many working days, calendar days, months, years or hours; none; or before expiry.

Periods in the same unit compare exactly, and so do those that convert exactly: a year is 12 months, a calendar day 24 hours.
(Days begin to run the day after, hours at once, 民法典 201; as lengths, and to the public, they are the same.) All others are
compared by the calendar days that they may span; where these overlap, nothing is claimed.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import accumulate
from typing import Final, Literal, NamedTuple

from powercat.core.text import Text
from powercat.logic.calendar import Calendar

Unit = Literal["working_day", "calendar_day", "month", "year", "hour"]
Form = Literal["length", "none", "before_expiry"]
Order = Literal["less", "equal", "greater", "unknown"]

HOURS: Final = 24
MONTHS: Final = 12

MOST: Final = 100_000
"""No limit has a larger number in whatever unit; a larger one is a slip of the pen."""

_UNITS: Final[Mapping[str, Unit]] = {
    "working_day": "working_day",
    "calendar_day": "calendar_day",
    "month": "month",
    "year": "year",
    "hour": "hour",
}


@dataclass(frozen=True, slots=True)
class Length:
    """A length of time, or the sum of several: the parts that do not convert into each other. All zero is on the spot."""

    working_days: int = 0
    months: int = 0
    hours: int = 0

    def __add__(self, other: Length) -> Length:
        return Length(self.working_days + other.working_days, self.months + other.months, self.hours + other.hours)

    @property
    def parts(self) -> tuple[int, int, int]:
        return self.working_days, self.months, self.hours


@dataclass(frozen=True, slots=True)
class Period:
    """A limit as written. ``form`` says which of the three ways; ``value`` and ``unit`` mean something for a length only."""

    value: int = 0
    unit: Unit = "working_day"
    form: Form = "length"

    @property
    def length(self) -> Length | None:
        """How long it is; ``None`` where there is no number."""
        if self.form != "length":
            return None
        return {
            "working_day": Length(working_days=self.value),
            "calendar_day": Length(hours=self.value * HOURS),
            "hour": Length(hours=self.value),
            "month": Length(months=self.value),
            "year": Length(months=self.value * MONTHS),
        }[self.unit]


def period_of(data: object) -> Period | None:
    """The period that a record holds (``{value, unit}``, ``{none: true}`` or ``{before_expiry: true}``); ``None`` when it is
    absent or cannot be read for sure.
    """
    if not isinstance(data, Mapping):
        return None
    forms: dict[str, Form] = {"value": "length", "none": "none", "before_expiry": "before_expiry"}
    stated = [form for name, form in forms.items() if data.get(name) is not None]
    if len(stated) != 1:
        return None
    if stated[0] != "length":
        return Period(form=stated[0]) if data[stated[0]] is True else None
    value, unit = data["value"], data.get("unit")
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not 0 <= value <= MOST or int(value) != value:
        return None
    known = _UNITS.get(unit) if isinstance(unit, str) else None
    return Period(int(value), known) if known else None


def total(periods: Iterable[Period]) -> Length | None:
    """The sum of some periods; ``None`` when one of them has no number."""
    lengths = [period.length for period in periods]
    return None if None in lengths else sum((each for each in lengths if each is not None), Length())


class Bounds(NamedTuple):
    """The fewest and the most calendar days a length may span; ``high`` is infinite where the known calendars do not tell."""

    low: float
    high: float


def bounds(length: Length, calendar: Calendar) -> Bounds:
    """What a length may span: n working days at least n calendar days and at most the longest run of n in the known calendars;
    n months what n months on end have.
    """
    months = _days_of_months(length.months)
    exact = length.hours / HOURS
    longest = calendar.longest(length.working_days)
    high = math.inf if longest is None else months.high + exact + longest
    return Bounds(months.low + exact + length.working_days, high)


@cache
def _days_of_months(n: int) -> Bounds:
    starts = _month_starts()
    cycles, rest = divmod(n, _MONTHS_OF_CYCLE)
    spans = [starts[i + rest] - starts[i] for i in range(_MONTHS_OF_CYCLE)]
    return Bounds(min(spans) + cycles * _DAYS_OF_CYCLE, max(spans) + cycles * _DAYS_OF_CYCLE)


_MONTHS_OF_CYCLE: Final = 400 * MONTHS
_DAYS_OF_CYCLE: Final = 146_097
"""The Gregorian calendar repeats every 400 years."""


@cache
def _month_starts() -> Sequence[int]:
    """The days before each month of two cycles."""
    from calendar import monthrange

    lengths = [monthrange(2000 + month // MONTHS, month % MONTHS + 1)[1] for month in range(_MONTHS_OF_CYCLE)]
    return [0, *accumulate(lengths * 2)]


def compare(a: Period | Length, b: Period | Length, calendar: Calendar) -> Order:
    """Which of two periods is longer; ``unknown`` where the bounds overlap, and for periods without a number."""
    one, other = _length(a), _length(b)
    if one is None or other is None:
        return "unknown"
    if one == other:
        return "equal"
    # a working day more is more, whatever else both have
    one, other = _without_common(one, other), _without_common(other, one)
    if not any(one.parts):
        return "less"
    if not any(other.parts):
        return "greater"
    low, high = bounds(one, calendar), bounds(other, calendar)
    if low.high < high.low:
        return "less"
    if low.low > high.high:
        return "greater"
    return "equal" if low == high and low.low == low.high else "unknown"


def exceeds(a: Period | Length, b: Period | Length, calendar: Calendar) -> bool | None:
    """Whether a period is longer than another: ``True`` when it always is, ``False`` when it never is, ``None`` when that depends
    on the days or one of them has no number.
    """
    order = compare(a, b, calendar)
    if order != "unknown":
        return order == "greater"
    one, other = _length(a), _length(b)
    if one is None or other is None:
        return None
    one, other = _without_common(one, other), _without_common(other, one)
    return False if bounds(one, calendar).high <= bounds(other, calendar).low else None


def _length(period: Period | Length) -> Length | None:
    return period if isinstance(period, Length) else period.length


def _without_common(one: Length, other: Length) -> Length:
    return Length(*(max(mine - theirs, 0) for mine, theirs in zip(one.parts, other.parts, strict=True)))


def words(period: Period | Length) -> Text:
    """A period in words: ``20 个工作日``, ``20 working days``; a sum with its parts joined."""
    if isinstance(period, Period):
        if period.form != "length":
            return _FORMS[period.form]
        return _counted(period.value, period.unit) if period.value else ON_THE_SPOT
    days, hours = divmod(period.hours, HOURS)
    years, months = divmod(period.months, MONTHS)
    counts: list[tuple[int, Unit]] = [
        (period.working_days, "working_day"),
        (years, "year"),
        (months, "month"),
        (days, "calendar_day"),
        (hours, "hour"),
    ]
    parts = [_counted(value, unit) for value, unit in counts if value]
    if not parts:
        return ON_THE_SPOT
    return Text("加 ".join(part.zh for part in parts), " and ".join(part.en for part in parts))


ON_THE_SPOT: Final = Text("当场", "on the spot")

_FORMS: Final[Mapping[Form, Text]] = {
    "none": Text("没有规定天数", "no number of days"),
    "before_expiry": Text("届满前", "before expiry"),
}

_WORDS: Final[Mapping[Unit, Text]] = {
    "working_day": Text("个工作日", "working day"),
    "calendar_day": Text("个自然日", "calendar day"),
    "month": Text("个月", "month"),
    "year": Text("年", "year"),
    "hour": Text("小时", "hour"),
}


def _counted(value: int, unit: Unit) -> Text:
    noun = _WORDS[unit]
    return Text(f"{value} {noun.zh}", f"{value} {noun.en}" if value == 1 else f"{value} {noun.en}s")
