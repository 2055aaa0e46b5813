"""The summary a manager reads, on the pages that people read."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from markdown_it import MarkdownIt

import powercat.report
from powercat.core.diagnostic import Diagnostic
from powercat.core.registry import collect
from powercat.core.result import Result
from powercat.core.text import Text
from powercat.report import Reporter
from powercat.views.burden import Burden, Share, Spread
from powercat.views.summary import Summary, Tally

Make = Callable[..., Diagnostic]
Write = Callable[..., str]

EVIL = "<b>局</b>|*a*"
SOME = Spread(2, 2.5, 4, {"ex_officio": 1})
BURDEN = Burden(7, 2, 3, SOME, SOME, SOME, SOME, SOME, SOME, Share(1, 2), Share(0, 0), Share(2, 2))


def made(organizations: int = 1) -> Summary:
    bodies = tuple(Tally(f"o{number}", Text(f"{EVIL}{number}", "x"), 1, 2, 3, 4) for number in range(organizations))
    return Summary(bodies, (Tally("licence", Text("行政许可", "licence"), 5),), (Tally("PC601", None, 6),), BURDEN)


@pytest.mark.parametrize("name", sorted(each.name for each in collect(powercat.report, Reporter)))
def test_only_the_pages_ask_for_it(write: Write, finding: Make, name: str) -> None:
    asked: list[Result] = []
    write(name, finding(), summary=lambda result: asked.append(result))
    assert bool(asked) == (name in ("markdown", "html"))


@pytest.mark.parametrize("name", ["markdown", "html"])
def test_tables(write: Write, finding: Make, name: str) -> None:
    output = write(name, finding(), summary=lambda _: made())
    page = MarkdownIt("gfm-like", {"linkify": False}).render(output) if name == "markdown" else output
    assert "&lt;b&gt;局&lt;/b&gt;|*a*0" in page
    assert "<b>" not in page
    for words in ("概况", "PC601 承诺时限超过法定时限", "2.5（2 项）", "1/2（50%）", "依职权办理，不用填写 1 项"):
        assert words in page
    assert output.index("概况") < output.index("handbooks/食品经营.yaml:5:15", output.index("概况"))
    assert "概况" not in write(name, finding())
    english = write(name, finding(), summary=lambda _: made(), lang="en")
    assert "Findings by organization" in english
    assert "handled online" in english


def test_what_is_left_is_summed_up(write: Write, finding: Make) -> None:
    eleven = write("markdown", finding(), summary=lambda _: made(11))
    assert eleven.count("\\<b\\>局") == 11
    fifteen = write("markdown", finding(), summary=lambda _: made(15))
    assert fifteen.count("\\<b\\>局") == 10
    assert "| 其余 5 个 | 5 | 10 | 15 | 20 |" in fifteen


def test_a_long_summary_still_fits_a_comment(write: Write, finding: Make) -> None:
    many = [finding(args={"promised": "天" * 100, "statutory": number}) for number in range(900)]
    assert len(write("markdown", *many, summary=lambda _: made(50))) <= 60_000
