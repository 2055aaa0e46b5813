"""Law texts into the register: each Markdown text becomes a version of a ``laws/`` record, with its text kept beside it.

What is there already is only added to: a version that is known gets its text and its number of articles, nothing a person
wrote is changed. A text whose content differs from the one kept is told, and replaced only when asked for.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final, Literal

from powercat.authoring.new import path_of, propose_id
from powercat.core import edit, emit
from powercat.core.catalog import Catalog
from powercat.core.document import decode
from powercat.core.errors import EditRefused
from powercat.core.formats import is_relative_path
from powercat.core.record import Record
from powercat.core.text import Text
from powercat.law.imprint import Imprint, imprint
from powercat.law.missing import breaks_off
from powercat.law.register import STATE, by_title, plain_title
from powercat.law.statute import Statute, missing_numbers, read_statute

MAX_TITLE: Final = 200

TEXTS: Final = "laws/texts"
"""The folder of the texts, below the catalog's."""

Outcome = Literal["new", "added", "completed", "unchanged", "differs", "skipped"]
"""A new record; a version added to one; a version got its text; nothing to do; the kept text differs; not to be entered."""

NOT_TEXT: Final = Text("不是 UTF-8 的文字，先转换编码", "not UTF-8 text: convert it first")
TOO_LARGE: Final = Text("文件太大，不像一部法律的文本", "the file is too large for the text of a law")
BINARY: Final = Text("文件里有不是文字的内容", "the file holds what is no text")
LONG_TITLE: Final = Text(
    "标题太长：第一行“# ”后面只写标题", "the title is too long: the first line holds “# ” and the title only"
)
TWICE: Final = Text("第 {numbers} 条出现了不止一次", "articles {numbers} are there more than once")
TWO_TEXTS: Final = Text("这次导入的另一个文件是同一天的另一个文本", "another file of this import is another text of the same day")
BAD_PATH: Final = Text(
    "登记里这一版的文本写在 {path}，不能用；先改好记录",
    "the register has the text of this version at {path}, which cannot be used",
)
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
BREAKS_OFF: Final = Text(
    "到第 {last} 条就断了，没有附则，文本可能不全：后面的条文不核对",
    "it breaks off after article {last}, without closing provisions; what comes after is not checked",
)
DIFFERS: Final = Text(
    "和已经保存的文本不一样，没有改；确实要换的加上 --overwrite",
    "differs from the text that is kept; use --overwrite to replace it",
)
FAULTY: Final = Text("版本（versions）不是一个列表", "its versions are no list of versions")
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


@dataclass(frozen=True, slots=True)
class _Read:
    """A text as read: ``content`` is what will be kept of it."""

    source: str
    content: bytes
    statute: Statute
    imprint: Imprint


@dataclass(frozen=True)
class Enrolment:
    """``rows`` by text, and the content of the files to write, by path in the catalog."""

    rows: tuple[Enrolled, ...]
    files: Mapping[str, bytes] = field(default_factory=dict)


def enrol(
    catalog: Catalog, texts: Iterable[tuple[str, bytes]], *, level: str = "", overwrite: bool = False, followed_on: str = ""
) -> Enrolment:
    """Enter texts, ``(name of the file, content)``, into the register of a catalog. Writes nothing itself; never raises.

    ``level`` is the level of those whose texts do not tell, ``followed_on`` the day on which the citations follow these versions.
    """
    rows: list[Enrolled] = []
    read: dict[str, list[_Read]] = defaultdict(list)
    for source, raw in texts:
        statute, found, trouble = _read(catalog, source, raw, level)
        if trouble is not None or statute is None or found is None:
            rows.append(Enrolled(source, "skipped", imprint=found, notes=((trouble or NOT_TEXT, {}),)))
        else:
            content = decode(raw)[0].replace("\r\n", "\n").encode("utf-8")
            read[plain_title(found.title)].append(_Read(source, content, statute, found))
    files: dict[str, bytes] = {}
    taken = {record.id for record in catalog.of("law")} | set(catalog.unread)
    for group in read.values():
        group.sort(key=lambda each: (each.imprint.promulgated, each.source))
        done, planned = _enter(catalog, group, taken, overwrite, followed_on)
        rows += done
        files.update(planned)
        taken |= {row.id for row in done}
    return Enrolment(tuple(sorted(rows, key=lambda row: row.source)), files)


def _read(catalog: Catalog, source: str, raw: bytes, level: str) -> tuple[Statute | None, Imprint | None, Text | None]:
    text, faults = decode(raw)
    if faults:
        size, binary = faults[0].name == "too-deep-or-large", faults[0].variant == "binary"
        return None, None, TOO_LARGE if size else BINARY if binary else NOT_TEXT
    statute = read_statute(text)
    found = imprint(statute, source)
    found = replace(found, level=found.level or level)
    if not statute.articles and not statute.prose:
        return statute, found, EMPTY
    if len(statute.title) > MAX_TITLE:
        return statute, replace(found, title=f"{found.title[:40]}…"), LONG_TITLE
    # what is registered says its level already
    levelled = found.level or by_title(catalog, found.title)
    for value, trouble in ((statute.title, NO_TITLE), (found.promulgated, NO_DAY), (levelled, NO_LEVEL)):
        if not value:
            return statute, found, trouble
    return statute, found, None


