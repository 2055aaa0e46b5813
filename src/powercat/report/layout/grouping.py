"""Findings of one cause, told together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final

from powercat.core.diagnostic import Diagnostic, Severity
from powercat.core.text import Text
from powercat.report import Setting
from powercat.report.layout.escape import one_line
from powercat.report.layout.place import place, title

MANY = Text("{text}（{count} 处）", "{text} ({count} places)")
ALIKE = Text("{text}（同类问题共 {count} 处）", "{text} ({count} of this kind)")
LACKING = Text("{count} 处缺少“{title}”（{name}）", "“{title}” ({name}) is missing in {count} places")
AT = Text("{text}（{place}）", "{text} ({place})")

NEXT = (
    Text("接下来先做这件事", "Do this first"),
    Text("接下来先做这两件事", "Do these two first"),
    Text("接下来先做这三件事", "Do these three first"),
)


TOGETHER_ABOVE: Final = 8
"""From how many findings on a group is told as one."""


@dataclass(frozen=True, slots=True)
class Group:
    """Findings of one code and level, in their order; ``part`` is the field that all of them lack, ``""`` for any."""

    severity: Severity
    code: str
    findings: tuple[Diagnostic, ...]
    part: str = ""

    def common(self, words: Callable[[Diagnostic], str]) -> str:
        """What ``words`` says of every finding, if it says the same of all."""
        first = words(self.findings[0])
        return first if all(words(finding) == first for finding in self.findings) else ""


def groups(findings: Iterable[Diagnostic]) -> tuple[Group, ...]:
    """The findings by code and level: the heaviest first, then the most frequent.

    What is missing is told field by field, where one field is missing in more than :data:`TOGETHER_ABOVE` places.
    """
    findings = tuple(findings)
    often = Counter((finding.severity, finding.code, lacking(finding)) for finding in findings)
    found: dict[tuple[Severity, str, str], list[Diagnostic]] = {}
    for finding in findings:
        part = lacking(finding)
        many = often[finding.severity, finding.code, part] > TOGETHER_ABOVE
        found.setdefault((finding.severity, finding.code, part if many else ""), []).append(finding)
    made = (Group(severity, code, tuple(members), part) for (severity, code, part), members in found.items())
    return tuple(sorted(made, key=lambda group: (-group.severity, -len(group.findings), group.code, group.part)))


def lacking(finding: Diagnostic) -> str:
    """The name of the one field that a finding says is missing; ``""`` for other findings."""
    if finding.code == "PC101":
        return str(finding.args.get("name", ""))
    return finding.pointer.rpartition("/")[2] if finding.code == "PC217" and "part" in finding.args else ""


def headline(group: Group, setting: Setting) -> str:
    """One line for the whole group, in the rule's own words where it has them."""
    lang, count, first = setting.lang, len(group.findings), group.findings[0]
    if group.part:
        what = first.args.get("title") or first.args.get("part") or group.part
        return one_line(LACKING.say(lang, {"count": count, "title": what, "name": group.part}))
    rule = setting.rules.get(group.code)
    if rule and rule.together and count > 1:
        return one_line(rule.together.say(lang, {"count": count}))
    words, many = (title(first, setting), MANY) if rule else (first.text(lang), ALIKE)
    return one_line(many.say(lang, {"text": words, "count": count}) if count > 1 else words)


def tasks(findings: Iterable[Diagnostic], setting: Setting) -> tuple[tuple[Group, str], ...]:
    """The three groups to begin with, and what to say of each."""
    return tuple((group, _task(group, setting)) for group in groups(findings)[: len(NEXT)])


def _task(group: Group, setting: Setting) -> str:
    first = group.findings[0]
    if len(group.findings) > 1:
        return headline(group, setting)
    words = title(first, setting) or first.text(setting.lang)
    return one_line(AT.say(setting.lang, {"text": words, "place": place(first.span, setting)}))
