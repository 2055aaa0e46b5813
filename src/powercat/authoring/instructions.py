"""What stands above a field in a blank: its title, its help, what may be written, an example, in the words of the schema."""

from __future__ import annotations

from typing import Final

from powercat.core import emit
from powercat.core.field import Field
from powercat.core.text import Lang, Text

_REQUIRED = Text("必填", "required")
_OPTIONAL = Text("可以不填", "optional")
_ONE_OF = Text("{names}，只填一项", "one of {names}")
_INSIDE = Text("里面的栏目：{fields}", "its fields: {fields}")
_EXAMPLE = Text("例如：{example}", "for example: {example}")
_HEAD = Text("{title}（{need}）：{help}", "{title} ({need}): {help}")
_CHOICE = Text("{key}  {title}：{help}", "{key}  {title}: {help}")
_INDENT: Final = "  "


def instructions(parent: Field, field: Field, lang: Lang, *, with_fields: bool) -> list[str]:
    """The comment lines above a field of ``parent``; ``with_fields``: also what is inside it, where its own fields are
    not there to tell.
    """
    head = {"title": field.title, "need": _need(parent, field), "help": field.help}
    out = emit.comment(_HEAD.say(lang, head))
    inner = field.items if field.items is not None else field
    for key, choice in inner.choices.items():
        out += _indented(_CHOICE.say(lang, {"key": key, "title": choice.title, "help": choice.help}))
    if inner.properties and with_fields:
        out += _indented(_INSIDE.say(lang, {"fields": tuple(map(_listed, inner.properties.values()))}))
    if field.examples and not field.choices and "const" not in field.schema:
        out += _indented(_EXAMPLE.say(lang, {"example": emit.inline(field.examples[0], field)}))
    return out


def _need(parent: Field, field: Field) -> Text:
    """Whether the field must be filled in."""
    if field.required:
        return _REQUIRED
    names = [name for branch in parent.schema.get("oneOf", ()) for name in branch.get("required", ())]
    if field.name not in names:
        return _OPTIONAL
    titles = tuple(Text(f"“{parent.properties[name].title.zh}”", name) for name in names)
    return Text(_ONE_OF.say("zh", {"names": titles}), _ONE_OF.say("en", {"names": titles}))


def _listed(field: Field) -> Text:
    """A field in a list of fields: its name, its title, and what it may say."""
    if not field.choices:
        return Text(f"{field.name} {field.title.zh}", field.name)
    zh = "、".join(f"{key} {choice.title.zh}" for key, choice in field.choices.items())
    return Text(f"{field.name} {field.title.zh}（{zh}）", f"{field.name} ({', '.join(field.choices)})")


def _indented(words: str) -> list[str]:
    return emit.comment(_INDENT + words)
