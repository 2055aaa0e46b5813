"""The formats that our schemas name."""

from __future__ import annotations

import pytest

from powercat.core import formats
from powercat.core.formats import FORMATS, meant

GOOD = {
    "date": ["2026-01-02", "2024-02-29", "0001-01-01", "9999-12-31"],
    "uri": ["https://example.org", "http://例子.中国/路径?x=1#y", "https://example.org:8443/a%20b", "https://[::1]/x"],
    "relative-path": ["a.txt", "附件/表 1.pdf", "a/b.c/d", "..a/b", "a..b", "a/b:c"],
    "uscc": ["11310101MB2F30123A", "0" * 18, "Y" * 18],
    "cell": [
        "-",
        "[0..10000)",
        "(0..10]",
        "[..5]",
        "[-1.5..2]",
        "[2026-01-01..2026-12-31]",
        ">= 3",
        "<10",
        "< 2026-01-01",
        "true",
        "minor, serious",
        "轻微,严重",
        "not(minor)",
        "not([0..3])",
        " minor ",
        "100",
    ],
    "cel": ["a > 3", "a == 'x' && b in [1, 2]", 'name == "含\\"引号"', "size(list.filter(x, x > 3)) == 0", "a['b']", "'（'"],
}
BAD = {
    "date": [
        "",
        "2026-1-2",
        "2026-02-30",
        "2025-02-29",
        "20260102",
        "2026-01-02T00:00",
        "2026-01-02\n",
        "２０２６-01-02",
        "0000-01-01",
        "2026/01/02",
    ],
    "uri": [
        "",
        "example.org",
        "ftp://example.org",
        "https://",
        "https:///x",
        "https://a b",
        "http://[::1",
        "javascript:alert(1)",
        "https://x\n",
        "//x",
    ],
    "relative-path": ["", "/a", "../a", "a/../b", "a//b", "a/", "./a", "C:/a", "a\\b", "https://x/y", "."],
    "uscc": ["", "0" * 17, "0" * 19, "I" * 18, "11310101mb2f30123a", "1131010100000000O0", "０" * 18, "0" * 18 + "\n"],
    "cell": ["", " ", "[3..", "3..5", "[a..b]", "> x", ">= 3, < 5", "a b", "a,", "not()", "not(a", "((a))", "a;b(c)"],
    "cel": ["", "  ", "(a", "a)", "[a)", "'a", 'a"', "a == 'x", "}{"],
}


@pytest.mark.parametrize(("name", "value"), [(name, value) for name, values in GOOD.items() for value in values])
def test_good(name: str, value: str) -> None:
    assert FORMATS[name](value) is True


@pytest.mark.parametrize(("name", "value"), [(name, value) for name, values in BAD.items() for value in values])
def test_bad(name: str, value: str) -> None:
    assert FORMATS[name](value) is False


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("value", [None, 3, 2.5, True, [], {}])
def test_what_is_no_text_is_the_business_of_its_type(name: str, value: object) -> None:
    assert FORMATS[name](value) is True


def test_every_format_is_tried_here() -> None:
    assert set(GOOD) == set(BAD) == set(FORMATS)


@pytest.mark.parametrize(
    ("value", "form", "pattern", "wanted"),
    [
        ("2026/1/2", "date", "", "2026-01-02"),
        ("2026.01.02", "date", "", "2026-01-02"),
        ("2026年1月2日", "date", "", "2026-01-02"),
        ("2026-1-2", "date", "", "2026-01-02"),
        ("20260102", "date", "", "2026-01-02"),
        ("２０２６-０１-０２", "date", "", "2026-01-02"),
        (" 2026-01-02 ", "date", "", "2026-01-02"),
        ("2026-13-02", "date", "", ""),
        ("2026-02-30", "date", "", ""),
        ("2026-01", "date", "", ""),
        ("去年", "date", "", ""),
        ("1131 0101 MB2F 3012 3A", "uscc", "", "11310101MB2F30123A"),
        ("１１３１０１０１MB2F30123A", "uscc", "", "11310101MB2F30123A"),
        ("11310101MB2F3012", "uscc", "", ""),
        ("PC 101", "pattern", "^PC[0-9]{3}$", "PC101"),
        ("ＰＣ１０１", "pattern", "^PC[0-9]{3}$", "PC101"),
        ("pc101", "pattern", "^PC[0-9]{3}$", ""),
        ("x", "uri", "", ""),
    ],
)
def test_what_a_value_of_the_wrong_form_certainly_means(value: str, form: str, pattern: str, wanted: str) -> None:
    assert meant(value, form, pattern) == wanted


@pytest.mark.parametrize(
    ("value", "wanted", "form", "found"),
    [
        ("20", "integer", "", "20"),
        (" ２０ ", "integer", "", "20"),
        ("020", "integer", "", ""),
        ("20.5", "integer", "", ""),
        ("9" * 16, "integer", "", ""),
        ("是", "boolean", "", "true"),
        ("No", "boolean", "", "false"),
        ("maybe", "boolean", "", ""),
        (20260102, "string", "date", "2026-01-02"),
        (20261302, "string", "date", ""),
        (3, "string", "", ""),
        (["20"], "integer", "", ""),
        (None, "boolean", "", ""),
    ],
)
def test_what_a_value_of_the_wrong_type_certainly_means(value: object, wanted: str, form: str, found: str) -> None:
    assert formats.meant_by(value, wanted, form) == found
