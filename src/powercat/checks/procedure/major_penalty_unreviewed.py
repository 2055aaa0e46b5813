"""PC618."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from powercat.core.catalog import Catalog
from powercat.core.record import Node, Record
from powercat.core.rule import Finding, finding, rule
from powercat.core.text import Text
from powercat.power.family import family
from powercat.power.item import powers_of
from powercat.power.nature import power_type
from powercat.power.once import once
from powercat.power.procedure import called, procedures
from powercat.power.tables import table
from powercat.power.unread import is_doubtful

NEEDED = ("hearing", "legal_review")
REACHED_HERE = Text("裁量表里有这种处罚", "the discretion table reaches it here")


@rule(
    "PC618",
    on="handbook",
    severity="warning",
    title=Text("重大处罚没有听证或者法制审核", "a major penalty without hearing or review"),
    message=Text(
        "“{item}”可能作出“{penalty}”，流程里没有{missing}", "“{item}” may end in “{penalty}”, but its procedure lacks {missing}"
    ),
    hint=Text(
        "补上听证和法制审核的步骤：当事人要求听证的走听证，听证以后、决定以前由法制机构审核",
        "add them: a hearing where the party asks for it, and legal review after it and before the decision",
    ),
    basis=Text(
        "行政处罚法第六十三条第一款（听证）、第五十八条第一款（未经法制审核或者审核未通过的，不得作出决定）",
        "Administrative Penalty Law, art. 63(1) (hearings) and 58(1) (no decision without legal review)",
    ),
    together=Text(
        "{count} 项重大处罚的流程没有听证或者法制审核", "{count} procedures of major penalties lack a hearing or legal review"
    ),
)
def major_penalty_unreviewed(handbook: Record, catalog: Catalog) -> Iterator[Finding]:
    """
    **发现什么**：裁量表或者办理结果里有吊销、停产停业、责令关闭、限制从业一类的处罚，普通程序里却没有听证，或者没有法制审核。

    **为什么**：这些处罚决定以前，应当告知听证的权利；经过听证的，还要法制审核，没有审核不得决定。

    **怎么改**：补上步骤。哪些算重大处罚，看表 major_penalties；本地的词加在 tables/major_penalties.yaml。

    ```yaml
    --- # powers/discharge.yaml
    kind: power
    id: discharge
    power_type: penalty
    --- # discretion/discharge.yaml
    kind: discretion
    id: discharge
    power: discharge
    outputs:
      - {id: fine, name: 罚款, type: range}
      - {id: closing, name: 停业、关闭, type: enum, values: [{value: closure, label: 责令停业、关闭}]}
    rows:
      - {id: a, name: 一般, then: {fine: "[1..2]"}}
      - {id: b, name: 从重, then: {fine: "[2..3]", closing: closure}}
    --- # handbooks/discharge.yaml
    kind: handbook
    id: discharge
    powers: [discharge]
    effective_on: 2026-01-01
    handling_items:
      - id: ordinary
        name: 普通程序
        type: ordinary_procedure
        procedure:
          - {id: file, name: 立案, stage: case_filing} #! PC618
          - {id: review, name: 法制审核, stage: legal_review}
          - {id: decide, name: 决定, stage: decision}
    ```

    表里列了、没有一行用到的处罚不算；简易程序不会有这些处罚。

    ```yaml
    --- # powers/discharge.yaml
    kind: power
    id: discharge
    power_type: penalty
    --- # discretion/discharge.yaml
    kind: discretion
    id: discharge
    power: discharge
    outputs:
      - {id: fine, name: 罚款, type: range}
      - {id: closing, name: 停业、关闭, type: enum, values: [{value: closure, label: 责令停业、关闭}]}
    rows:
      - {id: a, name: 一般, then: {fine: "[1..2]"}}
    --- # handbooks/discharge.yaml
    kind: handbook
    id: discharge
    powers: [discharge]
    effective_on: 2026-01-01
    handling_items:
      - id: ordinary
        type: ordinary_procedure
        procedure:
          - {id: file, name: 立案, stage: case_filing}
          - {id: decide, name: 决定, stage: decision}
    ```

    In English: a discretion table of the power, or an outcome of the item, reaches revocation, suspension, closure or another of
    the `major_penalties`, and the ordinary procedure has no step of stage hearing or none of legal review.
    """
    powers = powers_of(catalog, handbook)
    if not powers or any(power_type(power) != "penalty" for power in powers):
        return
    for procedure in procedures(catalog, handbook):
        item = procedure.item
        stages = {step["stage"].text for step in procedure.steps}
        missing = [stage for stage in NEEDED if stage not in stages]
        if not missing or item["type"].text == "summary_procedure" or not item["type"] or is_doubtful(item["type"]):
            continue
        reached = _reached(catalog, item)
        if reached is not None:
            choices = procedure.steps[0]["stage"].field.choices
            name, at = reached
            related = [(at, REACHED_HERE)] if at.record is not handbook else []
            lacking = [choices[stage].title for stage in missing]
            yield finding(item["procedure"], item=called(item), penalty=name, missing=lacking, related=related)


def _reached(catalog: Catalog, item: Node) -> tuple[str, Node] | None:
    """The first major penalty that an item may end in, and where that stands."""
    words = _words(catalog)
    for output in item["outputs"]:
        if any(word in output["name"].text for word in words):
            return output["name"].text, output
    tables = _tables(catalog)
    for power in powers_of(catalog, item.record, item):
        for each in dict.fromkeys(family(catalog, power)):
            for found in tables.get(each.id, ()):
                return found
    return None


@once
def _words(catalog: Catalog) -> Sequence[str]:
    return [word for entry in table(catalog, "major_penalties")["major_penalties"] for word in entry["words"]]


@once
def _tables(catalog: Catalog) -> Mapping[str, Sequence[tuple[str, Node]]]:
    """By power, the major penalties that its discretion tables reach."""
    words = _words(catalog)
    found: defaultdict[str, list[tuple[str, Node]]] = defaultdict(list)
    for record in catalog.of("discretion"):
        for output in record["outputs"]:
            reach = _cells(record, output)
            labels = [(value["label"].text, value) for value in output["values"] if value["value"].text in _tokens(reach)]
            for name, at in labels or ([(output["name"].text, output)] if reach and not output["values"] else []):
                if any(word in name for word in words):
                    found[record["power"].text].append((name, at))
    return found


def _cells(record: Record, output: Node) -> Sequence[str]:
    """What rows say of an output, and its default."""
    name = output["id"].text
    rows = (row["then"].raw for row in record["rows"])
    stated = [str(then[name]) for then in rows if isinstance(then, dict) and then.get(name) is not None]
    return [*stated, output["default"].text] if output["default"] else stated


def _tokens(cells: Sequence[str]) -> set[str]:
    return {token for cell in cells for token in re.split(r"[,\s()]+", cell)}
