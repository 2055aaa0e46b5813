"""Schemas for editors: what a kind says, in the words of one language, in what every YAML language server understands."""

from __future__ import annotations

import json
from typing import Any, Final

from powercat.core.field import Json
from powercat.core.schema import Kind
from powercat.core.text import SEPARATOR, Lang, Text

_WRONG = Text("“{title}”填得不对：{help}", "“{title}” is not right: {help}")
_LISTED = Text("“{title}”要从列表里选：{choices}", "“{title}” must be one of: {choices}")
_WAITS = Text("“{title}”还没有填写", "“{title}” is still to be filled in")
_FILLED_IN: Final = "^(?!<[^<>]*>$)"
"""Any text but a placeholder of a blank record (PC105)."""


def editor_schema(kind: Kind, lang: Lang) -> Json:
    """The self-contained schema of a kind for a language server: titles, help and listed values in ``lang``, without our
    own words.

    Messages of the server that would be in another language, or show what no clerk reads, are replaced where it lets
    us.
    """
    out: Json = _translated(kind.schema, lang)
    return out


def editor_text(kind: Kind, lang: Lang) -> bytes:
    """The schema as a file."""
    return (json.dumps(editor_schema(kind, lang), ensure_ascii=False, indent=1) + "\n").encode()


def _translated(schema: Json, lang: Lang) -> Json:
    out: Json = {}
    for word, value in schema.items():
        if word.startswith("x-"):
            continue
        if word in ("properties", "$defs"):
            out[word] = {name: _translated(each, lang) for name, each in value.items()}
        elif word in ("items", "additionalProperties") and isinstance(value, dict):
            out[word] = _translated(value, lang)
        else:
            out[word] = value
    english = schema.get("x-en", {}) if lang == "en" else {}
    out |= {word: english[word] for word in ("title", "description") if word in out and word in english}
    if schema.get("type") in ("string", "integer", "number", "boolean"):
        out |= _messages(schema, out, lang)
    return out


def _messages(schema: Json, out: Json, lang: Lang) -> dict[str, Any]:
    """What the server shows for a listed value, and for a single value that is wrong."""
    title, help = out.get("title", ""), out.get("description", "")
    words: Json = schema.get("x-values", {})
    if words:
        said = [_choice(words.get(value, {}), str(value), lang) for value in schema["enum"]]
        listed = {"title": title, "choices": SEPARATOR[lang].join(name for name, _ in said)}
        hover = [f"{name}：{about}" if lang == "zh" else f"{name}: {about}" for name, about in said]
        return {"enumDescriptions": hover, "markdownEnumDescriptions": hover, "errorMessage": _LISTED.say(lang, listed)}
    wrong = _WRONG.say(lang, {"title": title, "help": help})
    if schema["type"] == "string" and not {"pattern", "format", "const"} & schema.keys():
        return {"pattern": _FILLED_IN, "patternErrorMessage": _WAITS.say(lang, {"title": title}), "errorMessage": wrong}
    return {"errorMessage": wrong}


def _choice(words: Json, value: str, lang: Lang) -> tuple[str, str]:
    """The title and the help of a listed value."""
    own: Json = words if lang == "zh" else words.get("x-en", {})
    return str(own.get("title", value)), str(own.get("description", ""))
