"""PC601, PC609 to PC616: limits, beyond the examples on the manual pages."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from powercat import checks
from powercat.core.catalog import Catalog
from powercat.core.diagnostic import Diagnostic
from powercat.core.engine import Policy, judge
from powercat.core.load import load
from powercat.core.registry import collect
from powercat.core.rule import Rule
from powercat.core.schema import Schemas
from powercat.core.store import FolderStore, MemoryStore

EXAMPLE = Path(__file__).parents[4] / "catalog-data"
CODES = ("PC601", "PC609", "PC610", "PC611", "PC612", "PC613", "PC614", "PC615", "PC616")
RULES = {rule.code: rule for rule in collect(checks, Rule)}
DAY = date(2026, 7, 1)

POWER = "kind: power\nid: food\nname: 食品经营许可\npower_type: licence\n"
HANDBOOK = "kind: handbook\nid: food-2026\nseries: food\npowers: [food]\neffective_on: 2026-01-01\nhandling_items:\n"
LOCAL = "kind: implementation\nid: food.huangpu\npower: food\norganization: huangpu\nhandling_items:\n"

LAWS = {
    f"laws/{name}.yaml": f"kind: law\nid: {name}\ntitle: {title}\nlevel: {level}\n"
    for name, title, level in (
        ("licensing", "中华人民共和国行政许可法", "law"),
        ("regulation", "示例省示例条例", "local_regulation"),
        ("rule", "示例办法", "departmental_rule"),
        ("notice", "示例指引", "normative_document"),
    )
}
LONG = "limit: {value: 5, unit: working_day}"

Told = Callable[..., list[Diagnostic]]


@pytest.fixture
def told(schemas: Schemas) -> Told:
    """What the rules on limits say of a handling item and of a body's entry for it."""

    def of(
        item: str, local: str = "", *codes: str, day: date = DAY, power: str = POWER, files: dict[str, str] | None = None
    ) -> list[Diagnostic]:
        texts = {"powers/food.yaml": power, "handbooks/food-2026.yaml": f"{HANDBOOK}  - {item}\n", **(files or {})}
        if local:
            texts["implementations/food.huangpu.yaml"] = f"{LOCAL}  - {local}\n"
        catalog = load(MemoryStore({path: text.encode() for path, text in texts.items()}), schemas, day)
        rules = [RULES[code] for code in codes or CODES]
        return sorted(judge(catalog, rules, Policy()), key=lambda found: found.order)

    return of


def codes(found: list[Diagnostic]) -> list[str]:
    return [each.code for each in found]


def days(number: int, unit: str = "working_day", more: str = "") -> str:
    return f"{{value: {number}, unit: {unit}{more}}}"


BASIS = ", legal_basis: [{law: local-rule, article: 5}]"


def test_the_words_of_an_exceeded_limit(told: Told) -> None:
    (found,) = told(f"{{id: new, statutory_limit: {days(20)}, promised_limit: {days(30)}}}")
    assert found.text("zh") == "承诺时限（30 个工作日）超过法定时限（20 个工作日）"
    assert found.text("en") == "the promise (30 working days) exceeds the statutory limit (20 working days)"
    assert found.related[0].message.zh == "法定时限写在这里"


def test_one_fault_one_finding(told: Told) -> None:
    # beyond the law, beyond the handbook: the law comes first
    item = f"{{id: new, statutory_limit: {days(20)}, promised_limit: {days(10)}}}"
    assert codes(told(item, f"{{id: new, promised_limit: {days(25)}}}")) == ["PC601"]
    # not to be held against the law nor against the handbook: said once
    item = f"{{id: new, statutory_limit: {days(20, 'calendar_day')}, promised_limit: {days(10, 'calendar_day')}}}"
    assert codes(told(item, f"{{id: new, promised_limit: {days(9)}}}")) == ["PC612"]
    # the handbook's own fault is not told again at each body that follows it
    item = f"{{id: new, statutory_limit: {days(20)}, promised_limit: {days(30)}}}"
    assert codes(told(item, "{id: new}")) == ["PC601"]


