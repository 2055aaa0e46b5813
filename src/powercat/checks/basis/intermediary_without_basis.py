"""PC314."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from powercat.checks.basis.condition_on_document_alone import TABLE
from powercat.checks.basis.current import current_items, uncited
from powercat.checks.basis.levels import any_of, level_titles, levels_of, source_of, with_levels
from powercat.core.catalog import Catalog
from powercat.core.diagnostic import Severity
from powercat.core.record import Node
from powercat.core.rule import Finding, finding, rule
from powercat.core.text import Text
from powercat.law.cited import read_list
from powercat.power.item import powers_of
from powercat.power.nature import group
from powercat.power.tables import table

PAID_BY_THE_ORGAN: Final = re.compile("(?:机关|财政|部门|政府)[^，。；,;人]{0,6}?(?:付费|承担|支付|出资|负担|购买)")
"""由机关付费, 财政承担, 政府购买服务; a comma, or the applicant (申请人), between the two is another's payment."""

TOO_LOW = Text(
    "中介服务“{name}”要有{levels}规定，引用的只有{cited}",
    "the intermediary service “{name}” must rest on one of these: {levels}; what is cited: {cited}",
)


@rule(
    "PC314",
    on="catalog",
    title=Text("中介服务没有依据", "an intermediary service without a basis"),
    message=Text("中介服务“{name}”没有写依据", "the intermediary service “{name}” states no legal basis"),
    hint=Text(
        "引用规定它的{levels}；没有的，不能作为办理的条件，删掉（依据：{source}）",
        "cite what prescribes it ({levels}); where nothing does, it may not be a condition: take it out (from: {source})",
    ),
    basis=Text("优化营商环境条例第四十三条第一款、第三款", "Regulation on the business environment, art. 43(1) and (3)"),
    together=Text(
        "{count} 项中介服务没有依据，或者依据的级别不够", "{count} intermediary services without a basis that ranks high enough"
    ),
    draft="warning",
)
def intermediary_without_basis(catalog: Catalog) -> Iterator[Finding]:
    """
    **发现什么**：要申请人委托办理的中介服务，没有写依据，或者引用的没有一部是法律、法规、国务院决定。

    **为什么**：作为审批条件的中介服务，要有法律、法规或者国务院决定的依据；没有的，不得作为办理审批的条件。

    **怎么改**：引用作出规定的那一条。没有的，删掉这项中介服务，有关的材料也不能要；机关自己委托的，费用由机关承担。

    收费性质写了由机关付费、财政承担的，是机关自己委托的，不看。确认等别的事项是不是审批要看具体情况，只提醒核实。

    ```yaml
    --- # laws/test-law.yaml
    kind: law
    id: test-law
    title: 测试法
    level: law
    --- # laws/test-rule.yaml
    kind: law
    id: test-rule
    title: 测试管理办法
    level: departmental_rule
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
        intermediary_services:
          - {name: 安全评价} #! PC314
          - {name: 验资, legal_basis: [{law: test-rule, article: 7}]} #! PC314
          - {name: 环境影响评价, legal_basis: [{law: test-law, article: 16}, {law: test-rule, article: 7}]}
          - {name: 专家评审, fee_nature: 由机关付费}
          - {name: 检测, fee_nature: 申请人付费} #! PC314
    ```

    公共服务不是审批，不看；引用的文件没有登记的，由 PC309 说。

    ```yaml
    --- # powers/permit.yaml
    kind: power
    id: permit
    power_type: licence
    --- # powers/service.yaml
    kind: power
    id: service
    power_type: public_service
    --- # handbooks/permit.yaml
    kind: handbook
    id: permit
    powers: [permit]
    effective_on: 2026-01-01
    handling_items:
      - {id: new, intermediary_services: [{name: 安全评价, legal_basis: [{law: nowhere}]}]}
      - {id: change, intermediary_services: []}
    --- # handbooks/service.yaml
    kind: handbook
    id: service
    powers: [service]
    effective_on: 2026-01-01
    handling_items:
      - {id: new, intermediary_services: [{name: 翻译}]}
    ```

    In English: an intermediary service that applicants for an approval must commission and that cites no law, regulation
    (local ones too) or State Council decision. Public services are no approvals; for powers other than licences it is a
    warning. What the organ pays for itself it commissions itself (art. 43(3)).
    """
    for item in current_items(catalog):
        powers = powers_of(catalog, item.record, item)
        if powers and all(group(power) in ("licence", "application") for power in powers):
            severity = None if all(group(power) == "licence" for power in powers) else Severity.WARNING
            for service in item["intermediary_services"]:
                if _is_paid_by_the_organ(service):
                    continue
                for entry in table(catalog, TABLE)["intermediaries"]:
                    yield from _told(catalog, service, entry, severity)


def _is_paid_by_the_organ(service: Node) -> bool:
    """Whether the organ commissions it itself: 由机关付费, 财政承担 (优化营商环境条例 43(3))."""
    return PAID_BY_THE_ORGAN.search(service["fee_nature"].text) is not None


def _told(catalog: Catalog, service: Node, entry: Mapping[str, Any], severity: Severity | None) -> Iterator[Finding]:
    basis, name = service["legal_basis"], service["name"].text
    wanted, source = level_titles(catalog, entry["levels"]), source_of(entry)
    if uncited(service):
        yield finding(basis, severity=severity, name=name, levels=wanted, source=source)
        return
    cited = read_list(catalog, basis)
    levels = levels_of(cited)
    if levels and len(levels) == len(basis) and not any_of(levels, entry["levels"]):
        yield finding(basis, TOO_LOW, None, severity, name=name, levels=wanted, cited=with_levels(cited), source=source)
