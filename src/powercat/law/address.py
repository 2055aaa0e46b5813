"""Where a provision stands in a law: article, paragraph, item, sub-item (条、款、项、目)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from powercat.core.text import Text
from powercat.law.numerals import NUMERAL, chinese, number_of

_WRITTEN = re.compile(
    f"第?({NUMERAL})条?(?:之({NUMERAL})|-([0-9]+))?"
    f"(?:第({NUMERAL})款|[(（]({NUMERAL})[)）](?!项))?"
    f"(?:第?[(（]?({NUMERAL})[)）]?项)?(?:第?({NUMERAL})目)?"
)


@dataclass(frozen=True, slots=True, order=True)
class Address:
    """One place in a law, all numbers from 1; 0 where the address does not go that far.

    ``suffix`` is the number of an inserted article: 第三十五条之一 is ``Address(35, 1)``. An item may stand without a paragraph
    where the article has but one.
    """

    article: int
    suffix: int = 0
    paragraph: int = 0
    item: int = 0
    sub_item: int = 0

    @property
    def whole_article(self) -> Address:
        return Address(self.article, self.suffix)

    @property
    def words(self) -> Text:
        """第三十五条第一款第（一）项; art. 35(1), item 1."""
        zh = article_words(self.article, self.suffix)
        en = f"art. {self.article}" + (f"-{self.suffix}" if self.suffix else "")
        if self.paragraph:
            zh += f"第{chinese(self.paragraph)}款"
            en += f"({self.paragraph})"
        if self.item:
            zh += f"第（{chinese(self.item)}）项"
            en += f", item {self.item}"
        if self.sub_item:
            zh += f"第{self.sub_item}目"
            en += f", sub-item {self.sub_item}"
        return Text(zh, en)


def address_of(written: str) -> Address | None:
    """The place that a person writes as 第三十五条之一第一款第（二）项, 35, 35-1, or 35(1); ``None`` for anything else."""
    plain = unicodedata.normalize("NFKC", written)
    match = _WRITTEN.fullmatch(re.sub(r"[ \t]", "", plain)) if len(plain) <= 60 else None
    if match is None:
        return None
    numbers = [number_of(each) if each else 0 for each in match.groups()]
    article, suffix, dashed, paragraph, short, item, sub_item = (each or 0 for each in numbers)
    if None in numbers or not article:
        return None
    return Address(article, suffix or dashed, paragraph or short, item, sub_item)


def article_words(article: int, suffix: int = 0) -> str:
    """第三十五条, 第三十五条之一."""
    return f"第{chinese(article)}条" + (f"之{chinese(suffix)}" if suffix else "")


def addresses(citation: dict[str, Any]) -> Iterator[Address]:
    """The places a citation's fields name, one by one; none where it names no article, or its fields are of a wrong type."""
    article = _number(citation.get("article"))
    if not article:
        return
    suffix = _number(citation.get("article_suffix"))
    for paragraph in _numbers(citation.get("paragraphs")):
        for item in _numbers(citation.get("items")):
            for sub_item in _numbers(citation.get("sub_items")) if item else (0,):
                yield Address(article, suffix, paragraph, item, sub_item)


def _number(value: object) -> int:
    return value if isinstance(value, int) and not isinstance(value, bool) and value > 0 else 0


def _numbers(value: object) -> Sequence[int]:
    """The numbers of a list; one 0 where there are none."""
    found = [number for each in value if (number := _number(each))] if isinstance(value, list) else ()
    return found or (0,)
