"""PC302 and PC303: whether what is cited is in force on the day by which it is judged."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from powercat.checks.basis.article_missing import article_missing
from powercat.checks.basis.basis_not_yet_effective import basis_not_yet_effective
from powercat.checks.basis.basis_repealed import basis_repealed
from powercat.core.diagnostic import Diagnostic

Told = Callable[..., list[Diagnostic]]

LAWS = """
    --- # laws/old.yaml
    kind: law
    id: old
    title: 示例市测试管理暂行办法
    level: municipal_government_rule
    versions: [{promulgated_on: 2010-01-01, effective_on: 2010-03-01, articles: 12}]
    repealed_on: 2025-01-01
    superseded_by: [middle]
    --- # laws/middle.yaml
    kind: law
    id: middle
    title: 示例市测试管理办法
    level: municipal_government_rule
    versions: [{promulgated_on: 2024-10-01, effective_on: 2025-01-01}]
    repealed_on: 2026-10-01
    superseded_by: [new, old]
    --- # laws/new.yaml
    kind: law
    id: new
    title: 示例市测试条例
    level: local_regulation
    versions: [{promulgated_on: 2026-06-01, effective_on: 2026-10-01}]
"""


def power(law: str, **dates: str) -> str:
    lines = "".join(f"    {name}: {value}\n" for name, value in dates.items())
    return f"    --- # powers/a.yaml\n    kind: power\n    id: a\n{lines}    legal_basis: [{{law: {law}, article: 90}}]\n"


def test_a_repealed_law_is_told_once_with_what_took_its_place(told: Told) -> None:
    (found,) = told(basis_repealed, LAWS, power("old"))
    assert found.text("zh") == "《示例市测试管理暂行办法》2025-01-01起已经废止，不能再作依据"
    assert "《示例市测试管理办法》（middle）" in found.advice("zh")
    assert found.severity.key == "error"
    assert found.pointer == "/legal_basis/0/law"
    assert [each.span.path for each in found.related] == ["laws/old.yaml"]
    assert told(article_missing, LAWS, power("old")) == [], "its articles are not counted besides"


def test_the_successor_that_is_gone_too_is_passed_over_for_its_own(told: Told) -> None:
    (found,) = told(basis_repealed, LAWS, power("old"), day=date(2026, 11, 1))
    assert "《示例市测试条例》（new）" in found.advice("zh")
    assert "middle" not in found.advice("zh")


def test_without_a_successor_it_is_asked_for(told: Told) -> None:
    (found,) = told(basis_repealed, LAWS.replace("superseded_by: [middle]", ""), power("old"))
    assert "替代文件" in found.advice("zh")


@pytest.mark.parametrize(("ahead", "count"), [(0, 0), (91, 0), (92, 1), (400, 1)])
def test_a_repeal_is_told_ahead_as_a_warning_with_its_day(told: Told, ahead: int, count: int) -> None:
    found = told(basis_repealed, LAWS, power("middle"), ahead=ahead)
    assert [each.severity.key for each in found] == ["warning"] * count
    for each in found:
        assert each.text("zh") == "《示例市测试管理办法》2026-10-01起废止，到那天这里引用的依据就失效了"
        assert "《示例市测试条例》（new）" in each.advice("zh")


def test_nothing_is_told_ahead_of_a_record_that_ends_before(told: Told) -> None:
    assert told(basis_repealed, LAWS, power("middle", effective_to="2026-09-30"), ahead=400) == []
    assert len(told(basis_repealed, LAWS, power("middle", effective_to="2026-10-01"), ahead=400)) == 1


@pytest.mark.parametrize(
    ("law", "dates", "rules"),
    [
        ("old", {"effective_from": "2011-01-01", "effective_to": "2024-12-31"}, []),
        ("old", {"effective_from": "2011-01-01", "effective_to": "2025-01-01"}, ["PC302"]),
        ("middle", {}, []),
        ("middle", {"effective_from": "2026-10-01"}, ["PC302"]),
        ("new", {}, ["PC303"]),
        ("new", {"effective_from": "2026-10-01"}, []),
        ("new", {"effective_from": "2026-09-30"}, ["PC303"]),
        ("middle", {"effective_from": "2011-01-01", "effective_to": "2024-12-31"}, ["PC303"]),
    ],
)
def test_a_power_is_judged_by_the_law_of_its_time(told: Told, law: str, dates: dict[str, str], rules: list[str]) -> None:
    text = power(law, **dates)
    found = [*told(basis_repealed, LAWS, text), *told(basis_not_yet_effective, LAWS, text)]
    assert [each.code for each in found] == rules


def test_the_day_before_all_versions_of_a_past_record_is_a_question(told: Told) -> None:
    (found,) = told(basis_not_yet_effective, LAWS, power("middle", effective_to="2024-12-31"))
    assert found.severity.key == "warning"
    assert "2025-01-01" in found.text("zh")


RECORDS = {
    "handbook": """
    --- # handbooks/b.yaml
    kind: handbook
    id: b
    series: s
    powers: [a]
    effective_on: {first}
    expires_on: {last}
    post_supervision: [{{measure: 检查, legal_basis: [{{law: old}}]}}]
