"""What sort of power a power is: its type, who sets it in motion, and what follows for what must be written about it."""

from __future__ import annotations

from functools import lru_cache
from typing import Literal

from powercat.core.record import Record
from powercat.power.tables import shipped

Initiation = Literal["application", "ex_officio"]
Group = Literal["licence", "application", "ex_officio", "public_service"]
"""Licences; other powers on application; powers ex officio, whatever their type; public services."""


@lru_cache
def _defaults() -> dict[str, Initiation]:
    return {entry["type"]: entry["initiation"] for entry in shipped("initiation")["initiation"]}


def power_type(power: Record) -> str:
    """The type of a power (``licence``, …); ``""`` when its record states none of the listed ones."""
    stated = power.data.get("power_type")
    return stated if isinstance(stated, str) and stated in _defaults() else ""


def initiation(power: Record) -> Initiation:
    """Who sets the power in motion: as its record says, else as its type has it (``data/initiation.yaml``)."""
    stated = power.data.get("initiation")
    if stated == "application":
        return "application"
    if stated == "ex_officio":
        return "ex_officio"
    return _defaults().get(power_type(power), "application")


def group(power: Record) -> Group | None:
    """The column of the demands a power falls under; ``None`` when its type is unknown."""
    kind = power_type(power)
    if not kind:
        return None
    if kind == "public_service":
        return "public_service"
    if initiation(power) == "ex_officio":
        return "ex_officio"
    return "licence" if kind == "licence" else "application"


def is_service(power: Record) -> bool:
    """Whether it is a public service, to which the duties of powers do not apply."""
    return power_type(power) == "public_service"
