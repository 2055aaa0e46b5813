"""Rows of other systems become records of a catalog; what a person has edited since is left alone."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path, PurePath
from typing import Final

from powercat.core.catalog import Catalog
from powercat.core.config import read_config
from powercat.core.diagnostic import Diagnostic
from powercat.core.document import Document, escape, parse
from powercat.core.emit import emit
from powercat.core.engine import Policy
from powercat.core.errors import EditRefused, UsageError, reason
from powercat.core.field import Field
from powercat.core.load import Scope, load
from powercat.core.reference import key_of
from powercat.core.registry import collect
from powercat.core.rule import Rule
from powercat.core.schema import Schemas
from powercat.core.span import Span
from powercat.core.store import CONFIG_NAME, FolderStore
from powercat.core.text import Text
from powercat.exchange.build import Finder, Made, build
from powercat.exchange.citations import citer
from powercat.exchange.mapping import ImportMapping, read_mapping
from powercat.exchange.source import Row, read_source
from powercat.exchange.steps import near
from powercat.exchange.trouble import Trouble, told

_ANY_DAY: Final = date(2000, 1, 1)
_MAX_TITLES: Final = 8
_FROM_HERE: Final = Text("导入的内容来自这里", "the imported values come from here")


@dataclass(frozen=True)
class Imported:
    """What an import would do; nothing is written yet.

    ``files`` are the records to be written, by path relative to the catalog's folder; ``overwritten`` those of them that
    replace a file. ``kept`` are the paths of records that differ and were left alone, ``unchanged`` the number of those that
    say the same already. ``counts`` are the records by kind that the source gives; ``rows`` the rows of the source, of which
    ``skipped`` gave nothing. ``usable`` is false when the mapping cannot be used: then nothing was read.
    """

    files: Mapping[str, bytes]
    overwritten: tuple[str, ...]
    kept: tuple[str, ...]
    unchanged: int
    counts: Mapping[str, int]
    rows: int
    skipped: int
    diagnostics: tuple[Diagnostic, ...]
    usable: bool = True


def import_records(
    source: Path,
    mapping: Path,
    catalog_folder: Path,
    schemas: Schemas,
    *,
    overwrite: bool = False,
    policy: Policy | None = None,
) -> Imported:
    """Make records of a source file by a mapping, for a catalog's folder (which may be empty, or not there yet).

    A record that the catalog has already is compared by its data: if it says the same, its file is left as it is; if not, it is
    left alone and told (PC955), or replaced with ``overwrite``. A file that holds anything else is never replaced. Findings
    name files by their path from the catalog's folder. Raises :class:`UsageError` when the source or the mapping cannot be
    opened.
    """
    weights = policy or Policy()
    raw_mapping, raw_source = _bytes(mapping), _bytes(source)
    read, faults = read_mapping(_shown(mapping, catalog_folder), raw_mapping, schemas, weights, _rules())
    if read is None:
        return Imported({}, (), (), 0, {}, 0, 0, _sorted(faults), usable=False)
    found = read_source(_shown(source, catalog_folder), raw_source, read.options)
    target = _target(catalog_folder, schemas)
    built = build(read, found.rows, target.finder, citer(target.catalog))
    outcome = _Outcome({}, [], [], 0, [])
    for made in built.records.values():
        _place(made, read, target, outcome, overwrite=overwrite)
    troubles = [*found.troubles, *_unknown_columns(read, found.rows), *built.troubles, *outcome.troubles]
    counts = Counter(ref.kind for ref in built.records)
    return Imported(
        outcome.files,
        tuple(sorted(outcome.overwritten)),
        tuple(sorted(outcome.kept)),
        outcome.unchanged,
        {name: counts[name] for name in schemas.known if counts[name]},
        len(found.rows) + sum(trouble.name == "source-unreadable" and bool(trouble.pointer) for trouble in found.troubles),
        built.skipped,
        _sorted(told(troubles, weights)),
    )


def _sorted(found: Iterator[Diagnostic] | Sequence[Diagnostic]) -> tuple[Diagnostic, ...]:
    return tuple(sorted(found, key=lambda each: each.order))


def _rules() -> tuple[Rule, ...]:
    from powercat import checks

    return collect(checks, Rule)


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise UsageError(
            Text("读不了 {path}：{reason}", "cannot read {path}: {reason}"), path=str(path), reason=reason(error)
        ) from error


def _shown(path: Path, folder: Path) -> str:
    """A path as seen from the catalog's folder, with forward slashes; as it is where there is no way between the two."""
    try:
        return PurePath(os.path.relpath(path, folder)).as_posix()
    except ValueError:
        return path.as_posix()


def _unknown_columns(mapping: ImportMapping, rows: Sequence[Row]) -> Iterator[Trouble]:
    """Columns that the mapping names and no row has: most likely a slip of the pen, which would silently empty a field."""
    known: dict[str, None] = {}
    for row in rows:
        known.update(dict.fromkeys(row.data))
    for column, pointer in mapping.columns.items() if rows else ():
        if column not in known:
            args = {"value": column, "near": near(column, tuple(known))}
            yield Trouble("mapping-unusable", mapping.span(pointer), "column", args, pointer)


@dataclass(frozen=True)
class _Target:
    """The catalog that is imported into: its records, its files by path, and the folder new records go below."""

    catalog: Catalog
    documents: Mapping[str, Document]
    prefix: str
    finder: Finder


