"""PC401, PC404, PC405, PC407, PC408: materials and conditions, beyond the examples on the manual pages."""

from __future__ import annotations

from collections.abc import Callable
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
CODES = ("PC401", "PC404", "PC405", "PC407", "PC408")
DAY = date(2026, 7, 1)

HEAD = "kind: handbook\nid: nurse-2026\nseries: nurse\npowers: [nurse]\neffective_on: 2026-01-01\n"
LOCAL = "kind: implementation\nid: nurse.huangpu\npower: nurse\norganization: huangpu\nhandling_items:\n"
FILES = {
    "powers/nurse.yaml": "kind: power\nid: nurse\npower_type: licence\n",
    "organizations/huangpu.yaml": "kind: organization\nid: huangpu\n",
    "materials/id-card.yaml": "kind: material\nid: id-card\nname: 居民身份证\naliases: [身份证]\ntype: certificate\n",
}

Told = Callable[..., list[Diagnostic]]


@pytest.fixture
def told(schemas: Schemas) -> Told:
    """What the rules on materials say of the lines of one handling item, of an implementation's entry and of other files."""

    def of(
        *lines: str,
        item: str = "",
        local: str = "",
        head: str = HEAD,
        files: dict[str, str] | None = None,
        profile: str = "standard",
    ) -> list[Diagnostic]:
        listed = "".join(f"      - {line}\n" for line in lines)
        text = f"{head}handling_items:\n  - id: new\n{item}{'    materials:' if lines else ''}\n{listed}"
        texts = {**FILES, "handbooks/nurse.yaml": text, **(files or {})}
        if local:
            texts["implementations/nurse.huangpu.yaml"] = f"{LOCAL}  - {local}\n"
        catalog = load(MemoryStore({path: each.encode() for path, each in texts.items()}), schemas, DAY)
        return sorted(judge(catalog, [RULES[code] for code in CODES], Policy(profile)), key=lambda found: found.order)

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


@pytest.mark.parametrize(
    ("path", "old", "new", "wanted"),
    [
        (
            "handbooks/food-business-licence-2026.yaml",
            "{id: equipment-list, name: 主要设备设施清单, scenarios",
            "{id: again, name: 营业执照, scenarios",
            "PC401",
        ),
        ("handbooks/food-business-licence-2026.yaml", "name: 主要设备设施清单", "name: 主要设备设施清单等相关材料", "PC404"),
        (
            "handbooks/food-business-licence-2026.yaml",
            "持有有效的食品经营许可证，变更后仍符合许可条件。",
            "符合有关规定。",
            "PC407",
        ),
        (
            "handbooks/food-business-licence-2026.yaml",
            "one_of: 场所布局, acceptance_standard: 连",
            "one_of: 场所, acceptance_standard: 连",
            "PC408",
        ),
        (
            "handbooks/food-business-licence-2026.yaml",
            "{id: equipment-list, name: 主要设备设施清单, scenarios",
            "{id: equipment-list, name: 主要设备设施清单, form_ref: entertainment-licence-application-form, scenarios",
            "PC405",
        ),
    ],
)
def test_a_fault_put_into_the_example_catalog_is_found(
    example: dict[str, bytes], schemas: Schemas, path: str, old: str, new: str, wanted: str
) -> None:
    text = example[path].decode()
    assert old in text
    changed = example | {path: text.replace(old, new, 1).encode()}
    found = judge(load(MemoryStore(changed), schemas, DAY), [RULES[code] for code in CODES], Policy())
    assert set(codes(found)) == {wanted}


# the same material twice (PC401)


def test_three_lines_of_one_material_are_two_findings_that_point_to_the_first(told: Told) -> None:
    found = told("{material: id-card}", "{id: b, material: id-card}", "{id: c, name: 身份证}")
    assert codes(found) == ["PC401", "PC401"]
    assert {each.related[0].span.line for each in found} == {found[0].span.line - 1}


def test_what_is_advised_for_two_persons_can_be_done(told: Told) -> None:
    [found] = told("{material: id-card}", "{id: b, material: id-card}")
    assert "另写一条材料库记录，或者不引用材料库、直接写名称" in found.advice("zh")
    assert told("{material: id-card}", "{id: b, name: 经办人居民身份证}") == []
    other = {"materials/agent.yaml": "kind: material\nid: agent\nname: 经办人居民身份证\n"}
    assert told("{material: id-card}", "{id: b, material: agent}", files=other) == []


def test_the_handbook_of_an_ended_power_is_left_alone(told: Told) -> None:
    lines = "{name: 其他材料}", "{id: b, name: 其他材料, one_of: 甲}"
    item, local = "    conditions: [{id: a, text: 法律规定的其他条件。}]\n", "{id: new, materials_add: [{name: 相关证明}]}"
    ended = {"powers/nurse.yaml": "kind: power\nid: nurse\neffective_to: 2026-06-30\n"}
    assert set(codes(told(*lines, item=item, local=local))) == {"PC401", "PC404", "PC407", "PC408"}
    assert told(*lines, item=item, local=local, files=ended) == []


