"""A catalog in numbers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from powercat.core.catalog import Catalog
from powercat.core.text import Text


@dataclass(frozen=True, slots=True)
class Statistics:
    """Counts: records by kind, powers by type, powers by responsible organization (its name), and of what handbooks ask."""

    kinds: Mapping[str, tuple[Text, int]]
    types: Mapping[str, tuple[Text, int]]
    organizations: Mapping[str, tuple[str, int]]
    handling_items: int
    materials_asked: int
    materials_waived: int
    steps: int
    unreadable: int


def statistics(catalog: Catalog) -> Statistics:
    """Count a catalog. ``materials_asked`` are lines that the applicant brings, ``materials_waived`` those obtained otherwise."""
    types: Counter[str] = Counter()
    bodies: Counter[str] = Counter()
    for power in catalog.of("power"):
        types[power["power_type"].text] += 1
        if power["organization"]:
            bodies[power["organization"].text] += 1
    items = asked = waived = steps = 0
    for handbook in catalog.of("handbook"):
        for item in handbook["handling_items"]:
            items += 1
            steps += len(item["procedure"])
            for material in item["materials"]:
                if material["obtained_by"].text in ("", "applicant"):
                    asked += 1
                else:
                    waived += 1
    listed = catalog.schemas["power"].field("/power_type").choices
    names = {name: catalog.find("organization", name) for name in bodies}
    return Statistics(
        {name: (catalog.schemas[name].title, len(catalog.of(name))) for name in catalog.schemas.known},
        {value: (choice.title, types[value]) for value, choice in listed.items()},
        {name: ((record.name if (record := names[name]) else name), count) for name, count in bodies.most_common()},
        items,
        asked,
        waived,
        steps,
        sum(not document.whole for document in catalog.documents),
    )
