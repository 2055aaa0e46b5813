"""The mapping file: which column goes into which field of which record. Read, held against its schema and against the schemas
it speaks of.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final

from powercat.core.config import reserved_document
from powercat.core.diagnostic import Diagnostic
from powercat.core.document import Document, steps
from powercat.core.engine import Policy, findings_of
from powercat.core.field import Field
from powercat.core.rule import Rule
from powercat.core.schema import Kind, Schemas
from powercat.core.span import Span
from powercat.core.text import Text
from powercat.exchange.paths import SourcePath, source_path
from powercat.exchange.source import Options
from powercat.exchange.steps import Step, near
from powercat.exchange.template import Template, TemplateError, template
from powercat.exchange.trouble import Trouble, shortened, told

_PATTERN_STEPS: Final = ("extract", "find", "split", "replace")
_SCALARS: Final = ("string", "integer", "number", "boolean")


@dataclass(frozen=True, slots=True)
class Condition:
    """A demand on one value of a row; exactly one of the four is set."""

    path: SourcePath
    any_of: frozenset[str] | None = None
    none_of: frozenset[str] | None = None
    pattern: re.Pattern[str] | None = None
    stated: bool | None = None


@dataclass(frozen=True, slots=True)
class Skip:
    """Rows that are left out, and why."""

    when: tuple[Condition, ...]
    reason: str


@dataclass(frozen=True, slots=True)
class Target:
    """A field of a record. ``within`` is the pointer of the innermost list around it (``""`` for none), ``names`` the way from
    there.

    ``field`` is its schema (of a list of single values, that of an item), ``None`` below ``local``; ``many`` says that it is
    such a list. ``required`` says that its object is incomplete without it. ``cites`` says that it is a list of citations, which
    is written whole; ``field`` is that list.
    """

    pointer: str
    within: str
    names: tuple[str, ...]
    field: Field | None
    many: bool
    required: bool
    cites: bool = False

    @property
    def title(self) -> Text:
        """What people call it."""
        return self.field.title if self.field is not None else Text(self.names[-1], self.names[-1])


@dataclass(frozen=True, slots=True)
class Assign:
    """Where a field's value comes from: exactly one of ``path``, ``text``, ``value`` and ``record`` (the name of a block)."""

    target: Target
    path: SourcePath | None
    text: Template | None
    value: str | None
    record: str
    steps: tuple[Step, ...]
    empty: tuple[str, ...]
    default: str | None
    otherwise: str
    when: tuple[Condition, ...]
    unless: str


@dataclass(frozen=True, slots=True)
class ListPart:
    """A list of objects: one item a row, or one an element of ``each``. Of the words ``none`` it is written empty.

    ``pointer`` ends in ``*`` and the name of this sort of items, where a list has several sorts.
    """

    pointer: str
    title: Text
    within: str
    names: tuple[str, ...]
    each: SourcePath | None
    steps: tuple[Step, ...]
    none: frozenset[str]
    empty: tuple[str, ...]
    when: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class Block:
    """How records of one kind are made."""

    name: str
    kind: Kind
    id: Template
    once: bool
    each: SourcePath | None
    steps: tuple[Step, ...]
    when: tuple[Condition, ...]
    several_rows: bool
    at_least: int
    lists: tuple[ListPart, ...]
    fields: tuple[Assign, ...]


@dataclass(frozen=True)
class ImportMapping:
    """A mapping that can be used. ``columns`` are the names it takes from rows, each with the pointer of the first place that
    does.
    """

    options: Options
    empty: tuple[str, ...]
    skip: tuple[Skip, ...]
    blocks: tuple[Block, ...]
    columns: Mapping[str, str]
    span: Callable[[str], Span] = field(repr=False)


def read_mapping(
    path: str, raw: bytes, schemas: Schemas, policy: Policy, rules: Sequence[Rule]
) -> tuple[ImportMapping | None, tuple[Diagnostic, ...]]:
    """The mapping a file holds (shown as ``path``), ``None`` when it cannot be used, and what is wrong with it.

    ``rules`` are those that have words for faults of text and schema.
    """
    document = reserved_document(path, raw, "mapping", schemas)
    if document.faults:
        found = tuple(findings_of(document, rules, policy))
        if not found:
            found = tuple(told([Trouble("mapping-unusable", document.span(""), "schema")], policy))
        return None, found
    reader = _Reader(document, schemas)
    mapping = reader.mapping()
    if reader.troubles:
        return None, tuple(told(reader.troubles, policy))
    return mapping, ()


