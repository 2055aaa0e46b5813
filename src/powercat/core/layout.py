"""How a text is laid out: which value stands where, in which style, behind which colon or dash. What edits are made on."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any, Final, Literal

import yaml
from yaml.cyaml import CParser  # type: ignore[attr-defined]
from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from powercat.core.document import steps

Form = Literal["block", "flow", "pair", "plain", "'", '"', "|", ">"]
"""Collections in ``block`` and ``flow`` style, a ``pair`` being the mapping without braces in ``[a: 1]``; scalars by
their sign.
"""

_SCALARS: Final[dict[str | None, Form]] = {None: "plain", "": "plain", "'": "'", '"': '"', "|": "|", ">": ">"}
_BREAK = re.compile(r"\r\n|\r|\n")
_COLON = re.compile(r"\s*:")
_BLANK_LINES = re.compile(r"[\r\n]*\Z")


@dataclass(slots=True)
class Node:
    """A value in the text: ``text[start:end]`` (block texts without the blank lines after them; ``full_end`` with them).

    ``key`` are the offsets of its name in a mapping, ``lead`` the offset just behind the colon or dash before it
    (``-1`` where there is none). ``begin`` is where the whole entry begins: its key, its dash, in flow lists the
    value itself.
    """

    form: Form
    start: int
    end: int
    full_end: int
    key: tuple[int, int] | None = None
    lead: int = -1
    begin: int = -1
    names: list[str] = field(default_factory=list)
    items: list[Node] = field(default_factory=list)
    is_mapping: bool = False

    @property
    def is_block(self) -> bool:
        """A collection in block style."""
        return self.form == "block"

    @property
    def is_text_block(self) -> bool:
        return self.form in ("|", ">")

    @property
    def is_empty(self) -> bool:
        """Nothing is written where the value should stand."""
        return self.form == "plain" and self.start == self.end

    def child(self, step: str) -> Node | None:
        """The value one step down; of a name written twice, the first."""
        if self.is_mapping:
            return self.items[self.names.index(step)] if step in self.names else None
        index = int(step) if step.isdigit() else -1
        return self.items[index] if 0 <= index < len(self.items) and self.form not in _SCALARS.values() else None

    def last_leaf(self) -> Node:
        """The value that ends last inside this one."""
        node = self
        while node.items and node.form in ("block", "pair"):
            node = node.items[-1]
        return node


def layout(text: str) -> Node | None:
    """The value of a text that ``core.document.parse`` reads to its end; ``None`` where there is no value at all.

    Raises ``ValueError`` for a text that cannot be read.
    """
    try:
        return _layout(text)
    except (yaml.YAMLError, UnicodeEncodeError, RecursionError) as error:
        raise ValueError(str(error)) from error


def _layout(text: str) -> Node | None:
    # libyaml takes spaces at the very end for text
    get = CParser(text + "\n" if text.endswith(" ") else text).get_event
    stack: list[Node] = []
    wants_key: list[bool] = []
    key: tuple[str, tuple[int, int]] = ("", (0, 0))
    root: Node | None = None
    while True:
        event: Any = get()
        if event is None:
            return root
        kind = type(event)
        if kind is DocumentStartEvent and root is not None:
            return root
        if kind is ScalarEvent and stack and stack[-1].is_mapping and wants_key[-1]:
            key = (event.value, (event.start_mark.index, event.end_mark.index))
            wants_key[-1] = False
            continue
        if kind is AliasEvent:
            node = Node("plain", event.start_mark.index, event.end_mark.index, event.end_mark.index)
        elif kind is ScalarEvent:
            node = _scalar(text, event)
        elif kind is MappingStartEvent or kind is SequenceStartEvent:
            node = _collection(text, event)
        elif kind is MappingEndEvent or kind is SequenceEndEvent:
            node = stack.pop()
            wants_key.pop()
            node.end = node.full_end = max(node.end, event.end_mark.index)
            if node.form in ("block", "pair"):
                leaf = node.last_leaf()
                node.end, node.full_end = (leaf.end, leaf.full_end) if leaf is not node else (node.start, node.start)
            if stack and stack[-1].is_mapping:
                wants_key[-1] = True
            continue
        else:
            continue
        if not stack:
            root = root or node
        else:
            _hang(text, stack[-1], node, key)
        if kind is MappingStartEvent or kind is SequenceStartEvent:
            stack.append(node)
            wants_key.append(node.is_mapping)
        elif stack and stack[-1].is_mapping:
            wants_key[-1] = True


def _scalar(text: str, event: Any) -> Node:
    start, end = event.start_mark.index, event.end_mark.index
    form = _SCALARS[event.style]
    if form not in ("|", ">"):
        return Node(form, start, end, end)
    blank = _BLANK_LINES.search(text, start, end)
    return Node(form, start, blank.start() if blank else end, end)


def _collection(text: str, event: Any) -> Node:
    start, end = event.start_mark.index, event.end_mark.index
    is_mapping = isinstance(event, MappingStartEvent)
    form: Form = "block"
    if event.flow_style:
        form = "flow" if text[start : start + 1] in ("{", "[") or end > start else "pair"
    return Node(form, start, end, end, is_mapping=is_mapping)


def _hang(text: str, parent: Node, node: Node, key: tuple[str, tuple[int, int]]) -> None:
    """Put a value into the collection it belongs to."""
    if parent.is_mapping:
        parent.names.append(key[0])
        node.key = key[1]
        node.begin = key[1][0]
        colon = _COLON.match(text, key[1][1])
        node.lead = colon.end() if colon and colon.end() <= max(node.start, key[1][1] + 1) else -1
    elif parent.is_block:
        node.begin = _dash(text, parent, node)
        node.lead = node.begin + 1
    else:
        node.begin = node.start
    parent.items.append(node)


def _dash(text: str, parent: Node, node: Node) -> int:
    """Where the dash of a block list's item stands: the first where the list begins, the others in the same column."""
    if not parent.items:
        return parent.start
    column = column_of(text, parent.start)
    offset = parent.items[-1].last_leaf().end
    while offset < node.start:
        found = _BREAK.search(text, offset, node.start)
        if found is None:
            break
        offset = found.end()
        if text[offset : offset + column + 1] == " " * column + "-":
            return offset + column
    return node.start


def line_start(text: str, offset: int) -> int:
    """The offset at which the line of ``offset`` begins."""
    return max(text.rfind("\n", 0, offset), text.rfind("\r", 0, offset)) + 1


def line_end(text: str, offset: int) -> int:
    """The offset of the line end at or after ``offset`` (before its CR or LF), or of the end of the text."""
    found = _BREAK.search(text, offset)
    return found.start() if found else len(text)


def next_line(text: str, offset: int) -> int:
    """The offset at which the line after that of ``offset`` begins; the end of the text where there is none."""
    found = _BREAK.search(text, offset)
    return found.end() if found else len(text)


def column_of(text: str, offset: int) -> int:
    """Characters between the beginning of the line and ``offset``."""
    return offset - line_start(text, offset)


def newline_of(text: str) -> str:
    """The line end that a text uses; LF for a text of one line."""
    found = _BREAK.search(text)
    return found[0] if found else "\n"


def find(root: Node, pointer: str) -> Node | None:
    """The value at a JSON Pointer."""
    node: Node | None = root
    for step in steps(pointer):
        node = node.child(step) if node is not None else None
    return node
