"""PC315 to PC318: powers that others than the organ of the law exercise."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from powercat.checks.basis.authorization_unfounded import authorization_unfounded
from powercat.checks.basis.compulsion_entrusted import compulsion_entrusted
from powercat.checks.basis.entrustment_unfounded import BY_WHOM, DOUBTFUL, NOT_AN_ORGAN, TOO_LOW, UNSAID, entrustment_unfounded
from powercat.checks.basis.township_penalty_unfounded import township_penalty_unfounded
from powercat.core.diagnostic import Diagnostic

Told = Callable[..., list[Diagnostic]]

LAWS = "".join(
    f"    --- # laws/{name}.yaml\n    kind: law\n    id: {name}\n    title: {title}\n    level: {level}\n"
    for name, title, level in (
        ("act", "测试法", "law"),
        ("regulation", "测试条例", "administrative_regulation"),
        ("local", "示例市测试条例", "local_regulation"),
        ("rule", "测试办法", "departmental_rule"),
        ("city", "示例市测试办法", "municipal_government_rule"),
        ("notice", "关于测试的通知", "normative_document"),
    )
)


def body(name: str, nature: str = "statutory", level: str = "district") -> str:
    return (
        f"    --- # organizations/{name}.yaml\n    kind: organization\n    id: {name}\n    name: 机构{name}\n    level: {level}\n"
        f"    nature: {nature}\n"
    )


BODIES = body("organ") + body("team", "entrusted") + body("station", "authorized") + body("street", level="township")


def power(kind: str, more: str = "", name: str = "测试事项") -> str:
    lines = "".join(f"    {line}\n" for line in more.splitlines())
    return f"    --- # powers/p.yaml\n    kind: power\n    id: p\n    name: {name}\n    power_type: {kind}\n{lines}"


def exercised(more: str) -> str:
    lines = "".join(f"    {line.strip()}\n" for line in more.strip().splitlines())
    return f"    --- # implementations/i.yaml\n    kind: implementation\n    id: i\n    power: p\n{lines}"


# -- PC315


@pytest.mark.parametrize(
    ("record", "pointers"),
    [
        ("organization: organ\npower_source: entrusted_by_peer", ["/power_source"]),
        ("organization: team", ["/organization"]),
        ("organization: team\npower_source: entrusted_by_superior", ["/power_source"]),
        ("organization: organ\npower_source: authorized_by_superior", []),
        ("organization: station", []),
        ("organization: nobody\npower_source: entrusted_by_peer", ["/power_source"]),
        ("organization: team\neffective_to: 2026-06-30", []),
        ("organization: team\neffective_from: 2027-01-01", ["/organization"]),
    ],
)
def test_compulsion_is_not_entrusted(told: Told, record: str, pointers: list[str]) -> None:
    found = told(compulsion_entrusted, BODIES, power("compulsion"), exercised(record))
    assert [each.pointer for each in found] == pointers


@pytest.mark.parametrize(
    ("name", "count"),
    [("加处罚款或者滞纳金", 0), ("划拨存款", 0), ("强制拆除违法建筑", 0), ("代履行", 0), ("扣押车辆", 1), ("冻结存款", 1)],
)
def test_measures_are_barred_and_enforcement_is_not(told: Told, name: str, count: int) -> None:
    assert len(told(compulsion_entrusted, BODIES, power("compulsion", name=name), exercised("organization: team"))) == count


@pytest.mark.parametrize(("more", "count"), [("organization: team", 1), ("organization: team\ndraft: true", 0)])
def test_the_power_itself_may_name_an_entrusted_body(told: Told, more: str, count: int) -> None:
    assert len(told(compulsion_entrusted, BODIES, power("compulsion", more))) == count


def test_a_body_named_three_times_is_told_once(told: Told) -> None:
    book = (
        "    --- # handbooks/b.yaml\n    kind: handbook\n    id: b\n    powers: [p]\n    organizations: [team]\n"
        "    effective_on: 2026-01-01\n"
    )
    found = told(compulsion_entrusted, BODIES, power("compulsion", "organization: team"), book, exercised("organization: team"))
    assert [each.span.path for each in found] == ["implementations/i.yaml"]


def test_a_sub_item_of_the_same_body_is_not_told_again(told: Told) -> None:
    sub = "    --- # powers/sub.yaml\n    kind: power\n    id: sub\n    parent: p\n    power_type: compulsion\n    organization: team\n"
    found = told(compulsion_entrusted, BODIES, sub, power("compulsion", "organization: team"))
    assert [each.span.path for each in found] == ["powers/p.yaml"]


def test_a_catalog_may_pass_over_names_of_its_own(told: Told) -> None:
    own = """
    --- # tables/transfers.yaml
    transfers:
      - {id: compulsion-entrusted, type: compulsion, how: entrusted, except: [拖移], source: 示例市条例第九条}
    """
    named = power("compulsion", "organization: team", name="拖移违法停放的车辆")
    assert told(compulsion_entrusted, BODIES, named)
    assert not told(compulsion_entrusted, BODIES, named, own)


# -- PC316


@pytest.mark.parametrize(
    ("kind", "record", "messages"),
    [
        ("licence", "organization: team\npower_source: entrusted_by_peer\nlegal_basis: [{law: act}]", [NOT_AN_ORGAN]),
        ("licence", "organization: team", [NOT_AN_ORGAN]),
        ("penalty", "organization: team\ndelegating_organization: organ\nlegal_basis: [{law: city}]", []),
        ("penalty", "organization: team\ndelegating_organization: organ\nlegal_basis: [{law: notice}]", [TOO_LOW]),
        ("penalty", "organization: team\ndelegating_organization: organ\nlegal_basis: [{law: notice}, {law: lost}]", []),
        ("penalty", "organization: team\ndelegating_organization: organ\nlegal_basis: 处罚法", []),
        ("penalty", "organization: team\nlegal_basis: [{law: act}]", [BY_WHOM]),
        ("penalty", "organization: team\nlegal_basis: []", [BY_WHOM, entrustment_unfounded.message]),
        ("public_service", "organization: team", []),
        ("compulsion", "organization: team", []),
        ("licence", "organization: organ\npower_source: delegated_down", []),
    ],
)
def test_an_entrusting_is_founded(told: Told, kind: str, record: str, messages: list[object]) -> None:
    found = told(entrustment_unfounded, LAWS, BODIES, power(kind), exercised(record))
    assert sorted(each.message.zh for each in found) == sorted(each.zh for each in messages)  # type: ignore[attr-defined]


def test_an_entrusted_body_without_an_implementation(told: Told) -> None:
    found = told(entrustment_unfounded, BODIES, power("penalty", "organization: team"))
    assert [each.message for each in found] == [UNSAID]


def test_an_implementation_of_a_sub_item_answers_for_the_handbook(told: Told) -> None:
    book = (
        "    --- # handbooks/b.yaml\n    kind: handbook\n    id: b\n    powers: [p]\n    organizations: [team]\n"
        "    effective_on: 2026-01-01\n"
    )
    sub = "    --- # powers/sub.yaml\n    kind: power\n    id: sub\n    parent: p\n    power_type: penalty\n"
    record = exercised("organization: team\ndelegating_organization: organ\nlegal_basis: [{law: city}]")
    of_sub = record.replace("power: p", "power: sub")
    assert [each.message for each in told(entrustment_unfounded, LAWS, BODIES, power("penalty"), sub, book)] == [UNSAID]
    assert not told(entrustment_unfounded, LAWS, BODIES, power("penalty"), sub, book, of_sub)


def test_an_authorised_body_may_be_no_organ(told: Told) -> None:
    record = "organization: station\npower_source: entrusted_by_peer\ndelegating_organization: organ\nlegal_basis: [{law: city}]"
    (found,) = told(entrustment_unfounded, LAWS, BODIES, power("licence"), exercised(record))
    assert (found.severity.key, found.message) == ("warning", DOUBTFUL)
    (found,) = told(entrustment_unfounded, LAWS, BODIES, power("licence"), exercised(record.replace("station", "team")))
    assert (found.severity.key, found.message) == ("error", NOT_AN_ORGAN)


@pytest.mark.parametrize(
    ("issuer", "count"),
    [
        ("示例市人民政府", 0),
        ("示例省人民政府", 0),
        ("示例自治区人民政府", 0),
        ("示例壮族自治区人民政府", 0),
        ("示例市示例区人民政府", 1),
        ("示例新区管理委员会", 1),
        ("示例县人民政府", 1),
        ("示例自治县人民政府", 1),
        ("示例省示例市人民政府", 1),
    ],
)
def test_whose_decision_gives_penalties_to_townships(told: Told, issuer: str, count: int) -> None:
    decision = (
        "    --- # laws/decision.yaml\n    kind: law\n    id: decision\n    title: 关于下放的决定\n    level: normative_document\n"
        f"    versions: [{{effective_on: 2024-01-01, issuer_name: {issuer}}}]\n"
    )
    record = exercised("organization: street\nlegal_basis: [{law: decision}]")
    fine = power("penalty", "exercise_levels: [district, township]\nlegal_basis: [{law: act}]")
    assert len(told(township_penalty_unfounded, LAWS, BODIES, decision, fine, record)) == count


# -- PC317


@pytest.mark.parametrize(
    ("kind", "basis", "own", "count"),
    [
        ("penalty", "[{law: rule}]", "", 1),
        ("penalty", "[{law: rule}, {law: local}]", "", 0),
        ("penalty", "[{law: rule}]", "legal_basis: [{law: regulation}]", 0),
        ("penalty", "[{law: rule}]", "legal_basis: [{law: city}]", 1),
        ("penalty", "[{law: rule}]", "legal_basis: [{law: lost}]", 0),
        ("penalty", "[{law: notice}]", "", 0),
        ("penalty", "[]", "", 0),
        ("licence", "[{law: local}]", "", 0),
        ("compulsion", "[{law: local}]", "", 1),
        ("compulsion", "[{law: regulation}]", "", 0),
        ("inspection", "[{law: rule}]", "", 0),
    ],
)
def test_an_authorised_organisation_rests_on_a_law(told: Told, kind: str, basis: str, own: str, count: int) -> None:
    record = exercised(f"organization: station\n{own}")
    found = told(authorization_unfounded, LAWS, BODIES, power(kind, f"legal_basis: {basis}"), record)
    assert [each.pointer for each in found] == ["/organization"] * count


def test_a_sub_item_rests_on_the_basis_of_its_main_item(told: Told) -> None:
    sub = "    --- # powers/sub.yaml\n    kind: power\n    id: sub\n    parent: p\n    power_type: penalty\n    organization: station\n"
    assert told(authorization_unfounded, LAWS, BODIES, power("penalty", "legal_basis: [{law: rule}]"), sub)
    assert not told(authorization_unfounded, LAWS, BODIES, power("penalty", "legal_basis: [{law: act}]"), sub)


# -- PC318

BOTH = "exercise_levels: [district, township]\nlegal_basis: [{law: act}]"
ONLY = "exercise_levels: [township]\nlegal_basis: [{law: act}]"


@pytest.mark.parametrize(
    ("more", "record", "pointers"),
    [
        (BOTH, "organization: street\nlevel: township", ["/level"]),
        (BOTH, "organization: street", ["/organization"]),
        (BOTH, "organization: organ\nlevel: township", ["/level"]),
        (BOTH, "organization: organ\nlevel: district", []),
        (BOTH, "organization: street\nlegal_basis: [{law: act, article: 9}]", []),
        (BOTH, "organization: street\nlegal_basis: [{law: notice}]", []),
        (BOTH, "organization: street\nlegal_basis: [{law: local}]", []),
        (BOTH, "organization: street\nlegal_basis: [{law: rule}, {law: city}]", ["/legal_basis"]),
        (BOTH, "organization: street\nlegal_basis: [{law: rule}, {law: lost}]", []),
        (BOTH, "organization: street\nlegal_basis: 决定", []),
        (BOTH.replace("act", "lost"), "organization: street", []),
        (BOTH.replace("{law: act}", "{law: act}, {law: notice}"), "organization: street", []),
        (BOTH.replace("{law: act}", "{law: act}, {law: local}"), "organization: street", ["/organization"]),
        (ONLY, "organization: street", []),
        (ONLY.replace("act", "rule"), "organization: street", ["/organization"]),
        ("exercise_levels: [township]", "organization: street", []),
    ],
)
def test_a_township_needs_a_decision(told: Told, more: str, record: str, pointers: list[str]) -> None:
    found = told(township_penalty_unfounded, LAWS, BODIES, power("penalty", more), exercised(record))
    assert [each.pointer for each in found] == pointers


@pytest.mark.parametrize(("level", "count"), [("national", 0), ("provincial", 0), ("municipal", 1), ("district", 1)])
def test_the_decision_is_the_provinces(told: Told, level: str, count: int) -> None:
    decision = (
        "    --- # laws/decision.yaml\n    kind: law\n    id: decision\n    title: 关于街道行使处罚权的决定\n"
        "    level: normative_document\n    versions: [{effective_on: 2024-01-01, issuer: government}]\n"
    )
    record = exercised("organization: street\nlegal_basis: [{law: decision}]")
    found = told(
        township_penalty_unfounded, LAWS, BODIES, body("government", level=level), decision, power("penalty", BOTH), record
    )
    assert len(found) == count
