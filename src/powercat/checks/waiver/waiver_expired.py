"""PC801."""

from __future__ import annotations

from collections.abc import Iterator

from powercat.core.diagnostic import Severity
from powercat.core.rule import Finding, finding, rule
from powercat.core.text import Text
from powercat.core.waiver import Waiver

ENDING = Text("{codes} 只暂缓到 {until}，快到期了", "{codes} is put off until {until}, which is near")
ENDING_HINT = Text(
    "到期以前改好问题，删掉这条暂缓；来不及的，和审核的人商定新的期限，改期限、写清理由",
    "mend the fault before that day and delete the waiver; if there is not the time, agree on a new day and say why",
)


@rule(
    "PC801",
    on="waiver",
    severity="warning",
    title=Text("暂缓过期了", "waiver expired"),
    message=Text(
        "{codes} 只暂缓到 {until}，期限已经过了，这条暂缓不再起作用",
        "{codes} was put off until {until}; that day has passed, and the waiver no longer counts",
    ),
    hint=Text(
        "问题改好了，就删掉这条暂缓；确实还要缓的，和审核的人商定新的期限，改期限、写清理由",
        "if the fault is mended, delete the waiver; if it must be put off again, agree on a new day and say why",
    ),
    basis=Text("《与存量问题共处》：期限", "Living with an imperfect catalog: the last day"),
    together=Text("{count} 条暂缓过期了", "{count} waivers have expired"),
)
def waiver_expired(waiver: Waiver) -> Iterator[Finding]:
    """
    **发现什么**：记录里的暂缓说明、行尾的暂缓注释、存量问题清单里的一条，写的期限已经过了。

    **为什么**：暂缓是约定到某一天改好。过了那一天，它就不起作用了：还没有改的问题照样提示，已经改好的，这条暂缓没有用了。

    **怎么改**：改好问题，删掉这条暂缓；还要缓的，商定新的期限。期限那一天当天还算数。
    加了 `--ahead 天数` 的，这些天里要过期的也提示（只作提示）。

    ```yaml
    kind: material
    id: id-card
    waivers:
      - rule: PC406
        reason: 等市级材料库并库
        until: 2026-06-30 #! PC801
    ```

    ```yaml
    kind: material
    id: id-card # powercat: 暂缓 PC406 —— 等市级材料库并库 —— 到 2026-06-30 #! PC801
    ```

    ```yaml
    kind: material
    id: id-card
    name: 身份证 # powercat: ignore PC406 -- 等市级材料库并库 -- until 2026-07-01
    waivers:
      - rule: PC401
        reason: 等市级材料库并库
        until: 2026-12-31
      - rule: PC404
        reason: 没有期限的，不会过期
    ```

    In English: the last day of a waiver has passed, in a record, in a comment or in the baseline, so it no longer
    counts: what is not mended is told. Mend the fault and delete the waiver, or agree on a new day. On the last
    day itself the waiver still counts. With `--ahead DAYS` those that will run out within these days are told too, as a hint.
    """
    if waiver.expired:
        yield finding(waiver.at("until"), codes=waiver.codes, until=waiver.until)
    elif waiver.ending:
        yield finding(waiver.at("until"), ENDING, ENDING_HINT, severity=Severity.INFO, codes=waiver.codes, until=waiver.until)
