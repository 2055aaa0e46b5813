"""The ``json`` format: everything that is known, for programs. Its shape is ``schemas/_files/report.schema.json``."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from powercat.core.diagnostic import Diagnostic, Edit, Severity
from powercat.core.result import Result
from powercat.report import Setting, reporter
from powercat.report.layout.escape import json_text
from powercat.report.layout.place import basis, safely_fixable, span_range
from powercat.report.layout.waived import MEANS

SCHEMA_VERSION: Final = 1


@reporter("json", "json")
def structured(result: Result, setting: Setting) -> Iterator[str]:
    """One object: tool, counts, findings (the waived ones too, with the reason)."""
    document = {
        "schema_version": SCHEMA_VERSION,
        "tool": {"name": "powercat", "version": setting.version},
        "summary": {
            "records": result.records,
            "errors": result.count(Severity.ERROR),
            "warnings": result.count(Severity.WARNING),
            "infos": result.count(Severity.INFO),
            "waived": result.waived,
            "waived_by": {means: result.waived_by(means) for means in MEANS},
            "weakened": [
                {
                    "code": each.code,
                    "level": each.level.key if each.level else "off",
                    "default": each.default.key,
                    "reason": each.reason or None,
                }
                for each in result.weakened
            ],
            "relaxed": [words.say(setting.lang) for words in result.relaxed],
        },
        "findings": [finding_object(finding, setting) for finding in result.findings],
    }
    yield json_text(document, indent=2) + "\n"


def finding_object(finding: Diagnostic, setting: Setting) -> dict[str, object]:
    """One finding as a JSON object."""
    lang, record = setting.lang, finding.record
    content: dict[str, object] = {
        "code": finding.code,
        "slug": finding.slug,
        "level": finding.severity.key,
        "message": finding.text(lang),
        "hint": finding.advice(lang) or None,
        "file": setting.located(finding.span.path),
        "range": span_range(finding.span),
        "pointer": finding.pointer,
        "record": {"kind": record.kind, "id": record.id, "name": record.name} if record else None,
        "related": [
            {
                "file": setting.located(related.span.path),
                "range": span_range(related.span),
                "message": related.message.say(lang, related.args),
            }
            for related in finding.related
        ],
    }
    if finding.edits:
        edits = [_edit(edit, finding, setting) for edit in finding.edits]
        content["fix"] = {"safe": safely_fixable(finding, setting), "edits": edits}
    content["fingerprint"] = finding.fingerprint
    if finding.waived is not None:
        content["waived"] = finding.waived
        content["waived_by"] = finding.waived_by
        if finding.waived_until:
            content["waived_until"] = finding.waived_until
    content["basis"] = basis(finding, setting) or None
    return content


def _edit(edit: Edit, finding: Diagnostic, setting: Setting) -> dict[str, object]:
    content: dict[str, object] = {"range": span_range(edit.span), "replacement": edit.replacement}
    elsewhere = edit.span.path != finding.span.path
    return {"file": setting.located(edit.span.path), **content} if elsewhere else content
