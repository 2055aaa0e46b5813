"""PC301, PC306 and PC309: whether a power has a basis, and one that may establish it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from powercat.checks.basis.basis_missing import basis_missing
from powercat.checks.basis.law_unknown import law_unknown
from powercat.checks.basis.level_cannot_establish import level_cannot_establish
from powercat.checks.power.part_missing import part_missing
from powercat.checks.structure.reference_missing import reference_missing
from powercat.core.diagnostic import Diagnostic
from powercat.core.schema import Schemas

Told = Callable[..., list[Diagnostic]]


def power(record: str, /, **fields: str) -> str:
    lines = "".join(f"    {field}: {value}\n" for field, value in fields.items())
    return f"    --- # powers/{record}.yaml\n    kind: power\n    id: {record}\n{lines}"


def register(schemas: Schemas) -> str:
    """One law of each level, its id the level with hyphens."""
    levels = schemas["law"].field("/level").choices
    return "".join(
        f"    --- # laws/{level}.yaml\n    kind: law\n    id: {level.replace('_', '-')}\n    title: 测试{number}号\n    level: {level}\n"
        for number, level in enumerate(levels)
    )


# -- PC301


@pytest.mark.parametrize(
    ("fields", "count"),
    [
        ({"power_type": "licence"}, 1),
        ({"power_type": "licence", "legal_basis": "[]"}, 1),
        ({"power_type": "penalty"}, 1),
        ({"power_type": "other", "initiation": "ex_officio"}, 1),
        ({"power_type": "licence", "legal_basis": "[{law: x}]"}, 0),
        ({"power_type": "licence", "legal_basis": ""}, 0),
        ({"power_type": "licence", "legal_basis": "食品安全法"}, 0),
        ({"power_type": "public_service"}, 0),
        ({"power_type": "permit"}, 0),
        ({"power_type": "licence", "draft": "true"}, 0),
        ({"power_type": "licence", "effective_to": "2026-06-30"}, 0),
        ({"power_type": "licence", "effective_from": "2027-01-01"}, 1),
    ],
)
def test_which_powers_need_a_basis(told: Told, fields: dict[str, str], count: int) -> None:
    assert len(told(basis_missing, power("a", **fields))) == count


def test_a_sub_item_takes_over_and_may_take_away(told: Told) -> None:
    main = power("a", power_type="licence", legal_basis="[{law: x}]")
    assert told(basis_missing, main, power("b", power_type="licence", parent="a")) == []
    (found,) = told(basis_missing, main, power("b", power_type="licence", parent="a", legal_basis="[]"))
    assert found.span.path == "powers/b.yaml"


def test_a_bare_main_item_is_told_once_and_one_that_needs_none_is_not(told: Told) -> None:
    sub = power("b", power_type="licence", parent="a")
    (found,) = told(basis_missing, power("a", power_type="licence"), sub)
    assert found.span.path == "powers/a.yaml"
    (found,) = told(basis_missing, power("a", power_type="licence", legal_basis="[]"), sub)
    assert found.span.path == "powers/a.yaml"
    (found,) = told(basis_missing, power("a", power_type="public_service"), sub)
    assert found.span.path == "powers/b.yaml"
    assert told(basis_missing, sub) == [], "the main item that is not there may have one"


def test_a_missing_basis_is_not_a_missing_part_besides(told: Told) -> None:
    text = power("a", power_type="licence", effective_from="2021-01-01")
    assert told(part_missing, text) == []
    assert len(told(basis_missing, text)) == 1


def test_refusal_grounds_and_special_procedures(told: Told) -> None:
    book = """
    --- # handbooks/a.yaml
    kind: handbook
    id: a
    powers: [a]
    effective_on: 2026-01-01
    handling_items:
      - id: new
        prohibitions:
          - {id: p, text: 有不良记录的}
          - {id: q, text: 未满三年的, legal_basis: [{law: x}]}
          - {id: r, text: 其他, legal_basis: }
          - 有不良记录的
        special_procedures:
          - {name: 检测, type: excluded}
          - {name: 评审, type: excluded, limit: {value: 9, unit: working_day}}
          - {name: 公示, type: excluded, limit: {value: 9, unit: working_day, legal_basis: [{law: x}]}}
          - {name: 听证, type: excluded, legal_basis: [{law: x}]}
