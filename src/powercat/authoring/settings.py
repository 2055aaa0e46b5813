"""``field=value`` as an author types it, turned into data by what the schema says of the field."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from typing import Any, Final

from powercat.core.document import escape, parse
from powercat.core.errors import UsageError
from powercat.core.field import Field
from powercat.core.nearest import nearest
from powercat.core.schema import Kind
from powercat.core.text import Text

_YES: Final = frozenset({"true", "yes", "是"})
_NO: Final = frozenset({"false", "no", "否"})
_SEPARATOR = re.compile("[,，、;；]")


def pointer_of(kind: Kind, path: str) -> str:
    """The JSON Pointer of a dotted path (``codes.basic``, ``handling_items.0.name``) or of a pointer; list indices count from 0.

    Raises :class:`UsageError`, with did-you-mean, for a path the schema does not know.
    """
    names = path[1:].split("/") if path.startswith("/") else path.split(".")
    field = kind.root
    pointer = ""
    for name in names:
        if field.type == "array" and not re.fullmatch("[0-9]{1,4}", name):
            raise UsageError(
                Text(
                    "“{title}”是清单，要写第几项，从 0 数起，例如：{example}",
                    "“{title}” is a list; say which item, counting from 0, for example {example}",
                ),
                title=field.title,
                example=f"{_dotted(pointer)}.0.{name}"
                if field.items is not None and field.items.properties
                else f"{_dotted(pointer)}.0",
            )
        below = field.child(name)
        if below is None:
            raise _unknown(field, name, pointer)
        field = below
        pointer = f"{pointer}/{escape(name)}"
    return pointer


def _dotted(pointer: str) -> str:
    return pointer[1:].replace("/", ".")


def _unknown(field: Field, name: str, pointer: str) -> UsageError:
    names = tuple(field.properties)
    if not names:
        return UsageError(Text("“{title}”下面没有栏目", "“{title}” has no fields below it"), title=field.title)
    near = nearest(name, names, [each.title for each in field.properties.values()])
    meant = f"{_dotted(pointer)}.{near}" if pointer else near
    return UsageError(
        Text("没有“{name}”这个栏目{near}这里有：{known}", "no field “{name}” here{near} There are: {known}"),
        name=name,
        near=Text(f"，是不是要写 {meant}？", f"; did you mean {meant}?") if near else Text("。", "."),
        known=tuple(Text(f"{each.name}（{each.title.zh}）", each.name) for each in field.properties.values()),
    )


def settings(kind: Kind, values: Mapping[str, str]) -> dict[str, object]:
    """The values by JSON Pointer, of the types that the schema wants. Raises :class:`UsageError`."""
    found = {}
    for path, text in values.items():
        pointer = pointer_of(kind, path)
        found[pointer] = convert(kind.field(pointer), text)
    return found


def convert(field: Field, text: str) -> object:
    """A typed value as data.

    Listed values may be given by their key, their Chinese or English title or their national code; lists of single
    values parted by commas; anything else that is a collection in YAML (``{law: x, article: 3}``). Raises
    :class:`UsageError`.
    """
    bare = text.strip()
    if field.type in ("array", "object") and bare[:1] in ("[", "{"):
        value = _collection(field, bare)
        return [value] if field.type == "array" and isinstance(value, dict) else value
    if field.type == "array" and field.items is not None and field.items.type not in ("array", "object"):
        parts = [part.strip() for part in _SEPARATOR.split(bare)]
        return [convert(field.items, part) for part in parts if part]
    if field.type in ("array", "object"):
        raise _refused(
            field, text, Text("按 YAML 写在一行里，例如：{例如: 内容}", "write it as YAML on one line, as in {field: value}")
        )
    if field.choices:
        return _choice(field, bare)
    word = unicodedata.normalize("NFKC", bare)
    if field.type == "boolean":
        if word.lower() in _YES | _NO:
            return word.lower() in _YES
        raise _refused(field, text, Text("写“是”或者“否”", "write true or false"))
    if field.type in ("integer", "number"):
        value = parse(f"- {word}\n").data if word else None
        number = value[0] if isinstance(value, list) and len(value) == 1 else None
        if isinstance(number, bool) or not isinstance(number, int if field.type == "integer" else (int, float)):
            raise _refused(field, text, Text("写阿拉伯数字", "write a number in digits"))
        return number
    return text


def _choice(field: Field, word: str) -> str:
    if word in field.choices:
        return word
    titles = [choice.title for choice in field.choices.values()]
    for key, choice in field.choices.items():
        if word and word in (choice.title.zh, choice.title.en, choice.code):
            return key
    near = nearest(word, tuple(field.choices), titles, [choice.code for choice in field.choices.values()])
    raise UsageError(
        Text(
            "“{title}”没有“{value}”这个选项{near}可以写：{choices}",
            "“{title}” has no value “{value}”{near} There are: {choices}",
        ),
        title=field.title,
        value=word,
        near=Text(f"，是不是“{field.choices[near].title.zh}”？", f"; did you mean {near}?") if near else Text("。", "."),
        choices=tuple(Text(choice.title.zh, key) for key, choice in field.choices.items()),
    )


def _collection(field: Field, text: str) -> Any:
    parsed = parse(f"- {text}\n")
    if not parsed.whole or parsed.faults or not isinstance(parsed.data, list) or len(parsed.data) != 1:
        raise _refused(field, text, Text("这不是一段完整的 YAML", "this is not YAML"))
    return parsed.data[0]


def _refused(field: Field, value: str, why: Text) -> UsageError:
    return UsageError(
        Text("“{title}”的值“{value}”不对：{why}", "“{value}” will not do for “{title}”: {why}"),
        title=field.title,
        value=value,
        why=why,
    )
