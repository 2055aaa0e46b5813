"""What puts a finding off: a waiver in the record, a comment beside the field, an entry of the baseline."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final, Literal

from powercat.core.catalog import Catalog
from powercat.core.diagnostic import Diagnostic
from powercat.core.document import Document
from powercat.core.formats import is_date, is_placeholder
from powercat.core.record import Record
from powercat.core.rule import Fault

NEVER: Final = ("PC0", "PC8", "PC9")
"""Findings that nothing puts off: on what cannot be read, on waivers themselves, on changes and imports."""

By = Literal["record", "comment", "baseline"]

Key = tuple[str, str, str]
"""What an entry of the baseline speaks of: code, record (``kind/id``, or the path of a file without one), field by keys."""

_ID = re.compile("[A-Za-z0-9._-]+")
_CODE = re.compile("PC[0-9]{3}")


def can_be_waived(code: str) -> bool:
    return not code.startswith(NEVER)


@dataclass(frozen=True, slots=True)
class Waiver:
    """One waiver and what became of it.

    ``pointer`` is the waiver's own place (of a comment: the field it covers, ``None`` where there is none), ``offsets`` that of a
    comment. ``until`` is as written, ``problem`` what cannot be understood (``verb``, ``codes``, ``until``), ``dated`` is false
    where an end is meant that cannot be read. After a run
    ``ending`` says that it holds, but no longer on the last day that is looked ahead to,
    ``unknown`` are its codes that no rule has, ``unused`` those that put off nothing, ``left`` how many findings it could
    still put off (a baseline entry stands for ``count`` of them).
    """

    by: By
    codes: tuple[str, ...]
    reason: str
    until: str
    document: Document
    record: Record | None = None
    pointer: str | None = ""
    line: int = 0
    offsets: tuple[int, int] | None = None
    has_reason: bool = True
    expired: bool = False
    ending: bool = False
    dated: bool = True
    problem: str = ""
    key: Key | None = None
    count: int = 1
    left: int = 0
    unknown: tuple[str, ...] = ()
    unused: tuple[str, ...] = ()

    @property
    def holds(self) -> bool:
        """Whether it puts anything off: it has a reason, and its last day, if it has one, can be read and has not passed."""
        return self.dated and not self.expired and bool(self.reason)

    @property
    def refused(self) -> tuple[str, ...]:
        """Its codes that nothing puts off."""
        return tuple(code for code in self.codes if not can_be_waived(code))

    def of_baseline(self, key: Key, count: int) -> Waiver:
        """The same as an entry of the baseline."""
        return replace(self, key=key, count=count)

    def covers(self, found: Diagnostic) -> bool:
        """Whether a finding in its file lies within its reach, whatever the code."""
        if self.by == "record":
            return found.record is not None
        pointer = self.pointer
        if pointer is None:
            return False
        below = found.pointer == pointer or found.pointer.startswith(f"{pointer}/")
        return below or (self.line > 0 and found.span.line == self.line)

    def at(self, field: str = "") -> Fault:
        """The place of the waiver, or of one of its fields; of a comment always the whole."""
        if self.offsets is not None:
            return Fault("waiver", *self.offsets, pointer=self.pointer or "")
        pointer = f"{self.pointer}/{field}" if field else self.pointer or ""
        return Fault("waiver", *self.document.offsets(pointer), pointer=pointer)


def written(catalog: Catalog) -> list[Waiver]:
    """The waivers in records and comments, in order of path."""
    found: list[Waiver] = []
    for document in catalog.documents:
        data = document.data
        if isinstance(data, dict) and "waivers" in data:
            found += _of_record(document, catalog)
        if document.comments:
            found += _of_comments(document, catalog)
    return found


def _of_record(document: Document, catalog: Catalog) -> Iterator[Waiver]:
    record = catalog.by_path.get(document.path)
    waivers = record.data.get("waivers") if record is not None else None
    if record is None or not isinstance(waivers, list) or "waivers" not in record.kind.root.properties:
        return
    for index, waiver in enumerate(waivers):
        code = waiver.get("rule") if isinstance(waiver, dict) else None
        if isinstance(code, str) and _CODE.fullmatch(code):
            pointer = f"/waivers/{index}"
            yield from_mapping("record", code, waiver, document, pointer, catalog.as_of, record)


def from_mapping(
    by: By, code: str, content: Mapping[str, object], document: Document, pointer: str, day: date, record: Record | None = None
) -> Waiver:
    """The waiver that a mapping with ``reason`` and ``until`` says.

    One whose last day cannot be read does not hold, and a reason of a wrong type is not called missing: the schema tells both.
    """
    reason, until = content.get("reason"), content.get("until")
    given = isinstance(reason, str) and bool(reason.strip()) and not is_placeholder(reason)
    missing = "reason" not in content or (isinstance(reason, str) and not reason.strip() and reason != "")
    last = until if isinstance(until, str) and is_date(until) else ""
    expired = bool(last) and last < day.isoformat()
    said = str(reason) if given else ""
    dated = bool(last) or "until" not in content
    return Waiver(by, (code,), said, last, document, record, pointer, has_reason=not missing, expired=expired, dated=dated)


def _of_comments(document: Document, catalog: Catalog) -> Iterator[Waiver]:
    record = catalog.by_path.get(document.path)
    for comment in document.comments:
        readable = not comment.until or is_date(comment.until)
        yield Waiver(
            "comment",
            comment.codes,
            comment.reason,
            comment.until,
            document,
            record,
            comment.pointer,
            comment.line,
            (comment.start, comment.end),
            has_reason=bool(comment.reason) or bool(comment.problem),
            expired=bool(comment.until) and readable and comment.until < catalog.as_of.isoformat(),
            dated=readable,
            problem=comment.problem or ("" if readable else "until"),
        )


Used = set[tuple[int, str]]
"""Which waivers (by number) have put off a finding of which code."""


def waive(found: Iterable[Diagnostic], waivers: Sequence[Waiver]) -> tuple[list[Diagnostic], Used]:
    """The findings, those put off with their reason; and the waivers that had something to do."""
    by_path: defaultdict[str, list[tuple[int, Waiver]]] = defaultdict(list)
    for number, waiver in enumerate(waivers):
        if waiver.holds:
            by_path[waiver.document.path].append((number, waiver))
    used: Used = set()
    told = []
    for each in found:
        around = by_path.get(each.span.path)
        if around and can_be_waived(each.code):
            own = [(number, waiver) for number, waiver in around if each.code in waiver.codes and waiver.covers(each)]
            used.update((number, each.code) for number, _ in own)
            told.append(each.waive(own[0][1].reason, own[0][1].by, own[0][1].until) if own else each)
        else:
            told.append(each)
    return told, used


def judged(
    waivers: Sequence[Waiver],
    used: Used,
    room: Sequence[int],
    ran: Collection[str],
    known: Collection[str] | None,
    unsure: Collection[str],
    horizon: str = "",
) -> list[Waiver]:
    """The waivers with what became of them; the last ones are the baseline's, with the ``room`` left in each.

    ``ran`` are the codes whose rules ran and whose findings were all to be seen, ``unsure`` the paths and records where a rule
    may have been kept from seeing something: only of the former, and not there, can be said that there was nothing to put off.
    ``known`` are all codes there are; ``None`` where that is not known. ``horizon`` is the last day that is looked ahead to.
    """
    first = len(waivers) - len(room)

    def after(number: int, waiver: Waiver) -> Waiver:
        owner = waiver.key[1] if waiver.key else waiver.document.path
        sure = ran if waiver.holds and owner not in unsure else ()
        unused = [code for code in waiver.codes if code in sure and can_be_waived(code) and (number, code) not in used]
        unknown = [code for code in waiver.codes if known is not None and code not in known]
        left = room[number - first] if number >= first and waiver.codes[0] in sure else 0
        ending = waiver.holds and bool(waiver.until) and waiver.until < horizon
        return replace(waiver, left=left, ending=ending, unknown=tuple(unknown), unused=tuple(unused))

    return [after(number, waiver) for number, waiver in enumerate(waivers)]


def key_of(found: Diagnostic) -> Key:
    """Under which entry of the baseline a finding falls: never its line, nor the index of a list's item."""
    record = found.record
    if record is None or not _ID.fullmatch(record.id):
        return found.code, found.span.path, found.key_path
    return found.code, f"{record.kind}/{record.id}", found.key_path


def set_aside(
    found: Sequence[Diagnostic], entries: Sequence[tuple[int, Waiver]], used: Used
) -> tuple[list[Diagnostic], list[int]]:
    """The findings with those put off by the baseline marked (noted in ``used``), and the room that is left in each entry.

    An entry of count n covers the first n findings, in order of place, that nothing else puts off.
    """
    room = {number: waiver.count for number, waiver in entries}
    by_key: defaultdict[Key, list[tuple[int, Waiver]]] = defaultdict(list)
    for number, waiver in entries:
        if waiver.holds and waiver.key is not None:
            by_key[waiver.key].append((number, waiver))
    told = list(found)
    if by_key:
        told.sort(key=lambda each: each.order)
        for index, each in enumerate(told):
            if each.waived is not None or not can_be_waived(each.code):
                continue
            free = [(number, waiver) for number, waiver in by_key.get(key_of(each), ()) if room[number] > 0]
            if free:
                number, waiver = free[0]
                room[number] -= 1
                used.add((number, each.code))
                told[index] = each.waive(waiver.reason, waiver.by, waiver.until)
    return told, list(room.values())
