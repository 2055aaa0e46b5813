"""PC953."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from powercat.core.rule import Fault, Finding, rule
from powercat.core.text import Text

SENTENCES: Final[Mapping[str, tuple[Text, Text]]] = {
    "nothing": (
        Text("第 {row} 行没有导入：对照表里没有一种记录用到它", "row {row} was not imported: no entry of the mapping uses it"),
        Text(
            "不要的行在对照表的 skip 里写明原因；要的，核对各项的 when",
            "name rows that are not wanted under `skip` with the reason; else check the `when` of the entries",
        ),
    ),
    "key": (
        Text(
            "第 {row} 行没有做成{kinds}：编号要用的“{columns}”没有填",
            "row {row} made no record ({kinds}): “{columns}”, which the id needs, is not stated",
        ),
        Text("在来源里补上，再导入一次", "state it in the source and import again"),
    ),
}


@rule(
    "PC953",
    on="import",
    severity="info",
    title=Text("有的行没有导入", "a row was not imported"),
    message=Text("第 {row} 行没有导入：{reason}", "row {row} was not imported: {reason}"),
    hint=Text(
        "对照表里写明不要这样的行；要的话，改对照表的 skip",
        "the mapping leaves such rows out; change its `skip` if they are wanted",
    ),
    basis=Text("《导入》“哪些行会导入”", "Import, “Which rows are imported”"),
    together=Text("{count} 行没有导入", "{count} rows were not imported"),
)
def row_skipped(fault: Fault) -> Iterator[Finding]:
    """
    **发现什么**：来源里没有导入的行，和没有导入的原因：对照表的 `skip` 写明不要，没有一种记录用到它，或者编号要用的列没有填。

    **为什么**：每一行都有去处：要么成为记录，要么说明为什么没有。

    **怎么改**：一般不用改。要导入的，改对照表的 `skip` 或者 `when`，或者在来源里补上编号。

    In English: rows that became no record, each with the reason: the mapping leaves them out, nothing in it uses them, or what
    their id needs is not stated. Nothing need be done unless such rows are wanted.
    """
    message, hint = SENTENCES.get(fault.variant, (None, None))
    yield Finding(fault, fault.args, message, hint)
