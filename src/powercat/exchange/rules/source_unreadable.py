"""PC951."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from powercat.core.rule import Fault, Finding, rule
from powercat.core.text import Text

_WHOLE = Text("来源文件没有导入", "nothing of the source was imported")
_ROW = Text("改好这一行再导入一次；其他行已经照常导入", "mend this row and import again; the other rows were imported as usual")
_AS_UTF8 = Text("用另存为改成 UTF-8 编码的 CSV、JSON 再导入", "save it as CSV or JSON in UTF-8 and import that")

SENTENCES: Final[Mapping[str, tuple[Text, Text]]] = {
    "size": (
        Text("文件超过 {limit} MB，不读", "the file is larger than {limit} MB and is not read"),
        Text("分成几个文件导入", "import it in parts"),
    ),
    "workbook": (
        Text("这是表格软件的文件，现在还读不了", "this is a file of a spreadsheet program, which cannot be read yet"),
        Text("在表格软件里另存为“CSV UTF-8”再导入", "save it there as “CSV UTF-8” and import that"),
    ),
    "utf16": (Text("文件是 UTF-16 编码，读不了", "the file is encoded in UTF-16 and cannot be read"), _AS_UTF8),
    "binary": (Text("文件里大多不是文字，读不了", "the file is mostly not text and cannot be read"), _AS_UTF8),
    "format": (
        Text("看文件名不知道是什么格式", "the file's name does not tell its format"),
        Text(
            "在对照表的 source 里写 format，或者让文件名以{suffixes}结尾",
            "say it with `format` under `source` in the mapping, or end the name in {suffixes}",
        ),
    ),
    "empty": (Text("文件是空的", "the file is empty"), _WHOLE),
    "nothing": (
        Text("文件里 {rows} 这个位置没有行", "there are no rows at {rows} in the file"),
        Text("核对对照表 source 里的 rows", "check `rows` under `source` in the mapping"),
    ),
    "header": (
        Text("没有第 {row} 行，找不到表头", "there is no row {row}, so no header"),
        Text("核对对照表 source 里的 header_row", "check `header_row` under `source` in the mapping"),
    ),
    "shape": (Text("这里应当是一个 JSON 对象", "a JSON object is wanted here"), _ROW),
    "bytes": (
        Text("这一行有解不出来的文字（编码坏了）", "this row holds text that cannot be decoded (its encoding is broken)"),
        _ROW,
    ),
    "quote": (
        Text("引号没有配对，这一行读不出各格", "a quote is not closed, so the cells of this line cannot be told apart"),
        _ROW,
    ),
    "after": (
        Text(
            "引号后面还有文字，这一行读不出各格",
            "there is text after a closing quote, so the cells of this line cannot be told apart",
        ),
        _ROW,
    ),
    "width": (
        Text("这一行有 {found} 格，表头有 {wanted} 格，对不上", "this row has {found} cells, the header {wanted}"),
        Text(
            "多半是文字里的分隔符没有加引号，或者少了一格；改好再导入一次",
            "most likely a separator inside a text has no quotes, or a cell is missing; mend it and import again",
        ),
    ),
}


@rule(
    "PC951",
    on="import",
    title=Text("来源读不了", "the source cannot be read"),
    message=Text("不是正确的 JSON：{reason}", "not JSON: {reason}"),
    hint=_ROW,
    basis=Text("《导入》“哪些行会导入”", "Import, “Which rows are imported”"),
    together=Text("{count} 行读不了，没有导入", "{count} rows cannot be read and were not imported"),
)
def source_unreadable(fault: Fault) -> Iterator[Finding]:
    """
    **发现什么**：来源文件，或者其中的一行，读不出来：JSON 写坏了，表格的格数和表头对不上，引号没有配对，
    文字的编码坏了，文件不是文字。

    **为什么**：读不出来的行不猜。坏了的那一行不导入，说明是第几行、为什么；其他行照常导入。

    **怎么改**：按报告的行和列改来源，再导入一次；已经导入的记录不会重复。
    编码不必先转换：UTF-8（有没有文件头标记都可以）和 GB18030、GBK 都能读。

    In English: a source, or one row of it, that cannot be read: broken JSON, a row whose cells do not match the header, an open
    quote, undecodable bytes, no text at all. Nothing is guessed: the row is told with its place and left out, the others are
    imported. UTF-8 (with or without a byte-order mark) and GB18030 need no conversion.
    """
    message, hint = SENTENCES.get(fault.variant, (None, None))
    yield Finding(fault, fault.args, message, hint)
