"""Numbers as statutes write them: 三十五, 一百零五, and 35 in any width."""

from __future__ import annotations

import unicodedata
from typing import Final

DIGITS: Final = "零一二三四五六七八九"
NUMERAL: Final = "[0-9０-９零〇一二两三四五六七八九十百千]+"
"""A pattern for a number in either script."""

_VALUES: Final = {**{sign: value for value, sign in enumerate(DIGITS)}, "〇": 0, "两": 2}
_UNITS: Final = {"十": 10, "百": 100, "千": 1000}


def number_of(written: str) -> int | None:
    """The number below 10,000 that a Chinese or Arabic numeral stands for; ``None`` for anything else.

    Digit by digit (``二〇二一``) is read as well as with units (``一百零五``, ``十二``).
    """
    plain = unicodedata.normalize("NFKC", written).strip()
    if plain.isascii():
        return int(plain) if plain.isdigit() and len(plain) <= 4 else None
    if not plain or any(sign not in _VALUES and sign not in _UNITS for sign in plain):
        return None
    if not any(sign in _UNITS for sign in plain):
        return int("".join(str(_VALUES[sign]) for sign in plain)) if len(plain) <= 4 else None
    total, digit, last = 0, -1, 10_000
    for sign in plain:
        if sign in _VALUES:
            if digit > 0:
                return None
            digit = _VALUES[sign]
            continue
        unit = _UNITS[sign]
        if unit >= last or digit == 0:
            return None
        total += (digit if digit > 0 else 1) * unit
        digit, last = -1, unit
    return total + max(digit, 0)


def chinese(number: int) -> str:
    """A number from 0 to 9,999 as statutes write it: 10 is 十, 105 is 一百零五."""
    if number < 10:
        return DIGITS[number]
    words, gap = "", False
    for unit, sign in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // unit % 10
        if digit:
            words += ("零" if gap and words else "") + DIGITS[digit] + sign
            gap = False
        else:
            gap = True
    return words.removeprefix("一") if 10 <= number < 20 else words
