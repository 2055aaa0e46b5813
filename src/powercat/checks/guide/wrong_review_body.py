"""PC707."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from powercat.core.catalog import Catalog
from powercat.core.record import Node, Record
from powercat.core.rule import Finding, finding, rule
from powercat.core.text import Text
from powercat.power.life import day_of, today
from powercat.power.tables import source_of, table

ACTING: Final = (
    ("power", "/organization"),
    ("implementation", "/organization"),
    ("handbook", "/organizations/*"),
    ("responsibility", "/organizations/*"),
)
"""Who exercises a power, by the fields that say so."""

_OTHERWISE: Final = re.compile("[（(](或[^）)]*)[）)]?")
"""What stands in brackets and is a choice all the same: 某区人民政府（或者上一级主管部门）."""

_BRACKETED: Final = re.compile("[（(][^）)]*[）)]?")
_APART: Final = re.compile("[、，,；;/]|以及|或者|或")
_OFFICE: Final = re.compile("(?:行政)?复议.*$")
"""The office by which a body reviews."""

_PLACE: Final = re.compile("[省市区县州旗盟]$")

BY_DEFAULT = Text(
    "“{body}”没有写行政复议机关，就成了它的所属机关“{review}”，一个部门",
    "“{body}” names no review body, so it is its parent, “{review}”, a department",
)
BY_DEFAULT_HINT = Text(
    "写上行政复议机关：它所属部门的本级人民政府（review_body，不在目录里的写 review_body_name）",
    "state the review body: the government of the same level (review_body, or review_body_name if it is not in this catalog)",
)
VERTICAL = Text(
    "“{body}”实行垂直领导，复议机关写的是“{review}”", "“{body}” is under vertical leadership, but its review body is “{review}”"
)
VERTICAL_HINT = Text("写它的上一级主管部门（依据：{source}）", "name its next higher department (from: {source})")


@rule(
    "PC707",
    on="organization",
    title=Text("复议机关不对", "the wrong review body"),
    message=Text("“{body}”的行政复议机关写的是“{review}”，一个部门", "the review body of “{body}” is “{review}”, a department"),
    hint=Text(
        "改成本级人民政府：2024 年起，对地方部门不服的，只能向本级人民政府申请复议，不再向上一级主管部门申请",
        "name the government of the same level: since 2024 applications against a local department go there alone, no "
        "longer to the "
        "next higher department",
    ),
    basis=Text(
        "行政复议法第二十四条（2024 年 1 月 1 日起施行）、第二十七条、第二十八条",
        "Administrative Reconsideration Law, art. 24 (in force since 2024-01-01), 27 and 28",
    ),
    together=Text(
        "{count} 个机构的复议机关不对：公众照着写会被退回",
        "{count} bodies name a wrong review body: applications would be sent back",
    ),
    draft="warning",
)
def wrong_review_body(organization: Record, catalog: Catalog) -> Iterator[Finding]:
    """
    **发现什么**：地方的部门，行政复议机关写的是上一级主管部门，或者让人在政府和部门里选；没有写的，默认的所属机关是一个部门。实行垂
    直领导的，写的反而是地方政府。

    **为什么**：2024 年起行政复议由县级以上地方人民政府统一管辖；只有海关、金融、外汇管理等实行垂直领导的机关、税务和国家安全机
    关，向上一级主管部门申请。写错了，公众的申请会被退回，还可能误了六十日的期限。

    **怎么改**：改成本级人民政府。垂直领导的系统在数据表 `review_bodies.yaml` 里；本地还有的，写进 tables/review_bodies.yaml。

    ```yaml
    --- # organizations/huangpu.yaml
    kind: organization
    id: huangpu
    name: 上海市黄浦区市场监督管理局
    level: district
    review_body_name: 上海市市场监督管理局 #! PC707
    --- # organizations/city.yaml
    kind: organization
    id: city
    name: 上海市地方金融管理局
    level: provincial
    review_body_name: 国家金融监督管理总局 #! PC707
    --- # organizations/tax.yaml
    kind: organization
    id: tax
    name: 国家税务总局上海市黄浦区税务局
    level: district
    review_body_name: 上海市黄浦区人民政府 #! PC707
    --- # organizations/fund.yaml
    kind: organization
    id: fund
    name: 上海市黄浦区医疗保障局
    level: district
    review_body_name: 上海市黄浦区人民政府或者上一级主管部门 #! PC707
    --- # organizations/shipping.yaml
    kind: organization
    id: shipping
    name: 示例市地方海事局
    level: municipal
    review_body_name: 示例省交通运输厅行政复议处 #! PC707
    ```

    ```yaml
    --- # organizations/huangpu.yaml
    kind: organization
    id: huangpu
    name: 上海市黄浦区市场监督管理局
    level: district
    review_body_name: 上海市黄浦区人民政府
    --- # organizations/tax.yaml
    kind: organization
    id: tax
    name: 国家税务总局上海市黄浦区税务局
    level: district
    review_body_name: 国家税务总局上海市税务局
    --- # organizations/justice.yaml
    kind: organization
    id: justice
    name: 上海市黄浦区司法局
    level: district
    review_body_name: 上海市司法局
    --- # organizations/ministry.yaml
    kind: organization
    id: ministry
    name: 国家市场监督管理总局
    level: national
    review_body_name: 国家市场监督管理总局
    --- # organizations/office.yaml
    kind: organization
    id: office
    name: 上海市徐汇区绿化和市容管理局
    level: district
    review_body_name: 徐汇区人民政府行政复议办公室
    ```

    没有写复议机关的，看所属机关；行使权力的才看。受委托的组织不看，它的行为是委托机关的。

    ```yaml
    --- # organizations/bureau.yaml
    kind: organization
    id: bureau
    name: 上海市市场监督管理局
    level: provincial
    parent: government
    --- # organizations/government.yaml
    kind: organization
    id: government
    name: 上海市人民政府
    level: provincial
    --- # organizations/team.yaml
    kind: organization #! PC707
    id: team
    name: 上海市市场监督管理局执法总队
    level: provincial
    parent: bureau
    --- # organizations/inner.yaml
    kind: organization
    id: inner
    name: 上海市市场监督管理局信息中心
    level: provincial
    parent: bureau
    --- # organizations/hall.yaml
    kind: organization
    id: hall
    name: 上海市检验中心
    level: provincial
    nature: entrusted
    parent: bureau
    --- # powers/a.yaml
    kind: power
    id: a
    organization: team
    --- # powers/b.yaml
    kind: power
    id: b
    organization: hall
    ```

    In English: since 2024 local departments, and organisations that laws authorise, are reviewed by the government of their
    level. Only customs, finance, foreign exchange, tax and state security (a table, `review_bodies.yaml`) go to the next
    higher department. Whether a body is a government or a department is told by its name; where that says neither, nothing is
    reported.
    """
    name, level = organization["name"].text, organization["level"].text
    ended = day_of(organization.data.get("abolished_on"))
    if not name or level in ("", "national") or organization["nature"].text == "entrusted" or (ended and ended < today(catalog)):
        return
    at, review, stated = _review_body(catalog, organization)
    if not review or (not stated and not _acts(catalog, organization)):
        return
    words = table(catalog, "review_bodies")
    system = _system(words["systems"], name)
    named = _several(review) if at.field.ref == "" else [review]
    sorts = {each: _sort(words["names"], each) for each in named}
    if system is None and (told := _first(sorts, "department")):
        yield finding(at, None if stated else BY_DEFAULT, None if stated else BY_DEFAULT_HINT, body=name, review=told)
    elif system is not None and system["review"] == "superior" and (told := _first(sorts, "government")):
        yield finding(at, VERTICAL, VERTICAL_HINT, body=name, review=told, source=source_of(system))


def _review_body(catalog: Catalog, organization: Record) -> tuple[Node, str, bool]:
    """Where the review body stands, its name (``""`` where none can be read), and whether it is stated, not taken from "
    "the parent."""
    by_id, by_name = organization["review_body"], organization["review_body_name"]
    if by_id.raw is not None:
        found = catalog.target(by_id)
        return by_id, found["name"].text if found is not None else "", True
    if by_name.raw is not None:
        return by_name, by_name.text, True
    parent = catalog.target(organization["parent"])
    return by_id, parent["name"].text if parent is not None else "", False


