"""PC315."""

from __future__ import annotations

from collections.abc import Iterator

from powercat.checks.basis.exercise import entry_of, exercises
from powercat.core.catalog import Catalog
from powercat.core.rule import Finding, finding, rule
from powercat.core.text import Text
from powercat.power.tables import source_of


@rule(
    "PC315",
    on="catalog",
    title=Text("行政强制委托给了别人", "compulsion that is entrusted"),
    message=Text(
        "“{power}”是行政强制措施，不得委托别的机关、组织实施",
        "“{power}” is a coercive measure, which may not be entrusted to others",
    ),
    hint=Text(
        "改由法律、法规规定的行政机关自己实施；依法就是它的职权、不是委托的，改正权力来源或者机构性质（依据：{source}）",
        "let the organ that the law names do it itself; where the power is the body's own by law, mend the source of "
        "the power or "
        "the nature of the body (from: {source})",
    ),
    basis=Text("行政强制法第十七条第一款、第二十九条第一款", "Administrative Coercion Law, art. 17(1) and 29(1)"),
    together=Text("{count} 处把行政强制委托给了别人", "{count} places where compulsion is entrusted to others"),
)
def compulsion_entrusted(catalog: Catalog) -> Iterator[Finding]:
    """
    **发现什么**：行政强制事项的权力来源写的是委托，或者承办的是受委托的组织。

    **为什么**：行政强制措施权不得委托；冻结也不得委托给其他行政机关或者组织。委托出去的强制，作出来就是违法的。

    **怎么改**：由法律、法规规定的行政机关实施。不是委托的，改正“权力来源”或者机构的“实施主体性质”。

    ```yaml
    --- # organizations/team.yaml
    kind: organization
    id: team
    nature: entrusted
    --- # powers/seizure.yaml
    kind: power
    id: seizure
    name: 查封场所
    power_type: compulsion
    --- # implementations/seizure.district.yaml
    kind: implementation
    id: seizure.district
    power: seizure
    organization: district
    power_source: entrusted_by_superior #! PC315
    --- # handbooks/seizure.yaml
    kind: handbook
    id: seizure
    powers: [seizure]
    effective_on: 2026-01-01
    organizations:
      - team #! PC315
    ```

    下放的、法定的不是委托；别的事项可以委托（PC316 看有没有依据）。行政强制执行（加处罚款或者滞纳金、划拨、拍卖、代履行等）不是
    强制措施，第十七条、第二十九条没有说，不看；代履行还可以请没有利害关系的第三人做。

    ```yaml
    --- # organizations/team.yaml
    kind: organization
    id: team
    nature: entrusted
    --- # powers/seizure.yaml
    kind: power
    id: seizure
    power_type: compulsion
    --- # powers/clearing.yaml
    kind: power
    id: clearing
    name: 代履行清除障碍
    power_type: compulsion
    organization: team
    --- # powers/surcharge.yaml
    kind: power
    id: surcharge
    name: 加处罚款
    power_type: compulsion
    organization: team
    --- # powers/fine.yaml
    kind: power
    id: fine
    power_type: penalty
    organization: team
    --- # implementations/seizure.district.yaml
    kind: implementation
    id: seizure.district
    power: seizure
    organization: district
    power_source: delegated_down
    ```

    In English: a power of compulsion whose source is said to be entrustment, or which an entrusted organisation exercises.
    Enforcement (art. 12), which art. 17(1) and 29(1) do not speak of, is passed over; substitutes may even be third parties
    (art. 50). The words are in a table (`transfers.yaml`).
    """
    for each in exercises(catalog):
        at = each.entrusted
        entry = entry_of(catalog, each.power, "entrusted") if at is not None else None
        if at is not None and entry is not None and "levels" not in entry:
            yield finding(at, power=each.power.name, source=source_of(entry))
