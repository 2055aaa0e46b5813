"""Living with an imperfect catalog: waivers in records and comments, the baseline, and rules made milder."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import POWER, ROOT, Run
from tests.unit.law.texts import LAW, OLD

DAY = ("--as-of", "2026-07-01")
BASELINE = "powercat-baseline.yaml"


@pytest.fixture
def faulty(small: Path) -> Path:
    """The small catalog with an unknown field (PC102) in each of two records."""
    write(small, "powers/a.yaml", POWER + "size: 3\n")
    write(small, "powers/b.yaml", POWER.replace("id: a", "id: b") + "size: 3\n")
    return small


def write(folder: Path, path: str, text: str) -> None:
    (folder / path).write_text(text, encoding="utf-8")


def read(folder: Path, path: str = BASELINE) -> str:
    return (folder / path).read_text(encoding="utf-8")


def concise(run: Run, folder: Path, *arguments: str) -> list[str]:
    """Place and code of each finding."""
    ran = run("validate", *DAY, "-f", "concise", *arguments, cwd=folder)
    return [f"{line.split(':')[0]}:{line.split(':')[1]} {line.split()[2]}" for line in ran.out.splitlines()]


def structured(run: Run, folder: Path, *arguments: str) -> Any:
    return json.loads(run("validate", *DAY, "-f", "json", *arguments, cwd=folder).out)


A, B = "powers/a.yaml:8 PC102", "powers/b.yaml:8 PC102"


def test_a_comment_puts_off_its_field_with_and_without_cache(run: Run, faulty: Path) -> None:
    write(faulty, "powers/a.yaml", POWER + "size: 3  # powercat：暂缓 PC102 —— 等新系统 —— 到 2026-12-31\n")
    for more in ([], [], ["--no-cache"], ["--jobs", "2"]):
        assert concise(run, faulty, *more) == [B]
    found = {each["file"][-6:]: each for each in structured(run, faulty)["findings"]}["a.yaml"]
    assert (found["waived"], found["waived_by"], found["waived_until"]) == ("等新系统", "comment", "2026-12-31")
    write(faulty, "powers/b.yaml", POWER.replace("id: a", "id: b"))
    assert run("validate", *DAY, cwd=faulty).code == 0
    late = run("validate", "--as-of", "2027-01-01", "-f", "concise", cwd=faulty)
    assert late.code == 1
    assert [line.split()[2] for line in late.out.splitlines()] == ["PC102", "PC801"]
    assert "这条暂缓不再起作用" in late.out, "whether its fault is mended or not"


def test_comments_are_read_by_worker_processes_too(run: Run, small: Path) -> None:
    for number in range(450):
        text = POWER.replace("id: a", f"id: p{number}") + "size: 3 # powercat: ignore PC102 -- x\n"
        write(small, f"powers/p{number}.yaml", text)
    ran = run("validate", *DAY, "-f", "json", "--jobs", "2", "--no-cache", cwd=small)
    assert json.loads(ran.out)["summary"]["waived_by"] == {"record": 0, "comment": 450, "baseline": 0}
    assert ran.code == 0


def test_a_waiver_of_no_use_is_told_and_one_of_a_rule_that_is_off_is_not(run: Run, small: Path) -> None:
    text = POWER + "waivers:\n  - {rule: PC102, reason: 已经改好了}\n  - {rule: PC199, reason: 没有这条}\n"
    write(small, "powers/a.yaml", text)
    assert concise(run, small) == ["powers/a.yaml:9 PC802", "powers/a.yaml:10 PC804"]
    assert concise(run, small, "--select", "PC802") == ["powers/a.yaml:9 PC802"]
    assert concise(run, small, "--select", "PC2,PC802") == []
    assert concise(run, small, "--ignore", "PC102") == ["powers/a.yaml:10 PC804"]
    write(small, "powercat.yaml", "rules:\n  - {code: PC102, level: 'off', reason: 试行}\n")
    assert concise(run, small) == ["powers/a.yaml:10 PC804"]


def test_the_baseline_lets_only_new_findings_be_told(run: Run, faulty: Path) -> None:
    ran = run("validate", *DAY, "--write-baseline", "--reason", "年底前改", "--until", "2026-12-31", cwd=faulty)
    assert (ran.code, ran.out) == (0, "")
    assert "2 条，新增 2 条" in ran.err
    for more in ([], [], ["--no-cache"]):
        clean = run("validate", *DAY, *more, cwd=faulty)
        assert (clean.code, clean.err) == (0, "")
        assert "另有 2 处暂缓: 登记在清单里 2" in clean.out
    assert concise(run, faulty, "--no-baseline") == [A, B]
    # lines above and a new finding elsewhere in the same record
    write(faulty, "powers/a.yaml", "# 说明\n" + POWER.replace("draft", "colour: 红\ndraft") + "size: 3\n")
    assert concise(run, faulty) == ["powers/a.yaml:8 PC102"]
    summary = structured(run, faulty)["summary"]
    assert (summary["errors"], summary["waived"], summary["waived_by"]["baseline"]) == (1, 2, 2)


def test_a_mended_finding_is_told_of_the_baseline_and_dropped_when_it_is_written(run: Run, faulty: Path) -> None:
    run("validate", *DAY, "--write-baseline", "--reason", "年底前改", cwd=faulty)
    write(faulty, "powers/a.yaml", POWER)
    assert concise(run, faulty) == [f"{BASELINE}:3 PC802"]
    assert concise(run, faulty, "powers") == []
    assert run("validate", *DAY, "--write-baseline", cwd=faulty).code == 0
    assert "power/a" not in read(faulty)
    assert concise(run, faulty) == []


def test_writing_for_one_path_leaves_the_entries_of_others(run: Run, faulty: Path) -> None:
    run("validate", *DAY, "--write-baseline", "--reason", "甲的理由", "powers/a.yaml", cwd=faulty)
    assert concise(run, faulty) == [B]
    write(faulty, BASELINE, read(faulty).replace("  - code", "  # 记得改\n  - code"))
    run("validate", *DAY, "--write-baseline", "--reason", "乙的理由", "powers/b.yaml", cwd=faulty)
    assert concise(run, faulty) == []
    text = read(faulty)
    assert "# 记得改\n  - code: PC102\n    record: power/a\n" in text
    assert text.count("甲的理由") == text.count("乙的理由") == 1
    # mended, but not looked at
    write(faulty, "powers/a.yaml", POWER)
    for more in (["powers/b.yaml"], ["--select", "PC2"], ["--ignore", "PC102"]):
        run("validate", *DAY, "--write-baseline", *more, cwd=faulty)
        assert read(faulty) == text
    write(faulty, "powers/c.yaml", "kind: power\nid: c\nx: [\n")
    run("validate", *DAY, "--write-baseline", cwd=faulty)
    assert read(faulty) == text, "nothing is dropped while a file cannot be read"


def test_dry_run_shows_and_writes_nothing(run: Run, faulty: Path) -> None:
    ran = run("validate", *DAY, "--write-baseline", "--reason", "年底前改", "--dry-run", cwd=faulty)
    assert ran.code == 0
    assert "+    record: power/a\n" in ran.out
    assert "会写成" in ran.err
    write(faulty, BASELINE, "entries: []")  # without a line end, as some editors leave it
    assert (
        "-entries: []\n\\ No newline at end of file\n+" in run("validate", *DAY, "--write-baseline", "--dry-run", cwd=faulty).out
    )
    (faulty / BASELINE).unlink()
    assert not (faulty / BASELINE).exists()


def test_entries_without_a_reason_do_not_count(run: Run, faulty: Path) -> None:
    ran = run("validate", *DAY, "--write-baseline", cwd=faulty)
    assert "2 条没有写理由" in ran.err
    assert concise(run, faulty) == [f"{BASELINE}:3 PC803", f"{BASELINE}:7 PC803", A, B]
    run("validate", *DAY, "--write-baseline", "--reason", "年底前改", cwd=faulty)
    assert concise(run, faulty) == []


def test_an_expired_entry_is_told_and_renewed(run: Run, faulty: Path) -> None:
    run("validate", *DAY, "--write-baseline", "--reason", "年底前改", "--until", "2026-06-30", cwd=faulty)
    assert concise(run, faulty) == [f"{BASELINE}:8 PC801", f"{BASELINE}:14 PC801", A, B]
    assert "过期" in run("validate", *DAY, "--write-baseline", cwd=faulty).err
    run("validate", *DAY, "--write-baseline", "--until", "2026-12-31", cwd=faulty)
    assert concise(run, faulty) == []


@pytest.mark.parametrize("where", ["record", "comment", "baseline"])
def test_a_waiver_that_will_expire_is_told_ahead(run: Run, small: Path, where: str) -> None:
    text = POWER + "size: 3  # powercat: ignore PC102 -- x -- until 2026-07-20\n" if where == "comment" else POWER + "size: 3\n"
    write(
        small,
        "powers/a.yaml",
        text + ("waivers:\n  - {rule: PC102, reason: x, until: 2026-07-20}\n" if where == "record" else ""),
    )
    if where == "baseline":
        run("validate", *DAY, "--write-baseline", "--reason", "x", "--until", "2026-07-20", cwd=small)
    for ahead, count in ((0, 0), (19, 0), (20, 1), (3650, 1)):
        found = structured(run, small, "--ahead", str(ahead))["findings"]
        assert [(each["code"], each["level"]) for each in found if each["code"] != "PC102"] == [("PC801", "info")] * count
    stale = run("validate", *DAY, "--stale", "--ahead", "30", "-f", "csv", cwd=small).out
    assert "2026-07-20,PC801" in stale
    assert "快到期了" in stale
    assert run("validate", *DAY, "--stale", "-f", "csv", cwd=small).out.count("\n") == 1


def test_what_cannot_be_read_is_never_entered(run: Run, small: Path) -> None:
    write(small, "powers/a.yaml", POWER + "x: [\n")
    ran = run("validate", *DAY, "--write-baseline", "--reason", "x", cwd=small)
    assert ran.code == 0
    assert "1 个问题不能登记" in ran.err
    assert not (small / BASELINE).exists()
    assert "PC002" in run("validate", *DAY, "-f", "concise", cwd=small).out


@pytest.mark.parametrize(
    "text",
    ["entries:\n  - {code: PC002, record: power/a, reason: x}\n", "entries:\n  - {code: PC102, reason: x}\n", "entries: [\n"],
)
def test_a_bad_baseline_is_told_by_place_and_ends_with_2(run: Run, faulty: Path, text: str) -> None:
    write(faulty, BASELINE, text)
    for more in ([], ["--write-baseline"]):
        ran = run("validate", *DAY, *more, cwd=faulty)
        assert (ran.code, ran.out) == (2, "")
        assert f"{BASELINE}:" in ran.err
        assert "先改好 powercat-baseline.yaml" in ran.err
    assert read(faulty) == text
    assert concise(run, faulty, "--no-baseline") == [A, B]


def test_a_changed_baseline_changes_the_cached_result(run: Run, faulty: Path) -> None:
    run("validate", *DAY, "--write-baseline", "--reason", "年底前改", cwd=faulty)
    assert concise(run, faulty) == []
    write(faulty, BASELINE, "entries: []\n")
    assert concise(run, faulty) == [A, B]
    (faulty / BASELINE).unlink()
    assert concise(run, faulty) == [A, B]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--reason", "x"], "--write-baseline"),
        (["--write-baseline", "--until", "明年"], "2026-12-31"),
        (["--write-baseline", "--fix"], "--fix"),
        (["--write-baseline", "--no-baseline"], "--no-baseline"),
        (["--write-baseline", "--changed-since", "HEAD"], "--changed-since"),
        (["--write-baseline", "-"], "-"),
        (["--write-baseline", "-f", "json"], "-f"),
        (["--write-baseline", "-o", "json=x.json"], "-o"),
        (["--write-baseline", "--fail-on", "never"], "--fail-on"),
        (["--dry-run"], "--write-baseline"),
        (["--select", "PC199"], "没有这条规则"),
    ],
)
def test_options_that_do_not_go_together(run: Run, faulty: Path, arguments: list[str], words: str) -> None:
    ran = run("validate", *DAY, *arguments, cwd=faulty)
    assert (ran.code, ran.out) == (2, "")
    assert words in ran.err
    assert not (faulty / BASELINE).exists()


def test_what_the_environment_says_of_reports_keeps_no_baseline_from_being_written(run: Run, faulty: Path) -> None:
    ran = run(*("validate", *DAY, "--write-baseline"), cwd=faulty, env={"POWERCAT_FORMAT": "json", "POWERCAT_FAIL_ON": "never"})
    assert ran.code == 0
    assert (faulty / BASELINE).exists()


def test_the_baseline_of_a_revision_is_the_revisions_own(run: Run, faulty: Path) -> None:
    def git(*arguments: str) -> None:
        subprocess.run(
            ["git", "-c", "user.name=x", "-c", "user.email=x@x", *arguments], cwd=faulty, check=True, capture_output=True
        )

    git("init", "-q")
    write(faulty, BASELINE, "entries: [\n")
    git("add", ".")
    git("commit", "-qm", "x")
    write(faulty, BASELINE, "entries: []\n")
    assert concise(run, faulty, "--changed-since", "HEAD") == []
    write(faulty, "powers/b.yaml", read(faulty, "powers/b.yaml") + "colour: 红\n")
    assert concise(run, faulty, "--changed-since", "HEAD") == [B, "powers/b.yaml:9 PC102"]


def test_every_format_tells_waived_findings_apart(run: Run, faulty: Path) -> None:
    write(faulty, "powers/a.yaml", POWER + "size: 3\nwaivers:\n  - {rule: PC102, reason: 甲的理由, until: 2026-12-31}\n")
    run("validate", *DAY, "--write-baseline", "--reason", "乙的理由", cwd=faulty)
    text = run("validate", *DAY, "-v", cwd=faulty).out
    assert "另有 2 处暂缓: 写在记录里 1、登记在清单里 1" in text
    assert "甲的理由，到 2026-12-31 (写在记录里)" in text
    assert "乙的理由 (登记在清单里)" in text
    short = run("validate", *DAY, "-f", "concise", cwd=faulty)
    assert (short.out, short.err) == ("", "另有 2 处暂缓（写在记录里 1、登记在清单里 1）；-v 逐个列出。\n")
    first, _ = run("validate", *DAY, "-f", "concise", "-v", cwd=faulty).out.splitlines()
    assert first.startswith("powers/a.yaml:8:1: 暂缓 PC102 ") and "甲的理由，到 2026-12-31 (写在记录里)" in first
    assert "waived PC102" in run("validate", *DAY, "-f", "concise", "-v", "--lang", "en", cwd=faulty).out
    run_of = json.loads(run("validate", *DAY, "-f", "sarif", cwd=faulty).out)["runs"][0]
    assert [each["suppressions"][0]["kind"] for each in run_of["results"]] == ["inSource", "external"]
    assert "写在记录里 1、登记在清单里 1" in run("validate", *DAY, "-f", "markdown", cwd=faulty).out
    html = run("validate", *DAY, "-f", "html", cwd=faulty).out
    assert "暂缓的问题（2 处）" in html
    assert "甲的理由，到 2026-12-31" in html


def test_an_end_that_cannot_be_read_is_no_end_without_end(run: Run, faulty: Path) -> None:
    write(faulty, "powers/b.yaml", POWER.replace("id: a", "id: b"))
    for end, codes in {
        "到年底": ["PC804", "PC102"],
        "到 2026-13-31": ["PC804", "PC102"],
        "2025-12-31": ["PC102", "PC801"],
        "到2025年12月31日止": ["PC102", "PC801"],
        "到 2026年12月31日": [],
    }.items():
        write(faulty, "powers/a.yaml", POWER + f"size: 3  # powercat 暂缓 PC102 —— 等新系统 —— {end}\n")
        assert sorted(line.split()[1] for line in concise(run, faulty)) == sorted(codes), end
    write(faulty, "powers/a.yaml", POWER + "size: 3\nwaivers:\n  - {rule: PC102, reason: 等新系统, until: 明年}\n")
    assert "powers/a.yaml:8 PC102" in concise(run, faulty)


def test_rules_that_the_configuration_weakens_are_told(run: Run, faulty: Path) -> None:
    write(
        faulty,
        "powercat.yaml",
        "ignore: [PC608]\nrules:\n  - {code: PC102, level: info, reason: 老系统带来的}\n  - {code: PC801, level: error, reason: 从严}\n",
    )
    ran = run("validate", *DAY, "-f", "json", cwd=faulty)
    assert "配置放宽了" in ran.err
    assert "PC102" in ran.err
    assert ran.code == 0
    weakened = {each["code"]: each for each in json.loads(ran.out)["summary"]["weakened"]}
    assert weakened["PC102"] == {"code": "PC102", "level": "info", "default": "error", "reason": "老系统带来的"}
    assert "PC801" not in weakened, "made stricter"
    for form in ("markdown", "html"):
        assert "老系统带来的" in run("validate", *DAY, "-f", form, cwd=faulty).out
    quiet = run("validate", *DAY, "-q", "-f", "concise", cwd=faulty)
    assert quiet.err == ""
    write(faulty, "powercat.yaml", "ignore: [PC1]\n")
    off = structured(run, faulty)["summary"]["weakened"]
    assert {each["level"] for each in off} == {"off"}
    assert all(each["code"].startswith("PC1") and each["reason"] is None for each in off)
    assert "The configuration weakens" in run("validate", *DAY, "--lang", "en", cwd=faulty).err


@pytest.mark.parametrize(
    ("config", "arguments", "codes"),
    [
        ("ignore: [PC102]\n", [], {"PC102"}),
        ("ignore: [PC102]\n", ["--select", "PC102"], {"PC102"}),
        ("ignore: [PC102]\n", ["--select", "PC2"], set()),
        ("ignore: [PC102]\n", ["--ignore", "PC1"], set()),
        ("rules:\n  - {code: PC102, level: info, reason: x}\n", ["--select", "PC102,PC202"], {"PC102"}),
        ("select: [PC1]\n", ["--select", "PC202"], set()),
        ("select: [PC1]\n", ["--select", "PC802"], set()),
    ],
)
def test_what_the_command_line_leaves_out_the_configuration_has_not_weakened(
    run: Run, faulty: Path, config: str, arguments: list[str], codes: set[str]
) -> None:
    write(faulty, "powercat.yaml", config)
    ran = run("validate", *DAY, "-f", "json", *arguments, cwd=faulty)
    assert {each["code"] for each in json.loads(ran.out)["summary"]["weakened"]} == codes
    assert ("配置放宽了" in ran.err) is bool(codes)


CITING = POWER + "legal_basis:\n  - {law: m, article: 99, role: establishing}\n"


@pytest.fixture
def citing(small: Path) -> Path:
    """The small catalog with a power that cites an article that is not in the law's text (PC304)."""
    (small / "laws/texts").mkdir(parents=True)
    write(small, "laws/m.yaml", "\n".join(line for line in LAW.splitlines() if "2025" not in line) + "\n")
    write(small, "laws/texts/m-2015-03-01.md", OLD)
    write(small, "powers/a.yaml", CITING)
    return small


