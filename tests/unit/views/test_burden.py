"""What powers ask of people, in numbers worked out by hand."""

from __future__ import annotations

from typing import get_args

import pytest

from powercat.views.burden import GROUPINGS, REASONS, By, Share, Spread, burden
from powercat.views.burden_rows import FIGURES, cells, flat, left_out, plain
from tests.unit.views.conftest import Read

BODIES = """
--- # organizations/east.yaml
kind: organization
id: east
name: 东区局
--- # organizations/west.yaml
kind: organization
id: west
name: 西区局
"""

# Three powers in force: a licence that two districts handle, a penalty of the east, a public service of the west; and two that
# are not: one ended, one a draft.
SMALL = (
    BODIES
    + """
--- # powers/licence.yaml
{kind: power, id: licence, name: 甲许可, power_type: licence, organization: east, effective_from: 2020-01-01}
--- # powers/penalty.yaml
{kind: power, id: penalty, name: 乙处罚, power_type: penalty, organization: east, effective_from: 2020-01-01}
--- # powers/service.yaml
{kind: power, id: service, name: 丙服务, power_type: public_service, organization: west, effective_from: 2020-01-01}
--- # powers/ended.yaml
{kind: power, id: ended, power_type: licence, organization: east, effective_from: 2020-01-01, effective_to: 2025-12-31}
--- # powers/draft.yaml
{kind: power, id: draft, power_type: licence, organization: east, draft: true}
--- # implementations/east.yaml
kind: implementation
id: licence-east
power: licence
organization: east
handling_items:
  - {id: new, promised_limit: {value: 5, unit: working_day}, materials_drop: [plan], materials_add: [{name: 一}, {name: 二}, {name: 三}]}
--- # implementations/west.yaml
kind: implementation
id: licence-west
power: licence
organization: west
handling_items:
  - {id: renew, offered: false}
--- # handbooks/old.yaml
kind: handbook
id: licence-1
series: licence
powers: [licence]
effective_on: 2020-01-01
expires_on: 2025-12-31
handling_items: [{id: old, materials: [{name: 旧}]}]
--- # handbooks/licence.yaml
kind: handbook
id: licence-2
series: licence
powers: [licence]
effective_on: 2026-01-01
defaults: {case_type: committed, fees: []}
handling_items:
  - id: new
    scenarios: [{id: one}, {id: two}]
    materials:
      - {id: form, name: 申请表}
      - {id: plan, name: 平面图, one_of: 布局}
      - {id: film, name: 影像, one_of: 布局}
      - {id: licence, name: 执照, obtained_by: sharing}
      - {id: promise, name: 承诺, obtained_by: commitment}
      - {id: rules, name: 制度, scenarios: [one]}
      - {id: chain, name: 连锁说明, scenarios: [two]}
      - {id: brand, name: 商标, scenarios: [two]}
    promised_limit: {value: 10, unit: working_day}
    statutory_limit: {value: 20, unit: working_day}
    procedure: [{id: a}, {id: b}, {id: c}]
  - id: renew
    case_type: immediate
    fees: [{name: 工本费}]
    materials: []
    promised_limit: {value: 0, unit: working_day}
    statutory_limit: {before_expiry: true}
    procedure: [{id: a}]
--- # handbooks/penalty.yaml
kind: handbook
id: penalty
series: penalty
powers: [penalty]
effective_on: 2026-01-01
handling_items:
  - id: ordinary
    statutory_limit: {value: 90, unit: calendar_day}
    procedure: [{id: a}, {id: b}, {id: c}, {id: d}, {id: e}]
--- # handbooks/service.yaml
kind: handbook
id: service
series: service
powers: [service]
effective_on: 2026-01-01
handling_items:
  - {id: advice, promised_limit: {value: 1, unit: year}, statutory_limit: {value: 24, unit: month}, materials: [{name: 表}]}
--- # handbooks/ended.yaml
kind: handbook
id: ended
series: ended
powers: [ended]
effective_on: 2020-01-01
handling_items: [{id: over, materials: [{name: 甲}, {name: 乙}]}]
--- # guides/licence.yaml
kind: guide
id: licence
handbook: licence
items:
  - {handling_item: new, on_site_visits: 1, online_depth: [consultation, acceptance]}
  - {handling_item: renew, on_site_visits: 0, online_depth: [handling]}
--- # guides/licence-east.yaml
kind: guide
id: z-licence-east
handbook: licence
implementation: licence-east
items: [{handling_item: new, on_site_visits: 2, online_depth: [e_licence]}]
"""
)


def spread(counted: int, median: float | None, highest: float | None, **left_out: int) -> Spread:
    return Spread(counted, median, highest, left_out)


def test_the_whole(read: Read) -> None:
    (group,) = burden(read(SMALL))
    found = group.burden
    # new at east and west, renew at east (west does not offer it), the penalty at east, the advice at west
    assert (found.powers, found.items, found.offered) == (3, 4, 5)
    # at west, new in scenario two: form, one of plan and film, chain, brand = 4; at east the plan is dropped, which leaves the
    # film, and three are added = 7; renew 0; advice 1
    assert found.materials == spread(4, 2.5, 7, ex_officio=1)
    assert found.steps == spread(4, 3, 5, unstated=1)
    # new: 5 at east, 10 at west; renew: 0 at east; the year of the advice is no working day
    assert found.promised == spread(3, 5, 10, ex_officio=1, year=1)
    assert found.statutory == spread(2, 20, 20, before_expiry=1, calendar_day=1, month=1)
    # new 5/20 and 10/20, advice 12/24
    assert found.ratio == spread(3, 0.5, 0.5, ex_officio=1, before_expiry=1)
    # new: 2 at east by its own guide, 1 at west; renew 0; the advice has no guide
    assert found.visits == spread(3, 1, 2, unstated=1, ex_officio=1)
    assert found.online == Share(2, 3)
    assert found.immediate == Share(1, 3)
    assert found.free == Share(2, 3)


