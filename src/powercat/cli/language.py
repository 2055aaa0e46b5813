"""The language of this run: ``--lang``, else ``POWERCAT_LANG``, else ``powercat.yaml``, else the locale, else Chinese."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping, Sequence
from typing import Final

from powercat.core.errors import UsageError
from powercat.core.text import LANGS, Lang, Text


def _asked(argv: Sequence[str], environment: Mapping[str, str]) -> Lang | None:
    words = list(argv)
    for index, word in enumerate(words):
        value = words[index + 1] if word == "--lang" and index + 1 < len(words) else word.partition("--lang=")[2]
        if value in LANGS:
            return "en" if value == "en" else "zh"
    value = environment.get("POWERCAT_LANG", "")
    return ("en" if value == "en" else "zh") if value in LANGS else None


def _of_locale(environment: Mapping[str, str]) -> Lang:
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        value = environment.get(name, "")
        if value:
            return "en" if value.startswith("en") else "zh"
    return "zh"


ASKED: Final = _asked(sys.argv[1:], os.environ)
"""What the person asked for on the command line or in the environment; ``None`` when nothing."""

LANG: Final[Lang] = ASKED or _of_locale(os.environ)
"""The language of help texts and of everything said before a catalog is open."""


def chosen(configured: str) -> Lang:
    """The language once a catalog's configuration is known."""
    if ASKED is None and configured in LANGS:
        return "en" if configured == "en" else "zh"
    return LANG


def tr(zh: str, en: str) -> str:
    """The words in this run's language."""
    return Text(zh, en).say(LANG)


def check_language(argv: Sequence[str]) -> None:
    """Raises :class:`UsageError` for a language there is not, on the command line or in the environment."""
    words = list(argv)
    asked = [words[index + 1] for index, word in enumerate(words[:-1]) if word == "--lang"]
    asked += [word.partition("=")[2] for word in words if word.startswith("--lang=")]
    asked += [os.environ["POWERCAT_LANG"]] if os.environ.get("POWERCAT_LANG") else []
    for value in asked:
        if value not in LANGS:
            raise UsageError(
                Text("语言可以写 zh（中文）、en（英文），写的是 {value}", "the language is zh or en, not {value}"), value=value
            )
