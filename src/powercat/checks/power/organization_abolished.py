"""PC213."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from powercat.core.catalog import Catalog
from powercat.core.record import Record
from powercat.core.reference import Reference, references
from powercat.core.rule import Finding, finding, rule
from powercat.core.text import Text
from powercat.power.life import day_of, life, today
from powercat.power.standard import edition

TODAY: Final[Mapping[str, tuple[str, ...]]] = {
    "catalog": ("/authority",),
    "organization": ("/parent", "/review_body"),
    "power": ("/organization",),
    "implementation": (
        "/organization",
        "/delegating_organization",
        "/handling_items/*/accepting_body",
        "/handling_items/*/deciding_body",
    ),
    "responsibility": ("/organizations/*", "/duties/*/post"),
    "handbook": (
        "/organizations/*",
        "/handling_items/*/procedure/*/actor_organization",
        "/handling_items/*/procedure/*/post",
        "/handling_items/*/procedure/*/deputy_post",
        "/handling_items/*/procedure/*/consults/*/organization",
        "/post_supervision/*/organization",
    ),
    "bundle": ("/lead_organizations/*",),
}
"""The fields that say who acts today. Who once filed, decided, issued or reviewed may since have been abolished, and stays as it
was.
"""

NO_SUCCESSOR = Text("“{name}”{day}已经撤销", "“{name}” was abolished on {day}")
NO_SUCCESSOR_HINT = Text(
    "改成现在负责的机关，并在“{name}”的记录里补写承接机关（successors）",
    "write the body that is responsible now, and enter the successors of “{name}” in its record",
)
ABOLISHED = Text("撤销日期写在这里", "abolished here")


@rule(
    "PC213",
    on="catalog",
    title=Text("机关已经撤销", "an abolished organization"),
    message=Text("“{name}”{day}已经撤销，由{successors}承接", "“{name}” was abolished on {day}; its successor: {successors}"),
    hint=Text("改成承接的机关：{ids}", "write the successor: {ids}"),
    basis=Text(
        "《关于本市进一步推进政府效能建设的意见》二（二）1：优化政府机构设置和职能配置",
        "Shanghai opinions on government effectiveness (2015) II(2)1: government bodies and their functions",
    ),
    together=Text(
        "{count} 处写的机关已经撤销：按承接关系成批改",
        "{count} places name an abolished organization: write the successors instead",
    ),
)
def organization_abolished(catalog: Catalog) -> Iterator[Finding]:
    """
    **发现什么**：今天负责、承办、监管的机关，写的是一个已经撤销的机关。

    **为什么**：机构改革以后，职责由承接的机关行使；写着撤销的机关，申请人找不到门，责任也没有人承担。

    **怎么改**：改成承接的机关（从机关记录的 `successors` 一路找到还在的那个）。

    ```yaml
    --- # organizations/food-drug.yaml
    kind: organization
    id: food-drug
    name: 食品药品监督管理局
    abolished_on: 2018-11-30
    successors: [market]
    --- # organizations/market.yaml
    kind: organization
    id: market
    name: 市场监督管理局
    --- # powers/a.yaml
    kind: power
    id: a
    power_type: licence
    organization: food-drug #! PC213
    --- # powers/b.yaml
    kind: power
    id: b
    power_type: licence
    organization: market
    ```

    以前由它备案、决定、发布的，照旧；已经终止的事项、失效的手册不用改。还没有到撤销日期的不算。

    ```yaml
    --- # organizations/food-drug.yaml
    kind: organization
    id: food-drug
    name: 食品药品监督管理局
    abolished_on: 2018-11-30
    --- # organizations/next.yaml
    kind: organization
    id: next
    name: 明年撤销的机关
    abolished_on: 2027-01-01
    --- # powers/old.yaml
    kind: power
    id: old
    power_type: licence
    organization: food-drug
    effective_to: 2018-12-31
    --- # powers/now.yaml
    kind: power
    id: now
    power_type: licence
    organization: next
    filing: {number: 1号, filed_on: 2016-01-01, authority: food-drug}
    --- # handbooks/now.yaml
    kind: handbook
    id: now
    effective_on: 2026-01-01
    issuer: food-drug
    post_supervision:
      - {measure: 检查, organization: food-drug} #! PC213
    ```

    ```yaml
    --- # organizations/old.yaml
    kind: organization
    id: old
    name: 食品药品监督管理局
    abolished_on: 2018-11-30
    --- # organizations/new.yaml
    kind: organization
    id: new
    name: 市场监督管理局
    predecessors: [old]
    --- # powers/a.yaml
    kind: power
    id: a
    power_type: licence
    organization: new
    filing: {number: 1号, filed_on: 2016-01-01, authority: old}
    ```

    In English: a record that holds today or later names an abolished organization where it says who is responsible, acts,
    supervises or leads. The living successor is named. What an organization filed, decided or issued while it existed stays as it
    is.
    """
    day = today(catalog)
    names = {each.id: each for each in catalog.of("organization") if _has_gone(each, day)}
    for kind, pointers in TODAY.items() if names else ():
        for record in catalog.of(kind):
            named = (value for field, value in catalog.targets_of(record) if field.pointer in pointers)
            if any(value.partition("/")[0] in names for value in named) and _still_holds(catalog, record, day):
                for reference in references(record.kind, record.data, frozenset(pointers)):
                    organization = _named(reference, names)
                    if organization is not None:
                        yield _told(catalog, record, reference, organization)


def _has_gone(organization: Record, day: str) -> bool:
    end = day_of(organization.data.get("abolished_on"))
    return bool(end) and end <= day


def _named(reference: Reference, names: Mapping[str, Record]) -> Record | None:
    if reference.field.ref == "organization":
        return names.get(reference.value)
    if reference.field.ref.startswith("organization#/"):
        head, slash, _ = reference.value.partition("/")
        return names.get(head) if slash else None
    return None


def _still_holds(catalog: Catalog, record: Record, day: str) -> bool:
    kind = record.kind.name
    if kind == "power":
        end = life(catalog, record).end
    elif kind == "handbook":
        end = edition(catalog, record).last
    elif kind == "organization":
        end = day_of(record.data.get("abolished_on"))
    else:
        end = day_of(record.data.get("effective_to"))
    return not end or end >= day


def _told(catalog: Catalog, record: Record, reference: Reference, organization: Record) -> Finding:
    at = record.at(reference.pointer)
    day = day_of(organization.data.get("abolished_on"))
    related = [(organization["abolished_on"], ABOLISHED)]
    successors = _living_successors(catalog, organization)
    if not successors:
        return finding(at, NO_SUCCESSOR, NO_SUCCESSOR_HINT, name=organization.name, day=day, related=related)
    return finding(
        at,
        name=organization.name,
        day=day,
        successors=tuple(each.name for each in successors),
        ids=tuple(each.id for each in successors),
        related=related,
    )


def _living_successors(catalog: Catalog, organization: Record) -> list[Record]:
    """Those who took over, passing through successors that are gone themselves."""
    day = today(catalog)
    found: dict[str, Record] = {}
    seen = {organization.id}
    waiting = [organization]
    while waiting:
        for node in waiting.pop(0)["successors"]:
            each = catalog.target(node)
            if each is None or each.id in seen:
                continue
            seen.add(each.id)
            if _has_gone(each, day):
                waiting.append(each)
            else:
                found[each.id] = each
    return list(found.values())
