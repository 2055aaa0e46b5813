"""PC520, PC521 and PC522: whether a penalty has a benchmark, whether it is lenient where it must be, and what it may impose."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from powercat.checks.discretion.discretion_without_leniency import LESS, NONE, discretion_without_leniency
from powercat.checks.discretion.penalty_kind_beyond_basis import penalty_kind_beyond_basis
from powercat.checks.discretion.penalty_without_discretion import penalty_without_discretion
from powercat.core.diagnostic import Diagnostic

Told = Callable[..., list[Diagnostic]]

LAWS = "".join(
    f"    --- # laws/{name}.yaml\n    kind: law\n    id: {name}\n    title: {title}\n    level: {level}\n"
    for name, title, level in (
        ("act", "测试法", "law"),
        ("regulation", "测试条例", "administrative_regulation"),
        ("local", "示例省测试条例", "local_regulation"),
        ("order", "示例省测试办法", "provincial_government_rule"),
        ("rule", "测试办法", "departmental_rule"),
        ("notice", "关于测试的通知", "normative_document"),
    )
)


def power(more: str = "", kind: str = "penalty", name: str = "p") -> str:
    lines = "".join(f"    {line}\n" for line in more.splitlines())
    return f"    --- # powers/{name}.yaml\n    kind: power\n    id: {name}\n    power_type: {kind}\n{lines}"


def discretion(more: str = "", of: str = "p") -> str:
    lines = "".join(f"    {line}\n" for line in more.splitlines())
    return f"    --- # discretion/d.yaml\n    kind: discretion\n    id: d\n    power: {of}\n{lines}"


# -- PC520


@pytest.mark.parametrize(
    ("more", "kind", "count"),
    [
        ("", "penalty", 1),
        ("", "licence", 0),
        ("draft: true", "penalty", 0),
        ("effective_from: 2026-07-02", "penalty", 0),
        ("effective_from: 2026-07-01", "penalty", 1),
        ("effective_to: 2026-06-30", "penalty", 0),
    ],
)
def test_a_penalty_in_force_has_a_benchmark(told: Told, more: str, kind: str, count: int) -> None:
    assert len(told(penalty_without_discretion, power(more, kind))) == count
    assert not told(penalty_without_discretion, power(more, kind), discretion())


@pytest.mark.parametrize(
    ("of", "paths"), [("p", []), ("one", ["powers/two.yaml"]), ("other", ["powers/one.yaml", "powers/two.yaml"])]
)
def test_main_items_and_sub_items(told: Told, of: str, paths: list[str]) -> None:
    family = power(), power("parent: p", name="one"), power("parent: p", name="two"), power(kind="licence", name="other")
    assert [each.span.path for each in told(penalty_without_discretion, *family, discretion(of=of))] == paths


@pytest.mark.parametrize("wrong", [discretion(of="pp"), discretion().replace("power: p", "power:\tp")])
def test_a_benchmark_that_cannot_be_read_for_sure_may_be_its_own(told: Told, wrong: str) -> None:
    assert not told(penalty_without_discretion, power(name="pen"), wrong.replace("pp", "pne").replace("\tp", "\tpen"))


def test_it_is_a_warning_and_a_note_in_a_draft(told: Told) -> None:
    assert [each.severity.name for each in told(penalty_without_discretion, power())] == ["WARNING"]
    assert [each.severity.name for each in told(penalty_without_discretion, power(), profile="draft")] == ["INFO"]


# -- PC521


@pytest.mark.parametrize(
    ("tiers", "missing"),
    [
        ("none lighter ordinary", None),
        ("exempt mitigated", None),
        ("none ordinary", (LESS,)),
        ("mitigated ordinary heavier", (NONE,)),
        ("ordinary", (NONE, LESS)),
    ],
)
def test_lenient_tiers(told: Told, tiers: str, missing: object) -> None:
    rows = "rows:\n" + "".join(f"  - {{id: {each}, name: 档, tier_kind: {each}}}\n" for each in tiers.split())
    found = told(discretion_without_leniency, power(), discretion(rows))
    assert [each.args["missing"] for each in found] == ([missing] if missing else [])


@pytest.mark.parametrize(
    ("rows", "count"),
    [
        ("[{id: a, name: 免予处罚}, {id: b, name: 减轻处罚}]", 0),
        ("[{id: a, name: 不予处罚, tier_kind: ordinary}, {id: b, name: 从轻}]", 1),
        ("[]", 0),
        ("没有", 0),
        ("[x]", 1),
        ("[{id: a, name: 一般, tier_kind: nnoe}, {id: b, name: 一般, tier_kind: lighter}]", 0),
        ("[{id: a, name: 一般, teir_kind: none}, {id: b, name: 一般, tier_kind: lighter}]", 0),
        ("[{id: a, name: 一般, tier_kind: ordinary}, {id: b, name: 一般, tier_kind: lighter}]", 1),
    ],
)
def test_tiers_by_their_names(told: Told, rows: str, count: int) -> None:
    assert len(told(discretion_without_leniency, power(), discretion(f"rows: {rows}"))) == count


@pytest.mark.parametrize("other", [power(kind="benefit"), power("effective_to: 2026-01-01"), ""])
def test_only_benchmarks_of_penalties_that_stand(told: Told, other: str) -> None:
    texts = [text for text in (other, discretion("rows: [{id: a, name: 一般}]")) if text]
    assert not told(discretion_without_leniency, *texts)


# -- PC522


def outcomes(*labels: str) -> str:
    values = ", ".join(f"{{value: v{number}, label: {label}}}" for number, label in enumerate(labels))
    return f"outputs: [{{id: o, name: 处罚, type: set, values: [{values}]}}]"


@pytest.mark.parametrize(
    ("law", "label", "count"),
    [
        ("rule", "警告", 0),
        ("rule", "通报批评", 0),
        ("rule", "罚款", 0),
        ("rule", "没收违法所得", 1),
        ("order", "暂扣许可证", 1),
        ("order", "责令停产停业", 1),
        ("rule", "责令改正", 0),
        ("local", "吊销许可证", 0),
        ("local", "吊销营业执照", 1),
        ("local", "行政拘留五日以下", 1),
        ("regulation", "吊销营业执照", 0),
        ("regulation", "行政拘留", 1),
        ("act", "行政拘留", 0),
        ("local", "取消投标资格", 1),
        ("local", "取消三年内的投标资格", 1),
        ("regulation", "取消投标资格", 0),
        ("local", "驱逐出境", 1),
        ("regulation", "限期出境", 0),
        ("rule", "十年内不得从事检测活动", 1),
        ("local", "终身不得从事检测活动", 0),
        ("rule", "暂扣车辆", 0),
        ("rule", "暂扣机动车驾驶证", 1),
        ("rule", "暂扣车辆，并出具凭证", 0),
        ("local", "移送公安机关，由其处行政拘留", 0),
        ("rule", "建议发证机关吊销许可证", 0),
        ("rule", "吊销许可证；移送公安机关", 1),
        ("rule", "移送公安机关；没收违法所得", 1),
        ("notice", "没收违法所得", 0),
        ("lost", "没收违法所得", 0),
    ],
)
def test_what_a_level_may_set(told: Told, law: str, label: str, count: int) -> None:
    basis = power(f"legal_basis: [{{law: {law}}}]")
    assert len(told(penalty_kind_beyond_basis, LAWS, basis, discretion(outcomes(label)))) == count


@pytest.mark.parametrize(
    ("of_power", "own", "count"),
    [
        ("[{law: rule}]", "[{law: order}]", 1),
        ("[{law: rule}]", "[{law: act}]", 0),
        ("[{law: act}]", "[{law: rule}]", 0),
        ("[{law: rule}]", "[{law: rule}, {law: lost}]", 0),
        ("[{law: rule}]", "[]", 1),
        ("[{law: rule}, 测试法]", "[]", 0),
        ("[]", "[{law: rule}]", 1),
    ],
)
def test_all_that_is_cited_counts(told: Told, of_power: str, own: str, count: int) -> None:
    table = discretion(f"legal_basis: {own}\n{outcomes('吊销许可证')}")
    assert len(told(penalty_kind_beyond_basis, LAWS, power(f"legal_basis: {of_power}"), table)) == count


def test_one_outcome_is_told_once(told: Told) -> None:
    table = discretion(outcomes("警告", "吊销营业执照", "没收违法所得", "没收设备"))
    found = told(penalty_kind_beyond_basis, LAWS, power("legal_basis: [{law: rule}]"), table)
    assert [each.pointer for each in found] == ["/outputs/0/values/1", "/outputs/0/values/2"]


def test_an_output_without_listed_values_is_known_by_its_name(told: Told) -> None:
    table = discretion("outputs: [{id: a, name: 罚款数额, type: range}, {id: b, name: 没收违法所得, type: text}]")
    found = told(penalty_kind_beyond_basis, LAWS, power("legal_basis: [{law: rule}]"), table)
    assert [each.pointer for each in found] == ["/outputs/1"]


def test_a_catalog_may_have_kinds_of_its_own(told: Told) -> None:
    own = """
    --- # tables/penalty_kinds.yaml
    penalty_kinds:
      - {id: blacklist, name: 列入失信名单, words: [失信名单], levels: [law], source: 示例规定第三条}
    """
    texts = LAWS, power("legal_basis: [{law: local}]"), discretion(outcomes("列入失信名单"))
    assert not told(penalty_kind_beyond_basis, *texts)
    assert told(penalty_kind_beyond_basis, *texts, own)
