"""PC611."""

from __future__ import annotations

from collections.abc import Iterator

from powercat.checks.procedure.heavier import added_materials, deviations
from powercat.core.catalog import Catalog
from powercat.core.record import Node, Record
from powercat.core.reference import Ref
from powercat.core.rule import Finding, finding, rule
from powercat.core.text import Text
from powercat.logic.period import exceeds, words
from powercat.power.calendars import calendar_of
from powercat.power.item import items
from powercat.power.limits import is_lasting, length, period, promises

MATERIAL = Text(
    "“{name}”是手册以外增加的申请材料，没有写依据",
    "“{name}” is asked for beyond the handbook, and no basis is given",
)
MATERIAL_HINT = Text(
    "没有依据的删掉；有依据的写在这份材料的依据（legal_basis）里",
    "delete it where it has no basis; else state the basis at the material (legal_basis)",
)
HANDBOOK_HERE = Text("手册里的时限写在这里", "the handbook's limit is written here")


@rule(
    "PC611",
    on="handbook",
    title=Text("比手册更重", "heavier than the handbook"),
    message=Text(
        "“{title}”（{own}）比手册的（{common}）长，没有写依据",
        "“{title}” ({own}) is longer than the handbook's ({common}), and no basis is given",
    ),
    hint=Text(
        "改到手册的时限以内；另有规定的，把依据写在这个时限里（legal_basis）",
        "keep within the handbook's limit; where there is a provision, state it at the limit (legal_basis)",
    ),
    basis=Text(
        "《关于本市进一步推进政府效能建设的意见》二（一）2：业务手册没有规定的，不得实施；二（三）4：期限尽可能少于规定",
        "Shanghai opinions on government effectiveness (2015) II(1)2: what the handbook does not provide for may not be done; "
        "II(3)4: limits below those prescribed",
    ),
    together=Text(
        "{count} 处实施清单比手册更重，没有写依据",
        "{count} places of implementations are heavier than the handbook without a basis",
    ),
)
def local_heavier(handbook: Record, catalog: Catalog) -> Iterator[Finding]:
    """
    **发现什么**：实施清单里自己的承诺时限、法定时限比手册长，或者比手册多要了申请材料，又没有写依据。

    **为什么**：手册是统一的标准，各单位可以更快、更少，不能自己加重。

    **怎么改**：改到手册以内。确有另外规定的，在时限、材料或者这个办理项里写依据。

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
        statutory_limit: {value: 20, unit: working_day}
        promised_limit: {value: 10, unit: working_day}
        materials: [{material: application}]
    --- # implementations/food.huangpu.yaml
    kind: implementation
    id: food.huangpu
    power: food
    organization: huangpu
    handling_items:
      - id: new
        promised_limit: {value: 15, unit: working_day} #! PC611
        materials_add:
          - {id: photo, name: 门面照片} #! PC611
          - {id: identity, name: 身份信息, obtained_by: sharing}
    --- # implementations/food.pudong.yaml
    kind: implementation
    id: food.pudong
    power: food
    organization: pudong
    handling_items:
      - id: new
        statutory_limit: {none: true, reason: 没有规定} #! PC611
    ```

    更快的、写了依据的，不说；超过法定时限的承诺由 PC601 说，单位不同比不出来的由 PC612 说。

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
        statutory_limit: {value: 20, unit: working_day}
        promised_limit: {value: 10, unit: working_day}
        materials: [{material: application}]
      - id: change
        statutory_limit: {value: 20, unit: working_day}
        promised_limit: {value: 10, unit: working_day}
    --- # implementations/food.huangpu.yaml
    kind: implementation
    id: food.huangpu
    power: food
    organization: huangpu
    handling_items:
      - id: new
        promised_limit: {value: 5, unit: working_day}
        materials_add:
          - {id: plan, name: 平面图, legal_basis: [{law: local-rule, article: 5}]}
      - id: change
        promised_limit: {value: 21, unit: working_day}
    ```

    In English: a body's own promise or statutory limit is longer than the handbook's, or it asks for more material, and it cites
    no basis. What the body obtains itself is no burden. A promise beyond the law is PC601's.
    """
    if not is_lasting(catalog, handbook):
        return
    for item in items(handbook):
        beyond = _beyond_the_law(catalog, item)
        for each in deviations(catalog, item):
            mine, theirs = period(each.own), period(each.common)
            if each.heavier and mine and theirs and (each.own.record.ref, each.own.pointer) not in beyond:
                there = (each.common, HANDBOOK_HERE)
                yield finding(each.own, related=[there], title=each.own.label, own=words(mine), common=words(theirs))
        for line in added_materials(catalog, item):
            yield finding(line, MATERIAL, MATERIAL_HINT, name=_name(catalog, line))


def _beyond_the_law(catalog: Catalog, item: Node) -> set[tuple[Ref, str]]:
    """The promises that PC601 tells."""
    calendar = calendar_of(catalog)
    found = set()
    for each in promises(catalog, item):
        promised, statutory = length(each.promised), length(each.statutory)
        if promised is not None and statutory is not None and exceeds(promised, statutory, calendar):
            found.add((each.at.record.ref, each.at.pointer))
    return found


def _name(catalog: Catalog, line: Node) -> str:
    material = catalog.target(line["material"])
    return material.name if material is not None else line["name"].text or line["material"].text or line["id"].text
