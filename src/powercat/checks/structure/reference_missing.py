"""PC202."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from powercat.checks.suggest import inside_suggestion, is_mistyped, mistyped, suggestion, target_title
from powercat.core.catalog import Catalog
from powercat.core.field import Field
from powercat.core.record import Record
from powercat.core.resolve import dangling
from powercat.core.rule import Fault, Finding, finding, rule
from powercat.core.schema import Kind
from powercat.core.text import Text
from powercat.power.life import day_of, today
from powercat.power.standard import edition

OUTSIDE_CATALOG: Final = frozenset({"handbook", "guide", "responsibility", "discretion", "bundle"})
"""Kinds whose missing powers PC203 tells: there it is no slip of the pen alone, but a power outside the catalog."""

LAWS: Final = frozenset({"law"})
"""Kinds whose references to missing laws are told here: what laws say of each other; what all others cite is PC309's."""

INSIDE_RECORD = Text(
    "“{title}”写的“{value}”，本记录里没有这个编号",
    "“{title}” says “{value}”, but nothing in this record bears that id",
)
PART = Text(
    "“{title}”写的“{value}”，{of}里没有这样的{target}",
    "“{title}” says “{value}”, but no such thing is there ({of}: {target})",
)
MISTYPED = Text(
    "编号“{value}”没有人引用，却有 {count} 处在引用“{wanted}”：是不是写错了？",
    "nothing refers to “{value}”, but {count} references say “{wanted}”: is the id mistyped?",
)
MISTYPED_HINT = Text(
    "写错了的，改成“{wanted}”；确实不是同一个的，先新建“{wanted}”",
    "if it is, make it “{wanted}”; if not, create “{wanted}” first",
)


