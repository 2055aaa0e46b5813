"""PC602 to PC608, PC617 to PC620 and PC622: steps, posts and paths, beyond the examples on the manual pages."""

from __future__ import annotations

import json
import random
import time
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from powercat import checks
from powercat.core.catalog import Catalog
from powercat.core.diagnostic import Diagnostic
from powercat.core.document import parse
from powercat.core.engine import Policy, judge
from powercat.core.load import load
from powercat.core.registry import collect
from powercat.core.rule import Rule
from powercat.core.schema import Schemas
from powercat.core.store import FolderStore, MemoryStore

EXAMPLE = Path(__file__).parents[4] / "catalog-data"
CODES = ("PC602", "PC603", "PC604", "PC605", "PC606", "PC607", "PC608", "PC617", "PC618", "PC619", "PC620", "PC622")
RULES = {rule.code: rule for rule in collect(checks, Rule) if rule.code in CODES}
DAY = date(2026, 7, 1)

Step = dict[str, Any]
Told = Callable[..., list[Diagnostic]]


def step(name: str, stage: str, days: int | None = None, to: str | None = "", unit: str = "working_day", **more: Any) -> Step:
    """A step; ``to`` is ``"next?condition …"`` with words apart, ``""`` the end, ``None`` unsaid."""
    written: Step = {"id": name, "name": name, "stage": stage, **more}
    if days is not None:
        written["limit"] = {"value": days, "unit": unit}
    if to is not None:
        ways = (way.partition("?") for way in to.split())
        written["next"] = [{"to": target, **({"when": when} if when else {})} for target, _, when in ways]
    return written


def accept(to: str | None = "decide", **more: Any) -> Step:
    return step("accept", "acceptance", 1, to, **more)


def decide(days: int | None = 5, to: str | None = "", **more: Any) -> Step:
    return step("decide", "decision", days, to, **more)


def working(days: int) -> Mapping[str, object]:
    return {"value": days, "unit": "working_day"}


@pytest.fixture
def told(schemas: Schemas) -> Told:
    """What one rule says of a handling item with these steps, of bodies and their own entries, in order of place."""

    def of(
        code: str,
        steps: list[Step],
        *,
        item: Mapping[str, object] | None = None,
        handbook: Mapping[str, object] | None = None,
        power: Mapping[str, object] | None = None,
        bodies: Mapping[str, Mapping[str, object]] | None = None,
        local: Mapping[str, Mapping[str, object]] | None = None,
        files: Mapping[str, Mapping[str, object]] | None = None,
    ) -> list[Diagnostic]:
        facts = [{"id": name, "name": name, "type": "boolean"} for name in ("p", "q")]
        records: dict[str, Mapping[str, object]] = {
            "powers/food.yaml": {"kind": "power", "id": "food", "power_type": "licence", **(power or {})},
            "handbooks/food.yaml": {
                "kind": "handbook",
                "id": "food",
                "series": "food",
                "powers": ["food"],
                "effective_on": "2026-01-01",
                "facts": facts,
                "organizations": list(bodies or {}),
                "handling_items": [{"id": "new", "name": "新办", "type": "new", "procedure": steps, **(item or {})}],
                **(handbook or {}),
            },
        }
        for name, body in (bodies or {}).items():
            records[f"organizations/{name}.yaml"] = {"kind": "organization", "id": name, "name": f"{name}局", **body}
        for name, entry in (local or {}).items():
            records[f"implementations/food.{name}.yaml"] = {
                "kind": "implementation",
                "id": f"food.{name}",
                "power": "food",
                "organization": name,
                "handling_items": [{"id": "new", **entry}],
            }
        return run(code, {**records, **(files or {})}, schemas)

    return of


def excluded(name: str, **more: object) -> dict[str, object]:
    return {"special_procedures": [{"name": name, "type": "excluded", **more}]}


@pytest.mark.parametrize(
    ("of_scenario", "own", "wanted"),
    [
        (15, None, []),
        (11, None, ["handbooks/food.yaml"]),
        (15, 10, ["implementations/food.north.yaml"]),
        (11, 15, ["handbooks/food.yaml"]),
        (None, 15, []),
        (None, None, ["handbooks/food.yaml"]),
    ],
)
def test_the_promise_of_a_scenario_stands_in_the_place_of_the_items(
    told: Told, of_scenario: int | None, own: int | None, wanted: list[str]
) -> None:
    steps = [accept("examine"), step("examine", "examination", 7, "decide"), decide(5)]
    scenario = {"id": "chain", "name": "连锁", **({"promised_limit": working(of_scenario)} if of_scenario else {})}
    local = {"promised_limit": working(own)} if own else {}
    item = {"promised_limit": working(10), "scenarios": [scenario]}
    found = told("PC602", steps, item=item, bodies={"north": {}}, local={"north": local})
    assert [each.span.path for each in found] == wanted


@pytest.mark.parametrize(
    ("name", "stated", "wanted"),
    [
        ("审查", "技术审查（专家评审）", 1),
        ("技术审查", "技术审查（专家评审）", 0),
        ("组织专家评审", "技术审查（专家评审）", 0),
        ("开展技术审查", "技术审查", 0),
        ("检测程序", "检测", 0),
        ("检测报告审核", "检测", 1),
        ("受检单位自查", "检验", 1),
        ("现场核查", "现场核查", 1),
        ("组织", "组织", 0),
        ("", "检测", 1),
    ],
)
def test_a_step_does_not_count_where_it_is_the_special_procedure(told: Told, name: str, stated: str, wanted: int) -> None:
    steps = [accept("look"), {**step("look", "examination", 9, "decide"), "name": name}, decide(1)]
    assert len(told("PC602", steps, item=promised(5, **excluded(stated)))) == wanted


