"""PC609."""

from __future__ import annotations

from collections.abc import Iterator

from powercat.core.catalog import Catalog
from powercat.core.record import Node
from powercat.core.rule import Finding, finding, rule
from powercat.core.text import Text
from powercat.logic.calendar import CalendarUnknown
from powercat.power.calendars import calendar_of
from powercat.power.item import items
from powercat.power.limits import lasting, period
from powercat.power.local import local_entries


@rule(
    "PC609",
    on="catalog",
    severity="warning",
    title=Text("放假安排还不知道", "public holidays not known"),
    message=Text(
        "从检查的那一天起算 {days} 个工作日，要数到 {year} 年，这一年的放假安排还不知道；目录里最长的是这一处",
        "{days} working days from the day of the check reach {year}, whose public holidays are not known; no limit is longer",
    ),
    hint=Text(
        "国务院办公厅公布 {year} 年的安排以后，升级 powercat，或者照通知写一个 calendars/{year}.yaml",
        "when the holidays of {year} have been announced, update powercat or write them into calendars/{year}.yaml",
    ),
    basis=Text(
        "全国年节及纪念日放假办法第二条、第六条、第七条；行政许可法第八十二条",
        "Regulation on public holidays, art. 2, 6 and 7; Administrative Licensing Law, art. 82",
    ),
    together=Text("{count} 处时限要数到放假安排还不知道的年份", "{count} limits reach into years whose holidays are not known"),
)
def calendar_unknown(catalog: Catalog) -> Iterator[Finding]:
    """
    **发现什么**：按工作日算的承诺时限、法定时限，从检查的那一天起算，要数到还没有公布放假安排的年份。整个目录只说一次，说在最长的一处。

    **为什么**：工作日要扣除节假日、加上调休上班的周末，每年的安排由国务院办公厅提前公布；没有公布的，只能等，不能猜。

    **怎么改**：公布以后升级 powercat；等不及的，在 `calendars` 文件夹里写一个 `2027.yaml`，写明放假和调休上班的日子。

    ```yaml
    --- # handbooks/long.yaml
    kind: handbook
    id: long
    effective_on: 2026-01-01
    handling_items:
      - id: new
        statutory_limit: {value: 200, unit: working_day} #! PC609
        promised_limit: {value: 180, unit: working_day}
    --- # handbooks/other.yaml
    kind: handbook
    id: other
    effective_on: 2026-01-01
    handling_items:
      - id: new
        statutory_limit: {value: 150, unit: working_day}
    ```

    自己补了这一年的，不说；按自然日、按月算的不用看放假安排。

    ```yaml
    --- # calendars/2027.yaml
    year: 2027
    holidays:
      - {from: 2027-01-01, to: 2027-01-03, name: 元旦}
      - {from: 2027-02-05, to: 2027-02-11, name: 春节}
      - {from: 2027-04-03, to: 2027-04-05, name: 清明节}
      - {from: 2027-05-01, to: 2027-05-05, name: 劳动节}
      - {from: 2027-06-09, to: 2027-06-09, name: 端午节}
      - {from: 2027-09-15, to: 2027-09-15, name: 中秋节}
      - {from: 2027-10-01, to: 2027-10-07, name: 国庆节}
    make_up_days: []
    source: 例子；照国务院办公厅的通知写
    --- # handbooks/long.yaml
    kind: handbook
    id: long
    effective_on: 2026-01-01
    handling_items:
      - id: new
        statutory_limit: {value: 200, unit: working_day}
        promised_limit: {value: 9, unit: month}
    ```

    In English: a limit in working days that, counted from the day of the check, reaches a year whose public holidays are not yet
    announced. Told once for the whole catalog, at the longest. Add the year under `calendars/` or update powercat.
    """
    longest: Node | None = None
    most = 0
    for node in _limits(catalog):
        stated = period(node)
        if stated is not None and stated.unit == "working_day" and stated.value > most:
            longest, most = node, stated.value
    if longest is None:
        return
    try:
        calendar_of(catalog).after(catalog.as_of, most)
    except CalendarUnknown as unknown:
        yield finding(longest, days=most, year=str(unknown.year))


def _limits(catalog: Catalog) -> Iterator[Node]:
    for handbook in lasting(catalog):
        for item in items(handbook):
            for stated in (item, *item["scenarios"], *local_entries(catalog, item)):
                for name in ("statutory_limit", "promised_limit"):
                    if name in stated.field.properties and stated[name]:
                        yield stated[name]
