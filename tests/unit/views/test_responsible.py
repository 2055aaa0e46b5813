"""Whose a record is."""

from __future__ import annotations

import pytest

from powercat.core.reference import Ref
from powercat.views.responsible import power_types, responsible, reviewers
from tests.unit.views.conftest import Read

CATALOG = """
--- # catalog.yaml
{kind: catalog, id: c, authority: city}
--- # organizations/city.yaml
{kind: organization, id: city, name: 市局}
--- # organizations/east.yaml
{kind: organization, id: east, name: 东区局}
--- # organizations/west.yaml
{kind: organization, id: west, name: 西区局}
--- # powers/main.yaml
{kind: power, id: main, power_type: licence, organization: city}
--- # powers/sub.yaml
{kind: power, id: sub, power_type: licence, parent: main}
--- # powers/other.yaml
{kind: power, id: other, power_type: reward, organization: west}
--- # implementations/east.yaml
{kind: implementation, id: main-east, power: main, organization: east}
--- # handbooks/main.yaml
{kind: handbook, id: main-1, series: main, powers: [main, other], organizations: [east, west], effective_on: 2026-01-01}
--- # guides/all.yaml
{kind: guide, id: all, handbook: main}
--- # guides/east.yaml
{kind: guide, id: east, handbook: main, implementation: main-east}
--- # guides/lost.yaml
{kind: guide, id: lost, handbook: nowhere, review: {by_organization: city}}
--- # responsibilities/stated.yaml
{kind: responsibility, id: stated, powers: [main], organizations: [west]}
--- # responsibilities/plain.yaml
{kind: responsibility, id: plain, powers: [main, other]}
--- # discretion/d.yaml
{kind: discretion, id: d, power: other}
--- # bundles/b.yaml
{kind: bundle, id: b, lead_organizations: [east], items: [{id: x, power: main}, {id: y, name: 外面}]}
--- # laws/l.yaml
{kind: law, id: l, title: 法}
"""


@pytest.mark.parametrize(
    ("kind", "name", "owners", "types"),
    [
        ("catalog", "c", ["city"], []),
        ("organization", "east", ["east"], []),
        ("power", "main", ["city"], ["licence"]),
        ("power", "sub", ["city"], ["licence"]),
        ("implementation", "main-east", ["east"], ["licence"]),
        ("handbook", "main-1", ["east", "west"], ["licence", "reward"]),
        ("guide", "all", ["east", "west"], ["licence", "reward"]),
        ("guide", "east", ["east"], ["licence"]),
        ("guide", "lost", [], []),
        ("responsibility", "stated", ["west"], ["licence"]),
        ("responsibility", "plain", ["city", "west"], ["licence", "reward"]),
        ("discretion", "d", ["west"], ["reward"]),
        ("bundle", "b", ["east"], ["licence"]),
        ("law", "l", [], []),
    ],
)
def test_owners_and_types(read: Read, kind: str, name: str, owners: list[str], types: list[str]) -> None:
    catalog = read(CATALOG)
    record = catalog[Ref(kind, name)]
    assert [each.id for each in responsible(catalog, record)] == owners
    assert list(power_types(catalog, record)) == types


def test_who_reviews(read: Read) -> None:
    catalog = read(CATALOG)
    assert [each.id for each in reviewers(catalog, catalog[Ref("guide", "lost")])] == ["city"]
    assert [each.id for each in reviewers(catalog, catalog[Ref("guide", "east")])] == ["east"]
