"""Every rule proves itself by the examples on its own manual page, and speaks both languages."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from string import Formatter

import pytest

from powercat import checks
from powercat.core.diagnostic import Diagnostic
from powercat.core.engine import Policy, judge
from powercat.core.load import load
from powercat.core.manual import EXAMPLE_DAY, Example, examples, page, run
from powercat.core.registry import collect
from powercat.core.rule import Rule
from powercat.core.schema import load_schemas
from powercat.core.store import MemoryStore
from powercat.core.text import LANGS, Text

RULES = sorted(collect(checks, Rule), key=lambda rule: rule.code)
SCHEMAS = load_schemas()

WITHOUT_EXAMPLES = {
    "PC001": "bytes that are not UTF-8 cannot stand in a docstring: tests/unit/checks/test_text_bytes.py",
    "PC010": "a file that cannot be read has no text: tests/unit/checks/test_text_bytes.py",
    "PC802": "an example runs its rule alone, and then nothing can be unused: tests/cli/test_waivers.py",
    "PC322": "an example looks no days ahead: tests/unit/law/test_basis_changing.py",
    "PC109": "no schema of ours leads to it: tests/unit/checks/test_structure_rules.py",
}

EXAMPLES = [
    pytest.param(rule, example, id=f"{rule.code}-{number}") for rule in RULES for number, example in enumerate(examples(rule), 1)
]


def each_rule() -> pytest.MarkDecorator:
    return pytest.mark.parametrize("rule", [pytest.param(rule, id=rule.code) for rule in RULES])


def findings(rule: Rule, example: Example) -> list[Diagnostic]:
    store = MemoryStore({path: text.encode() for path, text in example.files.items()})
    return judge(load(store, SCHEMAS, EXAMPLE_DAY), [rule], Policy())


@pytest.mark.parametrize(("rule", "example"), EXAMPLES)
def test_an_example_has_exactly_the_findings_it_marks(rule: Rule, example: Example) -> None:
    assert run(rule, example, SCHEMAS) == example.wanted


@pytest.mark.parametrize(("rule", "example"), EXAMPLES)
def test_what_is_found_can_be_said_in_both_languages(rule: Rule, example: Example) -> None:
    for found in findings(rule, example):
        for lang in LANGS:
            words = found.text(lang) + found.advice(lang) + "".join(each.message.say(lang, each.args) for each in found.related)
            assert found.text(lang)
            assert not re.search(r"\{[a-z_]+\}", words), words
        assert re.search("[一-鿿]", found.text("zh")), "a Chinese message in Chinese"
        assert found.span.line >= 1
        assert found.span.column >= 1


@each_rule()
def test_a_rule_shows_a_fault_and_a_clean_record(rule: Rule) -> None:
    own = examples(rule)
    if rule.code in WITHOUT_EXAMPLES:
        assert not own, "take the rule off the list of exceptions"
        return
    assert any(example.wanted for example in own), "no faulty example"
    assert any(not example.wanted for example in own), "no clean example"


@each_rule()
def test_a_manual_page_is_chinese_first_and_english_after(rule: Rule) -> None:
    prose = re.sub(r"```.*?```", "", page(rule), flags=re.DOTALL)
    paragraphs = [paragraph for paragraph in re.split(r"\n\s*\n", prose) if paragraph.strip()]
    assert paragraphs, "no manual page"
    assert re.search("[一-鿿]", paragraphs[0]), "the first paragraph is Chinese"
    assert sum(character.isascii() for character in paragraphs[-1]) > 0.7 * len(paragraphs[-1]), "the last paragraph is English"


def test_codes_and_names_are_given_once() -> None:
    assert len({rule.code for rule in RULES}) == len(RULES)
    assert len({rule.slug for rule in RULES}) == len(RULES)
    assert all(re.fullmatch("PC[0-9]{3}", rule.code) for rule in RULES)


@each_rule()
def test_a_rule_lives_in_a_file_named_after_the_fault(rule: Rule) -> None:
    assert rule.source.stem == rule.slug.replace("-", "_")


def texts_of(value: object) -> Iterator[Text]:
    if isinstance(value, Text):
        yield value
    elif isinstance(value, Rule):
        yield from (each for each in (value.title, value.message, value.hint, value.basis, value.together) if each is not None)
    elif isinstance(value, Mapping):
        yield from (text for item in value.values() for text in texts_of(item))
    elif isinstance(value, (tuple, list)):
        yield from (text for item in value for text in texts_of(item))


def all_texts(rule: Rule) -> set[Text]:
    """What a rule may say: its own texts and every text in the module it is written in."""
    module = sys.modules[rule.check.__module__]
    return {*texts_of(rule), *(text for value in vars(module).values() for text in texts_of(value))}


def placeholders(words: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(words) if name is not None}


@each_rule()
def test_both_languages_have_the_same_placeholders(rule: Rule) -> None:
    for text in all_texts(rule):
        assert placeholders(text.zh) == placeholders(text.en), text
        assert text.zh
        assert text.en
        assert not re.search("[一-鿿]", re.sub(r"for example .*|“[^”]*”|\"[^\"]*\"|'[^']*'|\[[^\]]*\]", "", text.en)), text
    if rule.together is not None:
        assert placeholders(rule.together.zh) == {"count"}


LISTED = {
    value
    for kind in SCHEMAS.kinds.values()
    for field in kind.root.walk()
    for value in field.choices
    if re.fullmatch("[a-z_]+", value)
}


def listed_words(words: str) -> Iterable[str]:
    """Listed values in a text, save where it shows what to type: ``field: value``, a command, a path, a placeholder."""
    bare = re.sub(r"\{[a-z_]+\}|powercat [a-z]+|[a-z_]+: [a-z_]+|[a-z_]+\s*:|[a-z]+://|[\w.-]*[./-][\w./-]*", " ", words)
    return [word for word in re.findall("[A-Za-z_]+", bare) if word in LISTED]


@each_rule()
def test_no_english_listed_value_in_a_chinese_text(rule: Rule) -> None:
    assert {word for text in all_texts(rule) for word in listed_words(text.zh)} == set()


def test_the_search_for_listed_values_finds_them() -> None:
    assert listed_words("要写 licence") == ["licence"]
    assert listed_words("“licence”不对") == ["licence"]
    assert listed_words("name: 甲；{number} 项；powercat validate --fix；（initiation: application）") == []
