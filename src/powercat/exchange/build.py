"""The mapping engine: rows in, the data of records out, and everything that could not be carried over."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from powercat.core.diagnostic import RecordName
from powercat.core.document import escape
from powercat.core.field import Field
from powercat.core.reference import Ref, key_of
from powercat.core.schema import Kind
from powercat.core.span import Span
from powercat.core.text import Text
from powercat.exchange.citations import Cell, Cite, Citer
from powercat.exchange.mapping import Assign, Block, Condition, ImportMapping, ListPart, Target
from powercat.exchange.paths import Found, Scope, find, is_empty, printable, source_path, text_of
from powercat.exchange.source import Row
from powercat.exchange.steps import Report, applied, near
from powercat.exchange.template import Template
from powercat.exchange.trouble import Trouble, shortened

Data = dict[str, Any]
Finder = Callable[[str, str, str], str]
"""Kind, field and value → id of a record that the catalog has already; ``""`` for none."""

_INTEGER = re.compile("[-+]?[0-9]{1,15}")
_NUMBER = re.compile(r"[-+]?[0-9]{1,12}(?:\.[0-9]{1,12})?")
_BOOLEANS: Final = {"true": True, "false": False, "是": True, "否": False}
_WIDE: Final = str.maketrans("０１２３４５６７８９．－＋", "0123456789.-+")
_FIRST_ROW = Text("先用了这一行的", "this row came first")


@dataclass(slots=True)
class Made:
    """One record. ``scope`` is the row, or the element of a row, that gave it first."""

    kind: Kind
    data: Data
    scope: Scope

    @property
    def span(self) -> Span | None:
        """Where it comes from; ``None`` for a record made without a row."""
        return self.scope.span

    @property
    def ref(self) -> Ref:
        return Ref(self.kind.name, str(self.data["id"]))

    @property
    def name(self) -> RecordName:
        """How findings name it."""
        shown = next((str(self.data[each]) for each in ("name", "title", "series") if self.data.get(each)), str(self.data["id"]))
        return RecordName(self.kind.name, str(self.data["id"]), shown)


@dataclass(frozen=True, slots=True)
class Built:
    """The records by kind and id, what could not be carried over, and how many rows gave nothing."""

    records: Mapping[Ref, Made]
    troubles: Sequence[Trouble]
    skipped: int


@dataclass(frozen=True, slots=True)
class _Draft:
    """A record as one row gives it; ``places`` are the source pointers of its values by their own."""

    data: Data
    places: Mapping[str, str]


def build(mapping: ImportMapping, rows: Sequence[Row], finder: Finder, citer: Citer) -> Built:
    """Make the records that a mapping demands of rows. Never raises on any data."""
    return _Builder(mapping, rows, finder, citer).built()


@dataclass
class _Builder:
    mapping: ImportMapping
    rows: Sequence[Row]
    finder: Finder
    citer: Citer
    troubles: list[Trouble] = field(default_factory=list)
    made: dict[Ref, Made] = field(default_factory=dict)
    plans: dict[str, list[tuple[Scope, str]]] = field(default_factory=dict)
    ids: dict[str, set[str]] = field(default_factory=dict)
    origins: dict[Ref, str] = field(default_factory=dict)
    named: dict[tuple[str, str], dict[str, str]] = field(default_factory=dict)
    citing: Cite | None = None
    keyless: dict[int, tuple[dict[Text, None], dict[str, None]]] = field(default_factory=dict)

    def built(self) -> Built:
        kept, skipped = self.chosen()
        used: set[int] = set()
        for block in self.mapping.blocks:
            self.plan(block, kept, used)
        for row in kept:
            skipped += row.number not in used
            if row.number in self.keyless:
                kinds, columns = self.keyless[row.number]
                args = {"row": row.number, "kinds": tuple(kinds), "columns": tuple(columns)}
                self.troubles.append(Trouble("row-skipped", row.span, "key", args, row.pointer))
            elif row.number not in used:
                self.troubles.append(Trouble("row-skipped", row.span, "nothing", {"row": row.number}, row.pointer))
        for block in self.mapping.blocks:
            self.named.clear()
            self.citing = None
            for scope, name in self.plans[block.name]:
                if name in self.ids[block.name]:
                    self.take(block, scope, name)
        return Built(self.made, self.troubles, skipped)

    def chosen(self) -> tuple[list[Row], int]:
        """The rows that no rule of the mapping leaves out, and how many are left out."""
        kept: list[Row] = []
        for row in self.rows:
            scope = Scope(row)
            reason = next((skip.reason for skip in self.mapping.skip if self.holds(skip.when, scope)), None)
            if reason is None:
                kept.append(row)
            else:
                self.troubles.append(Trouble("row-skipped", row.span, "rule", {"row": row.number, "reason": reason}, row.pointer))
        return kept, len(self.rows) - len(kept)

    # which records there will be

    def plan(self, block: Block, rows: Sequence[Row], used: set[int]) -> None:
        """Find out which record every row goes into."""
        plan = self.plans[block.name] = []
        counts: Counter[str] = Counter()
        if block.once:
            plan.append((Scope(), block.id.filled(lambda _: "")))
            counts[plan[0][1]] = block.at_least
        for row in () if block.once else rows:
            if not self.holds(block.when, Scope(row)):
                continue
            named: dict[str, None] = {}
            for scope in self.elements_of_block(block, Scope(row)):
                name = self.id_of(block, scope)
                if name:
                    plan.append((scope, name))
                    named[name] = None
                elif block.each is None:
                    kinds, columns = self.keyless.setdefault(row.number, ({}, {}))
                    kinds[block.kind.title] = None
                    columns.update((path, None) for path in block.id.paths if self.says_nothing(path, scope))
            if named:
                used.add(row.number)
            counts.update(list(named))
        self.ids[block.name] = {name for name, count in counts.items() if count >= block.at_least and self.fits(block, name)}

    def fits(self, block: Block, name: str) -> bool:
        """Whether an id can be one; told at the first row that gives it where not."""
        pattern = block.kind.field("/id").schema
        good = bool(re.fullmatch(pattern.get("pattern", ".*"), name)) and len(name) <= pattern.get("maxLength", 200)
        if not good:
            scope = next(scope for scope, each in self.plans[block.name] if each == name)
            args = {"value": shortened(name), "kind": block.kind.title}
            self.tell("id", args, scope, scope.pointer, is_required=True)
        return good

    def elements_of_block(self, block: Block, scope: Scope) -> Iterator[Scope]:
        if block.each is None:
            yield scope
            return
        found = find(block.each, scope)
        if not is_empty(found.value, self.mapping.empty):
            report = self.reporter(scope, block.each.column, found.pointer, None, block.kind.title)
            value = applied(block.steps, found.value, report, self.lookup, self.cite)
            yield from self.elements(scope, Found(value, found.pointer), (), bool(block.steps))

    def elements(self, scope: Scope, found: Found, empty: Sequence[str], is_cut: bool) -> Iterator[Scope]:
        """A scope for every item of a list; a single value is a list of one."""
        items = found.value if isinstance(found.value, list) else [found.value]
        number = 0
        for index, item in enumerate(items):
            if not is_empty(item, (*self.mapping.empty, *empty)):
                number += 1
                pointer = found.pointer if is_cut or not isinstance(found.value, list) else f"{found.pointer}/{index}"
                yield Scope(scope.row, item, pointer, number)

    def id_of(self, block: Block, scope: Scope) -> str:
        return self.filled(block.id, scope)

    def filled(self, text: Template, scope: Scope) -> str:
        def value_of(path: str) -> str:
            value = self.found(path, scope).value
            if is_empty(value, self.mapping.empty):
                return ""
            return printable(text_of(value) or "")[0]

        return text.filled(value_of)

    def found(self, path: str, scope: Scope) -> Found:
        return find(source_path(path), scope)

    def says_nothing(self, path: str, scope: Scope) -> bool:
        return is_empty(self.found(path, scope).value, self.mapping.empty)

    def holds(self, conditions: Sequence[Condition], scope: Scope) -> bool:
        return all(self.meets(each, scope) for each in conditions)

    def meets(self, condition: Condition, scope: Scope) -> bool:
        value = find(condition.path, scope).value
        if condition.stated is not None:
            return condition.stated is not is_empty(value, self.mapping.empty)
        texts = [text_of(each) or "" for each in (value if isinstance(value, list) else [value])]
        if condition.any_of is not None:
            return any(text in condition.any_of for text in texts)
        if condition.none_of is not None:
            return not any(text in condition.none_of for text in texts)
        return condition.pattern is not None and any(condition.pattern.search(text) for text in texts)

    # what stands in them

    def take(self, block: Block, scope: Scope, name: str) -> None:
        """Make the record of a row, or add the row to the record that is there."""
        ref = Ref(block.kind.name, name)
        held = self.made.get(ref)
        if held is not None and not (block.several_rows and self.origins[ref] == block.name):
            record = held.name
            args = {"record": name, "kind": block.kind.title}
            related = ((self.span(held.scope), _FIRST_ROW),)
            self.troubles.append(Trouble("key-repeated", self.span(scope), "record", args, scope.pointer, None, record, related))
            return
        draft = self.draft(block, scope, name)
        if held is None:
            self.made[ref] = Made(block.kind, draft.data, scope)
            self.origins[ref] = block.name
        else:
            self.merge(held, held.data, draft.data, block.kind.root, "", _Draft(draft.data, draft.places), scope)

    def span(self, scope: Scope) -> Span:
        return scope.span or self.mapping.span("")

    def draft(self, block: Block, scope: Scope, name: str) -> _Draft:
        data: Data = {"kind": block.kind.name, "id": name}
        places: dict[str, str] = {}
        record = RecordName(block.kind.name, name, name)
        contexts: dict[str, list[tuple[Scope, Data, str]]] = {"": [(scope, data, "")]}
        for part in block.lists:
            below = contexts[part.pointer] = []
            for around, holder, pointer in contexts[part.within]:
                below += self.items(part, around, holder, pointer, record)
        for assign in block.fields:
            for around, holder, pointer in contexts[assign.target.within]:
                self.assign(assign, around, holder, pointer, places, record)
        for part in reversed(block.lists):
            for _, holder, _ in contexts[part.within]:
                _drop_empty(holder, part.names)
        return _Draft(data, places)

    def items(
        self, part: ListPart, scope: Scope, holder: Data, pointer: str, record: RecordName
    ) -> Iterator[tuple[Scope, Data, str]]:
        if not self.holds(part.when, scope):
            return
        scopes: list[Scope] = [scope]
        if part.each is not None:
            found = find(part.each, scope)
            if is_empty(found.value, (*self.mapping.empty, *part.empty)):
                return
            if text_of(found.value) in part.none:
                _list(holder, part.names)
                return
            report = self.reporter(scope, part.each.column, found.pointer, record, part.title)
            value = applied(part.steps, found.value, report, self.lookup, self.cite)
            scopes = list(self.elements(scope, Found(value, found.pointer), part.empty, bool(part.steps)))
        target = _list(holder, part.names) if scopes else []
        for each in scopes:
            target.append({})
            yield each, target[-1], "/".join((pointer, *map(escape, part.names), str(len(target) - 1)))

    def assign(
        self, assign: Assign, scope: Scope, holder: Data, pointer: str, places: dict[str, str], record: RecordName
    ) -> None:
        target = assign.target
        inner, is_there = _inner(holder, target.names)
        is_set = is_there and not target.many
        if is_set or (assign.unless and assign.unless in inner) or not self.holds(assign.when, scope):
            return
        value, source = self.value(assign, scope, record)
        if value is None:
            return
        if target.many:
            held = _list(holder, target.names)
            held += [each for each in value if each not in held]
        else:
            for name in target.names[:-1]:
                holder = holder.setdefault(name, {})
            holder[target.names[-1]] = value
        places["/".join((pointer, *map(escape, target.names)))] = source

    def value(self, assign: Assign, scope: Scope, record: RecordName) -> tuple[Any, str]:
        """The value of a field as it will be written (``None`` for none), and where it comes from."""
        raw: object
        source, column = scope.pointer, ""
        if assign.path is not None:
            found = find(assign.path, scope)
            raw, source = found.value, found.pointer
            column = assign.path.column
            if is_empty(raw, (*self.mapping.empty, *assign.empty)):
                raw = None
        elif assign.text is not None:
            raw = self.filled(assign.text, scope)
        elif assign.record:
            raw = self.reference(assign.record, scope)
        else:
            raw = assign.value
        report = self.reporter(scope, column, source, record, assign.target.title, assign.target.required)
        for path in assign.text.paths if assign.text is not None else ():
            found = self.found(path, scope)
            if text_of(found.value) is None and not is_empty(found.value, self.mapping.empty):
                here = self.reporter(scope, path, found.pointer, record, assign.target.title, assign.target.required)
                here("shape", {"value": shortened(found.value)})
        raw = applied(assign.steps, raw, report, self.lookup, self.cite)
        if raw in (None, "", []) and assign.default is not None:
            raw = assign.default
        if raw in (None, "", []):
            return None, source
        if assign.target.cites and isinstance(raw, list):
            return [each for index, each in enumerate(raw) if each not in raw[:index]], source
        words = (*self.mapping.empty, *assign.empty) if assign.path is not None else ()
        return self.converted(raw, assign.target, report if assign.otherwise == "report" else _untold, words), source

    def reference(self, block_name: str, scope: Scope) -> str:
        """The id of the record that a block makes of the same row and element; ``""`` where it makes none."""
        block = next(each for each in self.mapping.blocks if each.name == block_name)
        if block.once:
            return next(iter(self.ids[block_name]), "")
        inner = scope if block.each is not None else Scope(scope.row)
        if scope.row is None or not self.holds(block.when, Scope(scope.row)):
            return ""
        name = self.id_of(block, inner)
        return name if name in self.ids[block_name] else ""

    def lookup(self, kind: str, by: str, value: str) -> str:
        """The id of the record of that kind whose field ``by`` has the value: one of an earlier block, or one the catalog has
        already.
        """
        known = self.named.get((kind, by))
        if known is None:
            known = self.named[kind, by] = {}
            for made in self.made.values():
                held = made.data.get(by) if made.kind.name == kind else None
                for each in held if isinstance(held, list) else [held]:
                    if isinstance(each, str):
                        known.setdefault(each, str(made.data["id"]))
        return known.get(value) or self.finder(kind, by, value)

    def cite(self, text: str) -> Cell:
        """What a text cites, by the register and the instruments that earlier blocks made."""
        if self.citing is None:
            names: dict[str, str] = {}
            for made in self.made.values():
                if made.kind.name == "law":
                    titles = (made.data.get("title"), *_texts(made.data, "aliases"))
                    names.update((title, str(made.data["id"])) for title in titles if isinstance(title, str))
            self.citing = self.citer(names)
        return self.citing(text)

    def converted(self, raw: object, target: Target, report: Report, empty: Sequence[str]) -> Any:
        """A value of the type that the schema wants; ``None``, and told, where it cannot be one."""
        if target.many:
            items = raw if isinstance(raw, list) else [raw]
            done = [self.single(each, target, report) for each in items if not is_empty(each, empty)]
            return list(dict.fromkeys(each for each in done if each is not None)) or None
        if isinstance(raw, list):
            several = [each for each in raw if not is_empty(each, empty)]
            if len(several) > 1:
                report(
                    "several", {"value": shortened("、".join(text_of(each) or "…" for each in several)), "count": len(several)}
                )
                return None
            raw = several[0] if several else None
        return self.single(raw, target, report) if raw is not None else None

    def single(self, raw: object, target: Target, report: Report) -> Any:
        text = text_of(raw)
        if text is None:
            report("shape", {"value": shortened(raw)})
            return None
        text, unprintable = printable(text)
        if unprintable:
            report("unprintable", {"value": shortened(text), "sign": unprintable})
        return _typed(text, target, report) if text else None

    def reporter(
        self, scope: Scope, column: str, pointer: str, record: RecordName | None, title: Text, is_required: bool = False
    ) -> Report:
        def report(variant: str, args: Mapping[str, object]) -> None:
            candidates = args.get("candidates")
            more = {"column": column, "title": title, **args, "near": Text("", "")}
            if isinstance(candidates, tuple):
                more["near"] = near(str(args.get("value", "")), candidates)
            self.tell(variant, more, scope, pointer, is_required=is_required, record=record, title=title)

        return report

    def tell(
        self,
        variant: str,
        args: Mapping[str, object],
        scope: Scope,
        pointer: str,
        *,
        is_required: bool,
        record: RecordName | None = None,
        title: Text | None = None,
    ) -> None:
        span = scope.row.locate(pointer or scope.row.pointer) if scope.row is not None else self.mapping.span("")
        weight = {"required": is_required}
        self.troubles.append(Trouble("value-unmapped", span, variant, {**args, **weight}, pointer, title, record))

    # several rows in one record

    def merge(self, made: Made, held: Data, new: Data, known: Field | None, pointer: str, draft: _Draft, scope: Scope) -> None:
        """Add what a further row says; of two different single values the first stays, and the other is told."""
        for name, value in new.items():
            place = f"{pointer}/{escape(name)}"
            below = known.child(name) if known is not None else None
            old = held.get(name)
            if name not in held:
                held[name] = value
            elif isinstance(old, dict) and isinstance(value, dict):
                self.merge(made, old, value, below, place, draft, scope)
            elif isinstance(old, list) and isinstance(value, list):
                self.merge_lists(made, old, value, below, place, draft, scope)
            elif old != value:
                source = draft.places.get(place, "")
                span = scope.row.locate(source or scope.row.pointer) if scope.row is not None else self.span(scope)
                title = below.title if below is not None else Text(name, name)
                kept, other = (shortened(self.words(each, below)) for each in (old, value))
                args = {"name": made.name.name, "title": title, "kept": kept, "other": other, "kind": made.kind.title}
                related = ((self.span(made.scope), _FIRST_ROW),)
                self.troubles.append(Trouble("key-repeated", span, "differs", args, source, title, made.name, related))

    def words(self, value: object, known: Field | None) -> object:
        """A value as people know it: of a reference, the name of what it refers to."""
        made = self.made.get(Ref(known.ref, str(value))) if known is not None and known.ref else None
        return made.name.name if made is not None else value

    def merge_lists(
        self, made: Made, held: list[Any], new: list[Any], known: Field | None, pointer: str, draft: _Draft, scope: Scope
    ) -> None:
        item_field = known.items if known is not None else None
        for index, item in enumerate(new):
            if item in held:
                continue
            key = key_of(known, item) if known is not None and isinstance(item, dict) else ""
            twin = next((each for each in held if key and known is not None and key_of(known, each) == key), None)
            if isinstance(twin, dict):
                self.merge(made, twin, item, item_field, f"{pointer}/{index}", draft, scope)
            else:
                held.append(item)


def _texts(data: Data, name: str) -> list[str]:
    held = data.get(name)
    return [each for each in held if isinstance(each, str)] if isinstance(held, list) else []


def _untold(variant: str, args: Mapping[str, object]) -> None:
    """A report that nobody hears."""


def _typed(text: str, target: Target, report: Report) -> Any:
    known = target.field
    kind = known.type if known is not None else "string"
    if kind == "integer":
        plain = text.translate(_WIDE)
        if _INTEGER.fullmatch(plain):
            return int(plain)
    elif kind == "number":
        plain = text.translate(_WIDE)
        if _NUMBER.fullmatch(plain):
            return float(plain) if "." in plain else int(plain)
    elif kind == "boolean":
        if text in _BOOLEANS:
            return _BOOLEANS[text]
    elif known is not None and known.choices:
        return _chosen(text, known, report)
    else:
        return text
    report(kind, {"value": shortened(text)})
    return None


def _chosen(text: str, known: Field, report: Report) -> str | None:
    """The listed value that a text is, or is the Chinese title of."""
    if text in known.choices:
        return text
    for value, choice in known.choices.items():
        if choice.title.zh == text:
            return value
    titles = tuple(choice.title.zh for choice in known.choices.values())
    report("listed", {"value": shortened(text), "labels": tuple(c.title for c in known.choices.values()), "candidates": titles})
    return None


def _inner(holder: Data, names: Sequence[str]) -> tuple[Data, bool]:
    """The object that holds the last of the names (empty where there is none yet), and whether it has it."""
    for name in names[:-1]:
        below = holder.get(name)
        if not isinstance(below, dict):
            return {}, False
        holder = below
    return holder, names[-1] in holder


def _list(holder: Data, names: Sequence[str]) -> list[Any]:
    """The list at the names, made where it is not there yet."""
    for name in names[:-1]:
        holder = holder.setdefault(name, {})
    found: list[Any] = holder.setdefault(names[-1], [])
    return found


def _drop_empty(holder: Data, names: Sequence[str]) -> None:
    """Take items without any field out of a list, and the list with its last item; a list that was written empty stays."""
    inner, is_there = _inner(holder, names)
    if is_there and inner[names[-1]]:
        kept = [item for item in inner[names[-1]] if item]
        if kept:
            inner[names[-1]] = kept
        else:
            del inner[names[-1]]
