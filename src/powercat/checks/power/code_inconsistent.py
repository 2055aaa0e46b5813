"""PC210."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from powercat.core.catalog import Catalog
from powercat.core.diagnostic import Severity
from powercat.core.formats import is_uscc
from powercat.core.record import Node, Record
from powercat.core.rule import Finding, finding, rule
from powercat.core.text import Text
from powercat.logic.codes import BasicCode, basic_code, handling_item_code, implementation_code
from powercat.power.family import main_item, sub_items
from powercat.power.nature import power_type
from powercat.power.once import once
from powercat.power.tables import shipped, table
from powercat.power.unread import is_sure

NATIONAL: Final = "00"
BASIC_CODES: Final = ("basic", "local_basic")

TYPE = Text(
    "“{part}”的类型段是 {written}，事项类型是“{type}”，应当是 {wanted}",
    "the type segment of the code (“{part}”) is {written}; for “{type}” it should be {wanted}",
)
AREA = Text(
    "“{part}”的地区段是 {written}，本目录是 {wanted}（国家目录的编码是 00）",
    "the area segment of the code (“{part}”) is {written}; this catalog is {wanted} (national codes begin with 00)",
)
PARENT = Text(
    "子项的基本编码前 9 位是 {written}，主项“{name}”的是 {wanted}，应当相同",
    "the sub-item's code begins with {written}, its main item's (“{name}”) with {wanted}; both should be the same",
)
MAIN_END = Text(
    "有子项的主项，基本编码应当以 00Y 结尾，写的是 {written}",
    "the code of a main item with sub-items ends in 00Y, not in {written}",
)
SUB_END = Text(
    "子项的基本编码应当以 001 起的顺序号结尾，写的是 {written}",
    "the code of a sub-item ends in a serial from 001 on, not in {written}",
)
NO_SUB_ITEMS = Text(
    "基本编码以 00Y 结尾，是有子项的主项，目录里没有它的子项",
    "the code ends in 00Y, a main item with sub-items, but the catalog has none of them",
)
BODY = Text(
    "编码里的机关代码是 {written}，“{name}”的统一社会信用代码是 {wanted}",
    "the code is for the body {written}; the credit code of “{name}” is {wanted}",
)
LEVEL = Text(
    "编码里的行使层级是 {written}，这份实施清单是“{level}”，应当是 {wanted}",
    "the level in the code is {written}; this implementation is “{level}”, which is {wanted}",
)
BASIC = Text(
    "编码里的基本编码是 {written}，“{name}”的是 {wanted}", "the basic code inside is {written}; that of “{name}” is {wanted}"
)
ITEM = Text(
    "办理项编码前 31 位应当与实施编码 {wanted} 相同，写的是 {written}",
    "a handling item's code begins with the implementation code {wanted}, not with {written}",
)
SAME = Text("编码 {code} 已经用在“{name}”上", "the code {code} is used for “{name}” already")
SAME_HINT = Text("核对是哪一个抄错了", "find out which of the two is miscopied")
UNKNOWN_AREA = Text(
    "不知道地区 {area} 的类型代码表，编码里的类型没有核对",
    "the type digits of the area {area} are not known, so the types in codes were not checked",
)
UNKNOWN_AREA_HINT = Text(
    "在目录记录里写 code_families：与国家编码不同的类型写上，都相同的写 []",
    "state code_families in the catalog record: the types that differ from the national ones, or [] when none does",
)
OTHER = Text("对照的是这里", "compared with this")


@dataclass(frozen=True, slots=True)
class _Family:
    """How an area writes types and levels: digits by type, digit by level."""

    types: Mapping[str, str]
    levels: Mapping[str, str]


@once
def _families(catalog: Catalog) -> Mapping[str, _Family]:
    entries: list[dict[str, Any]] = table(catalog, "code_families")["families"]
    own = {entry["area"]: _family(entry) for entry in entries}
    shared = _family(next(entry for entry in shipped("code_families")["families"] if entry["area"] == NATIONAL))
    national = _Family({**shared.types, **own[NATIONAL].types}, {**shared.levels, **own[NATIONAL].levels})
    return {area: _Family({**national.types, **each.types}, {**national.levels, **each.levels}) for area, each in own.items()}


def _family(entry: Mapping[str, Any]) -> _Family:
    return _Family(
        {each["type"]: each["digits"] for each in entry.get("types", ())},
        {each["level"]: each["digit"] for each in entry.get("levels", ())},
    )


@dataclass(frozen=True, slots=True)
class _Setting:
    """The catalog's own area (``""`` when unknown) and what it says of its type digits (``None``: nothing)."""

    area: str
    own: Mapping[str, str] | None
    families: Mapping[str, _Family]

    def family(self, area: str) -> _Family | None:
        """The family of an area's codes; ``None`` when it is not known."""
        known = self.families.get(area)
        if area != self.area or self.own is None:
            return known
        base = known or self.families[NATIONAL]
        return _Family({**base.types, **self.own}, base.levels)


