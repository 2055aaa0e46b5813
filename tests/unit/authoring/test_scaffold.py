"""``powercat init``: a catalog that opens, is explained, and asks for exactly what is missing."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
import yaml

from powercat.authoring.init import create, scaffold
from powercat.core.errors import UsageError
from powercat.core.schema import Schemas
from powercat.core.text import Lang
from powercat.workspace import open_workspace, validate


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_new_catalog_opens_and_asks_for_what_is_missing(schemas: Schemas, tmp_path: Path, lang: Lang) -> None:
    create(tmp_path / "new", scaffold(schemas, lang, authority="上海市人民政府", division_code="310000"))
    workspace = open_workspace(tmp_path / "new")
    assert workspace.faults == ()
    assert workspace.config.language == lang
    result = validate(workspace, date(2026, 7, 1))
    waiting = {(each.code, each.span.path, each.pointer) for each in result.findings}
    body = "organizations/shang-hai-shi-ren-min-zheng-fu.yaml"
    assert waiting == {
        ("PC105", "catalog.yaml", "/edition"),
        ("PC105", "catalog.yaml", "/effective_on"),
        ("PC105", body, "/level"),
        ("PC105", body, "/nature"),
    }


def test_without_a_name_the_catalog_asks_for_its_authority_too(schemas: Schemas, tmp_path: Path) -> None:
    files = scaffold(schemas, "zh")
    assert not any(path.startswith("organizations/") and path.endswith(".yaml") for path in files)
    create(tmp_path, files)
    found = {each.pointer for each in validate(open_workspace(tmp_path), date(2026, 7, 1)).findings}
    assert found == {"/authority", "/division_code", "/edition", "/effective_on"}


def test_every_kind_has_its_folder_and_its_schema_in_the_editor(schemas: Schemas) -> None:
    files = scaffold(schemas, "zh")
    settings = json.loads(files[".vscode/settings.json"])
    assert settings["yaml.schemaStore.enable"] is False
    for name in schemas.known:
        kind = schemas[name]
        path = f"editor/schemas/{name}.schema.json"
        assert json.loads(files[path])["title"] == kind.title.zh
        patterns = settings["yaml.schemas"][f"./{path}"]
        if kind.folder == ".":
            assert patterns == ["catalog.yaml"]
        else:
            assert patterns == [f"{kind.folder}/**/*.yaml", f"{kind.folder}/**/*.yml"]
            assert f"{kind.folder}/.gitkeep" in files
            assert f"| `{kind.folder}/` | {kind.title.zh} |" in files["README.md"].decode()
    assert settings["yaml.schemas"]["./editor/schemas/config.schema.json"] == ["powercat.yaml"]


def test_the_ci_files_are_what_their_hosts_read(schemas: Schemas) -> None:
    files = scaffold(schemas, "zh")
    github = yaml.safe_load(files[".github/workflows/powercat.yml"])
    assert any("powercat validate" in step.get("run", "") for step in github["jobs"]["validate"]["steps"])
    gitlab = yaml.safe_load(files[".gitlab-ci.yml"])
    assert gitlab["powercat"]["artifacts"]["reports"]["codequality"] == "powercat.json"


def test_texts_are_utf8_with_line_feeds(schemas: Schemas) -> None:
    for path, content in scaffold(schemas, "zh", authority="甲市人民政府").items():
        text = content.decode()
        assert "\r" not in text, path
        assert not text or text.endswith("\n"), path


def test_nothing_that_is_there_is_overwritten(schemas: Schemas, tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text("mine", encoding="utf-8")
    (tmp_path / "catalog.yaml").symlink_to("nowhere.yaml")
    assert create(tmp_path, scaffold(schemas, "zh")) == ("README.md", "catalog.yaml")
    assert (tmp_path / "catalog.yaml").is_symlink()
    assert not (tmp_path / "nowhere.yaml").exists()
    assert (tmp_path / "README.md").read_text(encoding="utf-8") == "mine"
    assert (tmp_path / "powercat.yaml").is_file()
    with pytest.raises(UsageError) as refused:
        create(tmp_path, scaffold(schemas, "zh"))
    assert "已经是一个目录" in refused.value.say("zh")
