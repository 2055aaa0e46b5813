"""Where the files of a catalog come from: a folder today, a revision of a repository likewise."""

from __future__ import annotations

import errno
import fnmatch
import os
import stat
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final, NamedTuple, Protocol

from powercat.core.document import MAX_BYTES
from powercat.core.errors import CatalogUnreadable, reason
from powercat.core.text import Text

SUFFIXES: Final = (".yaml", ".yml")
CONFIG_NAME: Final = "powercat.yaml"
BASELINE_NAME: Final = "powercat-baseline.yaml"
RESERVED_FOLDERS: Final = ("reviews", "decisions", "mappings", "calendars", "schemas", "tables", "templates")
RESERVED_NAMES: Final = (CONFIG_NAME, BASELINE_NAME)


_READ: Final = os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_NONBLOCK", 0)
_PAGE: Final = 4096


class Entry(NamedTuple):
    """One file. ``stamp`` changes when the file may have changed (``()`` where nothing cheap tells); ``problem`` says why
    it cannot
    be read: it is a ``folder`` that does not open, a ``link`` or ``folder-link`` that leaves the catalog, or ``""``.
    """

    path: str
    stamp: tuple[int, ...] = ()
    problem: str = ""


class Store(Protocol):
    """Files by path, relative to the catalog's folder, with forward slashes."""

    def files(self) -> Sequence[Entry]:
        """All files, in order of path."""
        ...

    def read(self, path: str) -> bytes:
        """The content; raises ``OSError`` when there is none to be had."""
        ...


def is_record_path(path: str, roots: Sequence[str], exclude: Sequence[str]) -> bool:
    """Whether a file holds a record: YAML below one of ``roots`` (``"."`` for all), not reserved, not excluded."""
    if not path.lower().endswith(SUFFIXES) or path in RESERVED_NAMES:
        return False
    for pattern in map(_bare, exclude):
        if fnmatch.fnmatchcase(path, pattern) or path.startswith(f"{pattern}/"):
            return False
    for root in map(_bare, roots):
        prefix = f"{root}/" if root else ""
        if path.startswith(prefix):
            inner = path[len(prefix) :]
            return inner.partition("/")[0] not in RESERVED_FOLDERS or "/" not in inner
    return False


def may_hold_records(folder: str, roots: Sequence[str], exclude: Sequence[str]) -> bool:
    """Whether files in a folder would be records, as :func:`is_record_path` has it, or a folder below it would."""
    around = any(_bare(root).startswith(f"{folder}/") for root in roots)
    return around or is_record_path(f"{folder}/any{SUFFIXES[0]}", roots, exclude)


def _bare(path: str) -> str:
    """A folder as it stands before the paths of its files; ``""`` for the catalog's own."""
    bare = path.removeprefix("./").rstrip("/")
    return "" if bare == "." else bare


@lru_cache(maxsize=4096)
def _is_below(root: str, folder: str) -> bool:
    """Whether a folder of a catalog is inside it, links followed."""
    real = os.path.realpath(root)
    place = os.path.realpath(os.path.join(root, folder))
    return place == real or place.startswith(real + os.sep)


@dataclass(frozen=True)
class FolderStore:
    """The files below a folder. Hidden names are passed over; a link that leaves the folder is an :class:`Entry` with a
    problem."""

    root: Path

    def files(self) -> Sequence[Entry]:
        """All files. Raises :class:`CatalogUnreadable` when the folder itself cannot be listed."""
        found: list[Entry] = []
        self._walk(str(self.root), "", found)
        found.sort(key=lambda entry: entry.path)
        return found

    def _walk(self, folder: str, prefix: str, into: list[Entry]) -> None:
        try:
            with os.scandir(folder) as found:
                entries = list(found)
        except OSError as error:
            if not prefix:
                raise CatalogUnreadable(
                    Text("读不了目录的文件夹 {folder}：{reason}", "cannot read the catalog's folder {folder}: {reason}"),
                    folder=folder,
                    reason=reason(error),
                ) from error
            into.append(Entry(prefix.rstrip("/"), problem="folder"))
            return
        for entry in entries:
            name = entry.name
            if name[0] == ".":
                continue
            path = prefix + name
            folder_link = entry.is_symlink() and os.path.isdir(entry.path)
            if entry.is_symlink() and not self._is_inside(entry.path):
                into.append(Entry(path, problem="folder-link" if folder_link else "link"))
            elif folder_link:
                continue  # its files are found where they are
            elif entry.is_dir(follow_symlinks=False):
                self._walk(entry.path, path + "/", into)
            elif entry.is_file():
                try:
                    status = entry.stat()
                except OSError:
                    into.append(Entry(path))
                else:
                    into.append(Entry(path, (status.st_mtime_ns, status.st_size, status.st_ino, status.st_ctime_ns)))

    def _is_inside(self, path: str) -> bool:
        """Whether a link points to something of the catalog."""
        target, root = os.path.realpath(path), os.path.realpath(self.root)
        return target == root or (os.path.exists(target) and target.startswith(root + os.sep))

    def read(self, path: str) -> bytes:
        # what would not be listed is not read: nothing would notice when it changes
        hidden = any(step.startswith(".") for step in path.split("/"))
        if hidden or os.path.isabs(path) or "\0" in path or not _is_below(str(self.root), os.path.dirname(path)):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), path)
        place = os.path.join(self.root, path)
        try:
            handle = os.open(place, _READ | getattr(os, "O_NOFOLLOW", 0))
        except OSError as error:
            if error.errno != errno.ELOOP or not self._is_inside(place):
                raise
            handle = os.open(place, _READ)
        with os.fdopen(handle, "rb") as file:
            status = os.fstat(handle)
            if not stat.S_ISREG(status.st_mode):
                raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), path)
            # one byte more than is allowed tells that it is too large; the rest need not be held, nor room for it made
            return file.read(min(max(status.st_size, _PAGE), MAX_BYTES) + 1)


@dataclass(frozen=True)
class OverlayStore:
    """Another store with some files replaced or added by unsaved text."""

    base: Store
    content: Mapping[str, bytes]

    def files(self) -> Sequence[Entry]:
        others = [entry for entry in self.base.files() if entry.path not in self.content]
        return sorted([*others, *map(Entry, self.content)], key=lambda entry: entry.path)

    def read(self, path: str) -> bytes:
        return self.content[path] if path in self.content else self.base.read(path)


@dataclass(frozen=True)
class MemoryStore:
    """Files held in memory."""

    content: Mapping[str, bytes]

    def files(self) -> Sequence[Entry]:
        return [Entry(path) for path in sorted(self.content)]

    def read(self, path: str) -> bytes:
        try:
            return self.content[path]
        except KeyError:
            raise FileNotFoundError(path) from None