def test_what_a_law_counts_out_or_another_power_than_a_licence_does_is_not_counted(told: Told) -> None:
    steps = [accept("look"), {**step("look", "examination", 9, "decide"), "name": "现场核查"}, decide(1)]
    by_regulation = excluded("现场核查", legal_basis=[{"law": "act", "article": 3}])

    def law(level: str) -> dict[str, dict[str, object]]:
        return {"laws/act.yaml": {"kind": "law", "id": "act", "title": "示例省森林条例", "level": level}}

    assert told("PC602", steps, item=promised(5, **by_regulation), files=law("local_regulation")) == []
    assert told("PC602", steps, item=promised(5, **by_regulation), files=law("normative_document")) != []
    assert told("PC602", steps, item=promised(5, **excluded("现场核查")), power={"power_type": "confirmation"}) == []


def run(code: str, records: Mapping[str, object], schemas: Schemas) -> list[Diagnostic]:
    raw = {path: json.dumps(record, ensure_ascii=False, indent=1).encode() for path, record in records.items()}
    return sorted(judge(load(MemoryStore(raw), schemas, DAY), [RULES[code]], Policy()), key=lambda found: found.order)


def sums(found: list[Diagnostic]) -> list[str]:
    return [each.text("zh").rpartition("，")[2] for each in found]


def promised(days: int, **more: object) -> dict[str, object]:
    return {"promised_limit": working(days), **more}


def test_the_path_is_told_in_words_with_its_sum(told: Told) -> None:
    (found,) = told("PC602", [accept("examine"), step("examine", "examination", 10, "decide"), decide(5)], item=promised(12))
    assert found.text("zh") == (
        "“新办”各步骤相加超过承诺时限（12 个工作日）：accept → examine（10 个工作日） → decide（5 个工作日），合计 15 个工作日"
    )
    assert found.pointer == "/handling_items/0/promised_limit"


@pytest.mark.parametrize(
    ("steps", "item"),
    [
        pytest.param([accept(), decide(10)], promised(10), id="exactly the promise; acceptance does not count"),
        pytest.param([accept(), decide(3, "deliver"), step("deliver", "delivery", 30)], promised(5), id="delivery does not count"),
        pytest.param([accept(decides=True), decide(9, decides=False)], promised(0), id="an acceptance that decides counts nothing"),
        pytest.param([accept("a b"), step("a", "examination", 4, "decide"), step("b", "examination", 5, "decide"), decide(5)],
                     promised(10), id="branches at the same time: the longest"),
        pytest.param([accept("a?p decide?!p"), step("a", "examination", 6, "b?!p decide?p"), step("b", "examination", 6, "decide"),
                      decide(1)], promised(7), id="conditions that exclude each other"),
        pytest.param([accept("look"), step("look", "examination", 3, "amend?p decide?!p"),
                      step("amend", "examination", 5, "look"), decide(1)], promised(4), id="a loop counts once"),
        pytest.param([accept("hear"), step("hear", "hearing", 20, "decide"), decide(5)],
                     promised(5, special_procedures=[{"name": "利害关系人听证", "type": "excluded"}]), id="an excluded hearing"),
        pytest.param([accept("x?size(p)>1"), step("x", "examination", None, "decide"), decide(5)], promised(5), id="no limit"),
        pytest.param([accept(), decide(5, unit="calendar_day")], promised(5), id="units that do not tell"),
        pytest.param([step("look", "investigation", 99, "end"), step("end", "closing", 1)], promised(1), id="nothing decides"),
        pytest.param([accept(), decide(99)], {"statutory_limit": {"before_expiry": True}}, id="before expiry"),
    ],
)  # fmt: skip
def test_steps_within_the_limit(told: Told, steps: list[Step], item: dict[str, object]) -> None:
    assert told("PC602", steps, item=item) == []


@pytest.mark.parametrize(
    ("steps", "item", "total"),
    [
        pytest.param([accept("a b"), step("a", "examination", 4, "decide"), step("b", "examination", 6, "decide"), decide(5)],
                     promised(10), "合计 11 个工作日", id="the longer of two branches"),
        pytest.param([accept("a?p decide"), step("a", "examination", 9, "decide"), decide(2)], promised(10), "合计 11 个工作日",
                     id="a condition with another way beside it"),
        pytest.param([accept("x?size(p)>1 decide"), step("x", "examination", 6, "decide"), decide(5)], promised(10),
                     "合计 11 个工作日", id="a condition that cannot be read may hold"),
        pytest.param([accept(), decide(None, "b"), step("b", "decision", 12, "deliver"), step("deliver", "delivery", 1)],
                     promised(10), "合计 12 个工作日", id="the last of two decisions before delivery"),
        pytest.param([step("pre", "other", 50, "accept"), accept(), decide(11)], promised(10), "合计 11 个工作日",
                     id="what comes before acceptance does not count"),
        pytest.param([accept(), decide(11)], {"statutory_limit": working(10)}, "合计 11 个工作日", id="the law, without a promise"),
        pytest.param([accept("a"), step("a", "examination", 3, "decide", unit="calendar_day"), decide(11)], promised(10),
                     "合计 11 个工作日加 3 个自然日", id="working days alone are too many"),
        pytest.param([accept("a b"), step("a", "examination", 40, "decide", unit="calendar_day"),
                      step("b", "examination", 11, "decide"), decide(0)], promised(10),
                     "合计 40 个自然日", id="days for sure more than the longest run of working days"),
        pytest.param([accept("a b"), step("a", "examination", 13, "decide", unit="calendar_day"),
                      step("b", "examination", 11, "decide"), decide(0)], promised(10),
                     "合计 11 个工作日", id="the longer by days is not to be told, the other is"),
        pytest.param([accept(None), decide(11, None)], promised(10), "合计 11 个工作日", id="steps in order of the list"),
    ],
)  # fmt: skip
def test_steps_beyond_the_limit(told: Told, steps: list[Step], item: dict[str, object], total: str) -> None:
    assert sums(told("PC602", steps, item=item)) == [total]


