"""What one rule says of a catalog written in one piece: files parted by lines ``--- # path``."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from textwrap import dedent

import pytest

from powercat.core.diagnostic import Diagnostic
from powercat.core.engine import Policy, judge
from powercat.core.load import load
from powercat.core.rule import Rule
from powercat.core.schema import Schemas
from powercat.core.store import MemoryStore

DAY = date(2026, 7, 1)

Told = Callable[..., list[Diagnostic]]


@pytest.fixture
def told(schemas: Schemas) -> Told:
    """The findings of a rule, on 1 July 2026, in order of place."""

    def of(rule: Rule, *texts: str, profile: str = "standard") -> list[Diagnostic]:
        files: dict[str, bytes] = {}
        for text in texts:
            pieces = re.split(r"^--- # (\S+)\n", dedent(text), flags=re.MULTILINE)[1:]
            files |= {path: content.encode() for path, content in zip(pieces[::2], pieces[1::2], strict=True)}
        catalog = load(MemoryStore(files), schemas, DAY)
        return sorted(judge(catalog, [rule], Policy(profile)), key=lambda found: found.order)

    return of
