"""PC305."""

from __future__ import annotations

from collections.abc import Iterator

from powercat.core.catalog import Catalog
from powercat.core.rule import Finding, finding, rule
from powercat.core.text import Text
from powercat.law.judged import Judged, judged
from powercat.law.quotes import Judgement, judge, told

REWORDED = Text(
    "引用的原文和《{law}》现行条文不一样：{changes}",
    "the quotation differs from the text of {law} in force: {changes}",
)
REWORDED_ELSEWHERE = Text(
    "引用的原文不在所写的条款里；和《{law}》{place}最接近，但是{changes}",
    "the quotation is not in the place that is cited; {place} of {law} comes closest, but {changes}",
)
MOVED = Text("引用的原文现在在《{law}》{place}", "the quoted words now stand in {place} of {law}")
MOVED_HINT = Text("把条、款、项改成现在的", "change article, paragraph and item to the present ones")
OUTDATED = Text(
    "引用的原文只见于《{law}》{first} 起施行的版本，现行条文里没有",
    "the quoted words are only in the version of {law} in force from {first}, not in the present one",
)
OUTDATED_NOW = Text(
    "引用的原文是《{law}》{first} 起施行的版本的，现行条文已经修改：{changes}",
    "the quoted words are those of the version of {law} in force from {first}; the present text reads otherwise: {changes}",
)
ABSENT = Text("《{law}》里找不到引用的原文", "the quoted words are nowhere in {law}")


@rule(
    "PC305",
    on="catalog",
    severity="warning",
    title=Text("引用的原文对不上", "a quotation that differs"),
    message=REWORDED,
    hint=Text(
        "照现行条文重新抄录，并核对这一条还能不能作依据",
        "copy the text in force again, and check that it still supports what rests on it",
    ),
    basis=Text(
        "《关于本市进一步推进政府效能建设的意见》二（一）1：依法确定权力；立法依据应当与现行条文一致",
        "Shanghai opinions on government effectiveness (2015) II(1)1: powers as the law has them, resting on the text in force",
    ),
    together=Text(
        "{count} 处引用的原文和现行条文对不上：一部法一部法核对",
        "{count} quotations differ from the texts in force: check law by law",
    ),
)
def quote_differs(catalog: Catalog) -> Iterator[Finding]:
    """
    **发现什么**：记录里抄录的条文原文（`quote`），和登记的法律文本对不上。分四种情形说：换了说法的（指出改了哪几个字）、原话到
    了别的条款的（指出现在第几条）、只见于旧版本的（指出哪一版）、整部法里都找不到的。

    **为什么**：条文号还在、内容已经改了，是权责清单里最常见的错误，只看“第几条存在不存在”查不出来。

    **怎么改**：先看依据还成立不成立，再照现行文本改条文号或者原文。全角半角、标点、空格、项前面的编号不算不同；中间省略的地方
    写省略号。法规登记里没有文本的不比较，用 `powercat law import` 导入。

    ```yaml
    --- # laws/texts/m.md
    # 示例市测试管理办法

    2020年1月1日 示例市人民政府令第1号公布

    <!-- INFO END -->

    第一条 为了测试，制定本办法。

    第二条 从事测试活动的，应当向市测试主管部门申请测试许可。

    测试许可的有效期为三年。

    第三条 申请测试许可应当提交下列材料：

    （一）申请书；

    （二）测试场所的使用证明。
    --- # laws/texts/m-old.md
    # 示例市测试管理办法

    第一条 为了测试，制定本办法。

    第二条 测试许可由区测试管理所每年核发一次。
    --- # laws/m.yaml
    kind: law
    id: m
    title: 示例市测试管理办法
    level: municipal_government_rule
    versions:
      - {promulgated_on: 2010-01-01, effective_on: 2010-01-01, text: laws/texts/m-old.md}
      - {promulgated_on: 2020-01-01, effective_on: 2020-01-01, text: laws/texts/m.md}
    --- # powers/a.yaml
    kind: power
    id: a
    legal_basis:
      - law: m
        article: 2
        quote: 从事测试活动的,应当向市测试主管部门申请测试许可
      - law: m
        article: 2
        paragraphs: [1]
        quote: 从事测试活动的，应当向区测试主管部门申请测试许可。 #! PC305
      - law: m
        article: 1
        quote: 测试许可的有效期为三年 #! PC305
      - law: m
        article: 2
        quote: 测试许可由区测试管理所每年核发一次。 #! PC305
      - law: m
        article: 3
        quote: 主管部门可以委托行业协会组织培训和考核。 #! PC305
      - law: m
        article: 3
        quote: 申请测试许可应当提交下列材料：(二)测试场所的使用证明…… #! PC305
      - law: m
        article: 3
        quote: 申请测试许可应当提交下列材料：……(二)测试场所的使用证明
    ```

    文本不在登记里的、条款本身不存在的（由 PC304 说）、依据已经失效的（由 PC302 说），这里不说。

    ```yaml
    --- # laws/m.yaml
    kind: law
    id: m
    title: 示例市测试管理办法
    versions:
      - {promulgated_on: 2020-01-01, effective_on: 2020-01-01, articles: 9}
    --- # powers/a.yaml
    kind: power
    id: a
    legal_basis:
      - {law: m, article: 2, quote: 这一版的文本没有导入。}
    ```

    In English: a quotation is compared with the text in force (width, punctuation, blanks and numbering do not count). Reworded
    (with the characters that changed), moved to another article, only in an older version, and nowhere are told apart.
    """
    for each in judged(catalog):
        if each.cited.quote:
            found = judge(catalog, each.law, each.day, each.cited.places, each.cited.quote)
            if found is not None and found.verdict != "equal":
                yield _told(each, found)


def _told(each: Judged, found: Judgement) -> Finding:
    at, law = each.cited.node["quote"], each.law.name
    if found.verdict == "moved" and found.place is not None:
        return finding(at, MOVED, MOVED_HINT, law=law, place=found.place.words)
    if found.verdict == "outdated" and found.version is not None and found.changes:
        return finding(at, OUTDATED_NOW, law=law, first=found.version.first, changes=told(found.changes))
    if found.verdict == "outdated" and found.version is not None:
        return finding(at, OUTDATED, law=law, first=found.version.first)
    if found.verdict == "reworded" and found.place is not None:
        return finding(at, REWORDED_ELSEWHERE, law=law, place=found.place.words, changes=told(found.changes))
    if found.verdict == "reworded":
        return finding(at, REWORDED, law=law, changes=told(found.changes))
    return finding(at, ABSENT, law=law)
