"""The burden of powers as rows of a table: in words for people, in numbers for programs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from powercat.core.text import Lang, Text
from powercat.views.burden import REASONS, Burden, By, Group, Share, Spread

HEADINGS: Final[Mapping[By, Text]] = {
    "organization": Text("实施机关", "organization"),
    "type": Text("事项类型", "type of power"),
    "all": Text("范围", "scope"),
}

FIGURES: Final[Mapping[str, Text]] = {
    "powers": Text("现行事项", "powers in force"),
    "items": Text("业务办理项", "handling items"),
    "offered": Text("各机关合计", "at all bodies"),
    "materials": Text("材料份数", "materials"),
    "materials_most": Text("材料最多", "most materials"),
    "steps": Text("办理步骤", "steps"),
    "promised": Text("承诺工作日", "days promised"),
    "statutory": Text("法定工作日", "days by law"),
    "ratio": Text("承诺占法定", "promised of law"),
    "visits": Text("跑动次数", "visits"),
    "online": Text("网上能办", "handled online"),
    "immediate": Text("即办件", "immediate"),
    "free": Text("不收费", "free of charge"),
}
"""The columns of a table for people, in order."""

LEGEND: Final = Text(
    "材料、步骤、工作日、占比、跑动次数都是中位数。同一个办理项有几个机关办的，每个机关算一次，按本机关的时限和材料算；"
    "材料是申请人自己带的，几选一的算一份，分情形的取最多的一种。网上能办的按有办事指南的办理项算。",
    "Materials, steps, days, shares and visits are medians. An item that several bodies handle counts once for each, with that "
    "body's own limits and materials; materials are those the applicant brings, alternatives count once, and of scenarios the "
    "one with the most counts. Handled online is of the items with a guide.",
)
LEFT_OUT: Final = Text(
    "{title}：{whole} 项里算了 {counted} 项，没有算的：{reasons}", "{title}: {counted} of {whole}; left out: {reasons}"
)
REASON: Final = Text("{reason} {count} 项", "{count} as “{reason}”")
OF: Final = Text("{count}/{whole}（{share}）", "{count}/{whole} ({share})")
PARTLY: Final = Text("{value}（{counted} 项）", "{value} (of {counted})")

_SPREADS: Final = ("materials", "steps", "promised", "statutory", "ratio", "visits")
_SHARES: Final = ("online", "immediate", "free")


def cells(burden: Burden, lang: Lang) -> dict[str, str]:
    """The columns of :data:`FIGURES` in words; a median of fewer items than are offered says of how many."""
    found = {name: str(getattr(burden, name)) for name in ("powers", "items", "offered")}
    for name in _SPREADS:
        found[name] = _median(getattr(burden, name), burden.offered, lang, percent=name == "ratio")
    found["materials_most"] = "–" if burden.materials.highest is None else _number(burden.materials.highest)
    found |= {name: _share(getattr(burden, name), lang) for name in _SHARES}
    return {name: found[name] for name in FIGURES}


def people_rows(groups: Sequence[Group], lang: Lang) -> Iterator[dict[str, str]]:
    """Rows for people; the column ``group`` is whose burden it is."""
    for group in groups:
        yield {"group": group.name.say(lang), **cells(group.burden, lang)}


def left_out(burden: Burden, lang: Lang) -> Iterator[str]:
    """A sentence for every median that leaves items out, with the reasons."""
    for name in _SPREADS:
        spread: Spread = getattr(burden, name)
        if spread.left_out:
            reasons = [REASON.say(lang, {"reason": REASONS[key], "count": count}) for key, count in spread.left_out.items()]
            words = {"title": FIGURES[name], "whole": burden.offered, "counted": spread.counted, "reasons": reasons}
            yield LEFT_OUT.say(lang, words)


def plain(burden: Burden) -> dict[str, object]:
    """The figures for JSON, nested; medians and shares as numbers, ``null`` where there is nothing to count."""
    found: dict[str, object] = {name: getattr(burden, name) for name in ("powers", "items", "offered")}
    for name in _SPREADS:
        spread: Spread = getattr(burden, name)
        found[name] = {
            "median": _rounded(spread.median),
            "highest": _rounded(spread.highest),
            "counted": spread.counted,
            "left_out": dict(spread.left_out),
        }
    for name in _SHARES:
        share: Share = getattr(burden, name)
        found[name] = {"count": share.count, "of": share.whole}
    return found


def flat(burden: Burden, lang: Lang) -> dict[str, object]:
    """The figures for CSV: a number a cell, ``""`` where there is nothing to count, and the reasons in words."""
    found: dict[str, object] = {name: getattr(burden, name) for name in ("powers", "items", "offered")}
    for name in _SPREADS:
        spread: Spread = getattr(burden, name)
        found[f"{name}_median"] = "" if spread.median is None else _rounded(spread.median)
        found[f"{name}_highest"] = "" if spread.highest is None else _rounded(spread.highest)
        found[f"{name}_counted"] = spread.counted
        reasons = (REASON.say(lang, {"reason": REASONS[key], "count": count}) for key, count in spread.left_out.items())
        found[f"{name}_left_out"] = "; ".join(reasons)
    for name in _SHARES:
        share: Share = getattr(burden, name)
        found |= {name: share.count, f"{name}_of": share.whole}
    return found


def _median(spread: Spread, whole: int, lang: Lang, percent: bool) -> str:
    if spread.median is None:
        return "–"
    value = _percent(spread.median) if percent else _number(spread.median)
    return value if spread.counted == whole else PARTLY.say(lang, {"value": value, "counted": spread.counted})


def _share(share: Share, lang: Lang) -> str:
    if not share.whole:
        return "–"
    return OF.say(lang, {"count": share.count, "whole": share.whole, "share": _percent(share.count / share.whole)})


def _rounded(value: float | None) -> float | None:
    """Three decimals at most, and none for a whole number."""
    if value is None:
        return None
    return int(value) if value == int(value) else round(value, 3)


def _number(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")


def _percent(value: float) -> str:
    return f"{value * 100:.0f}%"
