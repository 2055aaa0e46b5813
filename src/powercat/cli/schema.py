"""``powercat schema``."""

from __future__ import annotations

import json
from typing import Annotated

import typer

from powercat.cli import console
from powercat.cli.language import LANG, tr
from powercat.cli.opening import schemas_here
from powercat.cli.options import Folder, Language
from powercat.core.errors import UsageError
from powercat.core.schema import TABLE, Schemas
from powercat.core.text import Text


def schema(
    kind: Annotated[
        str | None,
        typer.Argument(
            metavar=tr("种类", "KIND"),
            help=tr(
                "记录的种类，或者 report、config、mapping、baseline 这些文件、table-duty_chains 这些表；不写就列出全部",
                "a kind of record, a file like report, config, mapping, baseline, a table like table-duty_chains; "
                "left out, all are listed",
            ),
            show_default=False,
        ),
    ] = None,
    folder: Folder = None,
    lang: Language = None,
) -> int:
    """Print a self-contained JSON Schema."""
    schemas = schemas_here(folder)
    if kind is None:
        for name, each in schemas.kinds.items():
            console.write([f"{name:22} {each.title.say(LANG)}\n"])
        return 0
    name = kind if kind in schemas.kinds else _table(schemas, kind) or known_kind(schemas, kind)
    console.write([json.dumps(schemas[name].schema, ensure_ascii=False, indent=2) + "\n"])
    return 0


def _table(schemas: Schemas, name: str) -> str:
    """The kind of the table that is called ``name``, or titled so; ``""`` when none is."""
    for known in schemas.tables:
        kind = schemas[TABLE + known]
        if name in (known, kind.title.zh, kind.title.en):
            return kind.name
    return ""


def known_kind(schemas: Schemas, name: str) -> str:
    """The kind that a person means: its name or its Chinese title. Raises :class:`UsageError` with did-you-mean."""
    for known in schemas.known:
        kind = schemas[known]
        if name in (known, known + "s", kind.folder, kind.title.zh, kind.title.en):
            return known
    from rapidfuzz import process

    near = process.extractOne(name, schemas.known, score_cutoff=50)
    raise UsageError(
        Text("没有 {name} 这种记录{near}可以写：{known}", "no kind of record {name}{near} There are: {known}"),
        name=name,
        near=Text(f"，是不是要写 {near[0]}？", f"; did you mean {near[0]}?") if near else Text("。", ". "),
        known=tuple(f"{known}（{schemas[known].title.zh}）" if LANG == "zh" else known for known in schemas.known),
    )
