"""Where in a text a value goes: splices on its layout that leave comments, order and quoting of the rest alone.

Lines are put in with LF, whatever line end the text has.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from powercat.core import emit
from powercat.core.emit import Style
from powercat.core.field import Field
from powercat.core.layout import Node, column_of, line_end, line_start, next_line

Splice = tuple[int, int, str]
"""``text[start:end]`` becomes the replacement."""


def style_of(root: Node, text: str) -> Style:
    """How the text is indented, by the first example of each."""
    step = next(_offsets(root, text, mapping=True), 2)
    return Style(step, next(_offsets(root, text, mapping=False), 2))


def _offsets(node: Node, text: str, *, mapping: bool) -> Iterator[int]:
    for item in node.items:
        if node.is_mapping and node.is_block and item.is_block and item.is_mapping is mapping and item.key is not None:
            yield column_of(text, item.start) - column_of(text, item.begin)
        yield from _offsets(item, text, mapping=mapping)


def root_lines(value: object, known: Field | None) -> list[str]:
    if isinstance(value, (dict, list)) and value:
        return emit.lines(value, known, Style(), depth=0)
    return [emit.inline(value)]


def appended_root(text: str, value: object, known: Field | None) -> Splice:
    lead = "" if not text or text.endswith(("\n", "\r")) else "\n"
    return len(text), len(text), lead + "\n".join(root_lines(value, known)) + "\n"


def flow_value(text: str, node: Node, value: object, known: Field | None, *, is_item: bool) -> Splice:
    """A value inside a flow collection in the place of another."""
    quote = node.form if node.form in ("'", '"') else ""
    written = emit.inline(value, known, item=is_item, quote=quote)
    if node.key is not None and node.is_empty:
        at = node.lead if node.lead >= 0 else node.key[1]
        return at, at, f"{'' if node.lead >= 0 else ':'} {written}"
    return node.start, node.end, f" {written}" if text[node.start - 1 : node.start] == ":" else written


def block_value(text: str, node: Node, value: object, known: Field | None, prefix: str, written: list[str]) -> list[Splice]:
    """A value inside a block collection in the place of another; ``written`` are its lines behind ``prefix``."""
    indent = column_of(text, node.begin)
    gap = text[node.lead : node.start]
    on_line = not re.search(r"[\r\n]", gap)
    beside = not on_line and (not node.is_block or ("#" in gap and emit.is_literal(value)))
    one_line = len(written) > 1 and (beside or (emit.ends_in_literal(value, known) and _comment_follows(text, node, indent)))
    if one_line or (emit.is_single(value) and len(written) == 1):
        quote = node.form if node.form in ("'", '"') else '"' if one_line else ""
        written = [f"{prefix} {emit.inline(value, known, flow=False, item=prefix == '-', quote=quote)}"]
    first = written[0].removeprefix(prefix)
    rest = "".join(f"\n{' ' * indent}{line}" if line else "\n" for line in written[1:])
    if rest and next_line(text, node.full_end) == len(text) and not text.endswith(("\r", "\n")):
        rest += "\n"
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
        return [(node.lead, node.lead, first), (body, end if rest else next_line(text, end), rest.removeprefix("\n"))]
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


def entry_lines(text: str, node: Node) -> list[str]:
    """The lines of an entry of a block collection as it is written, those after the first relative to its column."""
    column = column_of(text, node.begin)
    first, *rest = re.split(r"\r\n|\r|\n", text[node.begin : _entry_end(text, node, column)])
    return [first, *(line.removeprefix(" " * column) for line in rest)]


def block_entry(text: str, parent: Node, index: int, written: list[str]) -> list[Splice]:
    """A new entry of a block collection, before the one at ``index``."""
    column = column_of(text, parent.items[0].begin)
    pad = " " * column
    if not index:
        at = parent.items[0].begin
        start = line_start(text, at)
        if parent.begin >= 0 and not text[start:at].strip(" "):
            at = _above_comments(text, start, column, parent) + column
        rest = "".join(f"\n{pad}{line}" if line else "\n" for line in written[1:])
        return [(at, at, f"{written[0]}{rest}\n{pad}")]
    before = parent.items[index - 1]
    at = _entry_end(text, before, column)
    added = "".join(f"\n{pad}{line}" if line else "\n" for line in written)
    if at < len(text):
        return [(at, at, added)]
    splices = [(at, at, f"{added}\n" if len(written) > 1 else added)]
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


def without_block_entry(text: str, parent: Node, index: int) -> list[Splice]:
    """A block collection, which has others left, without one of its entries."""
    gone = parent.items[index]
    column = column_of(text, gone.begin)
    start = line_start(text, gone.begin)
    if not text[start : gone.begin].strip(" "):
        return [(start, next_line(text, _entry_end(text, gone, column)), "")]
    if index + 1 == len(parent.items):
        return []  # behind a “?” of its own, which nobody writes: the check afterwards refuses
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


def flow_entry(text: str, parent: Node, index: int, written: str) -> list[Splice]:
    """A new entry of a flow collection that has others, before the one at ``index``."""
    near = parent.items[max(index - 1, 0)]
    indent = text[line_start(text, near.begin) : near.begin]
    own_lines = _own_lines(text, parent, max(index - 1, 0))
    if not index:
        return [(near.begin, near.begin, f"{written},\n{indent}" if own_lines else f"{written}, ")]
    end = _shown_end(near)
    if not own_lines:
        return [(end, end, f", {written}")]
    comma = _comma(text, end, _limit(parent, index - 1))
    at = line_end(text, end)
    added = f"\n{indent}{written}"
    return [(at, at, f"{added},")] if comma >= 0 else [(end, end, ","), (at, at, added)]


def without_flow_entry(text: str, parent: Node, index: int) -> list[Splice]:
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
