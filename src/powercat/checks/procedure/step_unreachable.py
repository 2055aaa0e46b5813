"""PC606."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from powercat.core.catalog import Catalog
from powercat.core.record import Record
from powercat.core.rule import Finding, finding, rule
from powercat.core.text import Text
from powercat.logic.procedure import Graph, endless, leading, reachable, unreachable
from powercat.power.procedure import called, procedures


@rule(
    "PC606",
    on="handbook",
    draft="warning",
    title=Text("步骤走不到", "a step that is never reached"),
    message=Text("“{item}”走不到“{step}”这一步：前面没有步骤通向它", "“{item}” never comes to “{step}”: no step leads there"),
    hint=Text(
        "在它前面一步的“下一步”里写上它；不要这一步的，删掉", "name it among the next steps of the one before, or delete it"
    ),
    basis=Text(
        "行政许可法第三十条第一款（程序）；《关于本市进一步推进政府效能建设的意见》二（一）3：编制流程",
        "Administrative Licensing Law, art. 30(1) (procedure); Shanghai opinions on government effectiveness (2015) II(1)3",
    ),
    together=Text("{count} 个步骤走不到", "{count} steps are never reached"),
)
def step_unreachable(handbook: Record, catalog: Catalog) -> Iterator[Finding]:
    """
    **发现什么**：流程里有一步，从头走下去到不了。

    **为什么**：到不了的步骤没有人办：要么接线接漏了，要么是删了一半的旧流程。

    **怎么改**：把它接上，或者删掉。流程从列表的第一步开始；没有写“下一步”的，接着办列表里的下一步。

    ```yaml
    kind: handbook
    id: food
    effective_on: 2026-01-01
    handling_items:
      - id: new
        name: 新办
        procedure:
          - {id: accept, name: 受理, stage: acceptance, next: [{to: decide}]}
          - {id: examine, name: 审查, stage: examination, next: [{to: decide}]} #! PC606
          - {id: decide, name: 决定, stage: decision, next: []}
    ```

    另一个受理、立案的步骤，是另一个开头；“下一步”写错了编号的（由 PC202 说），看不准，不说；前面绕成一圈走不出来，才走不到后面
    的，由 PC607 说。

    ```yaml
    kind: handbook
    id: food
    effective_on: 2026-01-01
    handling_items:
      - id: new
        name: 新办
        procedure:
          - {id: accept, name: 窗口受理, stage: acceptance, next: [{to: examine}]}
          - {id: accept-online, name: 网上受理, stage: acceptance, next: [{to: examine}]}
          - {id: examine, name: 审查, stage: examination}
          - {id: decide, name: 决定, stage: decision, next: []}
      - id: change
        name: 变更
        procedure:
          - {id: accept, name: 受理, stage: acceptance, next: [{to: exanine}]}
          - {id: examine, name: 审查, stage: examination, next: []}
      - id: renewal
        name: 延续
        procedure:
          - {id: examine, name: 审查, stage: examination, next: [{to: decide}]}
          - {id: decide, name: 决定, stage: decision, next: [{to: examine}]}
          - {id: deliver, name: 送达, stage: delivery, next: []}
    ```

    In English: a step that no path from the beginning comes to. A procedure begins at the first step of the list, and at every
    step of acceptance or case filing that nothing leads to; a step without `next` goes on to the one after it. What
    only a loop without a way out (PC607) keeps from being reached is not told.
    """
    for procedure in procedures(catalog, handbook):
        if procedure.graph.sure:
            for number in _left_out(procedure.graph):
                step, item = procedure.steps[number], procedure.item
                yield finding(step, item=called(item), step=called(step))


def _left_out(graph: Graph) -> Sequence[int]:
    """The steps never come to; where a loop has no way out, only those that lead back to it: what lies beyond it waits for the
    way out (PC607).
    """
    found = unreachable(graph)
    before = leading(graph, reachable(graph)) if found and endless(graph) else found
    return [number for number in found if number in before]
