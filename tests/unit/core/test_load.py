"""Files → catalog: what is said against each, where, and what follows from it (nothing)."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from powercat.core.document import MAX_BYTES
from powercat.core.load import Scope, fingerprint, load
from powercat.core.rule import Fault
from powercat.core.store import Entry, MemoryStore
from tests.unit.core.small import DAY, SCHEMAS, catalog_of


def faults(text: str) -> Sequence[Fault]:
    return catalog_of({"things/a.yaml": text}).documents[0].faults


def told(text: str) -> list[tuple[str, str, str, str]]:
    """Name, variant, pointer and the stretch of text of every fault."""
    return [(fault.name, fault.variant, fault.pointer, text[fault.start : fault.end]) for fault in faults(text)]


@pytest.mark.parametrize(
    ("text", "variant", "pointer"),
    [
        ("", "empty", ""),
        ("# 只有说明\n", "empty", ""),
        ("- kind: thing\n", "shape", ""),
        ("hello\n", "shape", ""),
        ("id: a\nname: 甲\n", "missing", ""),
        ("kind: things\nid: a\n", "", "/kind"),
        ("kind: [thing]\nid: a\n", "", "/kind"),
        ("kind:\nid: a\n", "blank", "/kind"),
        ("种类: thing\nid: a\n", "missing", ""),
    ],
)
def test_a_file_of_no_known_kind_is_told_once(text: str, variant: str, pointer: str) -> None:
    assert [(fault.name, fault.variant, fault.pointer) for fault in faults(text)] == [("unknown-kind", variant, pointer)]


def test_a_sound_file_has_no_faults_and_no_text_is_kept_of_it() -> None:
    catalog = catalog_of({"things/a.yaml": "kind: thing\nid: a\nsize: 0\n"})
    assert catalog.documents[0].faults == ()
    assert catalog.documents[0]._source is None


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ("size: 很大", ("wrong-type", "type", "/size", "很大")),
        ("size:", ("wrong-type", "type", "/size", "size")),
        ("colour: blue # 蓝", ("not-in-list", "enum", "/colour", "blue")),
        ("colur: red", ("field-unknown", "", "/colur", "colur")),
        ("parts:\n- id: p\n  nam: x", ("field-unknown", "", "/parts/0/nam", "nam")),
        ("parts:\n- id: p\n  steps:\n  - part: p", ("field-missing", "", "/parts/0/steps/0", "part: p")),
        ("parts:\n- id: p\n- id: p", ("id-repeated", "inside", "/parts/1/id", "p")),
        ("parts:\n- id: p\n  steps:\n  - {id: s, part: q}", ("reference-missing", "inside", "/parts/0/steps/0/part", "q")),
    ],
)
def test_faults_stand_where_they_are_written(line: str, fault: tuple[str, str, str, str]) -> None:
    assert told(f"kind: thing\nid: a\n{line}\n") == [fault]


def test_a_missing_id_stands_at_the_first_line() -> None:
    assert told("kind: thing\nname: 甲\n") == [("field-missing", "", "", "kind: thing")]


def test_what_is_told_of_the_text_is_not_told_of_the_schema_again() -> None:
    assert [fault[0] for fault in told("kind: thing\nid: a\nsize: 007\n")] == ["misread-scalar"]
    assert [fault[0] for fault in told("kind: thing\nid: a\nname: 007\nname: 甲\n")] == ["misread-scalar", "duplicate-key"]


def test_what_is_told_of_a_list_is_not_told_of_its_items_again() -> None:
    assert [fault[0] for fault in told("kind: thing\nid: a\nparts: {id: p}\n")] == ["wrong-type"]
    assert [fault[0] for fault in told("kind: thing\nid: a\nparts: [{id: 3}, {id: 3}]\n")] == ["wrong-type", "wrong-type"]


def test_a_fault_may_bring_the_edit_that_mends_it() -> None:
    text = 'kind: thing\nid: a\nname: 310101\nsize: "20"\n'
    edits = [fault.edits for fault in faults(text)]
    assert [[(text[start:end], replacement) for start, end, replacement in each] for each in edits] == [
        [("310101", '"310101"')],
        [('"20"', "20")],
    ]


@pytest.mark.parametrize(
    "raw", [b"kind: thing\nid: a\nname: \xff\n", b"\0", b"x" * (MAX_BYTES + 1), b"\xff\xfek\0", b"a: [\n", b"a: &x 1\nb: *x\n"]
)
def test_no_bytes_break_loading(raw: bytes) -> None:
    catalog = load(MemoryStore({"a.yaml": raw, "b.yaml": b"kind: thing\nid: b\n"}), SCHEMAS, DAY)
    assert [record.id for record in catalog.values()] == ["b"]
    assert catalog.documents[0].faults


class Failing(MemoryStore):
    def read(self, path: str) -> bytes:
        if path.startswith("gone"):
            raise FileNotFoundError(2, "gone", path)
        return super().read(path)


def test_a_file_that_cannot_be_read_is_a_fault() -> None:
    catalog = load(Failing({"gone.yaml": b"", "b.yaml": b"kind: thing\nid: b\n"}), SCHEMAS, DAY)
    (fault,) = catalog.documents[1].faults
    assert (fault.name, fault.variant, fault.args["reason"]) == ("file-unreadable", "file", "ENOENT")
    assert catalog.documents[1].text == ""
    assert catalog.unread == {"gone"}


def test_folders_and_links_that_are_not_entered_are_faults_too() -> None:
    entries = [
        Entry("boxes", problem="folder"),
        Entry("more", problem="folder-link"),
        Entry("a.yaml", problem="link"),
        Entry("b.pdf", problem="link"),
    ]
    catalog = load(MemoryStore({}), SCHEMAS, DAY, entries=entries)
    assert [(document.path, document.faults[0].variant) for document in catalog.documents] == [
        ("boxes", "folder"),
        ("more", "link"),
        ("a.yaml", "link"),
    ]


def test_what_is_excluded_is_not_looked_at_even_when_it_does_not_open() -> None:
    entries = [Entry("drafts", problem="folder"), Entry("templates", problem="folder"), Entry("drafts/a.yaml")]
    assert Scope((".",), ("drafts",)).select(entries) == []
    assert Scope(("records",)).select(entries) == []


def test_progress_is_told_up_to_the_last_file() -> None:
    told: list[tuple[int, int]] = []
    files = {f"{number}.yaml": f"kind: thing\nid: t{number}\n".encode() for number in range(120)}
    load(MemoryStore(files), SCHEMAS, DAY, progress=lambda done, of: told.append((done, of)))
    assert told[-1] == (120, 120)
    assert told == sorted(told)


def test_the_fingerprint_of_a_state() -> None:
    entries = [Entry("a.yaml", (1,)), Entry("b.md", (2,))]
    before = fingerprint(entries, {"a.yaml": "x"}, "day")
    assert fingerprint([Entry("a.yaml", (9,)), Entry("b.md", (2,))], {"a.yaml": "x"}, "day") == before
    others = [
        fingerprint(entries, {"a.yaml": "y"}, "day"),
        fingerprint([Entry("a.yaml", (1,)), Entry("b.md", (3,))], {"a.yaml": "x"}, "day"),
        fingerprint([*entries, Entry("c.md", (2,))], {"a.yaml": "x"}, "day"),
        fingerprint([Entry("a.yaml", (1,)), Entry("b.md", (2,), "link")], {"a.yaml": "x"}, "day"),
        fingerprint(entries, {"a.yaml": "x"}, "another day"),
        fingerprint(entries, {"a.yaml": "x"}, "day", "more"),
    ]
    assert len({before, *others}) == 7


def test_a_file_name_that_is_no_text_breaks_nothing() -> None:
    path = b"things/\xff.yaml".decode("utf-8", "surrogateescape")
    catalog = load(MemoryStore({path: b"kind: thing\nid: a\nsize: x\n"}), SCHEMAS, DAY)
    assert [fault.name for fault in catalog.documents[0].faults] == ["wrong-type"]
    assert fingerprint([Entry(path)], {})
