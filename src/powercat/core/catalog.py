"""The catalog: all records as one immutable graph, seen on one day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import cached_property

from powercat.core.document import Document
from powercat.core.field import Field
from powercat.core.record import Node, Record
from powercat.core.reference import Ref, Reference, references, values
from powercat.core.schema import Schemas


def no_files(path: str) -> bytes:
    """The files of a catalog that has none."""
    raise FileNotFoundError(path)


@dataclass(frozen=True, eq=False)
class Catalog(Mapping[Ref, Record]):
    """Records by kind and id.

    ``documents`` are all files read, in order of path; ``repeated`` the records whose name another file bears already.
    ``as_of`` is the day on which the law and the records are looked at, ``ahead`` how many days after it what is coming is
    to be told already. ``targets`` holds what each record refers to, flat, as :func:`powercat.core.reference.outward` gives it.
    ``read`` gives the content of any file of the catalog by path, law texts and tables too; it raises ``OSError`` for one that
    is not there.
    """

    schemas: Schemas
    documents: Sequence[Document]
    as_of: date
    records: Mapping[Ref, Record]
    repeated: Sequence[Record] = ()
    targets: Mapping[Ref, tuple[object, ...]] = field(default_factory=dict, repr=False)
    read: Callable[[str], bytes] = field(default=no_files, repr=False)
    ahead: int = 0

    @cached_property
    def horizon(self) -> str:
        """The last day that is looked ahead to (``YYYY-MM-DD``)."""
        try:
            return (self.as_of + timedelta(days=self.ahead)).isoformat()
        except OverflowError:
            return date.max.isoformat()

    @classmethod
    def build(
        cls,
        schemas: Schemas,
        documents: Sequence[Document],
        targets: Mapping[str, tuple[object, ...]],
        as_of: date,
        read: Callable[[str], bytes] = no_files,
        ahead: int = 0,
    ) -> Catalog:
        """The catalog of the documents (``targets`` by path); those without a known kind or an id are kept as documents only."""
        records: dict[Ref, Record] = {}
        repeated: list[Record] = []
        outward: dict[Ref, tuple[object, ...]] = {}
        for document in documents:
            data = document.data
            if not isinstance(data, dict):
                continue
            kind, name = data.get("kind"), data.get("id")
            if not isinstance(kind, str) or not isinstance(name, str) or not name or kind not in schemas.known:
                continue
            record = Record(schemas[kind], name, (document,))
            ref = record.ref
            if ref in records:
                first = records[ref]
                if _is_named_after(record) and not _is_named_after(first):
                    # the file that bears the id as its name is the original, the other one the copy
                    record, records[ref] = first, record
                    outward[ref] = targets.get(document.path, ())
                repeated.append(record)
            else:
                records[ref] = record
                outward[ref] = targets.get(document.path, ())
        return cls(schemas, documents, as_of, records, repeated, outward, read, ahead)

    def __getitem__(self, ref: Ref) -> Record:
        return self.records[ref]

    def __iter__(self) -> Iterator[Ref]:
        return iter(self.records)

    def __len__(self) -> int:
        return len(self.records)

    def find(self, kind: str, name: str) -> Record | None:
        """The record of that kind and id."""
        return self.records.get(Ref(kind, name))

    @cached_property
    def _by_kind(self) -> Mapping[str, Sequence[Record]]:
        found: defaultdict[str, list[Record]] = defaultdict(list)
        for ref, record in self.records.items():
            found[ref.kind].append(record)
        return found

    def of(self, kind: str) -> Sequence[Record]:
        """The records of a kind, in order of path. Raises ``KeyError`` for a kind no schema knows."""
        if kind not in self.schemas.known:
            raise KeyError(kind)
        return self._by_kind.get(kind, ())

    @cached_property
    def by_path(self) -> Mapping[str, Record]:
        """The records by their files, those with an id that is taken among them."""
        return {record.path: record for record in (*self.records.values(), *self.repeated)}

    def target(self, node: Node) -> Record | None:
        """The record a referring field names; ``None`` when it is absent or not there."""
        return self.find(node.field.ref, node.text) if node else None

    def known(self, reference: str) -> Mapping[str, Sequence[Record]]:
        """What an ``x-ref`` to other records may name: each value with the records that hold it."""
        found = self._known.get(reference)
        if found is None:
            kind, _, path = reference.partition("#/")
            gathered: defaultdict[str, list[Record]] = defaultdict(list)
            for record in self.of(kind):
                for value in values(record.kind.root, record.data, path.split("/")) if path else (record.id,):
                    gathered[value].append(record)
            found = self._known[reference] = gathered
        return found

    @cached_property
    def _known(self) -> dict[str, Mapping[str, Sequence[Record]]]:
        return {}

    def targets_of(self, record: Record) -> Iterator[tuple[Field, str]]:
        """What a record refers to outside itself: the referring field's declaration and the value, each pair once."""
        flat = self.targets.get(record.ref, ())
        declarations = record.kind.references
        for index in range(0, len(flat), 2):
            yield declarations[flat[index]], str(flat[index + 1])  # type: ignore[call-overload]

    def references(self, record: Record) -> Iterator[Reference]:
        """Every reference of a record with its place."""
        return references(record.kind, record.data)

    @cached_property
    def _referrers(self) -> Mapping[Ref, Sequence[tuple[Record, str]]]:
        found: defaultdict[Ref, list[tuple[Record, str]]] = defaultdict(list)
        for record in self.records.values():
            for declaration, value in self.targets_of(record):
                if "#" not in declaration.ref:
                    found[Ref(declaration.ref, value)].append((record, declaration.pointer))
        return found

    def referrers(self, record: Record, kind: str = "", field: str = "") -> list[Record]:
        """The records that name this one, in order of path; of one kind, or by one field (its schema pointer, ``/powers/*``)."""
        found: dict[Ref, Record] = {}
        for referrer, pointer in self._referrers.get(record.ref, ()):
            if (not kind or referrer.kind.name == kind) and (not field or pointer == field):
                found[referrer.ref] = referrer
        return list(found.values())

    @cached_property
    def unplaced(self) -> Sequence[Document]:
        """Files that hold no record: they did not parse, or their kind or id is not to be made out."""
        placed = {id(record.document) for record in (*self.records.values(), *self.repeated)}
        return [document for document in self.documents if id(document) not in placed or not document.whole]

    @cached_property
    def unread(self) -> frozenset[str]:
        """Ids and file names of files that hold no readable record: what they define is unknown, so nothing is called missing
        for them."""
        names: set[str] = set()
        for document in self.unplaced:
            names.add(document.path.rpartition("/")[2].rpartition(".")[0])
            names.add(document.guess[1])
        return frozenset(names - {""})

    @cached_property
    def unread_kinds(self) -> frozenset[str]:
        """Kinds of which a file holds no readable record; ``""`` among them when the kind of one that did not parse could not be
        guessed."""
        guesses = ((self.guessed_kind(document), document.whole) for document in self.unplaced)
        return frozenset(kind for kind, whole in guesses if kind or not whole)

    def guessed_kind(self, document: Document) -> str:
        """The kind that the text of an unread file names, else the one whose folder it lies in; ``""`` when neither tells."""
        kind = document.guess[0]
        if kind in self.schemas.known:
            return kind
        folder = document.path.rpartition("/")[0].rpartition("/")[2] or "."
        return next((name for name in self.schemas.known if self.schemas[name].folder == folder), "")

    def forget(self) -> None:
        """Let go of what was worked out of the catalog from outside; it is worked out again when somebody asks."""
        kept = vars(self)
        for name in [name for name in kept if "." in name]:
            del kept[name]

    def on(self, day: date) -> Catalog:
        """The same records seen on another day."""
        return replace(self, as_of=day)


def _is_named_after(record: Record) -> bool:
    return record.path.rpartition("/")[2].rpartition(".")[0] == record.id