def test_a_body_with_a_stricter_law_is_held_to_it(told: Told) -> None:
    item = f"{{id: new, statutory_limit: {days(20)}, promised_limit: {days(10)}, scenarios: [{{id: a, promised_limit: {days(12)}}}]}}"
    (found,) = told(item, f"{{id: new, statutory_limit: {days(8)}}}")
    assert found.code == "PC601"
    assert found.span.path == "implementations/food.huangpu.yaml"
    assert codes(told(item, f"{{id: new, statutory_limit: {days(8)}, promised_limit: {days(8)}}}")) == ["PC601"], "the scenario's"


@pytest.mark.parametrize(
    ("local", "wanted"),
    [
        (f"{{id: new, promised_limit: {days(12)}}}", ["PC611"]),
        (f"{{id: new, promised_limit: {days(10)}}}", []),
        (f"{{id: new, promised_limit: {days(12, more=BASIS)}}}", []),
        (f"{{id: new, promised_limit: {days(12)}{BASIS}}}", []),
        ("{id: new, promised_limit: {none: true, reason: 视情况}}", ["PC611"]),
        ("{id: new, statutory_limit: {before_expiry: true}}", []),
        (f"{{id: new, statutory_limit: {days(40)}}}", ["PC611"]),
        ("{id: new, materials_add: [{name: 照片}, {id: plan, name: 图}]}", ["PC611", "PC611"]),
        ("{id: new, materials_add: [{name: 申请书, copies: 2}]}", []),
        ("{id: new, materials_add: [{name: 照片, obtained_by: e_licence}]}", []),
        ("{id: new, materials_add: [{name: 照片, obtained_by: commitment}]}", ["PC611"]),
        (f"{{id: new, materials_add: [{{name: 照片{BASIS}}}]}}", []),
        (f"{{id: new, offered: false, promised_limit: {days(12)}}}", []),
        ("{id: new, materials_add: [照片], promised_limit: 12}", []),
    ],
)
def test_heavier_than_the_handbook(told: Told, local: str, wanted: list[str]) -> None:
    item = f"{{id: new, statutory_limit: {days(20)}, promised_limit: {days(10)}, materials: [{{name: 申请书}}]}}"
    assert codes(told(item, local)) == wanted


@pytest.mark.parametrize(
    ("common", "own", "count"),
    [
        ("obtained_by: e_licence", "obtained_by: applicant", 1),
        ("obtained_by: e_licence", "originals: 1", 1),
        ("obtained_by: commitment", "obtained_by: applicant", 1),
        ("obtained_by: applicant", "obtained_by: commitment", 0),
        ("obtained_by: applicant", "obtained_by: sharing, originals: 9", 0),
        ("necessity: conditional", "necessity: required", 1),
        ("necessity: deferrable", "necessity: required", 1),
        ("necessity: required", "necessity: deferrable", 0),
        ("scenarios: [a]", "scenarios: [a, b]", 1),
        ("scenarios: [a, b]", "scenarios: [a]", 0),
        ("scenarios: [a]", "copies: 1", 1),
        ("scenarios: [a]", "when: x", 0),
        ("originals: 1", "originals: 2", 1),
        ("originals: 1", "copies: 1", 1),
        ("copies: 2", "copies: 1", 0),
        ("form: either", "form: paper", 1),
        ("form: paper", "form: electronic", 0),
        ("necessity: required", "copies: 1", 0),
        ("originals: 1", "originals: 2, legal_basis: [{law: x}]", 0),
    ],
)
def test_a_material_of_the_handbook_is_asked_for_more_heavily(told: Told, common: str, own: str, count: int) -> None:
    item = f"{{id: new, statutory_limit: {days(20)}, promised_limit: {days(10)}, materials: [{{name: 执照, {common}}}]}}"
    local = f"{{id: new, materials_drop: [执照], materials_add: [{{name: 执照, {own}}}]}}"
    assert codes(told(item, local)) == ["PC611"] * count


