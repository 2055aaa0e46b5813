"""Did you mean: the known name that what was written most likely stands for."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from powercat.core.text import Text

NAME_LIKENESS: Final = 0.65
"""From which share of unchanged characters on (optimal string alignment) a name is worth proposing: one slip in three."""
SLIP_LIKENESS: Final = 0.9
"""From which share on a long name is meant though a title lies in the word: one slip in ten."""
TITLE_LIKENESS: Final = 0.6
"""The same for titles: Chinese ones are short."""


def nearest(written: str, names: Sequence[str], titles: Sequence[Text] = (), codes: Sequence[str] = ()) -> str:
    """The name that ``written`` most likely stands for; ``""`` when none is near.

    In order: the same name but for case, width and hyphens; the title or the code of a name; a long name but for a slip; a title
    that holds the word or lies in it; a name, then a title, that is spelt nearly so. ``titles`` and ``codes`` go with ``names``
    one by one.
    """
    word = _plain(written)
    if not word:
        return ""
    labels = [
        (name, label)
        for name, title in zip(names, titles, strict=False)
        for label in (_plain(title.zh), _plain(title.en))
        if label
    ]
    same = [name for name in names if _plain(name) == word]
    same += [name for name, label in labels if label == word]
    same += [name for name, code in zip(names, codes, strict=False) if code and code == word.zfill(len(code))]
    if same:
        return same[0]
    slip = _spelt(word, [(name, _plain(name)) for name in names], SLIP_LIKENESS)
    if slip:
        return slip
    if len(word) > 1:
        holding = [(len(label), name) for name, label in labels if word in label or (len(label) > 1 and label in word)]
        if holding:
            return min(holding, key=lambda pair: pair[0])[1]
    return _spelt(word, [(name, _plain(name)) for name in names], NAME_LIKENESS) or _spelt(word, labels, TITLE_LIKENESS)


@lru_cache(maxsize=8192)
def _plain(word: str) -> str:
    return unicodedata.normalize("NFKC", word).strip().lower().replace("-", "_").replace(" ", "_")


def _spelt(word: str, labels: Sequence[tuple[str, str]], likeness: float) -> str:
    from rapidfuzz import process
    from rapidfuzz.distance import OSA

    spellings = [label for _, label in labels]
    found = process.extractOne(word, spellings, scorer=OSA.normalized_similarity, score_cutoff=likeness)
    return labels[found[2]][0] if found else ""