@rule(
    "PC210",
    on="catalog",
    severity="warning",
    publish="error",
    title=Text("编码与记录对不上", "a code that does not match its record"),
    message=TYPE,
    hint=Text("核对编码和记录，哪一个错改哪一个", "check the code and the record, and mend the one that is wrong"),
    basis=Text(
        "全国一体化政务服务平台政务服务事项编码规则（GB/T 39554.1、GB/T 39046-2020 附录 A）",
        "Coding rules of the national government-service platform (GB/T 39554.1; GB/T 39046-2020, annex A)",
    ),
    together=Text(
        "{count} 处编码与记录对不上：先核对机关代码和事项类型",
        "{count} codes do not match their records: check body and type first",
    ),
)
def code_inconsistent(catalog: Catalog) -> Iterator[Finding]:
    """
    **发现什么**：基本编码、实施编码、业务办理项编码里的类型、层级、机关、主项各段，与事项、实施清单和机关的记录对不上。

    **为什么**：编码是各级平台对接的唯一标识，一段错了，数据就对到别的事项上。

    **怎么改**：核对编码和记录，哪一个错改哪一个。

    基本编码 12 位：地区 2 位、类型 2 位、部门 2 位、主项 3 位、子项 3 位。

    ```yaml
    --- # catalog.yaml
    kind: catalog
    id: shanghai
    division_code: "310000"
    --- # powers/food-licence.yaml
    kind: power
    id: food-licence
    power_type: licence
    codes: {basic: "310100256000"}
    --- # powers/seal.yaml
    kind: power
    id: seal
    power_type: other
    codes: {basic: "310100257000"} #! PC210
    --- # powers/guidance.yaml
    kind: power
    id: guidance
    power_type: public_service
    codes: {basic: "442100257000"} #! PC210
    ```

    有子项的主项以 00Y 结尾，子项与它前 9 位相同，以 001 起的顺序号结尾。

    ```yaml
    --- # powers/main.yaml
    kind: power
    id: main
    power_type: licence
    codes: {basic: "31010025600Y"}
    --- # powers/sub-a.yaml
    kind: power
    id: sub-a
    power_type: licence
    parent: main
    codes: {basic: "310100256001"}
    --- # powers/sub-b.yaml
    kind: power
    id: sub-b
    power_type: licence
    parent: main
    codes: {basic: "310100265002"} #! PC210
    --- # powers/other.yaml
    kind: power
    id: other
    power_type: licence
    codes: {basic: "31010030100Y"} #! PC210
    ```

    实施编码 31 位：机关的统一社会信用代码 18 位、行使层级 1 位、基本编码 12 位（国家的、地方的、以前的都可以）；办理项编码再加 2
    位。

    ```yaml
    --- # powers/food-licence.yaml
    kind: power
    id: food-licence
    power_type: licence
    codes: {basic: "310100256000", local_basic: "440100256000"}
    --- # organizations/a.yaml
    kind: organization
    id: a
    uscc: 11310116002475827M
    --- # implementations/a.yaml
    kind: implementation
    id: a
    power: food-licence
    organization: a
    level: district
    code: "11310116002475827M4310100256000"
    handling_items:
      - {id: new, code: "11310116002475827M431010025600001"}
      - {id: change, code: "11310116002475827M431010026500002"} #! PC210
    --- # implementations/b.yaml
    kind: implementation
    id: b
    power: food-licence
    organization: a
    level: district
    code: "11310000002420447T2310200256000" #! PC210 PC210 PC210
    --- # implementations/c.yaml
    kind: implementation
    id: c
    power: food-licence
    organization: a
    level: district
    code: "11310116002475827M4440100256000"
    ```

    各地从 10、20 起的类型代码不一样。不认识的地区只提示一次；在目录记录里写 `code_families`，就按它核对，与国家编码都相同的写
    `[]`。

    ```yaml
    --- # catalog.yaml
    kind: catalog #! PC210
    id: nanchong
    division_code: "511300"
    --- # powers/a.yaml
    kind: power
    id: a
    power_type: other
    codes: {basic: "512000256000"}
    ```

    ```yaml
    --- # catalog.yaml
    kind: catalog
    id: nanchong
    division_code: "511300"
    code_families: [{type: other, digits: "20"}]
    --- # powers/a.yaml
    kind: power
    id: a
    power_type: other
    codes: {basic: "512000256000"}
    --- # powers/b.yaml
    kind: power
    id: b
    power_type: other
    codes: {basic: "510100256000"} #! PC210
    ```

    没有写编码的、写 7（分级管理）的层级，不说。

    ```yaml
    --- # powers/a.yaml
    kind: power
    id: a
    power_type: licence
    codes: {local_basic: "0101220000"}
    --- # implementations/a.yaml
    kind: implementation
    id: a
    power: a
    level: district
    code: "11310116002475827M7310100256000"
    ```

    主项和子项的编码，同一个地区的才比；地方基本编码也核对地区和类型；写错了形式的编码，由格式检查说。

    ```yaml
    --- # powers/main.yaml
    kind: power
    id: main
    power_type: licence
    codes: {basic: "000100256000", local_basic: "310200256000"} #! PC210
    --- # powers/sub-a.yaml
    kind: power
    id: sub-a
    power_type: licence
    parent: main
    codes: {basic: "310100301000"}
    --- # powers/sub-b.yaml
    kind: power
    id: sub-b
    power_type: licence
    codes: {basic: "31-01-002"}
    --- # implementations/a.yaml
    kind: implementation
    id: a
    power: sub-b
    code: "11310116002475827M4310100256000"
    ```

    两个事项不能用同一个编码；国家的编码可以是几个事项共用的。

    ```yaml
    --- # powers/a.yaml
    kind: power
    id: a
    codes: {basic: "310100256000"}
    --- # powers/b.yaml
    kind: power
    id: b
    codes: {basic: "310100256000"} #! PC210
    --- # powers/c.yaml
    kind: power
    id: c
    codes: {basic: "000100256000"}
    --- # powers/d.yaml
    kind: power
    id: d
    codes: {basic: "000100256000"}
    ```

    In English: the segments of basic, implementation and handling-item codes against power, main item, implementation and
    organization, by the code family of the area. An area whose type digits are not known is told once, as information;
    `code_families` in the catalog record makes it known.
    """
    setting = _setting(catalog)
    yield from _unknown_areas(catalog, setting)
    for power in catalog.of("power"):
        code = _basic(power)
        if code is not None:
            yield from _place_in_family(catalog, power, code)
        for name in BASIC_CODES:
            own = _basic(power, name)
            if own is not None:
                yield from _area_and_type(setting, power, power["codes"][name], own)
    for implementation in catalog.of("implementation"):
        yield from _implementation(catalog, setting, implementation)
    yield from _repeated(catalog)


