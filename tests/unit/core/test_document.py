"""What a text holds, what is wrong with it, and where it says so."""

from __future__ import annotations

import re
import time
from collections.abc import Mapping
from pathlib import Path

import pytest

from powercat.core.document import (
    BOM,
    MAX_BYTES,
    MAX_DEPTH,
    MAX_FAULTS,
    Document,
    Parsed,
    decode,
    digest,
    parse,
    places,
    walk,
)
from powercat.core.rule import Fault

RECORD = """\
kind: power
id: 甲
codes:
  basic: "310100256001"
  legacy:
    - "A1"   # 旧编码
    - 'B'
legal_basis:
  - law: 行政许可法
    article: 12
    # 批注
  - law: 食品安全法

description: |
  第一行
  # 第二行
note: 尾
"""


def document(text: str | bytes) -> Document:
    raw = text if isinstance(text, bytes) else text.encode()
    decoded, faults = decode(raw)
    parsed = parse(decoded)
    return Document("p.yaml", digest(raw), parsed.data, (*faults, *parsed.faults), parsed.whole, lambda _: raw)


def names(parsed: Parsed) -> list[str]:
    return [f"{fault.name}/{fault.variant}" if fault.variant else fault.name for fault in parsed.faults]


def only(text: str) -> Fault:
    parsed = parse(text)
    assert len(parsed.faults) == 1, parsed.faults
    return parsed.faults[0]


def mended(text: str, fault: Fault) -> str:
    for start, end, replacement in sorted(fault.edits, reverse=True):
        text = text[:start] + replacement + text[end:]
    return text


# values


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("12", 12),
        ("-3", -3),
        ("+3", 3),
        ("0", 0),
        ("999999999999999", 999999999999999),
        ("1.50", 1.5),
        ("1.", 1.0),
        (".5", 0.5),
        ("true", True),
        ("FALSE", False),
        ("null", None),
        ("~", None),
        ("", None),
        ("yes", "yes"),
        ("off", "off"),
        ("2024-01-01", "2024-01-01"),
        ("2001-12-14t21:59:43.10-05:00", "2001-12-14t21:59:43.10-05:00"),
        ("12:30", "12:30"),
        ("1_000", "1_000"),
        ("0b1", "0b1"),
        ("='x'", "='x'"),
        ('"12"', "12"),
        ("'true'", "true"),
        ("tRue", "tRue"),
        ("１２", "１２"),
        ("1,5", "1,5"),
    ],
)
def test_values_are_those_of_the_core_schema_and_nothing_more(written: str, value: object) -> None:
    parsed = parse(f"a: {written}\n")
    assert parsed.faults == ()
    assert parsed.data == {"a": value}
    assert type(parsed.data["a"]) is type(value)  # type: ignore[index]


@pytest.mark.parametrize(
    ("written", "variant", "read"),
    [
        ("0123", "form", "83"),
        ("-07", "form", "-7"),
        ("00.5", "form", "0.5"),
        ("0o17", "form", "0o17"),
        ("0x1F", "form", "31"),
        (".inf", "form", "inf"),
        ("-.INF", "form", "-inf"),
        (".NaN", "form", "nan"),
        ("1e5", "exponent", "100000.0"),
        ("1.e3", "exponent", "1000.0"),
        ("123100004250063E12", "exponent", "1.23100004250063e+26"),
        ("1234567890123456", "digits", "1234567890123456"),
        ("0.1234567890123456", "digits", "0.1234567890123456"),
    ],
)
def test_codes_without_quotes_that_are_misread(written: str, variant: str, read: str) -> None:
    text = f"codes:\n  basic: {written}\n"
    fault = only(text)
    assert (fault.name, fault.variant, fault.pointer) == ("misread-scalar", variant, "/codes/basic")
    assert fault.args == {"value": written, "read": read}
    assert text[fault.start : fault.end] == written
    assert parse(mended(text, fault)) == Parsed({"codes": {"basic": written}}, (), True)


@pytest.mark.parametrize("written", ["0o8", "0xG", ".info", "1e", "e5", "0.5.1", "08:30", "-", "1-2"])
def test_texts_that_only_look_like_numbers_are_texts(written: str) -> None:
    if written != "-":
        assert parse(f"a: {written}\n") == Parsed({"a": written}, (), True)


