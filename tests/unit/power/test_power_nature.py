"""Types of power, who sets them in motion, and the data behind it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from powercat.core.catalog import Catalog
from powercat.core.reference import Ref
from powercat.core.schema import load_schemas
from powercat.power.nature import group, initiation, is_service, power_type
from powercat.power.tables import shipped

Read = Callable[..., Catalog]

TYPES = load_schemas()["power"].field("/power_type").choices


def test_every_type_has_a_default_with_its_source() -> None:
    entries = shipped("initiation")["initiation"]
    assert [entry["type"] for entry in entries] == list(TYPES)
    assert {entry["initiation"] for entry in entries} == {"application", "ex_officio"}
    assert all(entry["source"] for entry in entries)


@pytest.mark.parametrize(
    ("kind", "stated", "wanted"),
    [
        ("licence", "", "licence"),
        ("penalty", "", "ex_officio"),
        ("compulsion", "", "ex_officio"),
        ("levy", "", "ex_officio"),
        ("benefit", "", "application"),
        ("inspection", "", "ex_officio"),
        ("confirmation", "", "application"),
        ("reward", "", "application"),
        ("adjudication", "", "application"),
        ("other", "", "application"),
        ("public_service", "", "public_service"),
        ("other", "ex_officio", "ex_officio"),
        ("levy", "application", "application"),
        ("public_service", "ex_officio", "public_service"),
        ("licence", "sometimes", "licence"),
        ("permit", "", None),
        ("[licence]", "", None),
    ],
)
def test_the_group_of_a_power(read: Read, kind: str, stated: str, wanted: str | None) -> None:
    says = f"initiation: {stated}" if stated else ""
    catalog = read(f"--- # powers/a.yaml\nkind: power\nid: a\npower_type: {kind}\n{says}\n")
    assert group(catalog[Ref("power", "a")]) == wanted


def test_a_power_without_a_type(read: Read) -> None:
    record = read("--- # powers/a.yaml\nkind: power\nid: a\n")[Ref("power", "a")]
    assert (power_type(record), initiation(record), is_service(record)) == ("", "application", False)
