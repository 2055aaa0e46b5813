"""What libyaml reads although YAML 1.2 forbids it, or reads otherwise than YAML 1.2 wants it read."""

from __future__ import annotations

import re
from typing import Final

from yaml.tokens import (
    BlockEndToken,
    BlockMappingStartToken,
    BlockSequenceStartToken,
    FlowEntryToken,
    FlowMappingEndToken,
    FlowMappingStartToken,
    FlowSequenceEndToken,
    FlowSequenceStartToken,
    KeyToken,
    ScalarToken,
)

from powercat.core.rule import Fault
from powercat.core.span import Lines
from powercat.core.syntax import BLOCK_HEADER, tokens, wide_blank

_FLOW_QUESTION = re.compile(r"\?(?<=[\[{, \n]\?)(?=[^\s,\]}])")
_UNINDENTED = re.compile(r"\n(?:(?<=[,\[{]\n)|(?<=[,\[{]\r\n))(?![ \]}\r\n])")
_BEFORE_COMMENT: Final = frozenset("\"'[]{},|>+-0123456789")


def suspicious(text: str) -> bool:
    """Whether a text has a sign of something that libyaml lets through; quick, and true at times for nothing."""
    if "#" in text:
        at = text.find("#")
        while at >= 0:
            if text[at - 1] in _BEFORE_COMMENT and at:
                return True
            at = text.find("#", at + 1)
    return bool(("?" in text and _FLOW_QUESTION.search(text)) or _UNINDENTED.search(text))


def let_through(text: str) -> Fault | None:
    """The first thing in a text that libyaml reads although YAML 1.2 forbids it, or reads otherwise than YAML 1.2 wants it."""
    lines = Lines(text)
    columns: list[int] = []
    flow: list[int] = []
    line = 0
    for token in tokens(text):
        start, end = token.start_mark, token.end_mark
        if isinstance(token, (BlockMappingStartToken, BlockSequenceStartToken)):
            columns.append(start.column)
        elif isinstance(token, BlockEndToken):
            columns.pop()
        room = columns[-1] + 1 if columns else 0
        closes = isinstance(token, (FlowSequenceEndToken, FlowMappingEndToken))
        if flow and start.line > line and not closes and 0 <= _indent_of(lines, start.line) < room:
            return _told(text, "flow-indent", flow[-1], flow[-1] + 1)
        line = max(line, start.line)
        if isinstance(token, (FlowSequenceStartToken, FlowMappingStartToken)):
            flow.append(start.index)
        elif closes:
            if not flow:  # a bracket too many, in a document behind the one that is read
                break
            flow.pop()
        elif isinstance(token, KeyToken) and flow and end.index > start.index and not text[end.index : end.index + 1].isspace():
            return _told(text, "start", start.index, end.index, character="?")
        style = token.style if isinstance(token, ScalarToken) else ""
        quoted = style in ("'", '"')
        if quoted and any(0 <= _indent_of(lines, number) < room for number in range(start.line + 1, end.line + 1)):
            return _told(text, "quote-unclosed", start.index, _line_end(lines, start.line), quote=style)
        header = BLOCK_HEADER.match(text, start.index) if style in ("|", ">") else None
        if header and not header[1] and (wide := wide_blank(lines, start.line + 1, room)):
            return _told(text, "blank-line", lines.starts[wide], lines.starts[wide] + len(lines.line(wide + 1)))
        after = header.end() if header else end.index
        if text[after : after + 1] == "#" and (header or closes or quoted or isinstance(token, FlowEntryToken)):
            return _told(text, "comment-space", after, after + 1)
    return None


def _indent_of(lines: Lines, number: int) -> int:
    """The spaces before the words of a line (from 0); -1 where it has none."""
    words = lines.line(number + 1)
    return len(words) - len(words.lstrip(" ")) if words.strip() else -1


def _line_end(lines: Lines, number: int) -> int:
    return lines.starts[number] + len(lines.line(number + 1).rstrip())


def _told(text: str, variant: str, start: int, end: int, **args: object) -> Fault:
    return Fault("yaml-syntax", start, min(end, len(text)), variant=variant, args=args)
