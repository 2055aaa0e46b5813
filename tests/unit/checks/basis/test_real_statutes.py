"""The example catalog against the real texts of the statutes it cites, where these are at hand."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest

from powercat import checks
from powercat.core.diagnostic import Diagnostic
from powercat.core.document import parse
from powercat.core.engine import Policy, judge
from powercat.core.load import load
from powercat.core.registry import collect
from powercat.core.rule import Rule
from powercat.core.schema import Schemas
from powercat.core.store import MemoryStore

RULES = [rule for rule in collect(checks, Rule) if rule.code in ("PC302", "PC303", "PC304")]
STATE = "中华人民共和国"


@pytest.fixture(scope="module")
def files(root: Path, shared: Path) -> Mapping[str, bytes]:
    """The example catalog, its laws with the texts of those versions that lie in the shared data."""
    folder = root / "catalog-data"
    found = {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*.yaml")}
    texts = {}
    for path in (shared / "data" / "laws").rglob("*.md"):
        named = re.fullmatch(r"(.+)\(([0-9-]{10})\)", path.stem)
        if named:
            texts[named[1].removeprefix(STATE), named[2]] = path
    attached = 0
    for path, raw in list(found.items()):
        data = parse(raw.decode()).data if path.startswith("laws/") else None
        for version in data["versions"] if isinstance(data, dict) else ():
            text = texts.get((data["title"].removeprefix(STATE), version["promulgated_on"]))
            if text is not None:
                version["text"] = f"laws/texts/{data['id']}-{version['promulgated_on']}.md"
                found[version["text"]] = text.read_bytes()
                attached += 1
        if data is not None:
            found[path] = json.dumps(data, ensure_ascii=False).encode()
    assert attached > 30, "the texts of the laws that the example cites"
    return found


def told(files: Mapping[str, bytes], schemas: Schemas) -> list[Diagnostic]:
    return judge(load(MemoryStore(files), schemas, date(2026, 7, 1)), RULES, Policy())


def test_every_provision_that_the_example_cites_is_there(files: Mapping[str, bytes], schemas: Schemas) -> None:
    assert [(each.code, each.span.path, each.text("zh")) for each in told(files, schemas)] == []


@pytest.mark.parametrize(
    ("place", "said"),
    [
        ("article: 84", "没有第八十四条：一共只有 83 条"),
        ("article: 42, paragraphs: [3]", "没有第四十二条第三款：第四十二条只有 2 款"),
        ("article: 72, items: [9]", "没有第七十二条第（九）项：第七十二条只有 8 项"),
        ("article: 45, items: [1]", "不分项"),
    ],
)
def test_one_that_is_not_there(files: Mapping[str, bytes], schemas: Schemas, place: str, said: str) -> None:
    text = f"kind: power\nid: a\nlegal_basis: [{{law: administrative-licensing-law, {place}}}]\n"
    (found,) = told({**files, "powers/a.yaml": text.encode()}, schemas)
    assert said in found.text("zh")
