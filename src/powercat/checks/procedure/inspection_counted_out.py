"""PC613."""

from __future__ import annotations

from collections.abc import Iterator

from powercat.checks.procedure.licensing import is_wrongly_excluded, items_of_licences, titles_cited_besides
from powercat.core.catalog import Catalog
from powercat.core.record import Record
from powercat.core.rule import Finding, finding, rule
from powercat.core.text import Text

TOO_LOW = Text(
    "“{name}”不计入时限，依据{cited}不是法律、法规",
    "“{name}” is counted out of the limit by {cited}, neither a law nor a regulation",
)


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
    **发现什么**：许可的特别程序里，把实地核查、现场勘验、走访、公示写成不计入时限。

    **为什么**：不计入时限的，许可法列了八样，没有实地核查和公示，只有别的法律、法规可以另作规定；不算进去，承诺的天数就不是申请人等
    的天数。

    **怎么改**：改成计入时限；别的法律、法规另有规定的，写上依据。规章、规范性文件不能把时间扣出去。

    ```yaml
    --- # powers/food.yaml
    kind: power
    id: food
    power_type: licence
    --- # laws/licensing.yaml
    kind: law
    id: licensing
    title: 中华人民共和国行政许可法
    --- # laws/notice.yaml
    kind: law
    id: notice
    title: 示例市现场验收工作指引
    level: normative_document
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
          - {name: 现场验收, type: excluded, legal_basis: [{law: notice, article: 3}]} #! PC613
          - {name: 听证, type: excluded, legal_basis: [{law: licensing, article: 45}]}
    ```

    计入时限的、另有法律法规作依据的、八样里的、不是许可的，不说；引用的文件没有登记的，由 PC309 说。

    ```yaml
    --- # powers/food.yaml
    kind: power
    id: food
    power_type: licence
    --- # laws/forest-regulation.yaml
    kind: law
    id: forest-regulation
    title: 示例省森林条例
    level: local_regulation
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
          - {name: 实地考察, type: excluded, legal_basis: [{law: forest-regulation, article: 9}]}
          - {name: 现场检测, type: excluded}
          - {name: 拍卖成交公示, type: excluded}
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
    eight procedures that are, these are not among them; another law or regulation may provide otherwise and is then to
    be cited. A rule or an ordinary document may not.
    """
    for item in items_of_licences(catalog, handbook):
        for each in item["special_procedures"]:
            if is_wrongly_excluded(catalog, each):
                cited = titles_cited_besides(catalog, each["legal_basis"])
                if cited:
                    yield finding(each, TOO_LOW, name=each["name"].text, cited=cited)
                else:
                    yield finding(each, name=each["name"].text)
