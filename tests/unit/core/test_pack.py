"""Plain data for the cache and for travel."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from powercat.core.diagnostic import Diagnostic, Edit, RecordName, Related, Severity
from powercat.core.pack import dump, pack_diagnostic, pack_fault, restore, unpack_diagnostic, unpack_fault
from powercat.core.rule import Fault
from powercat.core.span import Span
from powercat.core.text import LANGS, Text

words = st.text(max_size=8)
texts = st.builds(Text, words, words)
plain = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | words | texts
arguments = st.dictionaries(
    words, plain | st.lists(plain, max_size=3).map(tuple) | st.dictionaries(words, plain, max_size=3), max_size=3
)
numbers = st.integers(0, 10**6)
spans = st.builds(Span, words, numbers, numbers, numbers, numbers, words, words)
edits = st.builds(Edit, spans, numbers, numbers, words)
diagnostics = st.builds(
    Diagnostic,
    *(words, words, st.sampled_from(Severity), spans, texts, arguments, st.none() | texts, words, words, st.none() | texts),
    st.none() | st.builds(RecordName, words, words, words),
    st.none() | texts,
    st.lists(st.builds(Related, spans, texts, arguments), max_size=2).map(tuple),
    st.lists(edits, max_size=2).map(tuple),
    st.none() | words,
    words,
    words,
)
faults = st.builds(
    Fault,
    *(words, numbers, numbers, words, words, arguments),
    st.lists(st.tuples(numbers, numbers, words), max_size=2).map(tuple),
    st.lists(st.tuples(numbers, numbers), max_size=2).map(tuple),
)


@given(diagnostics)
def test_findings_come_back_the_same(found: Diagnostic) -> None:
    back = unpack_diagnostic(restore(dump(pack_diagnostic(found))))
    assert back == found
    assert (back.fingerprint, back.order) == (found.fingerprint, found.order)


@given(faults)
def test_faults_come_back_the_same(fault: Fault) -> None:
    assert unpack_fault(restore(dump(pack_fault(fault)))) == fault


@pytest.mark.parametrize(
    "value",
    [
        date(2026, 1, 2),
        Decimal("1.50"),
        Severity.ERROR,
        {"b", "a"},
        frozenset("ab"),
        ["x", Text("甲", "a")],
        {"k": {"a": 1}},
        [date(2026, 1, 2)],
    ],
)
def test_arguments_of_any_kind_say_the_same_afterwards(value: object) -> None:
    found = Diagnostic("PC1", "x", Severity.INFO, Span("a"), Text("{x} 项", "{x} items"), {"x": value})
    back = unpack_diagnostic(restore(dump(pack_diagnostic(found))))
    assert [back.text(lang) for lang in LANGS] == [found.text(lang) for lang in LANGS]
    assert back.fingerprint == found.fingerprint
    assert back.order == found.order


@pytest.mark.parametrize("raw", [b"", b"abc", b"12345", b"\0\0\0\0\xff\xff", None, 3, "text"])
def test_what_is_no_dump_is_damaged(raw: object) -> None:
    with pytest.raises(ValueError, match="damaged"):
        restore(raw)


@given(st.data())
def test_any_damaged_byte_is_noticed(data: st.DataObject) -> None:
    raw = bytearray(dump({"名": [1, 2.5, None, True, ("x",)]}))
    place = data.draw(st.integers(0, len(raw) - 1))
    raw[place] ^= data.draw(st.integers(1, 255))
    with pytest.raises(ValueError, match="damaged"):
        restore(bytes(raw))


@given(st.integers(0, 60))
def test_a_dump_cut_short_is_noticed(length: int) -> None:
    raw = dump({"名": [1, 2.5, None, True, ("x",)], "更": "多"})
    with pytest.raises(ValueError, match="damaged"):
        restore(raw[: min(length, len(raw) - 1)])
