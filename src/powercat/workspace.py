"""A catalog's folder, opened: configuration, schemas, files, cache; and the one way from there to a result."""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from powercat import __version__
from powercat.core import pack
from powercat.core.cache import Cache
from powercat.core.catalog import Catalog
from powercat.core.config import Config, find_root, read_config
from powercat.core.diagnostic import Diagnostic
from powercat.core.document import digest
from powercat.core.engine import Policy, Selection, findings_of, judge, result_of
from powercat.core.errors import UsageError
from powercat.core.load import Progress, fingerprint, load
from powercat.core.result import Result
from powercat.core.rule import Rule
from powercat.core.schema import Schemas, load_schemas
from powercat.core.store import CONFIG_NAME, Entry, FolderStore, OverlayStore, Store
from powercat.core.text import Text


def all_rules() -> tuple[Rule, ...]:
    """Every rule there is, in order of code."""
    from powercat import checks
    from powercat.core.registry import collect
    from powercat.exchange import rules as importing

    found = {rule.code: rule for package in (checks, importing) for rule in collect(package, Rule)}
    return tuple(found[code] for code in sorted(found))


class Rules(Mapping[str, Rule]):
    """The rules by code, imported only when somebody asks."""

    @cached_property
    def _rules(self) -> dict[str, Rule]:
        return {rule.code: rule for rule in all_rules()}

    def __getitem__(self, code: str) -> Rule:
        return self._rules[code]

    def __iter__(self) -> Any:
        return iter(self._rules)

    def __len__(self) -> int:
        return len(self._rules)


@dataclass(frozen=True)
class Effort:
    """What a run may use: processes (0: as many as there are processors), the cache's folder (``None``: none) with the time in
    nanoseconds, and somebody to tell of progress.
    """

    jobs: int = 0
    cache: Path | None = None
    now: int = 0
    progress: Progress | None = None


@dataclass(frozen=True)
class Workspace:
    """One catalog's folder. ``store`` is where its files come from."""

    root: Path
    store: Store
    config: Config
    schemas: Schemas = field(repr=False)
    faults: tuple[Diagnostic, ...] = ()
    """What is wrong with ``powercat.yaml``; nothing else is worth doing while there is anything here."""

    def on(self, store: Store) -> Workspace:
        """The same workspace with its files from another store."""
        return replace(self, store=store)

    def overlaid(self, content: Mapping[str, bytes]) -> Workspace:
        """With some files replaced or added by unsaved text."""
        return self.on(OverlayStore(self.store, content))


def open_workspace(start: Path) -> Workspace:
    """The catalog at or above ``start``, or the only one directly below it. Raises
    :class:`powercat.core.errors.UsageError` when there is none."""
    root = find_root(start)
    schemas = load_schemas(overrides=root / "schemas")
    read = read_config(root, schemas)
    faults: tuple[Diagnostic, ...] = ()
    if read.document.faults:
        faults = tuple(findings_of(read.document, all_rules(), Policy()))
    for code, severity in read.config.severities.items():
        if severity is None and code.startswith("PC0"):
            raise UsageError(
                Text(
                    "powercat.yaml 不能关掉 {code}：读不了的文件不能当作没有问题",
                    "powercat.yaml cannot switch {code} off: a file that cannot be read is not clean",
                ),
                code=code,
            )
    for name in read.config.records:
        if not (root / name).resolve().is_relative_to(root.resolve()):
            raise UsageError(
                Text(
                    "powercat.yaml 的 records 写了 {name}，不在目录里面",
                    "powercat.yaml names {name} under records, outside the catalog",
                ),
                name=name,
            )
        if not (root / name).is_dir():
            raise UsageError(
                Text(
                    "powercat.yaml 的 records 写了 {name}，但没有这个文件夹",
                    "powercat.yaml names {name} under records, but there is no such folder",
                ),
                name=name,
            )
    return Workspace(root, FolderStore(root), read.config, schemas, faults)


def read_catalog(workspace: Workspace, as_of: date, effort: Effort | None = None) -> Catalog:
    """All records of a workspace as a graph."""
    run = _Run(workspace, as_of, effort or Effort())
    with run:
        return run.catalog()


def validate(
    workspace: Workspace,
    as_of: date,
    *,
    profile: str = "",
    selection: Selection | None = None,
    effort: Effort | None = None,
) -> Result:
    """Check a whole catalog on a day and tell what ``selection`` takes of it."""
    policy = workspace.config.policy(profile)
    run = _Run(workspace, as_of, effort or Effort())
    with run:
        records, findings = run.judged(policy)
    config = workspace.config
    chosen = selection or Selection()
    chosen = replace(chosen, select=chosen.select or config.select, ignore=(*config.ignore, *chosen.ignore))
    return result_of(findings, records, chosen)


