"""PC204 to PC211 and PC213 to PC217, PC108: what a power must have, beyond the examples on the manual pages."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from powercat.checks.power.abolition_unrecorded import abolition_unrecorded
from powercat.checks.power.check_digit import check_digit
from powercat.checks.power.code_inconsistent import code_inconsistent
from powercat.checks.power.dates_contradict import dates_contradict
from powercat.checks.power.duty_stage_missing import duty_stage_missing
from powercat.checks.power.filing_after_effect import filing_after_effect
from powercat.checks.power.licence_without_supervision import licence_without_supervision
from powercat.checks.power.organization_abolished import organization_abolished
from powercat.checks.power.outside_catalog import outside_catalog
from powercat.checks.power.part_missing import part_missing
from powercat.checks.power.power_without_filing import power_without_filing
from powercat.checks.power.power_without_handbook import power_without_handbook
from powercat.checks.power.power_without_responsibility import power_without_responsibility
from powercat.checks.power.service_without_guide import service_without_guide
from powercat.checks.structure.field_not_applicable import field_not_applicable
from powercat.core.diagnostic import Diagnostic
from powercat.core.rule import Rule

Told = Callable[..., list[Diagnostic]]

IN_FORCE = (power_without_responsibility, power_without_filing, power_without_handbook, service_without_guide)


@pytest.mark.parametrize("rule", IN_FORCE)
def test_completeness_is_a_warning_while_drafting(told: Told, rule: Rule) -> None:
    text = "    --- # powers/a.yaml\n    kind: power\n    id: a\n    power_type: licence\n"
    assert [each.severity.key for each in told(rule, text)] == ["error"]
    assert [each.severity.key for each in told(rule, text, "draft")] == ["warning"]


@pytest.mark.parametrize("rule", [*IN_FORCE, part_missing])
@pytest.mark.parametrize(
    "fields", ["power_type: permit", "power_type: [licence]", "name: 没有类型", "power_type: licence\n    draft: true"]
)
def test_a_power_without_a_type_and_a_draft_are_let_be(told: Told, rule: Rule, fields: str) -> None:
    assert told(rule, f"    --- # powers/a.yaml\n    kind: power\n    id: a\n    {fields}\n") == []


@pytest.mark.parametrize("rule", IN_FORCE)
def test_a_suspended_power_is_not_exercised(told: Told, rule: Rule) -> None:
    text = "    --- # powers/a.yaml\n    kind: power\n    id: a\n    power_type: licence\n    suspended: [{from: 2026-06-01}]\n"
    assert told(rule, text) == []


def test_the_filing_is_unknown_where_the_catalog_record_or_the_main_item_is_unread(told: Told) -> None:
    power = "    --- # powers/a.yaml\n    kind: power\n    id: a\n    power_type: licence\n"
    assert len(told(power_without_filing, power)) == 1
    assert told(power_without_filing, power + "    --- # catalog.yaml\n    initial_filing: {\n") == []
    assert told(power_without_filing, power + "    parent: main\n    --- # powers/main.yaml\n    kind: power\n    id: [\n") == []


def test_a_filing_of_the_wrong_type_is_not_missing_besides(told: Told) -> None:
    power = "    --- # powers/a.yaml\n    kind: power\n    id: a\n    power_type: licence\n    effective_from: 2020-01-01\n"
    assert told(power_without_filing, power + "    filing: 沪权目备〔2021〕12号\n") == []
    assert told(filing_after_effect, power + "    filing: 沪权目备〔2021〕12号\n") == []
    assert told(power_without_filing, power + "    filing:\n") == [], "a field left empty is told by the schema's rules"


def test_the_filing_is_told_with_the_regime(told: Told) -> None:
    text = """
    --- # catalog.yaml
    kind: catalog
    id: c
    initial_filing: {filed_on: 2015-12-31}
    --- # powers/a.yaml
    kind: power
    id: a
    name: 甲
    power_type: licence
    effective_from: 2020-01-01
