"""Where the prose of records speaks of a law: “行政许可法第七十条没有规定天数”. Nothing corrects prose but people."""

from __future__ import annotations

from collections.abc import Iterator

from powercat.core.catalog import Catalog
from powercat.core.document import walk
from powercat.core.record import Record
from powercat.law.cited import Cited
from powercat.law.known_titles import of_register
from powercat.law.prose import read_prose
from powercat.law.register import STATE, titles
from powercat.law.resolution import resolve


def spoken(catalog: Catalog, law: Record) -> Iterator[Cited]:
    """The texts of records (quotations and law records apart) that name places of a law, in order of kind and path.

    The ``node`` of each is the text's own field.
    """
    names = [name for name, laws in titles(catalog).items() if law in laws]
    for kind in catalog.schemas.known:
        for record in catalog.of(kind) if kind != "law" else ():
            for pointer, value in walk(record.data):
                if isinstance(value, str) and any(name in value.replace(STATE, "") for name in names):
                    yield from _of_text(catalog, law, record, pointer, value)


def _of_text(catalog: Catalog, law: Record, record: Record, pointer: str, text: str) -> Iterator[Cited]:
    try:
        node = record.at(pointer)
    except KeyError:
        return
    if node.field.name == "quote":
        return
    for mention in read_prose(text, of_register(catalog)):
        if mention.places and resolve(catalog, mention).law is law:
            yield Cited(record, node, law, mention.places)
