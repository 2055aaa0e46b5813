"""Characters that nobody sees and that no name or value of ours has."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from powercat.core.text import Text

_NAMES: Final[Mapping[str, Text]] = {
    "\u00a0": Text("U+00A0 不换行空格", "U+00A0 no-break space"),
    "\u00ad": Text("U+00AD 软连字符", "U+00AD soft hyphen"),
    "\u200b": Text("U+200B 零宽空格", "U+200B zero-width space"),
    "\u200c": Text("U+200C 零宽不连字", "U+200C zero-width non-joiner"),
    "\u200d": Text("U+200D 零宽连字", "U+200D zero-width joiner"),
    "\u200e": Text("U+200E 从左到右标记", "U+200E left-to-right mark"),
    "\u200f": Text("U+200F 从右到左标记", "U+200F right-to-left mark"),
    "\u2002": Text("U+2002 半身空格", "U+2002 en space"),
    "\u2003": Text("U+2003 全身空格", "U+2003 em space"),
    "\u2009": Text("U+2009 窄空格", "U+2009 thin space"),
    "\u202f": Text("U+202F 不换行窄空格", "U+202F narrow no-break space"),
    "\u2060": Text("U+2060 零宽连接符", "U+2060 word joiner"),
    "\u3000": Text("U+3000 全角空格", "U+3000 full-width space"),
}
INVISIBLE: Final = "".join(_NAMES)
"""The characters, for a regular expression's brackets."""
_ANY: Final = re.compile(f"[{INVISIBLE}]")


def invisible(text: str) -> Text | None:
    """The name of the first character in a text that cannot be seen; ``None`` where there is none."""
    found = _ANY.search(text)
    return _NAMES[found[0]] if found else None


def visible(text: str) -> str:
    """The text without such characters."""
    return _ANY.sub("", text)
