"""PC318."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from powercat.checks.basis.exercise import Exercise, entry_of, exercises
from powercat.checks.basis.level_cannot_establish import TABLE as ESTABLISHING
from powercat.checks.basis.levels import entry_for, level_of, levels_of
from powercat.core.catalog import Catalog
from powercat.core.record import Node, Record
from powercat.core.rule import Finding, finding, rule
from powercat.core.text import Text
from powercat.law.cited import Cited, read_list
from powercat.power.life import stated
from powercat.power.tables import source_of, table

TOWNSHIP: Final = "township"
BELOW: Final = re.compile("(?<!自治)区|县|旗|镇|乡|街道|(?:省|自治区).{1,9}(?:市|州|盟)|自治州")
"""What names of bodies below the province hold: 某区人民政府, 某省某市人民政府; a mere 某市 may be a 直辖市."""

ABOVE: Final = ("national", "provincial")
"""The levels of bodies whose decisions may give penalties to townships."""


@rule(
    "PC318",
    on="catalog",
    severity="warning",
    title=Text("乡镇街道实施处罚没有依据", "a township's penalty without a basis"),
    message=Text(
        "“{power}”由{body}实施，没有引用省级的决定，也没有引用这样规定的法律、行政法规",
        "“{power}” is exercised by {body}; neither a decision of the province nor a law or administrative regulation "
        "that says so "
        "is cited",
    ),
    hint=Text(
        "在实施清单的“权力来源依据”里引用公布了的省级决定；没有的，由县级以上机关实施（依据：{source}）",
        "cite the published decision of the province as legal_basis of the implementation; where there is none, a "
        "body of the county "
        "or above acts (from: {source})",
    ),
    basis=Text("行政处罚法第二十三条、第二十四条第一款", "Administrative Penalty Law, art. 23 and 24(1)"),
    together=Text("{count} 处由乡镇街道实施的处罚没有引用依据", "{count} penalties of townships cite no basis for that"),
    draft="info",
)
def township_penalty_unfounded(catalog: Catalog) -> Iterator[Finding]:
    """
    **发现什么**：由乡镇人民政府、街道办事处实施的处罚，没有引用省、自治区、直辖市的决定，也没有引用这样规定的法律、行政法规。

    **为什么**：处罚由县级以上地方政府的机关管辖，法律、行政法规另有规定的除外；要交给乡镇街道，由省、自治区、直辖市决定，决定要公布。

    **怎么改**：在实施清单的“权力来源依据”里引用省级的决定（在法规库登记为规范性文件，写上发文机关），或者这样规定的法律、行政法规的那
    一条。

    几级都行使的处罚，事项依据说的是怎么罚，多半是县级以上机关，不算乡镇街道的依据；只由乡镇街道行使的，算。县、区政府的决定不是省级的决定。

    ```yaml
    --- # laws/test-law.yaml
    kind: law
    id: test-law
    title: 测试法
    level: law
    --- # laws/district-notice.yaml
    kind: law
    id: district-notice
    title: 示例区关于下沉执法事项的通知
    level: normative_document
    versions: [{effective_on: 2024-01-01, issuer: district}]
    --- # organizations/district.yaml
    kind: organization
    id: district
    name: 示例区人民政府
    level: district
    --- # organizations/street.yaml
    kind: organization
    id: street
    name: 示例街道办事处
    level: township
    --- # powers/fine.yaml
    kind: power
    id: fine
    name: 乱倒垃圾的处罚
    power_type: penalty
    exercise_levels: [district, township]
    legal_basis: [{law: test-law, article: 60}]
    --- # implementations/a.yaml
    kind: implementation
    id: a
    power: fine
    organization: street
    level: township #! PC318
    --- # implementations/b.yaml
    kind: implementation
    id: b
    power: fine
    organization: street
    level: township
    legal_basis: [{law: district-notice}] #! PC318
    ```

    ```yaml
    --- # laws/local.yaml
    kind: law
    id: local
    title: 示例省测试条例
    level: local_regulation
    versions: [{effective_on: 2024-01-01, issuer_name: 示例省人民代表大会常务委员会}]
    --- # laws/named-notice.yaml
    kind: law
    id: named-notice
    title: 关于下沉执法事项的决定
    level: normative_document
    versions: [{effective_on: 2024-01-01, issuer_name: 示例市示例区人民政府}]
    --- # organizations/street.yaml
    kind: organization
    id: street
    name: 示例街道办事处
    level: township
    --- # powers/fine.yaml
    kind: power
    id: fine
    name: 乱倒垃圾的处罚
    power_type: penalty
    exercise_levels: [district, township]
    legal_basis: [{law: local, article: 60}]
    --- # implementations/a.yaml
    kind: implementation
    id: a
    power: fine
    organization: street
    level: township #! PC318
    --- # implementations/b.yaml
    kind: implementation
    id: b
    power: fine
    organization: street
    level: township
    legal_basis: [{law: named-notice}] #! PC318
    ```

    ```yaml
    --- # laws/test-law.yaml
    kind: law
    id: test-law
    title: 测试法
    level: law
    --- # laws/city-decision.yaml
    kind: law
    id: city-decision
    title: 示例市人民政府关于街道、镇行使部分处罚权的决定
    level: normative_document
    versions: [{effective_on: 2024-01-01, issuer_name: 示例市人民政府}]
    --- # organizations/street.yaml
    kind: organization
    id: street
    level: township
    --- # powers/fine.yaml
    kind: power
    id: fine
    power_type: penalty
    exercise_levels: [district, township]
    legal_basis: [{law: test-law, article: 60}]
    --- # implementations/a.yaml
    kind: implementation
    id: a
    power: fine
    organization: street
    level: township
    legal_basis: [{law: city-decision}]
    --- # powers/village-planning.yaml
    kind: power
    id: village-planning
    power_type: penalty
    exercise_levels: [township]
    organization: street
    legal_basis: [{law: test-law, article: 65}]
    --- # powers/permit.yaml
    kind: power
    id: permit
    power_type: licence
    organization: street
    ```

    In English: a penalty exercised by a township or subdistrict without a provincial decision, or a law or administrative
    regulation that says so: cited by the implementation, or by the power where townships alone exercise it. What a power that
    other levels exercise too cites (the law that sets the fine) does not count for the township, nor does a decision of a
    district or county (by the issuer's record or name).
    """
    for each in exercises(catalog):
        if _is_township(each) and (entry := entry_of(catalog, each.power, TOWNSHIP)) is not None:
            yield from _told(catalog, each, entry)


def _is_township(exercise: Exercise) -> bool:
    own = exercise.implementation["level"].text if exercise.implementation is not None else ""
    return TOWNSHIP in (own, exercise.body["level"].text if exercise.body is not None else "")


def _told(catalog: Catalog, exercise: Exercise, entry: Mapping[str, Any]) -> Iterator[Finding]:
    power, implementation = exercise.power, exercise.implementation
    own = implementation["legal_basis"] if implementation is not None else None
    basis = stated(catalog, power, "legal_basis")
    citations, of_power = read_list(catalog, own) if own is not None else [], read_list(catalog, basis)
    if levels_of(citations) is None or levels_of(of_power) is None or (own is not None and own.raw is not None and not own):
        return
    if len(of_power) < len(basis) or (own is not None and len(citations) < len(own)):
        return
    only = [each.text for each in power["exercise_levels"]] in ([TOWNSHIP], [])
    if any(_allows(catalog, each, entry) for each in citations):
        return
    # what sets the penalty gives it to townships only where they alone have it; a decision that can set none may be cited there
    giving = of_power if only else [each for each in of_power if not _sets_penalties(catalog, each)]
    if any(_allows(catalog, each, entry) for each in giving) or (only and not of_power):
        return
    at = exercise.at if implementation is None else own if citations and own is not None else implementation["level"]
    if not at:
        at = exercise.at
    name = exercise.body.name if exercise.body is not None else TOWNSHIPS
    yield finding(at, power=power.name, body=name, source=source_of(entry))


def _allows(catalog: Catalog, cited: Cited, entry: Mapping[str, Any]) -> bool:
    """Whether a citation may be what gives the penalty to townships."""
    if cited.law is None:
        return False
    level = cited.law["level"].text
    return level in entry["levels"] or (level in entry.get("decisions", ()) and not _is_local(catalog, cited.law))


def _sets_penalties(catalog: Catalog, cited: Cited) -> bool:
    entry = entry_for(table(catalog, ESTABLISHING)["establishing"], "penalty")
    return cited.law is not None and entry is not None and level_of(cited.law) in {each["level"] for each in entry["levels"]}


def _is_local(catalog: Catalog, law: Record) -> bool:
    """Whether all issuers that are known are below the province; a 直辖市's are provincial."""
    known = [_is_below(catalog, version) for version in law["versions"]]
    known = [each for each in known if each is not None]
    return bool(known) and all(known)


def _is_below(catalog: Catalog, version: Node) -> bool | None:
    """Whether a version's issuer is below the province, by its record or its name; ``None`` where that is not known."""
    issuer = catalog.target(version["issuer"])
    level = issuer["level"].text if issuer is not None else ""
    if level:
        return level not in ABOVE
    name = issuer.name if issuer is not None else version["issuer_name"].text
    return BELOW.search(name) is not None or None


TOWNSHIPS: Final = Text("乡镇街道", "a township")
