"""Prose that cites provisions becomes citations of the register."""

from __future__ import annotations

import json
from typing import Any

import pytest
from tests.unit.exchange.conftest import Importer, only, records

LAW = """\
kind: law
id: m
title: 示例市测试管理办法
level: municipal_government_rule
aliases: [测试办法]
versions:
  - {promulgated_on: 2015-03-01, effective_on: 2015-05-01, articles: 6}
"""

MAP = """\
records:
  - name: items
    kind: power
    id: "p{code}"
    fields:
      - {to: /legal_basis, from: v, steps: [{citations: with_quotes}]}
      - {to: /local/unresolved/*, from: v, steps: [{citations: unresolved}]}
"""


@pytest.fixture
def registered(importer: Importer) -> Importer:
    (importer.catalog / "laws").mkdir(parents=True)
    (importer.catalog / "laws" / "m.yaml").write_text(LAW, encoding="utf-8")
    return importer


def row(value: object) -> str:
    return json.dumps({"code": "1", "v": value}, ensure_ascii=False) + "\n"


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (
            "《示例市测试管理办法》第二条第一款、第三条",
            [{"law": "m", "article": 2, "paragraphs": [1]}, {"law": "m", "article": 3}],
        ),
        ("依照测试办法第二条办理", [{"law": "m", "article": 2}]),
        ("《测试办法》第二条：应当申请测试许可。", [{"law": "m", "article": 2, "quote": "应当申请测试许可。"}]),
        (
            ["《测试办法》第二条", "《测试办法》第二条；《测试办法》附件1"],
            [{"law": "m", "article": 2}, {"law": "m", "locator": "附件1"}],
        ),
    ],
)
def test_citations_of_the_register(registered: Importer, value: object, expected: list[dict[str, Any]]) -> None:
    imported = registered(row(value), MAP)
    assert not imported.diagnostics
    (data,) = records(imported).values()
    assert data["legal_basis"] == expected
    assert "local" not in data


def test_without_quotations(registered: Importer) -> None:
    data = registered.one(row("《测试办法》第二条：应当申请测试许可。"), MAP.replace("with_quotes", "without_quotes"))
    assert data["legal_basis"] == [{"law": "m", "article": 2}]


def test_what_the_register_lacks_is_told_and_kept(registered: Importer) -> None:
    imported = registered(row("《测试办法》第二条和《测试管理办法》（国发[2021]7号）第三条"), MAP)
    found = only(imported)
    assert (found.code, found.severity.key, found.pointer) == ("PC952", "warning", "/0/v")
    assert "《测试管理办法》（国发[2021]7号）第三条" in found.text("zh")
    assert "是不是" in found.text("zh")
    (data,) = records(imported).values()
    assert data["legal_basis"] == [{"law": "m", "article": 2}]
    assert data["local"] == {"unresolved": ["《测试管理办法》（国发[2021]7号）第三条"]}


def test_it_is_not_told_where_it_is_left_out(registered: Importer) -> None:
    quiet = MAP.replace("{citations: with_quotes}", "{citations: with_quotes, otherwise: leave_out}")
    imported = registered(row("《乙办法》第三条"), quiet)
    assert not imported.diagnostics
    (data,) = records(imported).values()
    assert "legal_basis" not in data


def test_instruments_of_the_same_import(importer: Importer) -> None:
    laws = """\
records:
  - name: laws
    kind: law
    id: "l{code}"
    fields: [{to: /title, from: title}]
"""
    source = json.dumps(
        {"code": "1", "title": "甲市测试条例", "v": "《甲市测试条例》第三条，甲市测试条例第四条"}, ensure_ascii=False
    )
    imported = importer(source, laws + MAP.removeprefix("records:\n"))
    assert not imported.diagnostics
    basis = records(imported)["powers/p1.yaml"]["legal_basis"]
    assert basis == [{"law": "l1", "article": 3}, {"law": "l1", "article": 4}]
    importer.write(imported)
    assert importer(source, laws + MAP.removeprefix("records:\n")).unchanged == 2


@pytest.mark.parametrize(
    ("field", "words"),
    [
        ("{to: /name, from: v, steps: [{citations: with_quotes}]}", "不是引用依据的列表"),
        ("{to: /exercise_levels, from: v, steps: [{citations: without_quotes}]}", "不是引用依据的列表"),
        ("{to: /legal_basis, from: v, steps: [{citations: with_quotes}, {join: 、}]}", "最后一步"),
        ("{to: /legal_basis, from: v, steps: [{citations: unresolved}]}", "里面还有栏目"),
        ("{to: /legal_basis, from: v}", "里面还有栏目"),
    ],
)
def test_a_mapping_that_cannot_hold_them(registered: Importer, field: str, words: str) -> None:
    imported = registered(row("《测试办法》第二条"), MAP.split("      - ")[0] + f"      - {field}\n")
    assert not imported.usable
    found = only(imported)
    assert found.code == "PC956"
    assert words in found.text("zh")
