"""PC303."""

from __future__ import annotations

from collections.abc import Iterator

from powercat.core.catalog import Catalog
from powercat.core.diagnostic import Severity
from powercat.core.record import Record
from powercat.core.rule import Finding, finding, rule
from powercat.core.text import Text
from powercat.law.judged import is_legible, judged
from powercat.law.register import status, versions
from powercat.power.item import powers_of
from powercat.power.life import life, today

OF_THE_PAST = Text(
    "本记录{day}就结束了，《{law}》登记的最早版本{start}才施行",
    "this record ended on {day}, but the earliest registered version of “{law}” took effect on {start}",
)
OF_THE_PAST_HINT = Text(
    "当时已经有这部文件的，在法规库里补上当时的版本；当时还没有的，改引当时的依据",
    "if the instrument was there at the time, enter its version of that time in the register; if not, cite what "
    "was in force then",
)


@rule(
    "PC303",
    on="catalog",
    title=Text("依据还没有施行", "a basis that is not yet in force"),
    message=Text("《{law}》{start}才施行，到{day}还不能作依据", "“{law}” takes effect on {start}; on {day} it is no basis yet"),
    hint=Text(
        "改引现在有效的依据；要等新法施行才办的，把本记录的生效日期定在{start}以后",
        "cite what is in force now; if the matter begins with the new law, let the record take effect on {start} or later",
    ),
    basis=Text(
        "行政许可法第四条、行政处罚法第三十八条第一款：没有依据的行政行为无效",
        "Administrative Licensing Law, art. 4; Administrative Penalty Law, art. 38(1): what has no basis is void",
    ),
    together=Text(
        "{count} 处引用了还没有施行的文件：核对施行日期，或者推迟本记录的生效日期",
        "{count} citations of instruments that are not yet in force: check their dates, or let the records take effect later",
    ),
)
def basis_not_yet_effective(catalog: Catalog) -> Iterator[Finding]:
    """
    **发现什么**：引用的法律文件已经公布，但在看的那一天还没有施行。

    **为什么**：没有施行的文件不是依据；照着它办，等于没有依据。

    **怎么改**：改引现在有效的依据；事项或者手册本来就等新法施行再用的，写对生效日期就行。

    ```yaml
    --- # laws/new-regulation.yaml
    kind: law
    id: new-regulation
    title: 示例市测试条例
    versions: [{promulgated_on: 2026-05-20, effective_on: 2026-09-01}]
    --- # powers/now.yaml
    kind: power
    id: now
    effective_from: 2021-01-01
    legal_basis: [{law: new-regulation, article: 7}] #! PC303
    ```

    等新法施行再办的，不算；还是草稿的，只提示。

    ```yaml
    --- # laws/new-regulation.yaml
    kind: law
    id: new-regulation
    title: 示例市测试条例
    versions: [{promulgated_on: 2026-05-20, effective_on: 2026-09-01}]
    --- # powers/coming.yaml
    kind: power
    id: coming
    effective_from: 2026-09-01
    legal_basis: [{law: new-regulation, article: 7}]
    --- # discretion/coming.yaml
    kind: discretion
    id: coming
    power: coming
    legal_basis: [{law: new-regulation, article: 30}]
    ```

    已经结束的记录，按它最后一天看。登记的版本都在那以后的，请核实：也许只是没有登记当时的版本。

    ```yaml
    --- # laws/new-regulation.yaml
    kind: law
    id: new-regulation
    title: 示例市测试条例
    versions: [{promulgated_on: 2020-05-20, effective_on: 2020-09-01}]
    --- # powers/past.yaml
    kind: power
    id: past
    effective_from: 2011-01-01
    effective_to: 2015-12-31
    legal_basis: [{law: new-regulation, article: 7}] #! PC303
    ```

    In English: the instrument cited takes effect only after the day, which is --as-of clipped into the time in which the record
    holds. For a record of the past it is a warning: the register may just lack the version of that time. Of drafts it is a note.
    """
    day = today(catalog)
    coming: dict[tuple[str, str], str] = {}
    for each in judged(catalog):
        key = (each.law.id, each.day)
        start = coming.get(key)
        if start is None:
            is_coming = status(each.law, each.day) == "coming" and is_legible(each.law)
            start = coming[key] = versions(each.law)[0].first if is_coming else ""
        if not start:
            continue
        at = each.cited.node["law"]
        if each.day < day and start <= day:
            yield finding(at, OF_THE_PAST, OF_THE_PAST_HINT, Severity.WARNING, law=each.law.name, start=start, day=each.day)
        else:
            severity = Severity.INFO if _is_draft(catalog, each.cited.record) else None
            yield finding(at, severity=severity, law=each.law.name, start=start, day=each.day)


def _is_draft(catalog: Catalog, record: Record) -> bool:
    """Whether a record is of draft powers only: what waits for a law is written before it is in force."""
    if record.kind.name == "power":
        return life(catalog, record).draft
    powers = powers_of(catalog, record) or [power for power in [catalog.target(record["power"])] if power is not None]
    return bool(powers) and all(life(catalog, power).draft for power in powers)
