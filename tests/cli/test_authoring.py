"""``init``, ``new``, ``import`` and the tour, as a person meets them."""

from __future__ import annotations

import json
import re
import shlex
import subprocess
from pathlib import Path

import pytest

from powercat.core.schema import load_schemas
from tests.cli.conftest import POWER, ROOT, Run


def test_profiles_weigh_differently(run: Run, small: Path) -> None:
    text = POWER.replace("public_service", "licence").replace("draft: true\n", "effective_from: 2026-01-01\n")
    (small / "powers/a.yaml").write_text(text, encoding="utf-8")
    standard = json.loads(run("validate", "-f", "json", cwd=small).out)["summary"]
    draft = json.loads(run("validate", "-f", "json", "--profile", "draft", cwd=small).out)["summary"]
    publish = json.loads(run("validate", "-f", "json", "--profile", "publish", cwd=small).out)["summary"]
    assert standard["errors"] > draft["errors"]
    assert draft["warnings"] > standard["warnings"]
    assert publish["errors"] >= standard["errors"]


def test_severities_set_in_the_configuration(run: Run, small: Path) -> None:
    (small / "powers/a.yaml").write_text(POWER.replace("body", "bodi"), encoding="utf-8")
    (small / "powercat.yaml").write_text("rules:\n  - {code: PC202, level: info, reason: 正在改}\n", encoding="utf-8")
    assert run("validate", cwd=small).code == 0
    assert "提示 PC202" in run("validate", "-f", "concise", cwd=small).out
    (small / "powercat.yaml").write_text("rules:\n  - {code: PC202, level: 'off', reason: 正在改}\n", encoding="utf-8")
    assert run("validate", "-f", "concise", cwd=small).out == ""


def test_init_makes_a_catalog_and_touches_nothing_that_is_there(run: Run, tmp_path: Path) -> None:
    shown = run("init", "新目录", "--dry-run")
    assert shown.code == 0
    assert not (tmp_path / "新目录").exists()
    assert run("init", "新目录", "--authority", "甲区人民政府", "--division-code", "310199").code == 0
    before = {path: path.read_bytes() for path in (tmp_path / "新目录").rglob("*") if path.is_file()}
    again = run("init", "新目录")
    assert again.code == 2
    assert "powercat.yaml" in again.err
    assert before == {path: path.read_bytes() for path in (tmp_path / "新目录").rglob("*") if path.is_file()}
    ran = run("validate", "-f", "json", cwd=tmp_path / "新目录")
    assert {finding["code"] for finding in json.loads(ran.out)["findings"]} == {"PC105"}


def test_init_leaves_other_files_alone(run: Run, tmp_path: Path) -> None:
    (tmp_path / "有文件").mkdir()
    (tmp_path / "有文件/README.md").write_text("我的说明", encoding="utf-8")
    ran = run("init", "有文件")
    assert ran.code == 0
    assert "README.md" in ran.err
    assert (tmp_path / "有文件/README.md").read_text("utf-8") == "我的说明"
    assert (tmp_path / "有文件/powercat.yaml").exists()


def test_import_never_goes_looking_for_a_catalog_below(run: Run, small: Path) -> None:
    (small.parent / "d.csv").write_text("名称\n甲\n", encoding="utf-8")
    ran = run("import", "d.csv", "--map", "d.csv", cwd=small.parent)
    assert ran.code == 2
    assert "--into" in ran.err


def test_no_blank_record_of_any_kind_passes(run: Run, small: Path) -> None:
    for kind in load_schemas().known:
        ran = run("new", kind, "--id", "blank", "--stdout", cwd=small)
        assert ran.code == 0, kind
        checked = run("validate", "-", "-f", "json", "--stdin-filename", f"x/{kind}.yaml", cwd=small, stdin=ran.out.encode())
        assert checked.code == 1, kind
        assert "PC105" in {finding["code"] for finding in json.loads(checked.out)["findings"]}, kind


def test_new_refuses_to_overwrite_and_copies_on_request(run: Run, small: Path) -> None:
    assert run("new", "power", "--id", "a", cwd=small).code == 2
    assert (small / "powers/a.yaml").read_text("utf-8") == POWER
    ran = run("new", "power", "--from", "a", "--id", "b", "--set", "name=乙事项", cwd=small)
    assert ran.code == 0
    assert (small / "powers/b.yaml").read_text("utf-8") == POWER.replace("id: a", "id: b").replace("甲事项", "乙事项")
    assert run("validate", cwd=small).code == 0
    assert run("new", "power", "--id", "c", "--set", "colour=red", cwd=small).code == 2
    assert run("new", "power", "--id", "c", "--set", "name", cwd=small).code == 2
    assert run("new", "power", "--from", "nothing", "--id", "c", cwd=small).code == 2
    assert run("new", "power", "--id", "../evil", cwd=small).code == 2
    assert not (small / "evil.yaml").exists()


