"""PC321."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from powercat.checks.basis.current import current_handbooks
from powercat.checks.basis.levels import any_of, levels_of
from powercat.core.catalog import Catalog
from powercat.core.record import Node, Record
from powercat.core.rule import Finding, finding, rule
from powercat.core.text import Text
from powercat.law.cited import read_list
from powercat.power.item import items, powers_of
from powercat.power.life import stated, status
from powercat.power.nature import power_type
from powercat.power.once import once
from powercat.power.tables import table

TABLE: Final = "disguised_permits"

FORBIDS: Final = Text(
    "“{power}”的类型是{type}，却写了不办不得从事：“{words}”",
    "“{power}” is of the type “{type}”, and yet forbids to act without it: “{words}”",
)


@rule(
    "PC321",
    on="catalog",
    severity="warning",
    title=Text("像许可的其他权力", "a licence in disguise"),
    message=Text(
        "“{power}”的类型是{type}，办理结果却是证照：“{output}”",
        "“{power}” is of the type “{type}”, and yet its result is a licence: “{output}”",
    ),
    hint=Text(
        "是许可的，改成行政许可，引用能设定许可的依据；不是的，结果写成回执、凭证一类的“其他”，不办也不禁止从事",
        "where it is a licence, say so and cite what may establish one; where it is not, its result is a receipt "
        "(type other) and "
        "nobody is forbidden to act without it",
    ),
    basis=Text(
        "优化营商环境条例第三十九条第一款：不得以备案、登记、年检、认定以及其他任何形式变相设定、实施行政许可",
        "Regulation on the business environment, art. 39(1): no licence may be disguised as filing, registration, "
        "annual inspection, "
        "recognition or in any other form",
    ),
    together=Text("{count} 个“其他行政权力”像是许可", "{count} other powers look like licences"),
)
def licence_in_disguise(catalog: Catalog) -> Iterator[Finding]:
    """
    **发现什么**：类型是“其他行政权力”的事项（备案、登记、年检、认定等），办理结果是证照，或者写了“未经备案不得经营”一类的话。

    **为什么**：许可要由能设定许可的文件设定，列在许可清单里；不得以备案、登记、注册、年检、认定等形式变相设定、实施许可。

    **怎么改**：本来就是许可的，改类型，按许可的要求补全；不是的，不发证照，也不拿没有办理作禁止从事的理由。

    只看“未经……不得……”里说的就是事项名称里的备案、登记、认定等。法律、行政法规、国务院决定作依据的，是全国的规定，都不说。一个事
    项说一次。

    ```yaml
    --- # powers/filing.yaml
    kind: power
    id: filing
    name: 小餐饮备案
    power_type: other
    --- # powers/registration.yaml
    kind: power
    id: registration
    name: 养犬登记
    power_type: other
    description: 未经登记，不得饲养犬只。 #! PC321
    --- # handbooks/filing.yaml
    kind: handbook
    id: filing
    powers: [filing]
    effective_on: 2026-01-01
    handling_items:
      - id: new
        outputs:
          - {name: 小餐饮经营证, type: licence} #! PC321
      - id: change
        outputs:
          - {name: 变更后的经营证, type: licence}
    ```

    ```yaml
    --- # laws/test-law.yaml
    kind: law
    id: test-law
    title: 测试法
    level: law
    --- # powers/filing.yaml
    kind: power
    id: filing
    name: 小餐饮备案
    power_type: other
    --- # powers/registration.yaml
    kind: power
    id: registration
    name: 船名登记
    power_type: other
    description: 未经登记，不得航行。
    legal_basis: [{law: test-law, article: 5}]
    --- # powers/permit.yaml
    kind: power
    id: permit
    name: 测试许可
    power_type: licence
    --- # handbooks/filing.yaml
    kind: handbook
    id: filing
    powers: [filing]
    effective_on: 2026-01-01
    handling_items:
      - id: new
        prohibitions:
          - {id: a, text: 未取得营业执照的，不得备案}
          - {id: b, text: 未经备案不得申请补贴}
        outputs:
          - {name: 备案回执, type: other}
    --- # powers/residence.yaml
    kind: power
    id: residence
    name: 居住证签发
    power_type: other
    legal_basis: [{law: test-law, article: 9}]
    --- # handbooks/residence.yaml
    kind: handbook
    id: residence
    powers: [residence]
    effective_on: 2026-01-01
    handling_items:
      - id: new
        outputs:
          - {name: 居住证, type: licence}
    --- # handbooks/permit.yaml
    kind: handbook
    id: permit
    powers: [permit]
    effective_on: 2026-01-01
    handling_items:
      - id: new
        outputs:
          - {name: 测试许可证, type: licence}
    ```

    In English: a power of the type `other` whose result is a licence, or which says that nobody may act without it (in its
    description or its grounds of refusal; the form meant must be in its name). What rests on a law, administrative regulation
    or State Council decision is set nationwide and passed over. Told once for each power. The words are a table
    (`disguised_permits.yaml`).
    """
    books = _books(catalog)
    for power in catalog.of("power"):
        if power_type(power) != "other" or status(catalog, power) in ("draft", "ended"):
            continue
        mine = books.get(power.id, ())
        name, own_type = power.name, power["power_type"].words
        licence = next((each for item in mine for each in item["outputs"] if each["type"].text == "licence"), None)
        if licence is not None and not _is_national(catalog, stated(catalog, power, "legal_basis")):
            yield finding(licence, power=name, type=own_type, output=licence["name"].text)
        elif (veto := _veto(catalog, power, mine)) is not None:
            yield finding(veto[0], FORBIDS, power=name, type=own_type, words=veto[1])


@once
def _books(catalog: Catalog) -> Mapping[str, Sequence[Node]]:
    """The handling items by the one power that they are of."""
    found: dict[str, list[Node]] = {}
    for handbook in current_handbooks(catalog):
        for item in items(handbook):
            for power in powers_of(catalog, handbook, item)[:1]:
                found.setdefault(power.id, []).append(item)
    return found


def _veto(catalog: Catalog, power: Record, handling_items: Sequence[Node]) -> tuple[Node, str] | None:
    """Where it is said that nobody may act without the power, and the words."""
    pattern = _pattern(catalog, power)
    if pattern is None or _is_national(catalog, stated(catalog, power, "legal_basis")):
        return None
    grounds = (each for item in handling_items for each in item["prohibitions"])
    for node, basis in [(power["description"], None), *((each["text"], each["legal_basis"]) for each in grounds)]:
        match = pattern.search(node.text)
        if match and (basis is None or not _is_national(catalog, basis)):
            return node, match[0]
    return None


def _pattern(catalog: Catalog, power: Record) -> re.Pattern[str] | None:
    """The words that forbid to act without what the name of the power speaks of."""
    words: dict[str, list[str]] = {}
    for entry in table(catalog, TABLE)[TABLE]:
        words.setdefault(entry["part"], []).extend(entry["words"])
    forms = [word for word in words.get("form", ()) if word in power.name]
    if not forms or not words.get("opening") or not words.get("closing"):
        return None
    harmless = [*words.get("harmless", ()), *forms]
    return re.compile(
        f"(?:{_any(words['opening'])})[^。；，,;]{{0,12}}?(?:{_any(forms)})[^。；;]{{0,20}}?(?:{_any(words['closing'])})"
        f"(?!(?:{_any(harmless)}))[^。；;]{{0,20}}"
    )


def _any(words: Sequence[str]) -> str:
    return "|".join(map(re.escape, words))


def _is_national(catalog: Catalog, basis: Node) -> bool:
    """Whether one of the citations may forbid to act nationwide; so too where that is not known."""
    if not basis or len(basis) == 0:
        return False
    levels = levels_of(read_list(catalog, basis))
    return levels is None or any_of(levels, _national(catalog))


def _national(catalog: Catalog) -> Sequence[str]:
    return [level for entry in table(catalog, TABLE)["national"] for level in entry["levels"]]
