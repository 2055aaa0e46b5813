"""PC203."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Final

from powercat.checks.suggest import is_mistyped, suggestion
from powercat.core.catalog import Catalog
from powercat.core.record import Node, Record
from powercat.core.resolve import dangling
from powercat.core.rule import Finding, finding, rule
from powercat.core.text import Text
from powercat.power.item import powers_of
from powercat.power.life import life, stands, today
from powercat.power.standard import edition, editions

NAMED: Final = ("handbook", "guide", "responsibility", "discretion", "bundle")
"""The kinds whose missing powers are told here and not by PC202."""

ENDED = Text("{kind}还在，“{name}”{end}就终止了", "“{name}” ended on {end}, but there is still this record ({kind})")
ENDED_HINT = Text(
    "不再实施的，写上“{last}”，或者撤下这条记录；还要实施的，先重新登记备案、列入目录",
    "state its “{last}” or take the record back; a power that goes on must be filed and entered in the catalog again",
)
ENDED_WITHOUT_HINT = Text(
    "不再实施的，撤下这条记录，或者从里面去掉这个事项；还要实施的，先重新登记备案、列入目录",
    "take the record back, or the power out of it; a power that goes on must be filed and entered in the catalog again",
)
LAST_DAY: Final = ("expires_on", "effective_to")
"""The field that ends a record, where its kind has one."""

POWER = Text("已经终止的权力事项", "the power that has ended")


@rule(
    "PC203",
    on="catalog",
    title=Text("目录之外的权力", "a power outside the catalog"),
    message=Text(
        "“{value}”不在目录里：目录之外无权力", "“{value}” is not in the catalog, and outside the catalog there is no power"
    ),
    hint=Text("核对编号", "check the id"),
    basis=Text(
        "《关于本市进一步推进政府效能建设的意见》二（一）1：行政权力进目录、目录之外无权力，不进目录，不得实施；许可另见优化营商"
        "环境条例第四十条",
        "Shanghai opinions on government effectiveness (2015) II(1)1: powers enter the catalog, outside it there is none; for "
        "licences also art. 40 of "
        "the regulation on the business environment",
    ),
    together=Text(
        "{count} 处写的是目录之外的权力：没有列入目录的先登记备案，已经终止的撤下来",
        "{count} records speak of powers outside the catalog: file those that are missing, take back those that have ended",
    ),
)
def outside_catalog(catalog: Catalog) -> Iterator[Finding]:
    """
    **发现什么**：业务手册、办事指南、责任事项、裁量基准、一件事写的权力事项，目录里没有，或者已经终止；实施清单写的事项已经终止。

    **为什么**：行政权力进目录、目录之外无权力，不进目录，不得实施。

    **怎么改**：编号写错的改编号；真的没有列入目录的，先登记备案、建好权力事项；已经终止的，相应的记录一并撤下来，或者写上失效日
    期。

    ```yaml
    --- # powers/food-licence.yaml
    kind: power
    id: food-licence
    power_type: licence
    --- # handbooks/food.yaml
    kind: handbook
    id: food-2026
    powers:
      - food-licence
      - food-permit #! PC203
    ```

    已经终止的权力，手册、指南、责任、裁量、一件事和实施清单都不能留着。手册写了失效日期、责任和实施清单写了终止日期的，是已经收尾
    的。

    ```yaml
    --- # powers/school-run.yaml
    kind: power
    id: school-run
    power_type: licence
    effective_to: 2025-12-31
    --- # handbooks/school-run-2024.yaml
    kind: handbook
    id: school-run-2024
    series: school-run
    effective_on: 2024-01-01
    expires_on: 2025-12-31
    powers: [school-run]
    --- # responsibilities/school-run.yaml
    kind: responsibility
    id: school-run
    powers:
      - school-run #! PC203
    --- # implementations/school-run.yaml
    kind: implementation
    id: school-run.huangpu
    power: school-run
    effective_to: 2025-12-31
    --- # guides/school-run.yaml
    kind: guide
    id: school-run
    handbook: school-run #! PC203
    ```

    草稿和还没有到生效日期的事项在目录里，可以先编手册和指南。子项没有写终止日期的，主项终止它也终止。

    ```yaml
    --- # powers/main.yaml
    kind: power
    id: main
    power_type: licence
    effective_to: 2025-12-31
    --- # powers/sub.yaml
    kind: power
    id: sub
    power_type: licence
    parent: main
    --- # powers/next.yaml
    kind: power
    id: next
    power_type: licence
    draft: true
    --- # discretion/sub.yaml
    kind: discretion
    id: sub
    power: sub #! PC203
    --- # discretion/next.yaml
    kind: discretion
    id: next
    power: next
    ```

    权力事项的文件在那里、只是有语法错误读不进来的，不算不在目录里。

    ```yaml
    --- # powers/food-licence.yaml
    kind: power
    id: food-licence
    name: "食品经营许可
    --- # discretion/food.yaml
    kind: discretion
    id: food
    power: food-licence
    ```

    In English: handbooks, guides, responsibilities, discretion and bundles for a power that is not in the catalog, and these and
    implementations for one that has ended. Records that have ended themselves are in order; so are drafts and powers that are yet
    to begin.
    """
    kind = catalog.schemas["power"].title
    for found in dangling(catalog, wanted=lambda kind, field: field.ref == "power" and kind.name in NAMED):
        if is_mistyped(catalog, found):
            continue
        advice = suggestion(catalog, found)
        args = {"value": found.reference.value, "target": kind, "of": kind, **advice.args}
        yield Finding(found.record.at(found.reference.pointer), args, None, advice.hint)
    day = today(catalog)
    ended = {power.id for power in catalog.of("power") if life(catalog, power).status(day) == "ended"}
    if ended:
        yield from _of_ended(catalog, ended, day)


def _of_ended(catalog: Catalog, ended: set[str], day: str) -> Iterator[Finding]:
    for handbook in catalog.of("handbook"):
        last = edition(catalog, handbook).last
        if not last or last >= day:
            yield from _told(catalog, ended, handbook["powers"])
    for record in catalog.of("responsibility"):
        if stands(record, day):
            yield from _told(catalog, ended, record["powers"])
    for record in catalog.of("implementation"):
        if stands(record, day):
            yield from _told(catalog, ended, [record["power"]])
    for record in catalog.of("discretion"):
        yield from _told(catalog, ended, [record["power"]])
    for record in catalog.of("bundle"):
        yield from _told(catalog, ended, [item["power"] for item in record["items"]])
    for guide in catalog.of("guide"):
        powers = _published(catalog, guide)
        if powers and all(power.id in ended for power in powers):
            yield _finding(catalog, guide["implementation"] or guide["handbook"], powers[0])


def _told(catalog: Catalog, ended: set[str], nodes: Node | Sequence[Node]) -> Iterator[Finding]:
    for node in nodes:
        power = catalog.target(node)
        if power is not None and power.id in ended:
            yield _finding(catalog, node, power)


def _published(catalog: Catalog, guide: Record) -> Sequence[Record]:
    implementation = catalog.target(guide["implementation"])
    if implementation is not None:
        power = catalog.target(implementation["power"])
        return [power] if power is not None else []
    found = [power for each in editions(catalog, guide["handbook"].text) for power in powers_of(catalog, each.handbook)]
    return list({power.id: power for power in found}.values())


def _finding(catalog: Catalog, at: Node, power: Record) -> Finding:
    end = life(catalog, power).end
    fields = at.record.kind.root.properties
    last = next((fields[name].title for name in LAST_DAY if name in fields), None)
    args: dict[str, Any] = {"kind": at.record.kind.title, "name": power.name, "end": end} | ({"last": last} if last else {})
    return finding(at, ENDED, ENDED_HINT if last else ENDED_WITHOUT_HINT, related=[(power["id"], POWER)], **args)
