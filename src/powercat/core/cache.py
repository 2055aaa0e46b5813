"""What was parsed and judged before. It only ever saves time: any trouble with it means no cache, never a wrong answer.

One SQLite file a catalog, in the user's cache folder, with three tables: stamp → digest, digest → data and faults (in the
chunks they
were read in), digest of everything → result. Values are plain data with a checksum.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from powercat.core import pack
from powercat.core.store import Entry

_TABLES = """
CREATE TABLE IF NOT EXISTS stamps (version TEXT PRIMARY KEY, written INTEGER NOT NULL, content BLOB NOT NULL);
CREATE TABLE IF NOT EXISTS chunks (number INTEGER PRIMARY KEY, version TEXT NOT NULL, content BLOB NOT NULL);
CREATE TABLE IF NOT EXISTS results (number INTEGER PRIMARY KEY, root TEXT NOT NULL UNIQUE, content BLOB NOT NULL);
"""
_RESULTS_KEPT = 16
_SETTLED = 2_000_000_000
"""Nanoseconds a file must be older than its stamp's entry: within them it may have changed without a trace. A stamp
begins with the time
of the content and ends with that of the entry in its folder; either may be the later."""


class Cache:
    """The cache of one catalog. ``now`` is the time in nanoseconds, taken once by the caller; ``version`` names loader
    and schemas."""

    def __init__(self, folder: Path, root: Path, version: str, now: int) -> None:
        self.version = version
        self.now = now
        self.trouble = ""
        self._connection: sqlite3.Connection | None = None
        name = hashlib.blake2b(str(root).encode("utf-8", "surrogateescape"), digest_size=12).hexdigest()
        self._path = folder / f"{name}.sqlite"
        try:
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            connection = sqlite3.connect(self._path, timeout=1.0, isolation_level=None)
            self._connection = connection
            connection.execute("PRAGMA journal_mode=WAL")
            connection.execute("PRAGMA synchronous=OFF")
            connection.executescript(_TABLES)
        except (OSError, sqlite3.Error) as error:
            self._give_up(error)

    def _give_up(self, error: Exception) -> None:
        """Work on without the cache; a damaged file goes, so that the next run has one again."""
        self.trouble = str(error)
        if self._connection is not None:
            with suppress(sqlite3.Error):
                self._connection.close()
        self._connection = None
        if type(error) is sqlite3.DatabaseError:
            for ending in ("", "-wal", "-shm"):
                with suppress(OSError):
                    self._path.with_name(self._path.name + ending).unlink()

    def _rows(self, query: str, *values: object) -> list[tuple[Any, ...]]:
        if self._connection is None:
            return []
        try:
            return self._connection.execute(query, values).fetchall()
        except sqlite3.Error as error:
            self._give_up(error)
            return []

    def _change(self, query: str, *values: object) -> None:
        if self._connection is not None:
            try:
                self._connection.execute(query, values)
            except sqlite3.Error as error:
                self._give_up(error)

    def digests(self, entries: Iterable[Entry]) -> dict[str, str]:
        """The digests of the files that have not changed since they were last seen, by path."""
        rows = self._rows("SELECT written, content FROM stamps WHERE version = 'all'")
        if not rows:
            return {}
        written, content = rows[0]
        try:
            known: Mapping[str, tuple[tuple[int, ...], str]] = pack.restore(content)
        except ValueError:
            return {}
        found = {}
        for entry in entries:
            held = known.get(entry.path)
            if held and entry.stamp and held[0] == entry.stamp and max(entry.stamp[0], entry.stamp[-1]) < written - _SETTLED:
                found[entry.path] = held[1]
        return found

    def keep_digests(self, entries: Iterable[Entry], digests: Mapping[str, str]) -> None:
        """Remember the digests of files by their stamps."""
        content = {entry.path: (entry.stamp, digests[entry.path]) for entry in entries if entry.stamp and entry.path in digests}
        self._change("INSERT OR REPLACE INTO stamps VALUES ('all', ?, ?)", self.now, pack.dump(content))

    def documents(self, wanted: Iterable[str]) -> dict[str, tuple[Any, ...]]:
        """What was read before, by digest; chunks that are mostly out of use are dropped."""
        missing = set(wanted)
        found: dict[str, tuple[Any, ...]] = {}
        if not missing or self._connection is None:
            return found
        for (number,) in self._rows("SELECT number FROM chunks WHERE version = ?", self.version):
            rows = self._rows("SELECT content FROM chunks WHERE number = ?", number)
            try:
                chunk: Sequence[tuple[Any, ...]] = pack.restore(rows[0][0]) if rows else ()
            except ValueError:
                self._change("DELETE FROM chunks WHERE number = ?", number)
                continue
            live = [item for item in chunk if item[0] in missing]
            if 2 * len(live) < len(chunk):
                self._change("DELETE FROM chunks WHERE number = ?", number)
                if live:
                    self.keep_documents(pack.dump(live))
            for item in live:
                found[item[0]] = item
            missing.difference_update(item[0] for item in live)
        return found

    def keep_documents(self, chunk: bytes) -> None:
        """Remember a chunk of documents, as :func:`powercat.core.load.read_chunk` gives it."""
        self._change("INSERT INTO chunks (version, content) VALUES (?, ?)", self.version, chunk)

    def result(self, root: str) -> Any:
        """The result of the same run before; ``None`` when there was none."""
        rows = self._rows("SELECT content FROM results WHERE root = ?", root)
        if rows:
            with suppress(ValueError):
                return pack.restore(rows[0][0])
        return None

    def keep_result(self, root: str, result: object) -> None:
        """Remember a result; the oldest go."""
        self._change("INSERT OR REPLACE INTO results (root, content) VALUES (?, ?)", root, pack.dump(result))
        self._change("DELETE FROM results WHERE number <= (SELECT max(number) FROM results) - ?", _RESULTS_KEPT)

    def begin(self) -> None:
        """Write all that follows at once."""
        # Another run that writes at this moment is no reason to wait: that one's work will serve.
        self._change("BEGIN IMMEDIATE")

    def end(self) -> None:
        """Close, keeping what was written; chunks of other versions go."""
        if self._connection is None:
            return
        if self._connection.in_transaction:
            self._change("DELETE FROM chunks WHERE version != ?", self.version)
            self._change("COMMIT")
        if self._connection is not None:
            self._connection.close()
            self._connection = None
