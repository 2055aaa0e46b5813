"""Recall and precision of reading citations in prose, against texts read by hand.

    PYTHONPATH=src python benchmarks/citations.py [--data DIR] [--set tuning|held-out] [--misses]

The texts are not part of this repository; ``citations.yaml`` names where they lie below DIR (default ../shared/data beside the
clone) and what they cite. A mention counts as right when its title or, where it has none, its document number is; places, years,
document numbers and quotations are counted one by one over all texts.
"""

from __future__ import annotations

import argparse
import csv
import json
import os
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from powercat.law.address import Address
from powercat.law.document_number import number_key
from powercat.law.known_titles import KnownTitles, known_titles
from powercat.law.prose import Mention, read_prose
from powercat.law.register import plain_title

FIXTURE = Path(__file__).with_name("citations.yaml")
SHARED = Path(os.environ.get("POWERCAT_SHARED", Path(__file__).parents[1] / ".." / "shared"))
MEASURES = ("mention", "place", "number", "year", "quotation")


@dataclass(frozen=True)
class Reading:
    """What a text cites, in comparable form: each fact with the instrument that it belongs to."""

    facts: Mapping[str, Counter[tuple[str, ...]]]


@lru_cache(maxsize=64)
def _lines(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8").split("\n")


@lru_cache(maxsize=64)
def _table(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def text_of(data: Path, entry: Mapping[str, Any]) -> str:
    """The text that an entry of the fixture is about."""
    path = data / entry["file"]
    if path.suffix == ".csv":
        return _table(path)[int(entry["line"]) - 1][str(entry["field"])]
    if path.suffix == ".md":
        return _lines(path)[int(entry["line"]) - 1].strip()
    if path.suffix == ".jsonl":
        value = json.loads(_lines(path)[entry["line"] - 1])
    else:
        value = json.loads(path.read_text(encoding="utf-8"))
        for name in entry["path"].split("/")[1:]:
            value = value[int(name)] if isinstance(value, list) else value[name]
    found = [value[name] for name in entry["field"].split("+")]
    return "".join(each[entry.get("index", 0)] if isinstance(each, list) else each for each in found)


def places_of(written: str) -> Iterator[Address]:
    """The places of the fixture's short form: ``35.1.2,36,40-42``."""
    for each in written.split(","):
        if match := re.fullmatch("([0-9]+)-([0-9]+)", each):
            yield from map(Address, range(int(match[1]), int(match[2]) + 1))
        else:
            article, _, rest = each.partition(".")
            number, _, suffix = article.partition("_")
            paragraph, item, sub_item = (int(part or 0) for part in [*rest.split("."), "", "", ""][:3])
            yield Address(int(number), int(suffix or 0), paragraph, item, sub_item)


def expected(entry: Mapping[str, Any]) -> list[Mention]:
    """What the fixture says."""
    found = []
    for written in entry["expect"]:
        match = re.fullmatch(r'(.*?)(?:\s*#(\S+))?(?:\s*~(\d+))?(?:\s*@(\S+))?(?:\s*\^(\S+))?(?:\s*(["]))?', written)
        assert match, written
        title, number, year, places, locator, quote = (each or "" for each in match.groups())
        found.append(Mention(0, 0, title.strip(), "", year, number, tuple(places_of(places)) if places else (), locator, quote))
    return found


def facts(mentions: Iterable[Mention]) -> dict[str, Counter[tuple[str, ...]]]:
    """The facts of mentions, each with the instrument it belongs to."""
    found: dict[str, Counter[tuple[str, ...]]] = {name: Counter() for name in MEASURES}
    last = ""
    for each in mentions:
        name = plain_title(each.title) or number_key(each.number)
        # a mention that only goes on with the one before, 第五条 …, is no mention of its own
        if each.title or each.number:
            found["mention"][(name,)] += 1
        last = name or last
        for place in each.places:
            found["place"][last, str(place)] += 1
        if each.locator:
            found["place"][last, each.locator] += 1
        if each.number:
            found["number"][last, number_key(each.number)] += 1
        if each.year:
            found["year"][last, each.year] += 1
        if each.quote:
            found["quotation"][last,] += 1
    return found


def titles_of(data: Path) -> KnownTitles:
    """The titles of the law texts that lie there, as a register would know them."""
    return known_titles(re.sub(r"[（(][0-9-]+[）)]$", "", path.stem) for path in (data / "laws").rglob("*.md"))


def measure(data: Path, only: str = "", report: bool = False) -> dict[str, dict[str, tuple[int, int, int]]]:
    """Per set and measure: how many are right, how many were expected, how many were read."""
    known = titles_of(data)
    counts: dict[str, dict[str, list[int]]] = {}
    for entry in yaml.safe_load(FIXTURE.read_text(encoding="utf-8")):
        if only and entry["set"] != only:
            continue
        text = text_of(data, entry)
        if len(text) != entry["length"]:
            raise ValueError(f"{entry['file']}: the text is another one")
        want, got = facts(expected(entry)), facts(read_prose(text, known))
        for name in MEASURES:
            sums = counts.setdefault(entry["set"], {}).setdefault(name, [0, 0, 0])
            sums[0] += (want[name] & got[name]).total()
            sums[1] += want[name].total()
            sums[2] += got[name].total()
            if report and want[name] != got[name]:
                missed, extra = want[name] - got[name], got[name] - want[name]
                print(
                    f"{entry['file']}:{entry.get('line', entry.get('path'))} {name}: missed {list(missed)}, extra {list(extra)}"
                )
    return {which: {name: (sums[0], sums[1], sums[2]) for name, sums in each.items()} for which, each in counts.items()}


def _share(part: int, whole: int) -> str:
    return f"{part / whole:.1%}" if whole else "–"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=SHARED / "data")
    parser.add_argument("--set", choices=("tuning", "held-out"), default="")
    parser.add_argument("--misses", action="store_true", help="tell every difference")
    chosen = parser.parse_args()
    if not (chosen.data / "laws").is_dir():
        print(f"no texts below {chosen.data}", file=sys.stderr)
        return 2
    print("| set | measure | right | expected | read | recall | precision |\n|---|---|---|---|---|---|---|")
    for which, each in measure(chosen.data, chosen.set, chosen.misses).items():
        for name, (right, want, got) in each.items():
            print(f"| {which} | {name} | {right} | {want} | {got} | {_share(right, want)} | {_share(right, got)} |")
    return 0


if __name__ == "__main__":
    sys.exit(main())
