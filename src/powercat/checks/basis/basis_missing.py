"""PC301."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from powercat.checks.basis.current import current_items, uncited
from powercat.core.catalog import Catalog
from powercat.core.record import Node
from powercat.core.rule import Finding, finding, rule
from powercat.core.text import Text
from powercat.power.family import is_whole, lineage
from powercat.power.life import status
from powercat.power.nature import group

REFUSAL = Text("禁止性要求“{name}”没有写依据", "the ground of refusal “{name}” states no legal basis")
REFUSAL_HINT = Text(
    "写明是哪一条规定的；法律、法规、规章没有规定的，不能拿来拒绝申请人，删掉",
    "cite the provision; where no law, regulation or rule has it, no application may be refused for it: take it out",
)
PROCEDURE = Text("特别程序“{name}”没有写依据", "the special procedure “{name}” states no legal basis")
PROCEDURE_HINT = Text(
    "写明是哪一条规定准许不计时间或者延长的；没有规定的，时间要算在办理期限里",
    "cite the provision that allows the time to be left out or extended; where there is none, the time counts",
)
COUNTED_OUT: Final = ("excluded", "extension")
"""The special procedures that lengthen what is promised; those within the limit need no basis of their own."""

NAMELESS = Text("没有写名称", "without a name")


@rule(
    "PC301",
    on="catalog",
    title=Text("没有依据", "no legal basis"),
    message=Text("权力事项没有写设定依据：职权法定", "the power states no legal basis: powers are given by law"),
    hint=Text(
        "写明由哪部法律文件的哪一条设定；没有依据的，不列入目录",
        "cite the provision that establishes it; without a basis it does not belong in the catalog",
    ),
    basis=Text(
        "行政许可法第四条；行政处罚法第三十八条第一款；行政强制法第六十一条第一项；《关于本市进一步推进政府效能建设的意见》二（一）1",
        "Administrative Licensing Law, art. 4; Administrative Penalty Law, art. 38(1); Administrative Coercion Law, art. 61, "
        "item 1; Shanghai opinions on government effectiveness (2015) II(1)1",
    ),
    together=Text(
        "{count} 处没有写依据：有依据的补上，没有依据的退出目录",
        "{count} places without a legal basis: cite it where there is one, and take out what has none",
    ),
    draft="warning",
)
def basis_missing(catalog: Catalog) -> Iterator[Finding]:
    """
    **发现什么**：权力事项、禁止性要求（不予办理的情形）、特别程序，没有写依据，或者写的是空列表。

    **为什么**：法无授权不可为。没有依据的处罚无效；许可的条件、程序要依照法定；没有依据的情形不能用来拒绝申请人，没有依据的时间
    不能扣除。

    **怎么改**：写明是哪部文件的哪一条。确实没有依据的，退出目录，或者删掉那一项。

    ```yaml
    --- # powers/inspection.yaml
    kind: power #! PC301
    id: inspection
    power_type: inspection
    --- # powers/fine.yaml
    kind: power
    id: fine
    power_type: penalty
    legal_basis: [] #! PC301
    ```

    主项也没有写的，只在主项上说一次。

    ```yaml
    --- # powers/bare.yaml
    kind: power #! PC301
    id: bare
    power_type: licence
    --- # powers/bare-sub.yaml
    kind: power
    id: bare-sub
    power_type: licence
    parent: bare
    ```

    子项沿用主项的依据；公共服务、草稿和已经终止的不看。

    ```yaml
    --- # powers/main.yaml
    kind: power
    id: main
    power_type: licence
    legal_basis: [{law: test-measures, article: 5}]
    --- # powers/sub.yaml
    kind: power
    id: sub
    power_type: licence
    parent: main
    --- # powers/guidance.yaml
    kind: power
    id: guidance
    power_type: public_service
    --- # powers/draft.yaml
    kind: power
    id: draft
    power_type: licence
    draft: true
    ```

    业务手册里，每一项禁止性要求、每一个不计入时限的、延长的特别程序都要有依据（写在它的时限里也行）；计入时限的不用。

    ```yaml
    --- # powers/permit.yaml
    kind: power
    id: permit
    power_type: licence
    legal_basis: [{law: test-measures, article: 5}]
    --- # handbooks/permit.yaml
    kind: handbook
    id: permit
    powers: [permit]
    effective_on: 2026-01-01
    handling_items:
      - id: new
        prohibitions:
          - {id: p1, text: 有不良记录的} #! PC301
          - {id: p2, text: 被撤销许可未满三年的, legal_basis: [{law: test-measures, article: 9}]}
        special_procedures:
          - {name: 专家评审, type: excluded, legal_basis: []} #! PC301
          - name: 检测
            type: excluded
            limit: {value: 20, unit: working_day, legal_basis: [{law: test-measures, article: 8}]}
          - {name: 现场核查, type: within, limit: {value: 5, unit: working_day}}
    ```

    In English: a power, a ground of refusal or a special procedure (excluded or an extension) without a citation (`[]` is
    none). A sub-item takes over its main item's; what the main item must state is told there once. Public services, drafts and
    what has ended are exempt.
    """
    yield from _powers(catalog)
    for item in current_items(catalog):
        for ground in item["prohibitions"]:
            if uncited(ground):
                yield finding(ground["legal_basis"], REFUSAL, REFUSAL_HINT, name=_name(ground, "text"))
        for procedure in item["special_procedures"]:
            # what is counted in needs no leave
            if procedure["type"].text not in COUNTED_OUT:
                continue
            if uncited(procedure) and (uncited(procedure["limit"]) or procedure["limit"].raw is None):
                yield finding(procedure["legal_basis"], PROCEDURE, PROCEDURE_HINT, name=_name(procedure, "name"))


def _powers(catalog: Catalog) -> Iterator[Finding]:
    bare = set()
    inheriting = []
    for power in catalog.of("power"):
        if group(power) in (None, "public_service") or status(catalog, power) in ("draft", "ended"):
            continue
        line = lineage(catalog, power)
        owner = next((each for each in line if "legal_basis" in each.data), None)
        if owner is power:
            if power.data["legal_basis"] == []:
                bare.add(power.id)
                yield finding(power["legal_basis"])
        elif owner is None or owner.data["legal_basis"] == []:
            inheriting.append((power, line))
    bare |= {power.id for power, _ in inheriting}
    for power, line in inheriting:
        # what the main item must state itself is told there, once for all its sub-items
        if is_whole(catalog, power) and not any(each.id in bare for each in line[1:]):
            yield finding(power["legal_basis"])


def _name(node: Node, field: str) -> object:
    return node[field].text or node["id"].text if field == "text" else node[field].text or NAMELESS
