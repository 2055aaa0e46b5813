"""Did you mean: the known word that is nearest to what was written."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

ENOUGH: Final = 72.0
"""Per cent of similarity (indel distance) from which on a word is worth proposing: one slip in four letters passes, another word does not."""


def nearest(written: str, known: Iterable[str], enough: float = ENOUGH) -> str:
    """The word of ``known`` most like ``written``, letters in either case alike; the first of equals; ``""`` when none is like enough."""
    from rapidfuzz import fuzz, process

    choices = dict.fromkeys(known)
    found = process.extractOne(written, choices.keys(), scorer=fuzz.ratio, processor=str.lower, score_cutoff=enough)
    return str(found[0]) if found is not None else ""
