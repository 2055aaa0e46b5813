"""Full-width punctuation as the cause of what a schema has against a record: told at the sign itself, never in prose."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from powercat.core.document import Document, brief, value_at
from powercat.core.field import Field
from powercat.core.rule import Fault
from powercat.core.syntax import WIDE_BRACKETS, wide_bracket, wide_colon, wide_comma, wide_keys

if TYPE_CHECKING:
    from powercat.core.schema import Kind

_QUOTES: Final[Mapping[str, str]] = {"“": "”", "‘": "’", "「": "」", "『": "』"}
_HEAD: Final = re.compile("([^\\s：:，。；、“”]{1,24})(：)")
_NEXT: Final = re.compile("([，、；])[ \u3000]*[A-Za-z_][A-Za-z0-9_]*[ \u3000]*[:：]")
_PARTED: Final = re.compile("[，、；]")
_WRITTEN_APART: Final = "'\"|>"


def as_written(faults: list[Fault], document: Document, kind: Kind | None) -> list[Fault]:
    """The faults of the schema, in the place of some the full-width signs that caused them.

    ``faults`` have their offsets; ``kind`` is the record's, ``None`` where that is unknown.
    """
    found: list[Fault] = []
    parents: set[str] = set()
    for fault in faults:
        told = _signs(fault, document, kind)
        if told and (fault.name == "field-unknown" or told[0].variant == "comma"):
            parents.add(fault.pointer.rpartition("/")[0])
        found += told or [fault]
    # what stands behind such a sign is not missing
    return [fault for fault in found if fault.name != "field-missing" or fault.pointer not in parents]


def _signs(fault: Fault, document: Document, kind: Kind | None) -> list[Fault]:
    written = document.text[fault.start : fault.end]
    if not written or written[0] in _WRITTEN_APART:
        return []
    try:
        value = value_at(document.data, fault.pointer)
    except (LookupError, IndexError):
        return []
    if fault.name == "field-unknown":
        return _in_name(fault, document.text, written, value)
    if fault.name not in ("wrong-type", "not-in-list", "bad-format", "unknown-kind") or not isinstance(value, str):
        return []
    if fault.name == "unknown-kind":
        return _in_kind(fault, document.text, written)
    if kind is None or fault.args.get("meant"):
        return []
    try:
        field = kind.field(fault.pointer)
    except KeyError:  # below a name of the author's own
        return []
    return _in_value(fault, document.text, written, field)


def _in_name(fault: Fault, text: str, written: str, value: object) -> list[Fault]:
    """A name of a group in brackets holds what a full-width sign did not part from it."""
    if written[0] in WIDE_BRACKETS:
        return [wide_bracket(fault.start, written[0], fault.pointer)]
    if written[0] in _QUOTES:
        return [_quote(fault, written)]
    head = _HEAD.match(written)
    if head is None:
        parted = _PARTED.search(written)
        return [wide_comma(fault.start + parted.start(), written, fault.pointer)] if parted else []
    alone = value is None and text[fault.end : fault.end + 20].lstrip()[:1] in (",", "}")
    told = wide_colon(text, fault.start + head.start(2), head[1], fault.pointer)
    return [told if alone and head[1] in fault.args["candidates"] else replace(told, edits=())]


def _in_kind(fault: Fault, text: str, written: str) -> list[Fault]:
    if fault.variant == "shape":
        head = _HEAD.match(written)
        return [replace(wide_colon(text, fault.start + head.start(2), head[1]), edits=())] if head else []
    return [_quote(fault, written)] if _is_quoted(written) else []


def _in_value(fault: Fault, text: str, written: str, known: Field) -> list[Fault]:
    wanted = fault.args.get("wanted") if fault.name == "wrong-type" else ""
    if written[0] in WIDE_BRACKETS and fault.name != "bad-format":
        return [wide_bracket(fault.start, written[0], fault.pointer)]
    if _is_quoted(written) and fault.name != "bad-format" and wanted not in ("object", "array"):
        return [_quote(fault, written)]
    if wanted in ("object", "array"):
        return _fields(fault, text, written, known.items.properties if known.items else known.properties)
    listed = fault.pointer.rpartition("/")[2].isdigit() and fault.name in ("not-in-list", "bad-format")
    labels = {choice.title.zh for choice in known.choices.values()}
    parted = _NEXT.search(written) or (_PARTED.search(written) if listed and "。" not in written else None)
    if parted and written not in labels:
        return [wide_comma(fault.start + parted.start(), written, fault.pointer)]
    return []


def _fields(fault: Fault, text: str, written: str, properties: Mapping[str, Field]) -> list[Fault]:
    """Lines “name：value” where fields are wanted: YAML has made one text of them."""
    line = text.rfind("\n", 0, fault.start) + 1
    found = [each for each in wide_keys(text, line, fault.end) if each.start >= fault.start]
    if found:
        return [
            replace(each, pointer=fault.pointer, edits=each.edits if each.args["text"] in properties else ()) for each in found
        ]
    head = _HEAD.match(written)
    own_line = not text[line : fault.start].strip(" -")
    if head is None or not (own_line or head[1] in properties or any(head[1] == each.title.zh for each in properties.values())):
        return []
    return [replace(wide_colon(text, fault.start + head.start(2), head[1], fault.pointer), edits=())]


def _is_quoted(written: str) -> bool:
    return len(written) > 1 and _QUOTES.get(written[0]) == written[-1]


def _quote(fault: Fault, written: str) -> Fault:
    args = {"text": brief(written[1:].rstrip("".join(_QUOTES.values())))}
    return Fault("full-width-punctuation", fault.start, fault.start + 1, fault.pointer, "quote", args)
