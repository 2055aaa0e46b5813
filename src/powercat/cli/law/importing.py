"""``powercat law import``."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Annotated, Final

import typer

from powercat.authoring.enrolment import Enrolled, Outcome, enrol
from powercat.cli import console, table
from powercat.cli.language import chosen, tr
from powercat.cli.law.naming import bytes_of
from powercat.cli.opening import opened
from powercat.cli.options import AsOf, DryRun, Folder, Jobs, Language, NoCache, Quiet, Table
from powercat.core.errors import UsageError
from powercat.core.schema import Kind
from powercat.core.text import Lang, Text
from powercat.core.write import write_all
from powercat.workspace import read_catalog

SUFFIXES: Final = (".md", ".markdown")

OUTCOMES: Final[dict[Outcome, Text]] = {
    "new": Text("新登记", "new"),
    "added": Text("新增版本", "version added"),
    "completed": Text("补上文本", "text added"),
    "unchanged": Text("没有变化", "unchanged"),
    "differs": Text("和原有文本不同", "differs"),
    "skipped": Text("没有登记", "not entered"),
}


def import_(
    paths: Annotated[
        list[Path],
        typer.Argument(
            metavar=tr("路径...", "PATH..."),
            help=tr("Markdown 法律文本，或者放文本的文件夹", "Markdown texts, or folders"),
        ),
    ],
    level: Annotated[
        str,
        typer.Option(
            "--level",
            metavar=tr("级别", "LEVEL"),
            help=tr("文本看不出效力级别时算哪一级，例如 地方性法规", "the level of texts that do not tell theirs"),
            show_default=False,
        ),
    ] = "",
    overwrite: Annotated[
        bool, typer.Option("--overwrite", help=tr("和原有文本不同的也换掉", "replace texts that differ, too"))
    ] = False,
    form: Table = "table",
    dry_run: DryRun = False,
    folder: Folder = None,
    as_of: AsOf = None,
    jobs: Jobs = 0,
    no_cache: NoCache = False,
    lang: Language = None,
    quiet: Quiet = False,
) -> int:
    """Enter law texts; 1 when one could not be entered."""
    table.check_format(form)
    workspace = opened(folder)
    language = chosen(workspace.config.language)
    with console.effort(jobs, not no_cache, quiet) as effort:
        catalog = read_catalog(workspace, console.day(as_of), effort)
    stated = _level(catalog.schemas["law"], level) if level else ""
    done = enrol(catalog, _texts(paths), level=stated, overwrite=overwrite)
    if not dry_run:
        write_all({workspace.root / path: content for path, content in done.files.items()}, within=workspace.root)
    columns = {
        "source": Text("文件", "file"),
        "outcome": Text("结果", "outcome"),
        "id": Text("编号", "id"),
        "title": Text("标题", "title"),
        "level": Text("效力级别", "level"),
        "promulgated_on": Text("公布日期", "promulgated"),
        "effective_on": Text("施行日期", "effective"),
        "articles": Text("条数", "articles"),
        "notes": Text("说明", "notes"),
    }
    rows = done.rows if form != "table" or len(done.rows) <= 20 else [row for row in done.rows if row.notes]
    shown = (_row(row, catalog.schemas["law"], language, machine=form == "json") for row in rows)
    console.write(table.rows(form, columns, shown, language))
    counts = Counter(row.outcome for row in done.rows)
    words = [(OUTCOMES[name], counts[name]) for name in OUTCOMES if counts[name]]
    zh = "，".join(f"{text.zh} {count}" for text, count in words) or "没有"
    en = ", ".join(f"{count} {text.en}" for text, count in words) or "none"
    tail = ("（--dry-run，没有写）", " (--dry-run, nothing written)") if dry_run else ("", "")
    console.note(f"{len(done.rows)} 个文本：{zh}{tail[0]}。", f"{len(done.rows)} texts: {en}{tail[1]}.", quiet)
    return 1 if counts["skipped"] or counts["differs"] else 0


def _level(kind: Kind, word: str) -> str:
    """The level that a person means by its word in either language. Raises :class:`UsageError`."""
    choices = kind.field("/level").choices
    exact = [name for name, choice in choices.items() if word in (name, choice.title.zh, choice.title.en)]
    part = [name for name, choice in choices.items() if word in choice.title.zh]
    for found in (exact, part):
        if len(found) == 1:
            return found[0]
    raise UsageError(
        Text("--level 可以写 {levels}，写的是 {word}", "--level may be {levels}, not {word}"),
        levels=tuple(choice.title for choice in choices.values()),
        word=word,
    )


def _texts(paths: Sequence[Path]) -> Iterator[tuple[str, bytes]]:
    for path in paths:
        if not path.name or not path.exists():
            raise UsageError(Text("没有这个文件或者文件夹：{path}", "no such file or folder: {path}"), path=str(path))
        for file in _inside(path) if path.is_dir() else [path]:
            yield file.as_posix(), bytes_of(file)


def _inside(folder: Path) -> Sequence[Path]:
    """The texts below a folder; what begins with _ is an index, and a folder or pipe is no text."""
    named = (each for each in folder.rglob("*") if each.suffix.lower() in SUFFIXES and not each.name.startswith("_"))
    return sorted(each for each in named if os.path.isfile(each))


def _row(row: Enrolled, kind: Kind, lang: Lang, *, machine: bool) -> dict[str, object]:
    found = row.imprint
    notes = [text.say(lang, dict(args)) for text, args in row.notes]
    level = found.level if found else ""
    choice = kind.field("/level").choices.get(level)
    return {
        "source": row.source,
        "outcome": row.outcome if machine else OUTCOMES[row.outcome].say(lang),
        "id": row.id,
        "title": found.title if found else "",
        "level": level if machine or choice is None else choice.title.say(lang),
        "promulgated_on": found.promulgated if found else "",
        "effective_on": found.effective if found else "",
        "articles": row.articles,
        "notes": notes if machine else "；".join(notes),
    }
