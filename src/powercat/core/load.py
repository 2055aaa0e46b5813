"""Store → catalog: every file read, parsed and held against its schema, in parallel where that pays."""

from __future__ import annotations

import errno
import gc
import hashlib
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from powercat.core import jobs, pack
from powercat.core.cache import Cache
from powercat.core.catalog import Catalog
from powercat.core.document import Document, Parsed, Source, decode, digest, parse, steps, walk
from powercat.core.formats import PLACEHOLDER, is_placeholder
from powercat.core.invisible import visible
from powercat.core.nearest import nearest
from powercat.core.plain import read_plain
from powercat.core.reference import chosen_from, inside, outward, repeated
from powercat.core.rule import Fault
from powercat.core.schema import Kind, Schemas
from powercat.core.store import Entry, Store, is_record_path, may_hold_records
from powercat.core.verdict import shortened
from powercat.core.wide import as_written

if TYPE_CHECKING:
    from powercat.core.comment import Comment

CHUNK: Final = 50
WORTH_PROCESSES: Final = 400

Read = tuple[str, Any, tuple[Any, ...], bool, tuple[object, ...], tuple[tuple[Any, ...], ...]]
"""One file as read, plain data only: digest, data, packed faults, whole, outward references, comments that put findings off."""

Progress = Callable[[int, int], None]
"""Told how many files are done, of how many."""


def read_document(raw: bytes, schemas: Schemas) -> Read:
    """Read one file: its data, and all that its text and its schema say against it. Never raises."""
    text, faults = decode(raw)
    name = digest(raw)
    if faults and not text:
        return name, None, tuple(map(pack.pack_fault, faults)), False, (), ()
    plain = read_plain(text)
    parsed = parse(text) if plain is None else Parsed(plain, (), whole=True)
    found = [*faults, *parsed.faults]
    refs: tuple[object, ...] = ()
    if parsed.whole:
        waits = "<" in text and PLACEHOLDER.search(text) is not None
        judged = list(_against_schema(parsed.data, schemas, waits=waits))
        if judged:
            source = Source(raw)
            document = Document("", name, parsed.data, (), True, lambda _: raw)
            document._source = source
            told = {fault.pointer for fault in parsed.faults}
            at = [placed(fault, document) for fault in judged if not _covered(fault.pointer, told)]
            found += as_written(at, document, _kind_of(parsed.data, schemas))
        kind = _kind_of(parsed.data, schemas)
        if kind is not None:
            refs = outward(kind, parsed.data)
    remarks = _remarks(text) if parsed.whole else ()
    return name, parsed.data if parsed.whole else None, tuple(map(pack.pack_fault, found)), parsed.whole, refs, remarks


_SPOKEN_TO: Final = ("powercat", "Powercat", "PowerCat", "POWERCAT")
"""What a remark to the program begins with; texts without it, nearly all, need not be looked through."""


def _remarks(text: str) -> tuple[tuple[Any, ...], ...]:
    if not any(mark in text for mark in _SPOKEN_TO):
        return ()
    from powercat.core.comment import comments

    return tuple(map(tuple, comments(text)))


def _remarked(remarks: tuple[tuple[Any, ...], ...]) -> tuple[Comment, ...]:
    from powercat.core.comment import Comment

    return tuple(Comment(*remark) for remark in remarks)


def _kind_of(data: object, schemas: Schemas) -> Kind | None:
    name = data.get("kind") if isinstance(data, dict) else None
    return schemas[name] if isinstance(name, str) and name in schemas.known else None


