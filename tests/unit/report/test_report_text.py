"""The text format, as a clerk reads it."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace

from powercat.core.diagnostic import Diagnostic, Edit, Related, Severity
from powercat.core.span import Span
from powercat.core.text import Text

Make = Callable[..., Diagnostic]
Write = Callable[..., str]


def unfiled(finding: Make, count: int, **changes: object) -> list[Diagnostic]:
    return [finding("PC205", Span(f"powers/p{number:02}.yaml", 1, 1, 1, 5), **changes) for number in range(count)]


def test_one_finding_from_place_to_next_task(write: Write, finding: Make, elsewhere: Related) -> None:
    assert write("text", finding(related=(elsewhere,))) == (
        "handbooks/食品经营.yaml:5:15: 必须改 PC601 承诺时限(30 个工作日)超过法定时限(20 个工作日)\n"
        "  4 |   - statutory: 20 个工作日\n"
        "  5 |     promised: 30 个工作日 # 承诺\n"
        "    |               ^^^^^^^^^^^\n"
        "  6 |     visits: 1\n"
        "  怎么改: 把承诺时限改到 20 个工作日 以内\n"
        "  相关: handbooks/食品经营.yaml:4:16: 法定时限写在这里\n"
        "  依据: 行政许可法第四十二条\n"
        "\n"
        "共 1 个问题: 必须改 1, 请核实 0, 提示 0。检查了 3 条记录。\n"
        "接下来先做这件事:\n"
        "  1. 必须改 PC601 承诺时限超过法定时限（handbooks/食品经营.yaml:5:15）\n"
        "看懂某一条: powercat explain PC601\n"
    )


def test_english(write: Write, finding: Make, elsewhere: Related) -> None:
    output = write("text", finding(related=(elsewhere,)), lang="en")
    assert output.startswith("handbooks/食品经营.yaml:5:15: error PC601 promised 30 个工作日, the law allows 20 个工作日\n")
    assert "  How to fix: shorten the promise to 20 个工作日\n  See also: handbooks/食品经营.yaml:4:16: the" in output
    assert "1 in all: errors 1, warnings 0, infos 0. Records checked: 3.\nDo this first:\n" in output


def test_clean_run_is_one_line(write: Write, finding: Make) -> None:
    assert write("text", records=7) == "✓ 没有发现问题（7 条记录）\n"
    assert write("text", records=7, lang="en") == "✓ No findings (7 records)\n"
    assert write("text", finding().waive("已报审")) == "✓ 没有发现问题（3 条记录；另有 1 处暂缓: 写在记录里 1）\n"


def test_eight_of_a_code_are_told_one_by_one_nine_together(write: Write, finding: Make) -> None:
    assert write("text", *unfiled(finding, 8)).count(": 必须改 PC205 没有备案信息\n") == 8
    assert write("text", *unfiled(finding, 9)).startswith(
        "必须改 PC205 9 项没有备案信息: 先填目录的首次备案\n"
        "  powers/p00.yaml:1:1: 没有备案信息\n"
        "  powers/p01.yaml:1:1: 没有备案信息\n"
        "  powers/p02.yaml:1:1: 没有备案信息\n"
        "  还有 6 处, 查看全部: powercat validate --select PC205 -f concise\n"
        "  怎么改: 把承诺时限改到 20 个工作日 以内\n"
        "  依据: 权责清单办法第八条\n"
        "\n"
    )


def lacking(finding: Make, counts: dict[str, int]) -> list[Diagnostic]:
    """Findings of PC101 by the name of the missing field."""
    said = Text("缺少“{title}”（{name}）", "“{title}” ({name}) is missing")
    return [
        finding(
            "PC101",
            Span(f"powers/{name}{number:02}.yaml", 1, 1, 1, 2),
            message=said,
            args={"name": name, "title": Text(f"栏目 {name}", f"Field {name}")},
            hint=None,
        )
        for name, count in counts.items()
        for number in range(count)
    ]


def test_what_is_missing_is_told_field_by_field(write: Write, finding: Make) -> None:
    output = write("text", *lacking(finding, {"version": 9, "powers": 12, "series": 2}))
    assert [line for line in output.splitlines() if line.startswith("必须改 PC101")] == [
        "必须改 PC101 12 处缺少“栏目 powers”（powers）",
        "必须改 PC101 9 处缺少“栏目 version”（version）",
    ]
    assert output.count(": 必须改 PC101 缺少“栏目 series”（series）\n") == 2
    assert "  1. 必须改 PC101 12 处缺少“栏目 powers”（powers）\n  2. 必须改 PC101 9 处缺少“栏目 version”（version）\n" in output


def test_fields_that_are_seldom_missing_stay_together(write: Write, finding: Make) -> None:
    output = write("text", *lacking(finding, {"version": 5, "powers": 6}))
    assert [line for line in output.splitlines() if line.startswith("必须改 PC101")] == [
        "必须改 PC101 缺少“栏目 powers”（powers）（同类问题共 11 处）"
    ]


def test_parts_that_a_power_demands_are_told_field_by_field(write: Write, finding: Make) -> None:
    said = Text("{of}要写“{part}”，这里没有", "{of} must state “{part}”; it is not here")
    places = [Span("a.yaml", line, 1, line, 2) for line in range(1, 11)]
    args = {"part": Text("收费", "Fees")}
    ofs = [Text("行政许可", "a licence"), Text("公共服务", "a public service")] * 5
    many = [
        finding("PC217", at, message=said, args={**args, "of": of}, hint=None, pointer="/handling_items/0/fees")
        for at, of in zip(places, ofs, strict=True)
    ]
    assert write("text", *many).startswith("必须改 PC217 10 处缺少“收费”（fees）\n")
    assert "10 处缺少“收费”（fees）" in write("markdown", *many)
    assert 'id="PC217-error-fees"' in write("html", *many)


def test_a_rule_without_words_for_many_gives_its_title(write: Write, finding: Make) -> None:
    many = [finding(span=Span("a.yaml", line, 1, line, 2), args={"promised": line, "statutory": 1}) for line in range(1, 11)]
    output = write("text", *many)
    assert output.startswith("必须改 PC601 承诺时限超过法定时限（10 处）\n  a.yaml:1:1: 承诺时限(1)超过法定时限(1)\n")
    alien = [replace(each, code="PC999", slug="unheard-of") for each in many]
    assert write("text", *alien).startswith("必须改 PC999 承诺时限(1)超过法定时限(1)（同类问题共 10 处）\n")


def test_advice_that_differs_is_not_told_of_the_group(write: Write, finding: Make) -> None:
    many = [finding(span=Span("a.yaml", line, 1, line, 2), args={"promised": 1, "statutory": line}) for line in range(1, 11)]
    assert "怎么改" not in write("text", *many)


def test_tasks_by_level_then_count(write: Write, finding: Make) -> None:
    places = [Span("a.yaml", line, 1, line, 2) for line in range(1, 5)]
    output = write(
        "text",
        *(finding("PC601", place, severity=Severity.WARNING) for place in places),
        finding("PC700", places[0], severity=Severity.INFO),
        *(finding("PC205", place) for place in places[:2]),
        finding("PC601", places[3]),
    )
    assert output.endswith(
        "共 8 个问题: 必须改 3, 请核实 4, 提示 1。检查了 3 条记录。\n"
        "接下来先做这三件事:\n"
        "  1. 必须改 PC205 2 项没有备案信息: 先填目录的首次备案\n"
        "  2. 必须改 PC601 承诺时限超过法定时限（a.yaml:4:1）\n"
        "  3. 请核实 PC601 承诺时限超过法定时限（4 处）\n"
        "看懂某一条: powercat explain PC205\n"
    )


def test_what_can_be_fixed_and_what_was_waived_is_counted(write: Write, finding: Make, change: Callable[..., Edit]) -> None:
    output = write(
        "text", finding("PC205", edits=(change(),)), finding(edits=(change(),)), finding("PC205").waive("年底前统一补")
    )
    assert "共 2 个问题: 必须改 2, 请核实 0, 提示 0（另有 1 处暂缓: 写在记录里 1）。检查了 3 条记录。\n" in output
    assert "其中 1 个可以自动改: powercat validate --fix\n" in output
    assert "年底前统一补" not in output


def test_quiet_leaves_the_findings_only(write: Write, finding: Make) -> None:
    assert write("text", quiet=True) == ""
    assert write("text", finding(), quiet=True).endswith("  依据: 行政许可法第四十二条\n\n")


def test_paths_are_those_people_see(write: Write, finding: Make) -> None:
    assert write("text", finding(), shown=lambda path: f"../{path}").startswith("../handbooks/食品经营.yaml:5:15: ")


def test_a_cell_has_no_line_and_no_frame(write: Write, finding: Make) -> None:
    output = write("text", finding(span=Span("事项.xlsx", sheet="许可", cell="C12")), source=lambda path: "PK")
    assert output.startswith("事项.xlsx!许可!C12: 必须改 PC601 承诺时限(30 个工作日)超过法定时限(20 个工作日)\n  怎么改: ")


def test_a_record_cannot_drive_the_terminal(write: Write, finding: Make) -> None:
    evil = "\x1b]0;pwned\x07\x9b31m\u202e\ud800"
    hostile = finding(
        span=Span(f"{evil}.yaml", 1, 1, 1, 3),
        args={"promised": evil, "statutory": f"{evil}\r\n{evil}"},
        related=(Related(Span(evil), Text("{x}", "{x}"), {"x": evil}),),
        basis=Text(evil, evil),
    )
    for name in ("text", "concise"):
        output = write(name, hostile, source=lambda path: f"{evil}: {evil}")
        assert not set(output) & set("\x1b\x07\x9b\r\u202e\ud800")
        assert "␛]0;pwned␇" in output


def test_a_message_of_several_lines_stays_under_its_place(write: Write, finding: Make) -> None:
    output = write("text", finding(message=Text("第一行\n第二行", "x"), args={}, hint=None, basis=None))
    assert "必须改 PC601 第一行\n    第二行\n  4 | " in output


def test_colour_only_when_asked(write: Write, finding: Make) -> None:
    assert "\x1b" not in write("text", finding())
    assert "\x1b[1;31m必须改\x1b[0m PC601" in write("text", finding(), color=True)


def test_plain_output_does_not_import_rich() -> None:
    code = (
        "import sys, powercat.report.text as module\n"
        "from powercat.core.result import Result\n"
        "from powercat.report import Setting\n"
        "setting = Setting('zh', '0', str, str, lambda path: '', {})\n"
        "''.join(module.text.write(Result.of([], 0), setting))\n"
        "sys.exit('rich' in sys.modules)\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_concise_is_one_line_a_finding(write: Write, finding: Make) -> None:
    tricky = finding(span=Span("a\nb.yaml", 2, 3, 2, 4), message=Text("一\n二\r\n\t三\u2028四\x85五", "x"), args={})
    assert write("concise", finding(), tricky, finding().waive("好")) == (
        "a b.yaml:2:3: 必须改 PC601 一 二 三 四 五\n"
        "handbooks/食品经营.yaml:5:15: 必须改 PC601 承诺时限(30 个工作日)超过法定时限(20 个工作日)\n"
    )
    assert write("concise") == ""
