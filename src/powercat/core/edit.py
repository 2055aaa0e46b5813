"""Changes to a text that a person wrote: splices that leave every other character alone.

:func:`set_value`, :func:`insert`, :func:`remove` and :func:`rename_key` make edits on a document; comments, order,
quoting, line ends and indentation of everything else stay. Each of them reads its own result back before it hands it
out. :func:`rewrite` does the same on bytes and is the last step before a file is written.
"""

from __future__ import annotations

import copy
import difflib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from powercat.core import emit
from powercat.core.diagnostic import Edit
from powercat.core.document import BOM, Document, Parsed, decode, escape, parse, steps
from powercat.core.emit import Style
from powercat.core.errors import EditRefused
from powercat.core.field import Field
from powercat.core.layout import Node, column_of, find, layout, newline_of
from powercat.core.reference import key_of
from powercat.core.schema import Kind
from powercat.core.splice import (
    Splice,
    appended_root,
    block_entry,
    block_value,
    entry_lines,
    flow_entry,
    flow_value,
    root_lines,
    style_of,
    without_block_entry,
    without_flow_entry,
)
from powercat.core.text import Text

APPEND: Final = "-"
"""The last step of a pointer that stands behind the last item of a list (RFC 6901)."""

_Piece = tuple[int, int] | str
"""A stretch of the original text, or text that was put in."""


def set_value(document: Document, pointer: str, value: object, kind: Kind | None = None) -> tuple[Edit, ...]:
    """Make the value at ``pointer`` equal to ``value``; a field that is not there is inserted, with the collections that
    lead to it.

    Where old and new are both mappings or both lists, only what differs is touched; list items are matched by the key
    that ``kind`` names for them, or by being equal. No edits when it is so already. Raises :class:`EditRefused`.
    """
    draft = _Draft.of(document, kind)
    while not _has(draft.data, pointer):
        parent, step = pointer.rpartition("/")[0], steps(pointer)[-1]
        if _has(draft.data, parent) and _get(draft.data, parent) is not None:
            draft.insert(pointer, value)
            return draft.finished(document)
        value = draft.holding(parent, step, value)
        pointer = parent
    draft.become(pointer, value)
    return draft.finished(document)


def insert(document: Document, pointer: str, value: object, kind: Kind | None = None) -> tuple[Edit, ...]:
    """Put a field into a mapping, at the place that ``kind``'s schema gives it (else last), or an item into a list,
    before the one at its index (``-``: last). Raises :class:`EditRefused` when the field is there already or its
    parent is not.
    """
    draft = _Draft.of(document, kind)
    draft.insert(pointer, value)
    return draft.finished(document)


def remove(document: Document, pointer: str) -> tuple[Edit, ...]:
    """Take out a field or an item, with the comment behind it; comments above it stay.

    Raises :class:`EditRefused` when it is not there.
    """
    draft = _Draft.of(document, None)
    draft.remove(pointer)
    return draft.finished(document)


def rename_key(document: Document, pointer: str, new: str) -> tuple[Edit, ...]:
    """Give the field at ``pointer`` another name, at its place.

    Raises :class:`EditRefused` when it is not there or the name is taken.
    """
    draft = _Draft.of(document, None)
    draft.rename(pointer, new)
    return draft.finished(document)


def apply(text: str, edits: Iterable[Edit]) -> str:
    """The text after the edits, in any order. Raises :class:`EditRefused` when two of them overlap or one lies outside the text.

    Insertions at one place happen in the order given, before a replacement that begins there.
    """
    return _splice(text, [(edit.start, edit.end, edit.replacement) for edit in edits])


def overlap(edits: Iterable[Edit], others: Iterable[Edit]) -> bool:
    """Whether an edit of the one set and one of the other cannot both be made."""
    held = list(others)
    return any(_meet((one.start, one.end), (other.start, other.end)) for one in edits for other in held)


