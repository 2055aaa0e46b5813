"""PC605."""

from __future__ import annotations

from collections.abc import Iterator

from powercat.core.catalog import Catalog
from powercat.core.record import Record
from powercat.core.rule import Finding, finding, rule
from powercat.core.text import Text
from powercat.power.posts import post_name, same_post
from powercat.power.procedure import called, decides, is_immediate, procedures

ONE_STEP = Text(
    "“{item}”不是即办件，“{step}”这一步又受理又决定", "“{item}” is not immediate, yet “{step}” both accepts and decides"
)
ACCEPTED_HERE = Text("受理写在这里", "acceptance is written here")


@rule(
    "PC605",
    on="handbook",
    severity="warning",
    title=Text("受理和决定是同一个岗位", "the same post accepts and decides"),
    message=Text("“{item}”的受理和“{step}”都由“{post}”办", "“{post}” both accepts the application of “{item}” and does “{step}”"),
    hint=Text(
        "受理、审查、决定分给不同的岗位，互相制约；当场就能办完的，办件类型改成即办件",
        "give acceptance, examination and decision to different posts; if it is done on the spot, make it an immediate item",
    ),
    basis=Text(
        "《关于本市进一步推进政府效能建设的意见》二（二）：分岗设权、分级授权",
        "Shanghai opinions on government effectiveness (2015) II(2): powers are divided among posts",
    ),
    together=Text("{count} 处受理和决定是同一个岗位", "{count} times the same post accepts and decides"),
)
def same_post_accepts_and_decides(handbook: Record, catalog: Catalog) -> Iterator[Finding]:
    """
    **发现什么**：受理申请的岗位，同时是作出决定的岗位。

    **为什么**：分岗设权：一个岗位从收件办到决定，没有第二双眼睛。即办件当场办完，不在此列。

    **怎么改**：换一个岗位决定；当场就能办完的，把办件类型改成即办件。

    ```yaml
    kind: handbook
    id: food
    effective_on: 2026-01-01
    handling_items:
      - id: new
        name: 新办
        case_type: committed
        procedure:
          - {id: accept, name: 受理, stage: acceptance, post: window, next: [{to: examine}]}
          - {id: examine, name: 审查, stage: examination, post: reviewer, next: [{to: decide}]}
          - {id: decide, name: 决定, stage: decision, post: window, next: []} #! PC605
      - id: change
        name: 变更
        case_type: committed
        procedure:
          - {id: accept, name: 受理并决定, stage: acceptance, decides: true, post: window, next: []} #! PC605
    ```

    即办件不说；编号相同、机关不同的，不是同一个岗位。

    ```yaml
    --- # powers/food.yaml
    kind: power
    id: food
    power_type: licence
    --- # organizations/huangpu.yaml
    kind: organization
    id: huangpu
    name: 黄浦区市场监督管理局
    posts: [{id: head, name: 负责人岗}]
    --- # organizations/station.yaml
    kind: organization
    id: station
    name: 黄浦区市场监督管理所
    posts: [{id: head, name: 负责人岗}]
    --- # handbooks/food.yaml
    kind: handbook
    id: food
    series: food
    powers: [food]
    organizations: [huangpu]
    effective_on: 2026-01-01
    handling_items:
      - id: new
        case_type: committed
        procedure:
          - {id: accept, name: 受理, stage: acceptance, post: head, next: [{to: decide}]}
          - {id: decide, name: 决定, stage: decision, post: head, next: []}
      - id: reissue
        case_type: immediate
        procedure:
          - {id: decide, name: 当场受理和决定, stage: acceptance, decides: true, post: head, next: []}
    --- # implementations/food.huangpu.yaml
    kind: implementation
    id: food.huangpu
    power: food
    organization: huangpu
    handling_items:
      - {id: new, accepting_body: station}
    ```

    In English: the post that accepts the application also decides on it (in the same body). Immediate items are left out.
    """
    for procedure in procedures(catalog, handbook):
        item = procedure.item
        if is_immediate(item):
            continue
        accepting = [procedure.steps[number] for number in procedure.of_stage({"acceptance"})]
        for step in (procedure.steps[number] for number in procedure.deciding):
            if step["stage"].text == "acceptance":
                yield finding(step, ONE_STEP, item=called(item), step=called(step))
                continue
            for other in accepting:
                if not decides(other) and same_post(catalog, item, other, step):
                    at, post = step["post"], post_name(catalog, item, step)
                    yield finding(at, item=called(item), step=called(step), post=post, related=[(other["post"], ACCEPTED_HERE)])
                    break
