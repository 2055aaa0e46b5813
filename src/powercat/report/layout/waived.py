"""What was put off and which rules were weakened, in words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from powercat.core.diagnostic import Diagnostic
from powercat.core.result import Result, Weakened
from powercat.core.text import Lang, Text
from powercat.report import Setting

MEANS: Final = {
    "record": Text("写在记录里", "in records"),
    "comment": Text("写在注释里", "in comments"),
    "baseline": Text("登记在清单里", "in the baseline"),
}
UNTIL = Text("，到 {until}", ", until {until}")
WEAKENED = Text("配置放宽的规则（{count} 条）", "Rules that the configuration weakens ({count})")
RELAXED = Text("配置放宽了要求：{what}。", "The configuration asks for less: {what}.")
COLUMNS: Final = (
    Text("编号", "Code"),
    Text("问题", "Finding"),
    Text("原来的级别", "Level by default"),
    Text("现在", "Level now"),
    Text("理由", "Reason"),
)
OFF = Text("不检查", "off")
NO_REASON = Text("没有写", "none given")


def parts(result: Result, lang: Lang) -> str:
    """How many findings each means puts off: ``写在记录里 1、登记在清单里 30``."""
    counts = [(words, result.waived_by(means)) for means, words in MEANS.items()]
    return Text("、", ", ").say(lang).join(f"{words.say(lang)} {count}" for words, count in counts if count)


def why(finding: Diagnostic, lang: Lang) -> str:
    """By what a finding is put off, why and until when."""
    means = MEANS.get(finding.waived_by)
    until = UNTIL.say(lang, {"until": finding.waived_until}) if finding.waived_until else ""
    return f"{finding.waived}{until}" + (f" ({means.say(lang)})" if means else "")


def weakened_row(each: Weakened, setting: Setting) -> Sequence[str]:
    """Code, fault, level by default, level now and reason of a weakened rule."""
    lang = setting.lang
    rule = setting.rules.get(each.code)
    return (
        each.code,
        rule.title.say(lang) if rule else "",
        each.default.label.say(lang),
        each.level.label.say(lang) if each.level else OFF.say(lang),
        each.reason or NO_REASON.say(lang),
    )