def rewrite(raw: bytes, edits: Iterable[Edit], intended: object = None) -> bytes:
    """The bytes of a file after the edits: UTF-8, with the byte-order mark it had.

    The result is read back. Its data must equal ``intended``; where that is ``None``, it must read no worse than
    before: as far, and with no more faults. Raises :class:`EditRefused` otherwise.
    """
    before, wrong = decode(raw)
    if wrong and not before:
        raise EditRefused(Text("这个文件读不出文字，没法改", "the file holds no readable text to change"))
    after = apply(before, edits)
    new = parse(after)
    if intended is not None:
        _check(new, intended, before)
    elif not _reads_no_worse(parse(before), new):
        raise EditRefused(
            Text("这样改了以后文件更读不通，所以没有改", "the file would read worse after this change, so nothing was changed")
        )
    try:
        body = after.encode("utf-8")
    except UnicodeEncodeError as error:
        raise EditRefused(Text("文字里有写不出来的字符", "the text holds a character that cannot be written")) from error
    return BOM + body if raw.startswith(BOM) else body


def same(one: object, other: object) -> bool:
    """Whether two pieces of data are equal, ``1``, ``1.0`` and ``true`` being three different things."""
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(same(value, other[name]) for name, value in one.items())
    if isinstance(one, (list, tuple)) and isinstance(other, (list, tuple)):
        return len(one) == len(other) and all(map(same, one, other))
    return type(one) is type(other) and one == other


def _check(new: Parsed, intended: object, before: str) -> None:
    worse = bool(new.faults) and len(new.faults) > len(parse(before).faults)
    if not new.whole or worse or not same(new.data, intended):
        raise _uncertain()


def _uncertain() -> EditRefused:
    return EditRefused(
        Text(
            "这处改动没有把握不碰到别的内容，所以没有改；请手工修改",
            "this change could not be made without touching anything else, so nothing was changed; please edit by hand",
        )
    )


def _reads_no_worse(old: Parsed, new: Parsed) -> bool:
    if old.whole:
        return new.whole and len(new.faults) <= len(old.faults)
    # a text that stops at its first fault shows the next one only when that is mended
    return new.whole or (bool(new.faults) and bool(old.faults) and new.faults[-1].start > old.faults[-1].start)


def _splice(text: str, splices: Iterable[Splice]) -> str:
    ordered = sorted(splices, key=lambda splice: (splice[0], splice[1]))
    out: list[str] = []
    done = 0
    for start, end, replacement in ordered:
        if not done <= start <= end <= len(text):
            raise EditRefused(Text("两处改动互相重叠，所以没有改", "two changes overlap, so nothing was changed"))
        out += (text[done:start], replacement)
        done = end
    out.append(text[done:])
    return "".join(out)


def _meet(one: tuple[int, int], other: tuple[int, int]) -> bool:
    if one[0] == one[1] or other[0] == other[1]:
        return one == other or (one[0] < other[0] < one[1]) or (other[0] < one[0] < other[1])
    return one[0] < other[1] and other[0] < one[1]


def _has(data: object, pointer: str) -> bool:
    try:
        _get(data, pointer)
    except LookupError:
        return False
    return True


def _get(data: object, pointer: str) -> object:
    for step in steps(pointer):
        if isinstance(data, list) and step.isdigit():
            data = data[int(step)]
        elif isinstance(data, dict):
            data = data[step]
        else:
            raise LookupError(pointer)
    return data


def _not_there(pointer: str) -> EditRefused:
    return EditRefused(Text("文件里没有这个栏目：{pointer}", "no such field in the file: {pointer}"), pointer=pointer or "/")


