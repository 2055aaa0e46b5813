"""The language of this run: ``--lang``, else ``POWERCAT_LANG``, else ``powercat.yaml``, else the locale, else Chinese."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping, Sequence
from typing import Final

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
