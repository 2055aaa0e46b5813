"""Editions of handbooks, the guides of a power, the bodies that act, the items with defaults, the duties."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date

import pytest

from powercat.core.catalog import Catalog
from powercat.core.record import Record
from powercat.core.reference import Ref
from powercat.power.bodies import bodies, bodies_of_handbook, implementations
from powercat.power.duty import responsibilities
from powercat.power.item import effective, items, powers_of
from powercat.power.standard import edition, edition_of, editions, guides, handbooks, standards
from powercat.power.unread import may_name

Read = Callable[..., Catalog]

SERIES = """
    --- # powers/main.yaml
    kind: power
    id: main
    organization: city
    --- # powers/sub.yaml
    kind: power
    id: sub
    parent: main
    organization: city
    --- # handbooks/h-2025.yaml
    kind: handbook
    id: h-2025
    series: h
    powers: [main]
    effective_on: 2025-01-01
    --- # handbooks/h-2026.yaml
    kind: handbook
    id: h-2026
    series: h
    powers: [sub]
    effective_on: 2026-01-01
    expires_on: 2026-12-31
    replaces: h-2025
    --- # handbooks/h-2027.yaml
    kind: handbook
    id: h-2027
    series: h
    powers: [sub]
    effective_on: 2027-01-01
"""


@pytest.mark.parametrize(
    ("day", "wanted"),
    [
        ("2024-12-31", None),
        ("2025-01-01", "h-2025"),
        ("2025-12-31", "h-2025"),
        ("2026-01-01", "h-2026"),
        ("2026-12-31", "h-2026"),
        ("2027-01-01", "h-2027"),
    ],
)
def test_the_date_picks_one_edition(read: Read, day: str, wanted: str | None) -> None:
    catalog = read(SERIES)
    found = edition_of(catalog, "h", day)
    assert (found.id if found else None) == wanted


def test_a_replaced_edition_ends_the_day_before(read: Read) -> None:
    catalog = read(SERIES)
    assert [each.last for each in editions(catalog, "h")] == ["2025-12-31", "2026-12-31", ""]
    assert editions(catalog, "no-such-series") == ()


def test_what_an_edition_says_of_its_end_stands_before_who_replaces_it(read: Read) -> None:
    catalog = read(SERIES.replace("effective_on: 2025-01-01", "effective_on: 2025-01-01\n    expires_on: 2025-06-30"))
    assert edition(catalog, catalog[Ref("handbook", "h-2025")]).last == "2025-06-30"


def test_of_overlapping_editions_the_later_one(read: Read) -> None:
    catalog = read(SERIES.replace("replaces: h-2025\n", ""))
    found = edition_of(catalog, "h")
    assert found is not None and found.id == "h-2026"


def test_a_handbook_of_the_main_item_serves_the_sub_item(read: Read) -> None:
    catalog = read(SERIES)
    main, sub = catalog[Ref("power", "main")], catalog[Ref("power", "sub")]
    assert [each.id for each in handbooks(catalog, sub)] == ["h-2026", "h-2027", "h-2025"]
    assert [each.id for each in standards(catalog, sub)] == ["h-2026"]
    assert [each.id for each in standards(catalog, sub, "2025-06-01")] == ["h-2025"]
    assert standards(catalog, main) == []


def test_guides_of_a_power(read: Read) -> None:
    catalog = read(
        SERIES
        + """
    --- # powers/other.yaml
    kind: power
    id: other
    --- # implementations/other.yaml
    kind: implementation
    id: other.a
    power: other
    --- # implementations/main.yaml
    kind: implementation
    id: main.a
    power: main
    --- # guides/plain.yaml
    kind: guide
    id: plain
    handbook: h
    --- # guides/of-other.yaml
    kind: guide
    id: of-other
    handbook: h
    implementation: other.a
    --- # guides/of-main.yaml
    kind: guide
    id: of-main
    handbook: h
    implementation: main.a
    --- # guides/dangling.yaml
    kind: guide
    id: dangling
    handbook: h
    implementation: nowhere
    --- # guides/elsewhere.yaml
    kind: guide
    id: elsewhere
    handbook: g
"""
    )
    assert [each.id for each in guides(catalog, catalog[Ref("power", "sub")])] == ["dangling", "of-main", "plain"]
    assert guides(catalog, catalog[Ref("power", "other")]) == []


BODIES = """
    --- # organizations/city.yaml
    kind: organization
    id: city
    --- # organizations/a.yaml
    kind: organization
    id: a
    --- # organizations/b.yaml
    kind: organization
    id: b
    --- # powers/main.yaml
    kind: power
    id: main
    organization: city
    --- # powers/sub.yaml
    kind: power
    id: sub
    parent: main
    organization: city
    --- # implementations/sub.a.yaml
    kind: implementation
    id: sub.a
    power: sub
    organization: a
    --- # implementations/sub.b.yaml
    kind: implementation
    id: sub.b
    power: sub
    organization: b
    effective_to: 2025-12-31
    --- # handbooks/h.yaml
    kind: handbook
    id: h
    series: h
    powers: [sub]
    organizations: [b, nowhere]
    effective_on: 2026-01-01
