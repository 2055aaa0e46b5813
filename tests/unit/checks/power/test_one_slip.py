"""One slip of the pen is told once: what depends on what could not be read for sure is not called missing besides."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from powercat import checks
from powercat.core.catalog import Catalog
from powercat.core.engine import Policy, judge
from powercat.core.registry import collect
from powercat.core.rule import Rule

Read = Callable[..., Catalog]

RULES = [rule for rule in collect(checks, Rule) if rule.code in ("PC202", "PC203", "PC204", "PC207", "PC208", "PC210", "PC309")]

WHOLE = """
    --- # powers/food.yaml
    kind: power
    id: food-licence
    power_type: licence
    codes: {basic: "31010025600Y"}
    --- # powers/sub.yaml
    kind: power
    id: food-licence-sub
    power_type: licence
    parent: food-licence
    codes: {basic: "310100256001"}
    --- # powers/seal.yaml
    kind: power
    id: seal
    power_type: other
    --- # handbooks/food.yaml
    kind: handbook
    id: food-2026
    series: food-series
    powers: [food-licence]
    effective_on: 2026-01-01
    handling_items: [{id: new, name: 新办}]
    --- # responsibilities/food.yaml
    kind: responsibility
    id: duty
    powers: [food-licence]
    --- # implementations/food.yaml
    kind: implementation
    id: food.huangpu
    power: food-licence
    --- # guides/food.yaml
    kind: guide
    id: guide
    handbook: food-series
    implementation: food.huangpu
"""
HANDBOOK = "series: food-series\n    powers: [food-licence]"
DUTY = "id: duty\n    powers: [food-licence]"
ALWAYS = ["PC204", "PC207", "PC208"]
"""What is said of the power ``seal``, which has nothing."""


def codes(catalog: Catalog) -> list[str]:
    return sorted(found.code for found in judge(catalog, RULES, Policy("standard")))


def test_the_catalog_of_these_tests_is_whole_but_for_one_power(read: Read) -> None:
    assert codes(read(WHOLE)) == ALWAYS


@pytest.mark.parametrize(
    ("old", "new", "more"),
    [
        (HANDBOOK, HANDBOOK.replace("[food-licence]", "[food-license]"), ["PC203"]),
        (HANDBOOK, HANDBOOK.replace("powers", "power"), []),
        (HANDBOOK, HANDBOOK.replace("[food-licence]", "food-licence"), []),
        (HANDBOOK, HANDBOOK.replace("food-series", "foods-series"), ["PC202"]),
        (DUTY, DUTY.replace("[food-licence]", "[food-license]"), ["PC203"]),
        (DUTY, DUTY.replace("powers", "power"), []),
        (DUTY, DUTY.replace("[food-licence]", "food-licence"), []),
        ("handbook: food-series", "handbook: food-serie", ["PC202"]),
        ("handbook: food-series", "handbok: food-series", []),
        ("    power: food-licence\n", "    power: food-license\n", ["PC202"]),
        ("parent: food-licence", "parent: food-license", ["PC202"]),
        ("parent: food-licence", "parent: [food-licence]", []),
    ],
)
def test_a_mistyped_reference_is_told_once(read: Read, old: str, new: str, more: list[str]) -> None:
    assert old in WHOLE
    assert codes(read(WHOLE.replace(old, new))) == sorted(ALWAYS + more)


def test_a_handbook_without_a_series_may_be_published_by_any_guide(read: Read) -> None:
    assert codes(read(WHOLE.replace(HANDBOOK, "powers: [food-licence]"))) == ["PC204", "PC207"]


@pytest.mark.parametrize("field", [HANDBOOK, DUTY])
def test_an_id_like_no_other_may_mean_any_power(read: Read, field: str) -> None:
    found = codes(read(WHOLE.replace(field, field.replace("[food-licence]", "[xyz]"))))
    assert found.count("PC203") == 1
    assert len(found) < 1 + len(ALWAYS)


INSIDE = """
    --- # handbooks/food.yaml
    kind: handbook
    id: food-2026
    series: food-series
    effective_on: 2026-01-01
    documents:
      - {name: 受理通知书, ID}
    handling_items:
      - id: new
        procedure:
          - {id: accept, document: notice}
          - {id: decide, document: notice}
    --- # organizations/market.yaml
    kind: organization
    id: market
    posts: [{name: 受理岗, ID}]
    --- # responsibilities/a.yaml
    kind: responsibility
    id: a
    duties: [{id: a, post: notice}, {id: b, post: market/notice}]
    --- # guides/food.yaml
    kind: guide
    id: food
    handbook: food-series
    items: [{handling_item: new}]
"""


def test_a_list_with_an_unreadable_id_misses_nothing(read: Read) -> None:
    assert codes(read(INSIDE.replace("ID", "id: notice"))) == []
    assert codes(read(INSIDE.replace("ID", "id: other"))) == ["PC202"] * 4
    for slip in ("ids: notice", "id: 通知书", "id: [notice]", "id: 1", "id: ''"):
        assert codes(read(INSIDE.replace("ID", slip))) == []


@pytest.mark.parametrize("slip", ["", "serie: food-series", "series: 食品"])
def test_a_handbook_without_a_readable_series_may_be_any(read: Read, slip: str) -> None:
    assert codes(read(INSIDE.replace("ID", "id: notice").replace("series: food-series\n", f"{slip}\n"))) == []


def test_a_handling_item_with_an_unreadable_id_may_be_any(read: Read) -> None:
    whole = INSIDE.replace("ID", "id: notice")
    assert codes(read(whole.replace("- id: new", "- id: newer"))) == ["PC202"]
    assert codes(read(whole.replace("- id: new", "- ids: new"))) == []


def test_a_mistyped_id_is_told_where_it_is_written(read: Read) -> None:
    catalog = read(WHOLE.replace("id: food-licence\n", "id: food-license\n"))
    found = [each for each in judge(catalog, RULES, Policy("standard")) if each.span.path != "powers/seal.yaml"]
    assert [(each.code, each.span.path, each.pointer) for each in found] == [("PC202", "powers/food.yaml", "/id")]
    assert found[0].text("zh") == "编号“food-license”没有人引用，却有 4 处在引用“food-licence”：是不是写错了？"


LAWS = """
    --- # laws/a.yaml
    kind: law
    id: food-safety-lwa
    --- # powers/a.yaml
    kind: power
    id: a
    legal_basis: [{law: food-safety-law}, {law: food-safety-law}]
"""


@pytest.mark.parametrize(
    ("text", "places"),
    [
        (LAWS, ["/id"]),
        (LAWS.replace("{law: food-safety-law}, ", ""), ["/legal_basis/0/law"]),
        (LAWS.replace("food-safety-lwa", "penalty-law"), ["/legal_basis/0/law", "/legal_basis/1/law"]),
        (LAWS + "    --- # laws/b.yaml\n    kind: law\n    id: food-safety-laws\n", ["/legal_basis/0/law", "/legal_basis/1/law"]),
        (
            LAWS + "    --- # powers/b.yaml\n    kind: power\n    id: b\n    legal_basis: [{law: food-safety-lwa}]\n",
            ["/legal_basis/0/law", "/legal_basis/1/law"],
        ),
    ],
)
def test_only_the_one_record_that_nobody_names_may_be_the_mistyped_one(read: Read, text: str, places: list[str]) -> None:
    found = [each for each in judge(read(text), RULES, Policy("standard")) if each.code in ("PC202", "PC309")]
    assert sorted(each.pointer for each in found) == places
    assert {each.code for each in found} == {"PC202" if places == ["/id"] else "PC309"}
