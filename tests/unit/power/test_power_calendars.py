"""The calendar of a catalog: its own years beside the published ones, and what is wrong with them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from powercat.core.catalog import Catalog
from powercat.core.errors import UsageError
from powercat.core.schema import Schemas
from powercat.logic.calendar import CalendarUnknown, published
from powercat.power.calendars import YEARS, arrangement_of, calendar_of, read_arrangement

Read = Callable[..., Catalog]

GOOD = """\
year: 2027
holidays:
  - {from: 2026-12-31, to: 2027-01-03, name: 元旦}
  - {from: 2027-02-05, to: 2027-02-11, name: 春节}
  - {from: 2027-04-03, to: 2027-04-05, name: 清明节}
  - {from: 2027-05-01, to: 2027-05-05, name: 劳动节}
  - {from: 2027-06-09, to: 2027-06-09, name: 端午节}
  - {from: 2027-09-15, to: 2027-09-15, name: 中秋节}
  - {from: 2027-10-01, to: 2027-10-07, name: 国庆节}
make_up_days: [2027-01-09]
source: 例子
"""


def test_a_year_of_its_own(read: Read) -> None:
    calendar = calendar_of(read("--- # calendars/2027.yaml\n" + GOOD))
    assert calendar.known_years[-1] == 2027
    assert calendar.after(date(2026, 12, 30), 1) == date(2027, 1, 4)
    assert calendar.is_working_day(date(2027, 1, 9))


def test_a_known_year_may_be_replaced(read: Read) -> None:
    text = GOOD.replace("2027", "2026").replace("2026-12-31", "2025-12-31").replace("[2026-01-09]", "[]")
    calendar = calendar_of(read("--- # calendars/2026.yaml\n" + text))
    assert calendar.is_working_day(date(2026, 2, 17)), "the file gives other days for the Spring Festival"
    assert calendar.known_years == published().known_years


@pytest.mark.parametrize(
    ("old", "new"), [("year: 2027", "year: 2028"), ("year: 2027", "year: x"), ("source: 例子", ""), ("2027-01-09", "2027-01-08")]
)
def test_a_file_that_cannot_be_used_is_passed_over(read: Read, old: str, new: str) -> None:
    calendar = calendar_of(read("--- # calendars/2027.yaml\n" + GOOD.replace(old, new)))
    with pytest.raises(CalendarUnknown):
        calendar.is_working_day(date(2027, 1, 4))


@pytest.mark.parametrize(
    ("path", "old", "new", "said"),
    [
        ("calendars/2027.yml", "", "", "文件名不对"),
        ("calendars/next.yaml", "", "", "文件名不对"),
        ("calendars/1999.yaml", "", "", "文件名不对"),
        ("calendars/2028.yaml", "", "", "写的年份是 2027"),
        ("calendars/2027.yaml", "to: 2027-01-03", "to: 2026-12-01", "之后"),
        ("calendars/2027.yaml", "to: 2027-01-03", "to: 2037-01-03", "不在 2027 年"),
        ("calendars/2027.yaml", "2027-01-09", "2027-01-08", "不是周六、周日"),
        ("calendars/2027.yaml", "2027-01-09", "2027-01-02", "又写放假、又写上班"),
        ("calendars/2027.yaml", "2027-01-09", "2025-01-04", "不在 2027 年"),
    ],
)
def test_what_the_schema_cannot_tell_is_told(schemas: Schemas, path: str, old: str, new: str, said: str) -> None:
    with pytest.raises(UsageError) as caught:
        read_arrangement(path, GOOD.replace(old, new).encode(), schemas)
    assert said in caught.value.say("zh")
    assert path in caught.value.say("en")


@pytest.mark.parametrize("name", ["元旦", "春节", "清明节", "劳动节", "端午节", "中秋节", "国庆节"])
def test_a_year_without_a_public_holiday_is_refused(schemas: Schemas, name: str) -> None:
    text = "".join(line for line in GOOD.splitlines(keepends=True) if name not in line)
    with pytest.raises(UsageError) as caught:
        read_arrangement("calendars/2027.yaml", text.encode(), schemas)
    assert f"没有写{name}的放假" in caught.value.say("zh")


def test_no_published_year_is_refused() -> None:
    """The days that the State Council did announce, without a name that says which is which."""
    from chinese_calendar import holidays

    for year in sorted({day.year for day in holidays}):
        listed = [
            {"from": day.isoformat(), "to": day.isoformat(), "name": "放假"} for day in sorted(holidays) if day.year == year
        ]
        data = {"year": year, "holidays": listed, "make_up_days": []}
        assert arrangement_of(f"calendars/{year}.yaml", data).year == year


def test_what_the_schema_tells_is_a_finding(schemas: Schemas) -> None:
    document = read_arrangement("calendars/2027.yaml", GOOD.replace("2027-01-09", "2027-02-30").encode(), schemas)
    assert [fault.name for fault in document.faults] == ["bad-format"]


def test_the_years_are_those_of_the_schema(schemas: Schemas) -> None:
    field = schemas["calendar"].schema["properties"]["year"]
    assert (field["minimum"], field["maximum"]) == (YEARS[0], YEARS[-1])
