"""A command imports no more than it needs: what would make it slow to start is not there."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from tests.cli.conftest import Run

HEAVY = {
    "pydantic",
    "rich",
    "jsonschema",
    "jinja2",
    "rapidfuzz",
    "pypinyin",
    "git",
    "openpyxl",
    "multiprocessing",
    "concurrent.futures",
}


def imported(run: Run, *arguments: object, cwd: Path | None = None) -> set[str]:
    """The modules that a run imports, each with all packages above it."""
    ran = run(*arguments, cwd=cwd, env={"PYTHONPROFILEIMPORTTIME": "1"})
    assert ran.code == 0, ran.err
    names = {line.rpartition("|")[2].strip() for line in ran.err.splitlines() if line.startswith("import time:")}
    assert "powercat.cli" in names
    return names


def test_version_needs_next_to_nothing(run: Run) -> None:
    for option in ("--version", "-V"):
        assert not imported(run, option) & {"typer", "typing", "re", "enum", "dataclasses", "powercat.core", "powercat.cli.app"}


@pytest.mark.parametrize("arguments", [("--help",), ()])
def test_help_needs_no_command(run: Run, arguments: tuple[str, ...]) -> None:
    names = imported(run, *arguments)
    assert not names & HEAVY
    rooms = {
        "powercat.core.document",
        "powercat.core.schema",
        "powercat.core.load",
        "powercat.workspace",
        "powercat.report",
        "yaml",
    }
    assert not names & rooms
    assert not [name for name in names if name.startswith(("powercat.checks", "powercat.exchange", "powercat.authoring"))]


def test_a_clean_run_from_the_cache_needs_no_rule(run: Run, small: Path) -> None:
    time.sleep(2.1)  # files younger than this are read again
    first = imported(run, "validate", "-C", small, "--as-of", "2026-01-01", "--color", "never")
    assert [name for name in first if name.startswith("powercat.checks.")]
    again = imported(run, "validate", "-C", small, "--as-of", "2026-01-01", "--color", "never")
    assert not again & HEAVY
    assert not [name for name in again if name.startswith(("powercat.checks.", "powercat.exchange", "powercat.power"))]
