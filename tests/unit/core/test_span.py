"""Places in a text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from powercat.core.span import Lines, Span


def test_lines_end_at_lf_crlf_and_cr_and_nowhere_else() -> None:
    lines = Lines("a\nb\r\nc\rd\x0be\x0cf\x85g\u2028h\u2029i")
    assert [lines.line(number) for number in range(1, 6)] == ["a", "b", "c", "d\x0be\x0cf\x85g\u2028h\u2029i", ""]


@pytest.mark.parametrize(("text", "count"), [("", 1), ("a", 1), ("a\n", 2), ("\n", 2), ("\r\n", 2), ("\r\r\n", 3), ("\n\r", 3)])
def test_number_of_lines(text: str, count: int) -> None:
    assert len(Lines(text).starts) == count


def test_columns_count_code_points() -> None:
    text = "\u3000名称: \U00020bb7e\u0301\tx"
    lines = Lines(text)
    assert lines.place(text.index("x")) == (1, text.index("x") + 1)
    assert lines.place(0) == (1, 1)
    assert lines.place(len(text)) == (1, len(text) + 1)


def test_spans_are_exclusive_and_cross_lines() -> None:
    assert Lines("ab\r\ncd\n").span("x.yaml", 1, 5) == Span("x.yaml", 1, 2, 2, 2)
    assert Lines("ab").span("x.yaml", 0, 2) == Span("x.yaml", 1, 1, 1, 3)


def test_an_end_before_the_start_is_the_start() -> None:
    assert Lines("abc").span("x.yaml", 2, 0) == Span("x.yaml", 1, 3, 1, 3)


def test_offsets_are_clipped_into_the_text() -> None:
    lines = Lines("ab\ncd")
    assert lines.offset(2, 1) == 3
    assert lines.offset(0, 0) == 0
    assert lines.offset(9, 1) == 3
    assert lines.offset(2, 99) == 5


def test_a_line_beyond_the_last_is_empty() -> None:
    lines = Lines("a\n")
    assert lines.line(0) == lines.line(2) == lines.line(3) == ""


def test_spans_sort_by_path_and_place() -> None:
    spans = [Span("b", 1, 1), Span("a", 10, 1), Span("a", 9, 5), Span("a", 9, 2)]
    assert [(span.path, span.line, span.column) for span in sorted(spans)] == [
        ("a", 9, 2),
        ("a", 9, 5),
        ("a", 10, 1),
        ("b", 1, 1),
    ]


@given(st.text(st.sampled_from("a中\n\r\u2028\U00020bb7"), max_size=40), st.data())
def test_place_and_offset_are_inverse(text: str, data: st.DataObject) -> None:
    lines = Lines(text)
    offset = data.draw(st.integers(0, len(text)))
    assert lines.offset(*lines.place(offset)) == offset


@given(st.text(st.sampled_from("a中\n\r\x85"), max_size=40))
def test_lines_hold_the_whole_text(text: str) -> None:
    lines = Lines(text)
    joined = "".join(lines.line(number) for number in range(1, len(lines.starts) + 1))
    assert joined == text.replace("\n", "").replace("\r", "")