"""
    found = told(basis_missing, book, power("a", power_type="licence", legal_basis="[{law: x}]"))
    assert [each.text("zh") for each in found] == [
        "禁止性要求“有不良记录的”没有写依据",
        "特别程序“检测”没有写依据",
        "特别程序“评审”没有写依据",
    ]
    assert len(told(basis_missing, book.replace("2026-01-01", "2026-01-01\n    expires_on: 2026-06-30"))) == 0
    assert len(told(basis_missing, book, power("a", power_type="licence", draft="true"))) == 0


def test_a_draft_profile_warns(told: Told) -> None:
    (found,) = told(basis_missing, power("a", power_type="licence"), profile="draft")
    assert found.severity.key == "warning"


# -- PC306

MAY = {
    "licence": {"law", "administrative_regulation", "state_council_decision", "local_regulation", "provincial_government_rule"},
    "penalty": {
        "law",
        "administrative_regulation",
        "local_regulation",
        "departmental_rule",
        "provincial_government_rule",
        "municipal_government_rule",
    },
    "compulsion": {"law", "administrative_regulation", "local_regulation"},
}


@pytest.mark.parametrize("type_name", MAY)
def test_which_levels_may_establish(told: Told, schemas: Schemas, type_name: str) -> None:
    laws = register(schemas)
    for level in schemas["law"].field("/level").choices:
        text = power("a", power_type=type_name, legal_basis=f"[{{law: {level.replace('_', '-')}}}]")
        found = told(level_cannot_establish, laws, text)
        assert [each.severity.key for each in found] == ([] if level in MAY[type_name] else ["error"]), level


@pytest.mark.parametrize(
    "type_name", ["benefit", "confirmation", "reward", "adjudication", "inspection", "other", "public_service"]
)
def test_types_for_which_the_law_has_no_rule(told: Told, schemas: Schemas, type_name: str) -> None:
    text = power("a", power_type=type_name, legal_basis="[{law: normative-document}]")
    assert told(level_cannot_establish, register(schemas), text) == []


def test_a_levy_by_a_normative_document_is_a_question(told: Told, schemas: Schemas) -> None:
    text = power("a", power_type="levy", legal_basis="[{law: normative-document}]")
    (found,) = told(level_cannot_establish, register(schemas), text)
    assert found.severity.key == "warning"


@pytest.mark.parametrize("level", ["departmental-rule", "provincial-government-rule", "municipal-government-rule"])
def test_a_levy_by_a_rule_alone_is_a_question(told: Told, schemas: Schemas, level: str) -> None:
    text = power("a", power_type="levy", legal_basis=f"[{{law: {level}}}]")
    (found,) = told(level_cannot_establish, register(schemas), text)
    assert found.severity.key == "warning"
    assert "立法法" in found.advice("zh")
    text = power("a", power_type="levy", legal_basis=f"[{{law: {level}}}, {{law: administrative-regulation}}]")
    assert told(level_cannot_establish, register(schemas), text) == []


@pytest.mark.parametrize(
    ("name", "level", "severities"),
    [
        ("强制拆除违法建筑", "local-regulation", ["error"]),
        ("强制拆除违法建筑", "administrative-regulation", ["error"]),
        ("强制拆除违法建筑", "law", []),
        ("加处罚款", "administrative-regulation", ["error"]),
        ("冻结存款", "administrative-regulation", ["error"]),
        ("查封、扣押、冻结", "administrative-regulation", ["error"]),
        ("隔离", "administrative-regulation", ["warning"]),
        ("查封场所", "local-regulation", []),
        ("扣押车辆", "administrative-regulation", []),
        ("扣押车辆", "departmental-rule", ["error"]),
    ],
)
def test_compulsion_is_of_a_kind_by_its_name(told: Told, schemas: Schemas, name: str, level: str, severities: list[str]) -> None:
    text = power("a", name=name, power_type="compulsion", legal_basis=f"[{{law: {level}}}]")
    assert [each.severity.key for each in told(level_cannot_establish, register(schemas), text)] == severities


def test_only_compulsion_is_judged_by_such_words(told: Told, schemas: Schemas) -> None:
    text = power("a", name="冻结档案的确认", power_type="licence", legal_basis="[{law: local-regulation}]")
    assert told(level_cannot_establish, register(schemas), text) == []


def test_a_kind_is_told_where_the_name_says_so(told: Told, schemas: Schemas) -> None:
    main = power("a", name="强制措施", power_type="compulsion", legal_basis="[{law: administrative-regulation}]")
    sub = power("b", name="冻结存款", power_type="compulsion", parent="a")
    (found,) = told(level_cannot_establish, register(schemas), main, sub)
    assert (found.span.path, found.pointer) == ("powers/b.yaml", "/name")
    # the main item is told of already
    main = main.replace("强制措施", "冻结").replace("administrative-regulation", "local-regulation")
    assert [each.span.path for each in told(level_cannot_establish, register(schemas), main, sub)] == ["powers/a.yaml"]
    main = main.replace("冻结", "强制措施").replace("local-regulation", "departmental-rule")
    assert [each.span.path for each in told(level_cannot_establish, register(schemas), main, sub)] == ["powers/a.yaml"]


def test_of_a_draft_it_is_a_note(told: Told, schemas: Schemas) -> None:
    text = power("a", power_type="licence", draft="true", legal_basis="[{law: departmental-rule}]")
    assert [each.severity.key for each in told(level_cannot_establish, register(schemas), text)] == ["info"]


@pytest.mark.parametrize(
    ("basis", "said"),
    [
        ("[{law: law, role: establishing}, {law: departmental-rule}]", ""),
        ("[{law: law, role: implementing}, {law: departmental-rule}]", "不能设定行政许可"),
        ("[{law: law, role: implementing}]", "没有一条写的是“设定依据”"),
        ("[{law: law, role: 设定}]", ""),
        ("[{law: departmental-rule}, {law: nowhere}]", ""),
        ("[{law: departmental-rule}, 食品安全法]", ""),
        ("[]", ""),
    ],
)
def test_any_one_citation_will_do(told: Told, schemas: Schemas, basis: str, said: str) -> None:
    found = told(level_cannot_establish, register(schemas), power("a", power_type="licence", legal_basis=basis))
    assert [said in each.text("zh") for each in found] == ([True] if said else [])


def test_the_hint_says_who_may_and_from_where(told: Told, schemas: Schemas) -> None:
    text = power("a", power_type="licence", legal_basis="[{law: departmental-rule}]")
    (found,) = told(level_cannot_establish, register(schemas), text)
    assert "测试4号》（部门规章）不能设定行政许可" in found.text("zh")
    assert "省级政府规章（临时性的，满一年）" in found.advice("zh")
    assert "行政许可法第十四条" in found.advice("zh")
    assert found.pointer == "/legal_basis"


def test_a_sub_item_is_judged_by_what_it_takes_over(told: Told, schemas: Schemas) -> None:
    main = power("a", power_type="penalty", legal_basis="[{law: departmental-rule}]")
    assert told(level_cannot_establish, register(schemas), main, power("b", power_type="penalty", parent="a")) == []
    (found,) = told(level_cannot_establish, register(schemas), main, power("b", power_type="compulsion", parent="a"))
    assert (found.span.path, found.pointer) == ("powers/b.yaml", "/power_type")


def test_a_catalog_may_have_its_own_rule(told: Told, schemas: Schemas) -> None:
    own = """
    --- # tables/establishing_levels.yaml
    establishing:
      - {type: reward, source: 示例市奖励条例第三条, levels: [{level: local_regulation}]}
