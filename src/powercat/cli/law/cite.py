"""``powercat law cite``."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from typing import Annotated, Final

import typer

from powercat.cli import console, table
from powercat.cli.language import chosen, tr
from powercat.cli.opening import opened
from powercat.cli.options import AsOf, Folder, Jobs, Language, NoCache, Quiet, Table
from powercat.core.catalog import Catalog
from powercat.core.document import MAX_BYTES, decode
from powercat.core.emit import Style, comment, lines
from powercat.core.errors import UsageError
from powercat.core.text import Lang, Text
from powercat.law.known_titles import of_register
from powercat.law.prose import read_prose
from powercat.law.resolution import MAX_QUOTE, Resolved, citations_of, is_there, resolve
from powercat.workspace import read_catalog

COLUMNS: Final = {
    "text": Text("写的是", "written"),
    "law": Text("法律文件", "instrument"),
    "title": Text("标题", "title"),
    "version": Text("版本", "version"),
    "places": Text("条款", "places"),
    "number": Text("文号", "document number"),
    "quote": Text("原文", "quotation"),
    "notes": Text("说明", "notes"),
}


def cite(
    text: Annotated[
        str,
        typer.Argument(
            metavar=tr("文字", "TEXT"),
            help=tr("写有引用条文的一段文字；写 - 就从标准输入读", "text that cites provisions; - reads standard input"),
        ),
    ],
    as_yaml: Annotated[
        bool,
        typer.Option("--yaml", help=tr("写成可以贴进记录的引用依据", "print citations to paste into a record")),
    ] = False,
    form: Table = "table",
    folder: Folder = None,
    as_of: AsOf = None,
    jobs: Jobs = 0,
    no_cache: NoCache = False,
    lang: Language = None,
    quiet: Quiet = False,
) -> int:
    """Show what is understood of the citations in a text."""
    table.check_format(form)
    written = _standard_input() if text == "-" else text
    workspace = opened(folder)
    with console.effort(jobs, not no_cache, quiet) as effort:
        catalog = read_catalog(workspace, console.day(as_of), effort)
    language = chosen(workspace.config.language)
    found = [resolve(catalog, mention) for mention in read_prose(written, of_register(catalog))]
    if as_yaml:
        console.write(f"{line}\n" for line in _pasted(catalog, found, language))
    else:
        content = (
            _plain(catalog, each, written, language) if form == "json" else _row(catalog, each, written, language)
            for each in found
        )
        console.write(table.rows(form, COLUMNS, content, language))
    if not found:
        console.note("没有看到引用的条文。", "no citation is seen.", quiet)
    return 0


def _standard_input() -> str:
    text, faults = decode(sys.stdin.buffer.read(MAX_BYTES + 1))
    if faults and not text:
        raise UsageError(Text("标准输入不是可以读的文字，或者太长", "standard input is no readable text, or too long"))
    return text


def _notes(catalog: Catalog, found: Resolved) -> Iterator[Text]:
    """All that is to be said of a mention."""
    mention = found.mention
    if not found.laws:
        meant = Text(f"；是不是《{found.near}》？", f"; did you mean {found.near}?") if found.near else Text("", "")
        yield Text(f"登记里没有{meant.zh}", f"not in the register{meant.en}")
    if found.law is not None and found.version is None:
        yield Text("登记里没有写它的版本", "the register states no version of it")
    places = [place.words for place in mention.places if is_there(catalog, found.version, place) is False]
    if places and found.version is not None:
        zh, en = "、".join(each.zh for each in places), ", ".join(each.en for each in places)
        yield Text(f"{found.version.year}年的版本没有{zh}", f"the version of {found.version.year} has no {en}")
    yield from mention.notes
    yield from found.notes
    if mention.quote and (len(mention.quote) > MAX_QUOTE or len(citations_of(mention, "")) > 1):
        yield Text("后面的原文不能归到一处引用，要自己填", "the quotation does not belong to one citation; enter it yourself")


def _version(found: Resolved, lang: Lang) -> str:
    version = found.version
    if version is None:
        return ""
    if lang == "zh":
        return f"{version.year}年公布，{version.first}起施行" + (f"，到{version.last}" if version.last else "")
    return f"{version.year}, in force {version.first}" + (f" to {version.last}" if version.last else "")


def _row(catalog: Catalog, found: Resolved, written: str, lang: Lang) -> dict[str, object]:
    mention = found.mention
    comma = "、" if lang == "zh" else "; "
    return {
        "text": " ".join(written[mention.start : mention.end].split()),
        "law": comma.join(law.id for law in found.laws),
        "title": found.law.name if found.law is not None else mention.full_title,
        "version": _version(found, lang),
        "places": comma.join([*(place.words.say(lang) for place in mention.places), *filter(None, [mention.locator])]),
        "number": mention.number,
        "quote": mention.quote,
        "notes": ("；" if lang == "zh" else "; ").join(note.say(lang) for note in _notes(catalog, found)),
    }


def _plain(catalog: Catalog, found: Resolved, written: str, lang: Lang) -> dict[str, object]:
    """A mention for programs; ``exists`` of a place is null where neither text nor count can tell."""
    mention, version = found.mention, found.version
    places = [
        {
            **{name: number for name, number in asdict(place).items() if number},
            "words": place.words.say(lang),
            "exists": is_there(catalog, version, place),
        }
        for place in mention.places
    ]
    return {
        "start": mention.start,
        "end": mention.end,
        "text": written[mention.start : mention.end],
        "title": mention.title,
        "stands_for": mention.stands_for or None,
        "year": mention.year or None,
        "number": mention.number or None,
        "laws": [law.id for law in found.laws],
        "near": found.near or None,
        "version": {"promulgated_on": version.promulgated, "effective_on": version.first} if version is not None else None,
        "places": places,
        "locator": mention.locator or None,
        "quote": mention.quote or None,
        "citations": citations_of(mention, found.law.id) if found.law is not None else [],
        "notes": [note.say(lang) for note in _notes(catalog, found)],
    }


def _pasted(catalog: Catalog, found: Sequence[Resolved], lang: Lang) -> Iterator[str]:
    known = catalog.schemas["power"].field("/legal_basis")
    for each in found:
        words = each.mention.full_title or each.mention.number
        for note in _notes(catalog, each):
            yield from comment(f"{words}：{note.zh}" if lang == "zh" else f"{words}: {note.en}")
        if each.law is not None:
            yield from lines(citations_of(each.mention, each.law.id), known, Style(), depth=1)
        elif not each.laws and each.mention.places:
            places = "、".join(place.words.zh for place in each.mention.places)
            yield from comment(f"{words}{places}")
