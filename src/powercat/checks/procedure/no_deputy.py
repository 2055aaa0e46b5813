"""PC608."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from powercat.core.catalog import Catalog
from powercat.core.record import Record
from powercat.core.rule import Finding, finding, rule
from powercat.core.text import Text
from powercat.power.item import items
from powercat.power.limits import lasting
from powercat.power.once import once
from powercat.power.posts import places
from powercat.power.procedure import called

ITSELF = Text("“{post}”的B角写的是它自己", "“{post}” is said to be its own deputy")


@rule(
    "PC608",
    on="organization",
    severity="info",
    title=Text("没有 B 角", "no deputy"),
    message=Text("“{post}”没有 B 角，办着{steps}", "“{post}” has no deputy; it does {steps}"),
    hint=Text(
        "写明谁来顶岗：在岗位里写 B 角；只有某一步由别的岗位顶的，在那一步写 B 角岗位",
        "name who stands in: the post's deputy, or for one step only the step's deputy post",
    ),
    basis=Text(
        "《关于本市进一步推进政府效能建设的意见》：AB 角制度",
        "Shanghai opinions on government effectiveness (2015): deputies (AB roles)",
    ),
    together=Text("{count} 个岗位没有 B 角", "{count} posts have no deputy"),
)
def no_deputy(organization: Record, catalog: Catalog) -> Iterator[Finding]:
    """
    **发现什么**：办着业务的岗位没有 B 角。

    **为什么**：A 角请假、出差，事情就停了，承诺的时限照走。

    **怎么改**：在岗位里写 B 角。用到它的步骤都另写了 B 角岗位的，不说；没有步骤用到的岗位也不说。

    ```yaml
    --- # organizations/huangpu.yaml
    kind: organization
    id: huangpu
    name: 黄浦区市场监督管理局
    posts:
      - {id: window, name: 受理岗} #! PC608
      - {id: reviewer, name: 审查岗, deputy: window}
      - {id: decider, name: 决定岗}
      - {id: driver, name: 驾驶岗}
    --- # handbooks/food.yaml
    kind: handbook
    id: food
    organizations: [huangpu]
    effective_on: 2026-01-01
    handling_items:
      - id: new
        name: 新办
        procedure:
          - {id: accept, name: 受理, stage: acceptance, post: window}
          - {id: examine, name: 审查, stage: examination, post: reviewer}
          - {id: decide, name: 决定, stage: decision, post: decider, deputy_post: reviewer}
    ```

    ```yaml
    --- # organizations/huangpu.yaml
    kind: organization
    id: huangpu
    name: 黄浦区市场监督管理局
    posts:
      - {id: window, name: 受理岗, deputy: window-b}
      - {id: window-b, name: 受理岗（B角）}
    --- # handbooks/food.yaml
    kind: handbook
    id: food
    organizations: [huangpu]
    effective_on: 2026-01-01
    handling_items:
      - id: new
        name: 新办
        procedure:
          - {id: accept, name: 受理, stage: acceptance, post: window}
    ```

    In English: a post that a step is given to names no deputy (or itself), and the step names no `deputy_post` of its own.
    """
    used = _used(catalog).get(organization.id)
    posts = organization["posts"]
    for post in posts if used else ():
        steps, deputy, name = (used or {}).get(post["id"].text, ()), post["deputy"], post["id"].text
        if not steps or (deputy.raw is not None and deputy.text != name):
            continue
        if deputy.raw is not None:
            yield finding(deputy, ITSELF, post=post["name"].text or name)
        else:
            yield finding(deputy, post=post["name"].text or name, steps=_first(steps))


def _first(steps: Sequence[str]) -> Text:
    """The steps in words: one, and how many more there are."""
    if len(steps) == 1:
        return Text(f"“{steps[0]}”", f"“{steps[0]}”")
    return Text(f"“{steps[0]}”等 {len(steps)} 步", f"“{steps[0]}” and {len(steps) - 1} more")


@once
def _used(catalog: Catalog) -> Mapping[str, Mapping[str, Sequence[str]]]:
    """By body and post, the steps it does for which no other deputy is named."""
    found: defaultdict[str, defaultdict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for handbook in lasting(catalog):
        for item in items(handbook):
            for step in item["procedure"]:
                if step["post"] and step["deputy_post"].raw is None and not step["deputy_post"].misspelt:
                    for each in places(catalog, item, step):
                        if each.post is not None:
                            found[each.body.id][each.post["id"].text].append(f"{called(item)}·{called(step)}")
    return found