@dataclass
class _Run:
    """One pass over a workspace's files, with the cache where there is one."""

    workspace: Workspace
    as_of: date
    effort: Effort

    def __enter__(self) -> _Run:
        workspace, effort = self.workspace, self.effort
        self.entries: Sequence[Entry] = workspace.store.files()
        self.cache: Cache | None = None
        if effort.cache is not None and workspace.config.cache:
            version = f"{__version__} {_code_version()} {workspace.schemas.version}"
            self.cache = Cache(effort.cache, workspace.root.resolve(), version, effort.now)
        self.digests = self.cache.digests(self.entries) if self.cache else {}
        if self.cache is not None:
            self._name_what_has_no_stamp()
        return self

    def _name_what_has_no_stamp(self) -> None:
        """Unsaved text and the files of a revision have no stamps; by content the cache knows them all the same."""
        store = self.workspace.store
        for entry in self.workspace.config.scope.select(self.entries):
            if not entry.stamp and not entry.problem:
                with suppress(OSError):
                    self.digests[entry.path] = digest(store.read(entry.path))

    def __exit__(self, *error: object) -> None:
        if self.cache is not None:
            self.cache.end()

    def catalog(self) -> Catalog:
        workspace = self.workspace
        catalog = load(
            workspace.store,
            workspace.schemas,
            self.as_of,
            scope=workspace.config.scope,
            entries=self.entries,
            digests=self.digests,
            cache=self.cache,
            workers=self.effort.jobs or workspace.config.jobs or _processors(),
            progress=self.effort.progress,
        )
        if self.cache is not None:
            self.digests = {document.path: document.digest for document in catalog.documents if document.digest}
            if any(entry.stamp for entry in self.entries):
                self.cache.keep_digests(self.entries, self.digests)
        return catalog

    def _key(self, policy: Policy) -> str:
        settings = repr((policy.profile, sorted(policy.severities.items()), self.workspace.config.scope))
        day = self.as_of.isoformat()
        version = self.cache.version if self.cache else ""
        return fingerprint(self.entries, self.digests, day, settings, version)

    def judged(self, policy: Policy) -> tuple[int, list[Diagnostic]]:
        """The number of records and all findings, from the cache when nothing that matters has changed."""
        records = self.workspace.config.scope.select(self.entries)
        if self.cache is not None and all(entry.path in self.digests for entry in records):
            kept = self.cache.result(self._key(policy))
            if kept is not None:
                count, findings = kept
                return count, [pack.unpack_diagnostic(data) for data in findings]
        catalog = self.catalog()
        findings = judge(catalog, all_rules(), policy)
        count = len(catalog.documents)
        if self.cache is not None:
            self.cache.keep_result(self._key(policy), (count, [pack.pack_diagnostic(each) for each in findings]))
        return count, findings


def _processors() -> int:
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:
        return os.cpu_count() or 1


def _code_version() -> str:
    """Changes with any file of the program, the schemas apart, and with the packages that have a say in findings."""
    state = hashlib.blake2b(digest_size=8)
    for folder, names, files in os.walk(Path(__file__).parent):
        names[:] = sorted(name for name in names if name not in ("__pycache__", "_data"))
        for name in sorted(files):
            status = os.stat(os.path.join(folder, name))
            state.update(f"{folder}/{name}\0{status.st_size}\0{status.st_mtime_ns}\n".encode())
    for name in _HAVE_A_SAY:
        found = find_spec(name)
        if found is not None and found.origin is not None:
            status = os.stat(found.origin)
            state.update(f"{name}\0{status.st_size}\0{status.st_mtime_ns}\n".encode())
    state.update(sys.version.encode())
    return state.hexdigest()


_HAVE_A_SAY = ("jsonschema", "jsonschema_rs", "pypinyin", "rapidfuzz", "yaml")


def below(root: Path, paths: Iterable[Path]) -> Callable[[str], bool]:
    """A test for the catalog paths at or below some files and folders. Raises ``ValueError`` for a path outside the catalog."""
    prefixes = []
    for path in paths:
        relative = Path(os.path.relpath(path.resolve(), root.resolve())).as_posix()
        if relative.startswith(".."):
            raise ValueError(str(path))
        prefixes.append("" if relative == "." else relative)
    return lambda path: any(not prefix or path == prefix or path.startswith(f"{prefix}/") for prefix in prefixes)


__all__ = [
    "CONFIG_NAME",
    "Effort",
    "Rules",
    "Workspace",
    "all_rules",
    "below",
    "find_root",
    "open_workspace",
    "read_catalog",
    "validate",
]
