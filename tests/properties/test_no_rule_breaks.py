"""Whatever a record holds, every rule runs to its end, and what it finds can be said in both languages at a place that is there."""

from __future__ import annotations

import json
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.conformance.test_broken_examples import DAY, files, read_again, schemas, sound_documents
from tests.conformance.test_schemas import mutated

from powercat.core.catalog import Catalog
from powercat.core.engine import Policy, judge
from powercat.core.pack import dump, pack_diagnostic, restore, unpack_diagnostic
from powercat.core.rule import PROFILES
from powercat.core.text import LANGS
from powercat.workspace import all_rules


@pytest.fixture(scope="module")
def paths() -> dict[tuple[str, str], str]:
    """Where each example record lies."""
    found = {}
    for path, raw in files().items():
        data = yaml.load(raw, yaml.CBaseLoader)
        found[data["kind"], data["id"]] = path
    return found


def assert_sound(changed: dict[str, str], profile: str) -> None:
    documents = {**sound_documents(), **{path: read_again(path, text) for path, text in changed.items()}}
    targets = {path: refs for path, (_, refs) in documents.items() if refs}
    catalog = Catalog.build(schemas(), [document for document, _ in documents.values()], targets, DAY)
    for found in judge(catalog, all_rules(), Policy(profile)):
        for lang in LANGS:
            for said in (found.text(lang), found.advice(lang), *(each.message.say(lang, each.args) for each in found.related)):
                assert isinstance(said, str)
            assert found.text(lang)
        document = documents[found.span.path][0]
        assert 1 <= found.span.line <= len(document.lines.starts)
        assert 1 <= found.span.column <= len(document.lines.line(found.span.line)) + 1
        assert (found.span.line, found.span.column) <= (found.span.end_line, found.span.end_column)
        assert unpack_diagnostic(restore(dump(pack_diagnostic(found)))).fingerprint == found.fingerprint
        for edit in found.edits:
            assert 0 <= edit.start <= edit.end <= len(document.text)


@settings(max_examples=150)
@given(st.lists(mutated(), min_size=1, max_size=4), st.sampled_from(PROFILES))
def test_mutated_records(paths: dict[tuple[str, str], str], cases: list[tuple[str, Any]], profile: str) -> None:
    changed = {}
    for kind, data in cases:
        name = data.get("id")
        path = paths.get((kind, name if isinstance(name, str) else ""), f"new/{kind}.yaml")
        # JSON is YAML too, and keeps every value as it is
        changed[path] = json.dumps(data, ensure_ascii=False, indent=1)
    assert_sound(changed, profile)


@settings(max_examples=150)
@given(st.data())
def test_texts_cut_and_pasted(data: st.DataObject) -> None:
    changed = {}
    for path in data.draw(st.lists(st.sampled_from(sorted(files())), min_size=1, max_size=3, unique=True)):
        lines = files()[path].decode().splitlines(keepends=True)
        for _ in range(data.draw(st.integers(1, 3))):
            at = data.draw(st.integers(0, len(lines) - 1))
            action = data.draw(st.sampled_from(["delete", "double", "indent", "swap", "cut"]))
            if action == "delete" and len(lines) > 1:
                del lines[at]
            elif action == "double":
                lines.insert(at, lines[at])
            elif action == "indent":
                lines[at] = data.draw(st.sampled_from(["  ", "\t", "- ", "\u3000", "# ", '"'])) + lines[at]
            elif action == "swap":
                other = data.draw(st.integers(0, len(lines) - 1))
                lines[at], lines[other] = lines[other], lines[at]
            else:
                lines[at] = lines[at][: data.draw(st.integers(0, len(lines[at])))] + "\n"
        changed[path] = "".join(lines)
    assert_sound(changed, "standard")
