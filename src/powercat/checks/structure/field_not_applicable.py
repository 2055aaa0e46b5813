"""PC108."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from powercat.core.catalog import Catalog
from powercat.core.record import Node, Record
from powercat.core.rule import Fault, Finding, finding, rule
from powercat.core.text import Text
from powercat.power.item import powers_of
from powercat.power.nature import group

_BECAUSE = Text("“{because}”是“{written}”的，不写“{title}”", "where “{because}” is “{written}”, “{title}” has no place")
_TOGETHER = Text("“{title}”和“{other}”只能写一个", "“{title}” and “{other}” cannot both be given")
_TOGETHER_HINT = Text("留下对的那一个，删掉另一个", "keep the right one and delete the other")
_HINT = Text(
    "删掉“{title}”；写它没有错的，看看“{because}”是不是选错了", "delete “{title}”; if it is right, look again at “{because}”"
)
_EX_OFFICIO = Text("“{power}”由机关依职权实施，不写“{title}”", "“{power}” is exercised ex officio; “{title}” has no place there")
_EX_OFFICIO_HINT = Text(
    "删掉“{title}”；其实由当事人申请、申报才办理的，在权力事项里写启动方式：依申请（initiation: application）",
    "delete “{title}”; if it really is applied for or declared, say so in the power (initiation: application)",
)

ON_APPLICATION_ONLY: Final = ("case_type", "examination_type", "materials_basis", "materials", "promised_limit", "commitment")
"""What only items on application state; the schema refuses it for the two procedures ex officio, the check here for the other
items of powers ex officio.
"""

PROCEDURES_EX_OFFICIO: Final = ("ordinary_procedure", "summary_procedure")


@rule(
    "PC108",
    on="catalog",
    title=Text("这种情况不写这个栏目", "field not applicable"),
    message=Text("这里不写“{title}”", "“{title}” has no place here"),
    hint=Text("删掉“{title}”", "delete “{title}”"),
    basis=Text("《记录格式》：填写规范里各类记录的栏目", "Record format: which fields the schema has for which type"),
    together=Text("{count} 处写了用不上的栏目", "{count} fields have no place where they stand"),
)
def field_not_applicable(subject: Fault | Catalog) -> Iterator[Finding]:
    """
    **发现什么**：栏目本身是有的，但是这种情况不写它：例如行政处罚的程序没有承诺时限和申请材料；只能写一个的几个栏目写了两个。

    **为什么**：写了用不上的栏目，看的人会误会，例如以为处罚也要申请人交材料。

    **怎么改**：删掉用不上的；两个里面留对的那一个。

    ```yaml
    kind: handbook
    id: unlicensed-food-2026
    handling_items:
      - id: ordinary
        name: 普通程序
        type: ordinary_procedure
        promised_limit: {value: 90, unit: calendar_day} #! PC108
    ```

    ```yaml
    kind: handbook
    id: food-licence-2026
    handling_items:
      - id: new
        name: 新办
        type: new
        promised_limit: {value: 10, unit: working_day}
        statutory_limit:
          value: 20
          unit: working_day
          before_expiry: true #! PC108
    ```

    ```yaml
    kind: handbook
    id: food-licence-2026
    handling_items:
      - id: new
        name: 新办
        type: new
        promised_limit: {value: 10, unit: working_day}
        statutory_limit: {value: 20, unit: working_day}
    ```

    办理项的类型写成了别的，权力是依职权的，也一样；默认依职权的是处罚、强制、征收、检查。空列表不说。

    ```yaml
    --- # powers/patrol.yaml
    kind: power
    id: patrol
    name: 日常巡查
    power_type: inspection
    --- # powers/fee.yaml
    kind: power
    id: fee
    name: 由缴费人申报的征收
    power_type: levy
    initiation: application
    --- # handbooks/patrol.yaml
    kind: handbook
    id: patrol
    powers: [patrol]
    handling_items:
      - id: patrol
        type: other
        promised_limit: {value: 10, unit: working_day} #! PC108
        materials: []
    --- # handbooks/fee.yaml
    kind: handbook
    id: fee
    powers: [fee]
    handling_items:
      - id: fee
        type: other
        promised_limit: {value: 10, unit: working_day}
    --- # implementations/patrol.yaml
    kind: implementation
    id: patrol.huangpu
    power: patrol
    handling_items:
      - id: patrol
        promised_limit: {value: 5, unit: working_day} #! PC108
    ```

    In English: a field that exists but has no place here: a promised limit or materials in a penalty procedure, or two fields of
    which only one may be given.
    """
    if isinstance(subject, Fault):
        yield _of_schema(subject)
        return
    for handbook in subject.of("handbook"):
        yield from _handbook(subject, handbook)
    for implementation in subject.of("implementation"):
        power = subject.target(implementation["power"])
        if power is not None and group(power) == "ex_officio":
            for item in implementation["handling_items"]:
                yield from _stated(item, ("promised_limit", "materials_add"), power)


def _of_schema(fault: Fault) -> Finding:
    if fault.variant == "together":
        return finding(fault, _TOGETHER, _TOGETHER_HINT, title=fault.args["title"], other=fault.args["other"])
    if "because" in fault.args:
        args = {name: fault.args[name] for name in ("title", "because", "written")}
        return finding(fault, _BECAUSE, _HINT, **args)
    return finding(fault, title=fault.args["title"])


def _handbook(catalog: Catalog, handbook: Record) -> Iterator[Finding]:
    stated = handbook.data.get("handling_items")
    shared = handbook.data.get("defaults")
    owners = [power for power in powers_of(catalog, handbook) if group(power)]
    if owners and all(group(power) == "ex_officio" for power in owners) and isinstance(shared, dict):
        yield from _stated(handbook["defaults"], tuple(name for name in ON_APPLICATION_ONLY if name in shared), owners[0])
    for number, item in enumerate(stated if isinstance(stated, list) else ()):
        if not isinstance(item, dict) or item.get("type") in PROCEDURES_EX_OFFICIO or item.keys().isdisjoint(ON_APPLICATION_ONLY):
            continue
        node = handbook.at(f"/handling_items/{number}")
        powers = powers_of(catalog, handbook, node) if "power" in item else owners
        if powers and all(group(power) == "ex_officio" for power in powers):
            yield from _stated(node, ON_APPLICATION_ONLY, powers[0])


def _stated(node: Node, names: tuple[str, ...], power: Record) -> Iterator[Finding]:
    for name in names:
        if name in node.field.properties and node[name] and node[name].raw != []:
            yield finding(node[name], _EX_OFFICIO, _EX_OFFICIO_HINT, power=power.name, title=node[name].label)
