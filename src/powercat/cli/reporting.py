"""Findings to formats, formats to the screen and to files."""

from __future__ import annotations

import difflib
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from powercat import __version__
from powercat.cli.console import note
from powercat.cli.language import tr
from powercat.cli.options import FORMATS
from powercat.core.document import decode
from powercat.core.errors import UsageError, reason
from powercat.core.result import Result
from powercat.core.text import Lang, Text
from powercat.core.write import write_atomic
from powercat.report import Reporter, Setting
from powercat.report.layout.waived import parts
from powercat.workspace import Rules

if TYPE_CHECKING:
    from powercat.core.catalog import Catalog
    from powercat.views.summary import Summary

Target = tuple[str, Path | None]
"""A format, and the file it goes to; ``None`` for standard output."""


@dataclass(frozen=True)
class Destination:
    """For whom a report is written: the catalog's folder, the language, what the screen can do."""

    root: Path
    lang: Lang
    color: bool
    width: int
    quiet: bool
    read: Callable[[str], bytes] | None = None
    """The catalog's files by path, unsaved text among them; from the folder when left out."""
    again: str = ""
    """The command that lists every finding, when it is not ``validate``."""
    catalog: Callable[[], Catalog] | None = None
    """The catalog that was checked, for the formats that show a summary; read only when one asks."""
    verbose: bool = False

    @cached_property
    def _folders(self) -> tuple[Path, Path, Path]:
        """The catalog's folder, where the user stands, and the root of the repository; looked up once for all findings."""
        root = self.root.resolve()
        return root, Path.cwd(), next((folder for folder in (root, *root.parents) if (folder / ".git").exists()), root)

    def shown(self, path: str) -> str:
        """A path of the catalog from where the user stands."""
        root, here, _ = self._folders
        return os.path.relpath(root / path, here).replace(os.sep, "/")

    def located(self, path: str) -> str:
        """A path of the catalog from the root of its repository."""
        root, _, repository = self._folders
        return os.path.relpath(root / path, repository).replace(os.sep, "/")

    def listing(self, code: str) -> str:
        """The command that shows all findings of a code, as it must be typed from where the user stands."""
        if self.again:
            return self.again
        here = Path.cwd().resolve()
        root = self.root.resolve()
        folder = "" if here == root or root in here.parents else f" -C {os.path.relpath(root, here)}"
        return f"powercat{folder} validate --select {code} -f concise"


def destinations(formats: Sequence[str] | None, outputs: Sequence[str] | None, known: Sequence[str] = FORMATS) -> list[Target]:
    """What ``-f`` and ``-o`` ask for, of the ``known`` formats; text on the screen when they ask for nothing. Raises
    :class:`UsageError`."""
    asked = [name for group in formats or () for name in group.replace(",", " ").split()]
    targets: list[Target] = [(_known(name, known), None) for name in asked]
    for output in outputs or ():
        name, equals, file = output.partition("=")
        if not equals and len(asked) == 1 and output not in known:
            # one format and a plain file name is clear enough
            name, file = asked[0], output
            targets = []
        if not name or not file:
            raise UsageError(
                Text(
                    "-o 要写成 格式=文件，例如 html=report.html，写的是 {output}",
                    "-o wants FORMAT=FILE, for example html=report.html, not {output}",
                ),
                output=output,
            )
        targets.append((_known(name, known), Path(file)))
    if sum(file is None for _, file in targets) > 1:
        raise UsageError(
            Text(
                "屏幕上只能输出一种格式，其余的用 -o 格式=文件 写到文件里",
                "only one format fits the screen; write the others to files with -o FORMAT=FILE",
            )
        )
    return targets or [("text", None)]


def _known(name: str, known: Sequence[str]) -> str:
    if name not in known:
        near = difflib.get_close_matches(name, known, 1)
        raise UsageError(
            Text("没有 {name} 这种格式{near}；可以写：{known}", "no format {name}{near}; there are: {known}"),
            name=name,
            near=tr(f"，是不是要写 {near[0]}？", f", did you mean {near[0]}?") if near else "",
            known=known,
        )
    return name


def report(result: Result, targets: Sequence[Target], destination: Destination, stream: TextIO | None = None) -> None:
    """Write a result in every format asked for. Raises :class:`UsageError` for a file that cannot be written."""
    deliver(targets, lambda name, screen: _reporter(name).write(result, _setting(destination, screen)), destination.quiet, stream)
    if not result.findings and any(file is None and name != "text" for name, file in targets):
        note(f"没有发现问题（{result.records} 条记录）。", f"No findings ({result.records} records).", destination.quiet)
    if result.waived and ("concise", None) in targets:
        more = ("", "") if destination.verbose else ("；-v 逐个列出", "; -v lists them")
        note(
            f"另有 {result.waived} 处暂缓（{parts(result, 'zh')}）{more[0]}。",
            f"{result.waived} findings are waived ({parts(result, 'en')}){more[1]}.",
            destination.quiet,
        )


def deliver(
    targets: Sequence[Target], pieces: Callable[[str, bool], Iterator[str]], quiet: bool, stream: TextIO | None = None
) -> None:
    """Write text where it is wanted; files first, so that the screen comes last. ``pieces(format, on the screen)`` is the text.

    Raises :class:`UsageError` for a file that cannot be written.
    """
    for name, file in sorted(targets, key=lambda target: target[1] is None):
        if file is None:
            out = stream or sys.stdout
            for piece in pieces(name, True):
                out.write(piece)
            out.flush()
        else:
            try:
                _put(file, "".join(pieces(name, False)).encode("utf-8", "replace"))
                note(f"写好了 {file}（{name}）。", f"Wrote {file} ({name}).", quiet)
            except OSError as error:
                raise UsageError(
                    Text("写不了 {file}：{reason}", "cannot write {file}: {reason}"), file=str(file), reason=reason(error)
                ) from error


def _put(file: Path, content: bytes) -> None:
    """Write a report; a device or a pipe is written to, never replaced."""
    if file.exists() and not file.is_file() and not file.is_dir():
        file.write_bytes(content)
    else:
        write_atomic(file, content)


def _reporter(name: str) -> Reporter:
    module = import_module(f"powercat.report.{name}")
    return next(value for value in vars(module).values() if isinstance(value, Reporter))


def _setting(destination: Destination, screen: bool) -> Setting:
    root = destination.root.resolve()

    @lru_cache(maxsize=64)
    def source(path: str) -> str:
        try:
            return decode(destination.read(path) if destination.read else (root / path).read_bytes())[0]
        except OSError:
            return ""

    def summarised(result: Result) -> Summary | None:
        if destination.catalog is None:
            return None
        from powercat.views.summary import summary

        return summary(result, destination.catalog())

    return Setting(
        lang=destination.lang,
        version=__version__,
        shown=destination.shown,
        located=destination.located,
        source=source,
        rules=Rules(),
        color=destination.color and screen,
        width=destination.width if screen else 100,
        quiet=destination.quiet,
        listing=destination.listing,
        summary=summarised,
        verbose=destination.verbose,
    )
