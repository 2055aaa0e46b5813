"""PC620."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from powercat.checks.procedure.licensing import items_of_licences
from powercat.core.catalog import Catalog
from powercat.core.record import Node, Record
from powercat.core.rule import Finding, finding, rule
from powercat.core.text import Text
from powercat.power.posts import Place, places
from powercat.power.procedure import called

_WINDOW = ("acceptance", "delivery")


@rule(
    "PC620",
    on="handbook",
    severity="warning",
    title=Text("一个机关几个窗口", "several windows in one body"),
    message=Text(
        "“{item}”在{body}由{windows}分别受理、送达", "in {body}, “{item}” is accepted and delivered by several: {windows}"
    ),
    hint=Text(
        "由一个内设机构统一受理、统一送达：把受理、送达的岗位放在同一个机构",
        "let one unit accept and deliver for all: put the posts of acceptance and delivery into it",
    ),
    basis=Text(
        "行政许可法第二十六条第一款：确定一个机构统一受理申请，统一送达决定",
        "Administrative Licensing Law, art. 26(1): one unit accepts applications and delivers decisions",
    ),
    together=Text("{count} 个许可办理项在一个机关有几个窗口", "{count} licensing items have several windows in one body"),
)
def several_windows(handbook: Record, catalog: Catalog) -> Iterator[Finding]:
    """
    **发现什么**：一个许可办理项，在同一个机关里由几个内设机构的岗位受理、送达。

    **为什么**：需要几个内设机构办理的，要确定一个机构统一受理、统一送达，不能让申请人一个一个跑。

    **怎么改**：把受理、送达的岗位放到同一个内设机构。岗位没有写所属机构的，只看受理：有几个受理岗位才说。

    ```yaml
    --- # powers/food.yaml
    kind: power
    id: food
    power_type: licence
    --- # organizations/huangpu.yaml
    kind: organization
    id: huangpu
    name: 黄浦区市场监督管理局
    units:
      - {id: permits, name: 行政审批科}
      - {id: food, name: 食品科}
    posts:
      - {id: window, name: 受理岗, unit: permits}
      - {id: food-desk, name: 发证岗, unit: food}
    --- # handbooks/food.yaml
    kind: handbook
    id: food
    powers: [food]
    organizations: [huangpu]
    effective_on: 2026-01-01
    handling_items:
      - id: new
        name: 新办
        procedure:
          - {id: accept, name: 受理, stage: acceptance, post: window}
          - {id: deliver, name: 送达, stage: delivery, post: food-desk} #! PC620
    ```

    ```yaml
    --- # powers/food.yaml
    kind: power
    id: food
    power_type: licence
    --- # organizations/huangpu.yaml
    kind: organization
    id: huangpu
    name: 黄浦区市场监督管理局
    units:
      - {id: permits, name: 行政审批科}
    posts:
      - {id: window, name: 受理岗, unit: permits}
      - {id: desk, name: 发证岗, unit: permits}
    --- # handbooks/food.yaml
    kind: handbook
    id: food
    powers: [food]
    organizations: [huangpu]
    effective_on: 2026-01-01
    handling_items:
      - id: new
        name: 新办
        procedure:
          - {id: accept, name: 受理, stage: acceptance, post: window}
          - {id: deliver, name: 送达, stage: delivery, post: desk}
    ```

    In English: within one body, the posts that accept and deliver for a licensing item belong to several units; where posts name
    no unit, several posts accept.
    """
    for item in items_of_licences(catalog, handbook):
        used: defaultdict[str, list[tuple[Node, Place]]] = defaultdict(list)
        for step in item["procedure"]:
            if step["stage"].text in _WINDOW:
                for each in places(catalog, item, step):
                    if each.post is not None:
                        used[each.body.id].append((step, each))
        for found in used.values():
            windows = _windows(found)
            if len(windows) > 1:
                at, names = list(windows.values())[1][0], tuple(name for _, name in windows.values())
                yield finding(at["post"], item=called(item), body=found[0][1].body.name, windows=names)
                break  # the other bodies go by the same steps


def _windows(used: Sequence[tuple[Node, Place]]) -> dict[str, tuple[Node, str]]:
    """The units (where none is stated: the posts that accept) by id, each with the first step it does and its name."""
    units: dict[str, tuple[Node, str]] = {}
    posts: dict[str, tuple[Node, str]] = {}
    for step, each in used:
        assert each.post is not None
        unit, post = each.post["unit"].text, each.post["id"].text
        if unit:
            named = each.body["units"].find(unit)
            if named is None:
                return {}  # a unit that is not to be found may be the other one
            units.setdefault(unit, (step, named["name"].text or unit))
        elif step["stage"].text == "acceptance":
            posts.setdefault(post, (step, each.post["name"].text or post))
    return units or posts
