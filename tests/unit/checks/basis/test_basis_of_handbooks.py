"""PC307, PC308, PC310 and PC311: fees, materials and limits, and what they rest on."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from powercat.checks.basis.fee_basis_too_low import fee_basis_too_low
from powercat.checks.basis.fee_without_basis import fee_without_basis
from powercat.checks.basis.limit_beyond_default import limit_beyond_default
from powercat.checks.basis.material_without_basis import material_without_basis
from powercat.core.diagnostic import Diagnostic

Told = Callable[..., list[Diagnostic]]

LAWS = "".join(
    f"    --- # laws/{name}.yaml\n    kind: law\n    id: {name}\n    title: {title}\n    level: {level}\n"
    for name, title, level in (
        ("licensing", "中华人民共和国行政许可法", "law"),
        ("act", "测试法", "law"),
        ("regulation", "测试条例", "administrative_regulation"),
        ("local", "示例市测试条例", "local_regulation"),
        ("rule", "测试办法", "departmental_rule"),
        ("notice", "关于测试的通知", "normative_document"),
    )
)

POWER = "    --- # powers/p.yaml\n    kind: power\n    id: p\n    power_type: licence\n"


def book(items: str, more: str = "") -> str:
    """A handbook in force with the fields of its one item, one line each."""
    lines = "".join(f"        {line.strip()}\n" for line in items.strip().splitlines())
    return (
        "    --- # handbooks/b.yaml\n    kind: handbook\n    id: b\n    powers: [p]\n    effective_on: 2026-01-01\n"
        f"{more}    handling_items:\n      - id: new\n{lines}"
    )


def fee(name: str = "登记费", basis: str = "", amount: str = "") -> str:
    cited = f", legal_basis: {basis}" if basis else ""
    return f"{{name: {name}, standard: 每件{amount and f', amount_fen: {amount}'}{cited}}}"


# -- PC307


@pytest.mark.parametrize(
    ("written", "count"),
    [
        (fee(), 1),
        (fee(amount="1000"), 1),
        (fee(amount="0"), 0),
        (fee(basis="[]"), 1),
        (fee(basis="[{law: act}]"), 0),
        (fee(basis="行政许可法"), 0),
        (fee("听证费"), 0),
    ],
)
def test_a_fee_needs_a_basis(told: Told, written: str, count: int) -> None:
    assert len(told(fee_without_basis, POWER, book(f"fees: [{written}]"))) == count
    assert len(told(fee_without_basis, POWER, book("name: 新办", f"    defaults: {{fees: [{written}]}}\n"))) == count


def test_the_fee_of_the_defaults_is_told_once_for_all_items(told: Told) -> None:
    text = book("name: 新办", f"    defaults: {{fees: [{fee()}]}}\n") + "      - id: change\n      - {id: reissue, fees: []}\n"
    (found,) = told(fee_without_basis, POWER, text)
    assert found.pointer == "/defaults/fees/0/legal_basis"


# -- PC311


@pytest.mark.parametrize(
    ("basis", "count"),
    [
        ("[{law: act}]", 0),
        ("[{law: regulation, role: fee}, {law: notice}]", 0),
        ("[{law: local}]", 1),
        ("[{law: rule}, {law: notice}]", 1),
        ("[{law: rule}, {law: nowhere}]", 0),
        ("[]", 0),
    ],
)
def test_which_levels_allow_a_fee_for_a_licence(told: Told, basis: str, count: int) -> None:
    assert len(told(fee_basis_too_low, LAWS, POWER, book(f"fees: [{fee(basis=basis)}]"))) == count


def test_it_says_what_is_cited_and_what_is_wanted(told: Told) -> None:
    (found,) = told(fee_basis_too_low, LAWS, POWER, book(f"fees: [{fee(basis='[{law: rule}]')}]"))
    assert found.text("zh") == "收费“登记费”要有法律、行政法规规定，引用的只有《测试办法》（部门规章）"
    assert "行政许可法第五十八条第一款" in found.advice("zh")


@pytest.mark.parametrize(
    ("type_name", "name", "severities"),
    [
        ("licence", "登记费", ["error"]),
        ("inspection", "检验费", ["warning"]),
        ("confirmation", "登记费", []),
        ("public_service", "复制费", []),
        ("licence", "听证会场地费", ["error"]),
        ("penalty", "听证费", ["error"]),
        ("licence", "申请表工本费", ["error"]),
        ("confirmation", "申请表工本费", []),
    ],
)
def test_what_may_not_be_charged(told: Told, type_name: str, name: str, severities: list[str]) -> None:
    power = POWER.replace("licence", type_name)
    found = told(fee_basis_too_low, LAWS, power, book(f"fees: [{fee(name, '[{law: notice}]')}]"))
    assert [each.severity.key for each in found] == severities


def test_a_free_matter_stays_free_whatever_is_cited(told: Told) -> None:
    text = book(f"fees: [{fee('听证费', '[{law: act}]')}]")
    (found,) = told(fee_basis_too_low, LAWS, POWER, text)
    assert found.text("zh") == "“听证费”不得收费"


# -- PC308


@pytest.mark.parametrize(
    ("lines", "names"),
    [
        ("{id: a, name: 甲}", ["甲"]),
        (
            "{id: a, name: 甲}, {id: b, name: 乙, obtained_by: commitment}, {id: c, name: 丙, obtained_by: applicant}",
            ["甲", "乙", "丙"],
        ),
        ("{id: a, name: 甲, obtained_by: sharing}, {id: b, name: 乙, obtained_by: e_licence}", []),
        ("{id: a, name: 甲, legal_basis: [{law: rule}]}, {id: b, name: 乙, legal_basis: []}", ["乙"]),
        ("{material: m}", ["营业执照"]),
    ],
)
def test_the_lines_that_the_applicant_brings(told: Told, lines: str, names: list[str]) -> None:
    library = "    --- # materials/m.yaml\n    kind: material\n    id: m\n    name: 营业执照\n"
    found = told(material_without_basis, LAWS, POWER, library, book(f"materials: [{lines}]"))
    assert [list(each.args["names"]) for each in found] == ([names] if names else [])  # type: ignore[call-overload]
    covered = f"materials_basis: [{{law: rule}}]\nmaterials: [{lines}]"
    assert told(material_without_basis, LAWS, POWER, library, book(covered)) == []
    assert len(told(material_without_basis, LAWS, POWER, library, book(f"materials_basis: []\nmaterials: [{lines}]"))) == len(
        found
    )


@pytest.mark.parametrize(
    ("shared", "own", "count"),
    [
        ("[{law: notice}]", "", 1),
        ("[{law: notice}, {law: rule}]", "", 0),
        ("[{law: rule}]", "[{law: notice}]", 1),
        ("[{law: notice}]", "[{law: rule}]", 0),
        ("[{law: notice}, {law: nowhere}]", "", 0),
    ],
)
def test_a_licence_does_not_rest_on_normative_documents_alone(told: Told, shared: str, own: str, count: int) -> None:
    line = f"{{id: a, name: 甲{own and ', legal_basis: ' + own}}}"
    text = book(f"materials_basis: {shared}\nmaterials: [{line}]")
    assert len(told(material_without_basis, LAWS, POWER, text)) == count
    assert told(material_without_basis, LAWS, POWER.replace("licence", "benefit"), text) == []


def test_what_a_body_adds_by_a_notice(told: Told) -> None:
    added = """
    --- # implementations/p.yaml
    kind: implementation
    id: p
    power: p
    organization: o
    handling_items:
      - id: new
        legal_basis: [{law: notice}]
        materials_add: [{id: z, name: 子}]
