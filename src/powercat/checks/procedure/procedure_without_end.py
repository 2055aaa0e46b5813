"""PC607."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence

from powercat.core.catalog import Catalog
from powercat.core.record import Record
from powercat.core.rule import Finding, finding, rule
from powercat.core.text import Text
from powercat.logic.dead_end import DeadEnd, rounds, stuck
from powercat.logic.feasible import asked
from powercat.logic.procedure import endings, endless
from powercat.power.case import case_facts, case_in_words, fixed_facts
from powercat.power.procedure import ENDING, Procedure, Situation, called, path_in_words, procedures, situations

LOOP = Text("“{item}”走进这几步就出不来：{path}", "“{item}” never gets out of these steps: {path}")
STUCK = Text(
    "“{item}”走到“{step}”，有的情形没有下一步（{case}）",
    "“{item}”: at “{step}” some cases have no way on ({case})",
)
STUCK_HINT = Text("给“{step}”写上这种情形的“下一步”", "give “{step}” a way on for these cases")
ROUNDS = Text(
    "“{item}”里有的情形（{case}）在这几步里绕，走不出来：{path}",
    "“{item}”: some cases ({case}) never get out of these steps: {path}",
)
ROUNDS_HINT = Text(
    "改“{step}”的“下一步”：条件不会变的，不要走回去；走回去再定的，两种结果都写上",
    "mend the ways on of “{step}”: do not go back while nothing changes; where going back may change it, write both outcomes",
)
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
    **发现什么**：流程的最后一步不是颁发送达、送达文书、执行、提供服务、归档或者结案；或者几步绕成一圈，走不出来；或者下一步都有条件，
    有的情形哪一个条件都不符合，没有路可走。

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

    条件没有说全，有的情形走不下去；为了什么走回去，走一圈它还是那样，也走不出来。

    ```yaml
    kind: handbook
    id: food
    effective_on: 2026-01-01
    facts:
      - {id: needs_check, name: 需要现场核查, type: boolean}
    handling_items:
      - id: new
        name: 新办
        procedure:
          - id: examine
            name: 书面审查
            stage: examination
            next: [{to: inspect, when: needs_check}] #! PC607
          - {id: inspect, name: 现场核查, stage: examination, next: [{to: deliver}]}
          - {id: deliver, name: 送达, stage: delivery, next: []}
      - id: change
        name: 变更
        procedure:
          - id: examine
            name: 书面审查
            stage: examination
            next: [{to: inspect, when: needs_check}, {to: deliver, when: "!needs_check"}]
          - id: inspect
            name: 现场核查
            stage: examination
            next: [{to: examine, when: needs_check}] #! PC607
          - {id: deliver, name: 送达, stage: delivery, next: []}
    ```

    前面已经分开的情形，后面不用再写。

    ```yaml
    kind: handbook
    id: food
    effective_on: 2026-01-01
    facts:
      - {id: area, name: 面积, type: number}
    handling_items:
      - id: new
        name: 新办
        procedure:
          - id: examine
            name: 审查
            stage: examination
            next: [{to: inspect, when: area > 500}, {to: deliver, when: area <= 500}]
          - id: inspect
            name: 核查
            stage: examination
            next: [{to: review, when: area > 1000}, {to: deliver, when: area > 500 && area <= 1000}]
          - {id: review, name: 集体讨论, stage: examination, next: [{to: deliver}]}
          - {id: deliver, name: 送达, stage: delivery, next: []}
    ```

    In English: a path whose last step is none of delivery, service of documents, execution, performance, archiving or closing,
    a loop that nothing leads out of or that some cases never leave, or a step whose conditions leave some case without a way on.
    Silent where a way on leads to no step (PC202), and where a condition cannot be judged.
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
        yield from _dead_ends(procedure, frozenset(number for loop in endless(procedure.graph) for number in loop))


def _dead_ends(procedure: Procedure, told: Collection[int]) -> Iterator[Finding]:
    """What some cases meet with, but at the steps that are told already."""
    if not any(edge.when is not None for edges in procedure.graph.ways for edge in edges):
        return
    item, graph = procedure.item, procedure.graph
    facts, fixed, cases = case_facts(item), fixed_facts(item), situations(item)
    found: defaultdict[tuple[bool, int], list[tuple[DeadEnd, Situation]]] = defaultdict(list)
    for case in cases:
        for end in (*stuck(graph, case.given, facts), *rounds(graph, case.given, facts, fixed)):
            if end.steps[-1] not in told:
                found[end.loops, end.steps[-1]].append((end, case))
    for (loops, number), ends in found.items():
        end, at = ends[0][0], procedure.steps[number]
        steps = [procedure.steps[each] for each in end.steps]
        yield finding(
            at["next"],
            ROUNDS if loops else STUCK,
            ROUNDS_HINT if loops else STUCK_HINT,
            item=called(item),
            step=called(at),
            case=_in_words(procedure, end, [case for _, case in ends], len(ends) == len(cases)),
            path=path_in_words([*steps, steps[0]], [None] * (len(steps) + 1)),
        )


def _in_words(procedure: Procedure, end: DeadEnd, of: Sequence[Situation], all_of_them: bool) -> Text:
    """The case by the facts that its last steps ask; with its scenarios where it is not so in all."""
    edges = [edge for step in (end.steps if end.loops else end.steps[-1:]) for edge in procedure.graph.ways[step]]
    names = frozenset().union(*(asked(edge.when) for edge in edges if edge.when is not None))
    told = case_in_words(procedure.item, end.example, names - {"scenario"})
    scenarios = [called(case.scenario) for case in of if case.scenario is not None]
    if not scenarios or (all_of_them and told.zh):
        return told
    zh, en = f"情形：{'、'.join(scenarios)}", f"scenario: {', '.join(scenarios)}"
    return Text(f"{zh}，{told.zh}", f"{en}, {told.en}") if told.zh else Text(zh, en)