@pytest.mark.parametrize("more", [[], ["--no-cache"]])
def test_what_a_revision_had_against_the_text_of_a_law_is_not_new(run: Run, citing: Path, more: list[str]) -> None:
    def git(*arguments: str) -> None:
        subprocess.run(
            ["git", "-c", "user.name=x", "-c", "user.email=x@x", *arguments], cwd=citing, check=True, capture_output=True
        )

    git("init", "-q")
    git("add", ".")
    git("commit", "-qm", "x")
    chosen = ("--select", "PC304", *more)
    assert concise(run, citing, *chosen) == ["powers/a.yaml:9 PC304"]
    assert concise(run, citing, *chosen, "--changed-since", "HEAD") == []
    # the text loses its article 4, which a record that has not changed cites
    write(citing, "powers/a.yaml", CITING.replace("99", "4"))
    git("commit", "-qam", "y")
    write(citing, "laws/texts/m-2015-03-01.md", OLD.replace("第四条", "条四第"))
    assert concise(run, citing, *chosen, "--changed-since", "HEAD") == ["powers/a.yaml:9 PC304"]


def test_a_slip_that_hides_a_finding_drops_no_entry(run: Run, citing: Path) -> None:
    with_baseline = ("--select", "PC1,PC304,PC802")
    assert concise(run, citing, *with_baseline) == ["powers/a.yaml:9 PC304"]
    run("validate", *DAY, "--write-baseline", "--reason", "等法规修改", *with_baseline, cwd=citing)
    kept = read(citing)
    assert "field: /legal_basis/m 99/article" in kept
    write(citing, "powers/a.yaml", CITING.replace("99", "九十九"))
    assert concise(run, citing, *with_baseline) == ["powers/a.yaml:9 PC103"]
    for more in (["--select", "PC3"], with_baseline):  # whether or not the slip itself is looked for
        run("validate", *DAY, "--write-baseline", *more, cwd=citing)
        assert kept[kept.index("  - code") :].rstrip() in read(citing)
        # the slip, put off, hides the finding all the same
        assert concise(run, citing, "--select", "PC802") == []
    write(citing, "powers/a.yaml", CITING)
    run("validate", *DAY, "--write-baseline", *with_baseline, cwd=citing)
    assert read(citing) == kept
    write(citing, "powers/a.yaml", CITING.replace("99", "4"))
    run("validate", *DAY, "--write-baseline", *with_baseline, cwd=citing)
    assert "PC304" not in read(citing)


