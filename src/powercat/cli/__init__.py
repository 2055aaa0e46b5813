"""The command line: read options, one public call, report. The only room that reads clock, locale, environment and
current folder."""

from __future__ import annotations

import os
import sys


def main() -> int:
    """The program ``powercat``: runs the command that ``sys.argv`` names and returns its exit code."""
    if sys.argv[1:] in (["--version"], ["-V"]):
        from powercat import __version__

        sys.stdout.write(f"powercat {__version__}\n")
        return 0
    from powercat.cli.app import run

    code = run(sys.argv[1:])
    if code in (0, 1):
        _leave(code)
    return code


def _leave(code: int) -> None:
    """End at once; to take the records of a large catalog apart one by one would take longer than many a command."""
    try:
        sys.stdout.flush()
        sys.stderr.flush()
    except OSError:
        return
    os._exit(code)