def _setting(catalog: Catalog) -> _Setting:
    for record in catalog.of("catalog"):
        division, stated = record["division_code"].text, record["code_families"]
        own = {each["type"].text: each["digits"].text for each in stated if each["type"] and each["digits"]} if stated else None
        return _Setting(division[:2], own, _families(catalog))
    return _Setting("", None, _families(catalog))


def _basic(power: Record, name: str = "basic") -> BasicCode | None:
    """A code of a power; ``None`` when it has none, or one of the wrong form, which is told by the schema's rules."""
    codes = power.data.get("codes")
    text = codes.get(name) if isinstance(codes, dict) else None
    return basic_code(text) if isinstance(text, str) else None


def _unknown_areas(catalog: Catalog, setting: _Setting) -> Iterator[Finding]:
    told = set()
    codes = ((power, name, _basic(power, name)) for power in catalog.of("power") for name in BASIC_CODES)
    for power, name, code in codes:
        if code is None or code.area in told or setting.family(code.area) is not None:
            continue
        told.add(code.area)
        if setting.area and code.area != setting.area:
            continue  # another area's code is told as such
        records = catalog.of("catalog")
        at = records[0]["code_families"] if records else power["codes"][name]
        yield finding(at, UNKNOWN_AREA, UNKNOWN_AREA_HINT, Severity.INFO, area=code.area)


def _area_and_type(setting: _Setting, power: Record, at: Node, code: BasicCode) -> Iterator[Finding]:
    kind = power_type(power)
    family = setting.family(code.area)
    if setting.area and code.area not in (NATIONAL, setting.area):
        yield finding(at, AREA, part=at.label, written=code.area, wanted=setting.area)
    elif family is not None and kind and family.types[kind] != code.power_type:
        yield _type(at, power, code, family)


def _place_in_family(catalog: Catalog, power: Record, code: BasicCode) -> Iterator[Finding]:
    """Against main item and sub-items, as far as their codes are of the same area: an area may divide what another does not."""
    at = power["codes"]["basic"]
    main = main_item(catalog, power)
    if main is not None:
        yield from _below(at, code, main)
    below = sub_items(catalog, power)
    if below:
        areas = {each.area for sub in below if (each := _basic(sub)) is not None}
        if not code.has_sub_items and code.area in areas:
            yield finding(at, MAIN_END, written=code.sub)
    elif code.has_sub_items and main is None and is_sure(catalog, power):
        yield finding(at, NO_SUB_ITEMS)