@rule(
    "PC202",
    on="catalog",
    title=Text("引用的编号找不到", "a reference to nothing"),
    message=Text(
        "“{title}”写的“{value}”，目录里没有这个编号的{target}", "“{title}” says “{value}”, but there is no such record ({target})"
    ),
    hint=Text("核对编号", "check the id"),
    basis=Text("《记录格式》“引用”：写的编号都要找得到", "Record format, “reference”: every one names something that is there"),
    together=Text(
        "{count} 处引用的编号找不到：先改编号，再看其余的问题",
        "{count} references name nothing: mend them first, then look at the rest",
    ),
)
def reference_missing(subject: Catalog | Fault) -> Iterator[Finding]:
    """
    **发现什么**：记录之间用编号互相引用（机关、材料、表式、手册系列、岗位、步骤、情形……），写的编号找不到。

    **为什么**：引用断了，承办机关、材料要求、办理流程就接不上，公开出去的指南也会缺一块。

    **怎么改**：编号差一两个字母的，会猜是哪一个；写成了名称的，会说出它的编号；确实还没有的，先新建那条记录。

    ```yaml
    --- # organizations/market.yaml
    kind: organization
    id: huangpu-market
    name: 黄浦区市场监督管理局
    --- # powers/a.yaml
    kind: power
    id: a
    organization: huangpu-markets #! PC202
    --- # powers/b.yaml
    kind: power
    id: b
    organization: 黄浦区市场监督管理局 #! PC202
    --- # powers/c.yaml
    kind: power
    id: c
    organization: huangpu-market
    ```

    引用的文件在那里、只是有语法错误读不进来的，不算找不到：先改那个文件。

    ```yaml
    --- # organizations/market.yaml
    kind: organization
    id: market
    name: "黄浦区市场监督管理局
    --- # powers/a.yaml
    kind: power
    id: a
    organization: market
    ```

    岗位在各机关的岗位里找；写成“机关编号/岗位编号”的，只在那一个机关里找。

    ```yaml
    --- # organizations/market.yaml
    kind: organization
    id: market
    posts:
      - {id: window, name: 受理岗}
    --- # organizations/health.yaml
    kind: organization
    id: health
    --- # responsibilities/a.yaml
    kind: responsibility
    id: a
    duties:
      - {id: d1, post: window}
      - {id: d2, post: market/window}
      - {id: d3, post: health/window} #! PC202
      - {id: d4, post: windows} #! PC202
    ```

    办事指南里的办理项，要在它自己那本业务手册里；实施清单里的，要在这个事项（或者它的主项、子项）的业务手册里，步骤要在同一个办理
    项里。办事指南写手册的系列，不写某一版的编号。

    ```yaml
    --- # handbooks/food-2026.yaml
    kind: handbook
    id: food-2026
    series: food
    effective_on: 2026-01-01
    powers: [food]
    handling_items:
      - id: new
        procedure: [{id: accept}, {id: inspect}]
      - id: reissue
        procedure: [{id: accept}]
    --- # handbooks/other-2026.yaml
    kind: handbook
    id: other-2026
    series: other
    effective_on: 2026-01-01
    powers: [other]
    handling_items:
      - {id: renewal}
    --- # powers/food.yaml
    kind: power
    id: food
    --- # powers/other.yaml
    kind: power
    id: other
    --- # guides/food.yaml
    kind: guide
    id: food
    handbook: food
    items:
      - {handling_item: new}
      - {handling_item: renewal} #! PC202
    --- # guides/food-b.yaml
    kind: guide
    id: food-b
    handbook: food-2026 #! PC202
    --- # implementations/food.yaml
    kind: implementation
    id: food.huangpu
    power: food
    handling_items:
      - id: new
        step_limits: [{step: inspect}]
      - id: reissue
        step_limits:
          - {step: inspect} #! PC202
    ```

    好几处引用同一个找不到的编号，又只有一条没有人引用的记录编号与它相近的，多半是那条记录的编号写错了，只在那里说一次。

    ```yaml
    --- # laws/food-safety-law.yaml
    kind: law
    id: food-safety-lwa #! PC202
    --- # powers/a.yaml
    kind: power
    id: a
    legal_basis: [{law: food-safety-law}]
    --- # powers/b.yaml
    kind: power
    id: b
    legal_basis: [{law: food-safety-law}]
    ```

    已经失效的版本里的办理项，不再算数；下一版里的可以先写。

    ```yaml
    --- # handbooks/food-2025.yaml
    kind: handbook
    id: food-2025
    series: food
    effective_on: 2025-01-01
    expires_on: 2025-12-31
    handling_items: [{id: annual}]
    --- # handbooks/food-2026.yaml
    kind: handbook
    id: food-2026
    series: food
    effective_on: 2026-01-01
    expires_on: 2026-12-31
    handling_items: [{id: new}]
    --- # handbooks/food-2027.yaml
    kind: handbook
    id: food-2027
    series: food
    effective_on: 2027-01-01
    handling_items: [{id: renewal}]
    --- # guides/food.yaml
    kind: guide
    id: food
    handbook: food
    items:
      - {handling_item: new}
      - {handling_item: renewal}
      - {handling_item: annual} #! PC202
    ```

    一条记录里面的引用也一样：文书、情形、下一步都要在本记录里有。

    ```yaml
    kind: handbook
    id: food-2026
    documents: [{id: decision, name: 决定书}]
    handling_items:
      - id: new
        procedure:
          - {id: accept, next: [{to: decide}]}
          - {id: decide, document: decisions} #! PC202
    ```

    手册、指南、责任、裁量、一件事写的权力事项不在目录里，由 PC203 说；引用依据写的法律文件没有登记，由 PC309 说。

    In English: every reference must name something: a record of its kind, or a value inside one, or inside the same record. What
    a file that does not parse may define is never missing. Handling items, steps and materials are looked for in the handbooks
    they can belong to; editions that have ended do not count. An id that is nearly right, a name written for an id, and an id of
    another kind are recognised. Powers that handbooks, guides, responsibilities, discretion and bundles name are PC203's,
    instruments that citations name PC309's.
    """
    if isinstance(subject, Fault):
        title, value = subject.args["title"], subject.args["value"]
        advice = inside_suggestion(str(value), _texts(subject.args["candidates"]), subject.args["list"])
        yield Finding(subject, {"title": title, "value": value, "target": title, **advice.args}, INSIDE_RECORD, advice.hint)
        return
    catalog = subject
    day = today(catalog)

    def living(record: Record, targets: Sequence[Record]) -> Sequence[Record]:
        end = day_of(record.data.get("effective_to"))
        if end and end < day:
            return targets
        return [each for each in targets if each.kind.name != "handbook" or _has_not_ended(catalog, each, day)] or targets

    def ours(kind: Kind, field: Field) -> bool:
        if field.ref == "law":
            return kind.name in LAWS
        return field.ref != "power" or kind.name not in OUTSIDE_CATALOG

    for ref, (record, count) in mistyped(catalog).items():
        yield finding(record["id"], MISTYPED, MISTYPED_HINT, value=record.id, count=count, wanted=ref.id)
    for found in dangling(catalog, living, ours):
        if is_mistyped(catalog, found):
            continue
        record, reference = found.record, found.reference
        target, of = target_title(catalog, reference.field.ref)
        advice = suggestion(catalog, found)
        args = {"title": reference.field.title, "value": reference.value, "target": target, "of": of, **advice.args}
        yield Finding(record.at(reference.pointer), args, PART if "#" in reference.field.ref else None, advice.hint)


def _texts(values: object) -> tuple[str, ...]:
    return tuple(map(str, values)) if isinstance(values, (list, tuple)) else ()


def _has_not_ended(catalog: Catalog, handbook: Record, day: str) -> bool:
    last = edition(catalog, handbook).last
    return not last or last >= day
