"""PC105."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from powercat.core.invisible import invisible
from powercat.core.rule import Fault, Finding, finding, rule
from powercat.core.text import Text

_ID_PATTERN: Final = "^[a-z]([a-z0-9._-]*[a-z0-9])?$"

_FORMS: Final[Mapping[str, Text]] = {
    "date": Text(
        "日期写成“年-月-日”，例如：2026-01-01，要是真有的一天",
        "write a date as year-month-day, for example 2026-01-01; it must be a real day",
    ),
    "uri": Text(
        "写完整的网址，以 https:// 或者 http:// 开头，中间没有空格，例如：{example}",
        "write the whole address, beginning with https:// or http:// and without spaces, for example {example}",
    ),
    "relative-path": Text(
        "写目录里的位置，用“/”分隔，不以“/”开头，不用“..”和盘符，例如：{example}",
        "write the place inside the catalog, with “/”, without “..”, a drive or a “/” in front, for example {example}",
    ),
    "uscc": Text(
        "统一社会信用代码是 18 位数字和大写字母（没有 I、O、S、V、Z），例如：{example}",
        "a unified social credit code has 18 digits and capital letters (never I, O, S, V, Z), for example {example}",
    ),
    "cell": Text(
        '写成范围“[0..10000)”、比较“>= 3”、用英文逗号隔开的值，或者“-”（不限），整个加双引号，例如："{example}"',
        'write a range “[0..10000)”, a comparison “>= 3”, values parted by commas, or “-” for any, in double quotes: "{example}"',
    ),
    "cel": Text(
        "判断式里的引号、括号要成对，例如：{example}",
        "quotes and brackets of an expression must be in pairs, for example {example}",
    ),
    "pattern": Text("{help}例如：{example}", "{help} For example {example}"),
    "id": Text(
        "用小写英文字母开头，后面可以用小写字母、数字、“-”“.”“_”，不用中文和空格，例如：{example}",
        "begin with a small letter; then small letters, digits, “-”, “.” and “_”, no spaces, for example {example}",
    ),
}
_QUOTES: Final = ("“", "”", "‘", "’", '"', "'", "「", "」")
_QUOTED = Text(
    "引号要用英文的双引号，前后成对；现在的引号被当成了内容",
    "use plain double quotes, one in front and one behind; these are taken for part of the value",
)
_EMPTY = Text("“{title}”是空的", "“{title}” is empty")
_EMPTY_HINT = Text(
    "写上内容；还没有的，把这一行删掉（不写表示未填写）", "write the value, or delete the line: a field left out means not stated"
)
_INVISIBLE = Text(
    "里面有看不见的字符（{character}），删掉它，或者重新输入",
    "it holds an invisible character ({character}); delete it or type it again",
)
_MEANT = Text("写成 {meant}", "write {meant}")
_WAITS = Text("“{title}”还没有填写：{value}", "“{title}” is still to be filled in: {value}")
_FILL_IN = Text(
    "把尖括号连同里面的字换成要填的内容；用不着的栏目，整行删去",
    "put what belongs there in the place of the angle brackets and what is between them; "
    "delete the line if the field is not needed",
)


@rule(
    "PC105",
    on="schema",
    title=Text("格式不对", "wrong form"),
    message=Text("“{title}”的格式不对：{value}", "“{title}” has the wrong form: {value}"),
    basis=Text("《记录格式》：填写规范里的格式", "Record format: the forms that the schema demands"),
    together=Text("{count} 处格式不对，或者还没有填写", "{count} values have the wrong form or are still to be filled in"),
    fixable=True,
)
def bad_format(fault: Fault) -> Iterator[Finding]:
    """
    **发现什么**：日期、编号、编码、网址、文件位置、裁量表的单元格没有按规定的格式写。

    **为什么**：格式统一了才能比较先后、计算期限、互相引用。

    **怎么改**：日期写成 `2026-01-01` 这样。写成 `2026/1/1`、`2026.1.1`、`2026年1月1日`、`20260101`、全角数字的，确实有这一天，
    可以用 `powercat validate --fix` 自动改；编码里夹了全角字符或者空格的也可以。其他的照提示里的例子写。

    ```yaml
    kind: power
    id: 食品经营许可 #! PC105
    effective_from: 2026/1/1 #! PC105
    effective_to: 2026年2月30日 #! PC105
    codes:
      basic: "3101002560" #! PC105
    ```

    ```yaml
    kind: organization
    id: city-market-bureau
    uscc: "１１３１００００ＭＢ２Ｆ３０６８６Ｙ" #! PC105
    established_on: 二〇二六年 #! PC105
    ```

    `powercat new` 生成的空白记录里，尖括号里的“请填写”还没有换成内容的，也算：

    ```yaml
    kind: power
    id: food-licence
    name: <请填写：事项名称> #! PC105
    ```

    ```yaml
    kind: power
    id: food-licence
    effective_from: 2026-01-01
    codes:
      basic: "310100256001"
    ```

    In English: a date, id, code, address, path or cell is not written in its form, or a blank of `powercat new` is still to be
    filled in. Dates written another way that are a real day, and codes with full-width characters or spaces in them, are mended
    by `--fix`; for the others the hint shows the form and an example.
    """
    if fault.variant == "placeholder":
        yield finding(fault, _WAITS, _FILL_IN, title=fault.args["title"], value=fault.args["value"])
        return
    title, value, form = fault.args["title"], fault.args["value"], str(fault.args["format"])
    if fault.args["meant"]:
        yield finding(fault, hint=_MEANT, title=title, value=value, meant=fault.args["meant"])
        return
    if value == "":
        yield finding(fault, _EMPTY, _EMPTY_HINT, title=title)
        return
    if (hidden := invisible(str(value))) is not None:
        yield finding(fault, hint=_INVISIBLE, title=title, value=value, character=hidden)
        return
    if str(value)[:1] in _QUOTES or str(value)[-1:] in _QUOTES:
        yield finding(fault, hint=_QUOTED, title=title, value=value)
        return
    if form == "pattern" and fault.args["pattern"] == _ID_PATTERN:
        form = "id"
    args = {"example": fault.args["example"]} | ({"help": fault.args["help"]} if form == "pattern" else {})
    yield finding(fault, hint=_FORMS[form], title=title, value=value, **({} if form == "date" else args))