def test_long_runs_of_digits_do_not_blow_up() -> None:
    fault = only("a: " + "9" * 5000 + "\n")
    assert (fault.variant, fault.args) == ("digits", {"value": "9" * 59 + "…", "read": "inf"})
    assert fault.edits == ((3, 5003, '"' + "9" * 5000 + '"'),)


# positions


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("bom", [b"", BOM])
def test_positions_do_not_depend_on_line_ends_or_a_byte_order_mark(end: str, bom: bytes) -> None:
    found = document(bom + RECORD.replace("\n", end).encode())
    assert found.faults == ()
    assert found.data == parse(RECORD).data

    def at(pointer: str) -> tuple[int, int, int, int]:
        span = found.span(pointer)
        return span.line, span.column, span.end_line, span.end_column

    def key(pointer: str) -> tuple[int, int, int, int]:
        span = found.key_span(pointer)
        return span.line, span.column, span.end_line, span.end_column

    assert at("/id") == (2, 5, 2, 6)
    assert key("/id") == (2, 1, 2, 3)
    assert at("/codes/basic") == (4, 10, 4, 24)
    assert at("/codes/legacy/1") == (7, 7, 7, 10)
    assert at("/codes/legacy") == (6, 5, 7, 10)
    assert at("/codes") == (4, 3, 7, 10)
    assert at("/legal_basis/0") == (9, 5, 10, 16), "a comment behind the last line of data is no part of it"
    assert key("/legal_basis/0") == (9, 5, 9, 15)
    assert key("/legal_basis/1") == (12, 5, 12, 15)
    assert at("/legal_basis") == (9, 3, 12, 15)
    assert at("/description") == (14, 14, 16, 8), "a line that looks like a comment is text within a text block"
    assert at("/note") == (17, 7, 17, 8)
    assert at("") == (1, 1, 1, 12)


def test_a_text_block_that_ends_a_group_keeps_its_last_line() -> None:
    found = document("a:\n  b: |\n    文\n    # 也是文\nc: 1\n")
    span = found.span("/a")
    assert (span.line, span.end_line, span.end_column) == (2, 4, 10)


def test_columns_count_characters_beyond_the_basic_plane_and_tabs_as_one() -> None:
    found = document('a: "😀𠮷"\t# x\nb: {"😀": 1, 丙:\t"丁"}\n')
    assert (found.span("/a").column, found.span("/a").end_column) == (4, 8)
    assert (found.key_span("/b/😀").column, found.key_span("/b/😀").end_column) == (5, 8)
    assert (found.span("/b/丙").column, found.span("/b/丙").end_column) == (16, 19)


def test_other_line_ends_of_unicode_end_no_line() -> None:
    found = document('a: "x\x0by"\nb: 1\n'.replace("\x0b", "\\v"))
    assert found.span("/b").line == 2
    text = "a: 甲\x85b: 乙\n"
    fault = parse(text).faults[0]
    assert (fault.variant, fault.start) == ("break", 4)
    assert document(text).lines.span("p", 5, 6).line == 1


def test_missing_fields_stand_at_their_parents_key() -> None:
    found = document(RECORD)
    assert found.span("/codes/local_basic") == found.key_span("/codes")
    assert found.span("/legal_basis/1/article") == found.key_span("/legal_basis/1")
    assert found.span("/nothing/at/all") == found.span("")


def test_parts_of_a_value() -> None:
    found = document("a: 甲乙丙\nb: '丁戊'\nc: \"x\\ty\"\nd: >\n  长\n  文\n")
    assert found.subspan("/a", 1, 2).column == 5
    assert found.subspan("/b", 1, 2).column == 6
    assert found.subspan("/c", 0, 1) == found.span("/c"), "an escape in between: the whole value"
    assert found.subspan("/d", 0, 1) == found.span("/d")
    assert found.subspan("/z", 0, 1) == found.span("/z")


@pytest.mark.parametrize(
    "text", [RECORD, RECORD.replace("\n", "\r\n"), '{"a": [1, {"b": null}], "c": ""}', "a:\n- b:\n- {}\n- []\nc:\n"]
)
def test_every_value_has_a_place_that_reads_as_itself(text: str) -> None:
    data = parse(text).data
    found = places(text)
    for pointer, value in walk(data):
        if not pointer:
            continue
        key_start, key_end, start, end = found[pointer]
        assert 0 <= key_start <= key_end <= len(text)
        assert start <= end <= len(text)
        if isinstance(value, (str, int)) and not isinstance(value, bool) and "\n" not in str(value):
            assert str(value) in text[start:end]
        if not pointer.rpartition("/")[2].isdigit():
            assert pointer.rpartition("/")[2] in text[key_start:key_end]


