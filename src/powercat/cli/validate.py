"""``powercat validate``."""

from __future__ import annotations

import difflib
import os
import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from powercat.cli import console
from powercat.cli.language import chosen, tr
from powercat.cli.opening import opened
from powercat.cli.options import (
    LEVELS,
    AsOf,
    Color,
    DryRun,
    FailOn,
    Folder,
    Formats,
    Ignore,
    Jobs,
    Language,
    NoCache,
    Outputs,
    Profile,
    Quiet,
    Select,
    Verbose,
)
from powercat.cli.reporting import Destination, destinations, report
from powercat.core.diagnostic import Severity
from powercat.core.engine import Selection
from powercat.core.errors import UsageError
from powercat.core.result import Result
from powercat.core.rule import PROFILES
from powercat.core.text import Text
from powercat.workspace import Effort, Workspace, below
from powercat.workspace import validate as check


def validate(
    paths: Annotated[
        list[str] | None,
        typer.Argument(
            metavar=tr("路径", "PATH"),
            help=tr(
                "只报告这些文件或者文件夹（照样读整个目录）；- 从标准输入读一条记录",
                "report these files or folders only (the whole catalog is read all the same); "
                "- reads one record from standard input",
            ),
            show_default=False,
        ),
    ] = None,
    folder: Folder = None,
    formats: Formats = None,
    outputs: Outputs = None,
    fail_on: FailOn = None,
    select: Select = None,
    ignore: Ignore = None,
    profile: Profile = None,
    as_of: AsOf = None,
    changed_since: Annotated[
        str | None,
        typer.Option(
            "--changed-since",
            metavar=tr("版本", "REV"),
            help=tr(
                "只报告这个 git 版本以来改过的文件里的问题，和那时还没有的问题",
                "only findings in files changed since this git revision, and those it did not have",
            ),
            show_default=False,
        ),
    ] = None,
    fix: Annotated[bool, typer.Option("--fix", help=tr("把能放心自动改的问题改好", "mend what can safely be mended"))] = False,
    diff: Annotated[
        bool, typer.Option("--diff", help=tr("只显示 --fix 会怎么改", "show what --fix would change, write nothing"))
    ] = False,
    dry_run: DryRun = False,
    stdin_filename: Annotated[
        str | None,
        typer.Option(
            "--stdin-filename",
            metavar=tr("路径", "PATH"),
            help=tr("标准输入的记录当作哪个文件", "the file that the record on standard input stands for"),
            show_default=False,
        ),
    ] = None,
    jobs: Jobs = 0,
    no_cache: NoCache = False,
    color: Color = "auto",
    lang: Language = None,
    quiet: Quiet = False,
    verbose: Verbose = False,
) -> int:
    """Check a catalog and report; the exit code."""
    one_of_levels(fail_on)
    _one_of("--profile", profile, PROFILES)
    _codes("--select", select)
    _codes("--ignore", ignore)
    targets = destinations(formats, outputs)
    if dry_run and not fix:
        raise UsageError(
            Text(
                "--dry-run 要和 --fix 一起用；validate 本来就不写文件",
                "--dry-run goes with --fix; validate itself writes nothing",
            )
        )
    workspace = opened(folder, paths or ())
    language = chosen(workspace.config.language)
    colored = console.uses_color(color)
    workspace, chosen_paths = _input(workspace, paths or [], stdin_filename)
    destination = Destination(workspace.root, language, colored, console.width(), quiet, read=workspace.store.read)
    selection = Selection(_split(select), _split(ignore), chosen_paths)
    day = console.day(as_of)
    with console.effort(jobs, not no_cache, quiet) as effort:

        def look(space: Workspace, wanted: Selection) -> Result:
            return check(space, day, profile=profile or "", selection=wanted, effort=effort)

        result = look(workspace, selection)
        if changed_since:
            result = _only_new(workspace, result, changed_since, look, effort)
        if fix or diff:
            from powercat.cli import fixing

            if paths == ["-"]:
                raise UsageError(Text("--fix 改的是文件，不能和 - 一起用", "--fix mends files; it does not go with -"))
            found = fixing.planned(workspace, result, lambda space: look(space, selection))
            if diff or dry_run:
                fixing.show(found, language)
                if not found.files:
                    fixing.note_nothing(quiet)
                return 1 if found.files else 0
            fixing.carry_out(workspace, found, quiet)
            result = look(workspace, selection) if found.files else result
    report(result, targets, destination)
    if verbose:
        console.note(f"目录：{workspace.root}；按 {day} 检查", f"catalog: {workspace.root}; as of {day}")
    return 1 if result.fails(threshold(fail_on or workspace.config.fail_on)) else 0


