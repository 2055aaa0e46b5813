"""Reviewdog's diagnostic format, for comments in any code review."""

from __future__ import annotations

from collections.abc import Iterator

from powercat.core.diagnostic import Diagnostic
from powercat.core.result import Result
from powercat.core.span import Lines, Span
from powercat.report import Setting, reporter
from powercat.report.layout.escape import json_text
from powercat.report.layout.frame import Sources
from powercat.report.layout.place import edits_here, explained, in_workbook

Json = dict[str, object]


@reporter("rdjson", "json")
def rdjson(result: Result, setting: Setting) -> Iterator[str]:
    """One ``DiagnosticResult``; columns count UTF-8 bytes."""
    sources = Sources(setting.source)
    document = {
        "source": {"name": "powercat"},
        "diagnostics": [_diagnostic(finding, sources, setting) for finding in result.open],
    }
    yield json_text(document) + "\n"


def _diagnostic(finding: Diagnostic, sources: Sources, setting: Setting) -> Json:
    content: Json = {
        "message": explained(finding, setting),
        "location": _location(finding.span, sources, setting),
        "severity": finding.severity.name,
        "code": {"value": finding.code},
    }
    if edits := edits_here(finding):
        content["suggestions"] = [
            {"range": _range(edit.span, sources), "text": edit.replacement} for edit in edits if not in_workbook(edit.span)
        ]
    if finding.related:
        content["related_locations"] = [
            {
                "message": related.message.say(setting.lang, related.args),
                "location": _location(related.span, sources, setting),
            }
            for related in finding.related
        ]
    return content


def _location(span: Span, sources: Sources, setting: Setting) -> Json:
    location: Json = {"path": setting.located(span.path)}
    return location if in_workbook(span) else {**location, "range": _range(span, sources)}


def _range(span: Span, sources: Sources) -> Json:
    lines = sources.lines(span.path)
    return {
        "start": {"line": span.line, "column": _byte_column(lines, span.line, span.column)},
        "end": {"line": span.end_line, "column": _byte_column(lines, span.end_line, span.end_column)},
    }


def _byte_column(lines: Lines, line: int, column: int) -> int:
    """The column in UTF-8 bytes; in characters where the text is not there to be measured."""
    if not 1 <= line <= len(lines.starts):
        return column
    start = lines.starts[line - 1]
    end = lines.starts[line] if line < len(lines.starts) else len(lines.text)
    before = lines.text[start : min(start + column - 1, end)]
    return column + len(before.encode("utf-8", "surrogatepass")) - len(before)
