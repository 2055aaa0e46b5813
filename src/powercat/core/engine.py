"""Select rules, run them, waive, sort: the one place that makes a result of findings."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from powercat.core.catalog import Catalog
from powercat.core.diagnostic import Diagnostic, Edit, RecordName, Related, Severity
from powercat.core.document import Document
from powercat.core.formats import is_date
from powercat.core.record import Record
from powercat.core.reference import key_path
from powercat.core.result import Result
from powercat.core.rule import Fault, Finding, Rule
from powercat.core.text import Text


@dataclass(frozen=True)
class Policy:
    """How findings are weighed: the profile, and severities set by hand per code (``None`` switches a rule off)."""

    profile: str = "standard"
    severities: Mapping[str, Severity | None] = field(default_factory=dict)

    def severity(self, rule: Rule) -> Severity | None:
        """The severity of a rule's findings; ``None`` when it is off."""
        if rule.code in self.severities:
            return self.severities[rule.code]
        return rule.severity_in(self.profile)


@dataclass(frozen=True)
class Selection:
    """Which findings are told: by code prefix (select, then ignore) and by path. ``paths`` of ``None`` means all."""

    select: Sequence[str] = ()
    ignore: Sequence[str] = ()
    paths: Callable[[str], bool] | None = None

    def takes(self, found: Diagnostic) -> bool:
        if self.select and not found.code.startswith(tuple(self.select)):
            return False
        if self.ignore and found.code.startswith(tuple(self.ignore)):
            return False
        return self.paths is None or self.paths(found.span.path)


def judge(catalog: Catalog, rules: Iterable[Rule], policy: Policy) -> list[Diagnostic]:
    """All findings of all rules on a catalog, waivers applied, in no particular order."""
    rules = [rule for rule in rules if policy.severity(rule) is not None]
    found = [*_of_faults(catalog, rules, policy), *_of_records(catalog, rules, policy)]
    return [_waived(each, catalog) for each in found]


def result_of(findings: Iterable[Diagnostic], records: int, selection: Selection) -> Result:
    """The findings that are to be told, sorted."""
    return Result.of((each for each in findings if selection.takes(each)), records)


def findings_of(document: Document, rules: Iterable[Rule], policy: Policy, record: Record | None = None) -> Iterator[Diagnostic]:
    """The faults of one document in the words of the rules that answer for them."""
    yield from _told(document, {rule.slug: rule for rule in rules}, policy, record)


def _told(document: Document, words: Mapping[str, Rule], policy: Policy, record: Record | None) -> Iterator[Diagnostic]:
    for fault in document.faults:
        rule = words.get(fault.name)
        if rule is not None:
            for each in rule.check(fault):
                yield _diagnostic(rule, each, policy, document, record)


def _of_faults(catalog: Catalog, rules: Sequence[Rule], policy: Policy) -> Iterator[Diagnostic]:
    words = {rule.slug: rule for rule in rules}
    for document in catalog.documents:
        if document.faults:
            yield from _told(document, words, policy, _record_of(document, catalog))


def _of_records(catalog: Catalog, rules: Sequence[Rule], policy: Policy) -> Iterator[Diagnostic]:
    by_kind: defaultdict[str, list[Rule]] = defaultdict(list)
    for rule in rules:
        by_kind[rule.on].append(rule)
    for rule in by_kind.get("catalog", ()):
        for each in rule.check(catalog):
            if not _is_misspelt(each):
                yield _at_node(rule, each, policy)
    for kind in catalog.schemas.known:
        own = by_kind.get(kind, ())
        if own and kind != "catalog":  # the word means the whole; its one record is found by catalog.of
            for record in catalog.of(kind):
                for rule in own:
                    for each in rule.check(record, catalog):
                        if not _is_misspelt(each):
                            yield _at_node(rule, each, policy)


def _is_misspelt(each: Finding) -> bool:
    """Whether an absent field is there under a misspelt name: that is told already."""
    node = each.at
    if isinstance(node, Fault) or node.raw is not None or not node.record.document.faults:
        return False
    return any(
        fault.name == "field-unknown" and f"{fault.pointer.rpartition('/')[0]}/{fault.args['near']}" == node.pointer
        for fault in node.record.document.faults
    )


def _at_node(rule: Rule, each: Finding, policy: Policy) -> Diagnostic:
    assert not isinstance(each.at, Fault)
    return _diagnostic(rule, each, policy, each.at.record.document, each.at.record)


def _record_of(document: Document, catalog: Catalog) -> Record | None:
    data = document.data
    if not isinstance(data, dict):
        return None
    kind, name = data.get("kind"), data.get("id")
    if isinstance(kind, str) and kind in catalog.schemas.known and isinstance(name, str):
        return Record(catalog.schemas[kind], name, (document,))
    return None


def _diagnostic(rule: Rule, each: Finding, policy: Policy, document: Document, record: Record | None) -> Diagnostic:
    severity = policy.severity(rule)
    assert severity is not None
    if each.severity is not None and rule.code not in policy.severities:
        # a profile that softens the rule softens what the rule hardens, and hardens nothing that the rule softens
        severity = min(each.severity, severity) if severity < rule.severity else each.severity
    at = each.at
    pointer = at.pointer
    if isinstance(at, Fault):
        span = document.lines.span(document.path, at.start, at.end)
        edits = tuple(
            Edit(document.lines.span(document.path, start, end), start, end, replacement) for start, end, replacement in at.edits
        )
        related = tuple(Related(document.lines.span(document.path, start, end), _FIRST_PLACE) for start, end in at.related)
    else:
        span = at.span
        edits = each.edits
        related = tuple(Related(node.span, words) for node, words in each.related)
    subject = None
    keys = pointer
    if record is not None:
        keys = key_path(record.kind, record.data, pointer)
        try:
            subject = record.kind.field(pointer).title if pointer else None
        except KeyError:
            subject = None
    return Diagnostic(
        rule.code,
        rule.slug,
        severity,
        span,
        each.message or rule.message,
        each.args,
        each.hint or rule.hint,
        pointer,
        keys,
        subject,
        RecordName(record.kind.name, record.id, record.name) if record else None,
        rule.basis,
        related,
        edits if rule.fixable else (),
    )


_FIRST_PLACE = Text("第一次写在这里", "first written here")


def _waived(found: Diagnostic, catalog: Catalog) -> Diagnostic:
    """The finding, waived if its record says so for this rule and the waiver has not run out."""
    if found.record is None or found.code.startswith(("PC0", "PC8", "PC9")):
        return found
    record = catalog.by_path.get(found.span.path)
    waivers = record.data.get("waivers") if record is not None else None
    for waiver in waivers if isinstance(waivers, list) else ():
        if isinstance(waiver, dict) and waiver.get("rule") == found.code and isinstance(waiver.get("reason"), str):
            until = waiver.get("until")
            # a day that cannot be read counts as none: that fault is told at the waiver
            if not isinstance(until, str) or not is_date(until) or until >= catalog.as_of.isoformat():
                return replace(found, waived=str(waiver["reason"]))
    return found
