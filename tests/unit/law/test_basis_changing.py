"""PC322: what a version that is coming does to citations, told ahead."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from powercat.checks.basis.basis_changing import basis_changing
from powercat.core.catalog import Catalog
from powercat.core.diagnostic import Severity
from powercat.core.engine import Policy, judge
from tests.unit.law.texts import TEXTS

Read = Callable[..., Catalog]

POWER = """\
--- # powers/a.yaml
kind: power
id: a
legal_basis:
  - {law: m, article: 1}
  - {law: m, article: 2, paragraphs: [1]}
  - {law: m, article: 4}
  - {law: m, article: 5}
"""
CATALOG = "".join(f"--- # {path}\n{text}" for path, text in TEXTS.items()) + POWER


def told(read: Read, day: date, ahead: int, text: str = CATALOG) -> list[tuple[int, Severity, str]]:
    found = judge(read(text, day, ahead), [basis_changing], Policy())
    return [(each.span.line, each.severity, each.text("zh")) for each in sorted(found, key=lambda each: each.order)]


def test_what_changes_is_told_ahead(read: Read) -> None:
    found = told(read, date(2025, 11, 1), 90)
    assert [(line, severity) for line, severity, _ in found] == [(5, Severity.INFO), (6, Severity.WARNING), (7, Severity.WARNING)]
    assert "第三条第一款" in found[0][2] and "2026-01-01" in found[0][2]
    assert "“二十”改成“十五”" in found[1][2]
    assert "没有了第五条" in found[2][2]


@pytest.mark.parametrize(("day", "ahead"), [(date(2025, 11, 1), 0), (date(2025, 11, 1), 30), (date(2026, 7, 1), 3650)])
def test_what_is_too_far_or_past_is_not(read: Read, day: date, ahead: int) -> None:
    assert told(read, day, ahead) == []


def test_without_both_texts_nothing_can_be_compared(read: Read) -> None:
    text = CATALOG.replace(", text: laws/texts/m-2025-09-01.md", "")
    assert told(read, date(2025, 11, 1), 90, text) == []


def test_a_record_that_ends_before_is_not_touched(read: Read) -> None:
    text = CATALOG.replace("id: a\n", "id: a\neffective_to: 2025-12-31\n")
    assert told(read, date(2025, 11, 1), 90, text) == []
