"""A revision as a store: the catalog as it was committed, without a checkout."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Final

from powercat.core.store import SUFFIXES, Entry
from powercat.git import objects
from powercat.workspace import Workspace

_TEXT_SUFFIXES: Final = (".md", ".markdown", ".txt")


@dataclass(frozen=True)
class RevisionStore:
    """The files of a catalog's folder at a commit. ``names`` are the object names by path.

    Records and law texts can be read, each kind fetched from git at once when the first is asked for; nothing else can.
    """

    root: Path
    commit: str
    names: Mapping[str, str]

    def files(self) -> Sequence[Entry]:
        return [Entry(path) for path in sorted(self.names) if not any(part.startswith(".") for part in path.split("/"))]

    def read(self, path: str) -> bytes:
        name = self.names.get(path)
        contents = self._records if path.lower().endswith(SUFFIXES) else self._texts
        content = contents.get(name) if name else None
        if content is None:
            raise FileNotFoundError(path)
        return content

    @cached_property
    def _records(self) -> Mapping[str, bytes]:
        return self._ending_in(SUFFIXES)

    @cached_property
    def _texts(self) -> Mapping[str, bytes]:
        return self._ending_in(_TEXT_SUFFIXES)

    def _ending_in(self, suffixes: tuple[str, ...]) -> Mapping[str, bytes]:
        wanted = {name for path, name in self.names.items() if path.lower().endswith(suffixes)}
        return objects.contents(self.root, sorted(wanted))


def open_revision(root: Path, revision: str) -> RevisionStore:
    """The catalog in ``root`` as of a revision. Raises :class:`powercat.core.errors.UsageError`."""
    commit = objects.commit(root, revision)
    return RevisionStore(root, commit, dict(objects.blobs(root, commit)))


def changed_paths(base: RevisionStore, workspace: Workspace) -> frozenset[str]:
    """The record files that are new or differ from the revision."""
    changed = set()
    for entry in workspace.config.scope.select(workspace.store.files()):
        name = base.names.get(entry.path)
        try:
            content = workspace.store.read(entry.path)
        except OSError:
            continue
        if name is None or not _same(content, name):
            changed.add(entry.path)
    return frozenset(changed)


def _same(content: bytes, name: str) -> bool:
    """Whether a file holds what the object ``name`` does; git may have written CRLF line ends at checkout."""
    return _object_name(content, len(name)) == name or _object_name(content.replace(b"\r\n", b"\n"), len(name)) == name


def _object_name(content: bytes, length: int) -> str:
    hasher = hashlib.sha256() if length == 64 else hashlib.sha1(usedforsecurity=False)
    hasher.update(b"blob %d\0" % len(content))
    hasher.update(content)
    return hasher.hexdigest()
