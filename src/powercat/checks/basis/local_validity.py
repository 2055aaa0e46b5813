"""PC323."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from powercat.checks.basis.current import current_items
from powercat.checks.basis.level_cannot_establish import ROLES
from powercat.checks.basis.levels import level_of, levels_of, with_levels
from powercat.core.catalog import Catalog
from powercat.core.record import Record
from powercat.core.rule import Finding, finding, rule
from powercat.core.text import Text
from powercat.law.cited import Cited, read_list
from powercat.power.item import powers_of
from powercat.power.life import stated
from powercat.power.nature import power_type
from powercat.power.tables import table

TABLE: Final = "valid_areas"

GRANTED: Final = ("licence", "approval_document")
"""The results by which something is granted."""

_NAMED: Final = re.compile(
    "(?:限|仅限|仅在|只在|在)?[一-鿿]{1,10}(?:省|自治区|市|区|县|州|旗|镇|乡)(?:范围)?(?:以?内)?(?:有效|使用)?。?"
)
"""An area by its name and no more: 上海市、黄浦区范围内有效."""


@rule(
    "PC323",
    on="catalog",
    severity="warning",
    title=Text("许可只在一地有效", "a licence valid in one place only"),
    message=Text(
        "“{output}”的有效地域写的是“{area}”，设定许可的{cited}在全国适用",
        "“{output}” is said to be valid in “{area}”, but what establishes the licence applies nationwide: {cited}",
    ),
    hint=Text(
        "改成“全国”；法律、行政法规自己限制了地域的，写暂缓说明，写明是哪一条",
        "write “全国” (nationwide); where the law itself limits the area, state a waiver that names the provision",
    ),
    basis=Text(
        "行政许可法第四十一条：法律、行政法规设定的许可，适用范围没有地域限制的，在全国范围内有效",
        "Administrative Licensing Law, art. 41: licences set by laws or administrative regulations without a limit of "
        "place are valid "
        "nationwide",
    ),
    together=Text("{count} 项许可结果只在一地有效", "{count} results of licences that are valid in one place only"),
)
def local_validity(catalog: Catalog) -> Iterator[Finding]:
    """
    **发现什么**：法律、行政法规设定的许可，办理结果的“有效地域”写成了本市、本区、某省某市。

    **为什么**：法律、行政法规设定的许可，适用范围没有地域限制的，在全国范围内有效，不能要申请人换一个地方再办一次。

    **怎么改**：写“全国”。法律、行政法规自己限制了地域的，写暂缓说明。

    写的是许可证载明的场所、地点、项目的，不是限制地域；地方性法规、规章设定的许可，本来就在本地有效，不看。

    ```yaml
    --- # laws/test-law.yaml
    kind: law
    id: test-law
    title: 测试法
    level: law
    --- # powers/permit.yaml
    kind: power
    id: permit
    power_type: licence
    legal_basis: [{law: test-law, article: 9}]
    --- # handbooks/permit.yaml
    kind: handbook
    id: permit
    powers: [permit]
    effective_on: 2026-01-01
    handling_items:
      - id: new
        outputs:
          - {name: 测试许可证, type: licence, valid_area: 本市} #! PC323
          - {name: 测试批准书, type: approval_document, valid_area: 上海市黄浦区范围内有效} #! PC323
          - {name: 场地许可证, type: licence, valid_area: 许可证载明的经营场所}
          - {name: 上岗证, type: licence, valid_area: 全国}
    ```

    ```yaml
    --- # laws/local.yaml
    kind: law
    id: local
    title: 示例市测试条例
    level: local_regulation
    --- # laws/test-law.yaml
    kind: law
    id: test-law
    title: 测试法
    level: law
    --- # powers/permit.yaml
    kind: power
    id: permit
    power_type: licence
    legal_basis: [{law: local, article: 9, role: establishing}, {law: test-law, article: 30, role: supervising}]
    --- # powers/recognition.yaml
    kind: power
    id: recognition
    power_type: confirmation
    legal_basis: [{law: test-law, article: 12}]
    --- # handbooks/permit.yaml
    kind: handbook
    id: permit
    powers: [permit]
    effective_on: 2026-01-01
    handling_items:
      - {id: new, outputs: [{name: 测试许可证, type: licence, valid_area: 本市}]}
    --- # handbooks/recognition.yaml
    kind: handbook
    id: recognition
    powers: [recognition]
    effective_on: 2026-01-01
    handling_items:
      - {id: new, outputs: [{name: 认定书, type: approval_document, valid_area: 本市}]}
    ```

    In English: a licence that a law or administrative regulation establishes, and whose result is said to be valid in one
    administrative area only. Sites, works and projects that a licence names are no such limit. The words are a table
    (`valid_areas.yaml`).
    """
    for item in current_items(catalog):
        powers = powers_of(catalog, item.record, item)
        if not powers or any(power_type(power) != "licence" for power in powers):
            continue
        national = [each for power in powers for each in _national(catalog, power)]
        for output in item["outputs"] if national and all(_national(catalog, power) for power in powers) else ():
            area = output["valid_area"]
            if output["type"].text in GRANTED and _is_limited(catalog, area.text):
                yield finding(area, output=output["name"].text, area=area.text, cited=with_levels(national))


def _national(catalog: Catalog, power: Record) -> list[Cited]:
    """What establishes a licence nationwide; nothing where a citation is of an instrument that is not known."""
    cited = read_list(catalog, stated(catalog, power, "legal_basis"))
    if levels_of(cited) is None:
        return []
    nationwide = {level for entry in table(catalog, TABLE)["nationwide"] for level in entry["levels"]}
    return [each for each in cited if each.role in ROLES and each.law is not None and level_of(each.law) in nationwide]


def _is_limited(catalog: Catalog, area: str) -> bool:
    words = [(entry["part"], word) for entry in table(catalog, TABLE)[TABLE] for word in entry["words"]]
    if not area or any(word in area for part, word in words if part != "limited"):
        return False
    return any(word in area for part, word in words if part == "limited") or _NAMED.fullmatch(area.strip()) is not None
