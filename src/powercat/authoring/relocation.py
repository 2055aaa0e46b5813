"""Citations that merely moved, corrected: same words, another article. Everything else goes on a list of tasks."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from powercat.core import edit
from powercat.core.catalog import Catalog
from powercat.core.diagnostic import Edit
from powercat.core.errors import EditRefused
from powercat.core.record import Record
from powercat.core.text import SEPARATOR, Lang, Text
from powercat.law.address import Address
from powercat.views.impact import Affected, Impact

NOT_TO_BE_EDITED: Final = frozenset({"duplicate-key", "forbidden-yaml", "misread-scalar", "yaml-syntax", "conflict-marker"})
"""Faults of a text that make it unsure what a change of it would mean."""

TASKS: Final = "tasks"
"""The folder of the lists of tasks, below the catalog's."""

_PARTS: Final = ("article", "article_suffix", "paragraphs", "items", "sub_items")


@dataclass(frozen=True)
class Relocation:
    """``files`` by path as they are to be written, ``corrected`` the citations they put right, ``left`` those for people."""

    files: Mapping[str, bytes]
    corrected: tuple[Affected, ...]
    left: tuple[Affected, ...]


def relocate(catalog: Catalog, impact: Impact) -> Relocation:
    """Work out the corrections of an impact. A file that cannot be changed safely is left to people."""
    wanted: defaultdict[str, list[tuple[Affected, dict[str, Any]]]] = defaultdict(list)
    left: list[Affected] = []
    for each in impact.affected:
        citation = corrected(each) if each.merely_moved else None
        if citation is None:
            left.append(each)
        else:
            wanted[each.cited.record.path].append((each, citation))
    files: dict[str, bytes] = {}
    done: list[Affected] = []
    for path, group in wanted.items():
        try:
            files[path] = _rewritten(catalog, group)
            done += [each for each, _ in group]
        except (EditRefused, OSError):
            left += [each for each, _ in group]
    kept = {id(each) for each in left}
    return Relocation(files, tuple(done), tuple(each for each in impact.affected if id(each) in kept))


def corrected(affected: Affected) -> dict[str, Any] | None:
    """The citation with the places where its words stand now; ``None`` when one citation cannot name them all."""
    raw = affected.cited.node.raw
    places = [outcome.place for _, outcome in affected.places if outcome is not None and outcome.place is not None]
    if not isinstance(raw, dict) or len(places) != len(affected.places):
        return None
    fields = _fields(places)
    if fields is None:
        return None
    return {name: value for name, value in raw.items() if name not in _PARTS} | fields


def _fields(places: Sequence[Address]) -> dict[str, Any] | None:
    """The fields that name exactly these places."""
    articles = {each.whole_article for each in places}
    paragraphs = _numbers(each.paragraph for each in places)
    items = _numbers(each.item for each in places)
    sub_items = _numbers(each.sub_item for each in places)
    named = max(len(paragraphs), 1) * max(len(items), 1) * max(len(sub_items), 1)
    if len(articles) != 1 or (items and len(paragraphs) > 1) or not named == len(set(places)) == len(places):
        return None
    if any(bool(each.paragraph) != bool(paragraphs) or bool(each.item) != bool(items) for each in places):
        return None
    (article,) = articles
    fields = {"article": article.article, "article_suffix": article.suffix, "paragraphs": paragraphs}
    return {name: value for name, value in (fields | {"items": items, "sub_items": sub_items}).items() if value}


def _numbers(stated: Iterable[int]) -> list[int]:
    """Each number once, in the order the citation had them."""
    return [number for number in dict.fromkeys(stated) if number]


def _rewritten(catalog: Catalog, group: Sequence[tuple[Affected, dict[str, Any]]]) -> bytes:
    record = group[0][0].cited.record
    if any(fault.name in NOT_TO_BE_EDITED for fault in record.document.faults):
        raise EditRefused(Text("这个文件本身还有写法上的问题", "the file itself has faults in its YAML"))
    edits: list[Edit] = []
    intended = _copy(record.data)
    for each, citation in group:
        pointer = each.cited.node.pointer
        edits += edit.set_value(record.document, pointer, citation, record.kind)
        _put(intended, pointer, citation)
    return edit.rewrite(catalog.read(record.path), edits, intended)