"""
    (found,) = told(power_without_filing, text)
    assert found.text("zh") == "“甲”2020-01-01生效，在登记备案制度施行（2016-01-01）以后，没有“登记备案”（filing）"
    assert found.pointer == "/filing"
    assert found.span.line == 1


def test_which_handbook_there_is_though_not_today(told: Told) -> None:
    power = "    --- # powers/a.yaml\n    kind: power\n    id: a\n    name: 甲\n    power_type: penalty\n"
    book = "    --- # handbooks/h{0}.yaml\n    kind: handbook\n    id: h{0}\n    series: h\n    version: '{0}'\n    powers: [a]\n"
    old = book.format(2024) + "    effective_on: 2024-01-01\n    expires_on: 2024-12-31\n"
    new = book.format(2027) + "    effective_on: 2027-01-01\n"
    bad = book.format(2026) + "    effective_on: 二〇二六年\n"
    assert (
        told(power_without_handbook, power + old)[0].text("zh")
        == "“甲”在 2026-07-01 没有可以依据的业务手册：2024版到 2024-12-31 已经失效"
    )
    assert (
        told(power_without_handbook, power + old + new)[0].text("zh")
        == "“甲”在 2026-07-01 没有可以依据的业务手册：2027版要到 2027-01-01 才实施"
    )
    assert told(power_without_handbook, power + bad) == [], "a date that is none is told already"


def test_a_handbook_or_guide_that_does_not_parse_is_not_missing(told: Told) -> None:
    power = "    --- # powers/a-b.yaml\n    kind: power\n    id: a-b\n    power_type: licence\n"
    handbook = "    --- # handbooks/h.yaml\n    kind: handbook\n    series: ser\n    powers: [a-b"
    assert told(power_without_handbook, power + handbook + "\n") == []
    assert told(service_without_guide, power + handbook + "\n") == []
    whole = handbook.replace("series", "id: h\n    series") + "]\n"
    assert len(told(service_without_guide, power + whole)) == 1
    assert told(service_without_guide, power + whole + "    --- # guides/g.yaml\n    handbook: ser\n    items: [\n") == []


def test_an_end_that_is_to_come_or_already_decided(told: Told) -> None:
    text = "    --- # powers/a.yaml\n    kind: power\n    id: a\n    effective_to: {}\n"
    assert len(told(abolition_unrecorded, text.format("2026-06-30"))) == 1
    assert told(abolition_unrecorded, text.format("2026-07-01")) == [], "the last day still counts"
    assert told(abolition_unrecorded, text.format("昨天")) == []
    assert told(abolition_unrecorded, text.format("2026-06-30\n    abolition: 沪府〔2025〕12号")) == []


CODES = """
    --- # catalog.yaml
    kind: catalog
    id: c
    division_code: "440000"
    --- # powers/a.yaml
    kind: power
    id: a
    power_type: public_service
    codes: {basic: "442112035002", legacy: ["440112035002"]}
    parent: m
    --- # powers/m.yaml
    kind: power
    id: m
    power_type: public_service
    codes: {basic: "44211203500Y"}
    --- # organizations/o.yaml
    kind: organization
    id: o
    uscc: 11440100579963972T
    --- # implementations/i.yaml
    kind: implementation
    id: i
    power: a
    organization: o
    level: municipal
    {}
"""


@pytest.mark.parametrize(
    ("line", "wanted"),
    [
        ('code: "11440100579963972T3442112035002"', []),
        ('code: "11440100579963972T3440112035002"', []),
        ('code: "11440100579963972T3000112035002"', ["编码里的基本编码是 000112035002，“a”的是 442112035002"]),
        ('code: "11440100579963972T2442112035002"', ["编码里的行使层级是 2，这份实施清单是“市级”，应当是 3"]),
        (
            'handling_items: [{id: x, code: "114401005799639720344211203500220"}, '
            '{id: y, code: "114401005799639720344211203500220"}]',
            ["编码里的机关代码是 114401005799639720，“o”的统一社会信用代码是 11440100579963972T"] * 2
            + ["编码 114401005799639720344211203500220 已经用在“i”上"],
        ),
        ('handling_items: [{id: x, code: "44211203500201"}]', []),
    ],
)
def test_segments_of_an_implementation_code(told: Told, line: str, wanted: list[str]) -> None:
    assert sorted(each.text("zh") for each in told(code_inconsistent, CODES.replace("{}", line))) == sorted(wanted)


def test_the_family_of_the_area_counts(told: Told) -> None:
    assert told(code_inconsistent, CODES.replace("    {}\n", "")) == []
    shanghai = CODES.replace("    {}\n", "").replace("440000", "310000")
    assert {each.text("zh") for each in told(code_inconsistent, shanghai)} == {
        "“基本编码”的地区段是 44，本目录是 31（国家目录的编码是 00）"
    }


def test_an_unknown_area_is_information_once(told: Told) -> None:
    powers = "".join(
        f"    --- # powers/p{n}.yaml\n    kind: power\n    id: p{n}\n    power_type: licence\n"
        f"    codes: {{basic: '510100000{n:03d}'}}\n"
        for n in range(5)
    )
    found = told(code_inconsistent, powers)
    assert [(each.severity.key, each.record.id) for each in found if each.record] == [("info", "p0")]


def test_a_wrong_organization_code_inside(told: Told) -> None:
    text = "    --- # organizations/a.yaml\n    kind: organization\n    id: a\n    uscc: {}\n"
    assert told(check_digit, text.format("11310000002420447T")) == []
    (found,) = told(check_digit, text.format("11310000002420448X"))
    assert found.text("zh") == "“11310000002420448X”里的主体标识码不对：按第 9 至 16 位计算，第 17 位应当是 7，写的是 8"
    (found,) = told(check_digit, text.format("13440000515356094L"))
    assert found.text("zh").startswith("“13440000515356094L”校验不通过")
    assert told(check_digit, text.format("TE440000GD030003VV")) == [], "the wrong form is told already"


GONE = """
    --- # organizations/a.yaml
    kind: organization
    id: a
    name: 甲局
    abolished_on: 2018-01-01
    successors: [b, c]
    --- # organizations/b.yaml
    kind: organization
    id: b
    name: 乙局
    abolished_on: 2019-01-01
    successors: [a, d, nowhere]
    --- # organizations/c.yaml
    kind: organization
    id: c
    name: 丙局
    --- # organizations/d.yaml
    kind: organization
    id: d
    name: 丁局
