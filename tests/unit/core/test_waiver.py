"""Comments and the baseline at work: what they cover, when they run out, and which are of no use."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from powercat.core.baseline import Update, key_of_entry, read_baseline, text_of, updated
from powercat.core.catalog import Catalog
from powercat.core.diagnostic import Diagnostic, RecordName, Severity
from powercat.core.engine import Policy, Selection, judge
from powercat.core.record import Record
from powercat.core.rule import Fault, Finding, Rule, finding, rule
from powercat.core.schema import load_schemas
from powercat.core.span import Span
from powercat.core.text import Text
from powercat.core.waiver import Waiver
from tests.unit.core.small import DAY, catalog_of

SCHEMAS = load_schemas()
WORDS: dict[str, Any] = {"title": Text("题", "title"), "message": Text("问题 {x}", "fault {x}"), "basis": Text("依据", "basis")}


@rule("PC401", on="thing", **WORDS)
def bad_step(thing: Record, catalog: Catalog) -> Iterator[Finding]:
    for part in thing["parts"]:
        for step in part["steps"]:
            yield finding(step["part"], x=step["id"].text)


@rule("PC402", on="thing", **WORDS)
def no_name(thing: Record, catalog: Catalog) -> Iterator[Finding]:
    if not thing["name"]:
        yield finding(thing["name"], x=1)


@rule("PC002", on="thing", **WORDS)
def never(thing: Record, catalog: Catalog) -> Iterator[Finding]:
    yield finding(thing["id"], x=1)


@rule("PC802", on="waiver", severity="warning", **WORDS)
def waiver_unused(waiver: Waiver) -> Iterator[Finding]:
    for code in waiver.unused if waiver.key is None else ():
        yield finding(waiver.at(), x=1, code=code)
    if waiver.left:
        yield finding(waiver.at(), x=waiver.left)


RULES = [bad_step, no_name, waiver_unused]
PARTS = "parts:\n  - id: p{p}\n    steps:\n      - id: s{s}\n        part: q{q}\n      - id: t\n"


def run(
    text: str, rules: list[Rule] | None = None, baseline: str = "", policy: Policy | None = None, **files: str
) -> list[Diagnostic]:
    catalog = catalog_of({"things/a.yaml": text, **{f"things/{name}.yaml": content for name, content in files.items()}})
    read = read_baseline(baseline.encode(), SCHEMAS)
    assert not read.document.faults
    found = judge(catalog, rules or RULES, policy or Policy(), read.waivers(DAY))
    return sorted(found, key=lambda each: each.order)


def told(found: list[Diagnostic]) -> list[str]:
    return [f"{each.code} {each.pointer}{' ' + each.waived_by if each.waived is not None else ''}" for each in found]


HEAD = "kind: thing\nid: a\nname: 甲\n"
S, T = "PC401 /parts/0/steps/0/part", "PC401 /parts/0/steps/1/part"
MARK = " # powercat: ignore PC401 -- 换发中"


@pytest.mark.parametrize(
    ("marks", "wanted"),
    [
        ({}, [S, T]),
        ({"q": MARK}, [f"{S} comment", T]),
        ({"s": MARK}, [f"{S} comment", T]),
        ({"p": MARK}, [f"{S} comment", f"{T} comment"]),
        ({"q": " # powercat: ignore PC401 -- 换发中 -- until 2026-07-01"}, [f"{S} comment", T]),
        ({"q": " # powercat: ignore PC401 -- 换发中 -- until 2026-06-30"}, [S, T]),
        ({"q": " # powercat: ignore PC401"}, [S, T]),
        ({"q": " # powercat: ignore PC402,PC401 -- 换发中"}, [f"{S} comment", T, "PC802 /parts/0/steps/0/part"]),
    ],
)
def test_a_comment_covers_its_field_and_what_is_below(marks: dict[str, str], wanted: list[str]) -> None:
    assert sorted(told(run(HEAD + PARTS.format(**{"p": "", "s": "", "q": "", **marks})))) == sorted(wanted)


def test_a_comment_before_the_first_key_covers_the_record_of_its_file() -> None:
    text = PARTS.format(p="", s="", q="")
    found = run(f"# powercat: ignore PC401 -- 换发中\n{HEAD}{text}", b=f"kind: thing\nid: b\nname: 乙\n{text}")
    assert [(each.span.path, each.waived) for each in found] == [("things/a.yaml", "换发中")] * 2 + [("things/b.yaml", None)] * 2


def test_a_comment_covers_what_is_told_on_its_line() -> None:
    assert told(run("kind: thing # powercat: ignore PC402 -- 没有名称\nid: a\n")) == ["PC402 /name comment"]
    assert told(run("kind: thing\nid: a # powercat: ignore PC402 -- 没有名称\n")) == ["PC402 /name", "PC802 /id"]


def test_what_cannot_be_read_is_never_put_off() -> None:
    text = f"# powercat: ignore PC002 -- x\n{HEAD}waivers:\n- {{rule: PC002, reason: x}}\n"
    assert told(run(text, [never, waiver_unused])) == ["PC002 /id"]


@pytest.mark.parametrize(
    ("policy", "more"),
    [
        (Policy(), ["PC802"]),
        (Policy(severities={"PC402": None}), []),
    ],
)
def test_a_waiver_of_a_rule_that_is_off_is_not_unused(policy: Policy, more: list[str]) -> None:
    text = HEAD + "waivers:\n- {rule: PC402, reason: x}\n- {rule: PC499, reason: x}\n"
    assert [each.code for each in run(text, policy=policy)] == more


def test_nothing_is_called_unused_while_a_file_cannot_be_read() -> None:
    text = HEAD + "waivers:\n- {rule: PC402, reason: x}\n"
    assert told(run(text)) == ["PC802 /waivers/0"]
    assert told(run(text, b="kind: thing\nid: b\nx: [\n")) == []


@rule("PC102", on="schema", **WORDS)
def field_unknown(fault: Fault) -> Iterator[Finding]:
    yield finding(fault, x=1)


def test_nothing_is_called_unused_beside_a_slip_of_the_pen() -> None:
    text = HEAD + "waivers:\n- {rule: PC402, reason: x}\n"
    rules = [*RULES, field_unknown]
    entry = "entries:\n- {code: PC402, record: thing/a, field: /name, reason: x}\n"
    assert told(run(text, rules, entry)) == ["PC802 /entries/0", "PC802 /waivers/0"]
    assert told(run(text + "color: x\n", rules, entry)) == ["PC102 /color"]
    put_off = told(run(text + "color: x # powercat: ignore PC102 -- 老写法\n", rules))
    assert put_off == ["PC102 /color comment"], "put off, it hides as much"


@pytest.mark.parametrize(
    ("selection", "taken"),
    [
        (Selection(), True),
        (Selection(select=["PC8"]), True),
        (Selection(select=["PC3", "PC8"]), False),
        (Selection(select=["PC4", "PC8"]), True),
        (Selection(ignore=["PC4"]), False),
        (Selection(select=["PC4"]), False),
    ],
)
def test_a_waiver_of_what_is_not_selected_is_not_unused(selection: Selection, taken: bool) -> None:
    (found,) = run(HEAD + "waivers:\n- {rule: PC402, reason: x}\n")
    assert selection.takes(found) is taken


BASELINE = "entries:\n- {code: PC401, record: thing/a, field: %s, reason: 以前就有%s}\n"


@pytest.mark.parametrize(
    ("field", "more", "wanted"),
    [
        ("/parts/p/steps/s/part", "", [f"{S} baseline", T]),
        ("/parts/0/steps/0/part", "", [S, T, "PC802 /entries/0"]),
        ("/parts/p/steps/s/part", ", count: 3", [f"{S} baseline", T, "PC802 /entries/0"]),
        ("/parts/p/steps/s/part", ", until: 2026-06-30", [S, T]),
        ("/parts/p/steps/s/part", ", until: 2026-07-01", [f"{S} baseline", T]),
    ],
)
def test_the_baseline_knows_findings_by_code_record_and_keys(field: str, more: str, wanted: list[str]) -> None:
    text = HEAD + PARTS.format(p="", s="", q="")
    assert sorted(told(run(text, baseline=BASELINE % (field, more)))) == sorted(wanted)


def test_items_put_before_others_and_lines_added_void_no_entry() -> None:
    first = "  - id: o\n"
    text = HEAD + "# 说明\n" + PARTS.format(p="", s="", q="").replace("parts:\n", "parts:\n" + first)
    found = run(text, baseline=BASELINE % ("/parts/p/steps/s/part", ""))
    assert told(found) == ["PC401 /parts/1/steps/0/part baseline", "PC401 /parts/1/steps/1/part"]


@rule("PC403", on="thing", **WORDS)
def thrice(thing: Record, catalog: Catalog) -> Iterator[Finding]:
    for number in range(3):
        yield finding(thing["id"], x=number)


@pytest.mark.parametrize(("count", "left"), [("", 2), (", count: 2", 1), (", count: 3", 0)])
def test_an_entry_of_count_n_covers_n_findings(count: str, left: int) -> None:
    entry = f"{{code: PC403, record: thing/a, field: /id, reason: x{count}}}"
    found = run(HEAD, [thrice, waiver_unused], f"entries:\n- {entry}\n")
    assert [each.code for each in found if each.waived is None] == ["PC403"] * left
    twice = run(HEAD, [thrice, waiver_unused], f"entries:\n- {entry}\n- {entry}\n")
    assert sum(each.code == "PC403" and each.waived is None for each in twice) == max(left - (3 - left), 0)


def test_record_and_comment_stand_before_the_baseline() -> None:
    text = "kind: thing # powercat: ignore PC402 -- 注释\nid: a\n"
    entry = "entries:\n- {code: PC402, record: thing/a, field: /name, reason: 清单}\n"
    assert told(run(text, baseline=entry)) == ["PC802 /entries/0", "PC402 /name comment"]
    waiver = "waivers: [{rule: PC402, reason: 记录}]\n"
    assert told(run(text + waiver, baseline=entry))[-1] == "PC402 /name record"


@pytest.mark.parametrize(
    "text",
    [
        "entries: [{record: a/b}]\n",
        "entries: [{code: PC002, record: a/b}]\n",
        "entries: [{code: PC802, record: a/b}]\n",
        "entries: [{code: PC401, record: a/b, file: c}]\n",
        "entries: [{code: PC401}]\n",
        "entries: [{code: PC401, record: a/b, until: 明年}]\n",
        "entries: [{code: PC401, record: a/b, count: 0}]\n",
        "entries: [\n",
        "- a\n",
    ],
)
def test_what_is_wrong_with_a_baseline_has_a_place(text: str) -> None:
    read = read_baseline(text.encode(), SCHEMAS)
    assert read.document.faults
    assert read.entries == ()


def made(code: str, owner: str, field: str, count: int = 1) -> list[Diagnostic]:
    """Findings of a record."""
    kind, _, name = owner.partition("/")
    one = Diagnostic(
        code, "s", Severity.ERROR, Span(f"{owner}.yaml"), Text("问题", "fault"), key_path=field, record=RecordName(kind, name, "")
    )
    return [one] * count


def update(reason: str = "", until: str = "") -> Update:
    return Update(reason, until, DAY, "zh")


OLD = """\
# 我们的清单
entries:
# 先补这两条
- code: PC401  # 老问题
  record: thing/a
  field: /x
  reason: 甲的理由
