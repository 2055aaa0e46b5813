"""Edits give the intended data and leave alone what they do not concern."""

from __future__ import annotations

import copy
import re
from typing import Any

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from yaml_texts import Data, document_of, plain_values, texts, values, written

from powercat.core.document import escape, parse, steps, value_at, walk
from powercat.core.edit import apply, insert, remove, rename_key, rewrite, same, set_value
from powercat.core.errors import EditRefused

_NOTE = re.compile(r"# 注[0-9]+：")


def pointers(data: Data) -> list[str]:
    return [pointer for pointer, _ in walk(data) if pointer]


def comments(text: str) -> list[str]:
    return _NOTE.findall(text)


def changed(raw: bytes, edits: Any, intended: Data) -> str:
    """The text after the edits, checked."""
    out = rewrite(raw, edits, intended)
    assert out.startswith(b"\xef\xbb\xbf") == raw.startswith(b"\xef\xbb\xbf")
    text = out.decode("utf-8-sig")
    before = raw.decode("utf-8-sig")
    assert apply(before, edits) == text
    breaks = set(re.findall(r"\r\n|\r|\n", before)) or {"\n"}
    assert set(re.findall(r"\r\n|\r|\n", text)) <= breaks
    return text


def with_value(data: Data, pointer: str, value: Data) -> Data:
    data = copy.deepcopy(data)
    holder = value_at(data, pointer.rpartition("/")[0])
    step: Any = steps(pointer)[-1]
    holder[int(step) if isinstance(holder, list) else step] = value  # type: ignore[index]
    return data


@given(written(), st.data())
def test_setting_a_value_changes_that_value_only(raw: bytes, data: st.DataObject) -> None:
    document = document_of(raw)
    pointer = data.draw(st.sampled_from(pointers(document.data)))
    value = data.draw(st.one_of(plain_values, values, texts))
    intended = with_value(document.data, pointer, value)
    text = changed(raw, set_value(document, pointer, value), intended)
    old = value_at(document.data, pointer)
    if not isinstance(old, (dict, list)):
        assert comments(text) == comments(document.text)
    again = document_of(text.encode())
    assert set_value(again, pointer, value) == ()


@given(written(), plain_values)
def test_a_whole_record_becomes_another(raw: bytes, wanted: Data) -> None:
    document = document_of(raw)
    intended = wanted if isinstance(wanted, dict) and wanted else {"a": wanted}
    changed(raw, set_value(document, "", intended), intended)


@given(written(), st.data())
def test_inserting_keeps_every_line_and_comment(raw: bytes, data: st.DataObject) -> None:
    document = document_of(raw)
    holders = [pointer for pointer, value in walk(document.data) if isinstance(value, (dict, list))]
    parent = data.draw(st.sampled_from(holders))
    holder = value_at(document.data, parent)
    value = data.draw(st.one_of(plain_values, values, texts))
    intended = copy.deepcopy(document.data)
    there: Any = value_at(intended, parent)
    if isinstance(holder, list):
        index = data.draw(st.integers(0, len(holder)))
        there.insert(index, value)
        pointer = f"{parent}/{'-' if index == len(holder) and data.draw(st.booleans()) else index}"
    else:
        name = data.draw(st.one_of(texts, st.sampled_from(["new", "新"])).filter(lambda name: name not in there))
        there[name] = value
        pointer = f"{parent}/{escape(name)}"
    text = changed(raw, insert(document, pointer, value), intended)
    assert comments(text) == comments(document.text)


@given(written(), st.data())
def test_removing_keeps_the_comments_of_the_others(raw: bytes, data: st.DataObject) -> None:
    document = document_of(raw)
    pointer = data.draw(st.sampled_from(pointers(document.data)))
    intended = copy.deepcopy(document.data)
    holder: Any = value_at(intended, pointer.rpartition("/")[0])
    step = steps(pointer)[-1]
    del holder[int(step) if isinstance(holder, list) else step]
    changed(raw, remove(document, pointer), intended)


@given(written(), st.data())
def test_renaming_keeps_the_place(raw: bytes, data: st.DataObject) -> None:
    document = document_of(raw)
    named = [p for p in pointers(document.data) if isinstance(value_at(document.data, p.rpartition("/")[0]), dict)]
    pointer = data.draw(st.sampled_from(named))
    parent = pointer.rpartition("/")[0]
    holder: Any = value_at(document.data, parent)
    new = data.draw(st.one_of(texts, st.sampled_from(["new", "新"])).filter(lambda name: name not in holder))
    renamed = {new if name == steps(pointer)[-1] else name: value for name, value in holder.items()}
    intended = with_value(document.data, parent, renamed) if parent else renamed
    text = changed(raw, rename_key(document, pointer, new), intended)
    assert comments(text) == comments(document.text)
    assert list(value_at(parse(text).data, parent)) == list(renamed)  # type: ignore[call-overload]


_PIECES = st.sampled_from(
    [
        *("a: 1", "b: {c: 2, d}", "e: [f: 1, g, [h]]", "- x", "- - y", "? k", ": v", "i: |+", "j: >-", "  text", "    more"),
        *("# 注", "", "l: 'it''s'", 'm: "a\\', '  b"', "n:", "  o: 1", "  - p", "---", "...", "q: &x 1", "r: !t 2", "a: 2"),
        *("\ts: 1", "t: [", "  u,", "]", "v: {", "  w: 1 }", "- ", "x: 　", "'y' : 1", '"z":1', "- # 注", "  aa: 1 # 注"),
        *("bb: cc dd", "  ee", "{a: 1}", "[]", "{}", "-  a: 1", "   b: 2", "? [a]", "<<: {a: 1}", "ff: 012", "gg: |2", "   x"),
    ]
)


@settings(suppress_health_check=[HealthCheck.filter_too_much, HealthCheck.too_slow])
@given(st.lists(_PIECES, max_size=9), st.sampled_from(["\n", "\r\n", "\r"]), st.booleans(), st.data())
def test_an_edit_of_any_text_gives_what_was_meant_or_is_refused(
    pieces: list[str], newline: str, ends: bool, data: st.DataObject
) -> None:
    raw = (newline.join(pieces) + (newline if ends else "")).encode()
    document = document_of(raw)
    assume(document.whole)
    pointer = data.draw(st.sampled_from(["", *pointers(document.data), "/new", "/a/new", "/new/-/b"]))
    value = data.draw(st.one_of(plain_values, st.sampled_from(["第一行\n第二行\n", {"a": "b"}, [1]])))
    edit = data.draw(st.sampled_from([lambda: set_value(document, pointer, value), lambda: remove(document, pointer)]))
    try:
        edits = edit()
    except EditRefused:
        return
    after = parse(apply(document.text, edits))
    assert after.whole
    assert len(after.faults) <= len(document.faults)
    if edits and pointer.count("/") == 1 and not pointer.startswith("/new") and isinstance(document.data, dict):
        others = {name: kept for name, kept in document.data.items() if name != steps(pointer)[0]}
        assert isinstance(after.data, dict)
        assert same({name: kept for name, kept in after.data.items() if name != steps(pointer)[0]}, others)
