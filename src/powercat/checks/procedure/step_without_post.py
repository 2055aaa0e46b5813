"""PC604."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from powercat.core.catalog import Catalog
from powercat.core.record import Node, Record
from powercat.core.rule import Finding, finding, rule
from powercat.core.text import Text
from powercat.power.bodies import are_known, bodies
from powercat.power.item import items, powers_of
from powercat.power.life import stands, today
from powercat.power.limits import lasting
from powercat.power.local import entries_are_known
from powercat.power.posts import elsewhere_called, place, places
from powercat.power.procedure import called
from powercat.power.unread import is_doubtful

ABSENT = Text(
    "“{step}”用的岗位“{post}”，{bodies}没有这个岗位",
    "“{step}” is for the post “{post}”, which is not to be found in {bodies}",
)
ABSENT_HINT = Text(
    "在机关里补上这个岗位；只由某一个机关做的，写“机关编号/岗位编号”，或者写明由谁办理",
    "add the post to the body; if one body only does it, write organization id/post id, or say who does it",
)


@rule(
    "PC604",
    on="catalog",
    draft="warning",
    title=Text("步骤没有岗位", "a step without a post"),
    message=Text("“{item}”的“{step}”没有写由哪个岗位办", "no post is named for “{step}” of “{item}”"),
    hint=Text("写岗位编号；岗位先在机关里建好", "name the id of a post; posts are listed in the organization"),
    basis=Text(
        "《关于本市进一步推进政府效能建设的意见》二（一）3、二（二）：因事定岗，责任到岗",
        "Shanghai opinions on government effectiveness (2015) II(1)3 and II(2): posts are set by the work, duties are theirs",
    ),
    together=Text("{count} 处步骤、责任没有落实到岗位", "{count} steps or duties are not given to a post"),
)
def step_without_post(catalog: Catalog) -> Iterator[Finding]:
    """
    **发现什么**：流程里的步骤没有写岗位；步骤或者责任写的岗位，有的承办机关里没有。

    **为什么**：因事定岗、责任到岗：每一步都要找得到办的人。手册是几个机关共用的，每个机关都要有这个岗位。

    **怎么改**：补上岗位。受理、送达找受理机构的岗位，其他步骤找决定机构的；步骤写明了由谁办理的，到那个机关去找。

    ```yaml
    --- # organizations/huangpu.yaml
    kind: organization
    id: huangpu
    name: 黄浦区市场监督管理局
    posts:
      - {id: window, name: 受理岗}
      - {id: reviewer, name: 审查岗}
    --- # organizations/pudong.yaml
    kind: organization
    id: pudong
    name: 浦东新区市场监督管理局
    posts:
      - {id: window, name: 受理岗}
    --- # handbooks/food.yaml
    kind: handbook
    id: food
    organizations: [huangpu, pudong]
    effective_on: 2026-01-01
    handling_items:
      - id: new
        name: 新办
        procedure:
          - {id: accept, name: 受理, stage: acceptance, post: window}
          - {id: examine, name: 审查, stage: examination, post: reviewer} #! PC604
          - {id: check, name: 复核, stage: examination, post: huangpu/reviewer}
          - {id: decide, name: 决定, stage: decision} #! PC604
    --- # responsibilities/food.yaml
    kind: responsibility
    id: food
    powers: [food]
    organizations: [pudong]
    duties:
      - {id: accept, stage: acceptance, duty: 受理, post: window}
      - {id: examine, stage: examination, duty: 审查, post: reviewer} #! PC604
      - {id: decide, stage: decision, duty: 决定}
    ```

    由别的机关办的，到那个机关去找；哪里都没有的岗位，由 PC202 说。

    ```yaml
    --- # organizations/huangpu.yaml
    kind: organization
    id: huangpu
    name: 黄浦区市场监督管理局
    posts:
      - {id: window, name: 受理岗}
    --- # organizations/city.yaml
    kind: organization
    id: city
    name: 上海市市场监督管理局
    posts:
      - {id: head, name: 负责人岗}
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
          - {id: examine, name: 审查, stage: examination, post: no-such-post}
          - {id: decide, name: 决定, stage: decision, actor: organization, actor_organization: city, post: head}
    ```

    In English: a step names no post, or the post of a step or duty is missing in a body that acts. Posts of acceptance and
    delivery are looked up in the accepting body, others in the deciding body, or where `actor` says. A post that exists nowhere
    is PC202's; a post missing in a body is told once for a handbook, at the first step that uses it.
    """
    for handbook in lasting(catalog):
        yield from _of_handbook(catalog, handbook)
    day = today(catalog)
    for responsibility in catalog.of("responsibility"):
        if stands(responsibility, day):
            yield from _of_responsibility(catalog, responsibility)


def _of_handbook(catalog: Catalog, handbook: Record) -> Iterator[Finding]:
    told: set[tuple[str, str]] = set()
    sure = not is_doubtful(handbook["organizations"])
    for item in items(handbook):
        known = sure and entries_are_known(catalog, item)
        for step in item["procedure"]:
            if not isinstance(step.raw, dict):
                continue
            post = step["post"]
            if post.raw is None:
                yield finding(post, item=called(item), step=called(step))
            elif known and post and _is_somewhere(catalog, post):
                lacking = [each.body for each in places(catalog, item, step) if each.post is None]
                yield from _absent(catalog, post, called(step), lacking, told)


def _of_responsibility(catalog: Catalog, responsibility: Record) -> Iterator[Finding]:
    told: set[tuple[str, str]] = set()
    if is_doubtful(responsibility["organizations"]):
        return
    stated = [catalog.target(each) for each in responsibility["organizations"]]
    acting = [body for body in stated if body is not None]
    if not stated:
        powers = [power for power in powers_of(catalog, responsibility) if are_known(catalog, power)]
        acting = [body for power in powers for body in bodies(catalog, power)]
    for duty in responsibility["duties"]:
        post = duty["post"] if isinstance(duty.raw, dict) else None
        if post and _is_somewhere(catalog, post):
            each = [place(catalog, post.text, body) for body in dict.fromkeys(acting)]
            lacking = [found.body for found in each if found is not None and found.post is None]
            yield from _absent(catalog, post, duty["duty"].text, lacking, told)


def _absent(catalog: Catalog, post: Node, step: str, lacking: Sequence[Record], told: set[tuple[str, str]]) -> Iterator[Finding]:
    new = [body for body in lacking if (body.id, post.text) not in told]
    told.update((body.id, post.text) for body in new)
    if new:
        name = elsewhere_called(catalog, post)
        yield finding(post, ABSENT, ABSENT_HINT, step=step, post=name, bodies=tuple(body.name for body in new))


def _is_somewhere(catalog: Catalog, post: Node) -> bool:
    """Whether a post is named as such and exists in some body: else PC202 tells it."""
    return "/" not in post.text and post.text in catalog.known(post.field.ref)
