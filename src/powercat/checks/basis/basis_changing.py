"""PC322."""

from __future__ import annotations

from collections.abc import Iterator

from powercat.core.catalog import Catalog
from powercat.core.diagnostic import Severity
from powercat.core.record import Record
from powercat.core.rule import Finding, finding, rule
from powercat.core.text import Text
from powercat.law.comparison import Comparison, Outcome, compare
from powercat.law.judged import Judged, judged
from powercat.law.quotes import told
from powercat.law.register import Version, statute, version_on, versions
from powercat.power.life import today

MOVED = Text(
    "《{law}》{day} 起施行新版本，{place}改为{now}，文字没有变",
    "from {day} a new version of {law} holds: {place} becomes {now}, same words",
)
REMOVED = Text("《{law}》{day} 起施行新版本，里面没有了{place}", "from {day} a new version of {law} holds, which lacks {place}")


@rule(
    "PC322",
    on="catalog",
    severity="warning",
    title=Text("依据将要修改", "a basis that is going to change"),
    message=Text(
        "《{law}》{day} 起施行新版本，{place}有改动：{changes}",
        "from {day} a new version of {law} holds, which changes {place}: {changes}",
    ),
    hint=Text(
        "用 powercat law impact 看全部影响；到那天用 --write 改好只是挪了位置的引用",
        "powercat law impact shows all of it; on that day --write corrects what merely moved",
    ),
    basis=Text(
        "《关于本市进一步推进政府效能建设的意见》二（一）1：根据法律法规的立改废释及时调整",
        "Shanghai opinions on government effectiveness (2015) II(1)1: adjusted in time when the law changes",
    ),
    together=Text("{count} 处依据将要修改：按法律一部一部准备", "{count} bases are going to change: prepare law by law"),
)
def basis_changing(catalog: Catalog) -> Iterator[Finding]:
    """
    **发现什么**：用 `--ahead 天数` 检查时，登记里已经有新版本、在这些天里施行，而引用的条款在新版本里改了、没有了，或者换了条号。

    **为什么**：法律修订公布以后、施行以前，正是改手册和指南的时候。

    **怎么改**：看清楚改了什么，准备好新的手册版本；只是换条号的，到施行那天用 `powercat law impact … --write` 改。

    不写 `--ahead` 的时候不说；没有两个版本文本的，没法比较，也不说。

    In English: with `--ahead DAYS`, a version that is in the register and takes effect within these days changes, drops or
    renumbers a provision that is cited. Without the texts of both versions nothing can be compared.
    """
    if not catalog.ahead:
        return
    until = catalog.horizon
    known: dict[tuple[str, str], tuple[Version, Comparison] | None] = {}
    for each in judged(catalog):
        if each.cited.places and (not each.last or each.last > today(catalog)):
            key = (each.law.id, each.day)
            if key not in known:
                known[key] = _coming(catalog, each.law, each.day, until)
            found = known[key]
            if found is not None and (not each.last or each.last >= found[0].first):
                yield from _told(each, *found)


def _coming(catalog: Catalog, law: Record, day: str, until: str) -> tuple[Version, Comparison] | None:
    """The next version to take effect, held against the one in force."""
    now = version_on(law, day)
    coming = next((each for each in versions(law) if day < each.first <= until and each.first > today(catalog)), None)
    if now is None or coming is None:
        return None
    old, new = statute(catalog, now), statute(catalog, coming)
    return (coming, compare(old, new)) if old is not None and new is not None else None


def _told(each: Judged, coming: Version, comparison: Comparison) -> Iterator[Finding]:
    for place in each.cited.places:
        outcome: Outcome | None = comparison.outcome(place)
        if outcome is None or outcome.fate == "same":
            continue
        args: dict[str, object] = {"law": each.law.name, "day": coming.first, "place": place.words}
        if outcome.fate == "removed":
            yield finding(each.cited.node, REMOVED, **args)  # type: ignore[arg-type]
        elif outcome.fate == "moved" and outcome.place is not None:
            yield finding(each.cited.node, MOVED, severity=Severity.INFO, now=outcome.place.words, **args)  # type: ignore[arg-type]
        else:
            yield finding(each.cited.node, changes=told(outcome.changes), **args)  # type: ignore[arg-type]
        return
