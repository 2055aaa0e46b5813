"""Blank records: what to fill in, in the words of the schema, with placeholders that no check lets pass."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from powercat.authoring.instructions import instructions
from powercat.authoring.settings import settings
from powercat.core import emit
from powercat.core.document import Document, digest, parse, steps
from powercat.core.edit import apply, remove, set_value
from powercat.core.emit import Style
from powercat.core.errors import UsageError
from powercat.core.field import Field
from powercat.core.record import Record
from powercat.core.schema import Kind
from powercat.core.text import Lang, Text

_MAX_ID: Final = 60
_STYLE: Final = Style()

_HEAD = Text("{title}：{help}", "{title}: {help}")
_HOW = Text(
    "尖括号连同里面的字，要换成填写的内容。行首带“# ”的栏目可以不填；要填的，去掉“# ”。填完运行 powercat validate 检查。",
    "Put your own words in the place of the angle brackets. A field behind “# ” may be left out; to fill it in, "
    "take the “# ” away. Then run powercat validate.",
)
_FILL = Text("<请填写：{title}>", "<fill in {title}>")
_NAME = Text("栏目名", "the name")


def blank(kind: Kind, lang: Lang, *, values: Mapping[str, str] | None = None, source: Record | None = None, id: str = "") -> str:
    """The text of a new record.

    Without ``source`` a commented blank: every field with its title, help, listed values and an example; required
    fields hold ``<请填写：…>``, which is always a finding (PC105), optional ones are commented out. With ``source`` a
    copy of that record's text under the new id, without its waivers and its review, which speak of the other one.
    ``values`` are typed values by dotted path; see :func:`powercat.authoring.settings.settings`. Raises
    :class:`UsageError`, and :class:`EditRefused` for a source that cannot be changed.
    """
    given = settings(kind, values or {})
    if source is not None:
        return _copied(kind, source, given, id)
    data: dict[str, Any] = {"kind": kind.name}
    if id:
        data["id"] = id
    for pointer, value in given.items():
        _place(kind, data, pointer, value)
    record = _Blank(lang)
    head = emit.comment(_HEAD.say(lang, {"title": kind.title, "help": kind.help})) + emit.comment(_HOW.say(lang))
    body = record.fields(kind.root, record.completed(kind.root, data), 0)
    return "\n".join((*head, *body)) + "\n"


def path_of(kind: Kind, id: str) -> str:
    """Where a record is put by convention: ``powers/<id>.yaml``; the catalog's own beside ``powercat.yaml``."""
    return f"{kind.name}.yaml" if kind.folder == "." else f"{kind.folder}/{id}.yaml"


def propose_id(name: str, code: str = "", taken: Collection[str] = ()) -> str:
    """An id for a record: the pinyin of its name, else ``p`` and its code; with a number behind it when it is taken.
    ``""`` without both.
    """
    from pypinyin import lazy_pinyin

    spoken = " ".join(lazy_pinyin(name, errors=str.lower))
    words = re.findall(r"[a-z0-9]+", spoken)
    found = ""
    for word in words:
        longer = f"{found}-{word}" if found else word
        if len(longer) > _MAX_ID:
            break
        found = longer
    if not found:
        bare = re.sub(r"[^a-z0-9]", "", code.lower())
        found = f"p{bare}" if bare else ""
    if found[:1].isdigit():
        found = f"p{found}"
    return (
        found
        if found not in taken
        else next(f"{found}-{number}" for number in range(2, len(taken) + 3) if f"{found}-{number}" not in taken)
    )


def _copied(kind: Kind, source: Record, given: Mapping[str, object], id: str) -> str:
    if source.kind.name != kind.name:
        raise UsageError(
            Text("{id} 是{other}，不能照它新建{kind}", "{id} is another kind of record ({other}) than {kind}"),
            id=source.id,
            other=source.kind.title,
            kind=kind.title,
        )
    text = source.document.text
    for name in ("waivers", "review"):
        if name in source.data:
            text = _changed(text, f"/{name}", None, kind)
    for pointer, value in {**({"/id": id} if id else {}), **given}.items():
        text = _changed(text, pointer, value, kind)
    return text


def _changed(text: str, pointer: str, value: object, kind: Kind) -> str:
    """The text with a value set, or taken out when it is ``None``."""
    raw = text.encode("utf-8", "surrogatepass")
    parsed = parse(text)
    document = Document("", digest(raw), parsed.data, parsed.faults, parsed.whole, lambda _: raw)
    return apply(text, remove(document, pointer) if value is None else set_value(document, pointer, value, kind))


