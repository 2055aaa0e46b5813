"""The formats that people read in a browser."""

from __future__ import annotations

import re
from collections.abc import Callable
from html.parser import HTMLParser

from markdown_it import MarkdownIt

from powercat.core.diagnostic import Diagnostic, Severity
from powercat.core.span import Span
from powercat.core.text import Text

Make = Callable[..., Diagnostic]
Write = Callable[..., str]


def test_markdown(write: Write, finding: Make) -> None:
    assert write("markdown", finding(), finding(severity=Severity.WARNING).waive("好")) == (
        "## 事项目录检查结果\n"
        "\n"
        "| 级别 | 数量 |\n"
        "| --- | ---: |\n"
        "| 必须改 | 1 |\n"
        "| 请核实 | 0 |\n"
        "| 提示 | 0 |\n"
        "| 另有暂缓: 写在记录里 1 | 1 |\n"
        "\n"
        "检查了 3 条记录。\n"
        "\n"
        "### 必须改 PC601 承诺时限超过法定时限\n"
        "\n"
        "依据: 行政许可法第四十二条\n"
        "\n"
        "| 位置 | 问题 | 怎么改 |\n"
        "| --- | --- | --- |\n"
        "| handbooks/食品经营.yaml:5:15 | 承诺时限(30 个工作日)超过法定时限(20 个工作日) | 把承诺时限改到 20 个工作日 以内 |\n"
    )


def test_markdown_clean(write: Write) -> None:
    assert write("markdown") == "## 事项目录检查结果\n\n✓ 没有发现问题（3 条记录）\n"
    assert write("markdown", lang="en") == "## Catalog check\n\n✓ No findings (3 records)\n"


def test_markdown_shows_a_value_as_it_is(write: Write, finding: Make) -> None:
    value = "`a` | b\\ *c* _d_ <img src=x> [e](f) ~~g~~ &lt; $x$"
    output = write("markdown", finding(args={"promised": f"{value}\n@admin 好", "statutory": "a@b.cn"}))
    page = MarkdownIt("gfm-like", {"linkify": False}).render(output)
    cell = re.findall("<td>(承诺.*?)</td>", page)[0]
    shown = value.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    assert cell == f"承诺时限({shown}&lt;br&gt;@\u200badmin 好)超过法定时限(a@b.cn)".replace("&lt;br&gt;", "<br>")


def test_markdown_fits_a_comment_and_says_what_it_left_out(write: Write, finding: Make) -> None:
    many = [finding(span=Span(f"{number}.yaml"), args={"promised": "天" * 100, "statutory": 1}) for number in range(900)]
    output = write("markdown", *many)
    rows = output.count("超过法定时限(")
    assert 50_000 < len(output) <= 60_000
    assert f"**还有 {900 - rows} 个问题没有写在这里**" in output
    assert output.endswith("查看全部: `powercat validate -f concise`\n")
    assert len(write("markdown", finding(args={"promised": "天" * 70_000, "statutory": 1}))) < 3_000


def test_markdown_basis_that_differs_stands_with_its_finding(write: Write, finding: Make) -> None:
    output = write("markdown", finding(), finding(basis=Text("另一条", "another")))
    assert "<br>依据: 行政许可法第四十二条 |" in output and "<br>依据: 另一条 |" in output


class Page(HTMLParser):
    """Collects what a page shows, and every element and attribute it uses."""

    VOID = ("meta", "br")

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: set[str] = set()
        self.attributes: list[tuple[str, str | None]] = []
        self.words = ""
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes += attrs
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] != "style":
            self.words += data


def test_html_tells_all(write: Write, finding: Make) -> None:
    output = write("html", finding(), finding("PC205").waive("年底前统一补"))
    page = Page(output)
    assert page.open == []
    assert output.startswith('<!DOCTYPE html>\n<html lang="zh-CN">')
    assert "<mark>30 个工作日</mark> # 承诺" in output
    for words in (
        "handbooks/食品经营.yaml:5:15",
        "承诺时限(30 个工作日)超过法定时限(20 个工作日)",
        "怎么改: 把承诺时限改到 20 个工作日 以内",
        "依据: 行政许可法第四十二条",
        "接下来先做这件事",
        "暂缓: 年底前统一补 (写在记录里)",
        "检查了 3 条记录",
    ):
        assert words in page.words
    assert '<html lang="en">' in write("html", finding(), lang="en")


def test_html_clean(write: Write) -> None:
    assert "✓ 没有发现问题" in Page(write("html")).words


ELEMENTS = {"html", "head", "meta", "title", "style", "body", "h1", "h2", "ul", "ol", "li", "a", "p", "strong", "span", "code"}
ELEMENTS |= {"pre", "mark", "details", "summary", "article", "footer", "br"}
ATTRIBUTES = {"lang", "charset", "name", "content", "http-equiv", "class", "id", "href", "open"}


def test_html_needs_nothing_from_outside_and_runs_nothing(write: Write, finding: Make) -> None:
    evil = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>\x1b\x00"
    words = Text(evil, evil)
    known = finding(span=Span(evil, 1, 1, 1, 9), args={"promised": evil, "statutory": evil}, basis=words, hint=words)
    unknown = Diagnostic(evil, evil, Severity.ERROR, known.span, words)
    output = write("html", known, known.waive(evil), unknown, source=lambda path: evil, version=evil)
    page = Page(output)
    assert page.tags <= ELEMENTS
    assert {name for name, _ in page.attributes} <= ATTRIBUTES
    assert all((value or "").startswith("#") for name, value in page.attributes if name == "href")
    assert "url(" not in output and "http:" not in output and "https:" not in output
    assert "\x1b" not in output and "\x00" not in output
