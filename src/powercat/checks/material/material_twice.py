"""PC401."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from powercat.core.catalog import Catalog
from powercat.core.record import Node
from powercat.core.rule import Finding, finding, rule
from powercat.core.text import Text
from powercat.power.material import are_asked_together, is_same, label_of, listings, name_of

ADDED = Text(
    "实施清单增加的“{name}”，业务手册的这个办理项已经要了", "“{name}”, added here, is asked for by the handbook's item already"
)
ADDED_HINT = Text(
    "不用再加；要的份数、形式和手册不同的，先减少手册里的那一份，再写自己的",
    "do not add it; where copies or form differ from the handbook's, drop the handbook's line and state your own",
)
FIRST = Text("先写的那一份", "the line that comes first")


@rule(
    "PC401",
    on="catalog",
    title=Text("同一份材料要了两次", "the same material twice"),
    message=Text("“{name}”在同一个办理项里要了两次", "“{name}” is asked for twice within one handling item"),
    hint=Text(
        "合成一条：份数写在一起；分情形的，把适用情形分开写；是不同的人、不同的物的（法定代表人的、经办人的），另写一条材料库记录，"
        "或者不引用材料库、直接写名称",
        "make one line of the two: add up the copies; separate the scenarios; where they are about different persons or things "
        "(the legal representative's, the agent's), write a library record for each, or name them without the library",
    ),
    basis=Text(
        "行政许可法第三十条第一款、第三十一条；优化营商环境条例第三十五条：减材料",
        "Administrative Licensing Law, art. 30(1) and 31; Regulation on the business environment, art. 35: fewer materials",
    ),
    together=Text("{count} 份材料在同一个办理项里要了两次", "{count} materials are asked for twice within one handling item"),
)
def material_twice(catalog: Catalog) -> Iterator[Finding]:
    """
    **发现什么**：一个办理项的申请材料里，同一份材料写了两次，而且有的申请人两次都要交；实施清单增加的材料，手册里已经有了的，也算。

    **为什么**：申请人以为要准备两份，窗口也会收两份；清单越长越没人看。

    **怎么改**：合成一条。只在不同情形里要的，用“适用情形”分开；法定代表人的和经办人的身份证这样的，给经办人的另写一条材料库
    记录，或者不引用材料库、直接写名称（`name: 经办人居民身份证`）。

    ```yaml
    --- # materials/id-card.yaml
    kind: material
    id: id-card
    name: 居民身份证
    aliases: [身份证]
    --- # handbooks/nurse.yaml
    kind: handbook
    id: nurse
    effective_on: 2026-01-01
    handling_items:
      - id: new
        materials:
          - {material: id-card, originals: 1}
          - {id: copy, material: id-card, copies: 1} #! PC401
          - {name: 身份证} #! PC401
          - {name: 毕业证书}
          - {id: again, name: 毕业证书} #! PC401
    ```

    情形不同、条件不同的，几份里各选一份的，不是同一个人的，都不算；编号写重了的由 PC201 说；失效的手册、终止的权力不看。

    ```yaml
    --- # materials/id-card.yaml
    kind: material
    id: id-card
    name: 居民身份证
    --- # handbooks/nurse.yaml
    kind: handbook
    id: nurse
    effective_on: 2026-01-01
    handling_items:
      - id: new
        scenarios: [{id: self}, {id: agent}, {id: child}]
        materials:
          - {id: own, material: id-card, scenarios: [self]}
          - {id: others, material: id-card, scenarios: [agent, child]}
          - {name: 代理人居民身份证, scenarios: [agent]}
          - {name: 经办人居民身份证}
          - {id: rent, name: 房屋租赁合同, when: rented, one_of: 住所}
          - {id: sublet, name: 房屋租赁合同, when: sublet, one_of: 住所}
          - {id: deed, name: 不动产权证书, one_of: 住所}
          - {id: deed-again, name: 不动产权证书, one_of: 担保}
          - {id: old, name: 执业证书, returned: true}
          - {id: fetched, name: 执业证书, obtained_by: e_licence}
      - id: change
        materials:
          - {id: own, material: id-card}
    --- # handbooks/nurse-2025.yaml
    kind: handbook
    id: nurse-2025
    effective_on: 2025-01-01
    expires_on: 2025-12-31
    handling_items:
      - id: new
        materials:
          - {id: a, name: 毕业证书}
          - {id: b, name: 毕业证书}
    --- # powers/ended.yaml
    kind: power
    id: ended
    effective_to: 2025-12-31
    --- # handbooks/ended-2024.yaml
    kind: handbook
    id: ended-2024
    powers: [ended]
    effective_on: 2024-01-01
    handling_items:
      - id: new
        materials:
          - {id: a, name: 毕业证书}
          - {id: b, name: 毕业证书}
    ```

    实施清单加上手册一起看；先减后加的不算。

    ```yaml
    --- # powers/nurse.yaml
    kind: power
    id: nurse
    --- # handbooks/nurse.yaml
    kind: handbook
    id: nurse
    powers: [nurse]
    effective_on: 2026-01-01
    handling_items:
      - id: new
        materials:
          - {name: 体检报告}
          - {name: 学历证书}
    --- # implementations/nurse.huangpu.yaml
    kind: implementation
    id: nurse.huangpu
    power: nurse
    handling_items:
      - id: new
        materials_drop: [学历证书]
        materials_add:
          - {id: health, name: 体检报告} #! PC401
          - {id: diploma, name: 学历证书}
    ```

    In English: two lines of one handling item ask for the same material (the same library record, the same name, or a name that
    the library record bears) in scenarios that overlap. Lines with different conditions or of different groups of alternatives
    are not compared, nor is an original to be handed back with the same document fetched electronically.
    """
    for listing in listings(catalog):
        told: set[str] = set()
        for first, second in combinations(listing.lines, 2):
            new = second.pointer not in told and listing.is_own(second)
            if new and is_same(catalog, first, second) and _double(first, second):
                told.add(second.pointer)
                at = second["material"] or second["name"]
                name, related = name_of(catalog, second), [(first["material"] or first["name"], FIRST)]
                if listing.is_own(first):
                    yield finding(at, name=name, related=related)
                else:
                    yield finding(at, ADDED, ADDED_HINT, name=name, related=related)


def _double(first: Node, second: Node) -> bool:
    if first.record is second.record and first["id"] and first["id"].text == second["id"].text:
        return False
    one, other = label_of(first), label_of(second)
    handed_back = (first["returned"].value is True) != (second["returned"].value is True)
    return are_asked_together(first, second) and not (one and other and one != other) and not handed_back
