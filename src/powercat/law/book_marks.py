"""Titles between book-title marks 《》, however they are nested or closed (GB/T 15834: within 《》 stand 〈〉)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from powercat.core.text import Text
from powercat.law.places import places_at

MAX_TITLE: Final = 220
_MAX_DEPTH: Final = 4

_MARK = re.compile("[《》〈〉<>«»]")
_OPEN: Final = "《〈<«"
_SENTENCE_END = re.compile("[。；;！？!?\n]")
_UNCLOSED_END = re.compile(
    "[ \t\u3000]*(?:第[ \t\u3000]{0,4}[0-9０-９零〇一二两三四五六七八九十百千]{1,12}+[ \t\u3000]{0,4}[条章点款]"
    "|[。；;，,：:！？\n《》〈〉<>]|、(?=《)|规定|[（(](?:19|20)[0-9]{2})"
)
LEGAL_END: Final = (
    "(?:法|法典|条例|通则|总则|规定|办法|细则|规则|守则|决定|通知|通告|公告|意见|批复|复函|函|纪要|解释|修正案|条令|命令|令|规程|规范|标准"
    "|准则|导则|指引|指南|方案|规划|计划|纲要|要点|目录|名录|清单|章程|制度|要求|公约|条约|议定书|协定|安排)"
)
_LEGAL = re.compile(f"(?:{LEGAL_END}(?:[（(][^（()）]{{1,20}}[）)])?|^关于.*)$")

UNCLOSED: Final = Text("书名号没有关上", "the book-title mark is not closed")
UNOPENED: Final = Text("书名号没有开头", "the book-title mark is not opened")
WRONG_MARKS: Final = Text("书名号应当用《》", "titles stand between 《》")
NESTED: Final = Text("书名号里面的书名号应当用〈〉", "within 《》 titles stand between 〈〉")


def reads_like_law(title: str) -> bool:
    """Whether a title ends as those of instruments do; forms, certificates and journals do not."""
    return bool(_LEGAL.search(title.strip()))


@dataclass(frozen=True, slots=True)
class Marked:
    """One title with its marks: ``start`` and ``end`` (exclusive) of all of it, ``title`` what stands between."""

    start: int
    end: int
    title: str
    notes: tuple[Text, ...] = ()


def marked_titles(text: str) -> Iterator[Marked]:
    """The outermost titles of a text in order. Linear; never raises. Empty pairs are passed over."""
    marks = [(match.start(), match[0]) for match in _MARK.finditer(text)]
    index = 0
    while index < len(marks):
        at, mark = marks[index]
        if mark not in _OPEN:
            index += 1
            continue
        closing = _closing(text, marks, index)
        found = _closed(text, at, mark, marks, index, closing) if closing else _unclosed(text, marks, index)
        if found is not None:
            yield found
        index = closing + 1 if closing and found is not None else index + 1
        while found is not None and index < len(marks) and marks[index][0] < found.end:
            index += 1


def _closing(text: str, marks: Sequence[tuple[int, str]], index: int) -> int:
    """The index of the mark that closes the one at ``index``; 0 when there is none in the sentence."""
    begin = marks[index][0]
    ends = _SENTENCE_END.search(text, begin, begin + MAX_TITLE)
    limit = ends.start() if ends else begin + MAX_TITLE
    depth = 0
    for place in range(index, len(marks)):
        at, mark = marks[place]
        if at > limit or depth > _MAX_DEPTH:
            break
        depth += 1 if mark in _OPEN else -1
        if depth == 0:
            return place
    return 0


def _closed(text: str, at: int, mark: str, marks: Sequence[tuple[int, str]], index: int, closing: int) -> Marked | None:
    end, closer = marks[closing]
    title = text[at + 1 : end].strip()
    inner = [each for _, each in marks[index + 1 : closing]]
    if not title or (mark != "《" and not reads_like_law(title)):
        return None
    first_inner = marks[index + 1][0] if inner else 0
    if first_inner and places_at(text, _end_of_words(text, at + 1, first_inner)).end > _end_of_words(text, at + 1, first_inner):
        # 《甲法第三条、《乙法》》: the inner title is another one
        return _unclosed(text, marks, index)
    notes = []
    if mark != "《" or closer != "》":
        notes.append(WRONG_MARKS)
    if any(each in "《》<>«»" for each in inner):
        notes.append(NESTED)
    return Marked(at, end + 1, title, tuple(notes))


def _end_of_words(text: str, start: int, stop: int) -> int:
    found = _UNCLOSED_END.search(text, start, stop)
    return found.start() if found else stop


def _unclosed(text: str, marks: Sequence[tuple[int, str]], index: int) -> Marked | None:
    """A title that is opened and not closed: it ends before the article or the next stop, if it reads like a law's."""
    at, mark = marks[index]
    stop = min(at + MAX_TITLE, marks[index + 1][0] if index + 1 < len(marks) else len(text))
    end = _end_of_words(text, at + 1, stop)
    title = text[at + 1 : end].strip("、 \t\u3000和及与")
    if title.endswith((")", "）")) and not re.search("[（(]", title):
        title = title[:-1].rstrip()
    if mark == "<" or not title or not (reads_like_law(title) or places_at(text, end).end > end):
        return None
    end = at + 1 + text[at + 1 : end].index(title) + len(title)
    # 《甲法〉第三条: closed by a mark that opened nothing
    if end < len(text) and text[end] in "》〉>":
        end += 1
    return Marked(at, end, title, (UNCLOSED,))
