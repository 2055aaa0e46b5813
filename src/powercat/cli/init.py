"""``powercat init``."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Annotated

import typer

from powercat import __version__
from powercat.authoring.init import create, scaffold
from powercat.cli import console
from powercat.cli.language import LANG, tr
from powercat.cli.options import DryRun, Language, Quiet
from powercat.core.errors import UsageError
from powercat.core.schema import load_schemas
from powercat.core.text import Text


def init(
    folder: Annotated[
        Path,
        typer.Argument(
            metavar=tr("文件夹", "DIR"),
            help=tr(
                "目录放在哪个文件夹，没有就新建；不写就是当前文件夹", "the catalog's folder, made when absent; this one otherwise"
            ),
        ),
    ] = Path(),
    authority: Annotated[
        str,
        typer.Option(
            "--authority",
            metavar=tr("机关名称", "NAME"),
            help=tr("这是哪个机关的目录，例如 甲区人民政府", "the body whose catalog it is"),
            show_default=False,
        ),
    ] = "",
    division_code: Annotated[
        str,
        typer.Option(
            "--division-code",
            metavar=tr("六位代码", "CODE"),
            help=tr("行政区划代码，例如 310101", "its division code, for example 310101"),
            show_default=False,
        ),
    ] = "",
    dry_run: DryRun = False,
    lang: Language = None,
    quiet: Quiet = False,
) -> int:
    """Make a new catalog folder; nothing that is there already is touched."""
    if division_code and not re.fullmatch("[0-9]{6}([0-9]{3}){0,2}", division_code):
        raise UsageError(
            Text(
                "行政区划代码要写六位数字，例如 310101，写的是 {code}", "a division code has six digits, like 310101, not {code}"
            ),
            code=division_code,
        )
    if folder.exists() and not folder.is_dir():
        raise UsageError(Text("{folder} 是一个文件，不是文件夹", "{folder} is a file, not a folder"), folder=str(folder))
    files = scaffold(load_schemas(), LANG, authority=authority, division_code=division_code, version=__version__)
    there = () if dry_run else create(folder, files)
    made = [path for path in files if path not in there]
    console.write(f"{os.path.join(folder, path)}\n" for path in made)
    count = len(made)
    for path in there:
        console.note(f"已经有 {path}，没有改动它。", f"{path} is there already and was left alone.", quiet)
    if dry_run:
        console.note(f"会新建 {count} 个文件。", f"{count} files would be made.", quiet)
    else:
        where = os.fspath(folder)
        console.note(
            f"新建了 {count} 个文件。接下来：填好记录里尖括号的内容；"
            f"在哪些文件、第几行，运行 powercat -C {where} validate 就知道。",
            f"{count} files made. Next: fill in what stands in angle brackets; powercat -C {where} validate says where.",
            quiet,
        )
    return 0
