"""Numbers and places in laws, in both scripts."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from powercat.law.address import Address, address_of, addresses
from powercat.law.numerals import chinese, number_of


@given(st.integers(0, 9999))
def test_every_number_reads_back_in_both_scripts(number: int) -> None:
    assert number_of(chinese(number)) == number
    assert number_of(str(number)) == number


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("十", 10),
        ("十二", 12),
        ("一十二", 12),
        ("一百零五", 105),
        ("一百〇五", 105),
        ("一千零一十", 1010),
        ("二〇二一", 2021),
        ("两百", 200),
        ("３５", 35),
    ],
)
def test_numbers_as_people_write_them(written: str, number: int) -> None:
    assert number_of(written) == number


@pytest.mark.parametrize("written", ["", "条", "十十", "百千", "12345", "一二三四五", "三十五条", "-1", "1.5"])
def test_what_is_no_number(written: str) -> None:
    assert number_of(written) is None


@given(st.builds(Address, st.integers(1, 1300), st.integers(0, 9), st.integers(0, 30), st.integers(0, 30), st.just(0)))
def test_a_place_reads_back_as_it_is_written(place: Address) -> None:
    assert address_of(place.words.zh) == place


@pytest.mark.parametrize(
    ("written", "place"),
    [
        ("35", Address(35)),
        ("35-1", Address(35, 1)),
        ("35(2)", Address(35, 0, 2)),
        ("第三十五条", Address(35)),
        ("三十五条之一", Address(35, 1)),
        ("第35条第1款第（二）项", Address(35, 0, 1, 2)),
        ("第三十二条第一款第四项", Address(32, 0, 1, 4)),
        ("第 ３５ 条", Address(35)),
        ("第三十条第（一）项第2目", Address(30, 0, 0, 1, 2)),
    ],
)
def test_places_as_people_write_them(written: str, place: Address) -> None:
    assert address_of(written) == place


@pytest.mark.parametrize("written", ["", "第条", "附件2", "abc", "第零条", "第三十五条第款", "35条第二章"])
def test_what_is_no_place(written: str) -> None:
    assert address_of(written) is None


def test_a_citation_names_each_of_its_places() -> None:
    assert list(addresses({"article": 3, "paragraphs": [1, 2]})) == [Address(3, 0, 1), Address(3, 0, 2)]
    assert list(addresses({"article": 3, "paragraphs": [1], "items": [1, 3]})) == [Address(3, 0, 1, 1), Address(3, 0, 1, 3)]
    assert list(addresses({"article": 3, "items": [2], "sub_items": [1]})) == [Address(3, 0, 0, 2, 1)]
    assert list(addresses({"law": "m"})) == []
    assert list(addresses({"article": "3", "paragraphs": [True, -1]})) == []