# what is not allowed


FORBIDDEN: Mapping[str, tuple[str, str, str]] = {
    "anchor": ("a: &x 甲\n", "&x", "/a"),
    "anchor of a list": ("a: &x\n- 甲\n", "&x", "/a"),
    "alias": ("a: 甲\nb: *x\n", "*x", "/b"),
    "tag": ("a: !!str 甲\n", "!!str", "/a"),
    "tag of a group": ("a: !x\n  b: 1\n", "!x", "/a"),
    "merge": ("a:\n  <<: {b: 1}\n", "<<", "/a/<<"),
    "key": ("a:\n  b: 1\n  12: x\n", "12", "/a/12"),
    "key true": ("a: 1\ntrue: x\n", "true", "/true"),
    "key misread": ("0123: x\n", "0123", "/0123"),
    "empty-key": ("a: {? , b: 1}\n", ",", "/a/"),
    "complex-key": ("a: 1\n? [b]\n: 2\n", "[", "/a"),
    "documents": ("a: 1\n---\nb: 2\n", "---", ""),
    "directive": ("%TAG ! tag:x,2000:\n---\na: 1\n", "%", ""),
    "break": ("a: 甲\u2028乙\n", "\u2028", ""),
    "break next line": ("a: 甲\u0085  乙\n", "\u0085", ""),
    "break mark": ("a: 甲\ufeff乙\n", "\ufeff", ""),
}


@pytest.mark.parametrize("name", FORBIDDEN)
def test_yaml_that_is_not_allowed(name: str) -> None:
    text, at, pointer = FORBIDDEN[name]
    fault = parse(text).faults[0]
    assert (fault.name, fault.variant) == ("forbidden-yaml", name.partition(" ")[0])
    assert text[fault.start : fault.end] == at
    assert fault.pointer == pointer
    if fault.edits:
        assert names(parse(mended(text, fault))) == []


def test_only_certain_edits_are_offered() -> None:
    assert {name for name, (text, _, _) in FORBIDDEN.items() if parse(text).faults[0].edits} == {
        "key",
        "key true",
        "key misread",
        "break mark",
    }


def test_an_alias_is_never_followed() -> None:
    parsed = parse("a: &x [1]\nb: *x\nc: *y\n")
    assert parsed.data == {"a": [1], "b": None, "c": None}
    assert names(parsed) == ["forbidden-yaml/anchor", "forbidden-yaml/alias", "forbidden-yaml/alias"]


def test_the_same_key_twice() -> None:
    text = "name: 甲\nunits:\n  - id: a\n    id: b\n    id: c\nname: 乙\n"
    parsed = parse(text)
    assert parsed.data == {"name": "甲", "units": [{"id": "a"}]}
    assert [(fault.name, fault.pointer, fault.start, fault.related) for fault in parsed.faults] == [
        ("duplicate-key", "/units/0/id", 29, ((19, 21),)),
        ("duplicate-key", "/units/0/id", 39, ((19, 21),)),
        ("duplicate-key", "/name", 45, ((0, 4),)),
    ]
    assert document(text).span("/name").line == 1, "positions are those of the value that counts"


def test_a_key_written_twice_with_groups_below_keeps_the_first() -> None:
    text = "a:\n  b: 1\na:\n  b: 2\n  c: 3\n"
    assert parse(text).data == {"a": {"b": 1}}
    assert document(text).span("/a").line == 2
    assert document(text).span("/a/b").line == 2


@pytest.mark.parametrize(
    ("text", "marker", "line"),
    [
        ("a: 1\n<<<<<<< HEAD\nb: 1\n=======\nb: 2\n>>>>>>> other\n", "<<<<<<<", 2),
        ("a: 1\r\n<<<<<<< HEAD\r\nb: 1\r\n", "<<<<<<<", 2),
        ("a: 1\nb: 2\n>>>>>>> other\n", ">>>>>>>", 3),
        ("a: 1\n<<<<<<<", "<<<<<<<", 2),
    ],
)
def test_conflict_markers_are_the_only_thing_told(text: str, marker: str, line: int) -> None:
    parsed = parse(text)
    assert names(parsed) == ["conflict-marker"]
    assert not parsed.whole
    fault = parsed.faults[0]
    assert fault.args["marker"] == marker
    assert document(text).lines.place(fault.start) == (line, 1)