def _against_schema(data: object, schemas: Schemas, *, waits: bool) -> Iterator[Fault]:
    """What the schema says against the data. ``waits``: the text has a sign of something that is still to be filled in."""
    if data is None:
        yield Fault("unknown-kind", 0, 0, variant="empty")
    elif not isinstance(data, dict):
        yield Fault("unknown-kind", 0, 0, variant="shape")
    elif "kind" not in data:
        yield Fault("unknown-kind", 0, 0, variant="missing", args={"near": _like_kind(data), **_kinds(schemas)})
    elif data["kind"] is None:
        yield Fault("unknown-kind", 0, 0, "/kind", "blank", _kinds(schemas))
    elif not isinstance(data["kind"], str) or data["kind"] not in schemas.known:
        yield Fault("unknown-kind", 0, 0, "/kind", args={"value": shortened(data["kind"]), **_kinds(schemas)})
    else:
        kind = schemas[data["kind"]]
        wrong = kind.faults(data)
        blank = _placeholders(kind, data, {fault.pointer for fault in wrong if fault.name in _OF_NAMES}) if waits else {}
        wrong = [fault for fault in wrong if fault.pointer not in blank or fault.name in _OF_NAMES]
        yield from wrong
        yield from blank.values()
        told = {fault.pointer for fault in wrong if fault.name != "field-missing"} | blank.keys()
        for field, pointer, value in repeated(kind, data):
            if not _covered(pointer, told):
                yield Fault("id-repeated", 0, 0, pointer, "inside", {"value": value, "list": field.title})
        for reference, known in inside(kind, data):
            if not _covered(reference.pointer, told):
                yield Fault(
                    "reference-missing",
                    0,
                    0,
                    reference.pointer,
                    "inside",
                    {
                        "value": reference.value,
                        "title": reference.field.title,
                        "list": chosen_from(kind, reference.field).title,
                        "candidates": known,
                    },
                )


_OF_NAMES: Final = ("field-missing", "field-unknown", "field-not-applicable")


def _placeholders(kind: Kind, data: object, told: set[str]) -> dict[str, Fault]:
    """The values still to be filled in, by pointer; told as that, whatever else the schema has against them."""
    found = {}
    for pointer, value in walk(data):
        if is_placeholder(value) and not _covered(pointer, told):
            try:
                title: object = kind.field(pointer).title
            except KeyError:
                title = steps(pointer)[-1]
            found[pointer] = Fault("bad-format", 0, 0, pointer, "placeholder", {"title": title, "value": shortened(value)})
    return found


_KIND_WORDS: Final = ("kind", "种类", "记录种类")


def _like_kind(data: dict[str, object]) -> str:
    """The name that most likely stands for ``kind``; ``""`` where there is none."""
    plain = {name: visible(unicodedata.normalize("NFKC", name)).strip().lower() for name in data}
    return next((name for name, word in plain.items() if word in _KIND_WORDS or nearest(word, ("kind",))), "")


def _kinds(schemas: Schemas) -> dict[str, object]:
    return {"candidates": schemas.known, "titles": tuple(schemas[name].title for name in schemas.known)}


def _covered(pointer: str, told: set[str]) -> bool:
    """Whether a fault is told already at this field or one that holds it."""
    while pointer:
        if pointer in told:
            return True
        pointer = pointer.rpartition("/")[0]
    return False


def placed(fault: Fault, document: Document) -> Fault:
    """A fault of the schema with the offsets of its field in the text, and the edit where what was meant is certain."""
    if fault.name in ("field-unknown", "field-not-applicable", "field-missing"):
        start, end = document.key_offsets(fault.pointer)
    else:
        start, end = document.offsets(fault.pointer)
        if start == end:
            start, end = document.key_offsets(fault.pointer)
    first = fault.args.get("first")
    related = (document.offsets(first),) if isinstance(first, str) else ()
    return replace(fault, start=start, end=end, edits=_mended(fault, document, start, end), related=related)


def _mended(fault: Fault, document: Document, start: int, end: int) -> tuple[tuple[int, int, str], ...]:
    written = document.text[start:end]
    if fault.pointer not in document.places or not written or written[0] in "|>":
        return ()
    meant = fault.args.get("meant")
    got, wanted = fault.args.get("got"), fault.args.get("wanted")
    if meant:
        quote = written[0] if written[0] in "'\"" and fault.name == "bad-format" else ""
        return ((start, end, f"{quote}{meant}{quote}"),)
    if fault.name == "wrong-type" and wanted == "string" and got in ("integer", "number", "boolean"):
        return ((start, end, f'"{written}"'),)
    return ()


def read_chunk(source: tuple[Store, Schemas], paths: list[str]) -> bytes:
    """Read several files of a store; the packed list of what :func:`read_document` gives, for travel and cache alike."""
    return pack.dump(_read_all(source, paths))


def _read_all(source: tuple[Store, Schemas], paths: list[str]) -> list[Read]:
    store, schemas = source
    with _no_collector():
        return [_read(store, path, schemas) for path in paths]


