"""Wall time of commands, turn by turn, and the memory of a process with all its children."""

from __future__ import annotations

import os
import statistics
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

POLL_SECONDS = 0.05


@dataclass(frozen=True)
class Command:
    """What is run one after the other. ``before`` is done first and not counted; ``codes`` are the exit codes that are right."""

    steps: Sequence[Sequence[str]]
    before: Callable[[], object] | None = None
    environment: Mapping[str, str] | None = None
    codes: frozenset[int] = frozenset({0})


class CommandError(Exception):
    """A command ended with an exit code that is not right."""


def run(command: Command) -> float:
    """The seconds that a command takes. Raises :class:`CommandError`."""
    if command.before is not None:
        command.before()
    environment = {**os.environ, **(command.environment or {})}
    started = time.perf_counter()
    codes = [
        subprocess.run(step, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL).returncode
        for step in command.steps
    ]
    seconds = time.perf_counter() - started
    if not command.codes.issuperset(codes):
        raise CommandError(f"{' '.join(command.steps[0])[:300]}: exit codes {codes}")
    return seconds


def take_turns(
    commands: Mapping[str, Command], rounds: Mapping[str, int], told: Callable[[str], object]
) -> dict[str, list[float]]:
    """The seconds of each command, by name: A B A B …; ``rounds`` says how often each is run."""
    found: dict[str, list[float]] = {name: [] for name in commands}
    for number in range(max(rounds.values())):
        for name, command in commands.items():
            if number < rounds[name]:
                told(f"{name} {number + 1}/{rounds[name]}")
                found[name].append(run(command))
    return found


def ratio(ours: Sequence[float], theirs: Sequence[float]) -> float:
    """How many times as long we take: the median over the rounds that both ran."""
    return statistics.median(one / other for one, other in zip(ours, theirs, strict=False))


@dataclass(frozen=True)
class Memory:
    """The highest sum over a process and its children, in MB (10^6 bytes).

    ``resident`` counts a page that two of them share twice, ``proportional`` once.
    """

    resident: float
    proportional: float


def memory(command: Command) -> Memory:
    """The peak memory of a command of one step; Linux only. Raises :class:`CommandError`."""
    if command.before is not None:
        command.before()
    (step,) = command.steps
    process = subprocess.Popen(
        step, env={**os.environ, **(command.environment or {})}, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    peak = Memory(0, 0)
    while process.poll() is None:
        states = [_state(each) for each in _family(process.pid)]
        resident, proportional = sum(state[0] for state in states), sum(state[1] for state in states)
        peak = Memory(max(peak.resident, resident * 1024 / 1e6), max(peak.proportional, proportional * 1024 / 1e6))
        time.sleep(POLL_SECONDS)
    if process.returncode not in command.codes:
        raise CommandError(f"{' '.join(step)[:300]}: exit code {process.returncode}")
    return peak


def _family(process: int) -> list[int]:
    found = [process]
    try:
        for children in Path(f"/proc/{process}/task").glob("*/children"):
            for child in children.read_text().split():
                found += _family(int(child))
    except OSError:
        pass  # it has ended in the meantime
    return found


def _state(process: int) -> tuple[int, int]:
    """Resident and proportional kilobytes."""
    try:
        lines = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0, 0
    sizes = {line.split()[0]: int(line.split()[1]) for line in lines[1:]}
    return sizes.get("Rss:", 0), sizes.get("Pss:", 0)