@pytest.mark.parametrize("text", ["a: '<<<<<<<'\n", "a: |\n  <<<<<<< 甲\n", "a: 1 # =======\n", "a: b\n# >>>>>>>x\n"])
def test_what_is_no_conflict_marker(text: str) -> None:
    assert names(parse(text)) == []


# full-width signs


@pytest.mark.parametrize(
    ("text", "mended_text"),
    [
        ("kind: power\nname：食品\nid: a\n", "kind: power\nname: 食品\nid: a\n"),
        ("kind: power\nname： 食品\nid: a\n", "kind: power\nname: 食品\nid: a\n"),
        ("kind: power\nname：\u3000食品\nid: a\n", "kind: power\nname: 食品\nid: a\n"),
        ("kind: power\ncodes：\n  basic: '1'\n", "kind: power\ncodes:\n  basic: '1'\n"),
        ("units:\n  - id：a\n    name: 甲\n", "units:\n  - id: a\n    name: 甲\n"),
        ("units:\n  - id：a\n", "units:\n  - id: a\n"),
        ("kind：power\nid：a\n", "kind: power\nid: a\n"),
    ],
)
def test_full_width_colon_after_a_field_name(text: str, mended_text: str) -> None:
    for _ in range(3):
        parsed = parse(text)
        if not parsed.faults:
            break
        assert set(names(parsed)) == {"full-width-punctuation/colon"}
        for fault in sorted(parsed.faults, key=lambda fault: -fault.start):
            assert text[fault.start : fault.end] == "："
            text = mended(text, fault)
    assert text == mended_text


def test_full_width_colon_after_a_chinese_name_has_no_edit() -> None:
    fault = only("kind: power\n名称：食品\nid: a\n")
    assert (fault.name, fault.variant, fault.start, fault.args["text"]) == ("full-width-punctuation", "colon", 14, "名称")
    assert fault.edits == ()


@pytest.mark.parametrize("text", ["codes:\n\u3000\u3000basic: '1'\n", "codes:\n  basic: '1'\n\u3000 local: '2'\nname: x\n"])
def test_full_width_spaces_as_indentation(text: str) -> None:
    fault = parse(text).faults[0]
    assert (fault.name, fault.variant) == ("full-width-punctuation", "indent")
    assert text[fault.start] == "\u3000"


def test_a_pair_in_a_list_may_be_a_text() -> None:
    text = '- 身份证：原件\n- 申请人有权：一、要求说明理由；二、复议。\n- 注意\n- "身份证：原件"\n'
    fault = only(text)
    assert (fault.variant, fault.args["text"], fault.pointer) == ("pair", "身份证：原件", "/0")
    assert text[fault.start] == "："


def test_full_width_colons_in_prose_are_nobodys_business() -> None:
    assert names(parse("a: 说明：见附件\nb:\n  - 甲\nc: |\n  name：甲\n")) == []


# what is not YAML: the place and the cause


