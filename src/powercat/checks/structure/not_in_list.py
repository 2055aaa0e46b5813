"""PC104."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from powercat.checks.structure.field_unknown import and_others
from powercat.core.invisible import invisible
from powercat.core.nearest import nearest
from powercat.core.rule import Fault, Finding, finding, rule
from powercat.core.text import Text

_NEAR = Text("写成 {choice}", "write {choice}")
_SEVERAL = Text(
    "各项之间用英文逗号隔开，每项写英文的值，可以写：{choices}", "part the items with an ASCII comma; each is one of: {choices}"
)
_ONLY = Text("这里只能写 {choices}，或者整行不写", "write {choices} here, or leave the line out")
_EMPTY = Text("“{title}”是空的", "“{title}” is empty")
_INVISIBLE = Text(
    "里面有看不见的字符（{character}），删掉它，或者重新输入",
    "it holds an invisible character ({character}); delete it or type it again",
)
_DAYS = Text("“{value}”要分清是工作日还是自然日：{choices}", "“{value}” must be told as working days or calendar days: {choices}")
_DAY_UNITS: Final = ("working_day", "calendar_day")
_SHOWN = 12
_LEVELS: Final[Mapping[str, str]] = {
    "区级": "district",
    "区": "district",
    "区县级": "district",
    "县区级": "district",
    "街道级": "township",
    "乡镇级": "township",
    "街镇级": "township",
    "居村级": "village",
}
"""What offices call the administrative levels besides the titles."""
_MUNICIPALITIES: Final = ("11", "12", "31", "50")
"""First digits of the division codes (GB/T 2260) of the four municipalities that are provinces: they have no municipal level."""


@rule(
    "PC104",
    on="schema",
    title=Text("不在可选的内容里", "value not in the list"),
    message=Text("“{title}”里没有“{value}”这一项", "“{value}” is not among the values of “{title}”"),
    hint=Text("可以写：{choices}", "one of: {choices}"),
    basis=Text("《记录格式》：填写规范里的可选内容", "Record format: the values that the schema lists"),
    together=Text("{count} 处填写的内容不在可选的范围里", "{count} values are not in their lists"),
)
def not_in_list(fault: Fault) -> Iterator[Finding]:
    """
    **发现什么**：只能从几个值里选一个的栏目，写了别的内容。

    **为什么**：同一个意思各写各的，就没法统计、比较，也没法和国家的编码对应。

    **怎么改**：写提示里的值。写错几个字母的、写了中文名称的（“行政许可”）、写了国家编码的（“01”），会指出应当写哪一个。

    ```yaml
    kind: power
    id: food-licence
    power_type: 行政许可 #! PC104
    ```

    ```yaml
    kind: power
    id: food-licence
    power_type: "01" #! PC104
    exercise_levels:
      - distric #! PC104
    ```

    ```yaml
    kind: power
    id: food-licence
    power_type: licence
    exercise_levels: [district]
    ```

    In English: a value that is not among those the schema lists. Values are stored as English words, so that they can be
    counted and matched with the national codes; a slip, a Chinese label (“行政许可”) and a numeric code (“01”) are
    recognised.
    """
    value, title = str(fault.args["value"]), fault.args["title"]
    names: tuple[str, ...] = tuple(fault.args["values"])
    labels: tuple[Text, ...] = tuple(fault.args["labels"])
    codes: tuple[str, ...] = tuple(fault.args["codes"])
    if not labels:
        yield finding(fault, hint=_ONLY, title=title, value=value, choices=names)
        return
    choices = [Text(f"{name}（{label.zh}）", f"{name} ({label.en})") for name, label in zip(names, labels, strict=True)]
    if any(mark in value for mark in "，、；"):
        yield finding(fault, hint=_SEVERAL, title=title, value=value, choices=_shown(choices))
        return
    if value == "":
        yield finding(fault, _EMPTY, title=title, choices=_shown(choices))
        return
    if (hidden := invisible(value)) is not None:
        yield finding(fault, hint=_INVISIBLE, title=title, value=value, character=hidden)
        return
    if value in ("天", "日") and set(_DAY_UNITS) <= set(names):
        both = tuple(choices[names.index(unit)] for unit in _DAY_UNITS)
        yield finding(fault, hint=_DAYS, title=title, value=value, choices=both)
        return
    near = _LEVELS.get(value, "")
    near = near if near in names else nearest(value, names, labels, codes)
    if near == "municipal" and str(fault.args.get("division", "")).startswith(_MUNICIPALITIES):
        near = "provincial" if "provincial" in names else ""
    if near:
        yield finding(fault, hint=_NEAR, title=title, value=value, choice=choices[names.index(near)])
    else:
        yield finding(fault, title=title, value=value, choices=_shown(choices))


def _shown(choices: list[Text]) -> tuple[Text, ...]:
    return and_others(choices[:_SHOWN]) if len(choices) > _SHOWN else tuple(choices)