"""
    (found,) = told(material_without_basis, LAWS, POWER, book("materials: []"), added)
    assert found.span.path == "implementations/p.yaml"
    assert told(material_without_basis, LAWS, POWER, book("materials: []"), added.replace("notice", "local")) == []


# -- PC310


def limit(value: int, unit: str = "working_day", basis: str = "") -> str:
    return f"statutory_limit: {{value: {value}, unit: {unit}{basis and ', legal_basis: ' + basis}}}"


JOINT = "[{law: licensing, article: 42, paragraphs: [2]}]"


@pytest.mark.parametrize(
    ("written", "count"),
    [
        (limit(20), 0),
        (limit(21), 1),
        (limit(21, basis="[{law: act}]"), 0),
        (limit(21, basis="[{law: regulation}]"), 0),
        (limit(21, basis="[{law: local}]"), 0),
        (limit(21, basis="[{law: rule}]"), 1),
        (limit(21, basis="[{law: rule}, {law: local}]"), 0),
        (limit(21, basis="[{law: rule}, {law: nowhere}]"), 0),
        (limit(21, basis="[{law: licensing, article: 42, paragraphs: [1]}]"), 1),
        (limit(21, basis="[{law: licensing}]"), 1),
        (limit(45, basis=JOINT), 0),
        (limit(46, basis=JOINT), 1),
        (limit(46, basis="[{law: licensing, article: 42, paragraphs: [2]}, {law: act}]"), 0),
        (limit(20, "calendar_day"), 0),
        (limit(60, "calendar_day"), 1),
        (limit(3, "month"), 1),
        (limit(20, "fortnight"), 0),
        ("statutory_limit: {none: true, reason: 没有规定}", 0),
        ("statutory_limit: {before_expiry: true}", 0),
    ],
)
def test_the_default_limit(told: Told, written: str, count: int) -> None:
    found = told(limit_beyond_default, LAWS, POWER, book(written))
    assert [each.severity.key for each in found] == ["warning"] * count
    assert told(limit_beyond_default, LAWS, POWER.replace("licence", "benefit"), book(written)) == []


def test_it_says_which_default_and_who_may_set_another(told: Told) -> None:
    (found,) = told(limit_beyond_default, LAWS, POWER, book(limit(30)))
    assert (
        found.text("zh") == "法定办结时限写的是 30 个工作日，超过一般的 20 个工作日，没有引用另行规定的法律、行政法规、地方性法规"
    )
    (found,) = told(limit_beyond_default, LAWS, POWER, book(limit(30, basis="[{law: rule}]")))
    assert "引用的《测试办法》（部门规章）不能规定更长的" in found.text("zh")
    (found,) = told(limit_beyond_default, LAWS, POWER, book(limit(50, basis=JOINT)))
    assert "45 个工作日" in found.text("zh")


@pytest.mark.parametrize(
    ("value", "kind", "basis", "count"),
    [
        (10, "extension", "", 0),
        (11, "extension", "", 1),
        (15, "extension", JOINT, 0),
        (16, "extension", JOINT, 1),
        (30, "extension", "[{law: local}]", 0),
        (30, "excluded", "", 0),
    ],
)
def test_the_default_extension(told: Told, value: int, kind: str, basis: str, count: int) -> None:
    cited = f", legal_basis: {basis}" if basis else ""
    text = book(f"special_procedures: [{{name: 某, type: {kind}, limit: {{value: {value}, unit: working_day}}{cited}}}]")
    assert len(told(limit_beyond_default, LAWS, POWER, text)) == count


def test_the_limit_that_a_body_sets_for_itself(told: Told) -> None:
    own = """
    --- # implementations/p.yaml
    kind: implementation
    id: p
    power: p
    organization: o
    handling_items: [{id: new, statutory_limit: {value: 40, unit: working_day, legal_basis: [{law: rule}]}}]
