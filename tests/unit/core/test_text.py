"""Bilingual strings."""

from __future__ import annotations

from dataclasses import FrozenInstanceError
from datetime import date

import pytest

from powercat.core.text import LANGS, Lang, Text, cells, say_value


def test_placeholders_are_filled_in_both_languages() -> None:
    text = Text("承诺 {promised}，法定 {law}", "promised {promised}, the law says {law}")
    assert text.say("zh", {"promised": 30, "law": 20}) == "承诺 30，法定 20"
    assert text.say("en", {"promised": 30, "law": 20}) == "promised 30, the law says 20"


def test_a_text_as_an_argument_follows_the_language() -> None:
    text = Text("“{title}”没有填", "“{title}” is missing")
    args = {"title": Text("承诺时限", "promised limit")}
    assert text.say("zh", args) == "“承诺时限”没有填"
    assert text.say("en", args) == "“promised limit” is missing"


@pytest.mark.parametrize(
    ("value", "zh", "en"),
    [
        ("", "", ""),
        (None, "空", "nothing"),
        (True, "是", "yes"),
        (False, "否", "no"),
        (0, "0", "0"),
        (2.5, "2.5", "2.5"),
        (("a", Text("乙", "b")), "a、乙", "a, b"),
        ([], "", ""),
        ({"x": 1, "y": 2}, "x、y", "x, y"),
        ({"b", "a", "c"}, "a、b、c", "a, b, c"),
        (date(2026, 1, 2), "2026-01-02", "2026-01-02"),
        ("{braces}", "{braces}", "{braces}"),
    ],
)
def test_values_in_words(value: object, zh: str, en: str) -> None:
    assert say_value(value, "zh") == zh
    assert say_value(value, "en") == en


def test_what_an_argument_says_is_not_read_as_a_placeholder() -> None:
    assert Text("写的是 {value}", "it says {value}").say("zh", {"value": "{other}"}) == "写的是 {other}"


def test_words_without_arguments_stay_as_they_are() -> None:
    text = Text("写成 {law: x}", "write {law: x}")
    assert text.say("zh") == "写成 {law: x}"
    assert text.say("en", {}) == "write {law: x}"


def test_a_placeholder_without_its_argument_is_an_error() -> None:
    with pytest.raises(KeyError, match="count"):
        Text("{count} 项", "{count} items").say("zh", {"other": 1})


def test_texts_are_values() -> None:
    assert Text("甲", "a") == Text("甲", "a")
    assert hash(Text("甲", "a")) == hash(Text("甲", "a"))
    with pytest.raises(FrozenInstanceError):
        Text("甲", "a").zh = "乙"  # type: ignore[misc]


def test_languages() -> None:
    words: dict[Lang, str] = {lang: Text("甲", "a").say(lang) for lang in LANGS}
    assert words == {"zh": "甲", "en": "a"}


@pytest.mark.parametrize(
    ("character", "width"),
    [
        ("a", 1),
        ("é", 1),
        ("中", 2),
        ("：", 2),
        ("\u3000", 2),
        ("\U00020bb7", 2),
        ("\u0301", 0),
        ("\u200d", 0),
        ("ｱ", 1),
        ("\t", 1),
        ("😀", 2),
    ],
)
def test_width_on_a_screen(character: str, width: int) -> None:
    assert cells(character) == width
