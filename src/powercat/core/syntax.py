"""What libyaml's complaint most likely means: the place where a person has to look, and what is wrong there.

The variants of ``yaml-syntax`` are the causes an author meets; PC002 has the words.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Final

import yaml
from yaml.cyaml import CParser  # type: ignore[attr-defined]
from yaml.tokens import (
    BlockEndToken,
    FlowMappingEndToken,
    FlowMappingStartToken,
    FlowSequenceEndToken,
    FlowSequenceStartToken,
    ScalarToken,
)

from powercat.core.invisible import INVISIBLE, invisible
from powercat.core.rule import Fault
from powercat.core.span import Lines

_WIDE_KEY = re.compile("^[ \u3000]*(?:- +)*([A-Za-z_][A-Za-z0-9_]*)(：)", re.MULTILINE)
_WIDE_CHINESE_KEY = re.compile("(?:- +)*([^\\s：:\"']{1,12})(：)")
_WIDE_INDENT = re.compile("^( *\u3000[ \u3000]*)", re.MULTILINE)
_WIDE_PARTED = re.compile("([，、；])[ \u3000]*[^\\s，、；,\\[\\]{}]*\\s*$")
_WIDE_OPEN = re.compile(r":[ \t]+([｛【［〔])")
_INVISIBLE_BREAK = re.compile(f"^(?: *(?:- +)*[^\\s:\"']{{1,60}}:| *-| *)[{INVISIBLE}]", re.MULTILINE)
WIDE_BRACKETS: Final = {"【": "[]", "［": "[]", "〔": "[]", "｛": "{}"}
"""Full-width brackets that open, with the pair that YAML wants."""
_WIDE_CLOSING: Final = {"】": "[]", "］": "[]", "〕": "[]", "｝": "{}"}
_LEAD = re.compile(r"[ \t]*(?:- +)*")
_NO_SPACE_KEY = re.compile(r"[^\s:\"'\[\]{}#]{1,60}(:)(?![\s/])")
_NO_SPACE_DASH = re.compile(r"-[^\s-]")
_WORD = re.compile(r"[^\s,\[\]{}]*")
_HAS_VALUE = re.compile(r":[ \t]+[^\s#]|- +[^\s#]")
_SHORT: Final = 40
BLOCK_HEADER: Final = re.compile(r"[|>][-+]?([0-9]?)[-+]?")


@dataclass(frozen=True)
class _Case:
    """A complaint: offsets of the problem and of what was being read (``begin``), and the parser's own words."""

    text: str
    lines: Lines
    at: int
    begin: int
    problem: str
    context: str

    @property
    def found(self) -> str:
        return self.text[self.at : self.at + 1]

    def line_start(self, offset: int) -> int:
        return self.lines.starts[self.lines.place(offset)[0] - 1]

    def line_end(self, offset: int) -> int:
        """Where the words of the line end."""
        number = self.lines.place(offset)[0]
        return self.lines.starts[number - 1] + len(self.lines.line(number).rstrip())

    def above(self, offset: int) -> int:
        """The start of the nearest line above that says something; -1 where there is none."""
        number = self.lines.place(offset)[0] - 1
        while number > 0:
            words = self.lines.line(number).strip()
            if words and not words.startswith("#"):
                return self.lines.starts[number - 1]
            number -= 1
        return -1

    def indent(self, line_start: int) -> int:
        """Where the words of a line begin, counting the dashes of a list as indentation."""
        match = _LEAD.match(self.text, line_start)
        return match.end() - line_start if match else 0

    def column(self, offset: int) -> int:
        return offset - self.line_start(offset)

    def fault(self, variant: str, start: int, end: int, **args: object) -> Fault:
        end = min(max(end, start + 1), len(self.text))
        return Fault("yaml-syntax", min(start, end), end, variant=variant, args=args)


def complaint(text: str, error: yaml.YAMLError) -> Fault:
    """The parser's complaint as a fault: the first cause that explains it."""
    mark, context_mark = getattr(error, "problem_mark", None), getattr(error, "context_mark", None)
    mark = mark or context_mark
    if mark is None:  # the reader's own position counts bytes
        position = getattr(error, "position", 0) or 0
        at = len(text.encode("utf-8", "surrogatepass")[:position].decode("utf-8", "ignore"))
    else:
        at = mark.index
    at = min(at, len(text))
    begin = min(context_mark.index, at) if context_mark else at
    problem = str(getattr(error, "problem", None) or getattr(error, "reason", None) or error)
    case = _Case(text, Lines(text), at, begin, problem, str(getattr(error, "context", None) or ""))
    for cause in _CAUSES:
        fault = cause(case)
        if fault is not None:
            return fault
    return case.fault("", at, at + 1)


