"""The program as a person runs it: in a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
EXAMPLE = ROOT / "catalog-data"


@dataclass(frozen=True)
class Ran:
    """What a command left behind."""

    code: int
    out: str
    err: str


Run = Callable[..., Ran]


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """Run ``powercat`` with arguments; keyword ``cwd``, ``stdin`` (bytes), ``env``. Every run must end without a trace."""

    def go(*arguments: object, cwd: Path | None = None, stdin: bytes = b"", env: dict[str, str] | None = None) -> Ran:
        environment = {
            name: value
            for name, value in os.environ.items()
            if not name.startswith(("POWERCAT_", "LC_", "LANG", "GIT_", "NO_COLOR"))
        }
        environment |= {
            "POWERCAT_CACHE_DIR": str(tmp_path / "cache"),
            "PYTHONPATH": str(ROOT / "src"),
            "PYTHONUTF8": "1",
            "GIT_CONFIG_GLOBAL": os.devnull,
            **(env or {}),
        }
        done = subprocess.run(
            [sys.executable, "-m", "powercat", *map(str, arguments)],
            cwd=cwd or tmp_path,
            env=environment,
            input=stdin,
            capture_output=True,
            timeout=120,
            check=False,
        )
        ran = Ran(done.returncode, done.stdout.decode("utf-8", "replace"), done.stderr.decode("utf-8", "replace"))
        assert "Traceback" not in ran.err, ran.err
        return ran

    return go


POWER = """\
kind: power
id: a
name: 甲事项
power_type: public_service
organization: body
exercise_levels: [district]
draft: true
"""

ORGANIZATION = """\
kind: organization
id: body
name: 甲区示范局
level: district
nature: statutory
review_body_name: 甲区人民政府
"""

CATALOG = """\
kind: catalog
id: c
authority: body
division_code: "310101"
edition: 2026年版
effective_on: 2026-01-01
"""


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A catalog of three records without a finding."""
    folder = tmp_path / "小目录 a"
    for path, text in {
        "powercat.yaml": "{}\n",
        "catalog.yaml": CATALOG,
        "powers/a.yaml": POWER,
        "organizations/body.yaml": ORGANIZATION,
    }.items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return folder
