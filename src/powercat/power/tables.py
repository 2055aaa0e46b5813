"""Tables of law and of custom that are data: YAML files beside the code, each entry with its source."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any

from powercat.core.document import parse


@lru_cache
def table(path: Path) -> dict[str, Any]:
    """The mapping that a data file holds; raises ``ValueError`` for a file that is not one in our YAML."""
    parsed = parse(path.read_text("utf-8"))
    if parsed.faults or not isinstance(parsed.data, dict):
        raise ValueError(path.name)
    return parsed.data
