"""Findings by organization, type of power and rule."""

from __future__ import annotations

from powercat.core.diagnostic import Diagnostic, Severity
from powercat.core.result import Result
from powercat.core.span import Span
from powercat.core.text import Text
from powercat.views.summary import NO_TYPE, NOBODY, Tally, summary
from tests.unit.views.conftest import Read
from tests.unit.views.test_responsible import CATALOG


def found(code: str, severity: Severity, path: str) -> Diagnostic:
    return Diagnostic(code, code.lower(), severity, Span(path), Text("问题", "fault"))


def test_counts(read: Read) -> None:
    findings = [
        found("PC102", Severity.ERROR, "handbooks/main.yaml"),
        found("PC102", Severity.ERROR, "discretion/d.yaml"),
        found("PC609", Severity.WARNING, "handbooks/main.yaml"),
        found("PC608", Severity.INFO, "implementations/east.yaml"),
        found("PC608", Severity.INFO, "implementations/east.yaml").waive("以后再说"),
        found("PC002", Severity.ERROR, "nowhere.yaml"),
        found("PC102", Severity.ERROR, "laws/l.yaml"),
    ]
    made = summary(Result.of(findings, 20), read(CATALOG))
    assert made.organizations == (
        Tally("west", Text("西区局", "西区局"), 2, 1, 0, 0),
        Tally("", NOBODY, 2, 0, 0, 0),
        Tally("east", Text("东区局", "东区局"), 1, 1, 1, 1),
    )
    assert [(each.key, each.counts) for each in made.types] == [
        ("reward", (2, 1, 0, 0)),
        ("", (2, 0, 0, 0)),
        ("licence", (1, 1, 1, 1)),
    ]
    assert made.types[1].name == NO_TYPE
    assert [(each.key, each.counts) for each in made.rules] == [
        ("PC102", (3, 0, 0, 0)),
        ("PC002", (1, 0, 0, 0)),
        ("PC609", (0, 1, 0, 0)),
        ("PC608", (0, 0, 1, 1)),
    ]
    assert made.burden.powers == 3


def test_nothing_found(read: Read) -> None:
    made = summary(Result.of([], 20), read(CATALOG))
    assert (made.organizations, made.types, made.rules) == ((), (), ())
