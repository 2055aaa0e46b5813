"""PC004."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from powercat.core.rule import Fault, Finding, finding, rule
from powercat.core.text import Text

_SAYINGS: Final[Mapping[str, tuple[Text, Text]]] = {
    "anchor": (
        Text("这里用了“&{name}”（锚点），这种写法不允许", "the anchor “&{name}” is not allowed"),
        Text(
            "删掉“&{name}”；是一段文字的，整段用双引号引起来。几处要用同样的内容，各写一遍，或者单独写成一条记录来引用",
            "delete “&{name}”; if it is a text, put it in double quotes. Where several places need the same content, "
            "write it out, or make it a record of its own and refer to that",
        ),
    ),
    "alias": (
        Text("这里用了“*{name}”（引用别处的内容），这种写法不允许", "the alias “*{name}” is not allowed"),
        Text(
            "把它代表的内容写在这里；是一段文字的，整段用双引号引起来",
            "write here what it stands for; if it is a text, put it in double quotes",
        ),
    ),
    "tag": (
        Text("这里用了“{name}”（类型标记），这种写法不允许", "the tag “{name}” is not allowed"),
        Text("删掉它；文字以“!”开头的，整段用双引号引起来", "delete it; a text that begins with “!” needs double quotes"),
    ),
    "merge": (
        Text("这里用了“<<”（并入别处的栏目），这种写法不允许", "the merge key “<<” is not allowed"),
        Text("把要并入的栏目一个一个写在这里", "write the fields out here, one by one"),
    ),
    "key": (
        Text(
            "栏目名“{key}”没有加引号，会被当作数字或者真假值",
            "the field name “{key}” without quotes is a number or a truth value",
        ),
        Text('栏目名是文字的，加上引号："{key}"', 'a field name is text; put it in quotes: "{key}"'),
    ),
    "empty-key": (
        Text("冒号前面没有栏目名", "there is no field name before the colon"),
        Text("在冒号前面补上栏目名，或者删掉这一行", "write the field's name before the colon, or delete the line"),
    ),
    "complex-key": (
        Text("栏目名只能是一个词，这里是括号或者一组内容", "a field name must be a word; a list or group stands here"),
        Text(
            "写成“栏目名: 内容”；内容以“[”“{open}”开头的，整段用双引号引起来",
            "write “field: value”; a text that begins with “[” or “{open}” needs double quotes",
        ),
    ),
    "documents": (
        Text("从这个“---”起是第二份内容；一个文件只能写一条记录", "a second document begins here; a file holds one record"),
        Text("把后面的内容另存成一个文件；多余的“---”删掉", "move what follows into a file of its own; delete a stray “---”"),
    ),
    "directive": (
        Text("这里不用以“%”开头的行", "lines that begin with “%” have no place here"),
        Text("删掉这一行和它后面的“---”", "delete the line and the “---” after it"),
    ),
    "break": (
        Text("这里有一个看不见的字符（{character}），有的软件会把它当作换行", "an invisible character stands here ({character})"),
        Text(
            "删掉它：多半是从网页、Word 或者 PDF 复制时带进来的",
            "delete it; it mostly comes with text copied from a page, Word or PDF, and some programs take it for a line break",
        ),
    ),
}


@rule(
    "PC004",
    on="text",
    title=Text("不允许的 YAML 写法", "YAML that is not allowed"),
    message=Text("这里用了不允许的写法", "this is not allowed here"),
    basis=Text("《记录格式》“YAML 子集”", "Record format, “The YAML subset”"),
    together=Text("{count} 处用了不允许的 YAML 写法", "{count} places use YAML that is not allowed"),
    fixable=True,
)
def forbidden_yaml(fault: Fault) -> Iterator[Finding]:
    """
    **发现什么**：YAML 里有、但是记录里不允许的写法：锚点 `&`、引用 `*`、类型标记 `!`、并入 `<<`、一个文件里的第二份内容、
    不是文字的栏目名，以及几个看不见的换行字符（U+0085、U+2028、U+2029）和文字中间的字节顺序标记（U+FEFF）。

    **为什么**：一条记录应当在它自己的文件里就看得明白。用锚点引用的内容，改一处会悄悄改变另一处；
    不同的软件对这些写法的理解也不一样。

    **怎么改**：把内容直接写出来。几条记录要共用的，单独写成一条记录（例如申请材料库），用编号引用。没有加引号的数字栏目名、
    文字中间的字节顺序标记可以用 `powercat validate --fix` 自动改。

    ```yaml
    kind: organization
    id: city-market-bureau
    contacts:
      - &main #! PC004
        type: phone
        value: "12345678"
      - *main #! PC004
    ```

    ```yaml
    kind: material
    id: id-card
    name: !str 居民身份证 #! PC004
    2026: 新版 #! PC004
    ```

    ```yaml
    kind: material
    id: id-card
    --- #! PC004
    kind: material
    id: passport
    ```

    ```yaml
    ---
    kind: material
    id: id-card
    name: "&居民身份证"
    local:
      "2026": 新版
    ```

    In English: parts of YAML that records do not use: anchors, aliases, tags, merge keys, second documents, field names that
    are not text, line breaks that only some programs see, and a byte-order mark inside the text. A record must say by itself
    what it says. Write the content out, or make it a record of its own and refer to it by its id.
    """
    message, hint = _SAYINGS[fault.variant]
    args = {"open": "{"} if fault.variant == "complex-key" else fault.args
    yield finding(fault, message, hint, **args)
