"""A catalog written in one piece: files parted by lines ``--- # path``."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from textwrap import dedent

import pytest

from powercat.core.catalog import Catalog
from powercat.core.load import load
from powercat.core.schema import Schemas
from powercat.core.store import MemoryStore

DAY = date(2026, 7, 1)

Read = Callable[..., Catalog]


@pytest.fixture
def read(schemas: Schemas) -> Read:
    """The catalog of a text, seen on a day (1 July 2026 unless told), ``ahead`` days ahead."""

    def from_text(text: str, day: date = DAY, ahead: int = 0) -> Catalog:
        pieces = re.split(r"^--- # (\S+)\n", dedent(text), flags=re.MULTILINE)[1:]
        files = dict(zip(pieces[::2], pieces[1::2], strict=True))
        found = load(MemoryStore({path: content.encode() for path, content in files.items()}), schemas, day)
        return replace(found, ahead=ahead)

    return from_text