def _input(
    workspace: Workspace, paths: Sequence[str], stdin_filename: str | None
) -> tuple[Workspace, Callable[[str], bool] | None]:
    """The workspace with standard input in it, and a test for the paths to report; ``None`` for all."""
    if "-" in paths:
        if list(paths) != ["-"]:
            raise UsageError(Text("- 不能和别的路径一起写", "- cannot stand beside other paths"))
        path = stdin_filename or "stdin.yaml"
        absolute = Path(path).resolve()
        relative = os.path.relpath(absolute, workspace.root.resolve()).replace(os.sep, "/")
        if relative.startswith(".."):
            relative = Path(path).name
        content = sys.stdin.buffer.read()
        space = workspace.overlaid({relative: content})
        if not any(entry.path == relative for entry in space.config.scope.select(space.store.files())):
            raise UsageError(
                Text(
                    "{path} 不在检查范围里：记录是以 .yaml 结尾、没有被排除的文件",
                    "{path} is not checked: a record's file ends in .yaml and is not excluded",
                ),
                path=path,
            )
        return space, lambda each: each == relative
    for path in paths:
        if not os.path.lexists(path):
            raise UsageError(Text("没有这个文件或者文件夹：{path}", "no such file or folder: {path}"), path=path)
    if not paths:
        return workspace, None
    try:
        chosen_paths = below(workspace.root, [Path(path) for path in paths])
    except ValueError as error:
        raise UsageError(
            Text("{path} 不在目录 {root} 里面", "{path} is not inside the catalog {root}"),
            path=str(error),
            root=str(workspace.root),
        ) from error
    for path in paths:
        own = below(workspace.root, [Path(path)])
        if os.path.isfile(path) and not any(own(entry.path) for entry in workspace.config.scope.select(workspace.store.files())):
            raise UsageError(
                Text(
                    "{path} 不在检查范围里：记录是以 .yaml 结尾、没有被排除的文件",
                    "{path} is not checked: a record's file ends in .yaml and is not excluded",
                ),
                path=path,
            )
    return workspace, chosen_paths


def _only_new(
    workspace: Workspace, result: Result, revision: str, look: Callable[[Workspace, Selection], Result], effort: Effort
) -> Result:
    """The findings in files changed since a revision, and elsewhere those that the revision did not have."""
    from powercat.git.revision import changed_paths, open_revision

    base = open_revision(workspace.root, revision)
    changed = changed_paths(base, workspace)
    known = {found.fingerprint for found in look(workspace.on(base), Selection()).findings}
    kept = [found for found in result.findings if found.span.path in changed or found.fingerprint not in known]
    return replace(result, findings=tuple(kept))


def _split(codes: Sequence[str] | None) -> tuple[str, ...]:
    return tuple(code for group in codes or () for code in group.replace(",", " ").split())


def _codes(option: str, codes: Sequence[str] | None) -> None:
    for code in _split(codes):
        if not ((code.startswith("PC") and code[2:].isdigit()) or code == "PC") or len(code) > 5:
            raise UsageError(
                Text(
                    "{option} 要写规则编号或者它的开头，例如 PC2、PC205，写的是 {code}",
                    "{option} wants a code or its beginning, like PC2 or PC205, not {code}",
                ),
                option=option,
                code=code,
            )


def _one_of(option: str, value: str | None, allowed: Sequence[str]) -> None:
    if value is not None and value not in allowed:
        near = difflib.get_close_matches(value, allowed, 1)
        raise UsageError(
            Text("{option} 可以写 {allowed}，写的是 {value}{near}", "{option} may be {allowed}, not {value}{near}"),
            option=option,
            allowed=tuple(allowed),
            value=value,
            near=tr(f"。是不是要写 {near[0]}？", f". Did you mean {near[0]}?") if near else "",
        )


def threshold(word: str) -> Severity | None:
    return None if word == "never" else Severity[word.upper()]


def one_of_levels(value: str | None) -> None:
    """Raises :class:`UsageError` for a ``--fail-on`` that is no level."""
    _one_of("--fail-on", value, LEVELS)
