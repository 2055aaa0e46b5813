"""What is done to a source's value, step by step, before it is written."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from powercat.core.nearest import nearest
from powercat.core.text import Text
from powercat.exchange.citations import Cite
from powercat.exchange.paths import text_of
from powercat.exchange.trouble import shortened

Report = Callable[[str, Mapping[str, object]], None]
"""Told the variant and the arguments of a trouble."""
Lookup = Callable[[str, str, str], str]
"""Kind, field and value → id of the record that has it; ``""`` for none."""

_MARK = re.compile(
    r"(?:(?<![^\s；;。，,：:])|^)[（(]?([0-9]{1,3}|[一二三四五六七八九十]{1,3})(?:[)）][、.．]?|[、．]|[.](?![0-9]))\s*"
)
_DIGITS: Final = "零一二三四五六七八九十"
_EDGE: Final = " \t\n\u3000\xa0；;。，,、"


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to do.

    ``action`` is ``extract``, ``find``, ``split``, ``numbered``, ``replace``, ``table``, ``lookup``, ``citations`` or ``join``;
    ``argument`` its pattern, name or text; ``other`` the replacement, or the field that is looked up by; ``rows`` the rows of the
    table; ``otherwise`` what becomes of a value that does not fit: ``report`` (told and left out), ``keep`` or ``leave_out``.
    """

    action: str
    argument: str
    other: str = ""
    rows: Mapping[str, str] = field(default_factory=dict)
    otherwise: str = "report"
    pattern: re.Pattern[str] | None = None


def applied(steps: Sequence[Step], value: object, report: Report, lookup: Lookup, cite: Cite) -> object:
    """The value after all steps; ``None`` when nothing is left. Of a list, each item is treated for itself."""
    for step in steps:
        if step.action == "join" and isinstance(value, list):
            value = step.argument.join(text for each in value if (text := text_of(each)))
        elif isinstance(value, list):
            done = [_done(step, each, report, lookup, cite) for each in value]
            value = [part for each in done for part in (each if isinstance(each, list) else [each]) if part not in (None, "")]
        elif value is not None:
            value = _done(step, value, report, lookup, cite)
        if value in (None, "", []):
            return None
    return value


def _done(step: Step, value: object, report: Report, lookup: Lookup, cite: Cite) -> object:
    text = text_of(value)
    if text is None:
        report("shape", {"value": shortened(value)})
        return None
    if not text or step.action == "join":
        return text
    if step.action == "citations":
        return _cited(step, text, report, cite)
    outcome, variant, args = _outcome(step, text, lookup)
    if not variant:
        return outcome
    if step.otherwise == "keep":
        return text
    if step.otherwise == "report":
        report(variant, {"value": shortened(text), **args})
    return None


def _cited(step: Step, text: str, report: Report, cite: Cite) -> list[object]:
    """The citations of a text, or the words of those that the register lacks; what is lacking is told with the former."""
    cell = cite(text)
    if step.argument == "unresolved":
        return list(dict.fromkeys(each.words for each in cell.unresolved))
    for each in cell.unresolved if step.otherwise == "report" else ():
        variant = "citation-several" if each.several else "citation"
        meant = Text(f"；是不是《{each.near}》？", f"; did you mean {each.near}?") if each.near else Text("", "")
        report(variant, {"value": shortened(each.words), "meant": meant, "ids": each.several})
    kept = [dict(each) for each in cell.citations]
    if step.argument == "without_quotes":
        for each_citation in kept:
            each_citation.pop("quote", None)
    return [*kept]


def _outcome(step: Step, text: str, lookup: Lookup) -> tuple[object, str, Mapping[str, object]]:
    """What a step makes of a text, or the variant and arguments of what is wrong with it."""
    fine: tuple[str, Mapping[str, object]] = ("", {})
    if step.pattern is not None:
        no_match = ("pattern", {"pattern": step.argument})
        if step.action == "extract":
            match = step.pattern.search(text)
            return (_taken(match), *fine) if match else (None, *no_match)
        if step.action == "find":
            matches = [taken for match in step.pattern.finditer(text) if (taken := _taken(match))]
            return (matches, *fine) if matches else (None, *no_match)
        if step.action == "split":
            # re.split would add the groups of the pattern
            ends = [(match.start(), match.end()) for match in step.pattern.finditer(text)]
            starts = [0, *(end for _, end in ends)]
            stops = [*(start for start, _ in ends), len(text)]
            return [part for start, stop in zip(starts, stops, strict=True) if (part := text[start:stop].strip())], *fine
        return step.pattern.sub(lambda _: step.other, text).strip(), *fine
    if step.action == "numbered":
        return numbered(text, keep_intro=step.argument == "with_intro"), *fine
    if step.action == "table":
        if text in step.rows:
            return step.rows[text], *fine
        return None, "table", {"table": step.argument, "candidates": tuple(step.rows)}
    found = lookup(step.argument, step.other, text)
    return (found, *fine) if found else (None, "lookup", {"kind": step.argument})


def _taken(match: re.Match[str]) -> str:
    """The first group that took part, of a pattern without groups the whole."""
    groups = match.groups()
    return (next((group for group in groups if group is not None), "") if groups else match[0]).strip()


def numbered(text: str, *, keep_intro: bool = False) -> list[str]:
    """The parts of ``1、…；2、…`` or ``（一）…（二）…``: marks count up by one from 1; a text without two such marks is one part.

    What stands before the first mark is dropped, or kept as the first part.
    """
    marks: list[re.Match[str]] = []
    for match in _MARK.finditer(text):
        same_style = not marks or marks[0][1].isascii() == match[1].isascii()
        if same_style and _number(match[1]) == len(marks) + 1:
            marks.append(match)
    if len(marks) < 2:
        return [text]
    ends = [*(mark.start() for mark in marks[1:]), len(text)]
    parts = [text[mark.end() : end].strip(_EDGE) for mark, end in zip(marks, ends, strict=True)]
    intro = text[: marks[0].start()].strip(_EDGE)
    return [part for part in ([intro, *parts] if keep_intro else parts) if part]


def _number(written: str) -> int:
    if written.isascii():
        return int(written)
    tens, ten, ones = written.rpartition("十")
    if not ten:
        return _DIGITS.find(ones) if len(ones) == 1 else -1
    return (_DIGITS.find(tens) if tens else 1) * 10 + (_DIGITS.find(ones) if ones else 0)


def near(value: str, candidates: Sequence[str]) -> Text:
    """The end of a sentence that asks whether the likeliest of the candidates was meant; empty where none is like it."""
    close = nearest(value, candidates)
    return Text(f"；是不是“{close}”？", f"; did you mean “{close}”?") if close else Text("", "")
