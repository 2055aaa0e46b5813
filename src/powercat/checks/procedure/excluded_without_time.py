"""PC616."""

from __future__ import annotations

from collections.abc import Iterator

from powercat.core.catalog import Catalog
from powercat.core.record import Record
from powercat.core.rule import Finding, finding, rule
from powercat.core.text import Text
from powercat.power.item import items
from powercat.power.limits import is_lasting


@rule(
    "PC616",
    on="handbook",
    severity="warning",
    publish="error",
    title=Text("不计入的时间没有写", "time counted out not stated"),
    message=Text(
        "“{name}”不计入时限，没有写自己要多久", "“{name}” is counted out of the limit without saying how long it takes itself"
    ),
    hint=Text(
        "写它自己的时限（limit）；事先定不了的，写 none: true 和理由，办理时书面告知",
        "state its own limit; where it cannot be fixed beforehand, none: true with the reason, and tell the party in writing",
    ),
    basis=Text(
        "行政许可法第四十五条；行政强制法第二十五条第三款",
        "Administrative Licensing Law, art. 45; Administrative Coercion Law, art. 25(3)",
    ),
    together=Text(
        "{count} 处不计入时限的程序没有写要多久", "{count} procedures counted out of the limit do not say how long they take"
    ),
    draft="info",
)
def excluded_without_time(handbook: Record, catalog: Catalog) -> Iterator[Finding]:
    """
    **发现什么**：特别程序写了不计入时限，没有写它自己的时限。

    **为什么**：所需的时间不计入时限，就要把要多久书面告知当事人；手册里不写，等于没有期限。

    **怎么改**：写时限；事先定不了的，写明由什么决定。

    ```yaml
    kind: handbook
    id: food-2026
    effective_on: 2026-01-01
    handling_items:
      - id: new
        special_procedures:
          - {name: 听证, type: excluded} #! PC616
    ```

    ```yaml
    kind: handbook
    id: food-2026
    effective_on: 2026-01-01
    handling_items:
      - id: new
        special_procedures:
          - {name: 听证, type: excluded, limit: {value: 20, unit: working_day}}
          - {name: 检测, type: excluded, limit: {none: true, reason: 按检测需要确定，并书面告知当事人}}
          - {name: 延长, type: extension}
    ```

    In English: a special procedure is counted out of the limit and states none of its own. Where it cannot be fixed beforehand,
    `none: true` with the reason will do.
    """
    if not is_lasting(catalog, handbook):
        return
    for item in items(handbook):
        for each in item["special_procedures"]:
            if each["type"].text == "excluded" and each["limit"].raw is None:
                yield finding(each["limit"], name=each["name"].text)
