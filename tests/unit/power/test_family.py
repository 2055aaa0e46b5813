"""Main items above main items, many levels of them."""

from __future__ import annotations

import time
from collections.abc import Callable

from powercat.core.catalog import Catalog
from powercat.core.record import Record
from powercat.power.bodies import bodies
from powercat.power.family import from_above, lineage

Read = Callable[..., Catalog]


def power(catalog: Catalog, name: str) -> Record:
    found = catalog.find("power", name)
    assert found is not None
    return found


def chain(levels: int, last: str) -> str:
    """Powers ``p0`` to ``p<levels>``, each below the one before."""
    pieces = ["--- # organizations/o.yaml\n{kind: organization, id: o, name: 局}\n"]
    for level in range(levels + 1):
        above = f", parent: p{level - 1}" if level else ""
        pieces.append(f"--- # powers/p{level}.yaml\n{{kind: power, id: p{level}{above}{last if level == levels else ''}}}\n")
    return "".join(pieces)


def test_a_long_line_is_gone_up_and_down(read: Read) -> None:
    catalog = read(chain(1500, ", organization: o"))
    begun = time.process_time()
    assert [body.id for body in bodies(catalog, power(catalog, "p0"))] == ["o"]
    for _ in range(20):
        for each in catalog.of("power"):
            lineage(catalog, each)
    assert [each.id for each in lineage(catalog, power(catalog, "p1500"))] == [f"p{level}" for level in range(1500, -1, -1)]
    assert time.process_time() - begun < 5


def test_main_items_come_before_their_sub_items_and_circles_are_gone_round_once(read: Read) -> None:
    catalog = read("""
        --- # powers/a.yaml
        {kind: power, id: a, parent: b, organization: x}
        --- # powers/b.yaml
        {kind: power, id: b, parent: a, organization: y}
        --- # powers/c.yaml
        {kind: power, id: c, parent: a, organization: z}
        --- # powers/d.yaml
        {kind: power, id: d, parent: e}
        --- # powers/e.yaml
        {kind: power, id: e}
        --- # powers/f.yaml
        {kind: power, id: f, parent: f}
        --- # organizations/y.yaml
        {kind: organization, id: y}
    """)
    order = [each.id for each in from_above(catalog)]
    assert sorted(order) == list("abcdef")
    assert order.index("e") < order.index("d") and order.index("a") < order.index("c")
    assert {each.id: [above.id for above in lineage(catalog, each)] for each in catalog.of("power")} == {
        "a": ["a", "b"],
        "b": ["b", "a"],
        "c": ["c", "a", "b"],
        "d": ["d", "e"],
        "e": ["e"],
        "f": ["f"],
    }
    for each in reversed(catalog.of("power")):
        lineage(catalog, each)
    assert [body.id for body in bodies(catalog, power(catalog, "b"))] == ["y"]
