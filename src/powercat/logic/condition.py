"""Conditions: the part of CEL that ``when`` and ``expr`` use, read into a tree.

Read are facts and ``scenario``, alone (truth values) or compared with literals (``== != < <= > >=``, ``in [...]``), joined by
``&&``, ``||``, ``!`` and brackets. Whatever else CEL can say is :class:`Opaque`: a condition that may hold or not. Positions are
character offsets into the text of the expression.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final, TypeAlias

MAX_LENGTH: Final = 2000
"""Characters of an expression beyond which it is not read."""

MAX_DEPTH: Final = 40
"""Brackets and negations within each other beyond which it is not read."""

Value: TypeAlias = bool | Decimal | str
"""What a literal stands for. Truth values are no numbers here, though Python has them so."""


@dataclass(frozen=True, slots=True)
class Constant:
    """``true`` or ``false``."""

    value: bool
    start: int = 0
    end: int = 0


@dataclass(frozen=True, slots=True)
class Name:
    """A fact that is a truth value of itself."""

    name: str
    start: int = 0
    end: int = 0


@dataclass(frozen=True, slots=True)
class Comparison:
    """A fact against literals: one of ``== != < <= > >=`` with one value, or ``in`` with any number."""

    name: str
    operator: str
    values: tuple[Value, ...]
    start: int = 0
    end: int = 0


@dataclass(frozen=True, slots=True)
class Not:
    part: Expression
    start: int = 0
    end: int = 0


@dataclass(frozen=True, slots=True)
class AllOf:
    """``a && b && …``"""

    parts: tuple[Expression, ...]
    start: int = 0
    end: int = 0


@dataclass(frozen=True, slots=True)
class AnyOf:
    """``a || b || …``"""

    parts: tuple[Expression, ...]
    start: int = 0
    end: int = 0


@dataclass(frozen=True, slots=True)
class Opaque:
    """What is beyond the part of CEL read here. The same text has the same truth everywhere."""

    text: str
    start: int = 0
    end: int = 0


Expression: TypeAlias = Constant | Name | Comparison | Not | AllOf | AnyOf | Opaque


class Unread(ValueError):
    """Why an expression could not be read: ``position`` is the offset of the first character that does not fit."""

    def __init__(self, position: int) -> None:
        super().__init__(position)
        self.position = position


_TOKEN = re.compile(
    r"""\s*(?:
      (?P<number>(?:[0-9]+(?:\.[0-9]+)?|\.[0-9]+)(?![0-9A-Za-z_.]))
    | (?P<text>'(?:[^'\\\n]|\\['"\\])*'|"(?:[^"\\\n]|\\['"\\])*")
    | (?P<name>[A-Za-z_][A-Za-z0-9_]*)(?!['"])
    | (?P<sign>&&|\|\||==|!=|<=|>=|[<>!()\[\],-])
    )""",
    re.VERBOSE,
)

_COMPARING: Final = ("==", "!=", "<", "<=", ">", ">=")
_TURNED: Final = {"<": ">", "<=": ">=", ">": "<", ">=": "<=", "==": "==", "!=": "!="}


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str
    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Literal:
    value: Value
    start: int
    end: int


_Operand: TypeAlias = Expression | _Literal


def parse(text: str) -> Expression:
    """The tree of an expression; raises :class:`Unread` for one that is not of the part of CEL read here."""
    if len(text) > MAX_LENGTH:
        raise Unread(MAX_LENGTH)
    return _Reader(text).whole()


def read(text: str) -> Expression:
    """The tree of an expression; :class:`Opaque` for one that is beyond the part of CEL read here. Raises nothing."""
    try:
        return parse(text)
    except Unread:
        return Opaque(" ".join(text.split()), 0, len(text))


def _tokens(text: str) -> list[_Token]:
    tokens: list[_Token] = []
    place, end = 0, len(text.rstrip())
    while place < end:
        match = _TOKEN.match(text, place)
        if match is None:
            raise Unread(place + len(text[place:]) - len(text[place:].lstrip()))
        kind = str(match.lastgroup)
        tokens.append(_Token(kind, match[kind], match.start(kind), match.end(kind)))
        place = match.end()
    return tokens


class _Reader:
    """A reader by recursive descent: one method for each level of precedence, loosest first."""

    def __init__(self, text: str) -> None:
        self.tokens: Sequence[_Token] = _tokens(text)
        self.at = 0
        self.end = len(text)
        self.depth = 0

    def whole(self) -> Expression:
        found = self.any()
        if self.at < len(self.tokens):
            raise self.unread()
        return found

    def unread(self) -> Unread:
        return Unread(self.tokens[self.at].start if self.at < len(self.tokens) else self.end)

    def peek(self) -> str:
        """The sign or word that comes next; ``""`` at the end and before literals."""
        token = self.tokens[self.at] if self.at < len(self.tokens) else None
        return token.text if token is not None and token.kind in ("sign", "name") else ""

    def take(self, wanted: str) -> bool:
        if self.peek() != wanted:
            return False
        self.at += 1
        return True

    def any(self) -> Expression:
        parts = [self.every()]
        while self.take("||"):
            parts.append(self.every())
        return parts[0] if len(parts) == 1 else AnyOf(tuple(parts), parts[0].start, parts[-1].end)

    def every(self) -> Expression:
        parts = [self.comparison()]
        while self.take("&&"):
            parts.append(self.comparison())
        return parts[0] if len(parts) == 1 else AllOf(tuple(parts), parts[0].start, parts[-1].end)

    def comparison(self) -> Expression:
        first = self.at
        left = self.operand()
        sign = self.peek()
        if sign in _COMPARING:
            self.at += 1
            return self.compared(left, sign, self.operand(), first)
        if sign == "in":
            self.at += 1
            if not isinstance(left, Name):
                self.at = first
                raise self.unread()
            values = self.values()
            return Comparison(left.name, "in", values, left.start, self.tokens[self.at - 1].end)
        if isinstance(left, _Literal):
            if isinstance(left.value, bool):
                return Constant(left.value, left.start, left.end)
            self.at = first
            raise self.unread()
        return left

    def compared(self, left: _Operand, sign: str, right: _Operand, first: int) -> Expression:
        if self.peek() in (*_COMPARING, "in"):
            raise self.unread()
        if isinstance(left, Name) and isinstance(right, _Literal):
            return Comparison(left.name, sign, (right.value,), left.start, right.end)
        if isinstance(left, _Literal) and isinstance(right, Name):
            return Comparison(right.name, _TURNED[sign], (left.value,), left.start, right.end)
        self.at = first
        raise self.unread()

    def operand(self) -> _Operand:
        if self.at >= len(self.tokens):
            raise self.unread()
        token = self.tokens[self.at]
        if token.kind in ("number", "text") or token.text in ("-", *_TRUTH):
            return self.literal()
        if token.kind == "name" and token.text not in _WORDS:
            self.at += 1
            if self.peek() in ("(", "["):
                raise self.unread()
            return Name(token.text, token.start, token.end)
        if token.text not in ("!", "(") or self.depth >= MAX_DEPTH:
            raise self.unread()
        self.at += 1
        self.depth += 1
        found = self.negated(token) if token.text == "!" else self.bracketed()
        self.depth -= 1
        return found

    def negated(self, sign: _Token) -> Expression:
        part = self.operand()
        if isinstance(part, _Literal):
            if not isinstance(part.value, bool):
                raise self.unread()
            part = Constant(part.value, part.start, part.end)
        return Not(part, sign.start, part.end)

    def bracketed(self) -> Expression:
        found = self.any()
        if not self.take(")"):
            raise self.unread()
        return found

    def literal(self) -> _Literal:
        start = self.tokens[self.at].start
        minus = self.take("-")
        token = self.tokens[self.at] if self.at < len(self.tokens) else None
        if token is None or not (token.kind == "number" or (not minus and (token.kind == "text" or token.text in _TRUTH))):
            raise self.unread()
        self.at += 1
        if token.kind == "number":
            return _Literal(Decimal(f"-{token.text}" if minus else token.text), start, token.end)
        if token.kind == "text":
            return _Literal(re.sub(r"\\(.)", r"\1", token.text[1:-1]), start, token.end)
        return _Literal(token.text == "true", start, token.end)

    def values(self) -> tuple[Value, ...]:
        if not self.take("["):
            raise self.unread()
        found: list[Value] = []
        while not self.take("]"):
            if found:
                if not self.take(","):
                    raise self.unread()
                if self.take("]"):  # CEL allows a comma after the last
                    break
            found.append(self.literal().value)
        return tuple(found)


_TRUTH: Final = ("true", "false")

_WORDS: Final = frozenset(
    {"in", "null", "as", "break", "const", "continue", "else", "for", "function", "if", "import", "let", "loop", "package"}
    | {"namespace", "return", "var", "void", "while"}
)
"""Names that CEL keeps for itself."""
