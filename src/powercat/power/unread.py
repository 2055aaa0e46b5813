"""What could not be read for sure: files that do not parse, references that lead nowhere, fields that hold what they may not or
stand under a misspelt name. Nothing is called missing that may stand there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence, Set
from typing import Final

from powercat.core.catalog import Catalog
from powercat.core.document import Document
from powercat.core.formats import is_placeholder
from powercat.core.nearest import NAME_LIKENESS
from powercat.core.record import Node, Record
from powercat.power.family import is_whole
from powercat.power.once import once

_WORD = re.compile(r"[a-z][a-z0-9._-]*")
_ANY: Final = "*"

_LEADS: Final = {
    "handbook": ("powers", "power"),
    "responsibility": ("powers", "power"),
    "implementation": ("power", "power"),
    "guide": ("handbook", "handbook#/series"),
    "discretion": ("power", "power"),
    "power": ("parent", "power"),
}
"""By kind, the field by which its records serve what others ask for, and what that field refers to."""

_OPTIONAL: Final = frozenset({"parent"})


def is_doubtful(node: Node) -> bool:
    """Whether something is written in a field that cannot be read: it is of a wrong type or none of the listed values, or the
    field's name is misspelt. False where the field is simply left out.
    """
    if node.raw is None:
        return node.misspelt
    return not node or bool((listed := node.field.choices) and node.text not in listed)


def is_told(node: Node) -> bool:
    """Whether the very value of a field has a fault that is told already, so that what it says is not to be judged."""
    return any(fault.pointer == node.pointer for fault in node.record.document.faults)


@once
def _words(catalog: Catalog) -> Mapping[str, frozenset[str]]:
    """The id-like words of unread files by kind; ``*`` among them where there is no text to look into."""
    found: dict[str, set[str]] = {}
    for document in catalog.unplaced:
        found.setdefault(catalog.guessed_kind(document), set()).update(_words_of(document) or {_ANY})
    return {kind: frozenset(words) for kind, words in found.items()}


def _words_of(document: Document) -> set[str]:
    return {word.rstrip("._-") for word in _WORD.findall(document.text)}


@once
def _meant(catalog: Catalog) -> Mapping[str, frozenset[str]]:
    """By kind, the names that a reference of :data:`_LEADS` may mean which leads nowhere; ``*`` when it may be any."""
    found = {}
    for kind, (field, target) in _LEADS.items():
        known = catalog.known(target)
        there = known.keys() | catalog.unread
        lost = ((record, ids) for record in catalog.of(kind) if (ids := _lost(record, field, there)) is not None)
        found[kind] = frozenset(name for record, ids in lost for name in _may_mean(record, ids, known.keys()))
    return found


def _lost(record: Record, name: str, there: Set[str]) -> Sequence[str] | None:
    """The ids in a field that lead nowhere (none where it is left out or cannot be read); ``None`` when all is in order."""
    stated = record.data.get(name)
    if stated is None and name in _OPTIONAL:
        return None
    wanted = record[name].field.type
    items = stated if isinstance(stated, list) and wanted == "array" else [stated]
    ids = [each for each in items if isinstance(each, str)]
    if (wanted == "array") is not isinstance(stated, list) or not ids or len(ids) < len(items):
        return ()
    return [each for each in ids if each not in there] or None


def _may_mean(record: Record, lost: Sequence[str], known: Set[str]) -> Set[str]:
    """The names like the lost ids and those the record speaks of; any name where there are none."""
    near = {name for each in lost for name in _near(each, known)}
    own = {record.id} if record.kind.name == "power" else set()
    return near | (_words_of(record.document) & known) - own or {_ANY}


def _near(written: str, names: Set[str]) -> Iterator[str]:
    from rapidfuzz import process
    from rapidfuzz.distance import OSA

    if not is_placeholder(written):
        word = written.lower().replace("_", "-")
        for name, *_ in process.extract(word, names, scorer=OSA.normalized_similarity, score_cutoff=NAME_LIKENESS, limit=None):
            yield str(name)


def may_name(catalog: Catalog, kind: str, *names: str) -> bool:
    """Whether something of the kind that could not be read for sure speaks of one of the names: a file that did not parse and
    is, or may be, of the kind, or a reference that leads nowhere (a mistyped id) or is left out.
    """
    wanted = (_ANY, *names)
    unread = _words(catalog)
    if any(not unread.get(each, frozenset()).isdisjoint(wanted) for each in (kind, "") if unread):
        return True
    return not _meant(catalog).get(kind, frozenset()).isdisjoint(wanted)


def is_sure(catalog: Catalog, power: Record) -> bool:
    """Whether main item and sub-items of a power are known for sure, so that what it takes over and what it asks for is."""
    return is_whole(catalog, power) and not may_name(catalog, "power", power.id)
