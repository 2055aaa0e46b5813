"""Two versions of a law, article by article: what stayed, what merely moved, what changed, what went, what came."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Final, Literal

from powercat.law.address import Address
from powercat.law.statute import Article, Statute
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
        """What became of an article, paragraph, item or sub-item.

        ``None`` for a place the old version does not have, and where the same words stand so often that nobody can tell which.
        """
        part = self.old.at(place)
        if part is None:
            return None
        article = self.pairs.get(place.whole_article)
        if article is None:
            return Outcome("removed")
        if not place.paragraph and not place.item:
            words = plain(part.words)
            now = plain(article.words)
            moved = Outcome("same" if article.address == place else "moved", article.address)
            return moved if now == words else Outcome("changed", article.address, changes(words, now))
        before, after = self._parts_of(self.old, place, place), self._parts_of(self.new, article.address, place)
        words = dict(before)[_full(self.old, place)]
        equal = [address for address, other in after if other == words]
        if equal:
            own = [address for address, other in before if other == words]
            if len(own) != len(equal):
                return None
            now_at = equal[own.index(_full(self.old, place))]
            now_at = now_at if place.paragraph or len(article.paragraphs) > 1 else _without_paragraph(now_at)
            return Outcome("same" if now_at == place else "moved", now_at)
        best = max(after, default=None, key=lambda each: likeness(words, each[1]))
        if best is None or likeness(words, best[1]) < LIKE:
            elsewhere = None if place.item else self._among_added(words)
            return Outcome("moved", elsewhere) if elsewhere else Outcome("removed")
        return Outcome("changed", best[0], changes(words, best[1]))

    def _among_added(self, words: str) -> Address | None:
        """A new article, or a paragraph of one, that has just these words: a paragraph that was taken out of its article."""
        for article in self.added:
            if plain(article.words) == words:
                return article.address
            for each in article.paragraphs:
                if plain(each.words) == words:
                    return Address(article.number, article.suffix, each.number)
        return None

    def _parts_of(self, text: Statute, of: Address, like: Address) -> list[tuple[Address, str]]:
        """The parts of an article of the same sort as a place, each with its plain words and those that lead to it."""
        article = text.article(of.article, of.suffix)
        return list(_parts(article, like)) if article is not None else []


def _full(text: Statute, place: Address) -> Address:
    """A place with the paragraph it is in, where it leaves that out."""
    article = text.article(place.article, place.suffix)
    if place.paragraph or article is None:
        return place
    holders = [each.number for each in article.paragraphs if any(item.number == place.item for item in each.items)]
    return replace(place, paragraph=holders[0]) if holders else place


def _without_paragraph(place: Address) -> Address:
    return replace(place, paragraph=0) if place.item else place


def _parts(article: Article, like: Address) -> Iterator[tuple[Address, str]]:
    for paragraph in article.paragraphs:
        at = Address(article.number, article.suffix, paragraph.number)
        if not like.item:
            yield at, plain(paragraph.words)
            continue
        for item in paragraph.items:
            if not like.sub_item:
                yield replace(at, item=item.number), plain(f"{paragraph.text}\n{item.words}")
            for each in item.sub_items if like.sub_item else ():
                words = plain(f"{paragraph.text}\n{item.text}\n{each.text}")
                yield replace(at, item=item.number, sub_item=each.number), words


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
    scored = sorted(_candidates({one: before[one] for one in left}, free), key=lambda each: (-each[0], each[1], each[2]))
    for _, one, other in scored:
        if one not in pairs and other in free:
            pairs[one] = other
            del free[other]
    articles = {article.address: article for article in new.articles}
    return Comparison(old, new, {one: articles[other] for one, other in sorted(pairs.items())})


_CANDIDATES: Final = 6
"""Articles of the new version that are looked at for one of the old."""


def _candidates(old: Mapping[Address, str], new: Mapping[Address, str]) -> Iterator[tuple[float, Address, Address]]:
    """Pairs of articles that are like one another, with how much; the same number counts a little more."""
    from rapidfuzz import fuzz, process

    for one, words in old.items():
        found = process.extract(words, new, scorer=fuzz.ratio, limit=_CANDIDATES, score_cutoff=LIKE * 100)
        for _, score, other in found:
            yield score / 100 + (0.1 if one == other else 0), one, other
