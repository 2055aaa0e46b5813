"""One file an output format: findings in, text out."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from powercat.core.result import Result
from powercat.core.rule import Rule
from powercat.core.text import Lang

if TYPE_CHECKING:
    from powercat.views.summary import Summary


def no_summary(result: Result) -> Summary | None:
    """The summary where there is no catalog to make it of."""
    return None


@dataclass(frozen=True, slots=True)
class Setting:
    """What a reporter may know beside the findings.

    ``shown(path)`` is the path as people see it (from where they stand), ``located(path)`` as machines do (from the repository's
    root, forward slashes); both take the path of a span. ``source(path)`` is the text of a file, ``""`` when it cannot be read.
    ``rules`` maps codes to rules. ``width`` is the number of columns of the terminal. ``quiet`` leaves only the findings: no
    counts, no next tasks, no line that says there are none (``text``). ``listing(code)`` is the command that shows all
    findings of a code. ``summary(result)`` is what a manager reads; it takes the catalog, so that only a format that shows it
    asks for it. ``verbose`` lists what was waived, too (``text``).
    """

    lang: Lang
    version: str
    shown: Callable[[str], str]
    located: Callable[[str], str]
    source: Callable[[str], str]
    rules: Mapping[str, Rule]
    color: bool = False
    width: int = 80
    quiet: bool = False
    listing: Callable[[str], str] = "powercat validate --select {} -f concise".format
    summary: Callable[[Result], Summary | None] = no_summary
    verbose: bool = False


Write = Callable[[Result, Setting], Iterator[str]]


@dataclass(frozen=True, slots=True)
class Reporter:
    """An output format: ``write`` yields the pieces of the text, in order."""

    name: str
    write: Write
    suffix: str


def reporter(name: str, suffix: str) -> Callable[[Write], Reporter]:
    """Make a :class:`Reporter` of a generator function ``(result, setting) -> pieces of text``."""
    return lambda write: Reporter(name, write, suffix)
