"""Select rules, run them, waive, set aside what the baseline knows, sort: the one place that makes a result of findings."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from powercat.core import jobs, pack
from powercat.core.catalog import Catalog
from powercat.core.diagnostic import Diagnostic, Edit, RecordName, Related, Severity
from powercat.core.document import Document
from powercat.core.record import Record
from powercat.core.reference import key_path
from powercat.core.result import Result, Weakened
from powercat.core.rule import Fault, Finding, Rule
from powercat.core.text import Text
from powercat.core.waiver import Waiver, judged, key_of, set_aside, waive, written

WORTH_SHARING: Final = 1_000
"""Records of which there must be so many that another process is worth starting."""

MAY_BE_SHARED: Final = 20_000
"""Of more records each process would in the end hold a copy of its own: that costs more memory than the time is worth."""


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
        if not self.takes_code(found.code):
            return False
        about = found.args.get("code") if found.slug == "waiver-unused" else None
        # a waiver of what this run does not look at is not unused; whoever selects waivers alone looks at all of them
        if isinstance(about, str) and not self._only_waivers and not self.takes_code(about):
            return False
        return self.paths is None or self.paths(found.span.path)

    def takes_code(self, code: str) -> bool:
        """Whether findings of a code are told."""
        chosen = not self.select or code.startswith(tuple(self.select))
        return chosen and not (self.ignore and code.startswith(tuple(self.ignore)))

    @property
    def _only_waivers(self) -> bool:
        return bool(self.select) and all(code.startswith("PC8") for code in self.select)


def judge(
    catalog: Catalog,
    rules: Iterable[Rule],
    policy: Policy,
    baseline: Sequence[Waiver] = (),
    known: Collection[str] | None = None,
    workers: int = 1,
) -> list[Diagnostic]:
    """All findings of all rules on a catalog, waivers and then the baseline applied, in no particular order.

    ``known`` are all codes there are, where it is to be told of a waiver that it names another. ``workers`` processes share the
    rules where that pays.
    """
    rules = [rule for rule in rules if policy.severity(rule) is not None]
    found = [*_of_faults(catalog, rules, policy), *_shared(catalog, rules, policy, workers)]
    own = written(catalog)
    told, used = waive(found, own)
    waivers = [*own, *baseline]
    told, room = set_aside(told, list(enumerate(waivers))[len(own) :], used)
    # what a file that cannot be read would have shown is unknown: then no waiver is called unused
    ran = () if catalog.unplaced else {rule.code for rule in rules}
    after = judged(waivers, used, room, ran, known, _with_slips(told), catalog.horizon)
    return [*told, *_of_waivers(after, rules, policy)]


def _with_slips(found: Iterable[Diagnostic]) -> frozenset[str]:
    """Files and records with a slip of the pen, put off or not, which may keep other rules from seeing what a waiver is for."""
    slips = [each for each in found if each.code.startswith(("PC0", "PC1"))]
    return frozenset(name for each in slips for name in (each.span.path, key_of(each)[1]))


def _of_waivers(waivers: Sequence[Waiver], rules: Sequence[Rule], policy: Policy) -> Iterator[Diagnostic]:
    for rule in rules:
        if rule.on == "waiver":
            for waiver in waivers:
                for each in rule.check(waiver):
                    yield _diagnostic(rule, each, policy, waiver.document, waiver.record)


def result_of(findings: Iterable[Diagnostic], records: int, selection: Selection, weakened: Iterable[Weakened] = ()) -> Result:
    """The findings that are to be told, sorted. ``findings`` are all there are."""
    found = list(findings)
    return Result.of((each for each in found if selection.takes(each)), records, weakened, _with_slips(found))


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


def _shared(catalog: Catalog, rules: Sequence[Rule], policy: Policy, workers: int) -> Iterator[Diagnostic]:
    """The findings of rules on records, by several processes that have the catalog already: it is never sent."""
    families: defaultdict[str, list[str]] = defaultdict(list)
    for rule in rules:
        families[rule.code[:3]].append(rule.code)
    # rules of a family look at the same things, and what they work out for all is worked out once a process
    groups = sorted(families.values(), key=len, reverse=True)
    apart = workers > 1 and jobs.FORKS and WORTH_SHARING <= len(catalog) <= MAY_BE_SHARED
    context = (catalog, policy, {rule.code: rule for rule in rules})
    outcomes = jobs.run(_judged_apart, context, groups, jobs=workers if apart else 1, here=_judged_here)
    for outcome in outcomes:
        yield from map(pack.unpack_diagnostic, pack.restore(outcome)) if isinstance(outcome, bytes) else outcome


_Context = tuple[Catalog, Policy, Mapping[str, Rule]]


def _judged_apart(context: _Context, codes: list[str]) -> bytes | list[Diagnostic]:
    return pack.dump([pack.pack_diagnostic(each) for each in _judged_here(context, codes)])


def _judged_here(context: _Context, codes: list[str]) -> list[Diagnostic]:
    catalog, policy, rules = context
    found = list(_of_records(catalog, [rules[code] for code in codes], policy))
    if len(catalog) > MAY_BE_SHARED:
        # what one family works out, the next hardly asks for
        catalog.forget()
    return found


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
    return not isinstance(each.at, Fault) and each.at.misspelt


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
