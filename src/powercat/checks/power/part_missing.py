"""PC217."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from powercat.checks.power.chain import Chain, Link, chain_of, holes, stages_of, words
from powercat.core.catalog import Catalog
from powercat.core.record import Node, Record
from powercat.core.rule import Finding, finding, rule
from powercat.core.text import Text
from powercat.power.family import is_whole, lineage
from powercat.power.item import powers_of
from powercat.power.life import life, today
from powercat.power.nature import Group, group
from powercat.power.once import once
from powercat.power.standard import edition
from powercat.power.tables import source_of, table
from powercat.power.unread import is_doubtful

EITHER = Text(
    "{of}要写“{part}”（{name}）或者“{other}”（{other_name}），这里都没有",
    "{of} must state “{part}” ({name}) or “{other}” ({other_name}); neither is here",
)
EITHER_HINT = Text("补上“{part}”：{help}（依据：{source}）", "state “{part}”: {help} (from: {source})")
LIST_HINT = Text(
    "补上“{part}”：{help}没有的写空列表 []，表示“没有”（依据：{source}）",
    "state “{part}”: {help} Where there is none write [], which says so (from: {source})",
)
CHAIN = Text("{of}的办理流程里没有{stages}", "the procedure lacks {stages} ({of})")
CHAIN_HINT = Text(
    "补上这些步骤；已经有这一步的，把它的环节选对（依据：{source}）",
    "add these steps; where a step is there, give it the right stage (from: {source})",
)

OF: Final[Mapping[Group, Text]] = {
    "licence": Text("行政许可", "a licence"),
    "application": Text("依申请的事项", "a power on application"),
    "ex_officio": Text("依职权的事项", "a power ex officio"),
    "public_service": Text("公共服务", "a public service"),
}


@dataclass(frozen=True, slots=True)
class Demand:
    """A field that records of a kind must state for some groups of powers. ``other`` is a field that will do as well; ``sources``
    are those of groups that have one of their own.
    """

    part: str
    other: str
    groups: frozenset[str]
    source: Text
    sources: Mapping[str, Text] = field(default_factory=dict)


@once
def demands(catalog: Catalog) -> Mapping[str, Sequence[Demand]]:
    """The demands this rule tells, by what states them: ``power``, ``handbook``, ``handling_item``, ``guide``."""
    found: defaultdict[str, list[Demand]] = defaultdict(list)
    entries: list[dict[str, Any]] = table(catalog, "demands")["demands"]
    for entry in entries:
        if "told_by" not in entry:
            sources = {each["of"]: source_of(each) for each in entry.get("sources", ())}
            demand = Demand(entry["part"], entry.get("or", ""), frozenset(entry["of"]), source_of(entry), sources)
            found[entry["record"]].append(demand)
    return found


@rule(
    "PC217",
    on="catalog",
    title=Text("缺少应有的内容", "a part is missing"),
    message=Text("{of}要写“{part}”（{name}），这里没有", "{of} must state “{part}” ({name}); it is not here"),
    hint=Text(
        "补上“{part}”：{help}（依据：{source}）",
        "state “{part}”: {help} (from: {source})",
    ),
    basis=Text(
        "《关于本市进一步推进政府效能建设的意见》二（一）2、3：细化、量化条件、标准、范围、申报材料、程序、环节、事后监督措施；"
        "行政许可法第三十条",
        "Shanghai opinions on government effectiveness (2015) II(1)2 and 3: conditions, standards, scope, materials, procedure, "
        "steps and supervision in detail; "
        "Administrative Licensing Law, art. 30",
    ),
    together=Text(
        "{count} 处缺少这一类权力应有的内容：一本手册一本手册补",
        "{count} parts that such a power demands are missing: fill them handbook by handbook",
    ),
    draft="warning",
)
def part_missing(catalog: Catalog) -> Iterator[Finding]:
    """
    **发现什么**：权力事项、业务手册、业务办理项里，缺少这一类权力应当写明的内容。

    **为什么**：业务手册是操作标准，条件、材料、程序、期限、收费都要细化、量化；没有写的，经办人和申请人都不知道按什么办。

    **怎么改**：补上缺的内容。确实没有的，写空列表 `[]`（例如不收费写 `fees: []`），表示“没有”，和“没有写”不一样。

    各类权力要写什么，在数据文件 `demands.yaml` 里，一条一条写明依据：

    - 许可：权力事项写生效日期（设定依据由 PC301 说，登记备案由 PC205 说）；业务手册写编号、发布日期、发布机关、事后监管、归档、法
      律文书；业务办理项写办件类型、服务对象、办理条件、申请材料、办理流程、收费、审批结果（法定和承诺时限由 PC610 说）。
    - 其他依申请的：同许可，不要求事后监管。
    - 依职权的：权力事项和业务手册同上；业务办理项写办理流程，环节齐全。
    - 公共服务：业务办理项写办理条件或者适用范围、服务对象。

    ```yaml
    --- # powers/food-licence.yaml
    kind: power #! PC217
    id: food-licence
    power_type: licence
    legal_basis: []
    --- # powers/guidance.yaml
    kind: power
    id: guidance
    power_type: public_service
    ```

    主项和子项都没有写的，只在主项上说一次。

    ```yaml
    --- # powers/main.yaml
    kind: power #! PC217
    id: main
    power_type: licence
    --- # powers/sub.yaml
    kind: power
    id: sub
    power_type: licence
    parent: main
    ```

    子项沿用主项的依据和日期；办理项沿用手册的共用内容（defaults），自己写了空列表的，以自己的为准，也算写了。

    ```yaml
    --- # powers/main.yaml
    kind: power
    id: main
    power_type: licence
    effective_from: 2021-05-01
    legal_basis: [{law: food-safety-law}]
    --- # powers/sub.yaml
    kind: power
    id: sub
    power_type: licence
    parent: main
    --- # handbooks/food.yaml
    kind: handbook
    id: food
    powers: [sub]
    number: 1号
    issuer: sh
    issued_on: 2025-12-10
    effective_on: 2026-01-01
    documents: []
    post_supervision: []
    archiving: {contents: []}
    defaults: {case_type: committed, service_objects: [enterprise], fees: []}
    handling_items:
      - id: new
        conditions: []
        materials: []
        statutory_limit: {value: 20, unit: working_day}
        promised_limit: {value: 10, unit: working_day}
        procedure: []
        outputs: []
      - id: change #! PC217
        service_objects: []
        conditions: []
        materials: []
        statutory_limit: {none: true, reason: 没有规定}
        procedure: []
        fees: []
    ```

    依职权的手册，办理流程的环节要齐全；不要材料、承诺时限和收费。

    ```yaml
    --- # powers/fine.yaml
    kind: power
    id: fine
    power_type: penalty
    effective_from: 2021-07-15
    legal_basis: [{law: food-safety-law}]
    --- # handbooks/fine.yaml
    kind: handbook #! PC217
    id: fine
    powers: [fine]
    number: 2号
    issuer: sh
    issued_on: 2025-12-10
    effective_on: 2026-01-01
    documents: []
    handling_items:
      - id: ordinary
        type: ordinary_procedure
        procedure:
          - {id: file, stage: case_filing} #! PC217
          - {id: look, stage: investigation}
          - {id: decide, stage: decision}
      - id: summary
        type: summary_procedure
        procedure:
          - {id: tell, stage: notification}
          - {id: decide, stage: decision}
          - {id: hand, stage: service_of_documents}
    ```

    写了名称、没有写内容的，由格式检查说；有一步的环节没有写或者写错了的，先改那一步，不说缺环节。

    ```yaml
    --- # powers/fine.yaml
    kind: power
    id: fine
    power_type: penalty
    effective_from:
    legal_basis: [{law: food-safety-law}]
    --- # handbooks/fine.yaml
    kind: handbook
    id: fine
    powers: [fine]
    number:
    issuer: sh
    issued_on: 2025-12-10
    effective_on: 2026-01-01
    documents: []
    archiving: {contents: []}
    handling_items:
      - id: ordinary
        procedure:
          - {id: file, stage: case_filing}
          - {id: look}
      - id: forced
        procedure:
          - {id: file, stage: filing}
    ```

    公共服务只要条件（或者适用范围）和服务对象；草稿、已经终止的权力和失效的手册不看；类型写错了的由格式检查说。

    ```yaml
    --- # powers/guidance.yaml
    kind: power
    id: guidance
    power_type: public_service
    --- # powers/draft.yaml
    kind: power
    id: draft
    power_type: licence
    draft: true
    --- # handbooks/guidance.yaml
    kind: handbook
    id: guidance
    powers: [guidance]
    effective_on: 2026-01-01
    handling_items:
      - id: booking
        scope: 准备开店的人
        service_objects: [natural_person]
      - id: visit
        scope: 准备开店的人
        service_objects: 个人
    --- # handbooks/draft.yaml
    kind: handbook
    id: draft
    powers: [draft]
    effective_on: 2026-01-01
    handling_items: [{id: new}]
    --- # handbooks/unknown.yaml
    kind: handbook
    id: unknown
    powers: [nowhere]
    effective_on: 2026-01-01
    handling_items: [{id: new}]
    ```

    In English: what each type of power must state is a table with sources (`demands.yaml`). What comes from the handbook's
    defaults or the main item counts, and `[]` counts as stated. Drafts, ended powers and ended editions are exempt. A value of
    the wrong type is told by the schema's rules, not here.
    """
    yield from _powers(catalog)
    yield from _handbooks(catalog)
    yield from _guides(catalog)


@once
def _groups(catalog: Catalog) -> Mapping[str, Group]:
    """The group of each power that must be complete: neither a draft nor ended, of a known type."""
    day = today(catalog)
    found: dict[str, Group] = {}
    for power in catalog.of("power"):
        own = group(power)
        if own is not None and life(catalog, power).status(day) not in ("draft", "ended"):
            found[power.id] = own
    return found


def _powers(catalog: Catalog) -> Iterator[Finding]:
    groups = _groups(catalog)
    for power in catalog.of("power"):
        own = groups.get(power.id)
        if own is None:
            continue
        for demand in demands(catalog)["power"]:
            line = lineage(catalog, power)
            if own not in demand.groups or any(demand.part in each.data for each in line):
                continue
            # what the main item must state itself is told there, once for all its sub-items
            if is_whole(catalog, power) and not any(groups.get(each.id) in demand.groups for each in line[1:]):
                yield _told(power.root, demand, own)


def _told(parent: Node, demand: Demand, own: Group) -> Finding:
    at = parent[demand.part]
    args: dict[str, Any] = {
        "of": OF[own],
        "part": at.label,
        "name": demand.part,
        "help": at.field.help,
        "source": demand.sources.get(own, demand.source),
    }
    if demand.other:
        return finding(at, EITHER, EITHER_HINT, other=parent[demand.other].label, other_name=demand.other, **args)
    may_be_none = parent.pointer and at.field.type == "array"
    return finding(at, None, LIST_HINT if may_be_none else None, **args)


def _handbooks(catalog: Catalog) -> Iterator[Finding]:
    groups, day = _groups(catalog), today(catalog)
    of_handbook, of_item = demands(catalog)["handbook"], demands(catalog)["handling_item"]
    for handbook in catalog.of("handbook"):
        last = edition(catalog, handbook).last
        named = handbook.data.get("powers")
        owners = [each for each in named if isinstance(each, str) and each in groups] if isinstance(named, list) else []
        if not owners or (last and last < day):
            continue
        own = dict.fromkeys(groups[each] for each in owners)
        for demand in of_handbook:
            demanding = next((each for each in own if each in demand.groups), None)
            if demanding is not None and demand.part not in handbook.data:
                yield _told(handbook.root, demand, demanding)
        yield from _items(catalog, handbook, owners, of_item)


def _items(catalog: Catalog, handbook: Record, owners: Sequence[str], of_item: Sequence[Demand]) -> Iterator[Finding]:
    groups = _groups(catalog)
    stated, shared = handbook.data.get("handling_items"), handbook.data.get("defaults")
    defaults = shared if isinstance(shared, dict) else {}
    for number, item in enumerate(stated if isinstance(stated, list) else ()):
        if not isinstance(item, dict):
            continue
        owner = item.get("power")
        names = [owner] if isinstance(owner, str) else owners
        own = dict.fromkeys(groups[each] for each in names if each in groups)
        if not own:
            continue
        first = next(iter(own))
        for demand in of_item:
            # an item that may belong to unlike powers must only have what all of them demand
            if demand.groups.issuperset(own) and not _has(item, defaults, demand):
                yield _told(handbook.at(f"/handling_items/{number}"), demand, first)
        if first == "ex_officio" and len(own) == 1:
            yield from _procedure(catalog, handbook, names, number, item)


def _has(item: Mapping[str, object], defaults: Mapping[str, object], demand: Demand) -> bool:
    names = (demand.part, demand.other) if demand.other else (demand.part,)
    return any(name in item or name in defaults for name in names)


def _procedure(
    catalog: Catalog, handbook: Record, names: Iterable[str], number: int, item: Mapping[str, object]
) -> Iterator[Finding]:
    steps = item.get("procedure")
    if not isinstance(steps, list):
        return
    stages = stages_of(handbook.kind.field("/handling_items/*/procedure/*/stage"), steps)
    powers = [power for name in names if (power := catalog.find("power", name)) is not None]
    chains = [chain for power in powers if (chain := chain_of(catalog, power)) is not None]
    if not chains or stages is None:
        return
    sort = handbook.at(f"/handling_items/{number}/type")
    summary = sort.text == "summary_procedure"
    missing = _common_holes(chains, stages, summary)
    if missing and (not sort or is_doubtful(sort)):  # it may be one
        summary, missing = True, _common_holes(chains, stages, True)
    if missing:
        at = handbook.at(f"/handling_items/{number}/procedure")
        stage = handbook.kind.field("/handling_items/*/procedure/*/stage")
        source = chains[0].summary_source if summary and chains[0].summary else chains[0].source
        yield finding(
            at,
            CHAIN,
            CHAIN_HINT,
            of=powers[0]["power_type"].words,
            stages=tuple(words(stage, link) for link in missing),
            source=source,
        )


def _common_holes(chains: Sequence[Chain], stages: Collection[str], summary: bool) -> Sequence[Link]:
    """The steps that are wanting for each of the chains."""
    each = [holes([link for link in _links(chain, summary) if link.step], stages) for chain in chains]
    return [link for link in each[0] if all(link in other for other in each[1:])]


def _links(chain: Chain, summary: bool) -> Sequence[Link]:
    return chain.summary if summary and chain.summary else chain.links


def _guides(catalog: Catalog) -> Iterator[Finding]:
    groups = _groups(catalog)
    wanted = demands(catalog).get("guide", ())
    for guide in catalog.of("guide") if wanted else ():
        series = catalog.known("handbook#/series").get(guide["handbook"].text, ())
        powers = [power for handbook in series for power in powers_of(catalog, handbook)]
        own = dict.fromkeys(groups[power.id] for power in powers if power.id in groups)
        for demand in wanted:
            if own and demand.groups.issuperset(own) and demand.part not in guide.data:
                yield _told(guide.root, demand, next(iter(own)))
