"""PC956."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from powercat.core.diagnostic import Severity
from powercat.core.rule import Fault, Finding, rule
from powercat.core.text import Text

SENTENCES: Final[Mapping[str, Text]] = {
    "schema": Text("对照表不符合它的填写规范", "the mapping does not follow its schema"),
    "name": Text("名称“{value}”用了两次", "the name “{value}” is used twice"),
    "twice": Text("“{value}”在同一张对照表里写了两次", "“{value}” stands twice in one table"),
    "kind": Text("没有“{value}”这种记录（有{titles}）{near}", "there is no kind “{value}” (there are: {titles}){near}"),
    "field": Text("“{title}”里没有栏目“{value}”（{kind}）{near}", "“{title}” has no field “{value}” ({kind}){near}"),
    "reserved": Text(
        "“{value}”不用写：它由 kind 和 id 两项得来", "“{value}” is not written here: it comes from `kind` and `id` of the entry"
    ),
    "list-missing": Text(
        "“{value}”是列表（{title}），先在 lists 里写上它{near}",
        "“{value}” is a list ({title}); name it under `lists` first{near}",
    ),
    "list-twice": Text(
        "“{value}”（{title}）写了两次；两种来源合成一个列表的，各写一个不同的 item",
        "“{value}” ({title}) is named twice; where two sorts of items go into one list, give each its own `item`",
    ),
    "list-not": Text(
        "“{value}”（{title}）不是由栏目组成的列表，不用写在 lists 里",
        "“{value}” ({title}) is no list of objects and has no place under `lists`",
    ),
    "whole": Text(
        "“{value}”（{title}）里面还有栏目，要写到里面的某一个", "“{value}” ({title}) has fields of its own; name one of them"
    ),
    "citations": Text(
        "“{value}”（{title}）不是引用依据的列表，放不下 citations 得到的内容",
        "“{value}” ({title}) is no list of citations and cannot hold what `citations` gives",
    ),
    "citations-last": Text("citations 要放在最后一步", "`citations` must be the last step"),
    "table": Text("没有叫“{value}”的对照表{near}", "there is no table “{value}”{near}"),
    "value": Text(
        "“{value}”不是“{title}”可以写的值（{labels}）{near}", "“{value}” is none of the values of “{title}” ({labels}){near}"
    ),
    "table-value": Text(
        "对照表“{table}”里的“{value}”不是“{title}”可以写的值（{labels}）{near}",
        "“{value}” in the table “{table}” is none of the values of “{title}” ({labels}){near}",
    ),
    "block": Text("records 里没有叫“{value}”的一项{near}", "no entry of `records` is called “{value}”{near}"),
    "block-kind": Text(
        "“{title}”要引用的是{wanted}，“{value}”做的却是{kind}", "“{title}” refers to: {wanted}; “{value}” makes: {kind}"
    ),
    "path": Text("“{value}”里有一层是空的", "a step of “{value}” is empty"),
    "pattern": Text(
        "正则表达式写得不对，第 {column} 个字符附近：{value}", "the regular expression is wrong near character {column}: {value}"
    ),
    "template-brace": Text("花括号没有配对：{value}", "a brace is not closed: {value}"),
    "template-name": Text("花括号里没有写列名：{part}", "no column stands in the braces: {part}"),
    "template-filter": Text(
        "不认识“{part}”；可以写 lower、upper、first:几、last:几、from:几、pinyin、hash",
        "“{part}” is unknown; there are lower, upper, first:N, last:N, from:N, pinyin, hash",
    ),
    "template-size": Text("“{part}”要写几个字，例如 first:18", "“{part}” wants a number of characters, such as first:18"),
    "once": Text(
        "once 的记录不看来源，不能用 from、each、when，也不能在花括号里写列名",
        "a record made once looks at no row: no `from`, `each`, `when` or column in braces",
    ),
    "column": Text("来源里没有“{value}”这一列{near}", "no row of the source has “{value}”{near}"),
}


@rule(
    "PC956",
    on="import",
    title=Text("对照表用不了", "the mapping cannot be used"),
    message=Text("对照表这里不对", "the mapping is wrong here"),
    hint=Text("改好对照表再导入；写法见 docs/import", "mend the mapping and import again; docs/import tells how it is written"),
    basis=Text("《导入》“对照表的写法”", "Import, “Writing a mapping”"),
    together=Text("对照表有 {count} 处不对", "the mapping is wrong in {count} places"),
)
def mapping_unusable(fault: Fault) -> Iterator[Finding]:
    """
    **发现什么**：对照表本身的错：要写的栏目记录里没有，引用的对照表或者记录没有，正则表达式写错，固定的值不是栏目可以写的；还有来源里根本没有的列。

    **为什么**：对照表错一个字，几百条记录就错一片。有这样的错就一条也不导入；只有“来源里没有这一列”是请核实，因为可能真的都没有填。

    **怎么改**：按报告的行改对照表。栏目名、列名写错的，报告会问是不是另外一个。

    In English: faults of the mapping itself: a field the kind does not have, an unknown table or entry, a broken pattern, a
    fixed value that is none of the field's. Nothing is imported then. A column that no row has is only a warning.
    """
    message = SENTENCES.get(fault.variant)
    severity = Severity.WARNING if fault.variant == "column" else None
    yield Finding(fault, fault.args, message, None, severity)
