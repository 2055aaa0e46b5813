"""The cache saves time and never changes an answer, whatever happens to it."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from powercat.core.cache import Cache
from powercat.core.load import load
from powercat.core.pack import dump
from powercat.core.store import Entry, MemoryStore
from tests.unit.core.small import DAY, SCHEMAS

SECOND = 1_000_000_000
NOW = 1_000 * SECOND
ROOT = Path("/catalog")


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Any]:
    """Open a cache in one folder; all are closed at the end."""
    made = []

    def go(version: str = "v", now: int = NOW, root: Path = ROOT, folder: Path | None = None) -> Cache:
        cache = Cache(folder or tmp_path / "cache", root, version, now)
        made.append(cache)
        return cache

    yield go
    for cache in made:
        cache.end()


def stamp(changed: int, entered: int | None = None) -> tuple[int, ...]:
    return changed * SECOND, 10, 7, (changed if entered is None else entered) * SECOND


def only_file(tmp_path: Path) -> Path:
    (found,) = (tmp_path / "cache").glob("*.sqlite")
    return found


def chunk(*names: str) -> bytes:
    return dump([(name, {"id": name}, (), True, ()) for name in names])


def test_what_was_kept_is_found_again(opened: Any) -> None:
    cache = opened()
    cache.begin()
    cache.keep_documents(chunk("x", "y"))
    cache.keep_digests([Entry("a.yaml", stamp(1)), Entry("b.yaml")], {"a.yaml": "x", "b.yaml": "y"})
    cache.keep_result("root", (3, ["findings"]))
    cache.end()
    again = opened(now=NOW + SECOND)
    assert again.documents(["x", "z"]) == {"x": ("x", {"id": "x"}, (), True, ())}
    assert again.digests([Entry("a.yaml", stamp(1)), Entry("b.yaml"), Entry("c.yaml", stamp(1))]) == {"a.yaml": "x"}
    assert again.result("root") == (3, ["findings"])
    assert again.result("other") is None


@pytest.mark.parametrize(
    ("held", "now", "known"),
    [
        (stamp(990), 1000, True),
        (stamp(997), 1000, True),
        (stamp(999), 1000, False),
        (stamp(1000), 1000, False),
        (stamp(2000), 1000, False),
        (stamp(10, 999), 1000, False),
        (stamp(10, 990), 1000, True),
    ],
)
def test_a_file_that_has_just_changed_is_read_again(opened: Any, held: tuple[int, ...], now: int, known: bool) -> None:
    cache = opened(now=now * SECOND)
    cache.keep_digests([Entry("a.yaml", held)], {"a.yaml": "x"})
    cache.end()
    assert bool(opened(now=NOW * 9).digests([Entry("a.yaml", held)])) is known


@pytest.mark.parametrize("place", range(4))
def test_a_file_whose_stamp_differs_is_read_again(opened: Any, place: int) -> None:
    held = stamp(10)
    cache = opened()
    cache.keep_digests([Entry("a.yaml", held)], {"a.yaml": "x"})
    assert cache.digests([Entry("a.yaml", held)]) == {"a.yaml": "x"}
    changed = tuple(value + (index == place) for index, value in enumerate(held))
    assert cache.digests([Entry("a.yaml", changed)]) == {}


def test_another_version_sees_no_documents_and_clears_them_away(opened: Any, tmp_path: Path) -> None:
    cache = opened("v1")
    cache.keep_documents(chunk("x"))
    cache.end()
    newer = opened("v2")
    assert newer.documents(["x"]) == {}
    newer.begin()
    newer.keep_documents(chunk("x"))
    newer.end()
    with sqlite3.connect(only_file(tmp_path)) as rows:
        assert rows.execute("SELECT version FROM chunks").fetchall() == [("v2",)]
    rows.close()


def test_another_catalog_has_a_cache_of_its_own(opened: Any, tmp_path: Path) -> None:
    opened().keep_documents(chunk("x"))
    assert opened(root=Path("/other")).documents(["x"]) == {}
    assert len(list((tmp_path / "cache").glob("*.sqlite"))) == 2


def test_chunks_that_are_mostly_out_of_use_are_dropped(opened: Any, tmp_path: Path) -> None:
    cache = opened()
    cache.keep_documents(chunk("a", "b", "c", "d"))
    cache.keep_documents(chunk("e", "f"))
    assert set(cache.documents(["a", "e", "f"])) == {"a", "e", "f"}
    assert set(cache.documents(["a", "b"])) == {"a"}
    cache.end()


def test_only_the_latest_results_are_kept(opened: Any) -> None:
    cache = opened()
    for number in range(40):
        cache.keep_result(f"root{number}", number)
    cache.keep_result("root30", 30)
    kept = [number for number in range(40) if cache.result(f"root{number}") == number]
    assert kept[-1] == 39
    assert 30 in kept
    assert 10 <= len(kept) <= 16


def test_the_folder_is_made_for_the_user_alone(opened: Any, tmp_path: Path) -> None:
    opened(folder=tmp_path / "new" / "cache")
    if os.name == "posix":
        assert (tmp_path / "new" / "cache").stat().st_mode & 0o777 == 0o700


# Trouble: no cache, the same answers


FILES = {
    f"things/{number}.yaml": f"kind: thing\nid: t{number}\nsize: {'x' if number % 7 == 0 else number}\n".encode()
    for number in range(130)
}


class Stamped(MemoryStore):
    def files(self) -> list[Entry]:
        return [Entry(path, stamp(10)) for path in sorted(self.content)]


def contents(cache: Cache | None) -> list[object]:
    """What loading gives, through a cache as a workspace uses it."""
    store = Stamped(FILES)
    digests = cache.digests(store.files()) if cache else {}
    catalog = load(store, SCHEMAS, DAY, digests=digests, cache=cache)
    if cache:
        cache.keep_digests(store.files(), {document.path: document.digest for document in catalog.documents})
        cache.end()
    return [(document.path, document.digest, document.data, document.faults) for document in catalog.documents]


def test_documents_from_the_cache_are_those_of_the_files(opened: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    plain = contents(None)
    assert contents(opened()) == plain
    monkeypatch.setattr(Stamped, "read", lambda self, path: pytest.fail(f"{path} is read again"))
    assert contents(opened()) == plain


def break_text(path: Path) -> None:
    path.write_text("in the way " * 1000)


def break_half(path: Path) -> None:
    raw = path.read_bytes()
    path.write_bytes(raw[: len(raw) // 2])


def break_bytes(path: Path) -> None:
    raw = bytearray(path.read_bytes())
    for place in range(4096, len(raw), 97):
        raw[place] ^= 0xFF
    path.write_bytes(bytes(raw))


def break_rows(path: Path) -> None:
    with sqlite3.connect(path) as rows:
        rows.execute("UPDATE chunks SET content = x'00'")
        rows.execute("UPDATE stamps SET content = 'text'")
        rows.execute("UPDATE results SET content = 3")
    rows.close()


def break_tables(path: Path) -> None:
    with sqlite3.connect(path) as rows:
        rows.execute("DROP TABLE chunks")
        rows.execute("CREATE TABLE chunks (other TEXT)")
    rows.close()


def break_emptied(path: Path) -> None:
    path.write_bytes(b"")


@pytest.mark.parametrize("broken", [break_text, break_half, break_bytes, break_rows, break_tables, break_emptied])
def test_a_damaged_cache_changes_nothing(opened: Any, tmp_path: Path, broken: Any) -> None:
    plain = contents(None)
    assert contents(opened()) == plain
    broken(only_file(tmp_path))
    assert contents(opened()) == plain
    assert contents(opened()) == plain


@pytest.mark.parametrize("broken", [break_text, break_half, break_rows, break_emptied])
def test_a_damaged_cache_is_made_anew(opened: Any, tmp_path: Path, broken: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    plain = contents(opened())
    broken(only_file(tmp_path))
    contents(opened())
    contents(opened())
    monkeypatch.setattr(Stamped, "read", lambda self, path: pytest.fail(f"{path} is read again"))
    assert contents(opened()) == plain


def test_a_cache_that_cannot_be_made_changes_nothing(opened: Any, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    cache = opened(folder=tmp_path / "file" / "cache")
    assert cache.trouble
    assert contents(cache) == contents(None)


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="the superuser may write everywhere")
def test_a_cache_that_cannot_be_written_changes_nothing(opened: Any, tmp_path: Path) -> None:
    plain = contents(opened())
    only_file(tmp_path).chmod(0o400)
    (tmp_path / "cache").chmod(0o500)
    try:
        assert contents(opened()) == plain
    finally:
        (tmp_path / "cache").chmod(0o700)


class Failing:
    """A connection that fails from the ``after``-th statement on that begins with some word."""

    def __init__(self, inner: sqlite3.Connection, word: str, error: sqlite3.Error, after: int) -> None:
        self.inner, self.word, self.error, self.after = inner, word, error, after

    def execute(self, query: str, *values: Any) -> Any:
        if query.startswith(self.word):
            self.after -= 1
            if self.after < 0:
                raise self.error
        return self.inner.execute(query, *values)

    def __getattr__(self, name: str) -> Any:
        return getattr(self.inner, name)


@pytest.mark.parametrize("word", ["SELECT", "INSERT", "DELETE", "BEGIN", "COMMIT", "PRAGMA"])
@pytest.mark.parametrize("after", [0, 1])
@pytest.mark.parametrize(
    "error",
    [
        sqlite3.OperationalError("database or disk is full"),
        sqlite3.OperationalError("database is locked"),
        sqlite3.OperationalError("attempt to write a readonly database"),
        sqlite3.OperationalError("disk I/O error"),
        sqlite3.DatabaseError("database disk image is malformed"),
    ],
    ids=str,
)
def test_trouble_at_any_statement_changes_nothing(
    opened: Any, monkeypatch: pytest.MonkeyPatch, word: str, after: int, error: sqlite3.Error
) -> None:
    plain = contents(None)
    contents(opened())
    connect = sqlite3.connect
    with monkeypatch.context() as patch:
        patch.setattr(sqlite3, "connect", lambda *place, **more: Failing(connect(*place, **more), word, error, after))
        assert contents(opened()) == plain
    assert contents(opened()) == plain
    assert contents(opened()) == plain


def test_a_cache_in_use_by_another_run_is_left_alone(opened: Any, tmp_path: Path) -> None:
    plain = contents(opened("v1"))
    other = sqlite3.connect(only_file(tmp_path), isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    cache = opened("v2")
    assert contents(cache) == plain
    assert "locked" in cache.trouble
    other.execute("ROLLBACK")
    other.close()
    assert contents(opened("v1")) == plain
