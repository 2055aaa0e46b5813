"""What a rule is, and what it may say."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from powercat.core.diagnostic import Edit, Severity
from powercat.core.text import Text

if TYPE_CHECKING:
    from powercat.core.record import Node

PROFILES: Final = ("draft", "standard", "publish")


@dataclass(frozen=True, slots=True)
class Fault:
    """Something wrong that the core saw while reading: data only, so that it travels between processes and into the cache.

    ``name`` is the slug of the rule that has words for it; ``start`` and ``end`` are character offsets into the text, ``line`` to
    ``end_column`` the same for people. ``edits`` are ``(start, end, replacement)``; ``related`` are ``(start, end)`` of
    other places.
    ``variant`` picks one of the rule's sentences.
    """

    name: str
    start: int
    end: int
    pointer: str = ""
    variant: str = ""
    args: Mapping[str, Any] = field(default_factory=dict)
    edits: tuple[tuple[int, int, str], ...] = ()
    related: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Finding:
    """What a rule yields: where, and the arguments of the rule's sentence.

    ``message`` and ``hint`` replace the rule's own where one rule has several sentences; ``severity`` likewise. A finding
    about an
    absent field is made at that field's own (absent) node: it is then told at the parent's key.
    """

    at: Node | Fault
    args: Mapping[str, object]
    message: Text | None = None
    hint: Text | None = None
    severity: Severity | None = None
    related: tuple[tuple[Node, Text], ...] = ()
    edits: tuple[Edit, ...] = ()


def finding(
    at: Node | Fault,
    /,
    message: Text | None = None,
    hint: Text | None = None,
    severity: Severity | None = None,
    related: Iterable[tuple[Node, Text]] = (),
    edits: Iterable[Edit] = (),
    **args: object,
) -> Finding:
    """A :class:`Finding` at a node or fault; the keyword arguments fill the sentence's placeholders."""
    return Finding(at, args, message, hint, severity, tuple(related), tuple(edits))


Check = Callable[..., Iterator[Finding]]


@dataclass(frozen=True, slots=True)
class Rule:
    """One demand: code, what it looks at, its words, and the check.

    ``on`` decides what ``check`` is given: ``"text"`` and ``"schema"`` a :class:`Fault` whose name is this rule's slug;
    the name of a
    record kind: ``(record, catalog)`` for each record of it; ``"catalog"``: the catalog; ``"change"``: a change;
    ``"waiver"``: a :class:`powercat.core.waiver.Waiver`, after all other rules have run. Whatever
    ``on`` says, a
    :class:`Fault` that bears the rule's slug is given to the check too (alone), so that one rule may answer for both.
    ``title`` names the fault in a few words; ``together`` is the sentence for many findings of this rule at once (placeholder
    ``{count}``). ``draft`` and ``publish`` are the severities in those profiles where they differ. ``fixable`` says that
    its edits are safe.
    """

    code: str
    on: str
    severity: Severity
    title: Text
    message: Text
    hint: Text | None
    basis: Text
    check: Check
    together: Text | None = None
    draft: Severity | None = None
    publish: Severity | None = None
    fixable: bool = False

    @property
    def slug(self) -> str:
        """The readable name, ``promise-exceeds-law``."""
        return self.check.__name__.replace("_", "-")

    @property
    def manual(self) -> str:
        """The manual page: the docstring of the check."""
        return self.check.__doc__ or ""

    @property
    def source(self) -> Path:
        """The file that holds the rule."""
        return Path(self.check.__code__.co_filename)

    def severity_in(self, profile: str) -> Severity:
        """The severity under a profile."""
        own = {"draft": self.draft, "publish": self.publish}.get(profile)
        return self.severity if own is None else own


def rule(
    code: str,
    *,
    on: str,
    severity: str = "error",
    title: Text,
    message: Text,
    hint: Text | None = None,
    basis: Text,
    together: Text | None = None,
    draft: str | None = None,
    publish: str | None = None,
    fixable: bool = False,
) -> Callable[[Check], Rule]:
    """Make a :class:`Rule` of a generator function; its name (with ``-`` for ``_``) is the slug, its docstring the manual
    page."""

    def level(word: str) -> Severity:
        return Severity[word.upper()]

    def make(check: Check) -> Rule:
        return Rule(
            code,
            on,
            level(severity),
            title,
            message,
            hint,
            basis,
            check,
            together,
            level(draft) if draft else None,
            level(publish) if publish else None,
            fixable,
        )

    return make
