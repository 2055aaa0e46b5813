"""The text of one version of a law: articles, their paragraphs, items and sub-items, read from Markdown.

A text begins with its title and the history of its promulgation; ``<!-- INFO END -->`` or the first heading or article ends that.
Chapters are headings. An article begins a line with 第…条 and a blank; each natural paragraph after it is a paragraph (款) of it,
lines that begin with （一） are its items (项), those with 1. within an item its sub-items (目).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final

from powercat.law.address import Address
from powercat.law.numerals import NUMERAL, number_of

BLANK: Final = "[ \t\u3000\xa0]"
_ARTICLE = re.compile(f"^{BLANK}*\\**第({NUMERAL})条(?:之({NUMERAL}))?\\**(?:{BLANK}+|$)")
_ITEM = re.compile(f"^{BLANK}*[（(]{BLANK}*([零〇一二两三四五六七八九十百]+){BLANK}*[）)]{BLANK}*")
_SUB_ITEM = re.compile(f"^{BLANK}*(?:([0-9０-９]{{1,2}}){BLANK}*[.．、]|[（(]([0-9０-９]{{1,2}})[）)]){BLANK}*(?![0-9])")
_LISTED = re.compile(f"^{BLANK}*([一二三四五六七八九十]{{1,3}})、{BLANK}*")
_NEXT_ARTICLE = re.compile(f"(?<=[。；]){BLANK}+(?=第({NUMERAL})条{BLANK})")
_FORMULA = re.compile("^[^。；]{2,40}[＝=][^。；]+$")
_HEADING = re.compile("^(#+)")
_PART_OF_LAW = re.compile(f"第{BLANK}*{NUMERAL}{BLANK}*(?:编|分编|章|节)")
_COMMENT = re.compile("^<!--.*-->$")
_INFO_END: Final = "INFO END"


@dataclass(frozen=True, slots=True)
class SubItem:
    """A 目 of an item."""

    number: int
    text: str
    line: int

    @property
    def words(self) -> str:
        return self.text


@dataclass(frozen=True, slots=True)
class Item:
    """A 项 of a paragraph; ``text`` is without its number and sub-items."""

    number: int
    text: str
    line: int
    sub_items: tuple[SubItem, ...] = ()

    @property
    def words(self) -> str:
        """All of it, one line each."""
        return "\n".join([self.text, *(each.text for each in self.sub_items)])


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A 款 of an article; ``text`` is what stands before its items."""

    number: int
    text: str
    line: int
    items: tuple[Item, ...] = ()

    @property
    def words(self) -> str:
        return "\n".join([self.text, *(each.words for each in self.items)])


@dataclass(frozen=True, slots=True)
class Article:
    """An article with the headings it stands under, outermost first; ``line`` counts from 1 in the file."""

    number: int
    suffix: int
    headings: tuple[str, ...]
    paragraphs: tuple[Paragraph, ...]
    line: int

    @property
    def address(self) -> Address:
        return Address(self.number, self.suffix)

    @property
    def words(self) -> str:
        """The whole article without its number, paragraphs on lines of their own."""
        return "\n".join(each.words for each in self.paragraphs)


Part = Article | Paragraph | Item | SubItem


@dataclass(frozen=True)
class Statute:
    """A law's text. ``history`` are the lines on promulgation and amendment; ``prose`` the paragraphs outside all articles
    (the whole of a notice that has none), ``headings`` those of its parts, both with their lines.
    """

    title: str
    history: tuple[str, ...]
    articles: tuple[Article, ...]
    prose: tuple[tuple[int, str], ...] = field(default=())
    headings: tuple[tuple[int, str], ...] = field(default=())

    @cached_property
    def _by_number(self) -> Mapping[Address, Article]:
        return {article.address: article for article in reversed(self.articles)}

    def article(self, number: int, suffix: int = 0) -> Article | None:
        return self._by_number.get(Address(number, suffix))

    def at(self, address: Address) -> Part | None:
        """What stands at an address; ``None`` when there is nothing. An item without a paragraph is looked for in the whole
        article, where it must be the only one of its number.
        """
        article = self.article(address.article, address.suffix)
        if article is None or not (address.paragraph or address.item):
            return article
        paragraphs = [each for each in article.paragraphs if address.paragraph in (0, each.number)]
        if not address.item:
            return paragraphs[0] if paragraphs else None
        found = [item for each in paragraphs for item in each.items if item.number == address.item]
        if len(found) != 1 or not address.sub_item:
            return found[0] if len(found) == 1 else None
        return next((each for each in found[0].sub_items if each.number == address.sub_item), None)


_NOTHING_SEEN: Final = " \t\u3000\xa0\ufeff\r\u200b\u200c\u200d\u2060"
"""Blanks, and characters that take no room: a line of nothing else is no paragraph."""


def read_statute(text: str) -> Statute:
    """Read a law's Markdown. Never raises; what cannot be made out is prose."""
    reader = _Reader()
    for number, line in enumerate(text.replace("\r\n", "\n").replace("\r", "\n").split("\n"), 1):
        reader.take(number, line.strip(_NOTHING_SEEN))
    return reader.done()


