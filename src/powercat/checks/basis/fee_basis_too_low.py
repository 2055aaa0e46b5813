"""PC311."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from powercat.checks.basis.current import uncited
from powercat.checks.basis.fees import TABLE, Fee, charged, forbidden
from powercat.checks.basis.levels import any_of, entry_for, level_titles, levels_of, severity_of, source_of, with_levels
from powercat.core.catalog import Catalog
from powercat.core.rule import Finding, finding, rule
from powercat.core.text import Text
from powercat.law.cited import read_list
from powercat.power.tables import table

FREE = Text("“{name}”不得收费", "no fee may be charged for this: “{name}”")
FREE_HINT = Text("去掉这一项收费（依据：{source}）", "take the fee out (from: {source})")


@rule(
    "PC311",
    on="catalog",
    title=Text("收费的依据级别不够", "a fee whose basis ranks too low"),
    message=Text(
        "收费“{name}”要有{levels}规定，引用的只有{cited}",
        "the fee “{name}” must rest on one of these: {levels}; what is cited: {cited}",
    ),
    hint=Text(
        "引用准许收费的{levels}；没有的不得收费（依据：{source}）",
        "cite what allows it ({levels}); where there is nothing, no fee may be charged (from: {source})",
    ),
    basis=Text(
        "行政许可法第四十七条第二款、第五十八条；行政处罚法第六十三条第二款；行政强制法第二十五条第三款、第二十六条第三款",
        "Administrative Licensing Law, art. 47(2) and 58; Administrative Penalty Law, art. 63(2); Administrative Coercion Law, "
        "art. 25(3) and 26(3)",
    ),
    together=Text(
        "{count} 项收费的依据级别不够，或者本来就不得收费",
        "{count} fees whose basis ranks too low, or which may not be charged at all",
    ),
)
def fee_basis_too_low(catalog: Catalog) -> Iterator[Finding]:
    """
    **发现什么**：许可收费引用的依据里，没有一部法律或者行政法规；举行听证、提供申请书格式文本，查封、扣押以后的保管、检测，还要
    收费。

    **为什么**：实施许可和对许可事项监督检查，除法律、行政法规另有规定以外不得收费；地方性法规、规章、规范性文件都不行。听证和申
    请书一律免费。

    **怎么改**：引用准许收费的法律、行政法规；没有的，去掉这一项收费。

    监督检查类事项的收费，只提醒核实：检查的不一定是许可事项。各类收费要哪一级文件规定，在数据文件 `basis_levels.yaml` 里。

    ```yaml
    --- # laws/test-law.yaml
    kind: law
    id: test-law
    title: 测试法
    level: law
    --- # laws/test-measures.yaml
    kind: law
    id: test-measures
    title: 示例市测试管理办法
    level: municipal_government_rule
    --- # powers/permit.yaml
    kind: power
    id: permit
    power_type: licence
    --- # handbooks/permit.yaml
    kind: handbook
    id: permit
    powers: [permit]
    effective_on: 2026-01-01
    handling_items:
      - id: new
        fees:
          - name: 登记费
            standard: 每件五十元
            legal_basis: [{law: test-measures, article: 12}] #! PC311
          - name: 检测费
            standard: 每次一百元
            legal_basis: [{law: test-measures, article: 13}, {law: test-law, article: 40, role: fee}]
          - name: 听证费 #! PC311
            standard: 每次两百元
    ```

    查封、扣押发生的保管费用，检测、检验、检疫、鉴定的费用，由机关承担。

    ```yaml
    --- # powers/seizure.yaml
    kind: power
    id: seizure
    name: 扣押涉案车辆
    power_type: compulsion
    --- # powers/sampling.yaml
    kind: power
    id: sampling
    name: 样品检验
    power_type: public_service
    --- # handbooks/seizure.yaml
    kind: handbook
    id: seizure
    powers: [seizure]
    effective_on: 2026-01-01
    handling_items:
      - id: ordinary
        fees:
          - name: 车辆保管费 #! PC311
            standard: 每日十元
          - name: 技术鉴定费 #! PC311
            standard: 按实际发生计收
    --- # handbooks/sampling.yaml
    kind: handbook
    id: sampling
    powers: [sampling]
    effective_on: 2026-01-01
    handling_items:
      - {id: new, fees: [{name: 样品检验费, standard: 每件五十元}]}
    ```

    别的事项（例如征收：水土保持补偿费一类的行政事业性收费），这里没有写要哪一级文件：行政许可法第五十八条只管许可和对许可事项的
    监督检查，别的收费由各项收费自己的规定管。引用的文件没有登记的，由 PC309 说。

    ```yaml
    --- # laws/test-measures.yaml
    kind: law
    id: test-measures
    title: 示例市测试管理办法
    level: municipal_government_rule
    --- # powers/copy.yaml
    kind: power
    id: copy
    power_type: public_service
    --- # powers/permit.yaml
    kind: power
    id: permit
    power_type: licence
    --- # handbooks/copy.yaml
    kind: handbook
    id: copy
    powers: [copy]
    effective_on: 2026-01-01
    handling_items:
      - {id: new, fees: [{name: 复制费, standard: 每页一元, legal_basis: [{law: test-measures, article: 12}]}]}
    --- # handbooks/permit.yaml
    kind: handbook
    id: permit
    powers: [permit]
    effective_on: 2026-01-01
    handling_items:
      - {id: new, fees: [{name: 登记费, standard: 每件五十元, legal_basis: [{law: nowhere, article: 12}]}]}
    ```

    In English: the fee of a licence that cites neither a law nor an administrative regulation, and fees for hearings, for
    application forms, for keeping and testing what is seized, which are free. For inspections it is a warning. Which level each
    type of power needs is a table (`basis_levels.yaml`); of other fees (levies such as soil conservation charges) it knows
    none: art. 58 of the Licensing Law is about licences only.
    """
    entries: list[dict[str, Any]] = table(catalog, TABLE).get("fees", [])
    for fee in charged(catalog):
        free = forbidden(catalog, fee)
        if free is not None:
            yield finding(fee.node["name"], FREE, FREE_HINT, name=fee.node["name"].text, source=source_of(free))
        elif (entry := entry_for(entries, fee.type)) is not None:
            yield from _too_low(catalog, fee, entry)


def _too_low(catalog: Catalog, fee: Fee, entry: Mapping[str, Any]) -> Iterator[Finding]:
    citations = read_list(catalog, fee.node["legal_basis"])
    levels = levels_of(citations)
    if uncited(fee.node) or not levels or any_of(levels, entry["levels"]):
        return
    yield finding(
        fee.node["legal_basis"],
        severity=severity_of(entry),
        name=fee.node["name"].text or UNNAMED,
        levels=level_titles(catalog, entry["levels"]),
        cited=with_levels(citations),
        source=source_of(entry),
    )


UNNAMED = Text("没有写名称", "without a name")
