"""Law texts into the register: each Markdown text becomes a version of a ``laws/`` record, with its text kept beside it.

What is there already is only added to: a version that is known gets its text and its number of articles, nothing a person
wrote is changed. A text whose content differs from the one kept is told, and replaced only when asked for.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final, Literal

from powercat.authoring.new import path_of, propose_id
from powercat.core import edit, emit
from powercat.core.catalog import Catalog
from powercat.core.document import decode
from powercat.core.errors import EditRefused
from powercat.core.record import Record
from powercat.core.text import Text
from powercat.law.imprint import Imprint, imprint
from powercat.law.register import STATE, by_title, plain_title
from powercat.law.statute import Statute, missing_numbers, read_statute

TEXTS: Final = "laws/texts"
"""The folder of the texts, below the catalog's."""

Outcome = Literal["new", "added", "completed", "unchanged", "differs", "skipped"]
"""A new record; a version added to one; a version got its text; nothing to do; the kept text differs; not to be entered."""

NOT_TEXT: Final = Text("不是 UTF-8 的文字，先转换编码", "not UTF-8 text: convert it first")
NO_TITLE: Final = Text("没有标题：第一行要写“# 标题”", "no title: the first line must be “# title”")
NO_DAY: Final = Text(
    "看不出是哪一天公布的：在标题下面写“2024年1月1日 公布”，或者文件名写成“标题(2024-01-01).md”",
    "no day of promulgation: write it under the title, or name the file “title(2024-01-01).md”",
)
NO_LEVEL: Final = Text(
    "看不出效力级别：用 --level 说明（法律、行政法规、地方性法规、部门规章……）",
    "its level is not clear: say it with --level",
)
EMPTY: Final = Text("没有条文也没有正文", "neither articles nor prose")
SEVERAL: Final = Text("登记里有几部同名的文件：{ids}", "several instruments bear this title: {ids}")
GAPS: Final = Text("缺少第 {numbers} 条，文本可能不全", "articles {numbers} are missing; the text may not be whole")
DIFFERS: Final = Text(
    "和已经保存的文本不一样，没有改；确实要换的加上 --overwrite",
    "differs from the text that is kept; use --overwrite to replace it",
)
UNREADABLE: Final = Text("{path} 写得不规范，没法自动补充：{reason}", "{path} cannot be added to: {reason}")


@dataclass(frozen=True, slots=True)
class Enrolled:
    """What became of one text. ``articles`` is how many there are; ``notes`` what a person should know."""

    source: str
    outcome: Outcome
    id: str = ""
    imprint: Imprint | None = None
    articles: int = 0
    notes: tuple[tuple[Text, Mapping[str, object]], ...] = ()


@dataclass(frozen=True)
class Enrolment:
    """``rows`` by text, and the content of the files to write, by path in the catalog."""

    rows: tuple[Enrolled, ...]
    files: Mapping[str, bytes] = field(default_factory=dict)


def enrol(catalog: Catalog, texts: Iterable[tuple[str, bytes]], *, level: str = "", overwrite: bool = False) -> Enrolment:
    """Enter texts, ``(name of the file, content)``, into the register of a catalog. Writes nothing itself; never raises.

    ``level`` is the level of those whose texts do not tell.
    """
    rows: list[Enrolled] = []
    read: dict[str, list[tuple[str, bytes, Statute, Imprint]]] = defaultdict(list)
    for source, raw in texts:
        statute, found, trouble = _read(source, raw, level)
        if trouble is not None or statute is None or found is None:
            rows.append(Enrolled(source, "skipped", imprint=found, notes=((trouble or NOT_TEXT, {}),)))
        else:
            read[plain_title(found.title)].append((source, raw, statute, found))
    files: dict[str, bytes] = {}
    taken = {record.id for record in catalog.of("law")} | set(catalog.unread)
    for group in read.values():
        group.sort(key=lambda each: (each[3].promulgated, each[0]))
        done, content = _enter(catalog, group, taken, overwrite)
        rows += done
        files.update(content)
        taken |= {row.id for row in done}
    return Enrolment(tuple(sorted(rows, key=lambda row: row.source)), files)


def _read(source: str, raw: bytes, level: str) -> tuple[Statute | None, Imprint | None, Text | None]:
    text, faults = decode(raw)
    if faults:
        return None, None, NOT_TEXT
    statute = read_statute(text)
    found = imprint(statute, source)
    found = replace(found, level=found.level or level)
    if not statute.articles and not statute.prose:
        return statute, found, EMPTY
    for value, trouble in ((statute.title, NO_TITLE), (found.promulgated, NO_DAY), (found.level, NO_LEVEL)):
        if not value:
            return statute, found, trouble
    return statute, found, None


