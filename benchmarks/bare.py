"""What no command built with typer can be faster than: ``bare.py --help``, ``bare.py walk FOLDER MANIFEST``."""

from __future__ import annotations

import typer

program = typer.Typer(rich_markup_mode=None, pretty_exceptions_enable=False)


@program.command()
def nothing(words: str = "") -> None:
    """Do nothing."""


@program.command()
def walk(folder: str, manifest: str) -> None:
    """Ask for the state of every file below a folder, and read the manifest that powercat keeps of it."""
    import os
    import sqlite3

    from powercat.core import pack

    waiting = [folder]
    while waiting:
        with os.scandir(waiting.pop()) as found:
            for entry in found:
                if entry.is_dir():
                    waiting.append(entry.path)
                else:
                    entry.stat()
    for (content,) in sqlite3.connect(manifest).execute("SELECT content FROM stamps"):
        pack.restore(content)


if __name__ == "__main__":
    program()
