"""PC954."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from powercat.core.diagnostic import Severity
from powercat.core.rule import Fault, Finding, rule
from powercat.core.text import Text

SENTENCES: Final[Mapping[str, tuple[Text, Text]]] = {
    "name": (
        Text("“{name}”在同一个对象里写了两次，用了第一次的值", "“{name}” stands twice in one object; the first value was used"),
        Text("在来源里删去一个", "delete one of them in the source"),
    ),
    "column": (
        Text(
            "有两列都叫“{name}”，后面的一列改叫“{shown}”", "two columns are called “{name}”; the later one is taken as “{shown}”"
        ),
        Text(
            "对照表里写“{name}”得到前一列，写“{shown}”得到后一列",
            "in the mapping “{name}” means the first, “{shown}” the later one",
        ),
    ),
    "differs": (
        Text(
            "这几行都是“{name}”（{kind}），“{title}”却不同：用了“{kept}”，没有用“{other}”",
            "these rows are all “{name}” ({kind}), but differ in “{title}”: “{kept}” was taken, “{other}” was not",
        ),
        Text(
            "核对哪一个对，在记录里改；来源错的改来源",
            "find out which is right and put it into the record; if the source is wrong, mend it",
        ),
    ),
}


@rule(
    "PC954",
    on="import",
    title=Text("编号重复", "a key is repeated"),
    message=Text(
        "编号“{record}”（{kind}）已经有一行用了，这一行没有导入",
        "the id “{record}” ({kind}) was taken by an earlier row; this one was not imported",
    ),
    hint=Text(
        "真是同一条的，在对照表里写 several_rows: true；不是的，改 id 的写法",
        "if both are one record, say `several_rows: true` in the mapping; else change `id`",
    ),
    basis=Text("《导入》“编号”", "Import, “Ids”"),
    together=Text("{count} 处编号重复，或者同一条记录的几行说法不同", "{count} keys are repeated, or rows of one record differ"),
)
def key_repeated(fault: Fault) -> Iterator[Finding]:
    """
    **发现什么**：两行得到同一个编号；几行合成一条记录，同一个栏目的值却不同；一个 JSON 对象里同一个名称写了两次；表格里两列同名。

    **为什么**：同一个编号只能有一条记录。先出现的算，后面的不会悄悄盖掉前面的。编号重复是必须改，其余是请核实。

    **怎么改**：真是同一条记录的，在对照表里写 `several_rows: true`；不是的，让编号多取一列。
    几行说法不同的，看哪一个对，在记录里改。

    In English: two rows with one id (an error), rows of one record that differ, a name twice in a JSON object, two columns of
    one name (warnings). The first counts and is never overwritten silently. Say `several_rows: true` where the rows are one
    record; otherwise let the id take one more column.
    """
    message, hint = SENTENCES.get(fault.variant, (None, None))
    yield Finding(fault, fault.args, message, hint, Severity.WARNING if message else None)
