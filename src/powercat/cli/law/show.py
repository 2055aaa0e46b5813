"""``powercat law show``."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Annotated

import typer

from powercat.cli import console
from powercat.cli.language import chosen, tr
from powercat.cli.law.listing import STATUS
from powercat.cli.law.naming import law_named, place_named
from powercat.cli.opening import opened
from powercat.cli.options import AsOf, Folder, Jobs, Language, NoCache, Quiet
from powercat.cli.values import one_of
from powercat.core.catalog import Catalog
from powercat.core.errors import UsageError
from powercat.core.record import Record
from powercat.core.text import Lang, Text
from powercat.law.address import Address, article_words
from powercat.law.numerals import chinese
from powercat.law.register import Version, status, statute, version_on, versions
from powercat.law.statute import Article, Item, Paragraph, Part, Statute
from powercat.workspace import read_catalog

FORMATS = ("text", "json")


def show(
    law: Annotated[str, typer.Argument(metavar=tr("法律文件", "LAW"), help=tr("编号、标题或者简称", "id, title or alias"))],
    article: Annotated[
        str | None,
        typer.Argument(
            metavar=tr("条款", "ARTICLE"),
            help=tr(
                "哪一条，例如 35、35(1)、第三十五条第一款；不写就列出全部",
                "which article: 35, 35(1), 第三十五条第一款; all otherwise",
            ),
            show_default=False,
        ),
    ] = None,
    form: Annotated[
        str, typer.Option("-f", "--format", metavar=tr("格式", "FORMAT"), help=tr("输出格式：text json", "text or json"))
    ] = "text",
    folder: Folder = None,
    as_of: AsOf = None,
    jobs: Jobs = 0,
    no_cache: NoCache = False,
    lang: Language = None,
    quiet: Quiet = False,
) -> int:
    """Show the version in force on a day."""
    one_of("-f", form, FORMATS)
    place = place_named(article) if article else None
    workspace = opened(folder)
    with console.effort(jobs, not no_cache, quiet) as effort:
        catalog = read_catalog(workspace, console.day(as_of), effort)
    language = chosen(workspace.config.language)
    record = law_named(catalog, law)
    day = catalog.as_of.isoformat()
    version = version_on(record, day) or next(iter(reversed(versions(record))), None)
    text = statute(catalog, version) if version else None
    part = _part(record, version, text, place) if place else None
    if form == "json":
        content = _plain(record, version, text, place, part)
        console.write([json.dumps(content, ensure_ascii=False, indent=2) + "\n"])
        return 0
    console.write(f"{line}\n" for line in _head(catalog, record, version, language))
    if place and part is not None:
        console.write(f"{line}\n" for line in ("", place.words.say(language), *_lines(part)))
    elif text is not None:
        console.write(f"{line}\n" for line in _whole(text))
    else:
        console.note(
            "登记里没有这一版的文本；用 powercat law import 导入。",
            "the register holds no text of this version; powercat law import enters it.",
            quiet,
        )
    return 0


def _part(record: Record, version: Version | None, text: Statute | None, place: Address) -> Part:
    if version is None or text is None:
        raise UsageError(
            Text(
                "登记里没有《{title}》（{year}）的文本，看不了条文；用 powercat law import 导入",
                "the register holds no text of {title} ({year}); powercat law import enters it",
            ),
            title=record.name,
            year=version.year if version is not None else "",
        )
    part = text.at(place)
    article = text.article(place.article, place.suffix)
    if part is None and article is not None:
        raise UsageError(
            Text(
                "《{title}》（{year}）没有{place}；{article}有 {count} 款",
                "{title} ({year}) has no {place}; {article} has {count} paragraphs",
            ),
            title=record.name,
            year=version.year,
            place=place.words,
            article=place.whole_article.words,
            count=len(article.paragraphs),
        )
    if part is None:
        raise UsageError(
            Text("《{title}》（{year}）没有{place}，一共 {count} 条", "{title} ({year}) has no {place}; it has {count} articles"),
            title=record.name,
            year=version.year,
            place=place.words,
            count=len(text.articles),
        )
    return part


def _head(catalog: Catalog, record: Record, version: Version | None, lang: Lang) -> Iterator[str]:
    level = record["level"].words
    yield f"{record.name}（{record.id}）" if lang == "zh" else f"{record.name} ({record.id})"
    state = STATUS[status(record, catalog.as_of.isoformat())].say(lang)
    words = level.say(lang) if isinstance(level, Text) else level
    if version is None:
        yield f"{words}，{state}" if lang == "zh" else f"{words}, {state}"
    elif lang == "zh":
        until = f"，到 {version.last}" if version.last else ""
        yield f"{words}，{state}；{version.promulgated} 公布，{version.first} 起施行{until}"
    else:
        until = f", until {version.last}" if version.last else ""
        yield f"{words}, {state}; promulgated {version.promulgated}, in force from {version.first}{until}"


def _whole(text: Statute) -> Iterator[str]:
    """Headings, articles and the paragraphs between them, in the order of the text."""
    parts: list[tuple[int, list[str]]] = [(line, ["", words]) for line, words in text.headings]
    parts += [(line, [words]) for line, words in text.prose]
    for article in text.articles:
        parts.append((article.line, ["", article_words(article.number, article.suffix), *_lines(article)]))
    for _, lines in sorted(parts, key=lambda each: each[0]):
        yield from lines


def _lines(part: Part) -> Iterator[str]:
    if isinstance(part, Article):
        for paragraph in part.paragraphs:
            yield from _lines(paragraph)
    elif isinstance(part, Paragraph):
        yield f"  {part.text}"
        for item in part.items:
            yield f"    （{chinese(item.number)}）" + item.text.replace("\n", "\n      ")
            yield from (f"      {each.number}. {each.text}" for each in item.sub_items)
    elif isinstance(part, Item):
        yield f"  {part.text}"
        yield from (f"    {each.number}. {each.text}" for each in part.sub_items)
    else:
        yield f"  {part.text}"


def _plain(
    record: Record, version: Version | None, text: Statute | None, place: Address | None, part: Part | None
) -> dict[str, object]:
    found: dict[str, object] = {"id": record.id, "title": record.name, "level": record["level"].text}
    if version is not None:
        found |= {"promulgated_on": version.promulgated, "effective_on": version.first, "last": version.last or None}
    if place and part is not None:
        return {**found, "place": place.words.zh, "text": "\n".join(line.strip() for line in _lines(part))}
    articles = text.articles if text else ()
    return {
        **found,
        **({"prose": [words for _, words in text.prose]} if text and text.prose else {}),
        "articles": [
            {
                "article": each.number,
                **({"article_suffix": each.suffix} if each.suffix else {}),
                "headings": list(each.headings),
                "paragraphs": [
                    {"text": one.text, "items": [item.words for item in one.items]} if one.items else {"text": one.text}
                    for one in each.paragraphs
                ],
            }
            for each in articles
        ],
    }