def _enter(
    catalog: Catalog, group: Sequence[tuple[str, bytes, Statute, Imprint]], taken: set[str], overwrite: bool
) -> tuple[list[Enrolled], dict[str, bytes]]:
    """All texts of one title, earliest first."""
    title = group[0][3].title
    known = by_title(catalog, title)
    if len(known) > 1:
        ids = tuple(record.id for record in known)
        return [Enrolled(source, "skipped", imprint=found, notes=((SEVERAL, {"ids": ids}),)) for source, _, _, found in group], {}
    record = known[0] if known else None
    name = record.id if record is not None else propose_id(title.removeprefix(STATE), "", taken)
    data: dict[str, Any] = dict(record.data) if record is not None else _blank(name, group[-1][3])
    entries: list[dict[str, Any]] = [dict(each) for each in data.get("versions", ()) if isinstance(each, dict)]
    rows: list[Enrolled] = []
    files: dict[str, bytes] = {}
    for source, raw, statute, found in group:
        path = f"{TEXTS}/{name}-{found.promulgated}.md"
        outcome = _version(entries, found, statute, path, is_new=record is None)
        notes = _notes(statute, found)
        content = decode(raw)[0].replace("\r\n", "\n").encode("utf-8")
        kept = files.get(path) or _kept(catalog, path)
        if kept is not None and kept != content and not overwrite:
            outcome, notes = "differs", [*notes, (DIFFERS, {})]
        elif kept != content:
            files[path] = content
            outcome = "completed" if outcome == "unchanged" else outcome
        rows.append(Enrolled(source, outcome, name, found, len(statute.articles), tuple(notes)))
    entries.sort(key=lambda each: str(each.get("effective_on", "")))
    try:
        files.update(_record_file(catalog, record, name, {**data, "versions": entries}))
    except EditRefused as error:
        trouble = (
            UNREADABLE,
            {"path": record.path if record is not None else name, "reason": Text(error.say("zh"), error.say("en"))},
        )
        return [replace(row, outcome="skipped", notes=(trouble,)) for row in rows], {}
    return rows, files


def _blank(name: str, found: Imprint) -> dict[str, Any]:
    data: dict[str, Any] = {"kind": "law", "id": name, "title": found.title, "level": found.level, "versions": []}
    if found.title.startswith(STATE):
        data["aliases"] = [found.title.removeprefix(STATE)]
    return data


def _version(entries: list[dict[str, Any]], found: Imprint, statute: Statute, path: str, *, is_new: bool) -> Outcome:
    """Put a version into the list of versions, or complete the one that is there."""
    own = next((each for each in entries if found.promulgated in (each.get("promulgated_on"), each.get("effective_on"))), None)
    facts = {
        "articles": len(statute.articles) or None,
        "text": path,
    }
    if own is None:
        entry: dict[str, Any] = {"promulgated_on": found.promulgated, "effective_on": found.effective}
        if found.number:
            entry["doc_number"] = found.number
        if found.issuer:
            entry["issuer_name"] = found.issuer
        entries.append({**entry, **{key: value for key, value in facts.items() if value}})
        return "new" if is_new else "added"
    missing = {key: value for key, value in facts.items() if value and key not in own}
    own.update(missing)
    return "completed" if missing else "unchanged"


def _notes(statute: Statute, found: Imprint) -> list[tuple[Text, Mapping[str, object]]]:
    notes: list[tuple[Text, Mapping[str, object]]] = []
    if found.doubt is not None:
        notes.append((found.doubt, {}))
    gaps = missing_numbers(statute.articles)
    if gaps:
        shown = [str(number) for number in gaps[:5]] + (["…"] if len(gaps) > 5 else [])
        notes.append((GAPS, {"numbers": tuple(shown)}))
    return notes


def _kept(catalog: Catalog, path: str) -> bytes | None:
    try:
        return catalog.read(path)
    except OSError:
        return None


def _record_file(catalog: Catalog, record: Record | None, name: str, data: dict[str, Any]) -> dict[str, bytes]:
    kind = catalog.schemas["law"]
    if record is None:
        return {path_of(kind, name): emit.emit(kind, data).encode("utf-8")}
    if edit.same(record.data.get("versions"), data["versions"]):
        return {}
    edits = edit.set_value(record.document, "/versions", data["versions"], kind)
    return {record.path: edit.rewrite(catalog.read(record.path), edits, data)}
