"""``powercat law``, as a person meets it."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from tests.cli.conftest import EXAMPLE, ROOT, Run
from tests.unit.law.texts import LAW, NEW, OLD

LAWS = Path(os.environ.get("POWERCAT_SHARED", ROOT.parent / "shared")) / "data" / "laws"

POWER = """\
kind: power
id: a
name: 测试许可
power_type: licence
organization: body
exercise_levels: [district]
draft: true
legal_basis:
  - {law: m, article: 2, paragraphs: [1], role: establishing}   # 设定依据
  - law: m  # 期限
    article: 4
  - {law: m, article: 3, paragraphs: [1], items: [3]}
  - {law: m, article: 5}
  - {law: m, article: 1}
"""

BODY = """\
kind: organization
id: body
name: 甲区示范局
level: district
nature: statutory
review_body_name: 甲区人民政府
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A catalog with one power that rests on the old version of the law, whose text is registered."""
    root = tmp_path / "目录"
    for path, text in {
        "powercat.yaml": "{}\n",
        "laws/m.yaml": "\n".join(line for line in LAW.splitlines() if "2025" not in line) + "\n",
        "laws/texts/m-2015-03-01.md": OLD,
        "powers/a.yaml": POWER,
        "organizations/body.yaml": BODY,
    }.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, encoding="utf-8")
    (tmp_path / "新.md").write_text(NEW, encoding="utf-8")
    return root


def test_a_text_is_entered_once(run: Run, tmp_path: Path) -> None:
    (tmp_path / "c").mkdir()
    (tmp_path / "c/powercat.yaml").write_text("{}\n", encoding="utf-8")
    (tmp_path / "t").mkdir()
    (tmp_path / "t/旧.md").write_text(OLD, encoding="utf-8")
    (tmp_path / "t/新.md").write_text(NEW, encoding="utf-8")
    dry = run("law", "import", tmp_path / "t", "--dry-run", cwd=tmp_path / "c")
    assert dry.code == 0 and not (tmp_path / "c/laws").exists()
    ran = run("law", "import", tmp_path / "t", "-f", "json", cwd=tmp_path / "c")
    assert ran.code == 0
    rows = json.loads(ran.out)
    assert [row["outcome"] for row in rows] == ["new", "new"]
    assert {row["level"] for row in rows} == {"municipal_government_rule"}
    assert {(row["promulgated_on"], row["effective_on"]) for row in rows} == {
        ("2015-03-01", "2015-05-01"),
        ("2025-09-01", "2026-01-01"),
    }
    record = (tmp_path / "c/laws" / f"{rows[0]['id']}.yaml").read_text("utf-8")
    assert record.count("text: laws/texts/") == 2
    before = {path: path.read_bytes() for path in (tmp_path / "c").rglob("*") if path.is_file()}
    again = run("law", "import", tmp_path / "t", "-f", "json", cwd=tmp_path / "c")
    assert [row["outcome"] for row in json.loads(again.out)] == ["unchanged", "unchanged"]
    assert before == {path: path.read_bytes() for path in (tmp_path / "c").rglob("*") if path.is_file()}
    assert run("validate", cwd=tmp_path / "c").code == 0


def test_a_record_that_is_there_is_only_added_to(run: Run, folder: Path) -> None:
    before = (folder / "laws/m.yaml").read_text("utf-8")
    ran = run("law", "import", "../新.md", "-f", "json", cwd=folder)
    assert [row["outcome"] for row in json.loads(ran.out)] == ["added"]
    after = (folder / "laws/m.yaml").read_text("utf-8")
    added = [line.strip(" -") for line in after.splitlines() if line not in before.splitlines()]
    assert added == [
        "promulgated_on: 2025-09-01",
        "effective_on: 2026-01-01",
        "doc_number: 示例市人民政府令第30号",
        "issuer_name: 示例市人民政府",
        "articles: 6",
        "text: laws/texts/m-2025-09-01.md",
    ]
    assert "# 旧版" in after
    assert all(line in after for line in before.splitlines())


def test_a_text_that_differs_is_replaced_only_when_asked(run: Run, folder: Path, tmp_path: Path) -> None:
    (tmp_path / "改.md").write_text(OLD.replace("二十日", "三十日"), encoding="utf-8")
    ran = run("law", "import", "../改.md", cwd=folder)
    assert ran.code == 1
    assert "不一样" in ran.out
    assert "二十日" in (folder / "laws/texts/m-2015-03-01.md").read_text("utf-8")
    assert run("law", "import", "../改.md", "--overwrite", cwd=folder).code == 0
    assert "三十日" in (folder / "laws/texts/m-2015-03-01.md").read_text("utf-8")


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "没有条文"),
        ("第一条 甲。\n".encode(), "没有标题"),
        ("# 某办法\n\n第一条 甲。\n".encode(), "哪一天公布"),
        ("# 某办法\n\n2020年1月1日 公布\n\n第一条 甲。\n".encode(), "效力级别"),
        ("# 某办法\n\n第一条 甲。\n".encode("gb18030"), "UTF-8"),
        (b"\x00\xff\xfe", "不是文字"),
    ],
)
def test_a_text_that_cannot_be_entered_says_why(run: Run, folder: Path, tmp_path: Path, content: bytes, words: str) -> None:
    (tmp_path / "坏.md").write_bytes(content)
    ran = run("law", "import", "../坏.md", cwd=folder)
    assert ran.code == 1
    assert words in ran.out
    if "级别" in words:
        assert run("law", "import", "../坏.md", "--level", "规范性文件", cwd=folder).code == 0


def test_articles_are_shown(run: Run, folder: Path) -> None:
    whole = run("law", "show", "测试办法", cwd=folder).out
    assert "第一章 总 则" in whole and "第六条" in whole
    one = run("law", "show", "m", "第三条第一款第（二）项", cwd=folder)
    assert "场所证明" in one.out and "人员名单" not in one.out
    assert json.loads(run("law", "show", "m", "3(2)", "-f", "json", cwd=folder).out)["text"].startswith("前款规定的材料")
    assert len(json.loads(run("law", "show", "m", "-f", "json", cwd=folder).out)["articles"]) == 6
    missing = run("law", "show", "m", "60", cwd=folder)
    assert missing.code == 2 and "一共 6 条" in missing.err
    assert run("law", "show", "m", "哪一条", cwd=folder).code == 2
    near = run("law", "show", "测试办发", cwd=folder)
    assert near.code == 2 and "示例市测试管理办法" in near.err


def test_the_register_and_its_versions(run: Run, folder: Path) -> None:
    run("law", "import", "../新.md", cwd=folder)
    row = json.loads(run("law", "list", "-f", "json", "--as-of", "2026-07-01", cwd=folder).out)[0]
    assert (row["id"], row["status"], row["version"], row["text"], row["cited"]) == ("m", "in_force", "2025-09-01", True, 5)
    assert json.loads(run("law", "list", "-f", "json", "--status", "已废止", cwd=folder).out) == []
    assert run("law", "list", "--status", "好", cwd=folder).code == 2
    rows = json.loads(run("law", "versions", "m", "-f", "json", "--as-of", "2026-07-01", cwd=folder).out)
    assert [(each["effective_on"], each["last"], each["status"]) for each in rows] == [
        ("2015-05-01", "2025-12-31", "past"),
        ("2026-01-01", "", "in_force"),
    ]


def test_what_rests_on_a_law_and_what_its_repeal_does(run: Run, folder: Path) -> None:
    rows = json.loads(run("law", "impact", "m", "-f", "json", cwd=folder).out)
    assert len(rows) == 5 and {row["severity"] for row in rows} == {"info"}
    gone = json.loads(
        run("law", "impact", "m", "--repealed", "2026-01-01", "-f", "json", "--as-of", "2026-07-01", cwd=folder).out
    )
    assert {row["severity"] for row in gone} == {"error"}
    ahead = json.loads(
        run("law", "impact", "m:2", "--repealed", "2027-01-01", "-f", "json", "--as-of", "2026-07-01", cwd=folder).out
    )
    assert [(row["severity"], row["cited"]) for row in ahead] == [("warning", "第二条第一款")]
    assert ahead[0]["place"].startswith("powers/a.yaml:9:")
    assert run("law", "impact", "m", "--repealed", "明天", cwd=folder).code == 2
    for form in ("markdown", "csv", "table"):
        assert "测试许可" in run("law", "impact", "m", "-f", form, cwd=folder).out


def test_a_new_version_separates_moved_from_changed(run: Run, folder: Path) -> None:
    rows = json.loads(
        run("law", "impact", "m", "--new-version", "../新.md", "-f", "json", "--as-of", "2026-07-01", cwd=folder).out
    )
    assert [(row["cited"], row["fate"], row["severity"]) for row in rows] == [
        ("第四条", ["changed"], "warning"),
        ("第五条", ["removed"], "warning"),
        ("第二条第一款", ["moved"], "info"),
        ("第三条第一款第（三）项", ["moved"], "info"),
    ]
    assert "“二十”改成“十五”" in rows[0]["why"]
    assert "另有 4 处" in rows[1]["why"]


def test_what_has_no_other_basis_must_be_mended(run: Run, folder: Path) -> None:
    alone = POWER[: POWER.index("  - {law: m, article: 2")] + "  - {law: m, article: 5}\n"
    (folder / "powers/a.yaml").write_text(alone, encoding="utf-8")
    ran = run("law", "impact", "m", "--new-version", "../新.md", "-f", "json", "--as-of", "2026-07-01", cwd=folder)
    assert [(row["cited"], row["severity"]) for row in json.loads(ran.out)] == [("第五条", "error")]


def test_what_merely_moved_is_corrected_and_the_rest_listed(run: Run, folder: Path) -> None:
    arguments = ("law", "impact", "m", "--new-version", "../新.md", "--write", "--as-of", "2026-07-01")
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    early = run(*arguments[:-1], "2025-10-01", cwd=folder)
    assert early.code == 2 and "2026-01-01" in early.err
    dry = run(*arguments, "--dry-run", cwd=folder)
    assert dry.code == 0 and "+  - {law: m, article: 3, paragraphs: [1], role: establishing}" in dry.out
    assert before == {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    assert run(*arguments, cwd=folder).code == 0
    lines = (folder / "powers/a.yaml").read_text("utf-8").splitlines()
    assert lines[8] == "  - {law: m, article: 3, paragraphs: [1], role: establishing}   # 设定依据"
    assert lines[9:13] == [
        "  - law: m  # 期限",
        "    article: 4",
        "  - {law: m, article: 4, paragraphs: [1], items: [2]}",
        lines[12],
    ]
    assert lines[12:] == ["  - {law: m, article: 5}", "  - {law: m, article: 1}"]
    task = (folder / "tasks/m-2026-01-01/body.md").read_text("utf-8")
    assert "甲区示范局" in task and task.count("- [ ] `powers/a.yaml:") == 2
    assert (folder / "laws/texts/m-2025-09-01.md").is_file()


@pytest.mark.parametrize(
    "arguments",
    [
        ("--write",),
        ("--dry-run",),
        ("--new-version", "没有.md"),
        ("--new-version", "../新.md", "--repealed", "2027-01-01"),
    ],
)
def test_impact_refuses_what_makes_no_sense(run: Run, folder: Path, arguments: tuple[str, ...]) -> None:
    ran = run("law", "impact", "m", *arguments, cwd=folder)
    assert ran.code == 2
    assert ran.err.startswith("powercat: ")


def test_a_version_of_another_law_is_refused(run: Run, folder: Path, tmp_path: Path) -> None:
    (tmp_path / "别的.md").write_text(NEW.replace("测试管理", "别的管理"), encoding="utf-8")
    ran = run("law", "impact", "m", "--new-version", "../别的.md", cwd=folder)
    assert ran.code == 2 and "示例市别的管理办法" in ran.err


@pytest.mark.skipif(not LAWS.is_dir(), reason="no ../shared/data/laws here")
def test_the_real_texts_fit_the_example_register(run: Run, tmp_path: Path) -> None:
    import shutil

    shutil.copytree(EXAMPLE, tmp_path / "c")
    ran = run("law", "import", LAWS / "行政法", "-f", "json", "--dry-run", cwd=tmp_path / "c")
    rows = json.loads(ran.out)
    assert len(rows) > 100
    assert not [row for row in rows if row["outcome"] == "skipped"]
    licensing = next(row for row in rows if row["id"] == "administrative-licensing-law")
    assert (licensing["outcome"], licensing["effective_on"], licensing["articles"]) == ("completed", "2019-04-23", 83)


# law cite

WRITTEN = "《示例市测试管理办法》（2015年发布）第二条第一款、第三条第（一）项、第九条；《测试办发》第三条，《乙通知》（国发[2021]7号）附件2"


def test_what_is_understood_of_a_text(run: Run, folder: Path) -> None:
    ran = run("law", "cite", WRITTEN, "-f", "json", "--as-of", "2026-07-01", cwd=folder)
    assert ran.code == 0
    known, misspelt, unknown = json.loads(ran.out)
    assert (known["laws"], known["year"], known["version"]["effective_on"]) == (["m"], "2015", "2015-05-01")
    assert [place["exists"] for place in known["places"]] == [True, True, False]
    assert known["citations"][:2] == [{"law": "m", "article": 2, "paragraphs": [1]}, {"law": "m", "article": 3, "items": [1]}]
    assert "第九条" in "".join(known["notes"])
    assert (misspelt["laws"], misspelt["near"]) == ([], "示例市测试管理办法")
    assert (unknown["number"], unknown["locator"]) == ("国发〔2021〕7号", "附件2")
    assert any("〔〕" in note for note in unknown["notes"])


def test_what_is_understood_as_a_table_in_both_languages(run: Run, folder: Path) -> None:
    zh = run("law", "cite", WRITTEN, "--lang", "zh", cwd=folder).out
    assert "第三条第（一）项" in zh
    assert "登记里没有；是不是《示例市测试管理办法》？" in zh
    en = run("law", "cite", WRITTEN, "--lang", "en", "-f", "markdown", cwd=folder).out
    assert "did you mean 示例市测试管理办法?" in en
    assert "art. 3, item 1" in en
    assert run("law", "cite", WRITTEN, "-f", "csv", cwd=folder).out.startswith("text,law,title,")
    assert run("law", "cite", WRITTEN, "-f", "xml", cwd=folder).code == 2


def test_citations_to_paste(run: Run, folder: Path) -> None:
    text = "违反测试办法第三条第（一）、（三）项、第四条；《丙条例》第三条"
    ran = run("law", "cite", "-", "--yaml", "--lang", "zh", cwd=folder, stdin=text.encode())
    assert ran.out.splitlines() == [
        "- {law: m, article: 3, items: [1, 3]}",
        "- {law: m, article: 4}",
        "# 丙条例：登记里没有",
        "# 丙条例第三条",
    ]


def test_nothing_to_understand(run: Run, folder: Path) -> None:
    for stdin in (b"", "没有引用".encode(), "《".encode() * 60_000):
        ran = run("law", "cite", "-", "-f", "json", cwd=folder, stdin=stdin)
        assert (ran.code, json.loads(ran.out)) == (0, [])
        assert "没有看到" in ran.err or "no citation" in ran.err
    assert run("law", "cite", "-", cwd=folder, stdin=b"\xff\xfe\x00").code == 2


def test_a_version_is_written_once(run: Run, folder: Path) -> None:
    arguments = ("law", "impact", "m", "--new-version", "../新.md", "--write", "--as-of", "2026-07-01")
    assert run(*arguments, cwd=folder).code == 0
    task = folder / "tasks/m-2026-01-01/body.md"
    task.write_text(task.read_text("utf-8").replace("- [ ]", "- [x]", 1), encoding="utf-8")
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    assert "citations_followed_on: 2026-07-01" in (folder / "laws/m.yaml").read_text("utf-8")
    again = run(*arguments, cwd=folder)
    assert again.code == 2 and "已经改过一次" in again.err
    assert before == {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_an_older_text_is_no_new_version(run: Run, folder: Path, tmp_path: Path) -> None:
    run("law", "import", "../新.md", cwd=folder)
    (tmp_path / "旧.md").write_text(OLD.replace("2015年3月1日", "2012年3月1日"), encoding="utf-8")
    ran = run("law", "impact", "m", "--new-version", "../旧.md", "--as-of", "2026-07-01", cwd=folder)
    assert ran.code == 2 and "旧" in ran.err


def test_a_mistyped_article_is_refused(run: Run, folder: Path) -> None:
    ran = run("law", "impact", "m:99", cwd=folder)
    assert ran.code == 2 and "一共 6 条" in ran.err


def test_nothing_is_written_through_a_link_or_over_another_record(run: Run, folder: Path, tmp_path: Path) -> None:
    (tmp_path / "外面").mkdir()
    (folder / "laws/texts/m-2025-09-01.md").symlink_to(tmp_path / "外面/x.md")
    ran = run("law", "import", "../新.md", cwd=folder)
    assert ran.code == 2 and "链接" in ran.err
    assert not (tmp_path / "外面/x.md").exists()
    (folder / "laws/ling-yi-fa.yaml").write_text(
        "kind: law\nid: other\ntitle: 完全别的法\nlevel: law\nversions: []\n", encoding="utf-8"
    )
    (tmp_path / "另一.md").write_text("# 另一法\n\n2020年1月1日 公布\n\n第一条 甲。\n", encoding="utf-8")
    assert run("law", "import", "../另一.md", "--level", "法律", cwd=folder).code == 0
    assert "完全别的法" in (folder / "laws/ling-yi-fa.yaml").read_text("utf-8")
    assert (folder / "laws/ling-yi-fa-2.yaml").is_file()


def test_a_file_with_anchors_is_left_to_people(run: Run, folder: Path) -> None:
    text = POWER.replace("article: 4", "article: &n 4")
    (folder / "powers/a.yaml").write_text(text, encoding="utf-8")
    ran = run("law", "impact", "m", "--new-version", "../新.md", "--write", "--as-of", "2026-07-01", cwd=folder)
    assert ran.code == 0
    assert (folder / "powers/a.yaml").read_text("utf-8") == text


def test_prose_that_speaks_of_the_law_is_told_and_left_to_people(run: Run, folder: Path) -> None:
    text = POWER + "description: 依照测试办法第四条办理；《示例市测试管理办法》第二条另有规定。\n"
    (folder / "powers/a.yaml").write_text(text, encoding="utf-8")
    arguments = ("law", "impact", "m", "--new-version", "../新.md", "--as-of", "2026-07-01")
    rows = json.loads(run(*arguments, "-f", "json", cwd=folder).out)
    prose = [row for row in rows if row["place"].startswith("powers/a.yaml:15:")]
    assert sorted((row["cited"], row["fate"]) for row in prose) == [("第二条", ["moved"]), ("第四条", ["changed"])]
    assert run(*arguments, "--write", cwd=folder).code == 0
    assert "第四条办理；《示例市测试管理办法》第二条" in (folder / "powers/a.yaml").read_text("utf-8")
    assert (folder / "tasks/m-2026-01-01/body.md").read_text("utf-8").count("powers/a.yaml:15") == 2
