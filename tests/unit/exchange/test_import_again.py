"""Importing again changes nothing, and never what a person has edited."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.unit.exchange.conftest import Importer, codes, only, records

from powercat.core.errors import UsageError
from powercat.core.schema import Schemas
from powercat.exchange.importing import import_records

MAPPING = """
records:
  - name: items
    kind: power
    id: "p{编码}"
    fields:
      - {to: /name, from: 名称}
      - {to: /exercise_levels, from: 层级}
"""
SOURCE = '{"编码": "1", "名称": "甲许可", "层级": ["省级", "市级"]}\n{"编码": "2", "名称": "乙许可", "层级": "县级"}\n'


@pytest.fixture
def written(importer: Importer) -> Path:
    """A catalog after the first import; the file of p1."""
    importer.write(importer(SOURCE, MAPPING))
    return importer.catalog / "powers" / "p1.yaml"


def test_twice_changes_nothing(importer: Importer, written: Path) -> None:
    imported = importer(SOURCE, MAPPING)
    assert (dict(imported.files), imported.unchanged, imported.kept, imported.diagnostics) == ({}, 2, (), ())
    assert imported.counts == {"power": 2}


def test_another_way_to_write_the_same_is_no_change(importer: Importer, written: Path) -> None:
    written.write_text(
        '# 人加的注释\nid: "p1"\nkind: power\nexercise_levels:\n- provincial\n- municipal\nname: "甲许可"\n', encoding="utf-8"
    )
    assert importer(SOURCE, MAPPING).unchanged == 2


def test_a_persons_edit_stays_and_is_told(importer: Importer, written: Path) -> None:
    text = written.read_text(encoding="utf-8").replace("甲许可", "甲类许可")
    written.write_text(text, encoding="utf-8")
    imported = importer(SOURCE, MAPPING)
    found = only(imported)
    assert (found.code, found.severity.key, found.span.path, found.span.line) == ("PC955", "warning", "powers/p1.yaml", 3)
    assert "1 处不同：事项名称" in found.text("zh")
    assert found.related[0].span.path == "../source.jsonl"
    assert (dict(imported.files), imported.kept, imported.unchanged) == ({}, ("powers/p1.yaml",), 1)
    assert written.read_text(encoding="utf-8") == text


def test_what_a_person_added_is_only_information(importer: Importer, written: Path) -> None:
    with written.open("a", encoding="utf-8") as file:
        file.write("description: 人写的说明\n")
    imported = importer(SOURCE, MAPPING)
    assert codes(imported) == [("PC955", "info", 5, 14)]
    assert "多 1 处：事项说明" in only(imported).text("zh")
    assert imported.kept == ("powers/p1.yaml",)


def test_what_a_person_took_away_is_told(importer: Importer, written: Path) -> None:
    text = written.read_text(encoding="utf-8").replace("[provincial, municipal]", "[provincial]")
    written.write_text(text, encoding="utf-8")
    assert codes(importer(SOURCE, MAPPING)) == [("PC955", "warning", 4, 18)]


def test_what_the_source_changed_is_told_and_left(importer: Importer, written: Path) -> None:
    imported = importer(SOURCE.replace("甲许可", "丙许可"), MAPPING)
    assert [code for code, *_ in codes(imported)] == ["PC955"]
    assert not imported.files


def test_overwrite_takes_the_source(importer: Importer, written: Path) -> None:
    written.write_text(written.read_text(encoding="utf-8").replace("甲许可", "甲类许可"), encoding="utf-8")
    imported = importer(SOURCE, MAPPING, overwrite=True)
    assert imported.overwritten == ("powers/p1.yaml",)
    assert not imported.diagnostics
    importer.write(imported)
    assert "甲许可" in written.read_text(encoding="utf-8")
    assert importer(SOURCE, MAPPING).unchanged == 2


def test_a_record_that_was_moved_is_found(importer: Importer, written: Path) -> None:
    moved = importer.catalog / "许可" / "甲.yaml"
    moved.parent.mkdir()
    written.rename(moved)
    imported = importer(SOURCE, MAPPING)
    assert (imported.unchanged, dict(imported.files)) == (2, {})


def test_a_file_of_another_record_is_never_replaced(importer: Importer, written: Path) -> None:
    text = written.read_text(encoding="utf-8").replace("id: p1", "id: other")
    written.write_text(text, encoding="utf-8")
    imported = importer(SOURCE, MAPPING, overwrite=True)
    assert (only(imported).code, imported.kept) == ("PC955", ("powers/p1.yaml",))
    assert "别的记录" in only(imported).text("zh")
    assert not imported.files


def test_a_file_that_does_not_parse_stays_until_overwritten(importer: Importer, written: Path) -> None:
    written.write_text('kind: power\nid: p1\nname: "甲\n', encoding="utf-8")
    imported = importer(SOURCE, MAPPING)
    assert (only(imported).code, dict(imported.files)) == ("PC955", {})
    assert importer(SOURCE, MAPPING, overwrite=True).overwritten == ("powers/p1.yaml",)


def test_a_new_row_is_added_to_the_others(importer: Importer, written: Path) -> None:
    imported = importer(SOURCE + '{"编码": "3", "名称": "丙许可", "层级": "县级"}\n', MAPPING)
    assert (list(imported.files), imported.unchanged) == (["powers/p3.yaml"], 2)


def test_records_go_below_the_folder_that_the_configuration_names(importer: Importer) -> None:
    importer.catalog.mkdir()
    (importer.catalog / "powercat.yaml").write_text("records: [记录]\n", encoding="utf-8")
    imported = importer(SOURCE, MAPPING)
    assert sorted(imported.files) == ["记录/powers/p1.yaml", "记录/powers/p2.yaml"]
    importer.write(imported)
    assert importer(SOURCE, MAPPING).unchanged == 2


def test_files_that_are_not_there_are_wrong_usage(tmp_path: Path, schemas: Schemas) -> None:
    (tmp_path / "map.yaml").write_text(MAPPING, encoding="utf-8")
    with pytest.raises(UsageError):
        import_records(tmp_path / "none.jsonl", tmp_path / "map.yaml", tmp_path, schemas)
    with pytest.raises(UsageError):
        import_records(tmp_path / "map.yaml", tmp_path / "none.yaml", tmp_path, schemas)


def test_the_same_bytes_on_every_run(importer: Importer) -> None:
    first, second = importer(SOURCE, MAPPING), importer(SOURCE, MAPPING)
    assert dict(first.files) == dict(second.files)
    assert list(records(first)) == ["powers/p1.yaml", "powers/p2.yaml"]
