"""What the commands that look something up show."""

from __future__ import annotations

import pytest

from powercat.core.errors import UsageError
from powercat.core.load import load
from powercat.core.reference import Ref
from powercat.core.schema import Schemas
from powercat.core.store import MemoryStore
from powercat.views.relations import Relation, relations
from powercat.views.search import Condition, Hit, search
from powercat.views.statistics import statistics
from tests.unit.core.small import DAY, catalog_of

FILES = {
    "boxes/b.yaml": "kind: box\nid: b\nlabel: L\nslots: [{id: s1}]\n",
    "things/a.yaml": "kind: thing\nid: a\nname: 食品经营许可\nbox: b\nsize: 20\ncolour: red\naliases: [Food, 餐饮]\n",
    "things/b.yaml": "kind: thing\nid: b\nname: ＡＢＣ许可\nsize: 3\nfragile: true\nparts: [{id: p, name: 盖}]\ncells: {amount: '>= 3'}\n",
    "things/c.yaml": "kind: thing\nid: c\nbox: nowhere\nslot: s1\ncolour: green\nweight: 0.5\n",
}


def found(words: list[str], *conditions: str, kinds: tuple[str, ...] = ()) -> list[str]:
    hits = search(catalog_of(FILES), words, kinds, [Condition.read(each) for each in conditions])
    return [f"{hit.kind.name}/{hit.id}" for hit in hits]


@pytest.mark.parametrize(
    ("words", "hits"),
    [
        (["许可"], ["thing/a", "thing/b"]),
        (["许可", "食品"], ["thing/a"]),
        (["abc"], ["thing/b"]),
        (["ａｂｃ"], ["thing/b"]),
        (["FOOD"], ["thing/a"]),
        (["boxes/b"], ["box/b"]),
        (["20"], ["thing/a"]),
        (["没有的词"], []),
        ([], ["box/b", "thing/a", "thing/b", "thing/c"]),
    ],
)
def test_words(words: list[str], hits: list[str]) -> None:
    assert found(words) == hits


@pytest.mark.parametrize(
    ("condition", "hits"),
    [
        ("size=20", ["thing/a"]),
        ("size = 20", ["thing/a"]),
        ("size>3", ["thing/a"]),
        ("size>=3", ["thing/a", "thing/b"]),
        ("size<10", ["thing/b"]),
        ("size<=3.0", ["thing/b"]),
        ("size!=20", ["box/b", "thing/b", "thing/c"]),
        ("weight<1", ["thing/c"]),
        ("colour=red", ["thing/a"]),
        ("colour=红", ["thing/a"]),
        ("colour=Red One", ["thing/a"]),
        ("colour=01", ["thing/a"]),
        ("colour=", []),
        ("colour!=red", ["box/b", "thing/b", "thing/c"]),
        ("name~许可", ["thing/a", "thing/b"]),
        ("name~abc", ["thing/b"]),
        ("名称~食品", ["thing/a"]),
        ("name=盖", ["thing/b"]),
        ("parts.name=盖", ["thing/b"]),
        ("parts.name~许可", []),
        ("aliases=餐饮", ["thing/a"]),
        ("aliases=food", ["thing/a"]),
        ("fragile=true", ["thing/b"]),
        ("box=b", ["thing/a"]),
        ("cells.amount=>= 3", ["thing/b"]),
        ("id>a", ["box/b", "thing/b", "thing/c"]),
    ],
)
def test_conditions(condition: str, hits: list[str]) -> None:
    assert found([], condition) == hits


def test_all_words_and_conditions_must_hold() -> None:
    assert found(["许可"], "size>3", "colour=红") == ["thing/a"]
    assert found(["许可"], "size>3", "colour=绿") == []


def test_only_some_kinds() -> None:
    assert found([], kinds=("box",)) == ["box/b"]
    assert found(["b"], kinds=("thing",)) == ["thing/a", "thing/b"]


@pytest.mark.parametrize("text", ["", "size", "=3", "!=3", "  =x"])
def test_what_is_no_condition_is_told(text: str) -> None:
    with pytest.raises(UsageError) as caught:
        Condition.read(text)
    assert caught.value.exit_code == 2


