"""PC619."""

from __future__ import annotations

from collections.abc import Iterator

from powercat.core.catalog import Catalog
from powercat.core.record import Record
from powercat.core.rule import Finding, finding, rule
from powercat.core.text import Text
from powercat.power.item import powers_of
from powercat.power.nature import power_type
from powercat.power.posts import post_name, same_post
from powercat.power.procedure import called, procedures

HANDLED_HERE = Text("调查、审查写在这里", "the case is handled here")

_HANDLING = {"licence": frozenset({"examination", "investigation"}), "penalty": frozenset({"investigation", "examination"})}


@rule(
    "PC619",
    on="handbook",
    severity="warning",
    title=Text("听证由办案岗位主持", "a hearing chaired by the handler"),
    message=Text(
        "“{item}”的“{hearing}”由“{post}”主持，“{step}”也是它办的",
        "“{hearing}” of “{item}” is chaired by “{post}”, which also does “{step}”",
    ),
    hint=Text(
        "听证换一个岗位主持：处罚由不是本案调查人员的人主持，许可由审查申请的人以外的人主持",
        "let another post chair it: not one that investigated the case, or examined the application",
    ),
    basis=Text(
        "行政许可法第四十八条第一款第（三）项；行政处罚法第六十四条第（四）项",
        "Administrative Licensing Law, art. 48(1)(3); Administrative Penalty Law, art. 64(4)",
    ),
    together=Text("{count} 处听证由调查、审查的岗位主持", "{count} hearings are chaired by the post that handles the case"),
)
def hearing_chaired_by_handler(handbook: Record, catalog: Catalog) -> Iterator[Finding]:
    """
    **发现什么**：许可、处罚流程里主持听证的岗位，和调查取证、审查申请的岗位是同一个。

    **为什么**：听证主持人应当是没有办过这个案子的人，否则听证不公正，决定站不住。

    **怎么改**：换一个岗位主持听证；同一个岗位有几个人、能保证换人的，写暂缓说明。

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
    handling_items:
      - id: ordinary
        name: 普通程序
        procedure:
          - {id: investigate, name: 调查, stage: investigation, post: case-officer}
          - {id: hearing, name: 听证, stage: hearing, post: case-officer} #! PC619
          - {id: decide, name: 决定, stage: decision, post: head}
    ```

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
    handling_items:
      - id: ordinary
        name: 普通程序
        procedure:
          - {id: investigate, name: 调查, stage: investigation, post: case-officer}
          - {id: hearing, name: 听证, stage: hearing, post: hearing-chair}
          - {id: decide, name: 决定, stage: decision, post: head}
    ```

    In English: in a licence or penalty procedure, the post that chairs the hearing also investigates the case or examines the
    application.
    """
    kinds = {power_type(power) for power in powers_of(catalog, handbook)}
    if not kinds or not kinds <= _HANDLING.keys():
        return
    stages = frozenset().union(*(_HANDLING[kind] for kind in kinds))
    for procedure in procedures(catalog, handbook):
        item = procedure.item
        handling = [procedure.steps[number] for number in procedure.of_stage(stages)]
        for hearing in (procedure.steps[number] for number in procedure.of_stage({"hearing"})):
            other = next((step for step in handling if same_post(catalog, item, hearing, step)), None)
            if other is not None:
                yield finding(
                    hearing["post"],
                    item=called(item),
                    hearing=called(hearing),
                    post=post_name(catalog, item, hearing),
                    step=called(other),
                    related=[(other["post"], HANDLED_HERE)],
                )
