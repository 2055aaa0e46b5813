"""A revision of a repository as a store, and nothing that a repository could make git run."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from powercat.core.errors import UsageError
from powercat.git import objects
from powercat.git.revision import RevisionStore, changed_paths, open_revision
from powercat.workspace import open_workspace, read_catalog

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed here")

DAY = date(2026, 7, 1)
FORM = "kind: form\nid: {id}\nname: 表\nfields:\n- id: a\n  name: 甲\n  type: text\n"


def git(folder: Path, *arguments: str, given: bytes = b"", env: dict[str, str] | None = None) -> str:
    """Run git as somebody would whose own settings do not matter."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    clean |= {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull, **(env or {})}
    for person in ("AUTHOR", "COMMITTER"):
        clean |= {
            f"GIT_{person}_NAME": "甲",
            f"GIT_{person}_EMAIL": "a@example.org",
            f"GIT_{person}_DATE": "2026-01-01T00:00:00Z",
        }
    done = subprocess.run(["git", *arguments], cwd=folder, input=given, env=clean, capture_output=True, check=True)
    return done.stdout.decode("utf-8", "surrogateescape").strip()


def tree(folder: Path, files: dict[str, tuple[str, bytes]]) -> str:
    """A tree object of files by path: mode and content."""
    inner: dict[str, dict[str, tuple[str, bytes]]] = {}
    lines = []
    for path, (mode, content) in files.items():
        name, slash, rest = path.partition("/")
        if slash:
            inner.setdefault(name, {})[rest] = (mode, content)
        elif mode == "160000":
            lines.append((name, f"160000 commit {content.decode()}\t{name}"))
        else:
            lines.append((name, f"{mode} blob {git(folder, 'hash-object', '-w', '--stdin', given=content)}\t{name}"))
    lines += [(name, f"040000 tree {tree(folder, below)}\t{name}") for name, below in inner.items()]
    made = "\0".join(line for _, line in sorted(lines)) + ("\0" if lines else "")
    return git(folder, "mktree", "-z", "--missing", given=made.encode("utf-8", "surrogateescape"))


def commit(folder: Path, files: dict[str, str | bytes | tuple[str, bytes]], *parents: str, ref: str = "refs/heads/main") -> str:
    """A commit of files, made without a work tree, that a branch points to."""
    full: dict[str, tuple[str, bytes]] = {}
    for path, content in files.items():
        full[path] = (
            content if isinstance(content, tuple) else ("100644", content.encode() if isinstance(content, str) else content)
        )
    name = git(folder, "commit-tree", tree(folder, full), *(part for parent in parents for part in ("-p", parent)), "-m", "说明")
    git(folder, "update-ref", ref, name)
    return name


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    folder = tmp_path / "仓 库"
    folder.mkdir()
    git(folder, "init", "-q", "-b", "main")
    return folder


FILES: dict[str, str | bytes | tuple[str, bytes]] = {
    "目录/powercat.yaml": "{}\n",
    "目录/forms/a.yaml": FORM.format(id="a"),
    "目录/forms/表 二.yaml": FORM.format(id="b"),
    '目录/forms/"quoted"\t.yaml': FORM.format(id="c"),
    "目录/.hidden/d.yaml": FORM.format(id="d"),
    "目录/attachments/x.pdf": b"%PDF",
    "elsewhere/e.yaml": FORM.format(id="e"),
}


def test_a_revision_is_a_store_of_the_catalogs_own_folder(repository: Path) -> None:
    name = commit(repository, FILES)
    root = repository / "目录"
    root.mkdir()
    store = open_revision(root, "main")
    assert store.commit == name
    assert [entry.path for entry in store.files()] == [
        "attachments/x.pdf",
        'forms/"quoted"\t.yaml',
        "forms/a.yaml",
        "forms/表 二.yaml",
        "powercat.yaml",
    ]
    assert store.read("forms/表 二.yaml").decode() == FORM.format(id="b")


def test_a_revision_loads_as_a_catalog(repository: Path) -> None:
    commit(repository, FILES)
    root = repository / "目录"
    root.mkdir()
    (root / "powercat.yaml").write_text("{}\n")
    workspace = open_workspace(root)
    catalog = read_catalog(workspace.on(open_revision(root, "HEAD")), DAY)
    assert [record.id for record in catalog.of("form")] == ["c", "a", "b"]
    assert [document.faults for document in catalog.documents] == [()] * 3
    assert len(read_catalog(workspace, DAY)) == 0


