"""PC206."""

from __future__ import annotations

from collections.abc import Iterator

from powercat.core.catalog import Catalog
from powercat.core.record import Record
from powercat.core.rule import Finding, finding, rule
from powercat.core.text import Text
from powercat.power.filing import regime_since
from powercat.power.life import day_of, life, stated
from powercat.power.nature import is_service, power_type


@rule(
    "PC206",
    on="power",
    title=Text("先实施、后备案", "filed after it took effect"),
    message=Text(
        "{filed} 才登记备案，{start} 就生效了：应当先备案、后实施",
        "filed on {filed}, but in effect since {start}: a power is filed before it is exercised",
    ),
    hint=Text(
        "核对两个日期；确实备案在后的，生效日期改到备案以后",
        "check both dates; if it really was filed later, it can take effect only after that",
    ),
    basis=Text(
        "《关于本市进一步推进政府效能建设的意见》二（一）1：凡要增加行政权力，必须在实施前进行登记备案",
        "Shanghai opinions on government effectiveness (2015) II(1)1: a power that is added must be filed before it is exercised",
    ),
    together=Text(
        "{count} 项的备案日期在生效日期以后：逐项核对", "{count} powers were filed after they took effect: check them one by one"
    ),
)
def filing_after_effect(power: Record, catalog: Catalog) -> Iterator[Finding]:
    """
    **发现什么**：登记备案的日期，晚于权力的生效日期。同一天的不算。

    **为什么**：增加行政权力，必须在实施以前登记备案。

    **怎么改**：核对日期；确实后备案的，把生效日期改到备案以后，改之前实施的情况另行说明。

    ```yaml
    kind: power
    id: seal
    power_type: other
    effective_from: 2021-05-01
    filing: {number: 沪权目备〔2021〕12号, filed_on: 2021-05-20, authority: sh} #! PC206
    ```

    ```yaml
    kind: power
    id: seal
    power_type: other
    effective_from: 2021-05-20
    filing: {number: 沪权目备〔2021〕12号, filed_on: 2021-05-20, authority: sh}
    ```

    登记备案制度施行（目录记录的 `regime_since`）以前就有的权力，备案在后是正常的。

    ```yaml
    --- # catalog.yaml
    kind: catalog
    id: shanghai
    initial_filing: {number: 沪权目备〔2015〕1号, filed_on: 2015-12-31, authority: sh}
    regime_since: 2016-01-01
    --- # powers/old.yaml
    kind: power
    id: old
    power_type: licence
    effective_from: 2010-01-01
    filing: {number: 沪权目备〔2016〕3号, filed_on: 2016-03-01, authority: sh}
    ```

    子项与主项合起来看：生效日期写在子项、备案写在主项的，一样要先备案。两样都写在主项的，只在主项上说。

    ```yaml
    --- # powers/main.yaml
    kind: power
    id: main
    power_type: licence
    effective_from: 2021-06-01
    filing: {number: 沪权目备〔2021〕12号, filed_on: 2021-05-20, authority: sh}
    --- # powers/sub.yaml
    kind: power
    id: sub
    power_type: licence
    parent: main
    effective_from: 2021-05-01 #! PC206
    ```

    In English: the filing is later than the date of effect, for powers begun since `regime_since`; a sub-item is read together
    with its main item.
    """
    if not power_type(power) or is_service(power) or life(catalog, power).draft:
        return
    filing, effect = stated(catalog, power, "filing"), stated(catalog, power, "effective_from")
    if filing.record is not power and effect.record is not power:
        return
    filed, start = day_of(filing["filed_on"].value) if filing else "", day_of(effect.value)
    if filed and start and filed > start >= regime_since(catalog):
        at = filing["filed_on"] if filing.record is power else effect
        other = effect if filing.record is power else filing["filed_on"]
        yield finding(at, filed=filed, start=start, related=[(other, other.label)])