def test_a_scenario_is_judged_by_its_own_promise_and_condition(told: Told) -> None:
    steps = [accept("check?scenario=='big' decide?scenario!='big'"), step("check", "examination", 8, "decide"), decide(2)]
    scenarios = [{"id": "big", "name": "大店"}, {"id": "small", "name": "小店", "promised_limit": working(3)}]
    assert told("PC602", steps, item=promised(10, scenarios=scenarios)) == []
    (found,) = told("PC602", steps, item=promised(9, scenarios=scenarios))
    assert "“新办”（大店）" in found.text("zh")
    steps = [accept("check?p decide?!p"), step("check", "examination", 8, "decide"), decide(2)]
    scenarios = [{"id": "small", "name": "小店", "when": "!p", "promised_limit": working(3)}]
    assert told("PC602", steps, item=promised(9, scenarios=scenarios)) == []


def test_bodies_are_judged_by_their_own_limits(told: Told) -> None:
    steps = [accept(), decide(10)]
    two: dict[str, dict[str, object]] = {"north": {}, "south": {}}
    assert told("PC602", steps, item=promised(10), bodies=two) == []
    (found,) = told("PC602", steps, item=promised(10), bodies=two, local={"north": {"promised_limit": working(8)}})
    assert found.record is not None
    assert (found.record.id, found.pointer) == ("food.north", "/handling_items/0/promised_limit")
    shorter = {"promised_limit": working(8), "step_limits": [{"step": "decide", "limit": working(8)}]}
    assert told("PC602", steps, item=promised(10), bodies=two, local={"north": shorter}) == []
    (found,) = told(
        "PC602",
        steps,
        item=promised(10),
        bodies=two,
        local={"north": {"step_limits": [{"step": "decide", "limit": working(12)}]}},
    )
    assert found.record is not None
    assert (found.record.id, found.pointer) == ("food.north", "/handling_items/0/step_limits")
    (found,) = told("PC602", [accept(), decide(12)], item=promised(10), bodies=two, local={"north": shorter})
    assert "（south局）" in found.text("zh"), "only who has no shorter limits of its own"
    assert told("PC602", [accept(), decide(12)], item=promised(10), bodies=two, local=dict.fromkeys(two, shorter)) == []
    assert (
        told("PC602", [accept(), decide(12)], item=promised(10), bodies={"north": {}}, local={"north": {"offered": False}}) != []
    )


@pytest.mark.parametrize(
    "own",
    [
        {"step_limits": "无"},
        {"setp_limits": [{"step": "decide", "limit": working(8)}]},
        {"step_limits": [{"step": "decide", "limit": "八日"}]},
        {"step_limits": [{"step": "decide", "limti": working(8)}]},
        {"step_limits": [{"step": "decied", "limit": working(8)}]},
        {"promised_limit": "九日"},
    ],
)
def test_the_limits_of_a_body_that_cannot_be_read_are_not_added_up(told: Told, own: dict[str, object]) -> None:
    steps = [accept(), decide(10)]
    bodies: dict[str, dict[str, object]] = {"north": {}}
    local = {"north": {"promised_limit": working(9), **own}}
    assert told("PC602", steps, item=promised(10), bodies=bodies, local=local) == []
    assert told("PC602", steps, item=promised(10), bodies=bodies, local={"north": {"promised_limit": working(9)}}) != []


@pytest.mark.parametrize(
    ("steps", "item"),
    [
        ([accept(), {**decide(12), "decide": True}], {}),
        ([{**accept(), "stage": "acceptence"}, decide(10)], {}),
        ([accept("decide ask?p"), step("ask", "examination", 9, None, nxet=[]), decide(2)], {}),
        ([accept(), step("hearing", "hearing", 9, "decide"), decide(2)], {"special_procedures": "听证"}),
        ([accept(), decide(12)], {"special_procedure": [{"id": "x", "name": "听证", "type": "excluded"}]}),
        ([accept(), decide(12)], {"special_procedures": [{"id": "x", "nmae": "decide", "type": "excluded"}]}),
    ],
)
def test_what_counts_cannot_be_read(told: Told, steps: list[Step], item: dict[str, object]) -> None:
    assert told("PC602", steps, item=promised(10, **item)) == []
    assert told("PC602", [accept(), decide(12)], item=promised(10)) != []


def test_a_service_runs_to_its_performance(told: Told) -> None:
    steps = [accept("do"), step("do", "performance", 11)]
    assert sums(told("PC602", steps, item=promised(10), power={"power_type": "public_service"})) == ["合计 11 个工作日"]
    assert told("PC602", steps, item=promised(10)) == []


def test_two_thousand_steps_and_dense_graphs_are_judged_in_time(told: Told) -> None:
    began = time.perf_counter()
    row = [step(f"s{n}", "examination", 1, f"s{n + 1}") for n in range(1998)]
    (found,) = told("PC602", [accept("s0"), *row, step("s1998", "decision", 1)], item=promised(10))
    assert sums([found]) == ["合计 1999 个工作日"]
    assert len(found.text("zh")) < 500
    names = [f"s{n}" for n in range(60)]
    dense = [step(name, "examination", 1, " ".join(each for each in names if each != name) + " decide") for name in names]
    half = [step(name, "examination", 1, " ".join(f"{each}?p" for each in names if each != name)) for name in names]
    long = [step(f"s{n}", "examination", 1, f"s{n + 1}?p") for n in range(1000)]
    for code in ("PC602", "PC606", "PC607", "PC605"):
        told(code, [accept(" ".join(names)), *dense, decide(1)], item=promised(10))
        told(code, [accept(" ".join(names)), *half, decide(1)], item=promised(10))
        told(code, [accept("s0"), *long, step("s1000", "decision", 1)], item=promised(10))
    assert time.perf_counter() - began < 20


def test_a_step_without_an_id_or_with_a_broken_next_silences_the_graph(told: Told) -> None:
    broken = [accept("decide"), {"name": "x", "stage": "examination"}, decide(99)]
    for code in ("PC602", "PC606", "PC607"):
        assert told(code, broken, item=promised(1)) == []
    assert told("PC607", [accept("decide"), {**decide(1), "next": "accept"}]) == []