def _enter(
    catalog: Catalog, group: Sequence[_Read], taken: set[str], overwrite: bool, followed_on: str
) -> tuple[list[Enrolled], dict[str, bytes]]:
    """All texts of one title, earliest first."""
    title = group[0].imprint.title
    known = by_title(catalog, title)
    if len(known) > 1:
        return _none(group, SEVERAL, ids=tuple(record.id for record in known)), {}
    record = known[0] if known else None
    if record is not None and not _can_be_added_to(record):
        return _none(group, UNREADABLE, path=record.path, reason=FAULTY), {}
    name = record.id if record is not None else _free_name(catalog, title, taken)
    data: dict[str, Any] = dict(record.data) if record is not None else _blank(name, group[-1].imprint)
    entries: list[dict[str, Any]] = [dict(each) for each in data["versions"]]
    rows: list[Enrolled] = []
    files: dict[str, bytes] = {}
    for each in group:
        row, content = _text(catalog, entries, each, name, files, is_new=record is None, overwrite=overwrite)
        rows.append(row)
        files.update(content)
    for entry in entries if followed_on else ():
        if entry.get("promulgated_on") in {each.imprint.promulgated for each in group}:
            entry["citations_followed_on"] = followed_on
    entries.sort(key=lambda entry: str(entry.get("effective_on", "")))
    try:
        files.update(_record_file(catalog, record, name, {**data, "versions": entries}))
    except EditRefused as error:
        reason = Text(error.say("zh"), error.say("en"))
        return _none(group, UNREADABLE, path=record.path if record is not None else name, reason=reason), {}
    return rows, files


def _none(group: Sequence[_Read], why: Text, **args: object) -> list[Enrolled]:
    return [Enrolled(each.source, "skipped", imprint=each.imprint, notes=((why, args),)) for each in group]


def _can_be_added_to(record: Record) -> bool:
    stated = record.data.get("versions")
    return isinstance(stated, list) and all(isinstance(each, dict) for each in stated) and record.document.whole


def _free_name(catalog: Catalog, title: str, taken: set[str]) -> str:
    """An id that no record has, nor a file stands in the way of."""
    busy = set(taken)
    while True:
        name = propose_id(title.removeprefix(STATE), "law", busy)
        if _kept(catalog, path_of(catalog.schemas["law"], name)) is None:
            return name
        busy.add(name)


def _text(
    catalog: Catalog,
    entries: list[dict[str, Any]],
    each: _Read,
    name: str,
    planned: Mapping[str, bytes],
    *,
    is_new: bool,
    overwrite: bool,
) -> tuple[Enrolled, dict[str, bytes]]:
    """Enter one text among the versions; what became of it, and the file to write."""
    found, count = each.imprint, len(each.statute.articles)
    notes = _notes(each.statute, found)

    def row(outcome: Outcome, *more: tuple[Text, Mapping[str, object]]) -> Enrolled:
        return Enrolled(each.source, outcome, name, found, count, (*notes, *more))

    own = next((entry for entry in entries if found.promulgated == entry.get("promulgated_on", entry.get("effective_on"))), None)
    path = str(own["text"]) if own is not None and "text" in own else f"{TEXTS}/{name}-{found.promulgated}.md"
    if not is_relative_path(path):
        return row("skipped", (BAD_PATH, {"path": path})), {}
    if path in planned and planned[path] != each.content:
        return row("differs", (TWO_TEXTS, {})), {}
    kept = _kept(catalog, path)
    if kept is not None and kept != each.content and not overwrite:
        return row("differs", (DIFFERS, {})), {}
    outcome = _version(entries, own, each, path, is_new=is_new, anew=kept not in (None, each.content))
    if kept == each.content:
        return row(outcome), {}
    return row("completed" if outcome == "unchanged" else outcome), {path: each.content}


def _blank(name: str, found: Imprint) -> dict[str, Any]:
    data: dict[str, Any] = {"kind": "law", "id": name, "title": found.title, "level": found.level, "versions": []}
    if found.title.startswith(STATE):
        data["aliases"] = [found.title.removeprefix(STATE)]
    return data


def _version(
    entries: list[dict[str, Any]], own: dict[str, Any] | None, each: _Read, path: str, *, is_new: bool, anew: bool
) -> Outcome:
    """Put a version into the list of versions, or complete the one that is there; ``anew``: its text is replaced."""
    found = each.imprint
    facts = {"articles": len(each.statute.articles) or None, "text": path}
    if own is None:
        entry: dict[str, Any] = {"promulgated_on": found.promulgated, "effective_on": found.effective}
        if found.number:
            entry["doc_number"] = found.number
        if found.issuer:
            entry["issuer_name"] = found.issuer
        entries.append({**entry, **{key: value for key, value in facts.items() if value}})
        return "new" if is_new else "added"
    changed = {key: value for key, value in facts.items() if value and (key not in own or (anew and own[key] != value))}
    own.update(changed)
    return "completed" if changed else "unchanged"


def _notes(statute: Statute, found: Imprint) -> list[tuple[Text, Mapping[str, object]]]:
    notes: list[tuple[Text, Mapping[str, object]]] = []
    if found.doubt is not None:
        notes.append((found.doubt, {}))
    gaps = missing_numbers(statute.articles)
    if gaps:
        shown = [str(number) for number in gaps[:5]] + (["…"] if len(gaps) > 5 else [])
        notes.append((GAPS, {"numbers": tuple(shown)}))
    if breaks_off(statute):
        notes.append((BREAKS_OFF, {"last": statute.articles[-1].number}))
    numbers = Counter(article.address for article in statute.articles)
    twice = [str(address.article) for address, count in numbers.items() if count > 1]
    if twice:
        notes.append((TWICE, {"numbers": tuple(twice[:5])}))
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
