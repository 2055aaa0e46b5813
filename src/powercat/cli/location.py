"""Where a command looks for its catalog."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from powercat.core.errors import UsageError
from powercat.core.store import CONFIG_NAME
from powercat.core.text import Text


def start_folder(folder: Path | None, paths: Sequence[str] = ()) -> Path:
    """The folder to look from: ``-C``, else the current one, else that of the first path when no catalog is above the
    current one.

    Raises :class:`UsageError` when ``-C`` names no folder.
    """
    named = folder or (Path(os.environ["POWERCAT_FOLDER"]) if os.environ.get("POWERCAT_FOLDER") else None)
    if named is not None:
        if not named.is_dir():
            raise UsageError(Text("没有这个文件夹：{folder}", "no such folder: {folder}"), folder=str(named))
        if not (named / CONFIG_NAME).is_file():
            raise UsageError(
                Text(
                    "{folder} 里没有 powercat.yaml，不是一个目录；用 powercat init 可以新建",
                    "{folder} holds no powercat.yaml, so it is no catalog; powercat init makes one",
                ),
                folder=str(named),
            )
        return named.resolve()
    here = Path.cwd()
    if paths and paths[0] != "-" and not any((above / CONFIG_NAME).is_file() for above in (here, *here.parents)):
        first = Path(paths[0]).resolve()
        for above in (first, *first.parents):
            if (above / CONFIG_NAME).is_file():
                return above
    return here
