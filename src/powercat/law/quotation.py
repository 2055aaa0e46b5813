"""The passage of a law that follows its citation: 《…》第三条：…… or on the citation's own line after a blank."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

_BLANK: Final = "[ \t\u3000\xa0\r\n]{0,80}+"
_COUNT: Final = "(?:[0-9]{1,2}[.．、)）]|[（(][0-9一二三四五六七八九十]{1,3}[)）][.、]?|[一二三四五六七八九十]{1,3}[、.．]|[①-⑳])"
_LEAD_IN: Final = "(?:【[^】\n]{1,12}】)?(?:根据|依据|依照|按照|违反)?"
_ARTICLE: Final = (
    "第[0-9０-９零〇一二两三四五六七八九十百千]{1,12}+条(?:之[一二三四五六七八九十]{1,3})?(?:第[^条款项，。 \u3000]{1,6}[款项])*"
)
_COLON = re.compile(f"{_BLANK}(?:的?(?:规定|要求|明确))?{_BLANK}[：:]{_BLANK}")
_SAID = re.compile("的?(?:明确)?规定[，,]?[ \t\u3000]{0,8}(?=[“「])")
_GAP = re.compile(
    "[ \t\u3000\xa0\r\n]{1,80}+(?=[\u4e00-\u9fff（(])(?!的|规定|等|和|及|以及|或|与|要求|执行|制定|设定|所|中|有关|之|其他)"
)
_END = re.compile(
    f"(?:(?<=[。；;”」\n])|(?<=[ \t\u3000]{{2}})){_BLANK}(?:{_COUNT}{_BLANK})?{_LEAD_IN}(?=[《〈])"
    f"|(?<![0-9])(?={_COUNT}{_BLANK}{_LEAD_IN}[《〈])"
    f"|(?<=[。；;”」\n]){_BLANK}(?={_ARTICLE}{_BLANK}[ \t\u3000：:\n])"
)
_LINE_START = re.compile(f"(?:^|[\n。；;：:]){_BLANK}{_COUNT}?{_BLANK}{_LEAD_IN}{_BLANK}$")
_CLOSING: Final = {"“": "”", "「": "」", '"': '"'}
MIN_QUOTE: Final = 6
MAX_QUOTED: Final = 5000


@dataclass(frozen=True, slots=True)
class Quotation:
    """The words, each paragraph on a line of its own, and where reading goes on."""

    words: str
    end: int


def quotation_at(text: str, start: int, end: int, *, has_place: bool) -> Quotation | None:
    """The passage that follows a citation which stands from ``start`` to ``end``; ``None`` when none does."""
    said = _COLON.match(text, end) or _SAID.match(text, end)
    if said is None:
        begins_line = has_place and _LINE_START.search(text, max(0, start - 100), start)
        said = _GAP.match(text, end) if begins_line else None
    elif not has_place and not _LINE_START.search(text, max(0, start - 100), start):
        return None
    if said is None:
        return None
    begin = said.end()
    closing = _CLOSING.get(text[begin : begin + 1], "")
    stop = text.find(closing, begin + 1, begin + MAX_QUOTED) if closing else -1
    if stop > 0:
        words, after = text[begin + 1 : stop], stop + 1
    else:
        found = _END.search(text, begin)
        after = found.end() if found else len(text)
        words = text[begin : found.start() if found else len(text)]
    lines = [line.strip() for line in re.split("[\r\n]+|[ \t\u3000\xa0]{3,}", words)]
    plain = "\n".join(line for line in lines if line)
    return Quotation(plain, after) if len(plain) >= MIN_QUOTE else None
