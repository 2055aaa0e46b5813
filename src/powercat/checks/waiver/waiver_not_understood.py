"""PC804."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from powercat.core.rule import Finding, finding, rule
from powercat.core.text import Text
from powercat.core.waiver import Waiver

_CODES = Text("注释里没有写要暂缓哪条检查", "the comment names no check to put off")
_UNTIL = Text(
    "期限“{until}”看不出是哪一天，这条暂缓不算数", "the last day “{until}” is no day there is; the waiver does not count"
)
_DATE = Text(
    "期限写成 2026-12-31 这样的日期；不设期限的，删掉它", "write a date like 2026-12-31; leave it out where there is no end"
)
_UNKNOWN = Text("没有 {code} 这条检查", "there is no check {code}")
_CODE = Text("看问题后面的编号；全部编号：powercat rules", "take the code shown with the finding; all of them: powercat rules")
_REFUSED = Text("{code} 不能暂缓", "{code} cannot be put off")
_WHY = Text(
    "读不了的文件（PC0）、暂缓本身（PC8）、修改和导入中的问题（PC9）只能改好，不能缓",
    "what cannot be read (PC0), waivers themselves (PC8), changes and imports (PC9) must be mended",
)
_OF_PROBLEM: Final = {"codes": (_CODES, None), "until": (_UNTIL, _DATE), "verb": (None, None)}


@rule(
    "PC804",
    on="waiver",
    severity="warning",
    title=Text("暂缓看不懂", "waiver not understood"),
    message=Text("看不懂这条注释：powercat: 后面要写 ignore 或者 暂缓", "not understood: after “powercat:” comes “ignore”"),
    hint=Text(
        "写成 # powercat: 暂缓 PC403 —— 理由 —— 到 2026-12-31；只是说明文字的，不要用 powercat: 开头",
        "write # powercat: ignore PC403 -- reason -- until 2026-12-31; let mere remarks not begin with “powercat:”",
    ),
    basis=Text("《与存量问题共处》：注释的写法", "Living with an imperfect catalog: how comments are written"),
    together=Text("{count} 条暂缓看不懂", "{count} waivers are not understood"),
)
def waiver_not_understood(waiver: Waiver) -> Iterator[Finding]:
    """
    **发现什么**：以 `powercat:` 开头的注释写错了，没有起作用；或者暂缓的是没有的检查、不能暂缓的检查；或者期限不是哪一天
    （年底、2026-13-31）：这样的暂缓不算数，问题照样提示。

    **为什么**：写的人以为暂缓了，其实没有；或者以为到期会提示，其实没有期限。

    **怎么改**：照提示的样子写。冒号、逗号用全角的，`--` 写成破折号，冒号没有写，日期写成 2026/12/31、2026年12月31日，也认。

    ```yaml
    kind: material
    id: id-card # powercat: ignor PC404 -- 名称等市里统一 #! PC804
    name: 身份证 # powercat 暂缓 名称等市里统一 #! PC804
    aliases: [] # powercat: ignore PC404 -- 名称等市里统一 -- until 年底 #! PC804
    waivers:
      - rule: PC003 #! PC804
        reason: 以后再改
    ```

    ```yaml
    kind: material
    id: id-card # powercat：暂缓 PC404、PC406 —— 名称等市里统一，到 2026年12月31日止
    name: "说明里的 # powercat: 不是注释"
    ```

    In English: a comment that begins with “powercat:” but is not understood, a check that does not exist or cannot be put off, or
    a last day that is no day there is; such a waiver does not count. Full-width colons and commas, dashes, a missing colon and
    dates like 2026/12/31 are understood.
    """
    if waiver.problem:
        message, hint = _OF_PROBLEM[waiver.problem]
        yield finding(waiver.at(), message, hint, until=waiver.until)
    for code in waiver.unknown:
        yield finding(waiver.at("rule" if waiver.by == "record" else ""), _UNKNOWN, _CODE, code=code)
    for code in waiver.refused:
        if code not in waiver.unknown:
            yield finding(waiver.at("rule" if waiver.by == "record" else ""), _REFUSED, _WHY, code=code)