@dataclass
class _Draft:
    """A text under change. Every step leaves text and data that agree; ``pieces`` remember what of the original is left."""

    text: str
    data: Any
    kind: Kind | None
    newline: str
    pieces: list[_Piece] = field(default_factory=list)

    @classmethod
    def of(cls, document: Document, kind: Kind | None) -> _Draft:
        if not document.whole:
            raise EditRefused(
                Text("{path} 还读不通，先改正它的格式问题", "{path} cannot be read yet; mend its form first"), path=document.path
            )
        text = document.text
        return cls(text, copy.deepcopy(document.data), kind, newline_of(text), [(0, len(text))])

    def finished(self, document: Document) -> tuple[Edit, ...]:
        """The edits that lead from the document to this draft, after reading it back."""
        _check(parse(self.text), self.data, document.text)
        found: list[Edit] = []
        done, inserted = 0, ""
        for piece in (*self.pieces, (len(document.text), len(document.text))):
            if isinstance(piece, str):
                inserted += piece
                continue
            start, end = piece
            if inserted or start > done:
                found.append(Edit(document.lines.span(document.path, done, start), done, start, inserted))
            done, inserted = end, ""
        return tuple(found)

    def splice(self, splices: Sequence[Splice]) -> None:
        """Change the text, and cut the pieces accordingly."""
        splices = [(start, end, replacement.replace("\n", self.newline)) for start, end, replacement in splices]
        self.text = _splice(self.text, splices)
        for start, end, replacement in sorted(splices, key=lambda each: (each[0], each[1]))[::-1]:
            before, rest = _cut(self.pieces, start)
            _, after = _cut(rest, end - start)
            self.pieces = [*before, *([replacement] if replacement else []), *after]

    def root(self) -> Node | None:
        try:
            return layout(self.text)
        except ValueError as error:
            raise _uncertain() from error

    def node(self, pointer: str) -> Node:
        root = self.root()
        node = find(root, pointer) if root is not None else None
        if node is None:
            raise _not_there(pointer)
        return node

    def style(self) -> Style:
        root = self.root()
        return style_of(root, self.text) if root is not None else Style()

    def known(self, pointer: str) -> Field | None:
        """What the schema says of a field."""
        if self.kind is None:
            return None
        try:
            return self.kind.field(pointer)
        except KeyError:
            return None

    def holding(self, pointer: str, step: str, value: object) -> object:
        """A new collection for ``pointer`` with ``value`` as its only entry."""
        known = self.known(pointer)
        is_list = known.type == "array" if known is not None else step in (APPEND, "0")
        return [value] if is_list else {step: value}

    def become(self, pointer: str, value: object) -> None:
        """Make the value at an existing pointer equal to ``value``."""
        old = _get(self.data, pointer)
        if same(old, value):
            return
        if isinstance(old, dict) and isinstance(value, dict) and old and value:
            self._mapping(pointer, old, value)
        elif isinstance(old, list) and isinstance(value, list) and old and value:
            self._list(pointer, old, value)
        else:
            self.replace(pointer, value)

    def _mapping(self, pointer: str, old: dict[str, object], new: dict[str, object]) -> None:
        gone = [name for name in old if name not in new]
        for name, value in new.items():
            below = f"{pointer}/{escape(name)}"
            if name in old:
                self.become(below, value)
            else:
                self.insert(below, value)
        for name in gone:
            self.remove(f"{pointer}/{escape(name)}")

    def _list(self, pointer: str, old: list[object], new: list[object]) -> None:
        known = self.known(pointer)
        one, other = (_names(known, items) for items in (old, new))
        matcher = difflib.SequenceMatcher(None, one, other, autojunk=False)
        pairing = ("equal",) if known is not None and known.key else ("equal", "replace")
        changes = [
            (start, end, first, last, min(end - start, last - first) if tag in pairing else 0)
            for tag, start, end, first, last in reversed(matcher.get_opcodes())
        ]
        gone = {one[index]: index for start, end, _, _, shared in changes for index in range(start + shared, end)}
        moved = self._texts(pointer, {name: index for name, index in gone.items() if name in other})
        # from the end, so that the indices before stay as they are; insertions first, so that the list is never empty
        for start, end, first, last, shared in changes:
            for index in range(first + shared, last):
                self._bring(f"{pointer}/{end + index - first - shared}", new[index], moved.get(other[index]))
            for index in range(shared):
                self.become(f"{pointer}/{start + index}", new[first + index])
            for index in reversed(range(start + shared, end)):
                self.remove(f"{pointer}/{index}")

    def _texts(self, pointer: str, wanted: dict[str, int]) -> dict[str, tuple[list[str], object]]:
        """The lines and the data of items of a block list, by what tells them apart: for those that are only put elsewhere."""
        if not wanted or not (node := self.node(pointer)).is_block:
            return {}
        held = _get(self.data, pointer)
        assert isinstance(held, list)
        return {name: (entry_lines(self.text, node.items[index]), held[index]) for name, index in wanted.items()}

    def _bring(self, pointer: str, value: object, moved: tuple[list[str], object] | None) -> None:
        """Insert an item as the author wrote it elsewhere in the list, or anew."""
        if moved is None:
            self.insert(pointer, value)
        else:
            self.insert(pointer, moved[1], moved[0])
            self.become(pointer, value)

    def replace(self, pointer: str, value: object) -> None:
        """Write a value in the place of another."""
        _put(self, pointer, value)
        root = self.root()
        if root is None or root.is_empty:
            self.splice([appended_root(self.text, value, self.known(""))])
            return
        known = self.known(pointer)
        node = self.node(pointer)
        if not pointer:
            self.splice([(node.start, node.end, "\n".join(root_lines(value, known)))])
            return
        parent = self.node(pointer.rpartition("/")[0])
        if not parent.is_block:
            self.splice([flow_value(self.text, node, value, known, is_item=not parent.is_mapping)])
        else:
            indent = column_of(self.text, node.begin)
            prefix = ":" if parent.is_mapping else "-"
            written = emit.entry(prefix, value, known, self.style(), depth=len(steps(pointer)), indent=indent)
            self.splice(block_value(self.text, node, value, known, prefix, written))

    def insert(self, pointer: str, value: object, written: list[str] | None = None) -> None:
        """Put in a field or an item that is not there; ``written`` are its lines where they are known."""
        parent, _, last = pointer.rpartition("/")
        step = steps(f"/{last}")[0]
        if not pointer or not _has(self.data, parent):
            raise _not_there(parent)
        holder = _get(self.data, parent)
        if isinstance(holder, list):
            if step != APPEND and not (step.isdigit() and int(step) <= len(holder)):
                raise _not_there(pointer)
            index = len(holder) if step == APPEND else int(step)
            if not holder:
                self.replace(parent, [value])
                return
            self._insert_at(parent, index, "", value, written)
            holder.insert(index, copy.deepcopy(value))
        elif isinstance(holder, dict):
            if step in holder:
                raise EditRefused(Text("这个栏目已经有了：{name}", "this field is there already: {name}"), name=step)
            if not holder:
                self.replace(parent, {step: value})
                return
            self._insert_at(parent, _place_of(step, list(holder), self.known(parent)), step, value)
            holder[step] = copy.deepcopy(value)
        else:
            raise _not_there(parent)

    def _insert_at(self, parent: str, index: int, name: str, value: object, written: list[str] | None = None) -> None:
        node = self.node(parent)
        known = self.known(f"{parent}/{escape(name)}" if node.is_mapping else f"{parent}/0")
        if node.form == "pair":
            held = dict(_get(self.data, parent))  # type: ignore[call-overload]
            held[name] = value
            self.splice([(node.start, node.end, emit.inline(held))])
        elif node.is_block:
            if written is None:
                prefix = f"{emit.key(name)}:" if node.is_mapping else "-"
                indent = column_of(self.text, node.items[0].begin)
                written = emit.entry(prefix, value, known, self.style(), depth=len(steps(parent)) + 1, indent=indent)
            self.splice(block_entry(self.text, node, index, written))
        else:
            shown = emit.inline(value, known, item=not node.is_mapping)
            self.splice(flow_entry(self.text, node, index, f"{emit.key(name)}: {shown}" if node.is_mapping else shown))

    def remove(self, pointer: str) -> None:
        """Take out a field or an item that is there."""
        parent, _, last = pointer.rpartition("/")
        step = steps(f"/{last}")[0] if pointer else ""
        if not pointer or not _has(self.data, pointer):
            raise _not_there(pointer)
        holder = _get(self.data, parent)
        assert isinstance(holder, (dict, list))
        if len(holder) == 1:
            self.replace(parent, {} if isinstance(holder, dict) else [])
            return
        node = self.node(parent)
        index = node.names.index(step) if node.is_mapping else int(step)
        without = without_block_entry if node.is_block else without_flow_entry
        self.splice(without(self.text, node, index))
        if isinstance(holder, dict):
            del holder[step]
        else:
            del holder[int(step)]

    def rename(self, pointer: str, new: str) -> None:
        """Give a field another name."""
        parent, _, last = pointer.rpartition("/")
        if not pointer or not _has(self.data, pointer):
            raise _not_there(pointer)
        old = steps(f"/{last}")[0]
        holder = _get(self.data, parent)
        if not isinstance(holder, dict):
            raise _not_there(pointer)
        if new == old:
            return
        if new in holder:
            raise EditRefused(Text("这个栏目已经有了：{name}", "this field is there already: {name}"), name=new)
        node = self.node(pointer)
        assert node.key is not None
        start, end = node.key
        quote = self.text[start : start + 1]
        written = emit.quoted(new) if quote in ("'", '"') else emit.key(new)
        self.splice([(start, end, written)])
        _put(self, parent, {new if name == old else name: value for name, value in holder.items()})


