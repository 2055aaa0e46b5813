"""Workflow commands that GitHub Actions turns into annotations."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final

from powercat.core.diagnostic import Diagnostic, Severity
from powercat.core.result import Result
from powercat.core.text import Text
from powercat.report import Setting, reporter
from powercat.report.layout.escape import printable
from powercat.report.layout.place import ALL_FINDINGS, explained, in_workbook, title

COMMAND: Final = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}
SHOWN_PER_LEVEL: Final = 10

MORE = Text(
    "还有 {count} 个问题没有显示在这里（GitHub 每一步每级最多显示 10 个）。查看全部: {command}",
    "{count} more findings are not shown here (GitHub shows 10 of each level a step). To see them all: {command}",
)


@reporter("github", "txt")
def github(result: Result, setting: Setting) -> Iterator[str]:
    """As many annotations as GitHub shows, and an honest line about the rest."""
    shown = _shown(result.open)
    for finding in shown:
        yield _annotation(finding, setting)
    if left := len(result.open) - len(shown):
        words = MORE.say(setting.lang, {"count": left, "command": ALL_FINDINGS})
        yield f"::notice title=powercat::{_data(words)}\n"


def _shown(findings: Sequence[Diagnostic]) -> list[Diagnostic]:
    """The findings that fit, with a place among the notices kept for the line about the rest where there is a rest."""
    limits = dict.fromkeys(Severity, SHOWN_PER_LEVEL)
    counts = Counter(finding.severity for finding in findings)
    if any(counts[severity] > limits[severity] for severity in Severity):
        limits[Severity.INFO] -= 1
    shown = []
    for finding in findings:
        if limits[finding.severity] > 0:
            limits[finding.severity] -= 1
            shown.append(finding)
    return shown


def _annotation(finding: Diagnostic, setting: Setting) -> str:
    properties = {"file": setting.located(finding.span.path)}
    span = finding.span
    if not in_workbook(span):
        properties |= {"line": str(span.line), "endLine": str(span.end_line)}
        # The runner refuses columns for a place of several lines.
        if span.line == span.end_line:
            properties |= {"col": str(span.column), "endColumn": str(span.end_column)}
    properties["title"] = f"{finding.code} {title(finding, setting)}".strip()
    listed = ",".join(f"{name}={_property(value)}" for name, value in properties.items())
    return f"::{COMMAND[finding.severity]} {listed}::{_data(explained(finding, setting))}\n"


def _data(words: str) -> str:
    # Carriage returns are gone: `printable` has made every line end an LF.
    return printable(words).replace("%", "%25").replace("\n", "%0A")


def _property(words: str) -> str:
    return _data(words).replace(":", "%3A").replace(",", "%2C")
