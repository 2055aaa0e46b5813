"""PC319, PC321 and PC323: licences for a time, in disguise, and for one place."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from powercat.checks.basis.licence_in_disguise import FORBIDS, licence_in_disguise
from powercat.checks.basis.local_validity import local_validity
from powercat.checks.basis.temporary_licence_overdue import AHEAD, temporary_licence_overdue
from powercat.core.diagnostic import Diagnostic

Told = Callable[..., list[Diagnostic]]

LAWS = "".join(
    f"    --- # laws/{name}.yaml\n    kind: law\n    id: {name}\n    title: {title}\n    level: {level}\n"
    f"    versions: [{{effective_on: {day}}}]\n"
    for name, title, level, day in (
        ("act", "测试法", "law", "2010-01-01"),
        ("regulation", "测试条例", "administrative_regulation", "2010-01-01"),
        ("local", "示例省测试条例", "local_regulation", "2010-01-01"),
        ("order", "示例省测试办法", "provincial_government_rule", "2024-02-29"),
        ("rule", "测试办法", "departmental_rule", "2010-01-01"),
        ("notice", "关于测试的通知", "normative_document", "2010-01-01"),
    )
)


def power(more: str, kind: str = "licence", name: str = "测试许可") -> str:
    lines = "".join(f"    {line}\n" for line in more.splitlines())
    return f"    --- # powers/p.yaml\n    kind: power\n    id: p\n    name: {name}\n    power_type: {kind}\n{lines}"


def book(item: str) -> str:
    return (
        "    --- # handbooks/b.yaml\n    kind: handbook\n    id: b\n    powers: [p]\n    effective_on: 2020-01-01\n"
        f"    handling_items:\n      - id: new\n        {item}\n"
    )


# -- PC319

ORDER = "legal_basis: [{law: order}]"


@pytest.mark.parametrize(
    ("day", "count"), [(date(2025, 2, 28), 0), (date(2025, 3, 1), 1), (date(2024, 3, 1), 0), (date(2030, 1, 1), 1)]
)
def test_the_year_is_full(told: Told, day: date, count: int) -> None:
    assert len(told(temporary_licence_overdue, LAWS, power(ORDER), day=day)) == count


@pytest.mark.parametrize(
    ("more", "count"),
    [
        (ORDER, 1),
        (f"{ORDER}\neffective_from: 2025-07-01", 1),
        (f"{ORDER}\neffective_from: 2025-07-02", 0),
        (f"{ORDER}\neffective_from: 2025-01-01\neffective_to: 2026-12-31", 1),
        (f"{ORDER}\neffective_from: 2025-08-01\neffective_to: 2026-07-15", 0),
        (f"{ORDER}\neffective_to: 2026-06-01", 0),
        (f"{ORDER}\ndraft: true", 0),
        ("legal_basis: [{law: order}, {law: notice}, {law: rule}]", 1),
        ("legal_basis: [{law: order}, {law: local, role: supervising}]", 0),
        ("legal_basis: [{law: order, role: supervising}]", 0),
        ("legal_basis: [{law: order}, {law: lost}]", 0),
        ("legal_basis: [{law: notice}]", 0),
        ("legal_basis: 办法", 0),
        ("", 0),
    ],
)
def test_only_a_rule_of_the_province(told: Told, more: str, count: int) -> None:
    found = told(temporary_licence_overdue, LAWS, power(more))
    assert [each.pointer for each in found] == ["/legal_basis"] * count


def test_it_is_told_ahead(told: Told) -> None:
    young = power(f"{ORDER}\neffective_from: 2025-07-21")
    assert not told(temporary_licence_overdue, LAWS, young, ahead=19)
    (found,) = told(temporary_licence_overdue, LAWS, young, ahead=20)
    assert found.message == AHEAD
    assert "2026-07-21" in found.text("zh")


def test_a_sub_item_is_told_at_its_main_item(told: Told) -> None:
    sub = "    --- # powers/sub.yaml\n    kind: power\n    id: sub\n    parent: p\n    power_type: licence\n"
    assert [each.span.path for each in told(temporary_licence_overdue, LAWS, power(ORDER), sub)] == ["powers/p.yaml"]


# -- PC321


@pytest.mark.parametrize(
    ("name", "words", "count"),
    [
        ("养犬登记", "未经登记，不得养犬。", 1),
        ("养犬登记", "未办理养犬登记的单位和个人不得携犬外出", 1),
        ("养犬登记", "未取得营业执照的，不得登记", 0),
        ("养犬登记", "未经登记不得申请补贴", 0),
        ("养犬登记", "未经登记不得再次登记", 0),
        ("养犬登记", "未经备案不得营业", 0),
        ("养犬登记", "登记以后要按时注射疫苗；不得放任犬只伤人", 0),
        ("养犬服务", "未经登记不得养犬", 0),
    ],
)
@pytest.mark.parametrize("place", ["description", "prohibition"])
def test_words_that_forbid(told: Told, name: str, words: str, count: int, place: str) -> None:
    described = f"description: {words}" if place == "description" else ""
    written = book(f"prohibitions: [{{id: a, text: {words}}}]") if place == "prohibition" else ""
    found = told(licence_in_disguise, LAWS, power(described, "other", name), *([written] if written else []))
    assert [each.message for each in found] == [FORBIDS] * count


@pytest.mark.parametrize(
    ("basis", "ground", "count"),
    [
        ("[{law: local}]", "[{law: local}]", 1),
        ("[{law: act}]", "[]", 0),
        ("[{law: local}]", "[{law: regulation}]", 0),
        ("[{law: local}]", "[{law: lost}]", 0),
        ("[{law: lost}]", "[]", 0),
    ],
)
def test_what_a_law_forbids_is_not_told(told: Told, basis: str, ground: str, count: int) -> None:
    written = book(f"prohibitions: [{{id: a, text: 未经登记不得养犬, legal_basis: {ground}}}]")
    assert len(told(licence_in_disguise, LAWS, power(f"legal_basis: {basis}", "other", "养犬登记"), written)) == count


@pytest.mark.parametrize(
    ("kind", "output", "count"),
    [("other", "licence", 1), ("other", "approval_document", 0), ("other", "none", 0), ("confirmation", "licence", 0)],
)
def test_a_licence_for_a_result(told: Told, kind: str, output: str, count: int) -> None:
    written = book(f"outputs: [{{name: 养犬证, type: {output}}}]")
    more = "description: 未经登记，不得养犬。" if output == "licence" else ""
    found = told(licence_in_disguise, LAWS, power(more, kind, "养犬登记"), written)
    assert [each.pointer for each in found] == ["/handling_items/0/outputs/0"] * count


# -- PC323


@pytest.mark.parametrize(
    ("area", "count"),
    [
        ("本市", 1),
        ("上海市", 1),
        ("在本区行政区域内有效", 1),
        ("限黄浦区范围内使用", 1),
        ("签发机关所在的城市", 1),
        ("全国", 0),
        ("全国；执业地点为证书载明的医疗机构", 0),
        ("本市登记的经营场所", 0),
        ("许可证载明的经营区域", 0),
        ("农产品批发市场", 0),
        ("长期", 0),
    ],
)
def test_an_area_that_is_a_place(told: Told, area: str, count: int) -> None:
    written = book(f"outputs: [{{name: 测试许可证, type: licence, valid_area: {area}}}]")
    assert len(told(local_validity, LAWS, power("legal_basis: [{law: act}]"), written)) == count


@pytest.mark.parametrize(
    ("basis", "kind", "output", "count"),
    [
        ("[{law: regulation, role: establishing}]", "licence", "licence", 1),
        ("[{law: local}, {law: act}]", "licence", "licence", 1),
        ("[{law: local}]", "licence", "licence", 0),
        ("[{law: order}]", "licence", "licence", 0),
        ("[{law: local, role: establishing}, {law: act, role: implementing}]", "licence", "licence", 0),
        ("[{law: act}, {law: lost}]", "licence", "licence", 0),
        ("[{law: act}]", "confirmation", "licence", 0),
        ("[{law: act}]", "licence", "other", 0),
    ],
)
def test_whose_licences_are_valid_nationwide(told: Told, basis: str, kind: str, output: str, count: int) -> None:
    written = book(f"outputs: [{{name: 结果, type: {output}, valid_area: 本市}}]")
    assert len(told(local_validity, LAWS, power(f"legal_basis: {basis}", kind), written)) == count