"""


def ids(records: Iterable[Record]) -> list[str]:
    return [record.id for record in records]


def test_the_bodies_that_act(read: Read) -> None:
    catalog = read(BODIES)
    main, sub, handbook = catalog[Ref("power", "main")], catalog[Ref("power", "sub")], catalog[Ref("handbook", "h")]
    assert ids(bodies(catalog, sub)) == ["b"], "the handbook's organizations"
    assert ids(bodies(catalog, main)) == ["b"], "those of its sub-items"
    assert ids(bodies_of_handbook(catalog, handbook)) == ["b"]

    before = catalog.on(date(2025, 7, 1))
    assert ids(bodies(before, sub)) == ["a", "b"], "no handbook yet: the implementations in force"
    assert ids(implementations(before, sub)) == ["sub.a", "sub.b"]

    silent = read(BODIES.replace("    organizations: [b, nowhere]\n", ""))
    assert ids(bodies(silent, silent[Ref("power", "sub")])) == ["a"], "the implementations in force"
    assert ids(bodies_of_handbook(silent, silent[Ref("handbook", "h")])) == ["a"]

    bare = read(BODIES[: BODIES.index("    --- # implementations")])
    assert ids(bodies(bare, bare[Ref("power", "main")])) == ["city"], "the power's own organization"


def test_bodies_of_powers_in_a_circle(read: Read) -> None:
    catalog = read(BODIES.replace("id: main\n", "id: main\n    parent: sub\n").replace("organizations: [b, nowhere]", ""))
    assert ids(bodies(catalog, catalog[Ref("power", "main")])) == ["a"]


ITEMS = """
    --- # powers/a.yaml
    kind: power
    id: a
    --- # powers/b.yaml
    kind: power
    id: b
    --- # handbooks/h.yaml
    kind: handbook
    id: h
    powers: [a, b, nowhere]
    defaults: {case_type: committed, fees: [{name: 工本费, standard: 5元}], service_objects: []}
    handling_items:
      - {id: own, case_type: immediate, fees: [], power: b}
      - {id: shared}
"""


def test_items_with_defaults_applied(read: Read) -> None:
    catalog = read(ITEMS)
    handbook = catalog[Ref("handbook", "h")]
    own, shared = items(handbook)
    assert effective(own, "case_type").pointer == "/handling_items/0/case_type"
    assert effective(own, "fees").value == []
    assert effective(shared, "fees").pointer == "/defaults/fees"
    assert effective(shared, "case_type").value == "committed"
    assert effective(shared, "service_objects").value == []
    assert effective(shared, "quantity_limit").pointer == "/handling_items/1/quantity_limit"
    assert not effective(shared, "conditions")
    with pytest.raises(KeyError):
        effective(shared, "feez")


def test_the_powers_of_an_item(read: Read) -> None:
    catalog = read(ITEMS)
    handbook = catalog[Ref("handbook", "h")]
    own, shared = items(handbook)
    assert ids(powers_of(catalog, handbook)) == ["a", "b"]
    assert ids(powers_of(catalog, handbook, own)) == ["b"]
    assert ids(powers_of(catalog, handbook, shared)) == ["a", "b"]


def test_responsibilities_in_force_of_a_power_or_its_main_item(read: Read) -> None:
    catalog = read("""
        --- # powers/main.yaml
        kind: power
        id: main
        --- # powers/sub.yaml
        kind: power
        id: sub
        parent: main
        --- # responsibilities/of-main.yaml
        kind: responsibility
        id: of-main
        powers: [main]
        --- # responsibilities/of-sub.yaml
        kind: responsibility
        id: of-sub
        powers: [sub]
        --- # responsibilities/old.yaml
        kind: responsibility
        id: old
        powers: [sub]
        effective_to: 2026-06-30
        --- # responsibilities/coming.yaml
        kind: responsibility
        id: coming
        powers: [sub]
        effective_from: 2026-07-02
    """)
    assert ids(responsibilities(catalog, catalog[Ref("power", "sub")])) == ["of-sub", "of-main"]
    assert ids(responsibilities(catalog, catalog[Ref("power", "main")])) == ["of-main"]


def test_what_an_unread_file_may_say(read: Read) -> None:
    catalog = read("""
        --- # handbooks/broken.yaml
        kind: handbook
        powers: [food-licence
        --- # responsibilities/unclosed.yaml
        id: "fine
        powers: fine
        --- # powers/a.yaml
        kind: power
        id: a
    """)
    assert may_name(catalog, "handbook", "other", "food-licence")
    assert not may_name(catalog, "handbook", "food")
    assert may_name(catalog, "responsibility", "fine"), "the kind by its folder"
    assert not may_name(catalog, "responsibility", "food-licence")
    assert not may_name(catalog, "guide", "fine")
