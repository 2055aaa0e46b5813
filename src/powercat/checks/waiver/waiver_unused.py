"""PC802."""

from __future__ import annotations

from collections.abc import Iterator

from powercat.core.rule import Finding, finding, rule
from powercat.core.text import Text
from powercat.core.waiver import Waiver

_GONE = Text(
    "{record} 的 {code} 问题已经没有了，清单里还登记着", "{record} has no such {code} any more, yet it is in the baseline"
)
_FEWER = Text(
    "{record} 的 {code} 问题登记了 {count} 处，现在只有 {now} 处", "of {count} findings of {code} in {record} only {now} are left"
)
_REWRITE = Text(
    "运行 powercat validate --write-baseline 更新清单，免得以后新出的同样问题被它盖住",
    "run powercat validate --write-baseline, lest it hide a new fault of the same kind later",
)


@rule(
    "PC802",
    on="waiver",
    severity="warning",
    title=Text("暂缓用不上了", "waiver unused"),
    message=Text("这里没有 {code} 的问题，这条暂缓用不上了", "there is no finding of {code} here; the waiver is of no use"),
    hint=Text(
        "删掉它，免得以后真有这样的问题也不提示；写错了位置的，移到有问题的那一栏",
        "delete it, lest it hide a fault later; if it stands at the wrong place, move it to the field that has the fault",
    ),
    basis=Text("《与存量问题共处》：用不上的暂缓", "Living with an imperfect catalog: waivers of no use"),
    together=Text("{count} 条暂缓用不上了", "{count} waivers are of no use"),
)
def waiver_unused(waiver: Waiver) -> Iterator[Finding]:
    """
    **发现什么**：暂缓的问题已经没有了，暂缓还留着；或者注释写错了位置，盖不住它要盖的问题；或者存量问题清单里登记的比现在有的多。

    **为什么**：留着的暂缓会把以后新出的同样问题盖住，谁也看不见。

    **怎么改**：删掉它。存量问题清单用 `powercat validate --write-baseline` 更新。
    没有检查的规则不算：规则关掉了、这次没有选它、有文件读不了、这条记录还有写法问题（PC1）的时候，都不说用不上；清单只在检查整个目录时说。

        kind: material
        id: id-card
        name: 居民身份证  # powercat: ignore PC404 -- 名称等市里统一     ← 名称已经改清楚了，PC802

    In English: a waiver that puts off nothing: its fault was mended, or it stands at the wrong place, or the baseline counts more
    than there is. It would hide a new fault of the same kind. Nothing is said of rules that did not run or were not selected,
    nor while the record breaks its schema or a file cannot be read; of the baseline only when the whole catalog is checked.
    """
    if waiver.key is None:
        for code in waiver.unused:
            yield finding(waiver.at("rule"), code=code)
    elif waiver.left:
        code, record, field = waiver.key
        now = waiver.count - waiver.left
        message = _FEWER if now else _GONE
        yield finding(waiver.at(), message, _REWRITE, code=code, record=f"{record}{field}", count=waiver.count, now=now)
