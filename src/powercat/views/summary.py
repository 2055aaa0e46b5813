"""What a run found, as a manager reads it: whose the findings are, of which powers, by which rules; and the burden of all."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final

from powercat.core.catalog import Catalog
from powercat.core.diagnostic import Diagnostic, Severity
from powercat.core.record import Record
from powercat.core.result import Result
from powercat.core.text import Text
from powercat.views.burden import Burden, burden
from powercat.views.responsible import power_types, responsible

NOBODY: Final = Text("（不归某一个机关）", "(of no one organization)")
NO_TYPE: Final = Text("（不属于某类事项）", "(of no type of power)")


@dataclass(frozen=True, slots=True)
class Tally:
    """Findings of one organization, one type of power or one rule: by level, those waived apart. ``key`` is an id, a listed value
    or a code (``""`` where there is none); ``name`` is ``None`` for a rule, which has its own title.
    """

    key: str
    name: Text | None
    errors: int = 0
    warnings: int = 0
    infos: int = 0
    waived: int = 0

    @property
    def counts(self) -> tuple[int, int, int, int]:
        return (self.errors, self.warnings, self.infos, self.waived)


@dataclass(frozen=True, slots=True)
class Summary:
    """The tallies of a result, the heaviest first, and the burden of the whole catalog.

    A finding at a record of several organizations (of powers of several types) counts for each of them.
    """

    organizations: tuple[Tally, ...]
    types: tuple[Tally, ...]
    rules: tuple[Tally, ...]
    burden: Burden


def summary(result: Result, catalog: Catalog) -> Summary:
    """The summary of a result of checking this catalog."""
    choices = catalog.schemas["power"].field("/power_type").choices

    def organizations(record: Record) -> list[tuple[str, Text]]:
        return [(body.id, Text(body.name, body.name)) for body in responsible(catalog, record)]

    def types(record: Record) -> list[tuple[str, Text]]:
        return [(name, choices[name].title) for name in power_types(catalog, record)]

    findings = result.findings
    return Summary(
        _tallies(findings, _by_record(catalog, organizations, NOBODY)),
        _tallies(findings, _by_record(catalog, types, NO_TYPE)),
        _tallies(findings, lambda finding: [(finding.code, None)]),
        burden(catalog)[0].burden,
    )


_Names = list[tuple[str, Text]]


def _by_record(
    catalog: Catalog, names: Callable[[Record], _Names], otherwise: Text
) -> Callable[[Diagnostic], Iterable[tuple[str, Text | None]]]:
    """Names of a finding by its record, worked out once a record."""
    known: dict[str, _Names] = {}

    def look(finding: Diagnostic) -> Iterable[tuple[str, Text | None]]:
        path = finding.span.path
        if path not in known:
            record = catalog.by_path.get(path)
            known[path] = (names(record) if record is not None else []) or [("", otherwise)]
        return known[path]

    return look


def _tallies(
    findings: Iterable[Diagnostic], names: Callable[[Diagnostic], Iterable[tuple[str, Text | None]]]
) -> tuple[Tally, ...]:
    counts: dict[str, dict[str, int]] = {}
    said: dict[str, Text | None] = {}
    for finding in findings:
        column = "waived" if finding.waived is not None else _COLUMNS[finding.severity]
        for key, name in names(finding):
            said[key] = name
            own = counts.setdefault(key, dict.fromkeys(("errors", "warnings", "infos", "waived"), 0))
            own[column] += 1
    made = (Tally(key, said[key], **each) for key, each in counts.items())
    return tuple(sorted(made, key=lambda tally: (*(-count for count in tally.counts), tally.key)))


_COLUMNS: Final = {Severity.ERROR: "errors", Severity.WARNING: "warnings", Severity.INFO: "infos"}
