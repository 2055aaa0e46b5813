"""Whether conditions can hold together for some assignment of the facts.

Finitely many values stand for all: truth values, the listed ones, for numbers every literal with a value between and beside
each, for text every literal and another before, between and after. A search with look-ahead tries them under a bound. What is
beyond the bound, of an unfit type or not read (:class:`~powercat.logic.condition.Opaque`) may hold: "cannot" is always certain.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal, localcontext
from itertools import pairwise
from typing import Final, TypeAlias

from powercat.logic.condition import AllOf, AnyOf, Comparison, Constant, Expression, Name, Not, Opaque, Value

MAX_TRIALS: Final = 5000
"""Values tried before the answer is "may hold"."""


@dataclass(frozen=True, slots=True)
class Fact:
    """What a condition may ask: ``type`` is ``number``, ``integer``, ``boolean``, ``text``, ``date`` or ``enum``; ``values`` are
    all that an enum may be (none: unknown).
    """

    name: str
    type: str
    values: tuple[str, ...] = ()


Facts: TypeAlias = Mapping[str, Fact]
Assignment: TypeAlias = Mapping[str, Value]
"""A value for each fact; the texts of opaque conditions and of ill-typed comparisons are facts with a truth value."""


@dataclass(frozen=True, slots=True)
class Answer:
    """``holds`` is false only when the conditions cannot hold together. ``example`` is an assignment for which they do; ``None``
    when they cannot, or when the search met its bound (``sure`` is false then).
    """

    holds: bool
    sure: bool = True
    example: Assignment | None = None


def can_hold(conditions: Sequence[Expression], facts: Facts) -> bool:
    """Whether the conditions may hold together; false only where they certainly cannot."""
    return solve(conditions, facts).holds


def solve(conditions: Sequence[Expression], facts: Facts, trials: int = MAX_TRIALS) -> Answer:
    """Whether the conditions can hold together, with an example. Conditions that share no fact are judged apart."""
    atoms = [_typed(each, facts) for condition in conditions for each in _conjuncts(condition)]
    example: dict[str, Value] = {}
    sure = True
    left = [trials]
    for group in _groups(atoms):
        found = _search(group, facts, left)
        if found is None:
            return Answer(False)
        if found is _UNDECIDED:
            sure = False
            continue
        example.update(found)
    return Answer(True, sure, example if sure else None)


def truth(expression: Expression, given: Assignment) -> bool | None:
    """Whether an expression holds; ``None`` while that hangs on facts that are not given."""
    match expression:
        case Constant(value):
            return value
        case Name(name) | Opaque(name):
            stated = given.get(name)
            return stated if isinstance(stated, bool) else None
        case Comparison(name):
            return _compared(expression, given[name]) if name in given else None
        case Not(part):
            inner = truth(part, given)
            return None if inner is None else not inner
        case AllOf(parts):
            found = [truth(part, given) for part in parts]
            return False if False in found else None if None in found else True
        case AnyOf(parts):
            found = [truth(part, given) for part in parts]
            return True if True in found else None if None in found else False


def _compared(comparison: Comparison, value: Value) -> bool | None:
    operator, wanted = comparison.operator, comparison.values
    if operator in ("in", "==", "!="):
        same = any(type(each) is type(value) and each == value for each in wanted)
        return not same if operator == "!=" else same
    other = wanted[0]
    if type(other) is not type(value) or isinstance(value, bool):
        return None
    before, equal = value < other, value == other  # type: ignore[operator]
    return {"<": before, "<=": before or equal, ">": not before and not equal, ">=": not before}[operator]


def asked(expression: Expression) -> frozenset[str]:
    """The names of the facts that an expression asks; an opaque part counts as one by its text."""
    return frozenset(_uses(expression, {}))


def is_plain(expression: Expression, facts: Facts) -> bool:
    """Whether all parts of an expression are read, fit the types of their facts, and ask declared ones whose values are known."""
    named = [facts.get(name) for name in asked(_typed(expression, facts))]
    return all(fact is not None and _is_known(fact) for fact in named)


def _is_known(fact: Fact) -> bool:
    return fact.type in _TYPES and (fact.type != "enum" or bool(fact.values and all(fact.values)))


def _conjuncts(expression: Expression) -> Iterator[Expression]:
    if isinstance(expression, AllOf):
        for part in expression.parts:
            yield from _conjuncts(part)
    else:
        yield expression


def _typed(expression: Expression, facts: Facts) -> Expression:
    """The expression with every part whose types do not fit made opaque."""
    match expression:
        case Name(name):
            return expression if name not in facts or facts[name].type == "boolean" else Opaque(f"{name} ?")
        case Comparison(name, operator, values):
            wanted = _TYPES.get(facts[name].type) if name in facts else None
            fits = wanted is None or all(type(value) is wanted for value in values)
            ordered = operator in ("in", "==", "!=") or not isinstance(values[0], bool)
            return expression if fits and ordered else Opaque(f"{name} {operator} {values!r}")
        case Not(part):
            return Not(_typed(part, facts))
        case AllOf(parts):
            return AllOf(tuple(_typed(part, facts) for part in parts))
        case AnyOf(parts):
            return AnyOf(tuple(_typed(part, facts) for part in parts))
        case _:
            return expression


_TYPES: Final = {"boolean": bool, "number": Decimal, "integer": Decimal, "text": str, "date": str, "enum": str}


@dataclass(slots=True)
class _Use:
    """What is asked of one fact: as a truth value, and the numbers and texts it is compared with."""

    truth: bool = False
    numbers: set[Decimal] = field(default_factory=set)
    texts: set[str] = field(default_factory=set)

    def take(self, value: Value) -> None:
        match value:
            case bool():
                self.truth = True
            case Decimal():
                self.numbers.add(value)
            case str():
                self.texts.add(value)


def _uses(expression: Expression, found: dict[str, _Use]) -> dict[str, _Use]:
    match expression:
        case Name(name) | Opaque(name):
            found.setdefault(name, _Use()).truth = True
        case Comparison(name, _, values):
            use = found.setdefault(name, _Use())
            for value in values:
                use.take(value)
        case Not(part):
            _uses(part, found)
        case AllOf(parts) | AnyOf(parts):
            for part in parts:
                _uses(part, found)
        case _:
            pass
    return found


def _groups(conditions: Sequence[Expression]) -> list[list[Expression]]:
    """The conditions in groups that share no fact, each the ones with fewest facts first."""
    names = [frozenset(_uses(each, {})) for each in conditions]
    above: dict[str, str] = {}

    def root(name: str) -> str:
        while above.setdefault(name, name) != name:
            above[name] = above[above[name]]
            name = above[name]
        return name

    for each in names:
        first = next(iter(each), None)
        for other in each:
            above[root(other)] = root(str(first))
    grouped: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
    for index, each in enumerate(names):
        grouped[root(next(iter(each))) if each else ""].append((len(each), index))
    return [[conditions[index] for _, index in sorted(group)] for group in grouped.values()]


_UNDECIDED: Final[Mapping[str, Value]] = {"": False}


def _search(conditions: Sequence[Expression], facts: Facts, left: list[int]) -> Mapping[str, Value] | None:
    """Values for which the conditions hold; ``None`` when there are none, :data:`_UNDECIDED` when the bound was met."""
    uses: dict[str, _Use] = {}
    asking: defaultdict[str, list[Expression]] = defaultdict(list)
    for each in conditions:
        for name in _uses(each, {}):
            asking[name].append(each)
        _uses(each, uses)
    if not uses:
        return None if any(truth(each, {}) is False for each in conditions) else {}
    names = list(uses)
    given: dict[str, Value] = {}
    tried = [iter(_values(uses[names[0]], facts.get(names[0])))]
    while tried:
        name = names[len(tried) - 1]
        value = next(tried[-1], None)
        if value is None:
            given.pop(name, None)
            tried.pop()
            continue
        left[0] -= 1
        if left[0] < 0:
            return _UNDECIDED
        given[name] = value
        if any(truth(each, given) is False for each in asking[name]):
            continue
        if len(tried) == len(names):
            return given
        after = names[len(tried)]
        tried.append(iter(_values(uses[after], facts.get(after))))
    return None


def _values(use: _Use, fact: Fact | None) -> Sequence[Value]:
    """Values that stand for all that a fact may be, as far as the literals it is compared with can tell."""
    if fact is not None and fact.type == "enum" and fact.values:
        return fact.values
    found: list[Value] = [True, False] if use.truth else []
    if use.numbers:
        numbers = sorted(use.numbers)
        found += _whole(numbers) if fact is not None and fact.type == "integer" else _numbers(numbers)
    if use.texts:
        # a text with the lowest character added is the next one there is
        found += sorted({"", *use.texts, *(text + "\0" for text in use.texts)})
    # an undeclared fact may be none of these; so may one that is only asked whether it is in an empty list
    return [*found, _OTHER] if not found or (fact is None and not use.truth) else found


_OTHER: Final = "\U0010ffff"


def _numbers(literals: Sequence[Decimal]) -> list[Value]:
    with localcontext(prec=_digits(literals)):
        between = [(low + high) / 2 for low, high in pairwise(literals)]
        return [literals[0] - 1, *literals, *between, literals[-1] + 1]


def _whole(literals: Sequence[Decimal]) -> list[Value]:
    floors = [Decimal(math.floor(each)) for each in literals]
    with localcontext(prec=_digits(floors)):
        return sorted({whole + step for whole in floors for step in (-1, 0, 1, 2)})


def _digits(literals: Sequence[Decimal]) -> int:
    """How many digits the sums and halves of numbers have at most: with fewer a neighbour would be the number itself."""
    below = min(0, *(min(0, int(each.as_tuple().exponent)) for each in literals))
    return max(0, *(each.adjusted() for each in literals)) - below + 4