SYNTAX: list[tuple[str, str, str]] = [
    # cause, text, the piece that is marked
    ("tab", "a:\n\tb: 1\n", "\t"),
    ("tab", "a:\n  b: 1\n\t\tc: 2\n", "\t\t"),
    ("tab", "a: |\n\t甲\n", "\t"),
    ("tab", "a: 甲\n\t乙\nb: 1\n", "\t"),
    ("tab", "-\ta: 1\n  b: 2\n", "\t"),
    ("space-after-colon", "kind: power\nname:食品\nid: a\n", ":"),
    ("space-after-colon", "kind:power\nid: a\n", ":"),
    ("space-after-colon", "kind: power\nname:食品\n", ":"),
    ("space-after-colon", "a: {b:}\n", ":"),
    ("space-after-dash", "a:\n  - b\n  -c\n  - d\n", "-"),
    ("colon-missing", "kind: power\nname 食品\nid: a\n", "name 食品"),
    ("colon-missing", "食品\nid: a\n", "食品"),
    ("colon-missing", "a:\n b\n   c: 1\n", "b"),
    ("colon-in-text", "a: 说明: 见附件\n", ":"),
    ("colon-in-text", "a: 1 b: 2\n", ":"),
    ("colon-in-text", "- a: b: c\n", ":"),
    ("quote-unclosed", 'a: "食品\nid: b\n', '"食品'),
    ("quote-unclosed", "a: '食品\nid: b\n", "'食品"),
    ("quote-unclosed", 'a: "食品\nid: "b"\nc: d\n', '"食品'),
    ("quote-unclosed", 'a: "食品\n---\nb"\n', '"食品'),
    ("quote-unclosed", 'a: "食品\nb: 1"\n', '"食品'),
    ("quote-unclosed", 'a:\n  b: "食品\n  c: 1"\n', '"食品'),
    ("after-quote", 'a: "食品" 许可\nb: 1\n', '"食品" 许可'),
    ("after-quote", "a: '食品' 许可\n", "'食品' 许可"),
    ("after-quote", 'a: "他说"你好""\n', '"他说"你好""'),
    ("escape", 'a: "C:\\中"\n', "\\中"),
    ("escape", 'a: "\\xzz"\n', "\\xz"),
    ("escape", 'a: "\\uD800"\n', "\\uD"),
    ("bracket-unclosed", "a: [b, c\nid: x\n", "[b, c"),
    ("bracket-unclosed", "a: {b: 1, c: 2\nid: x\n", "{b: 1, c: 2"),
    ("bracket-unclosed", "a: [b,\n  c\n", "[b,"),
    ("bracket-unclosed", "a: 1\nb: {c: \n", "{c:"),
    ("bracket-unclosed", "a: {b: #c}\n", "{b: #c}"),
    ("bracket-lone", "a: [b]]\nc: 1\n", "]"),
    ("bracket-lone", "a: }\n", "}"),
    ("after-bracket", "a: [2024] 12号\nb: 1\n", "[2024] 12号"),
    ("after-bracket", "a: {甲}乙\n", "{甲}乙"),
    ("comma-missing", "a: {b: 1 c: 2}\n", ":"),
    ("comma-missing", "a: ['b' 'c']\n", "'"),
    ("comma-missing", '{"a": 1\n "b": 2}\n', ":"),
    ("comma-extra", "a: [b,,c]\n", ","),
    ("start", "a: @甲\n", "@甲"),
    ("start", "a: `甲`\n", "`甲`"),
    ("start", "a: %5\n", "%5"),
    ("start", "a: *必填\n", "*必填"),
    ("start", "a: &必填 甲\n", "&必填"),
    ("start", "a: !必填\n", "!必填"),
    ("start", "a: !x!y z\n", "!x!y"),
    ("start", "a: ? b\n", "?"),
    ("start", "a: ,b\n", ",b"),
    ("start", "[- a]\n", "-"),
    ("start", "{a: -}\n", "-"),
    ("start", "{?a: 1}\n", "?"),
    ("block-header", "a: |必填\n", "|必填"),
    ("block-header", "a: > 5\n", "> 5"),
    ("block-header", "a: |0\n x\n", "|0"),
    ("blank-line", "a: |\n    \n  甲\n", "    "),
    ("directive", "%foo\na: 1\n", "%foo"),
    ("directive", "%YAML 2.0\n---\na: 1\n", "%YAML 2.0"),
    ("control", "中文: 1\na: 甲\x07乙\n", "\x07"),
    ("control", "a: 甲\x7f\n", "\x7f"),
    ("control", "a: 甲\ufffe\n", "\ufffe"),
    ("control", "a: " + "甲" * 40000 + "\x1b\n", "\x1b"),
    ("control", "a: 甲\0乙\n", "\0"),
    ("control", "a: 甲\ud800\n", "\ud800"),
    ("dash-in-line", "a: - b\n", "-"),
    ("mixed", "a: b\n- c\n", "- c"),
    ("mixed", "a:\n  - b\n  c: 1\n", "c: 1"),
    ("indent", "a:\n  b: 1\n c: 2\n", " "),
    ("indent", "a:\n  - b\n - c\n", " "),
    ("indent", "a:\n  - id: x\n   name: y\n", "   "),
    ("indent", "a: 'x'\n  b: 2\n", "  "),
    ("indent", "a: |\n  x\n y\nb: 1\n", " "),
    ("indent-deeper", "a: 1\n  b: 2\n", "  "),
    ("indent-deeper", "a:\n  - id: x\n     name: y\n", "     "),
    ("flow-indent", "a: [b,\nc]\n", "["),
    ("flow-indent", "a: [\n\tb]\n", "["),
    ("comment-space", 'a: "甲"#乙\n', "#"),
    ("comment-space", "a: [b]#c\n", "#"),
    ("comment-space", "a: [b,#c\n  d]\n", "#"),
    ("comment-space", "a: |# c\n  d\n", "#"),
    ("after-end", "a: 1\n...\nb: 2\n", "b: 2"),
    ("", "--- a: 1\n", ":"),
]


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize(("cause", "text", "at"), SYNTAX)
def test_what_is_not_yaml_is_told_at_its_cause(cause: str, text: str, at: str, end: str) -> None:
    text = text.replace("\n", end)
    parsed = parse(text)
    fault = parsed.faults[-1]
    assert (fault.name, fault.variant) == ("yaml-syntax", cause)
    assert text[fault.start : fault.end] == at
    if at != "-":
        assert not parsed.whole
        assert parsed.data is None


