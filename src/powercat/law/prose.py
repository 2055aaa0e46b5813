"""Citations as people write them in running text or in one cell: 《食品安全法》（2021年修正）第三十五条第一款、第三十六条.

What is no citation is passed over; what is written wrongly but clearly is read, and noted.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from powercat.core.text import Text
from powercat.law.address import Address
from powercat.law.book_marks import LEGAL_END, UNOPENED, Marked, marked_titles, reads_like_law
from powercat.law.document_number import DocumentNumber, document_numbers
from powercat.law.known_titles import KnownTitles, found_in, known_titles
from powercat.law.places import places_at
from powercat.law.quotation import quotation_at
from powercat.law.register import plain_title
from powercat.law.title_tail import BLANK, DEFINED, SHORT_FOR, TailReader, digits

NOTHING_KNOWN: Final = known_titles(())

_TITLE_YEAR = re.compile("[（(]((?:19|20)[0-9]{2})年?(?:修订|修正|修改|修编)(?:版|本|稿|案)?[）)]$")
_BEFORE_TITLE = re.compile(f"(?:文件?)?(?:公布|发布|颁布|印发|颁发|通过)?的?{BLANK}(?=[《〈])")
_ARTICLE_NEXT: Final = "[ \t\u3000]{0,4}第[ \t\u3000]{0,4}[0-9０-９零〇一二两三四五六七八九十百千]{1,12}[ \t\u3000]{0,4}条"
_PRONOUN = re.compile(f"[该同]({LEGAL_END})(?={_ARTICLE_NEXT})")
_MAX_ALIASES: Final = 40
_MAX_BACK: Final = 20
_CLOSING: Final = ("》", "〉")


@dataclass(frozen=True, slots=True)
class Mention:
    """One instrument that a text names, and the places in it.

    ``start`` and ``end`` (exclusive) are characters of the text, without the quotation. ``title`` is as written without its
    marks, ``""`` where only a document number stands; ``stands_for`` what the text itself says that the title is short for, or
    what 该法 points back to (else ``""``). ``year`` is that of the revision, ``number`` the document number in its right form.
    ``locator`` is a place without an article, in the text's words. ``quote`` is the passage that follows.
    """

    start: int
    end: int
    title: str
    stands_for: str = ""
    year: str = ""
    number: str = ""
    places: tuple[Address, ...] = ()
    locator: str = ""
    quote: str = ""
    notes: tuple[Text, ...] = ()

    @property
    def full_title(self) -> str:
        """The title to look for."""
        return self.stands_for or self.title


def read_prose(text: str, known: KnownTitles = NOTHING_KNOWN) -> tuple[Mention, ...]:
    """The citations of a text, in order. Titles without marks are found when they are ``known``. Linear; never raises."""
    return tuple(_Reader(text, known).mentions())


@dataclass(frozen=True, slots=True)
class _Anchor:
    """Where a mention may begin: ``end`` is that of its title."""

    start: int
    end: int
    title: str
    sort: str
    notes: tuple[Text, ...] = ()


class _Reader:
    """One pass over a text. Holds what the text has defined so far, and the titles named."""

    def __init__(self, text: str, known: KnownTitles) -> None:
        self.text = text
        self.known = known
        self.numbers = {each.start: each for each in document_numbers(text)}
        self.tails = TailReader(text, self.numbers)
        self.aliases: dict[str, str] = {}
        self.named: list[str] = []

    def mentions(self) -> Iterator[Mention]:
        end = 0
        pending: DocumentNumber | None = None
        for anchor in self.anchors():
            if anchor.start < end:
                continue
            if anchor.sort == "number" and _BEFORE_TITLE.match(self.text, anchor.end):
                pending, end = self.numbers[anchor.start], anchor.end
                continue
            mention = self.numbered(anchor) if anchor.sort == "number" else self.mention(anchor)
            if mention is None:
                if pending is not None:
                    yield Mention(pending.start, pending.end, "", "", pending.year, pending.number, notes=pending.notes)
                    pending = None
                continue
            if pending is not None:
                mention = _with_number(mention, pending)
                pending = None
            found, end = self.finished(mention)
            yield from found

    def anchors(self) -> Sequence[_Anchor]:
        marked = list(marked_titles(self.text))
        found = [_Anchor(each.start, each.end, each.title, "title", each.notes) for each in marked]
        found += [_Anchor(each.start, each.end, each.number, "number") for each in self.numbers.values()]
        found += [_Anchor(start, end, self.text[start:end], "known") for start, end in found_in(self.text, self.known)]
        found += [_Anchor(match.start(), match.end(), match[1], "pronoun") for match in _PRONOUN.finditer(self.text)]
        defined = (DEFINED.match(self.text, match.start()) for match in SHORT_FOR.finditer(self.text))
        aliases = list(dict.fromkeys(match[1].strip() for match in defined if match))[:_MAX_ALIASES]
        if aliases:
            words = "|".join(re.escape(alias) for alias in sorted(aliases, key=len, reverse=True) if len(alias) > 1)
            if words:
                pattern = re.compile(f"(?:{words})(?=[ \t\u3000]{{0,4}}第)")
                found += [_Anchor(match.start(), match.end(), match[0], "alias") for match in pattern.finditer(self.text)]
        order = {"title": 0, "alias": 1, "known": 2, "pronoun": 3, "number": 4}
        inside = _covered(marked)
        kept = [each for each in found if each.sort == "title" or not inside(each.start)]
        return sorted(kept, key=lambda each: (each.start, order[each.sort], -each.end))

    def mention(self, anchor: _Anchor) -> Mention | None:
        """What an anchor is a mention of; ``None`` when it names no instrument."""
        title, stands_for = anchor.title, ""
        if anchor.sort == "pronoun":
            stands_for = next((each for each in reversed(self.named[-_MAX_BACK:]) if _head(each).endswith(anchor.title)), "")
            title = self.text[anchor.start : anchor.end]
            if not stands_for:
                return None
        elif plain_title(title) in self.aliases:
            stands_for = self.aliases[plain_title(title)]
        elif anchor.sort == "alias":
            return None
        notes, end = anchor.notes, anchor.end
        if anchor.sort == "known" and self.text[end : end + 1] in _CLOSING:
            notes, end = (*notes, UNOPENED), end + 1
        tail = self.tails.read(end)
        dated = _TITLE_YEAR.search(title)
        if dated and dated.start():
            title, tail.year = title[: dated.start()].strip(), tail.year or digits(dated[1])
        is_law = (
            stands_for
            or anchor.sort == "known"
            or reads_like_law(title)
            or title in self.known
            or tail.places
            or tail.locator
            or tail.number
        )
        if not is_law:
            return None
        self.named.append(stands_for or title)
        for alias in tail.aliases[:_MAX_ALIASES]:
            # （以下简称《甲法》、《乙法》): each is short for the title that ends like it
            ends_so = (each for each in reversed(self.named[-_MAX_BACK:]) if each.endswith(alias))
            short_for = next(ends_so, "") or (stands_for or title if len(tail.aliases) == 1 else "")
            if short_for:
                self.aliases[plain_title(alias)] = short_for
        return Mention(
            anchor.start,
            tail.end,
            title,
            stands_for,
            tail.year,
            tail.number,
            tail.places,
            tail.locator,
            "",
            (*notes, *tail.notes),
        )

    def numbered(self, anchor: _Anchor) -> Mention:
        """An instrument that only its document number names."""
        number = self.numbers[anchor.start]
        tail = self.tails.read(anchor.end, number)
        return Mention(anchor.start, tail.end, "", "", tail.year, number.number, tail.places, tail.locator, "", tuple(tail.notes))

    def finished(self, mention: Mention) -> tuple[list[Mention], int]:
        """The mention with the passage it quotes, and those that go on below it (第五条 …); and where to read on."""
        found: list[Mention] = []
        while True:
            quotation = quotation_at(self.text, mention.start, mention.end, has_place=bool(mention.places or mention.locator))
            if quotation is None:
                return [*found, mention], mention.end
            found.append(replace(mention, quote=quotation.words))
            read = places_at(self.text, quotation.end)
            if not read.addresses or not mention.title:
                return found, quotation.end
            mention = replace(mention, start=quotation.end, end=read.end, places=read.addresses, locator="", notes=read.notes)


def _with_number(mention: Mention, number: DocumentNumber) -> Mention:
    """A mention whose document number stands before its title."""
    if mention.number:
        return mention
    return replace(mention, start=number.start, number=number.number, notes=(*number.notes, *mention.notes))


def _covered(marked: Sequence[Marked]) -> Callable[[int], bool]:
    """Whether a character stands inside one of the titles."""
    starts = [each.start for each in marked]

    def inside(place: int) -> bool:
        index = bisect_right(starts, place) - 1
        return index >= 0 and place < marked[index].end

    return inside


def _head(title: str) -> str:
    """A title without what stands in brackets at its end."""
    return re.sub("[（(][^（）()]{1,20}[）)]$", "", title)
