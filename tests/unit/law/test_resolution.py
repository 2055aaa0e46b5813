"""From what people write to the register and to the citations of a record."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from powercat.core.catalog import Catalog
from powercat.law.address import Address
from powercat.law.prose import Mention, read_prose
from powercat.law.resolution import Resolved, citations_of, is_there, resolve
from tests.unit.law.texts import TEXTS

Read = Callable[..., Catalog]

MORE = """\
--- # laws/n.yaml
kind: law
id: n
title: 示例市测试管理办法实施细则
level: normative_document
aliases: [实施细则]
versions:
  - {promulgated_on: 2020-05-01, effective_on: 2020-06-01, doc_number: 示府〔2020〕3号, articles: 12}
--- # laws/o.yaml
kind: law
id: o
title: 另一市测试管理办法实施细则
level: normative_document
aliases: [实施细则]
versions:
  - {promulgated_on: 2021-05-01, effective_on: 2021-06-01, doc_number: 另府令第八号}
"""
REGISTER = "".join(f"--- # {path}\n{text}" for path, text in TEXTS.items()) + MORE


def understood(catalog: Catalog, text: str) -> Resolved:
    (mention,) = read_prose(text)
    return resolve(catalog, mention)


@pytest.mark.parametrize(
    ("text", "law"),
    [
        ("《示例市测试管理办法》第三条", "m"),
        ("《测试办法》第三条", "m"),
        ("《实施细则》（示府[2020]3号）", "n"),
        ("《实施细则》（另府令第8号）", "o"),
        ("示府(2020)3号", "n"),
        ("《示例市人民政府关于印发〈示例市测试管理办法〉的通知》第三条", "m"),
        ("《示例市人民政府关于印发示例市测试管理办法的通知》第三条", "m"),
        ("《全称不同的通知》（示府〔2020〕3号）", "n"),
    ],
)
def test_which_instrument(read: Read, text: str, law: str) -> None:
    found = understood(read(REGISTER), text)
    assert found.law is not None
    assert found.law.id == law


def test_what_the_register_lacks_or_has_twice(read: Read) -> None:
    catalog = read(REGISTER)
    lacking = understood(catalog, "《示例市测试管里办法》第三条")
    assert (lacking.laws, lacking.near) == ((), "示例市测试管理办法")
    assert understood(catalog, "《毫不相干条例》").near == ""
    twice = understood(catalog, "《实施细则》第三条")
    assert ([law.id for law in twice.laws], twice.law, twice.version) == (["n", "o"], None, None)
    assert "n、o" in twice.notes[0].zh
    assert understood(catalog, "《关于修改〈示例市测试管理办法〉的决定》").law is None


def test_the_version_of_the_year_or_of_the_day(read: Read) -> None:
    catalog = read(REGISTER)

    def first(text: str, day: str = "") -> str:
        (mention,) = read_prose(text)
        version = resolve(catalog, mention, day).version
        return version.first if version else ""

    assert first("《测试办法》（2015年发布）") == "2015-05-01"
    assert first("《测试办法》（2025年修订）", "2020-01-01") == "2026-01-01"
    assert first("《测试办法》", "2020-01-01") == "2015-05-01"
    assert first("《测试办法》") == "2026-01-01"
    other = understood(catalog, "《测试办法》（2018年修订）")
    assert [note.zh for note in other.notes] == ["登记里没有2018年的版本"]
    assert other.version is not None


def test_whether_a_place_exists(read: Read) -> None:
    catalog = read(REGISTER)
    text = understood(catalog, "《测试办法》").version
    counted = understood(catalog, "示府〔2020〕3号").version
    bare = understood(catalog, "另府令第8号").version
    places = [Address(3), Address(3, 0, 2), Address(3, 0, 9), Address(13)]
    assert [is_there(catalog, text, place) for place in places] == [True, True, False, False]
    assert [is_there(catalog, counted, place) for place in places] == [True, None, None, False]
    assert [is_there(catalog, version, Address(1)) for version in (bare, None)] == [None, None]


@pytest.mark.parametrize(
    ("places", "expected"),
    [
        ("", [{}]),
        ("第三条", [{"article": 3}]),
        ("第三条、第五条", [{"article": 3}, {"article": 5}]),
        ("第三条之一第二款", [{"article": 3, "article_suffix": 1, "paragraphs": [2]}]),
        ("第三条第三款、第一款", [{"article": 3, "paragraphs": [1, 3]}]),
        ("第三条第一款第二项、第三项", [{"article": 3, "paragraphs": [1], "items": [2, 3]}]),
        (
            "第三条第一款第二项、第二款",
            [{"article": 3, "paragraphs": [1], "items": [2]}, {"article": 3, "paragraphs": [2]}],
        ),
        ("第三条第二项第一目、第二目", [{"article": 3, "items": [2], "sub_items": [1, 2]}]),
        ("附件2第15项", [{"locator": "附件2第15项"}]),
    ],
)
def test_the_shape_of_a_record(places: str, expected: list[dict[str, object]]) -> None:
    (mention,) = read_prose(f"《甲办法》{places}")
    assert citations_of(mention, "m") == [{"law": "m", **each} for each in expected]


def test_a_quotation_belongs_to_one_citation() -> None:
    def quotes(places: tuple[Address, ...], quote: str = "应当提交材料。") -> list[object]:
        return [each.get("quote") for each in citations_of(Mention(0, 1, "甲", places=places, quote=quote), "m")]

    assert quotes((Address(3, 0, 1), Address(3, 0, 2))) == ["应当提交材料。"]
    assert quotes((Address(3), Address(4))) == [None, None]
    assert quotes((Address(3),), "长" * 3001) == [None]


def test_every_shape_fits_the_schema(read: Read) -> None:
    text = (
        "《测试办法》第三条第一款第二项、第三项、第二款，第四条第一款、第三款，第五条第二项第一目，第六条；《测试办法》附件2第3项"
    )
    catalog = read(REGISTER)
    made = [each for mention in read_prose(text) for each in citations_of(mention, resolve(catalog, mention).laws[0].id)]
    import json

    power = f"--- # powers/a.yaml\nkind: power\nid: a\nname: 甲\nlegal_basis: {json.dumps(made, ensure_ascii=False)}\n"
    record = read(REGISTER + power).find("power", "a")
    assert record is not None
    assert [fault for fault in record.document.faults if fault.pointer.startswith("/legal_basis")] == []
    assert len(made) == 6
