"""PC212."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from powercat.core.catalog import Catalog
from powercat.core.record import Record
from powercat.core.rule import Finding, finding, rule
from powercat.core.schema import Kind
from powercat.core.text import Text

ITSELF = Text("“{field}”写的是自己", "“{field}” names the record itself")
ITSELF_HINT = Text("删去这一行，或者改成真正的那一个", "remove it, or write the one that is meant")
AROUND = Text("也在这个圈里", "also in this circle")

Edges = Mapping[str, Sequence[str]]

NO_DIRECTION: Final = frozenset({"review_body"})
"""Fields that may name the record itself: provincial governments and departments of the State Council review what they did
(行政复议法第二十四条第二款、第二十五条第一项)."""


@rule(
    "PC212",
    on="catalog",
    title=Text("引用绕成了圈", "references in a circle"),
    message=Text("“{field}”绕成了圈：{circle}", "“{field}” leads in a circle: {circle}"),
    hint=Text("圈里至少有一处写反了或者写错了，找出来改掉", "at least one of these is the wrong way round or mistaken; mend it"),
    basis=Text(
        "《记录格式》“引用”：上下级、前后任和替代关系不循环",
        "Record format, “reference”: what is above, before or in place of something forms no circle",
    ),
    together=Text(
        "{count} 组引用绕成了圈：主项、上级、承接的机关找不出来",
        "{count} circles of references: no main item, parent or successor can be found",
    ),
)
def reference_cycle(catalog: Catalog) -> Iterator[Finding]:
    """
    **发现什么**：主项和子项、上级和下级、前身和承接、代替和被代替，绕了一圈回到自己。

    **为什么**：这些关系都是一个方向的。绕成了圈就没有头：主项的备案、法律的现行版本、机关的承接者都找不出来。

    **怎么改**：圈里至少有一处写反了或者写错了，改掉它。一个圈只说一次，记在路径最靠前的记录上。

    ```yaml
    --- # powers/a.yaml
    kind: power
    id: a
    parent: b #! PC212
    --- # powers/b.yaml
    kind: power
    id: b
    parent: c
    --- # powers/c.yaml
    kind: power
    id: c
    parent: a
    ```

    ```yaml
    --- # laws/old.yaml
    kind: law
    id: old
    superseded_by: [new]
    --- # laws/new.yaml
    kind: law
    id: new
    superseded_by:
      - new #! PC212
    ```

    前身和承接是两个方向，互相写上是对的。

    ```yaml
    --- # organizations/old.yaml
    kind: organization
    id: old
    successors: [new]
    --- # organizations/new.yaml
    kind: organization
    id: new
    predecessors: [old]
    ```

    复议机关可以是机关自己：省级政府、国务院部门自己的行政行为，由自己复议。

    ```yaml
    kind: organization
    id: sh
    name: 上海市人民政府
    review_body: sh
    ```

    In English: main items, parents, successors, replaced editions and the like point one way. A circle leaves nothing to begin
    from. Each circle is told once, at its first record in order of path.
    """
    for kind in (catalog.schemas[name] for name in catalog.schemas.known):
        for names in _own_kind(kind):
            edges = _edges(catalog, kind, names)
            for circle in _circles(edges):
                yield _told(catalog, kind, names, circle)


def _own_kind(kind: Kind) -> list[str]:
    """The names of the fields at the top of a record that refer to records of the same kind."""
    return [
        name
        for field in kind.references
        if field.ref == kind.name
        and (name := field.pointer.split("/")[1]) not in NO_DIRECTION
        and field.pointer.removesuffix("/*").count("/") == 1
    ]


def _edges(catalog: Catalog, kind: Kind, name: str) -> Edges:
    found: dict[str, list[str]] = {}
    for record in catalog.of(kind.name):
        stated = record.data.get(name)
        targets = [each for each in (stated if isinstance(stated, list) else [stated]) if isinstance(each, str)]
        if targets:
            found[record.id] = targets
    return found


def _circles(edges: Edges) -> Iterator[list[str]]:
    """One circle of each knot, beginning with the first in order of ``edges``."""
    done: set[str] = set()
    for start in edges:
        if start in done:
            continue
        path: dict[str, Iterator[str]] = {start: iter(edges[start])}
        while path:
            here = next(reversed(path))
            for target in path[here]:
                if target in path:
                    names = list(path)
                    yield _from_first(names[names.index(target) :], edges)
                elif target in edges and target not in done:
                    path[target] = iter(edges[target])
                    break
            else:
                done.add(here)
                del path[here]


def _from_first(circle: list[str], edges: Edges) -> list[str]:
    order = {name: number for number, name in enumerate(edges)}
    first = min(range(len(circle)), key=lambda index: order[circle[index]])
    return circle[first:] + circle[:first]


def _told(catalog: Catalog, kind: Kind, name: str, circle: Sequence[str]) -> Finding:
    records: list[Record] = [found for each in circle if (found := catalog.find(kind.name, each)) is not None]
    target = circle[1] if len(circle) > 1 else circle[0]
    node = records[0][name]
    at = next((item for item in node if item.raw == target), node)
    if len(circle) == 1:
        return finding(at, ITSELF, ITSELF_HINT, field=node.label)
    return finding(
        at,
        field=node.label,
        circle=" → ".join(record.name for record in (*records, records[0])),
        related=[(record[name], AROUND) for record in records[1:]],
    )
