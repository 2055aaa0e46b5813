"""``powercat explain``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Annotated

import typer

from powercat.cli import console
from powercat.cli.language import LANG, tr
from powercat.cli.opening import schemas_here
from powercat.cli.options import Folder, Language
from powercat.core import manual
from powercat.core.emit import inline
from powercat.core.errors import UsageError
from powercat.core.field import Field
from powercat.core.rule import Rule
from powercat.core.schema import Kind, Schemas
from powercat.core.text import Text
from powercat.workspace import all_rules


def explain(
    what: Annotated[
        str,
        typer.Argument(
            metavar=tr("编号|字段", "CODE|FIELD"),
            help=tr(
                "规则编号（PC205）、规则英文名，或者字段（power.filing、filing、登记备案）",
                "a rule's code (PC205) or slug, or a field (power.filing, filing)",
            ),
        ),
    ],
    folder: Folder = None,
    lang: Language = None,
) -> int:
    """Explain a rule or a field."""
    for rule in all_rules():
        if what.upper() == rule.code or what == rule.slug:
            console.write(_rule(rule))
            return 0
    schemas = schemas_here(folder)
    found = list(_fields(schemas, what))
    if not found:
        raise _unknown(schemas, what)
    for index, (kind, field) in enumerate(found[:12]):
        console.write(["\n"] if index else [])
        console.write(_field(kind, field))
    if len(found) > 12:
        more = len(found) - 12
        console.note(
            f"还有 {more} 处；写得更准一些，例如 {found[0][0].name}.{what}",
            f"{more} more; be more exact, for example {found[0][0].name}.{what}",
        )
    return 0


def _rule(rule: Rule) -> Iterator[str]:
    yield f"{rule.code} {rule.title.say(LANG)} ({rule.slug})\n"
    yield f"{tr('级别', 'level')}: {rule.severity.label.say(LANG)}"
    for profile, level in (("draft", rule.draft), ("publish", rule.publish)):
        if level is not None:
            words = {"draft": tr("草稿", "draft"), "publish": tr("发布", "publish")}[profile]
            yield tr(f"；{words}档次：{level.label.zh}", f"; {words} profile: {level.label.en}")
    yield "\n"
    if rule.fixable:
        yield tr("可以自动改：powercat validate --fix", "can be mended: powercat validate --fix") + "\n"
    yield f"{tr('依据', 'basis')}: {rule.basis.say(LANG)}\n"
    if LANG == "en":  # the Chinese page says the same at length
        yield f"message: {_with_blanks(rule.message)}\n"
        if rule.hint is not None:
            yield f"hint: {_with_blanks(rule.hint)}\n"
    yield f"\n{_page(rule)}\n"


def _with_blanks(words: Text) -> str:
    """A sentence with a blank for every value that a finding fills in."""
    return re.sub(r"\{(\w+)\}", r"<\1>", words.en)


def _begun(text: str) -> str:
    return text[:1].upper() + text[1:]


def _page(rule: Rule) -> str:
    """The manual page in this run's language; its examples stand in both, in English behind all words."""
    pieces = re.split(r"^(```yaml\n.*?^```)$", manual.page(rule), flags=re.MULTILINE | re.DOTALL)
    out: list[str] = []
    examples: list[str] = []
    for number, piece in enumerate(pieces):
        if number % 2:
            body = piece.removeprefix("```yaml\n").removesuffix("```")
            body = re.sub(r"#! ?PC[0-9]{3}.*$", tr("# ← 这里会被指出", "# ← found here"), body, flags=re.MULTILINE)
            body = re.sub(r"^--- # (\S+)$", tr(r"# 文件 \1", r"# file \1"), body, flags=re.MULTILINE)
            shown = "".join(f"    {line}\n" for line in body.splitlines())
            (examples if LANG == "en" else out).append(shown)
        else:
            paragraphs = [text.strip() for text in piece.split("\n\n") if text.strip()]
            if LANG == "en":
                paragraphs = [_begun(text.removeprefix("In English: ")) for text in paragraphs]
            out += [
                f"{text.replace('**', '')}\n" for text in paragraphs if bool(re.search("[\u4e00-\u9fff]", text)) == (LANG == "zh")
            ]
    return "\n".join(out + examples).rstrip()


def _fields(schemas: Schemas, what: str) -> Iterator[tuple[Kind, Field]]:
    """The fields that a person means: by path, by name at any depth, by label."""
    first, dot, rest = what.partition(".")
    kinds = [schemas[first]] if first in schemas and dot else [schemas[name] for name in schemas.known]
    path = (rest if first in schemas and dot else what).split(".")
    if not dot and first in schemas:
        yield schemas[first], schemas[first].root
        return
    for kind in kinds:
        for field in kind.root.walk():
            steps = [step for step in field.pointer.split("/")[1:] if step != "*"]
            if not steps or field.pointer.endswith("/*"):
                continue
            if steps[-len(path) :] == path or (len(path) == 1 and path[0] in (field.title.zh, field.title.en)):
                yield kind, field


def _field(kind: Kind, field: Field) -> Iterator[str]:
    path = ".".join(step for step in field.pointer.split("/")[1:] if step != "*")
    title = f"{kind.title.say(LANG)} › {field.title.say(LANG)}" if path else kind.title.say(LANG)
    yield f"{title} ({kind.name}{'.' + path if path else ''})\n"
    if field.help.say(LANG):
        yield f"{field.help.say(LANG)}\n"
    if field.required:
        yield tr("必须填写", "required") + "\n"
    types = {
        "object": Text("一组字段", "a group of fields"),
        "array": Text("列表", "a list"),
        "string": Text("文字", "text"),
        "integer": Text("整数", "a whole number"),
        "number": Text("数", "a number"),
        "boolean": Text("true（是）或者 false（否）", "true or false"),
    }
    if field.type in types and path:
        yield f"{tr('写法', 'form')}: {types[field.type].say(LANG)}\n"
    choices = field.choices or (field.items.choices if field.items else {})
    for value, choice in choices.items():
        help_ = choice.help.say(LANG)
        yield f"  {value}  {choice.title.say(LANG)}{'：' + help_ if help_ and LANG == 'zh' else ' - ' + help_ if help_ else ''}\n"
    reference = field.ref or (field.items.ref if field.items else "")
    if reference:
        yield f"{tr('引用', 'refers to')}: {reference}\n"
    if field.basis:
        yield f"{tr('依据', 'basis')}: {field.basis}\n"
    for example in field.examples[:2]:
        yield f"{tr('例如', 'example')}: {inline(example, field)}\n"
    below = field.items.properties if field.items else field.properties
    for name, child in below.items():
        required = tr("（必填）", " (required)") if child.required else ""
        yield f"  {name}  {child.title.say(LANG)}{required}\n"


def _unknown(schemas: Schemas, what: str) -> UsageError:
    from rapidfuzz import process

    names = {rule.code for rule in all_rules()}
    for name in schemas.known:
        for field in schemas[name].root.walk():
            names |= {field.name, field.title.say(LANG)}
    near = [each[0] for each in process.extract(what, sorted(names), limit=3, score_cutoff=60)]
    return UsageError(
        Text("没有 {what} 这条规则或者这个字段{near}", "no rule or field {what}{near}"),
        what=what,
        near=Text(f"；相近的有：{'、'.join(near)}", f"; near it: {', '.join(near)}") if near else "",
    )
