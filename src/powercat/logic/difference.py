"""What two wordings have in common: made plain for comparing, and the stretches in which they differ, character by character."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

_NUMBERING: Final = re.compile(
    r"(?m)(?:^|(?<=[。;:]))\s*"
    r"(?:\([0-9一二三四五六七八九十百]{1,4}\)(?![项款目、和及至])|[0-9]{1,2}[.、](?![0-9])|[一二三四五六七八九十]{1,3}、)"
)
_POINT: Final = re.compile(r"(?<=[0-9])\.(?=[0-9])")
_NOT_WORDS: Final = re.compile(r"(?:[^\w%‰≥≤±×÷<>=]|_)+")
_SIGN: Final = re.compile(r"(?<![0-9])[<>=](?![0-9])")
"""A comparison is one beside a number; otherwise it is a bracket around a title."""
_NEAR: Final = 2
"""Two changes with no more than so many equal characters between them are told as one."""


@dataclass(frozen=True, slots=True)
class Change:
    """A stretch that differs: ``old`` was replaced by ``new``, either of which may be ``""``; ``before`` stands before it."""

    old: str
    new: str
    before: str = ""


def plain(text: str) -> str:
    """A wording such that only its words count: width, punctuation, blanks, line ends and the numbering of items are left out.

    What changes the sense stays: decimal points, percent signs, comparisons with numbers.
    """
    words = _POINT.sub("点", _NUMBERING.sub("", unicodedata.normalize("NFKC", text)))
    return _SIGN.sub("", _NOT_WORDS.sub("", words))


def likeness(one: str, other: str) -> float:
    """How much two plain wordings have in common, 0 to 1."""
    from rapidfuzz import fuzz

    return fuzz.ratio(one, other) / 100


def best_stretch(quote: str, whole: str) -> tuple[float, str]:
    """The stretch of ``whole`` that is most like ``quote`` (both plain), and how much, 0 to 1."""
    from rapidfuzz import fuzz

    if not quote or not whole:
        return 0.0, ""
    if len(whole) <= len(quote):
        return likeness(quote, whole), whole
    found = fuzz.partial_ratio_alignment(quote, whole)
    if found is None:
        return 0.0, ""
    # the window is as long as the quote; what the other wording has in addition stands just outside
    start, end = max(0, found.dest_start), min(len(whole), found.dest_end)
    margin = max(4, len(quote) // 4)
    for ahead in (whole[start : end + margin], whole[max(0, start - margin) : end], whole[max(0, start - margin) : end + margin]):
        trimmed = _trimmed(quote, ahead)
        if likeness(quote, trimmed) > likeness(quote, whole[start:end]):
            return likeness(quote, trimmed), trimmed
    return found.score / 100, whole[start:end]


def _trimmed(quote: str, stretch: str) -> str:
    """A stretch without what stands before and behind all that it shares with the quote."""
    from rapidfuzz.distance import Indel

    equal = [each for each in Indel.opcodes(quote, stretch) if each.tag == "equal" and each.dest_end - each.dest_start > 1]
    return stretch[equal[0].dest_start : equal[-1].dest_end] if equal else stretch


def changes(old: str, new: str) -> Sequence[Change]:
    """The stretches in which two texts differ, in order; what lies close together is one change."""
    from rapidfuzz.distance import Indel

    spans: list[list[int]] = []
    for each in Indel.opcodes(old, new):
        if each.tag == "equal":
            continue
        if spans and each.src_start - spans[-1][1] <= _NEAR and each.dest_start - spans[-1][3] <= _NEAR:
            spans[-1][1], spans[-1][3] = each.src_end, each.dest_end
        else:
            spans.append([each.src_start, each.src_end, each.dest_start, each.dest_end])
    return [Change(old[a:b], new[c:d], old[max(0, a - 8) : a]) for a, b, c, d in spans]
