"""PC611."""

from __future__ import annotations

from collections.abc import Iterator

from powercat.checks.procedure.heavier import added_materials, deviations, heavier_materials, heavier_steps
from powercat.checks.procedure.steps_exceed_promise import steps_exceed_promise
from powercat.core.catalog import Catalog
from powercat.core.diagnostic import Severity
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
MORE = Text(
    "“{name}”比手册要得更重（{fields}），没有写依据",
    "more is asked of “{name}” than by the handbook ({fields}), and no basis is given",
)
MORE_HINT = Text(
    "照手册要；有依据的写在这份材料的依据（legal_basis）里",
    "ask for it as the handbook does; where there is a provision, state it at the material (legal_basis)",
)
STEP = Text(
    "步骤的时限（{own}）比手册的（{common}）长，没有写依据",
    "the limit of the step ({own}) is longer than the handbook's ({common}), and no basis is given",
)
LINE_HERE = Text("手册里的这份材料写在这里", "the handbook's line is written here")
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
    **发现什么**：实施清单里自己的承诺时限、法定时限、步骤时限比手册长，或者比手册多要了申请材料、同一份材料要得更重，又没有写依据。

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

    手册里有的材料，实施清单重新写的，比一比怎么取得、是不是必要、原件和复印件的份数、形式。步骤的时限长了，加起来还在承诺时限以内的，只提
    醒核实；超过了的由 PC602 说。

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
        promised_limit: {value: 10, unit: working_day}
        materials:
          - {name: 营业执照, obtained_by: e_licence}
          - {name: 平面图, originals: 1, necessity: required}
          - {name: 委托书, necessity: conditional, originals: 1}
          - {name: 照片, copies: 2, form: paper}
        procedure:
          - {id: accept, name: 受理, stage: acceptance, next: [{to: examine}]}
          - {id: examine, name: 审查, stage: examination, limit: {value: 3, unit: working_day}, next: [{to: decide}]}
          - {id: decide, name: 决定, stage: decision, decides: true, limit: {value: 3, unit: working_day}, next: []}
    --- # implementations/food.huangpu.yaml
    kind: implementation
    id: food.huangpu
    power: food
    organization: huangpu
    handling_items:
      - id: new
        materials_drop: [营业执照, 平面图, 委托书, 照片]
        materials_add:
          - {name: 营业执照, obtained_by: applicant} #! PC611
          - {name: 平面图, originals: 3} #! PC611
          - {name: 委托书, necessity: required, originals: 1} #! PC611
          - {name: 照片, copies: 1, form: either}
        step_limits:
          - {step: examine, limit: {value: 5, unit: working_day}} #! PC611
          - {step: decide, limit: {value: 2, unit: working_day}}
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

    In English: a body's own promise or statutory limit is longer than the handbook's, or it asks for more material, or more of a
    material that the handbook has, and it cites no basis. What the body obtains itself is no burden. A longer step is a warning
    while the sum keeps the promise (else it is PC602's). A promise beyond the law is PC601's.
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
        for line, common, fields in heavier_materials(catalog, item):
            there = (common, LINE_HERE)
            yield finding(line, MORE, MORE_HINT, related=[there], name=_name(catalog, line), fields=tuple(fields))
        yield from _steps(catalog, handbook, item)


def _steps(catalog: Catalog, handbook: Record, item: Node) -> Iterator[Finding]:
    longer = list(heavier_steps(catalog, item))
    sums = {(at.record.ref, at.pointer) for at in _sums(catalog, handbook)} if longer else set()
    for entry, each in longer:
        mine, theirs = period(each.own), period(each.common)
        places = {(entry.record.ref, entry[name].pointer) for name in ("step_limits", "promised_limit", "statutory_limit")}
        if mine and theirs and places.isdisjoint(sums):
            there = (each.common, HANDBOOK_HERE)
            yield finding(each.own, STEP, None, Severity.WARNING, [there], own=words(mine), common=words(theirs))


def _sums(catalog: Catalog, handbook: Record) -> Iterator[Node]:
    """Where PC602 tells that the steps take too long."""
    for told in steps_exceed_promise.check(handbook, catalog):
        if isinstance(told.at, Node):
            yield told.at


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
