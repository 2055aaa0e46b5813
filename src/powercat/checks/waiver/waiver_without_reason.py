"""PC803."""

from __future__ import annotations

from collections.abc import Iterator

from powercat.core.rule import Finding, finding, rule
from powercat.core.text import Text
from powercat.core.waiver import Waiver


@rule(
    "PC803",
    on="waiver",
    severity="error",
    title=Text("暂缓没有写理由", "waiver without a reason"),
    message=Text("暂缓 {codes} 没有写理由，不算数", "{codes} is put off without a reason, which does not count"),
    hint=Text(
        "写清为什么现在改不了、打算怎样改。注释这样写：# powercat: 暂缓 PC403 —— 理由 —— 到 2026-12-31",
        "say why it cannot be mended now and what is planned; in a comment: # powercat: ignore PC403 -- reason -- until "
        "2026-12-31",
    ),
    basis=Text("《与存量问题共处》：理由", "Living with an imperfect catalog: the reason"),
    together=Text("{count} 条暂缓没有写理由", "{count} waivers give no reason"),
)
def waiver_without_reason(waiver: Waiver) -> Iterator[Finding]:
    """
    **发现什么**：暂缓了一条检查，没有写为什么。

    **为什么**：暂缓的问题公众看得见、上级查得到，审核的人要知道为什么现在不改。没有理由的暂缓不算数，问题照样提示。

    **怎么改**：补上理由。存量问题清单可以一次写上：`powercat validate --write-baseline --reason "……"`。

    ```yaml
    kind: material
    id: id-card
    waivers:
      - rule: PC406 #! PC803
    ```

    ```yaml
    kind: material
    id: id-card # powercat: ignore PC404, PC406 -- until 2026-12-31 #! PC803
    ```

    ```yaml
    kind: material
    id: id-card # powercat: ignore PC404, PC406 -- 名称等市里统一 -- until 2026-12-31
    waivers:
      - rule: PC401
        reason: 两份身份证，一份给代理人
    ```

    In English: a check is put off and nobody says why. Such a waiver does not count; its findings are told all the same. Give the
    reason; for the whole baseline by `powercat validate --write-baseline --reason TEXT`.
    """
    if not waiver.has_reason:
        yield finding(waiver.at("reason"), codes=waiver.codes)
