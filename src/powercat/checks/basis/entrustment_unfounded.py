"""PC316."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from powercat.checks.basis.current import uncited
from powercat.checks.basis.exercise import Exercise, entry_of, exercises
from powercat.checks.basis.levels import any_of, level_titles, levels_of, with_levels
from powercat.core.catalog import Catalog
from powercat.core.diagnostic import Severity
from powercat.core.record import Record
from powercat.core.rule import Finding, finding, rule
from powercat.core.text import Text
from powercat.law.cited import read_list
from powercat.power.tables import source_of

NOT_AN_ORGAN = Text(
    "许可只能委托给行政机关，{body}写的是“{nature}”", "a licence may be entrusted to administrative organs only; {body}: {nature}"
)
DOUBTFUL = Text(
    "许可只能委托给行政机关，{body}写的是“{nature}”，请核实它是不是行政机关",
    "a licence may be entrusted to administrative organs only; {body}: {nature}; make sure that it is one",
)
NOT_AN_ORGAN_HINT = Text(
    "收回来由本机关实施，或者委托给别的行政机关；它就是行政机关的，改正机构的“实施主体性质”（依据：{source}）",
    "take the licence back, or entrust it to another organ; where the body is one, mend its nature (from: {source})",
)
BY_WHOM = Text("“{power}”是委托办理的，没有写委托机关", "“{power}” is entrusted, and it is not said by whom")
BY_WHOM_HINT = Text(
    "写明委托机关：以它的名义办理，由它承担后果，委托的内容要公布（依据：{source}）",
    "name the entrusting body: it is acted for in its name, answers for what is done, and makes the entrusting public "
    "(from: {source})",
)
UNSAID = Text(
    "{body}受委托办理“{power}”，没有实施清单写明由谁委托、依据什么",
    "{body} exercises “{power}” as an entrusted organisation, and no implementation says by whom and on what basis",
)
UNSAID_HINT = Text(
    "给它写一份实施清单，写明权力来源、委托机关和准许委托的依据（依据：{source}）",
    "write an implementation for it, with the source of the power, the entrusting body and what allows it (from: {source})",
)
TOO_LOW = Text(
    "“{power}”的委托引用的只有{cited}，要有{levels}的规定",
    "what is cited for entrusting “{power}” is {cited}; it takes one of these: {levels}",
)


@rule(
    "PC316",
    on="catalog",
    title=Text("委托没有依据", "an entrusting without a basis"),
    message=Text("“{power}”是委托办理的，没有写准许委托的依据", "“{power}” is entrusted, and what allows it is not cited"),
    hint=Text(
        "在“权力来源依据”里引用准许委托的{levels}；没有的不能委托（依据：{source}）",
        "cite the provision that allows it ({levels}) as legal_basis of the implementation; without one it may not be entrusted "
        "(from: {source})",
    ),
    basis=Text(
        "行政许可法第二十四条第一款；行政处罚法第二十条第一款、第二款",
        "Administrative Licensing Law, art. 24(1); Administrative Penalty Law, art. 20(1) and (2)",
    ),
    together=Text(
        "{count} 处委托没有依据，或者委托给了不能受委托的组织",
        "{count} entrustings without a basis, or to bodies that may not be entrusted",
    ),
    draft="warning",
)
def entrustment_unfounded(catalog: Catalog) -> Iterator[Finding]:
    """
    **发现什么**：委托办理的许可、处罚，没有写委托机关，没有引用准许委托的法律、法规、规章；许可委托给了不是行政机关的组织。

    **为什么**：许可可以依照法律、法规、规章委托给其他行政机关；处罚可以依照法律、法规、规章书面委托给符合条件的组织。委托机关要承担后
    果，委托的内容要公布。

    **怎么改**：在实施清单里写明委托机关和“权力来源依据”。没有依据的，收回来自己办。

    受委托办许可的写成“授权组织”的，提醒核实：授权组织用自己的名义办，受委托的要是行政机关。

    ```yaml
    --- # laws/test-measures.yaml
    kind: law
    id: test-measures
    title: 示例市测试管理办法
    level: municipal_government_rule
    --- # laws/test-notice.yaml
    kind: law
    id: test-notice
    title: 关于委托实施的通知
    level: normative_document
    --- # organizations/town.yaml
    kind: organization
    id: town
    name: 示例镇人民政府
    nature: statutory
    --- # organizations/centre.yaml
    kind: organization
    id: centre
    name: 示例区服务中心
    nature: entrusted
    --- # powers/permit.yaml
    kind: power
    id: permit
    name: 测试许可
    power_type: licence
    --- # powers/fine.yaml
    kind: power
    id: fine
    name: 测试处罚
    power_type: penalty
    --- # implementations/a.yaml
    kind: implementation
    id: a
    power: permit
    organization: town
    power_source: entrusted_by_superior
    delegating_organization: town
    legal_basis: [{law: test-notice}] #! PC316
    --- # implementations/b.yaml
    kind: implementation
    id: b
    power: permit
    organization: centre #! PC316
    power_source: entrusted_by_superior
    --- # implementations/c.yaml
    kind: implementation #! PC316
    id: c
    power: fine
    organization: town
    power_source: entrusted_by_peer
    legal_basis: [{law: test-measures, article: 20}]
    --- # implementations/d.yaml
    kind: implementation #! PC316
    id: d
    power: fine
    organization: town
    power_source: entrusted_by_peer
    delegating_organization: town
    --- # organizations/station.yaml
    kind: organization
    id: station
    name: 示例区检验站
    nature: authorized
    --- # implementations/e.yaml
    kind: implementation
    id: e
    power: permit
    organization: station #! PC316
    power_source: entrusted_by_superior
    delegating_organization: town
    legal_basis: [{law: test-measures, article: 20}]
    --- # handbooks/fine.yaml
    kind: handbook
    id: fine
    powers: [fine]
    effective_on: 2026-01-01
    organizations:
      - centre #! PC316
    ```

    写全了的没有问题；公共服务等别的事项、下放和授权的，不看。

    ```yaml
    --- # laws/test-measures.yaml
    kind: law
    id: test-measures
    title: 示例市测试管理办法
    level: municipal_government_rule
    --- # organizations/bureau.yaml
    kind: organization
    id: bureau
    nature: statutory
    --- # organizations/centre.yaml
    kind: organization
    id: centre
    nature: entrusted
    --- # powers/permit.yaml
    kind: power
    id: permit
    power_type: licence
    --- # powers/fine.yaml
    kind: power
    id: fine
    power_type: penalty
    --- # powers/service.yaml
    kind: power
    id: service
    power_type: public_service
    organization: centre
    --- # implementations/a.yaml
    kind: implementation
    id: a
    power: permit
    organization: bureau
    power_source: entrusted_by_superior
    delegating_organization: bureau
    legal_basis: [{law: test-measures, article: 19}]
    --- # implementations/b.yaml
    kind: implementation
    id: b
    power: fine
    organization: centre
    power_source: entrusted_by_peer
    delegating_organization: bureau
    legal_basis: [{law: test-measures, article: 20}]
    --- # implementations/c.yaml
    kind: implementation
    id: c
    power: permit
    organization: bureau
    power_source: delegated_down
    ```

    In English: an entrusted licence or penalty that names no entrusting body, cites no law, regulation or rule which allows
    it (`legal_basis` of the implementation), or a licence entrusted to what is no administrative organ. What each type of
    power needs is a table (`transfers.yaml`).
    """
    for each in exercises(catalog):
        entry = entry_of(catalog, each.power, "entrusted") if each.entrusted is not None else None
        if entry is not None and "levels" in entry:
            yield from _told(catalog, each, entry)


def _told(catalog: Catalog, exercise: Exercise, entry: Mapping[str, Any]) -> Iterator[Finding]:
    source, body, power = source_of(entry), exercise.body, exercise.power.name
    if body is not None and exercise.nature and exercise.nature not in entry.get("bodies", (exercise.nature,)):
        doubtful = exercise.nature in entry.get("doubtful_bodies", ())
        message, severity = (DOUBTFUL, Severity.WARNING) if doubtful else (NOT_AN_ORGAN, None)
        nature = body["nature"].words
        yield finding(exercise.at, message, NOT_AN_ORGAN_HINT, severity, body=body.name, nature=nature, source=source)
    elif exercise.implementation is None:
        name = body.name if body is not None else exercise.at.text
        yield finding(exercise.at, UNSAID, UNSAID_HINT, body=name, power=power, source=source)
    else:
        if exercise.implementation["delegating_organization"].raw is None:
            yield finding(exercise.implementation["delegating_organization"], BY_WHOM, BY_WHOM_HINT, power=power, source=source)
        yield from _basis(catalog, exercise.implementation, entry, power)


def _basis(catalog: Catalog, implementation: Record, entry: Mapping[str, Any], power: str) -> Iterator[Finding]:
    source, wanted = source_of(entry), level_titles(catalog, entry["levels"])
    basis = implementation["legal_basis"]
    if uncited(implementation.root):
        yield finding(basis, power=power, levels=wanted, source=source)
        return
    cited = read_list(catalog, basis)
    levels = levels_of(cited)
    if levels and len(levels) == len(basis) and not any_of(levels, entry["levels"]):
        yield finding(basis, TOO_LOW, power=power, cited=with_levels(cited), levels=wanted, source=source)
