"""The schemas in a real language server, offline: no false alarm, the right complaint, help in Chinese."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from lsp import Server

from powercat.authoring.init import create, scaffold
from powercat.authoring.new import blank
from powercat.core.schema import Schemas

GOOD = """\
kind: power
id: food-licence
name: 食品经营许可
power_type: licence
organization: bureau
exercise_levels: [district]
effective_from: 2026-01-01
legal_basis:
  - {law: food-safety-law, article: 35, paragraphs: [1]}
local: {anything: 1}
"""


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory, schemas: Schemas, root: Path) -> Iterator[Server]:
    modules = Path(os.environ.get("POWERCAT_NODE_MODULES") or root / "build" / "node_modules")
    program = modules / "yaml-language-server" / "bin" / "yaml-language-server"
    node = shutil.which("node")
    if node is None:
        pytest.skip("no node here to run a language server with")
    if not program.is_file():
        pytest.skip(
            f"no yaml-language-server in {modules} (POWERCAT_NODE_MODULES): npm install --prefix build yaml-language-server@1"
        )
    folder = tmp_path_factory.mktemp("catalog")
    files = scaffold(schemas, "zh")
    create(folder, files)
    flat = json.loads(files[".vscode/settings.json"])
    yaml = {
        "schemas": flat["yaml.schemas"],
        "schemaStore": {"enable": flat["yaml.schemaStore.enable"]},
        "validate": True,
        "hover": True,
    }
    with Server([node, str(program)], folder, {"yaml": yaml}) as running:
        yield running


def test_a_good_record_has_no_complaint(server: Server) -> None:
    assert server.diagnostics("powers/good.yaml", GOOD) == []


def test_every_example_record_has_no_complaint(server: Server, root: Path) -> None:
    folder = root / "catalog-data"
    texts = {path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8") for path in sorted(folder.rglob("*.yaml"))}
    assert len(texts) > 30
    assert {path: found for path, found in server.all_diagnostics(texts).items() if found} == {}


@pytest.mark.parametrize(
    ("good", "bad", "line", "words"),
    [
        ("power_type: licence", "power_type: 许可", 3, "“事项类型”要从列表里选：行政许可、行政处罚"),
        ("name: 食品经营许可", "name: <请填写：事项名称>", 2, "“事项名称”还没有填写"),
        ("effective_from: 2026-01-01", "effective_from: 2026年1月1日", 6, "“生效日期”填得不对"),
        ("article: 35", "article: 三十五", 8, "“条”填得不对"),
        ("id: food-licence", "id: 食品", 1, "“编号”填得不对"),
        ("local: {anything: 1}", "nmae: x", 9, "nmae"),
        ("law: food-safety-law, ", "", 8, "law"),
    ],
)
def test_a_bad_record_has_the_right_complaint(server: Server, good: str, bad: str, line: int, words: str) -> None:
    found = server.diagnostics(f"powers/bad-{line}-{len(words)}.yaml", GOOD.replace(good, bad))
    assert [each["range"]["start"]["line"] for each in found] == [line]
    assert words in found[0]["message"]


def test_the_blanks_show_what_is_still_to_be_filled_in(server: Server, schemas: Schemas) -> None:
    found = server.diagnostics("powers/blank.yaml", blank(schemas["power"], "zh", id="x"))
    assert any("“事项名称”还没有填写" in each["message"] for each in found)
    assert all("源" not in each["message"] for each in found)


def test_hovering_shows_title_help_and_listed_values_in_chinese(server: Server) -> None:
    server.diagnostics("powers/hover.yaml", GOOD)
    shown = server.hover("powers/hover.yaml", 3, 2)
    assert "事项类型" in shown
    assert "`licence`: 行政许可：经申请和审查，准予从事特定活动。" in shown
    # what a shared piece says stands behind what the field itself says
    shown = server.hover("powers/hover.yaml", 1, 1)
    assert "事项的编号，其他记录用它引用这个事项" in shown


def test_the_configuration_is_checked_too(server: Server) -> None:
    assert server.diagnostics("powercat.yaml", "profile: draft\n") == []
    assert "检查档次" in server.diagnostics("powercat.yaml", "profile: loose\n")[0]["message"]


def test_nothing_was_asked_of_anybody(server: Server) -> None:
    server.diagnostics("powers/again.yaml", GOOD)
    assert server.asked == []
