"""Fuzz the loader and the validator for a bounded time: ``run.py --seconds 120``.

Hypothesis mutates the example records; atheris, where it installs, searches by coverage for the second half of the time.
A failure prints the bytes
that caused it and ends with exit code 1.
"""

from __future__ import annotations

import argparse
import importlib.util
import subprocess
import sys
import tempfile
import time
from datetime import date
from pathlib import Path

from powercat.core.document import Document, decode, parse, places
from powercat.core.engine import Policy, judge
from powercat.core.load import load, read_document
from powercat.core.schema import Schemas, load_schemas
from powercat.core.store import MemoryStore
from powercat.workspace import all_rules

ROOT = Path(__file__).resolve().parents[2]
DAY = date(2026, 7, 1)
SEEDS = sorted((ROOT / "catalog-data").rglob("*.yaml"))
PIECES = (
    b"- ", b": ", b"&a ", b"*a", b"!t ", b"|\n", b">-\n", b"[", b"]", b"{", b"}", b"'", b'"', b"#", b"\t", b"\r\n", b"\r", b"---\n", b"...\n", b"<<: ",
    b"? ", b"\xef\xbb\xbf", b"\x00", b"\xff", "：".encode(), "\u3000".encode(), "\u2028".encode(), "\U0001f600".encode(), b"0123", b"1e9", b".inf",
    b"<<<<<<< HEAD\n", b"%YAML 1.2\n", b"null", b"~", b"true", b"@", b"`", b"\\x", b"kind: power\n", b"id: a\n",
)  # fmt: skip


def check(raw: bytes, schemas: Schemas, rules: tuple[object, ...]) -> None:
    """What must hold of any bytes: data or positioned faults, and findings whose places lie in the text."""
    text, _ = decode(raw)
    name, data, faults, whole, *_ = read_document(raw, schemas)
    assert data is not None or faults, "neither data nor faults"
    parsed = parse(text)
    document = Document("x.yaml", name, parsed.data, parsed.faults, whole, lambda _: raw)
    for start, end in ((fault.start, fault.end) for fault in parsed.faults):
        assert 0 <= start <= end <= len(text), (start, end, len(text))
    for key_start, key_end, start, end in places(text).values():
        assert 0 <= key_start <= key_end <= len(text), (key_start, key_end)
        assert 0 <= start <= end <= len(text), (start, end)
    assert document.span("").line >= 1
    catalog = load(MemoryStore({"powers/x.yaml": raw}), schemas, DAY)
    for found in judge(catalog, rules, Policy()):  # type: ignore[arg-type]
        assert found.text("zh") and found.text("en") and found.fingerprint
        assert found.span.line >= 1 and found.span.column >= 1


def by_hypothesis(seconds: float) -> None:
    from hypothesis import HealthCheck, Phase, given, settings
    from hypothesis import strategies as st

    schemas, rules = load_schemas(), all_rules()
    seeds = [path.read_bytes() for path in SEEDS]
    end = time.monotonic() + seconds
    tried = 0

    edits = st.lists(st.tuples(st.floats(0, 1), st.integers(0, 40), st.sampled_from(PIECES) | st.binary(max_size=6)), max_size=6)

    @settings(
        max_examples=200,
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
        phases=(Phase.generate, Phase.shrink),
    )
    @given(st.sampled_from(seeds) | st.binary(max_size=300), edits)
    def trial(raw: bytes, changes: list[tuple[float, int, bytes]]) -> None:
        nonlocal tried
        for where, length, piece in changes:
            at = int(where * len(raw))
            raw = raw[:at] + piece + raw[at + length :]
        tried += 1
        check(raw, schemas, rules)

    while time.monotonic() < end:
        trial()
    sys.stderr.write(f"hypothesis: {tried} inputs, nothing wrong\n")


def by_atheris(seconds: float) -> None:
    with tempfile.TemporaryDirectory() as folder:
        corpus = Path(folder) / "corpus"
        corpus.mkdir()
        for path in SEEDS:
            (corpus / path.name).write_bytes(path.read_bytes())
        command = [
            sys.executable,
            __file__,
            "--atheris",
            str(corpus),
            f"-max_total_time={int(seconds)}",
            f"-artifact_prefix={folder}/",
        ]
        done = subprocess.run(command, capture_output=True, check=False)
        if done.returncode:
            sys.stderr.write(done.stderr.decode("utf-8", "replace")[-4000:])
            raise SystemExit(1)
        sys.stderr.write("atheris: nothing wrong\n")


def atheris_target(arguments: list[str]) -> None:
    import atheris

    schemas, rules = load_schemas(), all_rules()
    atheris.instrument_all()
    atheris.Setup([sys.argv[0], *arguments], lambda raw: check(raw, schemas, rules))
    atheris.Fuzz()


def main() -> None:
    if "--atheris" in sys.argv:
        atheris_target(sys.argv[sys.argv.index("--atheris") + 1 :])
        return
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=120)
    seconds = parser.parse_args().seconds
    if importlib.util.find_spec("atheris"):
        by_hypothesis(seconds / 2)
        by_atheris(seconds / 2)
    else:
        sys.stderr.write("atheris is not installed: hypothesis alone\n")
        by_hypothesis(seconds)


if __name__ == "__main__":
    main()