@pytest.mark.parametrize(
    ("days_of_step", "wanted"),
    [(3, []), (5, [("PC611", "warning")]), (9, [("PC602", "error")])],
    ids=["same", "longer", "too long"],
)
def test_a_step_is_longer_than_in_the_handbook(told: Told, days_of_step: int, wanted: list[tuple[str, str]]) -> None:
    steps = (
        "procedure: [{id: a, name: 受理, stage: acceptance, next: [{to: b}]}, "
        f"{{id: b, name: 决定, stage: decision, decides: true, limit: {days(3)}, next: []}}]"
    )
    item = f"{{id: new, statutory_limit: {days(20)}, promised_limit: {days(6)}, {steps}}}"
    body = {"organizations/huangpu.yaml": "kind: organization\nid: huangpu\nname: 示例区局\n"}
    found = told(item, f"{{id: new, step_limits: [{{step: b, limit: {days(days_of_step)}}}]}}", "PC602", "PC611", files=body)
    assert [(each.code, each.severity.key) for each in found] == wanted


@pytest.mark.parametrize(
    ("item", "wanted"),
    [
        ("{id: new}", ["PC610", "PC610"]),
        ("{id: new, statutory_limit: {before_expiry: true}, promised_limit: {before_expiry: true}}", []),
        (f"{{id: new, statutory_limit: {days(9)}, promised_limit: {{none: true, reason: 无}}}}", ["PC610"]),
        (f"{{id: new, statutory_limit: {days(9)}, promised_limit: }}", []),
        (f"{{id: new, statutory_limit: {days(9)}, promised_limit: 5}}", []),
        (f"{{id: new, statutory_limit: {days(9)}, promised_limits: {days(5)}}}", []),
        (f"{{id: new, statutory_limit: {days(9)}, scenarios: [{{id: a, promised_limit: {days(5)}}}, {{id: b}}]}}", ["PC610"]),
        (f"{{id: new, statutory_limit: {days(9)}, scenarios: [{{id: a, promised_limti: {days(5)}}}]}}", []),
        ("{id: new, power: nowhere}", []),
    ],
)
def test_a_limit_is_missing(told: Told, item: str, wanted: list[str]) -> None:
    assert codes(told(item)) == wanted


@pytest.mark.parametrize(
    ("fields", "severities"),
    [
        ("power_type: public_service", ["info", "info"]),
        ("power_type: benefit", ["error", "error"]),
        ("power_type: penalty", []),
        ("power_type: levy\ninitiation: application", ["error", "error"]),
        ("power_type: licence\ndraft: true", []),
        ("power_type: licence\neffective_to: 2026-01-31", []),
        ("power_type: permit", []),
    ],
)
def test_of_whom_limits_are_asked(told: Told, fields: str, severities: list[str]) -> None:
    found = told("{id: new}", power=f"kind: power\nid: food\nname: 食品\n{fields}\n")
    assert [each.severity.key for each in found] == severities


def test_an_immediate_item_is_told_to_promise_nothing_but_now(told: Told) -> None:
    (found,) = told(f"{{id: new, case_type: immediate, statutory_limit: {days(9)}}}")
    assert found.code == "PC610"
    assert "写 0" in found.advice("zh")
    assert told(f"{{id: new, case_type: immediate, statutory_limit: {days(9, 'calendar_day')}, promised_limit: {days(0)}}}") == []


@pytest.mark.parametrize("own", ["promised_limit: 五日", f"promised_limti: {days(5)}", f"id: nwe, promised_limit: {days(5)}"])
def test_a_promise_may_stand_with_the_body_where_it_cannot_be_read(told: Told, own: str) -> None:
    item, bodies = f"{{id: new, statutory_limit: {days(9)}}}", {"organizations/huangpu.yaml": "kind: organization\nid: huangpu\n"}
    entry = f"{{{own}}}" if "id: nwe" in own else f"{{id: new, {own}}}"
    assert told(item, entry, "PC610", files=bodies) == []
    assert codes(told(item, "{id: new}", "PC610", files=bodies)) == ["PC610"]


