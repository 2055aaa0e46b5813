"""Measures powercat and its peers on the same catalogs, turn by turn, and writes ``results.md``: ``run.py [--quick] [NAME …]``.

Peers and data are put below ``build/bench`` when they are not there. Exit code 1 when output differs where it must not, or a
peer does not do its work; a goal that is missed is told, not failed.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import platform
import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import generate
from measure import Command, memory, ratio, run, take_turns
from peers import Peer, install, peers

HERE = Path(__file__).parent
BUILD = HERE.parent / "build" / "bench"
ROUNDS = 5
SETTLED_SECONDS = 2.2
"""A file younger than this is read again, since it may have changed without a trace."""


@dataclass(frozen=True)
class Row:
    """One line of the table. ``times`` is our figure over the other one; ``goal`` is its bound, if there is one."""

    what: str
    ours: str
    other: str
    times: float | None = None
    goal: float | None = None
    note: str = ""

    @property
    def verdict(self) -> str:
        if self.goal is None or self.times is None:
            return ""
        return "met" if self.times <= self.goal else "missed"


@dataclass(frozen=True)
class Bench:
    """What the benchmarks share: sizes, rounds, the program, the folders."""

    records: int
    many: int
    ruled: int
    rounds: int
    quick: bool

    @property
    def powercat(self) -> list[str]:
        script = Path(sys.executable).parent / "powercat"
        return [str(script)] if script.exists() else [sys.executable, "-m", "powercat"]

    def validate(self, data: Path, *options: str, before: Callable[[], object] | None = None, bad: bool = False) -> Command:
        step = [*self.powercat, "-C", str(data), "validate", *options]
        return Command([step], before, {"POWERCAT_CACHE_DIR": str(CACHE), "POWERCAT_LANG": "zh"}, frozenset({1 if bad else 0}))

    def turns(self, commands: dict[str, Command], rounds: dict[str, int] | None = None) -> dict[str, list[float]]:
        wanted = {name: 1 if self.quick else min(self.rounds, (rounds or {}).get(name, self.rounds)) for name in commands}
        return take_turns(commands, wanted, tell)

    def data(self, count: int, bad: bool = False) -> Path:
        """A made-up catalog, made anew when the generator has changed."""
        folder = BUILD / "data" / f"{'bad' if bad else 'good'}-{count}"
        mark = folder.with_suffix(".made")
        state = hashlib.sha256((HERE / "generate.py").read_bytes()).hexdigest()
        if not mark.exists() or mark.read_text() != state:
            tell(f"making {count} records")
            shutil.rmtree(folder, ignore_errors=True)
            generate.write(folder, count, bad)
            mark.write_text(state)
            time.sleep(SETTLED_SECONDS)
        return folder

    def schemas(self) -> Path:
        """The bundled schema of each kind that the generator makes."""
        folder = BUILD / "schemas"
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        for kind in ("guide", "handbook", "implementation", "law", "organization", "power", "responsibility"):
            done = subprocess.run([*self.powercat, "schema", kind], capture_output=True, check=True)
            (folder / f"{kind}.json").write_bytes(done.stdout)
        return folder


CACHE = BUILD / "cache"


def tell(words: str) -> None:
    print(f"… {words}", file=sys.stderr, flush=True)


def forget() -> None:
    """Take the cache away."""
    shutil.rmtree(CACHE, ignore_errors=True)


def seconds(times: Sequence[float]) -> str:
    middle = statistics.median(times)
    number = f"{middle * 1000:.0f} ms" if middle < 1 else f"{middle:.2f} s"
    return number if len(times) > 1 else f"{number} (one run)"


def paired(what: str, ours: Sequence[float], other: str, theirs: Sequence[float], goal: float | None, note: str = "") -> Row:
    return Row(what, seconds(ours[: len(theirs)]), f"{other}: {seconds(theirs)}", ratio(ours, theirs), goal, note)


def startup(bench: Bench) -> Iterator[Row]:
    """How soon the program answers."""
    python, bare = sys.executable, str(HERE / "bare.py")
    commands = {
        "nothing": Command([[python, "-I", "-c", "pass"]]),
        "version": Command([[*bench.powercat, "--version"]]),
        "bare help": Command([[python, bare, "--help"]]),
        "help": Command([[*bench.powercat, "--help"]]),
    }
    for command in commands.values():
        run(command)
    found = take_turns(commands, dict.fromkeys(commands, 5 if bench.quick else 21), tell)
    yield paired("`powercat --version`", found["version"], "`python -I -c pass`", found["nothing"], 2.0)
    yield paired("`powercat --help`", found["help"], "bare typer program `--help`", found["bare help"], 1.2)


def cold(bench: Bench) -> Iterator[Row]:
    """The whole command line on files never seen, schema, references and rules, against peers that check the schema alone."""
    data, schemas = bench.data(bench.records), bench.schemas()
    install(BUILD, tell)
    others = peers(BUILD)
    for peer in others:
        works(peer, bench, schemas)
    commands = {"powercat": bench.validate(data, before=forget)}
    commands |= {peer.name: Command(peer.steps(data, schemas)) for peer in others}
    found = bench.turns(commands, {peer.name: peer.rounds for peer in others})
    goals = {"sourcemeta jsonschema": 1.0, "ajv + yaml": 1 / 5, "check-jsonschema": 1 / 15}
    notes = {"sourcemeta jsonschema --fast": "for information: without the places of errors"}
    for peer in others:
        name, goal, note = f"{peer.name} ({peer.version})", goals.get(peer.name), notes.get(peer.name, "")
        yield paired(f"cold, {bench.records:,} records", found["powercat"], name, found[peer.name], goal, note)


def works(peer: Peer, bench: Bench, schemas: Path) -> None:
    """A peer passes a good catalog and reports a bad one, else the comparison means nothing."""
    good, bad = bench.data(60), bench.data(60, bad=True)
    tell(f"{peer.name}: does it check?")
    for data, right in ((good, False), (bad, True)):
        faulty = [subprocess.run(step, capture_output=True).returncode != 0 for step in peer.steps(data, schemas)]
        if not all(each == right for each in faulty):
            raise SystemExit(f"{peer.name} {'passes a faulty' if right else 'reports a good'} catalog")


def warm(bench: Bench) -> Iterator[Row]:
    """Again, with nothing changed."""
    data = bench.data(bench.records)
    manifest = warmed(bench, data)
    commands = {
        "bare": Command([[sys.executable, str(HERE / "bare.py"), "walk", str(data), str(manifest)]]),
        "powercat": bench.validate(data),
    }
    found = take_turns(commands, dict.fromkeys(commands, 1 if bench.quick else 11), tell)
    other = "bare typer command + `stat` walk + reading our manifest"
    yield paired(f"warm and unchanged, {bench.records:,} records", found["powercat"], other, found["bare"], 1.5)


def warmed(bench: Bench, data: Path) -> Path:
    """Fill the cache; the file it lies in."""
    forget()
    run(bench.validate(data))
    run(bench.validate(data))
    return next(CACHE.glob("*.sqlite"))


def cache(bench: Bench) -> Iterator[Row]:
    """What the cache costs and what it saves."""
    data = bench.data(bench.records)

    def touch() -> None:
        warmed(bench, data)
        os.utime(next((data / "guides").iterdir()))

    commands = {
        "off": bench.validate(data, "--no-cache"),
        "filled": bench.validate(data, before=forget),
        "one": bench.validate(data, before=touch),
    }
    found = bench.turns(commands)
    for what, name in (("filled for the first time", "filled"), ("one file touched", "one")):
        yield paired(f"cache: {what}, {bench.records:,} records", found[name], "without a cache", found["off"], None)


def errors(bench: Bench) -> Iterator[Row]:
    """A catalog in which every file is bad."""
    good, bad = bench.data(bench.records), bench.data(bench.records, bad=True)
    commands = {"bad": bench.validate(bad, before=forget, bad=True), "good": bench.validate(good, before=forget)}
    found = bench.turns(commands)
    yield paired(f"every file bad, {bench.records:,} records, cold", found["bad"], "all good", found["good"], 5.0)


def rules(bench: Bench) -> Iterator[Row]:
    """What the rules cost beside reading and holding against the schema."""
    data = bench.data(bench.ruled)
    bare = BUILD / "data" / f"without-rules-{bench.ruled}"
    shutil.rmtree(bare, ignore_errors=True)
    shutil.copytree(data, bare)
    listed = subprocess.run([*bench.powercat, "rules", "-f", "json"], capture_output=True, check=True)
    codes = [rule["code"] for rule in json.loads(listed.stdout) if not rule["code"].startswith(("PC0", "PC1", "PC9"))]
    settings = "".join(f"  - {{code: {code}, level: 'off', reason: benchmark}}\n" for code in codes)
    (bare / "powercat.yaml").write_text(f"rules:\n{settings}", encoding="utf-8")
    time.sleep(SETTLED_SECONDS)
    commands = {"all": bench.validate(data, before=forget), "none": bench.validate(bare, before=forget)}
    found = bench.turns(commands)
    other = f"without the {len(codes)} rules on content"
    yield paired(f"all rules, {bench.ruled:,} records, cold", found["all"], other, found["none"], 2.5)


def footprint(bench: Bench) -> Iterator[Row]:
    """Peak memory of the parent and its workers together."""
    data = bench.data(bench.many)
    tell("memory")
    used = memory(bench.validate(data, before=forget))
    note = f"shared pages counted once: {used.proportional:.0f} MB; over 700 MB is not done"
    yield Row(f"memory, {bench.many:,} records", f"{used.resident:.0f} MB", "goal: 500 MB", used.resident / 500, 1.0, note)


def same(bench: Bench) -> Iterator[Row]:
    """The same bytes with one worker and with several, with and without the cache."""
    data = bench.data(min(bench.records, 2000), bad=True)
    for form in ("json", "text"):
        outputs = []
        for options in (["--no-cache", "--jobs", "1"], ["--no-cache", "--jobs", "2"], ["--jobs", "3"], ["--jobs", "2"], []):
            if options == ["--jobs", "3"]:
                forget()
            command = bench.validate(data, "-f", form, *options, bad=True)
            tell(f"{form} {' '.join(options)}")
            done = subprocess.run(command.steps[0], env={**os.environ, **(command.environment or {})}, capture_output=True)
            outputs.append((done.returncode, done.stdout))
        if len(set(outputs)) > 1 or not outputs[0][1]:
            raise SystemExit(f"-f {form}: the output depends on workers or cache")
    note = "`-f json` and `-f text`, every file bad"
    yield Row("output with 1, 2 and 3 workers, cold and warm", "the same bytes", "", note=note)


ALL = {
    "startup": startup,
    "cold": cold,
    "warm": warm,
    "cache": cache,
    "errors": errors,
    "rules": rules,
    "memory": footprint,
    "same": same,
}


def table(rows: Sequence[Row]) -> str:
    lines = ["| what | powercat | against | ratio | goal | | |", "|---|---|---|---|---|---|---|"]
    for row in rows:
        times = "" if row.times is None else f"{row.times:.2f}" if row.times >= 0.1 else f"{row.times:.3f}"
        goal = "" if row.goal is None else f"≤ {row.goal:.3g}"
        lines.append(f"| {row.what} | {row.ours} | {row.other} | {times} | {goal} | {row.verdict} | {row.note} |")
    return "\n".join(lines) + "\n"


def page(bench: Bench, rows: Sequence[Row], size: float) -> str:
    machine = f"{len(os.sched_getaffinity(0))} cores, {platform.system()}, Python {platform.python_version()}"
    return f"""# Benchmarks