def test_the_second_of_two_equal_causes_is_not_blamed() -> None:
    text = "a: 甲\nname:食品\nb: 乙\ntitle:许可\n"
    assert only(text).start == text.index(":食品")


@pytest.mark.parametrize(
    "text",
    [
        'a: "甲\n  乙"\n',
        "a: '甲\n\n  乙'\n",
        "a:\n- '甲\n  乙'\n",
        "a: [\n  b,\n  c\n]\n",
        "a: [\n]\n",
        '{\n"a": 1,\n"b": [1,\n2]\n}\n',
        "a: 甲 # 批注\nb: '#甲' # 乙\nc: 甲#乙\nd: x]#y\n",
        "a: {b: what?, c: 甲}\nd: https://x.cn/?a=1\n",
        "a: |\n\n  甲\nb: >-\n  乙\n",
        'a: ""\nb: |\n',
        "a: |2\n    \n  甲\n",
        "? a\n: b\n",
    ],
)
def test_what_looks_suspicious_and_is_not(text: str) -> None:
    assert names(parse(text)) == []


def test_spaces_at_the_very_end_are_no_text() -> None:
    assert parse("a: |\n  甲\n  ").data == {"a": "甲\n"}
    assert parse("a: |\n  甲 ").data == {"a": "甲 "}
    assert parse("a: 甲\n  ").data == {"a": "甲"}


# limits


@pytest.mark.parametrize("depth", [MAX_DEPTH + 1, 10_000, 1_000_000])
@pytest.mark.parametrize("opened", ["[", "- ", '{"a":', "? ", "[{a: "])
def test_depth_ends_reading_not_the_program(opened: str, depth: int) -> None:
    text = opened * depth
    began = time.perf_counter()
    parsed = parse(text)
    assert parsed.data is None
    assert not parsed.whole
    assert names(parsed)[-1] in ("too-deep-or-large/depth", "forbidden-yaml/complex-key", "yaml-syntax/bracket-unclosed")
    if opened in ("[", "- ", '{"a":'):
        assert names(parsed) == ["too-deep-or-large/depth"]
        assert parsed.faults[0].start == len(opened) * MAX_DEPTH
    assert places(text) is not None
    assert time.perf_counter() - began < 5


def test_deep_block_mappings() -> None:
    text = "".join("  " * level + "a:\n" for level in range(1000))
    fault = only(text)
    assert (fault.name, document(text).lines.place(fault.start)) == ("too-deep-or-large", (65, 129))


def test_depth_up_to_the_limit_is_read() -> None:
    assert names(parse("[" * MAX_DEPTH + "]" * MAX_DEPTH)) == []


def test_alias_bombs_are_not_expanded() -> None:
    lines = ['a0: &a0 ["x", "x"]']
    lines += [f"a{level}: &a{level} [{', '.join([f'*a{level - 1}'] * 10)}]" for level in range(1, 30)]
    parsed = parse("\n".join(lines) + "\n")
    assert len(parsed.faults) == MAX_FAULTS
    assert {fault.variant for fault in parsed.faults} == {"anchor", "alias"}
    assert parsed.data["a29"] == [None] * 10  # type: ignore[index]


