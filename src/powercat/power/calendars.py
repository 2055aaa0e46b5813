"""The calendar of a catalog: the years that powercat brings, and those of the catalog's own files ``calendars/<year>.yaml``."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Any, Final

from powercat.core.catalog import Catalog
from powercat.core.config import reserved_document
from powercat.core.document import Document
from powercat.core.errors import UsageError
from powercat.core.schema import Schemas
from powercat.core.text import Text
from powercat.logic.calendar import Arrangement, Calendar, published, with_arrangements
from powercat.power.once import once

FOLDER: Final = "calendars"
"""Where a catalog keeps years that powercat does not know, or knows otherwise."""

KIND: Final = "calendar"
"""The schema of such a file."""

YEARS: Final = range(2000, 2101)
"""The years that a file may be for."""

_SATURDAY: Final = 5

_NAME = Text(
    "{path} 的文件名不对：一年一个文件，名称是四位数的年份，例如 calendars/2027.yaml",
    "{path} is misnamed: one file a year, named after it in four digits, such as calendars/2027.yaml",
)
_YEAR = Text("{path} 里写的年份是 {year}，和文件名不一样", "{path} states the year {year}, another than its name")
_ORDER = Text(
    "{path} 里“{name}”的第一天（{first}）在最后一天（{last}）之后",
    "in {path} “{name}” begins on {first}, after its end on {last}",
)
_FAR = Text("{path} 里的 {day} 不在 {year} 年，也不挨着它", "{day} in {path} is neither in {year} nor next to it")
_WEEKDAY = Text(
    "{path} 里的 {day} 不是周六、周日，本来就上班，不写在调休上班里",
    "{day} in {path} is no Saturday or Sunday; it is worked anyway and is no make-up day",
)
_MISSING = Text(
    "{path} 里没有写{names}的放假：通知里每个节日都要写，少了的日子会当作上班算进时限",
    "{path} leaves out the days off of {names}: write every holiday of the notice, or days that are off count as worked",
)
_BOTH = Text("{path} 里的 {day} 又写放假、又写上班", "{day} in {path} is given both as a holiday and as a day that is worked")


def path_of(year: int) -> str:
    """Where in a catalog the arrangement of a year stands."""
    return f"{FOLDER}/{year}.yaml"


@once
def calendar_of(catalog: Catalog) -> Calendar:
    """The calendar that a catalog counts by. A file of the catalog that cannot be used is told elsewhere and passed over here."""
    return with_arrangements(published(), _own(catalog))


def _own(catalog: Catalog) -> Iterator[Arrangement]:
    for year in YEARS:
        path = path_of(year)
        try:
            document = read_arrangement(path, catalog.read(path), catalog.schemas)
            if not document.faults:
                yield arrangement_of(path, document.data)
        except (OSError, UsageError):
            continue


def read_arrangement(path: str, raw: bytes, schemas: Schemas) -> Document:
    """A file of :data:`FOLDER` held against its schema: with faults, or such that it can be used.

    Raises :class:`UsageError` for what the schema cannot tell: a wrong name, days in the wrong order or year.
    """
    name = path.rpartition("/")[2].removesuffix(".yaml")
    if name not in map(str, YEARS):
        raise UsageError(_NAME, path=path)
    document = reserved_document(path, raw, KIND, schemas)
    if not document.faults:
        arrangement_of(path, document.data)
    return document


def arrangement_of(path: str, data: Any) -> Arrangement:
    """The arrangement in the data of a file without faults. Raises :class:`UsageError`, see :func:`read_arrangement`."""
    year = int(data["year"])
    if path != path_of(year):
        raise UsageError(_YEAR, path=path, year=year)
    off: set[date] = set()
    for holiday in data["holidays"]:
        first, last = date.fromisoformat(holiday["from"]), date.fromisoformat(holiday["to"])
        if last < first:
            raise UsageError(_ORDER, path=path, name=holiday["name"], first=holiday["from"], last=holiday["to"])
        for day in (first, last):
            _check_year(path, day, year)
        off.update(first + timedelta(days=number) for number in range((last - first).days + 1))
    worked = frozenset(map(date.fromisoformat, data["make_up_days"]))
    for day in sorted(worked):
        _check_year(path, day, year)
        if day.weekday() < _SATURDAY:
            raise UsageError(_WEEKDAY, path=path, day=day.isoformat())
        if day in off:
            raise UsageError(_BOTH, path=path, day=day.isoformat())
    missing = tuple(_missing(year, off, data["holidays"]))
    if missing:
        raise UsageError(_MISSING, path=path, names=missing)
    return Arrangement(year, frozenset(off), worked)


_SINCE_2008: Final = 2008
"""The first year in which 清明节, 端午节 and 中秋节 are public holidays."""

_EIGHT_DAYS: Final = 8
"""How long 国庆节 is at least when 中秋节 falls into it: 3 days and 1 day, and the four days of two weekends."""


def _missing(year: int, off: set[date], holidays: Sequence[Mapping[str, Any]]) -> Iterator[Text]:
    """The public holidays (全国年节及纪念日放假办法 2024, art. 2) that no day off can be of.

    Those after the moon are looked for in the weeks where they can fall, so that no list of lunar dates is needed and no right
    file is refused: 正月初一 falls between 21 January and 20 February, 清明 on 4 to 6 April, 端午 between 27 May and 26 June,
    中秋 between 7 September and 9 October.
    """

    def days(first: tuple[int, int], last: tuple[int, int]) -> int:
        return sum(date(year, *first) <= day <= date(year, *last) for day in off)

    yield from (name for name, count, first, last in _FIXED if days(first, last) < count)
    if year >= _SINCE_2008:
        yield from (name for name, count, first, last in _LATER if days(first, last) < count)
        joined = days((10, 1), (10, 10)) >= _EIGHT_DAYS or any("中秋" in str(holiday["name"]) for holiday in holidays)
        if not joined and days((9, 5), (9, 30)) == 0:
            yield Text("中秋节", "the Mid-autumn Festival")


_FIXED: Final = (
    (Text("元旦", "New Year's Day"), 1, (1, 1), (1, 1)),
    (Text("春节", "the Spring Festival"), 3, (1, 18), (2, 28)),
    (Text("劳动节", "Labour Day"), 1, (5, 1), (5, 1)),
    (Text("国庆节", "the National Day"), 3, (10, 1), (10, 3)),
)
"""Holidays with the days off that there are at least, and between which days."""

_LATER: Final = (
    (Text("清明节", "the Tomb-sweeping Day"), 1, (4, 2), (4, 8)),
    (Text("端午节", "the Dragon Boat Festival"), 1, (5, 24), (6, 29)),
)


def _check_year(path: str, day: date, year: int) -> None:
    beside = (date(year - 1, 12, 1), date(year + 1, 1, 31))
    if not beside[0] <= day <= beside[1]:
        raise UsageError(_FAR, path=path, day=day.isoformat(), year=year)