@pytest.mark.parametrize("name", ["居 民身份证", "居民身份证", "身份证"])
def test_a_name_is_compared_without_spaces_and_with_the_library(told: Told, name: str) -> None:
    assert codes(told("{material: id-card}", f"{{name: {name}}}")) == ["PC401"]


def test_a_name_is_compared_in_half_width_signs(told: Told) -> None:
    assert codes(told("{name: 申请表(甲)}", "{id: b, name: 申请表（甲）}")) == ["PC401"]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("{name: 学历证书, scenarios: [a]}", "{id: b, name: 学历证书, scenarios: [b]}"),
        ("{name: 学历证书, when: one}", "{id: b, name: 学历证书, when: two}"),
        ("{name: 学历证书, one_of: 甲}", "{id: b, name: 学历证书, one_of: 乙}"),
        ("{name: 学历证书, returned: true}", "{id: b, name: 学历证书}"),
        ("{id: a, name: 学历证书}", "{id: a, name: 学历证书}"),
        ("{material: gone}", "{id: b, name: 学历证书}"),
        ("{name: 5}", "{id: b, name: 5}"),
        ("{name: 学历证书, scenarios: [a]}", "{id: b, name: 学历证书, scenarois: [b]}"),
        ("{name: 学历证书, scenarios: [a]}", "{id: b, name: 学历证书, scenarios: b}"),
        ("{name: 学历证书, when: one}", "{id: b, name: 学历证书, wehn: two}"),
        ("{name: 学历证书, one_of: 甲}", "{id: b, name: 学历证书, one_fo: 乙}"),
    ],
)
def test_what_may_not_be_asked_of_one_person_twice_is_not_told(told: Told, first: str, second: str) -> None:
    assert "PC401" not in codes(told(first, second))


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("{name: 学历证书, scenarios: [a, b]}", "{id: b, name: 学历证书, scenarios: [b]}"),
        ("{name: 学历证书}", "{id: b, name: 学历证书, scenarios: [b]}"),
        ("{name: 学历证书, when: one}", "{id: b, name: 学历证书}"),
        ("{name: 学历证书, when: one}", "{id: b, name: 学历证书, when: one}"),
        ("{material: gone}", "{id: b, material: gone}"),
    ],
)
def test_what_overlaps_is_told(told: Told, first: str, second: str) -> None:
    assert codes(told(first, second)) == ["PC401"]


def test_what_an_implementation_adds_is_held_against_the_handbook(told: Told) -> None:
    found = told("{material: id-card}", local="{id: new, materials_add: [{id: x, name: 身份证}]}")
    assert [(each.code, each.span.path) for each in found] == [("PC401", "implementations/nurse.huangpu.yaml")]
    assert "实施清单增加" in found[0].text("zh")


def test_an_implementation_may_drop_a_line_and_state_its_own(told: Told) -> None:
    local = "{id: new, materials_drop: [id-card], materials_add: [{id: x, material: id-card, copies: 2}]}"
    assert told("{material: id-card}", local=local) == []


@pytest.mark.parametrize("drop", ["materials_drop: [id-crad]", "materials_drop: id-card", "materials_dorp: [id-card]"])
def test_a_line_may_be_dropped_where_it_cannot_be_read(told: Told, drop: str) -> None:
    local = f"{{id: new, {drop}, materials_add: [{{id: x, material: id-card, copies: 2}}]}}"
    assert told("{material: id-card}", local=local) == []
    assert codes(told("{material: id-card}", local=local.replace(f"{drop}, ", ""))) == ["PC401"]


def test_a_fault_of_the_handbook_is_not_told_again_for_each_implementation(told: Told) -> None:
    found = told("{material: id-card}", "{id: b, material: id-card}", local="{id: new, materials_add: [{name: 体检报告}]}")
    assert [each.span.path for each in found] == ["handbooks/nurse.yaml"]


def test_an_edition_that_has_expired_is_left_alone(told: Told) -> None:
    expired = HEAD + "expires_on: 2026-06-30\n"
    assert told("{name: 其他材料}", "{id: b, name: 其他材料}", head=expired) == []
    assert codes(told("{name: 其他材料}", head=HEAD + "expires_on: 2026-07-01\n")) == ["PC404"]


# vague names (PC404) and conditions (PC407): see also test_vague_words.py


def test_the_words_that_are_vague_are_quoted(told: Told) -> None:
    [found] = told("{name: 场地使用的相关证明材料原件}")
    assert "“相关证明材料原件”" in found.text("zh")
    assert found.severity.key == "warning"
    assert told("{name: 相关证明}", profile="publish")[0].severity.key == "error"


def test_a_vague_name_of_the_library_is_told_once_however_often_it_is_used(told: Told) -> None:
    files = {"materials/other.yaml": "kind: material\nid: other\nname: 其他材料\n"}
    found = told("{material: other}", local="{id: new, materials_add: [{material: other, id: x, scenarios: [y]}]}", files=files)
    assert [each.span.path for each in found if each.code == "PC404"] == ["materials/other.yaml"]


