"""PC320."""

from __future__ import annotations

from collections.abc import Iterator

from powercat.core.catalog import Catalog
from powercat.core.record import Record
from powercat.core.rule import Finding, finding, rule
from powercat.core.text import Text
from powercat.law.register import statute_at

EMPTY = Text("“{path}”里没有条文，也没有正文", "{path} holds neither articles nor prose")


@rule(
    "PC320",
    on="law",
    severity="error",
    title=Text("法律文本读不了", "a law text that cannot be read"),
    message=Text(
        "这一版的文本写在“{path}”，那里没有能读的文件",
        "the text of this version is said to be at {path}; nothing readable is there",
    ),
    hint=Text(
        "用 powercat law import 重新导入文本，或者去掉这一栏；没有文本，条款和原文就没法核对",
        "enter the text again by powercat law import, or leave the field out; without it places and quotations cannot be checked",
    ),
    basis=Text("《记录格式》：法律文件各版本的文本", "Record format: the texts of an instrument's versions"),
    together=Text("{count} 个法律文本读不了：重新导入", "{count} law texts cannot be read: enter them again"),
)
def law_text_unreadable(law: Record, catalog: Catalog) -> Iterator[Finding]:
    """
    **发现什么**：法规登记里写了某一版文本的位置，那里却没有文件、不是文字、在目录外面，或者里面没有条文。

    **为什么**：文本读不了，核对条款和原文的检查就悄悄不起作用，看上去像没有问题。

    **怎么改**：用 `powercat law import` 重新导入；不准备存文本的，去掉 `text` 这一栏。

    ```yaml
    --- # laws/texts/m.md
    # 示例市测试管理办法

    第一条 为了测试，制定本办法。
    --- # laws/texts/empty.md
    # 示例市测试管理办法
    --- # laws/m.yaml
    kind: law
    id: m
    title: 示例市测试管理办法
    level: municipal_government_rule
    versions:
      - {promulgated_on: 2015-01-01, effective_on: 2015-01-01, text: laws/texts/m-2015.md} #! PC320
      - {promulgated_on: 2018-01-01, effective_on: 2018-01-01, text: laws/texts/empty.md} #! PC320
      - {promulgated_on: 2020-01-01, effective_on: 2020-01-01, text: laws/texts/m.md}
    ```

    没有写文本位置的版本不说。

    ```yaml
    --- # laws/m.yaml
    kind: law
    id: m
    title: 示例市测试管理办法
    versions:
      - {promulgated_on: 2020-01-01, effective_on: 2020-01-01, articles: 9}
    ```

    In English: the register says where the text of a version is kept, and nothing readable is there; the rules that compare
    places and quotations would silently have nothing to compare with.
    """
    for version in law["versions"]:
        at = version["text"]
        if at and not any(fault.pointer == at.pointer for fault in law.document.faults):
            text = statute_at(catalog, at.text)
            if text is None:
                yield finding(at, path=at.text)
            elif not text.articles and not text.prose:
                yield finding(at, EMPTY, path=at.text)
