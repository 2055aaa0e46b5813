"""The rules on the example catalog: clean as it is, and each thing taken away is missed. And on rubbish: never an exception."""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from powercat import checks
from powercat.core.catalog import Catalog
from powercat.core.engine import Policy, judge
from powercat.core.load import load
from powercat.core.registry import collect
from powercat.core.rule import Rule
from powercat.core.schema import Schemas
from powercat.core.store import MemoryStore

RULES = [rule for rule in collect(checks, Rule) if rule.code.startswith(("PC2", "PC3")) or rule.code == "PC108"]
DAY = date(2026, 7, 1)

Files = dict[str, bytes]


@pytest.fixture(scope="module")
def few(files: Files) -> Files:
    """What belongs to one licence and its like, so that rubbish hits what is looked at."""
    return {path: raw for path, raw in files.items() if "food" in path or "market" in path or "catalog" in path}


@pytest.fixture(scope="module")
def files(root: Path) -> Files:
    folder = root / "catalog-data"
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*.yaml"))}


def catalog(files: Mapping[str, bytes], schemas: Schemas) -> Catalog:
    return load(MemoryStore(files), schemas, DAY)


def codes(files: Mapping[str, bytes], schemas: Schemas) -> set[str]:
    return {found.code for found in judge(catalog(files, schemas), RULES, Policy())}


def test_the_example_catalog_is_clean(files: Files, schemas: Schemas) -> None:
    found = judge(catalog(files, schemas), RULES, Policy())
    assert [(each.code, each.span.path, each.text("en")) for each in found] == []


def without(folder: str) -> Callable[[Files], Files]:
    return lambda files: {path: raw for path, raw in files.items() if not path.startswith(folder)}


def edited(path: str, old: str, new: str) -> Callable[[Files], Files]:
    def change(files: Files) -> Files:
        text = files[path].decode()
        assert old in text
        return files | {path: text.replace(old, new, 1).encode()}

    return change


@pytest.mark.parametrize(
    ("change", "wanted"),
    [
        (without("responsibilities/"), {"PC204"}),
        (without("handbooks/"), {"PC202", "PC207"}),
        (without("guides/"), {"PC208"}),
        (edited("powers/food-business-licence.yaml", "filing:", "zzz:"), {"PC205"}),
        (edited("powers/food-business-licence.yaml", "filed_on: 2021-04-20", "filed_on: 2021-05-20"), {"PC206"}),
        (edited("powers/food-business-licence-catering.yaml", '"310100256001"', '"310200256001"'), {"PC210"}),
        (edited("responsibilities/food-business-licence.yaml", "stage: acceptance", "stage: other"), {"PC214"}),
        (edited("handbooks/food-business-licence-2026.yaml", "fees: []", "quota: 0"), {"PC217"}),
        (edited("organizations/huangpu-market-regulation.yaml", "level:", "abolished_on: 2026-01-01\nlevel:"), {"PC213"}),
    ],
)
def test_what_is_taken_away_is_missed(files: Files, schemas: Schemas, change: Callable[[Files], Files], wanted: set[str]) -> None:
    assert codes(change(files), schemas) == wanted


RUBBISH: list[Any] = [
    None,
    True,
    0,
    3.5,
    "",
    "x",
    "2026-13-01",
    [],
    {},
    ["a", 1, None, {}],
    {"id": 1},
    [[]],
    "2026-01-01",
    "不存在",
]


def places(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    yield path
    for key, below in value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ():
        yield from places(below, (*path, key))


def put(value: Any, path: tuple[Any, ...], new: Any) -> Any:
    if not path:
        return new
    if isinstance(value, dict):
        return {**value, path[0]: put(value[path[0]], path[1:], new)}
    return [put(item, path[1:], new) if index == path[0] else item for index, item in enumerate(value)]


@pytest.mark.parametrize("seed", range(40))
def test_rubbish_in_records_raises_nothing_and_can_be_told(few: Files, schemas: Schemas, seed: int) -> None:
    choose = random.Random(seed)
    plain = {document.path: document.data for document in catalog(few, schemas).documents}
    ids = sorted({data["id"] for data in plain.values() if isinstance(data, dict)})
    changed = dict(plain)
    for _ in range(choose.randint(5, 60)):
        path = choose.choice(sorted(changed))
        place = choose.choice(list(places(changed[path])))
        if place:
            new = choose.choice(ids) if choose.random() < 0.3 else choose.choice(RUBBISH)
            changed[path] = put(changed[path], place, new)
    written = {path: json.dumps(data, ensure_ascii=False).encode() for path, data in changed.items()}
    for found in judge(catalog(written, schemas), RULES, Policy()):
        assert found.text("zh")
        assert found.text("en")
        assert found.advice("zh") or found.hint is None
        assert found.fingerprint
