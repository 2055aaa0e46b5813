"""PC307."""

from __future__ import annotations

from collections.abc import Iterator

from powercat.checks.basis.current import uncited
from powercat.checks.basis.fees import charged, forbidden
from powercat.core.catalog import Catalog
from powercat.core.rule import Finding, finding, rule
from powercat.core.text import Text


@rule(
    "PC307",
    on="catalog",
    title=Text("收费没有依据", "a fee without a basis"),
    message=Text("收费“{name}”没有写依据", "the fee “{name}” states no legal basis"),
    hint=Text(
        "写明准许收费的规定；没有规定的不得收费，去掉这一项，都不收费的写 fees: []",
        "cite the provision that allows it; without one nothing may be charged: take it out, and write fees: [] where "
        "nothing is left",
    ),
    basis=Text(
        "行政许可法第五十八条第一款、第五十九条；《关于本市进一步推进政府效能建设的意见》二（一）1",
        "Administrative Licensing Law, art. 58(1) and 59; Shanghai opinions on government effectiveness (2015) II(1)1",
    ),
    together=Text(
        "{count} 项收费没有写依据：没有规定的不得收费", "{count} fees without a legal basis: none may be charged without"
    ),
)
def fee_without_basis(catalog: Catalog) -> Iterator[Finding]:
    """
    **发现什么**：收费项目没有写依据；写没写金额都一样。业务办理项和手册共用内容（defaults）里的都看。

    **为什么**：没有法定依据不得收费；公布的收费要让人看得到是哪一条准许的。

    **怎么改**：补上准许收费的规定。没有规定的，去掉这一项；都不收费的，写空列表 `[]`。

    ```yaml
    kind: handbook
    id: permit
    effective_on: 2026-01-01
    defaults:
      fees:
        - {name: 工本费, standard: 每本十元, amount_fen: 1000} #! PC307
    handling_items:
      - id: new
        fees:
          - {name: 检测费, standard: 按实际发生计收} #! PC307
          - {name: 登记费, standard: 每件五十元, legal_basis: [{law: test-measures, article: 12, role: fee}]}
      - {id: change, fees: []}
    ```

    金额写 0 的不收费，不用写依据；失效的手册不看；听证、申请书本来就不得收费，由 PC311 说。

    ```yaml
    --- # powers/permit.yaml
    kind: power
    id: permit
    power_type: licence
    --- # handbooks/permit.yaml
    kind: handbook
    id: permit
    powers: [permit]
    effective_on: 2026-01-01
    handling_items:
      - id: new
        fees:
          - {name: 登记费, standard: 免收, amount_fen: 0}
          - {name: 听证费, standard: 每次两百元}
    --- # handbooks/old.yaml
    kind: handbook
    id: old
    powers: [permit]
    effective_on: 2020-01-01
    expires_on: 2025-12-31
    handling_items:
      - {id: new, fees: [{name: 登记费, standard: 每件五十元}]}
    ```

    In English: a fee, of an item or of the handbook's defaults, with an amount or not, that cites nothing. Entries of 0 are free
    of charge; what may never be charged for (hearings, application forms) is PC311's.
    """
    for fee in charged(catalog):
        if uncited(fee.node) and forbidden(catalog, fee) is None:
            yield finding(fee.node["legal_basis"], name=fee.node["name"].text or UNNAMED)


UNNAMED = Text("没有写名称", "without a name")
