"""PC002."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from powercat.core.rule import Fault, Finding, finding, rule
from powercat.core.text import Text

_OTHER = (
    Text("这里不符合 YAML 的写法，后面的内容读不下去", "this is not YAML; nothing after it can be read"),
    Text(
        "对照上下几行检查：冒号后面有没有空格，前面的空格对不对齐，引号、括号是不是成对",
        "compare with the lines around: a space after each colon, equal indentation, quotes and brackets in pairs",
    ),
)

_SAYINGS: Final[Mapping[str, tuple[Text, Text]]] = {
    "tab": (
        Text("这里用了 Tab 键（制表符），这个位置只能用空格", "a tab stands here, where only spaces may"),
        Text(
            "删掉它，改用空格；同一层的各行，前面的空格数要一样（每往里一层多两个）",
            "delete it and use spaces; lines of one level have the same number of spaces in front, two more for each level",
        ),
    ),
    "space-after-colon": (
        Text("英文冒号“:”后面少了一个空格", "a space is missing after the colon"),
        Text("在冒号后面加一个空格，例如：name: 食品经营许可", "put one space after the colon, for example name: 食品经营许可"),
    ),
    "space-after-dash": (
        Text("列表的“-”后面少了一个空格", "a space is missing after the dash of a list"),
        Text("在“-”后面加一个空格，例如：- 居民身份证", "put one space after the dash, for example - 居民身份证"),
    ),
    "colon-missing": (
        Text("“{text}”后面没有“: ”，不知道是哪个栏目", "there is no “: ” after “{text}”, so nothing tells which field it is"),
        Text(
            "每一行写成“栏目名: 内容”，冒号用英文冒号，后面空一格；它是上一行文字的继续的，往右缩进",
            "write each line as “field: value”, a colon and a space between; if it continues the text above, indent it further",
        ),
    ),
    "colon-in-text": (
        Text("这一行里有两个“: ”（英文冒号加空格），分不清哪里是内容", "two “: ” on one line; it is open where the value begins"),
        Text(
            '内容里有英文冒号的，整段用双引号引起来，例如：scope: "说明: 见附件"；或者把内容里的冒号改成中文冒号“：”',
            'put the whole value in double quotes, for example scope: "说明: 见附件"; or use a full-width colon inside it',
        ),
    ),
    "quote-unclosed": (
        Text("引号 {quote} 只有开头，没有结尾", "the quote {quote} is opened and not closed"),
        Text(
            "在这段文字的末尾补上同样的引号；文字要写成几行的，下面的行都要往右缩进",
            "close it with the same sign at the end of the text; if the text has several lines, indent the later ones",
        ),
    ),
    "after-quote": (
        Text("引号 {quote} 已经结束，后面又有文字", "more text follows after the closing quote {quote}"),
        Text(
            "内容里要用引号的，改用中文引号“ ”；或者里外换着用，例如：name: '他说\"好\"'",
            "inside a quoted text use the other kind of quotes, for example name: '他说\"好\"', or Chinese ones",
        ),
    ),
    "escape": (
        Text("双引号里面的“{text}”读不懂：双引号里的反斜杠有特别的意思", "“{text}” means nothing inside double quotes"),
        Text(
            "把外面的双引号换成单引号，或者把反斜杠写成两个",
            "use single quotes around the text instead, or write the backslash twice",
        ),
    ),
    "bracket-unclosed": (
        Text("“{open}”没有对应的“{close}”", "“{open}” has no matching “{close}”"),
        Text(
            "在这一组内容的末尾补上“{close}”；它是文字的一部分的，整段文字用双引号引起来",
            "put “{close}” where the list or group ends; if the sign is part of a text, put the whole text in double quotes",
        ),
    ),
    "bracket-lone": (
        Text("多了一个“{close}”，前面没有对应的“{open}”", "“{close}” stands alone, without an “{open}” before it"),
        Text(
            "删掉它；它是文字的一部分的，整段文字用双引号引起来",
            "delete it; if it is part of a text, put the whole text in double quotes",
        ),
    ),
    "after-bracket": (
        Text(
            "以“{open}”开头的会当作列表或者一组栏目，后面不能再有文字",
            "what begins with “{open}” is a list or group; no text may follow it",
        ),
        Text(
            '本来是一段文字的，整段用双引号引起来，例如：number: "[2026]12 号"',
            'if it is a text, put the whole of it in double quotes, for example number: "[2026]12 号"',
        ),
    ),
    "comma-missing": (
        Text("方括号、花括号里的各项之间少了逗号", "a comma is missing between the items within brackets"),
        Text(
            "各项之间用英文逗号加空格隔开，例如：[甲, 乙]；某一项里有冒号、引号的，把那一项用双引号引起来",
            "part the items with a comma and a space, for example [甲, 乙]; "
            "an item with a colon or quote in it needs double quotes",
        ),
    ),
    "comma-extra": (
        Text("这里多了一个逗号", "a comma too many"),
        Text("删掉它；两个逗号之间要有内容", "delete it; something must stand between two commas"),
    ),
    "start": (
        Text("不加引号的文字不能以“{character}”开头", "a text without quotes cannot begin with “{character}”"),
        Text(
            '把整段文字用双引号引起来，例如：note: "{character} 见附件"',
            'put the whole text in double quotes, for example note: "{character} 见附件"',
        ),
    ),
    "block-header": (
        Text("“{character}”后面不能直接写文字", "no text may follow on the line of “{character}”"),
        Text(
            "要写多行文字的，“|”后面换行，从下一行起往右缩进；文字本身以“{character}”开头的，整段用双引号引起来",
            "for a text of several lines break the line after “|” and indent the text; "
            "if the text itself begins with “{character}”, put it in double quotes",
        ),
    ),
    "blank-line": (
        Text(
            "多行文字开头的空行里，空格比正文的缩进还多",
            "an empty line at the head of this text has more spaces than the text is indented by",
        ),
        Text("把这个空行里的空格删掉", "delete the spaces on the empty line"),
    ),
    "directive": (
        Text("这里不用以“%”开头的行", "lines that begin with “%” have no place here"),
        Text("删掉这一行；本来是一段文字的，整段用双引号引起来", "delete the line; if it is a text, put it in double quotes"),
    ),
    "control": (
        Text("这里有一个看不见的控制字符（{character}）", "an invisible control character stands here ({character})"),
        Text(
            "删掉它：多半是从网页、Word 或者 PDF 复制时带进来的；找不到的，把这一行重新输入",
            "delete it; it mostly comes with text copied from a page, Word or PDF. If it cannot be found, type the line again",
        ),
    ),
    "invisible": (
        Text(
            "这里有一个看不见的字符（{character}），不是普通空格",
            "an invisible character that is no plain space stands here ({character})",
        ),
        Text(
            "删掉它，换成英文输入法下的空格：多半是从网页、Word 或者 PDF 复制时带进来的",
            "delete it and type a plain space; it mostly comes with text copied from a page, Word or PDF",
        ),
    ),
    "dash-in-line": (
        Text("列表的“-”不能和栏目名写在同一行", "a list's dash cannot stand on the line of the field's name"),
        Text(
            "栏目名后面换行，每项写一行，例如：aliases: 下一行写“  - 身份证”；不是列表的，整段文字用双引号引起来",
            "break the line after the field's name and give each item a line, for example “  - 身份证”; if it is no list, "
            "put the text in double quotes",
        ),
    ),
    "mixed": (
        Text("同一层里混着“- ”列表和“栏目名: 内容”", "dashes of a list and “field: value” are mixed on one level"),
        Text(
            "看看这一行该不该往右缩进：列表写在它所属的栏目下面，列表每一项里的栏目和“- ”后面的第一个字对齐",
            "see whether this line should be indented: a list stands below its field, "
            "and the fields of an item line up behind its “- ”",
        ),
    ),
    "indent": (
        Text(
            "这一行从第 {column} 列写起，和上面各层都对不齐", "this line begins at column {column}, in line with nothing above it"
        ),
        Text(
            "同一层的行从同一列写起（上一行从第 {above} 列写起）；列表里的栏目和“- ”后面的第一个字对齐",
            "lines of one level begin at the same column (the line above begins at {above}); the fields of a list's item line up "
            "behind its “- ”",
        ),
    ),
    "indent-deeper": (
        Text("这一行比上一行往里缩进了，可是上一行已经写了内容", "this line is indented below a line that has a value already"),
        Text(
            "和上一行同一层的，从第 {above} 列写起；是上一行文字的继续、里面又有“: ”的，整段用双引号引起来",
            "if it belongs to the same level, begin at column {above}; "
            "if it continues the text above, put the whole text in double quotes",
        ),
    ),
    "flow-indent": (
        Text("方括号、花括号里换了行，下一行没有往右缩进", "a line within brackets is not indented"),
        Text("括号里的行都往右缩进；或者写在一行里", "indent the lines within the brackets, or write them on one line"),
    ),
    "comment-space": (
        Text("“#”前面没有空格", "there is no space before “#”"),
        Text(
            "是批注的，在“#”前面加一个空格；是内容的，把整段用双引号引起来",
            "before a comment put one space; if it is part of the value, put the whole value in double quotes",
        ),
    ),
    "after-end": (
        Text("从这里往后，和前面的内容接不上", "what follows from here does not belong to what stands before"),
        Text(
            "整个文件从头到尾都写成“栏目名: 内容”，不要有单独的“...”，前面也不要有另外的括号或者文字",
            "the file is “field: value” from beginning to end, without “...” and without other text or brackets before",
        ),
    ),
}


@rule(
    "PC002",
    on="text",
    title=Text("写法不对，读不下去", "not YAML"),
    message=_OTHER[0],
    hint=_OTHER[1],
    basis=Text("《记录格式》“YAML 子集”", "Record format, “The YAML subset”"),
    together=Text(
        "{count} 个文件有读不下去的地方：先改这些，其他检查才做得了",
        "{count} files cannot be read to their end: mend these first",
    ),
)
def yaml_syntax(fault: Fault) -> Iterator[Finding]:
    """
    **发现什么**：文件的写法不符合 YAML，后面的内容读不下去。常见的有：

    | 情形 | 例子 | 改成 |
    |---|---|---|
    | 冒号后面少空格 | `name:食品经营许可` | `name: 食品经营许可` |
    | 用 Tab 键缩进 | | 改用空格 |
    | 引号没有成对 | `name: "食品经营许可` | `name: "食品经营许可"` |
    | 内容里又有“: ” | `scope: 说明: 见附件` | `scope: "说明: 见附件"` |
    | 前面的空格没有对齐 | | 同一层的行从同一列写起 |
    | 文字以特殊符号开头 | `note: @见附件` | `note: "@见附件"` |

    **为什么**：读不下去的文件，里面写了什么谁也不知道，别的检查都做不了。

    **怎么改**：每一处都说明了位置、原因和改法。一个文件一次只报第一处，改了再检查。

    ```yaml
    kind: material
    id: id-card
    name:居民身份证 #! PC002
    ```

    ```yaml
    kind: material
    id: id-card
    name: "居民身份证 #! PC002
    type: certificate
    ```

    ```yaml
    kind: handbook
    id: food-2026
    scope: 说明: 见附件 #! PC002
    ```

    ```yaml
    kind: organization
    id: city-market-bureau
    units:
      - id: licensing
       name: 许可处 #! PC002
    ```

    ```yaml
    kind: organization
    id: city-market-bureau
    aliases: [市场监管局, 工商局 #! PC002
    name: 市场监督管理局
    ```

    ```yaml
    kind: material
    id: id-card
    name: @居民身份证 #! PC002
    ```

    ```yaml
    kind: handbook
    id: food-2026
    scope: "说明: 见附件"
    attachments:
      - title: '流程图（一）: 总图'
        path: attachments/flow.png
    ```

    In English: the text is not YAML, and nothing after the place can be read. Each finding says what is wrong there in plain
    words: a missing space after a colon, a tab, an unclosed quote or bracket, a second “: ” in a line, lines that do not line
    up, text that begins with a sign YAML keeps for itself. One finding a file: mend it and check again. What libyaml lets
    through although YAML 1.2 forbids it (a quoted text running on into lines that are not indented, “#” without a space
    before it) is told too.
    """
    message, hint = _SAYINGS.get(fault.variant, _OTHER)
    yield finding(fault, message, hint, **fault.args)
