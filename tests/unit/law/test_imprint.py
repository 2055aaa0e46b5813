"""What a law's text says of itself."""

from __future__ import annotations

import pytest

from powercat.law.imprint import Imprint, imprint
from powercat.law.statute import read_statute


def of(head: str, last: str = "", path: str = "某文本.md") -> Imprint:
    return imprint(read_statute(f"{head}\n\n<!-- INFO END -->\n\n第一条 甲。\n\n第二条 {last or '乙。'}\n"), path)


@pytest.mark.parametrize(
    ("history", "last", "promulgated", "effective"),
    [
        ("2003年8月27日 某会议通过\n\n2019年4月23日 某会议修正", "本法自2004年7月1日起施行。", "2019-04-23", "2019-04-23"),
        ("2021年1月22日 某会议修订", "本法自2021年7月15日起施行。", "2021-01-22", "2021-07-15"),
        ("2019年10月11日 某机关公布\n\n2019年12月1日 施行", "", "2019-10-11", "2019-12-01"),
        ("（2015年1月1日国务院令第600号公布　自2015年3月1日起施行）", "", "2015-01-01", "2015-03-01"),
        ("2020年5月1日 某机关公布\n\n自公布之日起施行", "", "2020-05-01", "2020-05-01"),
        ("二〇二〇年五月一日 某机关公布", "本办法自二〇二〇年六月十日起施行。", "2020-05-01", "2020-06-10"),
    ],
)
def test_days(history: str, last: str, promulgated: str, effective: str) -> None:
    found = of(f"# 某办法\n\n{history}", last)
    assert (found.promulgated, found.effective) == (promulgated, effective)


def test_the_name_of_the_file_tells_the_day() -> None:
    found = of("# 某办法", "本办法自公布之日起施行。", "行政法规/某办法(2018-03-04).md")
    assert (found.promulgated, found.effective, found.level) == ("2018-03-04", "2018-03-04", "administrative_regulation")


def test_what_is_taken_for_granted_is_said() -> None:
    assert of("# 某办法\n\n2018年3月4日 某机关公布").doubt is not None
    assert of("# 某办法\n\n2018年3月4日 某机关公布", "本办法自2018年5月1日起施行。").doubt is None


@pytest.mark.parametrize(
    ("line", "number"),
    [
        ("（2015年1月1日国务院令第600号公布）", "国务院令第600号"),
        ("2020年1月1日 示例市人民政府令第3号公布", "示例市人民政府令第3号"),
        ("2020年1月1日 国发〔2020〕7号", "国发〔2020〕7号"),
        ("2020年1月1日 某会议通过", ""),
    ],
)
def test_the_number(line: str, number: str) -> None:
    assert of(f"# 某办法\n\n{line}").number == number


@pytest.mark.parametrize(
    ("title", "line", "level"),
    [
        ("中华人民共和国某法", "2020年1月1日 第十三届全国人民代表大会常务委员会第一次会议通过", "law"),
        ("某条例", "2020年1月1日 国务院令第1号公布", "administrative_regulation"),
        ("某市某条例", "2020年1月1日 某市第一届人民代表大会常务委员会第一次会议通过", "local_regulation"),
        ("某办法", "2020年1月1日 某某部令第1号公布", "departmental_rule"),
        ("某省某办法", "2020年1月1日 某省人民政府令第1号公布", "provincial_government_rule"),
        ("某市某办法", "2020年1月1日 某市人民政府令第1号公布", "municipal_government_rule"),
        ("关于某事的通知", "2020年1月1日 某办发〔2020〕1号", "normative_document"),
        ("某办法", "2020年1月1日 公布", ""),
    ],
)
def test_the_level(title: str, line: str, level: str) -> None:
    assert of(f"# {title}\n\n{line}").level == level


def test_a_chapter_is_no_title() -> None:
    assert read_statute("# 第一章 总则\n\n第一条 甲。\n").title == ""
    assert read_statute("## 某办法\n\n第一条 甲。\n").title == ""