def _target(folder: Path, schemas: Schemas) -> _Target:
    scope = Scope()
    if (folder / CONFIG_NAME).is_file():
        read = read_config(folder, schemas)
        scope = scope if read.document.faults else read.config.scope
    catalog = (
        load(FolderStore(folder), schemas, _ANY_DAY, scope=scope) if folder.is_dir() else Catalog.build(schemas, (), {}, _ANY_DAY)
    )
    names: dict[tuple[str, str], dict[str, str]] = {}

    def finder(kind: str, by: str, value: str) -> str:
        known = names.get((kind, by))
        if known is None:
            known = names[kind, by] = {}
            for record in catalog.of(kind):
                held = record.data.get(by)
                for each in held if isinstance(held, list) else [held]:
                    if isinstance(each, str):
                        known.setdefault(each, record.id)
        return known.get(value, "")

    root = scope.roots[0].rstrip("/")
    documents = {document.path: document for document in catalog.documents}
    return _Target(catalog, documents, "" if root in (".", "") else f"{root}/", finder)


@dataclass
class _Outcome:
    files: dict[str, bytes]
    overwritten: list[str]
    kept: list[str]
    unchanged: int
    troubles: list[Trouble]


def _place(made: Made, mapping: ImportMapping, target: _Target, outcome: _Outcome, *, overwrite: bool) -> None:
    """Decide what becomes of one record: a new file, nothing, or a file left alone."""
    kind = made.kind
    try:
        text = emit(kind, made.data)
    except EditRefused as error:
        args = {"kind": kind.title, "reason": Text(error.say("zh"), error.say("en")), "required": True}
        span = made.span or mapping.span("")
        outcome.troubles.append(Trouble("value-unmapped", span, "unwritable", args, record=made.name))
        return
    held = target.catalog.find(kind.name, str(made.data["id"]))
    path = held.path if held is not None else _path(made, target.prefix)
    there = held.document if held is not None else target.documents.get(path)
    if there is None:
        outcome.files[path] = text.encode()
        return
    new = parse(text).data
    if held is not None and there.data == new and there.whole:
        outcome.unchanged += 1
    elif overwrite and (held is not None or not there.whole):
        outcome.files[path] = text.encode()
        outcome.overwritten.append(path)
    else:
        outcome.kept.append(path)
        outcome.troubles.append(_conflict(made, mapping, there, new, is_same=held is not None))


def _path(made: Made, prefix: str) -> str:
    folder = made.kind.folder
    name = made.kind.name if folder == "." else f"{folder}/{made.data['id']}"
    return f"{prefix}{name}.yaml"


def _conflict(made: Made, mapping: ImportMapping, there: Document, new: object, *, is_same: bool) -> Trouble:
    related = ((made.span or mapping.span(""), _FROM_HERE),)
    if not is_same:
        variant = "taken" if there.whole else "unreadable"
        span = there.span("") if there.digest else Span(there.path)
        return Trouble("conflict-with-newer", span, variant, {"path": there.path}, record=made.name, related=related)
    found = list(differences(there.data, new, made.kind.root))
    others = [each for each in found if not each.added]
    pointers = [each.pointer for each in others or found]
    titles = dict.fromkeys(_title(made, pointer) for pointer in pointers)
    args = {"titles": tuple(titles)[:_MAX_TITLES], "count": len(titles), "kind": made.kind.title}
    span = there.span(pointers[0])
    variant = "" if others else "more"
    return Trouble("conflict-with-newer", span, variant, args, pointers[0], next(iter(titles)), made.name, related)


def _title(made: Made, pointer: str) -> Text:
    try:
        return made.kind.field(pointer).title
    except KeyError:
        name = pointer.rpartition("/")[2]
        return Text(name, name)


@dataclass(frozen=True, slots=True)
class Difference:
    """A field in which two records differ; ``added`` where only the old one has it. ``pointer`` is that of the old one."""

    pointer: str
    added: bool = False


def differences(old: object, new: object, known: Field | None, pointer: str = "") -> Iterator[Difference]:
    """Where two values differ, field by field; items of a list go by their key, in whatever order they stand."""
    if isinstance(old, dict) and isinstance(new, dict):
        for name in dict.fromkeys([*old, *new]):
            below = known.child(name) if known is not None else None
            if name in old and name in new:
                yield from differences(old[name], new[name], below, f"{pointer}/{escape(name)}")
            else:
                yield Difference(f"{pointer}/{escape(name)}", name in old)
    elif isinstance(old, list) and isinstance(new, list):
        yield from _list_differences(old, new, known, pointer)
    elif old != new:
        yield Difference(pointer)


def _list_differences(old: list[object], new: list[object], known: Field | None, pointer: str) -> Iterator[Difference]:
    keys = [(key_of(known, item) if known is not None else "") or repr(item) for item in old]
    wanted = {(key_of(known, item) if known is not None else "") or repr(item): item for item in new}
    if len(set(keys)) < len(keys) or len(wanted) < len(new) or not wanted.keys() <= set(keys):
        if old != new:
            yield Difference(pointer)
        return
    for index, key in enumerate(keys):
        if key in wanted:
            item_field = known.items if known is not None else None
            yield from differences(old[index], wanted[key], item_field, f"{pointer}/{index}")
        else:
            yield Difference(f"{pointer}/{index}", added=True)
    if [key for key in keys if key in wanted] != list(wanted):
        yield Difference(pointer)