def unencodable(text: str, at: int) -> Fault:
    """A character that no UTF-8 file can hold."""
    return Fault("yaml-syntax", at, at + 1, variant="control", args={"character": f"U+{ord(text[at]):04X}"})


def wide_keys(text: str, start: int = 0, end: int | None = None) -> Iterator[Fault]:
    """Field names that a full-width colon follows, with the edit that mends it."""
    for match in _WIDE_KEY.finditer(text, start, len(text) if end is None else end):
        yield wide_colon(text, match.start(2), match[1])


def wide_colon(text: str, colon: int, name: str, pointer: str = "") -> Fault:
    """A full-width colon after a field name."""
    after = text[colon + 1 : colon + 2]
    end = colon + 1
    while text[end : end + 1] == "\u3000":
        end += 1
    replacement = ":" if end == colon + 1 and after in (" ", "", "\n", "\r") else ": "
    return Fault("full-width-punctuation", colon, colon + 1, pointer, "colon", {"text": name}, ((colon, end, replacement),))


def wide_comma(comma: int, written: str, pointer: str = "") -> Fault:
    """A full-width comma between items or fields; ``written`` is what was read as one."""
    words = written if len(written) <= _SHORT else written[: _SHORT - 1] + "…"
    return Fault("full-width-punctuation", comma, comma + 1, pointer, "comma", {"text": words})


def wide_bracket(start: int, sign: str, pointer: str = "") -> Fault:
    """A full-width bracket around a list or group."""
    pair = WIDE_BRACKETS.get(sign) or _WIDE_CLOSING[sign]
    args = {"sign": sign, "open": pair[0], "close": pair[1]}
    return Fault("full-width-punctuation", start, start + 1, pointer, "bracket", args)


def _invisible(case: _Case) -> Fault | None:
    """A space that is none, behind a colon or a dash or at the head of the line."""
    line = case.lines.place(case.at)[0]
    first = max(min(case.lines.place(case.begin)[0], line - 1), line - 3, 1)
    found = _INVISIBLE_BREAK.search(case.text, case.lines.starts[first - 1], case.line_end(case.at))
    if found is None:
        return None
    return case.fault("invisible", found.end() - 1, found.end(), character=invisible(found[0]))


def _control(case: _Case) -> Fault | None:
    if "haracter" in case.problem and ("control" in case.problem or case.problem == "invalid Unicode character"):
        character = case.found
        return case.fault("control", case.at, case.at + 1, character=f"U+{ord(character):04X}" if character else "")
    return None


def _wide(case: _Case) -> Fault | None:
    """Full-width signs near the complaint are the likelier cause."""
    line = case.lines.place(case.at)[0]
    first = min(case.lines.place(case.begin)[0], line)
    start, end = case.lines.starts[max(first, line - 3) - 1], case.line_end(case.at)
    if case.problem.startswith("mapping values") and (above := case.above(case.at)) >= 0:
        start = min(start, above)  # the text that this line continues
    for fault in wide_keys(case.text, start, end):
        return fault
    for match in _WIDE_INDENT.finditer(case.text, start, end):
        return Fault("full-width-punctuation", match.start(1), match.end(1), variant="indent")
    if case.problem == "could not find expected ':'":
        found = _WIDE_CHINESE_KEY.match(case.text, case.begin)
        if found:
            return Fault("full-width-punctuation", found.start(2), found.end(2), variant="colon", args={"text": found[1]})
    return None


def _tab(case: _Case) -> Fault | None:
    if case.found != "\t" or not ("tab" in case.problem or "cannot start" in case.problem):
        return None
    end = case.at
    while case.text[end : end + 1] == "\t":
        end += 1
    return case.fault("tab", case.at, end)


def _quote(case: _Case) -> Fault | None:
    if case.context == "while scanning a quoted scalar":
        return case.fault("quote-unclosed", case.begin, case.line_end(case.begin), quote=case.text[case.begin])
    if case.context == "while parsing a quoted scalar":
        start = case.text.rfind("\\", case.begin, case.at + 1)
        return case.fault("escape", start, max(case.at, start + 1) + 1, text=case.text[start : start + 2])
    return None


_AT_BEGIN: Final = (
    "while scanning an alias",
    "while scanning an anchor",
    "while scanning a tag",
    "while parsing a tag",
    "while parsing a node",
)


