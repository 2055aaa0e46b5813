"""PC614."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from powercat.checks.procedure.licensing import LAWS_AND_RULES, items_of_licences, may_be_laid_down, titles_cited_besides
from powercat.core.catalog import Catalog
from powercat.core.record import Record
from powercat.core.rule import Finding, finding, rule
from powercat.core.text import Text
from powercat.logic.period import words
from powercat.power.limits import period

DAYS: Final = 30
"""By 行政许可法 50(1). Whether the applicant counts working or calendar days is not settled; either will do."""

OTHER = Text(
    "延续要提前多久申请，写的是{period}，不是三十日，没有写依据",
    "a renewal is to be applied for {period} ahead instead of 30 days, and no basis is given",
)
TOO_LOW = Text(
    "延续要提前多久申请，写的是{period}，不是三十日，依据{cited}不是法律、法规、规章",
    "a renewal is to be applied for {period} ahead instead of 30 days by {cited}, which is no law, regulation or rule",
)
OTHER_HINT = Text(
    "改成三十日；法律、法规、规章另有规定的，写上那一条",
    "make it 30 days; where a law, regulation or rule provides otherwise, cite it",
)


@rule(
    "PC614",
    on="handbook",
    severity="warning",
    publish="error",
    title=Text("没有写提前多久申请延续", "the lead time of a renewal is missing"),
    message=Text("没有写要在届满前多久申请延续", "how long before expiry a renewal is to be applied for is not stated"),
    hint=Text(
        "写申请提前期（apply_before），一般是三十日；法律、法规、规章另有规定的，照规定写，写上依据",
        "state apply_before, as a rule 30 days; where a law, regulation or rule provides otherwise, that, with its article",
    ),
    basis=Text("行政许可法第五十条第一款", "Administrative Licensing Law, art. 50(1)"),
    together=Text("{count} 个延续办理项的申请提前期没有写，或者没有依据", "{count} renewals lack a lead time or its basis"),
    draft="info",
)
def renewal_lead_time_missing(handbook: Record, catalog: Catalog) -> Iterator[Finding]:
    """
    **发现什么**：许可的延续办理项没有写要在有效期届满前多久申请，或者写的不是三十日、又没有写依据。

    **为什么**：被许可人要在届满三十日前提出申请，只有法律、法规、规章可以另作规定；迟了，就不能按延续办。

    **怎么改**：写申请提前期；不是三十日的，把规定它的条文写进去。

    ```yaml
    --- # powers/food.yaml
    kind: power
    id: food
    power_type: licence
    --- # laws/notice.yaml
    kind: law
    id: notice
    title: 示例市许可延续工作指引
    level: normative_document
    --- # handbooks/food-2026.yaml
    kind: handbook
    id: food-2026
    powers: [food]
    effective_on: 2026-01-01
    handling_items:
      - id: renewal #! PC614
        type: renewal
      - id: again
        type: renewal
        apply_before: {value: 3, unit: month} #! PC614
      - id: by-notice
        type: renewal
        apply_before: {value: 60, unit: calendar_day, legal_basis: [{law: notice, article: 3}]} #! PC614
    ```

    ```yaml
    --- # powers/food.yaml
    kind: power
    id: food
    power_type: licence
    --- # laws/measures.yaml
    kind: law
    id: measures
    title: 食品经营许可和备案管理办法
    level: departmental_rule
    --- # handbooks/food-2026.yaml
    kind: handbook
    id: food-2026
    powers: [food]
    effective_on: 2026-01-01
    handling_items:
      - id: new
        type: new
      - id: renewal
        type: renewal
        apply_before: {value: 30, unit: calendar_day}
      - id: again
        type: renewal
        apply_before: {value: 6, unit: month, legal_basis: [{law: drug-regulation, article: 12}]}
      - id: by-measures
        type: renewal
        apply_before: {value: 60, unit: working_day, legal_basis: [{law: measures, article: 30}]}
    ```

    In English: the renewal of a licence states no lead time, or another than 30 days without citing the law, regulation or rule
    that provides it. Thirty working
    days and thirty calendar days are both accepted.
    """
    for item in items_of_licences(catalog, handbook):
        if item["type"].text != "renewal":
            continue
        lead = item["apply_before"]
        if lead.raw is None:
            yield finding(lead)
            continue
        stated = period(lead)
        if stated is None or (
            stated.value == DAYS and stated.unit in ("working_day", "calendar_day") and stated.form == "length"
        ):
            continue
        basis = lead["legal_basis"]
        if not may_be_laid_down(catalog, basis, LAWS_AND_RULES):
            cited = titles_cited_besides(catalog, basis)
            if cited:
                yield finding(lead, TOO_LOW, OTHER_HINT, period=words(stated), cited=cited)
            else:
                yield finding(lead, OTHER, OTHER_HINT, period=words(stated))
