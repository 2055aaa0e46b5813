"""PC706."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from powercat.core.catalog import Catalog
from powercat.core.record import Node, Record
from powercat.core.rule import Finding, finding, rule
from powercat.core.text import Text
from powercat.power.bodies import implementations
from powercat.power.item import effective, items, powers_of
from powercat.power.life import in_force, status
from powercat.power.limits import lasting
from powercat.power.material import name_of
from powercat.power.nature import power_type
from powercat.power.once import once
from powercat.power.standard import edition_of, guides
from powercat.power.unread import is_doubtful, may_name

APPLICATION: Final = re.compile(
    "申请(?:登记)?[书表](?:原件|纸质版?|电子版|格式文本|[一二两三四五\\d]+份|一式[一二两三四五六\\d]+份|(?:及其?|和|、)?附[件表页])*$"
)
"""The end of the name of an application form, brackets and book-title marks taken away."""

_MARKS: Final = re.compile('[（(【〔\\[][^）)】〕\\]]*[）)】〕\\]]|[《》〈〉“”"\\s]|[。，；,;]+$')

EMPTY = Text(
    "“{item}”的{part}写的是没有，指南就没有可以公示的", "“{item}” says that it has no {part}, so the guide has none to show"
)
EMPTY_HINT = Text("写出{part}；真的没有的，写暂缓说明", "write out the {part}; where there really is none, state a waiver")
SAMPLE = Text("“{name}”没有示范文本（填写样例）", "“{name}” has no sample (a form filled in by way of example)")
SAMPLE_HINT = Text(
    "附上填好的样例：材料库里写 sample，或者写在办理项的这份材料里",
    "attach one that is filled in: sample in the material library, or in this line of the handling item",
)
LEFT_OUT = Text("这份指南没有写{items}，公众就不知道还可以办", "this guide leaves out {items}, so nobody learns of it")
LEFT_OUT_HINT = Text(
    "在“办理项说明”里补上；本机关不办的，在实施清单里写明不办理（offered: false）",
    "add it to the items; where this body does not offer it, say so in the implementation (offered: false)",
)


@rule(
    "PC706",
    on="catalog",
    title=Text("应当公示的没有", "what must be public is not"),
    message=Text(
        "{items}没有写{part}，许可的指南必须公示", "the guide of a licence must show the {part}; {items} does not state it"
    ),
    hint=Text("补上“{part}”：{help}没有限制的也要写明", "state “{part}”: {help} Say so where there is no limit, too"),
    basis=Text(
        "行政许可法第三十条第一款：公示事项、依据、条件、数量、程序、期限、全部材料的目录和申请书示范文本；第七十二条第二项",
        "Administrative Licensing Law, art. 30(1): matters, basis, conditions, number, procedure, limits, all materials "
        "and a sample "
        "application are posted; art. 72, item 2",
    ),
    together=Text(
        "{count} 处行政许可法第三十条要公示的内容，指南里会没有",
        "{count} things that art. 30 of the Licensing Law wants public would be wanting in guides",
    ),
    draft="warning",
)
def must_be_public(catalog: Catalog) -> Iterator[Finding]:
    """
    **发现什么**：行政许可法第三十条要公示的，办事指南里会没有：数量限制没有写；办理条件、办理流程、新办的申请材料写的是“没有”；申请书没有示范文本；手
    册里的办理项，指南漏了。

    **为什么**：事项、依据、条件、数量、程序、期限、全部材料的目录、申请书示范文本，都要公示；不公示的，要责令改正，追究责任。

    **怎么改**：在业务手册、材料库里补上，指南自动就有。条件、材料、程序、期限整项没有写的，由 PC217 说；没有指南的，由 PC208
    说；没有依据的，由 PC301 说。

    ```yaml
    --- # powers/a.yaml
    kind: power
    id: a
    power_type: licence
    --- # materials/form.yaml
    kind: material
    id: form
    name: 许可申请表
    type: application_form
    form_ref: form
    --- # handbooks/a.yaml
    kind: handbook
    id: a-2026
    series: a
    powers: [a]
    effective_on: 2026-01-01
    handling_items:
      - id: new #! PC706
        name: 新办
        type: new
        conditions: [] #! PC706
        materials:
          - {material: form} #! PC706
          - {name: 变更申请书} #! PC706
          - {name: 《许可申请表》（新办，一式两份）} #! PC706
        procedure: [] #! PC706
      - id: branch
        name: 分店新办
        type: new
        quantity_limit: 无数量限制
        materials: [] #! PC706
      - id: change
        name: 变更
        quantity_limit: 无数量限制
    --- # guides/a.yaml
    kind: guide
    id: a
    handbook: a
    items:
      - {handling_item: new} #! PC706
    ```

    共用内容里写了数量限制就行；样例写在哪里都可以。指南不列办理项的，就是全部公开；几份指南合起来列全的，也可以；本机关不办的不用列。

    ```yaml
    --- # powers/a.yaml
    kind: power
    id: a
    power_type: licence
    --- # materials/form.yaml
    kind: material
    id: form
    name: 许可申请表
    type: application_form
    sample: {title: 样例, path: attachments/a.pdf}
    --- # handbooks/a.yaml
    kind: handbook
    id: a-2026
    series: a
    powers: [a]
    effective_on: 2026-01-01
    defaults: {quantity_limit: 无数量限制}
    handling_items:
      - id: new
        conditions: [{id: one}]
        procedure: [{id: accept}]
        materials:
          - {material: form}
          - {name: 变更申请书, sample: {title: 样例, path: attachments/b.pdf}}
          - {name: 延续申请书, obtained_by: sharing}
      - {id: change, conditions: [], materials: [{name: 申请人身份证明（附申请表）}]}
      - {id: renewal, type: renewal, materials: []}
    --- # implementations/a.huangpu.yaml
    kind: implementation
    id: a.huangpu
    power: a
    handling_items:
      - {id: renewal, offered: false}
    --- # guides/a.yaml
    kind: guide
    id: a
    handbook: a
    implementation: a.huangpu
    items:
      - {handling_item: new}
    --- # guides/b.yaml
    kind: guide
    id: b
    handbook: a
    implementation: a.huangpu
    items:
      - {handling_item: change}
    --- # guides/c.yaml
    kind: guide
    id: c
    handbook: a
    ```

    只看许可；草稿、终止的许可和失效的手册不看。

    ```yaml
    --- # powers/a.yaml
    kind: power
    id: a
    power_type: public_service
    --- # powers/b.yaml
    kind: power
    id: b
    power_type: licence
    effective_to: 2025-12-31
    --- # handbooks/a.yaml
    kind: handbook
    id: a
    powers: [a, b]
    effective_on: 2026-01-01
    handling_items:
      - {id: new, procedure: []}
    ```

    In English: of what art. 30 of the Administrative Licensing Law wants posted, this tells what no other rule does: the number
    (`quantity_limit`) is not stated; conditions or materials (of a new licence) or the procedure are stated to be none; an
    application form has no filled-in sample; a guide lists some handling items of the handbook and leaves others out that its
    body offers.
    """
    for handbook in lasting(catalog):
        licensing = [item for item in items(handbook) if _is_licence(catalog, handbook, item)]
        if licensing:
            yield from _quantity(licensing)
            for item in licensing:
                yield from _nothing(item)
                yield from _samples(catalog, item)
    yield from _left_out(catalog)


def _is_licence(catalog: Catalog, handbook: Record, item: Node) -> bool:
    return any(
        power_type(power) == "licence" and status(catalog, power) not in ("draft", "ended")
        for power in powers_of(catalog, handbook, item)
    )


def _quantity(licensing: Sequence[Node]) -> Iterator[Finding]:
    if is_doubtful(licensing[0].record["defaults"]):
        return
    without = [item for item in licensing if not _is_stated(effective(item, "quantity_limit"))]
    if without:
        at = without[0]["quantity_limit"]
        yield finding(at, items=tuple(f"“{_title(item)}”" for item in without), part=at.label, help=at.field.help)


def _title(item: Node) -> str:
    return item["name"].text or item["id"].text


def _nothing(item: Node) -> Iterator[Finding]:
    for name in ("conditions", "materials", "procedure"):
        part = item[name]
        if part and len(part) == 0 and (name == "procedure" or item["type"].text == "new"):
            yield finding(part, EMPTY, EMPTY_HINT, item=_title(item), part=part.label)


def _samples(catalog: Catalog, item: Node) -> Iterator[Finding]:
    for line in item["materials"]:
        material = catalog.target(line["material"])
        brought = line["obtained_by"].text in ("", "applicant") and not is_doubtful(line["obtained_by"])
        if material is None and (line["material"].raw is not None or line["material"].misspelt):
            continue  # the library's record, which may have the sample, is not to be found
        stated = any(_is_stated(each["sample"]) for each in (line, material) if each is not None)
        if brought and not stated and _is_application(line, material):
            yield finding(line["material"] or line["name"], SAMPLE, SAMPLE_HINT, name=name_of(catalog, line))


def _is_stated(field: Node) -> bool:
    return field.raw is not None or field.misspelt


def _is_application(line: Node, material: Record | None) -> bool:
    if material is not None:
        return material["type"].text == "application_form"
    return APPLICATION.search(_MARKS.sub("", line["name"].text)) is not None


def _left_out(catalog: Catalog) -> Iterator[Finding]:
    for (name, _), group in _guides(catalog).items():
        handbook = edition_of(catalog, name)
        if handbook is None or any(not len(guide["items"]) for guide in group):
            continue
        listed = {each["handling_item"].text for guide in group for each in guide["items"]}
        if not listed <= {item["id"].text for item in items(handbook)} or may_name(catalog, "guide", name):
            continue  # a name mistyped, or a file that cannot be read, may well be what is wanting
        missing = [item for item in items(handbook) if item["id"] and item["id"].text not in listed]
        missing = [item for item in missing if _is_for(catalog, handbook, item, group[-1])]
        if missing:
            yield finding(group[-1]["items"], LEFT_OUT, LEFT_OUT_HINT, items=tuple(f"“{_title(item)}”" for item in missing))


@once
def _guides(catalog: Catalog) -> Mapping[tuple[str, str], Sequence[Record]]:
    """The guides of each series and implementation; those of no implementation are for all and stand in every group."""
    found: defaultdict[tuple[str, str], list[Record]] = defaultdict(list)
    for guide in catalog.of("guide"):
        found[guide["handbook"].text, guide["implementation"].text].append(guide)
    return {
        key: group if not key[1] else [*found.get((key[0], ""), ()), *group]
        for key, group in list(found.items())
        if key[0] and (not key[1] or catalog.find("implementation", key[1]) is not None)
    }


def _is_for(catalog: Catalog, handbook: Record, item: Node, guide: Record) -> bool:
    """Whether an item is of a licence in force that the guide publishes, and its body does not decline to offer it."""
    for power in powers_of(catalog, handbook, item):
        if power_type(power) == "licence" and in_force(catalog, power) and guide in guides(catalog, power):
            own = guide["implementation"].text
            entries = [
                entry
                for each in implementations(catalog, power)
                if each.id == own
                for entry in each["handling_items"]
                if entry["id"].text == item["id"].text
            ]
            if not any(entry["offered"].value is False for entry in entries):
                return True
    return False