def test_an_implementation_that_has_ended_is_left_alone(told: Told) -> None:
    text = "kind: implementation\nid: x\neffective_to: 2026-06-30\nhandling_items:\n  - {id: new, materials_add: [{name: 其他材料}]}\n"
    assert told(files={"implementations/x.yaml": text}) == []
    assert codes(told(files={"implementations/x.yaml": text.replace("06-30", "07-01")})) == ["PC404"]


def test_prohibitions_are_conditions_too(told: Told) -> None:
    item = "    conditions: [{id: a, text: 年满十八周岁。}]\n    prohibitions: [{id: b, text: 法律规定的其他情形。}]\n"
    assert codes(told(item=item)) == ["PC407"]


def test_a_catalog_adds_its_own_vague_words_and_takes_others_back(told: Told) -> None:
    own = "vague_words:\n  - {id: ours, of: [material], part: whole, words: [那个东西], source: 本地约定}\n"
    (found,) = told("{name: 那个东西}", files={"tables/vague_words.yaml": own})
    assert found.code == "PC404"
    assert "来源：本地约定" in found.advice("zh")
    (shipped,) = told("{name: 其他材料}", files={"tables/vague_words.yaml": own})
    assert "来源" not in shipped.advice("zh")
    item = "    conditions: [{id: a, text: 符合那个东西。}]\n"
    (found,) = told(
        item=item, files={"tables/vague_words.yaml": own.replace("material", "condition").replace("那个", "符合那个")}
    )
    assert "来源：本地约定" in found.advice("zh")
    less = "vague_words:\n  - {id: material-openings, of: [material], part: opening, words: [其他], source: 本地约定}\n"
    files = {"tables/vague_words.yaml": less}
    assert codes(told("{name: 相关证明}", "{name: 其他证明}", files=files)) == ["PC404"]


# forms (PC405)

FORMS = {
    f"forms/{name}.yaml": f"kind: form\nid: {name}\nname: {name}\nfields:\n"
    "  - {id: n, name: 姓名, data_element: person-name}\n  - {id: p, name: 电话, data_element: phone}\n"
    for name in ("a", "b", "c")
}


def test_all_fields_of_a_pair_of_forms_are_one_finding_at_the_later_line(told: Told) -> None:
    found = told("{name: 甲, form_ref: a}", "{name: 乙, form_ref: b}", "{name: 丙, form_ref: c}", files=FORMS)
    assert codes(found) == ["PC405", "PC405"]
    assert "“姓名”、“电话”" in found[0].text("zh")


@pytest.mark.parametrize(
    "second",
    [
        "{name: 乙, form_ref: gone}",
        "{name: 乙, form_ref: b, obtained_by: e_licence}",
        "{name: 乙, form_ref: a}",
        "{name: 乙, form_ref: b, when: two}",
        "{name: 乙, form_ref: b, wehn: two}",
        "{name: 乙, form_ref: b, obtained_yb: e_licence}",
    ],
)
def test_forms_that_one_person_does_not_fill_in_both_are_not_compared(told: Told, second: str) -> None:
    assert "PC405" not in codes(told("{name: 甲, form_ref: a, when: one}", second, files=FORMS))


# alternatives (PC408)


def test_a_line_that_an_implementation_adds_may_join_a_group_of_the_handbook(told: Told) -> None:
    lines = ("{name: 甲, one_of: 住所, necessity: required}", "{name: 乙, one_of: 住所, necessity: required}")
    assert told(*lines, local="{id: new, materials_add: [{name: 丙, one_of: 住所, necessity: required}]}") == []
    found = told(
        *lines, local="{id: new, materials_add: [{name: 丙, one_of: 住所, necessity: deferrable}, {name: 丁, one_of: 地址}]}"
    )
    assert codes(found) == ["PC408", "PC408"]


def test_a_single_line_of_the_handbook_is_told_there_only(told: Told) -> None:
    found = told("{name: 甲, one_of: 住所}", "{name: 乙}", local="{id: new, materials_drop: [乙]}")
    assert [each.span.path for each in found] == ["handbooks/nurse.yaml"]


@pytest.mark.parametrize("other", ["one_fo: 住所", "one_of: [住所]", "one_of: 0123"])
def test_a_label_that_cannot_be_read_may_be_the_same(told: Told, other: str) -> None:
    assert told("{name: 甲, one_of: 住所}", f"{{name: 乙, {other}}}") == []
    assert codes(told("{name: 甲, one_of: 住所}", "{name: 乙, necessity: required}")) == ["PC408"]


def test_a_necessity_that_is_not_listed_is_not_compared(told: Told) -> None:
    assert told("{name: 甲, one_of: 住所, necessity: required}", "{name: 乙, one_of: 住所, necessity: 必须}") == []
