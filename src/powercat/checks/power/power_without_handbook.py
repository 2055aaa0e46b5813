"""PC207."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from powercat.core.catalog import Catalog
from powercat.core.record import Record
from powercat.core.rule import Finding, finding, rule
from powercat.core.text import Text
from powercat.power.family import lineage
from powercat.power.life import exercised, today
from powercat.power.nature import is_service, power_type
from powercat.power.standard import Edition, edition, handbooks, standards
from powercat.power.unread import is_sure, may_name

NOT_YET = Text(
    "“{name}”在 {day} 没有可以依据的业务手册：{version}版要到 {first} 才实施",
    "“{name}” has no handbook to go by on {day}: edition {version} takes effect on {first}",
)
NOT_YET_HINT = Text(
    "核对实施日期；以前的版本还在用的，把它也录进来",
    "check the date of effect; if an earlier edition is still used, enter it too",
)
NO_LONGER = Text(
    "“{name}”在 {day} 没有可以依据的业务手册：{version}版到 {last} 已经失效",
    "“{name}” has no handbook to go by on {day}: edition {version} ended on {last}",
)
NO_LONGER_HINT = Text(
    "编新的一版；还在用的，改失效日期", "write the next edition; if this one is still used, change its last day"
)
NO_ITEM = Text("业务手册适用于“{name}”，却没有它的办理项", "the handbook serves “{name}” but has no handling item for it")
NO_ITEM_HINT = Text(
    "补上它的办理项；各办理项都属于别的事项的，从适用的权力事项里去掉它",
    "add its handling items; if all of them belong to other powers, take it off the handbook's powers",
)


@rule(
    "PC207",
    on="catalog",
    title=Text("权力没有业务手册", "a power without a handbook"),
    message=Text("“{name}”（{type}）没有业务手册", "no handbook serves “{name}” ({type})"),
    hint=Text(
        "编一本业务手册，在“适用的权力事项”（powers）里写“{power}”；写它的主项也行",
        "write a handbook that names “{power}” (or its main item) under powers",
    ),
    basis=Text(
        "《关于本市进一步推进政府效能建设的意见》二（一）2：业务手册为行政权力的操作标准，业务手册没有规定的，不得实施",
        "Shanghai opinions on government effectiveness (2015) II(1)2: the handbook is the operating standard of a power; what "
        "it does not provide may not "
        "be done",
    ),
    together=Text(
        "{count} 项权力没有有效的业务手册：按机关分批编写",
        "{count} powers have no handbook in effect: write them body by body",
    ),
    draft="warning",
)
def power_without_handbook(catalog: Catalog) -> Iterator[Finding]:
    """
    **发现什么**：实施中的权力，在检查的那一天没有有效的业务手册。

    **为什么**：业务手册是行政权力的操作标准，业务手册没有规定的，不得实施。

    **怎么改**：编一本手册；有下一版而没有现行版的，把现行的也录进来，或者核对实施日期。

    ```yaml
    --- # powers/seal.yaml
    kind: power
    id: seal
    name: 公章刻制备案 #! PC207
    power_type: other
    --- # powers/food-licence.yaml
    kind: power
    id: food-licence
    name: 食品经营许可
    power_type: licence
    --- # handbooks/food-2026.yaml
    kind: handbook
    id: food-2026
    series: food
    powers: [food-licence]
    effective_on: 2026-01-01
    handling_items: [{id: new}]
    ```

    只有下一版、或者只有已经失效的版本，都不行。

    ```yaml
    --- # powers/seal.yaml
    kind: power
    id: seal
    name: 公章刻制备案 #! PC207
    power_type: other
    --- # powers/food-licence.yaml
    kind: power
    id: food-licence
    name: 食品经营许可 #! PC207
    power_type: licence
    --- # handbooks/seal-2027.yaml
    kind: handbook
    id: seal-2027
    series: seal
    version: "2027"
    powers: [seal]
    effective_on: 2027-01-01
    --- # handbooks/food-2025.yaml
    kind: handbook
    id: food-2025
    series: food
    version: "2025"
    powers: [food-licence]
    effective_on: 2025-01-01
    expires_on: 2025-12-31
    ```

    有子项的主项看它的子项；手册写了主项，就适用于各子项。公共服务和草稿不要求。

    ```yaml
    --- # powers/main.yaml
    kind: power
    id: main
    name: 食品经营许可
    power_type: licence
    --- # powers/sub-a.yaml
    kind: power
    id: sub-a
    name: 食品经营许可（餐饮服务）
    power_type: licence
    parent: main
    --- # powers/guidance.yaml
    kind: power
    id: guidance
    name: 开办指导
    power_type: public_service
    --- # powers/next.yaml
    kind: power
    id: next
    name: 下一步
    power_type: licence
    draft: true
    --- # handbooks/food-2026.yaml
    kind: handbook
    id: food-2026
    series: food
    powers: [main]
    effective_on: 2026-01-01
    handling_items: [{id: new}]
    ```

    几个事项共用一本手册、办理项写明了属于哪一个的，每个事项都要有自己的办理项。

    ```yaml
    --- # powers/a.yaml
    kind: power
    id: a
    name: 甲
    power_type: licence
    --- # powers/b.yaml
    kind: power
    id: b
    name: 乙
    power_type: licence
    --- # handbooks/ab-2026.yaml
    kind: handbook
    id: ab-2026
    series: ab
    powers:
      - a
      - b #! PC207
    effective_on: 2026-01-01
    handling_items:
      - {id: new, power: a}
    ```

    In English: a power in force needs a handbook, of an edition in effect on the day, that names it or its main item and has
    handling items for it. A main item with sub-items is looked at through them. Public services and drafts are exempt.
    """
    for power in exercised(catalog):
        if not power_type(power) or is_service(power):
            continue
        serving = standards(catalog, power)
        if serving:
            yield from _without_items(catalog, power, serving)
        elif is_sure(catalog, power) and not may_name(catalog, "handbook", *(each.id for each in lineage(catalog, power))):
            yield from _without_edition(catalog, power)


def _without_edition(catalog: Catalog, power: Record) -> Iterator[Finding]:
    known = [edition(catalog, handbook) for handbook in handbooks(catalog, power)]
    if not all(each.first for each in known):
        return  # a date that is none is told already
    day = today(catalog)
    at = power["name"] or power["id"]
    coming = min((each for each in known if each.first > day), key=lambda each: each.first, default=None)
    if coming is not None:
        yield finding(at, NOT_YET, NOT_YET_HINT, name=power.name, day=day, version=_version(coming), first=coming.first)
    elif known:
        latest = max(known, key=lambda each: each.last)
        yield finding(at, NO_LONGER, NO_LONGER_HINT, name=power.name, day=day, version=_version(latest), last=latest.last)
    else:
        yield finding(at, name=power.name, type=power["power_type"].words, power=power.id)


def _version(each: Edition) -> str:
    return each.handbook["version"].text or each.handbook.id


def _without_items(catalog: Catalog, power: Record, serving: Sequence[Record]) -> Iterator[Finding]:
    line = {each.id for each in lineage(catalog, power)}
    for handbook in serving:
        stated = handbook.data.get("handling_items")
        owners = [each.get("power") for each in stated if isinstance(each, dict)] if isinstance(stated, list) else []
        if not owners or any(owner is None or (isinstance(owner, str) and owner in line) for owner in owners):
            return
    named = next((node for handbook in serving for node in handbook["powers"] if node.raw in line), None)
    if named is not None:
        yield finding(named, NO_ITEM, NO_ITEM_HINT, name=power.name)