def _put(draft: _Draft, pointer: str, value: object) -> None:
    """Set the value in the draft's data."""
    if not pointer:
        draft.data = copy.deepcopy(value)
        return
    holder = _get(draft.data, pointer.rpartition("/")[0])
    step = steps(pointer)[-1]
    if isinstance(holder, dict):
        holder[step] = copy.deepcopy(value)
    elif isinstance(holder, list):
        holder[int(step)] = copy.deepcopy(value)


def _cut(pieces: Iterable[_Piece], length: int) -> tuple[list[_Piece], list[_Piece]]:
    """Pieces that make up the first ``length`` characters, and the rest."""
    before: list[_Piece] = []
    after: list[_Piece] = []
    for piece in pieces:
        size = len(piece) if isinstance(piece, str) else piece[1] - piece[0]
        taken = min(size, length)
        length -= taken
        if isinstance(piece, str):
            parts: tuple[_Piece, _Piece] = (piece[:taken], piece[taken:])
        else:
            parts = ((piece[0], piece[0] + taken), (piece[0] + taken, piece[1]))
        if taken:
            before.append(parts[0])
        if taken < size:
            after.append(parts[1])
    return before, after


def _names(known: Field | None, items: Sequence[object]) -> list[str]:
    """What tells the items of a list apart: their key, else all they say."""
    keys = (key_of(known, item) if known is not None and isinstance(item, dict) else "" for item in items)
    return [own or json.dumps(item, ensure_ascii=False, sort_keys=True) for own, item in zip(keys, items, strict=True)]


def _place_of(name: str, there: Sequence[str], known: Field | None) -> int:
    """The index at which a new field stands among those of a mapping, by the order of the schema."""
    order = {each: number for number, each in enumerate(known.properties)} if known is not None else {}
    if name not in order:
        return len(there)
    before = [index for index, each in enumerate(there) if order.get(each, len(order)) < order[name]]
    if before:
        return max(before, key=lambda index: order[there[index]]) + 1
    return next((index for index, each in enumerate(there) if each in order), len(there))
