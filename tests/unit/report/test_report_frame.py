"""Code frames."""

from __future__ import annotations

import time

from hypothesis import given
from hypothesis import strategies as st

from powercat.core.span import Lines, Span
from powercat.report.layout.frame import columns, drawn, frame


def draw(text: str, line: int, column: int, end_line: int, end_column: int, room: int = 60) -> list[str]:
    return list(drawn(frame(Lines(text), Span("x", line, column, end_line, end_column), room)))


def test_carets_stand_under_wide_characters() -> None:
    assert draw("名称：食品经营许可\n", 1, 4, 1, 8) == ["1 | 名称：食品经营许可", "  |       ^^^^^^^^"]


def test_combining_marks_and_emoji() -> None:
    assert draw("e\u0301 x 😀 y", 1, 4, 1, 5) == ["1 | e\u0301 x 😀 y", "  |   ^"]
    assert draw("e\u0301 x 😀 y", 1, 6, 1, 7) == ["1 | e\u0301 x 😀 y", "  |     ^^"]


def test_tabs_take_four_columns() -> None:
    assert draw("a:\n\tb: 1\n", 2, 2, 2, 3) == ["1 | a:", "2 |     b: 1", "  |     ^"]
    assert draw("\tb", 1, 1, 1, 2) == ["1 |     b", "  | ^^^^"]


def test_an_empty_span_is_one_caret_also_at_the_end() -> None:
    assert draw("ab", 1, 3, 1, 3) == ["1 | ab", "  |   ^"]
    assert draw("\n\n", 1, 1, 1, 1) == ["1 |", "  | ^", "2 |"]


def test_a_span_of_several_lines_is_marked_to_the_end_of_its_first() -> None:
    assert draw("a: |\n  b\n  c\n", 1, 1, 3, 4) == ["1 | a: |", "  | ^^^^", "2 |   b"]


def test_numbers_are_aligned() -> None:
    assert draw("x\n" * 12, 9, 1, 9, 2) == [" 8 | x", " 9 | x", "   | ^", "10 | x"]


def test_crlf_and_cr() -> None:
    assert draw("a\r\nb\rc\r\n", 2, 1, 2, 2) == ["1 | a", "2 | b", "  | ^", "3 | c"]


def test_a_long_line_is_shortened_around_the_place() -> None:
    long = "甲" * 100 + "错" + "乙" * 100
    (line, carets) = draw(long, 1, 101, 1, 102, room=20)
    assert line == "1 | …甲甲甲错乙乙乙乙乙…"
    assert carets == "  |        ^^"
    (line, carets) = draw("a" * 50, 1, 1, 1, 51, room=20)
    assert line == "1 | " + "a" * 18 + "…"
    assert carets == "  | " + "^" * 19


def test_the_end_of_a_long_line() -> None:
    (line, carets) = draw("a" * 50 + "b", 1, 51, 1, 52, room=20)
    assert line == "1 | …" + "a" * 17 + "b"
    assert carets.index("^") == line.index("b")


def test_no_frame_without_text_or_line_or_for_a_cell() -> None:
    assert draw("", 1, 1, 1, 5) == []
    assert draw("a\n", 7, 1, 7, 5) == []
    assert frame(Lines("a\n"), Span("x", sheet="表", cell="A1"), 60) == ()


def test_places_beyond_the_line_are_clipped() -> None:
    assert draw("ab\n", 1, 90, 1, 99) == ["1 | ab", "  |   ^"]
    assert draw("abc\n", 1, 3, 1, 1) == ["1 | abc", "  |   ^"]


def test_a_huge_line_costs_nothing() -> None:
    for character in ("a", "字", "\u0301", "\x1b"):
        lines = Lines(character * 5_000_000)
        start = time.perf_counter()
        rows = frame(lines, Span("x", 1, 2_500_000, 1, 5_000_000), 80)
        assert time.perf_counter() - start < 0.5
        assert len(rows[0].text) < 400


@given(st.text(), st.tuples(*[st.integers(1, 12)] * 4), st.integers(10, 40))
def test_any_text_and_place_fits_and_marks_what_is_shown(text: str, place: tuple[int, int, int, int], room: int) -> None:
    for row in frame(Lines(text), Span("x", *place), room):
        assert columns(row.text) <= room
        if row.mark:
            assert 0 <= row.mark[0] <= row.mark[1] <= len(row.text)
