"""``powercat law impact``."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Annotated

import typer

from powercat.authoring.difference import unified
from powercat.authoring.enrolment import enrol
from powercat.authoring.relocation import CORRECTED, TASKS, folder_of, relocate, task_lists
from powercat.cli import console, table
from powercat.cli.language import chosen, tr
from powercat.cli.law.naming import bytes_of, law_named, place_named
from powercat.cli.opening import opened
from powercat.cli.options import AsOf, DryRun, Folder, Jobs, Language, NoCache, Quiet, Table
from powercat.core.catalog import Catalog
from powercat.core.diagnostic import Severity
from powercat.core.document import decode
from powercat.core.errors import UsageError
from powercat.core.formats import is_date
from powercat.core.record import Record
from powercat.core.text import Lang, Text
from powercat.core.write import write_all
from powercat.law.address import Address
from powercat.law.imprint import Imprint, imprint
from powercat.law.register import plain_title, statute, version_on, versions
from powercat.law.statute import read_statute
from powercat.views.impact import Affected, Impact, base_of, impact_of_repeal, impact_of_version, resting_on
from powercat.workspace import Workspace, read_catalog


def impact(
    law: Annotated[
        str,
        typer.Argument(
            metavar=tr("法律文件[:条款]", "LAW[:ARTICLE]"),
            help=tr(
                "编号、标题或者简称，后面可以用冒号写哪一条",
                "id, title or alias, with a colon and an article where only that counts",
            ),
        ),
    ],
    repealed: Annotated[
        str,
        typer.Option(
            "--repealed",
            metavar=tr("日期", "DATE"),
            help=tr("假定它（或者这一条）从这天起失效", "suppose that it (or the article) ends on this day"),
            show_default=False,
        ),
    ] = "",
    new_version: Annotated[
        Path | None,
        typer.Option(
            "--new-version",
            metavar=tr("文件", "FILE"),
            help=tr("和这个新版本的文本逐条比较", "compare with the text of a new version, article by article"),
            show_default=False,
        ),
    ] = None,
    write: Annotated[
        bool,
        typer.Option(
            "--write",
            help=tr(
                "登记新版本，改好只是挪了位置的引用，其余的按机关列成任务清单（先用 --dry-run 看）",
                "enter the new version, correct citations that merely moved, and list the rest as tasks (see --dry-run first)",
            ),
        ),
    ] = False,
    dry_run: DryRun = False,
    form: Table = "table",
    folder: Folder = None,
    as_of: AsOf = None,
    jobs: Jobs = 0,
    no_cache: NoCache = False,
    lang: Language = None,
    quiet: Quiet = False,
) -> int:
    """Tell what rests on a law, and what a change of it does."""
    table.check_format(form)
    _check(repealed, new_version, write, dry_run)
    workspace = opened(folder)
    with console.effort(jobs, not no_cache, quiet) as effort:
        catalog = read_catalog(workspace, console.day(as_of), effort)
    language = chosen(workspace.config.language)
    record, place = _meant(catalog, law)
    _check_place(catalog, record, place)
    if repealed:
        found = impact_of_repeal(catalog, record, repealed, place)
    elif new_version is not None:
        found = _against(catalog, record, new_version, place)
    else:
        found = resting_on(catalog, record, place)
    if write and new_version is not None:
        _carry_out(workspace, catalog, found, new_version, language, dry_run, quiet)
    else:
        columns = {
            "severity": Text("级别", "level"),
            "organization": Text("机关", "organization"),
            "record": Text("记录", "record"),
            "what": Text("内容", "what"),
            "cited": Text("引用的条款", "cited"),
            "now": Text("现在", "now"),
            "why": Text("影响", "impact"),
            "place": Text("位置", "place"),
        }
        rows = (_row(each, workspace, language, machine=form == "json") for each in found.affected)
        console.write(table.rows(form, columns, rows, language))
    _sum(found, quiet)
    return 0


def _check(repealed: str, new_version: Path | None, write: bool, dry_run: bool) -> None:
    if repealed and not is_date(repealed):
        raise UsageError(
            Text("--repealed 要写成 2027-01-01 这样的日期，写的是 {day}", "--repealed wants a date like 2027-01-01, not {day}"),
            day=repealed,
        )
    if repealed and new_version is not None:
        raise UsageError(Text("--repealed 和 --new-version 只能写一个", "either --repealed or --new-version, not both"))
    if write and new_version is None:
        raise UsageError(
            Text("--write 要和 --new-version 一起用", "--write goes with --new-version"),
        )
    if dry_run and not write:
        raise UsageError(Text("--dry-run 要和 --write 一起用", "--dry-run goes with --write"))


def _meant(catalog: Catalog, written: str) -> tuple[Record, Address | None]:
    name, colon, article = written.replace("：", ":").rpartition(":")
    return (law_named(catalog, name), place_named(article)) if colon and name else (law_named(catalog, written), None)


def _check_place(catalog: Catalog, law: Record, place: Address | None) -> None:
    """Raises :class:`UsageError` for a place that neither the version in force nor an earlier one has."""
    texts = [text for version in versions(law) if (text := statute(catalog, version)) is not None]
    if place is not None and texts and all(text.at(place) is None for text in texts):
        raise UsageError(
            Text("《{title}》没有{place}，一共 {count} 条", "{title} has no {place}; it has {count} articles"),
            title=law.name,
            place=place.words,
            count=len(texts[-1].articles),
        )


def _text(path: Path) -> tuple[bytes, str]:
    raw = bytes_of(path)
    text, faults = decode(raw)
    if faults:
        raise UsageError(Text("{path} 不是 UTF-8 的文字", "{path} is not UTF-8 text"), path=str(path))
    return raw, text


def _imprint(path: Path) -> Imprint:
    found = imprint(read_statute(_text(path)[1]), path.as_posix())
    if not found.promulgated:
        raise UsageError(
            Text(
                "{path} 看不出是哪一天公布的：在标题下面写“2024年1月1日 公布”，或者文件名写成“标题(2024-01-01).md”",
                "{path} does not tell its day of promulgation: write it under the title, or name the file “title(2024-01-01).md”",
            ),
            path=str(path),
        )
    return found


def _against(catalog: Catalog, law: Record, path: Path, place: Address | None) -> Impact:
    found = _imprint(path)
    own = {plain_title(law.name), *(plain_title(node["title"].text) for node in law["versions"])}
    if plain_title(found.title) not in own:
        raise UsageError(
            Text("{path} 是《{title}》的文本，不是《{law}》的", "{path} is the text of {title}, not of {law}"),
            path=str(path),
            title=found.title,
            law=law.name,
        )
    now = version_on(law, catalog.as_of.isoformat())
    if now is not None and now.promulgated > found.promulgated:
        raise UsageError(
            Text(
                "{path} 是 {day} 公布的，比现行版本（{now} 公布）旧",
                "{path} was promulgated on {day}, before the version in force ({now})",
            ),
            path=str(path),
            day=found.promulgated,
            now=now.promulgated,
        )
    base = base_of(law, found.promulgated, catalog.as_of.isoformat())
    old = statute(catalog, base) if base is not None else None
    if old is None:
        raise UsageError(
            Text(
                "登记里没有《{law}》现行版本的文本，没法逐条比较；先用 powercat law import 导入现行文本",
                "the register holds no text of {law} as it is now, to compare with; enter it by powercat law import first",
            ),
            law=law.name,
        )
    new = read_statute(_text(path)[1])
    if old.articles and not new.articles:
        raise UsageError(Text("{path} 里没有条文", "{path} holds no articles"), path=str(path))
    return impact_of_version(catalog, law, old, new, found.effective, place)


def _carry_out(workspace: Workspace, catalog: Catalog, found: Impact, path: Path, lang: Lang, dry_run: bool, quiet: bool) -> None:
    if found.ahead:
        raise UsageError(
            Text(
                "新版本 {day} 才施行，现在改引用会让记录和现行的法对不上；到那天再运行，或者用 --as-of {day}",
                "the new version takes effect on {day}; citations corrected now would not fit the law in force. "
                "Run again on that day, or with --as-of {day}",
            ),
            day=found.day,
        )
    promulgated = _imprint(path).promulgated
    for entry in found.law["versions"]:
        if entry["promulgated_on"].text == promulgated and entry["citations_followed_on"]:
            raise UsageError(
                Text(
                    "引用已经改过一次，再改会改错（{law} 的登记里这一版写着 citations_followed_on: {day}；任务清单在 {folder}）",
                    "the citations were corrected for this version already and would go wrong a second time "
                    "(the register of {law} says citations_followed_on: {day}; the lists are in {folder})",
                ),
                law=found.law.name,
                day=entry["citations_followed_on"].text,
                folder=folder_of(found),
            )
    entered = enrol(catalog, [(path.as_posix(), _text(path)[0])], followed_on=catalog.as_of.isoformat())
    for row in entered.rows:
        if row.outcome in ("skipped", "differs"):
            raise UsageError(
                Text("没法登记新版本：{why}", "the new version cannot be entered: {why}"),
                why=Text(*("；".join(words.say(each, dict(args)) for words, args in row.notes) for each in ("zh", "en"))),
            )
    done = relocate(catalog, found)
    files = {**entered.files, **done.files, **task_lists(found, done, lang)}
    if dry_run:
        console.write(_differences(workspace, files))
    else:
        write_all({workspace.root / name: content for name, content in files.items()}, within=workspace.root)
    verb = ("会改好", "would be corrected") if dry_run else ("改好了", "corrected")
    lists = sum(1 for name in files if name.startswith(f"{TASKS}/") and not name.endswith(CORRECTED))
    console.note(
        f"{verb[0]} {len(done.corrected)} 处只是挪了位置的引用；其余 {len(done.left)} 处列在 {lists} 份任务清单里。",
        f"{len(done.corrected)} citations that merely moved {verb[1]}; the other {len(done.left)} are on {lists} lists of tasks.",
        quiet,
    )


def _differences(workspace: Workspace, files: Mapping[str, bytes]) -> Iterator[str]:
    for name, content in sorted(files.items()):
        try:
            before = decode(workspace.store.read(name))[0]
        except OSError:
            before = ""
        yield unified(before, decode(content)[0], name)


def _row(each: Affected, workspace: Workspace, lang: Lang, *, machine: bool) -> dict[str, object]:
    span = each.cited.node.span
    now = [outcome.place for _, outcome in each.places if outcome is not None and outcome.place is not None]
    shown = os.path.relpath(workspace.root / span.path).replace(os.sep, "/")
    row: dict[str, object] = {
        "severity": each.severity.key if machine else each.severity.label.say(lang),
        "organization": [owner.id for owner in each.owners] if machine else "、".join(owner.name for owner in each.owners),
        "record": {"kind": each.cited.record.kind.name, "id": each.cited.record.id, "name": each.cited.record.name}
        if machine
        else f"{each.cited.record.kind.title.say(lang)} {each.cited.record.name}",
        "what": f"{each.what.say(lang)} {each.name}" if each.name != each.cited.record.name else each.what.say(lang),
        "cited": _places([address for address, _ in each.places] or list(each.cited.places), lang),
        "now": _places(now, lang),
        "why": each.message.say(lang, each.args),
        "place": f"{span.path}:{span.line}:{span.column}" if machine else f"{shown}:{span.line}:{span.column}",
    }
    if machine:
        row["fate"] = [outcome.fate if outcome else None for _, outcome in each.places]
    return row


def _places(places: list[Address], lang: Lang) -> str:
    return ("、" if lang == "zh" else "; ").join(place.words.say(lang) for place in places)


def _sum(found: Impact, quiet: bool) -> None:
    counts = Counter(each.severity for each in found.affected)
    zh = "，".join(f"{level.label.zh} {counts[level]}" for level in reversed(Severity) if counts[level])
    en = ", ".join(f"{counts[level]} {level.label.en}" for level in reversed(Severity) if counts[level])
    since = (f"{found.day} 起：", f"from {found.day}: ") if found.day else ("", "")
    if found.comparison is not None and found.comparison.added:
        count = len(found.comparison.added)
        console.note(f"新版本增加了 {count} 条。", f"The new version adds {count} articles.", quiet)
    rest = (f"；另有 {found.untouched} 处不受影响", f"; {found.untouched} more untouched") if found.untouched else ("", "")
    powers = len({each.cited.record.ref for each in found.affected})
    console.note(
        f"《{found.law.name}》{since[0]}涉及 {powers} 份记录的 {len(found.affected)} 处引用"
        + (f"（{zh}）" if zh else "")
        + f"{rest[0]}。",
        f"{found.law.name}: {since[1]}{len(found.affected)} citations in {powers} records"
        + (f" ({en})" if en else "")
        + f"{rest[1]}.",
        quiet,
    )
