"""From what people write to the register: which instrument a mention means, which version, and whether its places exist."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from powercat.core.catalog import Catalog
from powercat.core.nearest import nearest
from powercat.core.record import Record
from powercat.core.text import Text
from powercat.law.address import Address
from powercat.law.document_number import number_key
from powercat.law.prose import Mention
from powercat.law.register import Version, by_title, plain_title, statute, titles, version_on, versions
from powercat.power.life import today
from powercat.power.once import once

MAX_QUOTE: Final = 3000
MAX_LOCATOR: Final = 200
_ENCLOSED = re.compile(
    "关于(?:重新)?(?:印发|发布|公布|颁布|下发|实施)[〈<《]?(.+?)[〉>》]?(?:[（(][^（()）]{1,20}[）)])?的(?:通知|公告|通告|命令|令|决定)$"
)

Citation = dict[str, Any]
"""The fields of one citation of a record."""


@dataclass(frozen=True, slots=True, eq=False)
class Resolved:
    """``laws`` are the instruments that a mention may mean: one when it is clear, none when the register lacks it.

    ``version`` is the one of the year it states, else the one in force on the day; ``near`` the title that may have been meant.
    """

    mention: Mention
    laws: tuple[Record, ...]
    version: Version | None = None
    near: str = ""
    notes: tuple[Text, ...] = ()

    @property
    def law(self) -> Record | None:
        return self.laws[0] if len(self.laws) == 1 else None


def resolve(catalog: Catalog, mention: Mention, day: str = "") -> Resolved:
    """What a mention means in the catalog's register on a day (default: the catalog's)."""
    laws, notes = _laws(catalog, mention)
    if len(laws) != 1:
        near = "" if laws or not mention.full_title else _near(catalog, mention.full_title)
        if len(laws) > 1:
            ids = [law.id for law in laws]
            notes.append(Text(f"登记里有几部：{'、'.join(ids)}", f"the register has several: {', '.join(ids)}"))
        return Resolved(mention, laws, None, near, tuple(notes))
    when = day or today(catalog)
    version = _of_year(laws[0], mention.year) if mention.year else None
    if mention.year and version is None:
        notes.append(
            Text(f"登记里没有{mention.year}年的版本", f"the register has no version of {mention.year}"),
        )
    version = version or version_on(laws[0], when) or next(reversed(versions(laws[0])), None)
    return Resolved(mention, laws, version, "", tuple(notes))


def _laws(catalog: Catalog, mention: Mention) -> tuple[tuple[Record, ...], list[Text]]:
    title, notes = mention.full_title, list[Text]()
    laws = tuple(by_title(catalog, title)) if title else ()
    enclosed = None if laws else _ENCLOSED.search(title)
    if enclosed and (laws := tuple(by_title(catalog, enclosed[1]))):
        notes.append(Text(f"按随它印发的《{enclosed[1]}》", f"read as {enclosed[1]}, which it issued"))
    if mention.number and len(laws) != 1:
        numbered = by_number(catalog).get(number_key(mention.number), ())
        if not laws and numbered and title:
            notes.append(Text(f"按文号找到，标题不是《{title}》", f"found by its document number; the title is not {title}"))
        laws = tuple(law for law in laws if law in numbered) or laws or tuple(numbered)
    return laws, notes


@once
def by_number(catalog: Catalog) -> Mapping[str, Sequence[Record]]:
    """The instruments by the document number of each of their versions."""
    found: dict[str, dict[str, Record]] = {}
    for law in catalog.of("law"):
        for version in versions(law):
            if version.number:
                found.setdefault(number_key(version.number), {})[law.id] = law
    return {number: tuple(laws.values()) for number, laws in found.items()}


def _near(catalog: Catalog, title: str) -> str:
    """The full title of the instrument that was most likely meant."""
    close = nearest(plain_title(title), list(titles(catalog)))
    return titles(catalog)[close][0]["title"].text if close else ""


def _of_year(law: Record, year: str) -> Version | None:
    found = versions(law)
    promulgated = [each for each in found if each.year == year]
    return next(reversed(promulgated or [each for each in found if each.first.startswith(year)]), None)


def is_there(catalog: Catalog, version: Version | None, place: Address) -> bool | None:
    """Whether a version has a place; ``None`` when neither its text nor the number of its articles can tell."""
    if version is None:
        return None
    text = statute(catalog, version)
    if text is not None and text.articles:
        return text.at(place) is not None
    if version.count and place.article > version.count:
        return False
    return True if version.count and place == Address(place.article) else None


def citations_of(mention: Mention, law: str) -> list[Citation]:
    """A mention as the citations of a record, in order; places of one article go together where the shape allows.

    Items stand with at most one paragraph, sub-items with one item. A quotation is kept where there is but one citation.
    """
    found = _combined(mention.places)
    if mention.locator and len(mention.locator) <= MAX_LOCATOR:
        found.append({"locator": mention.locator})
    made: list[Citation] = [{"law": law, **each} for each in found or [{}]]
    if len(made) == 1 and 0 < len(mention.quote) <= MAX_QUOTE:
        made[0]["quote"] = mention.quote
    return made


def _combined(places: Sequence[Address]) -> list[Citation]:
    groups: dict[tuple[object, ...], list[Address]] = {}
    for place in places:
        if place.sub_item:
            key: tuple[object, ...] = ("sub_items", replace(place, sub_item=0))
        elif place.item:
            key = ("items", replace(place, item=0))
        else:
            key = ("paragraphs", place.whole_article, bool(place.paragraph))
        groups.setdefault(key, []).append(place)
    found = []
    for (level, *_), members in groups.items():
        first = members[0]
        citation: Citation = {"article": first.article}
        if first.suffix:
            citation["article_suffix"] = first.suffix
        if first.paragraph:
            citation["paragraphs"] = sorted({each.paragraph for each in members})
        if first.item:
            citation["items"] = sorted({each.item for each in members}) if level == "items" else [first.item]
        if first.sub_item:
            citation["sub_items"] = sorted({each.sub_item for each in members})
        found.append(citation)
    return found
