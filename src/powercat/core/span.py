"""Where something is written."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of a file, or a cell of a workbook or table.

    ``path`` is relative to the catalog's folder, with forward slashes. Lines and columns count from 1, columns in code points
    (a tab is one), the end is exclusive. ``sheet`` and ``cell`` (``C12``) are set instead where the source is a spreadsheet.
    """

    path: str
    line: int = 1
    column: int = 1
    end_line: int = 1
    end_column: int = 1
    sheet: str = ""
    cell: str = ""


class Lines:
    """Line starts of a text. A line ends at LF, CRLF or CR and nowhere else."""

    __slots__ = ("starts", "text")

    def __init__(self, text: str) -> None:
        starts = [0]
        position = 0
        if "\r" not in text:
            while (position := text.find("\n", position)) >= 0:
                position += 1
                starts.append(position)
        else:
            for position, character in enumerate(text, 1):
                if character == "\n" or (character == "\r" and text[position : position + 1] != "\n"):
                    starts.append(position)
        self.text = text
        self.starts: Sequence[int] = starts

    def place(self, offset: int) -> tuple[int, int]:
        """Line and column, both from 1, of a character offset (0 ≤ offset ≤ length)."""
        line = bisect_right(self.starts, offset)
        return line, offset - self.starts[line - 1] + 1

    def offset(self, line: int, column: int) -> int:
        """The character offset of a line and column, clipped into the text."""
        line = min(max(line, 1), len(self.starts))
        return min(self.starts[line - 1] + max(column, 1) - 1, len(self.text))

    def line(self, number: int) -> str:
        """The text of a line (from 1) without its line end; empty beyond the last."""
        if not 1 <= number <= len(self.starts):
            return ""
        end = self.starts[number] if number < len(self.starts) else len(self.text)
        return self.text[self.starts[number - 1] : end].rstrip("\r\n")

    def span(self, path: str, start: int, end: int) -> Span:
        """The span of ``text[start:end]``."""
        return Span(path, *self.place(start), *self.place(max(start, end)))
