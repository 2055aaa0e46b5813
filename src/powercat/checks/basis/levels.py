"""How citations and the levels of what they cite are named in messages, and which levels a table asks for."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from powercat.core.catalog import Catalog
from powercat.core.diagnostic import Severity
from powercat.core.record import Record
from powercat.core.text import Text
from powercat.law.cited import Cited


def level_of(law: Record) -> str:
    """The level of an instrument; ``""`` when its record states none of the listed ones."""
    level = law["level"].text
    return level if level in law["level"].field.choices else ""


def levels_of(citations: Sequence[Cited]) -> Sequence[str] | None:
    """The level of each citation's instrument; ``None`` where one is not in the register or states no level, so that nothing can
    be said for sure.
    """
    levels = [level_of(each.law) if each.law is not None else "" for each in citations]
    return levels if all(levels) else None


def level_titles(catalog: Catalog, levels: Iterable[str]) -> tuple[Text, ...]:
    """法律, 行政法规, …"""
    choices = catalog.schemas["law"].field("/level").choices
    return tuple(choices[level].title for level in levels if level in choices)


def with_levels(citations: Sequence[Cited]) -> tuple[Text, ...]:
    """《示例市测试办法》（部门规章）, each instrument once."""
    laws = {each.law.id: each.law for each in citations if each.law is not None}
    return tuple(_with_level(law) for law in laws.values())


def _with_level(law: Record) -> Text:
    choice = law["level"].field.choices.get(law["level"].text)
    zh, en = (choice.title.zh, choice.title.en) if choice is not None else ("", "")
    return Text(f"《{law.name}》（{zh}）", f"“{law.name}” ({en})")


def entry_for(entries: Sequence[Mapping[str, Any]], type_name: str) -> Mapping[str, Any] | None:
    """The entry of a table for a type of power."""
    return next((entry for entry in entries if entry["type"] == type_name), None)


def source_of(entry: Mapping[str, Any]) -> Text:
    """The source of an entry of a table."""
    return Text(entry["source"], entry.get("en", entry["source"]))


def severity_of(entry: Mapping[str, Any]) -> Severity | None:
    """The severity an entry of a table asks for; ``None`` for the rule's own."""
    return Severity[entry["severity"].upper()] if "severity" in entry else None


def any_of(levels: Iterable[str], enough: Collection[str]) -> bool:
    """Whether one of the levels is enough."""
    return not set(levels).isdisjoint(enough)