def test_limits_are_asked_of_items_that_take_time(told: Told) -> None:
    steps = [accept(), decide(None)]
    assert [each.pointer for each in told("PC603", steps)] == ["/handling_items/0/procedure/1/limit"]
    assert told("PC603", steps, item={"case_type": "immediate"}) == []
    assert told("PC603", steps, item=promised(0)) == []
    assert told("PC603", steps, handbook={"defaults": {"case_type": "immediate"}}) == []
    assert told("PC603", steps, handbook={"expires_on": "2026-06-30"}) == []
    own = {"step_limits": [{"step": "decide", "limit": working(3)}]}
    assert told("PC603", steps, bodies={"north": {}}, local={"north": own}) == []
    hearing = [step("hear", "hearing", None, "decide"), decide()]
    assert told("PC603", hearing, item=excluded("听证", limit=working(20))) == []
    assert told("PC603", hearing, item={"special_procedures": [{"name": "听证", "type": "within"}]}) != []
    assert told("PC603", hearing, item=excluded("检测", limit=working(20))) != []
    assert told("PC603", hearing, item={"special_procedures": "听证"}) == [], "it may be stated there"
    assert told("PC603", steps, bodies={"north": {}, "south": {}}, local={"north": own}) != []


@pytest.mark.parametrize(
    ("own", "item"),
    [
        ({"step_limits": "三日"}, {}),
        ({"step_limits": [{"step": "decied", "limit": working(3)}]}, {}),
        ({"step_limits": [{"step": "decide", "limti": working(3)}]}, {}),
        ({"id": "nwe", "step_limits": [{"step": "decide", "limit": working(3)}]}, {}),
        ({}, {"case_type": "imediate"}),
        ({}, {"case_tpye": "immediate"}),
    ],
)
def test_a_limit_may_stand_where_it_cannot_be_read(told: Told, own: dict[str, object], item: dict[str, object]) -> None:
    steps = [accept(), decide(None)]
    assert told("PC603", steps, bodies={"north": {}}, local={"north": own}, item=item) == []
    assert told("PC603", steps, bodies={"north": {}}, local={"north": {}}) != []


WINDOW = {"id": "window", "name": "受理岗"}
HEAD = {"id": "head", "name": "负责人岗"}


def test_a_post_is_looked_up_where_the_step_is_done(told: Told) -> None:
    steps = [accept(post="window"), decide(post="head")]
    bodies = {"north": {"posts": [HEAD]}, "hall": {"posts": [WINDOW]}}
    only = {"organizations": ["north"]}
    (found,) = told("PC604", steps, bodies=bodies, handbook=only)
    assert (found.pointer, found.args["bodies"]) == ("/handling_items/0/procedure/0/post", ("north局",))
    assert told("PC604", steps, bodies=bodies, handbook=only, local={"north": {"accepting_body": "hall"}}) == []
    assert (
        told(
            "PC604", [{**steps[0], "actor": "organization", "actor_organization": "hall"}, steps[1]], bodies=bodies, handbook=only
        )
        == []
    )
    city = {"city": {"level": "provincial", "posts": [WINDOW]}, "north": {"level": "district", "parent": "city", "posts": [HEAD]}}
    assert (
        told("PC604", [{**steps[0], "actor": "level", "actor_level": "provincial"}, steps[1]], bodies=city, handbook=only) == []
    )
    assert told("PC604", [{**steps[0], "actor": "level", "actor_level": "national"}, steps[1]], bodies=city, handbook=only) == []
    assert told("PC604", [{**steps[0], "post": "hall/window"}, steps[1]], bodies=bodies, handbook=only) == []


def test_a_missing_post_is_told_once_for_a_handbook(told: Told) -> None:
    steps = [accept("examine", post="window"), step("examine", "examination", 1, "decide", post="window"), decide(post="window")]
    found = told("PC604", steps, bodies={"north": {}, "south": {"posts": [WINDOW]}})
    assert [each.pointer for each in found] == ["/handling_items/0/procedure/0/post"]
    assert "岗位“受理岗”，north局没有" in found[0].text("zh"), "by its name in another body"
    nameless = told("PC604", steps, bodies={"north": {}, "south": {"posts": [{"id": "window"}]}})
    assert "岗位“window”" in nameless[0].text("zh")


@pytest.mark.parametrize(
    "north",
    [{"posts": "无"}, {"psots": [WINDOW]}, {"posts": [{"name": "受理岗"}]}, {"posts": [{"idd": "window", "name": "受理岗"}]}],
)
def test_a_post_may_stand_where_it_cannot_be_read(told: Told, north: dict[str, object]) -> None:
    steps, south = [accept(post="window"), decide(post="window")], {"posts": [WINDOW]}
    assert told("PC604", steps, bodies={"north": north, "south": south}) == []
    assert told("PC604", steps, bodies={"north": {"posts": [HEAD]}, "south": south}) != []


@pytest.mark.parametrize(
    "more",
    [
        {"organizations": "north"},
        {"organizatoins": ["south"]},
    ],
)
def test_posts_are_asked_of_bodies_known_for_sure(told: Told, more: dict[str, object]) -> None:
    steps, bodies = [accept(post="window"), decide(post="window")], {"north": {}, "south": {"posts": [WINDOW]}}
    duties = [{"id": "one", "stage": "acceptance", "duty": "受理", "post": "window"}]
    own = {"kind": "responsibility", "id": "r", "powers": ["food"], "duties": duties}
    files = {"responsibilities/r.yaml": own, "implementations/food.north.yaml": LOCAL}
    told_of = [each.span.path for each in told("PC604", steps, bodies=bodies, files=files, handbook={"organizations": ["north"]})]
    assert told_of == ["handbooks/food.yaml", "responsibilities/r.yaml"]
    bare = {key: value for key, value in {"organizations": None, **more}.items() if value is not None}
    assert told("PC604", steps, bodies=bodies, files=files, handbook={"organizations": None, **bare}) == []
    files = {**files, "responsibilities/r.yaml": {**own, **more}}
    told_of = [each.span.path for each in told("PC604", steps, bodies=bodies, files=files, handbook={"organizations": ["north"]})]
    assert told_of == ["handbooks/food.yaml"]


