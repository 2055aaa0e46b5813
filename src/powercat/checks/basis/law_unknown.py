"""PC309."""

from __future__ import annotations

from collections.abc import Iterator

from powercat.checks.suggest import is_mistyped, suggestion
from powercat.core.catalog import Catalog
from powercat.core.field import Field
from powercat.core.resolve import dangling
from powercat.core.rule import Finding, rule
from powercat.core.schema import Kind
from powercat.core.text import Text


@rule(
    "PC309",
    on="catalog",
    title=Text("引用的文件没有登记", "an instrument that is not in the register"),
    message=Text(
        "法规库里没有“{value}”，核对不了它是否有效、条文对不对",
        "“{value}” is not in the law register, so neither its force nor its articles can be checked",
    ),
    hint=Text("核对编号", "check the id"),
    basis=Text(
        "《关于本市进一步推进政府效能建设的意见》二（一）1：目录写明依据；《记录格式》“引用依据”：引用的文件要先登记",
        "Shanghai opinions on government effectiveness (2015) II(1)1: the catalog states the basis; Record format, “citation”: "
        "what is cited is in the register",
    ),
    together=Text(
        "{count} 处引用的文件没有登记：先改写错的编号，其余的登记到 laws 文件夹",
        "{count} citations of instruments that are not in the register: mend mistyped ids first, enter the others under laws",
    ),
    draft="warning",
)
def law_unknown(catalog: Catalog) -> Iterator[Finding]:
    """
    **发现什么**：引用依据写的法律文件，法规库（laws 文件夹）里没有。

    **为什么**：没有登记的文件，是不是有效、有没有这一条、原文对不对，都核对不了。

    **怎么改**：编号差一两个字母的，会猜是哪一个；写成了标题、简称的，会说出它的编号；确实没有登记的，先登记。

    ```yaml
    --- # laws/test-measures.yaml
    kind: law
    id: test-measures
    title: 示例市测试管理办法
    aliases: [测试办法]
    versions: [{promulgated_on: 2024-10-01, effective_on: 2025-01-01}]
    --- # powers/test.yaml
    kind: power
    id: test
    legal_basis:
      - {law: test-measures, article: 1}
      - {law: test-measure, article: 1} #! PC309
      - {law: 测试办法, article: 1} #! PC309
      - {law: tree-regulation, article: 1} #! PC309
    ```

    文件在那里、只是有语法错误读不进来的，不算没有登记：先改那个文件。法律文件之间的引用（替代文件），由 PC202 说。

    ```yaml
    --- # laws/test-measures.yaml
    kind: law
    id: test-measures
    title: "示例市测试管理办法
    --- # laws/old-measures.yaml
    kind: law
    id: old-measures
    superseded_by: [new-measures]
    --- # powers/test.yaml
    kind: power
    id: test
    legal_basis: [{law: test-measures, article: 1}]
    ```

    In English: a citation names an instrument that the law register lacks. The id, the title or the alias that was meant is
    proposed. What law records say of each other (superseded_by) is PC202's.
    """
    for found in dangling(catalog, wanted=is_citation):
        if is_mistyped(catalog, found):
            continue
        advice = suggestion(catalog, found)
        target = catalog.schemas["law"].title
        args = {"value": found.reference.value, "target": target, "of": target, **advice.args}
        yield Finding(found.record.at(found.reference.pointer), args, None, advice.hint)


def is_citation(kind: Kind, field: Field) -> bool:
    """Whether a field names the instrument of a citation."""
    return field.ref == "law" and kind.name != "law"
