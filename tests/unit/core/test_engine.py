"""Which rules run, what their findings weigh, and which are waived."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from powercat.core.catalog import Catalog
from powercat.core.diagnostic import Diagnostic, Edit, Severity
from powercat.core.engine import Policy, Selection, findings_of, judge, result_of
from powercat.core.record import Record
from powercat.core.rule import Fault, Finding, Rule, finding, rule
from powercat.core.span import Span
from powercat.core.text import Text
from tests.unit.core.small import catalog_of

WORDS: dict[str, Any] = {"title": Text("题", "title"), "message": Text("问题 {x}", "fault {x}"), "basis": Text("依据", "basis")}


@rule("PC301", on="thing", severity="warning", draft="info", publish="error", hint=Text("改", "mend"), fixable=True, **WORDS)
def no_name(record: Record, catalog: Catalog) -> Iterator[Finding]:
    """Manual."""
    if not record["name"]:
        edit = Edit(record.root.span, 0, 0, "x")
        yield finding(record["name"], x=record.id, edits=[edit], related=[(record["id"], Text("编号", "id"))])


@rule("PC999", on="catalog", **WORDS)
def no_boxes(catalog: Catalog) -> Iterator[Finding]:
    for record in catalog.of("thing") if not catalog.of("box") else ():
        yield finding(record.root, x=1)


@rule("PC103", on="schema", **WORDS)
def wrong_type(fault: Fault) -> Iterator[Finding]:
    yield finding(fault, x=fault.args["value"])


@rule("PC003", on="text", **WORDS, fixable=True)
def duplicate_key(fault: Fault) -> Iterator[Finding]:
    yield finding(fault, x=1)


@rule("PC202", on="catalog", **WORDS)
def reference_missing(subject: Catalog | Fault) -> Iterator[Finding]:
    if isinstance(subject, Fault):
        yield finding(subject, Text("里面 {x}", "inside {x}"), x=subject.args["value"])
    else:
        yield from ()


RULES = [no_name, no_boxes, wrong_type, duplicate_key, reference_missing]


def run(text: str, policy: Policy | None = None, rules: list[Rule] | None = None, **files: str) -> list[Diagnostic]:
    catalog = catalog_of({"things/a.yaml": text, **{f"things/{name}.yaml": content for name, content in files.items()}})
    return list(result_of(judge(catalog, rules or RULES, policy or Policy()), len(catalog.documents), Selection()).findings)


def codes(found: list[Diagnostic]) -> list[str]:
    return [each.code for each in found]


NAMELESS = "kind: thing\nid: a\nsize: 3\n"
BOX = "kind: box\nid: b\n"


def test_a_finding_carries_all_that_its_rule_and_record_know() -> None:
    (found,) = run(NAMELESS, b=BOX)
    assert (found.code, found.slug, found.severity) == ("PC301", "no-name", Severity.WARNING)
    assert (found.text("zh"), found.advice("zh"), found.basis) == ("问题 a", "改", Text("依据", "basis"))
    assert (found.pointer, found.key_path, found.subject) == ("/name", "/name", Text("名称", "name"))
    assert found.record is not None
    assert (found.record.kind, found.record.id, found.record.name) == ("thing", "a", "a")
    assert found.span == Span("things/a.yaml", 1, 1, 1, 12)
    assert found.related[0].span == Span("things/a.yaml", 2, 5, 2, 6)
    assert found.edits[0].replacement == "x"


def test_rules_are_given_what_they_look_at() -> None:
    assert codes(run(NAMELESS)) == ["PC301", "PC999"]
    assert codes(run("kind: thing\nid: a\nname: 甲\nsize: x\n", b=BOX)) == ["PC103"]
    assert codes(run("kind: thing\nid: a\nname: 甲\nname: 乙\n", b=BOX)) == ["PC003"]


def test_a_rule_of_the_catalog_may_answer_for_faults_of_one_record_too() -> None:
    (found,) = run("kind: thing\nid: a\nname: 甲\nparts:\n- id: p\n  steps: [{id: s, part: q}]\n", b=BOX)
    assert (found.code, found.text("zh"), found.key_path) == ("PC202", "里面 q", "/parts/p/steps/s/part")


def test_a_fault_that_no_rule_answers_for_is_not_told() -> None:
    assert run("kind: thing\nid: a\nname: 甲\nsize: x\n", rules=[no_name]) == []


def test_faults_of_files_without_a_record_are_told_by_path() -> None:
    (found,) = run("kind: thing\nid: a\nname: 甲\n", b=BOX, c="kind: thing\nsize: x\nname: 甲\n")
    assert (found.code, found.record, found.span.path) == ("PC103", None, "things/c.yaml")


def test_edits_of_a_rule_that_is_not_fixable_are_not_offered() -> None:
    (found,) = run('kind: thing\nid: a\nname: 甲\nsize: "3"\n', b=BOX)
    assert found.edits == ()
    (found,) = run("kind: thing\nid: a\nname: 甲\nname: 乙\n", b=BOX)
    assert found.related[0].message.zh == "第一次写在这里"


@pytest.mark.parametrize(
    ("policy", "severity"),
    [
        (Policy(), Severity.WARNING),
        (Policy("draft"), Severity.INFO),
        (Policy("publish"), Severity.ERROR),
        (Policy("publish", {"PC301": Severity.INFO}), Severity.INFO),
        (Policy("standard", {"PC999": Severity.INFO}), Severity.WARNING),
    ],
)
def test_severities(policy: Policy, severity: Severity) -> None:
    (found,) = run(NAMELESS, policy, b=BOX)
    assert found.severity is severity


def test_a_rule_that_is_switched_off_does_not_run() -> None:
    assert codes(run(NAMELESS, Policy("standard", {"PC301": None}))) == ["PC999"]


@rule("PC302", on="thing", severity="error", draft="warning", **WORDS)
def softer_sometimes(record: Record, catalog: Catalog) -> Iterator[Finding]:
    yield finding(record.root, severity=Severity.INFO if record["size"].value == 3 else None, x=1)


@pytest.mark.parametrize(
    ("policy", "severities"),
    [
        (Policy(), [Severity.INFO, Severity.ERROR]),
        (Policy("draft"), [Severity.INFO, Severity.WARNING]),
        (Policy("standard", {"PC302": Severity.WARNING}), [Severity.WARNING, Severity.WARNING]),
    ],
)
def test_a_rule_may_soften_a_finding_unless_somebody_decided_otherwise(policy: Policy, severities: list[Severity]) -> None:
    found = run(NAMELESS, policy, [softer_sometimes], b="kind: thing\nid: b\n")
    assert [each.severity for each in found] == severities


WAIVED = "kind: thing\nid: a\nwaivers:\n- rule: PC301\n"


@pytest.mark.parametrize(
    ("more", "waived"),
    [
        ("  reason: 换发中\n", "换发中"),
        ("  reason: 换发中\n  until: 2026-07-01\n", "换发中"),
        ("  reason: 换发中\n  until: 2026-06-30\n", None),
        ("  reason: 换发中\n  until: 明年\n", None),
        ("  reason: 换发中\n  until: 2027/01/01\n", None),
        ("", None),
        ("  reason: [x]\n", None),
    ],
)
def test_waivers(more: str, waived: str | None) -> None:
    found = list(run(WAIVED + more, b=BOX, rules=[no_name]))
    assert [each.waived for each in found] == [waived]


@pytest.mark.parametrize("waivers", ["甲", "[甲]", "{rule: PC301}", "[{rule: [PC301], reason: x}]", "[{rule: PC3, reason: x}]"])
def test_odd_waivers_waive_nothing(waivers: str) -> None:
    found = run(f"kind: thing\nid: a\nwaivers: {waivers}\n", b=BOX, rules=[no_name])
    assert [each.waived for each in found] == [None]


def test_what_is_wrong_with_the_text_cannot_be_waived() -> None:
    found = run("kind: thing\nid: a\nname: 甲\nname: 乙\nwaivers:\n- {rule: PC003, reason: x}\n", b=BOX)
    assert [each.waived for each in found] == [None]


def test_a_waiver_holds_for_its_own_file_only() -> None:
    found = run(WAIVED + "  reason: 甲有理由\n", b="kind: thing\nid: a\nsize: x\n", rules=[no_name, wrong_type])
    assert [(each.span.path, each.code, each.waived) for each in found] == [
        ("things/a.yaml", "PC301", "甲有理由"),
        ("things/b.yaml", "PC103", None),
    ]
    other = "kind: thing\nid: a\nsize: x\nwaivers: [{rule: PC103, reason: 乙有理由}]\n"
    assert [each.waived for each in run(NAMELESS, b=other, rules=[wrong_type])] == ["乙有理由"]


@pytest.mark.parametrize(
    ("selection", "taken"),
    [
        (Selection(), ["PC301", "PC103"]),
        (Selection(select=["PC3"]), ["PC301"]),
        (Selection(select=["PC"]), ["PC301", "PC103"]),
        (Selection(ignore=["PC30"]), ["PC103"]),
        (Selection(select=["PC3", "PC1"], ignore=["PC103"]), ["PC301"]),
        (Selection(paths=lambda path: path.startswith("boxes/")), []),
    ],
)
def test_selection(selection: Selection, taken: list[str]) -> None:
    catalog = catalog_of({"things/a.yaml": "kind: thing\nid: a\nsize: x\n"})
    found = judge(catalog, [no_name, wrong_type], Policy())
    assert [each.code for each in result_of(found, 1, selection).findings] == taken


def test_faults_of_one_document() -> None:
    document = catalog_of({"a.yaml": "kind: thing\nid: a\nsize: x\n"}).documents[0]
    assert [each.code for each in findings_of(document, RULES, Policy())] == ["PC103"]


def test_rules_see_the_day() -> None:
    @rule("PC304", on="thing", **WORDS)
    def late(record: Record, catalog: Catalog) -> Iterator[Finding]:
        if catalog.as_of > date(2027, 1, 1):
            yield finding(record.root, x=1)

    catalog = catalog_of({"a.yaml": NAMELESS})
    assert judge(catalog, [late], Policy()) == []
    assert len(judge(catalog.on(date(2027, 6, 1)), [late], Policy())) == 1
