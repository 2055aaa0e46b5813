"""What goes wrong while importing, and how it becomes a finding."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from powercat.core.diagnostic import Diagnostic, RecordName, Related
from powercat.core.engine import Policy
from powercat.core.rule import Fault, Rule
from powercat.core.span import Span
from powercat.core.text import Text


@dataclass(frozen=True, slots=True)
class Trouble:
    """One thing that is wrong with a source, a mapping or a target: data only; the rule whose slug is ``name`` has the words.

    ``pointer`` is the JSON Pointer of the value in its file. ``related`` are other places, each with what it is.
    """

    name: str
    span: Span
    variant: str = ""
    args: Mapping[str, object] = field(default_factory=dict)
    pointer: str = ""
    subject: Text | None = None
    record: RecordName | None = None
    related: tuple[tuple[Span, Text], ...] = ()


def import_rules() -> tuple[Rule, ...]:
    """The rules that have words for troubles."""
    from powercat.core.registry import collect
    from powercat.exchange import rules

    return collect(rules, Rule)


def told(troubles: Iterable[Trouble], policy: Policy) -> Iterator[Diagnostic]:
    """The troubles as findings; those of a rule that the policy switches off are left out. Raises ``KeyError`` for an unknown
    name.
    """
    words = {rule.slug: rule for rule in import_rules()}
    for trouble in troubles:
        rule = words[trouble.name]
        severity = policy.severity(rule)
        if severity is None:
            continue
        fault = Fault(trouble.name, 0, 0, trouble.pointer, trouble.variant, trouble.args)
        for each in rule.check(fault):
            # what the rule itself softens or hardens gives way to what is set by hand
            weight = each.severity if each.severity is not None and severity is rule.severity else severity
            yield Diagnostic(
                rule.code,
                rule.slug,
                weight,
                trouble.span,
                each.message or rule.message,
                each.args,
                each.hint or rule.hint,
                trouble.pointer,
                trouble.pointer,
                trouble.subject,
                trouble.record,
                rule.basis,
                tuple(Related(span, text) for span, text in trouble.related),
            )


def shortened(value: object, limit: int = 60) -> str:
    """A value as a message shows it: on one line, at most ``limit`` characters."""
    text = " ".join(str(value).split())
    return text if len(text) <= limit else text[: limit - 1] + "…"
