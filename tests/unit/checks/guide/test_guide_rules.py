"""PC701 to PC708: guides, beyond the examples on the manual pages."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from powercat import checks
from powercat.core.diagnostic import Diagnostic
from powercat.core.engine import Policy, judge
from powercat.core.load import load
from powercat.core.registry import collect
from powercat.core.rule import Rule
from powercat.core.schema import Schemas
from powercat.core.store import MemoryStore

RULES = {rule.code: rule for rule in collect(checks, Rule)}
CODES = ("PC701", "PC702", "PC703", "PC704", "PC705", "PC706", "PC707", "PC708")
DAY = date(2026, 7, 1)

Told = Callable[..., list[Diagnostic]]


@pytest.fixture
def told(schemas: Schemas) -> Told:
    """What the rules on guides say of some files, by path or (one text) of a guide."""

    def of(
        files: dict[str, str] | str, *wanted: str, day: date = DAY, ahead: int = 0, profile: str = "standard"
    ) -> list[Diagnostic]:
        texts = {"guides/a.yaml": f"kind: guide\nid: a\n{files}"} if isinstance(files, str) else files
        catalog = load(MemoryStore({path: text.encode() for path, text in texts.items()}), schemas, day)
        rules = [RULES[code] for code in wanted or CODES]
        return sorted(judge(replace(catalog, ahead=ahead), rules, Policy(profile)), key=lambda found: found.order)

    return of


def codes(found: list[Diagnostic]) -> list[str]:
    return [each.code for each in found]


@pytest.fixture(scope="module")
def example(root: Path) -> dict[str, bytes]:
    folder = root / "catalog-data"
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*.yaml"))}


def test_the_example_catalog_is_clean(example: dict[str, bytes], schemas: Schemas) -> None:
    found = judge(load(MemoryStore(example), schemas, DAY), [RULES[code] for code in CODES], Policy())
    assert [(each.code, each.span.path, each.text("en")) for each in found] == []


GUIDE = "guides/food-business-licence.huangpu.yaml"
HANDBOOK = "handbooks/food-business-licence-2026.yaml"
PHONE = '  - {type: phone, value: "12345"}\n'


@pytest.mark.parametrize(
    ("path", "old", "new", "wanted"),
    [
        (GUIDE, f"consultation:\n{PHONE}complaint:\n{PHONE}", "consultation: &\ncomplaint: &\n", {"PC701"}),
        (GUIDE, "on_site_reason: 当场领取纸质许可证；也可以选择邮寄。, ", "", {"PC702"}),
        (GUIDE, 'phone: "12345"}', 'phone: "63210000"}', {"PC703"}),
        (GUIDE, "effective_on: 2026-01-01", "effective_on: 2026-01-01\nreview: {review_by: 2026-06-30}", {"PC704"}),
        (GUIDE, "开业前在这里办许可证", "逾期不予受理", {"PC705"}),
        (
            GUIDE,
            "  - {handling_item: change, on_site_visits: 0, online_depth: [acceptance, handling, result_feedback]}\n",
            "",
            {"PC706"},
        ),
        (HANDBOOK, "  quantity_limit: 无数量限制\n", "", {"PC706"}),
        ("materials/food-licence-application.yaml", "sample:", "local:", {"PC706"}),
        ("organizations/huangpu-market-regulation.yaml", "黄浦区人民政府", "市场监督管理局", {"PC707"}),
        (GUIDE, "  - {type: counter, name: 黄浦区行政服务中心", "  - {type: mobile, name: 黄浦区行政服务中心", {"PC708"}),
    ],
)
def test_a_fault_put_into_the_example_catalog_is_found(
    example: dict[str, bytes], schemas: Schemas, path: str, old: str, new: str, wanted: set[str]
) -> None:
    text = example[path].decode()
    assert old in text
    new = new.replace("&", '\n  - {type: phone, value: "021-63210000"}')
    changed = example | {path: text.replace(old, new, 1).encode()}
    found = judge(load(MemoryStore(changed), schemas, DAY), [RULES[code] for code in CODES], Policy())
    assert set(codes(found)) == wanted


# complaints and enquiries (PC701)


def lines(consultation: str, complaint: str) -> str:
    return f"consultation: [{consultation}]\ncomplaint: [{complaint}]\n"


@pytest.mark.parametrize(
    ("consultation", "complaint"),
    [
        ("{type: phone, value: 021-63210000}", "{type: phone, value: ０２１ ６３２１００００}"),
        ("{type: phone, value: '+86 21 6321 0000'}", "{type: phone, value: (021)63210000}"),
        ("{type: phone, value: 021-63210000转801}", "{type: phone, value: 021-63210000, extension: '801'}"),
        ("{type: phone, value: '12349'}", "{type: phone, value: '12349'}"),
        ("{type: phone, value: '110'}", "{type: phone, value: '110'}"),
        ("{type: phone, value: '119'}", "{type: phone, value: 021-119}"),
    ],
)
def test_one_line_is_known_however_it_is_written(told: Told, consultation: str, complaint: str) -> None:
    assert codes(told(lines(consultation, complaint), "PC701")) == ["PC701"]


@pytest.mark.parametrize(
    ("consultation", "complaint"),
    [
        ("{type: phone, value: 021-12345-1}", "{type: phone, value: '12345'}"),
        ("{type: phone, value: 021-63210000}", "{type: phone, value: 010-63210000}"),
        ("{type: phone, value: 021-63210000}", "{type: phone, value: 021-63210000, extension: '2'}"),
        ("{type: web, value: 'https://example.org'}", "{type: web, value: 'https://example.org'}"),
        ("{type: phone, value: 窗口}", "{type: phone, value: 窗口}"),
    ],
)
def test_hotlines_and_what_is_not_the_same_line_are_in_order(told: Told, consultation: str, complaint: str) -> None:
    assert told(lines(consultation, complaint), "PC701") == []


def test_a_catalog_adds_its_own_hotline(told: Told) -> None:
    line = "{type: phone, value: 021-962518}"
    own = "hotlines:\n  - {number: '962518', name: 本市热线, purpose: 咨询、投诉, source: 本市规定}\n"
    guide = f"kind: guide\nid: a\n{lines(line, line)}"
    assert codes(told({"guides/a.yaml": guide}, "PC701")) == ["PC701"]
    assert told({"guides/a.yaml": guide, "tables/hotlines.yaml": own}, "PC701") == []
    one = own.replace("source:", "serves: [complaint], source:")
    (found,) = told({"guides/a.yaml": guide, "tables/hotlines.yaml": one}, "PC701")
    assert "本市热线（咨询、投诉）" in found.text("zh")


# visits (PC702)


@pytest.mark.parametrize(
    "entry", ["on_site_visits: 0", "on_site_visits: 一次", "on_site_reason: 无", "on_site_visits: 1, on_site_reason: 5"]
)
def test_no_visits_need_no_reason_and_what_cannot_be_read_is_left_alone(told: Told, entry: str) -> None:
    assert told(f"items:\n  - {{handling_item: new, {entry}}}\n", "PC702") == []


def test_visits_without_a_reason_are_a_warning_in_a_draft(told: Told) -> None:
    text = "items:\n  - {handling_item: new, on_site_visits: 1, on_site_reason: 暂无。}\n"
    assert [each.severity.key for each in told(text, "PC702", profile="draft")] == ["warning"]
    assert "暂无" in told(text, "PC702")[0].text("zh")


@pytest.mark.parametrize(
    ("reason", "wanted"),
    [
        ("按规定", 1),
        ("按照有关规定办理。", 1),
        ("工作需要", 1),
        ("办理需要", 1),
        ("需要到场", 1),
        ("需要本人到场签名", 0),
        ("按规定当面核对身份", 0),
        ("现场办理安全培训", 0),
    ],
)
def test_what_says_nothing_is_no_reason(told: Told, reason: str, wanted: int) -> None:
    text = f"items:\n  - {{handling_item: new, on_site_visits: 1, on_site_reason: {reason}}}\n"
    assert len(told(text, "PC702")) == wanted


# contacts (PC703): see also tests/unit/power/test_power_contact.py


@pytest.mark.parametrize(
    ("contact", "words"),
    [
        ("{type: phone, value: '63210000'}", "没有区号"),
        ("{type: phone, value: '021-63210000；021-63210001'}", "几个号码"),
        ("{type: phone, value: 021-63210000转801}", "分机"),
        ("{type: phone, value: ０２１-63210000}", "全角"),
        ("{type: phone, value: 无}", "不像"),
        ("{type: email, value: a＠example.org}", "全角"),
        ("{type: email, value: a@example}", "邮箱"),
        ("{type: web, value: 'http://example'}", "网址"),
        ("{type: letter, value: a@example.org}", "信函"),
        ("{type: counter, value: '10'}", "窗口"),
        ("{type: counter, value: 示例路1号, hours: 13:00-9:00}", "13:00-9:00"),
        ("{type: phone, value: '12345', extension: 一号}", "数字"),
    ],
)
def test_each_fault_has_its_own_words(told: Told, contact: str, words: str) -> None:
    [found] = told(f"progress_enquiry: [{contact}]\n", "PC703")
    assert words in found.text("zh")
    assert found.advice("zh")


def test_a_channel_may_name_several_numbers_but_no_half_ones(told: Told) -> None:
    channel = "channels: [{type: counter, name: 大厅, phone: '%s'}]\n"
    assert told(channel % "021-63210000转1、13800000000", "PC703") == []
    assert codes(told(channel % "021-63210000、63210001", "PC703")) == ["PC703"]


def test_a_number_without_quotes_is_told_as_such_alone(told: Told) -> None:
    contact = "progress_enquiry: [{type: phone, value: %s}]\nchannels: [{type: counter, name: 大厅, phone: %s}]\n"
    assert told(contact % ("0123", "0123"), "PC703") == []
    assert codes(told(contact % ("'0123'", "'0123'"), "PC703")) == ["PC703", "PC703"]


# reviews (PC704)


def test_a_review_is_due_after_its_last_day_and_told_ahead_when_asked(told: Told) -> None:
    text = "title: 指南\nreview: {review_by: 2026-07-01}\n"
    assert told(text, "PC704") == []
    assert [each.severity.key for each in told(text, "PC704", ahead=10)] == ["info"]
    assert [each.severity.key for each in told(text, "PC704", day=date(2026, 7, 2))] == ["warning"]
    assert told(text, "PC704", day=date(2026, 6, 21), ahead=10) == []
    assert codes(told(text, "PC704", day=date(2026, 6, 22), ahead=10)) == ["PC704"]


@pytest.mark.parametrize("review", ["{}", "[]", "{review_by: 去年}", "{review_by: 5}"])
def test_a_review_without_a_day_is_never_due(told: Told, review: str) -> None:
    assert told(f"review: {review}\n", "PC704", day=date(2030, 1, 1)) == []


@pytest.mark.parametrize("kind", ["organization", "law", "power", "handbook", "material", "form", "discretion", "bundle"])
def test_every_kind_of_record_is_reviewed(told: Told, kind: str) -> None:
    assert codes(told({"x.yaml": f"kind: {kind}\nid: x\nreview: {{review_by: 2020-01-01}}\n"}, "PC704")) == ["PC704"]


# the summary (PC705)


def test_all_officialese_of_a_summary_is_one_finding_with_plain_words(told: Told) -> None:
    [found] = told("summary: 申请人应当在届满前提出，准予延续的，履行变更手续，应当换证。\n", "PC705")
    assert "“应当”、“届满”、“准予”、“履行变更手续”" in found.text("zh")
    assert "“届满”→到期" in found.advice("zh")


def test_a_long_summary_is_told_besides(told: Told) -> None:
    assert told(f"summary: {'好' * 120}\n", "PC705") == []
    assert codes(told(f"summary: {'好' * 117}应当做\n", "PC705")) == ["PC705"]
    assert codes(told(f"summary: {'好' * 118}应当做\n", "PC705")) == ["PC705", "PC705"]


@pytest.mark.parametrize("summary", ["对方可以代办。", "审核发现问题的要改。", "开餐厅在这里办许可证，不收费。"])
def test_ordinary_words_are_no_officialese(told: Told, summary: str) -> None:
    assert told(f"summary: {summary}\n", "PC705") == []


def test_a_catalog_adds_its_own_officialese(told: Told) -> None:
    own = "plain_words:\n  - {word: 赋能, plain: 帮, except: [不赋能], source: 本地约定}\n"
    files = {"guides/a.yaml": "kind: guide\nid: a\nsummary: 赋能企业，不赋能个人。\n", "tables/plain_words.yaml": own}
    [found] = told(files, "PC705")
    assert "“赋能”→帮" in found.advice("zh")


# what must be public (PC706)

LICENCE = {
    "powers/a.yaml": "kind: power\nid: a\npower_type: licence\neffective_from: 2020-01-01\n",
    "handbooks/a.yaml": "kind: handbook\nid: a-2026\nseries: a\npowers: [a]\neffective_on: 2026-01-01\ndefaults: {quantity_limit: 无}\n"
    "handling_items:\n  - {id: new, name: 新办}\n  - {id: change, name: 变更}\n",
    "guides/a.yaml": "kind: guide\nid: a\nhandbook: a\nitems: [{handling_item: new}]\n",
}


def test_a_handling_item_that_a_guide_leaves_out_is_named(told: Told) -> None:
    [found] = told(LICENCE, "PC706")
    assert (found.span.path, "“变更”" in found.text("zh")) == ("guides/a.yaml", True)


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        ("guides/a.yaml", "items: [{handling_item: new}]", "items: []"),
        ("guides/a.yaml", "items: [{handling_item: new}]", "title: 甲"),
        ("guides/a.yaml", "handbook: a", "handbook: b"),
        ("guides/a.yaml", "handbook: a", "handbook: a\nimplementation: gone"),
        ("powers/a.yaml", "licence", "public_service"),
        ("powers/a.yaml", "2020-01-01", "2027-01-01"),
        ("handbooks/a.yaml", "effective_on: 2026-01-01", "effective_on: 2027-01-01"),
        ("handbooks/a.yaml", "{id: change, name: 变更}", "{id: change, name: 变更, power: b}"),
    ],
)
def test_a_guide_that_shows_all_or_has_nothing_to_show_is_in_order(told: Told, path: str, old: str, new: str) -> None:
    assert old in LICENCE[path]
    assert told(LICENCE | {path: LICENCE[path].replace(old, new)}, "PC706") == []


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        ("guides/a.yaml", "handling_item: new", "handling_item: nwe"),
        ("guides/b.yaml", "", "kind: guide\nid: b\nhandbook: a\nitems: [{handling_item: change}\n"),
    ],
)
def test_one_slip_is_told_once(told: Told, path: str, old: str, new: str) -> None:
    assert told(LICENCE | {path: LICENCE.get(path, "").replace(old, new)}, "PC706") == []


def test_defaults_that_cannot_be_read_may_hold_the_number(told: Told) -> None:
    text = LICENCE["handbooks/a.yaml"].replace("{quantity_limit: 无}", "无数量限制")
    assert told(LICENCE | {"handbooks/a.yaml": text, "guides/a.yaml": "kind: guide\nid: a\nhandbook: a\n"}, "PC706") == []


FORM = {
    "handbooks/a.yaml": LICENCE["handbooks/a.yaml"] + "    materials: [{material: form}]\n",
    "guides/a.yaml": "kind: guide\nid: a\nhandbook: a\n",
    "materials/form.yaml": "kind: material\nid: form\nname: 许可申请表\ntype: application_form\n",
}


@pytest.mark.parametrize(
    ("path", "old", "new", "wanted"),
    [
        ("materials/form.yaml", "type:", "type:", ["PC706"]),
        ("materials/form.yaml", "type:", "smaple: {title: 样例, path: attachments/a.pdf}\ntype:", []),
        ("materials/form.yaml", "type:", "sample: 样例\ntype:", []),
        ("materials/form.yaml", "type: application_form", "type: [", []),
        ("materials/form.yaml", "id: form", "id: from", []),
        ("handbooks/a.yaml", "{material: form}", "{material: from, name: 许可申请表}", []),
        ("handbooks/a.yaml", "{material: form}", "{material: form, samlpe: {title: 样例, path: attachments/a.pdf}}", []),
        ("handbooks/a.yaml", "{material: form}", "{material: form, obtained_by: sharingg}", []),
        ("handbooks/a.yaml", "{quantity_limit:", "{quantity_limti:", ["PC706"]),
    ],
)
def test_a_sample_may_stand_where_it_cannot_be_read(told: Told, path: str, old: str, new: str, wanted: list[str]) -> None:
    files = LICENCE | FORM
    files["handbooks/a.yaml"] = files["handbooks/a.yaml"].replace("{id: change, name: 变更}", "id: change\n    name: 变更")
    assert old in files[path]
    found = told(files | {path: files[path].replace(old, new)}, "PC706")
    assert codes(found) == wanted
    assert all("示范文本" in each.text("zh") for each in found)


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("测试许可申请书（新办）", 1),
        ("《测试许可申请表》", 1),
        ("申请表（一式两份）", 1),
        ("《测试许可申请登记表》原件一式2份", 1),
        ("测试许可申请表及附件", 1),
        ("申请书填写说明", 0),
        ("申请人身份证明（附申请表）", 0),
        ("申请表复印件", 0),
    ],
)
def test_an_application_is_known_by_its_name_however_it_is_set_off(told: Told, name: str, wanted: int) -> None:
    handbook = LICENCE["handbooks/a.yaml"] + f"    materials: [{{name: {name}}}]\n"
    files = {"handbooks/a.yaml": handbook.replace("{id: change, name: 变更}", "id: change\n    name: 变更")}
    assert len(told(LICENCE | FORM | files, "PC706")) == wanted


@pytest.mark.parametrize(("sort", "wanted"), [("new", ["PC706"]), ("reissue", []), ("change", [])])
def test_a_new_licence_for_which_nothing_is_brought(told: Told, sort: str, wanted: list[str]) -> None:
    handbook = LICENCE["handbooks/a.yaml"].replace("name: 变更", f"name: 变更, type: {sort}, materials: []")
    found = told(LICENCE | FORM | {"handbooks/a.yaml": handbook.removesuffix("    materials: [{material: form}]\n")}, "PC706")
    assert codes(found) == wanted


def test_each_body_needs_a_guide_of_all_it_offers(told: Told) -> None:
    local = "kind: implementation\nid: a.%s\npower: a\norganization: %s\nhandling_items: [{id: change, offered: %s}]\n"
    guide = "kind: guide\nid: a.%s\nhandbook: a\nimplementation: a.%s\nitems: [{handling_item: new}]\n"
    files = {path: text for path, text in LICENCE.items() if not path.startswith("guides/")} | {
        "implementations/x.yaml": local % ("x", "x", "false"),
        "implementations/y.yaml": local % ("y", "y", "true"),
        "guides/x.yaml": guide % ("x", "x"),
        "guides/y.yaml": guide % ("y", "y"),
    }
    assert [each.span.path for each in told(files, "PC706")] == ["guides/y.yaml"]
    both = files | {"guides/z.yaml": guide.replace("new", "change") % ("z", "y")}
    assert told(both, "PC706") == []


def test_the_number_is_told_once_for_a_handbook(told: Told) -> None:
    files = LICENCE | {"guides/a.yaml": "kind: guide\nid: a\nhandbook: a\n"}
    without = files | {"handbooks/a.yaml": LICENCE["handbooks/a.yaml"].replace("defaults: {quantity_limit: 无}\n", "")}
    assert told(files, "PC706") == []
    [found] = told(without, "PC706")
    assert "“新办”、“变更”" in found.text("zh")


# the review body (PC707)


def body(name: str, more: str, level: str = "district") -> dict[str, str]:
    return {"organizations/x.yaml": f"kind: organization\nid: x\nname: {name}\nlevel: {level}\n{more}"}


@pytest.mark.parametrize(
    ("name", "review"),
    [
        ("黄浦区市场监督管理局", "上海市市场监督管理局"),
        ("黄浦区市场监督管理局", "上海市市场监管局（本级）"),
        ("黄浦区发展和改革委员会", "上海市发展和改革委员会"),
        ("黄浦区示例镇人民政府", "上海市民政局"),
        ("上海市地方金融监督管理局", "国家金融监督管理总局"),
        ("黄浦区卫生健康委员会监督所", "黄浦区卫生健康委员会"),
        ("黄浦海关", "上海市人民政府"),
        ("国家金融监督管理总局上海监管局", "上海市人民政府"),
        ("黄浦区财政局", "上一级主管部门"),
        ("黄浦区财政局", "上级主管部门"),
        ("黄浦区财政局", "示例省财政厅行政复议处"),
        ("黄浦区财政局", "示例省人民政府办公厅"),
        ("示例市地方海事局", "示例省地方海事局"),
    ],
)
def test_a_wrong_review_body(told: Told, name: str, review: str) -> None:
    [found] = told(body(name, f"review_body_name: {review}\n"), "PC707")
    assert review in found.text("zh")


@pytest.mark.parametrize(
    ("name", "review"),
    [
        ("黄浦区市场监督管理局", "上海市黄浦区人民政府"),
        ("黄浦区市场监督管理局", "黄浦区人民政府（复议申请窗口：区司法局）"),
        ("黄浦区市场监督管理局", "黄浦区司法局"),
        ("黄浦区市场监督管理局", "黄浦区行政复议局"),
        ("示例开发区生态环境局", "示例经济技术开发区管理委员会"),
        ("黄浦区示例镇人民政府", "上海市黄浦区人民政府"),
        ("国家税务总局黄浦区税务局", "国家税务总局上海市税务局"),
        ("黄浦海关", "上海海关"),
        ("黄浦区司法局", "上海市司法局"),
        ("黄浦区司法局", "黄浦区人民政府"),
        ("上海海事局", "中华人民共和国海事局"),
        ("黄浦区市场监督管理局", "示例"),
        ("黄浦区财政局", "黄浦区人民政府行政复议委员会"),
        ("黄浦区财政局", "黄浦区人民政府（地址：示例路一号、财政局大楼）"),
        ("示例区财政局", "天津市和平区人民政府"),
        ("黄浦区财政局", "黄浦区司法局行政复议科"),
        ("黄浦海关", "上一级主管部门"),
    ],
)
def test_a_right_or_an_unclear_review_body(told: Told, name: str, review: str) -> None:
    assert told(body(name, f"review_body_name: {review}\n"), "PC707") == []


@pytest.mark.parametrize(
    ("name", "review", "wrong"),
    [
        ("黄浦区财政局", "黄浦区人民政府或者上一级主管部门", "上一级主管部门"),
        ("黄浦区财政局", "上海市财政局或黄浦区人民政府", "上海市财政局"),
        ("黄浦区财政局", "上海市财政局和黄浦区人民政府", "上海市财政局"),
        ("黄浦区财政局", "黄浦区人民政府、上海市发展和改革委员会", "上海市发展和改革委员会"),
        ("黄浦区财政局", "黄浦区人民政府（或者上海市财政局）", "上海市财政局"),
        ("国家税务总局黄浦区税务局", "上海市税务局或者黄浦区人民政府", "黄浦区人民政府"),
    ],
)
def test_one_wrong_body_of_several_is_named(told: Told, name: str, review: str, wrong: str) -> None:
    [found] = told(body(name, f"review_body_name: {review}\n"), "PC707")
    assert f"“{wrong}”" in found.text("zh")


@pytest.mark.parametrize(
    "more",
    ["nature: entrusted\n", "abolished_on: 2026-01-01\n"],
)
def test_bodies_whose_acts_are_not_their_own_are_left_alone(told: Told, more: str) -> None:
    wrong = "review_body_name: 上海市市场监督管理局\n"
    assert codes(told(body("黄浦区市场监督管理局", wrong), "PC707")) == ["PC707"]
    assert told(body("黄浦区市场监督管理局", wrong + more), "PC707") == []


@pytest.mark.parametrize("level", ["national", "城里"])
def test_bodies_of_the_state_and_of_no_known_level(told: Told, level: str) -> None:
    found = told(body("国家示例局", "review_body_name: 国家示例局\n", level=level), "PC707")
    assert codes(found) == ([] if level == "national" else ["PC707"])


def test_a_review_body_of_the_catalog_is_read_by_its_name_and_one_that_is_not_there_by_nothing(told: Told) -> None:
    upper = {"organizations/y.yaml": "kind: organization\nid: y\nname: 上海市市场监督管理局\nlevel: provincial\n"}
    files = body("黄浦区市场监督管理局", "review_body: y\n")
    assert codes(told(files | upper, "PC707")) == ["PC707"]
    assert told(files, "PC707") == []


def test_a_catalog_adds_its_own_exceptions(told: Told) -> None:
    own = "systems:\n  - {id: salt, words: [盐务局], review: either, source: 本省规定}\n"
    files = body("黄浦区盐务局", "review_body_name: 上海市盐务局\n")
    assert codes(told(files, "PC707")) == ["PC707"]
    assert told(files | {"tables/review_bodies.yaml": own}, "PC707") == []


# one channel (PC708)


@pytest.mark.parametrize(
    ("kinds", "wanted"),
    [
        (["online"], 1),
        (["mobile", "online"], 1),
        (["counter", "counter"], 1),
        (["mail"], 1),
        (["online", "counter"], 0),
        (["counter", "self_service"], 0),
        (["counter", "mail"], 0),
        (["online", "飞鸽"], 0),
        ([], 0),
    ],
)
def test_one_way_is_one_channel(told: Told, kinds: list[str], wanted: int) -> None:
    channels = "".join(f"  - {{type: {kind}, name: 渠道{number}}}\n" for number, kind in enumerate(kinds)) or "  []\n"
    assert len(told(f"channels:\n{channels}", "PC708")) == wanted


def test_only_who_must_come_to_a_counter_gives_the_reason(told: Told) -> None:
    (online,) = told("channels: [{type: online, name: 一网通办}]\n", "PC708")
    assert "窗口" in online.advice("zh")
    assert "现场" not in online.advice("zh")
    (counter,) = told("channels: [{type: counter, name: 大厅}]\n", "PC708")
    assert "必须现场办理的原因" in counter.advice("zh")
