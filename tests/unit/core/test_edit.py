"""Edits as a reader of the diff sees them: only what was meant changes."""

from __future__ import annotations

import pytest

from powercat.core.diagnostic import Edit
from powercat.core.document import Document, digest, parse
from powercat.core.edit import apply, insert, overlap, remove, rename_key, rewrite, set_value
from powercat.core.errors import EditRefused
from powercat.core.schema import Schemas
from powercat.core.span import Span

RECORD = """\
# 主项
kind: power
id: food
name: 食品经营许可  # 与法律一致
codes: {basic: "31010025600Y"}

# 谁负责
organization: bureau
exercise_levels:
  # 由低到高
  - district
  - municipal # 直辖市不选
legal_basis:
  - law: food-safety-law
    article: 35   # 第三十五条
    quote: |
      国家实行许可制度。

  - {law: licensing-law, article: 12}
local: {example: true}
"""


def document(text: str) -> Document:
    raw = text.encode()
    parsed = parse(text)
    return Document("powers/food.yaml", digest(raw), parsed.data, parsed.faults, parsed.whole, lambda _: raw)


def changed_lines(before: str, after: str) -> tuple[list[str], list[str]]:
    """The lines taken out and the lines put in, when everything before and after them is the same."""
    old, new = before.splitlines(), after.splitlines()
    while old and new and old[0] == new[0]:
        del old[0], new[0]
    while old and new and old[-1] == new[-1]:
        del old[-1], new[-1]
    return old, new


def edited(text: str, edits: tuple[Edit, ...]) -> tuple[list[str], list[str]]:
    return changed_lines(text, apply(text, edits))


def test_a_value_is_replaced_and_its_comment_stays() -> None:
    edits = set_value(document(RECORD), "/name", "食品经营许可（餐饮）")
    assert edited(RECORD, edits) == (["name: 食品经营许可  # 与法律一致"], ["name: 食品经营许可（餐饮）  # 与法律一致"])
    assert edits[0].span == Span("powers/food.yaml", 4, 7, 4, 13)


def test_the_authors_quotes_stay_and_needed_ones_come() -> None:
    assert edited(RECORD, set_value(document(RECORD), "/codes/basic", "310100256001"))[1] == ['codes: {basic: "310100256001"}']
    assert edited(RECORD, set_value(document(RECORD), "/organization", "012"))[1] == ['organization: "012"']
    text = "a: 'x'\n"
    assert apply(text, set_value(document(text), "/a", "it's")) == "a: 'it''s'\n"


def test_nothing_is_edited_when_nothing_changes() -> None:
    assert set_value(document(RECORD), "", document(RECORD).data) == ()
    assert set_value(document(RECORD), "/legal_basis/0/article", 35) == ()


def test_a_number_is_not_the_text_that_looks_like_it() -> None:
    assert edited(RECORD, set_value(document(RECORD), "/legal_basis/0/article", "35"))[1] == ['    article: "35"   # 第三十五条']
    assert edited(RECORD, set_value(document(RECORD), "/local/example", 1))[1] == ["local: {example: 1}"]


def test_a_new_field_goes_where_the_schema_has_it(schemas: Schemas) -> None:
    power = schemas["power"]
    edits = set_value(document(RECORD), "/power_type", "licence", power)
    assert edited(RECORD, edits) == ([], ["power_type: licence"])
    assert apply(RECORD, edits).splitlines()[4] == "power_type: licence"
    nested = set_value(document(RECORD), "/legal_basis/0/paragraphs", [1], power)
    assert edited(RECORD, nested) == ([], ["    paragraphs: [1]"])
    assert apply(RECORD, nested).splitlines()[15] == "    paragraphs: [1]"
    last = insert(document(RECORD), "/unknown", 1, power)
    assert apply(RECORD, last) == RECORD + "unknown: 1\n"


def test_a_field_before_the_first_one_leaves_the_comment_at_the_top_of_the_file(schemas: Schemas) -> None:
    text = "# 说明\nid: food\n"
    assert apply(text, set_value(document(text), "/kind", "power", schemas["power"])) == "# 说明\nkind: power\nid: food\n"


def test_the_parents_of_a_missing_field_are_made(schemas: Schemas) -> None:
    edits = set_value(document(RECORD), "/filing/number", "沪备1号", schemas["power"])
    assert edited(RECORD, edits) == ([], ["filing: {number: 沪备1号}"])
    edits = set_value(document(RECORD), "/suspended/-/from", "2026-01-01", schemas["power"])
    assert edited(RECORD, edits) == ([], ["suspended:", "  - {from: 2026-01-01}"])


