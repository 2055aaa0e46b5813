"""The manual page of a rule: the docstring of its check, whose examples are also its tests.

A fenced ``yaml`` block is one example. It holds one file, or several parted by lines ``--- # powers/a.yaml``; a file
without such a line is called
``example.yaml``. Records may be partial: only the rule itself is run. A line that must be found ends in ``#! PC601``,
once per finding; a block without such
a mark must be clean.
"""

from __future__ import annotations

import inspect
import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from powercat.core.engine import Policy, judge
from powercat.core.load import load
from powercat.core.rule import Rule
from powercat.core.schema import Schemas
from powercat.core.store import MemoryStore

EXAMPLE_DAY: Final = date(2026, 7, 1)
"""The day on which examples are looked at."""

_FENCE = re.compile(r"^```yaml[^\n]*\n(.*?)^```", re.MULTILINE | re.DOTALL)
_FILE = re.compile(r"^--- # (\S+)[ ]*$\n?", re.MULTILINE)
_MARK = re.compile(r"[ \t]*#! ?(PC[0-9]{3}(?: PC[0-9]{3})*)[ ]*$", re.MULTILINE)

Place = tuple[str, int]
"""Path and line (from 1)."""


@dataclass(frozen=True)
class Example:
    """Files by path without their marks, and how many findings are wanted at which place."""

    files: Mapping[str, str]
    wanted: Mapping[Place, int]


def page(rule: Rule) -> str:
    """The manual page as Markdown."""
    return inspect.cleandoc(rule.manual)


def examples(rule: Rule) -> list[Example]:
    """The examples of a rule's manual page, in order."""
    return [_example(match[1]) for match in _FENCE.finditer(page(rule) + "\n")]


def _example(block: str) -> Example:
    pieces = _FILE.split(block)
    files = dict(zip(pieces[1::2], pieces[2::2], strict=True)) if len(pieces) > 1 else {"example.yaml": block}
    wanted: Counter[Place] = Counter()
    for path, text in files.items():
        for number, line in enumerate(text.split("\n"), 1):
            mark = _MARK.search(line)
            if mark:
                wanted[path, number] += len(mark[1].split())
    return Example({path: _MARK.sub("", text) for path, text in files.items()}, dict(wanted))


def run(rule: Rule, example: Example, schemas: Schemas) -> Mapping[Place, int]:
    """How many findings of this rule the example really has, and where."""
    store = MemoryStore({path: text.encode() for path, text in example.files.items()})
    catalog = load(store, schemas, EXAMPLE_DAY)
    found = judge(catalog, [rule], Policy())
    return dict(Counter((each.span.path, each.span.line) for each in found))
