"""Texts with places for values: ``p{CATAID|lower}``, ``{name}办事指南``."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

_PIECE = re.compile(r"\{\{|\}\}|\{([^{}]*)\}|([{}])")
_MAX_PINYIN: Final = 60


@lru_cache(maxsize=8192)
def _pinyin(text: str, size: int) -> str:
    """The sounds of a Chinese text, parted by hyphens, whole syllables up to ``size`` characters; Latin letters and digits
    stay.
    """
    from pypinyin import lazy_pinyin

    spoken = " ".join(lazy_pinyin(unicodedata.normalize("NFKC", text)))
    out = ""
    for syllable in re.findall("[a-z0-9]+", spoken.lower()):
        longer = f"{out}-{syllable}" if out else syllable[: size or _MAX_PINYIN]
        if len(longer) > (size or _MAX_PINYIN):
            break
        out = longer
    return out


def _hash(text: str, size: int) -> str:
    """``size`` hex digits that tell texts apart, the same on every machine."""
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()[: size or 8]


FILTERS: Final[Mapping[str, Callable[[str, int], str]]] = {
    "lower": lambda text, _: text.lower(),
    "upper": lambda text, _: text.upper(),
    "first": lambda text, size: text[:size],
    "last": lambda text, size: text[-size:] if size else "",
    "from": lambda text, place: text[max(place, 1) - 1 :],
    "pinyin": _pinyin,
    "hash": _hash,
}
"""What may follow a name in braces: ``|first:18`` takes the first 18 characters, ``|from:20`` those from the twentieth on."""

NUMBERED: Final = ("first", "last", "from")


class TemplateError(ValueError):
    """A text that is no template: ``variant`` says why, ``part`` which part of it."""

    def __init__(self, variant: str, part: str) -> None:
        super().__init__(variant)
        self.variant = variant
        self.part = part


@dataclass(frozen=True, slots=True)
class Slot:
    """A place for a value: where it comes from, and what is done to it in turn."""

    path: str
    filters: tuple[tuple[str, int], ...] = ()

    def filled(self, value: str) -> str:
        for name, size in self.filters:
            value = FILTERS[name](value, size)
        return value


@dataclass(frozen=True, slots=True)
class Template:
    """Fixed texts and slots in order."""

    parts: tuple[str | Slot, ...]

    @property
    def paths(self) -> tuple[str, ...]:
        """Where the values come from."""
        return tuple(part.path for part in self.parts if isinstance(part, Slot))

    def filled(self, value_of: Callable[[str], str]) -> str:
        """The text with all values in it; ``""`` where one of them is empty, so that nothing is half written."""
        out = []
        for part in self.parts:
            piece = part if isinstance(part, str) else part.filled(value_of(part.path))
            if not piece:
                return ""
            out.append(piece)
        return "".join(out)


def template(text: str) -> Template:
    """Read a template. ``{{`` and ``}}`` stand for braces. Raises :class:`TemplateError`."""
    parts: list[str | Slot] = []
    position = 0
    for match in _PIECE.finditer(text):
        if match.start() > position:
            parts.append(text[position : match.start()])
        position = match.end()
        if match[2]:
            raise TemplateError("brace", match[2])
        if match[0] in ("{{", "}}"):
            parts.append(match[0][0])
        else:
            parts.append(_slot(match[1]))
    if position < len(text):
        parts.append(text[position:])
    return Template(tuple(parts))


def _slot(inside: str) -> Slot:
    path, *filters = inside.split("|")
    if not path.strip():
        raise TemplateError("name", "{" + inside + "}")
    found = []
    for each in filters:
        name, _, size = each.strip().partition(":")
        if name not in FILTERS:
            raise TemplateError("filter", name)
        if (size and not re.fullmatch("[0-9]{1,4}", size)) or (name in NUMBERED and not size):
            raise TemplateError("size", each.strip())
        found.append((name, int(size or 0)))
    return Slot(path.strip(), tuple(found))
