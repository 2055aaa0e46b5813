"""PC205."""

from __future__ import annotations

from collections.abc import Iterator

from powercat.core.catalog import Catalog
from powercat.core.record import Record
from powercat.core.rule import Finding, finding, rule
from powercat.core.text import Text
from powercat.power.family import is_whole, lineage
from powercat.power.filing import covered_by_initial_filing, regime_since
from powercat.power.life import life, powers_in_force
from powercat.power.nature import is_service, power_type

AFTER_INITIAL = Text(
    "“{name}”{start}生效，在登记备案制度施行（{since}）以后，没有“登记备案”（filing）",
    "“{name}” took effect on {start}, after filing became a duty ({since}), and has no filing (filing)",
)
FILE_HINT = Text(
    "补写登记备案（文号、日期、机关）；没有备案的，备案以前不得实施",
    "enter its filing (number, date, authority); until it is filed the power may not be exercised",
)


@rule(
    "PC205",
    on="catalog",
    title=Text("没有登记备案", "no filing"),
    message=Text("“{name}”没有“登记备案”（filing）", "“{name}” has no filing (filing)"),
    hint=Text(
        "建立目录时已经有的权力，在目录记录里填首次登记备案（initial_filing）；以后新增的，在这里写登记备案",
        "for powers that existed when the catalog was set up, state the initial filing in the catalog record; for later ones, "
        "enter the filing here",
    ),
    basis=Text(
        "《关于本市进一步推进政府效能建设的意见》二（一）1：凡要增加行政权力，必须在实施前进行登记备案，列入目录后方可实施",
        "Shanghai opinions on government effectiveness (2015) II(1)1: a power that is added must be filed before it is exercised",
    ),
    together=Text(
        "{count} 项没有备案信息：先在目录记录里填首次备案",
        "{count} powers have no filing: first enter the initial filing in the catalog record",
    ),
    draft="warning",
)
def power_without_filing(catalog: Catalog) -> Iterator[Finding]:
    """
    **发现什么**：实施中的权力没有登记备案，主项没有，也不在目录的首次登记备案之内。

    **为什么**：凡要增加行政权力，必须在实施前登记备案，列入目录后方可实施。

    **怎么改**：建立目录时已经有的权力，由首次登记备案一并覆盖，在目录记录里填一次就行；以后新增的，逐项写。

    ```yaml
    kind: power #! PC205
    id: seal
    name: 公章刻制备案
    power_type: other
    ```

    首次登记备案覆盖没有写生效日期的、和在登记备案制度施行日期（`regime_since`，没有写的按首次备案的日期）以前生效的权力。

    ```yaml
    --- # catalog.yaml
    kind: catalog
    id: shanghai
    initial_filing: {number: 沪权目备〔2015〕1号, filed_on: 2015-12-31, authority: sh}
    regime_since: 2016-01-01
    --- # powers/old.yaml
    kind: power
    id: old
    power_type: licence
    effective_from: 2015-12-31
    --- # powers/undated.yaml
    kind: power
    id: undated
    power_type: licence
    --- # powers/new.yaml
    kind: power #! PC205
    id: new
    power_type: licence
    effective_from: 2016-01-01
    ```

    子项沿用主项的登记备案；主项没有的，只在主项上说一次。公共服务和草稿不要求。

    ```yaml
    --- # powers/main.yaml
    kind: power #! PC205
    id: main
    power_type: licence
    --- # powers/sub.yaml
    kind: power
    id: sub
    power_type: licence
    parent: main
    ```

    ```yaml
    --- # powers/main.yaml
    kind: power
    id: main
    power_type: licence
    filing: {number: 沪权目备〔2021〕12号, filed_on: 2021-04-20, authority: sh}
    --- # powers/sub.yaml
    kind: power
    id: sub
    power_type: licence
    parent: main
    --- # powers/guidance.yaml
    kind: power
    id: guidance
    power_type: public_service
    --- # powers/next.yaml
    kind: power
    id: next
    power_type: licence
    draft: true
    ```

    In English: every power in force has a filing, its main item's, or is covered by the catalog's initial filing: powers without
    a date of effect, or with one before `regime_since` (without it: not after the initial filing). Public services and drafts are
    exempt.
    """
    if "catalog" in catalog.unread_kinds:
        return
    unfiled = {power.id: power for power in powers_in_force(catalog) if _is_unfiled(catalog, power)}
    for power in unfiled.values():
        if any(above.id in unfiled for above in lineage(catalog, power)[1:]) or not is_whole(catalog, power):
            continue  # the main item's filing would serve for both
        start, since = life(catalog, power).start, regime_since(catalog)
        if start and since:
            yield finding(power["filing"], AFTER_INITIAL, FILE_HINT, name=power.name, start=start, since=since)
        else:
            yield finding(power["filing"], name=power.name)


def _is_unfiled(catalog: Catalog, power: Record) -> bool:
    if not power_type(power) or is_service(power) or covered_by_initial_filing(catalog, power):
        return False
    return not any("filing" in each.data for each in lineage(catalog, power))
