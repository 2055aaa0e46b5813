"""PC201, PC202, PC203 and PC212: what names what."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from powercat.checks.basis.law_unknown import law_unknown
from powercat.checks.power.outside_catalog import outside_catalog
from powercat.checks.structure.id_repeated import id_repeated
from powercat.checks.structure.reference_cycle import reference_cycle
from powercat.checks.structure.reference_missing import reference_missing
from powercat.core.diagnostic import Diagnostic

Told = Callable[..., list[Diagnostic]]

REGISTER = """
    --- # organizations/huangpu-market.yaml
    kind: organization
    id: huangpu-market
    name: 上海市黄浦区市场监督管理局
    short_name: 黄浦区市场监管局
    posts: [{id: window, name: 受理岗}]
    --- # laws/food-safety-law.yaml
    kind: law
    id: food-safety-law
    title: 中华人民共和国食品安全法
    aliases: [食安法]
    --- # materials/business-licence.yaml
    kind: material
    id: business-licence
    name: 营业执照
"""


def power(**fields: str) -> str:
    return "    --- # powers/a.yaml\n    kind: power\n    id: a\n" + "".join(
        f"    {name}: {value}\n" for name, value in fields.items()
    )


@pytest.mark.parametrize(
    ("field", "value", "advice"),
    [
        ("organization", "huangpu-markte", "是不是“huangpu-market”（上海市黄浦区市场监督管理局）？"),
        ("organization", "Huangpu_Market", "是不是“huangpu-market”（上海市黄浦区市场监督管理局）？"),
        ("organization", "上海市黄浦区市场监督管理局", "“上海市黄浦区市场监督管理局”是名称，这里要写编号：huangpu-market"),
        ("organization", "黄浦区市场监管局", "“黄浦区市场监管局”是名称，这里要写编号：huangpu-market"),
        (
            "organization",
            "上海黄浦区市场监督管理局",
            "这里要写编号，不写名称；是不是“huangpu-market”（上海市黄浦区市场监督管理局）？",
        ),
        ("organization", "上海市卫生健康委员会", "核对编号是否写错；确实还没有的，先新建（行政机关）"),
        ("organization", "business-licence", "“business-licence”是申请材料“营业执照”的编号，这里要写行政机关的编号"),
        ("legal_basis", "[{law: 《食品安全法》}]", "“《食品安全法》”是名称，这里要写编号：food-safety-law"),
        (
            "legal_basis",
            "[{law: 中华人民共和国食品安全法（2021年修正）}]",
            "“中华人民共和国食品安全法（2021年修正）”是名称，这里要写编号：food-safety-law",
        ),
        ("legal_basis", "[{law: 食安法}]", "“食安法”是名称，这里要写编号：food-safety-law"),
        ("legal_basis", "[{law: food-safty-law}]", "是不是“food-safety-law”（中华人民共和国食品安全法）？"),
    ],
)
def test_did_you_mean(told: Told, field: str, value: str, advice: str) -> None:
    rule, other = (law_unknown, reference_missing) if field == "legal_basis" else (reference_missing, law_unknown)
    (found,) = told(rule, REGISTER + power(**{field: value}))
    assert told(other, REGISTER + power(**{field: value})) == []
    assert found.advice("zh") == advice
    assert found.span.path == "powers/a.yaml"
    assert found.severity.key == "error"


def test_a_name_that_two_records_bear_leads_to_neither(told: Told) -> None:
    twin = REGISTER.replace("huangpu-market", "other").split("    --- # laws")[0]
    (found,) = told(reference_missing, REGISTER + twin + power(organization="黄浦区市场监管局"))
    assert "huangpu-market" not in found.advice("zh")


def test_every_place_is_told(told: Told) -> None:
    found = told(reference_missing, power(related="[{power: x}, {power: x}]", organization="y"))
    assert sorted(each.pointer for each in found) == ["/organization", "/related/0/power", "/related/1/power"]


def test_a_missing_law_is_told_once_at_every_place(told: Told) -> None:
    text = power(legal_basis="[{law: x}, {law: x}]") + "    --- # laws/b.yaml\n    kind: law\n    id: b\n    superseded_by: [x]\n"
    assert [each.pointer for each in told(law_unknown, text)] == ["/legal_basis/0/law", "/legal_basis/1/law"]
    assert [each.pointer for each in told(reference_missing, text)] == ["/superseded_by/0"], "what laws say of each other"


def test_a_post_named_in_words(told: Told) -> None:
    text = (
        REGISTER
        + """
    --- # responsibilities/a.yaml
    kind: responsibility
    id: a
    duties: [{id: d, post: 受理岗}]
"""
    )
    (found,) = told(reference_missing, text)
    assert found.text("zh") == "“责任岗位”写的“受理岗”，行政机关里没有这样的岗位"
    assert found.advice("zh") == "“受理岗”是名称，这里要写编号：window"


def test_an_edition_named_for_its_series(told: Told) -> None:
    text = """
    --- # handbooks/food-2026.yaml
    kind: handbook
    id: food-2026
    series: food
    --- # guides/a.yaml
    kind: guide
    id: a
    handbook: food-2026
    items: [{handling_item: new}]
