"""Document numbers: 国发〔2021〕7号, 国务院令第557号, 公告2021年第3号 (GB/T 9704-2012, 7.2.5: the year stands between 〔〕)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from powercat.core.text import Text
from powercat.law.numerals import number_of
from powercat.law.register import STATE

_NUMERAL: Final = "[0-9０-９零〇一二两三四五六七八九十百千]{1,12}+"
_GAP: Final = "[ \t\u3000\xa0]{0,4}"
_YEAR: Final = "(?:19|20|１９|２０)[0-9０-９]{2}"
_BRACKETED = re.compile(
    f"([〔\\[［【（(〈<﹝])({_GAP}{_YEAR}{_GAP})年?([〕\\]］】）)〉>﹞]){_GAP}(?:第{_GAP})?([0-9０-９]{{1,6}}){_GAP}号"
)
_ORDER = re.compile(f"[令告]{_GAP}(?:[〔\\[［（(]?({_YEAR})年?[〕\\]］）)]?{_GAP})?第?{_GAP}({_NUMERAL}){_GAP}号")
_AGENCY = re.compile("[\u4e00-\u9fffA-Za-z]{1,16}$")
_ISSUER = re.compile("[\u4e00-\u9fff、]{2,40}$")
_ISSUES_ORDERS = re.compile(".(?:院|部|局|署|会|府|办|席|委|行|厅|台|社|团|军|关|省|市|区|县|等)$")
_LEAD_IN: Final = re.compile(
    "^(?:.*(?:根据|依据|依照|按照|遵照|参照|执行|印发|转发|贯彻|落实|符合|违反|按|见|由|的|文件|号)|年|月|日(?!照))?[、和及与或]?原?(?=.)"
)


@dataclass(frozen=True, slots=True)
class DocumentNumber:
    """A number in its right form, where it stands, the year that ``2016年`` before it gives (else ``""``), what is not right."""

    start: int
    end: int
    number: str
    year: str
    notes: tuple[Text, ...] = ()


def document_numbers(text: str, start: int = 0, stop: int | None = None) -> Iterator[DocumentNumber]:
    """The document numbers between two points of a text, in order. Linear; never raises."""
    stop = len(text) if stop is None else stop
    found = [*_bracketed(text, start, stop), *_orders(text, start, stop)]
    end = start
    for each in sorted(found, key=lambda number: (number.start, -number.end)):
        if each.start >= end:
            yield each
            end = each.end


def _bracketed(text: str, start: int, stop: int) -> Iterator[DocumentNumber]:
    for match in _BRACKETED.finditer(text, start, stop):
        begin, agency = _name(_AGENCY.search(text, max(start, match.start() - 16), match.start()))
        if not agency:
            continue
        notes = []
        if match[1] != "〔" or match[3] != "〕":
            marks = match[1] + match[3]
            notes.append(
                Text(
                    f"文号的年份应当用六角括号〔〕，写的是 {marks}",
                    f"the year of a document number stands between 〔〕, not {marks}",
                )
            )
        if "第" in match[0] and not agency.endswith(("令", "告")):
            notes.append(Text("文号的顺序号前不加“第”字", "no 第 stands before the serial number"))
        year, serial = (unicodedata.normalize("NFKC", match[group]).strip() for group in (2, 4))
        if serial.startswith("0"):
            notes.append(Text("文号的顺序号不编虚位（1 不编为 01）", "the serial number has no leading zeros"))
        number = f"{agency}〔{year}〕{serial.lstrip('0') or '0'}号"
        yield DocumentNumber(begin, match.end(), number, "", tuple(notes))


def _orders(text: str, start: int, stop: int) -> Iterator[DocumentNumber]:
    for match in _ORDER.finditer(text, start, stop):
        begin, issuer = _name(_ISSUER.search(text, max(start, match.start() - 40), match.start()))
        is_notice = match[0].startswith("告")
        if not issuer or (is_notice and not (issuer.endswith("公") and match[1])):
            continue
        if not is_notice and not _ISSUES_ORDERS.search(issuer):
            continue
        serial = unicodedata.normalize("NFKC", match[2])
        own = unicodedata.normalize("NFKC", match[1] or "")
        dated = re.search(f"({_YEAR})年$", text[max(start, begin - 5) : begin])
        year = "" if own or not dated else unicodedata.normalize("NFKC", dated[1])
        middle = f"{own}年" if is_notice else ""
        yield DocumentNumber(begin, match.end(), f"{issuer}{match[0][0]}{middle}第{serial}号", year)


def _name(run: re.Match[str] | None) -> tuple[int, str]:
    """Where the name of an agency begins that ends a run of words, and the name without that of the state: 根据国发 is 国发."""
    if run is None:
        return 0, ""
    words = run[0]
    begin = words.find(STATE)
    if begin < 0:
        lead_in = _LEAD_IN.match(words)
        begin = lead_in.end() if lead_in else 0
    return run.start() + begin, words[begin:].replace(STATE, "")


def number_key(number: str) -> str:
    """A document number such that two ways of writing one are equal: bracket, width, numeral, 第, name of the state."""
    plain = re.sub(r"\s", "", unicodedata.normalize("NFKC", number)).replace(STATE, "").removeprefix("原")
    plain = re.sub(r"[〔\[【(〈<]((?:19|20)\d\d)年?[〕\]】)〉>]", r"〔\1〕", plain)
    match = re.fullmatch("(.*?)(?:第)?([0-9零〇一二两三四五六七八九十百千]+)号", plain)
    value = number_of(match[2]) if match else None
    return f"{match[1]}{value}号" if match and value is not None else plain