@dataclass(slots=True)
class _Open:
    """A paragraph or item that is still being read, with what stands below it."""

    number: int
    text: str
    line: int
    below: list[_Open] = field(default_factory=list)

    def paragraph(self) -> Paragraph:
        items = (Item(each.number, each.text, each.line, each.sub_items()) for each in self.below)
        return Paragraph(self.number, self.text, self.line, tuple(items))

    def sub_items(self) -> tuple[SubItem, ...]:
        return tuple(SubItem(each.number, each.text, each.line) for each in self.below)


class _Reader:
    """Takes a text line by line. Holds the article and the paragraphs that are open."""

    def __init__(self) -> None:
        self.title = ""
        self.history: list[str] = []
        self.articles: list[Article] = []
        self.prose: list[tuple[int, str]] = []
        self.above: list[tuple[int, str]] = []
        self.headings: list[tuple[int, str]] = []
        self.open: tuple[int, int, tuple[str, ...], int] | None = None
        self.paragraphs: list[_Open] = []
        self.in_front = True
        self.is_list = False

    def take(self, number: int, line: str) -> None:
        if not line:
            return
        if _COMMENT.match(line):
            self.in_front = self.in_front and _INFO_END not in line
            return
        heading, article = _HEADING.match(line), _ARTICLE.match(line)
        if heading:
            self._heading(number, len(heading[1]), line[heading.end() :].strip(_NOTHING_SEEN))
        elif article and number_of(article[1]):
            self._article(number, line, article)
        elif self.in_front:
            self.history.append(line)
        else:
            self._words(number, line)

    def _article(self, number: int, line: str, opening: re.Match[str]) -> None:
        self._end_article()
        self.in_front = False
        headings = tuple(words for _, words in self.above)
        own = number_of(opening[1]) or 0
        begin = opening.end()
        self.open = (own, number_of(opening[2] or "") or 0, headings, number)
        # some copies run articles on in one line; what follows is one only if it has the next number
        for following in _NEXT_ARTICLE.finditer(line):
            next_one = _ARTICLE.match(line[following.end() :])
            if next_one is None or number_of(following[1]) != own + 1:
                continue
            self._article_words(number, line[begin : following.start()])
            self._end_article()
            own, begin = own + 1, following.end() + next_one.end()
            self.open = (own, number_of(next_one[2] or "") or 0, headings, number)
        self._article_words(number, line[begin:])

    def _article_words(self, number: int, words: str) -> None:
        if words.strip():
            self._words(number, words.strip())

    def _heading(self, number: int, depth: int, words: str) -> None:
        if not self.title and depth == 1 and not _PART_OF_LAW.match(words):
            self.title = words
            return
        self.in_front = False
        self._end_article()
        plain = re.sub(f"{BLANK}+", " ", words)
        self.headings.append((number, plain))
        self.above = [each for each in self.above if each[0] < depth]
        self.above.append((depth, plain))

    def _words(self, number: int, line: str) -> None:
        if self.open is None:
            self.prose.append((number, line))
            return
        item, sub_item = _ITEM.match(line), _SUB_ITEM.match(line)
        last = self.paragraphs[-1] if self.paragraphs else None
        listed = _LISTED.match(line) or sub_item
        if last is None:
            self._add_paragraph(number, line)
        elif listed and self._is_item(last, listed):
            self.is_list = True
            last.below.append(_Open(_number(listed), line[listed.end() :], number))
        elif item:
            last.below.append(_Open(_number(item), line[item.end() :], number))
        elif sub_item and last.below:
            last.below[-1].below.append(_Open(_number(sub_item), line[sub_item.end() :], number))
        elif not last.below and _FORMULA.match(line):
            last.text += f"\n{line}"
        elif last.below and (going_on := _unfinished(last.below[-1])) is not None:
            going_on.text += f"\n{line}"
        else:
            self._add_paragraph(number, line)

    def _add_paragraph(self, number: int, line: str) -> None:
        self.is_list = False
        self.paragraphs.append(_Open(len(self.paragraphs) + 1, line, number))

    def _is_item(self, last: _Open, listed: re.Match[str]) -> bool:
        """Whether 一、 or 1. opens an item of the paragraph: old texts number their items so, one by one, after a colon."""
        number = _number(listed)
        if not last.below:
            return number == 1 and last.text.endswith(("：", ":"))
        return self.is_list and number == last.below[-1].number + 1

    def _end_article(self) -> None:
        if self.open is not None:
            number, suffix, headings, line = self.open
            self.articles.append(Article(number, suffix, headings, tuple(each.paragraph() for each in self.paragraphs), line))
        self.open, self.paragraphs = None, []

    def done(self) -> Statute:
        self._end_article()
        return Statute(self.title, tuple(self.history), tuple(self.articles), tuple(self.prose), tuple(self.headings))


def _number(match: re.Match[str]) -> int:
    return number_of(next((each for each in match.groups() if each), "")) or 0


def _unfinished(item: _Open) -> _Open | None:
    """The item, or its last sub-item, whose words stop where a sentence cannot: the line that follows still belongs to it."""
    last = item.below[-1] if item.below else item
    return last if last.text.endswith(("；", ";", "、", "，", ",", "：", ":")) else None


def missing_numbers(articles: Sequence[Article]) -> list[int]:
    """The numbers between the first and the last article for which there is none: a sign of a text that is not whole."""
    there = {article.number for article in articles}
    return [number for number in range(1, max(there, default=0) + 1) if number not in there]
