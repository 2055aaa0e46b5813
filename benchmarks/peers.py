"""The programs that powercat is measured against: where they are, and how they check a catalog against its schemas."""

from __future__ import annotations

import json
import platform
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

NODE_PACKAGES = ("@sourcemeta/jsonschema", "ajv", "ajv-formats", "yaml")
HERE = Path(__file__).parent


@dataclass(frozen=True)
class Peer:
    """Another validator. ``steps(data, schemas)`` are the commands that check a catalog's folder against ``<kind>.json`` files.

    It ends with a code other than 0 when a record is faulty. ``rounds`` is how often it is worth running.
    """

    name: str
    version: str
    steps: Callable[[Path, Path], Sequence[Sequence[str]]]
    rounds: int


def install(folder: Path, told: Callable[[str], object]) -> None:
    """Put the peers below ``folder`` where they are not there yet: packages of npm, and a virtual environment."""
    if any(not (folder / "node_modules" / name).is_dir() for name in NODE_PACKAGES):
        told("npm install")
        _quietly("npm", "install", "--silent", "--no-fund", "--no-audit", "--prefix", str(folder), *NODE_PACKAGES)
    if not _check_jsonschema(folder).exists():
        told("pip install check-jsonschema")
        _quietly(sys.executable, "-m", "venv", str(folder / "check-jsonschema"))
        python = str(folder / "check-jsonschema" / "bin" / "python")
        _quietly(python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "check-jsonschema")


def peers(folder: Path) -> list[Peer]:
    """The peers installed below ``folder``, the fastest first."""
    node = shutil.which("node") or "node"
    sourcemeta, ours = _sourcemeta(folder), str(HERE / "ajv.mjs")
    version = _version(folder, NODE_PACKAGES[0])

    def by_kind(*command: str) -> Callable[[Path, Path], Sequence[Sequence[str]]]:
        # one call a kind: one call for all, through a schema that chooses by kind, takes it longer
        return lambda data, schemas: [[*command, str(schema), str(folder)] for schema, folder in _kinds(data, schemas)]

    def fast(data: Path, schemas: Path) -> Sequence[Sequence[str]]:
        return [[*step, "--fast"] for step in by_kind(sourcemeta, "validate")(data, schemas)]

    def ajv(data: Path, schemas: Path) -> Sequence[Sequence[str]]:
        return [[node, ours, str(data), str(schemas), str(folder)]]

    def check(data: Path, schemas: Path) -> Sequence[Sequence[str]]:
        command = [str(_check_jsonschema(folder)), "--disable-formats", "*", "--schemafile"]
        return [[*command, str(schema), *map(str, sorted(folder.glob("*.yaml")))] for schema, folder in _kinds(data, schemas)]

    said = subprocess.run([str(_check_jsonschema(folder)), "--version"], capture_output=True, encoding="utf-8", check=True)
    return [
        Peer("sourcemeta jsonschema", version, by_kind(sourcemeta, "validate"), 5),
        Peer("sourcemeta jsonschema --fast", version, fast, 5),
        Peer("ajv + yaml", f"{_version(folder, 'ajv')}, {_version(folder, 'yaml')}", ajv, 3),
        Peer("check-jsonschema", said.stdout.split()[-1], check, 1),
    ]


def _kinds(data: Path, schemas: Path) -> list[tuple[Path, Path]]:
    """Schema and folder of each kind that the catalog has records of."""
    found = []
    for folder in sorted(each for each in data.iterdir() if each.is_dir()):
        kind = next(folder.glob("*.yaml")).read_text(encoding="utf-8").partition("\n")[0].removeprefix("kind: ")
        found.append((schemas / f"{kind}.json", folder))
    return found


def _sourcemeta(folder: Path) -> str:
    """The program itself; the command that npm puts before it starts node first."""
    system = {"Darwin": "darwin"}.get(platform.system(), "linux")
    machine = {"aarch64": "arm64", "amd64": "x86_64"}.get(platform.machine().lower(), platform.machine().lower())
    found = next((folder / "node_modules" / NODE_PACKAGES[0]).rglob(f"jsonschema-{system}-{machine}"))
    found.chmod(0o755)
    return str(found)


def _check_jsonschema(folder: Path) -> Path:
    return folder / "check-jsonschema" / "bin" / "check-jsonschema"


def _version(folder: Path, package: str) -> str:
    text = (folder / "node_modules" / package / "package.json").read_text(encoding="utf-8")
    return str(json.loads(text)["version"])


def _quietly(*command: str) -> None:
    done = subprocess.run(command, capture_output=True, encoding="utf-8", errors="replace")
    if done.returncode:
        raise SystemExit(f"{' '.join(command)}\n{done.stdout}{done.stderr}")