def _start(case: _Case) -> Fault | None:
    """Text that begins with a sign YAML keeps for itself."""
    known = "cannot start any token" in case.problem or case.problem.startswith("mapping keys")
    lone = case.problem in _UNEXPECTED and case.found == ":"
    instead = "node content" in case.problem and case.found in (",", "-", "?", ":")
    if case.context not in _AT_BEGIN and not (known or lone or instead):
        return None
    where = case.begin if case.context in _AT_BEGIN else case.at
    match = _WORD.match(case.text, where + 1)
    return case.fault("start", where, match.end() if match else where + 1, character=case.text[where : where + 1])


def _line_sign(case: _Case) -> Fault | None:
    """The signs of text blocks and directives, and commas with nothing between them."""
    if case.context == "while scanning a block scalar":
        return case.fault("block-header", case.begin, case.line_end(case.begin), character=case.text[case.begin])
    if "directive" in case.context or "incompatible" in case.problem or "duplicate %" in case.problem:
        return case.fault("directive", case.begin, case.line_end(case.begin))
    if "node content" in case.problem and case.found == "," and "flow" in case.context:
        return case.fault("comma-extra", case.at, case.at + 1)
    return None


def _dash(case: _Case) -> Fault | None:
    if case.problem.startswith("block sequence entries"):
        return case.fault("dash-in-line", case.at, case.at + 1)
    return None


_CLOSING: Final = {"[": "]", "{": "}"}


def _bracket(case: _Case) -> Fault | None:
    if case.problem.startswith("did not find expected ',' or"):
        here, there = case.line_start(case.begin), case.line_start(case.at)
        rest = case.text[case.at :]
        outside = there != here and case.indent(there) <= case.indent(here) and rest[:1] == ":"
        if outside or _CLOSING.get(case.text[case.begin], "]") not in rest:
            return _unclosed(case, case.begin)
        end = case.at + 1 if case.found in ("，", "、", "；") else case.at
        parted = _WIDE_PARTED.search(case.text, case.begin, end)
        if parted:
            since = max(case.text.rfind(sign, case.begin, parted.start()) for sign in ",:[{") + 1
            return wide_comma(parted.start(1), case.text[since:end].strip())
        return case.fault("comma-missing", case.at, case.at + 1)
    if not case.found and "flow" in case.context:
        opened = _open_bracket(case.text)
        return _unclosed(case, opened) if opened >= 0 else None
    if case.found in ("]", "}") and case.problem.startswith("did not find"):
        return case.fault("bracket-lone", case.at, case.at + 1, close=case.found, open={"]": "[", "}": "{"}[case.found])
    return None


def _unclosed(case: _Case, start: int) -> Fault:
    sign = case.text[start]
    for at in range(start, case.line_end(start)):
        if _WIDE_CLOSING.get(case.text[at], "")[:1] == sign:
            return wide_bracket(at, case.text[at])
    return case.fault("bracket-unclosed", start, case.line_end(start), open=sign, close=_CLOSING.get(sign, "]"))


def _open_bracket(text: str) -> int:
    """The innermost bracket that is never closed; -1 for none."""
    opened = []
    for token in tokens(text):
        if isinstance(token, (FlowSequenceStartToken, FlowMappingStartToken)):
            opened.append(token.start_mark.index)
        elif isinstance(token, (FlowSequenceEndToken, FlowMappingEndToken)) and opened:
            opened.pop()
    return opened[-1] if opened else -1


_UNEXPECTED: Final = (
    "did not find expected key",
    "did not find expected '-' indicator",
    "did not find expected <document start>",
)


def _after(case: _Case) -> Fault | None:
    """Text behind a closing quote or bracket."""
    if case.problem not in _UNEXPECTED:
        return None
    sign, start, end = _token_before(case.text, case.at)
    if sign in ("", "|", ">"):
        return None
    if sign in ("'", '"') and case.line_start(start) != case.line_start(end):
        return case.fault("quote-unclosed", start, case.line_end(start), quote=sign)
    if case.line_start(end) != case.line_start(case.at):
        return None
    if sign in ("'", '"'):
        return case.fault("after-quote", start, case.line_end(case.at), quote=sign)
    return case.fault("after-bracket", start, case.line_end(case.at), open=sign)


def _token_before(text: str, at: int) -> tuple[str, int, int]:
    """Sign (quote, opening bracket, ``|`` or ``>``), start and end of the piece just before ``at``; ``""`` for plain ones."""
    last = ("", 0, 0)
    opened: list[int] = []
    for token in tokens(text):
        start, end = token.start_mark.index, token.end_mark.index
        if start >= at:
            break
        if isinstance(token, (FlowSequenceStartToken, FlowMappingStartToken)):
            opened.append(start)
        elif isinstance(token, (FlowSequenceEndToken, FlowMappingEndToken)) and opened:
            begin = opened.pop()
            last = (text[begin], begin, end)
            continue
        if not isinstance(token, BlockEndToken):
            last = ((token.style or "") if isinstance(token, ScalarToken) else "", start, end)
    return last


