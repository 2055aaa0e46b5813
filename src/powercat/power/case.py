"""A case as people tell it: what is known of it from the first, and its facts in words."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from decimal import Decimal

from powercat.core.record import Node
from powercat.core.text import Text
from powercat.logic.condition import Value, read
from powercat.logic.feasible import Assignment, Facts, asked
from powercat.power.procedure import facts_of, situations
from powercat.power.unread import is_doubtful

OTHER = Text("所列以外的", "none of those named")


def case_facts(item: Node) -> Facts:
    """What the conditions of a handling item may ask; without ``scenario`` where it has none, for then nothing can be said, and
    nothing at all where facts or scenarios cannot be read for sure.
    """
    unread = (item["scenarios"], item.record["facts"], *(each["when"] for each in item["scenarios"]))
    facts = {} if any(map(is_doubtful, unread)) else dict(facts_of(item))
    if not item["scenarios"]:
        facts.pop("scenario", None)
    return facts


def fixed_facts(item: Node) -> frozenset[str]:
    """The facts that are known when the application is made and that handling does not change: the scenario, what the scenarios
    ask, and what decides which materials are handed in.
    """
    asking = [read(when.text) for each in item["materials"] if (when := each["when"])]
    given = [each for situation in situations(item) for each in situation.given]
    return frozenset({"scenario"}).union(*(asked(each) for each in (*asking, *given)))


def case_in_words(item: Node, example: Assignment, names: Collection[str]) -> Text:
    """Some facts of a case: ``需要现场核查：否，面积：499``."""
    told = list(_facts(item, {name: value for name, value in example.items() if name in names}))
    return Text("，".join(each.zh for each in told), ", ".join(each.en for each in told))


def _facts(item: Node, example: Assignment) -> Iterator[Text]:
    for fact in item.record["facts"]:
        if fact["id"].text in example:
            name, value = fact["name"].text or fact["id"].text, _value(fact, example[fact["id"].text])
            yield Text(f"{name}：{value.zh}", f"{name}: {value.en}")


def _value(fact: Node, value: Value) -> Text:
    if isinstance(value, bool):
        return Text("是", "yes") if value else Text("否", "no")
    if isinstance(value, Decimal):
        told = f"{value.normalize():f}{fact['unit'].text}"
        return Text(told, told)
    listed = next((each for each in fact["values"] if each["value"].text == value), None)
    told = (listed["label"].text if listed is not None else "") or value
    return Text(told, told) if told.isprintable() and told.strip() else OTHER
