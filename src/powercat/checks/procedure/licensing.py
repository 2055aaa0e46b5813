"""What the rules on licences ask: which items are of a licence, what may be counted out of its limit, what else is cited."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from typing import Final

from powercat.checks.basis.levels import level_of
from powercat.core.catalog import Catalog
from powercat.core.record import Node, Record
from powercat.law.register import by_title
from powercat.power.item import items, powers_of
from powercat.power.limits import is_lasting
from powercat.power.nature import power_type
from powercat.power.unread import is_doubtful

LICENSING_LAW: Final = "行政许可法"

_EXCLUDABLE: Final = ("听证", "招标", "拍卖", "检验", "检测", "检疫", "鉴定", "评审")
"""What 行政许可法 45 takes out of the limit, by the word that names it."""

LAWS_AND_REGULATIONS: Final = frozenset(
    {"law", "administrative_regulation", "state_council_decision", "local_regulation", "treaty"}
)
"""法律、法规, and what ranks with them; only they may count more out of the limit than 行政许可法 45 does."""

LAWS_AND_RULES: Final = LAWS_AND_REGULATIONS | {"departmental_rule", "provincial_government_rule", "municipal_government_rule"}
"""法律、法规、规章: what 行政许可法 50(1) leaves other lead times to."""

_INSPECTION: Final = re.compile(
    "(?:实地|现场|上门|入户)(?:核查|核验|核实|核对|勘验|勘查|勘察|勘测|踏勘|踏查|查验|检查|审查|审核|复核|查看|察看|考察|调查|验收|走访)"
    "|勘验|勘测|踏勘|走访|公示"
)


def items_of_licences(catalog: Catalog, handbook: Record) -> Iterator[Node]:
    """The handling items of a handbook in force or to come that are of licences only."""
    if is_lasting(catalog, handbook):
        for item in items(handbook):
            if _is_of_licences(catalog, item):
                yield item


def _is_of_licences(catalog: Catalog, item: Node) -> bool:
    powers = powers_of(catalog, item.record, item)
    return bool(powers) and all(power_type(power) == "licence" for power in powers)


def not_counted(catalog: Catalog, item: Node) -> Sequence[Node]:
    """The special procedures of an item that are out of its limit; not those that PC613 says are in."""
    of_licences = _is_of_licences(catalog, item)
    stated = [each for each in item["special_procedures"] if each["type"].text == "excluded"]
    return [each for each in stated if not (of_licences and is_wrongly_excluded(catalog, each))]


def is_wrongly_excluded(catalog: Catalog, procedure: Node) -> bool:
    """Whether a special procedure of a licence is counted out that 行政许可法 45 does not name, and no law or regulation cited
    provides for it.
    """
    name = procedure["name"].text
    if procedure["type"].text != "excluded" or any(word in name for word in _EXCLUDABLE) or not _INSPECTION.search(name):
        return False
    return not may_be_laid_down(catalog, procedure["legal_basis"], LAWS_AND_REGULATIONS)


def cited_besides(catalog: Catalog, basis: Node) -> Sequence[Node]:
    """The citations of other instruments than 行政许可法; one that is not in the register counts as another."""
    general = {law.id for law in by_title(catalog, LICENSING_LAW)}
    return [each for each in basis if each["law"].text not in general]


def titles_cited_besides(catalog: Catalog, basis: Node) -> tuple[str, ...]:
    """《…》: those of them that are in the register, each once."""
    laws = (catalog.target(each["law"]) for each in cited_besides(catalog, basis))
    return tuple(dict.fromkeys(f"《{law.name}》" for law in laws if law is not None))


def may_be_laid_down(catalog: Catalog, basis: Node, levels: Collection[str]) -> bool:
    """Whether citations name an instrument other than 行政许可法 of one of the levels, or one whose level is not known, or cannot
    be read.
    """
    laws = [catalog.target(each["law"]) for each in cited_besides(catalog, basis)]
    return is_doubtful(basis) or any(law is None or level_of(law) in (*levels, "") for law in laws)
