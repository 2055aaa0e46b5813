"""PC607."""

from __future__ import annotations

from collections.abc import Iterator

from powercat.core.catalog import Catalog
from powercat.core.record import Record
from powercat.core.rule import Finding, finding, rule
from powercat.core.text import Text
from powercat.logic.procedure import endings, endless
from powercat.power.procedure import ENDING, called, path_in_words, procedures

LOOP = Text("“{item}”走进这几步就出不来：{path}", "“{item}” never gets out of these steps: {path}")
LOOP_HINT = Text("给其中一步写上走出去的“下一步”和条件", "give one of the steps a way out, with its condition")


@rule(
    "PC607",
    on="handbook",
    draft="warning",
    title=Text("流程没有结尾", "a procedure without an end"),
    message=Text(
        "“{item}”走到“{step}”（{stage}）就停了，没有送达、执行、提供服务、归档或者结案",
        "“{item}” stops at “{step}” ({stage}): nothing is delivered, served, executed, performed, archived or closed",
    ),
    hint=Text(
        "写上后面的步骤：决定要送达，不办下去的也要告知、结案；环节选错了的，改环节",
        "add what follows: decisions are delivered, cases that go no further are told and closed; or mend the stage",
    ),
    basis=Text(
        "行政许可法第三十八条第二款、第四十四条；行政处罚法第六十一条第一款",
        "Administrative Licensing Law, art. 38(2) and 44; Administrative Penalty Law, art. 61(1)",
    ),
    together=Text("{count} 处流程没有结尾", "{count} procedures come to no end"),
)
def procedure_without_end(handbook: Record, catalog: Catalog) -> Iterator[Finding]:
    """
    **发现什么**：流程的最后一步不是颁发送达、送达文书、执行、提供服务、归档或者结案；或者几步绕成一圈，走不出来。

    **为什么**：决定作出了还要送到当事人手里；中途不办了的，也要有个交代。

    **怎么改**：补上后面的步骤。往回走的路（补正、整改）要有走出去的条件。

    ```yaml
    kind: handbook
    id: food
    effective_on: 2026-01-01
    facts:
      - {id: passed, name: 审查通过, type: boolean}
    handling_items:
      - id: new
        name: 新办
        procedure:
          - {id: accept, name: 受理, stage: acceptance, next: [{to: decide, when: passed}, {to: refuse, when: "!passed"}]}
          - {id: decide, name: 决定, stage: decision, next: [{to: deliver}]}
          - {id: refuse, name: 不予许可, stage: decision, next: []} #! PC607
          - {id: deliver, name: 送达, stage: delivery, next: []}
      - id: change
        name: 变更
        procedure:
          - {id: accept, name: 受理, stage: acceptance, next: [{to: examine}]}
          - {id: examine, name: 审查, stage: examination, next: [{to: amend}]} #! PC607
          - {id: amend, name: 整改, stage: examination, next: [{to: examine}]}
    ```

    有出口的圈可以。

    ```yaml
    kind: handbook
    id: food
    effective_on: 2026-01-01
    facts:
      - {id: passed, name: 审查通过, type: boolean}
    handling_items:
      - id: new
        name: 新办
        procedure:
          - {id: examine, name: 审查, stage: examination, next: [{to: amend, when: "!passed"}, {to: deliver, when: passed}]}
          - {id: amend, name: 整改, stage: examination, next: [{to: examine}]}
          - {id: deliver, name: 送达, stage: delivery, next: []}
    ```

    In English: a path whose last step is none of delivery, service of documents, execution, performance, archiving or closing,
    or a loop that nothing leads out of. Silent where a way on leads to no step (PC202).
    """
    for procedure in procedures(catalog, handbook):
        if not procedure.graph.sure:
            continue
        item = called(procedure.item)
        for number in endings(procedure.graph):
            step = procedure.steps[number]
            if step["stage"].text not in ENDING and step["stage"].text in step["stage"].field.choices:
                yield finding(step, item=item, step=called(step), stage=step["stage"].words)
        for loop in endless(procedure.graph):
            steps = [procedure.steps[number] for number in loop]
            yield finding(steps[0], LOOP, LOOP_HINT, item=item, path=path_in_words(steps, [None] * len(steps)))