def _type(at: Node, power: Record, code: BasicCode, family: _Family) -> Finding:
    return finding(
        at,
        TYPE,
        part=at.label,
        written=code.power_type,
        type=power["power_type"].words,
        wanted=family.types[power_type(power)],
        related=[(power["power_type"], OTHER)],
    )


def _below(at: Node, code: BasicCode, main: Record) -> Iterator[Finding]:
    above = _basic(main)
    if above is None or above.area != code.area:
        return
    if above.stem != code.stem:
        yield finding(at, PARENT, written=code.stem, name=main.name, wanted=above.stem, related=[(main["codes"]["basic"], OTHER)])
    elif not code.is_sub_item and not code.has_sub_items:
        yield finding(at, SUB_END, written=code.sub)


def _implementation(catalog: Catalog, setting: _Setting, implementation: Record) -> Iterator[Finding]:
    data = implementation.data
    own = implementation_code(data["code"]) if isinstance(data.get("code"), str) else None
    if own is not None:
        yield from _segments(catalog, setting, implementation, implementation["code"], own.body, own.level, own.basic)
    items = data.get("handling_items")
    for number, item in enumerate(items if isinstance(items, list) else ()):
        text = item.get("code") if isinstance(item, dict) else None
        code = handling_item_code(text) if isinstance(text, str) else None
        if code is None or not code.body:
            continue
        if own is None:
            at = implementation.at(f"/handling_items/{number}/code")
            yield from _segments(catalog, setting, implementation, at, code.body, code.level, code.basic)
        elif str(code)[:31] != str(own):
            at = implementation.at(f"/handling_items/{number}/code")
            yield finding(at, ITEM, wanted=str(own), written=str(code)[:31], related=[(implementation["code"], OTHER)])


def _segments(
    catalog: Catalog, setting: _Setting, implementation: Record, at: Node, body: str, level: str, basic: BasicCode
) -> Iterator[Finding]:
    organization = catalog.target(implementation["organization"])
    uscc = organization["uscc"] if organization is not None else None
    if organization is not None and uscc and is_uscc(uscc.raw) and uscc.text != body:
        yield finding(at, BODY, written=body, name=organization.name, wanted=uscc.text, related=[(uscc, OTHER)])
    family = setting.family(basic.area) or setting.families[NATIONAL]
    stated = implementation["level"]
    wanted = family.levels.get(stated.text)
    if wanted is not None and level not in (wanted, table(catalog, "code_families")["shared_level"]):
        yield finding(at, LEVEL, written=level, level=stated.words, wanted=wanted, related=[(stated, OTHER)])
    power = catalog.target(implementation["power"])
    if power is not None:
        yield from _embedded(setting, at, power, basic)


def _embedded(setting: _Setting, at: Node, power: Record, basic: BasicCode) -> Iterator[Finding]:
    codes = power["codes"]
    known = [each.text for each in (codes["basic"], codes["local_basic"], *codes["legacy"]) if each]
    family = setting.family(basic.area)
    own = _basic(power)
    if own is not None and str(basic) not in known:
        yield finding(at, BASIC, written=str(basic), name=power.name, wanted=str(own), related=[(codes["basic"], OTHER)])
    elif not known and family is not None and power_type(power) and family.types[power_type(power)] != basic.power_type:
        yield _type(at, power, basic, family)


def _repeated(catalog: Catalog) -> Iterator[Finding]:
    powers = ((power, code, "/codes/basic") for power in catalog.of("power") if (code := _basic(power)) is not None)
    # a national item may be several items of an area
    yield from _same((record, str(code), pointer) for record, code, pointer in powers if code.area != NATIONAL)
    yield from _same(
        (record, code, "/code")
        for record in catalog.of("implementation")
        if isinstance(code := record.data.get("code"), str) and implementation_code(code) is not None
    )
    yield from _same(_item_codes(catalog))


def _item_codes(catalog: Catalog) -> Iterator[tuple[Record, str, str]]:
    for record in catalog.of("implementation"):
        items = record.data.get("handling_items")
        for number, item in enumerate(items if isinstance(items, list) else ()):
            code = item.get("code") if isinstance(item, dict) else None
            if isinstance(code, str) and handling_item_code(code) is not None:
                yield record, code, f"/handling_items/{number}/code"


def _same(codes: Iterator[tuple[Record, str, str]]) -> Iterator[Finding]:
    first: dict[str, tuple[Record, str]] = {}
    for record, code, pointer in codes:
        if code in first:
            other, place = first[code]
            yield finding(record.at(pointer), SAME, SAME_HINT, code=code, name=other.name, related=[(other.at(place), OTHER)])
        else:
            first[code] = record, pointer
