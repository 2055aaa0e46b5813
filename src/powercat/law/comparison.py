"""Two versions of a law, article by article: what stayed, what merely moved, what changed, what went, what came."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final, Literal

from powercat.law.address import Address
from powercat.law.statute import Article, Part, Statute
from powercat.logic.difference import Change, changes, likeness, plain

Fate = Literal["same", "moved", "changed", "removed"]
"""Same words at the same place; same words elsewhere; other words; not there any more."""

LIKE: Final = 0.55
"""Articles that have less in common than this are not versions of one another."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a place: ``place`` is where it stands now (``None`` when removed), ``changes`` in what its words differ."""

    fate: Fate
    place: Address | None = None
    changes: Sequence[Change] = ()


@dataclass(frozen=True)
class Comparison:
    """``pairs`` are the articles that correspond, old to new; those of the old version that are missing in it were removed."""

    old: Statute
    new: Statute
    pairs: Mapping[Address, Article]

    @cached_property
    def added(self) -> Sequence[Article]:
        """Articles of the new version that correspond to none of the old."""
        taken = {article.address for article in self.pairs.values()}
        return [article for article in self.new.articles if article.address not in taken]

    def outcome(self, place: Address) -> Outcome | None:
        """What became of an article, paragraph, item or sub-item; ``None`` for a place the old version does not have."""
        part = self.old.at(place)
        if part is None:
            return None
        article = self.pairs.get(place.whole_article)
        if article is None:
            return Outcome("removed")
        words = plain(part.words)
        wanted = Address(article.number, article.suffix, place.paragraph, place.item, place.sub_item)
        here = self.new.at(wanted)
        if here is not None and plain(here.words) == words:
            return Outcome("same" if wanted == place else "moved", wanted)
        if not place.paragraph and not place.item:
            return Outcome("changed", wanted, changes(words, plain(article.words)))
        alike = [(address, plain(each.words)) for address, each in _parts(article, place)]
        equal = next((address for address, other in alike if other == words), None)
        if equal is not None:
            return Outcome("moved", equal)
        best = max(alike, default=None, key=lambda each: likeness(words, each[1]))
        if best is None or likeness(words, best[1]) < LIKE:
            return Outcome("removed")
        return Outcome("changed", best[0], changes(words, best[1]))


def _parts(article: Article, like: Address) -> Iterator[tuple[Address, Part]]:
    """The parts of an article of the same sort as a place: its paragraphs, items or sub-items."""
    for paragraph in article.paragraphs:
        number = paragraph.number if like.paragraph or len(article.paragraphs) > 1 else 0
        if not like.item:
            yield Address(article.number, article.suffix, paragraph.number), paragraph
            continue
        for item in paragraph.items:
            if not like.sub_item:
                yield Address(article.number, article.suffix, number, item.number), item
            for each in item.sub_items if like.sub_item else ():
                yield Address(article.number, article.suffix, number, item.number, each.number), each


def compare(old: Statute, new: Statute) -> Comparison:
    """Find for each article of the old version the one it has become: first by equal words, then in order by likeness."""
    before = {article.address: plain(article.words) for article in old.articles}
    after = {article.address: plain(article.words) for article in new.articles}
    pairs: dict[Address, Address] = {}
    free = dict(after)
    for address, words in before.items():
        if after.get(address) == words:
            pairs[address] = address
            free.pop(address, None)
    by_words: dict[str, list[Address]] = {}
    for address, words in free.items():
        by_words.setdefault(words, []).append(address)
    for address, words in before.items():
        if address not in pairs and words and by_words.get(words):
            pairs[address] = by_words[words].pop(0)
            free.pop(pairs[address])
    left = [address for address in before if address not in pairs]
    scored = sorted(
        ((likeness(before[one], words), one == other, one, other) for one in left for other, words in free.items()),
        key=lambda each: (-each[0] - (0.1 if each[1] else 0), each[2], each[3]),
    )
    for score, _, one, other in scored:
        if score >= LIKE and one not in pairs and other in free:
            pairs[one] = other
            del free[other]
    articles = {article.address: article for article in new.articles}
    return Comparison(old, new, {one: articles[other] for one, other in sorted(pairs.items())})
