"""What goes to the screen: data to standard output, the rest to standard error, whatever the console can print."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from powercat.cli.language import LANG, tr
from powercat.core.errors import PowercatError, UsageError
from powercat.core.text import Text

if TYPE_CHECKING:
    from rich.progress import Progress as Bar

    from powercat.core.load import Progress
    from powercat.workspace import Effort


def prepare_streams() -> None:
    """A console that cannot print a character must not end the program."""
    sys.stdout, sys.stderr = (each or open(os.devnull, "w", encoding="utf-8") for each in (sys.stdout, sys.stderr))  # noqa: SIM115
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")


def write(pieces: Iterable[str]) -> None:
    """Put text on standard output, piece by piece."""
    for piece in pieces:
        sys.stdout.write(piece)
    sys.stdout.flush()


def note(zh: str, en: str, quiet: bool = False) -> None:
    """Say something beside the data, on standard error."""
    if not quiet:
        sys.stderr.write(_printable(tr(zh, en)) + "\n")


def complain(error: PowercatError) -> int:
    """Tell an error in one line; returns its exit code."""
    sys.stderr.write(f"powercat: {_printable(error.say(LANG))}\n")
    return error.exit_code


def _printable(words: str) -> str:
    from powercat.report.layout.escape import printable

    return printable(words)


def today() -> date:
    """The day, taken once."""
    return date.today()


def day(text: str | None) -> date:
    """The day of ``--as-of``; today when it is left out. Raises :class:`UsageError`."""
    if not text:
        return today()
    try:
        if len(text) != 10:
            raise ValueError(text)
        return date.fromisoformat(text)
    except ValueError as error:
        raise UsageError(
            Text("--as-of 要写成 2026-01-31 这样的日期，写的是 {text}", "--as-of wants a date like 2026-01-31, not {text}"),
            text=text,
        ) from error


def uses_color(choice: str) -> bool:
    """Whether to colour standard output: ``always``, ``never``, or ``auto`` (a terminal, and no ``NO_COLOR``)."""
    if choice not in ("auto", "always", "never"):
        raise UsageError(
            Text("--color 可以写 auto、always、never，写的是 {choice}", "--color is auto, always or never, not {choice}"),
            choice=choice,
        )
    if choice != "auto":
        return choice == "always"
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def width() -> int:
    """Columns of the terminal; 100 where there is none."""
    try:
        return os.get_terminal_size(sys.stdout.fileno()).columns
    except (OSError, ValueError):
        return 100


def cache_folder() -> Path:
    """The user's cache folder, never inside a catalog."""
    if os.environ.get("POWERCAT_CACHE_DIR"):
        return Path(os.environ["POWERCAT_CACHE_DIR"])
    if sys.platform == "win32":
        base = os.environ.get("LOCALAPPDATA") or str(Path.home() / "AppData" / "Local")
    elif sys.platform == "darwin":
        base = str(Path.home() / "Library" / "Caches")
    else:
        base = os.environ.get("XDG_CACHE_HOME") or str(Path.home() / ".cache")
    return Path(base) / "powercat"


@contextmanager
def effort(jobs: int, use_cache: bool, quiet: bool) -> Iterator[Effort]:
    """What a run may use, with a progress bar on a terminal when it lasts longer than a second."""
    from powercat.workspace import Effort

    folder = cache_folder() if use_cache else None
    if quiet or not sys.stderr.isatty():
        yield Effort(jobs, folder, time.time_ns())
        return
    with _progress() as progress:
        yield Effort(jobs, folder, time.time_ns(), progress)


@contextmanager
def _progress() -> Iterator[Progress]:
    """Somebody to tell of progress: shows nothing in the first second, then a bar."""
    started = time.monotonic()
    bars: list[Bar] = []

    def tell(done: int, total: int) -> None:
        if not bars:
            if time.monotonic() - started < 1:
                return
            bars.append(_bar(total))
        bars[0].update(bars[0].task_ids[0], completed=done)

    try:
        yield tell
    finally:
        for bar in bars:
            bar.stop()


def _bar(total: int) -> Bar:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as Shown

    words = TextColumn(tr("正在读取记录", "reading records"))
    bar = Shown(words, BarColumn(), MofNCompleteColumn(), TimeRemainingColumn(), console=Console(stderr=True), transient=True)
    bar.add_task("", total=total)
    bar.start()
    return bar
