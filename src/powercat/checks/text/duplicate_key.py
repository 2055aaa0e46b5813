"""PC003."""

from __future__ import annotations

from collections.abc import Iterator

from powercat.core.rule import Fault, Finding, finding, rule
from powercat.core.text import Text


@rule(
    "PC003",
    on="text",
    title=Text("同一个栏目写了两次", "the same field written twice"),
    message=Text("同一处写了两个“{key}”，后写的这个不算数", "“{key}” is written twice here; this second one would be lost"),
    hint=Text(
        "只留一个。内容不一样的，先确定哪个对；要写好几项的，在一个“{key}:”下面每项一行，用“- ”开头",
        "keep one. Where they differ, find out which is right; for several values write a list, "
        "one “- ” line each, under one “{key}:”",
    ),
    basis=Text("《记录格式》“YAML 子集”", "Record format, “The YAML subset”"),
    together=Text("{count} 处重复写了同一个栏目", "{count} fields are written twice"),
)
def duplicate_key(fault: Fault) -> Iterator[Finding]:
    """
    **发现什么**：同一层里，同一个栏目名写了两次。两处的位置都会说明。

    **为什么**：有的软件取前一个，有的取后一个，别人看到的和您写的可能不是一回事，而且没有任何提示。

    **怎么改**：只留一个；需要写几项内容的，改成列表。

    ```yaml
    kind: material
    id: id-card
    name: 居民身份证
    type: certificate
    name: 身份证 #! PC003
    ```

    不同的层里可以有同名的栏目：

    ```yaml
    kind: organization
    id: city-market-bureau
    name: 市场监督管理局
    units:
      - id: licensing
        name: 许可处
      - id: policy
        name: 法规处
    ```

    In English: one mapping holds the same key twice. Readers of YAML differ in which of the two they take, so one of them
    would be lost without a word. Keep one, or write a list.
    """
    yield finding(fault, **fault.args)
