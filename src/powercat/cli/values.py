"""What options may be set to: codes, levels, words of a list."""

from __future__ import annotations

import difflib
from collections.abc import Sequence
from typing import Final

import typer

from powercat.cli.language import tr
from powercat.cli.options import LEVELS
from powercat.core.diagnostic import Severity
from powercat.core.errors import UsageError
from powercat.core.text import Text
from powercat.workspace import Rules, unknown_code

_WHOLE: Final = len("PC205")


def split(codes: Sequence[str] | None) -> tuple[str, ...]:
    """The codes of an option that may be repeated, and hold several at once."""
    return tuple(code for group in codes or () for code in group.replace(",", " ").split())


def check_codes(option: str, codes: Sequence[str] | None) -> None:
    """Raises :class:`UsageError` for what is no code, or the code of no rule."""
    for code in split(codes):
        if not ((code.startswith("PC") and code[2:].isdigit()) or code == "PC") or len(code) > 5:
            raise UsageError(
                Text(
                    "{option} 要写规则编号或者它的开头，例如 PC2、PC205，写的是 {code}",
                    "{option} wants a code or its beginning, like PC2 or PC205, not {code}",
                ),
                option=option,
                code=code,
            )
        if len(code) == _WHOLE and code not in (known := tuple(Rules())):
            raise unknown_code(option, code, known)


def one_of(option: str, value: str | None, allowed: Sequence[str]) -> None:
    """Raises :class:`UsageError` for a value that is none of those allowed, with the nearest."""
    if value is not None and value not in allowed:
        near = difflib.get_close_matches(value, allowed, 1)
        raise UsageError(
            Text("{option} 可以写 {allowed}，写的是 {value}{near}", "{option} may be {allowed}, not {value}{near}"),
            option=option,
            allowed=tuple(allowed),
            value=value,
            near=tr(f"。是不是要写 {near[0]}？", f". Did you mean {near[0]}?") if near else "",
        )


def is_typed(context: typer.Context, parameter: str) -> bool:
    """Whether a parameter of the command was given on the command line, rather than by the environment or not at all."""
    source = context.get_parameter_source(parameter)
    return source is not None and source.name == "COMMANDLINE"


def threshold(word: str) -> Severity | None:
    """The level of ``--fail-on``; ``None`` for ``never``."""
    return None if word == "never" else Severity[word.upper()]


def one_of_levels(value: str | None) -> None:
    """Raises :class:`UsageError` for a ``--fail-on`` that is no level."""
    one_of("--fail-on", value, LEVELS)
