"""PC521."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Final

from powercat.checks.discretion.tables import penalty_of
from powercat.core.catalog import Catalog
from powercat.core.record import Node, Record
from powercat.core.rule import Finding, finding, rule
from powercat.core.text import Text
from powercat.power.unread import is_doubtful, is_told

NONE: Final = Text("不予处罚", "no penalty")
LESS: Final = Text("从轻或者减轻", "a lighter or mitigated one")

WANTED: Final[Mapping[Text, tuple[Collection[str], Collection[str]]]] = {
    NONE: (("none", "exempt"), ("不予", "不罚", "免予", "免罚")),
    LESS: (("lighter", "mitigated"), ("从轻", "减轻")),
}
"""What a table should have: the tiers, and the words of a row's name where its tier is not stated."""


@rule(
    "PC521",
    on="discretion",
    severity="info",
    title=Text("裁量基准没有从宽的档次", "a benchmark without lenient tiers"),
    message=Text("裁量基准里没有这样的档次：{missing}", "the benchmark has no tier for {missing}"),
    hint=Text(
        "补上：轻微并及时改正、没有危害后果的不予处罚；初次违法、后果轻微并及时改正的可以不予；主动消除危害后果的从轻或者减轻。"
        "别的基准统一规定了的，写暂缓说明",
        "add them: no penalty for what is slight, mended in time and harmless (it may be spared where a first offence did slight "
        "harm); less for who removes the harm; where a common benchmark has them, state a waiver",
    ),
    basis=Text("行政处罚法第三十条至第三十三条", "Administrative Penalty Law, art. 30 to 33"),
    together=Text("{count} 份裁量基准没有不予、从轻、减轻的档次", "{count} benchmarks without lenient tiers"),
)
def discretion_without_leniency(discretion: Record, catalog: Catalog) -> Iterator[Finding]:
    """
    **发现什么**：处罚的裁量基准，没有一档是不予处罚的，或者没有一档是从轻、减轻的。

    **为什么**：违法行为轻微并及时改正、没有造成危害后果的，不予处罚；主动消除或者减轻危害后果等情形，应当从轻或者减轻处罚。表里没有这些档
    次，办案的人就容易漏掉。

    **怎么改**：补上这些档次。由全市统一的基准规定了的，可以不写。

    ```yaml
    --- # powers/fine.yaml
    kind: power
    id: fine
    power_type: penalty
    --- # discretion/fine.yaml
    kind: discretion
    id: fine
    power: fine
    rows:
      - {id: a, name: 一般, tier_kind: ordinary} #! PC521
      - {id: b, name: 从重, tier_kind: heavier}
    ```

    没有写裁量阶次的，看档次名称；别的事项的裁量基准不看。

    ```yaml
    --- # powers/fine.yaml
    kind: power
    id: fine
    power_type: penalty
    --- # powers/subsidy.yaml
    kind: power
    id: subsidy
    power_type: benefit
    --- # discretion/fine.yaml
    kind: discretion
    id: fine
    power: fine
    rows:
      - {id: a, name: 不予处罚}
      - {id: b, name: 减轻处罚}
      - {id: c, name: 一般, tier_kind: ordinary}
    --- # discretion/subsidy.yaml
    kind: discretion
    id: subsidy
    power: subsidy
    rows:
      - {id: a, name: 一般, tier_kind: ordinary}
    ```

    In English: the benchmark of a penalty has no tier without a penalty, or none that is lighter or mitigated. Rows whose
    tier is not stated are known by their names.
    """
    rows = discretion["rows"]
    if not rows or len(rows) == 0 or penalty_of(catalog, discretion) is None:
        return
    missing = tuple(name for name, (tiers, words) in WANTED.items() if not any(_is(row, tiers, words) for row in rows))
    if missing:
        yield finding(rows, missing=missing)


def _is(row: Node, tiers: Collection[str], words: Collection[str]) -> bool:
    if is_doubtful(row["tier_kind"]) or is_told(row["name"]):
        return True  # it may be the one
    if row["tier_kind"]:
        return row["tier_kind"].text in tiers
    return any(word in row["name"].text for word in words)
