"""Git called by plumbing only, with everything off that a repository could make it run or fetch."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from powercat.core.errors import UsageError
from powercat.core.text import Text

_SETTINGS: Final = ("core.fsmonitor=false", f"core.hooksPath={os.devnull}", "core.quotePath=false", "protocol.allow=never")
_ENVIRONMENT: Final = {"GIT_NO_LAZY_FETCH": "1", "GIT_TERMINAL_PROMPT": "0", "GIT_OPTIONAL_LOCKS": "0"}


class GitError(Exception):
    """Git answered with an error."""


def top(folder: Path) -> Path:
    """The folder at or above ``folder`` that holds the repository. Raises :class:`UsageError` outside a repository with files."""
    here = folder.resolve()
    for each in (here, *here.parents):
        if os.path.lexists(each / ".git"):
            return each
    raise UsageError(
        Text(
            "{folder} 不在 git 仓库里，没法和以前的版本比较",
            "{folder} is in no git repository, so there is nothing to compare with",
        ),
        folder=str(folder),
    )


def call(folder: Path, *arguments: str, given: bytes | None = None) -> bytes:
    """The output of a git command in ``folder``; ``given`` goes to its standard input. Raises :class:`GitError`,
    :class:`UsageError`."""
    try:
        from git import Git
        from git.exc import GitCommandError, GitCommandNotFound
    except ImportError as error:  # that package looks for git when it is imported
        raise UsageError(_NO_GIT) from error
    home = top(folder)
    # Said outright, for a hook that runs us names its own repository in the environment, and paths would then not be
    # those of ``folder``.
    command = ["git", f"--git-dir={home / '.git'}", f"--work-tree={home}"]
    for setting in _SETTINGS:
        command += ["-c", setting]
    git = Git(str(folder.resolve()))
    git.update_environment(**_ENVIRONMENT)
    try:
        with tempfile.TemporaryFile() as stream:
            stream.write(given or b"")
            stream.seek(0)
            output = git.execute(
                [*command, *arguments],
                istream=stream,
                stdout_as_string=False,
                strip_newline_in_stdout=False,
                with_extended_output=False,
            )
    except GitCommandNotFound as error:
        raise UsageError(_NO_GIT) from error
    except GitCommandError as error:
        raise GitError(str(error)) from error
    return bytes(output)


_NO_GIT: Final = Text("这台机器上没有装 git", "git is not installed on this machine")
_INCOMPLETE: Final = Text(
    "这个 git 仓库没有取全以前版本的文件：先运行 git fetch --refetch --no-filter origin",
    "this clone lacks files of earlier versions: run git fetch --refetch --no-filter origin first",
)


def commit(folder: Path, revision: str) -> str:
    """The full name of the commit that a revision means. Raises :class:`UsageError` with what to do."""
    try:
        if not revision or revision.startswith("-") or "\0" in revision:
            raise GitError(revision)
        name = call(folder, "rev-parse", "--verify", "--quiet", "--end-of-options", revision + "^{commit}")
    except GitError as error:
        raise UsageError(
            Text(
                "找不到 git 版本 {revision}。这里只取了最近的提交：先运行 git fetch --unshallow origin",
                "no git revision {revision}. This clone is shallow: run git fetch --unshallow origin first",
            )
            if _is_shallow(folder)
            else Text(
                "找不到 git 版本 {revision}。用 git branch -a、git tag 看有哪些；远程的要先 git fetch",
                "no git revision {revision}. See git branch -a and git tag; a remote one must be fetched first",
            ),
            revision=revision,
        ) from error
    return name.decode("ascii").strip()


def _is_shallow(folder: Path) -> bool:
    try:
        return call(folder, "rev-parse", "--is-shallow-repository").strip() == b"true"
    except GitError:
        return False


def blobs(folder: Path, tree: str) -> Iterator[tuple[str, str]]:
    """Path and object name of every file below ``folder`` in a commit, in order of path; paths relative to ``folder``."""
    for line in call(folder, "ls-tree", "-r", "-z", tree).split(b"\0"):
        if line:
            head, _, path = line.partition(b"\t")
            mode, kind, name = head.decode("ascii").split(" ")
            if kind == "blob" and mode != "120000":
                yield path.decode("utf-8", "surrogateescape"), name


def contents(folder: Path, names: Sequence[str]) -> dict[str, bytes]:
    """The contents of blobs by object name. Raises :class:`UsageError` when the clone does not hold them all."""
    try:
        output = call(folder, "cat-file", "--batch", given="".join(f"{name}\n" for name in names).encode("ascii"))
    except GitError as error:
        raise UsageError(_INCOMPLETE) from error
    found: dict[str, bytes] = {}
    position = 0
    for _ in names:
        end = output.index(b"\n", position)
        head = output[position:end].split(b" ")
        position = end + 1
        if head[-1] == b"missing":
            raise UsageError(_INCOMPLETE)
        size = int(head[2])
        found[head[0].decode("ascii")] = output[position : position + size]
        position += size + 1
    return found
