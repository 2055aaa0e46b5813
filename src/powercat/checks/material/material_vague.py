"""PC404."""

from __future__ import annotations

from collections.abc import Iterator

from powercat.core.catalog import Catalog
from powercat.core.record import Node
from powercat.core.rule import Finding, finding, rule
from powercat.core.text import Text
from powercat.power.item import items
from powercat.power.life import day_of, status, today
from powercat.power.limits import lasting
from powercat.power.vague import own_source, vague_part

OWN_HINT = Text(
    "写出每一份材料的名称，一份写一条；说不出名称的，就不能要（本目录的词表 tables/vague_words.yaml，来源：{source}）",
    "name each material, one to a line; what cannot be named cannot be asked for (this catalog's tables/vague_words.yaml, from: "
    "{source})",
)


@rule(
    "PC404",
    on="catalog",
    severity="warning",
    publish="error",
    title=Text("材料没有说清", "a vague material"),
    message=Text("“{name}”没有说清要什么材料：“{words}”", "“{name}” does not say which material is wanted: “{words}”"),
    hint=Text(
        "写出每一份材料的名称，一份写一条；只有某种情形要的，写明情形；说不出名称的，就不能要",
        "name each material, one to a line; where it is wanted in some cases only, say in which; what cannot be named cannot be "
        "asked for",
    ),
    basis=Text(
        "行政许可法第三十条第一款：公示全部材料的目录；第三十二条第一款第四项：一次告知需要补正的全部内容",
        "Administrative Licensing Law, art. 30(1): the list of all materials is posted; art. 32(1), item 4: told once and "
        "in full",
    ),
    together=Text("{count} 份材料没有说清要什么", "{count} materials are vague"),
)
def material_vague(catalog: Catalog) -> Iterator[Finding]:
    """
    **发现什么**：材料的名称是“其他材料”“相关证明”“……等材料”一类，看了不知道要准备什么。

    **为什么**：要公示的是全部材料的目录。留一个口子，窗口就可以一次一次地要，申请人就要一趟一趟地跑。

    **怎么改**：一份一份写出名称；只在某种情形要的，用“适用情形”或者“适用条件”写明。依据里写着“规定的其他材料”的，去查有没有规定；没有
    的，删掉这一条。

    ```yaml
    kind: handbook
    id: hr-service
    effective_on: 2026-01-01
    handling_items:
      - id: new
        materials:
          - {name: 其他需要提交的材料} #! PC404
          - {name: 经营场所相关证明} #! PC404
          - {name: 法律、法规规定的其他材料} #! PC404
          - {name: 学历证书、工作经历证明等材料} #! PC404
          - {name: 护照、居民身份证等} #! PC404
          - {name: 有关证明文件} #! PC404
    ```

    “其他”“有关”后面说清了是什么的，“等”是等级的“等”，或者括号里只是举例的，都不算。

    ```yaml
    kind: handbook
    id: hr-service
    effective_on: 2026-01-01
    handling_items:
      - id: new
        materials:
          - {name: 其他组织营业执照}
          - {name: 学历等级证书}
          - {name: 高等学校毕业证书}
          - {name: 相关专业技术职称证书}
          - {name: 有关部门出具的验收合格证明}
          - {name: 身份证明（居民身份证、护照等）}
          - {name: 相关材料真实性承诺书}
          - {name: 护照等国际旅行证件}
    ```

    共享材料库里的名称、实施清单增加的材料也一样；失效的手册、终止的权力不看。

    ```yaml
    --- # materials/other.yaml
    kind: material
    id: other
    name: 相关资料 #! PC404
    --- # implementations/hr-service.minhang.yaml
    kind: implementation
    id: hr-service.minhang
    handling_items:
      - id: new
        materials_add:
          - {name: 区里要求的其它材料} #! PC404
    --- # handbooks/hr-service-2024.yaml
    kind: handbook
    id: hr-service-2024
    effective_on: 2024-01-01
    expires_on: 2024-12-31
    handling_items:
      - id: new
        materials:
          - {name: 其他材料}
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
          - {name: 其他材料}
    --- # implementations/ended.minhang.yaml
    kind: implementation
    id: ended.minhang
    power: ended
    handling_items:
      - id: new
        materials_add:
          - {name: 区里要求的其它材料}
    ```

    In English: names such as “other materials”, “relevant certificates” or a list that ends in “and so on” leave open what to
    bring. Which words do is a table (`vague_words.yaml`) that a catalog can extend. A name is definite where a word between the
    opening and the general noun says what is meant.
    """
    for node in _names(catalog):
        words = vague_part(catalog, "material", node.text)
        if words:
            source = own_source(catalog, "material", words)
            yield finding(node, hint=OWN_HINT if source else None, name=node.text, words=words, source=source or "")


def _names(catalog: Catalog) -> Iterator[Node]:
    for material in catalog.of("material"):
        yield material["name"]
    for handbook in lasting(catalog):
        for item in items(handbook):
            yield from (line["name"] for line in item["materials"])
    day = today(catalog)
    for record in catalog.of("implementation"):
        end, power = day_of(record.data.get("effective_to")), catalog.target(record["power"])
        if (not end or end >= day) and (power is None or status(catalog, power) != "ended"):
            for entry in record["handling_items"]:
                yield from (line["name"] for line in entry["materials_add"])
