"""PC319."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import date
from typing import Final

from powercat.checks.basis.level_cannot_establish import ROLES
from powercat.checks.basis.level_cannot_establish import TABLE as ESTABLISHING
from powercat.checks.basis.levels import entry_for, level_of, levels_of, source_of, with_levels
from powercat.core.catalog import Catalog
from powercat.core.record import Record
from powercat.core.rule import Finding, finding, rule
from powercat.core.text import Text
from powercat.law.cited import Cited, read_list
from powercat.law.register import versions
from powercat.power.life import life, stated, status, today
from powercat.power.nature import power_type
from powercat.power.tables import table

AHEAD: Final = Text(
    "“{power}”只有{cited}设定，是临时的，到{due}实施满{months}个月",
    "“{power}” rests on {cited} only and is temporary; by {due} it will have been in effect for {months} months",
)


@rule(
    "PC319",
    on="power",
    severity="warning",
    title=Text("临时性许可过了期限", "a temporary licence that is overdue"),
    message=Text(
        "“{power}”只有{cited}设定，是临时的，到{due}已经实施满{months}个月",
        "“{power}” rests on {cited} only and is temporary; by {due} it had been in effect for {months} months",
    ),
    hint=Text(
        "已经制定了地方性法规的，引用它；正在提请制定的，写暂缓说明；不再需要的，写终止日期和取消决定（依据：{source}）",
        "cite the local regulation where there is one by now; where it has been requested, state a waiver; where the "
        "licence is no "
        "longer needed, write its last day and the decision (from: {source})",
    ),
    basis=Text(
        "行政许可法第十五条第一款：临时性的行政许可实施满一年需要继续实施的，提请制定地方性法规",
        "Administrative Licensing Law, art. 15(1): after a full year a temporary licence needs a local regulation",
    ),
    together=Text(
        "{count} 项临时性许可实施满了期限，还没有法规接着设定", "{count} temporary licences that are overdue for a regulation"
    ),
)
def temporary_licence_overdue(power: Record, catalog: Catalog) -> Iterator[Finding]:
    """
    **发现什么**：只由省级政府规章设定的许可，实施已经满一年，还在实施。

    **为什么**：省级政府规章只能设定临时性的许可；满一年还要实施的，应当提请本级人大及其常委会制定地方性法规。

    **怎么改**：引用已经制定的地方性法规，或者终止。正在提请的，写暂缓说明。

    从事项的生效日期算起；没有写生效日期的，从规章施行那天算起。

    ```yaml
    --- # laws/order.yaml
    kind: law
    id: order
    title: 示例省临时管理办法
    level: provincial_government_rule
    versions: [{promulgated_on: 2024-12-01, effective_on: 2025-01-01}]
    --- # laws/notice.yaml
    kind: law
    id: notice
    title: 关于办理测试许可的通知
    level: normative_document
    --- # powers/permit.yaml
    kind: power
    id: permit
    name: 测试许可
    power_type: licence
    legal_basis: [{law: order, article: 5}, {law: notice}] #! PC319
    ```

    不满一年的、写了在满一年以前终止的、有地方性法规的，没有问题。

    ```yaml
    --- # laws/order.yaml
    kind: law
    id: order
    title: 示例省临时管理办法
    level: provincial_government_rule
    versions: [{promulgated_on: 2024-12-01, effective_on: 2025-01-01}]
    --- # laws/regulation.yaml
    kind: law
    id: regulation
    title: 示例省测试条例
    level: local_regulation
    --- # powers/young.yaml
    kind: power
    id: young
    power_type: licence
    effective_from: 2025-07-02
    legal_basis: [{law: order, article: 5}]
    --- # powers/gone.yaml
    kind: power
    id: gone
    power_type: licence
    effective_from: 2025-01-01
    effective_to: 2025-12-31
    legal_basis: [{law: order, article: 5}]
    --- # powers/regulated.yaml
    kind: power
    id: regulated
    power_type: licence
    legal_basis: [{law: order, article: 5}, {law: regulation, article: 9}]
    --- # powers/fine.yaml
    kind: power
    id: fine
    power_type: penalty
    legal_basis: [{law: order, article: 20}]
    ```

    In English: a licence that only a rule of a provincial government establishes, still in force a full year after it took
    effect (its own date, else that of the rule). Which level may establish for how long is a table
    (`establishing_levels.yaml`). With --ahead, licences whose year will be full within so many days are told beforehand.
    """
    entry = entry_for(table(catalog, ESTABLISHING)["establishing"], power_type(power))
    months = {each["level"]: each["months"] for each in entry["levels"] if "months" in each} if entry is not None else {}
    if entry is None or not months or status(catalog, power) in ("draft", "ended"):
        return
    basis = stated(catalog, power, "legal_basis")
    citations = read_list(catalog, basis)
    levels = levels_of(citations)
    if basis.record is not power or not levels or len(levels) < len(basis):
        return
    for_good = {each["level"] for each in entry["levels"]} - set(months)
    temporary = _temporary(citations, months)
    if not temporary or not for_good.isdisjoint(levels):
        return
    allowed = max(months[level_of(each.law)] for each in temporary if each.law is not None)
    due = _after(life(catalog, power).start or _first_day(temporary), allowed)
    end = life(catalog, power).end
    if not due or due > catalog.horizon or (end and end < due):
        return
    yield finding(
        basis,
        AHEAD if due > today(catalog) else None,
        power=power.name,
        cited=with_levels(temporary),
        due=due,
        months=allowed,
        source=source_of(entry),
    )


def _temporary(citations: Sequence[Cited], levels: Collection[str]) -> Sequence[Cited]:
    """The citations that establish for a time only."""
    return [each for each in citations if each.role in ROLES and each.law is not None and level_of(each.law) in levels]


def _first_day(citations: Sequence[Cited]) -> str:
    """The day on which the earliest of the instruments took effect; ``""`` when it is not known."""
    days = [known[0].first for each in citations if each.law is not None and (known := versions(each.law))]
    return min(days, default="")


def _after(day: str, months: int) -> str:
    """The day so many months later: the first one on which that time is full; ``""`` for a day that is not known."""
    if not day:
        return ""
    start = date.fromisoformat(day)
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    if year > date.max.year:
        return ""
    try:
        return date(year, month + 1, start.day).isoformat()
    except ValueError:
        # that month has no such day: the time is full with its last one
        return date(year, month + 2, 1).isoformat()
