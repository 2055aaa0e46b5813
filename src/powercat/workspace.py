"""A catalog's folder, opened: configuration, schemas, files, cache; and the one way from there to a result."""

from __future__ import annotations

import errno
import hashlib
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from powercat import __version__
from powercat.core import pack
from powercat.core.cache import Cache
from powercat.core.catalog import Catalog
from powercat.core.config import Config, find_root, read_config
from powercat.core.diagnostic import Diagnostic
from powercat.core.document import Document, digest
from powercat.core.engine import Policy, Selection, findings_of, judge, result_of
from powercat.core.errors import UsageError, reason
from powercat.core.load import Progress, fingerprint, load
from powercat.core.result import Result, Weakened
from powercat.core.rule import Rule
from powercat.core.schema import Schemas, load_schemas
from powercat.core.store import BASELINE_NAME, CONFIG_NAME, Entry, FolderStore, OverlayStore, Store
from powercat.core.text import Text

if TYPE_CHECKING:
    from powercat.core.baseline import Baseline


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
    """What is wrong with ``powercat.yaml`` and other reserved files; nothing else is worth doing while there is anything here."""

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
    faulty = [each for each in (read.document, *_reserved(root, schemas)) if each.faults]
    rules = all_rules() if faulty else ()
    faults = tuple(told for each in faulty for told in findings_of(each, rules, Policy()))
    _know(read.config)
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


def _know(config: Config) -> None:
    """Raises :class:`UsageError` when the configuration speaks of a rule that there is not."""
    known = tuple(Rules()) if config.codes else ()
    for code in config.codes:
        if not any(each.startswith(code) for each in known):
            raise unknown_code("powercat.yaml", code, known)


def unknown_code(where: str, code: str, known: Sequence[str]) -> UsageError:
    """The error for a code that no rule has; for what is no code at all, with the one that is spelt most like it."""
    from difflib import get_close_matches

    # of two codes that differ in a digit neither is a slip for the other
    near = () if code.startswith("PC") and code[2:].isdecimal() else get_close_matches(code, known, 1)
    return UsageError(
        Text(
            "{where} 写了 {code}，没有这条规则{near}。有哪些规则：powercat rules",
            "{where} names {code}, but there is no such rule{near}. powercat rules lists them",
        ),
        where=where,
        code=code,
        near=Text(f"，是不是要写 {near[0]}", f"; did you mean {near[0]}") if near else "",
    )


def _reserved(root: Path, schemas: Schemas) -> Iterator[Document]:
    """The files of the folders that hold no records, each held against what it must be. Raises :class:`UsageError`."""
    store = FolderStore(root)
    for folder, read in _readers(root):
        for path in sorted(each.name for each in (root / folder).glob("[!.]*.y*ml")):
            try:
                raw = store.read(f"{folder}/{path}")
            except OSError as error:
                raise UsageError(
                    Text("读不了 {path}：{reason}", "cannot read {path}: {reason}"), path=f"{folder}/{path}", reason=reason(error)
                ) from error
            yield read(f"{folder}/{path}", raw, schemas)


def _readers(root: Path) -> Iterator[tuple[str, Callable[[str, bytes, Schemas], Document]]]:
    """The folders that there are, with what reads their files; imported only then."""
    if (root / "calendars").is_dir():
        from powercat.power.calendars import read_arrangement

        yield "calendars", read_arrangement
    if (root / "tables").is_dir():
        from powercat.power.tables import read_table

        yield "tables", read_table


def read_catalog(workspace: Workspace, as_of: date, effort: Effort | None = None, *, ahead: int = 0) -> Catalog:
    """All records of a workspace as a graph; ``ahead`` as in :class:`powercat.core.catalog.Catalog`."""
    run = _Run(workspace, as_of, effort or Effort(), ahead)
    with run:
        return run.catalog()


def validate(
    workspace: Workspace,
    as_of: date,
    *,
    profile: str = "",
    selection: Selection | None = None,
    effort: Effort | None = None,
    ahead: int = 0,
    baseline: bool = True,
) -> Result:
    """Check a whole catalog on a day and tell what ``selection`` takes of it.

    ``ahead`` is how many days after ``as_of`` what is coming (a law repealed, a handbook expired) is told already. Without
    ``baseline`` the findings that it knows are told like the others. Raises :class:`BaselineFaulty` for one that cannot be used.
    """
    policy = workspace.config.policy(profile)
    run = _Run(workspace, as_of, effort or Effort(), ahead, baseline)
    with run:
        records, findings = run.judged(policy)
    config = workspace.config
    weakened = _weakened(config, selection or Selection(), profile) if config.codes else ()
    result = result_of(findings, records, chosen_by(config, selection), weakened)
    return replace(result, relaxed=tuple(_relaxed(workspace, profile)))


def _weakened(config: Config, selection: Selection, profile: str) -> Iterator[Weakened]:
    """The rules that the configuration weakens, of those that the caller wants: what the caller leaves out, the configuration
    has not weakened; and a choice of the caller's stands in the place of the configuration's.
    """
    own = replace(config, select=()) if selection.select else config
    return (each for each in own.weakened(all_rules(), profile) if selection.takes_code(each.code))


