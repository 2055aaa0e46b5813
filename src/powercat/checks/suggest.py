"""What somebody may have meant who named what is not there: an id like it, the id behind a name, the value behind an id."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from powercat.core.catalog import Catalog
from powercat.core.nearest import nearest
from powercat.core.record import Record
from powercat.core.reference import Ref, values
from powercat.core.resolve import Dangling, dangling
from powercat.core.text import Text
from powercat.power.once import once

NEAR = Text("是不是“{candidate}”？", "did you mean “{candidate}”?")
NEAR_NAMED = Text("是不是“{candidate}”（{name}）？", "did you mean “{candidate}” ({name})?")
BY_NAME = Text("“{value}”是名称，这里要写编号：{candidate}", "“{value}” is a name; write the id here: {candidate}")
BY_LIKE_NAME = Text(
    "这里要写编号，不写名称；是不是“{candidate}”（{name}）？",
    "write the id here, not a name; did you mean “{candidate}” ({name})?",
)
BY_RECORD = Text(
    "“{value}”是一条{of}记录的编号，这里要写它的{target}：{candidate}",
    "“{value}” is the id of a record ({of}); write its {target} here: {candidate}",
)
OTHER_KIND = Text(
    "“{value}”是{other}“{name}”的编号，这里要写{target}的编号",
    "“{value}” is the id of “{name}” ({other}); an id of {target} is wanted here",
)
NONE = Text(
    "核对编号是否写错；确实还没有的，先新建（{target}）", "check the id; if there is none yet, create it first ({target})"
)
NONE_IN_RECORD = Text(
    "核对编号是否写错；确实还没有的，在本记录的“{list}”里加上",
    "check the id; if there is none yet, add it to “{list}” in this record",
)
NONE_INSIDE = Text("核对编号是否写错；这里可以写：{candidates}", "check the id; these are there: {candidates}")

LIKE_ID: Final = 0.65
LIKE_NAME: Final = 0.78
"""Likeness (1 is equal) from which on an id or a name is proposed: bodies of two districts, two laws, are not that much alike."""

MISTYPED: Final = 0.8
"""From which on an id that nobody names may be a mistyped one: a slip, while ids of sub-items and siblings differ in a word."""

_SHOWN: Final = 8
_QUOTES = re.compile(r"[\s《》〈〉“”\"'「」]")
_REVISION = re.compile(r"\([^()]*(?:年|修[订正]|试行)[^()]*\)$")


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A hint and the arguments it needs."""

    hint: Text
    args: Mapping[str, object]


def target_title(catalog: Catalog, reference: str) -> tuple[Text, Text]:
    """What an ``x-ref`` refers to, in words: the kind of record, or the list or field in it, and the kind it lies in."""
    name, _, path = reference.partition("#/")
    kind = catalog.schemas[name]
    if not path:
        return kind.title, kind.title
    return kind.field(_list_pointer(catalog, reference)).title, kind.title


def _list_pointer(catalog: Catalog, reference: str) -> str:
    """The schema pointer of the list that a reference chooses from (``…/posts``), or of the field itself."""
    name, _, path = reference.partition("#/")
    pointer, field = "", catalog.schemas[name].root
    for step in path.split("/"):
        while field.items is not None:
            pointer, field = f"{pointer}/*", field.items
        if step == "id":
            return pointer.removesuffix("/*")
        pointer, field = f"{pointer}/{step}", field.properties[step]
    return pointer


def suggestion(catalog: Catalog, found: Dangling) -> Suggestion:
    """The most useful thing to say about a reference that names nothing."""
    reference, value = found.reference.field.ref, found.reference.value
    if found.scope is not None:
        return _suggestion(catalog, reference, value, _gather(catalog, reference, found.scope), here=True)
    kept = _kept(catalog)
    if reference not in kept.choices:
        kept.choices[reference] = _gather(catalog, reference, catalog.of(reference.partition("#/")[0]))
    if (reference, value) not in kept.said:
        kept.said[reference, value] = _suggestion(catalog, reference, value, kept.choices[reference])
    return kept.said[reference, value]


def inside_suggestion(value: str, candidates: Sequence[str], where: object) -> Suggestion:
    """The same for a reference inside one record, where ``candidates`` are all there is, in a list called ``where``."""
    near = nearest(value, candidates)
    if near:
        return Suggestion(NEAR, {"candidate": near})
    found = _none(candidates, here=True)
    return found if found.args else Suggestion(NONE_IN_RECORD, {"list": where})


@once
def mistyped(catalog: Catalog) -> Mapping[Ref, tuple[Record, int]]:
    """Names of records that are not there, but named more than once, while one record that nobody names has an id like it: that
    record, and how often the name is used.
    """
    wanted = Counter(
        Ref(found.reference.field.ref, found.reference.value)
        for found in dangling(catalog, wanted=lambda _, field: "#" not in field.ref)
    )
    unnamed: dict[str, list[str]] = {}
    for kind in {ref.kind for ref, count in wanted.items() if count > 1}:
        unnamed[kind] = [record.id for record in catalog.of(kind) if not catalog.referrers(record)]
    found = {}
    for ref, count in wanted.items():
        near = [each for each in unnamed.get(ref.kind, ()) if _like(ref.id, [each], MISTYPED)] if count > 1 else []
        if len(near) == 1:
            found[ref] = catalog[Ref(ref.kind, near[0])], count
    return found


