"""Reading citations in what people write."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from powercat.law.address import Address
from powercat.law.known_titles import known_titles
from powercat.law.prose import Mention, read_prose

KNOWN = known_titles(["中华人民共和国食品安全法", "公司法", "中华人民共和国刑法", "示例市测试管理办法"])


def one(text: str) -> Mention:
    (mention,) = read_prose(text, KNOWN)
    assert text[mention.start : mention.end].strip() == text[mention.start : mention.end]
    return mention


def articles(text: str) -> list[str]:
    """The places of the only mention, in short: article[-suffix].paragraph.item.sub-item."""
    return [short(place) for place in one(text).places]


def short(place: Address) -> str:
    parts = [place.paragraph, place.item, place.sub_item]
    while parts and not parts[-1]:
        parts.pop()
    return ".".join([f"{place.article}-{place.suffix}" if place.suffix else str(place.article), *map(str, parts)])


# A title and all that may stand behind it


def test_the_usual_form() -> None:
    mention = one("《中华人民共和国食品安全法》（2021年修订）第三十五条第一款第（一）项、第三十六条")
    assert (mention.title, mention.year) == ("中华人民共和国食品安全法", "2021")
    assert mention.places == (Address(35, 0, 1, 1), Address(36))
    assert mention.notes == ()


@pytest.mark.parametrize(
    ("places", "expected"),
    [
        ("第三十五条", ["35"]),
        ("第３５条", ["35"]),
        ("第35条第2款", ["35.2"]),
        ("第 三十五 条", ["35"]),
        ("第三十条之一", ["30-1"]),
        ("第三十三条之一第二款", ["33-1.2"]),
        ("第三条第一款、第二款", ["3.1", "3.2"]),
        ("第三条第一、三款", ["3.1", "3.3"]),
        ("第三条第（一）、（三）项", ["3.0.1", "3.0.3"]),
        ("第三条第(一)项或者第(三)项", ["3.0.1", "3.0.3"]),
        ("第三条（一）、（二）", ["3.0.1", "3.0.2"]),
        ("第三条第一款第（一）至（三）项", ["3.1.1", "3.1.2", "3.1.3"]),
        ("第三条第一款第一项、第三项和第二款", ["3.1.1", "3.1.3", "3.2"]),
        ("第三条第二项第1目", ["3.0.2.1"]),
        ("第七条至第九条", ["7", "8", "9"]),
        ("第七至九条", ["7", "8", "9"]),
        ("第7-9条", ["7", "8", "9"]),
        ("第三十五、三十六条", ["35", "36"]),
        ("第三十五条、三十六条", ["35", "36"]),
        ("第三十五条和第三十六条", ["35", "36"]),
        ("第三十五条的规定和第三十六条", ["35", "36"]),
        ("的第三十五条", ["35"]),
        ("第三章第十二条", ["12"]),
        ("第一条第31项", ["1.0.31"]),
        ("第三十三条之规定", ["33"]),
        ("第三条第二款，第三条第二款", ["3.2"]),
        ("", []),
        ("第零条", []),
        ("第三条零项", ["3"]),
    ],
)
def test_places(places: str, expected: list[str]) -> None:
    assert articles(f"《甲办法》{places}，办理") == expected


def test_a_range_the_wrong_way_round_is_noted() -> None:
    mention = one("《甲办法》第九条至第七条")
    assert mention.places == (Address(9), Address(7))
    assert [note.zh for note in mention.notes] == ["从第 9 到第 7，范围不对"]


def test_a_number_without_its_sign_is_noted() -> None:
    mention = one("《甲办法》41条、第四十二条")
    assert mention.places == (Address(41), Address(42))
    assert [note.zh for note in mention.notes] == ["条文的号数前面应当有“第”字"]


@pytest.mark.parametrize(
    "locator",
    [
        "第三点第22条",
        "附件2第15项",
        "第三章、第五部分、第二款（二）",
        "第五部分",
        "附件",
        "附件第101项",
        "附件2（二）第5项",
        "第12项",
    ],
)
def test_places_without_an_article(locator: str) -> None:
    mention = one(f"《甲通知》（国发〔2001〕21号）{locator}的规定")
    assert (mention.places, mention.locator) == ((), locator)


# Titles


@pytest.mark.parametrize(
    ("text", "titles", "notes"),
    [
        ("《关于修改〈甲法〉的决定》", ["关于修改〈甲法〉的决定"], []),
        ("《关于修改<甲法>的决定》", ["关于修改<甲法>的决定"], ["书名号里面的书名号应当用〈〉"]),
        ("《关于修改《甲法》和《乙法》的决定》", ["关于修改《甲法》和《乙法》的决定"], ["书名号里面的书名号应当用〈〉"]),
        ("《甲办法第三条、《乙办法》第四条", ["甲办法", "乙办法"], ["书名号没有关上"]),
        ("《甲办法》》第三条", ["甲办法"], []),
        ("《甲办法〉第三条", ["甲办法"], ["书名号应当用《》"]),
        ("〈甲办法〉第三条", ["甲办法"], ["书名号应当用《》"]),
        ("<甲办法>第三条", ["甲办法"], ["书名号应当用《》"]),
        ("《甲办法（2021年修正）》第三条", ["甲办法"], []),
        ("《 甲办法 》", ["甲办法"], []),
        ("《甲法》《乙法》和《丙条例》第三条", ["甲法", "乙法", "丙条例"], []),
        ("1.《甲法》第一条；2.《乙法》第二条\n（三）《丙条例》", ["甲法", "乙法", "丙条例"], []),
    ],
)
def test_titles(text: str, titles: list[str], notes: list[str]) -> None:
    found = read_prose(text)
    assert [mention.title for mention in found] == titles
    assert [note.zh for mention in found for note in mention.notes] == notes


@pytest.mark.parametrize(
    "text",
    [
        "提交《授权委托书》",
        "填写《甲申请表》",
        "《甲许可证》遗失",
        "《甲》杂志",
        "《》",
        "《",
        "》第三条",
        "a < b > c",
        "本办法第三条",
    ],
)
def test_what_is_no_citation(text: str) -> None:
    assert read_prose(text, KNOWN) == ()


def test_a_form_with_an_article_is_one() -> None:
    assert one("《甲名单》第三条").title == "甲名单"


def test_bare_titles_that_are_known() -> None:
    found = read_prose(
        "违反食品安全法第三十五条、中华人民共和国刑法的，由公司法人承担；食品安全法实施条例第三条；乙法第三条", KNOWN
    )
    assert [(each.title, each.places) for each in found] == [("食品安全法", (Address(35),)), ("中华人民共和国刑法", ())]


@pytest.mark.parametrize(
    "text", ["行政监察法第三条", "证券公司法定代表人", "甲市实施细则第三条", "食品安全法实施条例第三条", "省测试办法第三条"]
)
def test_bare_titles_within_other_words(text: str) -> None:
    assert read_prose(text, known_titles(["监察法", "公司法", "实施细则", "食品安全法", "测试办法"])) == ()


def test_a_title_that_is_only_closed() -> None:
    mention = one("根据食品安全法》第三十五条")
    assert (mention.title, mention.places) == ("食品安全法", (Address(35),))
    assert [note.zh for note in mention.notes] == ["书名号没有开头"]


def test_short_titles_that_the_text_defines() -> None:
    text = "《甲市测试条例》（以下简称《条例》）第三条，《乙办法》(以下称“办法”)。《条例》第五条，办法第六条，该条例第七条，同办法第八条"
    found = read_prose(text)
    assert [(each.full_title, each.places) for each in found] == [
        ("甲市测试条例", (Address(3),)),
        ("乙办法", ()),
        ("甲市测试条例", (Address(5),)),
        ("乙办法", (Address(6),)),
        ("甲市测试条例", (Address(7),)),
        ("乙办法", (Address(8),)),
    ]


def test_several_short_titles_in_one_bracket() -> None:
    found = read_prose("《中央甲法》、《中央乙法》（以下简称《甲法》、《乙法》），《甲法》第一条、《乙法》第二条")
    assert [each.full_title for each in found] == ["中央甲法", "中央乙法", "中央甲法", "中央乙法"]


def test_that_law_wants_a_law() -> None:
    assert read_prose("该法第三条、同条例第四条") == ()
    assert [each.full_title for each in read_prose("《甲条例》，该法第三条")] == ["甲条例"]


# Document numbers


@pytest.mark.parametrize(
    ("written", "number", "year", "notes"),
    [
        ("（国发〔2021〕7号）", "国发〔2021〕7号", "", 0),
        ("(国发[2021]7号)", "国发〔2021〕7号", "", 1),
        ("（国发［2021］7号）", "国发〔2021〕7号", "", 1),
        ("（国发(2021)7号）", "国发〔2021〕7号", "", 1),
        ("（国发〔2021〕第07号）", "国发〔2021〕7号", "", 2),
        ("国发〔2021〕7号", "国发〔2021〕7号", "", 0),
        ("（国发〔2021〕7号", "国发〔2021〕7号", "", 0),
        ("(2016年国家发改委令第44号)", "国家发改委令第44号", "2016", 0),
        ("（中华人民共和国主席令第五十二号）", "主席令第五十二号", "", 0),
        ("（国务院令第557号）", "国务院令第557号", "", 0),
        ("( 2010年国务院令586号修订)", "国务院令第586号", "2010", 0),
        ("（甲省人民政府令第１４２号）", "甲省人民政府令第142号", "", 0),
        ("（住房和城乡建设部令第5号）", "住房和城乡建设部令第5号", "", 0),
        ("（市场监管总局公告2021年第3号）", "市场监管总局公告2021年第3号", "", 0),
        ("（2018年修订）", "", "2018", 0),
        ("(2015年修正)", "", "2015", 0),
        ("（2019修订）", "", "2019", 0),
        ("（2010）", "", "2010", 0),
        ("2018年修订", "", "2018", 0),
        ("（1998年11月29日国务院令第253号发布，2017年7月16日修订）", "国务院令第253号", "2017", 0),
        ("（2009年国务院令第557号，2019年修订）", "国务院令第557号", "2019", 0),
        ("（国务院令第100号，根据2017年3月1日《国务院关于修改部分行政法规的决定》第二次修订）", "国务院令第100号", "2017", 0),
        ("（1995年通过 根据2018年12月29日《关于修改〈甲法〉等七部法律的决定》第四次修正）", "", "2018", 0),
        ("（2012年3月28日卫生部令第86号公布 自2013年8月1日起施行）", "卫生部令第86号", "2012", 0),
        ("（试行）", "", "", 0),
        ("（2018年修订）（国务院令第7号）", "国务院令第7号", "2018", 0),
    ],
)
def test_what_stands_in_brackets(written: str, number: str, year: str, notes: int) -> None:
    mention = one(f"依据《甲办法》{written}第三条的规定")
    assert (mention.number, mention.year, len(mention.notes)) == (number, year, notes)
    assert mention.places == (Address(3),)


def test_a_number_before_its_title_or_without_one() -> None:
    mention = one("2012年12月29日原甲总局令第150号公布的《乙规定》同时废止")
    assert (mention.title, mention.number) == ("乙规定", "甲总局令第150号")
    alone = one("按照国发[2021]7号第三条办理")
    assert (alone.title, alone.number, alone.places, len(alone.notes)) == ("", "国发〔2021〕7号", (Address(3),), 1)
    assert read_prose("通缉令的编号、指令序列号") == ()


# Quotations


def test_the_passage_that_follows() -> None:
    text = "《甲办法》（2018年修订）第三条第一款、第二款：      申请人应当提交材料。        主管部门应当受理。\n《乙办法》第四条：违反的，处罚款。"
    first, second = read_prose(text)
    assert first.quote == "申请人应当提交材料。\n主管部门应当受理。"
    assert second.quote == "违反的，处罚款。"


def test_a_passage_in_quotation_marks() -> None:
    first, second = read_prose("《甲办法》第三条规定：“应当依照《丙法》第九条办理。”，《乙办法》第四条")
    assert (first.quote, second.title) == ("应当依照《丙法》第九条办理。", "乙办法")


def test_a_passage_on_the_line_of_its_citation() -> None:
    first, second = read_prose("1.《甲办法》第三条 申请人依照《丙法》第九条提交材料。\n2.《乙办法》第四条 违反的，处以罚款。")
    assert (first.quote, second.quote) == ("申请人依照《丙法》第九条提交材料。", "违反的，处以罚款。")


def test_passages_one_behind_the_other() -> None:
    text = "【法律】《甲办法》第三条：申请人应当提交材料。【规章】《乙办法》第四条第一款 主管部门应当受理2.《丙办法》第五条：违反的，处罚款"
    assert [(each.title, each.quote) for each in read_prose(text)] == [
        ("甲办法", "申请人应当提交材料。"),
        ("乙办法", "主管部门应当受理"),
        ("丙办法", "违反的，处罚款"),
    ]


def test_further_articles_below_a_passage() -> None:
    first, second = read_prose("《甲办法》第三条：申请人应当提交材料。\n第五条：主管部门应当受理。")
    assert [(each.title, each.places, each.quote) for each in (first, second)] == [
        ("甲办法", (Address(3),), "申请人应当提交材料。"),
        ("甲办法", (Address(5),), "主管部门应当受理。"),
    ]


@pytest.mark.parametrize(
    "text", ["依照《甲办法》第三条的规定，由主管部门处罚", "《甲办法》第三条和有关规定", "《甲办法》第三条、《乙办法》"]
)
def test_a_sentence_that_goes_on_is_no_passage(text: str) -> None:
    assert not any(mention.quote for mention in read_prose(text))


# Any text at all


@given(
    st.lists(
        st.sampled_from(
            [
                *"《》〈〉<>（）()〔〕[]第条款项目之一十35、，。；：“”\n \u3000",
                "以下简称",
                "国务院令第1号",
                "甲法",
                "该法",
                "2018年修订",
                "食品安全法",
            ]
        ),
        max_size=60,
    ).map("".join)
)
def test_any_text_is_read(text: str) -> None:
    end = 0
    for mention in read_prose(text, KNOWN):
        assert end <= mention.start < mention.end <= len(text)
        end = mention.end
        assert mention.title or mention.number
        assert all(place.article > 0 for place in mention.places)


@pytest.mark.parametrize(
    "piece",
    ["《", "《a", "《〈〉", "〈", "《甲法》", "《甲法》第一条：", "《甲法》第一条：“甲", "第", "一", "第一、", "\n", "。 ", "（", "《甲法》（",
     "以下简称", "（以下简称", "该法第一条", "号", "国发〔2021〕7号", "国务院令第1号公布的", "食品安全法", "《甲法》第一条、", "《甲法》" + " " * 90],
)  # fmt: skip
def test_long_texts_take_no_longer_than_they_are(piece: str) -> None:
    """200,000 characters of anything: seconds where it is linear, hours where it is not."""
    began = time.perf_counter()
    read_prose(piece * (200_000 // len(piece)), KNOWN)
    assert time.perf_counter() - began < 20
