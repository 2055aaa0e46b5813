"""The law register: which instruments there are, which version holds on a day, and what its text says.

Whether an instrument is in force is worked out from its dates, never typed in. A version ends the day before the next takes
effect; the last one with the law itself.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from powercat.core.catalog import Catalog
from powercat.core.document import decode
from powercat.core.record import Node, Record
from powercat.law.statute import Statute, read_statute
from powercat.power.life import day_before, day_of, today
from powercat.power.once import once

Status = Literal["coming", "in_force", "repealed"]
"""Not yet in force; in force; repealed."""

STATE: Final = "中华人民共和国"


@dataclass(frozen=True, slots=True)
class Version:
    """One version of an instrument; days are ``YYYY-MM-DD``, both first and last count, ``last`` is ``""`` while there is no end.

    ``node`` is its entry in the record; ``text`` the path of its text, ``""`` when that is not at hand; ``count`` the number of
    its articles, 0 where it is not stated.
    """

    node: Node
    first: str
    last: str
    promulgated: str
    title: str
    number: str
    text: str
    count: int

    @property
    def year(self) -> str:
        """The year by which it is cited: that of its promulgation."""
        return self.promulgated[:4]

    def holds_on(self, day: str) -> bool:
        return self.first <= day and (not self.last or day <= self.last)


def versions(law: Record) -> Sequence[Version]:
    """The versions of an instrument, earliest first; entries without a readable day of effect are passed over."""
    dated = [(day, node) for node in law["versions"] if (day := day_of(node["effective_on"].raw))]
    dated.sort(key=lambda each: each[0])
    end = day_of(law["repealed_on"].raw)
    found = []
    for index, (day, node) in enumerate(dated):
        last = day_before(dated[index + 1][0]) if index + 1 < len(dated) else ""
        if end and (not last or day_before(end) < last):
            last = day_before(end)
        count = node["articles"].value
        found.append(
            Version(
                node,
                day,
                last,
                day_of(node["promulgated_on"].raw),
                node["title"].text or law["title"].text,
                node["doc_number"].text,
                node["text"].text,
                count if isinstance(count, int) else 0,
            )
        )
    return found


def version_on(law: Record, day: str) -> Version | None:
    """The version in force on a day; ``None`` when there is none."""
    return next((each for each in versions(law) if each.holds_on(day)), None)


def status(law: Record, day: str) -> Status:
    """What an instrument is on a day. One without any readable version counts as in force until it is repealed."""
    end = day_of(law["repealed_on"].raw)
    if end and end <= day:
        return "repealed"
    found = versions(law)
    return "coming" if found and found[0].first > day else "in_force"


def statute(catalog: Catalog, version: Version) -> Statute | None:
    """The text of a version, read once a catalog; ``None`` when it is not at hand or cannot be read."""
    return statute_at(catalog, version.text) if version.text else None


def statute_at(catalog: Catalog, path: str) -> Statute | None:
    """The law text of a file of the catalog; ``None`` when it cannot be read."""
    kept: dict[str, Statute | None] = vars(catalog).setdefault(f"{__name__}.statute", {})
    if path not in kept:
        try:
            text, faults = decode(catalog.read(path))
            kept[path] = None if faults and not text else read_statute(text)
        except OSError:
            kept[path] = None
    return kept[path]


def plain_title(title: str) -> str:
    """A title such that two ways of writing one title are equal: without brackets, blanks, the name of the state, width."""
    plain = re.sub('[《》〈〉<>\\s“”"]', "", unicodedata.normalize("NFKC", title))
    return plain.replace(STATE, "")


@once
def titles(catalog: Catalog) -> Mapping[str, Sequence[Record]]:
    """The instruments by each of their titles and aliases, made plain."""
    found: defaultdict[str, dict[str, Record]] = defaultdict(dict)
    for law in catalog.of("law"):
        names = [law["title"].text, *(each.text for each in law["aliases"])]
        names += [node["title"].text for node in law["versions"]]
        for name in names:
            if plain_title(name):
                found[plain_title(name)][law.id] = law
    return {name: list(laws.values()) for name, laws in found.items()}


def by_title(catalog: Catalog, title: str) -> Sequence[Record]:
    """The instruments that bear a title or alias; several where a name is not clear."""
    return titles(catalog).get(plain_title(title), ())


def in_force(catalog: Catalog, law: Record, day: str = "") -> bool:
    """Whether an instrument is in force on a day (default: the catalog's)."""
    return status(law, day or today(catalog)) == "in_force"
