"""Run the checks on real items and real citations, and count what they find.

    PYTHONPATH=src python benchmarks/real_items.py [--data DIR] [--keep DIR] [--draw N] [--show CODE]

The data is not part of this repository: it is read from DIR (default ../shared/data beside the clone); where it is absent, the
program says so and ends. The ordinary commands (`law import`, `import`, `validate`) make five catalogs, each with a register of
the law texts: service items of Guangdong, items of the national library as two places keep them, the citations of three
discretion sheets, and the example catalog. ``real_items_sample.yaml`` holds the hand judgement of a sample; precision is
computed from it.
"""

from __future__ import annotations

import argparse
import csv
import json
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from powercat.core.catalog import Catalog
from powercat.law.known_titles import known_titles
from powercat.law.prose import Mention, read_prose
from powercat.law.quotes import judge, told
from powercat.law.register import statute, titles, version_on
from powercat.law.resolution import resolve
from powercat.workspace import open_workspace, read_catalog

REPO = Path(__file__).resolve().parents[1]
SHARED = Path(os.environ.get("POWERCAT_SHARED", REPO / ".." / "shared"))
SAMPLE = Path(__file__).with_name("real_items_sample.yaml")
MAPPINGS = Path(__file__).with_name("real_items")
DAY = "2026-07-01"
SEED = 20260701
VERDICTS = {"equal": "一致", "reworded": "改了说法", "moved": "到了别处", "outdated": "旧版本", "absent": "找不到"}
PLACES = {
    "lingshan": ("灵山县人民政府", "district", "450721"),
    "guangzhou": ("广州市人民政府", "municipal", "440100"),
}


def powercat(*words: str) -> str:
    """Run a command as a user would; what it prints to standard output."""
    done = subprocess.run([sys.executable, "-m", "powercat", "--lang", "zh", *words], capture_output=True, text=True, check=False)
    if done.returncode not in (0, 1):
        raise RuntimeError(f"powercat {' '.join(words)}\n{done.stdout[-2000:]}{done.stderr[-2000:]}")
    return done.stdout


def build(data: Path, where: Path) -> list[str]:
    """Make the catalogs below a folder; their names."""
    items = data / "items"
    register = where / "register"
    shutil.copytree(REPO / "catalog-data", where / "example")
    powercat("init", str(register), "--authority", "示例", "--division-code", "440000")
    powercat("-C", str(register), "law", "import", str(data / "laws"))
    powercat("-C", str(where / "example"), "law", "import", str(data / "laws"))
    jobs = [
        ("guangdong", items / "guangdong/items-sample.jsonl", REPO / "docs/import/guangdong.map.yaml"),
        ("discretion", items / "jiangmen-discretion/basis-cells.csv", MAPPINGS / "discretion.map.yaml"),
    ]
    rows = {"lingshan": lingshan(items), "guangzhou": guangzhou(items)}
    for name, (government, level, code) in PLACES.items():
        source, mapping = where / f"{name}.jsonl", where / f"{name}.map.yaml"
        source.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows[name]), encoding="utf-8")
        text = (MAPPINGS / "library.map.yaml").read_text(encoding="utf-8")
        for word, value in (("@GOVERNMENT@", government), ("@LEVEL@", level), ("@CODE@", code)):
            text = text.replace(word, value)
        mapping.write_text(text, encoding="utf-8")
        jobs.append((name, source, mapping))
    for name, source, mapping in jobs:
        (where / name).mkdir()
        shutil.copytree(register / "laws", where / name / "laws")
        shutil.copy(register / "powercat.yaml", where / name)
        powercat("import", str(source), "--map", str(mapping), "--into", str(where / name))
    return [*(name for name, _, _ in jobs), "example"]


def lingshan(items: Path) -> list[dict[str, Any]]:
    """The two items of the national library, one row each."""
    rows = []
    for entry in json.loads((items / "lingshan/two_items_transcribed.json").read_text(encoding="utf-8"))["data"]["list"]:
        row = dict(entry["AUDIT_ITEM"])
        bases = entry["AUDIT_ITEM_BYLAW"]
        row["bases"] = [
            f"{each['law_name']}{each['law_number']}{each['clause_number']}：{each['clause_content']}" for each in bases
        ]
        row["materials"], row["specials"] = entry["AUDIT_MATERIAL"], entry["AUDIT_ITEM_SPECIAL"]
        row["windows"], row["questions"] = entry["AUDIT_ITEM_WINDOW"], entry["AUDIT_QA"]
        row["phones"], row["condition"] = [row.pop("link_way")], row.get("accept_name", "")
        row["online"] = entry["AUDIT_ITEM_EXTEND"]["handle_online_address"]
        rows.append(row)
    return rows


