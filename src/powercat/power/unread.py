"""What an unread file may say: nothing is called missing that stands in a file which merely does not parse."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from powercat.core.catalog import Catalog
from powercat.power.once import once

_WORD = re.compile(r"[a-z][a-z0-9._-]*")
_ANY: Final = "*"


@once
def _words(catalog: Catalog) -> Mapping[str, frozenset[str]]:
    """The id-like words of unread files by kind; ``*`` among them where there is no text to look into."""
    found: dict[str, set[str]] = {}
    for document in catalog.unplaced:
        words = {word.rstrip("._-") for word in _WORD.findall(document.text)} or {_ANY}
        found.setdefault(catalog.guessed_kind(document), set()).update(words)
    return {kind: frozenset(words) for kind, words in found.items()}


def may_name(catalog: Catalog, kind: str, *names: str) -> bool:
    """Whether an unread file that is, or may be, of the kind speaks of one of the names."""
    unread = _words(catalog)
    if not unread:
        return False
    return any(not unread.get(each, frozenset()).isdisjoint((_ANY, *names)) for each in (kind, ""))