LOCAL = {"kind": "implementation", "id": "food.north", "power": "food", "organization": "north"}


@pytest.mark.parametrize(
    "more",
    [
        {"power": "foot"},
        {"handling_items": [{"id": "nwe", "accepting_body": "south"}]},
        {"handling_items": [{"id": "new", "accepting_bdoy": "south"}]},
        {"handling_items": "south"},
    ],
)
def test_who_accepts_may_stand_where_it_cannot_be_read(told: Told, more: dict[str, object]) -> None:
    bodies = {"north": {}, "south": {"posts": [WINDOW]}}
    steps, only = [accept(post="window"), decide(post="south/window")], {"organizations": ["north"]}

    def found(**own: object) -> list[Diagnostic]:
        return told("PC604", steps, bodies=bodies, handbook=only, files={"implementations/food.north.yaml": {**LOCAL, **own}})

    assert found(**more) == []
    assert found(handling_items=[{"id": "new"}]) != []


@pytest.mark.parametrize("slip", [{"actor": "levle"}, {"actro": "level"}, {"satge": "acceptance", "stage": None}])
def test_who_does_a_step_may_not_be_readable(told: Told, slip: dict[str, object]) -> None:
    bodies = {"north": {}, "south": {"posts": [WINDOW]}}
    steps = [{**accept(post="window"), **slip}, decide(post="south/window")]
    assert told("PC604", steps, bodies=bodies, handbook={"organizations": ["north"]}) == []


def test_the_same_post_is_one_of_the_same_body(told: Told) -> None:
    steps = [accept(post="north/window"), decide(post="window")]
    assert len(told("PC605", steps, bodies={"north": {"posts": [WINDOW]}})) == 1
    assert (
        told(
            "PC605",
            steps,
            bodies={"south": {"posts": [WINDOW]}, "north": {"posts": [WINDOW]}},
            handbook={"organizations": ["south"]},
        )
        == []
    )
    assert told("PC605", [accept(post="window"), decide(post="head")], bodies={"north": {"posts": [WINDOW, HEAD]}}) == []


def test_what_a_mistyped_next_leaves_open_is_not_told(told: Told) -> None:
    assert told("PC606", [accept("decid"), decide()]) == []
    assert told("PC607", [accept("decid"), decide(to="deliver")]) == []
    assert [
        each.args["step"] for each in told("PC606", [accept("deliver"), decide(to="deliver"), step("deliver", "delivery", 1)])
    ] == ["decide"]


def test_what_lies_beyond_a_loop_without_a_way_out_is_not_told_besides(told: Told) -> None:
    steps = [accept("examine"), step("examine", "examination", 1, "decide"), decide(to="examine"), step("deliver", "delivery", 1)]
    assert told("PC606", steps) == []
    assert [each.pointer for each in told("PC607", steps)] == ["/handling_items/0/procedure/1"]
    orphan = step("orphan", "examination", 1, "decide")
    assert [each.args["step"] for each in told("PC606", [*steps, orphan])] == ["orphan"]


END = step("end", "delivery", 1)


@pytest.mark.parametrize(
    ("steps", "words"),
    [
        ([accept("a"), step("a", "examination", 1, "end?p"), END], "走到“a”，有的情形没有下一步（p：否）"),
        ([accept("a"), step("a", "examination", 1, "end?p b?q"), step("b", "examination", 1, "end"), END], "（p：否，q：否）"),
        ([accept("a?p end?!p"), step("a", "examination", 1, "end?!p||q"), END], "（p：是，q：否）"),
        (
            [accept("a"), step("a", "examination", 1, "b?p end?!p"), step("b", "examination", 1, "a?p"), END],
            "（p：是）在这几步里绕，走不出来：a → b → a",
        ),
        (
            [accept("a"), step("a", "examination", 1, "b"), step("b", "examination", 1, "a?p"), END],
            "走进这几步就出不来：a → b",
        ),
    ],
)
def test_cases_left_without_a_way(told: Told, steps: list[Step], words: str) -> None:
    (found,) = told("PC607", steps)
    assert words in found.text("zh")
    assert found.severity.name == "ERROR"


@pytest.mark.parametrize(
    "steps",
    [
        [accept("a"), step("a", "examination", 1, "b?!p end?p"), step("b", "examination", 1, "a"), END],
        [accept("a"), step("a", "examination", 1, "b?!p end?p"), step("b", "examination", 1, "a?!p end?p"), END],
        [accept("a"), step("a", "examination", 1, "b?p end"), step("b", "examination", 1, "end"), END],
        [accept("a?p end?!p"), step("a", "examination", 1, "end?p"), END],
        [accept("a"), step("a", "examination", 1, "end?unknown"), END],
        [accept("a"), step("a", "examination", 1, "end?size(p)>3"), END],
        [accept("a"), step("a", "examination", 1, "end?scenario=='x'"), END],
        [accept("a?p>3 end"), step("a", "examination", 1, "end?q"), END],
    ],
)
def test_cases_that_find_a_way_or_cannot_be_judged(told: Told, steps: list[Step]) -> None:
    assert told("PC607", steps) == []


@pytest.mark.parametrize(
    "slip",
    [
        {"facts": [{"id": "p", "name": "p", "type": "bool"}]},
        {"facts": [{"id": "p", "name": "p", "type": "enum", "values": [{"value": 1, "label": "一"}]}]},
        {"facts": "p"},
        {"fact": [{"id": "p", "name": "p", "type": "boolean"}], "facts": None},
    ],
)
def test_facts_that_cannot_be_read_may_be_anything(told: Told, slip: dict[str, object]) -> None:
    steps = [accept("a"), step("a", "examination", 1, "end?p"), END]
    assert told("PC607", steps, handbook=slip) == []
    assert told("PC607", [accept("a"), step("a", "examination", 1, "end?p=='x'"), END], handbook=slip) == []
    broken = {"scenarios": [{"id": "s", "name": "单店", "when": 5}]}
    assert told("PC607", steps, item=broken) == []