def guangzhou(items: Path) -> list[dict[str, Any]]:
    """The one guide of Guangzhou, its numbered strings taken apart."""
    guide = json.loads((items / "guangzhou/one_guide_transcribed.json").read_text(encoding="utf-8"))
    limits = dict(re.findall(r"(法定|承诺)办结时限：(\d+)个工作日", guide["guideTimeLimit"]))
    windows = [each.split("：", 1) for each in _numbered(guide["guideAddress"])]
    code = guide["guideCode"]
    row = {"task_name": guide["guideName"], "task_code": code, "catalog_code": code[19:], "dept_code": code[:18]}
    row |= {"areacode": PLACES["guangzhou"][2], "condition": guide["guideCondition"], "online": guide["guidePCAddress"]}
    row |= {"anticipate_day": limits["法定"], "promise_day": limits["承诺"], "anticipate_type": "1", "promise_type": "1"}
    return [
        row
        | {
            "bases": [guide["guideAccord"]],
            "materials": [{"material_name": each} for each in _numbered(guide["guideMaterial"])],
            "windows": [{"window_name": name, "transact_addr": address} for name, address in windows],
            "phones": [each.split("：")[1] for each in guide["guidePhone"].split("\n")],
            "specials": [],
            "questions": [],
        }
    ]


def _numbered(text: str) -> list[str]:
    return [re.sub(r"^\d+[.．]", "", line).strip().rstrip("；;。") for line in text.split("\n")]


def findings(where: Path, names: Sequence[str]) -> dict[str, list[dict[str, Any]]]:
    """What `validate` finds in each catalog on one fixed day."""
    common = ("validate", "-f", "json", "--as-of", DAY, "--fail-on", "never")
    # of the sheets there is nothing but the citations: only the rules of the legal basis have something to judge
    only = {"discretion": ("--select", "PC3")}
    return {name: json.loads(powercat("-C", str(where / name), *common, *only.get(name, ())))["findings"] for name in names}


def key(catalog: str, found: Mapping[str, Any]) -> tuple[str, str, str, str]:
    """What makes a finding the same one from run to run."""
    record = found["record"] or {}
    return catalog, found["code"], record.get("id") or found["file"].rpartition("/")[2], found["pointer"]


