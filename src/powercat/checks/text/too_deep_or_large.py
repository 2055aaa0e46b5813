"""PC009."""

from __future__ import annotations

from collections.abc import Iterator

from powercat.core.rule import Fault, Finding, finding, rule
from powercat.core.text import Text

_MEGABYTE = 1024 * 1024

_SIZE = Text("这个文件有 {size} MB，超过了 {limit} MB 的上限", "this file has {size} MB, more than the limit of {limit} MB")
_SIZE_HINT = Text(
    "一个文件只写一条记录，把内容拆成几个文件；扫描件、图片放在附件里，这里只写文件名",
    "write one record a file and split the rest; scans and pictures are attachments, of which only the path is written here",
)


@rule(
    "PC009",
    on="text",
    title=Text("文件太大或者套得太深", "file too large or nested too deep"),
    message=Text("这里已经套了 {limit} 层以上", "more than {limit} levels lie within each other here"),
    hint=Text(
        "正常的记录不到十层。看看是不是多打了“[”“-”，或者文件是别的程序生成的",
        "a proper record has fewer than ten levels; look for stray “[” or “-”, or for a file that some program made",
    ),
    basis=Text("《记录格式》“YAML 子集”", "Record format, “The YAML subset”"),
    together=Text("{count} 个文件太大或者套得太深", "{count} files are too large or nested too deep"),
)
def too_deep_or_large(fault: Fault) -> Iterator[Finding]:
    """
    **发现什么**：文件超过 4 MB，或者内容一层套一层超过 64 层。

    **为什么**：正常的记录只有几十 KB、不到十层。超过上限的多半不是记录，读它会把电脑拖慢，甚至让程序停掉。

    **怎么改**：一条记录写一个文件；附件单独存放，这里只写文件名。

    ```yaml
    kind: material
    id: id-card
    name: [[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[ #! PC009
    ```

    ```yaml
    kind: guide
    id: restaurant-licence
    topics:
      person: [开办企业]
    ```

    In English: the file has more than 4 MB, or more than 64 levels within each other. Proper records are far below both; the
    limits keep a broken or hostile file from slowing down or stopping the program.
    """
    if fault.variant == "size":
        size, limit = (f"{fault.args[name] / _MEGABYTE:.1f}" for name in ("size", "limit"))
        yield finding(fault, _SIZE, _SIZE_HINT, size=size, limit=limit)
    else:
        yield finding(fault, **fault.args)