_DRAFT = Text("检查档次是 draft（草稿），有的问题只作提示", "the profile is draft: some findings are only hinted at")
_REPLACED = Text("{path} 代替了自带的 {entries}", "{path} replaces the shipped {entries}")


def _relaxed(workspace: Workspace, profile: str) -> Iterator[Text]:
    """By what besides rules the configuration may ask for less: the draft profile, entries of tables in place of shipped ones."""
    if not profile and workspace.config.profile == "draft":
        yield _DRAFT
    if any(entry.path.startswith("tables/") for entry in workspace.store.files()):
        from powercat.power.tables import replaced

        for path, entries in replaced(workspace.store.read, workspace.schemas):
            told = {"path": path, "entries": entries}
            yield Text(_REPLACED.say("zh", told), _REPLACED.say("en", told))


def chosen_by(config: Config, selection: Selection | None) -> Selection:
    """A selection with what the configuration adds to it."""
    chosen = selection or Selection()
    return replace(chosen, select=chosen.select or config.select, ignore=(*config.ignore, *chosen.ignore))


class BaselineFaulty(UsageError):
    """The baseline breaks its schema; ``faults`` say where."""

    def __init__(self, faults: Sequence[Diagnostic]) -> None:
        super().__init__(
            Text("先改好 {file}（{count} 处），再运行这个命令", "mend {file} first ({count} findings), then run this again"),
            file=BASELINE_NAME,
            count=len(faults),
        )
        self.faults = tuple(faults)


def open_baseline(workspace: Workspace) -> Baseline | None:
    """The baseline of a workspace; ``None`` when there is none. Raises :class:`UsageError` when it cannot be used."""
    entry = next((each for each in workspace.store.files() if each.path == BASELINE_NAME), None)
    if entry is None:
        return None
    try:
        if entry.problem:
            raise PermissionError(errno.EACCES, entry.problem)
        raw = workspace.store.read(BASELINE_NAME)
    except OSError as error:
        raise UsageError(
            Text("读不了 {path}：{reason}", "cannot read {path}: {reason}"), path=BASELINE_NAME, reason=reason(error)
        ) from error
    from powercat.core.baseline import read_baseline

    read = read_baseline(raw, workspace.schemas)
    if read.document.faults:
        raise BaselineFaulty(list(findings_of(read.document, all_rules(), Policy())))
    return read


@dataclass
class _Run:
    """One pass over a workspace's files, with the cache where there is one."""

    workspace: Workspace
    as_of: date
    effort: Effort
    ahead: int = 0
    with_baseline: bool = True

    def __enter__(self) -> _Run:
        workspace, effort = self.workspace, self.effort
        self.entries: Sequence[Entry] = workspace.store.files()
        self.cache: Cache | None = None
        if effort.cache is not None and workspace.config.cache:
            version = f"{__version__} {_code_version()} {workspace.schemas.version}"
            self.cache = Cache(effort.cache, workspace.root.resolve(), version, effort.now)
        self.digests = self.cache.digests(self.entries) if self.cache else {}
        self.others: dict[str, str] = {}
        if self.cache is not None:
            self._name_what_has_no_stamp()
        return self

    def _name_what_has_no_stamp(self) -> None:
        """Unsaved text and the files of a revision have no stamps; by content the cache knows them all the same. That goes for
        tables and calendars too: results depend on them.
        """
        store = self.workspace.store
        for entry in self.entries:
            if not entry.stamp and not entry.problem:
                with suppress(OSError):
                    self.digests[entry.path] = digest(store.read(entry.path))
        records = {entry.path for entry in self.workspace.config.scope.select(self.entries)}
        self.others = {path: name for path, name in self.digests.items() if path not in records}

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
            workers=self.workers,
            progress=self.effort.progress,
            ahead=self.ahead,
        )
        if self.cache is not None:
            self.digests = self.others | {document.path: document.digest for document in catalog.documents if document.digest}
            if any(entry.stamp for entry in self.entries):
                self.cache.keep_digests(self.entries, self.digests)
        return catalog

    @property
    def workers(self) -> int:
        """How many processes may be used."""
        return self.effort.jobs or self.workspace.config.jobs or _processors()

    def _key(self, policy: Policy) -> str:
        settings = repr((policy.profile, sorted(policy.severities.items()), self.workspace.config.scope, self.with_baseline))
        day = f"{self.as_of.isoformat()}+{self.ahead}"
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
        # a result that was kept shows that the baseline, which is part of its name, can be used
        read = open_baseline(self.workspace) if self.with_baseline else None
        catalog = self.catalog()
        rules = all_rules()
        waivers, codes = read.waivers(self.as_of) if read else (), {rule.code for rule in rules}
        findings = judge(catalog, rules, policy, waivers, codes, self.workers)
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


_HAVE_A_SAY = ("chinese_calendar", "jsonschema", "jsonschema_rs", "pypinyin", "rapidfuzz", "yaml")


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
    "BASELINE_NAME",
    "CONFIG_NAME",
    "BaselineFaulty",
    "Effort",
    "Rules",
    "Workspace",
    "all_rules",
    "below",
    "chosen_by",
    "find_root",
    "open_baseline",
    "open_workspace",
    "read_catalog",
    "unknown_code",
    "validate",
]