def cells(data: Path, catalog: Catalog) -> Iterator[tuple[str, str, str]]:
    """For every citation of the discretion sheets: sheet and row, what it cites, and what the register says of it."""
    known = known_titles(titles(catalog))
    with (data / "items/jiangmen-discretion/basis-cells.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            for mention in read_prose(row["text"], known):
                places = "、".join(place.words.zh for place in mention.places)
                year = f"（{mention.year}）" if mention.year else ""
                yield f"{row['sheet']} 第 {row['row']} 行", f"{mention.title}{year}{places}", verdict(catalog, mention)


def verdict(catalog: Catalog, mention: Mention) -> str:
    """What the register says of a citation and its quotation."""
    law = resolve(catalog, mention, DAY).law
    version = version_on(law, DAY) if law is not None else None
    text = statute(catalog, version) if version is not None else None
    if law is None or version is None or text is None:
        return "法规库里没有"
    if any(text.at(place) is None for place in mention.places):
        return "条款不存在"
    found = judge(catalog, law, DAY, mention.places, mention.quote)
    if found is None:
        return "没有抄原文"
    words = {"equal": "一致", "reworded": "改了说法", "moved": "到了别处", "outdated": "旧版本", "absent": "找不到"}[
        found.verdict
    ]
    where = f"：{found.place.words.zh}" if found.place else f"：{found.version.first}" if found.version else ""
    return words + where + (f"，{told(found.changes, 9).zh}" if found.changes else "")


def draw(found: Mapping[str, Sequence[Mapping[str, Any]]], size: int) -> list[tuple[str, Mapping[str, Any]]]:
    """A sample with every rule in it, PC0 to PC2 at most a quarter; the same on every run over the same findings."""
    chance = random.Random(SEED)
    by_rule: dict[str, list[tuple[str, Mapping[str, Any]]]] = defaultdict(list)
    for name, some in found.items():
        for each in some:
            by_rule[each["code"]].append((name, each))
    groups: tuple[list[str], list[str]] = ([], [])
    for code in sorted(by_rule):
        chance.shuffle(by_rule[code])
        groups[code < "PC3"].append(code)
    taken: list[tuple[str, Mapping[str, Any]]] = []
    for codes, room in ((groups[1], size // 4), (groups[0], size - size // 4)):
        picked: list[tuple[str, Mapping[str, Any]]] = []
        at = 0
        while len(picked) < room and any(len(by_rule[code]) > at for code in codes):
            picked += [by_rule[code][at] for code in codes if len(by_rule[code]) > at][: room - len(picked)]
            at += 1
        taken += picked
    return sorted(taken, key=lambda each: key(*each))


def precision(found: Mapping[str, Sequence[Mapping[str, Any]]]) -> None:
    """Print the precision of the judged sample, by rule; what is not found any more is counted apart."""
    alive = {key(name, each) for name, some in found.items() for each in some}
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for each in yaml.safe_load(SAMPLE.read_text(encoding="utf-8")):
        is_there = (each["catalog"], each["rule"], each["record"], each["pointer"]) in alive
        counts[each["rule"]][each["verdict"] if is_there else f"gone-{each['verdict']}"] += 1
    total: Counter[str] = Counter()
    print("\n| rule | right | debatable | wrong | no longer told (right / wrong) |\n|---|---|---|---|---|")
    for code in sorted(counts):
        total += counts[code]
        print(_line(code, counts[code]))
    print(_line("all", total))
    for words, sums in (("as drawn", _as_drawn(total)), ("of what is told now", total)):
        judged = sum(sums[verdict] for verdict in ("right", "debatable", "wrong"))
        if judged:
            strict, lenient = sums["right"] / judged, (judged - sums["wrong"]) / judged
            print(f"\nprecision {words}: {strict:.1%}; counting the debatable as right {lenient:.1%} ({judged} findings)")


def _as_drawn(total: Counter[str]) -> Counter[str]:
    """The verdicts whether or not the finding is still there: what was mended after the sample counts against it."""
    return Counter({verdict: total[verdict] + total[f"gone-{verdict}"] for verdict in ("right", "debatable", "wrong")})


def _line(code: str, some: Counter[str]) -> str:
    gone = f"{some['gone-right'] + some['gone-debatable']} / {some['gone-wrong']}"
    return f"| {code} | {some['right']} | {some['debatable']} | {some['wrong']} | {gone} |"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=SHARED / "data")
    parser.add_argument("--keep", type=Path, help="make the catalogs here and leave them")
    parser.add_argument("--draw", type=int, help="draw a sample of this size and print it as JSON lines")
    parser.add_argument("--show", help="print the findings of this rule")
    args = parser.parse_args()
    if not (args.data / "items").is_dir():
        print(f"the real data is not there ({args.data}); it is not part of this repository")
        return 0
    with tempfile.TemporaryDirectory() as folder:
        where = args.keep or Path(folder)
        where.mkdir(parents=True, exist_ok=True)
        names = build(args.data, where)
        found = findings(where, names)
        if args.draw:
            for name, each in draw(found, args.draw):
                print(json.dumps({"catalog": name} | dict(each), ensure_ascii=False))
            return 0
        if args.show:
            for name, some in found.items():
                for each in some:
                    if each["code"] == args.show:
                        print(*key(name, each), each["message"], sep=" | ")
            return 0
        report(args.data, where, names, found)
    return 0


def report(data: Path, where: Path, names: Sequence[str], found: Mapping[str, Sequence[Mapping[str, Any]]]) -> None:
    counts = {name: Counter((each["code"], each["slug"], each["level"]) for each in some) for name, some in found.items()}
    print(f"| rule | | level | {' | '.join(names)} |\n|---|---|---|{'---|' * len(names)}")
    for rule in sorted(set().union(*counts.values())):
        print(f"| {' | '.join(rule)} | {' | '.join(str(counts[name][rule]) for name in names)} |")
    print("\n| cell | cites | verdict |\n|---|---|---|")
    for cell in cells(data, read_catalog(open_workspace(where / "discretion"), date.fromisoformat(DAY))):
        print(f"| {' | '.join(cell)} |")
    if SAMPLE.exists():
        precision(found)


if __name__ == "__main__":
    raise SystemExit(main())
