"""Exactly one line a finding, for editors, ``grep`` and ``reviewdog -efm``."""

from __future__ import annotations

from collections.abc import Iterator

from powercat.core.result import Result
from powercat.report import Setting, reporter
from powercat.report.layout.escape import one_line
from powercat.report.layout.place import place


@reporter("concise", "txt")
def concise(result: Result, setting: Setting) -> Iterator[str]:
    """``path:line:column: level code message``."""
    lang = setting.lang
    for finding in result.open:
        level = finding.severity.label.say(lang)
        yield f"{place(finding.span, setting)}: {level} {one_line(finding.code)} {one_line(finding.text(lang))}\n"
