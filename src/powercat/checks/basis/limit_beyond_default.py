"""PC310."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from powercat.checks.basis.current import current_items, item_type, uncited
from powercat.checks.basis.levels import any_of, level_titles, levels_of, source_of, with_levels
from powercat.core.catalog import Catalog
from powercat.core.record import Node
from powercat.core.rule import Finding, finding, rule
from powercat.core.text import Text
from powercat.law.address import Address
from powercat.law.cited import Cited, read_list
from powercat.law.register import by_title
from powercat.logic.period import Period, exceeds, period_of, words
from powercat.power.calendars import calendar_of
from powercat.power.local import local_entries
from powercat.power.tables import table

TABLE: Final = "default_limits"

UNSAID = Text(
    "{part}写的是 {own}，超过一般的 {common}，没有引用另行规定的{levels}",
    "{part}: {own}, longer than the usual {common}, and nothing is cited that sets it ({levels})",
)
EXTENSION: Final = Text("延长的期限", "extension")


@rule(
    "PC310",
    on="catalog",
    severity="warning",
    title=Text("期限超过法律的一般规定", "a limit beyond what the law has by default"),
    message=Text(
        "{part}写的是 {own}，超过一般的 {common}，引用的{cited}不能规定更长的",
        "{part}: {own}, longer than the usual {common}; what is cited may not make it longer: {cited}",
    ),
    hint=Text(
        "引用另有规定的{levels}；没有的，改到 {common}以内（依据：{source}）；统一、联合、集中办理的，写第四十二条第二款；时间"
        "用在听证、检验、专家评审上的，写成特别程序",
        "cite what provides otherwise ({levels}); where nothing does, keep within {common} (from: {source}); where several "
        "bodies handle it together, cite art. 42(2); time that hearings, tests or expert reviews take is a special procedure",
    ),
    basis=Text(
        "行政许可法第四十二条：第一款，一般二十个工作日，法律、法规另有规定的除外；第二款，统一、联合、集中办理的四十五个工作日",
        "Administrative Licensing Law, art. 42: (1) 20 working days unless laws or regulations provide otherwise; (2) 45 where "
        "several bodies handle it together",
    ),
    together=Text(
        "{count} 处许可期限超过法律的一般规定，没有法律、法规另行规定",
        "{count} limits of licences beyond what the law has by default, without a law or regulation that says so",
    ),
)
def limit_beyond_default(catalog: Catalog) -> Iterator[Finding]:
    """
    **发现什么**：许可的法定办结时限超过二十个工作日（统一、联合、集中办理的四十五个工作日），或者延长的期限超过十个（十五个）工作
    日，没有法律、法规另行规定。

    **为什么**：许可的期限由行政许可法规定，只有法律、法规可以另行规定；规章不能。

    **怎么改**：引用另有规定的那一条；没有的，改到一般期限以内。统一、联合、集中办理的，引用行政许可法第四十二条第二款；这一款没
    有说法规可以另行规定，法规规定更长的也不行。

    一般期限和谁可以另行规定，在数据文件 `default_limits.yaml` 里。用日、月写的，只有怎么算都更长的才说。

    ```yaml
    --- # laws/licensing.yaml
    kind: law
    id: licensing
    title: 中华人民共和国行政许可法
    level: law
    --- # laws/test-regulation.yaml
    kind: law
    id: test-regulation
    title: 示例市测试条例
    level: local_regulation
    --- # laws/test-rule.yaml
    kind: law
    id: test-rule
    title: 测试管理办法
    level: departmental_rule
    --- # powers/permit.yaml
    kind: power
    id: permit
    power_type: licence
    --- # handbooks/permit.yaml
    kind: handbook
    id: permit
    powers: [permit]
    effective_on: 2026-01-01
    handling_items:
      - id: a
        statutory_limit: {value: 20, unit: working_day}
      - id: b
        statutory_limit: {value: 30, unit: working_day} #! PC310
      - id: c
        statutory_limit: {value: 30, unit: working_day, legal_basis: [{law: test-rule, article: 8}]} #! PC310
      - id: d
        statutory_limit: {value: 30, unit: working_day, legal_basis: [{law: licensing, article: 42, paragraphs: [1]}]} #! PC310
      - id: e
        statutory_limit: {value: 60, unit: working_day, legal_basis: [{law: test-regulation, article: 8}]}
      - id: f
        statutory_limit: {value: 45, unit: working_day, legal_basis: [{law: licensing, article: 42, paragraphs: [2]}]}
      - id: g
        statutory_limit: {value: 50, unit: working_day, legal_basis: [{law: licensing, article: 42, paragraphs: [2]}]} #! PC310
      - id: together
        statutory_limit:
          value: 60 #! PC310
          unit: working_day
          legal_basis: [{law: licensing, article: 42, paragraphs: [2]}, {law: test-regulation, article: 8}]
      - id: h
        statutory_limit: {value: 20, unit: calendar_day}
      - id: i
        statutory_limit: {value: 3, unit: month} #! PC310
      - id: j
        special_procedures:
          - {name: 延长, type: extension, limit: {value: 10, unit: working_day}}
          - {name: 再延长, type: extension, limit: {value: 20, unit: working_day}} #! PC310
          - {name: 检测, type: excluded, limit: {value: 60, unit: working_day}}
    ```

    手册没有写法定时限，实施清单自己写了的，在实施清单上说；手册写了、实施清单没有依据写得更长的，由 PC611 说。

    ```yaml
    --- # powers/permit.yaml
    kind: power
    id: permit
    power_type: licence
    --- # handbooks/permit.yaml
    kind: handbook
    id: permit
    powers: [permit]
    effective_on: 2026-01-01
    handling_items:
      - {id: a}
      - {id: b}
      - {id: c, statutory_limit: {value: 20, unit: working_day}}
    --- # implementations/permit.district.yaml
    kind: implementation
    id: permit.district
    power: permit
    organization: district
    handling_items:
      - id: a
        statutory_limit: {value: 60, unit: working_day} #! PC310
      - id: b
        statutory_limit: {value: 20, unit: working_day}
      - id: c
        statutory_limit: {value: 60, unit: working_day}
    ```

    只看许可；没有天数的、届满前决定的不看；引用的文件没有登记的，由 PC309 说。

    ```yaml
    --- # powers/permit.yaml
    kind: power
    id: permit
    power_type: licence
    --- # powers/relief.yaml
    kind: power
    id: relief
    power_type: benefit
    --- # handbooks/permit.yaml
    kind: handbook
    id: permit
    powers: [permit]
    effective_on: 2026-01-01
    handling_items:
      - {id: a, statutory_limit: {none: true, reason: 没有规定}}
      - {id: b, statutory_limit: {before_expiry: true}}
      - {id: c, statutory_limit: {value: 60, unit: working_day, legal_basis: [{law: nowhere, article: 3}]}}
    --- # handbooks/relief.yaml
    kind: handbook
    id: relief
    powers: [relief]
    effective_on: 2026-01-01
    handling_items:
      - {id: a, statutory_limit: {value: 60, unit: working_day}}
    ```

    In English: a licence's statutory limit of more than 20 working days (45 where several bodies handle it together, which is
    shown by citing art. 42(2), and for which a law alone may provide otherwise), or an extension of more than 10 (15), without
    a law or regulation that says so; a rule alone does not do. The defaults are a table (`default_limits.yaml`). Days and
    months are told only if they are longer however counted.
    """
    entries: list[dict[str, Any]] = table(catalog, TABLE)["limits"]
    types = {entry["type"] for entry in entries}
    for item in current_items(catalog):
        own_type = item_type(catalog, item)
        if own_type not in types:
            continue
        of_type = [entry for entry in entries if entry["type"] == own_type]
        yield from _told(catalog, of_type, "statutory_limit", item["statutory_limit"])
        for procedure in item["special_procedures"]:
            if procedure["type"].text == "extension":
                yield from _told(catalog, of_type, "extension", procedure["limit"], procedure)
        for local in local_entries(catalog, item):
            # beside a handbook's limit, a body's own without any basis is told as such, not here
            common = period_of(item["statutory_limit"].raw)
            is_beside = common is not None and common.form == "length"
            if not is_beside or len(local["legal_basis"]) or len(local["statutory_limit"]["legal_basis"]):
                yield from _told(catalog, of_type, "statutory_limit", local["statutory_limit"], local)


def _told(
    catalog: Catalog, entries: Sequence[Mapping[str, Any]], part: str, limit: Node, around: Node | None = None
) -> Iterator[Finding]:
    """The limit, where it is longer than the default; what stands ``around`` it may cite its basis too."""
    own = period_of(limit.raw)
    if own is None or own.form != "length":
        return
    owners = [limit] if around is None else [limit, around]
    citations = [cited for owner in owners for cited in read_list(catalog, owner["legal_basis"])]
    if len(citations) < sum(len(owner["legal_basis"]) for owner in owners):
        return
    if not citations and not all(uncited(owner) for owner in owners):
        return
    default = _default(catalog, [entry for entry in entries if entry["part"] == part], citations)
    if default is None:
        return
    common = Period(default["value"], default["unit"])
    if not exceeds(own, common, calendar_of(catalog)):
        return
    others = [each for each in citations if not _is_common_law(catalog, default, each)]
    levels = levels_of(citations)
    if levels is None or any_of(levels_of(others) or (), default["levels"]):
        return
    args: dict[str, Any] = {
        "part": EXTENSION if part == "extension" else limit.field.title,
        "own": words(own),
        "common": words(common),
        "levels": level_titles(catalog, default["levels"]),
        "source": source_of(default),
    }
    if citations:
        yield finding(limit, cited=with_levels(citations), **args)
    else:
        yield finding(limit, UNSAID, **args)


def _default(catalog: Catalog, entries: Sequence[Mapping[str, Any]], citations: Sequence[Cited]) -> Mapping[str, Any] | None:
    """The entry that applies: the one for joint handling where its article is cited, else the other."""
    joint = [entry for entry in entries if entry.get("joint") and any(_cites(catalog, entry, each) for each in citations)]
    return next((entry for entry in (*joint, *entries) if entry in joint or not entry.get("joint")), None)


def _is_common_law(catalog: Catalog, entry: Mapping[str, Any], cited: Cited) -> bool:
    """Whether a citation is of the very law that sets the default, which cannot make it longer."""
    return cited.law is not None and cited.law in by_title(catalog, entry["law"])


def _cites(catalog: Catalog, entry: Mapping[str, Any], cited: Cited) -> bool:
    place = Address(entry["article"], 0, entry.get("paragraph", 0))
    return _is_common_law(catalog, entry, cited) and place in {
        Address(each.article, each.suffix, each.paragraph) for each in cited.places
    }
