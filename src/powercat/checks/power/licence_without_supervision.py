"""PC215."""

from __future__ import annotations

from collections.abc import Iterator

from powercat.core.catalog import Catalog
from powercat.core.record import Record
from powercat.core.rule import Finding, finding, rule
from powercat.core.text import Text
from powercat.power.bodies import bodies_of_handbook
from powercat.power.item import powers_of
from powercat.power.life import status, today
from powercat.power.nature import power_type
from powercat.power.standard import edition

BY_OTHERS = Text(
    "{bodies}作出许可，事后监管写的全是别的机关",
    "{bodies} grants the licence, but all supervision is said to be done by other bodies",
)
BY_OTHERS_HINT = Text(
    "谁审批、谁监管：补上它自己的监管措施（不写监管机关，就是每个承办机关都做）；法律把监管交给别的机关的，写暂缓说明",
    "who grants supervises: add its own measures (without an organization they are done by each acting body); where the law "
    "gives supervision to another "
    "body, state a waiver",
)


@rule(
    "PC215",
    on="handbook",
    severity="warning",
    publish="error",
    title=Text("许可没有监管", "a licence without supervision"),
    message=Text("许可的业务手册写的是没有事后监管", "the handbook of a licence says that there is no supervision"),
    hint=Text(
        "谁审批、谁监管：写明检查什么、怎么检查、多久一次", "who grants supervises: say what is checked, how, and how often"
    ),
    basis=Text(
        "行政许可法第十条第二款、第六十一条；《关于本市进一步推进政府效能建设的意见》二（一）2：事后监督措施",
        "Administrative Licensing Law, art. 10(2) and 61; Shanghai opinions on government effectiveness (2015) II(1)2: "
        "supervision afterwards",
    ),
    together=Text(
        "{count} 本许可手册没有落实谁审批谁监管", "{count} handbooks of licences do not let the granting body supervise"
    ),
)
def licence_without_supervision(handbook: Record, catalog: Catalog) -> Iterator[Finding]:
    """
    **发现什么**：许可的业务手册，事后监管写的是空的，或者监管措施全由别的机关负责、作出许可的机关一项也没有。

    **为什么**：谁审批、谁监管，谁主管、谁监管；行政机关应当对被许可人从事许可事项的活动实施监督检查。

    **怎么改**：补上监管措施。没有写“事后监管”这一栏的，由 PC217 说。

    ```yaml
    --- # powers/food-licence.yaml
    kind: power
    id: food-licence
    power_type: licence
    --- # handbooks/food.yaml
    kind: handbook
    id: food
    powers: [food-licence]
    effective_on: 2026-01-01
    post_supervision: [] #! PC215
    ```

    不写监管机关的，每个承办机关都做；由它的下属单位做的，也算它的。

    ```yaml
    --- # powers/food-licence.yaml
    kind: power
    id: food-licence
    power_type: licence
    --- # organizations/huangpu.yaml
    kind: organization
    id: huangpu
    name: 黄浦区市场监督管理局
    --- # organizations/huangpu-team.yaml
    kind: organization
    id: huangpu-team
    name: 黄浦区市场监督执法大队
    parent: huangpu
    --- # organizations/pudong.yaml
    kind: organization
    id: pudong
    name: 浦东新区市场监督管理局
    --- # handbooks/a.yaml
    kind: handbook
    id: a
    powers: [food-licence]
    organizations: [huangpu, pudong]
    effective_on: 2026-01-01
    post_supervision:
      - {measure: 日常检查}
    --- # handbooks/b.yaml
    kind: handbook
    id: b
    powers: [food-licence]
    organizations: [huangpu]
    effective_on: 2026-01-01
    post_supervision:
      - {measure: 日常检查, organization: huangpu-team}
    --- # handbooks/c.yaml
    kind: handbook
    id: c
    powers: [food-licence]
    organizations: [huangpu, pudong]
    effective_on: 2026-01-01
    post_supervision:
      - {measure: 日常检查, organization: huangpu} #! PC215
    ```

    只看许可；失效的手册、草稿和终止的许可不看。

    ```yaml
    --- # powers/filing.yaml
    kind: power
    id: filing
    power_type: other
    --- # powers/draft.yaml
    kind: power
    id: draft
    power_type: licence
    draft: true
    --- # handbooks/a.yaml
    kind: handbook
    id: a
    powers: [filing, draft]
    effective_on: 2026-01-01
    post_supervision: []
    ```

    In English: the handbook of a licence says `post_supervision: []`, or leaves all measures to other bodies than one that grants
    it. A subordinate body's measures count as the body's own. A handbook that says nothing at all is PC217's.
    """
    measures = handbook["post_supervision"]
    last = edition(catalog, handbook).last
    if not measures or (last and last < today(catalog)) or not _is_of_licence(catalog, handbook):
        return
    if len(measures) == 0:
        yield finding(measures)
        return
    named = [each["organization"] for each in measures]
    if any(each.raw is None for each in named):
        return
    supervising = {one.id for each in named if (body := catalog.target(each)) is not None for one in _upward(catalog, body)}
    left = [body.name for body in bodies_of_handbook(catalog, handbook) if body.id not in supervising]
    if supervising and left:
        yield finding(handbook["post_supervision"], BY_OTHERS, BY_OTHERS_HINT, bodies=tuple(left))


def _is_of_licence(catalog: Catalog, handbook: Record) -> bool:
    return any(
        power_type(power) == "licence" and status(catalog, power) not in ("draft", "ended")
        for power in powers_of(catalog, handbook)
    )


def _upward(catalog: Catalog, body: Record) -> list[Record]:
    line = [body]
    while (above := catalog.target(line[-1]["parent"])) is not None and above not in line:
        line.append(above)
    return line
