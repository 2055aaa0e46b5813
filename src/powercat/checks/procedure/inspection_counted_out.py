"""PC613."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from powercat.checks.procedure.licensing import cites_another_law, items_of_licences
from powercat.core.catalog import Catalog
from powercat.core.record import Record
from powercat.core.rule import Finding, finding, rule
from powercat.core.text import Text

INSPECTION: Final = re.compile("(?:实地|现场|上门)(?:核查|核验|核实|勘验|勘查|勘察|踏勘|查验|检查|审查|查看)|勘验|踏勘|公示")


@rule(
    "PC613",
    on="handbook",
    severity="warning",
    title=Text("核查、公示不计入时限", "an inspection counted out"),
    message=Text(
        "“{name}”不计入时限，许可法没有这样规定", "“{name}” is counted out of the limit; the licensing law has no such provision"
    ),
    hint=Text(
        "算进时限（type: within）；别的法律、法规规定不计入的，在依据里写那一条",
        "count it in (type: within); where another law or regulation counts it out, cite that article",
    ),
    basis=Text(
        "行政许可法第四十五条：不计入时限的是听证、招标、拍卖、检验、检测、检疫、鉴定和专家评审",
        "Administrative Licensing Law, art. 45: counted out are hearings, tenders, auctions, inspection, testing and quarantine, "
        "expert appraisal and expert review",
    ),
    together=Text("{count} 处核查、公示没有算进时限", "{count} inspections or announcements are counted out of the limit"),
)
def inspection_counted_out(handbook: Record, catalog: Catalog) -> Iterator[Finding]:
    """
    **发现什么**：许可的特别程序里，把实地核查、现场勘验、公示写成不计入时限。

    **为什么**：不计入时限的，许可法列了八样，没有实地核查和公示；不算进去，承诺的天数就不是申请人等的天数。

    **怎么改**：改成计入时限；别的法律、法规另有规定的，写上依据。

    ```yaml
    --- # powers/food.yaml
    kind: power
    id: food
    power_type: licence
    --- # laws/licensing.yaml
    kind: law
    id: licensing
    title: 中华人民共和国行政许可法
    --- # handbooks/food-2026.yaml
    kind: handbook
    id: food-2026
    powers: [food]
    effective_on: 2026-01-01
    handling_items:
      - id: new
        special_procedures:
          - {name: 现场核查, type: excluded} #! PC613
          - {name: 公示, type: excluded, legal_basis: [{law: licensing, article: 45}]} #! PC613
          - {name: 听证, type: excluded, legal_basis: [{law: licensing, article: 45}]}
    ```

    计入时限的、另有依据的、不是许可的，不说。

    ```yaml
    --- # powers/food.yaml
    kind: power
    id: food
    power_type: licence
    --- # powers/recognition.yaml
    kind: power
    id: recognition
    power_type: confirmation
    --- # handbooks/food-2026.yaml
    kind: handbook
    id: food-2026
    powers: [food]
    effective_on: 2026-01-01
    handling_items:
      - id: new
        special_procedures:
          - {name: 现场核查, type: within}
          - {name: 公示, type: excluded, legal_basis: [{law: mining-regulation, article: 9}]}
          - {name: 现场检测, type: excluded}
    --- # handbooks/recognition-2026.yaml
    kind: handbook
    id: recognition-2026
    powers: [recognition]
    effective_on: 2026-01-01
    handling_items:
      - id: new
        special_procedures: [{name: 公示, type: excluded}]
    ```

    In English: of a licence, an inspection of the place or a public announcement is taken out of the limit. Article 45 lists
    eight procedures that are, these are not among them; another law may provide otherwise and is then to be cited.
    """
    for item in items_of_licences(catalog, handbook):
        for each in item["special_procedures"]:
            name = each["name"].text
            if (
                each["type"].text == "excluded"
                and INSPECTION.search(name)
                and not cites_another_law(catalog, each["legal_basis"])
            ):
                yield finding(each, name=name)
