"""``powercat validate`` as a person meets it."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path
from xml.etree import ElementTree

import pytest

from tests.cli.conftest import EXAMPLE, POWER, ROOT, Run


def test_the_example_catalog_is_clean_at_warning(run: Run) -> None:
    ran = run("validate", EXAMPLE, "--as-of", "2026-07-01", "--fail-on", "warning")
    assert ran.code == 0, ran.out
    assert "没有发现问题" in ran.out


def test_a_clean_catalog_says_so_in_both_languages(run: Run, small: Path) -> None:
    assert "没有发现问题" in run("validate", cwd=small).out
    english = run("validate", "--lang", "en", cwd=small)
    assert english.code == 0
    assert not any("\u4e00" <= character <= "\u9fff" for character in english.out)


def test_a_fault_is_told_at_its_line_and_column_and_fails(run: Run, small: Path) -> None:
    (small / "powers/a.yaml").write_text(POWER.replace("name:", "nmae:"), encoding="utf-8")
    ran = run("validate", "-f", "concise", cwd=small)
    assert ran.code == 1
    lines = ran.out.splitlines()
    assert lines[0].startswith("powers/a.yaml:3:1: 必须改 PC102")
    assert len(lines) == 1, "a required field under a misspelt name is one slip, not two"


def test_findings_go_to_stdout_and_notes_to_stderr(run: Run, small: Path) -> None:
    (small / "powers/a.yaml").write_text("kind: power\nid: a\n  x: [\n", encoding="utf-8")
    ran = run("validate", "-f", "json", cwd=small)
    assert ran.code == 1
    report = json.loads(ran.out)
    assert [finding["code"] for finding in report["findings"]] == ["PC002"]
    assert ran.err == ""


def test_fail_on_decides_the_exit_code(run: Run, small: Path) -> None:
    (small / "powers/a.yaml").write_text(POWER.replace("name:", "nmae:"), encoding="utf-8")
    assert run("validate", "--fail-on", "never", cwd=small).code == 0
    assert run("validate", "--select", "PC2", cwd=small).code == 0
    assert run("validate", "--ignore", "PC101", "--ignore", "PC102", cwd=small).code == 0
    (small / "powers/a.yaml").write_text(POWER.replace("name: 甲事项\n", "").replace("draft", "colour"), encoding="utf-8")
    assert run("validate", "--select", "PC102,PC101", "-f", "concise", cwd=small).out.count("\n") == 2
    assert run("validate", "--select", "PC102,PC101", "--ignore", "PC101", "-f", "concise", cwd=small).out.count("\n") == 1


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["validate", "--fail-on", "erorr"], "error"),
        (["validate", "--select", "205"], "PC2"),
        (["validate", "-f", "jsn"], "json"),
        (["validate", "-f", "json", "-f", "text"], "-o"),
        (["validate", "nowhere"], "nowhere"),
        (["validate", "--as-of", "2026-02-30"], "2026-01-31"),
        (["validate", "--profile", "strict"], "standard"),
        (["validate", "--jobs", "x"], "--jobs"),
        (["valdate"], "validate"),
        (["validate", "--fomat", "json"], "--format"),
        (["-C", "nowhere", "validate"], "nowhere"),
    ],
)
def test_wrong_usage_is_exit_2_with_what_to_do(run: Run, small: Path, arguments: list[str], words: str) -> None:
    ran = run(*arguments, cwd=small)
    assert ran.code == 2
    assert ran.out == ""
    assert words in ran.err
    assert len(ran.err.strip().splitlines()) <= 2


def test_a_wrong_table_is_exit_2_at_its_line(run: Run, small: Path) -> None:
    (small / "tables").mkdir()
    (small / "tables/demands.yaml").write_text("demands:\n  - {id: x}\n", encoding="utf-8")
    (small / "tables/hotline.yaml").write_text("{}\n", encoding="utf-8")
    ran = run("validate", "--lang", "zh", cwd=small)
    assert ran.code == 2
    assert "tables/demands.yaml:2:" in ran.err
    assert "hotlines.yaml" in ran.err
    assert "先改好 tables/demands.yaml、tables/hotline.yaml" in ran.err


def test_a_table_has_a_schema_under_its_own_name_and_title(run: Run, small: Path) -> None:
    listed = [line.split()[0] for line in run("schema", cwd=small).out.splitlines()]
    assert {"power", "config", "table-duty_chains"} <= set(listed)
    said = {run("schema", name, cwd=small).out for name in ("table-duty_chains", "duty_chains", "责任环节表")}
    assert [list(json.loads(text)["properties"]) for text in said] == [["chains"]]


def test_no_catalog_is_exit_2(run: Run, tmp_path: Path) -> None:
    ran = run("validate", cwd=tmp_path)
    assert ran.code == 2
    assert "powercat init" in ran.err


def test_a_wrong_configuration_is_exit_2_at_its_line(run: Run, small: Path) -> None:
    (small / "powercat.yaml").write_text("profile: standrd\nexlcude: [a]\n", encoding="utf-8")
    ran = run("validate", cwd=small)
    assert ran.code == 2
    assert "powercat.yaml:1:10" in ran.err
    assert "powercat.yaml:2:1" in ran.err
    assert "standard" in ran.err
    assert "exclude" in ran.err


def test_paths_choose_what_is_reported_not_what_is_read(run: Run, small: Path) -> None:
    (small / "powers/a.yaml").write_text(POWER.replace("body", "bodi"), encoding="utf-8")
    assert run("validate", "organizations", cwd=small).code == 0
    ran = run("validate", "powers/a.yaml", "-f", "concise", cwd=small)
    assert ran.code == 1
    assert "PC202" in ran.out


def test_standard_input_stands_for_a_file(run: Run, small: Path) -> None:
    text = POWER.replace("power_type: public_service", "power_type: 公共服务").encode()
    ran = run("validate", "-", "--stdin-filename", "powers/a.yaml", cwd=small, stdin=text)
    assert ran.code == 1
    assert ran.out.startswith("powers/a.yaml:4:13:")
    assert "public_service" in ran.out


def test_every_format_has_a_valid_empty_document(run: Run, small: Path) -> None:
    for name in ("json", "sarif", "gitlab", "rdjson"):
        json.loads(run("validate", "-f", name, cwd=small).out)
    assert run("validate", "-f", "jsonl", cwd=small).out == ""
    assert run("validate", "-f", "github", cwd=small).out == ""
    ElementTree.fromstring(run("validate", "-f", "junit", cwd=small).out)
    assert "<html" in run("validate", "-f", "html", cwd=small).out


def test_several_formats_in_one_run(run: Run, small: Path) -> None:
    (small / "powers/a.yaml").write_text(POWER.replace("name:", "nmae:"), encoding="utf-8")
    ran = run("validate", "-f", "concise", "-o", "json=a.json", "-o", "junit=sub/a.xml", cwd=small)
    assert ran.out.count("\n") == 1
    assert "a.json" in ran.err
    assert len(json.loads((small / "a.json").read_text("utf-8"))["findings"]) == 1
    assert ElementTree.parse(small / "sub/a.xml")


def test_output_is_the_same_with_one_worker_or_two_cold_or_warm(run: Run, tmp_path: Path) -> None:
    subprocess.run(
        [sys.executable, ROOT / "benchmarks/generate.py", tmp_path / "many", "600", "--bad"], check=True, capture_output=True
    )
    first = run("validate", "-f", "json", "--jobs", "1", "--no-cache", cwd=tmp_path / "many")
    assert first.code == 1
    for extra in (["--jobs", "2", "--no-cache"], ["--jobs", "2"], ["--jobs", "1"], []):
        assert run("validate", "-f", "json", *extra, cwd=tmp_path / "many").out == first.out


def test_a_change_is_seen_at_once_with_the_cache(run: Run, small: Path) -> None:
    assert run("validate", cwd=small).code == 0
    (small / "powers/a.yaml").write_text(POWER.replace("甲事项", "乙事项").replace("name", "nmae"), encoding="utf-8")
    assert run("validate", cwd=small).code == 1
    (small / "powers/a.yaml").write_text(POWER, encoding="utf-8")
    assert run("validate", cwd=small).code == 0


def test_fix_changes_only_what_it_must_and_a_second_run_nothing(run: Run, small: Path) -> None:
    file = small / "powers/a.yaml"
    before = POWER.replace("name: 甲事项", "name： 甲事项  # 名称").replace("\n", "\r\n").encode("gb18030")
    file.write_bytes(before)
    shown = run("validate", "--fix", "--diff", cwd=small)
    assert file.read_bytes() == before
    assert "+name: 甲事项  # 名称" in shown.out
    ran = run("validate", "--fix", cwd=small)
    assert ran.code == 0, ran.out
    assert file.read_bytes() == POWER.replace("name: 甲事项", "name: 甲事项  # 名称").replace("\n", "\r\n").encode()
    stamp = file.stat().st_mtime_ns
    assert run("validate", "--fix", cwd=small).code == 0
    assert file.stat().st_mtime_ns == stamp


def test_changed_since_tells_new_findings_only(run: Run, small: Path) -> None:
    git = ["git", "-c", "user.name=a", "-c", "user.email=a@example.org", "-C", str(small)]
    (small / "powers/old.yaml").write_text(POWER.replace("id: a", "id: old").replace("name:", "nmae:"), encoding="utf-8")
    subprocess.run(["git", "init", "-q", str(small)], check=True)
    subprocess.run([*git, "add", "-A"], check=True)
    subprocess.run([*git, "commit", "-qm", "x"], check=True)
    assert run("validate", cwd=small).code == 1
    assert run("validate", "--changed-since", "HEAD", cwd=small).code == 0
    (small / "organizations/body.yaml").unlink()
    ran = run("validate", "--changed-since", "HEAD", "-f", "concise", cwd=small)
    assert ran.code == 1
    assert "PC202" in ran.out
    assert "PC102" not in ran.out
    unknown = run("validate", "--changed-since", "nope", cwd=small)
    assert unknown.code == 2
    assert "nope" in unknown.err
    assert run("validate", "--changed-since", "--upload-pack=x", cwd=small).code == 2


BAD_FILES = {
    "empty": b"",
    "blank": b"\n\n  \n",
    "comment": b"# nothing\n",
    "binary": bytes(range(256)) * 10,
    "utf16": "kind: power\n".encode("utf-16"),
    "list": b"- a\n- b\n",
    "text": b"just words\n",
    "wide line": b"kind: power\nid: b\nname: " + b"x" * 10_000_000,
    "long line": b"kind: power\nid: b\nname: " + b"x" * 3_000_000,
    "deep flow": b"[" * 10_000,
    "very deep flow": b"[" * 1_000_000,
    "deep block": b"\n".join(b" " * level + b"a:" for level in range(1500)),
    "deep dashes": b"- " * 10_000,
    "very deep mapping": b"{a: " * 1_000_000,
    "bomb": b"a: &a [x, x]\n" + b"".join(b"%c: &%c [*%c, *%c, *%c]\n" % (n, n, n - 1, n - 1, n - 1) for n in range(98, 120)),
    "control": b"kind: power\nid: b\nname: \x07\n",
    "half a sign": b"kind: power\nid: b\nname: \xe4\xb8\n",
    "two documents": b"kind: power\nid: b\n---\nkind: power\n",
    "nothing but a mark": b"\xef\xbb\xbf",
}


@pytest.mark.parametrize("name", BAD_FILES)
def test_bad_files_end_in_a_positioned_finding(run: Run, small: Path, name: str) -> None:
    (small / "powers/b.yaml").write_bytes(BAD_FILES[name])
    started = time.monotonic()
    ran = run("validate", "-f", "json", cwd=small)
    assert time.monotonic() - started < 60
    assert ran.code == 1
    found = [finding for finding in json.loads(ran.out)["findings"] if finding["file"].endswith("powers/b.yaml")]
    assert found
    assert all(finding["range"]["start"]["line"] >= 1 for finding in found)
    assert run("validate", cwd=small).code == 1


def test_links_out_of_the_catalog_are_told_and_not_read(run: Run, small: Path, tmp_path: Path) -> None:
    (tmp_path / "secret.yaml").write_text("kind: power\nid: secret\nname: 秘密\n", encoding="utf-8")
    (small / "powers/link.yaml").symlink_to(tmp_path / "secret.yaml")
    (small / "powers/round").symlink_to(small)
    ran = run("validate", "-f", "concise", cwd=small)
    assert ran.code == 1
    assert "powers/link.yaml:1:1" in ran.out
    assert "PC010" in ran.out
    assert "秘密" not in ran.out


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="the superuser may read everything")
def test_an_unreadable_folder_is_a_finding(run: Run, small: Path) -> None:
    (small / "powers").chmod(0)
    try:
        ran = run("validate", "-f", "concise", cwd=small)
    finally:
        (small / "powers").chmod(0o755)
    assert ran.code == 1
    assert "PC010" in ran.out


def test_a_broken_schema_of_the_catalog_is_exit_2(run: Run, small: Path) -> None:
    (small / "schemas").mkdir()
    for text in ("{", "[]", '{"type": 7}', '{"$ref": "nowhere.schema.json"}'):
        (small / "schemas/local.schema.json").write_text(text, encoding="utf-8")
        ran = run("validate", cwd=small)
        assert ran.code == 2, text
        assert "local.schema.json" in ran.err


def test_a_cache_that_cannot_be_written_changes_nothing(run: Run, small: Path, tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("in the way")
    assert run("validate", cwd=small, env={"POWERCAT_CACHE_DIR": str(blocked / "cache")}).code == 0
    full = Path("/dev/full")
    if full.exists():
        ran = run("validate", "-o", f"json={full}/x", cwd=small)
        assert ran.code == 2


def test_a_damaged_cache_changes_nothing(run: Run, small: Path, tmp_path: Path) -> None:
    assert run("validate", cwd=small).code == 0
    for file in (tmp_path / "cache").iterdir():
        file.write_bytes(b"SQLite format 3\0 and then rubbish" * 40)
    assert run("validate", cwd=small).code == 0


def test_two_runs_at_once(small: Path, tmp_path: Path) -> None:
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src"), "POWERCAT_CACHE_DIR": str(tmp_path / "cache")}
    command = [sys.executable, "-m", "powercat", "validate", "-q"]
    both = [
        subprocess.Popen(command, cwd=small, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE) for _ in range(3)
    ]
    for process in both:
        _, err = process.communicate(timeout=60)
        assert process.returncode == 0, err


@pytest.mark.skipif(os.name != "posix", reason="signals are sent as on POSIX")
def test_an_interrupt_is_exit_130(tmp_path: Path) -> None:
    subprocess.run([sys.executable, ROOT / "benchmarks/generate.py", tmp_path / "many", "4000"], check=True, capture_output=True)
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src"), "POWERCAT_CACHE_DIR": str(tmp_path / "cache")}
    process = subprocess.Popen(
        [sys.executable, "-m", "powercat", "validate", "--jobs", "2"],
        cwd=tmp_path / "many",
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )
    time.sleep(0.9)
    os.killpg(process.pid, signal.SIGINT)
    _, err = process.communicate(timeout=60)
    assert process.returncode == 130
    assert b"Traceback" not in err


def test_a_console_that_cannot_print_does_not_crash(run: Run, small: Path) -> None:
    (small / "powers/a.yaml").write_text(
        POWER.replace("甲事项", "\U0001f600\U00020000").replace("name", "nmae"), encoding="utf-8"
    )
    ran = run("validate", cwd=small, env={"PYTHONUTF8": "0", "PYTHONIOENCODING": "gbk"})
    assert ran.code == 1
    ran = run("validate", cwd=small, env={"PYTHONUTF8": "0", "PYTHONIOENCODING": "ascii"})
    assert ran.code == 1


def test_a_reader_that_leaves_early(small: Path) -> None:
    (small / "powers/a.yaml").write_text("kind: power\nid: a\n" + "".join(f"x{n}: 1\n" for n in range(3000)), encoding="utf-8")
    command = f"{sys.executable} -m powercat validate -f jsonl --no-cache | head -n 1"
    done = subprocess.run(
        command,
        shell=True,
        cwd=small,
        capture_output=True,
        env={**os.environ, "PYTHONPATH": str(ROOT / "src")},
        timeout=60,
        check=False,
    )
    assert done.stdout.count(b"\n") == 1
    assert b"Traceback" not in done.stderr


def test_a_waiver_is_counted_apart_and_runs_out(run: Run, small: Path) -> None:
    text = POWER.replace("organization: body", "organization: other")
    (small / "powers/a.yaml").write_text(
        text + "waivers:\n  - {rule: PC202, reason: 机关改革方案未定, until: 2026-12-31}\n", encoding="utf-8"
    )
    ran = run("validate", "-f", "json", "--as-of", "2026-07-01", cwd=small)
    assert ran.code == 0
    assert json.loads(ran.out)["summary"]["waived"] == 1
    assert run("validate", "--as-of", "2027-01-01", cwd=small).code == 1


def test_find_refs_stats(run: Run, small: Path) -> None:
    found = json.loads(run("find", "甲", "-f", "json", cwd=small).out)
    assert {each["id"] for each in found} == {"a", "body"}
    assert json.loads(run("find", "--kind", "power", "--where", "事项类型=公共服务", "-f", "json", cwd=small).out)[0]["id"] == "a"
    assert run("find", "nothing-like-it", cwd=small).code == 1
    assert run("find", "--where", "colour=red", cwd=small).code == 2
    rows = list(csv.DictReader(io.StringIO(run("refs", "body", "-f", "csv", cwd=small).out)))
    assert {row["id"] for row in rows} == {"a", "c"}
    missing = run("refs", "bodi", cwd=small)
    assert missing.code == 2
    assert "body" in missing.err
    counts = json.loads(run("stats", "-f", "json", cwd=small).out)
    assert counts["records"]["power"] == 1


def test_explain_rules_schema(run: Run, small: Path) -> None:
    for name in ("PC202", "pc202", "reference-missing"):
        assert "PC202" in run("explain", name, cwd=small).out
    assert "行政许可" in run("explain", "power.power_type", cwd=small).out
    assert run("explain", "PC999", cwd=small).code == 2
    english = run("explain", "PC202", "--lang", "en", cwd=small).out
    assert english.index("level: ") < english.index("basis: ") < english.index("message: ") < english.index("hint: ")
    assert english.index("hint: ") < english.index("    kind: ") and "In English" not in english
    assert not re.search("[\u4e00-\u9fff]", english[: english.index("    kind: ")])
    listed = json.loads(run("rules", "-f", "json", cwd=small).out)
    assert {"PC001", "PC101", "PC201", "PC217"} <= {rule["code"] for rule in listed}
    schema = json.loads(run("schema", "power", cwd=small).out)
    assert schema["x-kind"]["name"] == "power"
    assert run("schema", "pwoer", cwd=small).code == 2


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_help_is_complete_in_both_languages(run: Run, lang: str) -> None:
    import re

    for command in ("", "init", "new", "import", "validate", "explain", "rules", "schema", "find", "refs", "stats"):
        ran = run(*([command] if command else []), "--help", env={"POWERCAT_LANG": lang})
        assert ran.code == 0
        chinese = re.findall("[\u4e00-\u9fff]", ran.out)
        if lang == "en":
            assert not chinese, command
        else:
            assert len(chinese) > 20, command
            assert not re.search(r"Show this message|Install completion|Options|Arguments|Usage", ran.out), command


def test_version_before_anything_else(run: Run) -> None:
    assert run("--version").out.startswith("powercat 0.")
