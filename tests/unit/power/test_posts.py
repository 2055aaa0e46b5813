"""Which bodies act by a handling item, and what each says of it on its own."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from powercat.core.catalog import Catalog
from powercat.power.posts import acting, offering
from powercat.views.offering import offerings

Read = Callable[..., Catalog]

TEXT = """
    --- # organizations/east.yaml
    {kind: organization, id: east, name: 东区局}
    --- # organizations/west.yaml
    {kind: organization, id: west, name: 西区局}
    --- # powers/food.yaml
    {kind: power, id: food, power_type: licence, organization: east, effective_from: 2020-01-01}
    --- # powers/over.yaml
    {kind: power, id: over, power_type: licence, organization: west, effective_from: 2020-01-01, effective_to: 2021-12-31}
    --- # handbooks/now.yaml
    kind: handbook
    id: now
    series: food
    powers: [food, over]
    effective_on: 2026-01-01
    expires_on: 2026-12-31
    handling_items: [{id: new, materials: [{id: form, name: 表}, {id: plan, name: 图}]}]
    --- # handbooks/next.yaml
    kind: handbook
    id: next
    series: food
    powers: [food]
    effective_on: 2027-01-01
    handling_items: [{id: new}]
"""


def implementation(name: str, body: str, entry: str, dates: str = "") -> str:
    return f"""
    --- # implementations/{name}.yaml
    {{kind: implementation, id: {name}, power: food, organization: {body}, {dates}handling_items: [{{id: new, {entry}}}]}}
"""


EAST, WEST = implementation("a", "east", "materials_drop: [plan]"), implementation("w", "west", "materials_add: [{name: 证}]")


def offered(catalog: Catalog, handbook: str = "now") -> list[str]:
    found = catalog.find("handbook", handbook)
    assert found is not None
    (item,) = found["handling_items"]
    return [f"{body.id} {entry.record.id if entry is not None else '-'}" for body, entry in offering(catalog, item)]


def seen(catalog: Catalog) -> list[str]:
    """The same as the tables show it, with the number of materials."""
    return [
        f"{each.body.id if each.body else '-'} {each.local.record.id if each.local is not None else '-'} {each.materials()}"
        for each in offerings(catalog)
    ]


@pytest.mark.parametrize(
    ("more", "rules", "table"),
    [
        ("", ["east -"], ["east - 2"]),
        (EAST + WEST, ["east a", "west w"], ["east a 1", "west w 3"]),
        (EAST + implementation("w", "west", "offered: false"), ["east a"], ["east a 1"]),
        (implementation("w", "west", "offered: false"), [], []),
        # what ended long ago says nothing of today
        (implementation("0", "east", "offered: false", "effective_to: 2020-12-31, ") + EAST, ["east a"], ["east a 1"]),
        (implementation("0", "east", "offered: false", "effective_from: 2026-12-01, ") + EAST, ["east a"], ["east a 1"]),
        (
            implementation("0", "east", "materials_drop: [form, plan]", "effective_from: 2026-12-01, ") + EAST,
            ["east a"],
            ["east a 1"],
        ),
    ],
)
def test_who_offers_an_item_today(read: Read, more: str, rules: list[str], table: list[str]) -> None:
    catalog = read(TEXT + more)
    assert offered(catalog) == rules
    assert seen(catalog) == table


def test_an_edition_to_come_is_offered_by_those_who_will(read: Read) -> None:
    catalog = read(
        TEXT
        + EAST
        + implementation("w", "west", "offered: false", "effective_from: 2027-01-01, ")
        + WEST.replace("w.", "x.").replace("id: w,", "id: x, effective_to: 2026-12-31,")
    )
    assert offered(catalog, "next") == ["east -"]
    assert [each.split()[0] for each in offered(catalog, "now")] == ["east", "west"]


def test_the_bodies_of_a_power_that_has_ended_do_not_act(read: Read) -> None:
    catalog = read(TEXT)
    (item,) = catalog.of("handbook")[1]["handling_items"]
    assert [body.id for body in acting(catalog, item)] == ["east"]
    earlier = read(TEXT.replace("effective_on: 2026-01-01", "effective_on: 2021-01-01"), day=date(2021, 7, 1))
    (item,) = earlier.of("handbook")[1]["handling_items"]
    assert [body.id for body in acting(earlier, item)] == ["east", "west"]