"""
    (found,) = told(reference_missing, text)
    assert found.advice("zh") == "“food-2026”是一条业务手册记录的编号，这里要写它的系列：food"


def test_nothing_is_missing_that_an_unread_file_may_hold(told: Told) -> None:
    text = """
    --- # organizations/market.yaml
    kind: organization
    id: huangpu-market
    posts: [{id: window
    --- # handbooks/whatever.yaml
    series: "food
    --- # responsibilities/a.yaml
    kind: responsibility
    id: a
    organizations: [huangpu-market, market]
    duties: [{id: d, post: window}]
    --- # guides/a.yaml
    kind: guide
    id: a
    handbook: food
    items: [{handling_item: new}]
"""
    assert told(reference_missing, text) == []


def test_a_record_whose_kind_is_misspelt_is_not_missing_besides(told: Told) -> None:
    text = "    --- # organizations/market.yaml\n    kind: organisation\n    id: huangpu-market\n" + power(
        organization="huangpu-market"
    )
    assert told(reference_missing, text) == []


STANDARD = """
    --- # powers/main.yaml
    kind: power
    id: main
    --- # powers/sub.yaml
    kind: power
    id: sub
    parent: main
    --- # powers/bare.yaml
    kind: power
    id: bare
    --- # handbooks/main.yaml
    kind: handbook
    id: main-2026
    series: main
    powers: [main]
    effective_on: 2026-01-01
    handling_items:
      - id: new
        scenarios: [{id: single}]
        materials: [{id: plan, name: 平面图}, {material: business-licence}]
        procedure: [{id: accept}, {id: inspect}]
      - id: reissue
        scenarios: [{id: lost}]
        materials: [{name: 声明}]
        procedure: [{id: accept}]
"""


def implementation(power: str, items: str, more: str = "") -> str:
    return f"""
    --- # implementations/i.yaml
    kind: implementation
    id: i
    power: {power}
    {more}
    handling_items: {items}
"""


@pytest.mark.parametrize(
    ("items", "wanted"),
    [
        ("[{id: new}, {id: reissue}]", []),
        ("[{id: renewal}]", ["/handling_items/0/id"]),
        ("[{id: new, materials_drop: [plan, business-licence]}]", []),
        ("[{id: new, materials_drop: [声明]}]", ["/handling_items/0/materials_drop/0"]),
        ("[{id: reissue, materials_drop: [声明]}]", []),
        ("[{id: reissue, step_limits: [{step: accept}, {step: inspect}]}]", ["/handling_items/0/step_limits/1/step"]),
        ("[{id: new, materials_add: [{name: x, scenarios: [single]}]}]", []),
        ("[{id: new, materials_add: [{name: x, scenarios: [lost]}]}]", ["/handling_items/0/materials_add/0/scenarios/0"]),
        # the item is told, not what it would hold
        ("[{id: renewal, step_limits: [{step: nowhere}]}]", ["/handling_items/0/id"]),
    ],
)
def test_an_implementation_of_a_sub_item_goes_by_the_main_items_handbook(told: Told, items: str, wanted: list[str]) -> None:
    found = told(reference_missing, REGISTER + STANDARD + implementation("sub", items))
    assert [each.pointer for each in found] == wanted


def test_an_implementation_of_a_power_without_a_handbook_is_let_be(told: Told) -> None:
    assert told(reference_missing, STANDARD + REGISTER + implementation("bare", "[{id: new}]")) == []


def test_an_ended_implementation_may_speak_of_ended_editions(told: Told) -> None:
    old = STANDARD.replace("effective_on: 2026-01-01", "effective_on: 2025-01-01\n    expires_on: 2025-12-31")
    old += (
        STANDARD[STANDARD.index("    --- # handbooks") :]
        .replace("main-2026", "main-2027")
        .replace("reissue", "other")
        .replace("s/main.yaml", "s/m.yaml")
    )
    items = "[{id: reissue}]"
    assert len(told(reference_missing, REGISTER + old + implementation("main", items))) == 1
    assert told(reference_missing, REGISTER + old + implementation("main", items, "effective_to: 2025-12-31")) == []


def test_a_bundle_item_goes_by_its_own_power(told: Told) -> None:
    text = (
        REGISTER
        + STANDARD
        + """
    --- # handbooks/bare.yaml
    kind: handbook
    id: bare-2026
    series: bare
    powers: [bare]
    effective_on: 2026-01-01
    handling_items: [{id: booking}]
    --- # bundles/b.yaml
    kind: bundle
    id: b
    items:
      - {power: sub, handling_item: new}
      - {power: bare, handling_item: new}
      - {power: bare, handling_item: booking}
"""
    )
    (found,) = told(reference_missing, text)
    assert found.pointer == "/items/1/handling_item"
    assert found.advice("zh") == "核对编号是否写错；这里可以写：booking"


def test_a_reference_inside_one_record_has_the_names_that_are_there(told: Told) -> None:
    text = """
    --- # handbooks/h.yaml
    kind: handbook
    id: h
    documents: [{id: decision}, {id: notice}]
    handling_items:
      - id: new
        procedure: [{id: a, document: decison}, {id: b, document: x}]
"""
    first, second = told(reference_missing, text)
    assert first.text("zh") == "“出具的文书”写的“decison”，本记录里没有这个编号"
    assert first.advice("zh") == "是不是“decision”？"
    assert second.advice("zh") == "核对编号是否写错；这里可以写：decision、notice"
    none = "    --- # handbooks/h.yaml\n    kind: handbook\n    id: h\n    handling_items:\n"
    none += "      - {id: new, procedure: [{id: a, document: x}]}\n"
    (alone,) = told(reference_missing, none)
    assert alone.advice("zh") == "核对编号是否写错；确实还没有的，在本记录的“法律文书”里加上"


def test_powers_outside_the_catalog_are_told_once(told: Told) -> None:
    text = (
        STANDARD
        + """
    --- # handbooks/other.yaml
    kind: handbook
    id: other
    powers: [bara]
    effective_on: 2026-01-01
    handling_items: [{id: new, power: bara}]
    --- # bundles/b.yaml
    kind: bundle
    id: b
    items: [{power: bara, handling_item: new}]
    --- # implementations/bear.yaml
    kind: implementation
    id: bear
    power: bara
"""
    )
    outside = told(outside_catalog, text)
    assert [(each.record.kind, each.pointer) for each in outside if each.record] == [
        ("bundle", "/items/0/power"),
        ("handbook", "/powers/0"),
        ("handbook", "/handling_items/0/power"),
    ]
    assert outside[0].advice("zh") == "是不是“bare”？"
    missing = [each for each in told(reference_missing, text) if each.args["value"] == "bara"]
    assert [each.record.kind for each in missing if each.record] == ["implementation"]


def test_a_guide_is_of_its_implementations_power(told: Told) -> None:
    text = """
    --- # powers/gone.yaml
    kind: power
    id: gone
    power_type: licence
    effective_to: 2026-06-30
    --- # powers/there.yaml
    kind: power
    id: there
    power_type: licence
    --- # handbooks/both.yaml
    kind: handbook
    id: both
    series: both
    powers: [gone, there]
    effective_on: 2026-01-01
    --- # implementations/gone.yaml
    kind: implementation
    id: gone
    power: gone
    --- # guides/both.yaml
    kind: guide
    id: both
    handbook: both
    --- # guides/gone.yaml
    kind: guide
    id: gone
    handbook: both
    implementation: gone
"""
    found = told(outside_catalog, text)
    assert [(each.record.kind, each.record.id, each.pointer) for each in found if each.record] == [
        ("guide", "gone", "/implementation"),
        ("handbook", "both", "/powers/0"),
        ("implementation", "gone", "/power"),
    ]
    assert found[0].text("zh") == "办事指南还在，“gone”2026-06-30就终止了"


def test_a_repeated_id_points_to_the_first(told: Told) -> None:
    text = "".join(f"    --- # {folder}/x.yaml\n    kind: power\n    id: x\n" for folder in "abc")
    found = told(id_repeated, text)
    assert [(each.span.path, each.related[0].span.path) for each in found] == [("b/x.yaml", "a/x.yaml"), ("c/x.yaml", "a/x.yaml")]


def test_ids_are_compared_within_one_list_only(told: Told) -> None:
    text = """
    --- # handbooks/h.yaml
    kind: handbook
    id: h
    handling_items:
      - {id: new, procedure: [{id: accept}, {id: accept}], materials: [{material: a}, {material: a}]}
      - {id: change, procedure: [{id: accept}]}
"""
    assert [each.pointer for each in told(id_repeated, text)] == ["/handling_items/0/procedure/1/id"]


def test_each_circle_once_and_long_lines_without_recursion(told: Told) -> None:
    line = "".join(f"    --- # powers/p{n:04d}.yaml\n    kind: power\n    id: p{n}\n    parent: p{n + 1}\n" for n in range(3000))
    assert told(reference_cycle, line) == []
    closed = told(reference_cycle, line.replace("parent: p3000", "parent: p2998"))
    assert [each.record.id for each in closed if each.record] == ["p2998"]


def test_two_circles_in_lists(told: Told) -> None:
    text = """
    --- # organizations/a.yaml
    kind: organization
    id: a
    successors: [x, b]
    --- # organizations/b.yaml
    kind: organization
    id: b
    successors: [a, c]
    --- # organizations/c.yaml
    kind: organization
    id: c
    successors: [c]
    parent: a
"""
    found = told(reference_cycle, text)
    assert [(each.pointer, each.text("zh")) for each in found] == [
        ("/successors/1", "“承接机关”绕成了圈：a → b → a"),
        ("/successors/0", "“承接机关”写的是自己"),
    ]
