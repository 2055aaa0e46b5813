"""One JSON object a line, one line a finding, nothing else: for streams and ``jq``."""

from __future__ import annotations

from collections.abc import Iterator

from powercat.core.result import Result
from powercat.report import Setting, reporter
from powercat.report.json import finding_object
from powercat.report.layout.escape import json_text


@reporter("jsonl", "jsonl")
def jsonl(result: Result, setting: Setting) -> Iterator[str]:
    """The findings of the ``json`` format, a line each."""
    for finding in result.findings:
        yield json_text(finding_object(finding, setting)) + "\n"
