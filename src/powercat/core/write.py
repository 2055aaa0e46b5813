"""The only way a file is written: whole or not at all."""

from __future__ import annotations

import os
import signal
import stat
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from powercat.core.errors import PowercatError, reason
from powercat.core.text import Text


class WriteError(PowercatError):
    """A file could not be written; what was there before is still there."""

    exit_code = 2


def write_atomic(path: Path, content: bytes) -> None:
    """Write a file so that at any moment it holds either its old content or all of the new.

    The content goes into a temporary file in the same folder, is forced to the disk, and takes the place of the file
    by renaming. The mode of the file and a link that leads to it are kept; folders that are missing are made. Raises
    :class:`WriteError`; the temporary file is gone then, and also when the program is interrupted.
    """
    write_all({path: content})


def write_all(files: Mapping[Path, bytes], *, replace: bool = True, within: Path | None = None) -> None:
    """Write several files: all contents are on the disk before the first file is renamed, so that a full disk changes
    none of them.

    An interruption while the files are being renamed is held back until all are. With ``replace=False`` a file that
    exists already is an error, also one that came to be in the meantime; those written before it stay. No
    link leads out of the folder ``within``. Raises :class:`WriteError`.
    """
    ready: dict[Path, Path] = {}
    try:
        for path, content in files.items():
            target = Path(os.path.realpath(path))
            _check(path, target, within)
            try:
                target.parent.mkdir(parents=True, exist_ok=True)
                _fill(target, content, ready)
            except OSError as error:
                raise _failed(path, error) from error
        with _undisturbed():
            _put_in_place(ready, replace=replace)
    finally:
        with _undisturbed():
            for temporary in ready:
                temporary.unlink(missing_ok=True)


def _check(path: Path, target: Path, within: Path | None) -> None:
    if within is not None and not target.is_relative_to(os.path.realpath(within)):
        raise WriteError(
            Text("{path} 通过链接指到目录外面，没有写", "{path} leads out of the catalog by a link; nothing was written"),
            path=str(path),
        )
    if target.exists() and not target.is_file():
        raise WriteError(Text("{path} 不是普通文件，没有写", "{path} is no ordinary file; nothing was written"), path=str(path))


@contextmanager
def _undisturbed() -> Iterator[None]:
    """An interruption waits until this is done, where the system can hold it back."""
    mask = getattr(signal, "pthread_sigmask", None)
    if mask is None:
        yield
        return
    before = mask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        mask(signal.SIG_SETMASK, before)


def _fill(target: Path, content: bytes, ready: dict[Path, Path]) -> None:
    """Make a temporary file beside the target, with the target's mode, and note it in ``ready`` before anything can go wrong."""
    number = len(ready)
    while True:
        temporary = target.parent / f".powercat-{os.getpid()}-{number}.tmp"
        if temporary in ready:
            number += 1
            continue
        ready[temporary] = target
        try:
            handle = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o666)
            break
        except FileExistsError:
            del ready[temporary]
            number += 1
    try:
        if target.exists():
            os.chmod(temporary, stat.S_IMODE(target.stat().st_mode))
        rest = memoryview(content)
        while rest:
            rest = rest[os.write(handle, rest) :]
        os.fsync(handle)
    finally:
        os.close(handle)


def _put_in_place(ready: dict[Path, Path], *, replace: bool) -> None:
    interrupted: KeyboardInterrupt | None = None
    for temporary, target in list(ready.items()):
        while temporary.exists():
            try:
                if replace:
                    os.replace(temporary, target)
                else:
                    _put_new(temporary, target)
            except KeyboardInterrupt as error:
                interrupted = error
            except OSError as error:
                raise _failed(target, error) from error
    for folder in {target.parent for target in ready.values()}:
        _force(folder)
    if interrupted is not None:
        raise interrupted


def _put_new(temporary: Path, target: Path) -> None:
    """Rename where nothing is yet. A link fails if there is something; where there are no links, looking first must do."""
    try:
        os.link(temporary, target)
    except FileExistsError:
        raise
    except OSError:
        if target.exists():
            raise FileExistsError(17, os.strerror(17), str(target)) from None
        os.replace(temporary, target)
    else:
        temporary.unlink()


def _force(folder: Path) -> None:
    """Force the renaming to the disk, where the system can."""
    try:
        handle = os.open(folder, os.O_RDONLY)
    except OSError:
        return
    try:
        os.fsync(handle)
    except OSError:
        return
    finally:
        os.close(handle)


def _failed(path: Path, error: OSError) -> WriteError:
    if isinstance(error, FileExistsError):
        return WriteError(Text("{path} 已经有了，没有改动它", "{path} exists already and was not touched"), path=str(path))
    return WriteError(
        Text("写不了 {path}：{reason}。原来的文件没有动", "cannot write {path}: {reason}. The file is as it was"),
        path=str(path),
        reason=reason(error),
    )
