"""Where a finding is: in words for people, in numbers for machines, and the words that stand beside it."""

from __future__ import annotations

from powercat.core.diagnostic import Diagnostic, Edit
from powercat.core.span import Span
from powercat.core.text import Text
from powercat.report import Setting
from powercat.report.layout.escape import one_line

HINT = Text("怎么改: {text}", "How to fix: {text}")
BASIS = Text("依据: {text}", "Basis: {text}")
RELATED = Text("相关: {text}", "See also: {text}")

ALL_FINDINGS = "powercat validate -f concise"


def in_workbook(span: Span) -> bool:
    """Whether the place is a cell or sheet, which has no line."""
    return bool(span.sheet or span.cell)


def cell(span: Span) -> str:
    """A place in a workbook without its file: ``表!C12``; empty for a place in a text."""
    return "!".join(part for part in (span.sheet, span.cell) if part)


def place(span: Span, setting: Setting) -> str:
    """A place as people see it: ``powers/x.yaml:19:7`` or ``事项.xlsx!表!C12``, on one line."""
    path = one_line(setting.shown(span.path))
    return f"{path}!{one_line(cell(span))}" if in_workbook(span) else f"{path}:{span.line}:{span.column}"


def span_range(span: Span) -> dict[str, object]:
    """A place inside its file for JSON: line and column from 1, the end exclusive; or sheet and cell."""
    if in_workbook(span):
        return {"sheet": span.sheet, "cell": span.cell}
    return {
        "start": {"line": span.line, "column": span.column},
        "end": {"line": span.end_line, "column": span.end_column},
    }


def title(finding: Diagnostic, setting: Setting) -> str:
    """The fault in a few words; empty for a code that no rule of this version has."""
    rule = setting.rules.get(finding.code)
    return rule.title.say(setting.lang) if rule else ""


def basis(finding: Diagnostic, setting: Setting) -> str:
    """What the finding rests on: its own basis, else its rule's; empty when there is none."""
    rule = setting.rules.get(finding.code)
    text = finding.basis or (rule.basis if rule else None)
    return text.say(setting.lang) if text else ""


def explained(finding: Diagnostic, setting: Setting) -> str:
    """Message and advice together, the advice on a line of its own; before it the cell, where there is no line to show."""
    lang = setting.lang
    advice = finding.advice(lang)
    message = finding.text(lang)
    if in_workbook(finding.span):
        message = f"{cell(finding.span)}: {message}"
    return f"{message}\n{HINT.say(lang, {'text': advice})}" if advice else message


def safely_fixable(finding: Diagnostic, setting: Setting) -> bool:
    """Whether the finding's edits may be applied without asking."""
    rule = setting.rules.get(finding.code)
    return bool(finding.edits) and rule is not None and rule.fixable


def edits_here(finding: Diagnostic) -> tuple[Edit, ...]:
    """The edits of the finding that lie in its own file."""
    return tuple(edit for edit in finding.edits if edit.span.path == finding.span.path)