Written by `make bench` ({machine}). The catalogs are made by `generate.py`: {bench.records:,} valid records of
{size:,.0f} bytes on average. Wall time of whole commands, run turn by turn (A B A B …), medians of {bench.rounds} rounds
(startup 21, warm 11; ajv 3 and check-jsonschema 1, since they are slow); the ratio is the median of the rounds' own ratios.
Files are in the page cache. powercat checks schema, references and rules and fills its cache; the peers check the schema alone,
with one call a kind (for sourcemeta faster than one call for all) and without our formats. Before they are timed, each peer
must pass a good catalog and report a bad one.

{table(rows)}"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"only these: {' '.join(ALL)}")
    parser.add_argument("--quick", action="store_true", help="1,000 records and one round; results.md is left alone")
    arguments = parser.parse_args()
    unknown = set(arguments.names) - set(ALL)
    if unknown:
        parser.error(f"no benchmark {', '.join(sorted(unknown))}; there are: {' '.join(ALL)}")
    bench = Bench(1000, 2000, 1000, 1, quick=True) if arguments.quick else Bench(10_000, 50_000, 5_000, ROUNDS, quick=False)
    BUILD.mkdir(parents=True, exist_ok=True)
    data = bench.data(bench.records)
    run(bench.validate(data, before=forget))  # the generator's records must be valid, or nothing here means anything
    files = [each.stat().st_size for each in data.rglob("*.yaml") if each.name != "powercat.yaml"]
    rows = []
    for name in arguments.names or ALL:
        rows += list(ALL[name](bench))
    print(table(rows))
    if not arguments.quick and not arguments.names:
        (HERE / "results.md").write_text(page(bench, rows, sum(files) / len(files)), encoding="utf-8")


if __name__ == "__main__":
    main()
