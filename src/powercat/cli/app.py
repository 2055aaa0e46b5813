"""The table of commands, and what happens when one goes wrong."""

from __future__ import annotations

import gc
import os
import sys
import traceback
from collections.abc import Iterator, MutableMapping, Sequence
from importlib import import_module
from typing import Annotated, Any, Final

import typer

from powercat.cli import console, wording
from powercat.cli.language import check_language, tr
from powercat.cli.options import Language
from powercat.core.errors import PowercatError
from powercat.core.text import Text

Table = Sequence[tuple[str, str, Text]]

TABLE: Final[Table] = (
    ("init", "init.init", Text("新建一个目录文件夹", "make a new catalog folder")),
    ("new", "new.new", Text("生成一份空白记录，带填写说明", "write a blank record with its instructions")),
    ("import", "importing.import_", Text("按对照表把 JSON、CSV 变成记录", "turn JSON or CSV into records by a mapping")),
    (
        "validate",
        "validate.validate",
        Text("检查记录，指出哪一行有什么问题、怎么改", "check records; tell what is wrong on which line, and what to do"),
    ),
    ("explain", "explain.explain", Text("解释一条规则或者一个字段", "explain a rule or a field")),
    (
        "law",
        "",
        Text(
            "法规登记：导入法律文本，查条文、查引用、查影响",
            "the law register: import texts, look up articles, citations, impact",
        ),
    ),
    ("rules", "rules.rules", Text("列出所有规则", "list all rules")),
    ("schema", "schema.schema", Text("输出一种记录的填写规范（JSON Schema）", "print the JSON Schema of a kind of record")),
    ("find", "find.find", Text("按文字、种类、字段查找记录", "find records by words, kind and fields")),
    ("refs", "refs.refs", Text("谁引用了这条记录，它引用了谁", "what refers to a record, and what it refers to")),
    ("stats", "stats.stats", Text("数一数：各类记录、事项、材料有多少", "counts of records, powers and materials")),
)
"""Each command's name, its function in this package (none for a group of :data:`GROUPS`), and what it does in a few words."""

GROUPS: Final[dict[str, Table]] = {
    "law": (
        (
            "import",
            "law.importing.import_",
            Text("把法律文本（Markdown）登记进来", "enter law texts (Markdown) into the register"),
        ),
        ("list", "law.listing.list_", Text("列出登记的法律文件和它们的状态", "list the instruments and what they are today")),
        ("show", "law.show.show", Text("看一部法律文件，或者其中一条", "show an instrument, or one of its articles")),
        ("versions", "law.versions.versions", Text("一部法律文件的各个版本", "the versions of an instrument")),
        ("cite", "law.cite.cite", Text("读懂一段文字里引用的条文", "understand the citations in a text")),
        (
            "impact",
            "law.impact.impact",
            Text("法律修改或者废止，影响哪些记录", "which records a change or repeal of a law affects"),
        ),
    ),
}
"""The commands of each group."""

ALIASES: Final = {"check": "validate"}


class _Commands(MutableMapping[str, Any]):
    """The commands of a table by name, each imported when it is first asked for."""

    def __init__(self, table: Table) -> None:
        self._made: dict[str, Any] = {}
        self._known = {name: (function, words) for name, function, words in table}
        self._aliases = ALIASES if table is TABLE else {}

    def __getitem__(self, name: str) -> Any:
        function, words = self._known[self._aliases.get(name, name)]
        if name not in self._made:
            said = tr(words.zh, words.en)
            self._made[name] = _command(name, function, said) if function else _group(name, said)
        return self._made[name]

    def __iter__(self) -> Iterator[str]:
        yield from self._known
        yield from self._aliases

    def __len__(self) -> int:
        return len(self._known) + len(self._aliases)

    def __setitem__(self, name: str, command: Any) -> None:
        self._made[name] = command

    def __delitem__(self, name: str) -> None:
        del self._made[name]


class _Program(wording.Group):
    """The group of all commands of a table; its help needs none of them."""

    table = TABLE

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings)
        self.commands = _Commands(self.table)

    def format_commands(self, ctx: Any, formatter: Any) -> None:
        with formatter.section(tr("命令", "Commands")):
            formatter.write_dl([(name, tr(words.zh, words.en)) for name, _, words in self.table])


