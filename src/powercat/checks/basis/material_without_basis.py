"""PC308."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from powercat.checks.basis.current import current_items, item_type, uncited
from powercat.checks.basis.levels import entry_for, level_titles, levels_of, source_of, with_levels
from powercat.core.catalog import Catalog
from powercat.core.record import Node
from powercat.core.rule import Finding, finding, rule
from powercat.core.text import Text
from powercat.law.cited import Cited, read_list
from powercat.power.local import local_entries
from powercat.power.tables import table

BROUGHT: Final = ("", "applicant", "commitment")
"""Materials that the applicant brings (also when nothing is said) or promises."""

TABLE: Final = "basis_levels"

ALONE = Text(
    "要申请人交的 {number} 项材料（{names}）只有{levels}规定：{cited}",
    "only such documents ({levels}) ask for {number} of the materials that the applicant brings ({names}): {cited}",
)
ALONE_HINT = Text(
    "许可的材料由法律、法规、规章规定：引用作出规定的那一条；没有规定的，不能要（依据：{source}）",
    "the materials of a licence are those that laws, regulations and rules prescribe: cite the provision; what none of them asks "
    "for may not be asked for (from: {source})",
)


@rule(
    "PC308",
    on="catalog",
    severity="warning",
    title=Text("材料没有依据", "materials without a basis"),
    message=Text(
        "要申请人交的 {number} 项材料没有写依据：{names}",
        "{number} of the materials that the applicant brings state no legal basis: {names}",
    ),
    hint=Text(
        "在材料上写依据；都是同一条规定的，写一次“材料依据”（materials_basis）就行；没有规定的材料不能要",
        "cite the provision at each of them, or once for all in materials_basis; what nothing prescribes may not be asked for",
    ),
    basis=Text(
        "行政许可法第三十条第一款、第三十一条；优化营商环境条例第三十五条、第四十四条第一款",
        "Administrative Licensing Law, art. 30(1) and 31; Regulation on the business environment, art. 35 and 44(1)",
    ),
    together=Text(
        "{count} 个业务办理项的材料没有依据，或者只有规范性文件作依据",
        "{count} handling items have materials without a basis, or with normative documents for a basis only",
    ),
    draft="info",
)
def material_without_basis(catalog: Catalog) -> Iterator[Finding]:
    """
    **发现什么**：要申请人提交或者承诺的材料，自己没有写依据，业务办理项的“材料依据”也没有写；许可的材料，只有规范性文件作依据。

    **为什么**：材料目录要按法律、法规、规章的规定公布；没有规定的材料、无关的材料，不能要求申请人提供。

    **怎么改**：一个业务办理项说一次，列出是哪些材料。都由同一条规定的，写一次“材料依据”；个别的，写在材料上。

    通过共享、电子证照取得的，不用申请人交，不看。各单位自己增加的材料没有写依据的，另有检查。

    ```yaml
    kind: handbook
    id: permit
    effective_on: 2026-01-01
    handling_items:
      - id: new
        materials:
          - {id: form, name: 申请书} #! PC308
          - {id: report, name: 检测报告, obtained_by: commitment}
          - {id: plan, name: 平面图, legal_basis: [{law: test-measures, article: 6}]}
          - {id: licence, name: 营业执照, obtained_by: e_licence}
    ```

    ```yaml
    kind: handbook
    id: permit
    effective_on: 2026-01-01
    handling_items:
      - id: change
        materials_basis: [{law: test-measures, article: 6}]
        materials:
          - {id: form, name: 申请书}
          - {id: licence, name: 营业执照, obtained_by: e_licence}
    ```

    许可的材料，法律、法规、规章都没有规定、只有规范性文件规定的，也要核实。

    ```yaml
    --- # laws/test-measures.yaml
    kind: law
    id: test-measures
    title: 示例市测试管理办法
    level: municipal_government_rule
    --- # laws/test-notice.yaml
    kind: law
    id: test-notice
    title: 关于做好测试工作的通知
    level: normative_document
    --- # powers/permit.yaml
    kind: power
    id: permit
    power_type: licence
    --- # powers/service.yaml
    kind: power
    id: service
    power_type: public_service
    --- # handbooks/permit.yaml
    kind: handbook
    id: permit
    powers: [permit]
    effective_on: 2026-01-01
    handling_items:
      - id: new
        materials_basis: [{law: test-notice, locator: 第二部分}]
        materials:
          - {id: form, name: 申请书} #! PC308
          - {id: plan, name: 平面图, legal_basis: [{law: test-measures, article: 6}]}
      - id: change
        materials_basis: [{law: test-notice, locator: 第二部分}, {law: test-measures, article: 6}]
        materials: [{id: form, name: 申请书}]
    --- # handbooks/service.yaml
    kind: handbook
    id: service
    powers: [service]
    effective_on: 2026-01-01
    handling_items:
      - id: new
        materials_basis: [{law: test-notice, locator: 第二部分}]
        materials: [{id: form, name: 申请表}]
    ```

    In English: materials that the applicant brings or promises and that cite nothing, while the item's materials_basis is silent
    too; told once per handling item. For licences also those that rest on normative documents alone. What is obtained by sharing
    or as an electronic licence is exempt.
    """
    entries: list[dict[str, Any]] = table(catalog, TABLE).get("materials", [])
    for item in current_items(catalog):
        lines = _brought(item["materials"])
        bare = [line for line in lines if uncited(line)] if uncited(item, "materials_basis") else []
        if bare:
            yield finding(item["materials"], number=len(bare), names=_names(catalog, bare))
        entry = entry_for(entries, item_type(catalog, item))
        if entry is not None:
            yield from _too_low(catalog, item["materials"], lines, item["materials_basis"], entry)
            for local in local_entries(catalog, item):
                added = local["materials_add"]
                yield from _too_low(catalog, added, _brought(added), local["legal_basis"], entry)


def _brought(lines: Node) -> list[Node]:
    """The lines that the applicant must see to."""
    return [line for line in lines if line and line["obtained_by"].text in BROUGHT]


def _too_low(catalog: Catalog, at: Node, lines: Sequence[Node], shared: Node, entry: Mapping[str, Any]) -> Iterator[Finding]:
    """The lines that rest on documents alone which are not enough; a line without citations rests on the shared ones."""
    common = read_list(catalog, shared)
    resting = [(line, read_list(catalog, line["legal_basis"]) or common) for line in lines]
    alone = [(line, cited) for line, cited in resting if _is_alone(cited, entry["not_alone"])]
    if alone:
        yield finding(
            at,
            ALONE,
            ALONE_HINT,
            number=len(alone),
            names=_names(catalog, [line for line, _ in alone]),
            levels=level_titles(catalog, entry["not_alone"]),
            cited=with_levels([each for _, citations in alone for each in citations]),
            source=source_of(entry),
        )


def _is_alone(citations: Sequence[Cited], not_alone: Sequence[str]) -> bool:
    levels = levels_of(citations)
    return bool(levels) and set(levels or ()).issubset(not_alone)


def _names(catalog: Catalog, lines: Sequence[Node]) -> tuple[str, ...]:
    return tuple(_name(catalog, line) for line in lines)


def _name(catalog: Catalog, line: Node) -> str:
    material = catalog.target(line["material"])
    return material.name if material is not None else line["name"].text or line["material"].text or line["id"].text
