"""A cell of prose becomes citations of the target catalog's law register."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from powercat.core.catalog import Catalog
from powercat.law.known_titles import known_titles
from powercat.law.prose import Mention, read_prose
from powercat.law.register import plain_title, titles
from powercat.law.resolution import Citation, citations_of, resolve


@dataclass(frozen=True, slots=True)
class Unresolved:
    """What is cited and cannot be written: its words, the title that may have been meant, the instruments it may be."""

    words: str
    near: str = ""
    several: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Cell:
    """What a cell cites: ``citations`` in the form of records, each once, and what the register lacks."""

    citations: Sequence[Citation]
    unresolved: Sequence[Unresolved]


Cite = Callable[[str], Cell]
"""What a text cites."""
Citer = Callable[[Mapping[str, str]], Cite]
"""Given the instruments that this import has made itself (id by title), how to read a text."""


def citer(catalog: Catalog) -> Citer:
    """Read prose by the register of a catalog. What it makes never raises on any text."""

    def with_made(made: Mapping[str, str]) -> Cite:
        ids = {plain_title(title): name for title, name in made.items()}
        known = known_titles([*titles(catalog), *made])

        def cite(text: str) -> Cell:
            citations: list[Citation] = []
            unresolved: list[Unresolved] = []
            for mention in read_prose(text, known):
                name, why = _named(catalog, mention, ids, text)
                if why is not None:
                    unresolved.append(why)
                else:
                    citations += [each for each in citations_of(mention, name) if each not in citations]
            return Cell(citations, unresolved)

        return cite

    return with_made


def _named(catalog: Catalog, mention: Mention, made: Mapping[str, str], text: str) -> tuple[str, Unresolved | None]:
    found = resolve(catalog, mention)
    name = found.law.id if found.law is not None else made.get(plain_title(mention.full_title), "")
    if name:
        return name, None
    words = " ".join(text[mention.start : mention.end].split())
    return "", Unresolved(words, found.near, tuple(law.id for law in found.laws))
