"""PC408."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from powercat.core.catalog import Catalog
from powercat.core.record import Node
from powercat.core.rule import Finding, finding, rule
from powercat.core.text import Text
from powercat.power.material import Listing, label_of, listings, name_of
from powercat.power.unread import is_doubtful, is_told

UNLIKE = Text(
    "择一组“{label}”里，“{name}”是“{necessity}”的，前面的是“{other}”的",
    "within the group “{label}”, “{name}” is {necessity}, the lines before are {other}",
)
UNLIKE_HINT = Text(
    "几份里交一份就行，这一份要么都必要、要么都不必要：改成一样的",
    "as one of them will do, all are equally needed: make their necessity the same",
)
LEFT = Text(
    "减少材料以后，择一组“{label}”只剩“{name}”一种",
    "after the materials dropped here, the group “{label}” has only “{name}” left",
)
LEFT_HINT = Text(
    "申请人没有可选的了，非交这一份不可；不是这个意思的，不要减少另一份",
    "the applicant has no choice left and must bring this one; if that is not meant, do not drop the other",
)


@rule(
    "PC408",
    on="catalog",
    severity="warning",
    title=Text("择一组不成组", "alternatives that are none"),
    message=Text("择一组“{label}”只有“{name}”一份材料，没有可选的", "the group “{label}” has but one material, “{name}”"),
    hint=Text(
        "补上另一份；没有另一份的，去掉组名；组名写得不一样的，改成一样",
        "add the other one; where there is none, take the label away; where labels were meant to be the same, write them alike",
    ),
    basis=Text(
        "《记录格式》“业务手册”：组名相同的几份材料交一份就行，必要性要一致",
        "Record format, “handbook”: any one of the lines that carry a label; their necessity must agree",
    ),
    together=Text("{count} 个择一组不成组", "{count} groups of alternatives are none"),
)
def one_of_alone(catalog: Catalog) -> Iterator[Finding]:
    """
    **发现什么**：写了组名（`one_of`，几份里交一份就行）的材料，全组只有一份；或者同组的材料，有的必要、有的不必要。

    **为什么**：多半是组名打错了一个字，申请人就要把几份都交齐。

    **怎么改**：把组名改成一样的；真的只有一份的，去掉组名；必要性改成一致。

    ```yaml
    kind: handbook
    id: residence
    effective_on: 2026-01-01
    handling_items:
      - id: new
        materials:
          - {name: 房屋租赁合同, necessity: required, one_of: 居住地住址}
          - {name: 不动产权证书, necessity: required, one_of: 居住地地址} #! PC408
          - {name: 住宿说明, necessity: required, one_of: 居住地住址}
          - {name: 劳动合同, necessity: required, one_of: 就业}
          - {name: 在职说明, necessity: deferrable, one_of: 就业} #! PC408
    ```

    组名相同的有两份，必要性一样，就成组；不同的办理项各算各的；失效的手册、终止的权力不看。

    ```yaml
    kind: handbook
    id: residence
    effective_on: 2026-01-01
    handling_items:
      - id: new
        materials:
          - {name: 房屋租赁合同, necessity: required, one_of: 居住地住址}
          - {name: 住宿说明, necessity: required, one_of: 居住地住址}
      - id: renewal
        materials:
          - {name: 房屋租赁合同, one_of: 居住地住址}
          - {name: 住宿说明, one_of: 居住地住址}
    --- # powers/ended.yaml
    kind: power
    id: ended
    effective_to: 2025-12-31
    --- # handbooks/ended-2024.yaml
    kind: handbook
    id: ended-2024
    powers: [ended]
    effective_on: 2024-01-01
    handling_items:
      - id: new
        materials:
          - {name: 房屋租赁合同, one_of: 居住地住址}
    ```

    实施清单增加、减少材料以后也一样。

    ```yaml
    --- # powers/residence.yaml
    kind: power
    id: residence
    --- # handbooks/residence.yaml
    kind: handbook
    id: residence
    powers: [residence]
    effective_on: 2026-01-01
    handling_items:
      - id: new
        materials:
          - {name: 房屋租赁合同, one_of: 居住地住址}
          - {name: 住宿说明, one_of: 居住地住址}
          - {name: 劳动合同, one_of: 就业}
          - {name: 在职说明, one_of: 就业}
    --- # implementations/residence.songjiang.yaml
    kind: implementation
    id: residence.songjiang
    power: residence
    handling_items:
      - id: new
        materials_drop: [住宿说明] #! PC408
        materials_add:
          - {name: 社保记录, one_of: 就业}
    ```

    In English: a `one_of` label that one line alone carries is mostly a slip of the pen, and makes the applicant bring
    everything; within a group all lines are equally needed. An implementation is looked at together with the handbook it
    changes.
    """
    for listing in listings(catalog):
        if any(is_doubtful(line) or is_doubtful(line["one_of"]) or is_told(line["one_of"]) for line in listing.lines):
            continue  # a label that cannot be read may be the other's
        for label, lines in _groups(listing).items():
            if len(lines) == 1:
                yield from _alone(catalog, listing, label, lines[0])
            else:
                yield from _unlike(catalog, listing, label, lines)


def _groups(listing: Listing) -> Mapping[str, Sequence[Node]]:
    found: defaultdict[str, list[Node]] = defaultdict(list)
    for line in listing.lines:
        if label_of(line):
            found[label_of(line)].append(line)
    return found


def _alone(catalog: Catalog, listing: Listing, label: str, line: Node) -> Iterator[Finding]:
    name = name_of(catalog, line)
    if listing.is_own(line):
        yield finding(line["one_of"], label=label, name=name)
    elif _was_grouped(line, label):
        yield finding(listing.item["materials_drop"], LEFT, LEFT_HINT, label=label, name=name)


def _was_grouped(line: Node, label: str) -> bool:
    """Whether the handbook itself has another line with the label; where it has none, that is told there."""
    siblings = line.record.at(line.pointer.rpartition("/")[0])
    return sum(label_of(each) == label for each in siblings) > 1


def _unlike(catalog: Catalog, listing: Listing, label: str, lines: Sequence[Node]) -> Iterator[Finding]:
    stated = [line for line in lines if line["necessity"].field.choices.get(line["necessity"].text)]
    for line in stated[1:]:
        if line["necessity"].text != stated[0]["necessity"].text and listing.is_own(line):
            yield finding(
                line["necessity"],
                UNLIKE,
                UNLIKE_HINT,
                label=label,
                name=name_of(catalog, line),
                necessity=line["necessity"].words,
                other=stated[0]["necessity"].words,
            )
