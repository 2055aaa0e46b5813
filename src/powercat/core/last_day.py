"""The last day that a remark in plain words sets: ``换发中，到 2026年12月31日止``."""

from __future__ import annotations

import re
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

_STATED: Final = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"{_BREAK}?{_OPEN}(?:{_KEY})?(?P<day>{_FULL}){_TAIL}{_END}",
        rf"(?:{_BREAK}?{_OPEN}{_KEY}|(?:^|{PART}))(?P<day>{_COMPACT}){_TAIL}{_END}",
        rf"^{_OPEN}(?:{_KEY}(?P<day>{_FULL}|{_COMPACT}){_TAIL}[)）]?{_BREAK}|(?P<bare>{_FULL}){_TAIL}[)）]?{PART})",
        rf"{_BREAK}?{_KEY}(?P<day>{_FULL}){_TAIL}",
    )
)
"""Where a day can be read: at the end with or without a word before it, at the beginning, in the midst behind such a word."""

_MONTHS: Final = "(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)"
_SPAN: Final = r"[\d〇○零一二三四五六七八九十年月日号底末初今明后本下上半季度个前内止到至/.\s-]"
_MEANT: Final = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"^(?:until|till)\b\s?[:：]?\s?(?P<day>\S+){PART}",
        rf"(?:^|{PART}|[,，;；]\s?)(?:until|till)\b\s?[:：]?\s?(?P<day>\S.*?)$",
        rf"(?:^|{PART}|[,，;；]\s?){_KEY}(?P<day>\d\S*){PART}",
        rf"(?:^|{PART}|[,，;；]\s?){_KEY}(?P<day>\d.*?)$",
        r"(?:到|至|截止|截至|期限)\s?[:：]?\s?(?P<day>\d{4}\s?[-/.年].*?)$",
        rf"{_BREAK}?(?<!\d)(?<!\d\s)(?:到|至|截止|截至|期限)\s?[:：]?\s?(?P<day>[^,，;；—–]{{0,12}}?[年月日号天周底末初止度])[)）]?[。.]?$",
        rf"(?<=\S){PART}(?:截止|截至|期限|到(?![位货达期场时])|至(?!今))\s?[:：]?\s?(?P<day>[^,，;；—–]{{1,20}})$",
        rf"(?:^|{PART})(?=.*(?:[年月日号底季]|\d{{4}}))(?P<day>{_SPAN}{{2,20}})$",
        rf"(?<=\S){PART}by\s+(?P<day>(?:the\s)?(?:end|next|early|mid|late|{_MONTHS}|\d).*)$",
        rf"(?:^|{PART})(?P<day>(?:\d{{1,2}}\s)?{_MONTHS}[a-z]*\.?\s(?:\d{{1,2}},?\s)?\d{{4}})$",
    )
)
"""Where an end is meant though no day can be read: ``到年底``, ``until further notice``, ``—— 2026年``."""


class Ended(NamedTuple):
    """A remark without its end: ``until`` is the day (``YYYY-MM-DD``), the words where it is none, ``""`` where no end is meant."""

    reason: str
    until: str


def ended(remark: str) -> Ended:
    """A remark and its last day, however it is written. A whole day counts at the end of the remark, at its beginning before a
    dash, and anywhere behind a word like 到, 截至, until."""
    text = " ".join(remark.split())
    for pattern in (*_STATED, *_MEANT):
        found = pattern.search(text)
        if found is not None:
            groups = found.groupdict()
            written = (groups["day"] or groups.get("bare") or "").strip()
            rest = f"{text[: found.start()].rstrip()} {text[found.end() :].lstrip()}".strip()
            return Ended(rest, _day(written) or written)
    return Ended(text, "")


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
