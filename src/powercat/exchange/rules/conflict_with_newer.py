"""PC955."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from powercat.core.diagnostic import Severity
from powercat.core.rule import Fault, Finding, rule
from powercat.core.text import Text

SENTENCES: Final[Mapping[str, tuple[Text, Text]]] = {
    "more": (
        Text(
            "这条记录（{kind}）比来源多 {count} 处：{titles}；没有动它",
            "this record ({kind}) says more than the source in {count} fields: {titles}; it was left as it is",
        ),
        Text("人补上的内容，不用管", "what people have added; nothing need be done"),
    ),
    "taken": (
        Text(
            "{path} 是别的记录的文件，没有动它，也没有写新的",
            "{path} holds another record; it was left as it is, and nothing was written",
        ),
        Text("把那个文件改名，或者改对照表里编号的写法", "rename that file, or change the id in the mapping"),
    ),
    "unreadable": (
        Text(
            "{path} 有语法错误，看不出是不是这条记录，没有动它",
            "{path} does not parse, so it may be this record; it was left as it is",
        ),
        Text("先改好那个文件，再导入一次", "mend that file first and import again"),
    ),
}


@rule(
    "PC955",
    on="import",
    severity="warning",
    title=Text("目录里的记录和来源不同", "the catalog differs from the source"),
    message=Text(
        "这条记录（{kind}）和来源有 {count} 处不同：{titles}。可能有人改过，也可能来源变了；没有动它",
        "this record ({kind}) differs from the source in {count} fields: {titles}. Somebody edited it, or the source changed; "
        "it was left as it is",
    ),
    hint=Text(
        "目录里的对，就不用管；来源的对，照着改，或者用 --overwrite 换成来源的",
        "if the catalog is right, do nothing; else change it, or replace it with --overwrite",
    ),
    basis=Text("《导入》“再导入一次”", "Import, “Importing again”"),
    together=Text("{count} 条记录和来源不同，都没有动", "{count} records differ from the source; all were left as they are"),
)
def conflict_with_newer(fault: Fault) -> Iterator[Finding]:
    """
    **发现什么**：目录里已经有这条记录，内容和这次导入的不同；或者要写的文件已经是别的记录，或者那个文件读不了。

    **为什么**：导入以后人改过的内容不能丢。再导入一次，内容相同的记录不动；不同的也不动，说明哪些栏目不同，由人决定。

    **怎么改**：目录里只是比来源多的（人补上的），是提示，不用管。目录里的对，也不用管。来源的对，照着改记录；
    很多条都以来源为准的，先提交现在的目录，再用 `--overwrite` 导入，用版本管理比较、挑选。

    In English: the catalog has this record already, and it says something else than the source (or its file is taken by another
    record, or does not parse). What a person edited is never lost: the file is left alone and the fields that differ are named.
    With `--overwrite` the source wins, except over another record. Where the catalog only says more, that is information.
    """
    message, hint = SENTENCES.get(fault.variant, (None, None))
    severity = Severity.INFO if fault.variant == "more" else None
    yield Finding(fault, fault.args, message, hint, severity)
