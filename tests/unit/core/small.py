"""Two small kinds of records for tests: a box that holds things, and a thing that names its box and its own parts."""

from __future__ import annotations

from datetime import date
from typing import Any

from powercat.core.catalog import Catalog
from powercat.core.load import load
from powercat.core.schema import Kind, Schemas
from powercat.core.store import MemoryStore

DAY = date(2026, 7, 1)


def text(**more: object) -> dict[str, Any]:
    return {"type": "string", **more}


def listing(item: dict[str, Any], **more: object) -> dict[str, Any]:
    return {"type": "array", "items": item, **more}


def mapping(properties: dict[str, Any], **more: object) -> dict[str, Any]:
    return {"type": "object", "additionalProperties": False, "properties": properties, **more}


STEP = mapping(
    {
        "id": text(),
        "part": text(**{"x-ref": ".#/parts/id"}),
        "next": listing(text(**{"x-ref": ".#/parts/steps/id"})),
    },
    required=["id"],
)
THING = mapping(
    {
        "kind": text(const="thing"),
        "id": text(),
        "name": text(title="名称", **{"x-en": {"title": "name"}}),
        "box": text(title="箱子", **{"x-ref": "box", "x-en": {"title": "box"}}),
        "slot": text(**{"x-ref": "box#/slots/id"}),
        "label": text(**{"x-ref": "box#/label"}),
        "size": {"type": "integer", "minimum": 0},
        "weight": {"type": "number"},
        "fragile": {"type": "boolean"},
        "colour": text(
            enum=["red", "green"],
            **{
                "x-values": {
                    "red": {"title": "红", "code": "01", "x-en": {"title": "red one"}},
                    "green": {"title": "绿", "x-en": {"title": "green one"}},
                }
            },
        ),
        "aliases": listing(text()),
        "parts": listing(
            mapping({"id": text(), "name": text(), "steps": listing(STEP, **{"x-key": ["id"]})}), **{"x-key": ["id", "name"]}
        ),
        "cells": {"type": "object", "additionalProperties": text()},
        "waivers": listing(mapping({"rule": text(), "reason": text(), "until": text()})),
    },
    title="东西",
    required=["kind", "id"],
    **{"x-en": {"title": "thing"}},
)
BOX = mapping(
    {
        "kind": text(const="box"),
        "id": text(),
        "label": text(),
        "inside": text(**{"x-ref": "box"}),
        "slots": listing(mapping({"id": text()}), **{"x-key": ["id"]}),
    },
    title="箱子",
    required=["kind", "id"],
    **{"x-en": {"title": "box"}},
)
KIND = Kind("thing", "things", THING, 2)
SCHEMAS = Schemas({"box": Kind("box", "boxes", BOX, 1), "thing": KIND}, "small")


def catalog_of(files: dict[str, str], as_of: date = DAY) -> Catalog:
    """The catalog of some files by path."""
    return load(MemoryStore({path: content.encode() for path, content in files.items()}), SCHEMAS, as_of)
