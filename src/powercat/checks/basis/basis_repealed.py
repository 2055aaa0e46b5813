"""PC302."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from powercat.checks.basis.successor import named, successors
from powercat.core.catalog import Catalog
from powercat.core.diagnostic import Severity
from powercat.core.record import Node, Record
from powercat.core.rule import Finding, finding, rule
from powercat.core.text import Text
from powercat.law.judged import judged
from powercat.power.life import day_of, today

AHEAD = Text(
    "《{law}》{end}起废止，到那天这里引用的依据就失效了",
    "“{law}” is repealed as of {end}; from that day on this basis no longer holds",
)
INSTEAD = Text(
    "改引替代它的{successors}：条号会变，逐条核对内容再改",
    "cite what took its place: {successors}; the numbers of articles change, so check each provision",
)
INSTEAD_AHEAD = Text(
    "在那天以前改引替代它的{successors}：条号会变，逐条核对内容再改",
    "before that day, cite what takes its place: {successors}; the numbers of articles change, so check each provision",
)
REPEALED_HERE = Text("在这里登记的废止", "the repeal is registered here")


@rule(
    "PC302",
    on="catalog",
    title=Text("依据已经废止", "a basis that is repealed"),
    message=Text("《{law}》{end}起已经废止，不能再作依据", "“{law}” was repealed as of {end} and is no basis any more"),
    hint=Text(
        "法规库没有写由哪部文件替代：查清以后在那部文件的记录里补上“替代文件”，再改引；没有替代的，这项内容就没有依据了",
        "the register does not say what took its place: find out, state it there as superseded_by, and cite that; "
        "where nothing did, there is no basis any more",
    ),
    basis=Text(
        "行政许可法第四条、行政处罚法第三十七条、第三十八条第一款；《关于本市进一步推进政府效能建设的意见》二（一）1：依据变了，目录"
        "跟着调整",
        "Administrative Licensing Law, art. 4; Administrative Penalty Law, art. 37 and 38(1); Shanghai opinions on government "
        "effectiveness (2015) II(1)1: the catalog follows its basis",
    ),
    together=Text(
        "{count} 处引用了已经废止或者就要废止的文件：按文件一部一部改引，用 powercat law impact 可以列出引用同一部文件的全部地方",
        "{count} citations of instruments that are, or soon will be, repealed: mend them law by law; powercat law impact lists "
        "all places that cite one",
    ),
)
def basis_repealed(catalog: Catalog) -> Iterator[Finding]:
    """
    **发现什么**：引用的法律文件，在看的那一天已经废止。

    **为什么**：依据失效了，事项、条件、材料、收费就没有根据；继续照着办，决定会被撤销。

    **怎么改**：法规库写了由哪部文件替代的，会说出来。条号一般都变了，要逐条核对，不能只换名字。

    ```yaml
    --- # laws/old-measures.yaml
    kind: law
    id: old-measures
    title: 示例市测试管理暂行办法
    versions: [{promulgated_on: 2010-01-01, effective_on: 2010-03-01}]
    repealed_on: 2025-01-01
    superseded_by: [new-regulation]
    --- # laws/new-regulation.yaml
    kind: law
    id: new-regulation
    title: 示例市测试条例
    versions: [{promulgated_on: 2024-10-01, effective_on: 2025-01-01}]
    --- # powers/test.yaml
    kind: power
    id: test
    legal_basis:
      - {law: old-measures, article: 5} #! PC302
      - {law: new-regulation, article: 7}
    ```

    看的是记录自己的时间：已经终止的事项、已经失效的手册，按它最后一天的法律看；还没有施行的，按施行那天看。裁量基准按它的事项看。

    ```yaml
    --- # laws/old-measures.yaml
    kind: law
    id: old-measures
    title: 示例市测试管理暂行办法
    versions: [{promulgated_on: 2010-01-01, effective_on: 2010-03-01}]
    repealed_on: 2025-01-01
    --- # powers/past.yaml
    kind: power
    id: past
    effective_from: 2011-01-01
    effective_to: 2024-12-31
    legal_basis: [{law: old-measures, article: 5}]
    --- # discretion/past.yaml
    kind: discretion
    id: past
    power: past
    legal_basis: [{law: old-measures, article: 30}]
    ```

    ```yaml
    --- # laws/old-measures.yaml
    kind: law
    id: old-measures
    title: 示例市测试管理暂行办法
    versions: [{promulgated_on: 2010-01-01, effective_on: 2010-03-01}]
    repealed_on: 2025-01-01
    --- # laws/leaving.yaml
    kind: law
    id: leaving
    title: 示例市检测办法
    versions: [{promulgated_on: 2010-01-01, effective_on: 2010-03-01}]
    repealed_on: 2026-10-01
    --- # powers/too-long.yaml
    kind: power
    id: too-long
    effective_from: 2011-01-01
    effective_to: 2025-01-01
    legal_basis: [{law: old-measures, article: 5}] #! PC302
    --- # powers/now.yaml
    kind: power
    id: now
    legal_basis: [{law: leaving, article: 1}]
    --- # powers/coming.yaml
    kind: power
    id: coming
    effective_from: 2027-01-01
    legal_basis: [{law: leaving, article: 1}] #! PC302
    ```

    还没有废止、但在 `--ahead` 说的天数以内就要废止的，先提醒（请核实），说明是哪一天。

    In English: the instrument cited is not in force on the day, which is --as-of clipped into the time in which the record holds:
    a record of the past is judged by the law of its time. What takes its place is named. With --ahead, repeals within so many
    days are told as warnings.
    """
    day = today(catalog)
    until = catalog.horizon if catalog.ahead > 0 else ""
    repealed = {law.id: end for law in catalog.of("law") if (end := day_of(law.data.get("repealed_on")))}
    instead: dict[str, tuple[Text, ...]] = {}
    for each in judged(catalog):
        end = repealed.get(each.law.id, "")
        if not end:
            continue
        is_ahead = end > each.day
        if is_ahead and (end > until or (each.last and end > each.last)):
            continue
        if each.law.id not in instead:
            # what is proposed must hold when the record is mended, not when the law was repealed
            instead[each.law.id] = tuple(named(law) for law in successors(catalog, each.law, max(day, end)))
        yield _finding(each.cited.node["law"], each.law, end, instead[each.law.id], is_ahead)


def _finding(at: Node, law: Record, end: str, instead: tuple[Text, ...], is_ahead: bool) -> Finding:
    args: dict[str, Any] = {"law": law.name, "end": end}
    hint = None
    if instead:
        args["successors"] = instead
        hint = INSTEAD_AHEAD if is_ahead else INSTEAD
    severity = Severity.WARNING if is_ahead else None
    return finding(at, AHEAD if is_ahead else None, hint, severity, [(law["repealed_on"], REPEALED_HERE)], **args)
