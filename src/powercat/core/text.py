"""The only bilingual string. It is written where it is used and made into words last of all."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final, Literal
from unicodedata import category, east_asian_width

Lang = Literal["zh", "en"]
LANGS: Final[tuple[Lang, ...]] = ("zh", "en")

SEPARATOR: Final = {"zh": "、", "en": ", "}


@dataclass(frozen=True, slots=True)
class Text:
    """One sentence or label in Chinese and in English, with the same ``{placeholders}`` in both."""

    zh: str
    en: str

    def say(self, lang: Lang, args: Mapping[str, object] | None = None) -> str:
        """The words in ``lang``; placeholders filled from ``args`` (see :func:`say_value`), left as they stand when there
        are none.

        Raises ``KeyError`` when the sentence names a placeholder that ``args`` lacks.
        """
        words = self.zh if lang == "zh" else self.en
        if not args:
            return words
        return words.format_map({name: say_value(value, lang) for name, value in args.items()})


def say_value(value: object, lang: Lang) -> str:
    """How a value of a message's arguments reads: texts in the language, lists joined, yes and no as words."""
    if isinstance(value, Text):
        return value.say(lang)
    if isinstance(value, str):
        return value
    if value is None:
        return "空" if lang == "zh" else "nothing"
    if isinstance(value, bool):
        return {"zh": ("否", "是"), "en": ("no", "yes")}[lang][value]
    if isinstance(value, Mapping):
        return SEPARATOR[lang].join(str(key) for key in value)
    if isinstance(value, (set, frozenset)):
        value = sorted(map(str, value))
    if isinstance(value, Iterable):
        return SEPARATOR[lang].join(say_value(item, lang) for item in value)
    return str(value)


def cells(character: str) -> int:
    """Columns that a character takes on a screen: 2 for wide and full-width ones, 0 for combining ones, else 1."""
    if character < "\u0300":
        return 1
    if category(character) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if east_asian_width(character) in "WF" else 1