def _copy(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _copy(each) for name, each in value.items()}
    return [_copy(each) for each in value] if isinstance(value, list) else value


def _put(data: Any, pointer: str, value: object) -> None:
    *above, last = pointer.split("/")[1:]
    for step in above:
        data = data[int(step)] if isinstance(data, list) else data[step]
    if isinstance(data, list):
        data[int(last)] = value
    else:
        data[last] = value


NOBODY: Final = "shared"

_HEAD = Text(
    "# {law}：需要人工核对的引用（{owner}）\n\n{day}共 {count} 处。改好一处勾一处；改完运行 powercat validate。\n\n",
    "# {law}: citations to be checked ({owner})\n\n{day}{count} in all. Tick what is done, then run powercat validate.\n\n",
)
_SINCE = Text("自 {day} 起生效。", "In effect from {day}. ")
_LINE = Text("- [ ] `{place}` {what}“{name}”（{record}）：{why}\n", "- [ ] `{place}` {what} “{name}” ({record}): {why}\n")
_SHARED = Text("共用的记录", "records shared by all")


CORRECTED: Final = "corrected.md"
"""The list of what was corrected: its being there says that it was done."""

_DONE = Text(
    "# {law}：已经改好的引用\n\n{day}只是挪了位置，文字没有变，共 {count} 处。\n\n",
    "# {law}: citations corrected\n\n{day}{count} merely moved, their words unchanged.\n\n",
)
_DONE_LINE = Text("- `{place}` {what}“{name}”：{before} → {now}\n", "- `{place}` {what} “{name}”: {before} → {now}\n")


def folder_of(impact: Impact) -> str:
    """The folder of the lists of one version."""
    return f"{TASKS}/{impact.law.id}" + (f"-{impact.day}" if impact.day else "")


def task_lists(impact: Impact, done: Relocation, lang: Lang) -> dict[str, bytes]:
    """A Markdown list of tasks per organization, and one of what was corrected, by path below the catalog's folder."""
    by_owner: defaultdict[str, list[Affected]] = defaultdict(list)
    names: dict[str, Text] = {NOBODY: _SHARED}
    for each in done.left:
        for owner in each.owners or (None,):
            key = owner.id if isinstance(owner, Record) else NOBODY
            if isinstance(owner, Record):
                names[key] = Text(owner.name, owner.name)
            by_owner[key].append(each)
    folder = folder_of(impact)
    since = _SINCE.say(lang, {"day": impact.day}) if impact.day else ""
    head = _DONE.say(lang, {"law": impact.law.name, "day": since, "count": len(done.corrected)})
    corrected_list = head + "".join(_done_line(each, lang) for each in done.corrected)
    return {f"{folder}/{CORRECTED}": corrected_list.encode("utf-8")} | {
        f"{folder}/{key}.md": (
            _HEAD.say(lang, {"law": impact.law.name, "owner": names[key], "day": since, "count": len(group)})
            + "".join(_line(each, lang) for each in group)
        ).encode("utf-8")
        for key, group in sorted(by_owner.items())
    }


def _done_line(each: Affected, lang: Lang) -> str:
    span, joint = each.cited.node.span, SEPARATOR[lang]
    now = [outcome.place for _, outcome in each.places if outcome is not None and outcome.place is not None]
    return _DONE_LINE.say(
        lang,
        {
            "place": f"{span.path}:{span.line}",
            "what": each.what,
            "name": each.name,
            "before": joint.join(place.words.say(lang) for place, _ in each.places),
            "now": joint.join(place.words.say(lang) for place in now),
        },
    )


def _line(each: Affected, lang: Lang) -> str:
    span = each.cited.node.span
    return _LINE.say(
        lang,
        {
            "place": f"{span.path}:{span.line}",
            "what": each.what,
            "name": each.name,
            "record": each.cited.record.name,
            "why": each.message.say(lang, each.args),
        },
    )
