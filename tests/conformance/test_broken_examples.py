"""A broken copy of any example record is explained at the right line and column by the right code, once, and nothing else
is said.

Every record of the example catalog is broken in each of these ways; a few at a time are put into the catalog in place of
the sound ones, and all rules
are run. Where something stands is told by PyYAML's own marks, not by the code under test.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from powercat.core.catalog import Catalog
from powercat.core.diagnostic import Diagnostic
from powercat.core.document import Document
from powercat.core.engine import Policy, judge
from powercat.core.load import load
from powercat.core.reference import outward
from powercat.core.schema import Field, Kind, Schemas, load_schemas
from powercat.core.store import MemoryStore
from powercat.workspace import all_rules

EXAMPLES = Path(__file__).parents[2] / "catalog-data"
DAY = date(2026, 7, 1)
GROUPS = 21
"""So many runs a fault; every so-many-th file is broken in each, so that hardly two of a kind are broken together."""


@dataclass(frozen=True)
class Value:
    """A field as PyYAML sees it: offsets and place of key and value. ``key`` is empty for the items of a list."""

    pointer: str
    field: Field
    key: str
    key_mark: Any
    mark: Any
    end: int
    raw: object
    style: str

    @property
    def parent(self) -> str:
        return self.pointer.rpartition("/")[0]


@dataclass(frozen=True)
class Broken:
    """A text with one fault, and the finding it must lead to."""

    text: str
    code: str
    line: int
    column: int
    what: str
    pointer: str = ""


Breaker = Callable[[str, "Sound"], Iterator[Broken]]


@dataclass(frozen=True)
class Sound:
    """An example record: its text, its kind, its fields in order."""

    path: str
    text: str
    kind: Kind
    data: Any
    values: Mapping[str, Value]

    def place(self, pointer: str) -> tuple[int, int]:
        """Line and column, from 1, of the key at a pointer; of an item of a list and of the record, of its beginning."""
        mark = self.values[pointer].key_mark
        return mark.line + 1, mark.column + 1

    def line_of(self, value: Value) -> tuple[int, int]:
        """Offsets of the whole line on which a field begins."""
        start = self.text.rfind("\n", 0, value.key_mark.index) + 1
        end = self.text.find("\n", value.key_mark.index)
        return start, len(self.text) if end < 0 else end + 1

    def own_line(self, value: Value) -> bool:
        """Whether ``key: value`` has a line to itself, no dash before it and nothing behind."""
        start, end = self.line_of(value)
        return bool(value.key) and not self.text[start : value.key_mark.index].strip() and not self.text[value.end : end].strip()


@cache
def schemas() -> Schemas:
    return load_schemas()


@cache
def files() -> Mapping[str, bytes]:
    """The records by path (line ends as in the repository, however they were checked out)."""
    return {
        path.relative_to(EXAMPLES).as_posix(): path.read_bytes().replace(b"\r\n", b"\n")
        for path in sorted(EXAMPLES.rglob("*.yaml"))
        if path.name != "powercat.yaml"
    }


@cache
def sound_catalog() -> Catalog:
    return load(MemoryStore(files()), schemas(), DAY)


@cache
def sound(path: str) -> Sound:
    text = files()[path].decode()
    data = yaml.load(text, yaml.CBaseLoader)
    kind = schemas()[data["kind"]]
    values: dict[str, Value] = {}

    def walk(node: Any, field: Field, pointer: str, key: str, mark: Any) -> None:
        values[pointer] = Value(
            pointer, field, key, mark, node.start_mark, node.end_mark.index, node.value, getattr(node, "style", "") or ""
        )
        if isinstance(node, yaml.MappingNode):
            for name, below in node.value:
                inner = field.child(name.value)
                if inner is not None:
                    walk(below, inner, f"{pointer}/{name.value}", name.value, name.start_mark)
        elif isinstance(node, yaml.SequenceNode) and field.items is not None:
            for index, below in enumerate(node.value):
                walk(below, field.items, f"{pointer}/{index}", "", below.start_mark)

    root = yaml.compose(text, yaml.CBaseLoader)
    walk(root, kind.root, "", "", root.start_mark)
    return Sound(path, text, kind, data, values)


def replaced(text: str, start: int, end: int, by: str) -> str:
    return text[:start] + by + text[end:]


def misspelt(word: str, taken: Sequence[str]) -> str:
    """A word with two neighbouring letters exchanged."""
    for at in range(len(word) // 2, len(word) - 1):
        swapped = word[:at] + word[at + 1] + word[at] + word[at + 2 :]
        if swapped not in taken and swapped != word:
            return swapped
    return word + "x"


def names_records(value: Value) -> bool:
    return bool(value.field.ref) and not value.field.ref.startswith(".#")


# The faults. Each offers all it can do to a record; one is taken.


def required_line_deleted(text: str, record: Sound) -> Iterator[Broken]:
    for value in record.values.values():
        if value.field.required and value.key not in ("kind", "id") and isinstance(value.raw, str) and record.own_line(value):
            start, end = record.line_of(value)
            yield Broken(replaced(text, start, end, ""), "PC101", *record.place(value.parent), value.pointer, value.parent)


def id_line_deleted(text: str, record: Sound) -> Iterator[Broken]:
    start, end = record.line_of(record.values["/id"])
    yield Broken(replaced(text, start, end, ""), "PC101", *record.place(""), "/id")


def kind_misspelt(text: str, record: Sound) -> Iterator[Broken]:
    value = record.values["/kind"]
    line, column = value.mark.line + 1, value.mark.column + 1
    yield Broken(
        replaced(text, value.mark.index, value.end, misspelt(str(value.raw), ())), "PC008", line, column, "/kind", "/kind"
    )


def key_misspelt(text: str, record: Sound) -> Iterator[Broken]:
    for value in record.values.values():
        known = record.values[value.parent].field.properties if value.pointer else {}
        if len(value.key) >= 5 and value.key in known:
            start = value.key_mark.index
            new = misspelt(value.key, list(known))
            yield Broken(
                replaced(text, start, start + len(value.key), new),
                "PC102",
                *record.place(value.pointer),
                value.pointer,
                f"{value.parent}/{new}",
            )


def listed_value_misspelt(text: str, record: Sound) -> Iterator[Broken]:
    for value in record.values.values():
        if value.field.choices and isinstance(value.raw, str) and not value.style:
            new = misspelt(value.raw, list(value.field.choices))
            yield Broken(
                replaced(text, value.mark.index, value.end, new),
                "PC104",
                value.mark.line + 1,
                value.mark.column + 1,
                value.pointer,
                value.pointer,
            )


def code_without_quotes(text: str, record: Sound) -> Iterator[Broken]:
    for value in record.values.values():
        if not isinstance(value.raw, str):
            continue
        if value.style in ("'", '"') and re.fullmatch("0[0-9]+|[0-9]{16,}", value.raw):
            new = value.raw
        elif value.field.type == "string" and not {"x-ref", "enum", "format", "pattern", "const"} & set(value.field.schema):
            new = "0123"
        else:
            continue
        line, column = value.mark.line + 1, value.mark.column + 1
        yield Broken(replaced(text, value.mark.index, value.end, new), "PC005", line, column, value.pointer, value.pointer)


def indented_by_tab(text: str, record: Sound) -> Iterator[Broken]:
    for match in re.finditer(r"^ +(?=\S)", text, re.MULTILINE):
        inside = any(
            value.style in ("|", ">", '"', "'") and value.mark.index < match.start() < value.end
            for value in record.values.values()
        )
        if not inside:
            yield Broken(replaced(text, *match.span(), "\t"), "PC002", text.count("\n", 0, match.start()) + 1, 1, match[0])


def colon_full_width(text: str, record: Sound) -> Iterator[Broken]:
    for value in record.values.values():
        if isinstance(value.raw, str) and not value.style and record.own_line(value) and "/" not in value.parent[1:]:
            at = value.key_mark.index + len(value.key)
            line, column = record.place(value.pointer)
            yield Broken(replaced(text, at, value.mark.index, "："), "PC006", line, column + len(value.key), value.pointer)


def date_wrong(text: str, record: Sound) -> Iterator[Broken]:
    for value in record.values.values():
        if value.field.format == "date" and isinstance(value.raw, str):
            for new in ("2026-02-30", "2026/13/01"):
                yield Broken(
                    replaced(text, value.mark.index, value.end, new),
                    "PC105",
                    value.mark.line + 1,
                    value.mark.column + 1,
                    value.pointer,
                    value.pointer,
                )


def key_twice(text: str, record: Sound) -> Iterator[Broken]:
    for value in record.values.values():
        if isinstance(value.raw, str) and record.own_line(value):
            start, end = record.line_of(value)
            line, column = record.place(value.pointer)
            whole = text[start:end] if text[start:end].endswith("\n") else text[start:end] + "\n"
            yield Broken(replaced(text, start, start, whole), "PC003", line + 1, column, value.pointer, value.pointer)


def reference_dangling(text: str, record: Sound) -> Iterator[Broken]:
    for value in record.values.values():
        if value.field.ref and isinstance(value.raw, str) and value.raw:
            at = value.end - (1 if value.style else 0)
            # that a power is not in the catalog, or what is cited not in the register, has a rule of its own
            serves = record.kind.name in ("handbook", "responsibility", "discretion", "bundle") and value.field.ref == "power"
            cites = record.kind.name != "law" and value.field.ref == "law"
            code, line, column = "PC203" if serves else "PC309" if cites else "PC202", value.mark.line + 1, value.mark.column + 1
            yield Broken(replaced(text, at, at, "-nowhere"), code, line, column, value.pointer, value.pointer)


def text_instead_of_list(text: str, record: Sound) -> Iterator[Broken]:
    for value in record.values.values():
        if value.field.type in ("array", "object") and value.key and isinstance(value.raw, list) and value.pointer:
            start, end = value.mark.index, value.end
            keep = len(text[start:end]) - len(text[start:end].rstrip())
            key_end = value.key_mark.index + len(value.key) + 1
            new = replaced(text, key_end, end - keep, " 无")
            line, column = record.place(value.pointer)
            yield Broken(new, "PC103", line, column + len(value.key) + 2, value.pointer, value.pointer)


BREAKERS: list[Breaker] = [
    required_line_deleted,
    id_line_deleted,
    kind_misspelt,
    key_misspelt,
    listed_value_misspelt,
    code_without_quotes,
    indented_by_tab,
    colon_full_width,
    date_wrong,
    key_twice,
    reference_dangling,
    text_instead_of_list,
]


# What may be said besides, and why

CONSEQUENCES: Mapping[str, frozenset[str]] = {
    # a sub-item that does not say whose it is inherits nothing, and its main item has nobody to serve it
    "/parent": frozenset({"PC204", "PC205", "PC207", "PC208", "PC210", "PC217", "PC301"}),
    # the items of a handbook lack what they took from its defaults
    "/defaults": frozenset({"PC217"}),
}
"""By the field that was broken (or lies in the one that is named), the codes that follow of necessity."""


def follows(found: Diagnostic, broken: Iterable[Broken]) -> bool:
    return any(found.code in codes and each.what.startswith(field) for each in broken for field, codes in CONSEQUENCES.items())


def read_again(path: str, text: str) -> tuple[Document, tuple[object, ...]]:
    catalog = load(MemoryStore({path: text.encode()}), schemas(), DAY)
    document = catalog.documents[0]
    kind = document.data.get("kind") if isinstance(document.data, dict) else None
    return document, outward(schemas()[kind], document.data) if kind in schemas().known else ()


@cache
def sound_documents() -> Mapping[str, tuple[Document, tuple[object, ...]]]:
    catalog = sound_catalog()
    return {document.path: (document, targets_of(catalog, document)) for document in catalog.documents}


def targets_of(catalog: Catalog, document: Document) -> tuple[object, ...]:
    return outward(schemas()[document.data["kind"]], document.data)  # type: ignore[index]


@cache
def sound_findings() -> frozenset[str]:
    return frozenset(found.fingerprint for found in judge(sound_catalog(), all_rules(), Policy()))


def findings(broken: Mapping[str, Broken]) -> list[Diagnostic]:
    """What is said of the catalog with some files broken that is not said of the sound one, in order."""
    documents = {**sound_documents(), **{path: read_again(path, each.text) for path, each in broken.items()}}
    targets = {path: refs for path, (_, refs) in documents.items() if refs}
    catalog = Catalog.build(schemas(), [document for document, _ in documents.values()], targets, DAY)
    found = judge(catalog, all_rules(), Policy())
    return sorted((each for each in found if each.fingerprint not in sound_findings()), key=lambda each: each.order)


@pytest.mark.parametrize("breaker", BREAKERS, ids=lambda each: each.__name__)
def test_a_broken_record_is_explained_once_at_its_place(breaker: Breaker) -> None:
    paths = sorted(files())
    wrong: list[str] = []
    tried = 0
    for group in range(GROUPS):
        broken: dict[str, Broken] = {}
        for path in paths[group::GROUPS]:
            record = sound(path)
            offered = list(breaker(record.text, record))
            if offered:
                broken[path] = offered[zlib.crc32(f"{breaker.__name__}{path}".encode()) % len(offered)]
        tried += len(broken)
        told = findings(broken)
        for path, each in broken.items():
            own = [
                (found.code, found.span.line, found.span.column)
                for found in told
                if found.span.path == path and (found.code == each.code or not follows(found, [each]))
            ]
            if own != [(each.code, each.line, each.column)]:
                wrong.append(f"{path} {each.what}: wanted {each.code} at {each.line}:{each.column}, told {own}")
        wrong += [
            f"{found.span.path}:{found.span.line} {found.code} {found.text('en')} — besides, with {sorted(broken)}"
            for found in told
            if found.span.path not in broken and not follows(found, broken.values())
        ]
    assert wrong == [], "\n".join(wrong)
    assert tried > 10
