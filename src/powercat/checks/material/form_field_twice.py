"""PC405."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import combinations

from powercat.core.catalog import Catalog
from powercat.core.record import Node, Record
from powercat.core.rule import Finding, finding, rule
from powercat.core.text import Text
from powercat.power.material import are_asked_together, label_of, listings, name_of
from powercat.power.unread import is_doubtful

FIRST = Text("先填的那张表", "the form that comes first")


@rule(
    "PC405",
    on="catalog",
    severity="warning",
    title=Text("两张表重复填", "filled in twice"),
    message=Text(
        "“{form}”要填的{fields}，同一个办理项的“{other}”已经填了",
        "“{form}” asks for {fields}, which “{other}” of the same handling item asks for already",
    ),
    hint=Text(
        "两张表合成一张，或者后一张不再要这些数据项；要靠它对应的，留一个编号就行",
        "make one form of the two, or leave these fields out of the later one; to tie both together, one number is enough",
    ),
    basis=Text(
        "优化营商环境条例第三十五条：减材料；行政许可法第二十九条第一款：申请书格式文本不得包含没有直接关系的内容",
        "Regulation on the business environment, art. 35: fewer materials; Administrative Licensing Law, art. 29(1): forms ask "
        "for nothing unrelated",
    ),
    together=Text("{count} 张表要申请人重复填", "{count} forms ask again for what another form has"),
)
def form_field_twice(catalog: Catalog) -> Iterator[Finding]:
    """
    **发现什么**：一个办理项要填两张表，两张表里有同一个数据元（`data_element`）。

    **为什么**：同样的内容填两次，申请人多费时间，两处填得不一样时还要退回来改。

    **怎么改**：合成一张表；或者后一张表去掉这些数据项。

    ```yaml
    --- # forms/application.yaml
    kind: form
    id: application
    name: 申请表
    fields:
      - {id: name, name: 单位名称, data_element: organization-name}
      - {id: phone, name: 联系电话, data_element: phone}
      - {id: area, name: 面积}
    --- # forms/plan.yaml
    kind: form
    id: plan
    name: 方案备案表
    fields:
      - {id: applicant, name: 申请单位, data_element: organization-name}
      - {id: phone, name: 手机, data_element: phone}
      - {id: area, name: 面积}
    --- # materials/application.yaml
    kind: material
    id: application
    name: 许可申请表
    form_ref: application
    --- # handbooks/a.yaml
    kind: handbook
    id: a
    effective_on: 2026-01-01
    handling_items:
      - id: new
        materials:
          - {material: application}
          - {name: 方案备案表, form_ref: plan} #! PC405
    ```

    情形不同的两张表、几张表里填一张的、由机关自己取得的，不算；一张表用两次的也不算。

    ```yaml
    --- # forms/a.yaml
    kind: form
    id: a
    fields: [{id: name, name: 姓名, data_element: person-name}]
    --- # forms/b.yaml
    kind: form
    id: b
    fields: [{id: name, name: 姓名, data_element: person-name}]
    --- # handbooks/a.yaml
    kind: handbook
    id: a
    effective_on: 2026-01-01
    handling_items:
      - id: new
        scenarios: [{id: one}, {id: two}]
        materials:
          - {name: 甲, form_ref: a, scenarios: [one]}
          - {name: 乙, form_ref: b, scenarios: [two]}
      - id: change
        materials:
          - {name: 甲, form_ref: a, one_of: 表}
          - {name: 乙, form_ref: b, one_of: 表}
      - id: renewal
        materials:
          - {name: 甲, form_ref: a}
          - {name: 乙, form_ref: b, obtained_by: sharing}
          - {name: 丙, form_ref: a, scenarios: [two]}
    ```

    In English: the same data element (`data_element`) stands on two forms that one applicant fills in for one handling item.
    Fields without a data element are not compared.
    """
    for listing in listings(catalog):
        filled = [(line, form) for line in listing.lines if (form := _form(catalog, line)) is not None]
        told: set[str] = set()
        for (first, before), (second, form) in combinations(filled, 2):
            if before is form or second.pointer in told or not listing.is_own(second) or not _both(first, second):
                continue
            known, own = _elements(before), _elements(form)
            both = [name for element, name in own.items() if element in known]
            if both:
                told.add(second.pointer)
                at = second["form_ref"] or second["material"] or second["name"]
                earlier = first["form_ref"] or first["material"] or first["name"]
                yield finding(
                    at,
                    form=name_of(catalog, second),
                    other=name_of(catalog, first),
                    fields=tuple(f"“{name}”" for name in both),
                    related=[(earlier, FIRST)],
                )


def _form(catalog: Catalog, line: Node) -> Record | None:
    """The form that the applicant fills in for a line: its own, else the library record's."""
    if line["obtained_by"].text not in ("", "applicant") or is_doubtful(line["obtained_by"]):
        return None
    if line["form_ref"]:
        return catalog.target(line["form_ref"])
    material = catalog.target(line["material"])
    return catalog.target(material["form_ref"]) if material is not None else None


def _both(first: Node, second: Node) -> bool:
    one, other = label_of(first), label_of(second)
    return are_asked_together(first, second) and not (one and one == other)


def _elements(form: Record) -> Mapping[str, str]:
    """The data elements of a form with the names of their fields."""
    return {each["data_element"].text: each["name"].text for each in form["fields"] if each["data_element"]}
