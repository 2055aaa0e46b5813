"""What a manager asks for: ``stats --by``, the overview of a report, ``validate --stale``."""

from __future__ import annotations

import csv
import io
import json
import shutil
from pathlib import Path

import pytest

from tests.cli.conftest import EXAMPLE, POWER, Run

REVIEWED = POWER + "review: {reviewed_on: 2026-01-01, review_by: 2026-07-20}\n"


def test_stats_by_organization_in_every_format(run: Run) -> None:
    # the bodies by whose own limits and materials the example catalog is counted
    content = json.loads(run("stats", "--by", "organization", "-f", "json", "--as-of", "2026-07-01", "-C", EXAMPLE).out)
    bodies = {each["key"]: each for each in content}
    # its implementation promises 3 and 4 days where the handbook's filing and licence promise more
    assert bodies["fengxian-construction"]["name"] == "上海市奉贤区建设和管理委员会"
    assert bodies["fengxian-construction"]["promised"]["median"] == 4
    rows = list(csv.DictReader(io.StringIO(run("stats", "--by", "organization", "-f", "csv", "-C", EXAMPLE).out)))
    assert {row["key"] for row in rows} == set(bodies)
    shown = run("stats", "--by", "type", "-f", "markdown", "-C", EXAMPLE)
    assert shown.out.startswith("| 事项类型 | 现行事项 |")
    assert "没有算的" in shown.err
    whole = json.loads(run("stats", "--by", "all", "-f", "json", "--as-of", "2026-07-01", "-C", EXAMPLE).out)
    assert whole[0]["offered"] == sum(each["offered"] for each in content)
    assert json.loads(run("stats", "-f", "json", "--as-of", "2026-07-01", "-C", EXAMPLE).out)["burden"] == {
        name: value for name, value in whole[0].items() if name not in ("key", "name")
    }


def test_stats_by_something_else(run: Run, small: Path) -> None:
    assert "是不是要写 organization" in run("stats", "--by", "organisation", cwd=small).err
    assert "是不是要写 json" in run("stats", "-f", "jsn", cwd=small).err
    ran = run("stats", "--by", "colour", cwd=small)
    assert ran.code == 2
    assert "organization" in ran.err
    assert run("stats", "--by", "organization", "-f", "csv", cwd=small).out.startswith("key,name")


def test_a_name_that_begins_like_a_formula(run: Run, small: Path) -> None:
    file = small / "organizations/body.yaml"
    file.write_text(file.read_text("utf-8").replace("甲区示范局", "=1+1"), encoding="utf-8")
    (small / "powers/a.yaml").write_text(POWER.replace("draft: true", "effective_from: 2026-01-01"), encoding="utf-8")
    assert "body,'=1+1,1,0,0" in run("stats", "--by", "organization", "-f", "csv", cwd=small).out


def test_the_pages_have_an_overview_cold_and_warm(run: Run, tmp_path: Path) -> None:
    catalog = tmp_path / "catalog"
    shutil.copytree(EXAMPLE, catalog)
    file = catalog / "implementations/construction-licence.fengxian.yaml"
    file.write_text(file.read_text("utf-8") + "colour: red\n", encoding="utf-8")
    first = run("validate", "-f", "markdown", "--select", "PC102", cwd=catalog)
    assert "| 上海市奉贤区建设和管理委员会 | 1 | 0 | 0 | 0 |" in first.out
    assert "| 行政许可 | 1 | 0 | 0 | 0 |" in first.out
    assert "办事负担" in first.out
    assert run("validate", "-f", "markdown", "--select", "PC102", cwd=catalog).out == first.out
    assert "办事负担" in run("validate", "-f", "html", cwd=catalog).out
    assert "办事负担" not in run("validate", "-f", "text", cwd=catalog).out