def test_the_unknown_year_is_told_once_and_only_when_it_is_reached(told: Told) -> None:
    item = f"{{id: new, statutory_limit: {days(20)}, promised_limit: {days(10)}, scenarios: [{{id: a, promised_limit: {days(15)}}}]}}"
    assert told(item, f"{{id: new, promised_limit: {days(8)}}}", day=date(2026, 12, 1)) == []
    (found,) = told(item, f"{{id: new, promised_limit: {days(8)}}}", day=date(2026, 12, 28))
    assert (found.code, found.pointer) == ("PC609", "/handling_items/0/statutory_limit")
    assert "2027" in found.text("zh")
    assert "calendars/2027.yaml" in found.advice("en")
    (found,) = told(item, day=date(2031, 1, 1))
    assert "2031" in found.text("en")
    off = ("01-01", "02-05", "02-06", "02-07", "04-05", "05-01", "06-09", "09-15", "10-01", "10-02", "10-03")
    holidays = ", ".join(f"{{from: 2027-{day}, to: 2027-{day}, name: 放假}}" for day in off)
    calendar = f"year: 2027\nholidays: [{holidays}]\nmake_up_days: []\nsource: 例子\n"
    assert told(item, day=date(2026, 12, 28), files={"calendars/2027.yaml": calendar}) == []


def test_a_limit_of_a_body_may_be_the_longest(told: Told) -> None:
    item = f"{{id: new, statutory_limit: {days(20)}, promised_limit: {days(10)}}}"
    found = told(item, f"{{id: new, statutory_limit: {days(45, more=BASIS)}}}", "PC609", day=date(2026, 12, 1))
    assert [each.span.path for each in found] == ["implementations/food.huangpu.yaml"]


STEPS = "procedure: [{id: a, stage: acceptance, next: [{to: b}]}, {id: b, stage: examination, limit: %s, next: [{to: c}]}, {id: c, stage: decision, limit: %s, next: []}]"


def test_sums_of_steps_that_cannot_be_compared(told: Told) -> None:
    def item(promise: str, first: str, second: str) -> str:
        return f"{{id: new, name: 新办, statutory_limit: {{none: true, reason: 无}}, promised_limit: {promise}, {STEPS % (first, second)}}}"

    (found,) = told(item(days(20, "calendar_day"), days(10), days(5)))
    assert found.code == "PC612"
    assert "15 个工作日" in found.text("zh")
    assert "20 个自然日" in found.text("zh")
    assert told(item(days(60, "calendar_day"), days(10), days(5))) == []
    assert told(item(days(10, "calendar_day"), days(10), days(5))) == [], "exceeded for sure: PC602 tells"
    assert told(item(days(20), days(10), days(5))) == []
    assert codes(told(item(days(20, "calendar_day"), days(30, "calendar_day"), days(5)))) == []


@pytest.mark.parametrize(
    ("procedure", "wanted"),
    [
        ("{name: 实地核查, type: excluded, limit: {value: 5, unit: working_day}}", ["PC613"]),
        ("{name: 审前公示, type: excluded}", ["PC613", "PC616"]),
        ("{name: 现场勘验, type: extension}", []),
        ("{name: 专家评审, type: excluded, limit: {none: true, reason: 视项目而定}}", []),
        ("{name: 现场检测, type: excluded, limit: }", ["PC616"]),
        *((f"{{name: {name}, type: excluded, {LONG}}}", ["PC613"]) for name in ("实地考察", "现场验收", "勘测", "上门走访")),
        *((f"{{name: {name}, type: excluded, {LONG}}}", []) for name in ("拍卖成交公示", "专家现场评审", "现场检验")),
        *(
            (f"{{name: 公示, type: excluded, {LONG}, legal_basis: [{{law: {law}, article: 1}}]}}", wanted)
            for law, wanted in (
                ("regulation", []),
                ("drugs", []),
                ("rule", ["PC613"]),
                ("notice", ["PC613"]),
                ("licensing", ["PC613"]),
            )
        ),
    ],
)
def test_what_is_counted_out(told: Told, procedure: str, wanted: list[str]) -> None:
    item = f"{{id: new, statutory_limit: {days(20)}, promised_limit: {days(10)}, special_procedures: [{procedure}]}}"
    assert codes(told(item, "", "PC613", "PC616", files=LAWS)) == wanted


