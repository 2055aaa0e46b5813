"""What a law's text says of itself: when it was promulgated and takes effect, by whom, and of what level it is.

The lines under the title tell the history (通过、修订、修正、公布、施行), the last article when it takes effect.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from powercat.core.formats import is_date
from powercat.core.text import Text
from powercat.law.numerals import number_of
from powercat.law.register import STATE
from powercat.law.statute import Statute

_SIGN: Final = "[0-9零〇一二三四五六七八九十]"
_DAY = re.compile(f"({_SIGN}{{4}})年({_SIGN}{{1,3}})月({_SIGN}{{1,3}})日")
_NAMED = re.compile(r"[（(]([0-9]{4}-[0-9]{2}-[0-9]{2})[）)]$")
_ORDER = re.compile(
    r"[\u4e00-\u9fff]{2,30}令\s*第?\s*[0-9零〇一二三四五六七八九十百]+\s*号|[\u4e00-\u9fff]{1,8}[〔\[［][0-9]{4}[〕\]］][0-9]+号"
)
_OF_EFFECT = re.compile(r"\s*(?:之日)?起?\s*(?:正式)?(?:施行|实施|生效)")
_TAKES_EFFECT = re.compile("(?:自|从|于)(.{0,40}?)(?:起|之日)?(?:施行|实施|生效)")
_AT_ONCE = re.compile("(?:公布|发布|颁布|通过|印发|批准)之日起?(?:施行|实施|生效)")

_LONGEST_LINE: Final = 400
_MOST_LINES: Final = 400
"""History that is longer than this is none; patterns are not tried on it."""

AMENDED_LATER: Final = Text(
    "文本没有说这一版从哪天起施行，按公布的那天算",
    "the text does not say from when this version holds; taken from the day of its promulgation",
)


@dataclass(frozen=True, slots=True)
class Imprint:
    """Title, days (``YYYY-MM-DD``, ``""`` where the text does not tell), document number, issuer and level of a text's version.

    ``level`` is ``""`` where nothing tells; ``doubt`` says what was taken for granted.
    """

    title: str
    promulgated: str
    effective: str
    number: str
    issuer: str
    level: str
    doubt: Text | None = None


def imprint(statute: Statute, path: str) -> Imprint:
    """What a text says of itself; the file's name and folders (``行政法规/…(2019-04-23).md``) help where the text is silent."""
    history = [unicodedata.normalize("NFKC", line[:_LONGEST_LINE]) for line in statute.history[:_MOST_LINES]]
    name = unicodedata.normalize("NFKC", path.rpartition("/")[2].rpartition(".")[0] or path.rpartition("/")[2])
    named = _NAMED.search(name)
    title = statute.title or _NAMED.sub("", name).strip()
    promulgated = named[1] if named and is_date(named[1]) else _promulgated(history)
    effective, doubt = _effective(statute, history, promulgated)
    # the order that promulgated an earlier version is not this one's number
    own = [line for line in history if not days(line) or promulgated in days(line)]
    numbers = [match[0].strip() for line in own for match in _ORDER.finditer(_DAY.sub(" ", line))]
    return Imprint(
        title,
        promulgated,
        effective,
        re.sub(r"\s", "", numbers[-1]) if numbers else "",
        _issuer(history),
        level(title, history, path),
        doubt,
    )


def days(line: str) -> list[str]:
    """The days a line names, as ``YYYY-MM-DD``."""
    found = []
    for year, month, day in _DAY.findall(unicodedata.normalize("NFKC", line)):
        parts = number_of(year), number_of(month), number_of(day)
        if None not in parts and is_date(written := f"{parts[0]:04d}-{parts[1]:02d}-{parts[2]:02d}"):
            found.append(written)
    return found


def _dated(line: str) -> list[tuple[str, bool]]:
    """The days a line names, each with whether it is said to be one of taking effect."""
    found = []
    for match in _DAY.finditer(line):
        for day in days(match[0]):
            found.append((day, bool(_OF_EFFECT.match(line, match.end()))))
    return found


def _promulgated(history: Sequence[str]) -> str:
    """The latest of the days that lines begin with, those of taking effect apart."""
    first = (next((day for day, of_effect in _dated(line) if not of_effect), "") for line in history)
    return max(first, default="")


def _effective(statute: Statute, history: Sequence[str], promulgated: str) -> tuple[str, Text | None]:
    for line in reversed(history):
        later = [day for day, of_effect in _dated(line) if of_effect and day >= promulgated]
        if later:
            return later[-1], None
        if _AT_ONCE.search(line):
            return promulgated, None
    last = unicodedata.normalize("NFKC", statute.articles[-1].words) if statute.articles else ""
    stated = [day for match in _TAKES_EFFECT.finditer(last) for day in days(match[1])]
    later = [day for day in stated if day >= promulgated]
    if later:
        return later[0], None
    if _AT_ONCE.search(last) and not _was_amended(history):
        return promulgated, None
    # an amended law keeps in its last article the day on which it first took effect; from when the amendment holds is elsewhere
    return promulgated, AMENDED_LATER


def _was_amended(history: Sequence[str]) -> bool:
    return any("修正" in line or "修订" in line or "修改" in line for line in history)


def _issuer(history: Sequence[str]) -> str:
    for line in reversed(history):
        found = re.search(
            f"第[^ ]{{1,6}}届(全国人民代表大会(?:常务委员会)?)|({STATE}国务院)令|(国务院)[^ ]*(?:公布|发布|通过|批准)", line
        )
        if found:
            return (found[1] or found[2] or found[3]).removeprefix(STATE)
        found = re.search("([\u4e00-\u9fff]{2,8}[省市区州县])第[^ ]{1,8}届(人民代表大会(?:常务委员会)?)", line)
        if found:
            return found[1] + found[2]
        found = re.search("([\u4e00-\u9fff]{3,20}(?:部|局|署|总局|委员会|人民政府))令", line)
        if found:
            return found[1].removeprefix(STATE)
    return ""


_FOLDERS: Final = {
    "行政法规": "administrative_regulation",
    "部门规章": "departmental_rule",
    "地方性法规": "local_regulation",
    "规范性文件": "normative_document",
    "司法解释": "judicial_interpretation",
}


def level(title: str, history: Sequence[str], path: str = "") -> str:
    """The level of an instrument by who passed it, else by its title and the folder it lies in; ``""`` when nothing tells."""
    whole = "\n".join(history)
    first = next((line for line in history if days(line)), whole)
    folder = next((kind for name, kind in _FOLDERS.items() if f"/{name}/" in f"/{path}"), "")
    if "全国人民代表大会" in re.sub("《[^》]*》", "", first):
        return "law"
    if re.search("[省市区州县].{0,8}人民代表大会", first):
        return "local_regulation"
    if re.search("省人民政府令|自治区人民政府令", whole) or re.search("(北京|天津|上海|重庆)市人民政府令", whole):
        return "provincial_government_rule"
    if "市人民政府令" in whole:
        return "municipal_government_rule"
    if re.search("国务院(第|令|批准|发布|公布|通过)|国务院关于", re.sub("《[^》]*》", "", whole)):
        return "administrative_regulation"
    if re.search("(通知|意见|批复|公告|通告|函)$", title) and folder != "administrative_regulation":
        return "normative_document"
    if folder:
        return folder
    if re.search("(部|局|署|总局|委员会)令", whole):
        return "departmental_rule"
    if title.endswith("法") and title.startswith(STATE):
        return "law"
    return "normative_document" if title.endswith("决定") else ""
