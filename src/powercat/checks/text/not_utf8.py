"""PC001."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from powercat.core.rule import Fault, Finding, finding, rule
from powercat.core.text import Text

_HINT = Text(
    "用记事本或者 WPS 打开，另存为的时候把编码选成 UTF-8",
    "open it in an editor and save it again with the encoding UTF-8",
)

_SAYINGS: Final[Mapping[str, tuple[Text, Text]]] = {
    "": (
        Text("这个文件的编码是 {encoding}，不是 UTF-8", "this file is encoded in {encoding}, not in UTF-8"),
        Text(
            "运行 powercat validate --fix 自动转换，或者用记事本另存为 UTF-8",
            "run powercat validate --fix to convert it, or save it again as UTF-8",
        ),
    ),
    "utf16": (
        Text("这个文件的编码是 UTF-16（记事本里叫“Unicode”），不是 UTF-8", "this file is encoded in UTF-16, not in UTF-8"),
        _HINT,
    ),
    "binary": (
        Text("这个文件不是文字文件，读不出内容", "this is not a text file; nothing can be read from it"),
        Text(
            "看看是不是把 Word、Excel 或者图片改了扩展名放在这里；记录要用文字编辑器写成 YAML",
            "it may be a Word, Excel or image file under another name; a record is plain YAML text",
        ),
    ),
    "unknown": (
        Text(
            "第 {line} 行有一个不是 UTF-8 的字节（{byte}），认不出是哪种编码",
            "line {line} has a byte that is not UTF-8 ({byte}), and the encoding cannot be told",
        ),
        Text(
            "先找到原来的文件，另存为 UTF-8；只有个别字坏了的，把那一行重新输入",
            "find the original and save it as UTF-8; where only a letter or two are broken, type that line again",
        ),
    ),
}


@rule(
    "PC001",
    on="text",
    title=Text("文件不是 UTF-8 编码", "file not in UTF-8"),
    message=Text("这个文件的编码不是 UTF-8", "this file is not encoded in UTF-8"),
    hint=_HINT,
    basis=Text("《记录格式》“YAML 子集”", "Record format, “The YAML subset”"),
    together=Text("{count} 个文件的编码不是 UTF-8", "{count} files are not encoded in UTF-8"),
    fixable=True,
)
def not_utf8(fault: Fault) -> Iterator[Finding]:
    """
    **发现什么**：文件的编码不是 UTF-8。常见的是旧版记事本、Excel 导出的 GBK（国标码）文件，还有 UTF-16 文件，以及改了扩展名的
    Word、Excel 文件。

    **为什么**：同一个文件在不同的电脑上打开会变成乱码，比较两个版本的时候每一行都不一样。

    **怎么改**：GBK、GB18030 的文件可以自动转换：运行 `powercat validate --fix`，文字一个也不会变。其他的用编辑器打开，另存为
    UTF-8。文件开头的 UTF-8 标记（BOM）可以有，也可以没有。

    In English: the file is not in UTF-8. Text in GBK or GB18030 is recognised and converted by `--fix` without changing a
    character; UTF-16 and anything else must be saved again by hand. A byte-order mark at the very beginning is fine.
    """
    message, hint = _SAYINGS[fault.variant]
    yield finding(fault, message, hint, **fault.args)
