"""PC610."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from powercat.core.catalog import Catalog
from powercat.core.diagnostic import Severity
from powercat.core.record import Node, Record
from powercat.core.rule import Finding, finding, rule
from powercat.core.text import Text
from powercat.power.bodies import bodies_of_handbook
from powercat.power.item import effective, items, powers_of
from powercat.power.life import status
from powercat.power.limits import is_lasting, period
from powercat.power.local import entries_are_known, local_entries
from powercat.power.nature import group
from powercat.power.unread import is_doubtful

LAW = Text("没有写法定办结时限", "the statutory limit is not stated")
LAW_HINT = Text(
    "照条文写法定时限和依据；法律没有规定天数的，写 none: true 和理由；要在届满前决定的，写 before_expiry: true",
    "state the limit with its article; where the law sets none, write none: true and the reason; where the decision must come "
    "before expiry, before_expiry: true",
)
NO_PROMISE = Text("承诺办结时限写的是没有天数", "the promise is said to have no number of days")
ON_THE_SPOT_HINT = Text("即办件当场办结，承诺时限写 0", "an immediate item is settled on the spot: promise 0")


@rule(
    "PC610",
    on="handbook",
    title=Text("没有写时限", "a limit is missing"),
    message=Text("没有写承诺办结时限", "the promise is not stated"),
    hint=Text(
        "写承诺几天办结，不超过法定时限；法律没有规定时限的，也要定一个合理的时限",
        "promise in how many days it is settled, within the statutory limit; where the law sets none, a reasonable one",
    ),
    basis=Text(
        "优化营商环境条例第三十六条第二款：政务服务事项的办理时限（行政许可另见行政许可法第三十条第一款）；《关于本市进一步推进政府效能建"
        "设的意见》二（三）4",
        "Regulation on the business environment, art. 36(2): limits of service items (for licences also Administrative Licensing "
        "Law, art. 30(1)); Shanghai opinions on government effectiveness (2015) II(3)4",
    ),
    together=Text("{count} 处没有写法定时限或者承诺时限", "{count} statutory limits or promises are missing"),
    draft="warning",
)
def limit_missing(handbook: Record, catalog: Catalog) -> Iterator[Finding]:
    """
    **发现什么**：依申请的办理项没有承诺办结时限，或者没有写法定办结时限、也没有说法律没有规定。公共服务只作提示。

    **为什么**：申请人凭它知道几天能办好，监察凭它看办件有没有超期；法律没有规定时限的，也要按合理的原则确定并公开。

    **怎么改**：两个时限都写。法律没有规定天数的，法定时限写 `none: true` 和理由；承诺总要有天数，当场办结的写 0。

    ```yaml
    --- # powers/food.yaml
    kind: power
    id: food
    power_type: licence
    --- # powers/tour.yaml
    kind: power
    id: tour
    power_type: public_service
    --- # handbooks/food-2026.yaml
    kind: handbook
    id: food-2026
    powers: [food]
    effective_on: 2026-01-01
    handling_items:
      - id: new #! PC610 PC610
        name: 新办
      - id: change
        statutory_limit: {none: true, reason: 法律没有规定}
        promised_limit: {none: true, reason: 视情况而定} #! PC610
    --- # handbooks/tour-2026.yaml
    kind: handbook
    id: tour-2026
    powers: [tour]
    effective_on: 2026-01-01
    handling_items:
      - id: visit #! PC610
        statutory_limit: {none: true, reason: 法律没有规定}
    ```

    各情形都有自己的承诺，或者承办的机关都在实施清单里写了的，也算写了。依职权的不要承诺；草稿、终止的权力和失效的手册不看。

    ```yaml
    --- # powers/food.yaml
    kind: power
    id: food
    power_type: licence
    --- # powers/fine.yaml
    kind: power
    id: fine
    power_type: penalty
    --- # organizations/huangpu.yaml
    kind: organization
    id: huangpu
    --- # handbooks/food-2026.yaml
    kind: handbook
    id: food-2026
    powers: [food]
    organizations: [huangpu]
    effective_on: 2026-01-01
    handling_items:
      - id: new
        statutory_limit: {value: 20, unit: working_day}
        scenarios:
          - {id: shop, name: 单店, promised_limit: {value: 5, unit: working_day}}
          - {id: chain, name: 连锁, promised_limit: {value: 8, unit: working_day}}
      - id: change
        statutory_limit: {value: 20, unit: working_day}
    --- # implementations/food.huangpu.yaml
    kind: implementation
    id: food.huangpu
    power: food
    organization: huangpu
    handling_items:
      - {id: change, promised_limit: {value: 3, unit: working_day}}
    --- # handbooks/fine-2026.yaml
    kind: handbook
    id: fine-2026
    powers: [fine]
    effective_on: 2026-01-01
    handling_items:
      - {id: ordinary, type: ordinary_procedure}
    ```

    In English: an item on application promises no limit, or states no statutory limit and does not say that there is none. For
    public services this is only mentioned. Promises of all scenarios, or of all acting bodies, will do. An immediate item
    promises 0.
    """
    if not is_lasting(catalog, handbook):
        return
    for item in items(handbook):
        groups = {group(power) for power in _demanding(catalog, handbook, item)}
        if not groups or groups & {None, "ex_officio"} or not isinstance(item.raw, dict):
            continue
        severity = Severity.INFO if "public_service" in groups else None
        if "statutory_limit" not in item.raw and not _all_bodies_state(catalog, item, "statutory_limit"):
            yield finding(item["statutory_limit"], LAW, LAW_HINT, severity)
        yield from _promise(catalog, item, severity)


def _demanding(catalog: Catalog, handbook: Record, item: Node) -> Sequence[Record]:
    """The powers of an item whose records must be complete: neither drafts nor ended."""
    return [power for power in powers_of(catalog, handbook, item) if status(catalog, power) not in ("draft", "ended")]


def _promise(catalog: Catalog, item: Node, severity: Severity | None) -> Iterator[Finding]:
    hint = ON_THE_SPOT_HINT if effective(item, "case_type").text == "immediate" else None
    promised = item["promised_limit"]
    if isinstance(item.raw, dict) and "promised_limit" not in item.raw:
        scenarios = list(item["scenarios"])
        stated = scenarios and all(_is_stated(each["promised_limit"]) for each in scenarios)
        if not stated and not _all_bodies_state(catalog, item, "promised_limit"):
            yield finding(promised, hint=hint, severity=severity)
    elif (limit := period(promised)) is not None and limit.form == "none":
        yield finding(promised, NO_PROMISE, hint, severity)


def _is_stated(limit: Node) -> bool:
    """Whether a limit is stated, in whatever form."""
    return bool(limit) or is_doubtful(limit)


def _all_bodies_state(catalog: Catalog, item: Node, name: str) -> bool:
    if not entries_are_known(catalog, item) or is_doubtful(item.record["organizations"]):
        return True  # those that cannot be read may
    stating = {entry.record["organization"].text for entry in local_entries(catalog, item) if _is_stated(entry[name])}
    bodies = bodies_of_handbook(catalog, item.record) if stating else ()
    return bool(bodies) and stating.issuperset(body.id for body in bodies)
