"""PC103."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from powercat.core.rule import Fault, Finding, finding, rule
from powercat.core.text import Text

_TYPES: Final[Mapping[str, Text]] = {
    "object": Text("一组栏目", "a group of fields"),
    "array": Text("列表", "a list"),
    "string": Text("文字", "a text"),
    "integer": Text("整数", "a whole number"),
    "number": Text("数", "a number"),
    "boolean": Text("是或否（true 或 false）", "yes or no (true or false)"),
    "null": Text("空的", "nothing"),
}
_EMPTY = Text("“{title}”后面没有内容", "nothing stands after “{title}”")
_EMPTY_HINT = Text(
    "写上内容；还没有的，把这一行删掉（不写表示未填写）", "write the value, or delete the line: a field left out means not stated"
)
_HINTS: Final[Mapping[str, Text]] = {
    "object": Text(
        "换行，每个栏目写一行“栏目名: 内容”，往右缩进两个空格",
        "break the line and write one “field: value” a line, indented by two spaces",
    ),
    "array": Text(
        "写成列表：换行，每项一行，以“- ”开头（“-”后面空一格）",
        "write a list: break the line, one item a line, each beginning with “- ”",
    ),
    "string": Text("写成一段文字；数字、编码加引号", "write a text; numbers and codes in quotes"),
    "integer": Text("只写数字，不加引号，不带单位和逗号", "write digits only: no quotes, no unit, no comma"),
    "number": Text("只写数字，不加引号，不带单位和逗号", "write digits only: no quotes, no unit, no comma"),
    "boolean": Text("写 true（是）或者 false（否），不加引号", "write true or false, without quotes"),
}
_MEANT = Text("写成 {meant}", "write {meant}")
_DATE = Text("日期", "a date")
_PAIR = Text(
    '里面有英文冒号加空格，被当成了“栏目名: 内容”；整段用双引号引起来，写成 "{pair}"',
    'the colon with a space makes a field of it; put the whole text in double quotes: "{pair}"',
)
_LONGEST_EXAMPLE: Final = 160
"""An example of more characters helps nobody in a hint."""
_EXAMPLES: Final[Mapping[str, Text]] = {
    name: Text(f"{hint.zh}，例如：{{example}}", f"{hint.en}, for example {{example}}") for name, hint in _HINTS.items()
} | {
    "object": Text(
        f"{_HINTS['object'].zh}；也可以写在一行里，例如：{{example}}",
        f"{_HINTS['object'].en}; or on one line, for example {{example}}",
    )
}


@rule(
    "PC103",
    on="schema",
    title=Text("内容的类型不对", "wrong type of value"),
    message=Text("“{title}”要写{wanted}，现在是{got}", "“{title}” wants {wanted}; {got} is written"),
    basis=Text("《记录格式》：填写规范里栏目的类型", "Record format: the types of the schema's fields"),
    together=Text("{count} 处内容的类型不对", "{count} values are of the wrong type"),
    fixable=True,
)
def wrong_type(fault: Fault) -> Iterator[Finding]:
    """
    **发现什么**：要写列表的写成了一段文字，要写文字的写成了数，栏目名后面什么也没有写，等等。

    **为什么**：类型不对的内容当作没有写，后面的检查都跳过它。

    **怎么改**：照提示写。数写成了文字栏目的内容，加上引号就行，可以用 `powercat validate --fix` 自动加。
    文字里有英文冒号加空格的，会当成“栏目名: 内容”，整段加引号。没有内容的栏目不要留一个空的，删掉这一行。

    ```yaml
    kind: power
    id: food-licence
    name: #! PC103
    exercise_levels: district #! PC103
    filing:
      number: 20240012 #! PC103
    legal_basis:
      - law: administrative-licensing-law
        article: "12" #! PC103
        paragraphs: 第二款 #! PC103
    ```

    ```yaml
    kind: power
    id: food-licence
    effective_from: 20200101 #! PC103
    description:
      注意: 原件 #! PC103
    ```

    ```yaml
    kind: power
    id: food-licence
    name: 食品经营许可
    exercise_levels: [district]
    filing:
      number: "20240012"
    legal_basis:
      - law: administrative-licensing-law
        article: 12
    ```

    In English: a text where a list is wanted, a number where a text is, nothing at all behind a field's name, and so on. Such
    a value counts as absent for every other rule. A number in a text field only needs quotes, which `--fix` adds.
    """
    wanted, got = str(fault.args["wanted"]), str(fault.args["got"])
    title = fault.args["title"]
    if got == "null":
        yield finding(fault, _EMPTY, _EMPTY_HINT, title=title)
        return
    if fault.args.get("meant"):
        type_of = _DATE if wanted == "string" else _TYPES[wanted]
        yield finding(fault, hint=_MEANT, title=title, wanted=type_of, got=_TYPES[got], meant=fault.args["meant"])
        return
    if wanted == "string" and fault.args.get("pair"):
        yield finding(fault, hint=_PAIR, title=title, wanted=_TYPES[wanted], got=_TYPES[got], pair=fault.args["pair"])
        return
    example = str(fault.args["example"])
    types = {"title": title, "wanted": _TYPES[wanted], "got": _TYPES[got]}
    if example and (wanted != "object" or len(example) <= _LONGEST_EXAMPLE):
        yield finding(fault, hint=_EXAMPLES[wanted], example=example, **types)
    else:
        yield finding(fault, hint=_HINTS[wanted], **types)
