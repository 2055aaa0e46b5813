"""Write ``docs/reference/`` from schemas, rules and commands; with ``--check`` only say whether it is up to date (exit
code 1 when not).

Everything here is derived; to change a page, change the schema, the rule or the command it comes from.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from powercat.core import emit, manual
from powercat.core.field import Field
from powercat.core.schema import TABLE, Kind, load_schemas
from powercat.core.text import LANGS
from powercat.power.tables import shipped
from powercat.workspace import all_rules

HERE = Path(__file__).parent
REFERENCE = HERE / "reference"
TEMPLATES = HERE.parent / "templates" / "reference"


def pages() -> Iterator[tuple[str, str]]:
    """Path below ``docs/reference`` and content of every page."""
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES), undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True, autoescape=False
    )
    environment.filters["cell"] = cell
    schemas = load_schemas()
    kinds = list(schemas.kinds.values())
    rules = all_rules()
    commands = list(command_helps())
    yield "README.md", environment.get_template("index.md.j2").render(kinds=kinds, rules=rules, commands=commands)
    template = environment.get_template("kind.md.j2")
    for kind in kinds:
        if kind.name.startswith(TABLE):
            name = kind.name.removeprefix(TABLE)
            page = template.render(kind=kind, fields=list(fields(kind)), dumps=dumps, table=name, entries=entries(name))
            yield f"tables/{name}.md", page
        else:
            page = template.render(kind=kind, fields=list(fields(kind)), dumps=dumps, table="", entries={})
            yield f"{'records' if kind.folder else 'files'}/{kind.name}.md", page
    for rule in rules:
        yield f"rules/{rule.code}.md", environment.get_template("rule.md.j2").render(rule=rule, manual=manual.page(rule))
    for name, helps in commands:
        yield f"commands/{name}.md", environment.get_template("command.md.j2").render(name=name, helps=helps)


def fields(kind: Kind) -> Iterator[tuple[str, Field]]:
    """The fields of a kind that people write, with their path in words of the file (``handling_items[].id``)."""
    for field in kind.root.walk():
        if field.pointer and not field.pointer.endswith("/*"):
            yield field.pointer[1:].replace("/*", "[]").replace("/", "."), field


def entries(name: str) -> dict[str, list[tuple[str, str, str]]]:
    """The shipped entries of a table by list: what each says, its source and the same in English; other values likewise."""
    found = {}
    for key, value in shipped(name).items():
        rows = value if isinstance(value, list) else [value]
        found[key] = [(said(row), *sources(row)) for row in rows]
    return found


def said(entry: object) -> str:
    """An entry in one line of our YAML, its source apart."""
    if isinstance(entry, dict):
        entry = {key: value for key, value in entry.items() if key not in ("source", "en")}
    return emit.inline(entry)


def sources(entry: object) -> tuple[str, str]:
    if not isinstance(entry, dict) or "source" not in entry:
        return "", ""
    return str(entry["source"]), str(entry.get("en", ""))


def cell(text: object) -> str:
    """Text that may stand in a cell of a Markdown table."""
    return str(text).replace("|", "\\|").replace("\n", " ").replace("<", "&lt;")


def dumps(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def command_helps() -> Iterator[tuple[str, dict[str, str]]]:
    """The help text of the program and of each command, by language."""
    from powercat.cli.app import GROUPS, TABLE

    inside = ([group, command] for group, table in GROUPS.items() for command, _, _ in table)
    for arguments in ([], *([command] for command, _, _ in TABLE), *inside):
        yield "-".join(arguments) or "powercat", {lang: help_text(arguments, lang) for lang in LANGS}


def help_text(arguments: list[str], lang: str) -> str:
    environment = {**os.environ, "POWERCAT_LANG": lang, "COLUMNS": "100", "NO_COLOR": "1", "PYTHONIOENCODING": "utf-8"}
    command = [sys.executable, "-m", "powercat", *arguments, "--help"]
    done = subprocess.run(command, env=environment, capture_output=True, check=True, encoding="utf-8")
    return "\n".join(line.rstrip() for line in done.stdout.splitlines()) + "\n"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true")
    check = parser.parse_args().check
    wanted = {REFERENCE / path: content for path, content in pages()}
    there = set(REFERENCE.rglob("*.md"))
    stale = sorted(path for path in there if path not in wanted)
    changed = sorted(path for path, content in wanted.items() if path not in there or path.read_text(encoding="utf-8") != content)
    if check:
        for path in [*changed, *stale]:
            sys.stderr.write(f"{path.relative_to(HERE.parent)} is out of date: run make docs\n")
        return 1 if changed or stale else 0
    for path in changed:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(wanted[path], encoding="utf-8")
    for path in stale:
        path.unlink()
    sys.stderr.write(f"{len(changed)} pages written, {len(stale)} removed\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
