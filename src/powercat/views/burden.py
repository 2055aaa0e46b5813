"""What powers ask of those who come: materials, steps, days, visits, fees; and what they make easy.

Everything is counted by handling items as bodies offer them (:mod:`powercat.views.offering`), so that the numbers of the
organizations and those of the whole catalog rest on the same things.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Final, Literal

from powercat.core.catalog import Catalog
from powercat.core.record import Node, Record
from powercat.core.text import Text
from powercat.power.bodies import bodies
from powercat.power.item import effective
from powercat.power.life import powers_in_force
from powercat.power.nature import initiation
from powercat.views.offering import Offering, offerings

By = Literal["all", "organization", "type"]
GROUPINGS: Final[tuple[By, ...]] = ("organization", "type", "all")

HANDLED_ONLINE: Final = frozenset({"handling", "result_feedback", "e_licence"})
"""The depths of online service from handling on."""

EX_OFFICIO: Final = "ex_officio"
UNSTATED: Final = "unstated"

REASONS: Final[Mapping[str, Text]] = {
    UNSTATED: Text("没有填写", "not stated"),
    EX_OFFICIO: Text("依职权办理，不用填写", "ex officio, nothing to state"),
    "none": Text("没有规定天数", "no number of days is set"),
    "before_expiry": Text("在期限届满前办结，没有天数", "before expiry, no number of days"),
    "calendar_day": Text("按自然日计算", "in calendar days"),
    "month": Text("按月计算", "in months"),
    "year": Text("按年计算", "in years"),
    "hour": Text("按小时计算", "in hours"),
    "unlike_units": Text("承诺与法定的单位不同", "promised and statutory units differ"),
    "zero": Text("法定时限就是当场", "the law itself says on the spot"),
}
"""Why a handling item is left out of a median, by the key under which :attr:`Spread.left_out` counts it."""


@dataclass(frozen=True, slots=True)
class Spread:
    """Numbers of one sort: the median and the highest of those ``counted`` (``None`` when there are none), and how many were
    left out for which of :data:`REASONS`.
    """

    counted: int
    median: float | None
    highest: float | None
    left_out: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Share:
    """``count`` of ``whole``."""

    count: int
    whole: int


@dataclass(frozen=True, slots=True)
class Burden:
    """The burden of some powers.

    ``powers`` are in force (main items and sub-items alike), ``items`` their handling items, ``offered`` these once for each
    body that offers them; all that follows counts the latter. ``materials``: what one applicant brings at most. ``promised``
    and ``statutory``: working days, other units left out. ``ratio``: promised by statutory, of the same unit. ``visits``: as
    the guide says. ``online``: handled online, of those with a guide. ``immediate`` and ``free``: of those that state a case
    type, and fees or that there are none.
    """

    powers: int
    items: int
    offered: int
    materials: Spread
    steps: Spread
    promised: Spread
    statutory: Spread
    ratio: Spread
    visits: Spread
    online: Share
    immediate: Share
    free: Share


@dataclass(frozen=True, slots=True)
class Group:
    """A burden and whose it is: an organization by id and name, a type of power by value and title, or the whole catalog."""

    key: str
    name: Text
    burden: Burden


ALL: Final = Text("全部", "all")
NOBODY: Final = Text("（没有登记实施机关）", "(no organization on record)")
NO_TYPE: Final = Text("（没有写事项类型）", "(no type stated)")


def burden(catalog: Catalog, by: By = "all") -> tuple[Group, ...]:
    """The burden of a catalog on its day: of the whole, or by organization (most handling items first), or by type of power.

    An organization's powers are those on which it acts, with its own limits and materials; the key of what no organization
    (no type) claims is ``""``.
    """
    if by == "all":
        return (Group("all", ALL, _burden(powers_in_force(catalog), offerings(catalog))),)
    found = _by_organization(catalog) if by == "organization" else _by_type(catalog)
    return tuple(Group(key, name, _burden(powers, offered)) for key, (name, powers, offered) in found.items())


_Groups = Mapping[str, tuple[Text, list[Record], list[Offering]]]


def _by_organization(catalog: Catalog) -> _Groups:
    found: dict[str, tuple[Text, list[Record], list[Offering]]] = {}

    def group(body: Record | None) -> tuple[Text, list[Record], list[Offering]]:
        if body is None:
            return found.setdefault("", (NOBODY, [], []))
        return found.setdefault(body.id, (Text(body.name, body.name), [], []))

    for power in powers_in_force(catalog):
        for body in bodies(catalog, power) or (None,):
            group(body)[1].append(power)
    for offering in offerings(catalog):
        group(offering.body)[2].append(offering)
    return dict(sorted(found.items(), key=lambda each: (not each[0], -len(each[1][2]), -len(each[1][1]), each[0])))


def _by_type(catalog: Catalog) -> _Groups:
    choices = catalog.schemas["power"].field("/power_type").choices
    found: dict[str, tuple[Text, list[Record], list[Offering]]] = {
        **{value: (choice.title, [], []) for value, choice in choices.items()},
        "": (NO_TYPE, [], []),
    }

    def kind(power: Record) -> str:
        return power["power_type"].text if power["power_type"].text in choices else ""

    for power in powers_in_force(catalog):
        found[kind(power)][1].append(power)
    for offering in offerings(catalog):
        for name in dict.fromkeys(map(kind, offering.powers)):
            found[name][2].append(offering)
    return {name: each for name, each in found.items() if each[1] or each[2]}


def _burden(powers: Sequence[Record], offered: Sequence[Offering]) -> Burden:
    promised = [_working_days(each, each.limit("promised_limit")) for each in offered]
    statutory = [_working_days(each, each.limit("statutory_limit")) for each in offered]
    depths = [each.published["online_depth"] if each.published else None for each in offered if each.guide]
    online = sum(any(step.text in HANDLED_ONLINE for step in depth) for depth in depths if depth is not None)
    cases = [case.text for each in offered if (case := effective(each.item, "case_type"))]
    fees = [len(fee) for each in offered if (fee := effective(each.item, "fees"))]
    return Burden(
        len(powers),
        len({(each.item.record.id, each.item.pointer) for each in offered}),
        len(offered),
        _spread(_stated(each, each.materials()) for each in offered),
        _spread(_stated(each, len(each.item["procedure"]) if each.item["procedure"] else None) for each in offered),
        _spread(promised),
        _spread(statutory),
        _spread(map(_ratio, offered)),
        _spread(_stated(each, each.published["on_site_visits"].value if each.published else None) for each in offered),
        Share(online, len(depths)),
        Share(cases.count("immediate"), len(cases)),
        Share(fees.count(0), len(fees)),
    )


def _spread(values: Iterable[float | str]) -> Spread:
    """Of numbers, and reasons where there is none."""
    every = list(values)
    numbers = [value for value in every if not isinstance(value, str)]
    reasons = Counter(value for value in every if isinstance(value, str))
    left_out = {reason: reasons[reason] for reason in REASONS if reasons[reason]}
    return Spread(len(numbers), median(numbers) if numbers else None, max(numbers, default=None), left_out)


def _stated(offering: Offering, value: float | None) -> float | str:
    return _absent(offering) if value is None else value


def _absent(offering: Offering) -> str:
    return EX_OFFICIO if all(initiation(power) == EX_OFFICIO for power in offering.powers) else UNSTATED


def _working_days(offering: Offering, limit: Node) -> float | str:
    read = _read(offering, limit)
    if isinstance(read, str):
        return read
    value, unit = read
    return value if unit == "working_day" or not value else unit


def _read(offering: Offering, limit: Node) -> tuple[float, str] | str:
    """A period's number and unit, or why it has none."""
    if not limit:
        return _absent(offering)
    for reason in ("none", "before_expiry"):
        if limit[reason].value:
            return reason
    if not limit["value"] or not limit["unit"]:
        return UNSTATED
    return limit["value"].value, limit["unit"].text


def _ratio(offering: Offering) -> float | str:
    """What is promised of what the law allows: 0.5 is half the time."""
    promised = _read(offering, offering.limit("promised_limit"))
    allowed = _read(offering, offering.limit("statutory_limit"))
    if isinstance(allowed, str):
        return allowed
    if isinstance(promised, str):
        return promised
    (value, unit), (most, measure) = _in_months(*promised), _in_months(*allowed)
    if not most:
        return "zero"
    return value / most if unit == measure or not value else "unlike_units"


def _in_months(value: float, unit: str) -> tuple[float, str]:
    return (value * 12, "month") if unit == "year" else (value, unit)
