"""What time has overtaken, and what it will."""

from __future__ import annotations

from dataclasses import replace

from powercat.core.diagnostic import Diagnostic, Severity
from powercat.core.result import Result
from powercat.core.span import Span
from powercat.core.text import Text
from powercat.views.todo import todo
from tests.unit.views.conftest import Read

BODIES = """
--- # organizations/city.yaml
{kind: organization, id: city, name: 市局}
--- # organizations/east.yaml
{kind: organization, id: east, name: 东区局}
"""

NOTHING = Result.of([], 0)


def reviewed(day: str) -> str:
    return f"{BODIES}--- # powers/a.yaml\n{{kind: power, id: a, name: 甲, organization: east, review: {{review_by: {day}}}}}\n"


def told(result: Result, catalog: object) -> list[tuple[str, str, str]]:
    return [(task.organization, task.day, task.code) for task in todo(result, catalog)]  # type: ignore[arg-type]


def test_a_finding_is_its_owners_with_its_day(read: Read) -> None:
    catalog = read(reviewed("2026-06-30"))
    end = {"law": "某办法", "end": "2026-05-01"}
    findings = [
        Diagnostic("PC302", "basis-repealed", Severity.ERROR, Span("powers/a.yaml", 3), Text("废止", "repealed"), end),
        Diagnostic(
            "PC704", "stale", Severity.WARNING, Span("powers/a.yaml", 9), Text("复核", "review"), pointer="/review/review_by"
        ),
        Diagnostic("PC609", "calendar-unknown", Severity.WARNING, Span("powers/a.yaml"), Text("x", "x"), {"day": "2026-07-01"}),
        Diagnostic("PC801", "waiver-expired", Severity.WARNING, Span("baseline.yaml"), Text("x", "x"), {"until": "2026-01-01"}),
        Diagnostic("PC303", "other", Severity.ERROR, Span("powers/a.yaml"), Text("x", "x")).waive("好"),
        Diagnostic("PC102", "field-unknown", Severity.ERROR, Span("powers/a.yaml"), Text("x", "x")),
    ]
    assert told(Result.of(findings, 3), catalog) == [
        ("east", "2026-05-01", "PC302"),
        ("east", "2026-06-30", "PC704"),
        ("", "2026-01-01", "PC801"),
        ("", "", "PC609"),
    ]


def test_a_law_cited_again_and_again_is_one_task_a_record(read: Read) -> None:
    other = "--- # powers/b.yaml\n{kind: power, id: b, name: 乙, organization: east}\n"
    catalog = read(reviewed("2027-01-01") + other)

    def repealed(path: str, line: int, law: str) -> Diagnostic:
        args = {"law": law, "end": "2026-05-01"}
        return Diagnostic("PC302", "basis-repealed", Severity.ERROR, Span(path, line), Text("{law}废止", "{law} repealed"), args)

    found = [repealed("powers/a.yaml", line, "甲法") for line in (9, 3, 5)]
    found += [repealed("powers/a.yaml", 4, "乙法"), repealed("powers/b.yaml", 4, "甲法")]
    tasks = todo(Result.of(found, 2), catalog)
    assert [(task.subject, task.args["law"], task.span.line, task.places) for task in tasks] == [
        ("甲", "甲法", 3, 3),
        ("甲", "乙法", 4, 1),
        ("乙", "甲法", 4, 1),
    ]


def test_an_entry_of_the_baseline_is_its_records(read: Read) -> None:
    baseline = (
        "entries:\n- {code: PC217, record: power/a, until: 2026-05-01}\n- {code: PC102, file: powers/a.yaml, until: 2026-05-01}\n"
    )
    catalog = replace(read(reviewed("2027-01-01")), read=lambda path: baseline.encode())

    def expired(pointer: str) -> Diagnostic:
        span = Span("powercat-baseline.yaml")
        return Diagnostic(
            "PC801", "waiver-expired", Severity.WARNING, span, Text("x", "x"), {"until": "2026-05-01"}, pointer=pointer
        )

    for pointer in ("/entries/0/until", "/entries/1/until"):
        assert told(Result.of([expired(pointer)], 3), catalog) == [("east", "2026-05-01", "PC801")]
    for pointer in ("/entries/2/until", ""):
        assert told(Result.of([expired(pointer)], 3), catalog) == [("", "2026-05-01", "PC801")]


def test_the_reviewing_body_comes_first(read: Read) -> None:
    catalog = read(reviewed("2026-06-30").replace("review_by:", "by_organization: city, review_by:"))
    stale = Diagnostic("PC704", "stale", Severity.WARNING, Span("powers/a.yaml"), Text("x", "x"), {"review_by": "2026-06-30"})
    repealed = Diagnostic("PC302", "basis-repealed", Severity.ERROR, Span("powers/a.yaml"), Text("x", "x"))
    assert told(Result.of([stale, repealed], 3), catalog) == [("city", "2026-06-30", "PC704"), ("east", "", "PC302")]


HANDBOOK = (
    BODIES
    + """
--- # powers/a.yaml
{kind: power, id: a, name: 甲, organization: city}
--- # powers/b.yaml
{kind: power, id: b, name: 乙, organization: city}
--- # handbooks/a-1.yaml
{kind: handbook, id: a-1, series: a, powers: [a, b], organizations: [city, east], effective_on: 2026-01-01, expires_on: 2026-07-20}
"""
)


def test_a_handbook_that_expires_with_none_to_follow(read: Read) -> None:
    tasks = todo(NOTHING, read(HANDBOOK, ahead=20))
    assert [(task.organization, task.day, task.subject) for task in tasks] == [
        ("city", "2026-07-20", "甲、乙"),
        ("east", "2026-07-20", "甲、乙"),
    ]
    assert "到期" in tasks[0].message.say("zh", tasks[0].args)
    assert told(NOTHING, read(HANDBOOK, ahead=19)) == []
    after = "--- # handbooks/a-2.yaml\n{kind: handbook, id: a-2, series: a, powers: [a, b], effective_on: 2026-07-21}\n"
    assert told(NOTHING, read(HANDBOOK + after, ahead=30)) == []
    late = after.replace("07-21", "07-22")
    assert len(told(NOTHING, read(HANDBOOK + late, ahead=30))) == 2
    over = HANDBOOK.replace("organization: city}", "organization: city, effective_to: 2026-07-20}")
    assert told(NOTHING, read(over, ahead=30)) == []


def test_paths_choose(read: Read) -> None:
    catalog = read(HANDBOOK, ahead=30)
    assert todo(NOTHING, catalog, lambda path: path.startswith("powers/")) == ()


def test_one_that_has_expired_is_told_without_looking_ahead(read: Read) -> None:
    (task, _) = todo(NOTHING, read(HANDBOOK.replace("2026-07-20", "2026-06-30")))
    assert "已经到期" in task.message.say("zh", task.args)
    assert told(NOTHING, read(HANDBOOK.replace("2026-07-20", "2026-07-01"))) == []


def test_far_ahead(read: Read) -> None:
    assert len(told(NOTHING, read(HANDBOOK, ahead=9_999_999))) == 2
