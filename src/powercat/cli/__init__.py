"""The command line: read options, one public call, report. The only room that reads clock, locale, environment and current folder."""

from __future__ import annotations

import sys


def main() -> int:
    """The program ``powercat``: runs the command that ``sys.argv`` names and returns its exit code."""
    if sys.argv[1:] in (["--version"], ["-V"]):
        from powercat import __version__

        sys.stdout.write(f"powercat {__version__}\n")
        return 0
    from powercat.cli.app import run

    return run(sys.argv[1:])