def test_by_organization_each_with_its_own_limits(read: Read) -> None:
    groups = {group.key: group.burden for group in burden(read(SMALL), "organization")}
    assert list(groups) == ["east", "west"]
    east, west = groups.values()
    assert (east.powers, east.items, east.offered) == (2, 3, 3)
    assert (west.powers, west.items, west.offered) == (2, 2, 2)
    assert (east.promised.median, west.promised.median) == (2.5, 10)
    assert (east.materials.highest, west.materials.highest) == (7, 4)
    assert (east.visits.median, west.visits.median) == (1, 1)
    assert (east.online, west.online) == (Share(2, 2), Share(0, 1))
    assert burden(read(SMALL), "organization")[0].name.zh == "东区局"


def test_by_type(read: Read) -> None:
    groups = {group.key: group for group in burden(read(SMALL), "type")}
    assert list(groups) == ["licence", "penalty", "public_service"]
    assert groups["penalty"].name.zh == "行政处罚"
    assert [group.burden.powers for group in groups.values()] == [1, 1, 1]
    assert [group.burden.offered for group in groups.values()] == [3, 1, 1]
    assert groups["penalty"].burden.materials == spread(0, None, None, ex_officio=1)


def test_parts_add_up(read: Read) -> None:
    catalog = read(SMALL)
    whole = burden(catalog)[0].burden
    for by in ("organization", "type"):
        assert sum(group.burden.offered for group in burden(catalog, by)) == whole.offered


def test_nobody_and_no_type_have_a_group_of_their_own(read: Read) -> None:
    catalog = read(
        """
        --- # powers/a.yaml
        {kind: power, id: a, organization: nowhere, power_type: wrong}
        --- # handbooks/a.yaml
        {kind: handbook, id: a, series: a, powers: [a], effective_on: 2026-01-01, handling_items: [{id: x}]}
        """
    )
    for by in ("organization", "type"):
        (group,) = burden(catalog, by)
        assert (group.key, group.burden.powers, group.burden.offered) == ("", 1, 1)


def test_an_empty_catalog(read: Read) -> None:
    catalog = read("--- # organizations/o.yaml\n{kind: organization, id: o, name: 局}\n")
    assert burden(catalog, "organization") == ()
    whole = burden(catalog)[0].burden
    assert cells(whole, "zh") == {name: "0" if name in ("powers", "items", "offered") else "–" for name in FIGURES}
    assert list(left_out(whole, "zh")) == []


@pytest.mark.parametrize(
    ("limits", "promised", "statutory", "ratio"),
    [
        ("{value: 3, unit: working_day}, statutory_limit: {value: 0, unit: working_day}", 3, 0, "zero"),
        ("{value: 0, unit: hour}, statutory_limit: {value: 20, unit: working_day}", 0, 20, 0),
        ("{value: 3, unit: working_day}, statutory_limit: {value: 30, unit: calendar_day}", 3, "calendar_day", "unlike_units"),
        ("{value: 3, unit: calendar_day}, statutory_limit: {value: 30, unit: calendar_day}", "calendar_day", "calendar_day", 0.1),
        ("{value: 3, unit: working_day}, statutory_limit: {none: true, reason: 无}", 3, "none", "none"),
        ("{value: x, unit: working_day}, statutory_limit: {value: 3}", "unstated", "unstated", "unstated"),
    ],
)
def test_units(read: Read, limits: str, promised: object, statutory: object, ratio: object) -> None:
    found = burden(
        read(
            f"""
            --- # powers/a.yaml
            {{kind: power, id: a, organization: o, power_type: licence}}
            --- # handbooks/a.yaml
            kind: handbook
            id: a
            series: a
            powers: [a]
            effective_on: 2026-01-01
            handling_items: [{{id: x, promised_limit: {limits}}}]
            """
        )
    )[0].burden
    for part, wanted in ((found.promised, promised), (found.statutory, statutory), (found.ratio, ratio)):
        assert (next(iter(part.left_out)) if part.median is None else part.median) == wanted


def test_words_and_numbers(read: Read) -> None:
    whole = burden(read(SMALL))[0].burden
    said = cells(whole, "zh")
    assert said["materials"] == "2.5（4 项）"
    assert said["ratio"] == "50%（3 项）"
    assert said["online"] == "2/3（67%）"
    assert cells(whole, "en")["ratio"] == "50% (of 3)"
    assert "承诺工作日：5 项里算了 3 项，没有算的：依职权办理，不用填写 1 项、按年计算 1 项" in list(left_out(whole, "zh"))
    assert plain(whole)["promised"] == {"median": 5, "highest": 10, "counted": 3, "left_out": {"ex_officio": 1, "year": 1}}
    assert plain(whole)["free"] == {"count": 2, "of": 3}
    assert (
        flat(whole, "en")["statutory_left_out"]
        == "1 as “before expiry, no number of days”; 1 as “in calendar days”; 1 as “in months”"
    )


def test_words_are_there_for_every_unit_and_grouping(read: Read) -> None:
    unit = read(SMALL).schemas["handbook"].field("/handling_items/*/promised_limit/unit")
    assert set(unit.choices) - {"working_day"} <= set(REASONS)
    assert set(GROUPINGS) == set(get_args(By))