def test_items_are_put_in_and_taken_out_of_lists() -> None:
    edits = insert(document(RECORD), "/exercise_levels/1", "township")
    assert edited(RECORD, edits) == ([], ["  - township"])
    edits = insert(document(RECORD), "/exercise_levels/-", "township")
    assert apply(RECORD, edits).splitlines()[12] == "  - township"
    assert edited(RECORD, insert(document(RECORD), "/exercise_levels/0", "township")) == ([], ["  - township"])
    assert apply(RECORD, insert(document(RECORD), "/exercise_levels/0", "x")).splitlines()[8:11] == [
        "exercise_levels:",
        "  - x",
        "  # 由低到高",
    ]
    assert edited(RECORD, remove(document(RECORD), "/exercise_levels/1")) == (["  - municipal # 直辖市不选"], [])


def test_a_list_without_items_is_an_empty_list() -> None:
    text = "a: # 全部\n  # 说明\n  - x\nb: 1\n"
    assert apply(text, remove(document(text), "/a/0")) == "a: [] # 全部\n  # 说明\nb: 1\n"


def test_an_item_of_several_lines_is_taken_out_as_a_whole() -> None:
    out, put = edited(RECORD, remove(document(RECORD), "/legal_basis/0"))
    assert put == []
    assert out == ["  - law: food-safety-law", "    article: 35   # 第三十五条", "    quote: |", "      国家实行许可制度。"]


def test_the_first_field_of_an_item_leaves_its_dash_to_the_next() -> None:
    assert edited(RECORD, remove(document(RECORD), "/legal_basis/0/law")) == (
        ["  - law: food-safety-law", "    article: 35   # 第三十五条"],
        ["  - article: 35   # 第三十五条"],
    )


def test_text_of_several_lines_becomes_a_block_and_back() -> None:
    edits = set_value(document(RECORD), "/name", "一\n二\n")
    assert edited(RECORD, edits) == (["name: 食品经营许可  # 与法律一致"], ["name: |  # 与法律一致", "  一", "  二"])
    edits = set_value(document(RECORD), "/legal_basis/0/quote", "一句。")
    assert edited(RECORD, edits) == (["    quote: |", "      国家实行许可制度。"], ["    quote: 一句。"])
    edits = set_value(document(RECORD), "/legal_basis/0/quote", "一\n二")
    assert edited(RECORD, edits) == (["    quote: |", "      国家实行许可制度。"], ["    quote: |-", "      一", "      二"])


def test_flow_lists_over_several_lines_stay_so() -> None:
    text = "a: [\n  x, # 甲\n  y  # 乙\n]\n"
    assert apply(text, insert(document(text), "/a/-", "z")) == "a: [\n  x, # 甲\n  y,  # 乙\n  z\n]\n"
    assert apply(text, insert(document(text), "/a/1", "z")) == "a: [\n  x, # 甲\n  z,\n  y  # 乙\n]\n"
    assert apply(text, remove(document(text), "/a/0")) == "a: [\n  y  # 乙\n]\n"
    text = "a: {x: 1, y: 2}\n"
    assert apply(text, remove(document(text), "/a/x")) == "a: {y: 2}\n"
    assert apply(text, remove(document(text), "/a/y")) == "a: {x: 1}\n"
    assert apply(text, insert(document(text), "/a/z", [1, "a, b"])) == 'a: {x: 1, y: 2, z: [1, "a, b"]}\n'


def test_the_files_own_indentation_is_kept() -> None:
    text = "a:\n    b: 1\nc:\n- x\n"
    wanted = {"d": {"e": "f" * 60, "g": "h" * 60}, "i": ["j" * 60, "k" * 60]}
    for name, value in wanted.items():
        text = apply(text, set_value(document(text), f"/{name}", value))
    assert text.split("- x\n")[1] == f"d:\n    e: {'f' * 60}\n    g: {'h' * 60}\ni:\n- {'j' * 60}\n- {'k' * 60}\n"


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_line_ends_and_byte_order_mark_are_kept(newline: str, mark: bytes) -> None:
    text = RECORD.replace("\n", newline)
    raw = mark + text.encode()
    edits = set_value(document(text), "/related", [{"relation": "see", "text": "第一行\n第二行\n"}])
    intended = {**parse(text).data, "related": [{"relation": "see", "text": "第一行\n第二行\n"}]}  # type: ignore[dict-item]
    out = rewrite(raw, edits, intended)
    assert out.startswith(mark + text.encode())
    assert newline.encode() + b"related:" + newline.encode() in newline.encode() + out
    assert b"\n" not in out.replace(newline.encode(), b"")


def test_positions_count_characters_beyond_the_basic_plane() -> None:
    text = "a: 𠮷野家😀 # 注\nb: 1\n"
    assert apply(text, set_value(document(text), "/b", 2)) == "a: 𠮷野家😀 # 注\nb: 2\n"
    assert apply(text, set_value(document(text), "/a", "x")) == "a: x # 注\nb: 1\n"


