"""PC704."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from powercat.core.catalog import Catalog
from powercat.core.diagnostic import Severity
from powercat.core.record import Record
from powercat.core.rule import Finding, finding, rule
from powercat.core.text import Text
from powercat.power.life import day_of, today

COMING = Text("{review_by} 以前要复核“{name}”，还有 {days} 天", "“{name}” must be reviewed by {review_by}, in {days} days")


@rule(
    "PC704",
    on="catalog",
    severity="warning",
    title=Text("到期没有复核", "review overdue"),
    message=Text(
        "“{name}”应当在 {review_by} 以前复核，过了 {days} 天", "“{name}” was to be reviewed by {review_by}, {days} days ago"
    ),
    hint=Text(
        "对照现在的规定看一遍，改好以后写上复核日期和下一次的期限",
        "look it through against what holds today, then write the day of the review and the next date",
    ),
    basis=Text(
        "《关于本市进一步推进政府效能建设的意见》：动态调整；政府信息公开条例第二十六条：信息变更之日起二十个工作日内公开",
        "Shanghai opinions on government effectiveness (2015): adjusted as things change; Regulation on government "
        "information, art. "
        "26: changes are public within twenty working days",
    ),
    together=Text("{count} 条记录到期没有复核", "{count} records are overdue for review"),
)
def stale(catalog: Catalog) -> Iterator[Finding]:
    """
    **发现什么**：记录写明了下次复核的期限，已经过了。

    **为什么**：电话换了、机构改了、法律修订了，不复核没有人知道，公众照着旧的办。

    **怎么改**：复核一遍，写上复核日期和下一次的期限。

    ```yaml
    kind: guide
    id: food-licence
    title: 食品经营许可办事指南
    review: {reviewed_on: 2025-06-01, review_by: 2026-06-30} #! PC704
    ```

    最后一天还不算过期；没有写期限的不看；看将来某一天时，按那一天算。

    ```yaml
    --- # guides/a.yaml
    kind: guide
    id: a
    review: {review_by: 2026-07-01}
    --- # materials/b.yaml
    kind: material
    id: b
    review: {reviewed_on: 2020-01-01}
    ```

    In English: `review.review_by` has passed on the catalog's day. Where the catalog looks ahead, what is due in that time is
    told as information.
    """
    now = today(catalog)
    for kind in catalog.schemas.known:
        for record in catalog.of(kind):
            if "review" in record.data and "review" in record.kind.root.properties:
                yield from _due(record, now, catalog.ahead)


def _due(record: Record, now: str, ahead: int) -> Iterator[Finding]:
    at = record["review"]["review_by"]
    review_by = day_of(at.raw)
    if not review_by:
        return
    days = (date.fromisoformat(now) - date.fromisoformat(review_by)).days
    if days > 0:
        yield finding(at, name=record.name, review_by=review_by, days=days)
    elif -days < ahead:
        yield finding(at, COMING, severity=Severity.INFO, name=record.name, review_by=review_by, days=-days)