def test_names_that_are_no_text(repository: Path) -> None:
    path = b"\xff.yaml".decode("utf-8", "surrogateescape")
    commit(repository, {path: FORM.format(id="a")})
    store = open_revision(repository, "main")
    assert [entry.path for entry in store.files()] == [path]
    assert store.read(path).startswith(b"kind: form")


def test_law_texts_are_read_when_they_are_asked_for(repository: Path) -> None:
    commit(repository, {**FILES, "目录/laws/texts/m.md": "第一条\n", "目录/laws/texts/n.MD": b"\xff"})
    store = open_revision(repository, "main")
    assert store.read("目录/laws/texts/m.md").decode() == "第一条\n"
    assert store.read("目录/laws/texts/n.MD") == b"\xff"
    assert store.read("目录/forms/a.yaml").decode() == FORM.format(id="a")


def test_only_what_is_there_is_read(repository: Path) -> None:
    commit(repository, FILES)
    store = open_revision(repository, "main")
    for path in ("nowhere.yaml", "目录", "../x", "目录/attachments/x.pdf"):
        with pytest.raises(FileNotFoundError):
            store.read(path)


def test_links_and_submodules_are_never_followed(repository: Path) -> None:
    first = commit(repository, {"a.yaml": "a"})
    commit(
        repository,
        {
            "a.yaml": "a",
            "link.yaml": ("120000", b"/etc/passwd"),
            "sub.yaml": ("160000", first.encode()),
            "run.yaml": ("100755", b"x"),
        },
        first,
    )
    assert [entry.path for entry in open_revision(repository, "main").files()] == ["a.yaml", "run.yaml"]


@pytest.mark.parametrize("revision", ["HEAD", "main", "refs/heads/main", "标签", "main~1", "main^", "HEAD@{0}"])
def test_revisions_of_every_kind(repository: Path, revision: str) -> None:
    first = commit(repository, {"a.yaml": "1"})
    second = commit(repository, {"a.yaml": "2"}, first)
    git(repository, "tag", "-a", "-m", "x", "标签", first)
    git(repository, "reflog", "expire", "--expire=never", "--all")
    if "@" in revision:
        git(repository, "update-ref", "--create-reflog", "HEAD", second)
    wanted = first if revision in ("标签", "main~1", "main^") else second
    assert objects.commit(repository, revision) == wanted
    assert objects.commit(repository, first[:10]) == first


@pytest.mark.parametrize(
    "revision",
    [
        "",
        "nowhere",
        "-h",
        "--help",
        "--output=pwned",
        "-",
        "main:a.yaml",
        "main^{tree}",
        "main..main",
        "main\0x",
        "main\n",
        "0" * 40,
        "main -- x",
    ],
)
def test_what_is_no_revision_is_told(repository: Path, revision: str) -> None:
    commit(repository, {"a.yaml": "1"})
    with pytest.raises(UsageError) as caught:
        open_revision(repository, revision)
    assert caught.value.exit_code == 2
    assert "git fetch" in caught.value.say("zh")
    assert "unshallow" not in caught.value.say("zh")
    assert not (repository / "pwned").exists()


def test_a_repository_without_commits(repository: Path) -> None:
    with pytest.raises(UsageError, match="no git revision"):
        open_revision(repository, "HEAD")


def test_outside_a_repository(tmp_path: Path) -> None:
    with pytest.raises(UsageError) as caught:
        open_revision(tmp_path, "HEAD")
    assert str(tmp_path) in caught.value.say("zh")


def test_a_bare_repository_has_no_files_to_compare(tmp_path: Path) -> None:
    git(tmp_path, "init", "-q", "--bare", "bare.git")
    commit(tmp_path / "bare.git", {"a.yaml": "1"})
    with pytest.raises(UsageError, match="no git repository"):
        open_revision(tmp_path / "bare.git", "main")


def test_a_shallow_clone_says_how_to_get_the_rest(repository: Path, tmp_path: Path) -> None:
    first = commit(repository, {"a.yaml": "1"})
    commit(repository, {"a.yaml": "2"}, first)
    git(tmp_path, "clone", "-q", "--depth", "1", repository.as_uri(), "shallow")
    assert open_revision(tmp_path / "shallow", "HEAD").read("a.yaml") == b"2"
    with pytest.raises(UsageError) as caught:
        open_revision(tmp_path / "shallow", "HEAD~1")
    assert "--unshallow" in caught.value.say("zh")
    assert "--unshallow" in caught.value.say("en")


