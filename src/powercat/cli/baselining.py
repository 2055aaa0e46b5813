"""``powercat validate --write-baseline``: the findings of today become the baseline."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date

from powercat.authoring.difference import unified
from powercat.cli import console
from powercat.cli.language import tr
from powercat.core.baseline import Entry, Update, key_of_entry, text_of, updated
from powercat.core.catalog import Catalog
from powercat.core.engine import Selection
from powercat.core.errors import UsageError
from powercat.core.formats import is_date
from powercat.core.result import Result
from powercat.core.text import Lang, Text
from powercat.core.waiver import Key, can_be_waived
from powercat.core.write import write_atomic
from powercat.workspace import BASELINE_NAME, Workspace, all_rules, chosen_by, open_baseline


@dataclass(frozen=True)
class Wish:
    """What the command line asks for: a reason and a last day for new entries, and whether only to show what would be done."""

    reason: str
    until: str
    dry_run: bool


def check(write: bool, wish: Wish, other: Collection[str]) -> None:
    """Raises :class:`UsageError` for options that do not go together; ``other`` are those given that --write-baseline refuses."""
    if (wish.reason or wish.until) and not write:
        raise UsageError(
            Text("--reason 和 --until 要和 --write-baseline 一起用", "--reason and --until go with --write-baseline"),
        )
    if write and other:
        raise UsageError(
            Text("--write-baseline 不能和 {other} 一起用", "--write-baseline does not go with {other}"), other=tuple(other)
        )
    if wish.until and not is_date(wish.until):
        raise UsageError(
            Text("--until 要写成 2026-12-31 这样的日期，写的是 {until}", "--until wants a date like 2026-12-31, not {until}"),
            until=wish.until,
        )


def write(
    workspace: Workspace,
    look: Callable[[], Result],
    graph: Callable[[], Catalog],
    selection: Selection,
    day: date,
    lang: Lang,
    wish: Wish,
    quiet: bool,
) -> int:
    """Write the baseline, or show the change; the exit code. ``look`` gives the findings without the baseline."""
    read = open_baseline(workspace)
    old = read.entries if read else ()
    result = look()
    gone = _gone(graph(), chosen_by(workspace.config, selection), workspace.config.severities, result.unsure)
    entries = updated(old, result.open, gone, Update(wish.reason.strip(), wish.until, day, lang))
    if read is None and not entries:
        console.note("没有要登记的问题，没有写清单。", "There is nothing to enter; no baseline was written.", quiet)
        _tell_never(result, quiet)
        return 0
    before = read.document.text if read else ""
    same = read is not None and list(read.entries) == entries
    content = text_of(entries, workspace.schemas["baseline"], read.document if read else None, lang)
    if wish.dry_run:
        console.write([unified(before, before if same else content.decode("utf-8"), BASELINE_NAME)])
    elif not same:
        write_atomic(workspace.root / BASELINE_NAME, content)
    _tell(old, entries, result, day, wish, quiet)
    return 0


def _gone(catalog: Catalog, selection: Selection, severities: object, unsure: Collection[str]) -> Callable[[Key], bool]:
    """Whether an entry without a finding was looked for in this run, where nothing kept it from sight: then its fault has been
    mended."""
    ran = {rule.code for rule in all_rules()}
    if isinstance(severities, dict):
        ran -= {code for code, severity in severities.items() if severity is None}

    def gone(key: Key) -> bool:
        code, owner, _ = key
        if catalog.unplaced or owner in unsure or code not in ran or not selection.takes_code(code):
            return False
        if selection.paths is None:
            return True
        kind, _, name = owner.partition("/")
        record = catalog.find(kind, name)
        return selection.paths(record.path if record is not None else owner)

    return gone


def _tell(old: Collection[Entry], new: Collection[Entry], result: Result, day: date, wish: Wish, quiet: bool) -> None:
    was, now = set(map(key_of_entry, old)), set(map(key_of_entry, new))
    counts = (len(now), len(now - was), len(was - now))
    said = tr("会写成", "Would be") if wish.dry_run else tr("写好了", "Wrote")
    console.note(
        f"{said} {BASELINE_NAME}：{counts[0]} 条，新增 {counts[1]} 条，去掉 {counts[2]} 条。",
        f"{said} {BASELINE_NAME}: {counts[0]} entries, {counts[1]} new, {counts[2]} dropped.",
        quiet,
    )
    if bare := sum(not entry.get("reason") for entry in new):
        console.note(
            f"有 {bare} 条没有写理由，不算数；加上 --reason 理由 再运行一次，或者在文件里逐条写。",
            f"{bare} entries give no reason and do not count; run again with --reason TEXT, or write the reasons in the file.",
            quiet,
        )
    late = sum(bool(entry.get("until")) and str(entry["until"]) < day.isoformat() for entry in new)
    if late:
        console.note(
            f"有 {late} 条过期了，不算数；确实还要缓的，加上 --until 日期 和 --reason 理由 再运行一次。",
            f"{late} entries have expired and do not count; to put them off again run with --until DATE and --reason TEXT.",
            quiet,
        )
    _tell_never(result, quiet)


def _tell_never(result: Result, quiet: bool) -> None:
    if never := sum(not can_be_waived(found.code) for found in result.open):
        console.note(
            f"有 {never} 个问题不能登记（读不了的文件、暂缓本身），要改好。",
            f"{never} findings cannot be entered (files that cannot be read, waivers themselves); they must be mended.",
            quiet,
        )
