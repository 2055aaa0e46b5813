"""The files shipped beside the code: schemas, templates."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path


@lru_cache
def folder(name: str) -> Path:
    """The folder ``schemas`` or ``templates``: inside the installed package, or at the top of a working copy."""
    package = Path(__file__).resolve().parent.parent
    shipped = package / "_data" / name
    return shipped if shipped.is_dir() else package.parent.parent / name
