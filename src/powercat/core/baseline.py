"""``powercat-baseline.yaml``: the findings that were there before, known by code, record and field."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import takewhile
from typing import Final

from powercat.core.config import reserved_document
from powercat.core.diagnostic import Diagnostic
from powercat.core.document import Document, parse, places
from powercat.core.formats import is_date
from powercat.core.schema import Kind, Schemas
from powercat.core.span import Lines
from powercat.core.store import BASELINE_NAME
from powercat.core.text import Lang, Text
from powercat.core.waiver import Key, Waiver, can_be_waived, from_mapping, key_of

Entry = Mapping[str, object]
"""One entry as written: code, record or file, field, count, message, reason, until."""

HEADING: Final = Text(
    "存量问题清单：这些问题登记以前就有，还没有改。改好一个就少一条：powercat validate --write-baseline",
    "Baseline: these findings were there before and are still to be mended. Update it by powercat validate --write-baseline",
)
_LONGEST: Final = 300


@dataclass(frozen=True)
class Baseline:
    """The baseline as read. ``document`` carries the faults; there are entries only when it has none."""

    document: Document
    entries: tuple[Entry, ...]

    def waivers(self, day: date) -> list[Waiver]:
        """The entries as waivers on a day, in order."""
        found = []
        for index, entry in enumerate(self.entries):
            made = from_mapping("baseline", str(entry["code"]), entry, self.document, f"/entries/{index}", day)
            count = entry.get("count", 1)
            found.append(made.of_baseline(key_of_entry(entry), int(count) if isinstance(count, (int, float)) else 1))
        return found


def read_baseline(raw: bytes, schemas: Schemas) -> Baseline:
    """Read a baseline; what is wrong with it are the faults of its document."""
    document = reserved_document(BASELINE_NAME, raw, "baseline", schemas)
    data = document.data
    entries = data.get("entries", ()) if isinstance(data, dict) and not document.faults else ()
    return Baseline(document, tuple(entries))


def key_of_entry(entry: Entry) -> Key:
    """What an entry speaks of."""
    return str(entry["code"]), str(entry.get("record") or entry["file"]), str(entry.get("field", ""))


@dataclass(frozen=True)
class Update:
    """What is to be written: ``reason`` and ``until`` go to entries that have none, or whose day has passed."""

    reason: str
    until: str
    day: date
    lang: Lang


def updated(old: Sequence[Entry], found: Iterable[Diagnostic], gone: Callable[[Key], bool], update: Update) -> list[Entry]:
    """The entries for the findings that nothing else puts off, in order of record, field and code.

    Entries that are there keep their reason, their day and their words. One without a finding stays unless ``gone`` says that it
    was looked for.
    """
    wanted: dict[Key, list[Diagnostic]] = {}
    for each in sorted(found, key=lambda each: each.order):
        if each.waived is None and can_be_waived(each.code):
            wanted.setdefault(key_of(each), []).append(each)
    entries: list[Entry] = []
    for entry in old:
        key = key_of_entry(entry)
        if key in wanted:
            entries.append(_renewed({**entry, "count": len(wanted.pop(key))}, update))
        elif not gone(key):
            entries.append(entry)
    entries += [_renewed(_entry(key, several, update.lang), update) for key, several in wanted.items()]
    return sorted(entries, key=lambda entry: (*key_of_entry(entry)[1:], key_of_entry(entry)[0]))


def _entry(key: Key, several: Sequence[Diagnostic], lang: Lang) -> dict[str, object]:
    code, owner, field = key
    words = several[0].text(lang)
    short = words if len(words) <= _LONGEST else words[: _LONGEST - 1] + "…"
    record = several[0].record
    of_record = record is not None and owner == f"{record.kind}/{record.id}"
    return {"code": code, "record" if of_record else "file": owner, "field": field, "count": len(several), "message": short}


def _renewed(entry: dict[str, object], update: Update) -> Entry:
    until = entry.get("until")
    expired = isinstance(until, str) and is_date(until) and until < update.day.isoformat()
    if update.until and (expired or not entry.get("reason")):
        entry["until"] = update.until
    if update.reason and (not entry.get("reason") or (expired and update.until)):
        entry["reason"] = update.reason
    if entry["count"] == 1:
        del entry["count"]
    return {name: value for name, value in entry.items() if value != ""}


def text_of(entries: Sequence[Entry], kind: Kind, old: Document | None, lang: Lang) -> bytes:
    """The file of the entries. Those that have not changed stand as they stood in ``old``, comments and all."""
    from powercat.core.emit import ordered, scalar

    known = kind.root.properties["entries"].items
    lines = (
        f"{'  - ' if index == 0 else '    '}{name}: {scalar(entry[name])}\n"
        for entry in entries
        for index, name in enumerate(ordered(entry, known))
    )
    fresh = "entries:\n" + "".join(lines) if entries else "entries: []\n"
    text = woven(fresh, old.text) if old is not None and entries else ""
    if not text:
        text = f"# {HEADING.say(lang)}\n{fresh}"
    breaks = "\r\n" if old is not None and "\r\n" in old.text else "\n"
    return text.replace("\r\n", "\n").replace("\n", breaks).encode("utf-8")


def woven(fresh: str, old: str) -> str:
    """The text ``fresh`` of a baseline with the lines of the old one where an entry is the same, and the comments above it where
    it has changed; ``""`` where the old one is not written entry by entry, line by line."""
    after, before = _Blocks.of(fresh), _Blocks.of(old)
    if after is None or before is None:
        return ""
    known = dict(zip(map(key_of_entry, before.entries), zip(before.entries, before.blocks, strict=True), strict=True))
    out = [before.head]
    for entry, block in zip(after.entries, after.blocks, strict=True):
        was, lines = known.get(key_of_entry(entry), ({}, []))
        above = list(takewhile(lambda line: not line.strip() or line.lstrip().startswith("#"), lines))
        moved = [" " * before.indent + line[after.indent :] for line in block]
        out.append("".join(lines if was == entry else [*above, *moved]))
    text = "".join(out) + before.tail
    parsed = parse(text)
    return text if not parsed.faults and parsed.data == parse(fresh).data else ""


@dataclass(frozen=True)
class _Blocks:
    """A baseline's text by entries: what stands before the first, the lines of each with the comments above it, and the rest."""

    entries: Sequence[Entry]
    head: str
    blocks: Sequence[list[str]]
    tail: str
    indent: int

    @classmethod
    def of(cls, text: str) -> _Blocks | None:
        """The blocks; ``None`` where entries share lines with something else."""
        data, found = parse(text).data, places(text)
        if not isinstance(data, dict) or list(data) != ["entries"] or not data["entries"]:
            return None
        entries: Sequence[Entry] = data["entries"]
        lines, numbers = text.splitlines(keepends=True), Lines(text)
        if len(lines) != len([start for start in numbers.starts if start < len(text)]):
            return None
        at = first = numbers.place(found["/entries"][0])[0]
        blocks = []
        for index in range(len(entries)):
            _, _, start, end = found[f"/entries/{index}"]
            begins, column = numbers.place(start)
            if begins <= at or lines[begins - 1][: column - 1].strip() != "-":
                return None
            last = numbers.place(end)[0]
            blocks.append(lines[at:last])
            at = last
        return cls(entries, "".join(lines[:first]), blocks, "".join(lines[at:]), lines[begins - 1].index("-"))