def test_a_field_is_renamed_at_its_place() -> None:
    assert edited(RECORD, rename_key(document(RECORD), "/organization", "issuer")) == (
        ["organization: bureau"],
        ["issuer: bureau"],
    )
    text = '{"a":1}\n'
    assert apply(text, rename_key(document(text), "/a", "b")) == '{"b":1}\n'
    with pytest.raises(EditRefused, match="there already"):
        rename_key(document(RECORD), "/organization", "name")


def test_list_items_are_matched_by_their_key(schemas: Schemas) -> None:
    text = """\
kind: organization
posts:
  - {id: window, name: 受理岗} # 一楼
  # 审查
  - id: reviewer
    name: 审查岗 # 二楼
"""
    wanted = [{"id": "decider", "name": "决定岗"}, {"id": "reviewer", "name": "材料审查岗"}, {"id": "window", "name": "受理岗"}]
    edits = set_value(document(text), "/posts", wanted[1:], schemas["organization"])
    after = apply(text, edits)
    assert (
        after
        == """\
kind: organization
posts:
  - id: reviewer
    name: 材料审查岗 # 二楼
  - {id: window, name: 受理岗} # 一楼
  # 审查
"""
    )
    grown = apply(text, set_value(document(text), "/posts", [*wanted[2:], wanted[0], wanted[1]], schemas["organization"]))
    assert "{id: window, name: 受理岗} # 一楼\n  - {id: decider, name: 决定岗}\n  # 审查\n" in grown


def test_a_whole_record_becomes_another_with_the_fewest_changes() -> None:
    data = parse(RECORD).data
    assert isinstance(data, dict)
    wanted = {**data, "name": "改", "legal_basis": data["legal_basis"][:1]}
    del wanted["local"]
    edits = set_value(document(RECORD), "", wanted)
    assert apply(RECORD, edits) == RECORD.replace("食品经营许可 ", "改 ").replace(
        "  - {law: licensing-law, article: 12}\nlocal: {example: true}\n", ""
    )


def test_edits_that_overlap_are_refused() -> None:
    first, second = (Edit(Span("x"), *place, "y") for place in ((0, 3), (2, 5)))
    with pytest.raises(EditRefused, match="overlap"):
        apply("abcdef", [first, second])
    with pytest.raises(EditRefused):
        apply("abc", [second])
    assert overlap([first], [second])
    assert not overlap([first], [Edit(Span("x"), 3, 3, "y")])
    assert apply("abcdef", [Edit(Span("x"), 3, 5, "Y"), Edit(Span("x"), 3, 3, "1"), Edit(Span("x"), 3, 3, "2")]) == "abc12Yf"


def test_a_change_that_reads_back_otherwise_is_refused() -> None:
    raw = b"a: 1\nb: 2\n"
    harmful = Edit(Span("x"), 3, 4, "[1")
    with pytest.raises(EditRefused):
        rewrite(raw, [harmful], {"a": [1], "b": 2})
    with pytest.raises(EditRefused):
        rewrite(raw, [Edit(Span("x"), 3, 4, "true")], {"a": 1, "b": 2})
    with pytest.raises(EditRefused):
        rewrite(raw, [harmful])
    assert rewrite(raw, [Edit(Span("x"), 3, 4, "true")], {"a": True, "b": 2}) == b"a: true\nb: 2\n"


def test_without_an_intention_a_fix_may_only_make_the_text_read_better() -> None:
    assert rewrite(b"a: 012\n", [Edit(Span("x"), 3, 6, '"012"')]) == b'a: "012"\n'
    with pytest.raises(EditRefused):
        rewrite(b"a: 12\n", [Edit(Span("x"), 3, 5, "012")])
    # the first fault hides the next one: getting further counts as better
    stuck = "a：1\nb: [\n".encode()
    assert rewrite(stuck, [Edit(Span("x"), 1, 2, ": ")]) == b"a: 1\nb: [\n"


def test_a_file_in_gbk_is_written_in_utf8() -> None:
    assert rewrite("name: 经营许可".encode("gb18030"), []) == "name: 经营许可".encode()
    with pytest.raises(EditRefused):
        rewrite(b"\xff\xfe\x00", [])


def test_what_is_not_there_cannot_be_changed() -> None:
    for pointer in ("/codes/x/0/y", "/exercise_levels/5", "/name/x"):
        with pytest.raises(EditRefused):
            insert(document(RECORD), pointer, 1)
    with pytest.raises(EditRefused):
        remove(document(RECORD), "/nothing")
    with pytest.raises(EditRefused):
        insert(document(RECORD), "/name", 1)
    with pytest.raises(EditRefused, match="cannot be read"):
        set_value(document("a: [\n"), "/a", 1)


def test_a_file_without_content_gets_its_first_field() -> None:
    for text in ("", "# 说明\n", "# 说明", "---\n"):
        after = apply(text, set_value(document(text), "/kind", "power"))
        assert parse(after).data == {"kind": "power"}
        assert after.startswith(text)