"""
    (found,) = told(limit_beyond_default, LAWS, POWER, book(limit(20)), own)
    assert found.span.path == "implementations/p.yaml"
    assert told(limit_beyond_default, LAWS, POWER, book(limit(20)), own.replace("rule", "local")) == []
    bare = own.replace(", legal_basis: [{law: rule}]", "")
    assert told(limit_beyond_default, LAWS, POWER, book(limit(20)), bare) == []
    # beside a handbook without a limit nobody else would tell it
    assert len(told(limit_beyond_default, LAWS, POWER, book("statutory_limit: {before_expiry: true}"), bare)) == 1


def test_a_catalog_may_have_its_own_defaults(told: Told) -> None:
    own = """
    --- # tables/default_limits.yaml
    limits:
      - {id: benefit, type: benefit, part: statutory_limit, value: 30, unit: working_day, law: 示例市给付条例, article: 9, levels: [local_regulation], source: 示例市给付条例第九条}
"""
    power = POWER.replace("licence", "benefit")
    assert len(told(limit_beyond_default, LAWS, power, book(limit(31)), own)) == 1
    assert told(limit_beyond_default, LAWS, power, book(limit(30)), own) == []


@pytest.mark.parametrize(
    "items",
    [
        "material_basis: [{law: rule}]\nmaterials: [{id: a, name: 甲}]",
        "materials: [{id: a, name: 甲, legal_bases: [{law: rule}]}]",
        "materials_basis: 测试办法第三条\nmaterials: [{id: a, name: 甲}]",
        "fees: [{name: 登记费, standard: 每件, 收费依据: [{law: act}]}]",
        "statutory_limit: {value: 30, unit: working_day, legal_bases: [{law: act}]}",
        "statutory_limit: {value: 30, unit: working_day, legal_basis: 测试法第三条}",
        "statutory_limit: {value: 30, unit: working_day, legal_basis: [测试法第三条]}",
        "special_procedures: [{name: 延长, type: extension, limit: {value: 30, unit: working_day}, legal_basis: 测试法}]",
    ],
)
def test_what_is_written_wrongly_is_not_missing_besides(told: Told, items: str) -> None:
    for rule in (fee_without_basis, fee_basis_too_low, material_without_basis, limit_beyond_default):
        assert told(rule, LAWS, POWER, book(items)) == []
