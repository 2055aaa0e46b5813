"""A file is written whole or not at all."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path
from typing import Any

import pytest

from powercat.core.write import WriteError, write_all, write_atomic


def content(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_a_file_is_replaced_with_its_mode(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_bytes(b"old")
    path.chmod(0o640)
    write_atomic(path, b"new")
    assert path.read_bytes() == b"new"
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    assert list(content(tmp_path)) == ["a.yaml"]


def test_folders_are_made_and_new_files_have_the_usual_mode(tmp_path: Path) -> None:
    write_atomic(tmp_path / "a" / "b.yaml", b"x")
    other = tmp_path / "plain"
    other.write_bytes(b"")
    assert (tmp_path / "a" / "b.yaml").stat().st_mode == other.stat().st_mode


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "real.yaml").write_bytes(b"old")
    (tmp_path / "link.yaml").symlink_to("real.yaml")
    write_atomic(tmp_path / "link.yaml", b"new")
    assert (tmp_path / "link.yaml").is_symlink()
    assert (tmp_path / "real.yaml").read_bytes() == b"new"


def test_a_full_disk_changes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    files = {tmp_path / name: b"new" for name in ("a.yaml", "b.yaml", "c.yaml")}
    for path in files:
        path.write_bytes(b"old")
    real, calls = os.write, 0

    def full(handle: int, data: Any) -> int:
        nonlocal calls
        calls += 1
        if calls == 4:
            raise OSError(errno.ENOSPC, "No space left on device")
        return real(handle, data[:1])

    monkeypatch.setattr(os, "write", full)
    with pytest.raises(WriteError) as failure:
        write_all(files)
    assert "b.yaml" in failure.value.say("zh")
    assert "the disk is full" in failure.value.say("en")
    assert content(tmp_path) == {"a.yaml": b"old", "b.yaml": b"old", "c.yaml": b"old"}


def test_an_interruption_before_the_renaming_changes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.yaml"
    path.write_bytes(b"old")

    def stop(handle: int) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", stop)
    with pytest.raises(KeyboardInterrupt):
        write_atomic(path, b"new")
    assert content(tmp_path) == {"a.yaml": b"old"}


def test_an_interruption_during_the_renaming_waits_until_all_are_renamed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    files = {tmp_path / name: b"new" for name in ("a.yaml", "b.yaml")}
    for path in files:
        path.write_bytes(b"old")
    real, calls = os.replace, 0

    def interrupted(source: Any, target: Any) -> None:
        nonlocal calls
        calls += 1
        if calls == 1:
            raise KeyboardInterrupt
        real(source, target)

    monkeypatch.setattr(os, "replace", interrupted)
    with pytest.raises(KeyboardInterrupt):
        write_all(files)
    assert content(tmp_path) == {"a.yaml": b"new", "b.yaml": b"new"}


@pytest.mark.parametrize("links", [True, False])
def test_a_new_file_never_takes_the_place_of_another(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, links: bool) -> None:
    if not links:

        def no_links(source: Any, target: Any) -> None:
            raise OSError(errno.EPERM, "no links here")

        monkeypatch.setattr(os, "link", no_links)
    (tmp_path / "b.yaml").write_bytes(b"old")
    with pytest.raises(WriteError, match="exists already"):
        write_all({tmp_path / "b.yaml": b"new"}, replace=False)
    write_all({tmp_path / "a.yaml": b"new"}, replace=False)
    assert content(tmp_path) == {"a.yaml": b"new", "b.yaml": b"old"}


def test_what_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"")
    with pytest.raises(WriteError):
        write_atomic(tmp_path / "a" / "b.yaml", b"x")
