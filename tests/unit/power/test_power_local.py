"""Which entry of an implementation is about which handling item."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from powercat.core.catalog import Catalog
from powercat.power.limits import bounding, promises
from powercat.power.local import local_entries

Read = Callable[..., Catalog]

TEXT = """
    --- # powers/food.yaml
    kind: power
    id: food
    --- # powers/other.yaml
    kind: power
    id: other
    --- # handbooks/old.yaml
    kind: handbook
    id: old
    series: food
    powers: [food]
    effective_on: 2025-01-01
    expires_on: 2025-12-31
    handling_items: [{id: new}]
    --- # handbooks/now.yaml
    kind: handbook
    id: now
    series: food
    powers: [food]
    effective_on: 2026-01-01
    expires_on: 2026-12-31
    handling_items: [{id: new}, {id: change}]
    --- # handbooks/next.yaml
    kind: handbook
    id: next
    series: food
    powers: [food]
    effective_on: 2027-01-01
    handling_items: [{id: new}]
    --- # implementations/food.huangpu.yaml
    kind: implementation
    id: food.huangpu
    power: food
    organization: huangpu
    handling_items: [{id: new}, {id: change}]
"""


def entries(catalog: Catalog, handbook: str) -> list[str]:
    found = catalog.find("handbook", handbook)
    assert found is not None
    return [f"{item['id'].text} {entry.record.id}" for item in found["handling_items"] for entry in local_entries(catalog, item)]


def test_the_edition_of_the_date_counts(read: Read) -> None:
    catalog = read(TEXT)
    assert entries(catalog, "now") == ["new food.huangpu", "change food.huangpu"]
    assert entries(catalog, "old") == entries(catalog, "next") == []


def test_an_implementation_to_come_goes_by_the_edition_of_its_first_day(read: Read) -> None:
    catalog = read(TEXT.replace("organization: huangpu", "organization: huangpu\n    effective_from: 2027-02-01"))
    assert entries(catalog, "now") == []
    assert entries(catalog, "next") == ["new food.huangpu"]


def test_where_there_is_no_edition_yet_the_next_one_counts(read: Read) -> None:
    catalog = read(TEXT.replace("2026-01-01", "2026-12-01"))
    assert entries(catalog, "now") == ["new food.huangpu", "change food.huangpu"]
    assert entries(catalog, "next") == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("organization: huangpu", "organization: huangpu\n    effective_to: 2026-06-30"),
        ("power: food\n    organization", "power: nowhere\n    organization"),
        ("[{id: new}, {id: change}]\n", "[{id: new, offered: false}]\n"),
        ("expires_on: 2026-12-31", "organizations: [pudong]"),
        (
            "[{id: new}, {id: change}]\n    --- # handbooks/next",
            "[{id: new, power: other}, {id: gone}]\n    --- # handbooks/next",
        ),
        (
            "id: next\n    series: food\n    powers: [food]\n    effective_on: 2027-01-01\n",
            "id: next\n    series: b\n    powers: [food]\n    effective_on: 2026-01-01\n",
        ),
    ],
    ids=["ended", "dangling", "not offered", "another body", "another power", "two handbooks"],
)
def test_what_is_not_about_the_item_is_left_out(read: Read, old: str, new: str) -> None:
    text = TEXT[: TEXT.index("--- # impl")] + TEXT[TEXT.index("--- # impl") :].replace(old, new)
    if text == TEXT:
        text = TEXT.replace(old, new)
    assert text != TEXT
    assert "new food.huangpu" not in entries(read(text), "now")


LIMITS = TEXT.replace(
    "[{id: new}, {id: change}]\n    --- # handbooks/next",
    """
      - id: new
        statutory_limit: {value: 20, unit: working_day}
        promised_limit: {value: 10, unit: working_day}
        scenarios: [{id: a, promised_limit: {value: 3, unit: working_day}}, {id: b}]
    --- # handbooks/next""",
).replace("[{id: new}, {id: change}]", "[{id: new, statutory_limit: {value: 15, unit: working_day}}]")


def test_every_promise_with_the_limit_it_must_keep(read: Read) -> None:
    catalog = read(LIMITS)
    item = catalog.of("handbook")[1].at("/handling_items/0")
    found = [(each.promised.value["value"], each.statutory.value["value"], each.at.record.id) for each in promises(catalog, item)]
    assert found == [(10, 20, "now"), (3, 20, "now"), (10, 15, "food.huangpu"), (3, 15, "food.huangpu")]


def test_what_bounds_a_case(read: Read) -> None:
    catalog = read(LIMITS)
    item = catalog.of("handbook")[1].at("/handling_items/0")
    first, second = item["scenarios"]
    assert [each.value["value"] for each in bounding(item, None, first)] == [3], "in the place of the item's"
    assert [each.value["value"] for each in bounding(item, None, second)] == [10]
    (entry,) = local_entries(catalog, item)
    bare = read(LIMITS.replace("        promised_limit: {value: 10, unit: working_day}\n", ""))
    item = bare.of("handbook")[1].at("/handling_items/0")
    assert [each.value["value"] for each in bounding(item, entry, second)] == [15]
    own = read(LIMITS.replace("{id: new, statutory_limit: {value: 15,", "{id: new, promised_limit: {value: 5,"))
    item = own.of("handbook")[1].at("/handling_items/0")
    first, second = item["scenarios"]
    (entry,) = local_entries(own, item)
    assert [each.value["value"] for each in bounding(item, entry, first)] == [5, 3], "both were promised"
    assert [each.value["value"] for each in bounding(item, entry, second)] == [5]
    item = bare.of("handbook")[1].at("/handling_items/0")
    assert [each.value["value"] for each in bounding(item, None, None)] == [20]
