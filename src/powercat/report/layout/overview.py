"""The summary that a manager reads, as tables of words: for the pages that people read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from powercat.core.diagnostic import Severity
from powercat.core.text import Text
from powercat.report import Setting

if TYPE_CHECKING:
    from powercat.views.summary import Summary, Tally

HEADING: Final = Text("概况", "Overview")
FINDINGS: Final = (
    ("organizations", Text("问题按机关", "Findings by organization"), Text("机关", "organization")),
    ("types", Text("问题按事项类型", "Findings by type of power"), Text("事项类型", "type of power")),
    ("rules", Text("问题按规则", "Findings by rule"), Text("规则", "rule")),
)
BURDEN: Final = Text("办事负担", "Burden")
FIGURE: Final = Text("项目", "figure")
VALUE: Final = Text("数值", "value")
WAIVED: Final = Text("已暂缓", "waived")
EACH: Final = Text(
    "一条记录归几个机关（几类事项）的，它的问题每个机关（每类）都算。",
    "A finding at a record of several organizations (types) counts for each of them.",
)
REST: Final = Text("其余 {count} 个", "{count} more")


@dataclass(frozen=True, slots=True)
class Table:
    """A table under a title; ``notes`` are sentences below it. All columns after the first hold numbers."""

    title: str
    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    notes: tuple[str, ...] = ()


def tables(summary: Summary, setting: Setting, most: int) -> Iterator[Table]:
    """Findings by organization, type of power and rule (none where there are none), ``most`` rows each; then the burden."""
    from powercat.views.burden_rows import FIGURES, LEGEND, cells, left_out

    lang = setting.lang
    levels = tuple(level.label.say(lang) for level in sorted(Severity, reverse=True))
    for name, title, heading in FINDINGS:
        tallies: Sequence[Tally] = getattr(summary, name)
        if tallies:
            headings = (heading.say(lang), *levels, WAIVED.say(lang))
            notes: tuple[str, ...] = (EACH.say(lang),) if name == "organizations" else ()
            yield Table(title.say(lang), headings, tuple(_rows(tallies, setting, most)), notes)
    figures = cells(summary.burden, lang)
    rows = tuple((words.say(lang), figures[name]) for name, words in FIGURES.items())
    notes = (LEGEND.say(lang), *left_out(summary.burden, lang))
    yield Table(BURDEN.say(lang), (FIGURE.say(lang), VALUE.say(lang)), rows, notes)


def _rows(tallies: Sequence[Tally], setting: Setting, most: int) -> Iterator[tuple[str, ...]]:
    # a line for what is left saves nothing where it stands for one row
    shown = tallies if len(tallies) <= most + 1 else tallies[:most]
    for tally in shown:
        yield (_name(tally, setting), *map(str, tally.counts))
    rest = tallies[len(shown) :]
    if rest:
        sums = [str(sum(column)) for column in zip(*(tally.counts for tally in rest), strict=True)]
        yield (REST.say(setting.lang, {"count": len(rest)}), *sums)


def _name(tally: Tally, setting: Setting) -> str:
    if tally.name is not None:
        return tally.name.say(setting.lang)
    rule = setting.rules.get(tally.key)
    return f"{tally.key} {rule.title.say(setting.lang)}" if rule else tally.key
