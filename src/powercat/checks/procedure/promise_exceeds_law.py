"""PC601."""

from __future__ import annotations

from collections.abc import Iterator

from powercat.core.catalog import Catalog
from powercat.core.record import Record
from powercat.core.rule import Finding, finding, rule
from powercat.core.text import Text
from powercat.logic.period import exceeds, words
from powercat.power.calendars import calendar_of
from powercat.power.item import items
from powercat.power.limits import is_lasting, length, promises

LAW_HERE = Text("法定时限写在这里", "the statutory limit is written here")
PROMISE_HERE = Text("承诺时限写在这里", "the promise is written here")


@rule(
    "PC601",
    on="handbook",
    title=Text("承诺超过法定", "a promise exceeds the law"),
    message=Text(
        "承诺时限（{promised}）超过法定时限（{statutory}）", "the promise ({promised}) exceeds the statutory limit ({statutory})"
    ),
    hint=Text(
        "承诺时限改到法定时限以内；法定时限写错了的，照条文改，看清楚是工作日还是日",
        "promise no more than the statutory limit; if that one is wrong, mend it by the article, minding working days and days",
    ),
    basis=Text(
        "优化营商环境条例第三十六条第二款；《关于本市进一步推进政府效能建设的意见》二（三）4",
        "Regulation on the business environment, art. 36(2); Shanghai opinions on government effectiveness (2015) II(3)4",
    ),
    together=Text("{count} 处承诺时限超过法定时限", "{count} promises exceed the statutory limit"),
)
def promise_exceeds_law(handbook: Record, catalog: Catalog) -> Iterator[Finding]:
    """
    **发现什么**：承诺办结时限比法定办结时限长；办理项、情形和实施清单里的承诺都看。

    **为什么**：法定时限是底线，承诺只能更短；超过法定时限办结的是违法。

    **怎么改**：把承诺改到法定时限以内。先看看两处的单位：法律写“日”的，多数不是工作日。

    ```yaml
    kind: handbook
    id: food-2026
    effective_on: 2026-01-01
    handling_items:
      - id: new
        statutory_limit: {value: 20, unit: working_day}
        promised_limit: {value: 30, unit: working_day} #! PC601
      - id: change
        statutory_limit: {value: 20, unit: working_day}
        promised_limit: {value: 20, unit: working_day}
        scenarios:
          - {id: layout, name: 变更布局, promised_limit: {value: 25, unit: working_day}} #! PC601
          - {id: name, name: 变更名称, promised_limit: {value: 0, unit: working_day}}
    ```

    单位不同的，能准确换算的换算（一年是十二个月，一日是二十四小时）；不能的，按日历天数最少、最多会是几天来比，比得出来才说。
    三十一个工作日再怎么放假也不会少于三十一天。

    ```yaml
    kind: handbook
    id: food-2026
    effective_on: 2026-01-01
    handling_items:
      - id: new
        statutory_limit: {value: 30, unit: calendar_day}
        promised_limit: {value: 31, unit: working_day} #! PC601
      - id: change
        statutory_limit: {value: 1, unit: year}
        promised_limit: {value: 13, unit: month} #! PC601
      - id: cancel
        statutory_limit: {value: 1, unit: calendar_day}
        promised_limit: {value: 24, unit: hour}
    ```

    实施清单里另写的承诺，或者另写的法定时限，各看各的。

    ```yaml
    --- # powers/food.yaml
    kind: power
    id: food
    power_type: licence
    --- # handbooks/food-2026.yaml
    kind: handbook
    id: food-2026
    series: food
    powers: [food]
    effective_on: 2026-01-01
    handling_items:
      - id: new
        statutory_limit: {value: 20, unit: working_day}
        promised_limit: {value: 15, unit: working_day}
    --- # implementations/food.huangpu.yaml
    kind: implementation
    id: food.huangpu
    power: food
    organization: huangpu
    handling_items:
      - id: new
        promised_limit: {value: 21, unit: working_day} #! PC601
    --- # implementations/food.pudong.yaml
    kind: implementation
    id: food.pudong
    power: food
    organization: pudong
    handling_items:
      - id: new
        statutory_limit: {value: 10, unit: working_day} #! PC601
    ```

    法律没有规定天数的、要在届满前决定的、单位不同比不出来的（由 PC612 说），这里都不说；失效的手册不看。

    ```yaml
    --- # handbooks/a.yaml
    kind: handbook
    id: a
    effective_on: 2026-01-01
    handling_items:
      - id: change
        statutory_limit: {none: true, reason: 法律没有规定}
        promised_limit: {value: 30, unit: working_day}
      - id: renewal
        statutory_limit: {before_expiry: true}
        promised_limit: {value: 30, unit: working_day}
      - id: new
        statutory_limit: {value: 20, unit: calendar_day}
        promised_limit: {value: 15, unit: working_day}
    --- # handbooks/old.yaml
    kind: handbook
    id: old
    effective_on: 2025-01-01
    expires_on: 2025-12-31
    handling_items:
      - id: new
        statutory_limit: {value: 20, unit: working_day}
        promised_limit: {value: 30, unit: working_day}
    ```

    In English: no promise may be longer than the statutory limit, be it of an item, a scenario or an implementation. Units that
    convert exactly are converted (12 months a year, 24 hours a day); others are compared by the fewest and the most calendar days
    that they may span, and only what is certain is told.
    """
    if not is_lasting(catalog, handbook):
        return
    calendar = calendar_of(catalog)
    for item in items(handbook):
        told = set()
        for each in promises(catalog, item):
            promised, statutory = length(each.promised), length(each.statutory)
            place = (each.at.record.ref, each.at.pointer)
            if promised is None or statutory is None or place in told or not exceeds(promised, statutory, calendar):
                continue
            told.add(place)
            other = (each.promised, PROMISE_HERE) if each.at is each.statutory else (each.statutory, LAW_HERE)
            yield finding(each.at, promised=words(promised), statutory=words(statutory), related=[other])
