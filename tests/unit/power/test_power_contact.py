"""Telephone numbers, addresses and hours as people write them."""

from __future__ import annotations

import json
import time
from pathlib import Path

import pytest

from powercat.power.contact import is_email, is_web, lacks_area_code, phones, read_phone, wrong_time


@pytest.mark.parametrize(
    ("text", "number", "extension"),
    [
        ("110", "110", ""),
        ("12345", "12345", ""),
        ("10086", "10086", ""),
        ("95598", "95598", ""),
        ("962518", "962518", ""),
        ("021-12345", "021-12345", ""),
        ("020-12333-9-3", "020-12333", "9-3"),
        ("020--12345-1", "020-12345", "1"),
        ("021-63210000", "021-63210000", ""),
        ("02163210000", "021-63210000", ""),
        ("(021)63210000", "021-63210000", ""),
        ("（021） 6321 0000", "021-63210000", ""),
        ("０２１－６３２１００００", "021-63210000", ""),
        ("021—63210000", "021-63210000", ""),
        ("021-63210000-801", "021-63210000", "801"),
        ("021-63210000转801", "021-63210000", "801"),
        ("021-63210000 分机 801", "021-63210000", "801"),
        ("+86 21 6321 0000", "021-63210000", ""),
        ("86 20 87512631", "020-87512631", ""),
        ("0512-6321000", "0512-6321000", ""),
        ("0512-63210000", "0512-63210000", ""),
        ("13800000000", "13800000000", ""),
        ("138 0000 0000", "13800000000", ""),
        ("+86 13800000000", "13800000000", ""),
        ("400-820-0000", "4008200000", ""),
        ("4008-200-000", "4008200000", ""),
        ("8008200000", "8008200000", ""),
    ],
)
def test_a_number_is_read_however_it_is_written(text: str, number: str, extension: str) -> None:
    phone = read_phone(text)
    assert phone is not None
    assert (str(phone), phone.extension) == (number, extension)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "无",
        "63210000",
        "020-8313603",
        "0020-12366",
        "0512-123456",
        "1380000000",
        "138000000000",
        "12800000000",
        "021-63210000、021-63210001",
        "电话：021-63210000",
        "021-63210000转",
        "9900",
    ],
)
def test_what_cannot_be_dialled_is_no_number(text: str) -> None:
    assert read_phone(text) is None


def test_numbers_of_a_list_are_read_one_by_one() -> None:
    assert [str(each) for each in phones("021-63210000、12345；13800000000。")] == ["021-63210000", "12345", "13800000000"]
    assert list(phones("021-63210000或者窗口"))[1] is None


def test_a_number_without_its_area_code_is_known() -> None:
    assert lacks_area_code("63210000")
    assert lacks_area_code("6321 0000".replace(" ", "-"))
    assert lacks_area_code("63210000转801")
    assert not lacks_area_code("021-63210000")
    assert not lacks_area_code("12345")


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("工作日 9:00-17:00", ""),
        ("上午9:00-12:00、下午14：00-17:00，法定节假日除外", ""),
        ("上午9:00-11:30，下午1:30-5:00", ""),
        ("9:00至下午5:00", ""),
        ("20:00-次日6:00", ""),
        ("夜间22:00-6:00", ""),
        ("晚上10:00-2:00", ""),
        ("晚上8:00-10:00", ""),
        ("晚上8:00-8:00", "晚上8:00-8:00"),
        ("20:00-早上8:00", ""),
        ("晚上10:00-凌晨6:00", ""),
        ("9:00-上午8:00", "9:00-上午8:00"),
        ("下午5:00-2:00", "下午5:00-2:00"),
        ("中午12:00-1:00", ""),
        ("中午11:30-1:30", ""),
        ("中午1:00-12:00", "中午1:00-12:00"),
        ("00:00-24:00", ""),
        ("24小时", ""),
        ("", ""),
        ("周一至周五", ""),
        ("9:00-5:00", "9:00-5:00"),
        ("9:00-9:00", "9:00-9:00"),
        ("9:00-25:00", "25:00"),
        ("9:60-17:00", "9:60"),
        ("9:00-24:30", "24:30"),
    ],
)
def test_hours_that_no_clock_shows(text: str, wanted: str) -> None:
    assert wrong_time(text) == wanted


@pytest.mark.parametrize(
    "text", ["-" * 50_000, "021-63210000" + "-" * 50_000, "转" * 50_000 + "1", " " * 50_000 + "9:00", "1-" * 50_000]
)
def test_a_long_text_is_no_contact_and_read_at_once(text: str) -> None:
    begun = time.process_time()
    assert list(phones(text)) in ([None], [])
    assert not lacks_area_code(text)
    assert wrong_time(text) == ""
    assert time.process_time() - begun < 1


def test_addresses() -> None:
    assert is_email("a.b+c@mail.example.org")
    assert not any(map(is_email, ["a@b", "@example.org", "a b@example.org", "a＠example.org", ""]))
    assert is_web("https://example.org:8080/a?b=1#c")
    assert not any(
        map(is_web, ["example.org", "www.example.org", "https://", "ftp://example.org", "https://example.org/a b", ""])
    )


def test_of_the_telephone_numbers_of_a_province_nearly_all_are_read(shared: Path) -> None:
    lines = (shared / "data/items/guangdong/items-sample.jsonl").read_text("utf-8").splitlines()
    items = [json.loads(line) for line in lines]
    written = {text for item in items for key in ("consult_phone", "complain_phone") if (text := item.get(key) or "无") != "无"}
    unread = {text for text in written if read_phone(text) is None}
    listed = {text for text in unread if all(phones(text))}
    # lists of several numbers, six prose cells, and five slips: a digit too few or too many, no area code, words around it
    assert len(written) > 200
    assert len(unread - listed) <= 15
    assert {"020-8313603", "020-3607290", "0020-12366", "87686011"} <= unread - listed
