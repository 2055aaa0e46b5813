"""What the schema says of one field."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from powercat.core.document import escape
from powercat.core.text import Text

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Choice:
    """One listed value of a field: its words, and its numeric code in the national lists where there is one."""

    title: Text
    help: Text
    code: str


@dataclass(frozen=True)
class Field:
    """What the schema says of one field.

    ``pointer`` is the JSON Pointer with ``*`` for any list item or open key. ``properties`` are the fields of an object by name,
    ``items`` the field of a list's items, ``open`` the field behind the free keys of an open map.
    """

    pointer: str
    name: str
    schema: Json = field(repr=False)
    required: bool = False
    definitions: Json = field(repr=False, default_factory=dict)

    @cached_property
    def title(self) -> Text:
        """The label."""
        english = self.schema.get("x-en", {})
        return Text(str(self.schema.get("title", self.name)), str(english.get("title", self.name)))

    @property
    def help(self) -> Text:
        """What to write here."""
        english = self.schema.get("x-en", {})
        return Text(str(self.schema.get("description", "")), str(english.get("description", "")))

    @cached_property
    def type(self) -> str:
        """``object``, ``array``, ``string``, ``integer``, ``number`` or ``boolean``."""
        return str(self.schema.get("type", "object" if "properties" in self.schema else ""))

    @cached_property
    def step(self) -> str:
        """The last step of its pointer: the name with ``~`` and ``/`` escaped."""
        return self.pointer.rpartition("/")[2]

    @cached_property
    def choices(self) -> Mapping[str, Choice]:
        """The listed values; empty where anything may be written."""
        words = self.schema.get("x-values", {})
        return {
            str(value): Choice(
                Text(words.get(value, {}).get("title", value), words.get(value, {}).get("x-en", {}).get("title", value)),
                Text(
                    words.get(value, {}).get("description", ""),
                    words.get(value, {}).get("x-en", {}).get("description", ""),
                ),
                str(words.get(value, {}).get("code", "")),
            )
            for value in self.schema.get("enum", ())
        }

    @cached_property
    def ref(self) -> str:
        """What the field refers to: ``<kind>``, ``<kind>#/path`` or ``.#/path``; ``""`` when nothing."""
        return str(self.schema.get("x-ref", ""))

    @property
    def via(self) -> str:
        """The pointer of the field whose record the target must belong to; ``""`` for any."""
        return str(self.schema.get("x-via", ""))

    @property
    def key(self) -> tuple[str, ...]:
        """The fields that tell list items apart; the first that is present counts."""
        return tuple(self.schema.get("x-key", ()))

    @property
    def compare(self) -> str:
        return str(self.schema.get("x-compare", ""))

    @property
    def effect(self) -> Mapping[str, str]:
        """``axis`` and the ``heavier`` direction; empty when a change matters to nobody."""
        return dict(self.schema.get("x-effect", {}))

    @property
    def unit(self) -> str:
        return str(self.schema.get("x-unit", ""))

    @property
    def public(self) -> bool:
        return bool(self.schema.get("x-public"))

    @property
    def basis(self) -> str:
        return str(self.schema.get("x-basis", ""))

    @property
    def examples(self) -> list[Any]:
        return list(self.schema.get("examples", ()))

    @property
    def format(self) -> str:
        return str(self.schema.get("format", ""))

    @cached_property
    def properties(self) -> Mapping[str, Field]:
        required = set(self.schema.get("required", ()))
        return {
            name: self._child(escape(name), name, schema, name in required)
            for name, schema in self.schema.get("properties", {}).items()
        }

    @cached_property
    def items(self) -> Field | None:
        schema = self.schema.get("items")
        return self._child("*", self.name, self._words | _expanded(schema, self.definitions)) if schema else None

    @cached_property
    def open(self) -> Field | None:
        schema = self.schema.get("additionalProperties")
        return self._child("*", "*", self._words | schema) if isinstance(schema, dict) else None

    @property
    def _words(self) -> Json:
        """What an item without words of its own is called by: the words of its list or map."""
        return {word: self.schema[word] for word in ("title", "description", "x-en") if word in self.schema}

    @property
    def closed(self) -> bool:
        """Whether unknown names are refused."""
        return self.schema.get("additionalProperties") is False

    def _child(self, step: str, name: str, schema: Json, required: bool = False) -> Field:
        return Field(f"{self.pointer}/{step}", name, _expanded(schema, self.definitions), required, self.definitions)

    def child(self, step: str) -> Field | None:
        """The field one step down (a name, an index); ``None`` where the schema knows none."""
        if self.items is not None:
            return self.items if step.isdigit() or step == "*" else None
        return self.properties.get(step) or self.open

    def walk(self) -> Iterator[Field]:
        """This field and all below it, parents first, in the order records are written in."""
        yield self
        for below in self.properties.values():
            yield from below.walk()
        for one in (self.items, self.open):
            if one is not None:
                yield from one.walk()

    def __hash__(self) -> int:
        return hash(self.pointer)


def _expanded(schema: Json, definitions: Json) -> Json:
    """A schema with its ``$ref`` followed; its own words stand before the shared ones."""
    while "$ref" in schema:
        target = definitions[schema["$ref"].rpartition("/")[2]]
        schema = {**target, **{word: value for word, value in schema.items() if word != "$ref"}}
        if "$ref" in target:
            schema["$ref"] = target["$ref"]
    return schema
