"""From when to when a power lives, with what its main item passes on."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from powercat.core.catalog import Catalog
from powercat.core.record import Record
from powercat.core.reference import Ref
from powercat.power.family import family, is_whole, lineage, main_item, sub_items
from powercat.power.filing import covered_by_initial_filing, regime_since
from powercat.power.life import day_after, day_before, exercised, in_force, life, powers_in_force, stated, status

Read = Callable[..., Catalog]

FAMILY = """
    --- # powers/main.yaml
    kind: power
    id: main
    effective_from: 2021-05-01
    effective_to: 2026-12-31
    filing: {number: 1号, filed_on: 2021-04-20}
    --- # powers/sub.yaml
    kind: power
    id: sub
    parent: main
    --- # powers/late.yaml
    kind: power
    id: late
    parent: main
    effective_from: 2027-01-01
"""


def power(catalog: Catalog, name: str) -> Record:
    return catalog[Ref("power", name)]


@pytest.mark.parametrize(
    ("day", "wanted"),
    [("2021-04-30", "coming"), ("2021-05-01", "in_force"), ("2026-12-31", "in_force"), ("2027-01-01", "ended")],
)
def test_first_and_last_day_count_and_are_passed_on(read: Read, day: str, wanted: str) -> None:
    catalog = read(FAMILY)
    assert status(catalog, power(catalog, "main"), day) == wanted
    assert status(catalog, power(catalog, "sub"), day) == wanted


def test_own_dates_stand_before_those_of_the_main_item(read: Read) -> None:
    catalog = read(FAMILY)
    late = power(catalog, "late")
    assert life(catalog, late).start == "2027-01-01"
    assert life(catalog, late).end == "2026-12-31"
    assert stated(catalog, late, "effective_from").record is late
    assert stated(catalog, late, "filing").record.id == "main"
    assert stated(catalog, late, "legal_basis").record is late
    assert stated(catalog, late, "legal_basis").raw is None


def test_suspended_on_the_days_between_and_while_it_goes_on(read: Read) -> None:
    catalog = read("""
        --- # powers/a.yaml
        kind: power
        id: a
        suspended:
          - {from: 2025-03-01, to: 2025-08-31}
          - {from: 2026-06-01}
    """)
    a = power(catalog, "a")
    days = ["2025-02-28", "2025-03-01", "2025-08-31", "2025-09-01", "2026-06-01"]
    assert [status(catalog, a, day) for day in days] == ["in_force", "suspended", "suspended", "in_force", "suspended"]
    assert not in_force(catalog, a)
    assert in_force(catalog.on(date(2026, 1, 1)), a)


def test_a_draft_is_never_in_force_nor_is_what_is_below_it(read: Read) -> None:
    catalog = read("""
        --- # powers/main.yaml
        kind: power
        id: main
        draft: true
        effective_to: 2020-12-31
        --- # powers/sub.yaml
        kind: power
        id: sub
        parent: main
    """)
    assert {status(catalog, each) for each in catalog.of("power")} == {"draft"}
    assert powers_in_force(catalog) == []


def test_a_decision_without_a_last_day_ends_the_power(read: Read) -> None:
    catalog = read("""
        --- # powers/a.yaml
        kind: power
        id: a
        abolition: {decided_on: 2026-06-30}
    """)
    a = power(catalog, "a")
    assert status(catalog, a, "2026-06-30") == "in_force"
    assert status(catalog, a, "2026-07-01") == "ended"


@pytest.mark.parametrize("value", ["二〇二六年", "2026-02-30", "20260101", "2026-1-1", "true", "[2026-01-01]"])
def test_what_is_no_date_reads_as_left_out(read: Read, value: str) -> None:
    catalog = read(f"""
        --- # powers/a.yaml
        kind: power
        id: a
        effective_from: {value}
        effective_to: {value}
    """)
    assert life(catalog, power(catalog, "a")) == life(catalog, power(catalog, "a"))
    assert (life(catalog, power(catalog, "a")).start, life(catalog, power(catalog, "a")).end) == ("", "")


def test_a_main_item_is_exercised_through_its_sub_items_also_while_they_rest(read: Read) -> None:
    catalog = read(FAMILY)
    assert [each.id for each in exercised(catalog)] == ["sub"]
    later = catalog.on(date(2020, 1, 1))
    assert exercised(later) == []
    only_late = read(FAMILY.replace("parent: main\n    --- # powers/late", "parent: other\n    --- # powers/late"))
    assert {each.id for each in exercised(only_late)} == {"sub"}
    ended = FAMILY.replace("from: 2027-01-01", "to: 2025-12-31").replace("id: sub\n    parent: main", "id: sub")
    assert {each.id for each in exercised(read(ended))} == {"main", "sub"}
    suspended = FAMILY.replace("id: sub\n", "id: sub\n    suspended: [{from: 2026-06-01}]\n")
    assert exercised(read(suspended)) == []


def test_parents_in_a_circle_do_not_hang(read: Read) -> None:
    catalog = read("""
        --- # powers/a.yaml
        kind: power
        id: a
        parent: b
        --- # powers/b.yaml
        kind: power
        id: b
        parent: a
        --- # powers/c.yaml
        kind: power
        id: c
        parent: c
    """)
    a, b, c = (power(catalog, name) for name in "abc")
    assert lineage(catalog, a) == [a, b]
    assert (main_item(catalog, c), sub_items(catalog, c)) == (None, ())
    assert life(catalog, a).status("2026-01-01") == "in_force"


def test_family_and_missing_main_items(read: Read) -> None:
    catalog = read(FAMILY + "    --- # powers/orphan.yaml\n    kind: power\n    id: orphan\n    parent: nowhere\n")
    main, sub, orphan = (power(catalog, name) for name in ("main", "sub", "orphan"))
    assert [each.id for each in family(catalog, main)] == ["main", "late", "sub"]
    assert [each.id for each in family(catalog, sub)] == ["sub", "main"]
    assert is_whole(catalog, sub)
    assert not is_whole(catalog, orphan)


def test_the_regime_begins_after_the_initial_filing_unless_said(read: Read) -> None:
    text = """
        --- # catalog.yaml
        kind: catalog
        id: c
        initial_filing: {number: 1号, filed_on: 2015-12-31}
        --- # powers/old.yaml
        kind: power
        id: old
        effective_from: 2015-12-31
        --- # powers/new.yaml
        kind: power
        id: new
        effective_from: 2016-01-01
    """
    catalog = read(text)
    assert regime_since(catalog) == "2016-01-01"
    assert covered_by_initial_filing(catalog, power(catalog, "old"))
    assert not covered_by_initial_filing(catalog, power(catalog, "new"))
    assert regime_since(read(text.replace("initial_filing", "regime_since: 2017-01-01\n        initial_filing"))) == "2017-01-01"
    assert regime_since(read("--- # powers/a.yaml\nkind: power\nid: a\n")) == ""


def test_days_next_to_one_another() -> None:
    assert (day_before("2024-03-01"), day_after("2023-12-31")) == ("2024-02-29", "2024-01-01")
    assert (day_before("0001-01-01"), day_after("9999-12-31")) == ("0001-01-01", "9999-12-31")
