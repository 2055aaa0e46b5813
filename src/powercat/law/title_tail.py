"""What stands behind a title: （以下简称…）, （2021年修正）, （国发〔2021〕7号）, and the places."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from powercat.core.text import Text
from powercat.law.address import Address
from powercat.law.document_number import DocumentNumber, document_numbers
from powercat.law.places import places_at

# possessive: long runs of blanks must not be tried in every split
BLANK: Final = "[ \t\u3000\xa0\r\n]{0,80}+"
_YEAR: Final = "(?:19|20|１９|２０)[0-9０-９]{2}"
_REVISED: Final = "(?:修订|修正|修改|修编)"
_GROUP = re.compile(f"{BLANK}[（(]([^（）()\n]{{0,200}}(?:[（(][^（）()\n]{{0,40}}[）)][^（）()\n]{{0,80}}){{0,4}})[）)]")
_UNCLOSED_GROUP = re.compile(f"{BLANK}[（(]{BLANK}(?={_YEAR}|[\u4e00-\u9fff])")
SHORT_FOR = re.compile("以下(?:简|统|合)?称")
DEFINED = re.compile(
    f'{BLANK}[，,]?{BLANK}[（(]?{BLANK}以下(?:简|统|合)?称为?{BLANK}[：:]?{BLANK}[“"「『《‘]?([^”"」』》’，。；、（）()\n《“]{{1,40}})[”"」』》’]?{BLANK}[）)]?'
)
_QUOTED = re.compile('[“"「『《]([^”"」』》]{1,40})[”"」』》]')
_PLAIN_YEAR = re.compile(f"[ \t\u3000]{{0,8}}({_YEAR})年?{_REVISED}(?:版|本|稿|案)?")
_GROUP_YEAR = re.compile(f"({_YEAR})(?:年|(?=[ 　]*(?:{_REVISED}|版|本|$)))")
_STAGE = re.compile("(?:试行|暂行|草案|修订|修正|修订版|修正版|修订稿|[一二三四五六七八九十]{1,3})$")
_LINK = re.compile(
    "(?:之中的|当中的|中的|里的|的|中|里)?[ \t\u3000\xa0\r\n]{0,8}(?=第|附|[0-9０-９零〇一二两三四五六七八九十百]{1,12}条)"
)
_AND_PLACE = re.compile("(?:的|之)?(?:有关|相关)?(?:规定|要求)?(?:、|以及|和|及|与|或者|或)(?=第)")


@dataclass
class Tail:
    """What stands behind a title."""

    end: int
    year: str = ""
    number: str = ""
    places: tuple[Address, ...] = ()
    locator: str = ""
    aliases: list[str] = field(default_factory=list)
    notes: list[Text] = field(default_factory=list)


class TailReader:
    """Reads tails in one text; ``numbers`` are its document numbers by where they begin."""

    def __init__(self, text: str, numbers: Mapping[int, DocumentNumber]) -> None:
        self.text = text
        self.numbers = numbers

    def read(self, end: int, number: DocumentNumber | None = None) -> Tail:
        tail = Tail(end)
        if number is not None:
            self.take_number(tail, number)
        for _ in range(8):
            if not (self.group(tail) or self.definition(tail) or self.bare(tail) or self.places(tail)):
                break
        return tail

    def definition(self, tail: Tail) -> bool:
        match = DEFINED.match(self.text, tail.end)
        if match is None:
            return False
        tail.aliases.append(match[1].strip())
        tail.end = match.end()
        return True

    def group(self, tail: Tail) -> bool:
        """（2018年修订）, （国发〔2021〕7号）, （试行）."""
        match = _GROUP.match(self.text, tail.end)
        if match is None:
            opened = _UNCLOSED_GROUP.match(self.text, tail.end)
            number = self.numbers.get(opened.end()) if opened else None
            if number is None:
                return False
            self.take_number(tail, number)
            return True
        inside = match[1]
        numbers = list(document_numbers(self.text, match.start(1), match.end(1)))
        year = _year(inside)
        defined = SHORT_FOR.search(inside)
        if not numbers and not defined and not year and not (_STAGE.match(inside.strip()) and not self.begins_item(inside, tail)):
            return False
        tail.year = tail.year or year
        for number in numbers[:1]:
            self.take_number(tail, number)
        if defined:
            after = inside[defined.end() :]
            marked = [each for each in _QUOTED.findall(after) if each]
            single = DEFINED.match(self.text, match.start(1) + defined.start())
            tail.aliases += marked or ([single[1].strip()] if single else [])
        tail.end = match.end()
        return True

    @staticmethod
    def begins_item(inside: str, tail: Tail) -> bool:
        return bool(tail.places) or bool(re.fullmatch("[一二三四五六七八九十]{1,3}", inside.strip()))

    def bare(self, tail: Tail) -> bool:
        """国发〔2021〕7号 or 2018年修订 without brackets."""
        number = None if tail.number else self.numbers.get(tail.end)
        if number is not None:
            self.take_number(tail, number)
            return True
        year = None if tail.year else _PLAIN_YEAR.match(self.text, tail.end)
        if year:
            tail.year, tail.end = digits(year[1]), year.end()
        return bool(year)

    def take_number(self, tail: Tail, number: DocumentNumber) -> None:
        if not tail.number:
            tail.number = number.number
            tail.notes += number.notes
            tail.year = tail.year or number.year
        tail.end = number.end

    def places(self, tail: Tail) -> bool:
        link = _LINK.match(self.text, tail.end) if not tail.places else _AND_PLACE.match(self.text, tail.end)
        if link is None or tail.locator:
            return False
        read = places_at(self.text, link.end())
        if read.end == link.end() or (tail.places and not read.addresses):
            return False
        tail.places = tuple(dict.fromkeys((*tail.places, *read.addresses)))
        tail.locator = read.locator
        tail.notes += read.notes
        tail.end = read.end
        return True


def _year(words: str) -> str:
    """The year of the revision that a bracket states: the last one that is said to be, else the one it begins with."""
    plain = re.sub(f"[〔\\[［【(（]{_YEAR}[〕\\]］】)）]", "", words)
    years = list(_GROUP_YEAR.finditer(plain))
    revised = [match for match in years if re.match(f"[^，,；;]{{0,90}}{_REVISED}", plain[match.end() :])]
    if revised:
        return digits(revised[-1][1])
    return digits(years[0][1]) if years and re.match(f"[ 　]*{_YEAR}", plain) else ""


def digits(written: str) -> str:
    return "".join(str(int(sign)) for sign in written)
