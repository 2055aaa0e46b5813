"""PC313."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from powercat.checks.basis.condition_on_document_alone import TABLE
from powercat.checks.basis.current import current_items, item_type
from powercat.checks.basis.levels import any_of, entry_for, level_titles, levels_of, source_of, with_levels
from powercat.checks.basis.material_without_basis import TABLE as MATERIALS
from powercat.core.catalog import Catalog
from powercat.core.record import Node, Record
from powercat.core.rule import Finding, finding, rule
from powercat.core.text import Text
from powercat.law.cited import Cited, read_list
from powercat.power.local import local_entries
from powercat.power.tables import table

BY_WHOM = Text("“{name}”要申请人去开，没有写由谁出具", "applicants have to obtain “{name}”, and it is not said who issues it")
BY_WHOM_HINT = Text(
    "写明“出具机关”或者“出具机关名称”；没有机构能够调查核实、出具的，不能要（依据：{source}）",
    "name the issuer; what no body can verify and issue may not be asked for (from: {source})",
)

BROUGHT: Final = ("", "applicant")
"""How an attestation is obtained that the applicant has to fetch; a commitment takes its place."""

REPORTS: Final = ("报告", "报告书", "报告表")
"""What intermediaries make: whether it may be asked for is PC314's."""

_AROUND: Final = re.compile(r"(?:[（(][^（）()]*[）)]|[》〉”]|[正副]本|原件|复印件|影印件|扫描件)+$")
"""What may stand behind the name of a document: 《医师资格证书》, 执业许可证副本 are documents too."""


@rule(
    "PC313",
    on="catalog",
    severity="warning",
    title=Text("证明的依据级别不够", "an attestation whose basis ranks too low"),
    message=Text(
        "要申请人交的 {number} 项证明（{names}）要有{levels}规定，引用的只有{cited}",
        "{number} of the attestations that the applicant brings ({names}) must rest on one of these: {levels}; what "
        "is cited: {cited}",
    ),
    hint=Text(
        "引用设定这项证明的{levels}；没有的不能要，改为部门核查、告知承诺或者用证照代替（依据：{source}）",
        "cite what sets it ({levels}); where nothing does, it may not be asked for: check with the other body, take a written "
        "commitment, or use a licence instead (from: {source})",
    ),
    basis=Text(
        "优化营商环境条例第四十四条第一款、第三款",
        "Regulation on the business environment, art. 44(1) and (3)",
    ),
    together=Text(
        "{count} 处要申请人交的证明依据级别不够，或者没有写由谁出具",
        "{count} places where attestations lack a basis or an issuer",
    ),
    draft="info",
)
def certificate_basis_too_low(catalog: Catalog) -> Iterator[Finding]:
    """
    **发现什么**：要申请人去别的单位开的证明，引用的依据里没有法律、法规、国务院决定；或者材料库里没有写由谁出具。

    **为什么**：证明事项应当有法律、法规或者国务院决定依据，规章和规范性文件不能设定；证明清单要逐项写明设定依据、开具单位。

    **怎么改**：引用设定它的那一条，写明出具机关。没有依据的，改为部门核查、告知承诺，或者用法定证照代替。

    只看材料类型是“证件证书证明”、由申请人交的；有证照类型代码的、名称是证书执照一类的（法定证照）、申请人自备的，不看；报告和中
    介机构出具的是中介服务的结果（PC314 看），告知承诺代替了证明，也不看。没有写依据的，许可材料只有规范性文件作依据的，由 PC308
    说。

    ```yaml
    --- # laws/test-rule.yaml
    kind: law
    id: test-rule
    title: 测试管理办法
    level: departmental_rule
    --- # materials/proof.yaml
    kind: material
    id: proof
    name: 无违法记录证明
    type: certificate
    issuer_name: 公安机关
    --- # materials/stay.yaml
    kind: material #! PC313
    id: stay
    name: 居住情况证明
    type: certificate
    --- # powers/permit.yaml
    kind: power
    id: permit
    power_type: licence
    --- # handbooks/permit.yaml
    kind: handbook
    id: permit
    powers: [permit]
    effective_on: 2026-01-01
    handling_items:
      - id: new
        materials_basis: [{law: test-rule, article: 6}]
        materials:
          - {material: proof, obtained_by: applicant} #! PC313
          - {material: stay}
    ```

    ```yaml
    --- # laws/test-law.yaml
    kind: law
    id: test-law
    title: 测试法
    level: law
    --- # laws/test-rule.yaml
    kind: law
    id: test-rule
    title: 测试管理办法
    level: departmental_rule
    --- # materials/proof.yaml
    kind: material
    id: proof
    name: 无违法记录证明
    type: certificate
    issuer_name: 公安机关
    --- # materials/identity.yaml
    kind: material
    id: identity
    name: 居民身份证
    type: certificate
    --- # materials/copy.yaml
    kind: material
    id: copy
    name: 《测试机构许可证》副本（复印件）
    type: certificate
    --- # materials/person.yaml
    kind: material
    id: person
    name: 监护人身份证明
    type: certificate
    --- # materials/capital.yaml
    kind: material
    id: capital
    name: 验资证明
    type: certificate
    source_channel: intermediary
    --- # materials/audit.yaml
    kind: material
    id: audit
    name: 审计报告
    type: certificate
    --- # materials/drawing.yaml
    kind: material
    id: drawing
    name: 产权证明
    type: other
    --- # powers/permit.yaml
    kind: power
    id: permit
    power_type: licence
    --- # handbooks/permit.yaml
    kind: handbook
    id: permit
    powers: [permit]
    effective_on: 2026-01-01
    handling_items:
      - id: new
        materials_basis: [{law: test-rule, article: 6}]
        materials:
          - {material: proof, legal_basis: [{law: test-law, article: 10}]}
          - {material: identity}
          - {material: copy}
          - {material: person}
          - {material: drawing}
          - {material: capital}
          - {material: audit}
      - id: change
        materials_basis: [{law: test-rule, article: 6}]
        materials:
          - {material: proof, obtained_by: sharing}
      - id: renew
        materials_basis: [{law: test-rule, article: 6}]
        materials:
          - {material: proof, obtained_by: commitment}
    ```

    In English: attestations that applicants must obtain elsewhere and that cite neither a law, a regulation (local ones too)
    nor a State Council decision, once per handling item; and those whose library record names no issuer, once per record.
    Licences and documents of title (by licence type code, or by the end of the name) are none, nor are reports and what an
    intermediary makes (PC314's), nor what a written commitment replaces.
    """
    asked: dict[str, tuple[Record, Mapping[str, Any]]] = {}
    for entry in table(catalog, TABLE)["certificates"]:
        for item in current_items(catalog):
            places = [(item["materials"], item["materials_basis"])]
            places += [(local["materials_add"], local["legal_basis"]) for local in local_entries(catalog, item)]
            for lines, shared in places:
                proofs = _attestations(catalog, lines, entry)
                for _, material in proofs:
                    asked.setdefault(material.id, (material, entry))
                yield from _too_low(catalog, item, (lines, shared), proofs, entry)
    for material, entry in asked.values():
        if _is_anonymous(material):
            yield finding(material["issuer_name"], BY_WHOM, BY_WHOM_HINT, name=material.name, source=source_of(entry))


