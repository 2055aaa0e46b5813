"""Tables of law and of custom that are data: YAML files beside the code, each entry with its source.

A catalog extends a table by a file of the same name in its ``tables/`` folder. Lists are joined by the ``x-key`` of the table's
schema (``schemas/_tables/<name>.schema.json``): an entry with a key that is there takes its place, any other is added.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from powercat.core.catalog import Catalog
from powercat.core.config import reserved_document
from powercat.core.document import Document, digest, parse
from powercat.core.field import Field
from powercat.core.load import placed
from powercat.core.reference import key_of
from powercat.core.rule import Fault
from powercat.core.schema import TABLE, Kind, Schemas
from powercat.core.text import Text
from powercat.power.demanded import unknown_parts

FOLDER: Final = "tables"
"""Where a catalog keeps its own entries."""

_SUFFIX: Final = ".yaml"
_SHIPPED: Final = Path(__file__).parent / "data"


@lru_cache
def shipped(name: str) -> Mapping[str, Any]:
    """A table as it comes with the program; raises ``ValueError`` for a file that is no mapping in our YAML."""
    parsed = parse((_SHIPPED / f"{name}{_SUFFIX}").read_text("utf-8"))
    if parsed.faults or not isinstance(parsed.data, dict):
        raise ValueError(name)
    return parsed.data


def table(catalog: Catalog, name: str) -> Mapping[str, Any]:
    """A table with the catalog's own entries; a file of the catalog that cannot be used is told elsewhere and left out."""
    kept: dict[str, Mapping[str, Any]] = vars(catalog).setdefault(f"{__name__}.table", {})
    if name not in kept:
        kept[name] = _joined(catalog, name)
    return kept[name]


def source_of(entry: Mapping[str, Any]) -> Text:
    """Where an entry is from: its ``source``, in English ``en``, or the same where there is none."""
    return Text(entry["source"], entry.get("en", entry["source"]))


def read_table(path: str, raw: bytes, schemas: Schemas) -> Document:
    """A file of a catalog's :data:`FOLDER` held against the schema of its table: with faults, or such that it can be used."""
    name = path.removeprefix(f"{FOLDER}/")
    known = name.removesuffix(_SUFFIX)
    if known not in schemas.tables or known == name:
        titles = tuple(schemas[TABLE + each].title for each in schemas.tables)
        fault = Fault("unknown-kind", 0, 0, "", "table", {"value": name, "candidates": schemas.tables, "titles": titles})
        return Document(path, digest(raw), None, (fault,), False, lambda _: raw)
    document = reserved_document(path, raw, TABLE + known, schemas)
    if not document.faults and isinstance(document.data, dict):
        kind = schemas[TABLE + known]
        document.faults += tuple(placed(fault, document) for fault in _odd(kind, known, document.data, schemas))
    return document


def replaced(read: Callable[[str], bytes], schemas: Schemas) -> Iterator[tuple[str, Sequence[str]]]:
    """By file of a catalog's :data:`FOLDER`, the keys of the shipped entries that entries of its own replace by something else;
    ``read`` gives the content of a path or raises ``OSError``. A file that cannot be used is left out.
    """
    for name in schemas.tables:
        path = f"{FOLDER}/{name}{_SUFFIX}"
        try:
            document = read_table(path, read(path), schemas)
        except OSError:
            continue
        if not document.faults and isinstance(document.data, dict):
            keys = [*_stood_in_for(schemas[TABLE + name], shipped(name), document.data)]
            if keys:
                yield path, keys


def _stood_in_for(kind: Kind, base: Mapping[str, Any], own: Mapping[str, Any]) -> Iterator[str]:
    for name, entries in own.items():
        field, old = kind.root.properties[name], base.get(name)
        if isinstance(old, Sequence) and isinstance(entries, list):
            known = {key: entry for entry in old if (key := key_of(field, entry))}
            yield from (key for entry in entries if (key := key_of(field, entry)) in known and known[key] != entry)
        elif old is not None and old != entries:
            yield name


def _odd(kind: Kind, name: str, data: Mapping[str, Any], schemas: Schemas) -> Iterator[Fault]:
    """What the schema cannot tell of a table that keeps to it."""
    for list_name, entries in data.items():
        field = kind.root.properties[list_name]
        seen: set[str] = set()
        for index, entry in enumerate(entries if field.key else ()):
            value = key_of(field, entry)
            if value in seen:
                key = next(each for each in field.key if each in entry)
                title = field.items.properties[key].title if field.items is not None else key
                args = {"value": value, "list": field.title, "key": title}
                yield Fault("id-repeated", 0, 0, f"/{list_name}/{index}/{key}", "table", args)
            seen.add(value)
    if name == "demands":
        yield from unknown_parts(data, schemas)


def _joined(catalog: Catalog, name: str) -> Mapping[str, Any]:
    base = shipped(name)
    path = f"{FOLDER}/{name}{_SUFFIX}"
    try:
        document = read_table(path, catalog.read(path), catalog.schemas)
    except OSError:
        return base
    if document.faults or not isinstance(document.data, dict):
        return base
    fields = catalog.schemas[TABLE + name].root.properties
    return {**base, **{key: _with(fields[key], base.get(key), own) for key, own in document.data.items()}}


def _with(field: Field, base: object, own: object) -> object:
    if not isinstance(base, Sequence) or not isinstance(own, list):
        return own
    entries = {key_of(field, entry) or repr(entry): entry for entry in base}
    return [*{**entries, **{key_of(field, entry) or repr(entry): entry for entry in own}}.values()]
