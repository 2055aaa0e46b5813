"""Text that someone else wrote, made harmless for the place it is shown in."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from typing import Final

_LINE_ENDS: Final = re.compile("\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]")
_UNSEEN: Final = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ud800-\udfff]"
)
_SURROGATES: Final = re.compile("[\ud800-\udfff]")
_JSON_RISKY: Final = re.compile("[\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
_XML_FORBIDDEN: Final = re.compile("[\0-\x08\v\f\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_BLANKS: Final = re.compile(r"\s+")
_MARKUP: Final = re.compile(r"[\\`*_\[\]<>|~$&]")
_MENTION: Final = re.compile(r"(?<![\w.])@(?=\w)")
_LONGEST_CELL: Final = 1_000

REPLACEMENT: Final = "\ufffd"


def well_formed(text: str) -> str:
    """``text`` without lone surrogates, which no encoding can write."""
    return _SURROGATES.sub(REPLACEMENT, text)


def visible(text: str) -> str:
    """Each character that drives a terminal, turns the reading direction or hides, replaced by one to be seen: ESC by ``␛``."""
    return _UNSEEN.sub(_picture, text)


def printable(text: str) -> str:
    """:func:`visible`, with all line ends made LF."""
    return visible(_LINE_ENDS.sub("\n", text))


def one_line(text: str) -> str:
    """:func:`printable` on a single line."""
    return _BLANKS.sub(" ", printable(text)).strip()


def shortened(text: str, limit: int) -> str:
    """``text``, cut to ``limit`` characters with an ellipsis at the end."""
    return text if len(text) <= limit else text[: limit - 1] + "…"


def markdown_cell(words: str) -> str:
    """Words that keep their meaning inside a cell of a Markdown table, and call nobody; at most 1,000 characters of them."""
    kept = shortened(printable(words).strip(), _LONGEST_CELL)
    escaped = _MENTION.sub("@\u200b", _MARKUP.sub(r"\\\g<0>", kept))
    return escaped.replace("\n", "<br>")


def markdown_row(cells: Iterable[str]) -> str:
    """A row of a Markdown table, its cells made harmless."""
    return f"| {' | '.join(map(markdown_cell, cells))} |\n"


def xml_text(text: str) -> str:
    """``text`` without the characters that XML 1.0 forbids even as references."""
    return _XML_FORBIDDEN.sub("", text)


def json_text(value: object, indent: int | None = None) -> str:
    """``value`` as JSON with Chinese as it is.

    What ends a line for some readers, drives a terminal or turns the reading direction is written as an escape, so that the
    output is safe on a screen and one object stays one line.
    """
    return _JSON_RISKY.sub(_json_escape, json.dumps(value, ensure_ascii=False, indent=indent))


def _picture(match: re.Match[str]) -> str:
    code = ord(match[0])
    if code < 0x20:
        return chr(0x2400 + code)
    return "␡" if code == 0x7F else REPLACEMENT


def _json_escape(match: re.Match[str]) -> str:
    code = ord(match[0])
    return REPLACEMENT if 0xD800 <= code <= 0xDFFF else f"\\u{code:04x}"
