"""The catalog as a graph."""

from __future__ import annotations

from datetime import date

import pytest

from powercat.core.reference import Ref
from tests.unit.core.small import DAY, catalog_of

FILES = {
    "boxes/b.yaml": "kind: box\nid: b\nlabel: L\ninside: c\nslots: [{id: s1}, {id: s2}]\n",
    "boxes/c.yaml": "kind: box\nid: c\nlabel: L\nslots: [{id: s2}]\n",
    "things/1.yaml": "kind: thing\nid: z\nbox: b\nslot: s2\nlabel: L\n",
    "things/2.yaml": "kind: thing\nid: a\nbox: b\n",
    "things/3.yaml": "kind: thing\nid: c\nbox: nowhere\n",
}


def test_records_by_kind_in_order_of_path() -> None:
    catalog = catalog_of(FILES)
    assert [record.id for record in catalog.of("thing")] == ["z", "a", "c"]
    assert [record.id for record in catalog.of("box")] == ["b", "c"]
    assert len(catalog) == 5
    assert next(iter(catalog)) == Ref("box", "b")
    assert catalog[Ref("thing", "c")].path == "things/3.yaml"
    assert catalog.as_of == DAY


def test_a_kind_that_no_schema_knows_is_an_error() -> None:
    with pytest.raises(KeyError, match="crate"):
        catalog_of(FILES).of("crate")


def test_find() -> None:
    catalog = catalog_of(FILES)
    assert catalog.find("box", "c") is catalog[Ref("box", "c")]
    assert catalog.find("thing", "b") is None
    assert catalog.find("crate", "b") is None


def test_referrers() -> None:
    catalog = catalog_of(FILES)
    box, other = catalog[Ref("box", "b")], catalog[Ref("box", "c")]
    assert [record.id for record in catalog.referrers(box)] == ["z", "a"]
    assert [record.ref for record in catalog.referrers(other)] == [Ref("box", "b")]
    assert catalog.referrers(box, "box") == []
    assert [record.id for record in catalog.referrers(box, "thing", "/box")] == ["z", "a"]
    assert catalog.referrers(box, "thing", "/slot") == []
    assert catalog.referrers(catalog[Ref("thing", "a")]) == []


def test_target_of_a_field() -> None:
    catalog = catalog_of(FILES)
    assert catalog.target(catalog[Ref("thing", "a")]["box"]) is catalog[Ref("box", "b")]
    assert catalog.target(catalog[Ref("thing", "c")]["box"]) is None
    assert catalog.target(catalog[Ref("box", "c")]["inside"]) is None


def test_what_may_be_named() -> None:
    catalog = catalog_of(FILES)
    assert {value: [record.id for record in holders] for value, holders in catalog.known("box#/slots/id").items()} == {
        "s1": ["b"],
        "s2": ["b", "c"],
    }
    assert set(catalog.known("box")) == {"b", "c"}
    assert [record.id for record in catalog.known("box#/label")["L"]] == ["b", "c"]


def test_what_a_record_refers_to() -> None:
    catalog = catalog_of(FILES)
    record = catalog[Ref("thing", "z")]
    assert [(field.pointer, value) for field, value in catalog.targets_of(record)] == [
        ("/box", "b"),
        ("/slot", "s2"),
        ("/label", "L"),
    ]


def test_an_id_used_twice_keeps_the_first_file() -> None:
    catalog = catalog_of({**FILES, "boxes/d.yaml": "kind: box\nid: b\ninside: c\n", "a.yaml": "kind: thing\nid: b\n"})
    assert catalog[Ref("box", "b")].path == "boxes/b.yaml"
    assert [record.path for record in catalog.repeated] == ["boxes/d.yaml"]
    assert [record.ref for record in catalog.referrers(catalog[Ref("box", "c")])] == [Ref("box", "b")]
    assert catalog.unplaced == []


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("kind: box\nid: d\nlabel: [", "box"),
        ('kind: "box"\nid: "d"\n\tlabel: x', "box"),
        ("id: d\nlabel: x", "box"),
        ("kind: crate\nid: d\n", "box"),
        ("kind: box\n", "box"),
        ("kind: box\nid: [d]\n", "box"),
        ("kind: box\nid: ''\n", "box"),
        ("- a\n", "box"),
        ("", "box"),
        ("kind: thing\nid: d\nbox: {", "thing"),
    ],
)
def test_unread_files_are_known_by_their_name_and_guessed_kind(text: str, kind: str) -> None:
    catalog = catalog_of({**FILES, "boxes/d.yaml": text})
    assert [document.path for document in catalog.unplaced] == ["boxes/d.yaml"]
    assert catalog.unread == {"d"}
    assert catalog.unread_kinds == {kind}


def test_an_unread_file_is_known_by_the_id_its_text_seems_to_say_too() -> None:
    catalog = catalog_of({"boxes/e.yaml": "kind: box\nid: f\nx: [\n", "odd/g.yaml": "a: [\n"})
    assert catalog.unread == {"e", "f", "g"}
    assert catalog.unread_kinds == {"box", ""}


def test_a_record_that_fails_its_schema_stays_in_the_graph() -> None:
    catalog = catalog_of({"things/x.yaml": "kind: thing\nid: x\ncolour: blue\nbox: b\n", **FILES})
    assert catalog.unread == frozenset()
    assert [record.id for record in catalog.referrers(catalog[Ref("box", "b")])] == ["z", "a", "x"]


def test_another_day_shows_the_same_records() -> None:
    catalog = catalog_of(FILES)
    other = catalog.on(date(2030, 1, 1))
    assert other.as_of == date(2030, 1, 1)
    assert dict(other) == dict(catalog)
    assert [record.id for record in other.referrers(other[Ref("box", "b")])] == ["z", "a"]
    assert catalog.as_of == DAY
