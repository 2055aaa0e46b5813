"""The short way through a text never gives what the reader of documents would not give."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from yaml_texts import written

from powercat.core.document import MAX_DEPTH, Place, _Reader, decode, parse
from powercat.core.plain import plain_places, read_plain

CATALOG = Path(__file__).parents[2] / "catalog-data"
RECORDS = [path.read_text(encoding="utf-8") for path in sorted(CATALOG.rglob("*.yaml"))]

pieces = st.sampled_from(
    [
        *" \n\t:-#,[]{}&*!|>'\"%@`?=~<.\\/0123eExX+_ab许：，\u3000\u00a0\u2028\x85\ufeff😀\r",
        *("\n  ", "\n- ", "\n---\n", ": ", "- ", "# ", "&a ", "*a", "!t ", "|\n", "''", '""', "\r\n", "<<: ", "? "),
        *("null", "true: ", "0x1", ".5", "1e3", "2024-01-01"),
    ]
)


@st.composite
def damaged(draw: Any) -> str:
    """A part of a real record with a few characters put in or taken out."""
    lines = draw(st.sampled_from(RECORDS)).splitlines(keepends=True)
    text = "".join(lines[: draw(st.integers(2, 25))])
    for _ in range(draw(st.integers(0, 3))):
        at = draw(st.integers(0, len(text)))
        text = text[:at] + draw(pieces) + text[at + draw(st.integers(0, 3)) :]
    return text


def same(one: object, other: object) -> bool:
    """Equal, and of the same types, with the same order of fields."""
    if isinstance(one, dict) and isinstance(other, dict):
        return list(one) == list(other) and all(same(one[name], other[name]) for name in one)
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(same, one, other))
    return type(one) is type(other) and repr(one) == repr(other)


def check(text: str) -> None:
    plain = read_plain(text)
    if plain is not None:
        parsed = parse(text)
        assert parsed.whole
        assert parsed.faults == ()
        assert same(plain, parsed.data)
    places = plain_places(text)
    if places is not None:
        found: dict[str, Place] = {}
        _Reader(text, found).read()
        assert list(places.items()) == list(found.items())


@given(damaged() | st.text(alphabet=" \n:-#,[]{}&*!|>'\"?~ab01.x：", max_size=30))
@example("a: &x 1\n")
@example("a: !t 1\n")
@example("a: !!str 1\nb: '!'\n")
@example("a: {b: &x [1]}\n")
@example("&x a: 1\n")
@example("a: 'x\n  y'\n")
@example("a: |\n\n  x\n")
@example("- a: 1\n")
@example("a: 1\n---\nb: 2\n")
@example("%YAML 1.1\n---\na: 1\n")
@example("a: 012\nb: 1e3\nc: 0x1\nd: .inf\ne: -\n")
@example("a: 1234567890123456\n")
@example("a: 1.0\nb: -0.0\nc: 0.1234567\nd: +1\ne: 1.\n")
@example("a:\n- 身份证：原件\n")
@example("a: 1\na: 2\n")
@example("a: {b: [], c: {}}\nd:\n- - 1\n  - {e: 2}\n- f:\ng/h~i: >-\n  x\n\n  y\n\n\nj: 'k'\n")
@example("<<: 1\n")
@example("~: 1\n")
@example("\u3000a: 1\n")
@example("a: 1 \n ")
@example("a: 1\nb: \ufeff2\n")
@example("<<<<<<< ours\na: 1\n")
@example("a: [1, 2]#x\n")
def test_it_reads_as_the_reader_of_documents_does(text: str) -> None:
    check(text)


@given(written())
def test_whatever_hand_wrote_it(raw: bytes) -> None:
    check(decode(raw)[0])


@pytest.mark.parametrize("depth", [MAX_DEPTH - 1, MAX_DEPTH, MAX_DEPTH + 1])
@pytest.mark.parametrize(("opening", "closing"), [("[", "]"), ("{b: ", "}")])
def test_depth(depth: int, opening: str, closing: str) -> None:
    text = "a: " + opening * depth + "1" + closing * depth + "\n"
    check(text)
    assert (read_plain(text) is None) == bool(parse(text).faults)


def test_the_records_of_the_example_are_read_the_short_way() -> None:
    assert [text[:60] for text in RECORDS if read_plain(text) is None or plain_places(text) is None] == []
