"""The worked example on the real sample, where that lies beside the clone."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from powercat.core.document import parse
from powercat.core.load import load
from powercat.core.schema import Schemas
from powercat.core.store import MemoryStore
from powercat.core.write import write_all
from powercat.exchange.importing import Imported, import_records

COUNTS = {"catalog": 1, "guide": 318, "handbook": 318, "implementation": 318, "material": 53, "organization": 83, "power": 398}


@pytest.fixture(scope="module")
def sample(shared: Path) -> Path:
    return shared / "data" / "items" / "guangdong" / "items-sample.jsonl"


@pytest.fixture(scope="module")
def mapping(root: Path) -> Path:
    return root / "docs" / "import" / "guangdong.map.yaml"


@pytest.fixture(scope="module")
def imported(sample: Path, mapping: Path, schemas: Schemas, tmp_path_factory: pytest.TempPathFactory) -> Imported:
    return import_records(sample, mapping, tmp_path_factory.mktemp("guangdong"), schemas)


def data(imported: Imported, path: str) -> dict[str, Any]:
    found = parse(imported.files[path].decode()).data
    assert isinstance(found, dict)
    return found


def test_every_row_finds_its_place(imported: Imported) -> None:
    assert (imported.rows, imported.skipped, imported.counts) == (323, 0, COUNTS)
    assert len(imported.files) == sum(COUNTS.values())
    items = sum(len(data(imported, path)["handling_items"]) for path in imported.files if path.startswith("handbooks/"))
    assert items == 323


def test_nothing_is_lost_without_a_word(imported: Imported) -> None:
    """The only findings: items of two bodies, one division of authority told in two orders, and what an empty register lacks."""
    told = {
        code: [each for each in imported.diagnostics if each.code == code]
        for code in {each.code for each in imported.diagnostics}
    }
    assert {code: len(found) for code, found in told.items()} == {"PC952": 25, "PC954": 13}
    assert {found.subject.zh for found in told["PC954"] if found.subject} == {"责任机关", "权限划分"}
    assert {found.subject.zh for found in told["PC952"] if found.subject} == {"依据"}


def test_what_conditions_cite(sample: Path, mapping: Path, schemas: Schemas, tmp_path: Path) -> None:
    """With instruments in the register, by title and by document number; the rest is kept."""
    head = "kind: law\nid: {id}\ntitle: {title}\nlevel: normative_document\nversions: [{{effective_on: 2001-01-01{number}}}]\n"
    for name, title, number in (
        ("a", "中华人民共和国义务教育法", ""),
        ("b", "国务院关于基础教育改革与发展的决定", ""),
        ("c", "第四轮调整目录", ", doc_number: 广东省人民政府令第142号"),
    ):
        (tmp_path / "laws").mkdir(exist_ok=True)
        (tmp_path / "laws" / f"{name}.yaml").write_text(head.format(id=name, title=title, number=number), encoding="utf-8")
    imported = import_records(sample, mapping, tmp_path, schemas)
    cited = {
        path: each["legal_basis"]
        for path in imported.files
        if path.startswith("handbooks/")
        for item in data(imported, path)["handling_items"]
        for each in item.get("conditions", ())
        if "legal_basis" in each
    }
    (path,) = cited
    assert cited[path] == [
        {"law": "a", "article": 39},
        {"law": "b", "locator": "第三点第22条"},
        {"law": "c", "article": 1, "items": [30]},
        {"law": "b", "article": 22},
    ]
    assert len(data(imported, path)["local"]["unresolved_citations"]) == 1
    assert sum(each.code == "PC952" for each in imported.diagnostics) == 21
    write_all({tmp_path / path: content for path, content in imported.files.items()})
    again = import_records(sample, mapping, tmp_path, schemas)
    assert (dict(again.files), again.kept) == ({}, ())


def test_every_file_reads_back_without_a_fault(imported: Imported, schemas: Schemas) -> None:
    """What the schema still wants is what the source does not have; nothing else is wrong."""
    for content in imported.files.values():
        parsed = parse(content.decode())
        assert parsed.whole
        assert not parsed.faults
    catalog = load(MemoryStore(imported.files), schemas, date(2026, 7, 1))
    faults = [fault for document in catalog.documents for fault in document.faults]
    missing = {str(fault.args["name"]) for fault in faults}
    assert {fault.name for fault in faults} == {"field-missing"}
    assert missing == {
        "channels", "complaint", "consultation", "effective_on", "nature", "source_channel", "summary", "type", "version",
    }  # fmt: skip


def test_a_licence_with_its_main_item_body_codes_and_materials(imported: Imported) -> None:
    power = data(imported, "powers/p440109002001.yaml")
    assert power["codes"] == {"basic": "000112002000", "local_basic": "440109002001"}
    assert power["parent"] == "p44010900200y"
    assert power["exercise_levels"] == ["provincial", "municipal"]
    assert data(imported, "powers/p44010900200y.yaml")["codes"] == {"local_basic": "44010900200Y"}
    code = "1144000000694016742440109002001"
    implementation = data(imported, f"implementations/i{code}.yaml")
    assert implementation["code"] == code
    assert [item["code"] for item in implementation["handling_items"]] == [f"{code}08", f"{code}06"]
    assert data(imported, f"organizations/{implementation['organization']}.yaml")["uscc"] == code[:18]
    item = data(imported, f"handbooks/h{code}.yaml")["handling_items"][0]
    assert item["statutory_limit"] == {"value": 30, "unit": "working_day"}
    assert item["promised_limit"] == {"value": 13, "unit": "working_day"}
    names = [data(imported, f"materials/{line['material']}.yaml")["name"] for line in item["materials"]]
    assert names == ["专职律师执业许可申请表格", "社会保险参保缴费证明", "居民身份证"]


def test_an_identity_card_is_one_record(imported: Imported) -> None:
    named = [path for path in imported.files if path.startswith("materials/") and data(imported, path)["name"] == "居民身份证"]
    assert len(named) == 1


def test_references_all_lead_somewhere(imported: Imported, schemas: Schemas) -> None:
    catalog = load(MemoryStore(imported.files), schemas, date(2026, 7, 1))
    for record in catalog.values():
        for field, value in catalog.targets_of(record):
            assert value in catalog.known(field.ref), (record.path, field.pointer, value)


def test_none_and_nothing_stated_are_two_things(imported: Imported) -> None:
    """“无” leaves a field out; “无条件受理” says that there are no conditions."""
    conditions = [
        item.get("conditions")
        for path in imported.files
        if path.startswith("handbooks/")
        for item in data(imported, path)["handling_items"]
    ]
    assert conditions.count(None) == 136
    assert conditions.count([]) == 27
    assert not any("：无" in content.decode() or ": 无\n" in content.decode() for content in imported.files.values())


def test_twice_changes_nothing(sample: Path, mapping: Path, schemas: Schemas, imported: Imported, tmp_path: Path) -> None:
    write_all({tmp_path / path: content for path, content in imported.files.items()})
    again = import_records(sample, mapping, tmp_path, schemas)
    assert (dict(again.files), again.kept, again.unchanged) == ({}, (), sum(COUNTS.values()))
