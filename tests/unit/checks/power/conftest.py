"""A catalog written in one piece: files parted by lines ``--- # path``."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from textwrap import dedent

import pytest

from powercat.core.catalog import Catalog
from powercat.core.diagnostic import Diagnostic
from powercat.core.engine import Policy, judge
from powercat.core.load import load
from powercat.core.rule import Rule
from powercat.core.schema import Schemas
from powercat.core.store import MemoryStore

DAY = date(2026, 7, 1)

Read = Callable[..., Catalog]


@pytest.fixture
def read(schemas: Schemas) -> Read:
    """The catalog of a text, seen on a day (1 July 2026 unless told)."""

    def from_text(text: str, day: date = DAY) -> Catalog:
        pieces = re.split(r"^--- # (\S+)\n", dedent(text), flags=re.MULTILINE)[1:]
        files = dict(zip(pieces[::2], pieces[1::2], strict=True))
        return load(MemoryStore({path: content.encode() for path, content in files.items()}), schemas, day)

    return from_text


Told = Callable[..., list[Diagnostic]]


@pytest.fixture
def told(read: Read) -> Told:
    """What one rule says of a catalog, or of the text of one, in order of place."""

    def of(rule: Rule, text: str | Catalog, profile: str = "standard") -> list[Diagnostic]:
        catalog = read(text) if isinstance(text, str) else text
        return sorted(judge(catalog, [rule], Policy(profile)), key=lambda found: found.order)

    return of
