"""One self-contained page to read, print or send."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from typing import Final

from powercat.core.diagnostic import Diagnostic, Related, Severity
from powercat.core.result import Result
from powercat.core.text import Text
from powercat.report import Setting, reporter
from powercat.report.layout.escape import printable
from powercat.report.layout.frame import Row, Sources, frame
from powercat.report.layout.grouping import NEXT, Group, groups, headline, tasks
from powercat.report.layout.overview import HEADING as HEADING_OVERVIEW
from powercat.report.layout.overview import tables
from powercat.report.layout.place import BASIS, HINT, RELATED, basis, place
from powercat.report.layout.waived import COLUMNS, RELAXED, WEAKENED, parts, weakened_row, why

LANGUAGE: Final = {"zh": "zh-CN", "en": "en"}
FRAME_COLUMNS: Final = 100
OPEN_UP_TO: Final = 8
# A page of ten thousand frames opens on no telephone.
FRAMES_PER_GROUP: Final = 50
MOST_ROWS: Final = 20

TITLE = Text("事项目录检查结果", "Catalog check")
CLEAN = Text("没有发现问题", "No findings")
RECORDS = Text("检查了 {records} 条记录", "Records checked: {records}")
WAIVED = Text("暂缓", "waived")
WAIVED_HEADING = Text("暂缓的问题（{count} 处）", "Waived findings ({count})")
REASON = Text("暂缓: {text}", "Waived because: {text}")

STYLE: Final = """\
:root { color-scheme: light dark; --ink: #1b1f24; --paper: #fff; --soft: #f4f5f7; --line: #d5d9df; --faint: #59636e;
  --error: #b3261e; --warning: #8a5300; --info: #0b5cad; --mark: #ffe08a; }
@media (prefers-color-scheme: dark) { :root { --ink: #e6e8eb; --paper: #14171a; --soft: #1e2226; --line: #3a4047;
  --faint: #a0a9b3; --error: #ff8a80; --warning: #ffc069; --info: #8ab8ff; --mark: #6b5200; } }
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 1rem; max-width: 60rem; background: var(--paper); color: var(--ink);
  font: 1rem/1.7 system-ui, "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif; overflow-wrap: anywhere; }
h1 { font-size: 1.5rem; } h2 { font-size: 1.15rem; } p { margin: .3rem 0; }
.counts { display: flex; flex-wrap: wrap; gap: .5rem; margin: 0; padding: 0; list-style: none; }
.counts li { padding: .3rem .9rem; border: 1px solid var(--line); border-radius: .5rem; background: var(--soft); }
.counts strong { font-size: 1.3rem; }
.error { color: var(--error); } .warning { color: var(--warning); } .info { color: var(--info); }
.faint { color: var(--faint); font-size: .9rem; }
details { margin: 1rem 0; border: 1px solid var(--line); border-radius: .5rem; }
summary { padding: .6rem .9rem; background: var(--soft); border-radius: .5rem; cursor: pointer; font-weight: 600; }
details > :not(summary) { margin-left: .9rem; margin-right: .9rem; }
article { padding: .7rem 0; border-top: 1px solid var(--line); }
code, pre, .place { font-family: ui-monospace, Menlo, Consolas, "Noto Sans Mono CJK SC", monospace; font-size: .875rem; }
pre { margin: .4rem 0; padding: .5rem .7rem; background: var(--soft); border-radius: .4rem; overflow-x: auto; }
table { width: 100%; margin: .8rem 0 .3rem; border-collapse: collapse; break-inside: avoid-page; }
caption { padding: .2rem 0; text-align: left; font-weight: 600; }
th, td { padding: .2rem .6rem; border-bottom: 1px solid var(--line); text-align: left; font-weight: 400; }
thead th { background: var(--soft); } td, thead th:not(:first-child) { text-align: right; white-space: nowrap; }
.words td, .words thead th:not(:first-child) { text-align: left; white-space: normal; }
mark { background: var(--mark); color: inherit; }
@media print { body { max-width: none; } details { break-inside: avoid-page; } }
"""


@reporter("html", "html")
def html(result: Result, setting: Setting) -> Iterator[str]:
    """Counts, the next tasks, the overview, the findings by code, and what was waived."""
    yield _head(setting)
    yield _counts(result, setting)
    yield _tasks(result, setting)
    yield from _overview(result, setting)
    yield _weakened(result, setting)
    sources = Sources(setting.source)
    for group in groups(result.open):
        yield from _group(group, setting, sources)
    yield from _waived(result, setting)
    yield f'<footer class="faint"><p>powercat {_html(setting.version)}</p></footer>\n</body>\n</html>\n'


def _html(words: str) -> str:
    return escape(printable(words))


def _lines(words: str) -> str:
    return _html(words).replace("\n", "<br>")


def _head(setting: Setting) -> str:
    title = _html(TITLE.say(setting.lang))
    return f"""\
<!DOCTYPE html>
<html lang="{LANGUAGE[setting.lang]}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>{title}</title>
<style>
{STYLE}</style>
</head>
<body>
<h1>{title}</h1>
"""


def _counts(result: Result, setting: Setting) -> str:
    lang = setting.lang
    items = [
        f'<li class="{level.key}"><strong>{result.count(level)}</strong> {_html(level.label.say(lang))}</li>'
        for level in sorted(Severity, reverse=True)
    ]
    if result.waived:
        words = f"{WAIVED.say(lang)}: {parts(result, lang)}"
        items.append(f"<li><strong>{result.waived}</strong> {_html(words)}</li>")
    clean = "" if result.open else f"<p>✓ {_html(CLEAN.say(lang))}</p>\n"
    records = _html(RECORDS.say(lang, {"records": result.records}))
    return f'{clean}<ul class="counts">\n{"".join(items)}\n</ul>\n<p class="faint">{records}</p>\n'


def _tasks(result: Result, setting: Setting) -> str:
    first = tasks(result.open, setting)
    if not first:
        return ""
    items = "".join(
        f'<li>{_level(group, setting)} <a href="#{_anchor(group)}">{_html(words)}</a></li>\n' for group, words in first
    )
    return f"<h2>{_html(NEXT[len(first) - 1].say(setting.lang))}</h2>\n<ol>\n{items}</ol>\n"


def _overview(result: Result, setting: Setting) -> Iterator[str]:
    summary = setting.summary(result)
    if summary is None:
        return
    yield f"<h2>{_html(HEADING_OVERVIEW.say(setting.lang))}</h2>\n"
    for table in tables(summary, setting, MOST_ROWS):
        headings = "".join(f'<th scope="col">{_html(words)}</th>' for words in table.headings)
        yield f"<table>\n<caption>{_html(table.title)}</caption>\n<thead><tr>{headings}</tr></thead>\n<tbody>\n"
        for first, *rest in table.rows:
            numbers = "".join(f"<td>{_html(words)}</td>" for words in rest)
            yield f'<tr><th scope="row">{_html(first)}</th>{numbers}</tr>\n'
        yield "</tbody>\n</table>\n"
        for note in table.notes:
            yield f'<p class="faint">{_html(note)}</p>\n'


def _weakened(result: Result, setting: Setting) -> str:
    lang = setting.lang
    relaxed = "".join(f"<p>{_html(RELAXED.say(lang, {'what': words}))}</p>\n" for words in result.relaxed)
    if not result.weakened:
        return relaxed
    title = _html(WEAKENED.say(lang, {"count": len(result.weakened)}))
    head = "".join(f'<th scope="col">{_html(words.say(lang))}</th>' for words in COLUMNS)
    rows = ("".join(f"<td>{_html(words)}</td>" for words in weakened_row(each, setting)) for each in result.weakened)
    body = "".join(f"<tr>{row}</tr>\n" for row in rows)
    return (
        f'<details>\n<summary>{title}</summary>\n<table class="words">\n<thead><tr>{head}</tr></thead>\n<tbody>\n'
        f"{body}</tbody>\n</table>\n</details>\n{relaxed}"
    )


def _anchor(group: Group) -> str:
    return _html("-".join(filter(None, (group.code, group.severity.key, group.part))))


def _level(group: Group, setting: Setting) -> str:
    return f'<span class="{group.severity.key}">{_html(group.severity.label.say(setting.lang))}</span>'


def _group(group: Group, setting: Setting, sources: Sources) -> Iterator[str]:
    shared = group.common(lambda finding: basis(finding, setting))
    unfolded = " open" if len(group.findings) <= OPEN_UP_TO else ""
    yield f'<details id="{_anchor(group)}"{unfolded}>\n<summary>{_level(group, setting)} '
    yield f"<code>{_html(group.code)}</code> {_html(headline(group, setting))}</summary>\n"
    yield _paragraph(BASIS, shared, setting, "faint")
    for number, finding in enumerate(group.findings):
        framed = _frame(finding, setting, sources) if number < FRAMES_PER_GROUP else ""
        own = "" if shared else _paragraph(BASIS, basis(finding, setting), setting, "faint")
        yield _article(finding, setting, framed, own)
    yield "</details>\n"


def _article(finding: Diagnostic, setting: Setting, framed: str, after: str) -> str:
    lang = setting.lang
    name = f' <span class="faint">{_html(finding.record.name)}</span>' if finding.record else ""
    related = "".join(_related(related, setting) for related in finding.related)
    advice = _paragraph(HINT, finding.advice(lang), setting)
    return (
        f'<article>\n<p><span class="place">{_html(place(finding.span, setting))}</span>{name}</p>\n'
        f"<p>{_lines(finding.text(lang))}</p>\n{framed}{advice}{related}{after}</article>\n"
    )


def _related(related: Related, setting: Setting) -> str:
    words = f"{place(related.span, setting)}: {related.message.say(setting.lang, related.args)}"
    return _paragraph(RELATED, words, setting)


def _paragraph(label: Text, words: str, setting: Setting, style: str = "") -> str:
    if not words:
        return ""
    opening = f'<p class="{style}">' if style else "<p>"
    return f"{opening}{_lines(label.say(setting.lang, {'text': words}))}</p>\n"


def _frame(finding: Diagnostic, setting: Setting, sources: Sources) -> str:
    rows = frame(sources.lines(finding.span.path), finding.span, FRAME_COLUMNS)
    width = max((len(str(row.number)) for row in rows), default=0)
    lines = [f'<span class="faint">{row.number:>{width}} |</span> {_row(row)}' for row in rows]
    joined = "\n".join(lines)
    return f"<pre>{joined}</pre>\n" if lines else ""


def _row(row: Row) -> str:
    if row.mark is None:
        return _html(row.text)
    start, end = row.mark
    before, inside, after = row.text[:start], row.text[start:end] or " ", row.text[end:]
    return f"{_html(before)}<mark>{_html(inside)}</mark>{_html(after)}"


def _waived(result: Result, setting: Setting) -> Iterator[str]:
    if not result.waived:
        return
    yield f"<details>\n<summary>{_html(WAIVED_HEADING.say(setting.lang, {'count': result.waived}))}</summary>\n"
    for finding in result.findings:
        if finding.waived is not None:
            yield _article(finding, setting, "", _paragraph(REASON, why(finding, setting.lang), setting))
    yield "</details>\n"