@pytest.mark.parametrize(
    ("condition", "told"),
    [
        ("colur=red", "colour"),
        ("parts.nmae=x", "name"),
        ("prts.name=x", "parts"),
        ("size.name=x", "size.name"),
        ("parts=x", "parts.name"),
        ("slots.id=x", "slots"),
    ],
)
def test_a_field_that_no_kind_has_is_told(condition: str, told: str) -> None:
    with pytest.raises(UsageError) as caught:
        found([], condition, kinds=("thing",))
    for lang in ("zh", "en"):
        assert told in caught.value.say(lang)  # type: ignore[arg-type]


def test_a_hit_says_where_it_stands_and_where_the_word_is() -> None:
    (hit,) = search(catalog_of(FILES), ["食品"], [], [])
    assert isinstance(hit, Hit)
    assert (hit.name, hit.context, hit.span.path, hit.span.line) == ("食品经营许可", "食品经营许可", "things/a.yaml", 1)
    assert search(catalog_of(FILES), [], ["box"], [])[0].context == ""


def told(found: list[Relation]) -> list[tuple[str, str, str, str, int]]:
    return [(each.kind.name, each.id, each.name, each.field.zh, each.span.line) for each in found]


def test_relations_of_a_record() -> None:
    catalog = catalog_of(FILES)
    to, from_ = relations(catalog, catalog[Ref("box", "b")])
    assert told(to) == [("thing", "a", "食品经营许可", "箱子", 4)]
    assert from_ == []
    to, from_ = relations(catalog, catalog[Ref("thing", "c")])
    assert to == []
    assert told(from_) == [("box", "nowhere", "", "箱子", 3), ("box", "s1", "b", "slot", 4)]


def test_what_names_a_value_of_the_record_refers_to_it_too() -> None:
    catalog = catalog_of({**FILES, "things/d.yaml": "kind: thing\nid: d\nlabel: L\n"})
    to, _ = relations(catalog, catalog[Ref("box", "b")])
    assert [each[1] for each in told(to)] == ["a", "d"]


def test_a_value_that_several_records_hold_is_not_called_missing() -> None:
    more = {
        "boxes/c.yaml": "kind: box\nid: c\nlabel: L\nslots: [{id: s1}]\n",
        "things/d.yaml": "kind: thing\nid: d\nlabel: L\nslot: c/s1\n",
    }
    catalog = catalog_of({**FILES, **more})
    _, from_ = relations(catalog, catalog[Ref("thing", "d")])
    assert [(each.id, each.name) for each in from_] == [("c/s1", "c"), ("L", "b、c")]


def test_statistics(schemas: Schemas) -> None:
    files = {
        "powers/a.yaml": "kind: power\nid: a\npower_type: licence\norganization: o\n",
        "powers/b.yaml": "kind: power\nid: b\npower_type: licence\norganization: nowhere\n",
        "powers/c.yaml": "kind: power\nid: c\npower_type: wrong\n",
        "powers/d.yaml": "kind: [\n",
        "organizations/o.yaml": "kind: organization\nid: o\nname: 局\n",
        "handbooks/h.yaml": (
            "kind: handbook\nid: h\nhandling_items:\n"
            "- {materials: [{name: 甲}, {name: 乙, obtained_by: applicant}, {name: 丙, obtained_by: sharing}], procedure: [{id: x}]}\n"
            "- {materials: 甲}\n"
        ),
    }
    found = statistics(load(MemoryStore({path: text.encode() for path, text in files.items()}), schemas, DAY))
    assert (found.kinds["power"][1], found.kinds["organization"][1], found.kinds["guide"][1]) == (3, 1, 0)
    assert (found.types["licence"][1], found.types["penalty"][1]) == (2, 0)
    assert list(found.organizations.values()) == [("局", 1), ("nowhere", 1)]
    assert (found.handling_items, found.steps, found.materials_asked, found.materials_waived, found.unreadable) == (2, 1, 2, 1, 1)