def is_mistyped(catalog: Catalog, found: Dangling) -> bool:
    """Whether a reference that names nothing is told where the id of the record it means is written."""
    reference = found.reference
    return "#" not in reference.field.ref and Ref(reference.field.ref, reference.value) in mistyped(catalog)


@dataclass(frozen=True)
class _Choices:
    """What may be written: ids, and the id and the name as written by plain name."""

    ids: Sequence[str]
    names: Mapping[str, tuple[str, str]]


@dataclass
class _Kept:
    """What was worked out for one catalog: choices by reference, suggestions by reference and value."""

    choices: dict[str, _Choices] = field(default_factory=dict)
    said: dict[tuple[str, str], Suggestion] = field(default_factory=dict)


@once
def _kept(catalog: Catalog) -> _Kept:
    return _Kept()


def _gather(catalog: Catalog, reference: str, records: Sequence[Record]) -> _Choices:
    kind, _, path = reference.partition("#/")
    if not path:
        return _Choices([each.id for each in records], _names(catalog.of(kind)))
    steps = path.split("/")
    ids = dict.fromkeys(name for each in records for name in values(each.kind.root, each.data, steps))
    return _Choices(list(ids), _inner_names(records, steps))


def _suggestion(catalog: Catalog, reference: str, value: str, choices: _Choices, here: bool = False) -> Suggestion:
    kind, _, path = reference.partition("#/")
    own = catalog.find(kind, value) if path else None
    meant = list(values(own.kind.root, own.data, path.split("/"))) if own is not None else []
    if meant:
        return Suggestion(BY_RECORD, {"candidate": meant[0]})
    return _by_words(catalog, kind, value, choices) or _other_kind(catalog, kind, value) or _none(choices.ids, here)


def _by_words(catalog: Catalog, kind: str, value: str, choices: _Choices) -> Suggestion | None:
    exact = choices.names.get(plain(value))
    if exact is not None:
        return Suggestion(BY_NAME, {"candidate": exact[0]})
    if not value.isascii():
        like = _like(plain(value), list(choices.names), LIKE_NAME)
        return Suggestion(BY_LIKE_NAME, dict(zip(("candidate", "name"), choices.names[like], strict=True))) if like else None
    near = _like(value.lower().replace("_", "-"), choices.ids, LIKE_ID)
    if not near:
        return None
    record = catalog.find(kind, near)
    if record is None or record.name == near:
        return Suggestion(NEAR, {"candidate": near})
    return Suggestion(NEAR_NAMED, {"candidate": near, "name": record.name})


def _like(word: str, words: Sequence[str], enough: float) -> str:
    from rapidfuzz import process
    from rapidfuzz.distance import OSA

    found = process.extractOne(word, words, scorer=OSA.normalized_similarity, processor=None, score_cutoff=enough)
    return str(found[0]) if found is not None else ""


def _other_kind(catalog: Catalog, kind: str, value: str) -> Suggestion | None:
    for name in catalog.schemas.known:
        other = catalog.find(name, value) if name != kind else None
        if other is not None:
            return Suggestion(OTHER_KIND, {"other": other.kind.title, "name": other.name})
    return None


def _none(candidates: Iterable[str], here: bool) -> Suggestion:
    shown = tuple(candidates)
    if here and 0 < len(shown) <= _SHOWN:
        return Suggestion(NONE_INSIDE, {"candidates": shown})
    return Suggestion(NONE, {})


def plain(name: str) -> str:
    """A name without what people write differently: brackets of titles, spaces, width, the state's name, a revision."""
    bare = _QUOTES.sub("", unicodedata.normalize("NFKC", name))
    return _REVISION.sub("", bare).removeprefix("中华人民共和国")


def _names(records: Iterable[Record]) -> Mapping[str, tuple[str, str]]:
    """Plain names with the id and the name as written; a name that two records bear leads to neither."""
    found: dict[str, tuple[str, str]] = {}
    twice: set[str] = set()
    for record in records:
        for name in _called(record):
            key = plain(name)
            if found.setdefault(key, (record.id, name))[0] != record.id:
                twice.add(key)
    return {key: each for key, each in found.items() if key not in twice}


def _called(record: Record) -> Iterator[str]:
    data = record.data
    versions = data.get("versions")
    titles = [each.get("title") for each in versions if isinstance(each, dict)] if isinstance(versions, list) else []
    aliases = data.get("aliases")
    for name in (
        data.get("name"),
        data.get("title"),
        data.get("short_name"),
        *titles,
        *(aliases if isinstance(aliases, list) else ()),
    ):
        if isinstance(name, str) and name:
            yield name


def _inner_names(records: Iterable[Record], names: Sequence[str]) -> Mapping[str, tuple[str, str]]:
    """Plain names of the list items at a path that ends in their id."""
    if names[-1] != "id":
        return {}
    found: dict[str, tuple[str, str]] = {}
    for record in records:
        for item in _items(record.data, names[:-1]):
            name, own = item.get("name"), item.get("id")
            if isinstance(name, str) and isinstance(own, str):
                found.setdefault(plain(name), (own, name))
    return found


def _items(data: object, names: Sequence[str]) -> Iterator[Mapping[str, object]]:
    if isinstance(data, list):
        for item in data:
            yield from _items(item, names)
    elif isinstance(data, dict):
        if not names:
            yield data
        else:
            yield from _items(data.get(names[0]), names[1:])
