"""PC520."""

from __future__ import annotations

from collections.abc import Iterator

from powercat.checks.discretion.tables import by_power
from powercat.core.catalog import Catalog
from powercat.core.rule import Finding, finding, rule
from powercat.core.text import Text
from powercat.power.family import family
from powercat.power.life import exercised
from powercat.power.nature import power_type
from powercat.power.unread import is_sure, may_name


@rule(
    "PC520",
    on="catalog",
    severity="warning",
    title=Text("处罚没有裁量基准", "a penalty without a discretion benchmark"),
    message=Text("处罚事项“{power}”没有裁量基准", "the penalty “{power}” has no discretion benchmark"),
    hint=Text(
        "写一份裁量基准：裁量的范围、种类、幅度；法律只规定了一种处罚、没有幅度的，写暂缓说明",
        "write one: scope, kinds and range; where the law leaves nothing to discretion, state a waiver",
    ),
    basis=Text(
        "行政处罚法第三十四条（可以制定，制定的要公布）；优化营商环境条例第六十条（健全裁量基准制度）",
        "Administrative Penalty Law, art. 34 (may be made, and is then public); Regulation on the business environment, art. 60",
    ),
    together=Text("{count} 个处罚事项没有裁量基准", "{count} penalties have no discretion benchmark"),
    draft="info",
)
def penalty_without_discretion(catalog: Catalog) -> Iterator[Finding]:
    """
    **发现什么**：在用的处罚事项，没有一份裁量基准是它的、它的主项的，或者它的子项的。

    **为什么**：没有基准，同样的违法行为罚多罚少看人。国家健全行政执法裁量基准制度，合理确定裁量的范围、种类和幅度；制定了的要向社会公
    布。

    **怎么改**：写一份裁量基准（discretion）。没有裁量余地的，写暂缓说明。

    ```yaml
    --- # powers/fine.yaml
    kind: power
    id: fine
    name: 测试处罚 #! PC520
    power_type: penalty
    ```

    主项有基准，子项就有；草稿、还没有生效的、终止的、别的事项不看。

    ```yaml
    --- # powers/main.yaml
    kind: power
    id: main
    power_type: penalty
    --- # powers/sub.yaml
    kind: power
    id: sub
    power_type: penalty
    parent: main
    --- # powers/draft.yaml
    kind: power
    id: draft
    power_type: penalty
    draft: true
    --- # powers/permit.yaml
    kind: power
    id: permit
    power_type: licence
    --- # discretion/main.yaml
    kind: discretion
    id: main
    power: main
    ```

    In English: a penalty in force without a discretion benchmark of its own, its main item's or its sub-items'. The law says
    “may”, so it is a warning.
    """
    known = by_power(catalog)
    for power in exercised(catalog):
        if power_type(power) != "penalty":
            continue
        ids = [each.id for each in family(catalog, power)]
        if not any(each in known for each in ids) and not may_name(catalog, "discretion", *ids) and is_sure(catalog, power):
            yield finding(power["name"] or power["id"], power=power.name)
