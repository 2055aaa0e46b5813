"""``powercat validate``."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cache, partial
from pathlib import Path
from typing import Annotated, Final

import typer

from powercat.cli import console
from powercat.cli.language import chosen, tr
from powercat.cli.opening import opened, refusing
from powercat.cli.options import (
    STALE_FORMATS,
    Ahead,
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
from powercat.cli.reporting import Destination, Target, destinations, report
from powercat.cli.values import check_codes, is_typed, one_of, one_of_levels, split, threshold
from powercat.core.engine import Selection
from powercat.core.errors import UsageError
from powercat.core.result import Result
from powercat.core.rule import PROFILES
from powercat.core.store import OverlayStore
from powercat.core.text import Text
from powercat.workspace import BASELINE_NAME, BaselineFaulty, Effort, Workspace, below, read_catalog
from powercat.workspace import validate as check


def validate(
    context: typer.Context,
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
    ahead: Ahead = 0,
    stale: Annotated[
        bool,
        typer.Option(
            "--stale",
            help=tr(
                "到期待办：该复核的、到期的依据、手册、暂缓说明，按机关列出；可以加 --ahead，格式：",
                "what is due, by organization: reviews, bases, handbooks, waivers; goes with --ahead; formats: ",
            )
            + " ".join(STALE_FORMATS),
            show_default=False,
        ),
    ] = False,
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
    write_baseline: Annotated[
        bool,
        typer.Option(
            "--write-baseline",
            help=tr(
                "把现有的问题登记到存量问题清单，以后只提示新出的",
                "enter what is found in the baseline; from then on only new findings are told",
            ),
        ),
    ] = False,
    no_baseline: Annotated[
        bool,
        typer.Option("--no-baseline", help=tr("不看存量问题清单，全部报告", "tell what the baseline covers, too")),
    ] = False,
    reason: Annotated[
        str, typer.Option("--reason", metavar=tr("理由", "TEXT"), help=tr("登记的理由", "why entries wait"), show_default=False)
    ] = "",
    until: Annotated[
        str, typer.Option("--until", metavar=tr("日期", "DATE"), help=tr("登记的期限", "their last day"), show_default=False)
    ] = "",
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
    one_of("--profile", profile, PROFILES)
    check_codes("--select", select)
    check_codes("--ignore", ignore)
    targets = (
        _stale_targets(formats, outputs, bool(select or fix or diff or changed_since))
        if stale
        else destinations(formats, outputs)
    )
    if dry_run and not (fix or write_baseline):
        raise UsageError(
            Text(
                "--dry-run 要和 --fix 或者 --write-baseline 一起用；validate 本来就不写文件",
                "--dry-run goes with --fix or --write-baseline; validate itself writes nothing",
            )
        )
    refused = {"--fix": fix, "--diff": diff, "--stale": stale, "--no-baseline": no_baseline}
    refused |= {"--changed-since": bool(changed_since), "-": "-" in (paths or ())}
    refused |= {option: is_typed(context, name) for option, name in _OF_REPORTS.items()}
    if write_baseline or reason or until:
        from powercat.cli import baselining

        wish = baselining.Wish(reason, until, dry_run)
        baselining.check(write_baseline, wish, [option for option, given in refused.items() if given])
    workspace = opened(folder, paths or ())
    language = chosen(workspace.config.language)
    colored = console.uses_color(color)
    workspace, chosen_paths = _input(workspace, paths or [], stdin_filename)
    selection = Selection(_timely() if stale else split(select), split(ignore), chosen_paths)
    day = console.day(as_of)
    with console.effort(jobs, not no_cache, quiet) as effort:
        graph = cache(partial(read_catalog, workspace, day, replace(effort, progress=None), ahead=ahead))
        destination = Destination(
            workspace.root, language, colored, console.width(), quiet, read=workspace.store.read, catalog=graph, verbose=verbose
        )

        def look(space: Workspace, wanted: Selection) -> Result:
            with_baseline = not (no_baseline or write_baseline)
            return check(space, day, profile=profile or "", selection=wanted, effort=effort, ahead=ahead, baseline=with_baseline)

        if write_baseline:
            fresh = partial(look, workspace, selection)
            return refusing(workspace, lambda: baselining.write(workspace, fresh, graph, selection, day, language, wish, quiet))
        result = refusing(workspace, lambda: look(workspace, selection))
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
    if stale:
        from powercat.cli.stale import show
        from powercat.views.todo import todo

        show(todo(result, graph(), chosen_paths), targets, destination)
    else:
        report(result, targets, destination)
        _tell_weakened(result, quiet)
    if verbose:
        console.note(f"目录：{workspace.root}；按 {day} 检查", f"catalog: {workspace.root}; as of {day}")
    return 1 if result.fails(threshold(fail_on or workspace.config.fail_on)) else 0


_OF_REPORTS: Final = {"-f": "formats", "-o": "outputs", "--fail-on": "fail_on"}


def _tell_weakened(result: Result, quiet: bool) -> None:
    """Say which rules the configuration made milder or switched off, and what else it relaxes."""
    if result.weakened:
        codes = [each.code for each in result.weakened]
        listed, more = "、".join(codes[:_NAMED]), len(codes) - _NAMED
        console.note(
            f"配置放宽了 {len(codes)} 条规则（降低级别或者不检查）：{listed}{f'，还有 {more} 条' if more > 0 else ''}。",
            f"The configuration weakens {len(codes)} rules (milder, or off): {', '.join(codes[:_NAMED])}"
            f"{f', and {more} more' if more > 0 else ''}.",
            quiet,
        )
    for words in result.relaxed:
        console.note(f"配置放宽了要求：{words.zh}。", f"The configuration asks for less: {words.en}.", quiet)


_NAMED: Final = 12


def _timely() -> Sequence[str]:
    """The rules of ``--stale``."""
    from powercat.views.todo import CODES

    return CODES


def _stale_targets(formats: Sequence[str] | None, outputs: Sequence[str] | None, other: bool) -> list[Target]:
    """Where the tasks of ``--stale`` go. Raises :class:`UsageError` for ``other`` options, which do not go with it."""
    if other:
        raise UsageError(
            Text(
                "--stale 自己选定了规则，不能和 --select、--changed-since、--fix、--diff 一起用",
                "--stale chooses its own rules; it does not go with --select, --changed-since, --fix or --diff",
            )
        )
    return destinations(formats, outputs, STALE_FORMATS)


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
    try:
        before = look(workspace.on(base), Selection())
    except BaselineFaulty:  # what the revision found does not depend on it
        before = look(workspace.on(OverlayStore(base, {BASELINE_NAME: b""})), Selection())
    known = {found.fingerprint for found in before.findings}
    kept = [found for found in result.findings if found.span.path in changed or found.fingerprint not in known]
    return replace(result, findings=tuple(kept))
