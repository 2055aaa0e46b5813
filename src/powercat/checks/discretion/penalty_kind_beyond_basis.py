"""PC522."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from powercat.checks.basis.level_cannot_establish import TABLE as ESTABLISHING
from powercat.checks.basis.levels import any_of, entry_for, level_titles, levels_of, source_of, with_levels
from powercat.checks.discretion.tables import penalty_of
from powercat.core.catalog import Catalog
from powercat.core.record import Node, Record
from powercat.core.rule import Finding, finding, rule
from powercat.core.text import Text
from powercat.law.cited import Cited, read_list
from powercat.power.life import stated
from powercat.power.tables import table

TABLE: Final = "penalty_kinds"


@rule(
    "PC522",
    on="discretion",
    severity="warning",
    title=Text("依据不能设定这种处罚", "a penalty that its basis may not set"),
    message=Text(
        "裁量结果“{outcome}”是{kind}，只有{levels}可以设定，引用的是{cited}",
        "the outcome “{outcome}” is of this kind: {kind}; only these may set it: {levels}; what is cited: {cited}",
    ),
    hint=Text(
        "引用设定这种处罚的上位法；没有的，删掉这种处罚（依据：{source}）",
        "cite the higher text that sets this kind; where there is none, take it out (from: {source})",
    ),
    basis=Text("行政处罚法第九条、第十条至第十四条", "Administrative Penalty Law, art. 9 and 10 to 14"),
    together=Text("{count} 种处罚，引用的依据都不能设定", "{count} penalties that none of what is cited may set"),
)
def penalty_kind_beyond_basis(discretion: Record, catalog: Catalog) -> Iterator[Finding]:
    """
    **发现什么**：裁量结果里有一种处罚，裁量基准和事项引用的依据，没有一部能设定：例如只引用规章，却有吊销许可证。

    **为什么**：规章没有上位法的，只能设定警告、通报批评和一定数额的罚款；地方性法规不能设定限制人身自由、吊销营业执照；限制人身
    自由只能由法律设定。

    **怎么改**：引用设定它的上位法。没有的，删掉。一份基准里同一种处罚说一次。

    移送、建议别的机关作的处罚，不是本机关的，不看；暂扣车辆、物品是扣押，不是暂扣许可证件。只要引用了能设定它的上位法，就不说；
    引用的文件没有登记的，由 PC309 说；连处罚都不能设定的，由 PC306 说。

    ```yaml
    --- # laws/test-rule.yaml
    kind: law
    id: test-rule
    title: 测试管理办法
    level: departmental_rule
    --- # powers/fine.yaml
    kind: power
    id: fine
    power_type: penalty
    legal_basis: [{law: test-rule, article: 30}]
    --- # discretion/fine.yaml
    kind: discretion
    id: fine
    power: fine
    legal_basis: [{law: test-rule, article: 31}]
    outputs:
      - {id: fine, name: 罚款数额, type: range}
      - id: more
        name: 其他处罚
        type: set
        values:
          - {value: warning, label: 警告}
          - {value: revoke, label: 吊销许可证} #! PC522
          - {value: revoke_all, label: 吊销全部许可证}
          - {value: disqualify, label: 取消三年内的投标资格} #! PC522
          - {value: ban, label: 五年内不得从事检测活动} #! PC522
          - {value: leave, label: 限期出境} #! PC522
          - {value: withhold, label: 暂扣检测许可证六个月} #! PC522
          - {value: vehicle, label: 暂扣车辆}
          - {value: police, label: 罚款；移送公安机关，由其处行政拘留}
    ```

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
    --- # powers/fine.yaml
    kind: power
    id: fine
    power_type: penalty
    legal_basis: [{law: test-law, article: 60}]
    --- # discretion/fine.yaml
    kind: discretion
    id: fine
    power: fine
    legal_basis: [{law: test-rule, article: 31}]
    outputs:
      - {id: more, name: 其他处罚, type: set, values: [{value: revoke, label: 吊销许可证}]}
    ```

    In English: an outcome of a penalty's benchmark names a kind that none of the instruments cited (by the benchmark and by the
    power) may set. What another body is asked to do (移送, 建议) is passed over. Kinds are known by words, which with their
    levels are a table (`penalty_kinds.yaml`).
    """
    power = penalty_of(catalog, discretion)
    if power is None:
        return
    of_power = stated(catalog, power, "legal_basis")
    citations = [*read_list(catalog, discretion["legal_basis"]), *read_list(catalog, of_power)]
    levels = levels_of(citations)
    if not levels or len(levels) < len(of_power) + len(discretion["legal_basis"]) or not _may_penalise(catalog, levels):
        return
    told: set[str] = set()
    others = _pattern([word for entry in table(catalog, TABLE)["handed_over"] for word in entry["words"]])
    outcomes = [(said, re.sub(f"(?:{others})[^。；;]*", "", said), node) for said, node in _outcomes(discretion)]
    for entry in table(catalog, TABLE)[TABLE]:
        if not any_of(levels, entry["levels"]):
            words = re.compile(_pattern(entry["words"]))
            named = next(((said, node) for said, own, node in outcomes if words.search(own)), None)
            # 吊销营业执照 is 吊销 as well
            if named is not None and named[1].pointer not in told:
                told.add(named[1].pointer)
                yield _finding(catalog, named, entry, citations)


def _finding(catalog: Catalog, named: tuple[str, Node], entry: Mapping[str, Any], citations: Sequence[Cited]) -> Finding:
    return finding(
        named[1],
        outcome=named[0],
        kind=Text(entry["name"], entry.get("name_en", entry["name"])),
        levels=level_titles(catalog, entry["levels"]),
        cited=with_levels(citations),
        source=source_of(entry),
    )


def _outcomes(discretion: Record) -> Iterator[tuple[str, Node]]:
    """What the outputs may be, in words: their listed values, else their names."""
    for output in discretion["outputs"]:
        if output["values"] and len(output["values"]):
            yield from ((value["label"].text or value["value"].text, value) for value in output["values"])
        else:
            yield output["name"].text, output


def _pattern(words: Sequence[str]) -> str:
    """Any of the words; an ellipsis in one stands for up to twelve characters of the same clause."""
    return "|".join("[^，、。；,;]{0,12}?".join(map(re.escape, word.split("…"))) for word in words)


def _may_penalise(catalog: Catalog, levels: Sequence[str]) -> bool:
    """Whether something that is cited may establish penalties at all; else that is told of the power."""
    entry = entry_for(table(catalog, ESTABLISHING)["establishing"], "penalty")
    return entry is None or any_of(levels, [each["level"] for each in entry["levels"]])