def test_a_scenario_without_a_way_is_named(told: Told) -> None:
    scenarios = {"scenarios": [{"id": "s", "name": "单店"}, {"id": "c", "name": "连锁"}, {"id": "d", "name": "加盟"}]}
    steps = [accept("a"), step("a", "examination", 1, "end?scenario=='s'"), END]
    (found,) = told("PC607", steps, item=scenarios)
    assert "（情形：连锁、加盟）" in found.text("zh")
    back = step("b", "examination", 1, "a?scenario!='s' end?scenario=='s'")
    around = [accept("a"), step("a", "examination", 1, "b?scenario!='s' end?scenario=='s'"), back, END]
    (found,) = told("PC607", around, item=scenarios)
    assert "（情形：连锁、加盟）在这几步里绕" in found.text("zh")


def test_what_the_materials_ask_does_not_change_on_the_way(told: Told) -> None:
    steps = [accept("a"), step("a", "examination", 1, "b?p end?!p"), step("b", "examination", 1, "a"), END]
    assert told("PC607", steps) == []
    (found,) = told("PC607", steps, item={"materials": [{"name": "图纸", "when": "p"}]})
    assert "（p：是）在这几步里绕" in found.text("zh")


def test_the_limits_that_are_added_up_are_listed_with_the_longest_first(told: Told) -> None:
    steps = [accept("a"), step("a{x}", "examination", 2, "decide", id="a"), decide(9)]
    own = {"promised_limit": working(8)}
    (found,) = told("PC602", steps, bodies={"north": {}}, local={"north": own})
    assert found.span.path == "implementations/food.north.yaml"
    assert [(each.span.path, each.message.say("zh", each.args)) for each in found.related] == [
        ("handbooks/food.yaml", "“decide”用 9 个工作日"),
        ("handbooks/food.yaml", "“a{x}”用 2 个工作日"),
    ]


@pytest.mark.parametrize("stage", ["delivery", "service_of_documents", "execution", "performance", "archiving", "closing"])
def test_the_stages_a_procedure_may_end_with(told: Told, stage: str) -> None:
    assert told("PC607", [accept("decide end"), decide(to="end"), step("end", stage, 1)]) == []
    assert len(told("PC607", [accept("decide end"), decide(to=""), step("end", stage, 1)])) == 1


def test_a_post_without_deputy_is_told_at_the_body(told: Told) -> None:
    steps = [accept(post="window"), decide(post="head")]
    found = told("PC608", steps, bodies={"north": {"posts": [WINDOW, {**HEAD, "deputy": "window"}]}})
    assert [(each.span.path, each.args["post"]) for each in found] == [("organizations/north.yaml", "受理岗")]
    (itself,) = told("PC608", steps, bodies={"north": {"posts": [{**WINDOW, "deputy": "window"}, {**HEAD, "deputy": "window"}]}})
    assert itself.message.zh.endswith("写的是它自己")
    assert told("PC608", [accept(post="window", deputy_post="head"), decide(post="head", deputy_post="window")],
                bodies={"north": {"posts": [WINDOW, HEAD]}}) == []  # fmt: skip
    assert told("PC608", [accept(post="window", deputy_psot="head")], bodies={"north": {"posts": [WINDOW, HEAD]}}) == []


PENALTY = {"power_type": "penalty"}


def filed(to: str) -> Step:
    return step("file", "case_filing", 1, to)


def test_every_way_to_a_penalty_leads_through_notice(told: Told) -> None:
    notice = step("notify", "notification", 1, "decide")
    assert told("PC617", [filed("notify"), notice, decide()], power=PENALTY) == []
    (found,) = told("PC617", [filed("notify?p decide?!p"), notice, decide()], power=PENALTY)
    assert found.text("zh").endswith("：file → decide")
    assert told("PC617", [filed("notify?p decide?!p"), notice, decide()]) == [], "a licence"
    assert told("PC617", [filed("decide"), decide()], power=PENALTY) == [], "no notice at all is told by PC217"
    assert (
        told(
            "PC617",
            [filed("notify?p drop?!p"), notice, decide(), {**step("drop", "decision", 1), "name": "不予处罚"}],
            power=PENALTY,
        )
        == []
    )
    labelled = {**filed(""), "next": [{"to": "notify", "when": "p"}, {"to": "decide", "when": "!p", "label": "撤案"}]}
    assert told("PC617", [labelled, notice, decide()], power=PENALTY) == []
    late = [filed("decide"), decide(to="notify"), step("notify", "notification", 1)]
    assert len(told("PC617", late, power=PENALTY)) == 1, "notice after the decision"
    scenario = {"scenarios": [{"id": "s", "name": "情形", "when": "p"}]}
    assert told("PC617", [filed("notify?p decide?!p"), notice, decide()], power=PENALTY, item=scenario) == []


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        ("不予行政处罚决定", 0),
        ("移送公安机关", 0),
        ("终止调查", 0),
        ("处罚事由不成立", 0),
        ("免予处罚", 0),
        ("作出处罚或者不予处罚决定", 1),
        ("从轻、减轻或者不予处罚", 1),
        ("不予听证", 1),
        ("移送法制审核", 1),
        ("终止听证", 1),
    ],
)
def test_what_lets_off_and_nothing_else_needs_no_notice(told: Told, words: str, wanted: int) -> None:
    notice = step("notify", "notification", 1, "decide")
    named = [filed("notify?p drop?!p"), notice, decide(), {**step("drop", "decision", 1), "name": words}]
    assert len(told("PC617", named, power=PENALTY)) == wanted
    ways = [{"to": "notify", "when": "p"}, {"to": "decide", "when": "!p", "label": words}]
    assert len(told("PC617", [{**filed(""), "next": ways}, notice, decide()], power=PENALTY)) == wanted


@pytest.mark.parametrize(
    ("name", "stage", "wanted"),
    [
        ("告知权利义务并调查取证", "investigation", 1),
        ("处罚告知", "investigation", 1),
        ("告知权利", "other", 1),
        ("行政处罚告知", "other", 0),
        ("听证告知", "other", 0),
        ("提醒", "notification", 0),
    ],
)
def test_only_the_notice_of_the_penalty_tells(told: Told, name: str, stage: str, wanted: int) -> None:
    first = {**step("first", stage, 1, "notify?p decide?!p"), "name": name}
    steps = [filed("first"), first, step("notify", "notification", 1, "decide"), decide()]
    assert len(told("PC617", steps, power=PENALTY)) == wanted


