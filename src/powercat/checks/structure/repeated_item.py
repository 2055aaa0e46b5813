"""PC107."""

from __future__ import annotations

from collections.abc import Iterator

from powercat.core.rule import Fault, Finding, finding, rule
from powercat.core.text import Text


@rule(
    "PC107",
    on="schema",
    title=Text("列表里有一样的项", "item listed twice"),
    message=Text("“{title}”里“{value}”写了两次", "“{value}” is listed twice in “{title}”"),
    hint=Text("删掉一个；本来是另一项的，改成那一项", "delete one of them, or write what was meant"),
    basis=Text("《记录格式》：填写规范里不许重复的列表", "Record format: the lists whose items the schema wants to differ"),
    together=Text("{count} 处列表里有一样的项", "{count} items are listed twice"),
)
def repeated_item(fault: Fault) -> Iterator[Finding]:
    """
    **发现什么**：不许重复的列表里，同样的内容写了两次。

    **为什么**：多半是复制以后忘了改，真正要写的那一项反而漏了。

    **怎么改**：删掉一个，或者改成本来要写的。

    ```yaml
    kind: power
    id: food-licence
    exercise_levels:
      - municipal
      - district
      - municipal #! PC107
    ```

    ```yaml
    kind: power
    id: food-licence
    exercise_levels:
      - municipal
      - district
    ```

    In English: the same item twice in a list whose items must differ, mostly a copy that was never changed, so that the one
    that was meant is missing.
    """
    yield finding(fault, title=fault.args["title"], value=fault.args["value"])