""",
    "responsibility": """
    --- # responsibilities/b.yaml
    kind: responsibility
    id: b
    effective_from: {first}
    effective_to: {last}
    duties: [{{id: d, legal_basis: [{{law: old}}]}}]
""",
    "implementation": """
    --- # implementations/b.yaml
    kind: implementation
    id: b
    effective_from: {first}
    effective_to: {last}
    handling_items: [{{id: new, legal_basis: [{{law: old}}]}}]
""",
}


@pytest.mark.parametrize("kind", RECORDS)
@pytest.mark.parametrize(("first", "last", "count"), [("2011-01-01", "2024-12-31", 0), ("2011-01-01", "2025-06-30", 1)])
def test_other_records_too(told: Told, kind: str, first: str, last: str, count: int) -> None:
    assert len(told(basis_repealed, LAWS, RECORDS[kind].format(first=first, last=last))) == count


def test_an_edition_ends_when_the_next_one_replaces_it(told: Told) -> None:
    books = RECORDS["handbook"].format(first="2011-01-01", last="2026-12-31").replace("    expires_on: 2026-12-31\n", "")
    later = "    --- # handbooks/c.yaml\n    kind: handbook\n    id: c\n    series: s\n    effective_on: 2025-01-01\n    replaces: b\n"
    assert len(told(basis_repealed, LAWS, books)) == 1
    assert told(basis_repealed, LAWS, books + later) == []


def test_an_implementation_without_dates_has_those_of_its_power(told: Told) -> None:
    text = """
    --- # implementations/b.yaml
    kind: implementation
    id: b
    power: a
    handling_items: [{id: new, legal_basis: [{law: old}]}]
"""
    assert len(told(basis_repealed, LAWS, text, power("middle"))) == 1
    assert told(basis_repealed, LAWS, text, power("middle", effective_to="2024-12-31")) == []


def test_as_of_is_the_day(told: Told) -> None:
    assert told(basis_repealed, LAWS, power("old"), day=date(2024, 12, 31)) == []
    assert told(basis_not_yet_effective, LAWS, power("new"), day=date(2026, 10, 1)) == []


def test_a_law_whose_dates_cannot_be_read_is_told_as_such_only(told: Told) -> None:
    laws = LAWS.replace("effective_on: 2026-10-01", "effective_on: 十月一日")
    assert told(basis_not_yet_effective, laws, power("new")) == []
    two = LAWS.replace(
        "effective_on: 2010-03-01, articles: 12}]", "effective_on: 去年}, {promulgated_on: 2027-01-01, effective_on: 2027-02-01}]"
    )
    assert told(basis_not_yet_effective, two.replace("repealed_on: 2025-01-01", ""), power("old")) == []
    assert told(basis_repealed, LAWS.replace("repealed_on: 2025-01-01", "repealed_on: 年初"), power("old")) == []


def test_a_sub_item_that_takes_over_is_not_told_besides(told: Told) -> None:
    sub = "    --- # powers/b.yaml\n    kind: power\n    id: b\n    parent: a\n"
    assert len(told(basis_repealed, LAWS, power("old"), sub)) == 1


def test_many_read_well_together() -> None:
    assert basis_repealed.together is not None
    assert basis_repealed.together.say("zh", {"count": 300}).startswith("300 处引用了已经废止或者就要废止的文件")
