"""PC622."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

from powercat.core.catalog import Catalog
from powercat.core.record import Record
from powercat.core.rule import Finding, finding, rule
from powercat.core.text import Text
from powercat.power.item import items, powers_of
from powercat.power.limits import is_lasting
from powercat.power.nature import power_type
from powercat.power.tables import table
from powercat.power.unread import is_doubtful, is_told

_BRACKETS = re.compile("[（）()〔〕【】]")


@rule(
    "PC622",
    on="handbook",
    severity="warning",
    draft="info",
    title=Text("缺少法律文书", "a legal document is missing"),
    message=Text("法律文书里没有{document}（{source}）", "the documents lack the {document} ({source})"),
    hint=Text(
        "在“法律文书”里补上；已经有、名称不同的，把名称写得看得出来，或者在 tables/documents.yaml 里加上本地的叫法",
        "add it to the documents; if it is there under another name, make the name tell, or add the local name to "
        "tables/documents.yaml",
    ),
    basis=Text(
        "行政许可法第三十二条、第三十八条第二款；行政处罚法第四十四条、第五十二条、第五十五条、第五十九条、第六十四条；"
        "行政强制法第十八条、第二十四条、第三十五条、第三十七条第二款、第五十一条、第五十二条",
        "Administrative Licensing Law, art. 32 and 38(2); Administrative Penalty Law, art. 44, 52, 55, 59 and 64; Administrative "
        "Coercion Law, art. 18, 24, 35, 37(2), 51 and 52",
    ),
    together=Text("{count} 种应有的法律文书没有", "{count} legal documents are missing"),
)
def document_missing(handbook: Record, catalog: Catalog) -> Iterator[Finding]:
    """
    **发现什么**：许可、处罚、强制的业务手册，没有法律要求出具的文书，例如不予受理的凭证、补正告知书、处罚告知书。

    **为什么**：受理不受理、准予不准予、处罚不处罚，都要有书面的凭据；没有文书样式，办的人就各写各的，或者不写。

    **怎么改**：补上文书。按名称里的词找，准予和不予写在一份文书里的也算。有哪些要求、各是哪一条，看表 documents。

    ```yaml
    --- # powers/food.yaml
    kind: power
    id: food
    power_type: licence
    --- # handbooks/food.yaml
    kind: handbook
    id: food
    powers: [food]
    effective_on: 2026-01-01
    handling_items:
      - {id: new, name: 新办, type: new}
    documents:
      - {id: acceptance, name: 受理通知书} #! PC622
      - {id: refusal-to-accept, name: 不予受理决定书}
      - {id: decision, name: 准予（不予）许可决定书}
    ```

    别的文书不能顶替；立即代履行不用催告。

    ```yaml
    --- # powers/fine.yaml
    kind: power
    id: fine
    power_type: penalty
    --- # powers/removal.yaml
    kind: power
    id: removal
    name: 拆除违法建设的代履行
    power_type: compulsion
    --- # powers/cleaning.yaml
    kind: power
    id: cleaning
    name: 道路遗洒物的立即代履行
    power_type: compulsion
    --- # handbooks/fine.yaml
    kind: handbook
    id: fine
    powers: [fine]
    effective_on: 2026-01-01
    handling_items:
      - {id: ordinary, type: ordinary_procedure}
    documents:
      - {id: record, name: 询问笔录} #! PC622 PC622
      - {id: demand, name: 履行处罚决定告知书}
      - {id: spot, name: 行政处罚决定书（简易程序）}
    --- # handbooks/removal.yaml
    kind: handbook
    id: removal
    powers: [removal]
    effective_on: 2026-01-01
    documents:
      - {id: demand, name: 履行义务催告书} #! PC622
    --- # handbooks/cleaning.yaml
    kind: handbook
    id: cleaning
    powers: [cleaning]
    effective_on: 2026-01-01
    documents:
      - {id: notice, name: 立即代履行事后通知书}
    ```

    名称合写的也算；没有写“法律文书”这一栏的，由 PC217 说；其他类型的权力不看。

    ```yaml
    --- # powers/food.yaml
    kind: power
    id: food
    power_type: licence
    --- # powers/filing.yaml
    kind: power
    id: filing
    power_type: other
    --- # handbooks/food.yaml
    kind: handbook
    id: food
    powers: [food]
    effective_on: 2026-01-01
    documents:
      - {id: acceptance, name: 受理（不予受理）通知书}
      - {id: correction, name: 补正材料告知书}
      - {id: decision, name: 批准（不批准）文件}
    --- # handbooks/other.yaml
    kind: handbook
    id: other
    powers: [food]
    effective_on: 2026-01-01
    --- # handbooks/filing.yaml
    kind: handbook
    id: filing
    powers: [filing]
    effective_on: 2026-01-01
    documents: []
    ```

    In English: the handbook of a licence, penalty or compulsory measure lacks a document the law demands, found by the words of
    its name (of documents and outcomes); the demands are the table `documents`, which a catalog may extend.
    """
    documents = handbook["documents"]
    powers = powers_of(catalog, handbook)
    if not is_lasting(catalog, handbook) or not documents or not powers:
        return
    kinds = {power_type(power) for power in powers}
    outputs = [item["outputs"] for item in items(handbook)]
    named = [each["name"] for listed in (documents, *outputs) for each in listed]
    if any(map(is_doubtful, outputs)) or any(not name or is_told(name) for name in named):
        return  # what cannot be read may be the one
    names = [each.text for each in named]
    types = {item["type"].text for item in items(handbook)}
    stages = {step["stage"].text for item in items(handbook) for step in item["procedure"]}
    titles = [power.name for power in powers]
    for entry in table(catalog, "documents")["documents"]:
        if kinds == {entry["type"]} and _applies(entry, types, stages, titles) and not any(_is(entry, name) for name in names):
            document = Text(entry["document"], entry.get("document_en", entry["document"]))
            yield finding(documents, document=document, source=Text(entry["source"], entry.get("en", entry["source"])))


def _applies(entry: Mapping[str, Any], types: Collection[str], stages: Collection[str], titles: Sequence[str]) -> bool:
    """Whether a document is demanded of a handbook with these items, stages and names of powers."""
    fits = entry.get("item") is None or entry["item"] in types
    has_stage = entry.get("stage") is None or entry["stage"] in stages
    return fits and has_stage and any(_speaks_of(entry, title) for title in titles)


def _speaks_of(entry: Mapping[str, Any], title: str) -> bool:
    excepted = any(word in title for word in entry.get("except", ()))
    return not excepted and (entry.get("of") is None or any(word in title for word in entry["of"]))


def _is(entry: Mapping[str, Any], name: str) -> bool:
    """Whether a name is that of the document, as written or with what stands in brackets read along."""
    for written in (name, _BRACKETS.sub("", name)):
        for word in entry.get("without", ()):
            written = written.replace(word, "")
        if any(all(word in written for word in group["all"]) and not _has_one(group, name) for group in entry["any"]):
            return True
    return False


def _has_one(group: Mapping[str, Any], name: str) -> bool:
    return any(word in name for word in group.get("no", ()))
