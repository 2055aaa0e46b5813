"""PC204."""

from __future__ import annotations

from collections.abc import Iterator

from powercat.core.catalog import Catalog
from powercat.core.rule import Finding, finding, rule
from powercat.core.text import Text
from powercat.power.duty import responsibilities
from powercat.power.family import lineage
from powercat.power.life import exercised
from powercat.power.nature import is_service, power_type
from powercat.power.unread import is_sure, may_name


@rule(
    "PC204",
    on="catalog",
    title=Text("权力没有责任", "a power without a responsibility"),
    message=Text("“{name}”（{type}）没有对应的责任事项", "no responsibility answers for “{name}” ({type})"),
    hint=Text(
        "新建一条责任事项，在“对应的权力事项”（powers）里写“{power}”，逐个环节写清责任和追责情形；写它的主项也行",
        "create a responsibility that names “{power}” (or its main item) under powers, with its duties stage by stage and what "
        "is accounted for",
    ),
    basis=Text(
        "《关于本市进一步推进政府效能建设的意见》二（一）1：有权必有责、权责一致，建立行政责任目录",
        "Shanghai opinions on government effectiveness (2015) II(1)1: no power without responsibility, a catalog of "
        "responsibilities",
    ),
    together=Text(
        "{count} 项权力没有对应的责任事项：按类型分批补责任链",
        "{count} powers have no responsibility: write the duty chains type by type",
    ),
    draft="warning",
)
def power_without_responsibility(catalog: Catalog) -> Iterator[Finding]:
    """
    **发现什么**：实施中的权力，没有一条责任事项与它对应。

    **为什么**：有权必有责、权责一致、法定责任必须为。

    **怎么改**：新建责任事项，一条责任链一个文件。

    ```yaml
    --- # powers/seal.yaml
    kind: power
    id: seal
    name: 公章刻制备案 #! PC204
    power_type: other
    --- # powers/food-licence.yaml
    kind: power
    id: food-licence
    name: 食品经营许可
    power_type: licence
    --- # responsibilities/food-licence.yaml
    kind: responsibility
    id: food-licence
    powers: [food-licence]
    ```

    有子项的主项，看它的子项：责任写在主项上的，各子项都算有；只写了一部分子项的，指出没有的那些。

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
    --- # powers/sub-b.yaml
    kind: power
    id: sub-b
    name: 食品经营许可（食品销售） #! PC204
    power_type: licence
    parent: main
    --- # responsibilities/a.yaml
    kind: responsibility
    id: a
    powers: [sub-a]
    ```

    公共服务、草稿、暂停的、还没有生效的和已经终止的，都不要求。已经终止的责任不算数。

    ```yaml
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
    --- # powers/later.yaml
    kind: power
    id: later
    name: 明年起实施
    power_type: licence
    effective_from: 2027-01-01
    --- # powers/old.yaml
    kind: power
    id: old
    name: 旧的许可 #! PC204
    power_type: licence
    --- # responsibilities/old.yaml
    kind: responsibility
    id: old
    powers: [old]
    effective_to: 2025-12-31
    ```

    责任事项的文件提到了这项权力、只是有语法错误读不进来的，不算没有。

    ```yaml
    --- # powers/seal.yaml
    kind: power
    id: seal
    name: 公章刻制备案
    power_type: other
    --- # responsibilities/seal.yaml
    kind: responsibility
    id: seal-duties
    powers: [seal
    ```

    In English: every power in force is answered for by a responsibility that names it or its main item; a main item with
    sub-items is looked at through them. Public services, drafts and powers not in force are exempt.
    """
    for power in exercised(catalog):
        if not power_type(power) or is_service(power) or responsibilities(catalog, power):
            continue
        line = [each.id for each in lineage(catalog, power)]
        if may_name(catalog, "responsibility", *line) or not is_sure(catalog, power):
            continue
        yield finding(power["name"] or power["id"], name=power.name, type=power["power_type"].words, power=power.id)
