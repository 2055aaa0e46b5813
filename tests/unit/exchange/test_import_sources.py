"""Sources as people have them: encodings, separators, broken lines, odd characters."""

from __future__ import annotations

import codecs
import csv
import io
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.unit.exchange.conftest import Importer, codes, only, records

from powercat.core.span import Span
from powercat.exchange.source import Options, Rows, read_source

ORGANIZATIONS = """
records:
  - name: organizations
    kind: organization
    id: "o{编码|lower}"
    fields:
      - {to: /name, from: 名称}
"""
CSV = "编码,名称\nA1,市司法局\nA2,市体育局\n"


def read(text: str | bytes, name: str = "source.jsonl", options: Options | None = None) -> Rows:
    raw = text.encode() if isinstance(text, str) else text
    return read_source(name, raw, options or Options())


def names(importer: Importer, raw: bytes, name: str) -> list[str]:
    imported = importer(raw, ORGANIZATIONS, name)
    assert not imported.diagnostics
    return [data["name"] for data in records(imported).values()]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "gbk"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_tables_in_every_encoding_and_with_every_line_end(importer: Importer, encoding: str, line_end: str) -> None:
    raw = CSV.replace("\n", line_end).encode(encoding)
    assert names(importer, raw, "source.csv") == ["市司法局", "市体育局"]


@pytest.mark.parametrize("sign", [",", ";", "\t"])
def test_separators_are_found_out(importer: Importer, sign: str) -> None:
    assert names(importer, CSV.replace(",", sign).encode(), "source.csv") == ["市司法局", "市体育局"]


def test_a_stated_separator_stands_before_the_likelier_one(importer: Importer) -> None:
    mapping = "source: {delimiter: semicolon}\n" + ORGANIZATIONS.replace("编码|lower", "编码;x|lower").replace("编码;x", "编码")
    imported = importer("编码;名称;a,b,c,d\nA1;市司法局;\n", mapping, "source.csv")
    assert [data["name"] for data in records(imported).values()] == ["市司法局"]


def test_cells_in_quotes_hold_separators_quotes_and_lines(importer: Importer) -> None:
    data = importer.one('编码,名称\nA1,"市""司法""局,\n办公室"\n', ORGANIZATIONS, "source.csv")
    assert data["name"] == '市"司法"局,\n办公室'


def test_places_of_cells_are_lines_and_columns() -> None:
    rows = read('编码,名称\n\nA1,"市司法局"\n', "t.csv").rows
    assert rows[0].locate(f"{rows[0].pointer}/名称") == Span("t.csv", 3, 4, 3, 10)
    assert rows[0].span == Span("t.csv", 3, 1, 3, 3)


def test_the_header_may_stand_further_down() -> None:
    rows = read("统计表,\n编码,名称\nA1,市司法局\n", "t.csv", Options(header_row=2)).rows
    assert [dict(row.data) for row in rows] == [{"编码": "A1", "名称": "市司法局"}]


def test_a_header_that_is_not_there_is_told() -> None:
    assert [trouble.variant for trouble in read("编码,名称\n", "t.csv", Options(header_row=3)).troubles] == ["header"]


@pytest.mark.parametrize(
    ("row", "column"),
    [("A9,多,一格", 6), ("只有一格", 1), ('A9,"没有关上', 4), ('A9,"关上"了以后', 4)],
    ids=["more", "fewer", "open quote", "after the quote"],
)
def test_a_broken_row_of_a_table_is_told_and_the_rest_goes_on(importer: Importer, row: str, column: int) -> None:
    imported = importer(f"编码,名称\nA1,市司法局\n{row}\nA2,市体育局\n", ORGANIZATIONS, "source.csv")
    assert codes(imported) == [("PC951", "error", 3, column)]
    assert sorted(records(imported)) == ["organizations/oa1.yaml", "organizations/oa2.yaml"]
    assert only(imported)
    assert imported.rows == 3


def test_empty_cells_beyond_the_header_do_no_harm(importer: Importer) -> None:
    assert names(importer, "编码,名称,\nA1,市司法局,,,\n".encode(), "source.csv") == ["市司法局"]


