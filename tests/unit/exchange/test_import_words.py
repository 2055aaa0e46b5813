"""The words of an import: complete in both languages, and every trouble has some."""

from __future__ import annotations

import importlib
from string import Formatter
from typing import Any

import pytest

from powercat.core.rule import Fault, Rule
from powercat.core.text import Text
from powercat.exchange.trouble import import_rules


def placeholders(words: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(words) if name is not None}


def sentences(rule: Rule) -> dict[str, Any]:
    module = importlib.import_module(rule.check.__module__)
    return dict(module.SENTENCES)


def test_the_codes_of_the_family() -> None:
    assert sorted(rule.code for rule in import_rules()) == ["PC951", "PC952", "PC953", "PC954", "PC955", "PC956"]


@pytest.mark.parametrize("rule", import_rules(), ids=lambda rule: rule.code)
def test_every_sentence_has_the_same_places_in_both_languages(rule: Rule) -> None:
    for words in sentences(rule).values():
        for text in words if isinstance(words, tuple) else (words,):
            assert isinstance(text, Text)
            assert placeholders(text.zh) == placeholders(text.en)
            assert text.zh != text.en


@pytest.mark.parametrize("rule", import_rules(), ids=lambda rule: rule.code)
def test_every_variant_gives_one_finding_of_its_own_words(rule: Rule) -> None:
    for variant in ["", *sentences(rule)]:
        (found,) = rule.check(Fault(rule.slug, 0, 0, "", variant, {}))
        assert (found.message is None) == (variant == "")