def function_of(function: str) -> Any:
    """The function behind an entry of a table."""
    module, _, attribute = function.rpartition(".")
    return getattr(import_module(f"powercat.cli.{module}"), attribute)


def _command(name: str, function: str, said: str) -> Any:
    program = typer.Typer(rich_markup_mode=None, pretty_exceptions_enable=False, add_completion=False)
    program.command(name, cls=wording.Command, help=said, short_help=said, hidden=name in ALIASES)(function_of(function))
    return typer.main.get_command(program)


def _group(name: str, said: str) -> Any:
    program = typer.Typer(
        name=name,
        cls=type("_Group", (_Program,), {"table": GROUPS[name]}),
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        add_completion=False,
        help=said,
        context_settings={"help_option_names": ["-h", "--help"]},
        no_args_is_help=True,
    )
    program.callback()(_nothing)
    return typer.main.get_command(program)


def _nothing() -> None:
    """A group does nothing by itself."""


def build() -> typer.Typer:
    """The program with all its commands."""
    wording.adopt_words()
    program = typer.Typer(
        cls=_Program,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        help=tr(
            "把行政权力、责任、业务手册和办事指南写成 YAML 放在 git 里，并照法律检查它们。\n\n"
            "退出码：0 没有问题，1 有问题，2 用法或者配置不对，3 目录读不了，4 程序自身的错误，130 被中断。",
            "Keep administrative powers, responsibilities, handbooks and guides as YAML under git, checked against the law.\n\n"
            "Exit codes: 0 clean, 1 findings, 2 usage or configuration, 3 catalog unreadable, 4 a fault of the program, "
            "130 interrupted.",
        ),
        context_settings={"help_option_names": ["-h", "--help"]},
        no_args_is_help=True,
    )
    program.callback()(_common)
    return program


def _common(
    version: Annotated[bool, typer.Option("--version", help=tr("显示版本", "show the version"), is_eager=True)] = False,
    folder: Annotated[
        str | None,
        typer.Option(
            "-C", metavar=tr("文件夹", "DIR"), help=tr("先转到这个文件夹", "the folder of powercat.yaml"), show_default=False
        ),
    ] = None,
    lang: Language = None,
    debug: Annotated[
        bool, typer.Option("--debug", help=tr("程序自身出错时显示细节", "show the trace of a fault of the program"))
    ] = False,
) -> None:
    """What stands before the command."""
    if version:
        from powercat import __version__

        sys.stdout.write(f"powercat {__version__}\n")
        raise typer.Exit(0)
    if folder is not None:
        os.environ["POWERCAT_FOLDER"] = folder


def run(argv: list[str]) -> int:
    """Run a command line; the exit code. Every fault becomes one plain line on standard error."""
    from typer import _click

    gc.disable()  # a command ends soon, and makes hardly any cycles
    console.prepare_streams()
    debug = "--debug" in argv
    arguments = [word for word in argv if word != "--debug"]
    if not arguments:
        arguments = ["--help"]
    try:
        check_language(arguments)
        code = build()(arguments, prog_name="powercat", standalone_mode=False)
        return code if isinstance(code, int) else 0
    except PowercatError as error:
        if debug:
            traceback.print_exc()
        return console.complain(error)
    except _click.exceptions.UsageError as error:
        sys.stderr.write(f"powercat: {wording.say_usage_error(error.format_message())}\n")
        if error.ctx is not None:
            command = error.ctx.command_path
            sys.stderr.write(tr(f"用 {command} --help 看用法。\n", f"See {command} --help.\n"))
        return 2
    except (KeyboardInterrupt, typer.Abort):
        return _interrupted()
    except typer.Exit as error:
        return _interrupted() if error.exit_code == 130 else error.exit_code
    except BrokenPipeError:
        # the reader has seen enough; keep the interpreter from complaining at its end
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except Exception as error:
        if debug:
            traceback.print_exc()
        sys.stderr.write(
            tr(
                f"powercat: 程序自身出了错（{type(error).__name__}: {error}）。"
                "加上 --debug 再运行一次，把显示的内容报告给维护者。\n",
                f"powercat: a fault of the program ({type(error).__name__}: {error}). "
                "Run again with --debug and report what it shows.\n",
            )
        )
        return 4


def _interrupted() -> int:
    sys.stderr.write(tr("\n已中断，没有写坏任何文件。\n", "\nInterrupted; no file is half-written.\n"))
    return 130
