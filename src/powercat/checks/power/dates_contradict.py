"""PC216."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any, Final

from powercat.core.catalog import Catalog
from powercat.core.record import Node, Record
from powercat.core.rule import Finding, finding, rule
from powercat.core.text import Text
from powercat.power.life import day_after, day_of, stated
from powercat.power.standard import Edition, series

IN_ORDER: Final[Mapping[str, Sequence[tuple[str, str]]]] = {
    "implementation": (("effective_from", "effective_to"),),
    "responsibility": (("effective_from", "effective_to"),),
    "handbook": (("issued_on", "effective_on"), ("effective_on", "expires_on")),
    "organization": (("established_on", "abolished_on"),),
}
"""Fields of which the first is never later than the second, by kind; powers are read together with their main items."""

OVERLAP = Text(
    "“{series}”的两版手册重叠：{first}版用到 {last}，{second}版 {start} 就开始了",
    "two editions of “{series}” overlap: {first} holds until {last}, and {second} begins on {start}",
)
OVERLAP_OPEN = Text(
    "“{series}”的两版手册重叠：{first}版没有写失效日期，{second}版 {start} 就开始了",
    "two editions of “{series}” overlap: {first} has no last day, and {second} begins on {start}",
)
OVERLAP_HINT = Text(
    "前一版写失效日期（后一版实施的前一天），或者在后一版写明它代替哪一版",
    "give the earlier edition a last day (the day before the later one begins), or say in the later one which edition it "
    "replaces",
)
GAP = Text(
    "“{series}”的两版手册没有接上：{first}版用到 {last}，{second}版 {start} 才开始",
    "two editions of “{series}” do not meet: {first} ended on {last}, and {second} begins only on {start}",
)
GAP_HINT = Text(
    "前一版的失效日期写到后一版实施的前一天，或者后一版从前一版失效的第二天起实施",
    "let the earlier edition last until the day before the later one begins, or the later one begin the day after",
)
EARLIER = Text("前一版", "the earlier edition")
REPEALED = Text(
    "{late} 废止，最早的版本 {early} 才施行", "repealed on {late}, but its earliest version takes effect only on {early}"
)


@rule(
    "PC216",
    on="catalog",
    title=Text("日期前后矛盾", "dates that contradict"),
    message=Text("“{later}”（{late}）早于“{earlier}”（{early}）", "“{later}” ({late}) is before “{earlier}” ({early})"),
    hint=Text("核对两个日期，哪一个错改哪一个", "check both dates and mend the one that is wrong"),
    basis=Text(
        "《关于本市进一步推进政府效能建设的意见》二（一）2：业务手册是操作标准，同一天只能有一个标准",
        "Shanghai opinions on government effectiveness (2015) II(1)2: the handbook is the standard, and there is one on any day",
    ),
    together=Text(
        "{count} 处日期前后矛盾：先把手册各版的日期接上", "{count} dates contradict: let the editions of handbooks meet first"
    ),
)
def dates_contradict(catalog: Catalog) -> Iterator[Finding]:
    """
    **发现什么**：结束的日期早于开始的日期；同一系列两版手册的日期重叠，或者中间有空档。

    **为什么**：按哪一天看，都应当有一个、而且只有一个操作标准；日期反了，事项、手册、机关在哪一天都不存在。

    **怎么改**：核对日期；手册换版的，前一版写失效日期，后一版从第二天起实施。

    ```yaml
    --- # powers/a.yaml
    kind: power
    id: a
    effective_from: 2026-01-01
    effective_to: 2025-12-31 #! PC216
    suspended:
      - {from: 2026-03-01, to: 2026-02-01} #! PC216
    --- # organizations/b.yaml
    kind: organization
    id: b
    established_on: 2019-01-01
    abolished_on: 2018-12-31 #! PC216
    --- # responsibilities/c.yaml
    kind: responsibility
    id: c
    effective_from: 2026-01-01
    effective_to: 2026-01-01
    review: {reviewed_on: 2026-05-01, review_by: 2026-04-30} #! PC216
    ```

    同一系列的手册，前后两版要接上。

    ```yaml
    --- # handbooks/a-2025.yaml
    kind: handbook
    id: a-2025
    series: a
    version: "2025"
    effective_on: 2025-01-01
    expires_on: 2026-01-31
    --- # handbooks/a-2026.yaml
    kind: handbook
    id: a-2026
    series: a
    version: "2026"
    effective_on: 2026-01-01 #! PC216
    --- # handbooks/b-2025.yaml
    kind: handbook
    id: b-2025
    series: b
    version: "2025"
    effective_on: 2025-01-01
    expires_on: 2025-12-30
    --- # handbooks/b-2026.yaml
    kind: handbook
    id: b-2026
    series: b
    version: "2026"
    effective_on: 2026-01-01 #! PC216
    --- # handbooks/c-2025.yaml
    kind: handbook
    id: c-2025
    series: c
    version: "2025"
    effective_on: 2025-01-01
    expires_on: 2025-12-31
    --- # handbooks/c-2026.yaml
    kind: handbook
    id: c-2026
    series: c
    version: "2026"
    effective_on: 2026-01-01
    ```

    同一天不算矛盾；不是日期的，由格式检查说。

    ```yaml
    --- # powers/a.yaml
    kind: power
    id: a
    effective_from: 2026-01-01
    effective_to: 2026-01-01
    --- # powers/b.yaml
    kind: power
    id: b
    effective_from: 二〇二六年
    effective_to: 2025-12-31
    --- # handbooks/a.yaml
    kind: handbook
    id: a
    series: a
    issued_on: 2026-01-01
    effective_on: 2026-01-01
    ```

    前一版没有写失效日期的，后一版写明代替它（`replaces`）就算接上；都没有写，是重叠。不同系列的互不相干。

    ```yaml
    --- # handbooks/a-2025.yaml
    kind: handbook
    id: a-2025
    series: a
    effective_on: 2025-01-01
    --- # handbooks/a-2026.yaml
    kind: handbook
    id: a-2026
    series: a
    effective_on: 2026-01-01
    replaces: a-2025
    --- # handbooks/a-2027.yaml
    kind: handbook
    id: a-2027
    series: a
    effective_on: 2027-01-01 #! PC216
    ```

    In English: windows that end before they begin (a sub-item's dates are read with its main item's), and editions of one series
    that overlap or leave a gap. An edition without a last day ends when the one that `replaces` it begins.
    """
    for kind, pairs in IN_ORDER.items():
        for record in catalog.of(kind):
            for first, second in pairs:
                yield from _reversed(record, first, second)
    for power in catalog.of("power"):
        yield from _power(catalog, power)
    for kind in catalog.schemas.known:
        for record in catalog.of(kind):
            if isinstance(record.data.get("review"), dict):
                yield from _order(record["review"]["reviewed_on"], record["review"]["review_by"])
    for law in catalog.of("law"):
        if "repealed_on" in law.data:
            yield from _repealed(law)
    for name, editions in series(catalog).items():
        yield from _editions(name, editions)


def _reversed(record: Record, first: str, second: str) -> Iterator[Finding]:
    early, late = record.data.get(first), record.data.get(second)
    if isinstance(early, str) and isinstance(late, str) and early > late:
        yield from _order(record[first], record[second])


def _order(first: Node, second: Node) -> Iterator[Finding]:
    early, late = day_of(first.value), day_of(second.value)
    if late and early > late:
        yield finding(second, earlier=first.label, early=early, later=second.label, late=late, related=[(first, first.label)])


def _power(catalog: Catalog, power: Record) -> Iterator[Finding]:
    data = power.data
    if "effective_from" in data or "effective_to" in data:
        first, second = stated(catalog, power, "effective_from"), stated(catalog, power, "effective_to")
        early, late = day_of(first.value), day_of(second.value)
        if late and early > late:
            at = second if second.record is power else first
            other = first if second.record is power else second
            yield finding(at, earlier=first.label, early=early, later=second.label, late=late, related=[(other, other.label)])
    if "suspended" in data:
        for each in power["suspended"]:
            yield from _order(each["from"], each["to"])


def _repealed(law: Record) -> Iterator[Finding]:
    repealed = day_of(law["repealed_on"].value)
    starts = [day for each in law["versions"] if (day := day_of(each["effective_on"].value))]
    if repealed and starts and repealed < min(starts):
        yield finding(law["repealed_on"], REPEALED, late=repealed, early=min(starts))


def _editions(name: str, editions: Sequence[Edition]) -> Iterator[Finding]:
    dated = [each for each in editions if each.first and (not each.last or each.first <= each.last)]
    for before, after in pairwise(dated):
        at = after.handbook["effective_on"]
        words: dict[str, Any] = {
            "series": name,
            "first": _version(before),
            "last": before.last,
            "second": _version(after),
            "start": after.first,
        }
        related = [(before.handbook["expires_on"] or before.handbook["effective_on"], EARLIER)]
        if not before.last:
            yield finding(at, OVERLAP_OPEN, OVERLAP_HINT, related=related, **words)
        elif before.last >= after.first:
            yield finding(at, OVERLAP, OVERLAP_HINT, related=related, **words)
        elif day_after(before.last) < after.first:
            yield finding(at, GAP, GAP_HINT, related=related, **words)


def _version(each: Edition) -> str:
    return each.handbook["version"].text or each.handbook.id
