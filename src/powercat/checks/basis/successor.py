"""What took the place of an instrument that was repealed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from powercat.core.catalog import Catalog
from powercat.core.record import Record
from powercat.core.text import Text
from powercat.law.register import status


def successors(catalog: Catalog, law: Record, day: str) -> Sequence[Record]:
    """The instruments that take the place of one, in order, each once: for those that are repealed on the day, theirs."""
    return list({each.id: each for each in _after(catalog, law, day, {law.id})}.values())


def _after(catalog: Catalog, law: Record, day: str, seen: set[str]) -> Iterator[Record]:
    for node in law["superseded_by"]:
        following = catalog.target(node)
        if following is None or following.id in seen:
            continue
        seen.add(following.id)
        if status(following, day) == "repealed":
            yield from _after(catalog, following, day, seen)
        else:
            yield following


def named(law: Record) -> Text:
    """《食品安全法》（food-safety-law）, for what is to be written instead."""
    return Text(f"《{law.name}》（{law.id}）", f"{law.name} ({law.id})")
