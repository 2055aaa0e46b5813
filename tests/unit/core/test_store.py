"""Where files come from, and which of them are records."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from powercat.core.errors import CatalogUnreadable
from powercat.core.store import Entry, FolderStore, MemoryStore, OverlayStore, is_record_path, may_hold_records

needs_links = pytest.mark.skipif(os.name == "nt", reason="links need rights that users there seldom have")
not_as_superuser = pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="the superuser may read everything")


def put(root: Path, *paths: str) -> None:
    for path in paths:
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(path, encoding="utf-8")


@pytest.mark.parametrize(
    ("path", "roots", "exclude", "taken"),
    [
        ("powers/a.yaml", (".",), (), True),
        ("a.yml", (".",), (), True),
        ("A.YAML", (".",), (), True),
        ("手册/甲.yaml", (".",), (), True),
        ("powers/a.json", (".",), (), False),
        ("powers/a.yaml~", (".",), (), False),
        ("powercat.yaml", (".",), (), False),
        ("powercat-baseline.yaml", (".",), (), False),
        ("reviews/a.yaml", (".",), (), False),
        ("reviews.yaml", (".",), (), True),
        ("powers/reviews/a.yaml", (".",), (), True),
        ("records/powers/a.yaml", ("records",), (), True),
        ("records/powers/a.yaml", ("records/",), (), True),
        ("records/powers/a.yaml", ("./records",), (), True),
        ("records/powers/a.yaml", ("./",), (), True),
        ("records-old/a.yaml", ("records",), (), False),
        ("records/reviews/a.yaml", ("records",), (), False),
        ("b/a.yaml", ("a", "b"), (), True),
        ("drafts/a.yaml", (".",), ("drafts",), False),
        ("drafts/a.yaml", (".",), ("drafts/",), False),
        ("drafts/a.yaml", (".",), ("./drafts",), False),
        ("drafts/deep/a.yaml", (".",), ("drafts/*",), False),
        ("drafts-new/a.yaml", (".",), ("drafts",), True),
        ("powers/a.tmp.yaml", (".",), ("*.tmp.yaml",), False),
        ("powers/a.yaml", (".",), ("powers/a.yaml",), False),
        ("powers/b.yaml", (".",), ("powers/a.yaml",), True),
    ],
)
def test_which_files_are_records(path: str, roots: tuple[str, ...], exclude: tuple[str, ...], taken: bool) -> None:
    assert is_record_path(path, roots, exclude) is taken


@pytest.mark.parametrize(
    ("folder", "roots", "exclude", "matters"),
    [
        ("powers", (".",), (), True),
        ("templates", (".",), (), False),
        ("powers", (".",), ("powers",), False),
        ("drafts", (".",), ("drafts/*",), False),
        ("other", ("records",), (), False),
        ("records", ("records",), (), True),
        ("around", ("around/records",), (), True),
    ],
)
def test_which_folders_matter(folder: str, roots: tuple[str, ...], exclude: tuple[str, ...], matters: bool) -> None:
    assert may_hold_records(folder, roots, exclude) is matters


def test_files_of_a_folder_in_order_of_path(tmp_path: Path) -> None:
    put(tmp_path, "b.yaml", "a/z.yaml", "a-b.yaml", "a/空 格.yaml", ".hidden", ".git/config", "a/.hidden.yaml", "图.pdf")
    entries = FolderStore(tmp_path).files()
    assert [entry.path for entry in entries] == ["a-b.yaml", "a/z.yaml", "a/空 格.yaml", "b.yaml", "图.pdf"]
    assert all(entry.stamp and not entry.problem for entry in entries)
    assert FolderStore(tmp_path).read("a/空 格.yaml") == "a/空 格.yaml".encode()


def test_a_stamp_changes_with_the_file(tmp_path: Path) -> None:
    put(tmp_path, "a.yaml")
    store = FolderStore(tmp_path)
    before = store.files()[0].stamp
    assert store.files()[0].stamp == before
    (tmp_path / "b.yaml").write_text("a.yam!")
    os.utime(tmp_path / "b.yaml", ns=(before[0], before[0]))
    (tmp_path / "b.yaml").replace(tmp_path / "a.yaml")
    assert store.files()[0].stamp != before


@needs_links
def test_links_within_are_followed_and_links_that_leave_are_not(tmp_path: Path) -> None:
    put(tmp_path, "in/a.yaml", "out/b.yaml", "out/c/d.yaml")
    root = tmp_path / "in"
    (root / "same.yaml").symlink_to("a.yaml")
    (root / "outside.yaml").symlink_to("../out/b.yaml")
    (root / "outside").symlink_to("../out/c")
    (root / "loop").symlink_to(".")
    put(root, "deep/e.yaml")
    (root / "again").symlink_to("deep")
    (root / "broken.yaml").symlink_to("nowhere")
    (root / "round.yaml").symlink_to("round.yaml")
    (root / "around.yaml").symlink_to("../in/a.yaml")
    entries = {entry.path: entry.problem for entry in FolderStore(root).files()}
    assert entries == {
        "a.yaml": "",
        "same.yaml": "",
        "around.yaml": "",
        "deep/e.yaml": "",
        "outside.yaml": "link",
        "outside": "folder-link",
        "broken.yaml": "link",
        "round.yaml": "link",
    }
    assert FolderStore(root).read("same.yaml") == b"in/a.yaml"


@needs_links
def test_the_catalog_may_itself_be_reached_through_a_link(tmp_path: Path) -> None:
    put(tmp_path, "real/a.yaml")
    (tmp_path / "real/same.yaml").symlink_to("a.yaml")
    (tmp_path / "link").symlink_to("real")
    assert [entry.problem for entry in FolderStore(tmp_path / "link").files()] == ["", ""]


@not_as_superuser
def test_a_folder_that_does_not_open(tmp_path: Path) -> None:
    put(tmp_path, "a/b.yaml", "c.yaml")
    (tmp_path / "a").chmod(0)
    try:
        assert [(entry.path, entry.problem) for entry in FolderStore(tmp_path).files()] == [("a", "folder"), ("c.yaml", "")]
    finally:
        (tmp_path / "a").chmod(0o700)


def test_a_folder_that_does_not_open_is_an_entry_wherever_it_lies(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(tmp_path, "a/b/c.yaml", "d.yaml")
    scan = os.scandir

    def refuse(path: str) -> object:
        if path.endswith("b"):
            raise PermissionError(13, "no", path)
        return scan(path)

    monkeypatch.setattr(os, "scandir", refuse)
    assert FolderStore(tmp_path).files() == [Entry("a/b", problem="folder"), *FolderStore(tmp_path).files()[1:]]


def test_a_catalog_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(CatalogUnreadable) as caught:
        FolderStore(tmp_path / "nowhere").files()
    assert caught.value.exit_code == 3


@pytest.mark.parametrize("path", ["../secret", "a/../../secret", "a/..", "nowhere.yaml", "a"])
def test_only_files_inside_are_read(tmp_path: Path, path: str) -> None:
    put(tmp_path, "secret", "in/a/b.yaml")
    with pytest.raises(OSError):
        FolderStore(tmp_path / "in").read(path)


def test_no_absolute_path_is_read(tmp_path: Path) -> None:
    put(tmp_path, "secret", "in/a.yaml")
    with pytest.raises(PermissionError):
        FolderStore(tmp_path / "in").read(str(tmp_path / "secret"))


def test_unsaved_text_replaces_or_adds_a_file() -> None:
    base = MemoryStore({"b.yaml": b"old", "d.yaml": b"d"})
    assert [entry.path for entry in OverlayStore(base, {"c.yaml": b"new"}).files()] == ["b.yaml", "c.yaml", "d.yaml"]
    over = OverlayStore(base, {"b.yaml": b"new"})
    assert [entry.path for entry in over.files()] == ["b.yaml", "d.yaml"]
    assert (over.read("b.yaml"), over.read("d.yaml")) == (b"new", b"d")
    with pytest.raises(FileNotFoundError):
        over.read("nowhere")
    assert base.read("b.yaml") == b"old"


def test_unsaved_text_has_no_stamp(tmp_path: Path) -> None:
    put(tmp_path, "a.yaml", "b.yaml")
    over = OverlayStore(FolderStore(tmp_path), {"a.yaml": b"new"})
    assert [bool(entry.stamp) for entry in over.files()] == [False, True]
