"""A change to a text as a unified diff."""

from __future__ import annotations

import difflib
from itertools import pairwise
from typing import Final

from powercat.core.span import Lines

_NO_LINE_END: Final = "\\ No newline at end of file\n"


def unified(before: str, after: str, path: str) -> str:
    """The change of a file as a unified diff, as patch and git take it; ``""`` where nothing changes."""
    lines = difflib.unified_diff(_lines(before), _lines(after), f"a/{path}", f"b/{path}")
    return "".join(line if line.endswith(("\n", "\r")) else f"{line}\n{_NO_LINE_END}" for line in lines)


def _lines(text: str) -> list[str]:
    """The lines of a text with their ends."""
    starts = [*Lines(text).starts, len(text)]
    return [text[start:end] for start, end in pairwise(starts) if end > start]