class _Reader:
    """One pass over a mapping that its schema accepts; what it says of fields, tables and patterns is looked at here."""

    def __init__(self, document: Document, schemas: Schemas) -> None:
        self.document = document
        self.schemas = schemas
        self.data: dict[str, Any] = document.data if isinstance(document.data, dict) else {}
        self.troubles: list[Trouble] = []
        self.columns: dict[str, str] = {}
        self.tables: dict[str, dict[str, str]] = {}
        self.kinds: dict[str, Kind] = {}

    def fault(self, pointer: str, variant: str, **args: object) -> None:
        self.troubles.append(Trouble("mapping-unusable", self.document.span(pointer), variant, args, pointer))

    def mapping(self) -> ImportMapping:
        source = self.data.get("source", {})
        options = Options(
            source.get("format", ""),
            source.get("encoding", ""),
            source.get("delimiter", ""),
            source.get("header_row", 1),
            source.get("rows", ""),
        )
        for index, each in enumerate(self.data.get("tables", ())):
            if each["id"] in self.tables:
                self.fault(f"/tables/{index}/id", "name", value=each["id"])
            self.tables[each["id"]] = self.table(each["rows"], f"/tables/{index}/rows")
        blocks = self.data["records"]
        for index, each in enumerate(blocks):
            if each["name"] in self.kinds:
                self.fault(f"/records/{index}/name", "name", value=each["name"])
            if each["kind"] in self.schemas.known:
                self.kinds[each["name"]] = self.schemas[each["kind"]]
            else:
                titles = tuple(self.schemas[name].title for name in self.schemas.known)
                args = {"value": each["kind"], "near": near(each["kind"], self.schemas.known), "titles": titles}
                self.fault(f"/records/{index}/kind", "kind", **args)
        skip = tuple(
            Skip(self.conditions(each["when"], f"/skip/{index}/when"), each["reason"])
            for index, each in enumerate(self.data.get("skip", ()))
        )
        made = tuple(
            self.block(each, f"/records/{index}") for index, each in enumerate(blocks) if each["kind"] in self.schemas.known
        )
        return ImportMapping(options, tuple(source.get("empty", ())), skip, made, self.columns, self.document.span)

    def table(self, rows: Iterable[Mapping[str, str]], pointer: str) -> dict[str, str]:
        pairs: dict[str, str] = {}
        for index, row in enumerate(rows):
            if row["from"] in pairs:
                self.fault(f"{pointer}/{index}/from", "twice", value=row["from"])
            pairs.setdefault(row["from"], row["to"])
        return pairs

    def block(self, data: Mapping[str, Any], pointer: str) -> Block:
        kind = self.schemas[data["kind"]]
        lists: list[ListPart] = []
        for index, each in enumerate(data.get("lists", ())):
            part = self.list_part(kind, each, f"{pointer}/lists/{index}", lists)
            if part is not None:
                lists.append(part)
        fields = [
            made
            for index, each in enumerate(data["fields"])
            if (made := self.assign(kind, each, f"{pointer}/fields/{index}", lists)) is not None
        ]
        block = Block(
            data["name"],
            kind,
            self.template(data["id"], f"{pointer}/id"),
            data.get("once", False),
            self.path(data["each"], f"{pointer}/each") if "each" in data else None,
            self.steps(data.get("steps", ()), f"{pointer}/steps"),
            self.conditions(data.get("when", ()), f"{pointer}/when"),
            data.get("several_rows", False) or "each" in data,
            data.get("at_least", 1),
            tuple(lists),
            tuple(fields),
        )
        if block.once and _needs_rows(block):
            self.fault(f"{pointer}/once", "once")
        return block

    def list_part(self, kind: Kind, data: Mapping[str, Any], pointer: str, known: Sequence[ListPart]) -> ListPart | None:
        target = self.target(kind, data["to"], f"{pointer}/to", known, is_list=True)
        if target is None:
            return None
        inner = f"{target.pointer}/*{data.get('item', '')}"
        if inner in {part.pointer for part in known}:
            self.fault(f"{pointer}/to", "list-twice", value=target.pointer, title=target.title)
        return ListPart(
            inner,
            target.title,
            target.within,
            target.names,
            self.path(data["each"], f"{pointer}/each") if "each" in data else None,
            self.steps(data.get("steps", ()), f"{pointer}/steps"),
            frozenset(data.get("none", ())),
            tuple(data.get("empty", ())),
            self.conditions(data.get("when", ()), f"{pointer}/when"),
        )

    def assign(self, kind: Kind, data: Mapping[str, Any], pointer: str, lists: Sequence[ListPart]) -> Assign | None:
        doing = self.steps(data.get("steps", ()), f"{pointer}/steps")
        cites = any(step.action == "citations" and step.argument != "unresolved" for step in doing)
        target = self.target(kind, data["to"], f"{pointer}/to", lists, cites=cites)
        path = self.path(data["from"], f"{pointer}/from") if "from" in data else None
        text = self.template(data["text"], f"{pointer}/text") if "text" in data else None
        when = self.conditions(data.get("when", ()), f"{pointer}/when")
        if target is None:
            return None
        block = data.get("record", "")
        if block:
            self.reference(block, target, f"{pointer}/record")
        self.listed_values(data, doing, target, pointer)
        return Assign(
            target,
            path,
            text,
            data.get("value"),
            block,
            doing,
            tuple(data.get("empty", ())),
            data.get("default"),
            data.get("otherwise", "report"),
            when,
            data.get("unless", ""),
        )

    def reference(self, block: str, target: Target, pointer: str) -> None:
        names = tuple(each["name"] for each in self.data["records"])
        if block not in names:
            self.fault(pointer, "block", value=block, near=near(block, names))
        elif block in self.kinds and target.field is not None and target.field.ref in self.schemas.known:
            wanted = self.schemas[target.field.ref]
            if self.kinds[block].name != wanted.name:
                self.fault(
                    pointer, "block-kind", value=block, kind=self.kinds[block].title, wanted=wanted.title, title=target.title
                )

    def listed_values(self, data: Mapping[str, Any], doing: Sequence[Step], target: Target, pointer: str) -> None:
        """Fixed values and the results of tables must be among the listed values of the field."""
        choices = target.field.choices if target.field is not None else {}
        if not choices:
            return
        allowed = (*choices, *(choice.title.zh for choice in choices.values()))
        labels = tuple(choice.title for choice in choices.values())
        for name in ("value", "default"):
            if name in data and data[name] not in allowed:
                args = {"value": data[name], "title": target.title, "labels": labels, "near": near(data[name], allowed)}
                self.fault(f"{pointer}/{name}", "value", **args)
        if doing and doing[-1].action == "table":
            wrong = next((value for value in doing[-1].rows.values() if value and value not in allowed), None)
            if wrong is not None:
                args = {"value": wrong, "title": target.title, "labels": labels, "near": near(wrong, allowed)}
                self.fault(f"{pointer}/steps/{len(doing) - 1}/table", "table-value", table=doing[-1].argument, **args)

    def target(
        self, kind: Kind, written: str, pointer: str, lists: Sequence[ListPart], *, is_list: bool = False, cites: bool = False
    ) -> Target | None:
        """The field a pointer of the mapping means; ``None``, and told, when there is none or it cannot be written there."""
        names = steps(written)
        if names[0] in ("kind", "id"):
            self.fault(pointer, "reserved", value=names[0])
            return None
        declared = {part.pointer for part in lists}
        known: Field | None = kind.root
        within, start, required, passed = "", 0, False, ""
        for index, name in enumerate(names):
            is_last = index == len(names) - 1
            if name[0] == "*" and known is not None and known.items is not None and not _of_values(known):
                passed = f"{passed}/{name}"
                if is_last:
                    self.fault(pointer, "whole", value=written, title=known.title)
                    return None
                if passed not in declared:
                    sorts = tuple(each for each in declared if each.startswith(passed.rpartition("*")[0] + "*"))
                    args = {"value": passed.rpartition("/")[0], "title": known.title, "near": near(passed, sorts)}
                    self.fault(pointer, "list-missing", **args)
                    return None
                known, within, start = known.items, passed, index + 1
                continue
            if name == "*" and is_last and index > start and (known is None or _of_values(known)):
                item = known.items if known is not None else None
                return Target(written, within, tuple(names[start:-1]), item, True, required)
            if known is not None:
                below = known.properties.get(name) or known.open
                if below is None and (known.closed or known.properties or known.items is not None):
                    names_known = tuple(known.properties)
                    args = {"value": name, "title": known.title, "near": near(name, names_known), "kind": kind.title}
                    self.fault(pointer, "field", **args)
                    return None
                required = below.required if below is not None else False
                known = below
            passed = f"{passed}/{name}"
        found = Target(written, within, tuple(names[start:]), known, False, required)
        return self.finished(found, pointer, is_list, cites)

    def finished(self, target: Target, pointer: str, is_list: bool, cites: bool) -> Target | None:
        known = target.field
        if cites:
            item = known.items if known is not None else None
            if item is None or "law" not in item.properties or item.properties["law"].ref != "law":
                self.fault(pointer, "citations", value=target.pointer, title=target.title)
                return None
            return replace(target, many=True, cites=True)
        if is_list:
            if known is None or known.items is None or _of_values(known):
                self.fault(pointer, "list-not", value=target.pointer, title=target.title)
                return None
            return target
        if known is None or known.type in _SCALARS:
            return target
        if _of_values(known):
            return replace(target, field=known.items, many=True)
        self.fault(pointer, "whole", value=target.pointer, title=target.title)
        return None

    def path(self, written: str, pointer: str) -> SourcePath:
        try:
            found = source_path(written)
        except ValueError:
            self.fault(pointer, "path", value=written)
            return SourcePath("row", ("",))
        if found.column:
            self.columns.setdefault(found.column, pointer)
        return found

    def template(self, written: str, pointer: str) -> Template:
        try:
            found = template(written)
        except TemplateError as error:
            self.fault(pointer, f"template-{error.variant}", value=written, part=error.part)
            return Template(())
        for path in found.paths:
            self.path(path, pointer)
        return found

    def conditions(self, data: Iterable[Mapping[str, Any]], pointer: str) -> tuple[Condition, ...]:
        return tuple(
            Condition(
                self.path(each["from"], f"{pointer}/{index}/from"),
                frozenset(each["is"]) if "is" in each else None,
                frozenset(each["is_not"]) if "is_not" in each else None,
                self.pattern(each["matches"], f"{pointer}/{index}/matches") if "matches" in each else None,
                each.get("stated"),
            )
            for index, each in enumerate(data)
        )

    def steps(self, data: Iterable[Mapping[str, Any]], pointer: str) -> tuple[Step, ...]:
        data = list(data)
        for index, each in enumerate(data[:-1]):
            if each.get("citations", "unresolved") != "unresolved":
                self.fault(f"{pointer}/{index}/citations", "citations-last")
        return tuple(self.step(each, f"{pointer}/{index}") for index, each in enumerate(data))

    def step(self, data: Mapping[str, Any], pointer: str) -> Step:
        action = next(name for name in (*_PATTERN_STEPS, "numbered", "table", "lookup", "citations", "join") if name in data)
        argument = str(data[action])
        place = f"{pointer}/{action}"
        otherwise = data.get("otherwise", "report")
        if action in _PATTERN_STEPS:
            return Step(action, argument, data.get("with", ""), otherwise=otherwise, pattern=self.pattern(argument, place))
        if action == "table":
            if argument not in self.tables:
                self.fault(place, "table", value=argument, near=near(argument, tuple(self.tables)))
            return Step(action, argument, rows=self.tables.get(argument, {}), otherwise=otherwise)
        if action == "lookup":
            self.looked_up(argument, data["by"], pointer)
        return Step(action, argument, data.get("by", ""), otherwise=otherwise)

    def looked_up(self, kind: str, by: str, pointer: str) -> None:
        if kind not in self.schemas.known:
            titles = tuple(self.schemas[name].title for name in self.schemas.known)
            self.fault(f"{pointer}/lookup", "kind", value=kind, near=near(kind, self.schemas.known), titles=titles)
        elif by not in self.schemas[kind].root.properties:
            names = tuple(self.schemas[kind].root.properties)
            title = self.schemas[kind].title
            self.fault(f"{pointer}/by", "field", value=by, title=title, kind=title, near=near(by, names))

    def pattern(self, written: str, pointer: str) -> re.Pattern[str] | None:
        try:
            return re.compile(written)
        except (re.error, RecursionError, OverflowError) as error:
            place = (getattr(error, "pos", None) or 0) + 1
            self.fault(pointer, "pattern", value=shortened(written), column=place)
            return None


def _of_values(known: Field) -> bool:
    """Whether it is a list of single values."""
    return known.items is not None and known.items.type in _SCALARS


def _needs_rows(block: Block) -> bool:
    paths: Iterator[object] = (
        each for assign in block.fields for each in (assign.path, *(assign.text.paths if assign.text else ()))
    )
    return bool(block.each or block.when or block.id.paths or any(part.each for part in block.lists) or any(paths))
