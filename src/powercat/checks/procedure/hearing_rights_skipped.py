"""PC617."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from powercat.core.catalog import Catalog
from powercat.core.record import Node, Record
from powercat.core.rule import Finding, finding, rule
from powercat.core.text import Text
from powercat.logic.path import bypass
from powercat.power.item import powers_of
from powercat.power.nature import power_type
from powercat.power.procedure import Procedure, called, facts_of, path_in_words, procedures, situations

_NOTICE: Final = ("处罚告知", "听证告知", "事先告知")
"""Names of steps of stage other that are the notice of 行政处罚法 44."""

_LETTING_OFF: Final = re.compile(
    "不予(?:行政)?处罚|不(?:再|作|作出|给予)?(?:行政)?处罚|免(?:予|于|除)?(?:行政)?处罚|不罚|免罚|不予立案|撤案|撤销案件|撤销立案|销案"
    "|移送(?!.{0,4}(?:法制|审核|审查|审批|复核|审理|听证))|终止(?!听证)|(?:处罚|违法)?[^处，。；、]{0,4}不成立"
)
"""Words of steps and ways that lead to no penalty, before which nothing has to be told."""

_PENALTY: Final = re.compile("处罚|罚款|没收|吊销|从轻|减轻|从重")


@rule(
    "PC617",
    on="handbook",
    title=Text("处罚决定前没有告知", "a penalty without notice"),
    message=Text("“{item}”有一条路没有告知就作出决定：{path}", "“{item}” can come to a decision without notice: {path}"),
    hint=Text(
        "决定以前都要走“告知”这一步：告知拟处罚的内容和事实、理由、依据，告知陈述、申辩和要求听证的权利",
        "lead every way to a decision through notification: the proposed penalty, facts, reasons, basis, and the rights to "
        "state, defend and be heard",
    ),
    basis=Text("行政处罚法第四十四条、第四十五条第一款、第六十二条", "Administrative Penalty Law, art. 44, 45(1) and 62"),
    together=Text("{count} 项处罚有不告知就决定的路", "{count} penalty procedures can decide without notice"),
)
def hearing_rights_skipped(handbook: Record, catalog: Catalog) -> Iterator[Finding]:
    """
    **发现什么**：处罚的流程里，有一条走得通的路，没有经过“告知”就到了作出决定的一步。

    **为什么**：没有告知、没有听取陈述申辩的，不得作出处罚决定；漏了这一步，处罚会被撤销。

    **怎么改**：把那条路接到“告知”上，步骤的环节写“告知”。调查时告知权利义务，不是这里的告知。不予处罚、撤案、移送的路不用告知；
    处罚和不予处罚写在一步里的，要告知。整个流程都没有告知的，由 PC217 说。

    ```yaml
    --- # powers/fine.yaml
    kind: power
    id: fine
    power_type: penalty
    --- # handbooks/fine.yaml
    kind: handbook
    id: fine
    powers: [fine]
    effective_on: 2026-01-01
    facts:
      - {id: simple, name: 案情简单, type: boolean}
    handling_items:
      - id: ordinary
        name: 普通程序
        procedure:
          - {id: file, name: 立案, stage: case_filing, next: [{to: investigate}]}
          - {id: investigate, name: 调查, stage: investigation, next: [{to: decide, when: simple}, {to: notify, when: "!simple"}]}
          - {id: notify, name: 告知, stage: notification, next: [{to: decide}]}
          - {id: decide, name: 决定, stage: decision, next: [{to: serve}]} #! PC617
          - {id: serve, name: 送达, stage: service_of_documents, next: []}
    ```

    一步里处罚、不予处罚都可能的，路上只写了“不予听证”的，先告知了权利义务的，都要告知。

    ```yaml
    --- # powers/fine.yaml
    kind: power
    id: fine
    power_type: penalty
    --- # handbooks/fine.yaml
    kind: handbook
    id: fine
    powers: [fine]
    effective_on: 2026-01-01
    facts:
      - {id: hearing, name: 要求听证, type: boolean}
    handling_items:
      - id: ordinary
        name: 普通程序
        procedure:
          - id: investigate
            name: 告知权利义务并调查取证
            stage: investigation
            next: [{to: notify, when: hearing}, {to: decide, when: "!hearing", label: 不予听证}]
          - {id: notify, name: 告知, stage: notification, next: [{to: decide}]}
          - {id: decide, name: 作出处罚或者不予处罚决定, stage: decision, next: []} #! PC617
    ```

    不予处罚的路不用告知；条件走不通的路不算；和别的步骤同时进行的，有一边告知就行。

    ```yaml
    --- # powers/fine.yaml
    kind: power
    id: fine
    power_type: penalty
    --- # handbooks/fine.yaml
    kind: handbook
    id: fine
    powers: [fine]
    effective_on: 2026-01-01
    facts:
      - {id: proved, name: 违法事实成立, type: boolean}
    handling_items:
      - id: ordinary
        name: 普通程序
        procedure:
          - {id: file, name: 立案, stage: case_filing, next: [{to: investigate}]}
          - id: investigate
            name: 调查
            stage: investigation
            next: [{to: drop, when: "!proved"}, {to: notify, when: proved}, {to: check, when: "!proved"}]
          - {id: check, name: 核对, stage: investigation, next: [{to: decide, when: proved}, {to: drop, when: "!proved"}]}
          - {id: notify, name: 告知, stage: notification, next: [{to: decide}]}
          - {id: decide, name: 决定, stage: decision, next: [{to: serve}]}
          - {id: drop, name: 不予处罚决定, stage: decision, next: [{to: serve}]}
          - {id: serve, name: 送达, stage: service_of_documents, next: []}
      - id: fast
        name: 快速办理
        procedure:
          - {id: file, name: 立案, stage: case_filing, next: [{to: notify}, {to: review}]}
          - {id: notify, name: 告知, stage: notification, next: [{to: decide}]}
          - {id: review, name: 审核, stage: legal_review, next: [{to: decide}]}
          - {id: decide, name: 决定, stage: decision, next: []}
    ```

    In English: in the procedure of a penalty, a path whose conditions can hold together comes to the deciding step without
    passing notification. Decisions not to punish need none, those that may be either do; of branches that run at the same
    time one is enough. A procedure with no notification at all is PC217's.
    """
    powers = powers_of(catalog, handbook)
    if not powers or any(power_type(power) != "penalty" for power in powers):
        return
    for procedure in procedures(catalog, handbook):
        telling = [number for number, step in enumerate(procedure.steps) if _tells(step)]
        if not telling:
            continue
        for deciding in procedure.deciding:
            step = procedure.steps[deciding]
            path = _skipping(procedure, telling, deciding) if deciding not in telling and not _lets_off(step) else None
            if path is not None:
                steps = [procedure.steps[number] for number in path]
                item = called(procedure.item)
                yield finding(step, item=item, path=path_in_words(steps, [None] * len(steps)))


def _skipping(procedure: Procedure, telling: Sequence[int], deciding: int) -> Sequence[int] | None:
    others = [number for number in procedure.deciding if number != deciding and _lets_off(procedure.steps[number])]
    facts = facts_of(procedure.item)
    for situation in situations(procedure.item):
        path = bypass(procedure.graph, [*telling, *others], [deciding], situation.given, facts)
        if path is not None and not _is_let_off(procedure, path):
            return path
    return None


def _tells(step: Node) -> bool:
    """Whether a step is the notice of the proposed penalty; telling the rights and duties before an inquiry is not."""
    stage, name = step["stage"].text, step["name"].text
    return stage == "notification" or (stage == "other" and any(word in name for word in _NOTICE))


def _lets_off(step: Node) -> bool:
    return _is_off(step["name"].text)


def _is_off(words: str) -> bool:
    """Whether words speak of letting off, and of nothing else: 作出处罚或者不予处罚决定 may be a penalty."""
    rest, count = _LETTING_OFF.subn("", words)
    return count > 0 and not _PENALTY.search(rest)


def _is_let_off(procedure: Procedure, path: Sequence[int]) -> bool:
    """Whether a way on the path is labelled as one that leads to no penalty."""
    for number, after in pairwise(path):
        target = procedure.steps[after]["id"].text
        labels = (way["label"].text for way in procedure.steps[number]["next"] if way["to"].text == target)
        if any(map(_is_off, labels)):
            return True
    return False
