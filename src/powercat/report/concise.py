"""Exactly one line a finding, for editors, ``grep`` and ``reviewdog -efm``."""

from __future__ import annotations

from collections.abc import Iterator

from powercat.core.result import Result
from powercat.core.text import Text
from powercat.report import Setting, reporter
from powercat.report.layout.escape import one_line
from powercat.report.layout.place import place
from powercat.report.layout.waived import why

WAIVED = Text("暂缓", "waived")


@reporter("concise", "txt")
def concise(result: Result, setting: Setting) -> Iterator[str]:
    """``path:line:column: level code message``; verbosely what was put off too, with ``暂缓`` (waived) for the level and the
    reason behind it."""
    lang = setting.lang
    for finding in result.findings if setting.verbose else result.open:
        put_off = finding.waived is not None
        level = (WAIVED if put_off else finding.severity.label).say(lang)
        reason = f" ({why(finding, lang)})" if put_off else ""
        yield f"{place(finding.span, setting)}: {level} {one_line(finding.code)} {one_line(finding.text(lang) + reason)}\n"