def test_stale_lists_what_is_due_by_organization(run: Run, small: Path) -> None:
    (small / "powers/a.yaml").write_text(REVIEWED, encoding="utf-8")
    nothing = run("validate", "--stale", "--as-of", "2026-07-01", cwd=small)
    assert nothing.code == 0
    assert "没有过期的" in nothing.out
    due = ("validate", "--stale", "--as-of", "2026-07-01", "--ahead", "30")
    text = run(*due, cwd=small)
    assert text.code == 0
    assert text.out.startswith(
        "甲区示范局（1 件）\n  2026-07-20 PC704 2026-07-20 以前要复核“甲事项”，还有 19 天\n    甲事项  powers/a.yaml:8:46\n"
    )
    (row,) = json.loads(run(*due, "-f", "json", cwd=small).out)
    assert (row["organization"], row["day"], row["place"]) == ("body", "2026-07-20", "powers/a.yaml:8:46")
    assert (
        run(*due, "-f", "csv", cwd=small).out.splitlines()[1]
        == "body,甲区示范局,2026-07-20,PC704,2026-07-20 以前要复核“甲事项”，还有 19 天,甲事项,powers/a.yaml:8:46,1"
    )
    assert "### 甲区示范局（1 件）" in run(*due, "-f", "markdown", cwd=small).out
    assert "must be reviewed by" in run(*due, "--lang", "en", cwd=small).out
    assert json.loads(run(*due, "-f", "json", "organizations", cwd=small).out) == []
    assert run(*due, "-o", "csv=due.csv", cwd=small).code == 0
    assert "甲区示范局" in (small / "due.csv").read_text("utf-8")


SHARED = """\
kind: handbook
id: a-1
series: a
powers: [a]
organizations: [body, other]
version: "1"
effective_on: 2026-01-01
handling_items:
  - {id: x, name: 甲服务, type: service, service_objects: [enterprise], scope: 本区企业}
waivers:
  - {rule: PC601, reason: 在改, until: 2026-06-30}
"""


def test_stale_counts_once_what_several_have_to_do(run: Run, small: Path) -> None:
    body = (small / "organizations/body.yaml").read_text("utf-8")
    (small / "organizations/other.yaml").write_text(body.replace("id: body", "id: other").replace("示范局", "另一局"), "utf-8")
    (small / "handbooks").mkdir()
    (small / "handbooks/a-1.yaml").write_text(SHARED, "utf-8")
    ran = run("validate", "--stale", "--as-of", "2026-07-01", cwd=small)
    assert "甲区示范局（1 件）" in ran.out and "甲区另一局（1 件）" in ran.out
    assert ran.out.endswith("共 1 件，2 个机关。\n")


def test_stale_tells_a_law_cited_in_many_places_in_one_line(run: Run, small: Path) -> None:
    (small / "laws").mkdir()
    law = "kind: law\nid: old\nname: 旧办法\nlevel: local_rule\nrepealed_on: 2026-05-01\n"
    (small / "laws/old.yaml").write_text(law, "utf-8")
    cited = "".join(f"  - {{law: old, article: {number}}}\n" for number in range(1, 6))
    (small / "powers/a.yaml").write_text(POWER + "legal_basis:\n" + cited, "utf-8")
    ran = run("validate", "--stale", "--as-of", "2026-07-01", cwd=small)
    assert "powers/a.yaml:9:11 等 5 处\n" in ran.out
    assert ran.out.endswith("共 1 件，1 个机关。\n")


def test_stats_says_whose_powers_it_counts(run: Run, small: Path) -> None:
    assert "责任机关" in run("stats", cwd=small).out
    assert "实施机关" not in run("stats", cwd=small).out


def test_stale_tells_nothing_else(run: Run, small: Path) -> None:
    (small / "powers/a.yaml").write_text(POWER.replace("name:", "nmae:"), encoding="utf-8")
    ran = run("validate", "--stale", "-f", "json", cwd=small)
    assert (ran.code, json.loads(ran.out)) == (0, [])


@pytest.mark.parametrize(
    "arguments", [("--select", "PC1"), ("--fix",), ("--diff",), ("--changed-since", "HEAD"), ("-f", "sarif")]
)
def test_what_does_not_go_with_stale(run: Run, small: Path, arguments: tuple[str, ...]) -> None:
    ran = run("validate", "--stale", *arguments, cwd=small)
    assert ran.code == 2
    assert "--stale" in ran.err or "csv" in ran.err
