"""A few findings in a small handbook, and any report format written of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest

import powercat.report
from powercat.core.diagnostic import Diagnostic, Edit, RecordName, Related, Severity
from powercat.core.registry import collect
from powercat.core.result import Result
from powercat.core.rule import Finding, Rule, rule
from powercat.core.span import Span
from powercat.core.text import Text
from powercat.report import Reporter, Setting

PATH = "handbooks/食品经营.yaml"
SOURCE = """\
kind: handbook
name: 食品经营许可
limits:
  - statutory: 20 个工作日
    promised: 30 个工作日 # 承诺
    visits: 1
"""
PROMISE = Span(PATH, 5, 15, 5, 22)


@rule(
    "PC601",
    on="handbook",
    title=Text("承诺时限超过法定时限", "promise exceeds the law"),
    message=Text("承诺时限({promised})超过法定时限({statutory})", "promised {promised}, the law allows {statutory}"),
    basis=Text("行政许可法第四十二条", "Administrative Licensing Law, article 42"),
)
def promise_exceeds_law() -> Iterator[Finding]:
    """A promise may shorten what the law allows, never lengthen it.

    ```yaml
    promised: 30 #! PC601
    ```
    """
    yield from ()


@rule(
    "PC205",
    on="power",
    title=Text("没有备案信息", "no filing"),
    message=Text("没有备案信息", "no filing"),
    basis=Text("权责清单办法第八条", "Rules on lists, article 8"),
    together=Text("{count} 项没有备案信息: 先填目录的首次备案", "{count} powers lack a filing: begin with the catalog's own"),
    fixable=True,
)
def power_without_filing() -> Iterator[Finding]:
    yield from ()


RULES: dict[str, Rule] = {each.code: each for each in (promise_exceeds_law, power_without_filing)}


def make(code: str = "PC601", span: Span = PROMISE, **changes: Any) -> Diagnostic:
    """A finding; PC601 says that a promise is too long."""
    usual: dict[str, Any] = {
        "slug": RULES[code].slug if code in RULES else "unheard-of",
        "severity": Severity.ERROR,
        "message": RULES[code].message if code in RULES else Text("说不清楚", "hard to say"),
        "args": {"promised": "30 个工作日", "statutory": "20 个工作日"},
        "hint": Text("把承诺时限改到 {statutory} 以内", "shorten the promise to {statutory}"),
        "pointer": "/limits/0/promised",
        "record": RecordName("handbook", "food", "食品经营许可"),
    }
    return Diagnostic(code, span=span, **(usual | changes))


def related() -> Related:
    """The place where the statutory limit stands."""
    return Related(Span(PATH, 4, 16, 4, 23), Text("法定时限写在这里", "the statutory limit"), {})


def edit(path: str = PATH) -> Edit:
    """30 becomes 20."""
    return Edit(Span(path, 5, 15, 5, 17), 70, 72, "20")


def settings(**changes: Any) -> Setting:
    """The setting of a run in the catalog's folder, which lies in ``catalog-data`` of its repository."""
    usual: dict[str, Any] = {
        "lang": "zh",
        "version": "0.1.0",
        "shown": lambda path: path,
        "located": lambda path: f"catalog-data/{path}",
        "source": lambda path: SOURCE if path == PATH else "",
        "rules": RULES,
    }
    return Setting(**(usual | changes))


REPORTERS = {reporter.name: reporter for reporter in collect(powercat.report, Reporter)}


def written(name: str, *findings: Diagnostic, records: int = 3, **changes: Any) -> str:
    """What the format prints of the findings."""
    return "".join(REPORTERS[name].write(Result.of(findings, records), settings(**changes)))


@pytest.fixture(scope="session")
def finding() -> Callable[..., Diagnostic]:
    return make


@pytest.fixture(scope="session")
def write() -> Callable[..., str]:
    return written


@pytest.fixture(scope="session")
def elsewhere() -> Related:
    return related()


@pytest.fixture(scope="session")
def change() -> Callable[..., Edit]:
    return edit
