"""``powercat stats``."""

from __future__ import annotations

import json
from collections.abc import Iterator

from powercat.cli import console, table
from powercat.cli.language import chosen
from powercat.cli.opening import opened
from powercat.cli.options import AsOf, Folder, Jobs, Language, NoCache, Quiet, Table
from powercat.core.text import Lang, Text
from powercat.views.statistics import Statistics, statistics
from powercat.workspace import read_catalog

_COUNTS = {
    "handling_items": Text("业务办理项", "handling items"),
    "steps": Text("办理步骤", "procedure steps"),
    "materials_asked": Text("要申请人提供的材料", "materials the applicant brings"),
    "materials_waived": Text("免于提交的材料", "materials obtained otherwise"),
    "unreadable": Text("读不了的文件", "unreadable files"),
}


def stats(
    form: Table = "table",
    folder: Folder = None,
    as_of: AsOf = None,
    jobs: Jobs = 0,
    no_cache: NoCache = False,
    lang: Language = None,
    quiet: Quiet = False,
) -> int:
    """Count records, powers, materials."""
    table.check_format(form)
    workspace = opened(folder)
    with console.effort(jobs, not no_cache, quiet) as effort:
        found = statistics(read_catalog(workspace, console.day(as_of), effort))
    language = chosen(workspace.config.language)
    if form == "json":
        console.write([json.dumps(_plain(found), ensure_ascii=False, indent=2) + "\n"])
    else:
        columns = {"group": Text("类别", "group"), "what": Text("内容", "what"), "count": Text("数量", "count")}
        console.write(table.rows(form, columns, _rows(found, language), language))
    return 0


def _plain(found: Statistics) -> dict[str, object]:
    return {
        "records": {name: count for name, (_, count) in found.kinds.items()},
        "powers_by_type": {name: count for name, (_, count) in found.types.items()},
        "powers_by_organization": {name: count for name, (_, count) in found.organizations.items()},
        **{name: getattr(found, name) for name in _COUNTS},
    }


def _rows(found: Statistics, lang: Lang) -> Iterator[dict[str, object]]:
    groups = (
        (Text("记录", "records"), [(words.say(lang), count) for words, count in found.kinds.values()]),
        (Text("权力类型", "powers by type"), [(words.say(lang), count) for words, count in found.types.values()]),
        (Text("实施机关", "powers by organization"), list(found.organizations.values())),
        (Text("手册", "handbooks"), [(words.say(lang), getattr(found, name)) for name, words in _COUNTS.items()]),
    )
    for title, rows in groups:
        for what, count in rows:
            yield {"group": title.say(lang), "what": what, "count": count}
