"""``powercat.yaml``: where it is and what it says."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from powercat.core.config import Config, find_root, read_config, reserved_document
from powercat.core.diagnostic import Severity
from powercat.core.errors import UsageError
from powercat.core.schema import Schemas


def catalog(folder: Path, text: str = "") -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "powercat.yaml").write_text(text, encoding="utf-8")
    return folder


def config(folder: Path, text: str, schemas: Schemas) -> tuple[Config, list[tuple[str, str]]]:
    read = read_config(catalog(folder, text), schemas)
    return read.config, [(fault.name, fault.pointer) for fault in read.document.faults]


def test_the_nearest_folder_upward_is_the_catalog(tmp_path: Path) -> None:
    catalog(tmp_path)
    inner = catalog(tmp_path / "a" / "b")
    (inner / "c" / "d").mkdir(parents=True)
    assert find_root(inner / "c" / "d") == inner
    assert find_root(inner) == inner
    assert find_root(tmp_path / "a") == tmp_path


def test_the_only_catalog_below_is_taken_where_there_is_none_upward(tmp_path: Path) -> None:
    below = catalog(tmp_path / "目录 数据")
    assert find_root(tmp_path) == below


def test_several_catalogs_below_are_asked_about(tmp_path: Path) -> None:
    catalog(tmp_path / "b")
    catalog(tmp_path / "a")
    with pytest.raises(UsageError) as caught:
        find_root(tmp_path)
    assert "a、b" in caught.value.say("zh")
    assert "powercat -C a validate" in caught.value.say("en")


def test_no_catalog_at_all(tmp_path: Path) -> None:
    (tmp_path / "powercat.yaml").mkdir()
    with pytest.raises(UsageError) as caught:
        find_root(tmp_path)
    assert caught.value.exit_code == 2
    assert str(tmp_path) in caught.value.say("zh")


@pytest.mark.parametrize("text", ["", "# 说明\n", "{}\n", "\ufeff{}\n", "---\n"])
def test_an_empty_file_means_the_defaults(tmp_path: Path, schemas: Schemas, text: str) -> None:
    assert config(tmp_path, text, schemas) == (Config(), [])


def test_what_it_says(tmp_path: Path, schemas: Schemas) -> None:
    text = """
records: [records]
exclude: [drafts/*]
profile: draft
fail_on: warning
language: en
select: [PC1, PC2]
ignore: [PC101]
jobs: 3.0
cache: false
rules:
- {code: PC210, level: info, reason: 对照中}
- {code: PC608, level: "off", reason: 人手不够}
"""
    found, faults = config(tmp_path, text, schemas)
    assert faults == []
    assert (found.scope.roots, found.scope.exclude) == (("records",), ("drafts/*",))
    assert (found.profile, found.fail_on, found.language, found.jobs, found.cache) == ("draft", "warning", "en", 3, False)
    assert type(found.jobs) is int
    assert (found.select, found.ignore) == (("PC1", "PC2"), ("PC101",))
    assert found.severities == {"PC210": Severity.INFO, "PC608": None}
    assert found.policy().profile == "draft"
    assert found.policy("publish").profile == "publish"


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("profil: draft\n", ("field-unknown", "/profil")),
        ("profile: strict\n", ("not-in-list", "/profile")),
        ("jobs: 0\n", ("out-of-bounds", "/jobs")),
        ("jobs: two\n", ("wrong-type", "/jobs")),
        ("select: [XY1]\n", ("bad-format", "/select/0")),
        ("rules: [{code: PC210, level: info}]\n", ("field-missing", "/rules/0")),
        ("rules: [{code: PC210, level: off, reason: x, until: y}]\n", ("field-unknown", "/rules/0/until")),
        ("records: []\n", ("out-of-bounds", "/records")),
        ("- a\n", ("wrong-type", "")),
        ("profile: [\n", ("yaml-syntax", "")),
        ("profile: draft\nprofile: draft\n", ("duplicate-key", "/profile")),
    ],
)
def test_what_is_wrong_with_it_is_told_with_its_place_and_nothing_of_it_is_used(
    tmp_path: Path, schemas: Schemas, text: str, fault: tuple[str, str]
) -> None:
    found, faults = config(tmp_path, text, schemas)
    assert found == Config()
    assert [faults[0][0], len(faults)] == [fault[0], 1]
    if fault[0] != "yaml-syntax":
        assert faults == [fault]


@pytest.mark.parametrize("raw", [b"\xff\xfe\0x", b"profile: \xb1\xea\xd7\xbc\n", b"\0"])
def test_bytes_that_are_no_utf8_are_told(tmp_path: Path, schemas: Schemas, raw: bytes) -> None:
    document = reserved_document("powercat.yaml", raw, "config", schemas)
    assert document.faults[0].name == "not-utf8"


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="the superuser may read everything")
def test_a_file_that_cannot_be_read_is_told(tmp_path: Path, schemas: Schemas) -> None:
    (catalog(tmp_path) / "powercat.yaml").chmod(0)
    with pytest.raises(UsageError, match="cannot read"):
        read_config(tmp_path, schemas)


def test_a_file_that_is_gone_is_told(tmp_path: Path, schemas: Schemas) -> None:
    with pytest.raises(UsageError) as caught:
        read_config(tmp_path, schemas)
    assert "powercat.yaml" in caught.value.say("zh")


def test_positions_of_faults_are_at_hand(tmp_path: Path, schemas: Schemas) -> None:
    document = read_config(catalog(tmp_path, "# 配置\nprofile: strict\n"), schemas).document
    assert document.lines.place(document.faults[0].start) == (2, 10)