def _blank(case: _Case) -> Fault | None:
    """A text block whose first line is an empty one with too many spaces: the real text then lies outside it."""
    sign, start, _ = _token_before(case.text, case.at)
    number = case.lines.place(start)[0] if sign in ("|", ">") else 0
    wide = wide_blank(case.lines, number, 0) if number and not BLOCK_HEADER.match(case.text, start)[1] else 0  # type: ignore[index]
    begin = case.lines.starts[wide]
    return case.fault("blank-line", begin, begin + len(case.lines.line(wide + 1))) if wide else None


def wide_blank(lines: Lines, number: int, room: int) -> int:
    """The empty line (from 0) at the head of a text block that has more spaces than the block's first line; 0 for none.

    The block begins on line ``number`` and is indented by ``room`` at least.
    """
    widest, spaces = 0, -1
    for at in range(number, len(lines.starts)):
        words = lines.line(at + 1)
        if words.strip(" "):
            return widest if room <= len(words) - len(words.lstrip(" ")) < spaces else 0
        if len(words) > spaces:
            widest, spaces = at, len(words)
    return 0


def tokens(text: str) -> Iterator[Any]:
    """The scanner's tokens as far as it comes."""
    get = CParser(text).get_token
    try:
        while (token := get()) is not None:
            yield token
    except yaml.YAMLError:
        return


def _colon(case: _Case) -> Fault | None:
    if not case.problem.startswith("mapping values are not allowed"):
        return None
    start = case.line_start(case.at)
    before = case.text[start : case.at]
    if before.startswith("---"):
        return None
    wide = _WIDE_OPEN.search(before)
    if wide:
        return wide_bracket(start + wide.start(1), wide[1])
    if ": " in before or ":\t" in before:
        return case.fault("colon-in-text", case.at, case.at + 1)
    above = case.above(case.at)
    if above < 0:
        return None
    own, other = case.indent(start), case.indent(above)
    joined = _NO_SPACE_KEY.match(case.text, above + other)
    if joined and own <= other:
        return case.fault("space-after-colon", joined.start(1), joined.end(1))
    if own > other and _HAS_VALUE.search(case.text, above, case.line_end(above)):
        return case.fault("indent-deeper", start, start + own, above=other + 1)
    if ":" not in case.text[above : case.line_end(above)]:
        found = _WIDE_CHINESE_KEY.match(case.text, above + other)
        if found:
            return Fault("full-width-punctuation", found.start(2), found.end(2), variant="colon", args={"text": found[1]})
        return case.fault("colon-missing", above + other, case.line_end(above), text=_shortened(case, above + other))
    return None


def _key(case: _Case) -> Fault | None:
    if case.problem == "found unexpected ':'":
        return case.fault("space-after-colon", case.at, case.at + 1)
    if case.problem != "could not find expected ':'":
        return None
    joined = _NO_SPACE_KEY.match(case.text, case.begin)
    if joined:
        return case.fault("space-after-colon", joined.start(1), joined.end(1))
    if _NO_SPACE_DASH.match(case.text, case.begin):
        return case.fault("space-after-dash", case.begin, case.begin + 1)
    return case.fault("colon-missing", case.begin, case.line_end(case.begin), text=_shortened(case, case.begin))


def _shortened(case: _Case, start: int) -> str:
    end = case.line_end(start)
    return case.text[start:end] if end - start <= _SHORT else case.text[start : start + _SHORT - 1] + "…"


def _indentation(case: _Case) -> Fault | None:
    if case.problem == "did not find expected <document start>":
        return case.fault("after-end", case.at, case.line_end(case.at))
    if case.problem not in _UNEXPECTED:
        return None
    if case.column(case.at) == case.column(case.begin):
        return case.fault("mixed", case.at, case.line_end(case.at))
    start, above = case.line_start(case.at), case.above(case.at)
    words = {"column": case.column(case.at) + 1, "above": case.indent(above) + 1 if above >= 0 else 1}
    return case.fault("indent", start, max(case.at, start + 1), **words)


_CAUSES: Final[tuple[Callable[[_Case], Fault | None], ...]] = (
    _control,
    _wide,
    _invisible,
    _tab,
    _quote,
    _line_sign,
    _start,
    _dash,
    _bracket,
    _blank,
    _after,
    _colon,
    _key,
    _indentation,
)