def _attestations(catalog: Catalog, lines: Node, entry: Mapping[str, Any]) -> Sequence[tuple[Node, Record]]:
    """The lines by which the applicant has to bring what others must attest."""
    found = []
    for line in lines:
        material = catalog.target(line["material"]) if line and line["obtained_by"].text in BROUGHT else None
        if material is not None and material["type"].text == "certificate" and not _is_document(material, entry):
            found.append((line, material))
    return found


def _is_document(material: Record, entry: Mapping[str, Any]) -> bool:
    """Whether it is a licence or document of title, the applicant's own, or what an intermediary makes."""
    own = bool(material["licence_type_code"]) or material["source_channel"].text in ("applicant", "intermediary")
    return own or _AROUND.sub("", material.name).endswith((*entry.get("except", ()), *REPORTS))


def _is_anonymous(material: Record) -> bool:
    """Whether nothing that could be read says who issues it; a misspelt field may."""
    if any(fault.name == "field-unknown" for fault in material.document.faults):
        return False
    return material["issuer"].raw is None and material["issuer_name"].raw is None


def _too_low(
    catalog: Catalog, item: Node, place: tuple[Node, Node], proofs: Sequence[tuple[Node, Record]], entry: Mapping[str, Any]
) -> Iterator[Finding]:
    lines, shared = place
    common = read_list(catalog, shared)
    resting = [(material, read_list(catalog, line["legal_basis"]) or common) for line, material in proofs]
    told_already = _not_alone(catalog, item)
    low = [(material, cited) for material, cited in resting if _is_low(cited, entry["levels"], told_already)]
    if low:
        yield finding(
            lines,
            number=len(low),
            names=tuple(material.name for material, _ in low),
            levels=level_titles(catalog, entry["levels"]),
            cited=with_levels([each for _, cited in low for each in cited]),
            source=source_of(entry),
        )


def _is_low(cited: Sequence[Cited], enough: Sequence[str], told_already: Sequence[str]) -> bool:
    levels = levels_of(cited)
    return bool(levels) and not any_of(levels or (), enough) and not set(levels or ()).issubset(told_already)


def _not_alone(catalog: Catalog, item: Node) -> Sequence[str]:
    """The levels of which PC308 says that they are not enough for any material of such an item."""
    entry = entry_for(table(catalog, MATERIALS).get("materials", []), item_type(catalog, item))
    return entry["not_alone"] if entry is not None else ()