def _read(store: Store, path: str, schemas: Schemas) -> Read:
    try:
        raw = store.read(path)
    except OSError as error:
        fault = Fault("file-unreadable", 0, 0, variant="file", args={"reason": errno.errorcode.get(error.errno or 0, "")})
        return "", None, (pack.pack_fault(fault),), False, (), ()
    return read_document(raw, schemas)


@contextmanager
def _no_collector() -> Iterator[None]:
    """Reading makes no cycles: looking for them would cost a third of the time."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


@dataclass(frozen=True)
class Scope:
    """Which files of a store are records."""

    roots: Sequence[str] = (".",)
    exclude: Sequence[str] = ()

    def select(self, entries: Sequence[Entry]) -> list[Entry]:
        """The entries that hold records, and those that could not be looked into."""
        return [entry for entry in entries if self._takes(entry)]

    def _takes(self, entry: Entry) -> bool:
        test = may_hold_records if entry.problem.startswith("folder") else is_record_path
        return test(entry.path, self.roots, self.exclude)


def load(
    store: Store,
    schemas: Schemas,
    as_of: date,
    *,
    scope: Scope | None = None,
    entries: Sequence[Entry] | None = None,
    digests: Mapping[str, str] | None = None,
    cache: Cache | None = None,
    workers: int = 1,
    progress: Progress | None = None,
    ahead: int = 0,
) -> Catalog:
    """The catalog that a store holds.

    ``digests`` are those already known, by path; what the cache holds under them is not read again. ``entries`` are the store's
    files where they have been listed before.
    """
    chosen = (scope or Scope()).select(store.files() if entries is None else entries)
    known = dict(digests or {})
    with _no_collector():
        return replace(_load(store, schemas, as_of, chosen, known, cache, workers, progress), ahead=ahead)


def _load(
    store: Store,
    schemas: Schemas,
    as_of: date,
    chosen: Sequence[Entry],
    known: dict[str, str],
    cache: Cache | None,
    workers: int,
    progress: Progress | None,
) -> Catalog:
    found: dict[str, Document] = {}
    targets: dict[str, tuple[object, ...]] = {}
    again = store.read

    def keep(path: str, read: Read) -> None:
        name, data, faults, whole, refs, remarks = read
        beside = _remarked(remarks) if remarks else ()
        found[path] = Document(path, name, data, tuple(map(pack.unpack_fault, faults)), whole, again, beside)
        if refs:
            targets[path] = refs

    held = cache.documents(known.values()) if cache is not None else {}
    todo = []
    for entry in chosen:
        if entry.problem:
            fault = Fault("file-unreadable", 0, 0, variant=entry.problem.removeprefix("folder-"))
            found[entry.path] = Document(entry.path, "", None, (fault,), False, again)
        elif known.get(entry.path) in held:
            keep(entry.path, held[known[entry.path]])
        else:
            todo.append(entry.path)
    chunks = jobs.chunked(todo, CHUNK)
    if todo:
        for name in schemas.known:
            schemas[name].prepare()
    processes = workers if len(todo) >= WORTH_PROCESSES else 1
    outcomes: Iterator[bytes | list[Read]] = jobs.run(read_chunk, (store, schemas), chunks, jobs=processes, here=_read_all)
    if cache is not None:
        cache.begin()
    for paths, outcome in zip(chunks, outcomes, strict=True):
        for path, read in zip(paths, pack.restore(outcome) if isinstance(outcome, bytes) else outcome, strict=True):
            keep(path, read)
        if cache is not None:
            cache.keep_documents(outcome if isinstance(outcome, bytes) else pack.dump(outcome))
        if progress is not None:
            progress(len(found), len(chosen))
    return Catalog.build(schemas, [found[entry.path] for entry in chosen], targets, as_of, store.read)


def fingerprint(entries: Sequence[Entry], digests: Mapping[str, str], *others: str) -> str:
    """The digest of everything a result depends on: records by content, other files by stamp, and what the caller adds."""
    state = hashlib.blake2b(digest_size=16)
    for entry in entries:
        state.update(
            f"{entry.path}\0{digests.get(entry.path) or entry.stamp}\0{entry.problem}\n".encode("utf-8", "surrogateescape")
        )
    for other in others:
        state.update(f"\0{other}".encode())
    return state.hexdigest()
