"""PC306."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from powercat.checks.basis.levels import any_of, entry_for, levels_of, severity_of, source_of, with_levels
from powercat.core.catalog import Catalog
from powercat.core.diagnostic import Severity
from powercat.core.record import Node, Record
from powercat.core.rule import Finding, finding, rule
from powercat.core.text import Text
from powercat.law.cited import Cited, read_list
from powercat.power.life import stated, status
from powercat.power.nature import power_type
from powercat.power.tables import table

TABLE: Final = "establishing_levels"

ROLES: Final = ("", "establishing")
"""A citation whose role is left out may be any."""

NO_ROLE = Text(
    "引用的依据没有一条写的是“{role}”，{type}由哪一条设定不清楚",
    "none of the citations is marked “{role}”, so what establishes the power ({type}) is not clear",
)
NO_ROLE_HINT = Text(
    "补上设定这项权力的规定；已经引用了的，把“依据的作用”改成“{role}”，或者不写",
    "cite the provision that establishes it; where it is there already, make its role “{role}” or leave the role out",
)


@rule(
    "PC306",
    on="power",
    title=Text("依据的级别不能设定这类权力", "a basis that may not establish such a power"),
    message=Text("{cited}不能设定{type}", "these may not establish such a power ({type}): {cited}"),
    hint=Text(
        "引用设定它的上位法：能设定{type}的是{levels}（依据：{source}）；没有的，退出目录",
        "cite the higher text that establishes it; those that may ({type}): {levels} (from: {source}); where there is none, take "
        "the power out of the catalog",
    ),
    basis=Text(
        "行政许可法第十四条、第十五条、第十七条；行政处罚法第十条至第十四条、第十六条；行政强制法第十条、第十三条第一款、第二十九条第一款；"
        "立法法（2023）第十一条、第九十一条第二款、第九十三条第六款",
        "Administrative Licensing Law, art. 14, 15 and 17; Administrative Penalty Law, art. 10 to 14 and 16; Administrative "
        "Coercion Law, art. 10, 13(1) and 29(1); Legislation Law (2023), art. 11, 91(2) and 93(6)",
    ),
    together=Text(
        "{count} 个事项引用的依据，没有一部能设定这一类权力",
        "{count} powers cite nothing that may establish a power of their type",
    ),
)
def level_cannot_establish(power: Record, catalog: Catalog) -> Iterator[Finding]:
    """
    **发现什么**：权力事项引用的设定依据里，没有一部能设定这一类权力：例如只引用部门规章的许可，只引用规范性文件的处罚。

    **为什么**：许可、处罚、强制由哪一级设定，法律有规定；部门规章和规范性文件一律不得设定许可，强制执行只能由法律设定。

    **怎么改**：引用设定它的上位法，下位的规定可以一起写。上位法没有设定的，退出目录。

    没有写“依据的作用”的，几种作用都算。哪一级可以设定什么，在数据文件 `establishing_levels.yaml` 里，一条一条写明出处；给付、确
    认、奖励、裁决、检查和其他各类没有统一规定，不核对。征收只有规章、规范性文件作依据的，提醒核实。草稿只提示。

    强制还要看名称：强制执行、代履行、划拨、强制拆除、加处罚款、滞纳金，冻结、限制人身自由的，只有法律可以设定。

    ```yaml
    --- # laws/test-law.yaml
    kind: law
    id: test-law
    title: 测试法
    level: law
    --- # laws/test-rule.yaml
    kind: law
    id: test-rule
    title: 测试管理办法
    level: departmental_rule
    --- # laws/test-notice.yaml
    kind: law
    id: test-notice
    title: 关于做好测试工作的通知
    level: normative_document
    --- # powers/permit.yaml
    kind: power
    id: permit
    power_type: licence
    legal_basis: [{law: test-rule, article: 5}, {law: test-notice}] #! PC306
    --- # powers/permit-by-law.yaml
    kind: power
    id: permit-by-law
    power_type: licence
    legal_basis: [{law: test-law, article: 9, role: establishing}, {law: test-rule, article: 5, role: implementing}]
    --- # powers/fine.yaml
    kind: power
    id: fine
    power_type: penalty
    legal_basis: [{law: test-rule, article: 30}]
    --- # powers/fine-by-notice.yaml
    kind: power
    id: fine-by-notice
    power_type: penalty
    legal_basis: [{law: test-notice}] #! PC306
    --- # powers/seizure.yaml
    kind: power
    id: seizure
    power_type: compulsion
    legal_basis: [{law: test-rule, article: 31}] #! PC306
    --- # powers/levy.yaml
    kind: power
    id: levy
    power_type: levy
    legal_basis: [{law: test-notice}] #! PC306
    --- # powers/rule-levy.yaml
    kind: power
    id: rule-levy
    power_type: levy
    legal_basis: [{law: test-rule, article: 8}] #! PC306
    --- # powers/subsidy.yaml
    kind: power
    id: subsidy
    power_type: benefit
    legal_basis: [{law: test-notice}]
    ```

    ```yaml
    --- # laws/local.yaml
    kind: law
    id: local
    title: 示例市测试条例
    level: local_regulation
    --- # laws/regulation.yaml
    kind: law
    id: regulation
    title: 测试条例
    level: administrative_regulation
    --- # laws/test-law.yaml
    kind: law
    id: test-law
    title: 测试法
    level: law
    --- # powers/demolition.yaml
    kind: power
    id: demolition
    name: 强制拆除违法建筑
    power_type: compulsion
    legal_basis: [{law: local, article: 40}] #! PC306
    --- # powers/freezing.yaml
    kind: power
    id: freezing
    name: 冻结存款
    power_type: compulsion
    legal_basis: [{law: regulation, article: 41}] #! PC306
    --- # powers/freezing-by-law.yaml
    kind: power
    id: freezing-by-law
    name: 冻结汇款
    power_type: compulsion
    legal_basis: [{law: test-law, article: 40}, {law: regulation, article: 41}]
    --- # powers/sealing.yaml
    kind: power
    id: sealing
    name: 查封场所
    power_type: compulsion
    legal_basis: [{law: local, article: 42}]
    ```

    上位法只写成“实施依据”的，也算没有设定依据；子项沿用主项依据的，在主项上说。

    ```yaml
    --- # laws/test-law.yaml
    kind: law
    id: test-law
    title: 测试法
    level: law
    --- # laws/test-rule.yaml
    kind: law
    id: test-rule
    title: 测试管理办法
    level: departmental_rule
    --- # powers/main.yaml
    kind: power
    id: main
    power_type: licence
    legal_basis: [{law: test-law, article: 9, role: supervising}] #! PC306
    --- # powers/sub.yaml
    kind: power
    id: sub
    power_type: licence
    parent: main
    ```

    引用的文件有没有登记的，先由 PC309 说。

    ```yaml
    --- # laws/test-rule.yaml
    kind: law
    id: test-rule
    title: 测试管理办法
    level: departmental_rule
    --- # powers/unknown.yaml
    kind: power
    id: unknown
    power_type: licence
    legal_basis: [{law: test-rule, article: 5}, {law: nowhere}]
    ```

    In English: none of the power's citations may establish a power of its type; a citation without a role counts as any. Which
    levels may is a table with sources (`establishing_levels.yaml`), which for compulsion knows kinds by words in the power's
    name; types for which the law has no common rule are not judged. Silent where an instrument is not in the register, and for
    powers that have ended; of drafts it is a note.
    """
    own_type = power_type(power)
    entry = entry_for(table(catalog, TABLE)["establishing"], own_type)
    if entry is None or status(catalog, power) == "ended":
        return
    basis = stated(catalog, power, "legal_basis")
    if not basis:
        return
    is_told = basis.record is not power and power_type(basis.record) == own_type
    kinds = [each for each in _kinds(catalog, power) if not is_told or each not in _kinds(catalog, basis.record)]
    # a main item of another type, or without the kind in its name: its basis is judged anew at the sub-item that takes it over
    at = basis if basis.record is power else power["name" if is_told else "power_type"]
    if kinds or not is_told:
        for each, found in _judge(catalog, power, at, read_list(catalog, basis), [entry, *kinds], len(basis)):
            if not is_told or each is not entry:
                yield found


def _kinds(catalog: Catalog, power: Record) -> Sequence[Mapping[str, Any]]:
    """The kinds of the table of which a power is by its name."""
    own = power_type(power)
    kinds = table(catalog, TABLE).get("kinds", ())
    return [each for each in kinds if each["type"] == own and any(word in power.name for word in each["words"])]


def _judge(
    catalog: Catalog, power: Record, at: Node, citations: Sequence[Cited], entries: Sequence[Mapping[str, Any]], number: int
) -> Iterator[tuple[Mapping[str, Any], Finding]]:
    """The first entry by which the power may not rest on what it cites, with what is to be told."""
    levels = levels_of(citations)
    if not levels or len(levels) < number:
        return
    is_draft = status(catalog, power) == "draft"
    type_words = power["power_type"].words
    roles = catalog.schemas["power"].field("/legal_basis/*/role").choices
    establishing = [each for each in citations if each.role in ROLES or each.role not in roles]
    if not establishing:
        role = roles["establishing"].title
        severity = Severity.INFO if is_draft else severity_of(entries[0])
        yield entries[0], finding(at, NO_ROLE, NO_ROLE_HINT, severity, type=type_words, role=role)
        return
    own = levels_of(establishing) or ()
    entry = next((each for each in entries if not any_of(own, _levels(each))), None)
    if entry is None:
        return
    told = finding(
        at,
        severity=Severity.INFO if is_draft else severity_of(entry),
        type=Text(entry["name"], entry.get("name_en", entry["name"])) if "name" in entry else type_words,
        cited=with_levels(establishing),
        levels=tuple(_at_most(catalog, each) for each in entry["levels"]),
        source=source_of(entry),
    )
    yield entry, told


def _levels(entry: Mapping[str, Any]) -> Sequence[str]:
    return [each if isinstance(each, str) else each["level"] for each in entry["levels"]]


def _at_most(catalog: Catalog, level: str | Mapping[str, Any]) -> Text:
    entry = {"level": level} if isinstance(level, str) else level
    title = catalog.schemas["law"].field("/level").choices[entry["level"]].title
    if "at_most" not in entry:
        return title
    return Text(f"{title.zh}（{entry['at_most']}）", f"{title.en} ({entry.get('at_most_en', entry['at_most'])})")
