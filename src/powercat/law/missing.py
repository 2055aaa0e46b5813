"""Which places that are named in a version of a law are not there, told by its text, else by the number of its articles."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final, Literal

from powercat.law.address import Address
from powercat.law.register import Version
from powercat.law.statute import Article, Item, Statute

Level = Literal["article", "paragraph", "item", "sub_item"]

_CLOSING: Final = re.compile("附则|(?:自|从|于).{0,40}(?:施行|实施|生效|执行)|废止|(?:起|本)(?:施行|实施|生效|执行)")
_LONGEST_HEADING: Final = 10


@dataclass(frozen=True, slots=True)
class Missing:
    """A place that is not there. ``level`` is the first part of the address that fails, ``within`` the place it was looked for
    in (``None``: the whole law), ``count`` how many such parts there are, ``several`` the paragraphs that have an item of the
    number while the address names none.
    """

    level: Level
    within: Address | None
    count: int
    several: int = 0


def missing(version: Version, text: Statute | None, place: Address) -> Missing | None:
    """Why a place is not there; ``None`` when it is there, or when nothing is known.

    Without the text only whole articles can be told, by their number; inserted articles (之一) not at all. Where the text ends
    before the stated number of articles, or breaks off, it is an excerpt, and what may stand in the rest is not missing.
    """
    if text is None:
        beyond = 0 < version.count < place.article and not place.suffix
        return Missing("article", None, version.count) if beyond else None
    article = text.article(place.article, place.suffix)
    if article is None:
        last = max((each.number for each in text.articles), default=0)
        is_beyond_excerpt = last < place.article and (place.article <= version.count or breaks_off(text))
        return None if is_beyond_excerpt else Missing("article", None, last)
    return _in_article(article, place)


def breaks_off(text: Statute) -> bool:
    """Whether a text in chapters ends before its closing provisions, which say from when it holds: only a part was copied."""
    if not text.articles or not text.articles[-1].headings:
        return False
    end = text.articles[-1]
    # some copies have their headings as plain lines, which then read as paragraphs of the article before
    plain_lines = (each.text for article in text.articles for each in article.paragraphs if len(each.text) < _LONGEST_HEADING)
    is_closed = any("附则" in re.sub(r"\s", "", line) for line in (*end.headings, *plain_lines))
    return not (is_closed or _CLOSING.search(end.words))


def _in_article(article: Article, place: Address) -> Missing | None:
    whole = place.whole_article
    paragraphs = [each for each in article.paragraphs if place.paragraph in (0, each.number)]
    if place.paragraph and not paragraphs:
        return Missing("paragraph", whole, len(article.paragraphs))
    if not place.item:
        return None
    around = Address(place.article, place.suffix, place.paragraph)
    found = [item for each in paragraphs for item in each.items if item.number == place.item]
    if len(found) != 1:
        return Missing("item", around, max((len(each.items) for each in paragraphs), default=0), len(found))
    return _in_item(found[0], place)


def _in_item(item: Item, place: Address) -> Missing | None:
    if not place.sub_item or any(each.number == place.sub_item for each in item.sub_items):
        return None
    around = Address(place.article, place.suffix, place.paragraph, place.item)
    return Missing("sub_item", around, len(item.sub_items))
