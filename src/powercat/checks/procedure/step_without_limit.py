"""PC603."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from powercat.checks.procedure.licensing import not_counted
from powercat.core.catalog import Catalog
from powercat.core.record import Node, Record
from powercat.core.rule import Finding, finding, rule
from powercat.core.text import Text
from powercat.power.duration import counts_are_known, is_excluded, limit_of
from powercat.power.item import items
from powercat.power.limits import is_lasting
from powercat.power.local import entries_are_known
from powercat.power.posts import offering
from powercat.power.procedure import called, is_immediate
from powercat.power.unread import is_doubtful


@rule(
    "PC603",
    on="handbook",
    severity="warning",
    draft="info",
    title=Text("步骤没有时限", "a step without a limit"),
    message=Text("“{item}”的“{step}”没有写时限", "“{step}” of “{item}” has no limit"),
    hint=Text(
        "写明这一步最长用多久；各步骤相加不超过承诺时限。当场办完的写 0",
        "say how long the step may take; together the steps stay within the promise. On the spot is 0",
    ),
    basis=Text(
        "《关于本市进一步推进政府效能建设的意见》二（三）4：办理时限分解到岗位",
        "Shanghai opinions on government effectiveness (2015) II(3)4: limits are divided among posts",
    ),
    together=Text("{count} 个步骤没有写时限", "{count} steps have no limit"),
)
def step_without_limit(handbook: Record, catalog: Catalog) -> Iterator[Finding]:
    """
    **发现什么**：办理流程里的步骤没有写时限。

    **为什么**：总的时限要分解到每个岗位，谁耽误了才看得出来；没有时限的步骤，承诺是靠不住的。

    **怎么改**：写明最长用多久。各机关在实施清单里都写了这一步时限的，手册可以不写。不计入时限的（例如听证），
    时限写在“特别程序”里。

    ```yaml
    kind: handbook
    id: food
    effective_on: 2026-01-01
    handling_items:
      - id: new
        name: 新办
        case_type: committed
        procedure:
          - {id: accept, name: 受理, stage: acceptance, limit: {value: 0, unit: working_day}}
          - {id: examine, name: 审查, stage: examination} #! PC603
          - {id: decide, name: 决定, stage: decision, limit: {none: true, reason: 法律没有规定}}
    ```

    即办件不用写；机关自己写了的也不用；不计入时限的，写在特别程序里就够了。

    ```yaml
    --- # powers/food.yaml
    kind: power
    id: food
    power_type: licence
    --- # organizations/huangpu.yaml
    kind: organization
    id: huangpu
    name: 黄浦区市场监督管理局
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
          - {id: examine, name: 审查, stage: examination}
          - {id: hear, name: 组织听证, stage: hearing}
        special_procedures:
          - {name: 听证, type: excluded, limit: {value: 20, unit: working_day}}
      - id: reissue
        case_type: immediate
        procedure:
          - {id: decide, name: 当场受理和决定, stage: acceptance, decides: true}
    --- # implementations/food.huangpu.yaml
    kind: implementation
    id: food.huangpu
    power: food
    organization: huangpu
    handling_items:
      - id: new
        step_limits:
          - {step: examine, limit: {value: 4, unit: working_day}}
    ```

    In English: a step of a procedure states no limit (`limit`), and not every body that acts states one of its own. Immediate
    items need none, nor do steps that do not count towards the limit: their time is that of the special procedure.
    """
    if not is_lasting(catalog, handbook):
        return
    for item in items(handbook):
        if is_immediate(item) or not counts_are_known(item):
            continue
        special = not_counted(catalog, item)
        for step in item["procedure"]:
            # a step that is no mapping is told elsewhere
            if not isinstance(step.raw, dict) or step["limit"].raw is not None or is_excluded(step, special):
                continue  # one that does not count states its time as a special procedure: PC616
            if not _stated_by_all(catalog, item, step):
                yield finding(step["limit"], item=called(item), step=called(step))


def _stated_by_all(catalog: Catalog, item: Node, step: Node) -> bool:
    acting = offering(catalog, item)
    if not entries_are_known(catalog, item):
        return True  # those that cannot be read may
    steps = {each["id"].text for each in item["procedure"]}
    return bool(acting) and all(entry is not None and _may_state(entry["step_limits"], step, steps) for _, entry in acting)


def _may_state(own: Node, step: Node, steps: Collection[str]) -> bool:
    """Whether a body states a limit for a step, or one that cannot be read for sure and may be meant for it."""
    limit = limit_of(step, own)
    unsure = is_doubtful(own) or is_doubtful(limit) or any(each["step"].text not in steps for each in own)
    return unsure or bool(limit)
