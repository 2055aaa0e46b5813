"""PC214."""

from __future__ import annotations

from collections.abc import Iterator

from powercat.checks.power.chain import chain_of, holes, stages_of, words
from powercat.core.catalog import Catalog
from powercat.core.rule import Finding, finding, rule
from powercat.core.text import Text
from powercat.power.duty import responsibilities
from powercat.power.life import exercised
from powercat.power.nature import power_type
from powercat.power.unread import may_name

POWER = Text("对应的权力事项", "the power it answers for")


@rule(
    "PC214",
    on="catalog",
    severity="warning",
    publish="error",
    title=Text("责任链缺环节", "a hole in the duty chain"),
    message=Text("{type}的责任链里没有{stages}", "the duty chain of a power of this type ({type}) lacks {stages}"),
    hint=Text(
        "补上这些环节的责任和追责情形；已经写在别的责任事项里的，在那里也写上这项权力（依据：{source}）",
        "add the duties of these stages and what is accounted for; if another responsibility holds them, name the power there "
        "too (from: {source})",
    ),
    basis=Text(
        "《关于本市进一步推进政府效能建设的意见》二（一）1：有权必有责、权责一致、法定责任必须为；各类的环节依据行政许可法、行政"
        "处罚法、行政强制法和公开的权责清单",
        "Shanghai opinions on government effectiveness (2015) II(1)1: no power without responsibility; the stages follow the "
        "laws on licensing, penalties "
        "and coercion and published lists of powers and duties",
    ),
    together=Text("{count} 条责任链缺环节：按权力类型一类一类补", "{count} duty chains have holes: fill them type by type"),
)
def duty_stage_missing(catalog: Catalog) -> Iterator[Finding]:
    """
    **发现什么**：一项权力的责任事项合起来看，缺少这一类权力应有的环节。

    **为什么**：权责一致，每个环节都有人负责。许可是受理、审查、决定、颁发送达、事后监管；处罚是立案、调查取证、告知、决定、送达文
    书；其他各类写在数据文件里。

    **怎么改**：补上缺的环节。一条责任链分写在几条责任事项里的，合起来看。

    ```yaml
    --- # powers/food-licence.yaml
    kind: power
    id: food-licence
    power_type: licence
    --- # responsibilities/food-licence.yaml
    kind: responsibility
    id: food-licence
    powers: [food-licence]
    duties:
      - {id: a, stage: acceptance} #! PC214
      - {id: b, stage: examination}
      - {id: c, stage: decision}
      - {id: d, stage: delivery}
    ```

    ```yaml
    --- # powers/fine.yaml
    kind: power
    id: fine
    power_type: penalty
    --- # responsibilities/fine-case.yaml
    kind: responsibility
    id: fine-case
    powers: [fine]
    duties:
      - {id: a, stage: case_filing}
      - {id: b, stage: investigation}
      - {id: c, stage: notification}
    --- # responsibilities/fine-decision.yaml
    kind: responsibility
    id: fine-decision
    powers: [fine]
    duties:
      - {id: d, stage: decision}
      - {id: e, stage: service_of_documents}
    ```

    写在主项上的责任，各子项共用，只说一次。依职权办理的没有受理环节。完全没有责任事项的，由 PC204 说。

    ```yaml
    --- # powers/main.yaml
    kind: power
    id: main
    power_type: confirmation
    --- # powers/sub-a.yaml
    kind: power
    id: sub-a
    power_type: confirmation
    parent: main
    --- # powers/sub-b.yaml
    kind: power
    id: sub-b
    power_type: confirmation
    parent: main
    --- # powers/order.yaml
    kind: power
    id: order
    power_type: other
    initiation: ex_officio
    --- # powers/none.yaml
    kind: power
    id: none
    power_type: penalty
    --- # responsibilities/main.yaml
    kind: responsibility
    id: main
    powers: [main]
    duties:
      - {id: c, stage: decision} #! PC214
    --- # responsibilities/order.yaml
    kind: responsibility
    id: order
    powers: [order]
    duties:
      - {id: b, stage: investigation}
      - {id: c, stage: decision}
      - {id: d, stage: service_of_documents}
      - {id: e, stage: supervision}
    ```

    有一条责任的环节没有写或者写错了的，先改那一条；责任清单是空的，由格式检查说。

    ```yaml
    --- # powers/fine.yaml
    kind: power
    id: fine
    power_type: penalty
    --- # powers/other.yaml
    kind: power
    id: other
    power_type: penalty
    --- # responsibilities/fine.yaml
    kind: responsibility
    id: fine
    powers: [fine]
    duties:
      - {id: a, stage: filing}
      - {id: b}
    --- # responsibilities/other.yaml
    kind: responsibility
    id: other
    powers: [other]
    duties: []
    ```

    In English: all responsibilities of a power together must cover the stages of its type (`duty_chains.yaml`, each with its
    source); where several stages will do, one is enough. It is told once for the powers that share their responsibilities.
    """
    told: set[tuple[object, ...]] = set()
    for power in exercised(catalog):
        chain = chain_of(catalog, power)
        records = responsibilities(catalog, power)
        if chain is None or not chain.links or not records or not all(len(record["duties"]) for record in records):
            continue
        stage = records[0].kind.field("/duties/*/stage")
        stages = stages_of(stage, [duty for record in records for duty in record.data["duties"]])
        if stages is None:
            continue
        missing = holes(chain.links, stages)
        key = (power_type(power), chain.source.en, *(record.id for record in records))
        if missing and key not in told and not may_name(catalog, "responsibility", power.id):
            told.add(key)
            yield finding(
                records[0]["duties"],
                type=power["power_type"].words,
                stages=tuple(words(stage, link) for link in missing),
                source=chain.source,
                related=[(power["id"], POWER)],
            )
