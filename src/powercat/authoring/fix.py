"""``validate --fix``: the safe edits of findings, made in rounds until there is nothing left to make."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from powercat.authoring.difference import unified
from powercat.core.diagnostic import Diagnostic, Edit
from powercat.core.document import decode
from powercat.core.edit import overlap, rewrite
from powercat.core.errors import EditRefused
from powercat.core.text import Lang, Text

ROUNDS: Final = 10
"""How often edits that were in each other's way, or that a mended text brings to light, are looked for again."""

_FROM_ENCODING = Text("# {path}：编码由 {encoding} 改为 UTF-8", "# {path}: from {encoding} to UTF-8")


@dataclass(frozen=True, slots=True)
class FileFix:
    """One file before and after; ``mended`` are the findings whose edits were made."""

    path: str
    before: bytes
    after: bytes
    mended: tuple[Diagnostic, ...]

    def diff(self, lang: Lang) -> str:
        """The change as a unified diff; a change of encoding is told in a line of its own above it."""
        old, wrong = decode(self.before)
        new, _ = decode(self.after)
        note = ""
        if wrong:
            note = _FROM_ENCODING.say(lang, {"path": self.path, "encoding": wrong[0].args["encoding"]}) + "\n"
        return note + unified(old, new, self.path)


@dataclass(frozen=True, slots=True)
class Plan:
    """What would be written, in order of path. ``refused`` are findings whose edits would have made their file read worse."""

    files: tuple[FileFix, ...]
    refused: tuple[Diagnostic, ...]

    @property
    def content(self) -> Mapping[str, bytes]:
        """The new bytes by path."""
        return {each.path: each.after for each in self.files}

    def diff(self, lang: Lang) -> str:
        """All changes as one unified diff."""
        return "".join(each.diff(lang) for each in self.files)


Again = Callable[[Mapping[str, bytes]], Iterable[Diagnostic]]
"""The findings once the files of these paths have these bytes."""


def plan(findings: Iterable[Diagnostic], read: Callable[[str], bytes], again: Again | None = None) -> Plan:
    """Make the edits of the findings (all edits that a finding carries are safe; waived findings are left alone).
    Nothing is written.

    Edits that overlap others wait: ``again`` is asked for the findings that remain, and their edits are made in a
    further round, at most :data:`ROUNDS` of them, until nothing changes; without it there is one round. Every new
    text is read back and must read no worse than the old one, else the edits of that finding are left out. Running it
    again on the result changes nothing.
    """
    before: dict[str, bytes] = {}
    after: dict[str, bytes] = {}
    mended: dict[str, list[Diagnostic]] = {}
    refused: dict[str, Diagnostic] = {}
    for _ in range(ROUNDS):
        changed = False
        for path, group in _by_path(findings).items():
            raw = before.setdefault(path, read(path)) if path not in after else after[path]
            new, done, left = _mend(raw, group)
            refused.update((each.fingerprint, each) for each in left)
            if new != raw:
                after[path] = new
                mended.setdefault(path, []).extend(done)
                changed = True
        if not changed or again is None:
            break
        findings = again(after)
    files = tuple(
        FileFix(path, before[path], after[path], tuple(mended[path])) for path in sorted(after) if after[path] != before[path]
    )
    return Plan(files, tuple(sorted(refused.values(), key=lambda each: each.order)))


def _by_path(findings: Iterable[Diagnostic]) -> dict[str, list[Diagnostic]]:
    """The findings that carry edits, by file."""
    groups: dict[str, list[Diagnostic]] = {}
    for each in sorted(findings, key=lambda finding: finding.order):
        if each.edits and each.waived is None and len({edit.span.path for edit in each.edits}) == 1:
            groups.setdefault(each.edits[0].span.path, []).append(each)
    return groups


def _mend(raw: bytes, group: Sequence[Diagnostic]) -> tuple[bytes, list[Diagnostic], list[Diagnostic]]:
    """The bytes after the edits that go together, the findings mended, and those whose edits were refused."""
    text, _ = decode(raw)
    taken: list[Diagnostic] = []
    edits: list[Edit] = []
    for each in group:
        own = [edit for edit in _telling(each.edits, text) if edit not in edits]
        if not overlap(own, edits):
            taken.append(each)
            edits += own
    try:
        return rewrite(raw, edits), taken, []
    except EditRefused:
        return _one_by_one(raw, taken, text)


def _one_by_one(raw: bytes, group: Sequence[Diagnostic], text: str) -> tuple[bytes, list[Diagnostic], list[Diagnostic]]:
    """As :func:`_mend`, leaving out the findings whose edits do harm."""
    new, edits = raw, list[Edit]()
    done: list[Diagnostic] = []
    refused: list[Diagnostic] = []
    for each in group:
        own = [edit for edit in _telling(each.edits, text) if edit not in edits]
        try:
            new = rewrite(raw, [*edits, *own])
        except EditRefused:
            refused.append(each)
        else:
            edits += own
            done.append(each)
    return new, done, refused


def _telling(edits: Iterable[Edit], text: str) -> Iterator[Edit]:
    """The edits that change the text; one that only asks for the file to be written in UTF-8 does not."""
    return (edit for edit in edits if text[edit.start : edit.end] != edit.replacement)
