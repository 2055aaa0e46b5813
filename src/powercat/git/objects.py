"""Git called by plumbing only, with everything off that a repository could make it run or fetch."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from git import Git
from git.exc import GitCommandError, GitCommandNotFound

from powercat.core.errors import UsageError
from powercat.core.text import Text

_CONFIG: Final = (
    ("core.fsmonitor", "false"),
    ("core.hooksPath", os.devnull),
    ("core.quotePath", "false"),
    ("protocol.allow", "never"),
)
_ENVIRONMENT: Final = {
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_CONFIG_COUNT": str(len(_CONFIG)),
    **{f"GIT_CONFIG_KEY_{number}": key for number, (key, _) in enumerate(_CONFIG)},
    **{f"GIT_CONFIG_VALUE_{number}": value for number, (_, value) in enumerate(_CONFIG)},
}


def call(folder: Path, *arguments: str, given: bytes | None = None) -> bytes:
    """The output of a git command in ``folder``; ``given`` goes to its standard input. Raises ``GitCommandError``, :class:`UsageError`."""
    git = Git(str(folder))
    git.update_environment(**_ENVIRONMENT)
    try:
        with tempfile.TemporaryFile() as stream:
            stream.write(given or b"")
            stream.seek(0)
            output = git.execute(
                ["git", *arguments], istream=stream, stdout_as_string=False, strip_newline_in_stdout=False, with_extended_output=False
            )
    except GitCommandNotFound as error:
        raise UsageError(Text("这台机器上没有装 git", "git is not installed on this machine")) from error
    return bytes(output)  # type: ignore[arg-type]


def top(folder: Path) -> Path:
    """The work tree's top folder. Raises :class:`UsageError` outside a repository."""
    try:
        return Path(call(folder, "rev-parse", "--show-toplevel").decode("utf-8", "surrogateescape").rstrip("\n"))
    except GitCommandError as error:
        raise UsageError(
            Text("{folder} 不在 git 仓库里，没法和以前的版本比较", "{folder} is in no git repository, so there is nothing to compare with"),
            folder=str(folder),
        ) from error


def commit(folder: Path, revision: str) -> str:
    """The full name of the commit that a revision means. Raises :class:`UsageError` with what to do."""
    try:
        if not revision or revision.startswith("-") or "\0" in revision:
            raise GitCommandError("rev-parse", 128)
        name = call(folder, "rev-parse", "--verify", "--quiet", "--end-of-options", revision + "^{commit}")
    except GitCommandError as error:
        shallow = _is_shallow(folder)
        raise UsageError(
            Text(
                "找不到 git 版本 {revision}。这里只取了最近的提交：先运行 git fetch --unshallow origin",
                "no git revision {revision}. This clone is shallow: run git fetch --unshallow origin first",
            )
            if shallow
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
    except GitCommandError:
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
    """The contents of blobs by object name."""
    output = call(folder, "cat-file", "--batch", given="".join(f"{name}\n" for name in names).encode("ascii"))
    found: dict[str, bytes] = {}
    position = 0
    for _ in names:
        end = output.index(b"\n", position)
        head = output[position:end].split(b" ")
        position = end + 1
        if head[-1] == b"missing":
            continue
        size = int(head[2])
        found[head[0].decode("ascii")] = output[position : position + size]
        position += size + 1
    return found
