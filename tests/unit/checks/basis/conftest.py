"""A catalog with its law texts written in one piece: files parted by lines ``--- # path``."""

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
Told = Callable[..., list[Diagnostic]]


@pytest.fixture
def read(schemas: Schemas) -> Read:
    """The catalog of some texts, seen on a day (1 July 2026 unless told) and so many days ahead."""

    def from_texts(*texts: str, day: date = DAY, ahead: int = 0) -> Catalog:
        files: dict[str, bytes] = {}
        for text in texts:
            pieces = re.split(r"^--- # (\S+)\n", dedent(text), flags=re.MULTILINE)[1:]
            files |= {path: content.encode() for path, content in zip(pieces[::2], pieces[1::2], strict=True)}
        return load(MemoryStore(files), schemas, day, ahead=ahead)

    return from_texts


@pytest.fixture
def told(read: Read) -> Told:
    """What one rule says of a catalog, or of the texts of one, in order of place."""

    def of(rule: Rule, *texts: str, day: date = DAY, ahead: int = 0, profile: str = "standard") -> list[Diagnostic]:
        catalog = read(*texts, day=day, ahead=ahead)
        return sorted(judge(catalog, [rule], Policy(profile)), key=lambda found: found.order)

    return of
