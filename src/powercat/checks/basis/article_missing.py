"""PC304."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from powercat.core.catalog import Catalog
from powercat.core.diagnostic import Severity
from powercat.core.record import Node, Record
from powercat.core.rule import Finding, finding, rule
from powercat.core.text import Text
from powercat.law.address import Address
from powercat.law.judged import Judged, is_legible, judged
from powercat.law.missing import Level, Missing, missing
from powercat.law.register import Version, statute, version_on, versions

SUFFIX = Text("《{law}》{edition}没有{place}", "“{law}” ({edition}) has no {place}")
NO_ARTICLES = Text(
    "《{law}》{edition}不分条，引用的却是{place}",
    "“{law}” ({edition}) has no numbered articles, yet {place} is cited",
)
NO_ARTICLES_HINT = Text(
    "去掉“条”，在“位置”（locator）里写清楚在哪里", "leave out the article and say in locator where the provision stands"
)
PARTS: Final[Mapping[Level, Text]] = {
    "paragraph": Text(
        "《{law}》{edition}没有{place}：{within}只有 {count} 款",
        "“{law}” ({edition}) has no {place}: {within} has {count} paragraph(s) only",
    ),
    "item": Text(
        "《{law}》{edition}没有{place}：{within}只有 {count} 项",
        "“{law}” ({edition}) has no {place}: {within} has {count} item(s) only",
    ),
    "sub_item": Text(
        "《{law}》{edition}没有{place}：{within}只有 {count} 目",
        "“{law}” ({edition}) has no {place}: {within} has {count} sub-item(s) only",
    ),
}
UNDIVIDED: Final[Mapping[Level, Text]] = {
    "item": Text("《{law}》{edition}没有{place}：{within}不分项", "“{law}” ({edition}) has no {place}: {within} has no items"),
    "sub_item": Text(
        "《{law}》{edition}没有{place}：{within}不分目", "“{law}” ({edition}) has no {place}: {within} has no sub-items"
    ),
}
SEVERAL = Text(
    "《{law}》{edition}{within}有 {several} 款都有这一项（{place}），要写明是第几款",
    "in “{law}” ({edition}), {several} paragraphs of {within} have such an item ({place}): say which paragraph is meant",
)
SEVERAL_HINT = Text("补上“款”（paragraphs）", "state paragraphs")
FORMER = Text(
    "{former}起施行的那一版有，后来修订了：按现在的条文找到同一内容，改条号",
    "the version in force from {former} has it, but the law was revised since: look for the provision in the present text",
)


@rule(
    "PC304",
    on="catalog",
    title=Text("引用的条款不存在", "a provision that is not there"),
    message=Text(
        "《{law}》{edition}没有{place}：一共只有 {count} 条",
        "“{law}” ({edition}) has no {place}: there are only {count} articles",
    ),
    hint=Text("对照条文，核对条、款、项", "check article, paragraph and item against the text"),
    basis=Text(
        "《关于本市进一步推进政府效能建设的意见》二（一）1：目录写明依据；优化营商环境条例第三十五条：依照法律、法规、规章编制办事指南",
        "Shanghai opinions on government effectiveness (2015) II(1)1: the catalog states the basis; Regulation on the business "
        "environment, art. 35: guides follow laws, regulations and rules",
    ),
    together=Text(
        "{count} 处引用的条、款、项在有效的版本里没有：多半是法律修订以后条号变了，按文件一部一部改",
        "{count} citations of provisions that the version in force lacks: most often a revision changed the "
        "numbers; mend them law by law",
    ),
)
def article_missing(catalog: Catalog) -> Iterator[Finding]:
    """
    **发现什么**：引用的条、款、项，在当时有效的那一版里没有。

    **为什么**：法律修订以后条号会变；引用的条文找不到，等于没有写依据。

    **怎么改**：对照有效的条文改条号。以前的版本里有的，会说出来是哪一版。

    法规库里有全文的，条、款、项、目都核对；只写了条数的，只核对有没有这一条；都没有的，不核对。

    ```yaml
    --- # laws/test-measures.yaml
    kind: law
    id: test-measures
    title: 示例市测试管理办法
    versions:
      - {promulgated_on: 2019-01-01, effective_on: 2019-03-01, articles: 30}
      - {promulgated_on: 2024-10-01, effective_on: 2025-01-01, text: laws/texts/test-measures-2024-10-01.md}
    --- # laws/texts/test-measures-2024-10-01.md
    # 示例市测试管理办法

    第一条 为了规范测试，制定本办法。

    第二条 从事测试应当具备下列条件：

    （一）有场所；

    （二）有人员。

    申请人应当如实申报。

    第二条之一 测试不收费。
    --- # powers/test.yaml
    kind: power
    id: test
    effective_from: 2021-01-01
    legal_basis:
      - {law: test-measures, article: 2, paragraphs: [1], items: [1, 2]}
      - {law: test-measures, article: 2, items: [2]}
      - {law: test-measures, article: 2, article_suffix: 1}
      - {law: test-measures, article: 20} #! PC304
      - {law: test-measures, article: 2, paragraphs: [2, 3]} #! PC304
      - {law: test-measures, article: 2, paragraphs: [1], items: [3]} #! PC304
      - {law: test-measures, article: 2, article_suffix: 2} #! PC304
    --- # powers/past.yaml
    kind: power
    id: past
    effective_from: 2019-03-01
    effective_to: 2024-12-31
    legal_basis:
      - {law: test-measures, article: 20, paragraphs: [7]}
      - {law: test-measures, article: 31} #! PC304
      - {law: test-measures, article: 31, article_suffix: 1}
    ```

    依据已经废止或者还没有施行的，由 PC302、PC303 说，条号不再核对。

    ```yaml
    --- # laws/old-measures.yaml
    kind: law
    id: old-measures
    title: 示例市测试管理暂行办法
    versions: [{promulgated_on: 2010-01-01, effective_on: 2010-03-01, articles: 12}]
    repealed_on: 2025-01-01
    --- # powers/test.yaml
    kind: power
    id: test
    legal_basis: [{law: old-measures, article: 50}]
    ```

    文本只抄了前面几章的（没有附则，也没有说从哪天起施行），后面的条不核对。

    ```yaml
    --- # laws/part.yaml
    kind: law
    id: part
    title: 示例市节选条例
    versions: [{promulgated_on: 2024-10-01, effective_on: 2025-01-01, text: laws/texts/part.md}]
    --- # laws/texts/part.md
    # 示例市节选条例

    ## 第一章 总则

    第一条 为了规范测试，制定本条例。
    --- # powers/test.yaml
    kind: power
    id: test
    legal_basis: [{law: part, article: 30}]
    ```

    In English: article, paragraph, item or sub-item do not exist in the version in force on the day (--as-of clipped into the
    time in which the record holds). With the text in the register the check is exact; with the number of articles alone only
    whole articles are told, inserted ones not at all. An item without its paragraph must be the only one of its number in its
    article.
    """
    held: dict[tuple[str, str], Version | None] = {}
    failing: dict[tuple[int, Address], Missing | None] = {}
    for each in judged(catalog):
        if not each.cited.places:
            continue
        key = (each.law.id, each.day)
        if key not in held:
            held[key] = version_on(each.law, each.day) if is_legible(each.law) else None
        version = held[key]
        if version is not None:
            yield from _of_citation(catalog, each, version, failing)


def _of_citation(
    catalog: Catalog, each: Judged, version: Version, failing: dict[tuple[int, Address], Missing | None]
) -> Iterator[Finding]:
    told = set()
    for place in each.cited.places:
        key = (id(version), place)
        if key not in failing:
            failing[key] = missing(version, statute(catalog, version), place)
        fault = failing[key]
        if fault is None:
            continue
        # the first part that is not there is told, once for all that is named below it
        named = _upto(place, fault.level)
        if named not in told:
            told.add(named)
            yield _finding(catalog, each, version, named, fault)


def _upto(place: Address, level: Level) -> Address:
    if level == "article":
        return place.whole_article
    if level == "paragraph":
        return Address(place.article, place.suffix, place.paragraph)
    if level == "item":
        return Address(place.article, place.suffix, place.paragraph, place.item)
    return place


def _finding(catalog: Catalog, each: Judged, version: Version, place: Address, fault: Missing) -> Finding:
    at = _node(each.cited.node, place, fault.level)
    args: dict[str, Any] = {
        "law": version.title or each.law.name,
        "edition": Text(f"（{version.first}起施行的版本）", f"in force from {version.first}"),
        "place": place.words,
        "count": fault.count,
    }
    if fault.within is not None:
        args["within"] = fault.within.words
    if fault.several:
        return finding(at, SEVERAL, SEVERAL_HINT, Severity.WARNING, several=fault.several, **args)
    if fault.level == "article" and not fault.count:
        return finding(at, NO_ARTICLES, NO_ARTICLES_HINT, **args)
    if fault.level == "article":
        message = SUFFIX if place.suffix or place.article <= fault.count else None
    else:
        message = PARTS[fault.level] if fault.count else UNDIVIDED[fault.level]
    former = _former(catalog, each.law, version, place)
    if former:
        return finding(at, message, FORMER, former=former, **args)
    return finding(at, message, **args)


def _former(catalog: Catalog, law: Record, version: Version, place: Address) -> str:
    """From when the latest earlier version held that has the place; ``""`` where none is known to."""
    for each in reversed(versions(law)):
        text = statute(catalog, each)
        is_known = text is not None or (each.count and place == place.whole_article and not place.suffix)
        if each.first < version.first and is_known and missing(each, text, place) is None:
            return each.first
    return ""


def _node(citation: Node, place: Address, level: Level) -> Node:
    """The field that names the part which is not there: the number in its list."""
    if level == "article":
        return citation["article_suffix"] if place.suffix else citation["article"]
    name, number = {
        "paragraph": ("paragraphs", place.paragraph),
        "item": ("items", place.item),
        "sub_item": ("sub_items", place.sub_item),
    }[level]
    return next((each for each in citation[name] if each.raw == number), citation[name])
