"""Words that leave open what is asked for: “other materials”, “relevant certificates”, “and so on”.

Which words do so is a table (``data/vague_words.yaml``): an opening word, then words that tell nothing, then a general noun at
which the phrase stops. A word that tells something in between makes the phrase definite: 相关证明 is vague, 相关专业学历证书
is not.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal

from powercat.core.catalog import Catalog
from powercat.core.text import Text
from powercat.power.once import once
from powercat.power.tables import shipped, source_of, table

Subject = Literal["material", "condition"]
"""The name of a material; a condition or prohibition."""

_MASK: Final = "\0"
_BRACKETS: Final = re.compile(r"[(\[【〔「『][^()\[\]【】〔〕「」『』]*[)\]】〕」』]")
_ENDS: Final[Mapping[Subject, str]] = {
    "material": r"(?:的?(?:原件|复印件|影印件|扫描件|电子版|电子件|清样))*(?=$|[\s,.;:、。，；：()《》/和及与或并])",
    "condition": r"的?(?=$|[。;；\n])",
}
_OPEN_END: Final = re.compile(r"(?<=[^\s、])等(?:[0-9一二三四五六七八九十]*[份项种件])?$")
_SENTENCES: Final = re.compile(r"[^。;；\n]+[。;；]?")
_NUMBER: Final = re.compile(r"^[\s(]*(?:[0-9]{1,2}|[一二三四五六七八九十]{1,3})\s*[).、．]\s*")
_ARTICLE: Final = re.compile(r"第[0-9一二三四五六七八九十百零〇]+条")
_WHOSE: Final = re.compile(
    r"(?:(?:法律|行政法规|地方性法规|法规|规章|政策|国务院|国家|省|市|区|本市|上级|行政|行业|主管)(?:以及|或者|[、,和及与或])?)+$"
)
"""Whose provisions are meant, before the words that were found: quoted with them, so that nothing is cut in two."""


@dataclass(frozen=True, slots=True)
class _Words:
    """What is looked for in one sort of text."""

    phrase: re.Pattern[str]
    open_end: re.Pattern[str] | None
    whole: frozenset[str]
    exceptions: re.Pattern[str]


def vague_part(catalog: Catalog, subject: Subject, text: str) -> str:
    """The first words of a name or condition that leave open what is meant; ``""`` where there are none.

    A condition that points to an article (“第三十三条规定的其他条件”) can be looked up and is not called vague.
    """
    words = _words(catalog)[subject]
    plain = unicodedata.normalize("NFKC", text)
    if subject == "material":
        return _in_sentence(words, plain)
    sentences = (sentence.strip() for sentence in _SENTENCES.findall(plain))
    return next((part for each in sentences if not _ARTICLE.search(each) and (part := _in_sentence(words, each))), "")


def _in_sentence(words: _Words, text: str) -> str:
    bare = _NUMBER.sub("", text).strip(" 。,.;；、")
    if bare in words.whole:
        return bare
    masked = words.exceptions.sub(lambda match: _MASK * len(match[0]), text)
    if found := words.phrase.search(masked):
        before = _WHOSE.search(text, 0, found.start())
        return text[before.start() if before else found.start() : found.end()]
    # “等” in brackets explains what stands before them: 身份证明(身份证、护照等)
    found = words.open_end.search(_BRACKETS.sub("", masked).rstrip(" 。,.;；、")) if words.open_end is not None else None
    return found[0] if found else ""


def own_source(catalog: Catalog, subject: Subject, part: str) -> Text | None:
    """Where the catalog's own entry is from by whose word some words (of :func:`vague_part`) are vague; ``None`` where they are
    so by the shipped table alone.
    """
    return next((source_of(each) for each in _own(catalog, subject) if any(word in part for word in _plain(each))), None)


def _own(catalog: Catalog, subject: Subject) -> Iterator[Mapping[str, Any]]:
    """The catalog's own entries that make words vague, each with those of its words that the shipped table does not have."""
    known = {word for each in _groups(shipped("vague_words"), subject) for word in each["words"]}
    for each in _groups(table(catalog, "vague_words"), subject):
        added = [word for word in each["words"] if word not in known]
        if added and each["part"] != "exception":
            yield {**each, "words": added}


def _groups(words: Mapping[str, Any], subject: Subject) -> Iterator[Mapping[str, Any]]:
    return (each for each in words["vague_words"] if subject in each["of"])


def _plain(entry: Mapping[str, Any]) -> Iterator[str]:
    return (unicodedata.normalize("NFKC", word) for word in entry["words"])


@once
def _words(catalog: Catalog) -> Mapping[Subject, _Words]:
    return {subject: _compiled(catalog, subject) for subject in _ENDS}


def _compiled(catalog: Catalog, subject: Subject) -> _Words:
    def listed(part: str) -> Sequence[str]:
        groups = (each for each in _groups(table(catalog, "vague_words"), subject) if each["part"] == part)
        words = {word for group in groups for word in _plain(group)}
        return sorted(words, key=lambda word: (-len(word), word))

    def any_of(words: Sequence[str]) -> str:
        return "|".join(map(re.escape, words)) or "(?!)"

    opening, between, noun, end = any_of(listed("opening")), any_of(listed("filler")), any_of(listed("noun")), _ENDS[subject]
    return _Words(
        re.compile(f"(?:{opening}|等(?![的应须符具满]))(?:{between}|{opening}){{0,8}}(?:{noun}){end}"),
        # a condition may well end in “设备、设施等”: examples, and the standard stands before them
        _OPEN_END if subject == "material" else None,
        frozenset(listed("whole")),
        re.compile(any_of(listed("exception"))),
    )
