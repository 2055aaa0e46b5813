"""``powercat validate --fix`` and ``--diff``."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from powercat.authoring.fix import Plan, plan
from powercat.cli import console
from powercat.core.diagnostic import Diagnostic
from powercat.core.result import Result
from powercat.core.text import Lang
from powercat.core.write import write_all
from powercat.workspace import Workspace


def planned(workspace: Workspace, result: Result, look: Callable[[Workspace], Result]) -> Plan:
    """What the safe edits of a result's findings would make of its files."""

    def again(after: Mapping[str, bytes]) -> tuple[Diagnostic, ...]:
        return look(workspace.overlaid(after)).findings

    return plan(result.findings, workspace.store.read, again)


def show(found: Plan, lang: Lang) -> None:
    """The changes as a unified diff on standard output."""
    console.write([found.diff(lang)])


def note_nothing(quiet: bool) -> None:
    console.note("没有能放心自动改的问题。", "Nothing can safely be mended.", quiet)


def carry_out(workspace: Workspace, found: Plan, quiet: bool) -> None:
    """Write the mended files, all or none of them, and say what was done."""
    write_all({workspace.root / path: content for path, content in found.content.items()}, within=workspace.root)
    count = sum(len(each.mended) for each in found.files)
    if count:
        console.note(
            f"改好了 {len(found.files)} 个文件里的 {count} 处。", f"{count} findings mended in {len(found.files)} files.", quiet
        )
    else:
        note_nothing(quiet)
    for each in found.refused:
        console.note(
            f"{each.span.path}:{each.span.line}：{each.code} 没有自动改，因为改了会影响别处。",
            f"{each.span.path}:{each.span.line}: {each.code} was left alone, since mending it would harm something else.",
            quiet,
        )
