"""Code frames: the lines around a place, with the place marked."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from powercat.core.span import Lines, Span
from powercat.core.text import cells
from powercat.report.layout.escape import visible
from powercat.report.layout.place import in_workbook

TAB: Final = "    "
ELLIPSIS: Final = "…"
AROUND: Final = 1


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a frame: its number, what is shown of it, and the marked part of that as start and end in ``text``."""

    number: int
    text: str
    mark: tuple[int, int] | None = None


class Sources:
    """The texts that findings lie in, each read and cut into lines once while findings of it are told."""

    __slots__ = ("lines",)

    def __init__(self, read: Callable[[str], str]) -> None:
        self.lines: Callable[[str], Lines] = lru_cache(maxsize=16)(lambda path: Lines(read(path)))


def columns(text: str) -> int:
    """How many columns of a terminal ``text`` takes: two for a Chinese character, none for a combining mark."""
    return sum(map(cells, text))


def frame(lines: Lines, span: Span, room: int) -> tuple[Row, ...]:
    """The line of ``span`` and its neighbours, each at most ``room`` columns wide; empty where the text has no such line."""
    bounds = _bounds(lines, span.line)
    if in_workbook(span) or not lines.text or bounds is None:
        return ()
    above = range(span.line - AROUND, span.line)
    below = range(span.line + 1, span.line + 1 + AROUND)
    return (
        *(_neighbour(lines, number, room) for number in above if _bounds(lines, number)),
        _marked(lines.text, bounds, span, room),
        *(_neighbour(lines, number, room) for number in below if _has_text(lines, number)),
    )


def drawn(rows: tuple[Row, ...], paint: Callable[[str], str] = str) -> Iterator[str]:
    """The frame as lines of text; ``paint`` colours the carets."""
    width = max((len(str(row.number)) for row in rows), default=0)
    for row in rows:
        yield f"{row.number:>{width}} | {row.text}".rstrip()
        if row.mark:
            start, end = row.mark
            carets = "^" * max(1, columns(row.text[start:end]))
            yield f"{'':>{width}} | {' ' * columns(row.text[:start])}{paint(carets)}"


def _shown(character: str) -> str:
    return TAB if character == "\t" else visible(character)


def _bounds(lines: Lines, number: int) -> tuple[int, int] | None:
    """Where a line starts and ends, without its line end."""
    if not 1 <= number <= len(lines.starts):
        return None
    start = lines.starts[number - 1]
    end = lines.starts[number] if number < len(lines.starts) else len(lines.text)
    while end > start and lines.text[end - 1] in "\r\n":
        end -= 1
    return start, end


def _has_text(lines: Lines, number: int) -> bool:
    """Whether a line is there and not only the emptiness after the last line end."""
    return number <= len(lines.starts) and lines.starts[number - 1] < len(lines.text)


def _neighbour(lines: Lines, number: int, room: int) -> Row:
    start, end = _bounds(lines, number) or (0, 0)
    text, _ = _window(lines.text, start, end, start, room)
    return Row(number, text)


def _marked(text: str, bounds: tuple[int, int], span: Span, room: int) -> Row:
    start, end = bounds
    at = min(start + max(span.column, 1) - 1, end)
    stop = min(start + max(span.end_column, 1) - 1, end) if span.end_line == span.line else end
    shown, first = _window(text, start, end, at, room)
    cut = ELLIPSIS if first > start else ""
    before = len(cut) + sum(len(_shown(character)) for character in text[first:at])
    # What is shown has at most `room` columns, so a mark never needs more characters than that to be measured.
    marked = sum(len(_shown(character)) for character in text[at : min(max(stop, at), at + room)])
    return Row(span.line, shown, (before, max(before, min(before + marked, len(shown)))))


def _window(text: str, start: int, end: int, at: int, room: int) -> tuple[str, int]:
    """What is shown of ``text[start:end]`` so that ``at`` is in it, and where that begins. Looks at no more than it shows."""
    if end - start <= room and sum(_width(character) for character in text[start:end]) <= room:
        return "".join(map(_shown, text[start:end])), start
    room = max(room - 2 * len(ELLIPSIS), 2)
    first, used = _grown(text, range(at - 1, start - 1, -1), room // 3)
    last, used = _grown(text, range(at, end), room, used)
    more, _ = _grown(text, range(at - first - 1, start - 1, -1), room, used)
    low, high = at - first - more, at + last
    inside = "".join(map(_shown, text[low:high]))
    return (ELLIPSIS if low > start else "") + inside + (ELLIPSIS if high < end else ""), low


def _grown(text: str, positions: range, room: int, used: int = 0) -> tuple[int, int]:
    """How many of the characters at ``positions`` fit, and how many columns are used with them."""
    count = 0
    for position in positions:
        width = _width(text[position])
        # Marks of no width would fit without end.
        if used + width > room or count > 2 * room:
            break
        used += width
        count += 1
    return count, used


def _width(character: str) -> int:
    return columns(_shown(character))
