"""A record, and its fields as nodes that know where they were written."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from powercat.core.document import Document, escape, steps
from powercat.core.field import Field
from powercat.core.reference import Ref, key_of
from powercat.core.schema import Kind
from powercat.core.span import Span
from powercat.core.text import Text

_TYPES: dict[str, tuple[type, ...]] = {
    "object": (dict,),
    "array": (list,),
    "string": (str,),
    "integer": (int,),
    "number": (int, float),
    "boolean": (bool,),
}


@dataclass(frozen=True, eq=False, slots=True)
class Record:
    """One record. ``layers`` are the documents it is written in, the author's own first."""

    kind: Kind
    id: str
    layers: tuple[Document, ...]

    @property
    def document(self) -> Document:
        """The file of the record."""
        return self.layers[0]

    @property
    def data(self) -> dict[str, Any]:
        """What is written, as read; may break the schema."""
        data = self.layers[0].data
        return data if isinstance(data, dict) else {}

    @property
    def ref(self) -> Ref:
        return Ref(self.kind.name, self.id)

    @property
    def name(self) -> str:
        """What people call it: its name or title, else its id."""
        for field in ("name", "title", "series"):
            value = self.data.get(field)
            if isinstance(value, str) and value:
                return value
        return self.id

    @property
    def path(self) -> str:
        return self.document.path

    @property
    def root(self) -> Node:
        """The whole record as a node."""
        return Node(self, "", self.kind.root, self.data)

    def at(self, pointer: str) -> Node:
        """The field at a JSON Pointer; absent fields too. Raises ``KeyError`` for a pointer the schema does not know."""
        return self.root.at(pointer)

    def __getitem__(self, name: str) -> Node:
        below = self.kind.root.properties.get(name)
        return self.root[name] if below is None else Node(self, f"/{below.step}", below, self.data.get(name))


# not frozen, since a million are made in a run and a frozen one takes three times as long to make
@dataclass(eq=False, slots=True)
class Node:
    """One field of a record; never changed.

    True when it is present and of the type its schema wants (0, false and ``[]`` are present); of a wrong type it reads
    as absent, since
    that fault is told already. A list iterates over its items.
    """

    record: Record
    pointer: str
    field: Field
    raw: object

    @property
    def value(self) -> Any:
        """The value; ``None`` when absent or of the wrong type."""
        if not self:
            return None
        return int(self.raw) if self._is_whole else self.raw  # type: ignore[call-overload]

    def __bool__(self) -> bool:
        raw = self.raw
        if raw is None:
            return False
        wanted = _TYPES.get(self.field.type, ())
        # the very type, so that yes and no are no numbers
        return type(raw) in wanted or self._is_whole

    @property
    def _is_whole(self) -> bool:
        """Whether it is a whole number written like ``20.0``, which is an integer to JSON Schema."""
        return self.field.type == "integer" and isinstance(self.raw, float) and self.raw.is_integer()

    @property
    def misspelt(self) -> bool:
        """Whether the field is absent and stands there under a misspelt name, which is told already."""
        if self.raw is not None or not (faults := self.record.document.faults):
            return False
        return any(
            fault.name == "field-unknown" and f"{fault.pointer.rpartition('/')[0]}/{fault.args['near']}" == self.pointer
            for fault in faults
        )

    @property
    def text(self) -> str:
        """The value as text; ``""`` when absent."""
        raw = self.raw
        if type(raw) is str:
            return raw if self.field.type == "string" else ""
        return str(self.value) if self else ""

    def __getitem__(self, name: str) -> Node:
        """The field ``name`` of an object; raises ``KeyError`` for a name the schema does not know."""
        raw = self.raw.get(name) if isinstance(self.raw, dict) else None
        below = self.field.properties.get(name)
        if below is not None:
            return Node(self.record, f"{self.pointer}/{below.step}", below, raw)
        if self.field.open is None:
            raise KeyError(f"{self.record.kind.name}{self.pointer}/{name}")
        return Node(self.record, f"{self.pointer}/{escape(name)}", self.field.open, raw)

    def __iter__(self) -> Iterator[Node]:
        """The items of a list; nothing for anything else."""
        items = self.field.items
        if isinstance(self.raw, list) and items is not None:
            for index, raw in enumerate(self.raw):
                yield Node(self.record, f"{self.pointer}/{index}", items, raw)

    def __len__(self) -> int:
        return len(self.raw) if isinstance(self.raw, (list, dict)) and self else 0

    def at(self, pointer: str) -> Node:
        """The node at a JSON Pointer below this one. Raises ``KeyError`` for a pointer the schema does not know."""
        node = self
        for step in steps(pointer):
            if node.field.items is not None:
                if not step.isdecimal():
                    raise KeyError(f"{node.record.kind.name}{node.pointer}/{step}")
                items = node.raw if isinstance(node.raw, list) else []
                index = int(step)
                raw = items[index] if index < len(items) else None
                node = Node(node.record, f"{node.pointer}/{step}", node.field.items, raw)
            else:
                node = node[step]
        return node

    def find(self, key: str) -> Node | None:
        """The item of a list that has this key."""
        return next((item for item in self if key_of(self.field, item.raw) == key), None)

    @property
    def span(self) -> Span:
        """Where the value stands; of an absent field, its parent's key."""
        return self.record.document.span(self.pointer)

    @property
    def key_span(self) -> Span:
        return self.record.document.key_span(self.pointer)

    @property
    def label(self) -> Text:
        """The field's name for people."""
        return self.field.title

    @property
    def words(self) -> Text | str:
        """A listed value in words, anything else as written."""
        choice = self.field.choices.get(self.text)
        return choice.title if choice else self.text