"""


def test_successors_are_followed_to_the_living(told: Told) -> None:
    (found,) = told(organization_abolished, GONE + "    --- # powers/p.yaml\n    kind: power\n    id: p\n    organization: a\n")
    assert found.text("zh") == "“甲局”2018-01-01已经撤销，由丙局、丁局承接"
    assert found.advice("en") == "write the successor: c, d"


def test_posts_of_an_abolished_organization(told: Told) -> None:
    text = (
        GONE
        + """
    --- # responsibilities/r.yaml
    kind: responsibility
    id: r
    duties: [{id: x, post: a/window}, {id: y, post: c/window}, {id: z, post: window}]
    --- # responsibilities/ended.yaml
    kind: responsibility
    id: ended
    organizations: [a]
    effective_to: 2017-12-31
    --- # bundles/b.yaml
    kind: bundle
    id: b
    lead_organizations: [c, a]
"""
    )
    assert [each.pointer for each in told(organization_abolished, text)] == ["/lead_organizations/1", "/duties/0/post"]


def test_who_takes_over_is_not_told_of_its_predecessor(told: Told) -> None:
    assert told(organization_abolished, GONE) == []


@pytest.mark.parametrize(
    ("kind", "stages", "wanted"),
    [
        ("licence", "acceptance examination decision delivery supervision", ()),
        ("licence", "acceptance investigation decision supervision", ("审查", "颁发送达证件")),
        ("penalty", "case_filing investigation notification decision service_of_documents", ()),
        ("penalty", "other", ("立案", "调查取证", "告知", "决定", "送达文书")),
        ("compulsion", "decision notification execution", ()),
        ("adjudication", "acceptance hearing decision delivery", ()),
        ("public_service", "acceptance", ()),
    ],
)
def test_duty_chains(told: Told, kind: str, stages: str, wanted: tuple[str, ...]) -> None:
    duties = ", ".join(f"{{id: d{number}, stage: {stage}}}" for number, stage in enumerate(stages.split()))
    text = f"""
    --- # powers/a.yaml
    kind: power
    id: a
    power_type: {kind}
    --- # responsibilities/a.yaml
    kind: responsibility
    id: a
    powers: [a]
    duties: [{duties}]
"""
    found = told(duty_stage_missing, text)
    assert tuple(word.zh for each in found for word in each.args["stages"]) == wanted  # type: ignore[attr-defined]


def test_duties_of_the_wrong_type_are_told_already(told: Told) -> None:
    text = "    --- # powers/a.yaml\n    kind: power\n    id: a\n    power_type: licence\n"
    text += "    --- # responsibilities/a.yaml\n    kind: responsibility\n    id: a\n    powers: [a]\n    duties: 全部\n"
    assert told(duty_stage_missing, text) == []


def test_supervision_by_another_body_and_in_ended_editions(told: Told) -> None:
    text = """
    --- # powers/a.yaml
    kind: power
    id: a
    power_type: licence
    organization: x
    --- # organizations/x.yaml
    kind: organization
    id: x
    name: 甲局
    --- # organizations/y.yaml
    kind: organization
    id: y
    name: 乙局
    --- # handbooks/h.yaml
    kind: handbook
    id: h
    powers: [a]
    effective_on: 2026-01-01
    post_supervision: [{measure: 检查, organization: y}]
