"""What a run found: the one value that goes to reporters."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from powercat.core.diagnostic import Diagnostic, Severity
from powercat.core.text import Text


@dataclass(frozen=True, slots=True)
class Weakened:
    """A rule that the configuration made milder (``level``) or switched off (``None``), and why (``""``: it does not say)."""

    code: str
    level: Severity | None
    default: Severity
    reason: str


@dataclass(frozen=True)
class Result:
    """Findings in order of path, place and code, how many records were looked at, and which rules were weakened.

    ``relaxed`` is by what else the catalog is held to less than powercat asks: a milder profile, shipped entries of tables
    replaced. ``unsure`` are the paths and records (``kind/id``) where slips may keep something from sight.
    """

    findings: tuple[Diagnostic, ...]
    records: int
    weakened: tuple[Weakened, ...] = ()
    relaxed: tuple[Text, ...] = ()
    unsure: frozenset[str] = frozenset()

    @classmethod
    def of(
        cls,
        findings: Iterable[Diagnostic],
        records: int,
        weakened: Iterable[Weakened] = (),
        unsure: frozenset[str] = frozenset(),
    ) -> Result:
        """A result with its findings sorted."""
        return cls(tuple(sorted(findings, key=lambda finding: finding.order)), records, tuple(weakened), unsure=unsure)

    @cached_property
    def open(self) -> tuple[Diagnostic, ...]:
        """The findings that are not waived."""
        return tuple(finding for finding in self.findings if finding.waived is None)

    @property
    def waived(self) -> int:
        return len(self.findings) - len(self.open)

    def waived_by(self, means: str) -> int:
        """How many findings a ``record``, a ``comment`` or the ``baseline`` puts off."""
        return sum(finding.waived is not None and finding.waived_by == means for finding in self.findings)

    def count(self, severity: Severity) -> int:
        """How many open findings have this severity."""
        return sum(finding.severity is severity for finding in self.open)

    def fails(self, threshold: Severity | None) -> bool:
        """Whether an open finding is at or above ``threshold`` (``None``: never)."""
        return threshold is not None and any(finding.severity >= threshold for finding in self.open)
