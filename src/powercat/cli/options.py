"""The options that mean the same everywhere."""

from __future__ import annotations

import pkgutil
from importlib.util import find_spec
from pathlib import Path
from typing import Annotated, Final

import typer

from powercat.cli.language import tr


def _formats() -> tuple[str, ...]:
    found = find_spec("powercat.report")
    return tuple(each.name for each in pkgutil.iter_modules(found.submodule_search_locations if found else ()) if not each.ispkg)


FORMATS: Final = _formats()
"""The report formats: one module of ``powercat.report`` each."""

STALE_FORMATS: Final = ("text", "markdown", "csv", "json")
"""The formats of a list of what time has overtaken."""

LEVELS: Final = ("error", "warning", "info", "never")

Folder = Annotated[
    Path | None,
    typer.Option(
        "-C",
        metavar=tr("文件夹", "DIR"),
        help=tr("powercat.yaml 所在的文件夹；不写就从当前文件夹往上找", "the folder of powercat.yaml; found upward otherwise"),
        show_default=False,
    ),
]
Formats = Annotated[
    list[str] | None,
    typer.Option(
        "-f",
        "--format",
        envvar="POWERCAT_FORMAT",
        metavar=tr("格式", "FORMAT"),
        help=tr("屏幕上的输出格式，另外的用 -o：", "output format for the screen, others by -o: ") + " ".join(FORMATS),
        show_default=False,
    ),
]
Outputs = Annotated[
    list[str] | None,
    typer.Option(
        "-o",
        "--output",
        metavar=tr("格式=文件", "FMT=FILE"),
        help=tr("把一种格式写到文件里，可以写几次", "write one format to a file, repeatable"),
        show_default=False,
    ),
]
FailOn = Annotated[
    str | None,
    typer.Option(
        "--fail-on",
        envvar="POWERCAT_FAIL_ON",
        metavar=tr("级别", "LEVEL"),
        help=tr(
            "有这个级别以上的问题就算不通过：error warning info never", "fail on findings of this level: error warning info never"
        ),
        show_default=False,
    ),
]
Select = Annotated[
    list[str] | None,
    typer.Option(
        "--select",
        metavar=tr("编号", "CODE"),
        help=tr("只报告这些规则，写编号的开头，可以写几次", "only these rules, by the beginning of the code, repeatable"),
        show_default=False,
    ),
]
Ignore = Annotated[
    list[str] | None,
    typer.Option(
        "--ignore",
        metavar=tr("编号", "CODE"),
        help=tr("不报告这些规则，写编号的开头，可以写几次", "not these rules, by the beginning of the code, repeatable"),
        show_default=False,
    ),
]
Profile = Annotated[
    str | None,
    typer.Option(
        "--profile",
        envvar="POWERCAT_PROFILE",
        metavar=tr("档次", "PROFILE"),
        help=tr("检查档次：draft 草稿、standard 标准、publish 发布", "draft, standard or publish"),
        show_default=False,
    ),
]
AsOf = Annotated[
    str | None,
    typer.Option(
        "--as-of",
        envvar="POWERCAT_AS_OF",
        metavar=tr("日期", "DATE"),
        help=tr("按哪一天的法律和记录检查，不写就是今天", "the day on which law and records are looked at; today otherwise"),
        show_default=False,
    ),
]
Ahead = Annotated[
    int,
    typer.Option(
        "--ahead",
        min=0,
        max=3650,
        metavar=tr("天数", "DAYS"),
        help=tr(
            "提前多少天提醒：依据将要失效、手册将要到期、该复核的、暂缓将要到期",
            "tell this many days ahead what will lapse: bases, handbooks, reviews, waivers",
        ),
        show_default=False,
    ),
]
Jobs = Annotated[
    int,
    typer.Option(
        "--jobs",
        envvar="POWERCAT_JOBS",
        min=0,
        metavar="N",
        help=tr("同时使用几个进程；0 按处理器个数", "processes to use; 0 as many as there are processors"),
        show_default=False,
    ),
]
NoCache = Annotated[
    bool, typer.Option("--no-cache", help=tr("不用缓存，全部重新读", "read everything again"), show_default=False)
]
Color = Annotated[
    str,
    typer.Option(
        "--color",
        envvar="POWERCAT_COLOR",
        metavar=tr("何时", "WHEN"),
        help=tr("彩色输出：auto always never", "colours: auto always never"),
        show_default=False,
    ),
]
Language = Annotated[
    str | None,
    typer.Option("--lang", metavar="zh|en", help=tr("语言：zh 中文，en 英文", "language: zh or en"), show_default=False),
]
Quiet = Annotated[bool, typer.Option("-q", "--quiet", help=tr("只说必要的话", "say only what is needed"), show_default=False)]
Verbose = Annotated[bool, typer.Option("-v", "--verbose", help=tr("多说一些细节", "say more"), show_default=False)]
DryRun = Annotated[
    bool,
    typer.Option(
        "--dry-run", help=tr("只显示会做什么，不写任何文件", "show what would be done, write nothing"), show_default=False
    ),
]
Table = Annotated[
    str,
    typer.Option(
        "-f",
        "--format",
        metavar=tr("格式", "FORMAT"),
        help=tr("输出格式：table csv json markdown", "output format: table csv json markdown"),
        show_default=False,
    ),
]
