"""The only thing a reporter ever sees: a finding, with its place, and the edit that would mend it."""

from __future__ import annotations

import enum
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Final

from powercat.core.span import Span
from powercat.core.text import Lang, Text


class Severity(enum.IntEnum):
    """How heavy a finding is; comparable."""

    INFO = 1
    WARNING = 2
    ERROR = 3

    @property
    def key(self) -> str:
        """The word of configuration and machine formats: ``error``, ``warning`` or ``info``."""
        return self.name.lower()

    @property
    def label(self) -> Text:
        return _LABELS[self]


_LABELS = {
    Severity.ERROR: Text("必须改", "error"),
    Severity.WARNING: Text("请核实", "warning"),
    Severity.INFO: Text("提示", "info"),
}


_ADVICE: Final = frozenset({"candidates", "choices", "elsewhere", "example", "help", "known", "near", "titles"})
"""Arguments that say what could be written, not what is."""


@dataclass(frozen=True, slots=True)
class Edit:
    """The only way a file a person wrote is changed: ``text[start:end]`` becomes ``replacement``.

    ``start`` and ``end`` are character offsets into the decoded text without its byte-order mark; ``span`` is the same stretch
    for people and machine formats.
    """

    span: Span
    start: int
    end: int
    replacement: str


@dataclass(frozen=True, slots=True)
class Related:
    """A second place that a finding speaks of."""

    span: Span
    message: Text
    args: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class RecordName:
    """Which record a finding is about."""

    kind: str
    id: str
    name: str


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One finding.

    ``pointer`` is the JSON Pointer of the field, ``key_path`` the same with list items by their key (never by index), so that an
    item put before another changes no ``fingerprint``. ``edits`` may be applied without asking. ``subject`` is the label
    of the field for people. ``waived`` is the reason for which it is put off, ``waived_by`` what does so (``record``, ``comment``
    or ``baseline``), ``waived_until`` the last day of that.
    """

    code: str
    slug: str
    severity: Severity
    span: Span
    message: Text
    args: Mapping[str, object] = field(default_factory=dict)
    hint: Text | None = None
    pointer: str = ""
    key_path: str = ""
    subject: Text | None = None
    record: RecordName | None = None
    basis: Text | None = None
    related: tuple[Related, ...] = ()
    edits: tuple[Edit, ...] = ()
    waived: str | None = None
    waived_by: str = "record"
    waived_until: str = ""

    def text(self, lang: Lang) -> str:
        """The message in words."""
        return self.message.say(lang, self.args)

    def advice(self, lang: Lang) -> str:
        """What to do about it, in words; empty when there is nothing to add."""
        return self.hint.say(lang, self.args) if self.hint else ""

    @property
    def fingerprint(self) -> str:
        """16 hex digits that stay the same while the fault stays: code, record, field by keys, arguments.

        Arguments that only advise do not count: better words in a schema void no baseline.
        """
        record = f"{self.record.kind}/{self.record.id}" if self.record else self.span.path
        args = sorted((name, _plain(value)) for name, value in self.args.items() if name not in _ADVICE)
        content = "\0".join((self.code, record, self.key_path, repr(args)))
        return hashlib.blake2b(content.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()

    @property
    def order(self) -> tuple[object, ...]:
        """Sorted by path, place, code; never by the order in which rules happened to run."""
        span = self.span
        args = repr(_plain_args(self.args))
        return (span.path, span.sheet, span.line, span.column, span.cell, self.code, self.key_path, self.message.en, args)

    def waive(self, reason: str, by: str = "record", until: str = "") -> Diagnostic:
        """The same finding, waived for ``reason``."""
        return replace(self, waived=reason, waived_by=by, waived_until=until)


def _plain_args(args: Mapping[str, object]) -> list[tuple[str, object]]:
    return sorted((name, _plain(value)) for name, value in args.items())


def _plain(value: object) -> object:
    """A value such that it looks the same whether it has been in the cache or not."""
    if isinstance(value, Text):
        return value.en
    if isinstance(value, Mapping):
        return sorted(str(key) for key in value)
    if isinstance(value, (set, frozenset)):
        return sorted(map(str, value))
    if isinstance(value, (list, tuple)):
        return [_plain(item) for item in value]
    return value if value is None or type(value) in (bool, int, float, str) else str(value)