def test_two_columns_of_one_name_are_told_apart(importer: Importer) -> None:
    mapping = ORGANIZATIONS + "      - {to: /short_name, from: 名称#2}\n"
    imported = importer("编码,名称,名称\nA1,市司法局,司法局\n", mapping, "source.csv")
    assert codes(imported) == [("PC954", "warning", 1, 7)]
    (data,) = records(imported).values()
    assert (data["name"], data["short_name"]) == ("市司法局", "司法局")


def test_broken_lines_are_told_with_their_place_and_the_rest_goes_on(importer: Importer) -> None:
    good = [json.dumps({"编码": f"A{number}", "名称": "局"}, ensure_ascii=False) for number in range(3)]
    lines = [good[0], '{"编码": "A9", "名称" "局"}', "", "[1]", good[1], '{"编码": "A8"', '{"编码": NaN}', good[2]]
    imported = importer("\n".join(lines), ORGANIZATIONS)
    assert codes(imported) == [
        ("PC951", "error", 2, 19),
        ("PC951", "error", 4, 1),
        ("PC951", "error", 6, 12),
        ("PC951", "error", 7, 1),
    ]
    assert len(records(imported)) == 3
    assert imported.rows == 7
    for found in imported.diagnostics:
        assert "{" not in found.text("zh").replace('{"', "")


def test_a_name_written_twice_keeps_its_first_value(importer: Importer) -> None:
    imported = importer('{"编码": "A1", "名称": "甲", "名称": "乙"}\n', ORGANIZATIONS)
    found = only(imported)
    assert codes(imported) == [("PC954", "warning", 1, 25)]
    assert found.related[0].span.column == 20
    assert records(imported)["organizations/oa1.yaml"]["name"] == "甲"


def test_undecodable_bytes_cost_their_row_only(importer: Importer) -> None:
    lines = [json.dumps({"编码": f"A{number}", "名称": "市人民政府办公室"}, ensure_ascii=False).encode() for number in range(9)]
    lines[4] = lines[4].replace("办".encode(), b"\xe5\x8a")
    imported = importer(b"\n".join(lines), ORGANIZATIONS)
    assert codes(imported) == [("PC951", "error", 5, 20)]
    assert len(records(imported)) == 8


def test_half_characters_cost_their_row_only(importer: Importer) -> None:
    imported = importer('{"编码": "A1", "名称": "局\\ud83d"}\n{"编码": "A2", "名称": "局\\ud83d\\ude00"}\n', ORGANIZATIONS)
    assert [code for code, *_ in codes(imported)] == ["PC951"]
    assert records(imported)["organizations/oa2.yaml"]["name"] == "局😀"


def test_invisible_characters_are_taken_out_and_told(importer: Importer) -> None:
    imported = importer('{"编码": "A1", "名称": "市\\u0000司法\\u200b局\\u0007"}\n', ORGANIZATIONS)
    found = only(imported)
    assert (found.code, found.span.line, found.span.column) == ("PC952", 1, 20)
    assert "U+0000" in found.text("zh")
    assert records(imported)["organizations/oa1.yaml"]["name"] == "市司法\u200b局"


def test_odd_line_separators_become_line_ends(importer: Importer) -> None:
    imported = importer('{"编码": "A1", "名称": "市\\u2028司法\\u0085局\\ufeff"}\n', ORGANIZATIONS)
    assert not imported.diagnostics
    assert records(imported)["organizations/oa1.yaml"]["name"] == "市\n司法\n局"


def test_a_name_of_5000_characters_is_carried_whole(importer: Importer) -> None:
    name = "局" * 5000
    assert importer.one(json.dumps({"编码": "A1", "名称": name}), ORGANIZATIONS)["name"] == name


def test_numbers_keep_their_digits(importer: Importer) -> None:
    data = importer.one('{"编码": 11440000006939756123456789, "名称": 1.10}\n', ORGANIZATIONS)
    assert (data["id"], data["name"]) == ("o11440000006939756123456789", "1.10")


@pytest.mark.parametrize(
    ("raw", "variant"),
    [
        (b"PK\x03\x04rest", "workbook"),
        (codecs.BOM_UTF16_LE + "编码".encode("utf-16-le"), "utf16"),
        (b"a\0b\0c\0", "binary"),
        (b"", "empty"),
        (b" \n\n", "empty"),
    ],
)
@pytest.mark.parametrize("name", ["source.jsonl", "source.csv", "source.json"])
def test_what_is_no_text_is_told_in_words(importer: Importer, raw: bytes, variant: str, name: str) -> None:
    imported = importer(raw, ORGANIZATIONS, name)
    assert only(imported).code == "PC951"
    assert not imported.files
    assert [trouble.variant for trouble in read(raw, name).troubles] == [variant]


