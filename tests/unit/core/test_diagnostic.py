"""Findings: words, order, fingerprints."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from datetime import date

import pytest

from powercat.core.diagnostic import Diagnostic, RecordName, Severity
from powercat.core.result import Result
from powercat.core.span import Span
from powercat.core.text import Text

FOUND = Diagnostic(
    "PC601",
    "promise-exceeds-law",
    Severity.ERROR,
    Span("handbooks/a.yaml", 5, 3, 5, 9),
    Text("承诺 {promised}", "promised {promised}"),
    {"promised": Text("30 个工作日", "30 working days")},
    Text("改成不超过 {promised}", "at most {promised}"),
    "/handling_items/0/promised_limit",
    "/handling_items/new/promised_limit",
    record=RecordName("handbook", "a", "甲"),
)


def test_words() -> None:
    assert FOUND.text("zh") == "承诺 30 个工作日"
    assert FOUND.advice("en") == "at most 30 working days"
    assert replace(FOUND, hint=None).advice("zh") == ""


def test_severities_compare_and_are_named() -> None:
    assert Severity.ERROR > Severity.WARNING > Severity.INFO
    assert [severity.key for severity in Severity] == ["info", "warning", "error"]
    assert [severity.label.zh for severity in Severity] == ["提示", "请核实", "必须改"]


@pytest.mark.parametrize(
    "change",
    [
        {"span": Span("moved/b.yaml", 90, 1, 90, 2)},
        {"pointer": "/handling_items/7/promised_limit"},
        {"severity": Severity.INFO},
        {"message": Text("另一句", "other words")},
        {"hint": None},
        {"waived": "有理由"},
        {"record": RecordName("handbook", "a", "改了名")},
    ],
)
def test_fingerprint_stays(change: dict[str, object]) -> None:
    assert replace(FOUND, **change).fingerprint == FOUND.fingerprint  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "change",
    [
        {"code": "PC602"},
        {"key_path": "/handling_items/renewal/promised_limit"},
        {"args": {"promised": Text("40 个工作日", "40 working days")}},
        {"record": RecordName("handbook", "b", "甲")},
        {"record": None},
    ],
)
def test_fingerprint_changes(change: dict[str, object]) -> None:
    assert replace(FOUND, **change).fingerprint != FOUND.fingerprint  # type: ignore[arg-type]


def test_fingerprint_is_sixteen_hex_digits() -> None:
    assert len(FOUND.fingerprint) == 16
    assert int(FOUND.fingerprint, 16) >= 0


def test_fingerprint_takes_arguments_of_any_kind() -> None:
    args = {"set": {"b", "a"}, "day": date(2026, 1, 2), "map": {"y": 1, "x": 2}, "list": [1, ("a",)], "none": None}
    same = {"set": {"a", "b"}, "day": "2026-01-02", "map": {"x": 2, "y": 1}, "list": (1, ["a"]), "none": None}
    assert replace(FOUND, args=args).fingerprint == replace(FOUND, args=same).fingerprint


def test_fingerprint_does_not_depend_on_the_process() -> None:
    program = (
        "from powercat.core.diagnostic import *; from powercat.core.span import Span; from powercat.core.text import Text\n"
        "print(Diagnostic('PC1', 'x', Severity.INFO, Span('a'), Text('', ''), {'names': {'a', 'b', 'c', 'd', 'e'}}).fingerprint)"
    )
    found = {
        subprocess.run(
            [sys.executable, "-c", program], env={**os.environ, "PYTHONHASHSEED": seed}, capture_output=True, check=True
        ).stdout
        for seed in ("1", "2", "3")
    }
    assert len(found) == 1


def test_results_are_sorted_by_path_place_and_code() -> None:
    places = [
        ("b.yaml", 1, 1, "PC101"),
        ("a.yaml", 2, 1, "PC101"),
        ("a.yaml", 2, 1, "PC099"),
        ("a.yaml", 10, 1, "PC101"),
        ("a.yaml", 2, 3, "PC001"),
    ]
    found = [replace(FOUND, code=code, span=Span(path, line, column)) for path, line, column, code in places]
    result = Result.of(found, 2)
    assert [(each.span.path, each.span.line, each.span.column, each.code) for each in result.findings] == sorted(places)


def test_result_counts_and_fails_on_what_is_open() -> None:
    warning = replace(FOUND, severity=Severity.WARNING)
    result = Result.of([FOUND.waive("暂缓"), warning], 1)
    assert (result.count(Severity.ERROR), result.count(Severity.WARNING), result.waived) == (0, 1, 1)
    assert result.fails(Severity.WARNING)
    assert not result.fails(Severity.ERROR)
    assert not result.fails(None)
