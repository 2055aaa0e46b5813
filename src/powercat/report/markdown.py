"""A comment on a pull request, or a summary to read."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from powercat.core.diagnostic import Diagnostic, Severity
from powercat.core.result import Result
from powercat.core.text import Text
from powercat.report import Setting, reporter
from powercat.report.layout.escape import markdown_cell, markdown_row
from powercat.report.layout.grouping import Group, groups, headline
from powercat.report.layout.overview import HEADING as HEADING_OVERVIEW
from powercat.report.layout.overview import tables
from powercat.report.layout.place import ALL_FINDINGS, BASIS, basis, place
from powercat.report.layout.waived import COLUMNS as WEAKENED_COLUMNS
from powercat.report.layout.waived import RELAXED, WEAKENED, parts, weakened_row

# GitHub refuses a comment of more than 65,536 characters.
LONGEST: Final = 60_000
LAST_LINE: Final = 300
MOST_ROWS: Final = 10
MOST_WEAKENED: Final = 30

HEADING = Text("## 事项目录检查结果", "## Catalog check")
CLEAN = Text("✓ 没有发现问题（{records} 条记录）", "✓ No findings ({records} records)")
LEVELS = Text("| 级别 | 数量 |", "| Level | Count |")
WAIVED = Text("另有暂缓", "waived")
RECORDS = Text("检查了 {records} 条记录。", "Records checked: {records}.")
COLUMNS = Text("| 位置 | 问题 | 怎么改 |", "| Place | Finding | How to fix |")
MORE_WEAKENED = Text("还有 {count} 条。", "{count} more.")
LEFT_OUT = Text(
    "**还有 {count} 个问题没有写在这里**（一条评论放不下）。查看全部: `{command}`",
    "**{count} more findings are left out here** (a comment holds no more). To see them all: `{command}`",
)


@reporter("markdown", "md")
def markdown(result: Result, setting: Setting) -> Iterator[str]:
    """Heading, counts, then a table a code, as much as a comment holds."""
    head = _head(result, setting) + _weakened(result, setting) + _overview(result, setting)
    yield head
    written, told = len(head), 0
    for group in groups(result.open):
        shared = group.common(lambda finding: basis(finding, setting))
        start = _group_head(group, shared, setting)
        for finding in group.findings:
            piece = start + _row(finding, shared, setting)
            if written + len(piece) > LONGEST - LAST_LINE:
                yield "\n" + LEFT_OUT.say(setting.lang, {"count": len(result.open) - told, "command": ALL_FINDINGS}) + "\n"
                return
            yield piece
            start, written, told = "", written + len(piece), told + 1


def _head(result: Result, setting: Setting) -> str:
    lang = setting.lang
    lines = [HEADING.say(lang), ""]
    if result.findings:
        lines += [LEVELS.say(lang), "| --- | ---: |"]
        lines += [f"| {level.label.say(lang)} | {result.count(level)} |" for level in sorted(Severity, reverse=True)]
        lines += [f"| {WAIVED.say(lang)}: {parts(result, lang)} | {result.waived} |"] if result.waived else []
        lines.append("")
    words = RECORDS if result.open else CLEAN
    return "\n".join([*lines, words.say(lang, {"records": result.records}), ""])


def _weakened(result: Result, setting: Setting) -> str:
    lang = setting.lang
    relaxed = "".join(f"\n{markdown_cell(RELAXED.say(lang, {'what': words}))}\n" for words in result.relaxed)
    if not result.weakened:
        return relaxed
    heading = WEAKENED.say(lang, {"count": len(result.weakened)})
    rows = [[words.say(lang) for words in WEAKENED_COLUMNS], ["---"] * len(WEAKENED_COLUMNS)]
    rows += [list(map(markdown_cell, weakened_row(each, setting))) for each in result.weakened[:MOST_WEAKENED]]
    more = len(result.weakened) - MOST_WEAKENED
    rest = f"\n{MORE_WEAKENED.say(lang, {'count': more})}\n" if more > 0 else ""
    return f"\n### {heading}\n\n" + "".join(f"| {' | '.join(row)} |\n" for row in rows) + rest + relaxed


def _overview(result: Result, setting: Setting) -> str:
    summary = setting.summary(result)
    if summary is None:
        return ""
    pieces = [f"\n### {HEADING_OVERVIEW.say(setting.lang)}\n"]
    for table in tables(summary, setting, MOST_ROWS):
        pieces.append(f"\n**{markdown_cell(table.title)}**\n\n{markdown_row(table.headings)}")
        pieces.append("| --- |" + " ---: |" * (len(table.headings) - 1) + "\n")
        pieces += map(markdown_row, table.rows)
        pieces += [f"\n{markdown_cell(note)}\n" for note in table.notes]
    return "".join(pieces)


def _group_head(group: Group, shared: str, setting: Setting) -> str:
    lang = setting.lang
    level = group.severity.label.say(lang)
    lines = ["", f"### {level} {markdown_cell(group.code)} {markdown_cell(headline(group, setting))}", ""]
    if shared:
        lines += [markdown_cell(BASIS.say(lang, {"text": shared})), ""]
    return "\n".join([*lines, COLUMNS.say(lang), "| --- | --- | --- |", ""])


def _row(finding: Diagnostic, shared: str, setting: Setting) -> str:
    lang = setting.lang
    words = [finding.text(lang)]
    if not shared and (own := basis(finding, setting)):
        words.append(BASIS.say(lang, {"text": own}))
    cells = (place(finding.span, setting), "\n".join(words), finding.advice(lang))
    return markdown_row(cells)