def test_an_unknown_ending_asks_for_the_format(importer: Importer) -> None:
    assert ".jsonl" in only(importer("{}", ORGANIZATIONS, "source.txt")).advice("zh")
    stated = "source: {format: jsonl}\n" + ORGANIZATIONS
    assert importer('{"编码": "A1", "名称": "局"}', stated, "source.txt").counts == {"organization": 1}


def test_rows_deep_in_a_json_file_know_what_is_around_them(importer: Importer) -> None:
    mapping = """
source: {rows: "/*/items/*/sub_items/*"}
records:
  - name: items
    kind: power
    id: "p{code}"
    fields:
      - {to: /name, from: name}
      - {to: /description, from: ../main_item}
      - {to: /authority_division, from: ../../department}
"""
    source = [{"department": "区经信局", "items": [{"main_item": "备案", "sub_items": [{"name": "技术改造", "code": "1"}]}]}]
    data = importer.one(json.dumps(source, ensure_ascii=False, indent=1), mapping, "source.json")
    assert (data["name"], data["description"], data["authority_division"]) == ("技术改造", "备案", "区经信局")


def test_places_in_a_json_file_are_those_of_the_values() -> None:
    text = '[\n {"a": {"b": "x"}},\n {"a": {"b": "长"}}\n]'
    rows = read(text, "t.json").rows
    assert rows[1].pointer == "/1"
    assert rows[1].locate("/1/a/b") == Span("t.json", 3, 14, 3, 17)
    assert rows[1].locate("/1/a/missing") == Span("t.json", 3, 8, 3, 9)


def test_a_broken_json_file_is_told_once(importer: Importer) -> None:
    imported = importer('[{"编码": "A1"},\n {"编码" "A2"}]', ORGANIZATIONS, "source.json")
    assert codes(imported) == [("PC951", "error", 2, 8)]


def test_rows_that_are_not_where_the_mapping_says_are_told(importer: Importer) -> None:
    imported = importer('{"data": {}}', "source: {rows: /data/list/*}\n" + ORGANIZATIONS, "source.json")
    assert "/data/list/*" in only(imported).text("zh")


def test_nesting_without_end_is_a_finding_and_no_crash(importer: Importer) -> None:
    deep = "[" * 100_000
    assert only(importer(deep, ORGANIZATIONS)).code == "PC951"
    assert only(importer(deep, ORGANIZATIONS, "source.json")).code == "PC951"


@given(st.binary(max_size=200), st.sampled_from(["t.csv", "t.json", "t.jsonl"]))
def test_no_bytes_make_reading_crash(raw: bytes, name: str) -> None:
    found = read(raw, name)
    for row in found.rows:
        assert row.span.path == name
        for column in row.data:
            assert row.locate(f"{row.pointer}/{column}").line >= row.span.line


@given(st.text(alphabet='{}[]",:\\ua1.\n \u3000', max_size=60), st.sampled_from(["t.csv", "t.json", "t.jsonl"]))
def test_no_signs_make_reading_crash(text: str, name: str) -> None:
    for trouble in read(text, name).troubles:
        assert trouble.span.line >= 1
        assert trouble.span.column >= 1


cells = st.text(alphabet=st.characters(exclude_categories=("Cs", "Cc"), include_characters='\n",;'), max_size=8)


@given(st.lists(st.tuples(cells, cells, cells), max_size=5), st.sampled_from([("comma", ","), ("semicolon", ";"), ("tab", "\t")]))
def test_what_other_programs_write_reads_back(table: list[tuple[str, str, str]], sign: tuple[str, str]) -> None:
    file = io.StringIO()
    writer = csv.writer(file, delimiter=sign[1], lineterminator="\r\n", quoting=csv.QUOTE_ALL)
    writer.writerow(["a", "b", "c"])
    writer.writerows(table)
    found = read(file.getvalue(), "t.csv", Options(delimiter=sign[0]))
    assert not found.troubles
    assert [tuple(row.data.values()) for row in found.rows] == table
