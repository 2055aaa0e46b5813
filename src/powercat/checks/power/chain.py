"""The duties, or steps, that a type of power should have from beginning to end: ``data/duty_chains.yaml``."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from powercat.core.field import Field
from powercat.core.record import Record
from powercat.core.text import Text
from powercat.power.nature import initiation, power_type
from powercat.power.tables import table

TABLE: Final = Path(__file__).parent / "data" / "duty_chains.yaml"


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


@lru_cache
def _chains() -> Mapping[tuple[str, str], Chain]:
    found = {}
    for entry in table(TABLE)["chains"]:
        summary = entry.get("summary", {})
        found[entry["type"], entry["by"]] = Chain(
            _links(entry["chain"]), _source(entry), _links(summary.get("chain", ())), _source(summary or entry)
        )
    return found


def _source(entry: Mapping[str, Any]) -> Text:
    return Text(entry["source"], entry["en"])


def _links(entries: Sequence[Mapping[str, Any]]) -> tuple[Link, ...]:
    return tuple(Link(tuple(entry["stages"]), entry.get("step", True)) for entry in entries)


def chain_of(power: Record) -> Chain | None:
    """The chain of a power's type, as it is set in motion; ``None`` for an unknown type."""
    kind, by = power_type(power), initiation(power)
    other = "application" if by == "ex_officio" else "ex_officio"
    return _chains().get((kind, by)) or _chains().get((kind, other))


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
