"""GitLab Code Quality: the findings in a merge request's widget and diff."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Final

from powercat.core.diagnostic import Diagnostic, Severity
from powercat.core.result import Result
from powercat.core.span import Span
from powercat.report import Setting, reporter
from powercat.report.layout.escape import json_text
from powercat.report.layout.place import cell, in_workbook, span_range

SEVERITY: Final = {Severity.ERROR: "major", Severity.WARNING: "minor", Severity.INFO: "info"}


@reporter("gitlab", "json")
def gitlab(result: Result, setting: Setting) -> Iterator[str]:
    """An array of issues; GitLab drops all but the first of one fingerprint, so none repeats."""
    seen: Counter[str] = Counter()
    issues = []
    for finding in result.open:
        fingerprint = finding.fingerprint
        seen[fingerprint] += 1
        unique = f"{fingerprint}-{seen[fingerprint]}" if seen[fingerprint] > 1 else fingerprint
        issues.append(_issue(finding, unique, setting))
    yield json_text(issues) + "\n"


def _issue(finding: Diagnostic, fingerprint: str, setting: Setting) -> dict[str, object]:
    message = finding.text(setting.lang)
    where = f"{cell(finding.span)}: " if in_workbook(finding.span) else ""
    return {
        "description": f"{finding.code} {where}{message}",
        "check_name": finding.code,
        "fingerprint": fingerprint,
        "severity": SEVERITY[finding.severity],
        "location": {"path": setting.located(finding.span.path), **_lines(finding.span)},
    }


def _lines(span: Span) -> dict[str, object]:
    # GitLab asks for a line even where a workbook has none.
    if in_workbook(span):
        return {"lines": {"begin": 1}}
    place = span_range(span)
    return {
        "lines": {"begin": span.line, "end": span.end_line},
        "positions": {"begin": place["start"], "end": place["end"]},
    }
