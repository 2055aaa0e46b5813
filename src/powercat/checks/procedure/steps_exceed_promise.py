"""PC602."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Final

from powercat.checks.procedure.licensing import not_counted
from powercat.core.catalog import Catalog
from powercat.core.record import Node, Record
from powercat.core.rule import Finding, finding, rule
from powercat.core.text import Text
from powercat.logic.calendar import Calendar
from powercat.logic.period import HOURS, Length, compare, words
from powercat.power.calendars import calendar_of
from powercat.power.duration import Course, Duration, courses, limit_of
from powercat.power.limits import bounding, length
from powercat.power.procedure import OPENING, Procedure, called, procedures

PROMISE = Text("承诺时限", "the promise")
LAW = Text("法定时限", "the statutory limit")
_MONTH: Final = 30
LIMIT_HERE = Text("时限写在这里", "the limit is written here")

Exceeded = tuple[Node, Text, Length]
"""A limit: where it stands, what it is, how long it is."""


@rule(
    "PC602",
    on="handbook",
    title=Text("步骤超过承诺", "the steps exceed the promise"),
    message=Text(
        "“{item}”{who}各步骤相加超过{limit}（{allowed}）：{path}，合计 {sum}",
        "the steps of “{item}”{who} exceed {limit} ({allowed}): {path}, {sum} in all",
    ),
    hint=Text(
        "缩短步骤的时限，或者把承诺改成做得到的天数；依法不计入的时间，写进特别程序",
        "shorten steps, or promise what can be kept; time that does not count by law goes into the special procedures",
    ),
    basis=Text(
        "《关于本市进一步推进政府效能建设的意见》二（三）4：办理时限分解到岗位；行政许可法第四十二条",
        "Shanghai opinions on government effectiveness (2015) II(3)4: limits are divided among posts; Administrative Licensing "
        "Law, art. 42",
    ),
    together=Text(
        "{count} 处步骤的时限相加，超过承诺或者法定时限", "{count} times the steps exceed the promise or the statutory limit"
    ),
)
def steps_exceed_promise(handbook: Record, catalog: Catalog) -> Iterator[Finding]:
    """
    **发现什么**：照流程走，从受理（立案）结束到作出决定，最长的一条路要的时间，超过承诺时限；没有承诺的，超过法定时限。

    **为什么**：承诺了十天、各岗位却一共留了十二天，每个岗位都按时，整件事仍然超期。

    **怎么改**：缩短步骤，或者改承诺。分支按条件走：走不通的路不算；同时进行的分支算最长的一条；往回走的圈只算一次。
    加起来的每一步的时限写在哪里，都列出来，最长的在最前面。送达、执行、归档另有时限，不算在里面；法律上不计入的（特别程序里写明“不计入”的），同名的步骤不算。

    ```yaml
    kind: handbook
    id: food
    effective_on: 2026-01-01
    facts:
      - {id: needs_check, name: 需要核查, type: boolean}
    handling_items:
      - id: new
        name: 新办
        promised_limit: {value: 10, unit: working_day} #! PC602
        procedure:
          - {id: accept, name: 受理, stage: acceptance, limit: {value: 1, unit: working_day}, next: [{to: examine}]}
          - id: examine
            name: 审查
            stage: examination
            limit: {value: 6, unit: working_day}
            next: [{to: inspect, when: needs_check}, {to: decide, when: "!needs_check"}]
          - {id: inspect, name: 核查, stage: examination, limit: {value: 3, unit: working_day}, next: [{to: decide}]}
          - {id: decide, name: 决定, stage: decision, limit: {value: 2, unit: working_day}, next: [{to: deliver}]}
          - {id: deliver, name: 送达, stage: delivery, limit: {value: 5, unit: working_day}, next: []}
    ```

    条件连不到一起的路不算：要核查的不用补正，两样加不到一起。

    ```yaml
    kind: handbook
    id: food
    effective_on: 2026-01-01
    facts:
      - {id: area, name: 面积, type: number}
    handling_items:
      - id: new
        name: 新办
        promised_limit: {value: 10, unit: working_day}
        procedure:
          - {id: accept, name: 受理, stage: acceptance, next: [{to: inspect, when: area > 500}, {to: examine, when: area <= 500}]}
          - {id: inspect, name: 核查, stage: examination, limit: {value: 8, unit: working_day}, next: [{to: examine}]}
          - id: examine
            name: 审查
            stage: examination
            limit: {value: 2, unit: working_day}
            next: [{to: amend, when: area < 100}, {to: decide, when: area >= 100}]
          - {id: amend, name: 整改, stage: examination, limit: {value: 8, unit: working_day}, next: [{to: decide}]}
          - {id: decide, name: 决定, stage: decision, limit: {value: 0, unit: working_day}, next: []}
    ```

    每个机关按自己的承诺和步骤时限算，每种情形按自己的承诺算（没有的才按办理项的），都有的取短的。

    ```yaml
    --- # powers/food.yaml
    kind: power
    id: food
    power_type: licence
    --- # organizations/huangpu.yaml
    kind: organization
    id: huangpu
    name: 黄浦区市场监督管理局
    --- # organizations/pudong.yaml
    kind: organization
    id: pudong
    name: 浦东新区市场监督管理局
    --- # handbooks/food.yaml
    kind: handbook
    id: food
    series: food
    powers: [food]
    organizations: [huangpu, pudong]
    effective_on: 2026-01-01
    handling_items:
      - id: new
        name: 新办
        promised_limit: {value: 10, unit: working_day}
        scenarios:
          - {id: single, name: 单店}
          - {id: chain, name: 连锁, promised_limit: {value: 7, unit: working_day}} #! PC602
        procedure:
          - {id: accept, name: 受理, stage: acceptance, next: [{to: examine}]}
          - {id: examine, name: 审查, stage: examination, limit: {value: 5, unit: working_day}, next: [{to: decide}]}
          - {id: decide, name: 决定, stage: decision, limit: {value: 3, unit: working_day}, next: []}
    --- # implementations/food.huangpu.yaml
    kind: implementation
    id: food.huangpu
    power: food
    organization: huangpu
    handling_items:
      - id: new
        promised_limit: {value: 5, unit: working_day} #! PC602
        step_limits:
          - {step: examine, limit: {value: 4, unit: working_day}}
    ```

    单位不同的，比得出来才说：连最少的天数都超过了，才算超过。

    ```yaml
    kind: handbook
    id: penalty
    effective_on: 2026-01-01
    handling_items:
      - id: ordinary
        name: 普通程序
        statutory_limit: {value: 90, unit: calendar_day} #! PC602
        procedure:
          - {id: file, name: 立案, stage: case_filing, limit: {value: 5, unit: working_day}, next: [{to: investigate}]}
          - {id: investigate, name: 调查, stage: investigation, limit: {value: 80, unit: working_day}, next: [{to: decide}]}
          - {id: decide, name: 决定, stage: decision, limit: {value: 11, unit: calendar_day}, next: []}
    ```

    In English: along the longest path whose conditions can hold together, from the end of acceptance (or case filing) to the step
    that decides (of a public service: to its performance), the limits of the steps add up to more than the shortest promise that
    applies, else than the statutory limit; body by body with its own limits, scenario by scenario. Branches that run at the same
    time count by the longest, loops once; the limits that were added are listed with their places, the longest first; excluded
    special procedures, delivery, service, execution and archiving do not count.
    """
    calendar = calendar_of(catalog)
    for procedure in procedures(catalog, handbook):
        yield from _of_item(catalog, procedure, calendar)


def _of_item(catalog: Catalog, procedure: Procedure, calendar: Calendar) -> Iterator[Finding]:
    told: defaultdict[tuple[object, ...], list[tuple[Course, Duration, Exceeded]]] = defaultdict(list)
    gone = list(courses(catalog, procedure, not_counted(catalog, procedure.item)))
    for course in gone:
        for duration in course.durations:
            exceeded = _exceeded(procedure.item, course, duration.sum, calendar)
            if exceeded is not None:
                at, path = _at(course, exceeded[0]), tuple(step.pointer for step in duration.steps)
                told[at.record.ref, at.pointer, path, duration.sum].append((course, duration, exceeded))
                break
    for found in told.values():
        course, duration, (limit, kind, allowed) = found[0]
        at = _at(course, limit)
        yield finding(
            at,
            item=called(procedure.item),
            who=_who(gone, [each for each, _, _ in found]),
            limit=kind,
            allowed=words(allowed),
            path=duration.words,
            sum=words(duration.sum),
            related=[*([] if at is limit else [(limit, LIMIT_HERE)]), *_summed(course, duration)],
        )


def _summed(course: Course, duration: Duration) -> Iterator[tuple[Node, Text]]:
    """The limits that were added up, each where it is written, the longest first."""
    own = course.entry["step_limits"] if course.entry is not None else None
    opening = duration.steps[0]["stage"].text in OPENING
    counted = [
        (step, limit)
        for place, (step, limit, left_out) in enumerate(zip(duration.steps, duration.limits, duration.excluded, strict=True))
        if limit is not None and limit != Length() and not left_out and not (opening and place == 0)
    ]
    for step, limit in sorted(counted, key=lambda each: -_hours(each[1])):
        took, name = words(limit), called(step)
        yield limit_of(step, own), Text(f"“{name}”用 {took.zh}", f"“{name}” takes {took.en}")


def _hours(limit: Length) -> int:
    """How long a limit is, near enough to say which is the longest."""
    return (limit.months * _MONTH + limit.working_days) * HOURS + limit.hours


def _at(course: Course, limit: Node) -> Node:
    """Where to tell it: at the limit, or at the body's own limits of steps where they are held against the handbook's."""
    entry = course.entry
    return entry["step_limits"] if entry is not None and entry["step_limits"] and limit.record is not entry.record else limit


def _exceeded(item: Node, course: Course, taken: Length, calendar: Calendar) -> Exceeded | None:
    """The shortest of the limits that apply and that are exceeded for sure."""
    limits = bounding(item, course.entry, course.situation.scenario)
    stated = [
        (node, LAW if node.field.name == "statutory_limit" else PROMISE, days)
        for node in limits
        if (days := length(node)) is not None
    ]
    over = [each for each in stated if compare(taken, each[2], calendar) == "greater"]
    if len(over) > 1 and compare(over[1][2], over[0][2], calendar) == "less":
        return over[1]
    return over[0] if over else None


def _who(gone: Sequence[Course], found: Sequence[Course]) -> Text | str:
    """Which bodies and scenarios it is about, where it is not about all."""
    parts = [names for names in (_some(_bodies(gone), _bodies(found)), _some(_scenarios(gone), _scenarios(found))) if names]
    zh, en = "，".join("、".join(names) for names in parts), "; ".join(", ".join(names) for names in parts)
    return Text(f"（{zh}）", f" ({en})") if parts else ""


def _bodies(among: Sequence[Course]) -> list[str]:
    return list(dict.fromkeys(each.body.name for each in among if each.body is not None))


def _scenarios(among: Sequence[Course]) -> list[str]:
    return list(dict.fromkeys(each.situation.scenario["name"].text for each in among if each.situation.scenario is not None))


def _some(of: Sequence[str], these: Sequence[str]) -> Sequence[str]:
    return these if len(these) < len(of) else ()
