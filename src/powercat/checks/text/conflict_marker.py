"""PC007."""

from __future__ import annotations

from collections.abc import Iterator

from powercat.core.rule import Fault, Finding, finding, rule
from powercat.core.text import Text


@rule(
    "PC007",
    on="text",
    title=Text("留有合并冲突的标记", "leftover conflict marker"),
    message=Text("文件里还留着合并冲突的标记“{marker}”", "the file still holds the conflict marker “{marker}”"),
    hint=Text(
        "两个人改了同一处。看“<<<<<<<”到“=======”、“=======”到“>>>>>>>”两段，留下对的，再把三行标记删掉",
        "two people changed the same lines. Compare the parts between “<<<<<<<”, “=======” and “>>>>>>>”, keep what is right, "
        "and delete the three marker lines",
    ),
    basis=Text("《记录格式》“YAML 子集”", "Record format, “The YAML subset”"),
    together=Text("{count} 处留有合并冲突的标记", "{count} conflict markers are left over"),
)
def conflict_marker(fault: Fault) -> Iterator[Finding]:
    """
    **发现什么**：两个人的修改没有合并完，文件里还留着 `<<<<<<<`、`=======`、`>>>>>>>` 这样的标记行。

    **为什么**：这时候文件里同时有两个版本，哪个算数还没有人决定，别的检查都没有意义，所以这个文件只报这一个问题。

    **怎么改**：比较两段内容，留下对的，把标记行删掉。

    ```yaml
    kind: material
    id: id-card
    <<<<<<< HEAD #! PC007
    name: 居民身份证
    =======
    name: 身份证
    >>>>>>> other-branch
    ```

    ```yaml
    kind: material
    id: id-card
    name: 居民身份证
    ```

    In English: a merge was not finished. While both versions stand in the file nothing else can be said about it, so this is
    the only finding for it. Keep one version and delete the marker lines.
    """
    yield finding(fault, **fault.args)