def test_the_document_that_may_not_count_out_is_named(told: Told) -> None:
    basis = "legal_basis: [{law: licensing, article: 45}, {law: notice, article: 1}]"
    (found,) = told(f"{{id: new, special_procedures: [{{name: 公示, type: excluded, {basis}}}]}}", "", "PC613", files=LAWS)
    assert found.text("zh") == "“公示”不计入时限，依据《示例指引》不是法律、法规"
    (found,) = told(
        "{id: r, type: renewal, apply_before: {value: 60, unit: working_day, legal_basis: [{law: notice, article: 1}]}}",
        "",
        "PC614",
        files=LAWS,
    )
    assert "依据《示例指引》不是法律、法规、规章" in found.text("zh")


@pytest.mark.parametrize(
    ("lead", "wanted"),
    [
        ("{value: 30, unit: working_day}", []),
        ("{value: 30, unit: month}", ["PC614"]),
        ("{value: 1, unit: month}", ["PC614"]),
        ("{before_expiry: true}", ["PC614"]),
        ("{value: 60, unit: calendar_day, legal_basis: [{law: licensing, article: 50}]}", ["PC614"]),
        ("{value: 60, unit: calendar_day, legal_basis: [{law: licensing, article: 50}, {law: drugs, article: 1}]}", []),
        ("{value: 60, unit: calendar_day, legal_basis: [{law: rule, article: 1}]}", []),
        ("{value: 60, unit: calendar_day, legal_basis: [{law: regulation, article: 1}]}", []),
        ("{value: 60, unit: calendar_day, legal_basis: [{law: notice, article: 1}]}", ["PC614"]),
        ("{value: 60, unit: calendar_day, legal_basis: 本市指引}", []),
        ("{value: 30}", []),
        ("30日", []),
    ],
)
def test_how_long_before_expiry(told: Told, lead: str, wanted: list[str]) -> None:
    assert codes(told(f"{{id: renewal, type: renewal, apply_before: {lead}}}", "", "PC614", files=LAWS)) == wanted


def test_delivery_is_counted_in_working_days(told: Told) -> None:
    def item(limit: str) -> str:
        return f"{{id: new, procedure: [{{id: d, stage: delivery, limit: {limit}}}]}}"

    assert codes(told(item(days(11)), "", "PC615")) == ["PC615"]
    assert codes(told(item(days(3, "month")), "", "PC615")) == ["PC615"]
    assert told(item(days(10)), "", "PC615") == told(item("{none: true, reason: 无}"), "", "PC615") == []
    assert codes(told(item(days(5)), f"{{id: new, step_limits: [{{step: d, limit: {days(12)}}}]}}", "PC615")) == ["PC615"]


RUBBISH = ["", "x", "[]", "{}", "[1, x, {id: 1}]", "true", "3.5"]


@pytest.mark.parametrize(
    "field",
    [
        "statutory_limit",
        "promised_limit",
        "scenarios",
        "special_procedures",
        "procedure",
        "apply_before",
        "materials",
        "type",
        "power",
        "id",
    ],
)
@pytest.mark.parametrize("value", RUBBISH)
def test_rubbish_is_no_reason_to_fail(told: Told, field: str, value: str) -> None:
    told(f"{{id: new, type: renewal, {field}: {value}}}".replace("id: new, ", "" if field == "id" else "id: new, "))
    told(
        f"{{id: new, statutory_limit: {days(9)}}}",
        f"{{id: new, {field if field != 'id' else 'legal_basis'}: {value}, materials_add: {value}, step_limits: {value}}}",
    )


def test_the_example_catalog_keeps_its_limits(schemas: Schemas) -> None:
    catalog: Catalog = load(FolderStore(EXAMPLE), schemas, DAY)
    assert judge(catalog, [RULES[code] for code in CODES], Policy("publish")) == []
