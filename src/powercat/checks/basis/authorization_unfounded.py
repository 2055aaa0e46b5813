"""PC317."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from powercat.checks.basis.exercise import Exercise, entry_of, exercises
from powercat.checks.basis.level_cannot_establish import TABLE as ESTABLISHING
from powercat.checks.basis.levels import any_of, entry_for, level_titles, levels_of, with_levels
from powercat.core.catalog import Catalog
from powercat.core.record import Record
from powercat.core.rule import Finding, finding, rule
from powercat.core.text import Text
from powercat.law.cited import Cited, read_list
from powercat.power.life import stated
from powercat.power.nature import power_type
from powercat.power.tables import source_of, table


@rule(
    "PC317",
    on="catalog",
    title=Text("授权的依据级别不够", "an authorisation whose basis ranks too low"),
    message=Text(
        "{body}是授权组织，实施“{power}”要有{levels}授权，引用的只有{cited}",
        "{body} is an authorised organisation; to exercise “{power}” it needs one of these: {levels}; what is cited: {cited}",
    ),
    hint=Text(
        "引用授权的那一条：写在实施清单的“权力来源依据”或者事项的设定依据里；没有授权的，由行政机关自己实施或者依法委托"
        "（依据：{source}）",
        "cite what authorises it, as legal_basis of the implementation or of the power; where nothing does, the organ "
        "acts itself or "
        "entrusts as the law allows (from: {source})",
    ),
    basis=Text(
        "行政许可法第二十三条；行政处罚法第十九条；行政强制法第七十条",
        "Administrative Licensing Law, art. 23; Administrative Penalty Law, art. 19; Administrative Coercion Law, art. 70",
    ),
    together=Text(
        "{count} 处由授权组织实施的权力，授权的依据级别不够",
        "{count} powers of authorised organisations whose authorisation ranks too low",
    ),
    draft="warning",
)
def authorization_unfounded(catalog: Catalog) -> Iterator[Finding]:
    """
    **发现什么**：由授权组织实施的许可、处罚，引用的依据里没有法律、法规；由授权组织实施的强制，没有法律、行政法规。

    **为什么**：不是行政机关的组织，只有法律、法规授权（强制只有法律、行政法规授权）才能以自己的名义行使这些权力；规章、规范性文
    件不能授权。

    **怎么改**：引用授权的那一条。没有的，由行政机关自己实施，或者依法委托。

    ```yaml
    --- # laws/test-rule.yaml
    kind: law
    id: test-rule
    title: 测试管理办法
    level: departmental_rule
    --- # laws/local.yaml
    kind: law
    id: local
    title: 示例市测试条例
    level: local_regulation
    --- # organizations/station.yaml
    kind: organization
    id: station
    name: 示例市测试站
    nature: authorized
    --- # powers/fine.yaml
    kind: power
    id: fine
    name: 测试处罚
    power_type: penalty
    organization: station #! PC317
    legal_basis: [{law: test-rule, article: 30}]
    --- # powers/seizure.yaml
    kind: power
    id: seizure
    name: 扣押样品
    power_type: compulsion
    legal_basis: [{law: local, article: 31}]
    --- # implementations/seizure.station.yaml
    kind: implementation
    id: seizure.station
    power: seizure
    organization: station #! PC317
    ```

    引用了法规的没有问题；法定机关、别的事项不看；权力来源写的是委托的，由 PC316 说；连设定都不能的，由 PC306 说；引用的文件没有
    登记的，由 PC309 说。

    ```yaml
    --- # laws/test-rule.yaml
    kind: law
    id: test-rule
    title: 测试管理办法
    level: departmental_rule
    --- # laws/local.yaml
    kind: law
    id: local
    title: 示例市测试条例
    level: local_regulation
    --- # organizations/station.yaml
    kind: organization
    id: station
    nature: authorized
    --- # powers/fine.yaml
    kind: power
    id: fine
    power_type: penalty
    legal_basis: [{law: test-rule, article: 30}]
    --- # implementations/fine.station.yaml
    kind: implementation
    id: fine.station
    power: fine
    organization: station
    legal_basis: [{law: local, article: 8}]
    --- # powers/entrusted-fine.yaml
    kind: power
    id: entrusted-fine
    power_type: penalty
    legal_basis: [{law: test-rule, article: 30}]
    --- # implementations/entrusted-fine.station.yaml
    kind: implementation
    id: entrusted-fine.station
    power: entrusted-fine
    organization: station
    power_source: entrusted_by_superior
    legal_basis: [{law: test-rule, article: 8}]
    --- # powers/permit.yaml
    kind: power
    id: permit
    power_type: licence
    organization: station
    legal_basis: [{law: test-rule, article: 5}]
    --- # powers/other-fine.yaml
    kind: power
    id: other-fine
    power_type: penalty
    organization: station
    legal_basis: [{law: test-rule, article: 6}, {law: nowhere}]
    ```

    In English: an authorised organisation exercises a licence or penalty for which no law or regulation is cited, or
    compulsion without a law or administrative regulation; `legal_basis` of the implementation and of the power are both
    looked at.
    """
    for each in exercises(catalog):
        # what is entrusted to an authorised organisation it does not exercise in its own name
        is_own = each.nature == "authorized" and each.entrusted is None
        entry = entry_of(catalog, each.power, "authorized") if is_own else None
        if entry is not None:
            yield from _told(catalog, each, entry)


def _told(catalog: Catalog, exercise: Exercise, entry: Mapping[str, Any]) -> Iterator[Finding]:
    own = _citations(catalog, exercise)
    citations = [*own, *read_list(catalog, stated(catalog, exercise.power, "legal_basis"))]
    levels = levels_of(citations)
    if (
        not levels
        or exercise.body is None
        or any_of(levels, entry["levels"])
        or not _established(catalog, exercise.power, levels)
    ):
        return
    yield finding(
        exercise.at,
        body=exercise.body.name,
        power=exercise.power.name,
        levels=level_titles(catalog, entry["levels"]),
        cited=with_levels(citations),
        source=source_of(entry),
    )


def _citations(catalog: Catalog, exercise: Exercise) -> Sequence[Cited]:
    return read_list(catalog, exercise.implementation["legal_basis"]) if exercise.implementation is not None else []


def _established(catalog: Catalog, power: Record, levels: Sequence[str]) -> bool:
    """Whether something that is cited may establish such a power at all; else that is told."""
    entry = entry_for(table(catalog, ESTABLISHING)["establishing"], power_type(power))
    return entry is None or any_of(levels, [each["level"] for each in entry["levels"]])
