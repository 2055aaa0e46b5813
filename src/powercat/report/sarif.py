"""SARIF 2.1.0, for code scanning services and editors."""

from __future__ import annotations

import inspect
from collections.abc import Iterator, Mapping
from typing import Final
from urllib.parse import quote

from powercat.core.diagnostic import Diagnostic, Edit, Related, Severity
from powercat.core.result import Result
from powercat.core.rule import Rule
from powercat.core.span import Span
from powercat.core.text import Text
from powercat.report import Setting, reporter
from powercat.report.layout.escape import json_text, well_formed
from powercat.report.layout.place import BASIS, cell, explained, in_workbook

SCHEMA: Final = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
LEVEL: Final = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
LANGUAGE: Final = {"zh": "zh-CN", "en": "en"}
FINGERPRINT: Final = "powercat/v1"

UNKNOWN_RULE = Text("这个版本没有 {code} 的说明", "This version has no words on {code}")
FIX = Text("按建议修改", "Change as proposed")

Json = dict[str, object]


@reporter("sarif", "sarif")
def sarif(result: Result, setting: Setting) -> Iterator[str]:
    """One run, with the rules that were broken and every finding; waived ones are suppressed."""
    codes = {code: index for index, code in enumerate(sorted({finding.code for finding in result.findings}))}
    # Of the results of one run either all carry suppressions or none does (SARIF 3.27.23).
    told = result.waived > 0
    run: Json = {
        "tool": {
            "driver": {
                "name": "powercat",
                "version": setting.version,
                "language": LANGUAGE[setting.lang],
                "rules": [_rule(code, result, setting) for code in codes],
            }
        },
        "language": LANGUAGE[setting.lang],
        "columnKind": "unicodeCodePoints",
        "results": [_result(finding, codes, told, setting) for finding in result.findings],
    }
    yield json_text({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}) + "\n"


def _rule(code: str, result: Result, setting: Setting) -> Json:
    rule = setting.rules.get(code)
    if rule is None:
        words = UNKNOWN_RULE.say(setting.lang, {"code": code})
        slug = next(finding.slug for finding in result.findings if finding.code == code)
        return {"id": code, "name": slug, "shortDescription": {"text": words}, "help": {"text": words}}
    return {
        "id": code,
        "name": rule.slug,
        "shortDescription": {"text": rule.title.say(setting.lang)},
        "fullDescription": {"text": BASIS.say(setting.lang, {"text": rule.basis.say(setting.lang)})},
        "help": _help(rule, setting),
        "defaultConfiguration": {"level": LEVEL[rule.severity]},
    }


def _help(rule: Rule, setting: Setting) -> Json:
    lang = setting.lang
    based = BASIS.say(lang, {"text": rule.basis.say(lang)})
    manual = inspect.cleandoc(rule.manual)
    words = "\n\n".join(part for part in (rule.title.say(lang), based, manual) if part)
    return {"text": words, "markdown": words}


def _result(finding: Diagnostic, codes: Mapping[str, int], told: bool, setting: Setting) -> Json:
    content: Json = {
        "ruleId": finding.code,
        "ruleIndex": codes[finding.code],
        "level": LEVEL[finding.severity],
        "message": {"text": _words(explained(finding, setting))},
        "locations": [_location(finding.span, setting) | _field(finding)],
        "partialFingerprints": {FINGERPRINT: finding.fingerprint},
    }
    if finding.related:
        content["relatedLocations"] = [_related(number, place, setting) for number, place in enumerate(finding.related, 1)]
    if finding.edits:
        content["fixes"] = [_fix(finding, setting)]
    if told:
        content["suppressions"] = _suppressions(finding)
    return content


def _words(message: str) -> str:
    """A message without the brackets that viewers would make a link of."""
    return message.replace("[", "\\[").replace("]", "\\]") if "](" in message else message


def _suppressions(finding: Diagnostic) -> list[Json]:
    if finding.waived is None:
        return []
    kind = "external" if finding.waived_by == "baseline" else "inSource"
    return [{"kind": kind, "status": "accepted", "justification": finding.waived}]


def _location(span: Span, setting: Setting) -> Json:
    physical: Json = {"artifactLocation": _artifact(span, setting)}
    if not in_workbook(span):
        physical["region"] = _region(span)
    return {"physicalLocation": physical}


def _field(finding: Diagnostic) -> Json:
    """The record and field, or the cell, as a logical location."""
    name = cell(finding.span) or finding.pointer
    if finding.record and not in_workbook(finding.span):
        name = f"{finding.record.kind}/{finding.record.id}{finding.pointer}"
    return {"logicalLocations": [{"fullyQualifiedName": name}]} if name else {}


def _related(number: int, related: Related, setting: Setting) -> Json:
    words = related.message.say(setting.lang, related.args)
    return {"id": number, **_location(related.span, setting), "message": {"text": _words(words)}}


def _fix(finding: Diagnostic, setting: Setting) -> Json:
    by_file: dict[str, list[Edit]] = {}
    for edit in finding.edits:
        by_file.setdefault(edit.span.path, []).append(edit)
    changes = [
        {
            "artifactLocation": _artifact(edits[0].span, setting),
            "replacements": [
                {"deletedRegion": _region(edit.span), "insertedContent": {"text": edit.replacement}} for edit in edits
            ],
        }
        for edits in by_file.values()
    ]
    return {"description": {"text": finding.advice(setting.lang) or FIX.say(setting.lang)}, "artifactChanges": changes}


def _artifact(span: Span, setting: Setting) -> Json:
    return {"uri": quote(well_formed(setting.located(span.path)))}


def _region(span: Span) -> Json:
    return {
        "startLine": span.line,
        "startColumn": span.column,
        "endLine": span.end_line,
        "endColumn": span.end_column,
    }
