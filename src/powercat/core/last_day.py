"""The last day that a remark in plain words sets: ``换发中，到 2026年12月31日止``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Final, NamedTuple

PART: Final = r"(?:\s*(?:-{2,}|[—–―－]+)\s*|\s+-\s+)"
"""A dash between two parts of a remark; ``-`` only with blanks around it."""

_FULL: Final = r"(?<!\d)\d{4}\s?[-/.．年－]\s?\d{1,2}\s?[-/.．月－]\s?\d{1,2}(?!\d)\s?[日号]?"
_COMPACT: Final = r"(?<!\d)20\d{6}(?!\d)"
_WORDS: Final = r"(?:截止日期|有效期|最迟|截止|截至|期限|延期|暂缓|缓)"
_KEY: Final = rf"(?:\b(?:until|till|by)\b|{_WORDS}?(?:到|至)|{_WORDS}[为是]?)\s?[:：]?\s?"
_TAIL: Final = r"\s?(?:为?止|截止|到期|为限|[之以]?前(?:改好|改完|改正|改|完成|整改|解决|处理)?)?"
_END: Final = r"\s?[)）\]】]?\s?[。.;；!！]?$"
_BREAK: Final = rf"(?:{PART}|\s?[,，;；、]\s?|\s)"
_OPEN: Final = r"[(（\[【]?\s?"


def _patterns(*written: str) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(pattern, re.IGNORECASE) for pattern in written)


_STATED_LAST: Final = _patterns(
    rf"{_BREAK}?{_OPEN}(?:{_KEY})?(?P<day>{_FULL}){_TAIL}{_END}",
    rf"(?:{_BREAK}?{_OPEN}{_KEY}|(?:^|{PART}))(?P<day>{_COMPACT}){_TAIL}{_END}",
)
_STATED_FIRST: Final = _patterns(
    rf"{_OPEN}{_KEY}(?P<day>{_FULL}|{_COMPACT}){_TAIL}[)）]?{_BREAK}",
    rf"{_OPEN}(?P<day>{_FULL}){_TAIL}[)）]?{PART}",
)
_STATED_AMIDST: Final = _patterns(rf"{_KEY}(?P<day>{_FULL}){_TAIL}")

_MONTHS: Final = "(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)"
_SPAN: Final = r"[\d〇○零一二三四五六七八九十年月日号底末初今明后本下上半季度个前内止到至/.\s-]"
_MEANT_FIRST: Final = _patterns(rf"(?:until|till)\b\s?[:：]?\s?(?P<day>\S+){PART}")
_MEANT_LAST: Final = _patterns(
    rf"(?:^|{PART}|[,，;；]\s?)(?:until|till)\b\s?[:：]?\s?(?P<day>\S.*?)$",
    rf"(?:^|{PART}|[,，;；]\s?){_KEY}(?P<day>\d\S*){PART}",
    rf"(?:^|{PART}|[,，;；]\s?){_KEY}(?P<day>\d.*?)$",
    r"(?:到|至|截止|截至|期限)\s?[:：]?\s?(?P<day>\d{4}\s?[-/.年].*?)$",
    rf"{_BREAK}?(?<!\d)(?<!\d\s)(?:到|至|截止|截至|期限[:：为是])\s?[:：]?\s?"
    r"(?P<day>[^,，;；—–]{0,12}?[年月日号天周底末初止度])[)）]?[。.]?$",
    rf"(?<=\S){PART}(?:截止|截至|期限|到(?![位货达期场时])|至(?!今))\s?[:：]?\s?(?P<day>[^,，;；—–]{{1,20}})$",
    rf"(?:^|{PART})(?=.*(?:[年月日号底季]|\d{{4}}))(?P<day>{_SPAN}{{2,20}})$",
    rf"(?<=\S){PART}by\s+(?P<day>(?:the\s)?(?:end|next|early|mid|late|{_MONTHS}|\d).*)$",
    rf"(?:^|{PART})(?P<day>(?:\d{{1,2}}\s)?{_MONTHS}[a-z]*\.?\s(?:\d{{1,2}},?\s)?\d{{4}})$",
)
"""Where an end is meant though no day can be read: ``到年底``, ``until further notice``, ``—— 2026年``."""

_REACH: Final = 200
"""How many characters at either end of a remark are searched for its end, lest a long line takes long."""


class Ended(NamedTuple):
    """A remark without its end: ``until`` is the day (``YYYY-MM-DD``), the words where it is none, ``""`` where none is meant."""

    reason: str
    until: str


def ended(remark: str) -> Ended:
    """A remark and its last day, however it is written. A whole day counts at the end of the remark, at its beginning before a
    dash, and anywhere behind a word like 到, 截至, until."""
    text = " ".join(remark.split())
    found = next(_found(text), None)
    if found is None:
        return Ended(text, "")
    written = found["day"].strip()
    rest = f"{text[: found.start()].rstrip()} {text[found.end() :].lstrip()}".strip()
    return Ended(rest, _day(written) or written)


def _found(text: str) -> Iterator[re.Match[str]]:
    """Where the end of a remark stands, the surest first."""
    tail = max(0, len(text) - _REACH)
    tries = (
        *((pattern.search, tail, len(text)) for pattern in _STATED_LAST),
        *((pattern.match, 0, _REACH) for pattern in _STATED_FIRST),
        *((pattern.search, 0, len(text)) for pattern in _STATED_AMIDST),
        *((pattern.match, 0, _REACH) for pattern in _MEANT_FIRST),
        *((pattern.search, tail, len(text)) for pattern in _MEANT_LAST),
    )
    for look, start, end in tries:
        found = look(text, start, end)
        if found is not None:
            yield found


def _day(written: str) -> str:
    """The day in ISO form; ``""`` where there is no such day."""
    numbers = [int(digits) for digits in re.findall(r"\d+", written)]
    if len(numbers) == 1 and numbers[0] >= 10_000_000:
        numbers = [numbers[0] // 10_000, numbers[0] // 100 % 100, numbers[0] % 100]
    try:
        year, month, day = numbers
        return date(year, month, day).isoformat() if re.fullmatch(f"{_FULL}|{_COMPACT}", written) else ""
    except ValueError:
        return ""