CLOSING = {
    "id": "closing",
    "name": "种类",
    "type": "set",
    "values": [{"value": "close", "label": "责令停产停业"}, {"value": "warn", "label": "警告"}],
}


def table(**output: object) -> dict[str, dict[str, object]]:
    rows = [{"id": "r", "name": "一般", "then": output.pop("then", {"closing": "warn, close"})}]
    return {
        "discretion/d.yaml": {"kind": "discretion", "id": "d", "power": "food", "outputs": [{**CLOSING, **output}], "rows": rows}
    }


def test_major_penalties_need_a_hearing_and_a_review(told: Told) -> None:
    bare = [filed("decide"), decide()]
    (found,) = told("PC618", bare, power=PENALTY, files=table())
    assert found.text("zh") == "“新办”可能作出“责令停产停业”，流程里没有听证、法制审核"
    both = [filed("hear"), step("hear", "hearing", 1, "review"), step("review", "legal_review", 1, "decide"), decide()]
    assert told("PC618", both, power=PENALTY, files=table()) == []
    assert told("PC618", bare, power=PENALTY, files=table(then={"closing": "warn"})) == []
    assert len(told("PC618", bare, power=PENALTY, files=table(then={}, default="close"))) == 1
    assert told("PC618", bare, power=PENALTY) == [], "nothing on record"
    assert told("PC618", bare, files=table()) == [], "a licence"
    for sort in ({"type": "summary_procedure"}, {"type": "sumary_procedure"}, {"type": None, "tpye": "summary_procedure"}):
        assert told("PC618", bare, power=PENALTY, files=table(), item=sort) == []
    for name in ("吊销许可证决定书", "降低等级决定书", "降低资质等级决定书", "撤销许可证决定书"):
        (found,) = told("PC618", bare, power=PENALTY, item={"outputs": [{"name": name, "type": "other"}]})
        assert name in found.text("zh")
    assert told("PC618", bare, power=PENALTY, item={"outputs": [{"name": "警告决定书", "type": "other"}]}) == []


def test_a_hearing_is_chaired_by_another(told: Told) -> None:
    steps = [
        accept("look"),
        step("look", "examination", 1, "hear", post="head"),
        step("hear", "hearing", 1, "decide", post="head"),
        decide(),
    ]
    (found,) = told("PC619", steps, bodies={"north": {"posts": [HEAD]}})
    assert found.pointer == "/handling_items/0/procedure/2/post"
    assert "“负责人岗”" in found.text("zh")
    assert told("PC619", steps, power={"power_type": "adjudication"}) == [], "these laws speak of licences and penalties"
    assert told("PC619", [{**each, "post": f"p{n}"} for n, each in enumerate(steps)]) == []


def test_one_unit_accepts_and_delivers_for_a_body(told: Told) -> None:
    steps = [accept("decide", post="window"), decide(to="deliver"), step("deliver", "delivery", 1, post="head")]
    units = {"units": [{"id": "a", "name": "甲科"}, {"id": "b", "name": "乙科"}]}

    def body(*of: str) -> dict[str, dict[str, object]]:
        posts = [{**post, **({"unit": unit} if unit else {})} for post, unit in zip((WINDOW, HEAD), of, strict=True)]
        return {"north": {**units, "posts": posts}}

    (found,) = told("PC620", steps, bodies=body("a", "b"))
    assert found.args["windows"] == ("甲科", "乙科")
    assert told("PC620", steps, bodies=body("a", "a")) == []
    assert told("PC620", steps, bodies=body("a", "bb")) == [], "a unit that is not there may be mistyped"
    assert told("PC620", steps, bodies=body("a", "")) == []
    assert told("PC620", steps, bodies=body("", "")) == []
    assert told("PC620", steps, bodies=body("a", "b"), power={"power_type": "other"}) == []
    twice = [steps[0], step("web", "acceptance", 1, "decide", post="head"), *steps[1:]]
    assert len(told("PC620", twice, bodies=body("", ""))) == 1


def documents(*names: str) -> dict[str, object]:
    return {"documents": [{"id": f"d{number}", "name": name} for number, name in enumerate(names)]}


def missing(found: list[Diagnostic]) -> list[str]:
    return sorted(each.args["document"].zh for each in found)  # type: ignore[attr-defined]


def test_documents_are_known_by_the_words_of_their_names(told: Told) -> None:
    assert missing(told("PC622", [], handbook=documents())) == ["不予受理凭证", "不予许可决定书", "受理凭证", "补正告知书"]
    assert missing(told("PC622", [], handbook=documents("不予受理决定书", "补正告知书", "准予（不予）许可决定书"))) == [
        "受理凭证"
    ]
    assert told("PC622", [], handbook=documents("（不予）受理通知书", "一次性告知书", "许可（不予许可）决定")) == []
    assert (
        told(
            "PC622",
            [],
            handbook=documents("受理通知书、不予受理通知书、补正通知书"),
            item={"outputs": [{"name": "批准或者不批准文件"}]},
        )
        == []
    )
    assert told("PC622", []) == [], "not yet written"
    assert told("PC622", [], handbook={**documents(), "expires_on": "2026-06-30"}) == []


def test_a_document_whose_name_cannot_be_read_may_be_the_one(told: Told) -> None:
    names = ("受理（不予受理）通知书", "补正告知书", "不予许可决定书")
    assert missing(told("PC622", [], handbook=documents(*names[1:]))) != []
    for slip in ({"nmae": names[0]}, {"name": 5}, {}):
        listed = [{"id": "first", **slip}, *documents(*names[1:])["documents"]]  # type: ignore[misc]
        assert told("PC622", [], handbook={"documents": listed}) == []
    assert told("PC622", [], handbook=documents(*names[1:]), item={"outputs": "通知书"}) == []


