"""PC109."""

from __future__ import annotations

from collections.abc import Iterator

from powercat.core.rule import Fault, Finding, finding, rule
from powercat.core.text import Text

_HELP = Text("对照这个栏目的说明改：{help}", "see what the field is for: {help}")


@rule(
    "PC109",
    on="schema",
    title=Text("不符合填写规范", "against the schema"),
    message=Text("“{title}”不符合填写规范", "“{title}” does not agree with the schema"),
    hint=Text("对照填写规范里这个栏目的说明改", "see what the schema says of this field"),
    basis=Text("《记录格式》：填写规范", "Record format: the schemas"),
    together=Text("{count} 处不符合填写规范", "{count} values do not agree with the schema"),
)
def schema_other(fault: Fault) -> Iterator[Finding]:
    """
    **发现什么**：内容不符合填写规范，但不是 PC101 到 PC108 说的那些情形。powercat 自带的规范不会有这种情形；
    您所在地方自己加的规范（目录旁边的 `schemas` 文件夹）用了别的要求，就在这里说明。

    **为什么**：没有一个要求可以悄悄跳过。

    **怎么改**：对照地方规范里这个栏目的说明改；说明不清楚的，请写规范的人补上。

    In English: the value does not agree with a schema in some way that PC101 to PC108 have no words for. The schemas of
    powercat itself never lead here; those a catalog brings along in its own `schemas` folder may.
    """
    title, words = fault.args["title"], fault.args["help"]
    if words.zh:
        yield finding(fault, hint=_HELP, title=title, help=words)
    else:
        yield finding(fault, title=title)
