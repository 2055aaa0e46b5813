"""PC208."""

from __future__ import annotations

from collections.abc import Iterator

from powercat.core.catalog import Catalog
from powercat.core.rule import Finding, finding, rule
from powercat.core.text import Text
from powercat.power.family import lineage
from powercat.power.life import exercised
from powercat.power.nature import initiation, power_type
from powercat.power.standard import guides, handbooks, standards
from powercat.power.unread import is_sure, may_name

NO_HANDBOOK_HINT = Text(
    "先编业务手册（公共服务写清条件和材料就行），再编引用它的办事指南",
    "write its handbook first (for a public service, conditions and materials are enough), then a guide that refers to it",
)


@rule(
    "PC208",
    on="catalog",
    title=Text("没有办事指南", "no guide"),
    message=Text("“{name}”（{type}）由人来申请办理，没有办事指南", "“{name}” ({type}) is applied for, but no guide publishes it"),
    hint=Text("编一份办事指南，业务手册写“{series}”", "write a guide whose handbook is “{series}”"),
    basis=Text(
        "优化营商环境条例第三十五条；《关于本市进一步推进政府效能建设的意见》二（一）3：依法向社会公开行政权力办事指南",
        "Regulation on the business environment, art. 35; Shanghai opinions on government effectiveness (2015) II(1)3: guides "
        "are public",
    ),
    together=Text(
        "{count} 项没有办事指南：先编办件多的", "{count} powers and services have no guide: begin with those most used"
    ),
    draft="warning",
)
def service_without_guide(catalog: Catalog) -> Iterator[Finding]:
    """
    **发现什么**：由公民、法人申请才办理的事项（许可、给付、确认、奖励、裁决、其他行政权力和公共服务，或者写明依申请的），没有办事
    指南。

    **为什么**：条件、材料、期限要明确告知管理相对人，一次准备好；行政权力和公共服务都要编制并公开办事指南。

    **怎么改**：编一份办事指南，引用它的业务手册。其实由机关主动实施的，在事项里写启动方式：依职权（`initiation: ex_officio`）。

    ```yaml
    --- # powers/seal.yaml
    kind: power
    id: seal
    name: 公章刻制备案 #! PC208
    power_type: other
    --- # powers/patrol.yaml
    kind: power
    id: patrol
    name: 日常巡查
    power_type: inspection
    --- # powers/order.yaml
    kind: power
    id: order
    name: 责令改正
    power_type: other
    initiation: ex_officio
    ```

    指南引用手册的系列，手册适用于这个事项（或者它的主项），就算公开了。指南只写某个机关的实施清单的，看实施清单是哪个事项的。

    ```yaml
    --- # powers/a.yaml
    kind: power
    id: a
    name: 甲
    power_type: licence
    --- # powers/b.yaml
    kind: power
    id: b
    name: 乙 #! PC208
    power_type: public_service
    --- # handbooks/ab-2026.yaml
    kind: handbook
    id: ab-2026
    series: ab
    powers: [a, b]
    --- # implementations/a.yaml
    kind: implementation
    id: a.huangpu
    power: a
    --- # guides/a.yaml
    kind: guide
    id: a.huangpu
    handbook: ab
    implementation: a.huangpu
    ```

    今天有效的手册才算；指南只列了别的事项的办理项的，不算公开了这个事项。

    ```yaml
    --- # powers/a.yaml
    kind: power
    id: a
    name: 甲
    power_type: licence
    --- # powers/b.yaml
    kind: power
    id: b
    name: 乙 #! PC208
    power_type: licence
    --- # powers/c.yaml
    kind: power
    id: c
    name: 丙 #! PC208
    power_type: licence
    --- # handbooks/ab-2026.yaml
    kind: handbook
    id: ab-2026
    series: ab
    powers: [a, b]
    effective_on: 2026-01-01
    handling_items:
      - {id: new-a, power: a}
      - {id: new-b, power: b}
    --- # handbooks/c-2025.yaml
    kind: handbook
    id: c-2025
    series: c-former
    powers: [c]
    effective_on: 2025-01-01
    expires_on: 2025-12-31
    --- # handbooks/c-2026.yaml
    kind: handbook
    id: c-2026
    series: c
    powers: [c]
    effective_on: 2026-01-01
    --- # guides/a.yaml
    kind: guide
    id: a
    handbook: ab
    items: [{handling_item: new-a}]
    --- # guides/c.yaml
    kind: guide
    id: c
    handbook: c-former
    ```

    有子项的主项看它的子项；草稿和还没有生效的不要求。

    ```yaml
    --- # powers/main.yaml
    kind: power
    id: main
    name: 食品经营许可
    power_type: licence
    --- # powers/sub.yaml
    kind: power
    id: sub
    name: 食品经营许可（餐饮服务）
    power_type: licence
    parent: main
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
    --- # guides/food.yaml
    kind: guide
    id: food
    handbook: food
    ```

    In English: what is handled on application, public services too, needs a guide of a handbook that serves it or its main item;
    a guide of one body's implementation publishes that implementation's power. Drafts and powers not in force are exempt.
    """
    for power in exercised(catalog):
        if not power_type(power) or initiation(power) != "application" or guides(catalog, power):
            continue
        line = [each.id for each in lineage(catalog, power)]
        books = standards(catalog, power) or handbooks(catalog, power)
        series = [name for book in books if isinstance(name := book.data.get("series"), str)]
        unsure_series = len(series) < len(books) or may_name(catalog, "guide", *series)
        if unsure_series or (not books and may_name(catalog, "handbook", *line)) or not is_sure(catalog, power):
            continue
        yield finding(
            power["name"] or power["id"],
            None,
            None if series else NO_HANDBOOK_HINT,
            name=power.name,
            type=power["power_type"].words,
            series=series[0] if series else "",
        )