def test_documents_of_penalties_hang_on_the_procedure(told: Told) -> None:
    ordinary, summary = {"type": "ordinary_procedure"}, {"type": "summary_procedure"}
    full = documents("询问笔录", "行政处罚告知书", "行政处罚决定书")
    assert told("PC622", [filed("decide"), decide()], power=PENALTY, item=ordinary, handbook=full) == []
    assert missing(told("PC622", [step("hear", "hearing", 1)], power=PENALTY, item=ordinary, handbook=full)) == ["听证笔录"]
    assert missing(told("PC622", [], power=PENALTY, item=summary, handbook=documents("笔录"))) == ["当场处罚决定书"]
    only_summary = documents("笔录", "告知书", "当场行政处罚决定书")
    assert missing(told("PC622", [], power=PENALTY, item=ordinary, handbook=only_summary)) == ["处罚决定书"]


def test_documents_of_compulsion_hang_on_the_name(told: Told) -> None:
    seizure = {"power_type": "compulsion", "name": "查封、扣押不合格产品"}
    assert missing(told("PC622", [], power=seizure, handbook=documents("查封、扣押决定书和清单"))) == ["现场笔录"]
    assert missing(told("PC622", [], power=seizure, handbook=documents("清单", "笔录", "解除查封决定书"))) == [
        "查封、扣押、冻结决定书"
    ]
    carried_out = {"power_type": "compulsion", "name": "代履行"}
    assert missing(told("PC622", [], power=carried_out, handbook=documents())) == ["代履行决定书", "催告书"]
    assert told("PC622", [], power=carried_out, handbook=documents("代履行决定书", "代履行催告书")) == []
    at_once = {"power_type": "compulsion", "name": "道路障碍物的立即代履行"}
    assert told("PC622", [], power=at_once, handbook=documents()) == [], "no written demand is needed on the spot"
    torn_down = {"power_type": "compulsion", "name": "强制拆除违法建筑物"}
    assert missing(told("PC622", [], power=torn_down, handbook=documents("催告书", "中止强制执行决定书"))) == ["强制执行决定书"]
    assert told("PC622", [], power=torn_down, handbook=documents("催告书", "强制拆除决定书")) == []
    by_court = {"power_type": "compulsion", "name": "申请人民法院强制执行"}
    assert told("PC622", [], power=by_court, handbook=documents("催告书")) == [], "the court decides"


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("行政处罚决定书（简易程序）", ["处罚决定书"]),
        ("行政处罚决定书（普通程序、简易程序）", []),
        ("行政处罚决定书", []),
        ("履行处罚决定告知书", ["处罚决定书"]),
        ("行政处罚决定书送达回证", ["处罚决定书"]),
    ],
)
def test_another_document_is_no_penalty_decision(told: Told, name: str, wanted: list[str]) -> None:
    listed = documents("询问笔录", "处罚事先告知书", name)
    assert missing(told("PC622", [], power=PENALTY, item={"type": "ordinary_procedure"}, handbook=listed)) == wanted


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("履行处罚决定告知书", ["处罚告知书"]),
        ("不予行政处罚告知书", ["处罚告知书"]),
        ("权利义务告知书", ["处罚告知书"]),
        ("行政处罚（不予行政处罚）告知书", []),
        ("行政处罚听证告知书", []),
        ("事先告知书", []),
    ],
)
def test_another_document_is_no_notice_of_a_penalty(told: Told, name: str, wanted: list[str]) -> None:
    listed = documents("询问笔录", "行政处罚决定书", name)
    assert missing(told("PC622", [], power=PENALTY, item={"type": "ordinary_procedure"}, handbook=listed)) == wanted


def test_a_catalog_may_ask_for_documents_of_its_own(told: Told) -> None:
    own = {"id": "x", "type": "licence", "document": "廉政告知书", "any": [{"all": ["廉政"]}], "source": "本市办法第三条"}
    other = {"id": "licence-refusal", "type": "licence", "document": "不予许可", "any": [{"all": ["劝退"]}], "source": "本市办法"}
    files = {"tables/documents.yaml": {"documents": [own, other]}}
    all_ = documents("受理（不予受理）通知书", "补正告知书", "不予许可决定书")
    assert missing(told("PC622", [], handbook=all_, files=files)) == ["不予许可", "廉政告知书"]


@pytest.fixture(scope="module")
def example(schemas: Schemas) -> Catalog:
    return load(FolderStore(EXAMPLE), schemas, DAY)


def test_the_example_catalog_is_clean(example: Catalog) -> None:
    assert [(each.code, each.text("zh")) for each in judge(example, list(RULES.values()), Policy())] == []


RUBBISH: tuple[object, ...] = (
    None,
    0,
    -1,
    True,
    "",
    "x",
    "a/b",
    [],
    {},
    [[]],
    [None],
    {"value": 1},
    {"to": 1},
    "((((",
    1.5,
    "不予",
)


def test_rubbish_in_any_field_raises_nothing(schemas: Schemas) -> None:
    texts = {path.relative_to(EXAMPLE).as_posix(): path.read_text("utf-8") for path in sorted(EXAMPLE.rglob("*/*.yaml"))}
    whole = {path: parse(text).data for path, text in texts.items() if any(word in path for word in ("food", "market", "waste"))}
    chance = random.Random(1)
    for _ in range(100):
        spoilt = {path: json.dumps(_spoilt(data, chance), ensure_ascii=False).encode() for path, data in whole.items()}
        for found in judge(load(MemoryStore(spoilt), schemas, DAY), list(RULES.values()), Policy()):
            assert found.text("zh")
            assert found.text("en")


def _spoilt(data: Any, chance: random.Random) -> Any:
    """The data with about one value in sixty replaced or left out."""
    if chance.random() < 1 / 60:
        return chance.choice(RUBBISH)
    if isinstance(data, dict):
        return {key: _spoilt(value, chance) for key, value in data.items() if chance.random() > 1 / 120}
    return [_spoilt(value, chance) for value in data] if isinstance(data, list) else data