def test_a_citation_put_in_above_leaves_the_entry_of_another_alone(run: Run, citing: Path) -> None:
    run("validate", *DAY, "--write-baseline", "--reason", "等法规修改", "--select", "PC304", cwd=citing)
    write(
        citing, "powers/a.yaml", CITING.replace("legal_basis:\n", "legal_basis:\n  - {law: m, article: 4, role: implementing}\n")
    )
    assert concise(run, citing, "--select", "PC304,PC802") == []


def test_what_the_configuration_relaxes_besides_rules_is_told(run: Run, small: Path) -> None:
    (small / "tables").mkdir()
    write(small, "tables/hotlines.yaml", "hotlines:\n  - {number: '96001', name: 本地热线, purpose: 咨询, source: 本地}\n")
    table = read(ROOT, "src/powercat/power/data/vague_words.yaml")
    write(small, "tables/vague_words.yaml", table)
    ran = run("validate", *DAY, "-f", "json", cwd=small)
    assert json.loads(ran.out)["summary"]["relaxed"] == [], ran.err
    assert "放宽" not in ran.err
    write(small, "tables/vague_words.yaml", table.replace("part: whole\n    words: [", "part: whole\n    words: [本地词, "))
    write(small, "powercat.yaml", "profile: draft\n")
    words = "tables/vague_words.yaml 代替了自带的 material-whole、condition-whole"
    for more in ([], []):  # the second time from the cache
        ran = run("validate", *DAY, "-f", "json", *more, cwd=small)
        assert f"配置放宽了要求：{words}。" in ran.err
        assert json.loads(ran.out)["summary"]["relaxed"][1:] == [words]
        assert "draft" in ran.err
    for form in ("markdown", "html"):
        assert words in run("validate", *DAY, "-f", form, cwd=small).out.replace("\\_", "_")
    assert "replaces the shipped material-whole, condition-whole" in run("validate", *DAY, "--lang", "en", cwd=small).err


def test_an_entry_written_twice_in_a_table_is_told_what_to_do(run: Run, small: Path) -> None:
    (small / "tables").mkdir()
    entry = "  - {number: '96001', name: 本地热线, purpose: 咨询, source: 本地}\n"
    write(small, "tables/hotlines.yaml", f"hotlines:\n{entry}{entry}")
    ran = run("validate", *DAY, cwd=small)
    assert ran.code == 2
    assert "引用" not in ran.err
    assert "tables/hotlines.yaml:3:14: 必须改 PC201 “服务热线”里有两条的号码都是“96001”" in ran.err
    assert "合成一条" in ran.err


@pytest.mark.parametrize("text", ["rules:\n  - {code: PC199, level: info, reason: x}\n", "ignore: [PC199]\n", "select: [PC19]\n"])
def test_a_rule_that_there_is_not_cannot_be_configured(run: Run, faulty: Path, text: str) -> None:
    write(faulty, "powercat.yaml", text)
    ran = run("validate", *DAY, cwd=faulty)
    assert ran.code == 2
    assert "没有这条规则。有哪些规则：powercat rules" in ran.err
