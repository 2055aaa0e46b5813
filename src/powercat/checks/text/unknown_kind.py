"""PC008."""

from __future__ import annotations

from collections.abc import Iterator

from powercat.core.nearest import nearest
from powercat.core.rule import Fault, Finding, finding, rule
from powercat.core.text import Text

_EMPTY = Text("这个文件是空的", "this file is empty")
_EMPTY_HINT = Text(
    "写上记录的内容（powercat new 可以生成一份空白的），或者删掉这个文件",
    "write a record into it (powercat new makes a blank one), or delete it",
)
_SHAPE = Text("这个文件里不是“栏目名: 内容”，不是一条记录", "this file does not hold “field: value” lines, so it is no record")
_SHAPE_HINT = Text(
    "一条记录以“kind: 记录种类”“id: 编号”两行开头；不是记录的文件，在 powercat.yaml 的 exclude 里写上",
    "a record begins with the lines “kind: …” and “id: …”; list a file that is no record under exclude in powercat.yaml",
)
_MISSING = Text("缺少 kind，不知道这是哪一种记录", "kind is missing, so nothing tells what kind of record this is")
_MISSING_HINT = Text(
    "在第一行写上“kind: 记录种类”，可以写：{choices}；不是记录的文件，在 powercat.yaml 的 exclude 里写上",
    "write “kind: …” on the first line, one of: {choices}; list a file that is no record under exclude in powercat.yaml",
)
_BLANK = Text(
    "kind 后面没有内容，不知道这是哪一种记录", "nothing stands after kind, so nothing tells what kind of record this is"
)
_BLANK_HINT = Text("写上记录种类，可以写：{choices}", "write the kind of record, one of: {choices}")
_NAME_HINT = Text(
    "是不是把 kind 写成了“{written}”？改成“kind: …”，可以写：{choices}",
    "is “{written}” meant for kind? Write “kind: …”, one of: {choices}",
)
_NEAR_HINT = Text("是不是“{meant}”（{title}）？", "did you mean “{meant}” ({title})?")
_TABLE = Text("没有“{value}”这张表", "there is no table “{value}”")
_TABLE_HINT = Text("tables 文件夹里的文件名可以是：{choices}", "files of the folder tables are called: {choices}")
_TABLE_NEAR = Text("文件名是不是要写 {meant}（{title}）？", "did you mean {meant} ({title})?")


@rule(
    "PC008",
    on="text",
    title=Text("不知道是哪一种记录", "unknown kind of record"),
    message=Text("没有“{value}”这种记录", "there is no kind of record called “{value}”"),
    hint=Text("可以写：{choices}", "one of: {choices}"),
    basis=Text("《记录格式》：每条记录以 kind 和 id 开头", "Record format: every record begins with kind and id"),
    together=Text("{count} 个文件不知道是哪一种记录", "{count} files are of no known kind"),
)
def unknown_kind(fault: Fault) -> Iterator[Finding]:
    """
    **发现什么**：文件里没有写 `kind`（记录种类），或者写的种类不存在，或者整个文件不是一条记录。

    **为什么**：`kind` 决定按哪一份填写规范检查。种类不明的文件，里面的内容都没有检查。

    **怎么改**：第一行写 `kind: 记录种类`。写错一两个字母、写了中文名称的，会猜是哪一种。目录里确实有不是记录的 YAML 文件的，
    在 `powercat.yaml` 的 `exclude` 里写上它的路径。

    ```yaml
    kind: powre #! PC008
    id: food-licence
    ```

    ```yaml
    kind: 申请材料 #! PC008
    id: id-card
    ```

    ```yaml
    id: id-card #! PC008
    name: 居民身份证
    ```

    ```yaml
    kind: #! PC008
    id: id-card
    ```

    ```yaml
    种类: material #! PC008
    id: id-card
    ```

    ```yaml
    - 居民身份证 #! PC008
    - 护照
    ```

    ```yaml
    kind: material
    id: id-card
    name: 居民身份证
    ```

    `tables` 文件夹里的文件，文件名要是某一张表的名称，例如 `tables/demands.yaml`；不是的，也在这里说。

    In English: `kind` is missing or names no kind of record, or the file is no mapping at all. The kind decides by which
    schema a record is checked. A slip or a Chinese title is recognised. YAML files that are no records are listed under
    `exclude` in `powercat.yaml`. A file of the folder `tables` that is named after no table is told here too.
    """
    if fault.variant == "empty":
        yield finding(fault, _EMPTY, _EMPTY_HINT)
        return
    if fault.variant == "shape":
        yield finding(fault, _SHAPE, _SHAPE_HINT)
        return
    names: tuple[str, ...] = tuple(fault.args["candidates"])
    titles: tuple[Text, ...] = tuple(fault.args["titles"])
    if fault.variant == "table":
        yield _no_table(fault, names, titles)
        return
    choices = tuple(Text(f"{name}（{title.zh}）", f"{name} ({title.en})") for name, title in zip(names, titles, strict=True))
    if fault.variant == "blank":
        yield finding(fault, _BLANK, _BLANK_HINT, choices=choices)
        return
    if fault.variant == "missing" and fault.args.get("near"):
        yield finding(fault, _MISSING, _NAME_HINT, written=fault.args["near"], choices=choices)
        return
    if fault.variant == "missing":
        yield finding(fault, _MISSING, _MISSING_HINT, choices=choices)
        return
    value = str(fault.args["value"])
    near = nearest(value, names, titles)
    if near:
        yield finding(fault, hint=_NEAR_HINT, value=value, meant=near, title=titles[names.index(near)])
    else:
        yield finding(fault, value=value, choices=choices)


def _no_table(fault: Fault, names: tuple[str, ...], titles: tuple[Text, ...]) -> Finding:
    value = str(fault.args["value"])
    near = nearest(value.rpartition(".")[0] or value, names, titles)
    if near:
        return finding(fault, _TABLE, _TABLE_NEAR, value=value, meant=f"{near}.yaml", title=titles[names.index(near)])
    return finding(fault, _TABLE, _TABLE_HINT, value=value, choices=tuple(f"{name}.yaml" for name in names))