def test_faults_are_told_up_to_a_limit() -> None:
    assert len(parse("\n".join(f"- 0{number}" for number in range(10, 1000))).faults) == MAX_FAULTS
    assert len(parse("a: " + "\u2028" * 1000).faults) == MAX_FAULTS


def test_large_files_are_refused_before_they_are_read() -> None:
    raw = b"a: " + b"x" * (10 * 1024 * 1024)
    text, faults = decode(raw)
    assert (text, faults[0].name, faults[0].variant) == ("", "too-deep-or-large", "size")
    assert faults[0].args == {"size": len(raw), "limit": MAX_BYTES}


@pytest.mark.parametrize("text", ["a: " + "甲" * 10_000_000, "a: '" + "x" * 10_000_000, "x" * 10_000_000, "a:" * 1_000_000])
def test_a_line_of_ten_million_characters_is_read_or_refused(text: str) -> None:
    began = time.perf_counter()
    parsed = parse(text)
    assert parsed.whole or parsed.faults
    assert time.perf_counter() - began < 10


# encodings


def test_gbk_is_read_and_the_edit_writes_utf8() -> None:
    raw = "kind: power\nname: 食品经营许可\n".encode("gb18030")
    text, faults = decode(raw)
    assert text == "kind: power\nname: 食品经营许可\n"
    assert [(fault.name, fault.variant, fault.start) for fault in faults] == [("not-utf8", "", 18)]
    assert faults[0].edits == ((0, len(text), text),)


@pytest.mark.parametrize(
    ("raw", "variant"),
    [
        ("a: 甲\n".encode("utf-16"), "utf16"),
        ("a: 甲\n".encode("utf-16-be"), "binary"),
        (b"a: \0b\n", "binary"),
        (b"PK\x03\x04\0\0", "binary"),
        (b"a: 1\nb: \xff\n", "unknown"),
    ],
)
def test_what_is_no_text(raw: bytes, variant: str) -> None:
    text, faults = decode(raw)
    assert text == ""
    assert [(fault.name, fault.variant) for fault in faults] == [("not-utf8", variant)]


def test_utf8_with_a_broken_place_is_never_taken_for_gbk() -> None:
    raw = "name: 食品经营许可证\n".encode()
    broken = raw[:7] + raw[8:]
    assert broken.decode("gb18030"), "it could be read, as other characters"
    text, faults = decode(broken)
    assert (text, faults[0].variant, faults[0].edits) == ("", "unknown", ())


def test_where_the_unknown_byte_is() -> None:
    assert decode(b"a: 1\nb: \xff\n")[1][0].args == {"line": 2, "byte": "0xFF"}


def test_a_byte_order_mark_is_no_text() -> None:
    assert decode(BOM + b"a: 1\n") == ("a: 1\n", ())
    assert decode(BOM) == ("", ())
    assert names(parse(decode(BOM + BOM + b"a: 1\n")[0])) == ["forbidden-yaml/break"]


# whatever comes


@pytest.mark.parametrize(
    "text", ["", "\n", "  ", "#", "# 批注\n", "---", "...", "--- ", "-", ":", "?", "\r", "\t", "{", "]", "'", "|", "&", "%"]
)
def test_scraps_end_in_data_or_faults(text: str) -> None:
    parsed = parse(text)
    for fault in parsed.faults:
        assert 0 <= fault.start <= fault.end <= len(text)
    assert parsed.faults or parsed.whole
    assert document(text).span("/a/b").line == 1


def test_every_beginning_of_a_record_is_read_or_refused_in_place() -> None:
    for end in range(len(RECORD)):
        text = RECORD[:end]
        parsed = parse(text)
        for fault in parsed.faults:
            assert 0 <= fault.start <= fault.end <= len(text)
        assert parsed.faults or parsed.whole
        assert "" in places(text) or not text.strip() or parsed.faults


def test_the_kind_and_id_of_what_does_not_parse_are_guessed() -> None:
    assert document('kind: power\nid: "food-licence"\nname: "x\n').guess == ("power", "food-licence")
    assert document("[").guess == ("", "")


def test_the_example_of_the_page_about_yaml_is_clean() -> None:
    page = (Path(__file__).resolve().parents[3] / "docs" / "yaml-subset.md").read_text("utf-8")
    blocks = re.findall(r"^```yaml\n(.*?)^```", page, re.MULTILINE | re.DOTALL)
    assert blocks
    for block in blocks:
        assert parse(block).faults == ()
