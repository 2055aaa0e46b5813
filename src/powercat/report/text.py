"""For people at a terminal: every finding with its lines, what to do, and what to do first."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

from powercat.core.diagnostic import Diagnostic, Related, Severity
from powercat.core.result import Result
from powercat.core.text import Text
from powercat.report import Setting, reporter
from powercat.report.layout.escape import one_line, printable
from powercat.report.layout.frame import Sources, drawn, frame
from powercat.report.layout.grouping import NEXT, TOGETHER_ABOVE, Group, groups, headline, tasks
from powercat.report.layout.place import BASIS, HINT, RELATED, basis, place, safely_fixable
from powercat.report.layout.waived import parts, why

EXAMPLES: Final = 3
INDENT: Final = "  "
NARROWEST, WIDEST = 40, 160

CLEAN = Text("✓ 没有发现问题（{records} 条记录）", "✓ No findings ({records} records)")
CLEAN_WAIVED = Text(
    "✓ 没有发现问题（{records} 条记录；另有 {waived} 处暂缓: {parts}）",
    "✓ No findings ({records} records; {waived} waived: {parts})",
)
MORE = Text("还有 {count} 处, 查看全部: {command}", "{count} more; to see them all: {command}")
COUNTS = Text(
    "共 {count} 个问题: 必须改 {errors}, 请核实 {warnings}, 提示 {infos}{waived}。检查了 {records} 条记录。",
    "{count} in all: errors {errors}, warnings {warnings}, infos {infos}{waived}. Records checked: {records}.",
)
WAIVED = Text("（另有 {count} 处暂缓: {parts}）", " (waived, not counted: {count}: {parts})")
LIST = Text("暂缓的问题:", "Waived findings:")
FIXABLE = Text("其中 {count} 个可以自动改: powercat validate --fix", "{count} can be mended by: powercat validate --fix")
EXPLAIN = Text("看懂某一条: powercat explain {code}", "To understand one: powercat explain {code}")

Paint = Callable[[str, str], str]

LEVEL_STYLE: Final = {Severity.ERROR: "bold red", Severity.WARNING: "bold yellow", Severity.INFO: "bold cyan"}


@reporter("text", "txt")
def text(result: Result, setting: Setting) -> Iterator[str]:
    """Findings one by one, those of one cause together, then counts and the next tasks."""
    paint = _painter(setting.color)
    together = [group for group in groups(result.open) if len(group.findings) > TOGETHER_ABOVE]
    apart = {id(finding) for group in together for finding in group.findings}
    sources = Sources(setting.source)
    for finding in result.open:
        if id(finding) not in apart:
            yield from _lines(_finding(finding, setting, sources, paint))
    for group in together:
        yield from _lines(_group(group, setting, paint))
    if setting.verbose and result.waived:
        yield from _lines(_waived(result, setting, paint))
    if not setting.quiet:
        yield from _lines(_summary(result, setting, paint), last=True)


def _lines(lines: Iterator[str], last: bool = False) -> Iterator[str]:
    for line in lines:
        yield line + "\n"
    if not last:
        yield "\n"


def _finding(finding: Diagnostic, setting: Setting, sources: Sources, paint: Paint) -> Iterator[str]:
    lang = setting.lang
    yield f"{paint(place(finding.span, setting) + ':', 'bold')} {_level(finding, setting, paint)} {_inside(finding.text(lang))}"
    room = min(max(setting.width, NARROWEST), WIDEST) - len(INDENT) - len(str(finding.span.line + 1)) - 3
    rows = frame(sources.lines(finding.span.path), finding.span, room)
    for line in drawn(rows, lambda carets: paint(carets, LEVEL_STYLE[finding.severity])):
        yield INDENT + line
    yield from _advice(finding.advice(lang), setting, paint)
    for related in finding.related:
        yield INDENT + _related(related, setting)
    yield from _basis(basis(finding, setting), setting, paint)


def _group(group: Group, setting: Setting, paint: Paint) -> Iterator[str]:
    lang = setting.lang
    yield f"{_level(group.findings[0], setting, paint)} {paint(headline(group, setting), 'bold')}"
    for finding in group.findings[:EXAMPLES]:
        yield f"{INDENT}{place(finding.span, setting)}: {one_line(finding.text(lang))}"
    rest = len(group.findings) - EXAMPLES
    yield INDENT + MORE.say(lang, {"count": rest, "command": setting.listing(group.code)})
    yield from _advice(group.common(lambda finding: finding.advice(lang)), setting, paint)
    yield from _basis(group.common(lambda finding: basis(finding, setting)), setting, paint)


def _waived(result: Result, setting: Setting, paint: Paint) -> Iterator[str]:
    yield paint(LIST.say(setting.lang), "bold")
    for finding in result.findings:
        if finding.waived is not None:
            told = f"{_level(finding, setting, paint)} {one_line(finding.text(setting.lang))}"
            yield f"{INDENT}{place(finding.span, setting)}: {told}"
            yield INDENT * 2 + one_line(why(finding, setting.lang))


def _summary(result: Result, setting: Setting, paint: Paint) -> Iterator[str]:
    lang = setting.lang
    if not result.open:
        clean = CLEAN_WAIVED if result.waived else CLEAN
        counts = {"records": result.records, "waived": result.waived, "parts": parts(result, lang)}
        yield paint(clean.say(lang, counts), "bold green")
        return
    yield paint(_counts(result, setting), "bold")
    if fixable := sum(safely_fixable(finding, setting) for finding in result.open):
        yield FIXABLE.say(lang, {"count": fixable})
    first = tasks(result.open, setting)
    yield paint(f"{NEXT[len(first) - 1].say(lang)}:", "bold")
    for number, (group, words) in enumerate(first, 1):
        yield f"{INDENT}{number}. {_level(group.findings[0], setting, paint)} {words}"
    yield EXPLAIN.say(lang, {"code": one_line(first[0][0].code)})


def _counts(result: Result, setting: Setting) -> str:
    lang = setting.lang
    waived = WAIVED.say(lang, {"count": result.waived, "parts": parts(result, lang)}) if result.waived else ""
    numbers = {f"{severity.key}s": result.count(severity) for severity in Severity}
    return COUNTS.say(lang, {"count": len(result.open), "records": result.records, "waived": waived, **numbers})


def _level(finding: Diagnostic, setting: Setting, paint: Paint) -> str:
    return f"{paint(finding.severity.label.say(setting.lang), LEVEL_STYLE[finding.severity])} {one_line(finding.code)}"


def _related(related: Related, setting: Setting) -> str:
    words = related.message.say(setting.lang, related.args)
    return RELATED.say(setting.lang, {"text": f"{place(related.span, setting)}: {one_line(words)}"})


def _advice(advice: str, setting: Setting, paint: Paint) -> Iterator[str]:
    if advice:
        yield INDENT + paint(HINT.say(setting.lang, {"text": _inside(advice)}), "green")


def _basis(words: str, setting: Setting, paint: Paint) -> Iterator[str]:
    if words:
        yield INDENT + paint(BASIS.say(setting.lang, {"text": _inside(words)}), "dim")


def _inside(words: str) -> str:
    """Words of several lines, the later ones under the first."""
    return printable(words).strip("\n").replace("\n", "\n" + INDENT * 2)


def _painter(color: bool) -> Paint:
    if not color:
        return lambda words, style: words

    # Plain output must not pay for rich.
    from rich.color import ColorSystem
    from rich.style import Style

    return lambda words, style: Style.parse(style).render(words, color_system=ColorSystem.STANDARD)