def _place(kind: Kind, data: dict[str, Any], pointer: str, value: object) -> None:
    """Put a value into new data, with the collections that lead to it."""
    held: Any = data
    field = kind.root
    path = steps(pointer)
    for number, step in enumerate(path):
        last = number == len(path) - 1
        below = field.child(step)
        assert below is not None
        fresh: Any = value if last else [] if below.type == "array" else {}
        if isinstance(held, list):
            index = int(step)
            if index > len(held):
                raise UsageError(
                    Text(
                        "“{title}”的各项要从 0 开始依次写，还没有第 {index} 项",
                        "the items of “{title}” come in order from 0; {index} is too far",
                    ),
                    title=field.title,
                    index=index,
                )
            if index == len(held):
                held.append(fresh)
            elif last:
                held[index] = fresh
            held = held[index]
        else:
            if last:
                held[step] = fresh
            held = held.setdefault(step, fresh)
        field = below


def _wanted(field: Field, given: Collection[str]) -> set[str]:
    """The fields of an object that must be there: the required ones, one of alternatives, and what those given bring
    with them.
    """
    wanted = {name for name, below in field.properties.items() if below.required} | set(given)
    groups: list[list[str]] = [branch.get("required", []) for branch in field.schema.get("oneOf", ())]
    if groups and not any(name in wanted for group in groups for name in group):
        wanted |= set(groups[0])
    pairs: Mapping[str, list[str]] = field.schema.get("dependentRequired", {})
    for name in [name for name in field.properties if name in wanted]:
        wanted |= set(pairs.get(name, ()))
    return wanted


@dataclass(frozen=True, slots=True)
class _Blank:
    """A blank in one language."""

    lang: Lang

    def placeholder(self, field: Field, title: Text | None = None, number: int = 1) -> str:
        words = re.sub("[<>]", "", (title or field.title).say(self.lang)) + (f" {number}" if number > 1 else "")
        return _FILL.say(self.lang, {"title": words})

    def skeleton(self, field: Field, number: int = 1) -> object:
        """A value of the field's shape with placeholders; of objects without required fields, all that are no collections.

        ``number`` tells the items of a list apart that must have several.
        """
        if "const" in field.schema:
            return field.schema["const"]
        if field.type == "array" and field.items is not None:
            return [self.skeleton(field.items, number) for number in range(1, max(1, field.schema.get("minItems", 1)) + 1)]
        if field.type != "object":
            return self.placeholder(field, number=number)
        names = _wanted(field, ()) or {name for name, below in field.properties.items() if below.type not in ("array", "object")}
        names = names or set(field.properties)
        if not names:
            return {self.placeholder(field, _NAME): self.placeholder(field)}
        return {name: self.skeleton(below) for name, below in field.properties.items() if name in names}

    def completed(self, field: Field, data: Any) -> Any:
        """Data with placeholders for what is wanted and not given."""
        if isinstance(data, dict) and field.properties:
            wanted = _wanted(field, data)
            return {
                name: self.completed(below, data[name]) if name in data else self.skeleton(below)
                for name, below in field.properties.items()
                if name in wanted
            } | {name: value for name, value in data.items() if name not in field.properties}
        if isinstance(data, list) and field.items is not None:
            return [self.completed(field.items, each) for each in data]
        return data

    def fields(self, field: Field, data: Mapping[str, Any], depth: int) -> list[str]:
        """The lines of an object: its fields in the order of the schema, those without a value commented out."""
        out: list[str] = []
        for name, below in field.properties.items():
            if not depth:
                out.append("")
            out += instructions(field, below, self.lang, with_fields=name not in data)
            prefix = f"{emit.key(name)}:"
            if name in data:
                out += self.entry(prefix, data[name], below, depth + 1)
            else:
                # as in the record itself, items of a list stand below one another, so that more can be added
                is_list = below.items is not None and bool(below.items.properties)
                out += _commented(emit.entry(prefix, self.skeleton(below), below, _STYLE, depth=1 if is_list else depth + 1))
        for name, value in data.items():
            if name not in field.properties:
                out += emit.entry(f"{emit.key(name)}:", value, None, _STYLE, depth=depth + 1)
        return out

    def entry(self, prefix: str, value: Any, field: Field, depth: int) -> list[str]:
        """The lines of a field that has a value; the fields of objects below it with their comments."""
        if isinstance(value, dict) and field.properties:
            return [prefix, *_padded(self.fields(field, value, depth))]
        if isinstance(value, list) and value and field.items is not None and field.items.properties:
            out = [prefix]
            for each in value:
                first, *rest = self.fields(field.items, each, depth + 1) if isinstance(each, dict) else [emit.inline(each)]
                out += [f"  - {first}", *_padded(_padded(rest))]
            return out
        return emit.entry(prefix, value, field, _STYLE, depth=depth)


def _commented(lines: Iterable[str]) -> list[str]:
    return [f"# {line}".rstrip() for line in lines]


def _padded(lines: Iterable[str]) -> list[str]:
    return [f"  {line}" if line else "" for line in lines]
