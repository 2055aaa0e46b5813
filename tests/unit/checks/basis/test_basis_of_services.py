"""PC312, PC313 and PC314: the conditions, attestations and intermediary services of services, and what they rest on."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from powercat.checks.basis.certificate_basis_too_low import BY_WHOM, certificate_basis_too_low
from powercat.checks.basis.condition_on_document_alone import condition_on_document_alone
from powercat.checks.basis.intermediary_without_basis import intermediary_without_basis
from powercat.checks.basis.material_without_basis import material_without_basis
from powercat.core.diagnostic import Diagnostic, Severity

Told = Callable[..., list[Diagnostic]]

LAWS = "".join(
    f"    --- # laws/{name}.yaml\n    kind: law\n    id: {name}\n    title: {title}\n    level: {level}\n"
    for name, title, level in (
        ("act", "测试法", "law"),
        ("local", "示例市测试条例", "local_regulation"),
        ("decision", "国务院关于测试的决定", "state_council_decision"),
        ("rule", "测试办法", "departmental_rule"),
        ("notice", "关于测试的通知", "normative_document"),
        ("duties", "主要职责规定", "staffing_provision"),
    )
)


def power(kind: str = "licence", basis: str = "[{law: act}]", more: str = "") -> str:
    return f"    --- # powers/p.yaml\n    kind: power\n    id: p\n    power_type: {kind}\n    legal_basis: {basis}\n{more}"


def book(item: str, more: str = "") -> str:
    lines = "".join(f"        {line}\n" for line in item.strip().splitlines())
    return (
        "    --- # handbooks/b.yaml\n    kind: handbook\n    id: b\n    powers: [p]\n    effective_on: 2026-01-01\n"
        f"{more}    handling_items:\n      - id: new\n{lines}"
    )


def material(name: str, more: str = "issuer_name: 街道办事处") -> str:
    lines = "".join(f"    {line}\n" for line in more.splitlines())
    return f"    --- # materials/m.yaml\n    kind: material\n    id: m\n    name: {name}\n    type: certificate\n{lines}"


# -- PC314


@pytest.mark.parametrize(
    ("nature", "count"),
    [
        ("由机关付费", 0),
        ("财政承担", 0),
        ("审批部门委托并付费", 0),
        ("市场调节价", 1),
        ("财政部门核定标准，申请人支付", 1),
        ("由机关指定、申请人付费", 1),
    ],
)
def test_what_the_organ_pays_for_is_its_own(told: Told, nature: str, count: int) -> None:
    written = book(f"intermediary_services: [{{name: 检测, fee_nature: {nature}}}]")
    assert len(told(intermediary_without_basis, LAWS, power(), written)) == count


@pytest.mark.parametrize(("kind", "severity"), [("licence", "error"), ("confirmation", "warning"), ("benefit", "warning")])
def test_what_is_no_licence_may_be_no_approval(told: Told, kind: str, severity: str) -> None:
    (found,) = told(intermediary_without_basis, LAWS, power(kind), book("intermediary_services: [{name: 检测}]"))
    assert found.severity.key == severity


# -- PC312


@pytest.mark.parametrize(
    ("basis", "count"),
    [
        ("[{law: notice}]", 1),
        ("[{law: notice}, {law: duties}]", 1),
        ("[{law: notice}, {law: rule}]", 0),
        ("[{law: decision}]", 0),
        ("[{law: notice}, {law: lost}]", 0),
        ("[{law: notice}, 测试法]", 0),
        ("[]", 1),
        ("通知", 0),
    ],
)
def test_a_condition_rests_on_more_than_documents(told: Told, basis: str, count: int) -> None:
    found = told(condition_on_document_alone, LAWS, power(), book(f"conditions: [{{id: c, text: 有场所, legal_basis: {basis}}}]"))
    assert len(found) == count


CONDITION = book("conditions: [{id: c, text: 有场所, legal_basis: [{law: notice}]}]")


@pytest.mark.parametrize(
    ("kind", "basis", "more", "count"),
    [
        ("public_service", "[{law: rule}]", "", 1),
        ("public_service", "[{law: notice}]", "", 0),
        ("benefit", "[{law: notice}, {law: duties}]", "", 0),
        ("licence", "[]", "", 0),
        ("licence", "[{law: lost}]", "", 0),
        ("penalty", "[{law: act}]", "", 0),
        ("confirmation", "[{law: act}]", "    initiation: ex_officio\n", 0),
        ("licence", "[{law: act}]", "    effective_to: 2026-01-01\n", 0),
    ],
)
def test_only_what_is_added_to_a_higher_text_is_told(told: Told, kind: str, basis: str, more: str, count: int) -> None:
    assert len(told(condition_on_document_alone, LAWS, power(kind, basis, more), CONDITION)) == count


def test_conditions_are_told_together(told: Told) -> None:
    lines = "conditions:\n" + "".join(f"  - {{id: {each}, text: 条件{each}, legal_basis: [{{law: notice}}]}}\n" for each in "ab")
    (found,) = told(condition_on_document_alone, LAWS, power(), book(lines))
    assert "2 个办理条件（条件a、条件b）" in found.text("zh")


@pytest.mark.parametrize(
    ("kind", "condition", "count"),
    [
        ("licence", "{id: c, text: 有场所}", 1),
        ("licence", "{id: c, text: 符合测试法第三条的场所}", 0),
        ("licence", "{id: c, text: 有场所, legal_base: [{law: act}]}", 0),
        ("licence", "{id: c, text: 有场所, legal_basis: [{law: lost}]}", 0),
        ("confirmation", "{id: c, text: 有场所}", 0),
        ("public_service", "{id: c, text: 有场所}", 0),
    ],
)
def test_a_condition_of_a_licence_cites_what_it_rests_on(told: Told, kind: str, condition: str, count: int) -> None:
    files = (LAWS, power(kind), book(f"conditions: [{condition}]"))
    assert [found.severity for found in told(condition_on_document_alone, *files)] == [Severity.WARNING] * count
    assert [found.severity for found in told(condition_on_document_alone, *files, profile="draft")] == [Severity.INFO] * count


# -- PC313


@pytest.mark.parametrize(
    ("basis", "count"),
    [
        ("[{law: act}]", 0),
        ("[{law: local}]", 0),
        ("[{law: decision}]", 0),
        ("[{law: rule}]", 1),
        ("[{law: rule}, {law: lost}]", 0),
    ],
)
def test_an_attestation_rests_on_a_law(told: Told, basis: str, count: int) -> None:
    written = book(f"materials: [{{material: m, legal_basis: {basis}}}]")
    assert len(told(certificate_basis_too_low, LAWS, power(), material("居住证明"), written)) == count


@pytest.mark.parametrize(
    ("name", "more", "count"),
    [
        ("居住证明", "issuer_name: 街道办事处", 1),
        ("居住证明书", "issuer_name: 街道办事处", 1),
        ("居住证", "issuer_name: 公安机关", 0),
        ("安全生产考核合格证书", "issuer_name: 主管部门", 0),
        ("居住证明", 'issuer_name: 街道办事处\nlicence_type_code: "11100000000013338W011"', 0),
        ("无犯罪情况证明", "issuer_name: 自己\nsource_channel: applicant", 0),
    ],
)
def test_documents_of_title_are_no_attestations(told: Told, name: str, more: str, count: int) -> None:
    written = book("materials: [{material: m, legal_basis: [{law: rule}]}]")
    assert len(told(certificate_basis_too_low, LAWS, power(), material(name, more), written)) == count


@pytest.mark.parametrize(("way", "count"), [("applicant", 1), ("commitment", 0), ("sharing", 0), ("e_licence", 0)])
def test_only_what_the_applicant_brings(told: Told, way: str, count: int) -> None:
    written = book(f"materials: [{{material: m, obtained_by: {way}, legal_basis: [{{law: rule}}]}}]")
    assert len(told(certificate_basis_too_low, LAWS, power(), material("居住证明"), written)) == count


@pytest.mark.parametrize(("kind", "basis"), [("licence", "[{law: notice}]"), ("licence", "[]"), ("benefit", "[]")])
def test_what_is_told_as_a_material_without_basis_is_not_told_again(told: Told, kind: str, basis: str) -> None:
    texts = LAWS, power(kind), material("居住证明"), book(f"materials: [{{material: m, legal_basis: {basis}}}]")
    assert told(material_without_basis, *texts)
    assert not told(certificate_basis_too_low, *texts)


def test_other_powers_are_told_of_documents_too(told: Told) -> None:
    texts = LAWS, power("benefit"), material("居住证明"), book("materials: [{material: m, legal_basis: [{law: notice}]}]")
    assert not told(material_without_basis, *texts)
    assert told(certificate_basis_too_low, *texts)


def test_the_issuer_is_asked_for_once(told: Told) -> None:
    written = book("materials: [{material: m, legal_basis: [{law: act}]}, {id: again, material: m, legal_basis: [{law: act}]}]")
    (found,) = told(certificate_basis_too_low, LAWS, power(), material("居住证明", "source_channel: other"), written)
    assert found.message == BY_WHOM
    assert found.span.path == "materials/m.yaml"


def test_a_misspelt_issuer_is_not_missing(told: Told) -> None:
    written = book("materials: [{material: m, legal_basis: [{law: act}]}]")
    assert not told(certificate_basis_too_low, LAWS, power(), material("居住证明", "issuern_ame: 街道办事处"), written)


def test_an_attestation_that_a_body_adds(told: Told) -> None:
    own = """
    --- # implementations/i.yaml
    kind: implementation
    id: i
    power: p
    handling_items:
      - {id: new, materials_add: [{material: m}], legal_basis: [{law: rule}]}
    """
    found = told(certificate_basis_too_low, LAWS, power(), material("居住证明"), book("materials: []"), own)
    assert [each.span.path for each in found] == ["implementations/i.yaml"]


# -- PC314


@pytest.mark.parametrize(
    ("basis", "count"),
    [
        ("", 1),
        (", legal_basis: []", 1),
        (", legal_basis: [{law: rule}, {law: notice}]", 1),
        (", legal_basis: [{law: rule}, {law: local}]", 0),
        (", legal_basis: [{law: decision}]", 0),
        (", legal_basis: [{law: lost}]", 0),
        (", legal_basis: 测试法", 0),
    ],
)
def test_an_intermediary_service_rests_on_a_law(told: Told, basis: str, count: int) -> None:
    written = book(f"intermediary_services: [{{name: 安全评价{basis}}}]")
    assert len(told(intermediary_without_basis, LAWS, power(), written)) == count


@pytest.mark.parametrize(("kind", "count"), [("licence", 1), ("confirmation", 1), ("public_service", 0), ("inspection", 0)])
def test_only_approvals_are_asked(told: Told, kind: str, count: int) -> None:
    assert len(told(intermediary_without_basis, LAWS, power(kind), book("intermediary_services: [{name: 安全评价}]"))) == count


def test_in_a_draft_it_is_a_warning(told: Told) -> None:
    texts = power(), book("intermediary_services: [{name: 安全评价}]")
    assert [each.severity.name for each in told(intermediary_without_basis, *texts)] == ["ERROR"]
    assert [each.severity.name for each in told(intermediary_without_basis, *texts, profile="draft")] == ["WARNING"]
