"""PC407."""

from __future__ import annotations

from collections.abc import Iterator

from powercat.core.catalog import Catalog
from powercat.core.rule import Finding, finding, rule
from powercat.core.text import Text
from powercat.power.item import items
from powercat.power.limits import lasting
from powercat.power.vague import own_source, vague_part

OWN_HINT = Text(
    "一条一条写出来；没有的，删掉这一条（本目录的词表 tables/vague_words.yaml，来源：{source}）",
    "write out what is demanded, or delete this (this catalog's tables/vague_words.yaml, from: {source})",
)


@rule(
    "PC407",
    on="catalog",
    severity="warning",
    publish="error",
    title=Text("条件没有说清", "a vague condition"),
    message=Text("这一条没有说清是什么：“{words}”", "this does not say what is meant: “{words}”"),
    hint=Text(
        "查清法律、法规、规章还规定了什么，一条一条写出来；没有的，删掉这一条",
        "find out what else laws, regulations and rules demand and write it out; where there is nothing, delete this",
    ),
    basis=Text(
        "行政许可法第三十条第一款；优化营商环境条例第三十五条：细化量化，没有依据不得增设条件；上海市优化营商环境条例第二十四条第四款"
        "：办理条件不得含有兜底条款",
        "Administrative Licensing Law, art. 30(1); Regulation on the business environment, art. 35: in detail, no "
        "condition without "
        "a basis; Shanghai regulation on the business environment, art. 24(4): no catch-all conditions",
    ),
    together=Text("{count} 条办理条件、禁止性要求没有说清", "{count} conditions or prohibitions are vague"),
)
def condition_vague(catalog: Catalog) -> Iterator[Finding]:
    """
    **发现什么**：办理条件、禁止性要求是“法律、法规规定的其他条件”“符合有关规定”一类。

    **为什么**：条件要细化、量化。兜底的条件，申请人不知道够不够，经办人想卡就能卡。

    **怎么改**：查清还有什么规定，一条一条写出来，写明依据；没有的，删掉。

    ```yaml
    kind: handbook
    id: hr-service
    effective_on: 2026-01-01
    handling_items:
      - id: new
        conditions:
          - {id: a, text: 法律、法规规定的其他条件。} #! PC407
          - {id: b, text: 从业人员符合国家有关规定。} #! PC407
          - {id: c, text: 有专职人员；符合相关要求。} #! PC407
          - {id: d, text: 具备场地、设备等条件} #! PC407
        prohibitions:
          - {id: e, text: 主管部门规定的其他情形。} #! PC407
    ```

    写明了具体规定是哪一条的，“有关”“其他”后面说清了是什么的，不算；失效的手册、终止的权力不看。

    ```yaml
    --- # handbooks/hr-service.yaml
    kind: handbook
    id: hr-service
    effective_on: 2026-01-01
    handling_items:
      - id: new
        conditions:
          - {id: a, text: 符合《食品安全法》第三十三条规定的其他要求。}
          - {id: b, text: 与有毒有害场所和其他污染源保持规定距离。}
          - {id: c, text: 按照国家有关规定取得医师执业证书。}
          - {id: d, text: "须具备相应条件：年满十八周岁。"}
          - {id: e, text: 申请人是企业或者其他组织。}
          - {id: f, text: 有三名以上专职人员，有必要的消毒、更衣设施等。}
    --- # handbooks/hr-service-2024.yaml
    kind: handbook
    id: hr-service-2024
    effective_on: 2024-01-01
    expires_on: 2024-12-31
    handling_items:
      - id: new
        conditions:
          - {id: a, text: 法律规定的其他条件。}
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
        conditions:
          - {id: a, text: 法律规定的其他条件。}
    ```

    In English: conditions and prohibitions that end in “other conditions laid down by law” or “the relevant provisions”. The
    words are a table (`vague_words.yaml`) that a catalog can extend. A sentence that points to an article is not called vague.
    """
    for handbook in lasting(catalog):
        for item in items(handbook):
            for each in (*item["conditions"], *item["prohibitions"]):
                words = vague_part(catalog, "condition", each["text"].text)
                if words:
                    source = own_source(catalog, "condition", words)
                    yield finding(each["text"], hint=OWN_HINT if source else None, words=words, source=source or "")
