"""PC702."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from powercat.core.catalog import Catalog
from powercat.core.record import Record
from powercat.core.rule import Finding, finding, rule
from powercat.core.text import Text

EMPTY: Final = re.compile(
    "无|没有|暂无|/|-|—|——|不详|略|"
    "(?:按照?|依照?|依据|根据)?(?:国家|有关|相关|法律法规)*(?:规定|要求|政策)(?:办理|执行)?|"
    "(?:因|根据|按照?)?(?:工作|业务|办理|办事|办件|审批|管理)(?:的)?需要|"
    "(?:需要?|必须|须|应当?)(?:到场|到现场|到窗口|到场办理|到现场办理|到窗口办理|现场办理|窗口办理)"
)
"""Words that stand in for a reason: none, or that it is so laid down or needed."""

NOTHING = Text(
    "要到现场 {visits} 次，原因写的是“{reason}”，等于没有写",
    "{visits} visits are asked for, and “{reason}” is given as the reason, which is none",
)


@rule(
    "PC702",
    on="guide",
    title=Text("要跑现场没有说原因", "visits without a reason"),
    message=Text("要到现场 {visits} 次，没有写为什么非去不可", "{visits} visits are asked for, but not why"),
    hint=Text(
        "写明必须现场办理的原因（on_site_reason）；说不出原因的，改成不用跑，到现场次数写 0",
        "say why one has to come (on_site_reason); if there is no reason, let it be done without and make the visits 0",
    ),
    basis=Text(
        "优化营商环境条例第三十六条第一款：网上办理；国家平台实施清单“必须现场办理原因说明”",
        "Regulation on the business environment, art. 36(1): handling online; national platform: “reason for visits”",
    ),
    together=Text("{count} 个办理项要跑现场没有说原因", "{count} handling items ask for visits without a reason"),
    draft="warning",
)
def visit_without_reason(guide: Record, catalog: Catalog) -> Iterator[Finding]:
    """
    **发现什么**：办事指南写明要到现场，没有写原因，或者原因写的是“无”“按规定办理”“工作需要”一类，等于没有说。

    **为什么**：能网上办的不应当让人跑；非跑不可的，要让人知道为什么、去做什么。

    **怎么改**：写明原因；说不出原因的，改成不用跑。

    ```yaml
    kind: guide
    id: food-licence
    items:
      - {handling_item: new, on_site_visits: 1} #! PC702
      - {handling_item: change, on_site_visits: 2, on_site_reason: 无} #! PC702
      - {handling_item: renewal, on_site_visits: 1, on_site_reason: 按规定办理。} #! PC702
    ```

    ```yaml
    kind: guide
    id: food-licence
    items:
      - {handling_item: new, on_site_visits: 0}
      - {handling_item: change}
      - {handling_item: reissue, on_site_visits: 1, on_site_reason: 当场领取纸质许可证；也可以选择邮寄。}
      - {handling_item: renewal, on_site_visits: 1, on_site_reason: 按规定要当面核对本人身份。}
    ```

    In English: a guide that asks for visits must say why one has to come; “none”, “as laid down”
    or “needed for the work” is no reason.
    """
    for item in guide["items"]:
        visits, reason = item["on_site_visits"], item["on_site_reason"]
        if not visits or visits.value < 1:
            continue
        if reason.raw is None:
            yield finding(reason, visits=visits.value)
        elif reason and EMPTY.fullmatch(reason.text.strip(" 。.")):
            yield finding(reason, NOTHING, visits=visits.value, reason=reason.text)
