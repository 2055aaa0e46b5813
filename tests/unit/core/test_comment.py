"""Comments that put findings off: what they say, what they cover, and what is no comment."""

from __future__ import annotations

import time

import pytest

from powercat.core.comment import comments


@pytest.mark.parametrize(
    ("words", "codes", "reason", "until"),
    [
        ("powercat: ignore PC403 -- 等开通 -- until 2026-12-31", ["PC403"], "等开通", "2026-12-31"),
        ("powercat: ignore PC403 -- 等开通", ["PC403"], "等开通", ""),
        ("powercat: ignore PC403, PC404 -- x", ["PC403", "PC404"], "x", ""),
        ("powercat：暂缓 PC403、PC404 —— 等开通 —— 到 2026-12-31", ["PC403", "PC404"], "等开通", "2026-12-31"),
        ("powercat：忽略 PC403，PC404；等开通，截至2026-12-31", ["PC403", "PC404"], "等开通", "2026-12-31"),
        ("powercat: 暂缓PC403—等开通", ["PC403"], "等开通", ""),
        ("powercat: Ignore pc403 pc403 - 等开通", ["PC403"], "等开通", ""),
        ("powercat: ignore ＰＣ４０３ -- x", ["PC403"], "x", ""),
        ("powercat: ignore PC403 until 2026-12-31 -- 等开通", ["PC403"], "等开通", "2026-12-31"),
        ("powercat: ignore PC403 -- 2024-2025 年 -- 两次 -- until 2026-12-31", ["PC403"], "2024-2025 年 -- 两次", "2026-12-31"),
        ("powercat: ignore PC403 -- 明年到期 —— 到年底", ["PC403"], "明年到期", "年底"),
        ("powercat: ignore PC403 -- x -- until 明年", ["PC403"], "x", "明年"),
        ("powercat 暂缓 PC403 —— 等开通", ["PC403"], "等开通", ""),
        ("Powercat: 暂缓 pc403 —— 等开通 —— 到 2026-12-31", ["PC403"], "等开通", "2026-12-31"),
        ("POWERCAT ignore PC403 -- x", ["PC403"], "x", ""),
        ("PowerCat：忽略 PC403 -- x", ["PC403"], "x", ""),
        ("powercat: ignore PC403", ["PC403"], "", ""),
        ("powercat: ignore PC403 -- until 2026-12-31", ["PC403"], "", "2026-12-31"),
    ],
)
def test_what_a_comment_says(words: str, codes: list[str], reason: str, until: str) -> None:
    (found,) = comments(f"a: 1 # {words}\n")
    assert (list(found.codes), found.reason, found.until, found.problem) == (codes, reason, until, "")


@pytest.mark.parametrize(
    ("words", "problem"),
    [
        ("powercat: ignor PC403 -- x", "verb"),
        ("powercat: ignored PC403 -- x", "verb"),
        ("powercat:", "verb"),
        ("powercat: ignore", "codes"),
        ("powercat 暂缓 名称等市里统一", "codes"),
        ("powercat: ignore PC40 -- x", "codes"),
        ("powercat: ignore PC4033 -- x", "codes"),
    ],
)
def test_what_is_not_understood(words: str, problem: str) -> None:
    (found,) = comments(f"a: 1 # {words}\n")
    assert (found.problem, found.codes) == (problem, ())


TEXT = """\
%s
kind: power
id: a %s
name: "甲" %s
summary: | %s
  第一行
items: %s
  - id: x %s
    note: 多行
      的字 %s
    flow: {a: [1,
      2], b: 3} %s
  - %s
    id: y
    cells: [1,
      2
    ] %s
%s
last: 1
%s
"""


@pytest.mark.parametrize(
    ("place", "pointer", "line"),
    [
        (0, "", 0),
        (1, "/id", 3),
        (2, "/name", 4),
        (3, "/summary", 5),
        (4, "/items", 7),
        (5, "/items/0", 8),
        (6, "/items/0/note", 10),
        (7, "/items/0/flow/a/1", 12),
        (8, "/items/1", 14),
        (9, "/items/1/cells", 17),
        (10, "/last", 19),
        (11, None, 0),
    ],
)
@pytest.mark.parametrize("breaks", ["\n", "\r\n"])
def test_what_a_comment_covers(place: int, pointer: str | None, line: int, breaks: str) -> None:
    marks = ["# 说明"] * 12
    marks[place] = "# powercat: ignore PC403 -- x"
    text = (TEXT % tuple(marks)).replace("\n", breaks)
    (found,) = comments(text)
    assert (found.pointer, found.line) == (pointer, line)
    assert text[found.start : found.end] == marks[place]


@pytest.mark.parametrize(
    "text",
    [
        'a: "x # powercat: ignore PC403 -- x"\n',
        "a: 'x\n  # powercat: ignore PC403 -- x'\n",
        "a: |\n  # powercat: ignore PC403 -- x\n",
        "a: >-\n  x\n  # powercat: ignore PC403 -- x\nb: 1\n",
        '"k # powercat: ignore PC403 -- x": 1\n',
        "a: b# powercat: ignore PC403 -- x\n",
        "a: powercat: ignore\n",
        "# powercat 的说明：ignore PC403\na: 1\n",
        "# powercat ignores empty fields\na: 1\n",
        "# powercat 检查过 PC403\na: 1\n",
        "a: 1\n",
    ],
)
def test_what_is_no_comment_of_ours(text: str) -> None:
    assert comments(text) == ()


def test_a_block_ends_where_its_indentation_does() -> None:
    (found,) = comments("a:\n  b: |\n    文字\n  # powercat: ignore PC403 -- x\n  c: 1\n")
    assert found.pointer == "/a/c"


@pytest.mark.parametrize("fill", ["-", " ", "—", "- ", "\t-", "until ", "到", "2024-", "，", "# "])
@pytest.mark.parametrize("line", ["ignore PC403{fill}x", "ignore PC403 -- x{fill}y", "{fill}ignore PC403"])
def test_a_long_comment_takes_no_time(fill: str, line: str) -> None:
    begun = time.process_time()
    comments(f"a: 1 # powercat: {line.format(fill=fill * 32_000)}\n")
    assert time.process_time() - begun < 2


def test_many_comments_in_one_list_take_no_time() -> None:
    text = "a: [\n" + "".join(f"  {{k: x{number}}}\n , # powercat: ignore PC403 -- y\n" for number in range(16_000)) + "]\n"
    begun = time.process_time()
    found = comments(text)
    assert time.process_time() - begun < 4
    assert {each.pointer for each in found} == {"/a"}


def test_a_comment_on_a_line_without_a_field_covers_the_one_around_it() -> None:
    text = "a:\n  b: [\n    {c: 1\n    }, # powercat: ignore PC403 -- x\n    {d: [2\n    ] # powercat: ignore PC404 -- x\n    },\n  ]\n"
    assert [(each.codes, each.pointer) for each in comments(text)] == [(("PC403",), "/a/b"), (("PC404",), "/a/b/1/d")]
