"""Typer's own words in both languages: headings, the help option, and what is wrong with a command line."""

from __future__ import annotations

import re
from typing import Any, Final

import typer
import typer.core
from typer._click import formatting
from typer.core import TyperCommand, TyperGroup

from powercat.cli.coercion import spare
from powercat.cli.language import LANG
from powercat.core.text import Text, cells

_WORDS: Final[dict[str, str]] = {
    "Arguments": "参数",
    "Options": "选项",
    "Commands": "命令",
    "required": "必填",
    "default: {default}": "默认：{default}",
    "env var: {var}": "环境变量：{var}",
    "(dynamic)": "（由程序决定）",
    "Aborted!": "已中断。",
    "Missing command.": "没有写要执行的命令。",
    "No such command {name!r}.": "没有这个命令：{name}。",
    "Show this message and exit.": "显示这份说明。",
    "Install completion for the current shell.": "给现在用的终端装上自动补全。",
    "Show completion for the current shell, to copy it or customize the installation.": (
        "显示自动补全的脚本，可以复制或者修改后再装。"
    ),
}

_FAULTS: Final[list[tuple[str, Text]]] = [
    (
        r"No such option: (?P<name>\S+?)(?: Did you mean (?P<near>.+)\?| \(Possible options: (?P<some>.+)\))?$",
        Text("没有这个选项：{name}", ""),
    ),
    (r"No such command '?(?P<name>.+?)'?\.(?: Did you mean (?P<near>.+)\?)?$", Text("没有这个命令：{name}", "")),
    (r"没有这个命令：(?P<name>.+?)。(?:\.? ?Did you mean (?P<near>.+)\?)?$", Text("没有这个命令：{name}", "")),
    (r"Missing argument '(?P<name>.+?)'\.", Text("没有写参数 {name}", "")),
    (r"Missing option '(?P<name>.+?)'\.", Text("没有写选项 {name}", "")),
    (r"Option '(?P<name>.+?)' requires an argument\.", Text("选项 {name} 后面要写一个值", "")),
    (r"Option '(?P<name>.+?)' does not take a value\.", Text("选项 {name} 后面不能写值", "")),
    (r"Got unexpected extra arguments? \((?P<name>.+)\)", Text("多写了参数：{name}", "")),
    (
        r"Invalid value for (?P<name>.+?): (?P<value>'.*?') is not one of (?P<some>.+)\.",
        Text("{name} 不能写 {value}，可以写：{some}", ""),
    ),
    (
        r"Invalid value for (?P<name>.+?): (?P<value>'.*?') is not a valid (?:int|integer)\S*",
        Text("{name} 应当是一个整数，写的是 {value}", ""),
    ),
    (
        r"Invalid value for (?P<name>.+?): (?P<value>\S+) is not in the range (?P<some>.+)\.",
        Text("{name} 写的是 {value}，超出范围 {some}", ""),
    ),
    (r"Invalid value for (?P<name>.+?): (?P<value>.+)", Text("{name} 不对：{value}", "")),
]


def _translated(message: str) -> str:
    return _WORDS.get(message, message) if LANG == "zh" else message


def adopt_words() -> None:
    """Let typer speak this run's language, and lay out Chinese by its width on the screen."""
    setattr(typer.core, "_", _translated)  # noqa: B010
    setattr(formatting, "term_len", _width)  # noqa: B010
    setattr(formatting, "wrap_text", _wrapped)  # noqa: B010


def _width(text: str) -> int:
    return sum(map(cells, text))


# Chinese is what is neither below nor above: to compile a class of the range itself takes milliseconds
_PIECE: Final = r"(?![\0-\u2e7f\ufff0-\uffff])\S[，。；：、）”]?|(?:[\0-\u2e7f\ufff0-\uffff](?<!\s))+\s*|\s+"


def _wrapped(
    text: str, width: int = 78, initial_indent: str = "", subsequent_indent: str = "", preserve_paragraphs: bool = False
) -> str:
    """Lines of at most ``width`` columns; they break at spaces and between Chinese characters, and keep their paragraphs."""
    lines: list[str] = []
    for paragraph in re.split(r"\n[ \t]*\n", text) if preserve_paragraphs else [text]:
        lines += [""] if lines else []
        line, room = initial_indent, width - len(initial_indent)
        for piece in re.findall(_PIECE, " ".join(paragraph.split())):
            if room < _width(piece.rstrip()) and line.strip():
                lines.append(line.rstrip())
                line, room = subsequent_indent, width - len(subsequent_indent)
            line += piece
            room -= _width(piece)
        lines.append(line.rstrip())
    return "\n".join(lines)


def say_usage_error(message: str) -> str:
    """A complaint of typer's about a command line, in this run's language."""
    if LANG == "en":
        return message
    for pattern, words in _FAULTS:
        match = re.search(pattern, message, re.DOTALL)
        if match:
            found = {name: value or "" for name, value in match.groupdict().items()}
            text = words.zh.format(**found)
            near = found.get("near") or ("" if "some}" in words.zh else found.get("some", ""))
            return f"{text}，是不是要写 {near}？" if near else f"{text}。"
    return message


def _no_type(ctx: Any) -> None:
    """An argument's own words say what it is."""


class _Worded:
    def get_params(self, ctx: Any) -> Any:
        params = super().get_params(ctx)  # type: ignore[misc]
        for param in params:
            spare(param)
            if param.param_type_name == "argument":
                param.display_type_rich = _no_type
            elif param.help:
                param.help = _translated(param.help)
        return params

    def format_usage(self, ctx: Any, formatter: Any) -> None:
        found = self.collect_usage_pieces(ctx)  # type: ignore[attr-defined]
        pieces = [{"[OPTIONS]": "[选项]", "COMMAND [ARGS]...": "命令 [参数]..."}.get(piece, piece) for piece in found]
        if LANG == "zh":
            formatter.write_usage(ctx.command_path, " ".join(pieces), prefix="用法：")
        else:
            super().format_usage(ctx, formatter)  # type: ignore[misc]


class Command(_Worded, TyperCommand):
    """A command whose help speaks this run's language."""


class Group(_Worded, TyperGroup):
    """A group of commands whose help speaks this run's language."""

    def list_commands(self, ctx: Any) -> list[str]:
        return list(self.commands)
