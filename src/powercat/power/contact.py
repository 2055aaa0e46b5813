"""Telephone numbers, e-mail and web addresses and hours, as they are written in China.

A telephone number is a mobile number, a landline number with its area code, a service number (110, 12345, 95598, 96007) or a
400 or 800 number. Area codes 010 and 02x have numbers of 8 digits, the others of 7 or 8 (telecommunication numbering plan).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Literal

Sort = Literal["mobile", "landline", "service"]

_LONGEST: Final = 100
"""Characters; no telephone number is longer, however it is written."""

_DASHES: Final = str.maketrans(dict.fromkeys("‐‑‒–—―−ー", "-"))
_COUNTRY: Final = re.compile(r"^(?:\+86[- ]*|0086[- ]*|86[- ]+)")
_EXTENSION: Final = re.compile(r"(?:-|转|分机|ext\.?)+(?=[0-9]{1,6}(?:-[0-9]{1,6})*$)", re.IGNORECASE)
_AREA: Final = r"(?:\(?(010|02[0-9]|0[3-9][0-9]{2})\)?-?)"
_MOBILE: Final = re.compile(r"1[3-9][0-9]-?[0-9]{4}-?[0-9]{4}")
_LANDLINE: Final = re.compile(rf"{_AREA}([1-9][0-9]{{2,3}})-?([0-9]{{4}})")
_SERVICE: Final = re.compile(rf"{_AREA}?(1[12][0-9]|1[0-2][0-9]{{3}}|9[56][0-9]{{3,4}})")
_TOLL_FREE: Final = re.compile(r"[48]00(?:-?[0-9]){7}")
_LOCAL: Final = re.compile(r"[2-9][0-9]{2,3}-?[0-9]{4}")
_SEPARATORS: Final = re.compile(r"[、;,/，；]|或者?")
_EMAIL: Final = re.compile(r"[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")
_WEB: Final = re.compile(r"https?://[^\s/.:]+(?:\.[^\s/.:]+)+(?::[0-9]{1,5})?(?:[/?#]\S*)?")
_TIME: Final = re.compile(r"(?<![0-9])([0-9]{1,2}):([0-9]{2})(?![0-9])")
_LATER: Final = "(下午|中午|晚上|傍晚|夜间|上午|早上|凌晨|早|晚|次日|第二天)?"
_RANGE: Final = re.compile(rf"{_LATER} *([0-9]{{1,2}}):([0-9]{{2}}) *(?:[-~至到]+) *{_LATER} *([0-9]{{1,2}}):([0-9]{{2}})")
_AFTERNOON: Final = ("下午", "晚上", "傍晚", "夜间", "晚")
_NOON: Final = "中午"
_NIGHT: Final = ("晚上", "夜间", "晚")
_MORNING: Final = ("凌晨", "早上", "早", "上午")
_NEXT_DAY: Final = ("次日", "第二天")
_EVENING: Final = 18 * 60


@dataclass(frozen=True, slots=True)
class Phone:
    """A telephone number. ``area`` and ``extension`` are ``""`` where there is none; ``number`` is digits only."""

    sort: Sort
    area: str
    number: str
    extension: str

    def __str__(self) -> str:
        return f"{self.area}-{self.number}" if self.area else self.number


def plain(text: str) -> str:
    """A contact in half-width signs, all dashes alike, without spaces around it."""
    return unicodedata.normalize("NFKC", text).translate(_DASHES).strip()


def read_phone(text: str) -> Phone | None:
    """The telephone number that a text is; ``None`` when it is none, or more than one."""
    if len(text) > _LONGEST:
        return None
    bare, abroad = _COUNTRY.subn("", plain(text))
    bare = re.sub(r"[-\s]+", "-", bare)
    return _read(bare) or (_read(f"0{bare}") if abroad else None)


def _read(text: str) -> Phone | None:
    found = _whole(text, "")
    marks = _EXTENSION.finditer(text) if found is None else ()
    return found or next((phone for mark in marks if (phone := _whole(text[: mark.start()], text[mark.end() :]))), None)


def _whole(text: str, extension: str) -> Phone | None:
    if match := _SERVICE.fullmatch(text):
        return Phone("service", match[1] or "", match[2], extension)
    if _MOBILE.fullmatch(text):
        return Phone("mobile", "", text.replace("-", ""), extension)
    if _TOLL_FREE.fullmatch(text):
        return Phone("service", "", text.replace("-", ""), extension)
    match = _LANDLINE.fullmatch(text)
    if match is None or (len(match[1]) == 3 and len(match[2]) == 3):
        return None
    return Phone("landline", match[1], match[2] + match[3], extension)


def phones(text: str) -> Iterator[Phone | None]:
    """Each of the numbers that a text lists, ``None`` for a piece that is none."""
    for piece in _SEPARATORS.split(plain(text)):
        if piece.strip(" 。"):
            yield read_phone(piece.strip(" 。"))


def lacks_area_code(text: str) -> bool:
    """Whether a text is a landline number without its area code."""
    bare = plain(text) if len(text) <= _LONGEST else ""
    starts = [bare, *(bare[: mark.start()] for mark in _EXTENSION.finditer(bare))]
    return any(_LOCAL.fullmatch(each) for each in starts)


def is_email(text: str) -> bool:
    """Whether a text is an e-mail address."""
    return _EMAIL.fullmatch(text) is not None


def is_web(text: str) -> bool:
    """Whether a text is an absolute http or https address."""
    return _WEB.fullmatch(text) is not None


def wrong_time(text: str) -> str:
    """The first time of day in a text that no clock shows, or the first span that ends before it begins; ``""`` if all is well.
    A span that begins in the evening may end in the morning.
    """
    hours = " ".join(plain(text).split())
    for match in _TIME.finditer(hours):
        if int(match[1]) > 24 or int(match[2]) > 59 or (int(match[1]) == 24 and int(match[2])):
            return match[0]
    for match in _RANGE.finditer(hours):
        part, hour, minute, other_part, other_hour, other_minute = match.groups()
        start = _minutes(part or "", hour, minute)
        end = _minutes(other_part or part or "", other_hour, other_minute)
        overnight = (other_part is None and part in _NIGHT and end < start) or (other_part in _MORNING and start >= _EVENING)
        if end <= start and not overnight and other_part not in _NEXT_DAY:
            return match[0].strip()
    return ""


def _minutes(part: str, hour: str, minute: str) -> int:
    late = (part in _AFTERNOON and int(hour) < 12) or (part == _NOON and int(hour) < 6)
    return (int(hour) + (12 if late else 0)) * 60 + int(minute)
