"""Titles of the register in a text that does not mark them: 食品安全法第三十五条."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from powercat.core.catalog import Catalog
from powercat.law.book_marks import LEGAL_END
from powercat.law.register import STATE, plain_title, titles
from powercat.power.once import once

# 公司法人, 食品安全法实施条例, 刑法修正案: the name of something else begins with the title
_LONGER = re.compile("(?:实施|施行)?(?:条例|细则|办法|规定|规则|决定|修正案|通则|解释)|(?<=法)[人定律规院官治学制令典]")
# 行政监察法 is not 监察法: before a title stands a mark, or a word that leads to one
_LEADS_TO = re.compile(
    "(?:^|[^\u4e00-\u9fff]|[和及与或按据照反合行用的在对是为于由向等以将经从因被除]|规定|贯彻|落实|实施|遵守|触犯|违背)$"
)
_GENERIC = re.compile(f"(?:本|该|实施|管理|暂行|有关|若干|相关)*{LEGAL_END}")


@dataclass(frozen=True)
class KnownTitles:
    """Titles to look for, by their first two characters; for each the lengths there are, longest first."""

    names: frozenset[str]
    lengths: Mapping[str, tuple[int, ...]]

    def __contains__(self, title: str) -> bool:
        return plain_title(title) in self.names


def known_titles(names: Iterable[str]) -> KnownTitles:
    """Titles and aliases to look for; those that could be any instrument (办法, 实施细则) count only between 《》."""
    plain = frozenset(name for each in names if len(name := plain_title(each)) >= 2)
    lengths: defaultdict[str, set[int]] = defaultdict(set)
    for name in plain:
        if _GENERIC.fullmatch(name):
            continue
        lengths[name[:2]].add(len(name))
    return KnownTitles(plain, {head: tuple(sorted(found, reverse=True)) for head, found in lengths.items()})


@once
def of_register(catalog: Catalog) -> KnownTitles:
    """The titles and aliases of a catalog's register."""
    return known_titles(titles(catalog))


def found_in(text: str, known: KnownTitles) -> Iterator[tuple[int, int]]:
    """Where known titles stand, longest first where one begins another; start and end (exclusive). Linear in the text."""
    at, last = 0, len(text) - 1
    while at < last:
        for length in known.lengths.get(text[at : at + 2], ()):
            end = at + length
            if text[at:end] in known.names and not _LONGER.match(text, end):
                begin = at - len(STATE) if text[max(0, at - len(STATE)) : at] == STATE else at
                if begin < at or _LEADS_TO.search(text[max(0, at - 2) : at]):
                    yield begin, end
                    at = end - 1
                    break
        at += 1
