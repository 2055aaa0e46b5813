"""What time has overtaken, and what it will: reviews, handbooks, bases, waivers, calendars; each with its day and whose it is."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from powercat.core.baseline import Entry, read_baseline
from powercat.core.catalog import Catalog
from powercat.core.diagnostic import Diagnostic
from powercat.core.errors import UsageError
from powercat.core.record import Record
from powercat.core.result import Result
from powercat.core.span import Span
from powercat.core.store import BASELINE_NAME
from powercat.core.text import Text
from powercat.power.life import day_after, day_of, in_force, today
from powercat.power.once import once
from powercat.power.standard import edition, standards
from powercat.views.responsible import Owners, responsible, reviewers

CODES: Final = ("PC302", "PC303", "PC322", "PC609", "PC704", "PC801")
"""The rules that speak of time: bases repealed or not yet in force, calendars unknown, reviews overdue, waivers run out."""

REVIEW: Final = "PC704"
CALENDAR: Final = "PC609"
NOBODY: Final = Text("（整个目录的，不归某一个机关）", "(of the catalog as a whole)")

HANDBOOK_ENDED: Final = Text("手册 {day} 已经到期，没有接上的版本", "the handbook expired on {day}, and no edition follows it")
HANDBOOK_ENDS: Final = Text("手册 {day} 到期，还没有接上的版本", "the handbook expires on {day}, and no edition follows it yet")


@dataclass(frozen=True, slots=True)
class Task:
    """One thing to do.

    ``organization`` is the id of the body whose it is, ``""`` for none in particular; ``day`` when it falls or fell due
    (``YYYY-MM-DD``), ``""`` when no day is told; ``code`` that of the rule, ``""`` for a handbook; ``subject`` what
    the record is called. ``places`` is in how many places of the record the same is to be done; ``span`` is the first.
    """

    organization: str
    owner: Text
    day: str
    code: str
    message: Text
    span: Span
    subject: str
    args: Mapping[str, object] = field(default_factory=dict)
    places: int = 1


def todo(result: Result, catalog: Catalog, paths: Callable[[str], bool] | None = None) -> tuple[Task, ...]:
    """The tasks of all organizations, by organization, day and place; of several bodies each has its own. What is the same in
    several places of one record (a law cited again and again) is one task.

    They are the open findings of :data:`CODES`, and the handbooks that have expired, or will within ``catalog.ahead`` days, with
    no edition to follow. ``paths`` chooses files.
    """
    found = [*_of_findings(result, catalog)]
    for handbook in catalog.of("handbook"):
        if paths is None or paths(handbook.path):
            found += _of_handbook(handbook, catalog)
    found.sort(key=lambda task: (not task.organization, task.organization, task.day or "9999", _place(task)))
    return tuple(_together(found))


def _together(tasks: Sequence[Task]) -> Iterator[Task]:
    """The tasks, those of one record that say the same as one, where the first of them stands."""
    same: dict[tuple[str, ...], list[Task]] = {}
    for task in tasks:
        words = task.message.say("zh", task.args)
        same.setdefault((task.organization, task.day, task.code, words, task.span.path, task.subject), []).append(task)
    for first, *others in same.values():
        yield replace(first, places=1 + len(others))


def _place(task: Task) -> tuple[object, ...]:
    return (task.span.path, task.span.line, task.span.column, task.code)


def _tasks(
    owners: Owners, day: str, code: str, message: Text, span: Span, subject: str, args: Mapping[str, object]
) -> Iterator[Task]:
    names = [(body.id, Text(body.name, body.name)) for body in owners] or [("", NOBODY)]
    for organization, owner in names:
        yield Task(organization, owner, day, code, message, span, subject, args)


def _of_findings(result: Result, catalog: Catalog) -> Iterator[Task]:
    for finding in result.open:
        if finding.code not in CODES:
            continue
        record = _record_of(finding, catalog)
        owners: Owners = ()
        if record is not None and finding.code != CALENDAR:  # the longest limit of all is nobody's fault
            owners = reviewers(catalog, record) if finding.code == REVIEW else responsible(catalog, record)
        subject = _subject(record, catalog) if record is not None else ""
        yield from _tasks(owners, _day(finding, record), finding.code, finding.message, finding.span, subject, finding.args)


def _record_of(finding: Diagnostic, catalog: Catalog) -> Record | None:
    """The record a finding is at; of an entry of the baseline, the record that the entry speaks of."""
    path = finding.span.path
    if path != BASELINE_NAME:
        return catalog.by_path.get(path)
    _, _, number, *_ = [*finding.pointer.split("/"), "", "", ""]
    entries = _baseline(catalog)
    if not number.isdecimal() or int(number) >= len(entries):
        return None
    entry = entries[int(number)]
    kind, _, name = str(entry.get("record", "")).partition("/")
    return catalog.find(kind, name) or catalog.by_path.get(str(entry.get("file", "")))


@once
def _baseline(catalog: Catalog) -> Sequence[Entry]:
    try:
        return read_baseline(catalog.read(BASELINE_NAME), catalog.schemas).entries
    except (OSError, UsageError):
        return ()


def _subject(record: Record, catalog: Catalog) -> str:
    """What a record is called; a handbook, which has only an id, by the powers it serves."""
    if record.kind.name != "handbook":
        return record.name
    names = [power.name for name in record["powers"] if (power := catalog.target(name)) is not None]
    return "、".join(names) or record.name


def _day(finding: Diagnostic, record: Record | None) -> str:
    """The day a finding speaks of: the first among its arguments, else what stands at its place."""
    if finding.code == CALENDAR:
        return ""  # it names the day it counts from; when the next calendar comes out nobody knows
    stated = next((day for value in finding.args.values() if (day := day_of(value))), "")
    if stated or record is None:
        return stated
    try:
        return day_of(record.at(finding.pointer).raw)
    except KeyError:
        return ""


def _of_handbook(handbook: Record, catalog: Catalog) -> Iterator[Task]:
    """A handbook that expires, when a power of its is in force then with no other standard."""
    last = edition(catalog, handbook).last
    if not last or last >= catalog.horizon:
        return
    after = max(day_after(last), today(catalog))
    powers = [power for name in handbook["powers"] if (power := catalog.target(name)) is not None]
    if any(in_force(catalog, power, after) and not standards(catalog, power, after) for power in powers):
        message = HANDBOOK_ENDED if last < today(catalog) else HANDBOOK_ENDS
        span = handbook["expires_on"].span
        yield from _tasks(reviewers(catalog, handbook), last, "", message, span, _subject(handbook, catalog), {"day": last})
