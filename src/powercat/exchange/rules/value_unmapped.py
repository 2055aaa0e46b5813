"""PC952."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from powercat.core.diagnostic import Severity
from powercat.core.rule import Fault, Finding, rule
from powercat.core.text import Text

_PATTERN = Text(
    "在对照表里改这一步的正则表达式，或者给它写 otherwise",
    "change the pattern of this step in the mapping, or give it an `otherwise`",
)
_TABLE = Text("在对照表“{table}”里加上这个词", "add the word to the table “{table}”")
_STEPS = Text("在对照表里给这个栏目加一步换算，或者改来源", "add a step for this field to the mapping, or mend the source")

SENTENCES: Final[Mapping[str, tuple[Text, Text]]] = {
    "table": (
        Text(
            "“{title}”没有写：对照表“{table}”里没有“{value}”{near}",
            "“{title}” is left out: the table “{table}” has no “{value}”{near}",
        ),
        _TABLE,
    ),
    "pattern": (
        Text("“{title}”没有写：“{value}”和写法 {pattern} 对不上", "“{title}” is left out: “{value}” does not match {pattern}"),
        _PATTERN,
    ),
    "lookup": (
        Text("“{title}”没有写：找不到“{value}”这条记录", "“{title}” is left out: there is no record “{value}”"),
        Text("先建这条记录，或者给它加上别称", "make that record first, or give it the name as an alias"),
    ),
    "citation": (
        Text("“{title}”没有写：法规库里没有“{value}”{meant}", "“{title}” is left out: the law register has no “{value}”{meant}"),
        Text(
            "先用 powercat law import 登记，或者给登记的那一部加上别称，再导入一次",
            "enter it with powercat law import, or give the entry this name as an alias, and import again",
        ),
    ),
    "citation-several": (
        Text(
            "“{title}”没有写：“{value}”在法规库里有几部（{ids}），分不清是哪一部",
            "“{title}” is left out: “{value}” may be several instruments of the register ({ids})",
        ),
        Text("把来源里的标题写全，或者去掉重复的别称", "write the title in full in the source, or take a doubled alias away"),
    ),
    "several": (
        Text(
            "“{title}”没有写：来源有 {count} 个值（{value}），这里只能写一个",
            "“{title}” is left out: the source has {count} values ({value}), and there is room for one",
        ),
        Text("在对照表里用 join 连起来，或者取出其中一个", "join them in the mapping, or take one of them"),
    ),
    "shape": (
        Text(
            "“{title}”没有写：来源是一组内容（{value}），不是一个值",
            "“{title}” is left out: the source has a group of values ({value}), not one",
        ),
        Text("在对照表的 from 里写到下一层的名称", "let `from` in the mapping go one step further"),
    ),
    "unprintable": (
        Text(
            "“{title}”里有看不见的字符 {sign}，已经去掉", "“{title}” held a character that cannot be seen, {sign}; it was removed"
        ),
        Text("核对去掉以后的文字", "check the text without it"),
    ),
    "integer": (Text("“{title}”没有写：“{value}”不是整数", "“{title}” is left out: “{value}” is not a whole number"), _STEPS),
    "number": (Text("“{title}”没有写：“{value}”不是数", "“{title}” is left out: “{value}” is not a number"), _STEPS),
    "boolean": (
        Text("“{title}”没有写：“{value}”不是“是”或者“否”", "“{title}” is left out: “{value}” is neither yes nor no"),
        _STEPS,
    ),
    "id": (
        Text("“{value}”不能作编号，这条记录（{kind}）没有做", "“{value}” cannot be an id; this record ({kind}) was not made"),
        Text(
            "编号用小写字母开头，只有小写字母、数字、点、横线和下划线；在对照表的 id 里改，例如加上 |lower",
            "an id begins with a small letter and has small letters, digits, dots, hyphens and underscores; change `id` in the "
            "mapping, for example by |lower",
        ),
    ),
    "unwritable": (Text("这条记录（{kind}）写不出来：{reason}", "this record ({kind}) cannot be written: {reason}"), _STEPS),
}


@rule(
    "PC952",
    on="import",
    severity="warning",
    title=Text("来源的值对不上", "a value of the source does not fit"),
    message=Text(
        "“{title}”没有写：“{value}”不在可以写的值里（{labels}）{near}",
        "“{title}” is left out: “{value}” is none of its values ({labels}){near}",
    ),
    hint=Text(
        "在对照表里加一步 table，说明来源的词对应哪个值",
        "add a `table` step to the mapping that says which value the word stands for",
    ),
    basis=Text("《导入》“值怎样换算”", "Import, “How values are changed”"),
    together=Text(
        "{count} 个值对不上，没有写进记录：在对照表里补上它们的写法",
        "{count} values do not fit and were left out: complete the mapping",
    ),
)
def value_unmapped(fault: Fault) -> Iterator[Finding]:
    """
    **发现什么**：来源的一个值写不进记录的栏目：不在可以写的值里，对照表里没有这个词，和正则表达式对不上，应当是整数却不是，有几个值却只能写一个。

    **为什么**：对不上的值不猜，也不悄悄丢掉：这个栏目不写，并指出来源的哪一行、哪一列。必填的栏目和编号是必须改，其他是请核实。

    **怎么改**：多数时候在对照表里补一个词，或者改一步换算；确实不要的，给这一步写 `otherwise: leave_out`。
    来源写的如果就是栏目里列出的中文名称（例如“自然人”“行政许可”），不用写对照表。

    In English: a value that cannot go into its field: not among the listed values, not in the table, not matching the pattern,
    no whole number, several where one fits. It is left out and told with its row and column; an error for required fields and
    ids. Complete the mapping, or say `otherwise: leave_out` where it is not wanted. Chinese titles of listed values need no
    table.
    """
    message, hint = SENTENCES.get(fault.variant, (None, None))
    severity = Severity.ERROR if fault.args.get("required") else None
    args = {name: value for name, value in fault.args.items() if name != "required"}
    yield Finding(fault, args, message, hint, severity)
