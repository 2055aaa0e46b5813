"""The data behind the rules: whole, in the schema's words, each entry with its source."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

import pytest

from powercat.checks.power import code_inconsistent, part_missing
from powercat.core.catalog import Catalog
from powercat.core.schema import Schemas
from powercat.power.tables import shipped

GROUPS = {"licence", "application", "ex_officio", "public_service"}


def test_every_type_has_its_duty_chain(schemas: Schemas) -> None:
    entries: list[dict[str, Any]] = shipped("duty_chains")["chains"]
    types = schemas["power"].field("/power_type").choices
    stages = schemas["responsibility"].field("/duties/*/stage").choices
    assert {entry["type"] for entry in entries} == set(types)
    assert len({(entry["type"], entry["by"]) for entry in entries}) == len(entries)
    for entry in entries:
        assert entry["by"] in ("application", "ex_officio")
        for part in (entry, *([entry["summary"]] if "summary" in entry else [])):
            assert part["source"] and part["en"].isascii()
            for link in part["chain"]:
                assert link["stages"] and set(link["stages"]) <= set(stages)
                assert set(link) <= {"stages", "step"}
        assert bool(entry["chain"]) == (entry["type"] != "public_service")


def test_the_chains_the_law_gives() -> None:
    chains = {(entry["type"], entry["by"]): entry["chain"] for entry in shipped("duty_chains")["chains"]}
    assert [link["stages"][0] for link in chains["licence", "application"]] == [
        "acceptance",
        "examination",
        "decision",
        "delivery",
        "supervision",
    ]
    assert [link["stages"] for link in chains["penalty", "ex_officio"]] == [
        ["case_filing"],
        ["investigation"],
        ["notification"],
        ["decision"],
        ["service_of_documents"],
    ]


def test_every_demand_is_a_field_of_the_schema(schemas: Schemas) -> None:
    roots = {"power": "", "handbook": "", "guide": "", "handling_item": "/handling_items/*"}
    entries: list[dict[str, Any]] = shipped("demands")["demands"]
    for entry in entries:
        kind = "handbook" if entry["record"] == "handling_item" else entry["record"]
        field = schemas[kind].field(roots[entry["record"]])
        assert entry["part"] in field.properties
        assert entry.get("or", entry["part"]) in field.properties
        assert set(entry["of"]) <= GROUPS
        assert entry["source"] and entry["en"].isascii()
    told = [(entry["record"], entry["part"]) for entry in entries if "told_by" not in entry]
    assert ("power", "filing") not in told
    catalog = Catalog.build(schemas, [], {}, date(2026, 7, 1))
    assert sum(len(demands) for demands in part_missing.demands(catalog).values()) == len(told)


@pytest.mark.parametrize("name", ["types", "levels"])
def test_code_families_say_what_differs(schemas: Schemas, name: str) -> None:
    entries: list[dict[str, Any]] = shipped("code_families")["families"]
    field, key, digits = {
        "types": ("/power_type", "type", "digits"),
        "levels": ("/exercise_levels/*", "level", "digit"),
    }[name]
    listed = schemas["power"].field(field).choices
    national: Mapping[str, str] = pairs(entries[0][name], key, digits)
    assert entries[0]["area"] == code_inconsistent.NATIONAL
    assert national == {word: choice.code for word, choice in listed.items()}
    for entry in entries[1:]:
        own = pairs(entry.get(name, ()), key, digits)
        assert own.items().isdisjoint(national.items()), "only what differs from the national codes"
        assert set(own) <= set(listed)
        assert len({**national, **own}.values()) == len(set({**national, **own}.values())), "no digits for two types"
        assert entry["source"]


def pairs(entries: Iterable[Mapping[str, str]], key: str, value: str) -> dict[str, str]:
    return {entry[key]: entry[value] for entry in entries}