"""
    text = power("a", power_type="reward", legal_basis="[{law: normative-document}]")
    (found,) = told(level_cannot_establish, register(schemas), text, own)
    assert "示例市奖励条例第三条" in found.advice("zh")


# -- PC309


def test_a_draft_may_cite_what_is_not_registered_yet(told: Told) -> None:
    text = power("a", legal_basis="[{law: nowhere}]")
    assert [each.severity.key for each in told(law_unknown, text)] == ["error"]
    assert [each.severity.key for each in told(law_unknown, text, profile="draft")] == ["warning"]
    assert told(reference_missing, text) == []


def test_every_place_where_a_law_is_cited_is_looked_at(schemas: Schemas, told: Told) -> None:
    text = """
    --- # handbooks/a.yaml
    kind: handbook
    id: a
    defaults: {fees: [{legal_basis: [{law: x}]}]}
    handling_items:
      - id: new
        materials_basis: [{law: x}]
        statutory_limit: {legal_basis: [{law: x}]}
    --- # discretion/a.yaml
    kind: discretion
    id: a
    rows: [{id: r, legal_basis: [{law: x}]}]
    --- # materials/a.yaml
    kind: material
    id: a
    sharing: {legal_basis: [{law: x}]}
"""
    assert len(told(law_unknown, text)) == 5
    assert told(reference_missing, text) == []


def test_a_law_that_did_not_parse_is_not_unknown(told: Told) -> None:
    broken = '    --- # laws/x.yaml\n    kind: law\n    id: x\n    title: "测试\n'
    assert told(law_unknown, broken, power("a", legal_basis="[{law: x}]")) == []
