"""PC102."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from powercat.core.invisible import invisible
from powercat.core.rule import Fault, Finding, finding, rule
from powercat.core.text import Text

_NEAR = Text("是不是“{meant}”（{title}）？", "did you mean “{meant}” ({title})?")
_ELSEWHERE = Text(
    "是不是写错了地方？“{name}”是“{places}”下面的栏目；这里可以写：{choices}",
    "is it in the wrong place? “{name}” is a field of “{places}”; known here are: {choices}",
)
_INVISIBLE = Text(
    "“{name}”里有看不见的字符（{character}），删掉它，或者重新输入这个栏目名",
    "“{name}” holds an invisible character ({character}); delete it or type the name again",
)
_NO_SPACE = Text(
    "“{name}”连在一起了：英文冒号后面要空一格，例如：{meant}: …",
    "“{name}” is run together: write a space after the colon, {meant}: …",
)
_LIST = Text(
    "这里可以写：{choices}。要写规范里没有的内容，放在 local 下面",
    "these are known here: {choices}. What the schema does not have goes below local",
)
_SHOWN = 12


@rule(
    "PC102",
    on="schema",
    title=Text("没有这个栏目", "unknown field"),
    message=Text("这里没有“{name}”这个栏目", "there is no field “{name}” here"),
    hint=_LIST,
    basis=Text("《记录格式》：只写填写规范里有的栏目", "Record format: only the fields of the schema"),
    together=Text("{count} 处写了没有的栏目", "{count} fields are unknown"),
)
def field_unknown(fault: Fault) -> Iterator[Finding]:
    """
    **发现什么**：写了填写规范里没有的栏目名。

    **为什么**：写错一个字母的栏目，程序不会读，写了等于没写，而且不容易发现。

    **怎么改**：照提示改。写错几个字母的、把栏目名写成中文的（`名称:`）、写在别的层里的，会指出应当怎么写。本地需要、
    规范里没有的内容，写在 `local` 下面。

    ```yaml
    kind: power
    id: food-licence
    名称: 食品经营许可 #! PC102
    exercise_level: [district] #! PC102
    ```

    ```yaml
    kind: handbook
    id: food-licence-2026
    statutory_limit: {value: 20, unit: working_day} #! PC102
    ```

    ```yaml
    kind: power
    id: food-licence
    name: 食品经营许可
    local:
      窗口编号: "12"
    ```

    In English: a field that the schema does not know here. Nothing reads it, so it would be lost in silence. A slip, a
    Chinese title written for the name, and a field on the wrong level are recognised. What only your area needs goes below
    `local`.
    """
    name = str(fault.args["name"])
    names: tuple[str, ...] = tuple(fault.args["candidates"])
    titles: tuple[Text, ...] = tuple(fault.args["titles"])
    head, colon, _ = name.partition(":")
    if colon and head in names:
        yield finding(fault, hint=_NO_SPACE, name=name, meant=head)
        return
    elsewhere = fault.args["elsewhere"]
    near = str(fault.args["near"])
    hidden = invisible(name)
    if hidden is not None:
        yield finding(fault, hint=_INVISIBLE, name=name, character=hidden)
    elif len(elsewhere) == 1 and not near:
        yield finding(fault, hint=_ELSEWHERE, name=name, places=elsewhere, choices=shown(names, titles))
    elif near:
        yield finding(fault, hint=_NEAR, name=name, meant=near, title=titles[names.index(near)])
    else:
        yield finding(fault, name=name, choices=shown(names, titles))


def shown(names: tuple[str, ...], titles: tuple[Text, ...]) -> tuple[Text, ...]:
    """Names with their titles, the first twelve of them."""
    pairs = list(zip(names, titles, strict=True))
    found = [Text(f"{name}（{title.zh}）", f"{name} ({title.en})") for name, title in pairs[:_SHOWN]]
    return and_others(found) if len(pairs) > _SHOWN else tuple(found)


def and_others(found: Sequence[Text]) -> tuple[Text, ...]:
    """Choices of which there are more than are shown."""
    return (*found[:-1], Text(f"{found[-1].zh}等", f"{found[-1].en} and others"))