def _acts(catalog: Catalog, organization: Record) -> bool:
    return any(catalog.referrers(organization, kind, field) for kind, field in ACTING)


def _system(systems: Sequence[Mapping[str, object]], name: str) -> Mapping[str, object] | None:
    return next((each for each in systems if _has(each["words"], name) and not _has(each.get("except"), name)), None)


def _several(stated: str) -> Iterator[str]:
    """The bodies that a name in words speaks of; “和” joins two, or stands within one (发展和改革委员会)."""
    parts = _APART.split(_BRACKETED.sub("", _OTHERWISE.sub(r"、\1", stated)))
    for part in parts if len(parts) > 1 else [stated]:
        name = part.strip(" 。.")
        yield name
        if "和" in name:
            yield from name.split("和")


def _first(sorts: Mapping[str, str], sort: str) -> str:
    return next((name for name, each in sorts.items() if each == sort), "")


def _sort(names: Sequence[Mapping[str, object]], name: str) -> str:
    """``government``, ``unclear`` or ``department``, as a name has it; ``""`` when it tells nothing."""
    bare = _BRACKETED.sub("", name).strip()
    whose = _OFFICE.sub("", bare)
    if whose != bare and _PLACE.search(whose):
        return "government"  # 某市行政复议局
    for each in names:
        words = each["words"] if isinstance(each["words"], list) else []
        if whose.endswith(tuple(words)):
            return str(each["id"])
    return ""


def _has(words: object, name: str) -> bool:
    return isinstance(words, list) and any(word in name for word in words)