- {code: PC402, record: thing/b, count: 2, reason: 乙的理由, until: 2026-01-01}
# 结尾
"""


def test_entries_keep_their_reasons_and_comments_when_the_baseline_is_written_again() -> None:
    old = read_baseline(OLD.encode(), SCHEMAS)
    found = made("PC401", "thing/a", "/x") + made("PC401", "thing/c", "/x") + made("PC402", "thing/b", "", 3)
    entries = updated(old.entries, found, lambda key: True, update("新的理由"))
    text = text_of(entries, SCHEMAS["baseline"], old.document, "zh").decode()
    assert text.startswith(OLD[: OLD.index("- {code")])
    assert text.endswith("# 结尾\n")
    again = read_baseline(text.encode(), SCHEMAS)
    assert list(again.entries) == entries
    assert [(key_of_entry(each), each["reason"], each.get("count")) for each in again.entries] == [
        (("PC401", "thing/a", "/x"), "甲的理由", None),
        (("PC402", "thing/b", ""), "乙的理由", 3),
        (("PC401", "thing/c", "/x"), "新的理由", None),
    ]


def test_what_was_not_looked_for_stays_and_what_was_is_dropped() -> None:
    old = read_baseline(OLD.encode(), SCHEMAS)
    kept = updated(old.entries, [], lambda key: key[1] == "thing/b", update())
    assert [each["record"] for each in kept] == ["thing/a"]
    assert updated(old.entries, [], lambda key: True, update()) == []
    assert text_of([], SCHEMAS["baseline"], old.document, "zh").endswith(b"entries: []\n")


def test_an_expired_entry_is_renewed_only_with_a_new_day() -> None:
    old = read_baseline(OLD.encode(), SCHEMAS)
    found = made("PC402", "thing/b", "", 2)
    (same,) = updated(old.entries, found, lambda key: True, update("新的理由"))
    assert (same["reason"], same["until"]) == ("乙的理由", "2026-01-01")
    (renewed,) = updated(old.entries, found, lambda key: True, update("新的理由", "2026-12-31"))
    assert (renewed["reason"], renewed["until"]) == ("新的理由", "2026-12-31")


@pytest.mark.parametrize("text", ["entries: [{code: PC401, record: thing/a, reason: x}]\n", "entries: []\n", ""])
def test_a_baseline_in_another_form_is_written_anew(text: str) -> None:
    old = read_baseline(text.encode(), SCHEMAS)
    entries = updated(old.entries, made("PC403", "thing/a", "/x"), lambda key: False, update("理由"))
    again = read_baseline(text_of(entries, SCHEMAS["baseline"], old.document, "zh"), SCHEMAS)
    assert list(again.entries) == entries
    assert len(entries) == len(old.entries) + 1


def test_line_ends_are_kept() -> None:
    old = read_baseline(OLD.replace("\n", "\r\n").encode(), SCHEMAS)
    entries = updated(old.entries, made("PC403", "thing/d", "/x"), lambda key: False, update("理由"))
    text = text_of(entries, SCHEMAS["baseline"], old.document, "zh")
    assert text.count(b"\n") == text.count(b"\r\n") > 8
    assert list(read_baseline(text, SCHEMAS).entries) == entries
