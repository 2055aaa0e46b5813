"""Whether what a record quotes is what the law says: the same, reworded, in another article, or only in an older version."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from powercat.core.catalog import Catalog
from powercat.core.record import Record
from powercat.core.text import Text
from powercat.law.address import Address
from powercat.law.register import Version, statute, version_on, versions
from powercat.law.statute import Statute
from powercat.logic.difference import Change, best_stretch, changes, plain

Verdict = Literal["equal", "reworded", "moved", "outdated", "absent"]
"""As it stands; in other words; word for word in another place; word for word in another version only; nothing like it."""

LIKE: Final = 0.6
"""A stretch that has less in common with a quote than this is not that quote reworded."""

SHORT: Final = 6
"""A quote of fewer words (characters without punctuation) is in too many places to say that it has moved."""

_OWN_NUMBER: Final = re.compile(
    r"(?:^|(?<=[。；;：:\n]))[ \t\u3000]*(?:《[^》\n]{1,60}》)?"
    r"第[ \t\u3000]*[0-9０-９零〇一二两三四五六七八九十百千]{1,10}[ \t\u3000]*条"
    r"(?:之[一二三四五六七八九十]{1,3})?(?:第[（(]?[零〇一二三四五六七八九十百]{1,5}[）)]?[款项]){0,2}[ \t\u3000]*"
    r"(?:(?:规定)?[：:]|[\s\u3000【]|$)"
    r"|^[ \t\u3000]*[（(]第[一二三四五六七八九十]{1,3}款[）)]"
)
"""The number of an article (with paragraph and item) where it opens, copied together with its words, and 《…》第三十条规定：;
第三十条规定的 goes on and is none.
"""

_GAP: Final = re.compile(r"…+|\.{3,}|。{3,}|\[[^\]]{0,20}\]|〔略〕|(?:（略）)")


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a quote is. ``place`` is where its words stand now (moved), ``version`` the version that has them (outdated),
    ``changes`` from the quote to the text in force (reworded; outdated, where the cited place still has something like it).
    """

    verdict: Verdict
    place: Address | None = None
    version: Version | None = None
    changes: Sequence[Change] = ()


def judge(catalog: Catalog, law: Record, day: str, places: Sequence[Address], quote: str) -> Judgement | None:
    """Hold a quote against the version of a law in force on a day, at the places its citation names (anywhere, if none).

    ``None`` when there is nothing to compare: no text of that version, no words in the quote, or a place that is not there, which
    is told as such. Dots in the quote stand for what was left out.
    """
    version = version_on(law, day)
    text = statute(catalog, version) if version is not None else None
    pieces = [piece for part in _GAP.split(_OWN_NUMBER.sub("\n", quote)) if (piece := plain(part))]
    if version is None or text is None or not pieces:
        return None
    parts = [text.at(place) for place in places]
    if any(part is None for part in parts):
        return None
    own = plain("\n".join(part.words for part in parts if part is not None)) if places else _all(text)
    if _holds(own, pieces):
        return Judgement("equal")
    whole = "".join(pieces)
    is_short = len(whole) < SHORT
    moved = None if is_short else next((place for place, words in _parts(text) if _holds(words, pieces)), None)
    if moved is not None:
        return Judgement("moved", place=moved)
    score, stretch = best_stretch(whole, own)
    different = tuple(changes(whole, stretch)) if score >= LIKE else ()
    for other in reversed([] if is_short else [each for each in versions(law) if each.first != version.first]):
        old = statute(catalog, other)
        if old is not None and _holds(_all(old), pieces):
            return Judgement("outdated", version=other, changes=different)
    if score >= LIKE:
        return Judgement("reworded", changes=different)
    better = max(_scored(text, whole), default=None, key=lambda each: each[0])
    if better is not None and better[0] >= LIKE:
        return Judgement("reworded", place=better[1], changes=changes(whole, better[2]))
    return Judgement("absent")


def _scored(text: Statute, whole: str) -> Iterator[tuple[float, Address, str]]:
    for place, words in _parts(text):
        score, stretch = best_stretch(whole, words)
        yield score, place, stretch


def _holds(words: str, pieces: Sequence[str]) -> bool:
    """Whether the pieces stand in the words one after the other."""
    at = 0
    for piece in pieces:
        at = words.find(piece, at)
        if at < 0:
            return False
        at += len(piece)
    return True


def _plain_of(text: Statute) -> tuple[str, list[tuple[Address, str]]]:
    """The plain words of a text and of each of its parts, the smallest first; kept with the text."""
    kept = vars(text).get("plain")
    if kept is None:
        whole = "".join([*(plain(article.words) for article in text.articles), *(plain(words) for _, words in text.prose)])
        kept = (whole, [(place, plain(words)) for place, words in _places(text)])
        object.__setattr__(text, "plain", kept)
    found: tuple[str, list[tuple[Address, str]]] = kept
    return found


def _all(text: Statute) -> str:
    return _plain_of(text)[0]


def _parts(text: Statute) -> list[tuple[Address, str]]:
    return _plain_of(text)[1]


def _places(text: Statute) -> Iterator[tuple[Address, str]]:
    for article in text.articles:
        several = len(article.paragraphs) > 1
        for each in article.paragraphs:
            number = each.number if several else 0
            for item in each.items:
                yield Address(article.number, article.suffix, number, item.number), item.words
            yield Address(article.number, article.suffix, number), each.words
        if several:
            yield article.address, article.words


def told(found: Sequence[Change], limit: int = 4) -> Text:
    """Changes in words: “环境保护”改成“生态环境”; the rest is counted."""
    shown = [_said(each) for each in found[:limit]]
    more = len(found) - limit
    zh = "；".join(words.zh for words in shown) + (f"；还有 {more} 处" if more > 0 else "")
    en = "; ".join(words.en for words in shown) + (f"; and {more} more" if more > 0 else "")
    return Text(zh, en)


def _said(change: Change) -> Text:
    old, new = _short(change.old), _short(change.new)
    if not change.old:
        return Text(f"“{change.before}”后面多了“{new}”", f"after “{change.before}” the law adds “{new}”")
    if not change.new:
        return Text(f"“{old}”已经没有", f"“{old}” is not there any more")
    return Text(f"“{old}”改成“{new}”", f"“{old}” now reads “{new}”")


def _short(words: str) -> str:
    return words if len(words) <= 40 else f"{words[:20]}…{words[-18:]}"
