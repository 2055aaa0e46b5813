"""Codes and check digits against published codes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from powercat.logic import codes


@pytest.mark.parametrize(
    "text",
    [
        "11310000002420447T",
        "113100000024204128",
        "113100000024280004",
        "11310116002475827M",
        "11440000006939756B",
        "91110108600040399G",
        "11100000000013338W",
        "11100000MB03271699",
    ],
)
def test_published_credit_codes_pass_both_checks(text: str) -> None:
    code = codes.credit_code(text)
    assert code is not None and str(code) == text
    assert codes.credit_check(text[:17]) == code.check
    assert codes.organization_check(code.body[:8]) == code.body[8]


def test_a_wrong_credit_code_does_not_pass() -> None:
    assert codes.credit_check("13440000515356094") != "L"


def test_the_parts_of_a_credit_code() -> None:
    assert codes.credit_code("11310116002475827M") == codes.CreditCode("1", "1", "310116", "002475827", "M")


@pytest.mark.parametrize("text", ["", "1131000000242044T", "1131000000242044I7", "11310000002420447t", "TE440000GD030003VV"])
def test_what_is_no_credit_code(text: str) -> None:
    assert codes.credit_code(text) is None


@given(st.text(codes.CREDIT_ALPHABET, min_size=17, max_size=17), st.integers(0, 16), st.sampled_from(codes.CREDIT_ALPHABET))
def test_one_changed_character_changes_the_credit_check(text: str, place: int, other: str) -> None:
    changed = text[:place] + other + text[place + 1 :]
    assert (codes.credit_check(changed) == codes.credit_check(text)) == (changed == text)


def test_organization_check_of_ten_is_x() -> None:
    found = {codes.organization_check(f"{number:08d}") for number in range(40)}
    assert found == set("0123456789X")


def test_the_parts_of_a_basic_code() -> None:
    code = codes.basic_code("000164213003")
    assert code == codes.BasicCode("00", "01", "64", "213", "003")
    assert code is not None and code.is_sub_item and not code.has_sub_items
    main = codes.basic_code("00016421300Y")
    assert main is not None and main.has_sub_items and not main.is_sub_item and main.stem == code.stem
    alone = codes.basic_code("312000384000")
    assert alone is not None and not alone.has_sub_items and not alone.is_sub_item


@pytest.mark.parametrize("text", ["XK0010100Y", "00016421301Y", "0001642130031", "０00164213003", "00016421300y"])
def test_what_is_no_basic_code(text: str) -> None:
    assert codes.basic_code(text) is None


@pytest.mark.parametrize(
    ("text", "body", "level", "basic", "serial"),
    [
        ("11310000002420447T231200021800001", "11310000002420447T", "2", "312000218000", "01"),
        ("113100000024204128231010025000001", "113100000024204128", "2", "310100250000", "01"),
        ("11440000006940116U200010500400006", "11440000006940116U", "2", "000105004000", "06"),
        ("114401005799639727344011203500220", "114401005799639727", "3", "440112035002", "20"),
        ("11220000412760890L200012001400001", "11220000412760890L", "2", "000120014000", "01"),
        ("00016421300301", "", "", "000164213003", "01"),
    ],
)
def test_published_handling_item_codes(text: str, body: str, level: str, basic: str, serial: str) -> None:
    code = codes.handling_item_code(text)
    assert code is not None and str(code) == text
    assert (code.body, code.level, str(code.basic), code.serial) == (body, level, basic, serial)


def test_the_parts_of_an_implementation_code() -> None:
    code = codes.implementation_code("11440000006939756B2440101007000")
    assert code is not None and str(code) == "11440000006939756B2440101007000"
    assert (code.body, code.level, code.basic.power_type) == ("11440000006939756B", "2", "01")
    assert codes.implementation_code("11310000002420447T231200021800001") is None
    assert codes.implementation_code("511Z07001006-511602000000-000-11511301008778183N-1-00") is None


@pytest.mark.parametrize(
    "text",
    [
        "11100000000013338W011.11430000006122244L.20230000403.001.U",
        "11100000MB03271699022.340100.000000016.001.9",
        "11100000000013338W009.11330105002500287C.2025052201.002.0",
    ],
)
def test_published_e_licences_pass(text: str) -> None:
    licence = codes.e_licence(text)
    assert licence is not None and str(licence) == f"{codes.E_LICENCE_ROOT}.{text}"
    assert codes.e_licence(str(licence)) == licence
    assert codes.e_licence_check(licence) == licence.check


def test_the_parts_of_a_licence_type_code() -> None:
    assert codes.licence_type_code("11100000000013338W011") == codes.LicenceTypeCode("11100000000013338W", "011")
    assert codes.licence_type_code("11100000000013338W") is None


def test_mod_37_36_takes_only_digits_and_capitals() -> None:
    with pytest.raises(KeyError):
        codes.mod_37_36("a")


@given(st.text("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ", min_size=1, max_size=30), st.data())
def test_mod_37_36_finds_one_wrong_character(text: str, data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(text) - 1))
    other = data.draw(st.sampled_from([c for c in "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ" if c != text[place]]))
    assert codes.mod_37_36(text[:place] + other + text[place + 1 :]) != codes.mod_37_36(text)


def test_every_published_item_of_the_sample(shared: Path) -> None:
    sample = shared / "data/items/guangdong/items-sample.jsonl"
    texts = {
        row[field]
        for row in map(json.loads, sample.read_text("utf-8").splitlines())
        for field in ("TASK_CODE", "matter_code")
        if isinstance(row[field], str) and len(row[field]) in (31, 33)
    }
    assert len(texts) > 300
    for text in texts:
        code = codes.implementation_code(text) or codes.handling_item_code(text)
        assert code is not None and str(code) == text
        assert codes.credit_check(code.body[:17]) == code.body[17], text
        assert codes.organization_check(code.body[8:16]) == code.body[16], text
