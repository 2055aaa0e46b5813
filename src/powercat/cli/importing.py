"""``powercat import``."""

from __future__ import annotations

import os
import shlex
from pathlib import Path
from typing import Annotated

import typer

from powercat.cli import console
from powercat.cli.language import chosen, tr
from powercat.cli.location import start_folder
from powercat.cli.opening import opened
from powercat.cli.options import Color, DryRun, FailOn, Folder, Formats, Language, Outputs, Quiet
from powercat.cli.reporting import Destination, destinations, report
from powercat.cli.values import one_of_levels, threshold
from powercat.core.errors import UsageError
from powercat.core.result import Result
from powercat.core.schema import Schemas, load_schemas
from powercat.core.store import CONFIG_NAME
from powercat.core.text import Text
from powercat.core.write import write_all
from powercat.exchange.importing import Imported, import_records


def import_(
    source: Annotated[
        Path,
        typer.Argument(metavar=tr("文件", "FILE"), help=tr("JSON、JSON Lines 或者 CSV 文件", "a JSON, JSON Lines or CSV file")),
    ],
    mapping: Annotated[
        Path,
        typer.Option(
            "--map",
            metavar=tr("对照表", "MAP.yaml"),
            help=tr(
                "对照表：哪一列变成哪个字段（写法：powercat schema mapping）", "the mapping: which column becomes which field"
            ),
            show_default=False,
        ),
    ],
    into: Annotated[
        Path | None,
        typer.Option(
            "--into",
            metavar=tr("文件夹", "DIR"),
            help=tr(
                "写到这个文件夹，没有就新建；不写就写到当前文件夹所属的目录",
                "the catalog's folder, made when absent; the current catalog otherwise",
            ),
            show_default=False,
        ),
    ] = None,
    overwrite: Annotated[
        bool,
        typer.Option("--overwrite", help=tr("和来源不同的现有记录也改写", "replace records that differ from the source, too")),
    ] = False,
    dry_run: DryRun = False,
    folder: Folder = None,
    formats: Formats = None,
    outputs: Outputs = None,
    fail_on: FailOn = None,
    color: Color = "auto",
    lang: Language = None,
    quiet: Quiet = False,
) -> int:
    """Turn rows of a file into records; the exit code."""
    one_of_levels(fail_on)
    targets = destinations(formats, outputs)
    configured = ""
    if into is not None:
        root, schemas = into.resolve(), load_schemas(overrides=into / "schemas")
    else:
        workspace = opened(_above(start_folder(folder)))
        root, schemas, configured = workspace.root, workspace.schemas, workspace.config.language
    done = import_records(source, mapping, root, schemas, overwrite=overwrite)
    destination = Destination(
        root, chosen(configured), console.uses_color(color), console.width(), quiet, again=_again(source, mapping, into)
    )
    report(Result.of(done.diagnostics, sum(done.counts.values())), targets, destination)
    if not done.usable:
        return 2
    if not dry_run:
        files = {root / path: content for path, content in done.files.items()}
        if not (root / CONFIG_NAME).exists():
            files[root / CONFIG_NAME] = b"{}\n"
        write_all(files, within=root)
    _tell(done, root, schemas, dry_run, quiet)
    return 1 if Result.of(done.diagnostics, 0).fails(threshold(fail_on or "error")) else 0


def _above(start: Path) -> Path:
    """The catalog at or above a folder: an import never goes looking for one below. Raises :class:`UsageError`."""
    if not any((above / CONFIG_NAME).is_file() for above in (start, *start.parents)):
        raise UsageError(
            Text(
                "没有说写到哪里：用 --into 文件夹 写到新的目录，或者用 -C 文件夹 写到现有的目录",
                "say where to: --into DIR for a new catalog, or -C DIR for one that is there",
            )
        )
    return start


def _again(source: Path, mapping: Path, into: Path | None) -> str:
    """The command that lists every finding of this import and writes nothing."""
    words = [
        "powercat",
        "import",
        str(source),
        "--map",
        str(mapping),
        *(["--into", str(into)] if into else []),
        "--dry-run",
        "-f",
        "concise",
    ]
    return shlex.join(words)


def _tell(done: Imported, root: Path, schemas: Schemas, dry_run: bool, quiet: bool) -> None:
    zh = "，".join(f"{schemas[kind].title.zh} {count}" for kind, count in done.counts.items())
    en = ", ".join(f"{count} {schemas[kind].title.en.lower()}" for kind, count in done.counts.items())
    console.note(
        f"来源 {done.rows} 行，跳过 {done.skipped} 行，得到：{zh or '没有记录'}。",
        f"{done.rows} rows, {done.skipped} skipped; they give: {en or 'no record'}.",
        quiet,
    )
    shown = os.path.relpath(root)
    will_zh, will_en = ("要写", "would be written") if dry_run else ("写了", "written")
    console.note(
        f"在 {shown} {will_zh} {len(done.files)} 个文件（其中改写 {len(done.overwritten)} 个），{done.unchanged} 个没有变化，"
        f"{len(done.kept)} 个和来源不同、保留原样。",
        f"{len(done.files)} files {will_en} in {shown} ({len(done.overwritten)} of them replaced), {done.unchanged} unchanged, "
        f"{len(done.kept)} differ from the source and are left alone.",
        quiet,
    )
