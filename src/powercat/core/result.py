"""What a run found: the one value that goes to reporters."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from powercat.core.diagnostic import Diagnostic, Severity


@dataclass(frozen=True)
class Result:
    """Findings in order of path, place and code, and how many records were looked at."""

    findings: tuple[Diagnostic, ...]
    records: int

    @classmethod
    def of(cls, findings: Iterable[Diagnostic], records: int) -> Result:
        """A result with its findings sorted."""
        return cls(tuple(sorted(findings, key=lambda finding: finding.order)), records)

    @cached_property
    def open(self) -> tuple[Diagnostic, ...]:
        """The findings that are not waived."""
        return tuple(finding for finding in self.findings if finding.waived is None)

    @property
    def waived(self) -> int:
        return len(self.findings) - len(self.open)

    def count(self, severity: Severity) -> int:
        """How many open findings have this severity."""
        return sum(finding.severity is severity for finding in self.open)

    def fails(self, threshold: Severity | None) -> bool:
        """Whether an open finding is at or above ``threshold`` (``None``: never)."""
        return threshold is not None and any(finding.severity >= threshold for finding in self.open)
