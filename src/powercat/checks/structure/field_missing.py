"""PC101."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from powercat.core.rule import Fault, Finding, finding, rule
from powercat.core.text import Text

_SAYINGS: Final[Mapping[str, Text]] = {
    "": Text("缺少“{title}”（{name}）", "“{title}” ({name}) is missing"),
    "conditional": Text(
        "“{because}”是“{written}”的，要写“{title}”（{name}）", "where “{because}” is “{written}”, “{title}” ({name}) is needed"
    ),
    "dependent": Text("写了“{because}”，就要写“{title}”（{name}）", "where “{because}” is given, “{title}” ({name}) is needed"),
    "alternatives": Text("这些栏目要写一个：{choices}", "one of these is needed: {choices}"),
}
_HELP = Text("加一行“{name}: …”。{help}", "add a line “{name}: …”. {help}")
_HELP_EXAMPLE = Text("加一行，例如“{name}: {example}”。{help}", "add a line, for example “{name}: {example}”. {help}")
_HELP_CHOICES = Text("加一行“{name}: …”，从这里面选：{choices}。{help}", "add a line “{name}: …”, one of: {choices}. {help}")
_ONE_OF = Text("选一个填写，其余的不写", "fill in one of them and leave out the others")


@rule(
    "PC101",
    on="schema",
    title=Text("缺少必填的栏目", "required field missing"),
    message=_SAYINGS[""],
    hint=_HELP,
    basis=Text("《记录格式》：填写规范里的必填栏目", "Record format: the fields that a schema requires"),
    together=Text("{count} 处缺少必填的栏目", "{count} required fields are missing"),
)
def field_missing(fault: Fault) -> Iterator[Finding]:
    """
    **发现什么**：必填的栏目没有写。有的栏目总是要写；有的看别的栏目：例如取值方式选了从清单里选，就要写出清单；
    有的几个里面写一个就行。问题标在上一级栏目的名字上，整条记录缺的标在第一行。

    **为什么**：少了这些内容，记录就用不了，别的检查也没有依据。某一类事项按法律应当写而没有写的，由 PC217 等说明，这里不重复。

    **怎么改**：照提示里的例子加一行。

    ```yaml
    kind: material #! PC101 PC101
    id: id-card
    name: 居民身份证
    ```

    ```yaml
    kind: form
    id: application
    name: 申请表
    fields:
      - id: kind #! PC101
        name: 经营类别
        type: enum
        required: true
    ```

    ```yaml
    kind: power
    id: food-licence
    name: 食品经营许可
    power_type: licence
    organization: sh-market-regulation
    exercise_levels: [district]
    filing: #! PC101
      number: 沪权登〔2024〕12 号
      filed_on: 2024-01-01
    ```

    ```yaml
    kind: material
    id: id-card
    name: 居民身份证
    type: certificate
    source_channel: government_issued
    ```

    In English: a field that the schema requires is not there: always required, required because of what another field says,
    or one of several of which one must be given. The finding stands at the name of the object that lacks it, for a whole
    record on its first line.
    """
    if fault.variant == "alternatives":
        names, titles = fault.args["names"], fault.args["titles"]
        pairs = zip(names, titles, strict=True)
        choices = tuple(Text(f"{title.zh}（{name}）", f"{title.en} ({name})") for name, title in pairs)
        yield finding(fault, _SAYINGS["alternatives"], _ONE_OF, choices=choices)
        return
    args = dict(fault.args)
    if args.get("choices"):
        hint = _HELP_CHOICES
    elif args.get("example"):
        hint = _HELP_EXAMPLE
    else:
        hint = _HELP
        args.pop("example", None)
    yield finding(fault, _SAYINGS[fault.variant], hint, **args)
