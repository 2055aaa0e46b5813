"""``powercat new``."""

from __future__ import annotations

import os
import re
import time
from pathlib import Path
from typing import Annotated

import typer

from powercat.authoring.new import blank, path_of, propose_id
from powercat.cli import console
from powercat.cli.language import chosen, tr
from powercat.cli.opening import opened
from powercat.cli.options import DryRun, Folder, Language, Quiet
from powercat.cli.refs import named
from powercat.cli.schema import known_kind
from powercat.core.catalog import Catalog
from powercat.core.errors import UsageError
from powercat.core.record import Record
from powercat.core.schema import Kind
from powercat.core.text import Text
from powercat.core.write import write_all
from powercat.workspace import Effort, Workspace, read_catalog


def new(
    kind: Annotated[
        str,
        typer.Argument(
            metavar=tr("种类", "KIND"),
            help=tr("记录的种类，例如 power、organization；也可以写中文名", "the kind of record, for example power"),
        ),
    ],
    name: Annotated[
        str | None,
        typer.Option(
            "--name",
            metavar=tr("名称", "NAME"),
            help=tr("名称；编号不写就用它的拼音", "its name; the id is made of it"),
            show_default=False,
        ),
    ] = None,
    id: Annotated[
        str | None, typer.Option("--id", metavar=tr("编号", "ID"), help=tr("编号", "its id"), show_default=False)
    ] = None,
    settings: Annotated[
        list[str] | None,
        typer.Option(
            "--set",
            metavar=tr("字段=值", "FIELD=VALUE"),
            help=tr(
                "先填好的字段，例如 power_type=licence、codes.basic=310100256001，可以写几次",
                "a field to fill in, for example codes.basic=310100256001, repeatable",
            ),
            show_default=False,
        ),
    ] = None,
    source: Annotated[
        str | None,
        typer.Option(
            "--from", metavar=tr("编号", "ID"), help=tr("照这条现有的记录写一条新的", "copy this record"), show_default=False
        ),
    ] = None,
    stdout: Annotated[
        bool, typer.Option("--stdout", help=tr("只显示，不写文件", "print it, write no file"), show_default=False)
    ] = False,
    dry_run: DryRun = False,
    folder: Folder = None,
    lang: Language = None,
    quiet: Quiet = False,
) -> int:
    """Write a blank record where it belongs, or print it."""
    workspace = opened(folder)
    found = workspace.schemas[known_kind(workspace.schemas, kind)]
    values = _values(settings or [])
    title = "title" if "title" in found.root.properties else "name"
    if name is not None:
        if title not in found.root.properties:
            raise UsageError(Text("{kind}没有名称，不用写 --name", "{kind} has no name; leave --name out"), kind=found.title)
        values = {title: name, **values}
    catalog = read_catalog(workspace, console.today(), Effort(jobs=1, cache=console.cache_folder(), now=time.time_ns()))
    taken = {record.id for record in catalog.of(found.name)}
    record_id = id or values.pop("id", "") or propose_id(values.get(title, ""), values.get("codes.basic", ""), taken)
    _check_id(found, record_id)
    text = blank(found, chosen(workspace.config.language), values=values, source=_source(catalog, found, source), id=record_id)
    if stdout or dry_run or not record_id:
        console.write([text])
        if not (stdout or record_id):
            console.note(
                "没有写文件：用 --name 或者 --id 说明这条记录叫什么。",
                "No file written: say with --name or --id what the record is called.",
                quiet,
            )
        return 0 if stdout or record_id else 2
    path = _target(workspace, found, record_id)
    if record_id in taken or path.exists():
        raise UsageError(
            Text(
                "已经有编号 {id} 的{kind}了，没有改动它；用 --id 换一个编号",
                "there is a {kind} {id} already; it was left alone. Choose another --id",
            ),
            id=record_id,
            kind=found.title,
        )
    write_all({path: text.encode()}, replace=False)
    shown = os.path.relpath(path)
    console.write([f"{shown}\n"])
    console.note(
        f"写好了 {shown}。填好尖括号里的内容，再运行 powercat validate。",
        f"Wrote {shown}. Fill in what stands in angle brackets, then run powercat validate.",
        quiet,
    )
    return 0


def _check_id(kind: Kind, record_id: str) -> None:
    """Raises :class:`UsageError` for an id that the schema does not allow: it becomes a file name."""
    field = kind.field("/id")
    if record_id and not re.fullmatch(str(field.schema["pattern"]), record_id):
        raise UsageError(
            Text(
                "编号 {id} 不能用：要用小写字母开头，只用小写字母、数字、点、短横线和下划线，例如 {example}",
                "the id {id} will not do: begin with a small letter and use small letters, digits, dots, hyphens "
                "and underscores, like {example}",
            ),
            id=record_id,
            example=field.examples[0] if field.examples else "food-business-licence",
        )


def _values(settings: list[str]) -> dict[str, str]:
    values = {}
    for setting in settings:
        field, equals, value = setting.partition("=")
        if not equals or not field.strip():
            raise UsageError(
                Text("--set 要写成 字段=值，写的是 {setting}", "--set wants FIELD=VALUE, not {setting}"), setting=setting
            )
        values[field.strip()] = value
    return values


def _source(catalog: Catalog, kind: Kind, name: str | None) -> Record | None:
    """The record to copy: of the same kind where several bear the name."""
    if name is None:
        return None
    found = named(catalog, name)
    return next((record for record in found if record.kind.name == kind.name), found[0])


def _target(workspace: Workspace, kind: Kind, record_id: str) -> Path:
    root = workspace.config.records[0]
    base = workspace.root if kind.folder == "." or root in (".", "") else workspace.root / root
    return base / path_of(kind, record_id)
