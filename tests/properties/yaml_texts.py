"""Data of the YAML subset, and texts as different hands write it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from hypothesis import assume
from hypothesis import strategies as st

from powercat.core.document import Document, digest, parse

Data = Any

_SIGNS = "abz019 _-:#,[]{}&*!|>'\"%@`?=~<.\\/\t\n许可：，。　…😀𠀀é\u00a0\u2028\x85\ufeff\x7f\r"
_NAME = st.from_regex(r"[a-z][a-z_]{0,8}", fullmatch=True)

texts = st.one_of(
    st.sampled_from(
        ["", "null", "~", "true", "False", "yes", "012", "1e5", "2024-01-01", "12:30", "- a", "a: b", "a #b", "<<", "---"]
    ),
    st.sampled_from(
        [
            "第一行\n第二行\n",
            "a\n\n b\n",
            " a\nb",
            "a\nb ",
            "身份证：原件",
            "name：值",
            "31010025600Y",
            "<请填写>",
            "[0..10000)",
            ">= 3",
        ]
    ),
    st.text(alphabet=_SIGNS, max_size=12),
    st.text(max_size=12),
)
numbers = st.one_of(
    st.integers(-(10**15) + 1, 10**15 - 1),
    st.decimals(allow_nan=False, allow_infinity=False, places=3, min_value=-(10**9), max_value=10**9).map(float),
    st.sampled_from([0.0, -0.0, 1.0, 1e-14, 100000000000000.0, 1e-15, 0.1]),
)
singles = st.one_of(st.none(), st.booleans(), numbers, texts)
names = st.one_of(_NAME, _NAME, texts)


def collections(inner: st.SearchStrategy[Data]) -> st.SearchStrategy[Data]:
    return st.one_of(st.lists(inner, max_size=4), st.dictionaries(names, inner, max_size=4))


values = st.recursive(singles, collections, max_leaves=12)
mappings = st.dictionaries(names, values, max_size=6)
plain_texts = st.text(alphabet="abc许可证 ", min_size=1, max_size=6).filter(lambda text: text.strip() == text)
plain_singles = st.one_of(
    st.integers(0, 99), st.booleans(), plain_texts, st.none(), st.sampled_from(["x\ny\n", "x\ny", "012", "a: b"])
)


def plain_collections(inner: st.SearchStrategy[Data]) -> st.SearchStrategy[Data]:
    return st.one_of(st.lists(inner, min_size=0, max_size=4), st.dictionaries(_NAME, inner, max_size=4))


plain_values = st.recursive(plain_singles, plain_collections, max_leaves=10)
records = st.dictionaries(_NAME, plain_values, min_size=1, max_size=5)


@dataclass
class Hand:
    """Somebody's way of writing: drawn anew at every choice."""

    draw: Any
    newline: str
    step: int
    dash: int

    def may(self, odds: int = 4) -> bool:
        return bool(self.draw(st.integers(0, odds)) == 0)

    def pick(self, *choices: str) -> str:
        return str(self.draw(st.sampled_from(choices)))

    def note(self) -> str:
        """A comment behind a value, each with a number of its own."""
        self.notes = getattr(self, "notes", 0) + 1
        return f"# 注{self.notes}："

    def tail(self) -> str:
        return f" {self.note()}" if self.may(5) else ""

    def above(self, column: int) -> list[str]:
        lines = [""] if self.may(6) else []
        if self.may(5):
            lines.append(" " * (column + (2 if self.may(3) else 0)) + self.note())
        return lines

    def scalar(self, value: Data, flow: bool, item: bool) -> str:
        if isinstance(value, str):
            if any(sign in value for sign in "\n:") or value[:1].isdigit():
                return json.dumps(value, ensure_ascii=False)
            return self.pick(value, f"'{value}'", f'"{value}"')
        if value is None:
            return "null" if flow or item or self.may(1) else ""
        return json.dumps(value)

    def flow(self, value: Data, column: int) -> str:
        if not isinstance(value, (dict, list)):
            return self.scalar(value, True, isinstance(value, list))
        opening, closing = "{}" if isinstance(value, dict) else "[]"
        if not value:
            return opening + (" " if self.may() else "") + closing
        parts = (
            [f"{name}: {self.flow(each, column)}" for name, each in value.items()]
            if isinstance(value, dict)
            else [self.flow(each, column) for each in value]
        )
        if self.may(2):
            pad = self.newline + " " * column
            body = "".join(
                f"{pad}{part}{',' if number + 1 < len(parts) or self.may(1) else ''}{self.tail()}"
                for number, part in enumerate(parts)
            )
            return f"{opening}{self.tail()}{body}{pad}{closing}"
        space = " " if self.may() else ""
        return opening + space + (", " if self.may() or True else ",").join(parts) + space + closing

    def entry(self, prefix: str, value: Data, column: int) -> list[str]:
        item = prefix == "-"
        inner = column + self.step
        if isinstance(value, str) and "\n" in value and self.may(1):
            sign = "|" if value.endswith("\n") else "|-"
            return [f"{prefix} {sign}{self.tail()}", *(" " * inner + line for line in value.removesuffix("\n").split("\n"))]
        if not isinstance(value, (dict, list)):
            written = self.scalar(value, False, item)
            return [f"{prefix}{' ' if written else ''}{written}{self.tail()}"]
        if not value or self.may(3):
            return (f"{prefix} {self.flow(value, inner)}{self.tail()}").split("\0")
        if item:
            if self.may(3):
                return [f"-{self.tail()}", *self.block(value, column + 2)]
            lines = self.block(value, column + 2, bare=True)
            return [f"- {lines[0].lstrip(' ')}", *lines[1:]]
        return [f"{prefix}{self.tail()}", *self.block(value, column + (self.dash if isinstance(value, list) else self.step))]

    def block(self, value: Data, column: int, bare: bool = False) -> list[str]:
        lines: list[str] = []
        pairs = (
            [(f"{name}:", each) for name, each in value.items()] if isinstance(value, dict) else [("-", each) for each in value]
        )
        for number, (prefix, each) in enumerate(pairs):
            if number or not bare:
                lines += self.above(column)
            first, *rest = self.entry(prefix, each, column)
            lines += [" " * column + first, *rest]
        return lines


@st.composite
def written(draw: Any) -> bytes:
    """The bytes of a record as somebody wrote it."""
    newline = draw(st.sampled_from(["\n", "\n", "\r\n", "\r"]))
    dash = draw(st.sampled_from([2, 2, 0, 1]))
    hand = Hand(draw, newline, draw(st.sampled_from([2, 2, 4, 3])), dash)
    data = draw(records)
    lines = hand.block(data, 0)
    text = newline.join(lines) + draw(st.sampled_from([newline, newline, newline * 2, ""]))
    parsed = parse(text)
    # a comment below a block text may have become part of it
    assume(parsed.whole and parsed.data == data and not parsed.faults)
    return (b"\xef\xbb\xbf" if draw(st.booleans()) else b"") + text.encode()


def document_of(raw: bytes) -> Document:
    parsed = parse(raw.decode("utf-8-sig"))
    return Document("powers/x.yaml", digest(raw), parsed.data, parsed.faults, parsed.whole, lambda _: raw)