"""
    (found,) = told(licence_without_supervision, text)
    assert found.text("zh") == "甲局作出许可，事后监管写的全是别的机关"
    assert told(licence_without_supervision, text.replace("organization: y}", "organization: nowhere}")) == [], (
        "told as a reference"
    )
    ended = text.replace("effective_on: 2026-01-01", "effective_on: 2025-01-01\n    expires_on: 2026-06-30")
    assert told(licence_without_supervision, ended) == []


def test_dates_of_a_sub_item_with_those_of_its_main_item(told: Told) -> None:
    text = """
    --- # powers/m.yaml
    kind: power
    id: m
    effective_from: 2021-05-01
    --- # powers/s.yaml
    kind: power
    id: s
    parent: m
    effective_to: 2020-12-31
    --- # powers/t.yaml
    kind: power
    id: t
    parent: m
    --- # laws/l.yaml
    kind: law
    id: l
    repealed_on: 2010-01-01
    versions: [{effective_on: 2021-04-29}, {effective_on: 2015-10-01}]
"""
    found = told(dates_contradict, text)
    assert [(each.record.id, each.pointer) for each in found if each.record] == [("l", "/repealed_on"), ("s", "/effective_to")]


def test_two_editions_of_the_same_day_overlap(told: Told) -> None:
    book = "    --- # handbooks/h{0}.yaml\n    kind: handbook\n    id: h{0}\n    series: h\n    effective_on: 2026-01-01\n"
    assert [each.record.id for each in told(dates_contradict, book.format(1) + book.format(2)) if each.record] == ["h2"]


BOOK = """
    --- # powers/l.yaml
    kind: power
    id: l
    power_type: licence
    --- # powers/o.yaml
    kind: power
    id: o
    power_type: other
    initiation: ex_officio
    --- # powers/s.yaml
    kind: power
    id: s
    power_type: public_service
    --- # handbooks/h.yaml
    kind: handbook
    id: h
    powers: {powers}
    number: 1号
    issuer: x
    issued_on: 2025-12-01
    effective_on: 2026-01-01
    documents: []
    archiving: {{}}
    post_supervision: []
    defaults: {defaults}
    handling_items: {items}
"""


def parts(found: list[Diagnostic]) -> set[str]:
    return {each.pointer for each in found if each.span.path.startswith("handbooks")}


def test_an_item_that_may_be_of_unlike_powers_must_have_what_all_demand(told: Told) -> None:
    both = told(part_missing, BOOK.format(powers="[l, s]", defaults="{}", items="[{id: x}]"))
    assert parts(both) == {"/handling_items/0/service_objects"}
    own = told(part_missing, BOOK.format(powers="[l, s]", defaults="{}", items="[{id: x, power: s}]"))
    assert parts(own) == {"/handling_items/0/service_objects", "/handling_items/0/conditions"}


def test_a_value_of_the_wrong_type_is_not_missing_besides(told: Told) -> None:
    items = "[{id: x, power: s, service_objects: 个人, conditions: 没有}]"
    assert parts(told(part_missing, BOOK.format(powers="[s]", defaults="{}", items=items))) == set()
    assert (
        parts(told(part_missing, BOOK.format(powers="[s]", defaults="[]", items="[{id: x, scope: 人, service_objects: []}, 7]")))
        == set()
    )


FINE = """\
    --- # powers/p.yaml
    kind: power
    id: p
    power_type: penalty
    effective_from: 2021-07-15
    legal_basis: [{law: one}]
    --- # handbooks/p.yaml
    kind: handbook
    id: p
    powers: [p]
    effective_on: 2026-01-01
    handling_items:
      - id: x
        %s
        procedure: [{id: a, stage: notification}, {id: b, stage: decision}%s]
