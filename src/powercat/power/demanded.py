"""The fields that the table ``demands`` may demand: those that the schemas of the records know."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from powercat.core.field import Field
from powercat.core.rule import Fault
from powercat.core.schema import Schemas

_HOLDERS: Final[Mapping[str, tuple[str, str]]] = {
    "power": ("power", ""),
    "handbook": ("handbook", ""),
    "guide": ("guide", ""),
    "handling_item": ("handbook", "/handling_items/*"),
}
"""By word of the table: the kind of record and the place in it that hold the fields."""


def holder(schemas: Schemas, record: str) -> Field:
    """The field below which what is demanded of ``record`` (a word of the table) must stand."""
    kind, pointer = _HOLDERS[record]
    return schemas[kind].field(pointer)


def unknown_parts(data: Mapping[str, Any], schemas: Schemas) -> Iterator[Fault]:
    """The demands in a file of the table, which keeps to its schema, on fields there are not."""
    for index, demand in enumerate(data.get("demands", ())):
        fields = holder(schemas, demand["record"]).properties
        for name in ("part", "or"):
            if name in demand and demand[name] not in fields:
                yield Fault(
                    "not-in-list",
                    0,
                    0,
                    f"/demands/{index}/{name}",
                    args={
                        "title": schemas["table-demands"].field(f"/demands/*/{name}").title,
                        "value": demand[name],
                        "values": tuple(fields),
                        "labels": tuple(field.title for field in fields.values()),
                        "codes": (),
                    },
                )
