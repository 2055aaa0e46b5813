"""PC209."""

from __future__ import annotations

from collections.abc import Iterator

from powercat.core.catalog import Catalog
from powercat.core.record import Record
from powercat.core.rule import Finding, finding, rule
from powercat.core.text import Text
from powercat.power.family import lineage
from powercat.power.life import life, today


@rule(
    "PC209",
    on="power",
    title=Text("终止没有决定", "ended without a decision"),
    message=Text(
        "“{name}”{end}终止，没有写“{part}”（abolition）",
        "“{name}” ended on {end}, but “{part}” (abolition) is not stated",
    ),
    hint=Text(
        "补写取消决定（日期、机关、文号）；没有取消的，删去终止日期",
        "enter the decision (date, authority, number); if it has not ended, remove the date",
    ),
    basis=Text(
        "《关于本市进一步推进政府效能建设的意见》二（一）1：建立行政权力动态清理机制",
        "Shanghai opinions on government effectiveness (2015) II(1)1: powers are cleared in a standing procedure",
    ),
    together=Text(
        "{count} 项权力终止了，没有写取消的决定：逐项补文号",
        "{count} powers ended without a recorded decision: enter them one by one",
    ),
    draft="warning",
)
def abolition_unrecorded(power: Record, catalog: Catalog) -> Iterator[Finding]:
    """
    **发现什么**：权力已经过了终止日期，没有写取消或者终止的决定。

    **为什么**：目录实行动态清理，哪一天、凭什么决定拿掉一项权力，要说得清楚。

    **怎么改**：补写取消决定的日期、机关和文号。

    ```yaml
    kind: power
    id: school-run
    name: 学生接送车辆备案
    effective_to: 2025-12-31 #! PC209
    ```

    ```yaml
    kind: power
    id: school-run
    name: 学生接送车辆备案
    effective_to: 2025-12-31
    abolition: {number: 沪府〔2025〕12号, decided_on: 2025-11-28, authority_name: 上海市人民政府}
    ```

    还没有到终止日期的，可以等决定出来再写；主项写了取消决定，就包括子项；只在写明终止日期的记录上说。

    ```yaml
    --- # powers/temporary.yaml
    kind: power
    id: temporary
    name: 临时许可
    effective_to: 2026-12-31
    --- # powers/main.yaml
    kind: power
    id: main
    name: 主项
    effective_to: 2025-12-31
    abolition: {number: 沪府〔2025〕12号, decided_on: 2025-11-28, authority_name: 上海市人民政府}
    --- # powers/sub.yaml
    kind: power
    id: sub
    name: 子项
    parent: main
    effective_to: 2025-12-31
    ```

    In English: a power past its last day without the decision that ended it, its own or its main item's. It is told where the
    last day is written.
    """
    end = power["effective_to"]
    its_life = life(catalog, power)
    if (
        end
        and not its_life.draft
        and its_life.status(today(catalog)) == "ended"
        and not any("abolition" in each.data for each in lineage(catalog, power))
    ):
        yield finding(end, name=power.name, end=its_life.end, part=power["abolition"].label)
