"""The measured reading of real texts does not get worse."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest
import yaml


@pytest.fixture(scope="module")
def benchmark(root: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("citations_benchmark", root / "benchmarks" / "citations.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def test_recall_and_precision(benchmark: ModuleType, shared: Path) -> None:
    for which, each in benchmark.measure(shared / "data").items():
        for name, (right, expected, read) in each.items():
            floor = 0.9 if name == "quotation" else 0.95
            assert right >= floor * expected, (which, name)
            assert right >= floor * read, (which, name)


def test_the_annotations_are_facts_about_two_sets(benchmark: ModuleType) -> None:
    """Titles and numbers only: no sentence of a text lies in the repository."""
    entries = yaml.safe_load(benchmark.FIXTURE.read_text(encoding="utf-8"))
    assert len(entries) >= 250
    assert {entry["set"] for entry in entries} == {"tuning", "held-out"}
    for entry in entries:
        for mention in benchmark.expected(entry):
            assert mention.title or mention.number
            assert not any(sign in mention.title for sign in "。；，")
