"""What all tests share: the same examples on every run, the shipped schemas, the example catalog, and data that may lie
beside the clone."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from powercat.core.schema import Schemas, load_schemas

ROOT = Path(__file__).parent.parent

# ``pytest --hypothesis-profile search`` looks for new examples; without it every run is the same
settings.register_profile(
    "ci", derandomize=True, database=None, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)
settings.register_profile("search", deadline=None, max_examples=2000, suppress_health_check=list(HealthCheck))
settings.load_profile("ci")


@pytest.fixture(scope="session")
def root() -> Path:
    """The top of the working copy."""
    return ROOT


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of data too large for the repository; a test that asks for it is skipped where there is none."""
    folder = Path(os.environ.get("POWERCAT_SHARED", ROOT.parent / "shared"))
    if not (folder / "data").is_dir():
        pytest.skip(f"no shared data in {folder}: set POWERCAT_SHARED to the folder that holds data/")
    return folder


@pytest.fixture(scope="session")
def schemas() -> Schemas:
    """The shipped schemas."""
    return load_schemas()
