"""PC106."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from powercat.core.rule import Fault, Finding, finding, rule
from powercat.core.text import Text

_SAYINGS: Final[Mapping[str, tuple[Text, Text]]] = {
    "minLength": (
        Text("“{title}”至少要写 {bound} 个字，现在有 {size} 个", "“{title}” needs at least {bound} characters and has {size}"),
        Text("写完整", "write it in full"),
    ),
    "maxLength": (
        Text("“{title}”最多写 {bound} 个字，现在有 {size} 个", "“{title}” takes at most {bound} characters and has {size}"),
        Text("写短一些；是几件事的，分开写", "shorten it; where it says several things, part them"),
    ),
    "minimum": (
        Text("“{title}”不能小于 {bound}，现在是 {size}", "“{title}” cannot be less than {bound}; it is {size}"),
        Text("核对这个数", "check the number"),
    ),
    "maximum": (
        Text("“{title}”不能大于 {bound}，现在是 {size}", "“{title}” cannot be more than {bound}; it is {size}"),
        Text("核对这个数，看看单位对不对", "check the number and its unit"),
    ),
    "minItems": (
        Text("“{title}”至少要写 {bound} 项，现在有 {size} 项", "“{title}” needs at least {bound} items and has {size}"),
        Text("补上缺的项", "add what is missing"),
    ),
    "maxItems": (
        Text("“{title}”最多写 {bound} 项，现在有 {size} 项", "“{title}” takes at most {bound} items and has {size}"),
        Text("删掉多余的，或者分成几条记录", "delete some, or make several records"),
    ),
}
_SHORT: Final = 30
"""Characters up to which a field holds a code, a number or a name, not sentences."""
_SHORT_HINT = Text(
    "这一栏只写“{title}”本身，核对有没有多写字；别的内容写到别的栏目",
    "only “{title}” itself goes here: check for signs too many; anything else belongs into another field",
)
_EMPTY = Text("“{title}”是空的", "“{title}” is empty")
_EMPTY_HINT = Text(
    "写上内容；还没有的，把这一行删掉（不写表示未填写）", "write the value, or delete the line: a field left out means not stated"
)


@rule(
    "PC106",
    on="schema",
    title=Text("太长、太短或者超出范围", "out of bounds"),
    message=Text("“{title}”超出了范围", "“{title}” is out of bounds"),
    basis=Text("《记录格式》：填写规范里的范围", "Record format: the bounds that the schema sets"),
    together=Text("{count} 处太长、太短或者超出范围", "{count} values are out of bounds"),
)
def out_of_bounds(fault: Fault) -> Iterator[Finding]:
    """
    **发现什么**：文字太长或者是空的，数太大或者太小，列表的项数不够或者太多。

    **为什么**：名称有几百个字的，多半是把别的内容也写进来了；条、款、项的序号超出法律的范围，多半是多打了一个数字；
    空的列表在有的栏目里没有意义。

    **怎么改**：照提示的范围改。还没有内容的栏目，整行不写。

    ```yaml
    kind: power
    id: food-licence
    name: "" #! PC106
    exercise_levels: [] #! PC106
    legal_basis:
      - law: administrative-licensing-law
        article: 0 #! PC106
    ```

    ```yaml
    kind: power
    id: food-licence
    name: 食品经营许可
    exercise_levels: [district]
    legal_basis:
      - law: administrative-licensing-law
        article: 12
    ```

    In English: a text too long or empty, a number too large or too small, a list with too few or too many items. Such values
    are mostly slips: one digit too many, or several things written into one field.
    """
    args = {"title": fault.args["title"], "bound": fault.args["bound"], "size": fault.args["size"]}
    if args["size"] == 0 and fault.variant in ("minLength", "minItems"):
        yield finding(fault, _EMPTY, _EMPTY_HINT, title=args["title"])
    else:
        message, hint = _SAYINGS[fault.variant]
        if fault.variant == "maxLength" and args["bound"] <= _SHORT:
            hint = _SHORT_HINT
        yield finding(fault, message, hint, **args)
