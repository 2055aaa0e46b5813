"""A catalog's own public holidays: a faulty file is told before anything else, a good one counts."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Run

GOOD = """\
year: 2027
holidays:
  - {from: 2027-01-01, to: 2027-01-03, name: 元旦}
  - {from: 2027-02-05, to: 2027-02-11, name: 春节}
  - {from: 2027-04-03, to: 2027-04-05, name: 清明节}
  - {from: 2027-05-01, to: 2027-05-05, name: 劳动节}
  - {from: 2027-06-09, to: 2027-06-09, name: 端午节}
  - {from: 2027-09-15, to: 2027-09-15, name: 中秋节}
  - {from: 2027-10-01, to: 2027-10-07, name: 国庆节}
make_up_days: [2027-01-09]
source: 例子
"""

HANDBOOK = """\
kind: handbook
id: h
series: h
powers: [a]
version: "1"
effective_on: 2026-01-01
handling_items:
  - id: x
    name: 甲服务
    type: service
    service_objects: [enterprise]
    scope: 本区企业
    statutory_limit: {none: true, reason: 没有规定}
    promised_limit: {value: 20, unit: working_day}
"""


@pytest.fixture
def limited(small: Path) -> Path:
    """A catalog that promises something in 20 working days."""
    (small / "handbooks").mkdir()
    (small / "handbooks" / "h.yaml").write_text(HANDBOOK, encoding="utf-8")
    return small


def write(folder: Path, text: str, name: str = "2027.yaml") -> None:
    (folder / "calendars").mkdir(exist_ok=True)
    (folder / "calendars" / name).write_text(text, encoding="utf-8")


def test_an_added_year_is_counted_by_even_with_a_cache(run: Run, limited: Path) -> None:
    asked = ("validate", "--as-of", "2026-12-20", "--select", "PC609", "-f", "concise")
    assert "PC609" in run(*asked, cwd=limited).out
    write(limited, GOOD)
    assert "PC609" not in run(*asked, cwd=limited).out
    (limited / "calendars" / "2027.yaml").unlink()
    assert "PC609" in run(*asked, cwd=limited).out


def test_what_is_wrong_with_it_is_told_at_its_line(run: Run, limited: Path) -> None:
    write(limited, GOOD.replace("name: 元旦", "nme: 元旦").replace("2027-01-09", "2027-02-30"))
    ran = run("validate", cwd=limited)
    assert ran.code == 2
    assert "calendars/2027.yaml:3:" in ran.err
    assert "calendars/2027.yaml:10:" in ran.err
    assert "先改好 calendars/2027.yaml" in ran.err or "mend calendars/2027.yaml" in ran.err


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("2028.yaml", GOOD, "2027"),
        ("明年.yaml", GOOD, "明年.yaml"),
        ("2027.yml", GOOD, "2027.yml"),
        ("2027.yaml", GOOD.replace("2027-01-09", "2027-01-08"), "2027-01-08"),
        ("2027.yaml", GOOD.replace(GOOD[GOOD.index("  - {from: 2027-02") : GOOD.index("make_up")], ""), "没有写春节、劳动节"),
    ],
)
def test_what_no_schema_can_tell_is_told_in_one_line(run: Run, limited: Path, name: str, text: str, said: str) -> None:
    write(limited, text, name)
    ran = run("validate", cwd=limited)
    assert ran.code == 2
    assert f"calendars/{name}" in ran.err
    assert said in ran.err
