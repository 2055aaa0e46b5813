"""PC612."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator

from powercat.checks.procedure.heavier import deviations
from powercat.checks.procedure.licensing import not_counted
from powercat.core.catalog import Catalog
from powercat.core.record import Node, Record
from powercat.core.reference import Ref
from powercat.core.rule import Finding, finding, rule
from powercat.core.text import Text
from powercat.logic.period import Length, exceeds, words
from powercat.power.calendars import calendar_of
from powercat.power.duration import courses
from powercat.power.item import items
from powercat.power.limits import bounding, is_lasting, length, period, promises
from powercat.power.local import local_entries
from powercat.power.procedure import Procedure, procedures

Place = tuple[Ref, str]
"""A field of a record."""

LOCAL = Text(
    "“{title}”（{own}）和手册的（{common}）单位不同，比不出哪个长",
    "“{title}” ({own}) and the handbook's ({common}) have unlike units; which is longer cannot be told",
)

STEPS = Text(
    "“{item}”各步骤合计 {sum}，和“{title}”（{allowed}）单位不同，比不出有没有超过",
    "the steps of “{item}” take {sum}; that and “{title}” ({allowed}) have unlike units; whether they exceed it cannot be told",
)
STEPS_HINT = Text(
    "各步骤和时限用同一个单位，或者把步骤的时限定得短一些，怎么放假都不会超过",
    "use one unit for the steps and the limit, or shorten the steps so that no holidays can make them exceed it",
)


@rule(
    "PC612",
    on="handbook",
    severity="info",
    title=Text("时限的单位不同，比不出来", "limits in unlike units"),
    message=Text(
        "承诺时限（{promised}）和法定时限（{statutory}）单位不同，比不出有没有超过",
        "the promise ({promised}) and the statutory limit ({statutory}) have unlike units; whether it exceeds cannot be told",
    ),
    hint=Text(
        "两处用同一个单位；工作日换成自然日，遇到长假差得很多",
        "use one unit in both; how many calendar days a number of working days takes depends on the holidays",
    ),
    basis=Text(
        "行政许可法第八十二条：本法规定的期限以工作日计算，别的法律写的“日”不一定是",
        "Administrative Licensing Law, art. 82: its own periods are in working days; “days” of other laws need not be",
    ),
    together=Text("{count} 处时限单位不同，比不出来", "{count} limits cannot be compared for their units"),
)
def limits_not_comparable(handbook: Record, catalog: Catalog) -> Iterator[Finding]:
    """
    **发现什么**：承诺时限和法定时限（或者实施清单和手册的时限、各步骤合计和时限）单位不同，按最少、最多会是几天来比，也比不出哪个长。

    **为什么**：检查不了的，要说出来，不能当作没有问题。十五个工作日，平时三个星期，遇到春节要一个月。

    **怎么改**：改用同一个单位，或者把承诺定得短一些，怎么放假都不会超过。

    ```yaml
    kind: handbook
    id: injury-2026
    effective_on: 2026-01-01
    handling_items:
      - id: apply
        statutory_limit: {value: 20, unit: calendar_day}
        promised_limit: {value: 15, unit: working_day} #! PC612
      - id: change
        statutory_limit: {value: 1, unit: month}
        promised_limit: {value: 30, unit: calendar_day} #! PC612
    ```

    ```yaml
    --- # powers/food.yaml
    kind: power
    id: food
    power_type: licence
    --- # handbooks/food-2026.yaml
    kind: handbook
    id: food-2026
    powers: [food]
    effective_on: 2026-01-01
    handling_items:
      - id: new
        statutory_limit: {value: 60, unit: calendar_day}
        promised_limit: {value: 15, unit: working_day}
    --- # implementations/food.huangpu.yaml
    kind: implementation
    id: food.huangpu
    power: food
    organization: huangpu
    handling_items:
      - id: new
        promised_limit: {value: 20, unit: calendar_day} #! PC612
    ```

    各步骤合计的也一样：五十个工作日，可能不到六十日，也可能超过。

    ```yaml
    kind: handbook
    id: fine-2026
    effective_on: 2026-01-01
    handling_items:
      - id: ordinary
        name: 普通程序
        statutory_limit: {value: 60, unit: calendar_day} #! PC612
        procedure:
          - {id: file, name: 立案, stage: case_filing, next: [{to: look}]}
          - {id: look, name: 调查, stage: investigation, limit: {value: 45, unit: working_day}, next: [{to: decide}]}
          - {id: decide, name: 决定, stage: decision, limit: {value: 5, unit: working_day}, next: []}
      - id: simple
        name: 快办程序
        statutory_limit: {value: 60, unit: calendar_day}
        procedure:
          - {id: file, name: 立案, stage: case_filing, next: [{to: decide}]}
          - {id: decide, name: 决定, stage: decision, limit: {value: 5, unit: working_day}, next: []}
    ```

    比得出来的不说：十五个工作日总在六十日以内，六十个工作日总超过六十日（由 PC601 说）。要在届满前决定的，不和别的比。

    ```yaml
    kind: handbook
    id: injury-2026
    effective_on: 2026-01-01
    handling_items:
      - id: apply
        statutory_limit: {value: 60, unit: calendar_day}
        promised_limit: {value: 15, unit: working_day}
      - id: simple
        statutory_limit: {value: 15, unit: calendar_day}
        promised_limit: {value: 0, unit: working_day}
      - id: renewal
        statutory_limit: {before_expiry: true}
        promised_limit: {value: 10, unit: calendar_day}
      - id: change
        statutory_limit: {none: true, reason: 法律没有规定}
        promised_limit: {value: 10, unit: calendar_day}
    ```

    In English: two limits in unlike units that no bounds decide: n working days span at least n calendar days and at most the
    longest run of n in the known calendars; months likewise. Said, so that nobody takes silence for a comparison.
    """
    if not is_lasting(catalog, handbook):
        return
    calendar = calendar_of(catalog)
    mixed = {}
    for item in items(handbook):
        told: set[Place] = set()
        for each in promises(catalog, item):
            promised, statutory = length(each.promised), length(each.statutory)
            if promised is None or statutory is None or _place(each.at) in told:
                continue
            order = exceeds(promised, statutory, calendar)
            if order is None:
                yield finding(each.at, promised=words(promised), statutory=words(statutory))
            if order is not False:
                told.add(_place(each.at))
        for other in deviations(catalog, item):
            mine, theirs = period(other.own), period(other.common)
            if other.heavier is None and mine and theirs and _place(other.own) not in told:
                yield finding(other.own, LOCAL, title=other.own.label, own=words(mine), common=words(theirs))
        if len(_units(catalog, item)) > 1:
            mixed[item.pointer] = told
    for procedure in procedures(catalog, handbook) if mixed else ():
        if procedure.item.pointer in mixed:
            yield from _of_steps(catalog, procedure, mixed[procedure.item.pointer])


def _place(node: Node) -> Place:
    return node.record.ref, node.pointer


def _units(catalog: Catalog, item: Node) -> set[str]:
    """The units of all limits that a path and what bounds it may be made of."""
    entries = local_entries(catalog, item)
    own = [each["limit"] for entry in entries for each in entry["step_limits"]]
    steps = [each["limit"] for each in item["procedure"]]
    bounds = [each[name] for each in (item, *entries) for name in ("promised_limit", "statutory_limit")]
    scenarios = [each["promised_limit"] for each in item["scenarios"]]
    stated = [period(each) for each in (*own, *steps, *bounds, *scenarios)]
    return {each.unit for each in stated if each is not None and each.form == "length" and each.value}


def _of_steps(catalog: Catalog, procedure: Procedure, told: Collection[Place]) -> Iterator[Finding]:
    """Sums of steps that cannot be held against a limit, save where another path exceeds it for sure: that is PC602's."""
    calendar = calendar_of(catalog)
    found: defaultdict[Place, dict[bool | None, tuple[Node, Length, Length]]] = defaultdict(dict)
    for course in courses(catalog, procedure, not_counted(catalog, procedure.item)):
        for limit in bounding(procedure.item, course.entry, course.situation.scenario):
            allowed = length(limit)
            for duration in course.durations if allowed is not None else ():
                assert allowed is not None
                found[_place(limit)].setdefault(exceeds(duration.sum, allowed, calendar), (limit, duration.sum, allowed))
    for place, orders in found.items():
        if None in orders and True not in orders and place not in told:
            limit, taken, allowed = orders[None]
            name = procedure.item["name"].text or procedure.item["id"].text
            yield finding(limit, STEPS, STEPS_HINT, item=name, sum=words(taken), title=limit.label, allowed=words(allowed))
