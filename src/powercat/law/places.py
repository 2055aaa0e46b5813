"""Places in a law as people write them: 第三十五条第一款第（一）、（三）项、第三十六条; 附件2第15项."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Final

from powercat.core.text import Text
from powercat.law.address import Address
from powercat.law.numerals import number_of

MAX_PLACES: Final = 400
"""More places than this in one citation are not spelt out."""

# possessive: a text made of numerals only must not be tried in every split
_DIGITS: Final = "[0-9０-９零〇一二两三四五六七八九十百千]{1,12}+"
_GAP: Final = "[ \t\u3000\xa0]{0,8}"
_BOXED: Final = f"[（(]{_GAP}{_DIGITS}{_GAP}[）)]"
_NUMBER: Final = f"(?:{_BOXED}|{_DIGITS})"
_TO: Final = "至|到|[-—–~～－]{1,2}"
_AND: Final = "、|，|,|；|;|以及|或者|和|及|与|或|并"
_MORE: Final = f"(?:{_GAP}(?:{_TO}|{_AND}){_GAP}第?{_GAP}{_NUMBER}|{_GAP}第{_GAP}{_NUMBER}|{_GAP}{_BOXED})"
_ELEMENT = re.compile(f"(第?){_GAP}({_NUMBER}{_MORE}{{0,40}}){_GAP}([条款项目])(?:之({_DIGITS}))?")
_BARE_ITEMS = re.compile(f"第?{_GAP}({_BOXED}(?:{_GAP}(?:{_TO}|{_AND})?{_GAP}{_BOXED}){{0,40}})(?![条款项目])")
_JOINT = re.compile(f"[ \t\u3000\xa0\r\n]{{0,8}}({_TO}|{_AND})?[ \t\u3000\xa0\r\n]{{0,8}}")
_PART = re.compile(f"{_GAP}(?P<to>{_TO})?(?:{_AND})?{_GAP}第?{_GAP}(?P<number>{_DIGITS}|{_BOXED})")
_CHAPTERS = re.compile(f"(?:第{_GAP}{_DIGITS}{_GAP}(?:编|分编|章|节)[ \t\u3000、，]{{0,4}}){{1,4}}(?=第{_GAP}{_DIGITS}{_GAP}条)")
_PART_UNIT: Final = "(?:大点|小点|点|部分|大类|类|编|分编|章|节|款|项|行|页)"
_LOCATOR = re.compile(
    f"(?:附(?:件|表|录){_GAP}(?:第?{_DIGITS}(?!{_GAP}[条款项目点]))?|第{_GAP}{_DIGITS}{_GAP}{_PART_UNIT})"
    f"(?:[、，,]?{_GAP}(?:第{_GAP}{_NUMBER}{_GAP}(?:{_PART_UNIT}|[条目])|{_BOXED}[款项点目]?|序号{_GAP}{_DIGITS}|表{_GAP}{_DIGITS})){{0,8}}"
)


@dataclass(frozen=True, slots=True)
class Places:
    """What is read at one point of a text: places in order, or where there are no articles a ``locator`` as it is written.
    ``end`` is where the reading stopped; the point itself when there was nothing.
    """

    addresses: tuple[Address, ...]
    locator: str
    end: int
    notes: tuple[Text, ...] = ()


@dataclass
class _Open:
    """What has been read so far; ``unit`` is the last one."""

    found: list[Address] = field(default_factory=list)
    unit: str = ""
    notes: list[Text] = field(default_factory=list)


def places_at(text: str, start: int) -> Places:
    """Read the places that begin at ``start``. Linear in what it reads; never raises."""
    chapters = _CHAPTERS.match(text, start)
    at = chapters.end() if chapters else start
    state = _Open()
    end = _elements(text, at, state)
    if state.found:
        return Places(tuple(dict.fromkeys(state.found)), "", end, tuple(state.notes))
    locator = _LOCATOR.match(text, start)
    if locator:
        return Places((), locator[0].strip(), locator.end())
    return Places((), "", start)


def _elements(text: str, at: int, state: _Open) -> int:
    end = at
    while len(state.found) < MAX_PLACES:
        joint = _JOINT.match(text, end) if state.found else None
        begin = joint.end() if joint else end
        how = joint[1] if joint and joint[1] else ""
        match = _ELEMENT.match(text, begin)
        if match is None:
            # 第三条（一）、（二）: the sign of the unit is left out
            boxed = _BARE_ITEMS.match(text, begin) if state.unit in ("条", "款") and begin == end else None
            if boxed is None:
                return end
            _take(state, "项", list(_numbers(boxed[1], state)))
            end = boxed.end()
            continue
        unit = match[3]
        stands_alone = not match[1] and match[2][0] not in "（("
        if not state.found and (unit != "条" or match[2][0] in "（("):
            return end
        goes_on = unit == state.unit and how in ("、", "和", "至", "到", "-", "—", "－", "~", "～")
        # 第35条二款; but 第三条一项 may go on as 一项重要规定
        goes_on = goes_on or (unit == "款" and state.unit == "条" and begin == end)
        if state.found and stands_alone and not goes_on:
            return end
        if not how and begin > end and unit == "条" and "\n" in text[end:begin]:
            return end
        numbers = list(_numbers(match[2], state))
        if not numbers:
            return end
        if re.fullmatch(_TO, how) and unit == state.unit:
            numbers = _filled(_last(state.found[-1], unit), numbers[0], state)[1:] + numbers[1:]
        suffix = (number_of(match[4]) or 0) if match[4] and unit == "条" else 0
        if not state.found and stands_alone:
            state.notes.append(Text("条文的号数前面应当有“第”字", "第 is missing before the number of the article"))
        _take(state, unit, numbers, suffix)
        end = match.end() if unit == "条" or not match[4] else match.start(4) - 1
    state.notes.append(Text("列出的条款太多，后面的没有读", "too many places are listed; the rest is not read"))
    return end


def _numbers(written: str, state: _Open) -> Iterator[int]:
    """The numbers of a list such as ``一、三`` or ``（一）至（三）``, spelt out."""
    parts = [(bool(part["to"]), number_of(part["number"].strip("（）() \t\u3000\xa0"))) for part in _PART.finditer(written)]
    read = [(is_range, number) for is_range, number in parts if number]
    if len(read) < len(parts):
        state.notes.append(Text(f"看不懂“{written}”里的数字", f"“{written}” holds a number that cannot be read"))
    for index, (is_range, number) in enumerate(read):
        if is_range and index:
            yield from _filled(read[index - 1][1], number, state)[1:]
        else:
            yield number


def _filled(first: int, last: int, state: _Open) -> list[int]:
    if last < first or last - first > MAX_PLACES:
        state.notes.append(Text(f"从第 {first} 到第 {last}，范围不对", f"from {first} to {last} is no range"))
        return [first, last]
    return list(range(first, last + 1))


def _last(address: Address, unit: str) -> int:
    return {"条": address.article, "款": address.paragraph, "项": address.item, "目": address.sub_item}[unit]


def _take(state: _Open, unit: str, numbers: list[int], suffix: int = 0) -> None:
    """Add places: 条 begins anew; 款、项、目 go into the last place, or stand beside it where it already names one."""
    if unit == "条":
        state.found += [Address(number) for number in numbers[:-1]] + [Address(numbers[-1], suffix)]
    else:
        last = state.found[-1]
        if unit == "款":
            open_still, base = not (last.paragraph or last.item), last.whole_article
            made = [replace(base, paragraph=number) for number in numbers]
        elif unit == "项":
            open_still, base = not last.item, replace(last, item=0, sub_item=0)
            made = [replace(base, item=number) for number in numbers]
        else:
            open_still, base = bool(last.item) and not last.sub_item, replace(last, sub_item=0)
            made = [replace(base, sub_item=number) for number in numbers] if last.item else []
        if open_still and made:
            state.found.pop()
        state.found += made
    state.unit = unit
