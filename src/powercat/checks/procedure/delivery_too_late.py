"""PC615."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from powercat.checks.procedure.licensing import items_of_licences
from powercat.core.catalog import Catalog
from powercat.core.record import Node, Record
from powercat.core.rule import Finding, finding, rule
from powercat.core.text import Text
from powercat.logic.period import Period, exceeds, words
from powercat.power.calendars import calendar_of
from powercat.power.limits import period
from powercat.power.local import local_entries

MOST: Final = Period(10, "working_day")


@rule(
    "PC615",
    on="handbook",
    title=Text("送达超过十个工作日", "delivery too late"),
    message=Text(
        "决定以后{period}才颁发、送达，超过十个工作日",
        "the licence is delivered {period} after the decision, more than 10 working days",
    ),
    hint=Text("改到十个工作日以内", "deliver within 10 working days"),
    basis=Text("行政许可法第四十四条、第八十二条", "Administrative Licensing Law, art. 44 and 82"),
    together=Text("{count} 处许可送达超过十个工作日", "{count} deliveries of licences take more than 10 working days"),
)
def delivery_too_late(handbook: Record, catalog: Catalog) -> Iterator[Finding]:
    """
    **发现什么**：许可办理流程里，颁发送达证件这一步（环节是颁发送达证件）的时限超过十个工作日；实施清单另写的步骤时限也看。

    **为什么**：作出准予许可的决定，应当自决定之日起十日内颁发、送达证件；许可法的“日”是工作日。

    **怎么改**：把这一步的时限改到十个工作日以内。

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
        procedure:
          - {id: decide, stage: decision, limit: {value: 15, unit: working_day}}
          - {id: deliver, stage: delivery, limit: {value: 15, unit: working_day}} #! PC615
      - id: change
        procedure:
          - {id: hand, stage: delivery, limit: {value: 5, unit: working_day}}
    --- # implementations/food.huangpu.yaml
    kind: implementation
    id: food.huangpu
    power: food
    organization: huangpu
    handling_items:
      - id: change
        step_limits:
          - {step: hand, limit: {value: 1, unit: year}} #! PC615
    ```

    十个工作日以内的不说；单位不同、拿不准的不说；不是许可的不说。

    ```yaml
    --- # powers/food.yaml
    kind: power
    id: food
    power_type: licence
    --- # powers/injury.yaml
    kind: power
    id: injury
    power_type: confirmation
    --- # handbooks/food-2026.yaml
    kind: handbook
    id: food-2026
    powers: [food]
    effective_on: 2026-01-01
    handling_items:
      - id: new
        procedure:
          - {id: deliver, stage: delivery, limit: {value: 10, unit: working_day}}
          - {id: post, stage: delivery, limit: {value: 14, unit: calendar_day}}
    --- # handbooks/injury-2026.yaml
    kind: handbook
    id: injury-2026
    powers: [injury]
    effective_on: 2026-01-01
    handling_items:
      - id: new
        procedure:
          - {id: deliver, stage: delivery, limit: {value: 20, unit: working_day}}
    ```

    In English: the delivery step of a licence, in the handbook or in an implementation, takes more than 10 working days after the
    decision.
    """
    for item in items_of_licences(catalog, handbook):
        for limit in _limits(catalog, item):
            stated = period(limit)
            if stated is not None and exceeds(stated, MOST, calendar_of(catalog)):
                yield finding(limit, period=words(stated))


def _limits(catalog: Catalog, item: Node) -> Iterator[Node]:
    steps = [step for step in item["procedure"] if step["stage"].text == "delivery"]
    for step in steps:
        yield step["limit"]
    names = {step["id"].text for step in steps}
    for entry in local_entries(catalog, item) if names else ():
        for own in entry["step_limits"]:
            if own["step"].text in names:
                yield own["limit"]
