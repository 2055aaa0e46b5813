"""Changes to a text that a person wrote: splices that leave every other character alone.

:func:`set_value`, :func:`insert`, :func:`remove` and :func:`rename_key` make edits on a document; comments, order,
quoting, line ends and indentation of everything else stay. Each of them reads its own result back before it hands it
out. :func:`rewrite` does the same on bytes and is the last step before a file is written.
"""

from __future__ import annotations

import copy
import difflib
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from powercat.core import emit
from powercat.core.diagnostic import Edit
from powercat.core.document import BOM, Document, Parsed, decode, escape, parse, steps
from powercat.core.emit import Style
from powercat.core.errors import EditRefused
from powercat.core.field import Field
from powercat.core.layout import Node, column_of, find, layout, line_end, line_start, newline_of, next_line
from powercat.core.reference import key_of
from powercat.core.schema import Kind
from powercat.core.text import Text

Splice = tuple[int, int, str]
"""``text[start:end]`` becomes the replacement."""

APPEND: Final = "-"
"""The last step of a pointer that stands behind the last item of a list (RFC 6901)."""


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
        raise EditRefused(
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
    pieces: list[tuple[int, int] | str] = field(default_factory=list)

    @classmethod
    def of(cls, document: Document, kind: Kind | None) -> _Draft:
        if not document.whole:
            raise EditRefused(
                Text("{path} 还读不通，先改正它的格式问题", "{path} cannot be read yet; mend its form first"), path=document.path
            )
        text = document.text
        return cls(text, copy.deepcopy(document.data), kind, [(0, len(text))])

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
        self.text = _splice(self.text, splices)
        for start, end, replacement in sorted(splices, key=lambda each: (each[0], each[1]))[::-1]:
            before, rest = _cut(self.pieces, start)
            _, after = _cut(rest, end - start)
            self.pieces = [*before, *([replacement] if replacement else []), *after]

    def root(self) -> Node | None:
        return layout(self.text)

    def node(self, pointer: str) -> Node:
        root = self.root()
        node = find(root, pointer) if root is not None else None
        if node is None:
            raise _not_there(pointer)
        return node

    def style(self) -> Style:
        root = self.root()
        return _style(root, self.text) if root is not None else Style()

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
        return {name: (_entry_lines(self.text, node.items[index]), held[index]) for name, index in wanted.items()}

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
            self.splice([_appended_root(self.text, value, self.known(""))])
            return
        known = self.known(pointer)
        node = self.node(pointer)
        if not pointer:
            self.splice([(node.start, node.end, newline_of(self.text).join(_root_lines(value, known)))])
            return
        parent = self.node(pointer.rpartition("/")[0])
        if not parent.is_block:
            self.splice([_flow_value(self.text, node, value, known, is_item=not parent.is_mapping)])
        else:
            indent = column_of(self.text, node.begin)
            prefix = ":" if parent.is_mapping else "-"
            written = emit.entry(prefix, value, known, self.style(), depth=len(steps(pointer)), indent=indent)
            self.splice(_block_value(self.text, node, value, known, prefix, written))

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
            self.splice(_block_entry(self.text, node, index, written))
        else:
            shown = emit.inline(value, known, item=not node.is_mapping)
            self.splice(_flow_entry(self.text, node, index, f"{emit.key(name)}: {shown}" if node.is_mapping else shown))

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
        without = _without_block_entry if node.is_block else _without_flow_entry
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


def _cut(pieces: Iterable[tuple[int, int] | str], length: int) -> tuple[list[tuple[int, int] | str], list[tuple[int, int] | str]]:
    """Pieces that make up the first ``length`` characters, and the rest."""
    before: list[tuple[int, int] | str] = []
    after: list[tuple[int, int] | str] = []
    for piece in pieces:
        size = len(piece) if isinstance(piece, str) else piece[1] - piece[0]
        taken = min(size, length)
        length -= taken
        if isinstance(piece, str):
            parts: tuple[tuple[int, int] | str, tuple[int, int] | str] = (piece[:taken], piece[taken:])
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


def _style(root: Node, text: str) -> Style:
    """How the text is indented, by the first example of each."""
    step = next(_offsets(root, text, mapping=True), 2)
    return Style(step, next(_offsets(root, text, mapping=False), 2))


def _offsets(node: Node, text: str, *, mapping: bool) -> Iterator[int]:
    for item in node.items:
        if node.is_mapping and node.is_block and item.is_block and item.is_mapping is mapping and item.key is not None:
            yield column_of(text, item.start) - column_of(text, item.begin)
        yield from _offsets(item, text, mapping=mapping)


def _root_lines(value: object, known: Field | None) -> list[str]:
    if isinstance(value, (dict, list)) and value:
        return emit.lines(value, known, Style(), depth=0)
    return [emit.inline(value)]


def _appended_root(text: str, value: object, known: Field | None) -> Splice:
    newline = newline_of(text)
    lead = "" if not text or text.endswith(("\n", "\r")) else newline
    return len(text), len(text), lead + newline.join(_root_lines(value, known)) + newline


def _flow_value(text: str, node: Node, value: object, known: Field | None, *, is_item: bool) -> Splice:
    """A value inside a flow collection in the place of another."""
    quote = node.form if node.form in ("'", '"') else ""
    written = emit.inline(value, known, item=is_item, quote=quote)
    if node.key is not None and node.is_empty:
        at = node.lead if node.lead >= 0 else node.key[1]
        return at, at, f"{'' if node.lead >= 0 else ':'} {written}"
    return node.start, node.end, f" {written}" if text[node.start - 1 : node.start] == ":" else written


def _block_value(text: str, node: Node, value: object, known: Field | None, prefix: str, written: list[str]) -> list[Splice]:
    """A value inside a block collection in the place of another; ``written`` are its lines behind ``prefix``."""
    newline = newline_of(text)
    indent = column_of(text, node.begin)
    gap = text[node.lead : node.start]
    on_line = not re.search(r"[\r\n]", gap)
    beside = not on_line and (not node.is_block or ("#" in gap and emit.is_literal(value)))
    one_line = len(written) > 1 and (beside or (emit.ends_in_literal(value, known) and _comment_follows(text, node, indent)))
    if one_line or (emit.is_single(value) and len(written) == 1):
        quote = node.form if node.form in ("'", '"') else '"' if one_line else ""
        written = [f"{prefix} {emit.inline(value, known, flow=False, item=prefix == '-', quote=quote)}"]
    first = written[0].removeprefix(prefix)
    rest = "".join(f"{newline}{' ' * indent}{line}" if line else newline for line in written[1:])
    if rest and next_line(text, node.full_end) == len(text) and not text.endswith(("\r", "\n")):
        rest += newline
    if node.is_empty:
        at = line_end(text, node.lead)
        return [(node.lead, node.lead, first), (at, at, rest)]
    if node.is_text_block:
        head_end = _head_end(text, node)
        return [(node.lead, head_end, first), (line_end(text, head_end), node.end, rest)]
    if node.is_block:
        # the comment behind the last line goes with the value that it stands behind
        end = line_end(text, node.end)
        if on_line or (rest and emit.is_literal(value)):
            return [(node.lead, end if rest else node.end, first + rest)]
        body = line_start(text, node.start)
        return [(node.lead, node.lead, first), (body, end if rest else next_line(text, end), rest.removeprefix(newline))]
    if not rest:
        return [(node.start, node.end, first.removeprefix(" "))]
    at = line_end(text, node.end)
    return [(node.lead, node.end, first), (at, at, rest)]


def _head_end(text: str, node: Node) -> int:
    """The end of ``|`` or ``>`` with its indicators."""
    found = re.compile(r"[|>][-+0-9]*").match(text, node.start)
    assert found is not None
    return found.end()


def _entry_end(text: str, node: Node, column: int) -> int:
    """The offset, before a line end, behind an entry of a block collection, its comment and deeper comments below it included."""
    leaf = node.last_leaf()
    if leaf.is_text_block:
        kept = "+" in text[leaf.start : _head_end(text, leaf)]
        end = leaf.full_end if kept else leaf.end
        if end > leaf.start and text[end - 1] in "\r\n":
            end -= 2 if text[end - 2 : end] == "\r\n" else 1
    else:
        end = line_end(text, leaf.end)
    at = end
    while (at := next_line(text, at)) < len(text):
        line = text[at : line_end(text, at)]
        if line.strip(" \t") and not re.match(rf" {{{column + 1},}}#", line):
            break
        at = line_end(text, at)
        if line.strip(" \t"):
            end = at
        if at == len(text):
            break
    return end


def _comment_follows(text: str, node: Node, column: int) -> bool:
    """Whether the next line that is not blank is a comment in a column so deep that a block text above would swallow it."""
    return re.compile(rf"[ \t\r\n]*[\r\n] {{{column + 1},}}#").match(text, line_end(text, node.end)) is not None


def _entry_lines(text: str, node: Node) -> list[str]:
    """The lines of an entry of a block collection as it is written, those after the first relative to its column."""
    column = column_of(text, node.begin)
    first, *rest = re.split(r"\r\n|\r|\n", text[node.begin : _entry_end(text, node, column)])
    return [first, *(line.removeprefix(" " * column) for line in rest)]


def _block_entry(text: str, parent: Node, index: int, written: list[str]) -> list[Splice]:
    """A new entry of a block collection, before the one at ``index``."""
    newline = newline_of(text)
    column = column_of(text, parent.items[0].begin)
    pad = " " * column
    if not index:
        at = parent.items[0].begin
        start = line_start(text, at)
        if parent.begin >= 0 and not text[start:at].strip(" "):
            at = _above_comments(text, start, column, parent) + column
        rest = "".join(f"{newline}{pad}{line}" if line else newline for line in written[1:])
        return [(at, at, f"{written[0]}{rest}{newline}{pad}")]
    before = parent.items[index - 1]
    at = _entry_end(text, before, column)
    added = "".join(f"{newline}{pad}{line}" if line else newline for line in written)
    if at < len(text):
        return [(at, at, added)]
    splices = [(at, at, added + newline if len(written) > 1 else added)]
    leaf = before.last_leaf()
    if leaf.is_text_block and text[_head_end(text, leaf) - 1] not in "+-":
        # this text has no line end at its end, only because the file has none
        splices.append((_head_end(text, leaf), _head_end(text, leaf), "-"))
    return splices


def _above_comments(text: str, start: int, column: int, parent: Node) -> int:
    """The beginning of the comment lines that stand directly above the line at ``start``, in its column."""
    while start:
        end = start - (2 if text[start - 2 : start] == "\r\n" else 1)
        above = line_start(text, end)
        if above <= parent.lead or not text.startswith(" " * column + "#", above):
            break
        start = above
    return start


def _without_block_entry(text: str, parent: Node, index: int) -> list[Splice]:
    """A block collection, which has others left, without one of its entries."""
    gone = parent.items[index]
    column = column_of(text, gone.begin)
    start = line_start(text, gone.begin)
    if not text[start : gone.begin].strip(" "):
        return [(start, next_line(text, _entry_end(text, gone, column)), "")]
    # the entry shares its line with the dash of the list around it
    following = parent.items[index + 1]
    end = gone.last_leaf().full_end
    if "#" not in text[end : following.begin]:
        return [(gone.begin, following.begin, "")]
    leaf = gone.last_leaf()
    return [(gone.begin, leaf.end, "")]


def _comma(text: str, start: int, end: int) -> int:
    """The offset of the comma between two items of a flow collection; ``-1`` where there is none."""
    offset = start
    while offset < end:
        character = text[offset]
        if character == ",":
            return offset
        if character == "#":
            offset = line_end(text, offset)
        else:
            offset += 1
    return -1


def _shown_end(node: Node) -> int:
    """The end of what is written of an entry of a flow collection."""
    return max(node.end, node.lead, node.key[1]) if node.key is not None else node.end


def _limit(parent: Node, index: int) -> int:
    """Where the next entry of a flow collection begins, or its closing bracket stands."""
    return parent.items[index + 1].begin if index + 1 < len(parent.items) else parent.end - 1


def _own_lines(text: str, parent: Node, index: int) -> bool:
    """Whether an entry of a flow collection begins a line, and only its comma and a comment follow on the line it ends in."""
    item = parent.items[index]
    end = _shown_end(item)
    if text[line_start(text, item.begin) : item.begin].strip(" \t"):
        return False
    if _comma(text, end, _limit(parent, index)) > line_end(text, end):
        return False
    return re.fullmatch(r"[ \t]*(?:,[ \t]*)?(?:#.*)?", text[end : line_end(text, end)]) is not None


def _flow_entry(text: str, parent: Node, index: int, written: str) -> list[Splice]:
    """A new entry of a flow collection that has others, before the one at ``index``."""
    near = parent.items[max(index - 1, 0)]
    indent = text[line_start(text, near.begin) : near.begin]
    own_lines = _own_lines(text, parent, max(index - 1, 0))
    if not index:
        return [(near.begin, near.begin, f"{written},{newline_of(text)}{indent}" if own_lines else f"{written}, ")]
    end = _shown_end(near)
    if not own_lines:
        return [(end, end, f", {written}")]
    comma = _comma(text, end, _limit(parent, index - 1))
    at = line_end(text, end)
    added = f"{newline_of(text)}{indent}{written}"
    return [(at, at, f"{added},")] if comma >= 0 else [(end, end, ","), (at, at, added)]


def _without_flow_entry(text: str, parent: Node, index: int) -> list[Splice]:
    """A flow collection, which has others left, without one of its entries."""
    gone = parent.items[index]
    end = _shown_end(gone)
    if _own_lines(text, parent, index):
        return [(line_start(text, gone.begin), next_line(text, end), "")]
    if index + 1 < len(parent.items):
        following = parent.items[index + 1].begin
        if "#" in text[end:following]:
            return [(gone.begin, _comma(text, end, following) + 1, "")]
        return [(gone.begin, following, "")]
    before = _shown_end(parent.items[index - 1])
    if "#" in text[before : gone.begin]:
        return [(gone.begin, end, "")]
    return [(before, end, "")]
