"""Every case of yaml-test-suite: read as the suite wants it, or refused in place; and the page that says what is refused.

The suite lies in the folder ``POWERCAT_SHARED`` (else ``shared`` beside the repository) and is not part of it.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml

from powercat.core.document import Parsed, decode, parse, places, walk
from powercat.core.plain import read_plain

ROOT = Path(__file__).resolve().parents[2]
SUITE = Path(os.environ.get("POWERCAT_SHARED") or ROOT.parent / "shared") / "data" / "suites" / "yaml" / "src"
PAGE = ROOT / "docs" / "yaml-subset.md"

INVALID_BUT_READ: Mapping[str, str] = {}
"""Invalid cases that are read all the same, with the reason. There are none left."""
READ_DIFFERENTLY: Mapping[str, str] = {}
"""Valid cases that are read otherwise than the suite wants, with the reason. There are none left."""

pytestmark = pytest.mark.skipif(not SUITE.is_dir(), reason=f"yaml-test-suite is not at hand: {SUITE}")


@dataclass(frozen=True)
class Case:
    id: str
    raw: bytes
    json: str | None
    fails: bool
    skip: bool


def cases() -> Iterator[Case]:
    """The cases of the suite; what a later case of a file leaves out is as in the one before, but for its verdict."""
    for path in sorted(SUITE.glob("*.yaml")):
        listed = yaml.load(path.read_text("utf-8"), yaml.CSafeLoader)
        fields: dict[str, Any] = {}
        for number, own in enumerate(listed):
            fields |= own
            name = f"{path.stem}/{number:02}" if len(listed) > 1 else path.stem
            yield Case(name, visible(fields["yaml"]).encode(), fields.get("json"), "fail" in own, "skip" in own)


def visible(text: str) -> str:
    """A text of the suite with its signs for what cannot be seen turned into that."""
    text = re.sub("—*»", "\t", text.replace("␣", " "))
    text = text.replace("⇔", "\ufeff").replace("←", "\r").replace("↵", "")
    return text.removesuffix("∎\n")


def documents(text: str) -> list[object]:
    """The values of a stream of JSON texts."""
    found, decoder, rest = [], json.JSONDecoder(), text.strip()
    while rest:
        value, end = decoder.raw_decode(rest)
        found.append(value)
        rest = rest[end:].strip()
    return found


def written(value: object) -> str:
    """A value so that equal texts are equal values of equal types, whatever the order of their fields."""
    return json.dumps(value, sort_keys=True, ensure_ascii=False)


CASES = list(cases()) if SUITE.is_dir() else []


def read(case: Case) -> Parsed:
    text, faults = decode(case.raw)
    parsed = parse(text)
    return Parsed(parsed.data, (*faults, *parsed.faults), parsed.whole)


def test_the_suite_is_whole() -> None:
    assert len(CASES) > 400
    assert sum(case.fails for case in CASES) > 90


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_every_case_ends_in_data_or_in_faults_with_a_place(case: Case) -> None:
    text = decode(case.raw)[0]
    parsed = read(case)
    assert parsed.whole or parsed.faults
    for fault in parsed.faults:
        assert 0 <= fault.start <= fault.end <= len(text)
        assert fault.name in ("yaml-syntax", "forbidden-yaml", "duplicate-key", "misread-scalar")
    if parsed.faults:
        return
    found = places(text)
    for pointer, _ in walk(parsed.data):
        start, end = found[pointer][2:] if pointer or isinstance(parsed.data, (dict, list)) else (0, 0)
        assert 0 <= start <= end <= len(text)


@pytest.mark.parametrize("case", [case for case in CASES if case.fails], ids=lambda case: case.id)
def test_what_is_not_yaml_is_refused(case: Case) -> None:
    assert bool(read(case).faults) == (case.id not in INVALID_BUT_READ)


@pytest.mark.parametrize("case", [case for case in CASES if not case.fails and case.json is not None], ids=lambda case: case.id)
def test_what_is_read_is_read_as_yaml_wants_it(case: Case) -> None:
    parsed = read(case)
    wanted = documents(case.json or "")
    if parsed.faults or case.skip:
        return
    assert len(wanted) <= 1, "a second document must be refused"
    same = written(parsed.data) == written(wanted[0] if wanted else None)
    assert same == (case.id not in READ_DIFFERENTLY)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_the_short_way_never_reads_what_the_reader_refuses_or_reads_otherwise(case: Case) -> None:
    quick = read_plain(decode(case.raw)[0])
    if quick is not None:
        assert read(case).faults == ()
        assert written(quick) == written(read(case).data)


def refused() -> dict[str, list[str]]:
    """Valid cases that are refused, by name and variant of the first fault."""
    found: dict[str, list[str]] = {}
    for case in CASES:
        faults = [] if case.fails else read(case).faults
        if faults:
            first = faults[0]
            found.setdefault(f"{first.name} {first.variant}".strip(), []).append(case.id)
    return dict(sorted(found.items()))


def listed(page: str) -> dict[str, list[str]]:
    """The same as the page has it: rows of the table between the two marks, reason first, cases last."""
    table = page.partition("<!-- suite: begin -->")[2].partition("<!-- suite: end -->")[0]
    rows = re.findall(r"^\| `([a-z -]+)` \|.*\| ([A-Z0-9/ ]+) \|$", table, re.MULTILINE)
    return {reason: names.split() for reason, names in rows}


def test_the_page_lists_what_is_refused() -> None:
    wanted = refused()
    found = listed(PAGE.read_text("utf-8"))
    assert found == wanted, "mend docs/yaml-subset.md:\n" + "\n".join(
        f"`{reason}` | {' '.join(names)}" for reason, names in wanted.items()
    )
    page = PAGE.read_text("utf-8")
    valid, invalid = sum(not case.fails for case in CASES), sum(case.fails for case in CASES)
    taken = valid - sum(map(len, wanted.values()))
    for sentence in (
        f"{valid} 个正确的用例里读 {taken} 个",
        f"{invalid} 个错误的用例全部拒绝",
        f"reads {taken} of the {valid} valid cases",
        f"all {invalid} invalid",
    ):
        assert sentence in page, sentence
