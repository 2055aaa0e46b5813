"""Which records a change of a law touches: its repeal, or a new version held against the one in force, article by article."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from powercat.core.catalog import Catalog
from powercat.core.diagnostic import Severity
from powercat.core.record import Node, Record
from powercat.core.text import Text
from powercat.law.address import Address
from powercat.law.cited import Cited, by_law, read_list
from powercat.law.comparison import Comparison, Outcome, compare
from powercat.law.judged import window
from powercat.law.quotes import told
from powercat.law.register import Version, in_force, statute, version_on, versions
from powercat.law.spoken import spoken
from powercat.law.statute import Statute
from powercat.power.life import day_of, today
from powercat.views.responsible import responsible

RESTS: Final = Text("以它为依据", "rests on it")
REPEALED: Final = Text("依据失效，没有别的依据", "its basis lapses, and there is no other")
REPEALED_OTHERS: Final = Text("依据失效，另有 {others} 处依据", "its basis lapses; {others} others remain")
REMOVED: Final = Text(
    "这一条在新版本里没有了，没有别的依据", "the provision is gone in the new version, and there is no other basis"
)
REMOVED_OTHERS: Final = Text(
    "这一条在新版本里没有了，另有 {others} 处依据", "the provision is gone in the new version; {others} other bases remain"
)
CHANGED: Final = Text("条文改了：{changes}", "the provision changed: {changes}")
CHANGED_MOVED: Final = Text("条文改了，现在是{place}：{changes}", "the provision changed and is now {place}: {changes}")
MOVED: Final = Text("文字没有变，现在是{place}", "same words, now {place}")
UNKNOWN: Final = Text(
    "引用的条款在现行文本里找不到，没法比较", "the cited provision is not in the present text; it cannot be compared"
)
SPOKEN: Final = Text("文字里提到的条款不再有效", "the provision that the text speaks of no longer holds")
WHOLE: Final = Text("引用的是整部法，核对还适用不适用", "cites the law as a whole: check that it still applies")


Stands = Callable[[Cited], bool]
"""Whether a citation still has something to rest on after the change."""

Outcomes = tuple[tuple[Address, Outcome | None], ...]
"""Each cited place with what became of it."""


@dataclass(frozen=True, eq=False, slots=True)
class Affected:
    """One citation that the change touches.

    ``what`` is what rests on it (a fee, a material, the power itself), ``name`` what that is called; ``places`` pairs each cited
    place with what became of it; ``owners`` are the organizations of the record; ``message`` says why it is told, with ``args``.
    """

    cited: Cited
    severity: Severity
    what: Text
    name: str
    owners: Sequence[Record]
    message: Text
    args: dict[str, object]
    places: Outcomes = ()

    @property
    def merely_moved(self) -> bool:
        """Whether all its words stand elsewhere, unchanged."""
        fates = {outcome.fate if outcome else "" for _, outcome in self.places}
        return is_citation(self.cited) and "moved" in fates and fates <= {"moved", "same"}


@dataclass(frozen=True)
class Impact:
    """What a change does: ``day`` is the one from which on it holds (``""`` when nothing changes), ``ahead`` whether that is to
    come, ``untouched`` how many citations it leaves as they are.
    """

    law: Record
    day: str
    ahead: bool
    affected: tuple[Affected, ...]
    untouched: int = 0
    comparison: Comparison | None = None


def base_of(law: Record, promulgated: str, day: str) -> Version | None:
    """The version that a new one replaces: the one before it where the register has it already, else the one in force."""
    known = versions(law)
    for index, each in enumerate(known):
        if promulgated and promulgated == (each.promulgated or each.first):
            return known[index - 1] if index else None
    return version_on(law, day)


def impact_of_repeal(catalog: Catalog, law: Record, day: str, place: Address | None = None) -> Impact:
    """What rests on a law (or one of its articles) that ends on ``day``."""
    ahead = day > today(catalog)

    def stands(other: Cited) -> bool:
        if other.law is not law:
            return other.law is not None and in_force(catalog, other.law, day)
        return place is not None and bool(other.places) and not any(_touch(place, address) for address in other.places)

    found = []
    for each in _relevant(catalog, law, place, day):
        gone = tuple((address, Outcome("removed")) for address in each.places)
        found.append(_lapsed(catalog, each, ahead, REPEALED, REPEALED_OTHERS, gone, stands))
    return Impact(law, day, ahead, _sorted(found))


def impact_of_version(
    catalog: Catalog, law: Record, old: Statute, new: Statute, day: str, place: Address | None = None
) -> Impact:
    """What a new version that takes effect on ``day`` does to the citations of the old one."""
    comparison = compare(old, new)
    ahead = day > today(catalog)

    def stands(other: Cited) -> bool:
        if other.law is not law:
            return other.law is not None and in_force(catalog, other.law, day)
        fates = [comparison.outcome(address) for address in other.places]
        return bool(fates) and all(fate is not None and fate.fate != "removed" for fate in fates)

    found, untouched = [], 0
    for each in _relevant(catalog, law, place, day):
        outcomes = tuple((address, comparison.outcome(address)) for address in each.places)
        if outcomes and all(outcome is not None and outcome.fate == "same" for _, outcome in outcomes):
            untouched += 1
        else:
            found.append(_affected(catalog, each, ahead, outcomes, stands))
    return Impact(law, day, ahead, _sorted(found), untouched, comparison)


def resting_on(catalog: Catalog, law: Record, place: Address | None = None) -> Impact:
    """What rests on a law; where the register knows that it ends, or of a version to come, what that does."""
    end, day = day_of(law["repealed_on"].raw), today(catalog)
    if end:
        return impact_of_repeal(catalog, law, end, place)
    now = version_on(law, day)
    coming = next((each for each in versions(law) if each.first > day), None)
    old = statute(catalog, now) if now is not None else None
    new = statute(catalog, coming) if coming is not None else None
    if coming is not None and old is not None and new is not None:
        return impact_of_version(catalog, law, old, new, coming.first, place)
    found = [_made(catalog, each, Severity.INFO, RESTS, {}, ()) for each in _relevant(catalog, law, place, "")]
    return Impact(law, "", False, _sorted(found))


def _relevant(catalog: Catalog, law: Record, place: Address | None, day: str) -> Iterator[Cited]:
    """The citations of a law that touch a place, in records that still hold on ``day``; with the prose that speaks of it."""
    for each in (*by_law(catalog).get(law.id, ()), *spoken(catalog, law)):
        if place is None or not each.places or any(_touch(place, address) for address in each.places):
            last = window(catalog, each.record).last
            if not day or not last or last >= day:
                yield each


def _touch(one: Address, other: Address) -> bool:
    """Whether one of two places holds the other, or they are the same."""
    pairs = zip(
        (one.article, one.suffix, one.paragraph, one.item, one.sub_item),
        (other.article, other.suffix, other.paragraph, other.item, other.sub_item),
        strict=True,
    )
    return all(a == b or (number > 1 and 0 in (a, b)) for number, (a, b) in enumerate(pairs))


def _affected(catalog: Catalog, cited: Cited, ahead: bool, outcomes: Outcomes, stands: Stands) -> Affected:
    if not outcomes:
        return _made(catalog, cited, Severity.INFO, WHOLE, {}, ())
    known = [outcome for _, outcome in outcomes if outcome is not None]
    if any(outcome.fate == "removed" for outcome in known):
        return _lapsed(catalog, cited, ahead, REMOVED, REMOVED_OTHERS, outcomes, stands)
    changed = next((outcome for outcome in known if outcome.fate == "changed"), None)
    if changed is not None and changed.place is not None:
        args: dict[str, object] = {"changes": told(changed.changes)}
        address = next(address for address, outcome in outcomes if outcome is changed)
        if address == changed.place:
            return _made(catalog, cited, Severity.WARNING, CHANGED, args, outcomes)
        return _made(catalog, cited, Severity.WARNING, CHANGED_MOVED, {**args, "place": changed.place.words}, outcomes)
    if len(known) < len(outcomes):
        return _made(catalog, cited, Severity.WARNING, UNKNOWN, {}, outcomes)
    moved = tuple(outcome.place.words for outcome in known if outcome.fate == "moved" and outcome.place is not None)
    return _made(catalog, cited, Severity.INFO, MOVED, {"place": moved}, outcomes)


def _lapsed(
    catalog: Catalog,
    cited: Cited,
    ahead: bool,
    alone: Text,
    with_others: Text,
    outcomes: Outcomes,
    stands: Stands,
) -> Affected:
    if not is_citation(cited):
        return _made(catalog, cited, Severity.WARNING, SPOKEN, {}, outcomes)
    others = _others(catalog, cited, stands)
    if others:
        return _made(catalog, cited, Severity.WARNING, with_others, {"others": others}, outcomes)
    return _made(catalog, cited, Severity.WARNING if ahead else Severity.ERROR, alone, {}, outcomes)


def _others(catalog: Catalog, cited: Cited, stands: Stands) -> int:
    """How many other citations that stand the same thing rests on; for what establishes it, those that may establish it, too."""
    siblings = cited.record.at(cited.node.pointer.rpartition("/")[0])
    rest = read_list(catalog, siblings)
    alike = [each for each in rest if cited.role != "establishing" or each.role in ("", "establishing")]
    return sum(1 for each in alike if each.node.pointer != cited.node.pointer and stands(each))


def is_citation(cited: Cited) -> bool:
    """Whether it is a citation of its own, not a text that speaks of a law."""
    return isinstance(cited.node.raw, dict)


def _made(
    catalog: Catalog,
    cited: Cited,
    severity: Severity,
    message: Text,
    args: dict[str, object],
    outcomes: Outcomes,
) -> Affected:
    what, name = subject(cited)
    return Affected(cited, severity, what, name, responsible(catalog, cited.record), message, args, outcomes)


def subject(cited: Cited) -> tuple[Text, str]:
    """What rests on a citation, in the words of the schema, and what it is called."""
    record, steps = cited.record, cited.node.pointer.split("/")
    names = [step for step in steps if step and not step.isdecimal()]
    above = "/".join(steps[: steps.index(names[-1])]) if names else ""
    holder: Node = record.at(above)
    if not above:
        return record.kind.title, record.name
    what = holder.field.title if names[-1] == "legal_basis" else holder[names[-1]].field.title
    called = next((holder[name].text for name in _NAMES if name in holder.field.properties and holder[name]), "")
    return what, called or record.name


_NAMES: Final = ("name", "material", "text", "duty", "situation", "measure", "id")


def _sorted(found: Sequence[Affected]) -> tuple[Affected, ...]:
    key: Callable[[Affected], tuple[object, ...]] = lambda each: (  # noqa: E731
        -each.severity,
        each.cited.record.path,
        each.cited.node.span.line,
        each.cited.node.span.column,
    )
    return tuple(sorted(found, key=key))