def test_a_partial_clone_fetches_nothing_and_says_so(repository: Path, tmp_path: Path) -> None:
    first = commit(repository, {"a.yaml": "1"})
    commit(repository, {"a.yaml": "2"}, first)
    git(repository, "config", "uploadpack.allowFilter", "true")
    git(tmp_path, "clone", "-q", "--filter=blob:none", repository.as_uri(), "partial")
    store = open_revision(tmp_path / "partial", "HEAD~1")
    with pytest.raises(UsageError) as caught:
        store.read("a.yaml")
    assert "git fetch" in caught.value.say("zh")
    assert open_revision(tmp_path / "partial", "HEAD").read("a.yaml") == b"2"


def test_a_linked_work_tree(repository: Path, tmp_path: Path) -> None:
    commit(repository, FILES)
    git(repository, "worktree", "add", "-q", "-b", "other", str(tmp_path / "beside"))
    assert [entry.path for entry in open_revision(tmp_path / "beside" / "目录", "HEAD").files()][1:3] == [
        'forms/"quoted"\t.yaml',
        "forms/a.yaml",
    ]


# What a repository may not make us do


@pytest.mark.skipif(os.name == "nt", reason="the traps are shell scripts")
def test_nothing_of_the_repository_is_run(repository: Path, tmp_path: Path) -> None:
    first = commit(repository, {**FILES, "目录/.gitattributes": "*.yaml diff=x filter=x\n"})
    commit(repository, {**FILES, "目录/.gitattributes": "*.yaml diff=x filter=x\n", "目录/forms/a.yaml": "other"}, first)
    git(repository, "reset", "-q", "--hard", "main")
    sprung = tmp_path / "sprung"
    trap = tmp_path / "trap"
    trap.write_text(f"#!/bin/sh\necho \"$0 $@\" >> '{sprung}'\ncat\n")
    trap.chmod(0o755)
    hooks = repository / ".git" / "hooks"
    for hook in (
        "post-checkout",
        "post-index-change",
        "reference-transaction",
        "pre-commit",
        "fsmonitor-watchman",
        "query-watchman",
    ):
        hooks.mkdir(exist_ok=True)
        shutil.copy(trap, hooks / hook)
    for key in (
        *(
            "core.fsmonitor",
            "core.pager",
            "core.editor",
            "core.sshCommand",
            "core.askPass",
            "core.alternateRefsCommand",
            "diff.external",
        ),
        *(
            "diff.x.textconv",
            "diff.x.command",
            "filter.x.smudge",
            "filter.x.clean",
            "filter.x.process",
            "credential.helper",
            "gpg.program",
        ),
        *("pager.rev-parse", "pager.ls-tree", "pager.cat-file", "uploadpack.packObjectsHook", "interactive.diffFilter"),
    ):
        git(repository, "config", key, str(trap))
    for alias in ("rev-parse", "ls-tree", "cat-file"):
        git(repository, "config", f"alias.{alias}", f"!{trap}")
    # the trap works: an ordinary command walks into it
    (repository / "目录" / "forms" / "a.yaml").touch()
    subprocess.run(["git", "status"], cwd=repository, capture_output=True, check=False)
    assert sprung.exists()
    sprung.unlink()
    root = repository / "目录"
    (root / "forms" / "a.yaml").write_text("changed")
    store = open_revision(root, "main~1")
    assert store.read("forms/a.yaml").decode() == FORM.format(id="a")
    assert changed_paths(store, open_workspace(root)) == {"forms/a.yaml"}
    with pytest.raises(UsageError):
        open_revision(root, "nowhere")
    assert not sprung.exists(), sprung.read_text()