@pytest.mark.parametrize("name", ["tour.zh-CN.md", "tour.md"])
def test_the_tour_works_as_written(run: Run, tmp_path: Path, name: str) -> None:
    """Every command of the tour is run; what it asks to be edited is edited here."""
    text = (ROOT / "docs" / name).read_text("utf-8")
    sections = re.split(r"^## ", text, flags=re.MULTILINE)[1:]
    commands = [
        [shlex.split(line)[1:] for line in re.sub(r"\\\n\s*", "", "".join(re.findall(r"```sh\n(.*?)```", section, re.DOTALL))).splitlines()
         if line.startswith("powercat")]
        for section in sections
    ]  # fmt: skip
    here = tmp_path
    env = {"POWERCAT_LANG": "en" if name == "tour.md" else "zh"}

    def follow(section: int) -> list[int]:
        nonlocal here
        codes = []
        for arguments in commands[section]:
            codes.append(run(*[word for word in arguments if not word.startswith("#")], cwd=here, env=env).code)
            if arguments[0] == "init":
                here = tmp_path / arguments[1]
        return codes

    def edit(path: str, old: str, new: str) -> None:
        content = (here / path).read_text("utf-8")
        assert re.search(old, content), (path, old)
        (here / path).write_text(re.sub(old, new, content), encoding="utf-8")

    def without_notes(arguments: list[str]) -> list[str]:
        return arguments[: arguments.index("#")] if "#" in arguments else arguments

    commands = [[without_notes(arguments) for arguments in section] for section in commands]
    assert follow(0) == [0, 1]
    edit("catalog.yaml", r"edition: <.*>", "edition: 2026年版")
    edit("catalog.yaml", r"effective_on: <.*>", "effective_on: 2026-01-01")
    edit("organizations/jia-qu-ren-min-zheng-fu.yaml", r"level: <.*>", "level: district")
    edit("organizations/jia-qu-ren-min-zheng-fu.yaml", r"nature: <.*>", "nature: statutory")
    assert run("validate", cwd=here).code == 0
    assert follow(2) == [0, 0, 1]
    assert follow(3) == [0, 0, 0]
    clean = run("validate", cwd=here, env=env).out.strip()
    assert clean in sections[3], "the tour shows what is told"
    edit("powers/chang-guan-yu-yue.yaml", "organization: jia-qu-ti-yu-ju", "organization: 甲区体育局")
    edit("powers/chang-guan-yu-yue.yaml", r"\nname: ", "\nname：")
    assert follow(4) == [1, 1, 1]
    edit("powers/chang-guan-yu-yue.yaml", "organization: 甲区体育局", "organization: jia-qu-ti-yu-ju")
    assert run("validate", cwd=here).code == 0
    assert set(follow(5)) == {0}
    assert "chang-guan-yu-yue" in run("refs", "jia-qu-ti-yu-ju", cwd=here, env=env).out
    git = ["git", "-c", "user.name=a", "-c", "user.email=a@example.org", "-C", str(here)]
    subprocess.run([*git, "init", "-q"], check=True)
    subprocess.run([*git, "add", "-A"], check=True)
    subprocess.run([*git, "commit", "-qm", "x"], check=True)
    assert set(follow(6)) == {0}


def test_import_tells_what_is_wrong_with_its_mapping(run: Run, small: Path) -> None:
    (small / "m.yaml").write_text("sources: x\n", encoding="utf-8")
    (small / "d.csv").write_text("名称\n甲\n", encoding="utf-8")
    ran = run("import", "d.csv", "--map", "m.yaml", cwd=small)
    assert ran.code == 2
    assert "m.yaml:1:1" in ran.out
    assert run("import", "none.csv", "--map", "m.yaml", cwd=small).code == 2


def test_import_of_the_real_sample_twice_changes_nothing(run: Run, shared: Path, tmp_path: Path) -> None:
    source = shared / "data/items/guangdong/items-sample.jsonl"
    arguments = ("import", source, "--map", ROOT / "docs/import/guangdong.map.yaml", "--into", "gd")
    first = run(*arguments, "--lang", "en")
    assert first.code == 0, first.out
    assert "323 rows" in first.err
    stamps = {path: path.stat().st_mtime_ns for path in (tmp_path / "gd").rglob("*.yaml")}
    assert len(stamps) > 1400
    second = run(*arguments, "--lang", "en")
    assert "0 files written" in second.err
    assert stamps == {path: path.stat().st_mtime_ns for path in (tmp_path / "gd").rglob("*.yaml")}
    report = json.loads(run("validate", "-f", "json", cwd=tmp_path / "gd").out)
    codes = {finding["code"] for finding in report["findings"]}
    assert not codes & {"PC002", "PC003", "PC004", "PC102", "PC103", "PC201", "PC202"}
    assert {"PC204", "PC205"} <= codes