"""


@pytest.mark.parametrize(
    "sort", ["type: sumary_procedure", "tpye: summary_procedure", "type: [summary_procedure]", "name: 简易程序"]
)
def test_an_item_of_no_readable_sort_may_be_a_summary_procedure(told: Told, sort: str) -> None:
    def pointers(sort: str, more: str) -> set[str]:
        return {each.pointer for each in told(part_missing, FINE % (sort, more)) if "procedure" in each.pointer}

    served = ", {id: c, stage: service_of_documents}"
    assert pointers(sort, served) == pointers("type: summary_procedure", served) == set()
    assert pointers("type: ordinary_procedure", served) == pointers(sort, "") == {"/handling_items/0/procedure"}


def test_an_item_ex_officio_needs_the_steps_of_its_chain(told: Told) -> None:
    steps = "[{id: a, stage: investigation}, {id: b, stage: decision}]"
    (found,) = [
        each
        for each in told(part_missing, BOOK.format(powers="[o]", defaults="{}", items=f"[{{id: x, procedure: {steps}}}]"))
        if each.span.path.startswith("handbooks")
    ]
    assert found.text("zh") == "其他行政权力的办理流程里没有颁发送达证件或者送达文书或者执行"
    empty = told(part_missing, BOOK.format(powers="[o]", defaults="{}", items="[{id: x, procedure: []}]"))
    assert parts(empty) == {"/handling_items/0/procedure"}
    absent = told(part_missing, BOOK.format(powers="[o]", defaults="{}", items="[{id: x}]"))
    assert [each.args["part"].zh for each in absent if each.span.path.startswith("handbooks")] == ["办理流程"]  # type: ignore[attr-defined]


def test_a_handbook_that_has_ended_is_let_be(told: Told) -> None:
    text = BOOK.format(powers="[l]", defaults="{}", items="[{id: x}]")
    assert len(parts(told(part_missing, text))) == 7
    assert (
        parts(
            told(part_missing, text.replace("effective_on: 2026-01-01", "effective_on: 2025-01-01\n    expires_on: 2026-06-30"))
        )
        == set()
    )


def test_what_only_applications_have_in_a_handbook_ex_officio(told: Told) -> None:
    items = "[{id: x, type: other, materials: [{name: 表}], case_type: committed}, "
    items += "{id: y, power: l, type: new, case_type: committed}]"
    text = BOOK.format(powers="[o]", defaults="{case_type: committed, fees: []}", items=items)
    assert {each.pointer for each in told(field_not_applicable, text)} == {
        "/defaults/case_type",
        "/handling_items/0/materials",
        "/handling_items/0/case_type",
    }
    assert told(field_not_applicable, text.replace("powers: [o]", "powers: [o, l]").replace("id: x, ", "id: x, power: l, ")) == []


def test_the_schema_and_the_rule_do_not_both_tell(told: Told) -> None:
    items = "[{id: x, name: 普通程序, type: ordinary_procedure, case_type: committed}]"
    assert len(told(field_not_applicable, BOOK.format(powers="[o]", defaults="{}", items=items))) == 1


def test_a_source_fits_the_type_of_power(told: Told) -> None:
    text = """
    --- # powers/a.yaml
    kind: power
    id: a
    power_type: {}
    effective_from: 2020-01-01
    legal_basis: []
    --- # handbooks/a.yaml
    kind: handbook
    id: a
    powers: [a]
    effective_on: 2026-01-01
    handling_items: [{{id: new}}]
"""
    licence = {each.text("zh"): each.advice("zh") for each in told(part_missing, text.format("licence"))}
    assert "行政许可法第五十八条" in licence["行政许可要写“收费”（fees），这里没有"]
    benefit = {each.text("zh"): each.advice("zh") for each in told(part_missing, text.format("benefit"))}
    assert "依申请的事项要写“收费”（fees），这里没有" in benefit
    fine = [each.advice("zh") for each in told(part_missing, text.format("penalty"))]
    assert [each for each in (*benefit.values(), *fine) if "行政许可法" in each] == []


def test_a_record_without_a_last_day_is_not_told_to_state_one(told: Told) -> None:
    text = """
    --- # powers/a.yaml
    kind: power
    id: a
    effective_to: 2025-12-31
    --- # discretion/a.yaml
    kind: discretion
    id: a
    power: a
    --- # responsibilities/a.yaml
    kind: responsibility
    id: a
    powers: [a]
"""
    without, having = told(outside_catalog, text)
    assert without.advice("zh") == "不再实施的，撤下这条记录，或者从里面去掉这个事项；还要实施的，先重新登记备案、列入目录"
    assert having.advice("zh").startswith("不再实施的，写上“")