def test_a_hook_that_runs_us_names_its_own_repository_in_vain(
    repository: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    commit(repository, FILES)
    git(repository, "reset", "-q", "--hard", "main")
    other = tmp_path / "other"
    other.mkdir()
    git(other, "init", "-q", "-b", "main")
    commit(other, {"x.yaml": "x"})
    for directory in (other / ".git", repository / ".git"):
        monkeypatch.setenv("GIT_DIR", str(directory))
        monkeypatch.setenv("GIT_INDEX_FILE", str(directory / "index"))
        monkeypatch.setenv("GIT_WORK_TREE", str(other))
        monkeypatch.setenv("GIT_PREFIX", "目录/")
        assert changed_paths(open_revision(repository / "目录", "HEAD"), open_workspace(repository / "目录")) == frozenset()


def test_settings_from_the_environment_still_count(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    commit(repository, FILES)
    monkeypatch.setenv("GIT_CONFIG_COUNT", "1")
    monkeypatch.setenv("GIT_CONFIG_KEY_0", "powercat.test")
    monkeypatch.setenv("GIT_CONFIG_VALUE_0", "here")
    assert objects.call(repository, "config", "powercat.test") == b"here\n"
    assert objects.call(repository, "config", "core.fsmonitor") == b"false\n"


def test_a_machine_without_git(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    program = (
        "import sys; from pathlib import Path; from powercat.core.errors import UsageError; from powercat.git.revision import open_revision\n"
        "try: open_revision(Path(sys.argv[1]), 'HEAD')\n"
        "except UsageError as error: print(error.exit_code, error.say('en'))"
    )
    bare = {**os.environ, "PATH": str(tmp_path)}
    done = subprocess.run(
        [sys.executable, "-c", program, str(tmp_path)], env=bare, capture_output=True, check=True, encoding="utf-8"
    )
    assert done.stdout == "2 git is not installed on this machine\n"


# What has changed


Change = Callable[[Path], object]


def write(path: str, content: bytes) -> Change:
    def go(root: Path) -> None:
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(content)

    return go


A = FORM.format(id="a").encode()


@pytest.mark.parametrize(
    ("change", "changed"),
    [
        (lambda root: None, set()),
        (write("forms/a.yaml", A + b"# more\n"), {"forms/a.yaml"}),
        (write("forms/a.yaml", A), set()),
        (write("forms/a.yaml", A.replace(b"\n", b"\r\n")), set()),
        (write("forms/a.yaml", A.replace(b"\n", b"\r\n") + b"# more\r\n"), {"forms/a.yaml"}),
        (write("forms/a.yaml", b""), {"forms/a.yaml"}),
        (write("forms/新 表.yaml", A), {"forms/新 表.yaml"}),
        (write("forms/new.txt", b"x"), set()),
        (write("reviews/new.yaml", b"x"), set()),
        (write("attachments/x.pdf", b"x"), set()),
        (lambda root: (root / "forms/a.yaml").unlink(), set()),
        (lambda root: (root / "forms/a.yaml").rename(root / "forms/z.yaml"), {"forms/z.yaml"}),
    ],
)
def test_changed_paths(repository: Path, change: Change, changed: set[str]) -> None:
    commit(repository, FILES)
    git(repository, "reset", "-q", "--hard", "main")
    root = repository / "目录"
    change(root)
    assert changed_paths(open_revision(root, "HEAD"), open_workspace(root)) == changed


def test_changed_paths_in_a_repository_with_long_names(tmp_path: Path) -> None:
    try:
        git(tmp_path, "init", "-q", "-b", "main", "--object-format=sha256")
    except subprocess.CalledProcessError:
        pytest.skip("this git knows no SHA-256 repositories")
    commit(tmp_path, FILES)
    git(tmp_path, "reset", "-q", "--hard", "main")
    root = tmp_path / "目录"
    store = open_revision(root, "HEAD")
    assert len(store.commit) == 64
    assert changed_paths(store, open_workspace(root)) == frozenset()
    write("forms/a.yaml", b"x")(root)
    assert changed_paths(store, open_workspace(root)) == {"forms/a.yaml"}


def test_a_file_that_git_ignores_is_a_changed_one(repository: Path) -> None:
    commit(repository, {**FILES, "目录/.gitignore": "local.yaml\n"})
    git(repository, "reset", "-q", "--hard", "main")
    root = repository / "目录"
    write("forms/local.yaml", b"x")(root)
    assert changed_paths(open_revision(root, "HEAD"), open_workspace(root)) == {"forms/local.yaml"}


def test_blobs_of_any_content(repository: Path) -> None:
    odd = {
        "empty.yaml": b"",
        "zero.yaml": b"a\0b\n",
        "lines.yaml": b"\n\n",
        "missing.yaml": b" missing\n",
        "big.yaml": b"x" * 300_000,
    }
    commit(repository, dict(odd))
    store = open_revision(repository, "main")
    assert {path: store.read(path) for path in odd} == odd
    assert isinstance(store, RevisionStore)
