"""The duties, or steps, that a type of power should have from beginning to end: the table ``duty_chains``."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence, Set
from dataclasses import dataclass
from typing import Any

from powercat.core.catalog import Catalog
from powercat.core.field import Field
from powercat.core.record import Record
from powercat.core.text import Text
from powercat.power.nature import initiation, power_type
from powercat.power.once import once
from powercat.power.tables import source_of, table


@dataclass(frozen=True, slots=True)
class Link:
    """Stages any one of which will do. ``step`` is false for what comes after the decision and is no step of the procedure."""

    stages: tuple[str, ...]
    step: bool


@dataclass(frozen=True, slots=True)
class Chain:
    """The links of a type of power, those of its summary procedure, and where both are from."""

    links: tuple[Link, ...]
    source: Text
    summary: tuple[Link, ...]
    summary_source: Text


@once
def _chains(catalog: Catalog) -> Mapping[tuple[str, str], Chain]:
    found = {}
    for entry in table(catalog, "duty_chains")["chains"]:
        summary = entry.get("summary", {})
        found[entry["type"], entry["by"]] = Chain(
            _links(entry["chain"]), source_of(entry), _links(summary.get("chain", ())), source_of(summary or entry)
        )
    return found


def _links(entries: Sequence[Mapping[str, Any]]) -> tuple[Link, ...]:
    return tuple(Link(tuple(entry["stages"]), entry.get("step", True)) for entry in entries)


def chain_of(catalog: Catalog, power: Record) -> Chain | None:
    """The chain of a power's type, as it is set in motion; ``None`` for an unknown type."""
    kind, by = power_type(power), initiation(power)
    other = "application" if by == "ex_officio" else "ex_officio"
    return _chains(catalog).get((kind, by)) or _chains(catalog).get((kind, other))


def holes(links: Sequence[Link], stages: Collection[str]) -> list[Link]:
    """The links for which there is no stage."""
    return [link for link in links if not any(stage in stages for stage in link.stages)]


def stages_of(stage: Field, parts: Sequence[object]) -> Set[str] | None:
    """The stages of steps or duties; ``None`` when one's stage cannot be read, so that nothing can be said to be missing."""
    stated = [part.get("stage") if isinstance(part, dict) else None for part in parts]
    found = {each for each in stated if isinstance(each, str) and each in stage.choices}
    return found if all(isinstance(each, str) and each in found for each in stated) else None


def words(stage: Field, link: Link) -> Text:
    """A link in words: its stages' titles, any one of which will do."""
    titles = [stage.choices[name].title for name in link.stages]
    return Text("或者".join(title.zh for title in titles), " or ".join(title.en for title in titles))
