"""PC312."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final

from powercat.checks.basis.current import current_items, item_type, uncited
from powercat.checks.basis.levels import levels_of, source_of, with_levels
from powercat.core.catalog import Catalog
from powercat.core.record import Node
from powercat.core.rule import Finding, finding, rule
from powercat.core.text import Text
from powercat.law.cited import Cited, read_list
from powercat.power.item import powers_of
from powercat.power.life import stated
from powercat.power.nature import group
from powercat.power.tables import table

TABLE: Final = "service_basis"
"""Where it stands which levels the conditions, attestations and intermediary services of services need."""

UNCITED = Text(
    "{number} 个许可条件没有写依据：{names}",
    "{number} of the conditions of a licence cite nothing: {names}",
)
UNCITED_HINT = Text(
    "引用规定这个条件的条文（legal_basis）；哪里都没有规定的，是增设的条件，删掉",
    "cite the article that sets it (legal_basis); a condition that nothing sets is an added one: take it out",
)
ARTICLE: Final = re.compile(r"第[0-9一二三四五六七八九十百零〇]+条")


@rule(
    "PC312",
    on="catalog",
    severity="warning",
    draft="info",
    title=Text("条件没有法律、法规、规章作依据", "conditions that rest on documents alone, or on nothing"),
    message=Text(
        "{number} 个办理条件（{names}）引用的只有{cited}，没有法律、法规、规章作依据",
        "{number} of the conditions ({names}) cite {cited} only, and no law, regulation or rule",
    ),
    hint=Text(
        "引用规定这些条件的法律、法规、规章；都没有规定的，是增设的条件，删掉（依据：{source}）",
        "cite the law, regulation or rule that sets them; a condition that none of them sets is an added one: take it out "
        "(from: {source})",
    ),
    basis=Text(
        "优化营商环境条例第三十五条：没有法律、法规、规章依据，不得增设政务服务事项的办理条件和环节；行政许可法第十六条第四款：对许可条件作具体"
        "规定，不得增设违反上位法的其他条件",
        "Regulation on the business environment, art. 35: no conditions or steps of services may be added without a "
        "law, regulation or rule; Administrative Licensing Law, art. 16(4): detail may not add conditions against higher law",
    ),
    together=Text(
        "{count} 个业务办理项有没有法律、法规、规章作依据的条件",
        "{count} handling items have conditions without a law, regulation or rule",
    ),
)
def condition_on_document_alone(catalog: Catalog) -> Iterator[Finding]:
    """
    **发现什么**：申请人办事的条件，引用的只有规范性文件，而事项本身是由法律、法规、规章规定的；许可的条件，没有写依据。

    **为什么**：没有法律、法规、规章依据，不得增设政务服务事项的办理条件和环节。规范性文件可以把条件说细，不能另外增加。许可的条件由设定
    许可的法律、法规规定，没有写依据的，分不清是法定的还是增设的。

    **怎么改**：引用规定这个条件的上位法，文件可以一起写。上位法没有的，删掉。一个业务办理项说一次。

    事项自己就只由规范性文件规定的（例如一些公共服务、给付），条件由那份文件规定，不是增设，不看；许可以外的事项，没有写依据的条件不看；条件
    的文字里写明了是哪一条的，不算没有依据。

    ```yaml
    --- # laws/test-law.yaml
    kind: law
    id: test-law
    title: 测试法
    level: law
    --- # laws/test-notice.yaml
    kind: law
    id: test-notice
    title: 关于做好测试工作的通知
    level: normative_document
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
        conditions:
          - {id: capital, text: 注册资本五十万元以上, legal_basis: [{law: test-notice, locator: 第二部分}]} #! PC312
          - {id: site, text: 有固定场所, legal_basis: [{law: test-law, article: 10}, {law: test-notice}]}
          - {id: name, text: 有名称} #! PC312
          - {id: staff, text: 有工作人员, legal_basis: []}
    ```

    ```yaml
    --- # laws/test-law.yaml
    kind: law
    id: test-law
    title: 测试法
    level: law
    --- # laws/test-notice.yaml
    kind: law
    id: test-notice
    title: 关于做好测试工作的通知
    level: normative_document
    --- # powers/permit.yaml
    kind: power
    id: permit
    power_type: licence
    legal_basis: [{law: test-law, article: 9}]
    --- # powers/class.yaml
    kind: power
    id: class
    power_type: public_service
    legal_basis: [{law: test-notice}]
    --- # handbooks/permit.yaml
    kind: handbook
    id: permit
    powers: [permit]
    effective_on: 2026-01-01
    handling_items:
      - id: new
        conditions:
          - {id: site, text: 有固定场所, legal_basis: [{law: test-law, article: 10}, {law: test-notice}]}
          - {id: name, text: 符合《测试法》第十一条规定的名称}
          - {id: staff, text: 有工作人员, legal_basis: [{law: nowhere}]}
    --- # handbooks/class.yaml
    kind: handbook
    id: class
    powers: [class]
    effective_on: 2026-01-01
    handling_items:
      - id: join
        conditions:
          - {id: age, text: 年满十八周岁, legal_basis: [{law: test-notice}]}
          - {id: place, text: 住在本区}
    ```

    In English: conditions of services (not of what is done ex officio) that cite normative documents only, while the power
    rests on something higher: conditions may be detailed there, not added. And conditions of licences that cite nothing,
    in their text neither. Told once per handling item.
    """
    for item in current_items(catalog):
        yield from _uncited(catalog, item)
        if not _rests_higher(catalog, item):
            continue
        for entry in table(catalog, TABLE)["conditions"]:
            alone = [(each, cited) for each in item["conditions"] if (cited := _alone(catalog, each, entry["not_alone"]))]
            if alone:
                yield finding(
                    item["conditions"],
                    number=len(alone),
                    names=tuple(each["text"].text or each["id"].text for each, _ in alone),
                    cited=with_levels([one for _, cited in alone for one in cited]),
                    source=source_of(entry),
                )


def _uncited(catalog: Catalog, item: Node) -> Iterator[Finding]:
    """The conditions of a licence without any citation."""
    bare = [each for each in item["conditions"] if uncited(each) and each["text"] and not ARTICLE.search(each["text"].text)]
    if bare and item_type(catalog, item) == "licence":
        names = tuple(each["text"].text for each in bare)
        yield finding(bare[0]["legal_basis"], UNCITED, UNCITED_HINT, number=len(bare), names=names)


def _alone(catalog: Catalog, condition: Node, not_alone: list[str]) -> list[Cited]:
    """The citations of a condition that are all of these levels; none where one is not, or is not known."""
    cited = read_list(catalog, condition["legal_basis"])
    levels = levels_of(cited)
    return cited if levels and len(levels) == len(condition["legal_basis"]) and set(levels).issubset(not_alone) else []


def _rests_higher(catalog: Catalog, item: Node) -> bool:
    """Whether an item is of services only, each of which rests on more than documents."""
    powers = powers_of(catalog, item.record, item)
    low: set[Any] = {level for entry in table(catalog, TABLE)["conditions"] for level in entry["not_alone"]}
    return bool(powers) and all(
        group(power) not in (None, "ex_officio")
        and not set(levels_of(read_list(catalog, stated(catalog, power, "legal_basis"))) or low).issubset(low)
        for power in powers
    )
