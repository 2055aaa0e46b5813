"""``validate --fix``: byte-exact elsewhere, in rounds, and nothing left to do the second time."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

import pytest

from powercat.authoring.fix import ROUNDS, Plan, plan
from powercat.core.diagnostic import Diagnostic, Edit, Severity
from powercat.core.engine import Policy, judge
from powercat.core.load import load
from powercat.core.schema import Schemas
from powercat.core.span import Lines, Span
from powercat.core.store import MemoryStore
from powercat.core.text import Text
from powercat.workspace import all_rules


def findings(files: Mapping[str, bytes], schemas: Schemas) -> list[Diagnostic]:
    return judge(load(MemoryStore(files), schemas, date(2026, 7, 1)), all_rules(), Policy())


def mended(files: Mapping[str, bytes], schemas: Schemas) -> Plan:
    return plan(findings(files, schemas), files.__getitem__, lambda after: findings({**files, **after}, schemas))


def made_up(text: str, *edits: tuple[int, int, str], code: str = "PC999") -> Diagnostic:
    """A finding with edits on ``a.yaml``."""
    lines = Lines(text)
    return Diagnostic(
        code,
        "made-up",
        Severity.ERROR,
        lines.span("a.yaml", edits[0][0], edits[0][1]),
        Text("", ""),
        args={"edits": str(edits)},
        edits=tuple(Edit(lines.span("a.yaml", start, end), start, end, put) for start, end, put in edits),
    )


POWER = """\
# 说明
kind: power\r
id: food   # 编号
name：食品经营许可
codes:
    basic: 0123   # 老编码
    legacy: [1E5, "0456"]
effective_from: 2026/1/1
"""


def test_only_the_faulty_places_change_and_a_second_run_does_nothing(schemas: Schemas) -> None:
    files = {"powers/food.yaml": b"\xef\xbb\xbf" + POWER.encode(), "powers/other.yaml": b"kind: power\nid: other\n"}
    done = mended(files, schemas)
    assert done.content == {
        "powers/food.yaml": b"\xef\xbb\xbf"
        + POWER.replace("name：", "name: ")
        .replace("0123", '"0123"')
        .replace("1E5", '"1E5"')
        .replace("2026/1/1", "2026-01-01")
        .encode()
    }
    assert {each.code for each in done.files[0].mended} == {"PC005", "PC006", "PC105"}
    assert not done.refused
    assert mended({**files, **done.content}, schemas).files == ()


def test_the_diff_shows_the_changed_lines(schemas: Schemas) -> None:
    files = {"powers/food.yaml": b"kind: power\r\nid: food\r\ncodes:\r\n  basic: 0123"}
    assert mended(files, schemas).diff("zh") == (
        "--- a/powers/food.yaml\n+++ b/powers/food.yaml\n@@ -1,4 +1,4 @@\n kind: power\r\n id: food\r\n codes:\r\n"
        '-  basic: 0123\n\\ No newline at end of file\n+  basic: "0123"\n\\ No newline at end of file\n'
    )


def test_a_file_in_gbk_becomes_utf8_with_its_other_faults_mended(schemas: Schemas) -> None:
    text = "kind: power\nid: food\nname: 经营许可\ncodes:\n  basic: 0123\n"
    files = {"powers/food.yaml": text.encode("gb18030")}
    done = mended(files, schemas)
    assert done.content == {"powers/food.yaml": text.replace("0123", '"0123"').encode()}
    assert done.diff("zh").startswith("# powers/food.yaml：编码由 GB18030/GBK 改为 UTF-8\n--- a/powers/food.yaml\n")
    assert mended(done.content, schemas).files == ()


def test_a_waived_finding_is_left_alone() -> None:
    found = made_up("a: 1\n", (3, 4, "2"))
    assert plan([found.waive("以后再说")], lambda _: b"a: 1\n").files == ()
    assert plan([found], lambda _: b"a: 1\n").content == {"a.yaml": b"a: 2\n"}


def test_edits_in_each_others_way_are_made_in_rounds() -> None:
    text = "a: 11\n"

    def again(after: Mapping[str, bytes]) -> Iterable[Diagnostic]:
        now = after["a.yaml"].decode()
        return [made_up(now, (4, 5, "3"))] if now == "a: 21\n" else []

    found = [made_up(text, (3, 4, "2")), made_up(text, (4, 5, "x"), (3, 4, "x"))]
    assert plan(found, lambda _: text.encode()).content == {"a.yaml": b"a: 21\n"}
    assert plan(found, lambda _: text.encode(), again).content == {"a.yaml": b"a: 23\n"}


def test_the_same_edit_twice_is_made_once() -> None:
    text = "a: 012\n"
    found = [made_up(text, (3, 6, '"012"')), made_up(text, (3, 6, '"012"'), code="PC998")]
    done = plan(found, lambda _: text.encode())
    assert done.content == {"a.yaml": b'a: "012"\n'}
    assert len(done.files[0].mended) == 2


def test_rounds_end() -> None:
    calls = 0

    def again(after: Mapping[str, bytes]) -> Iterable[Diagnostic]:
        nonlocal calls
        calls += 1
        return [made_up(after["a.yaml"].decode(), (3, 3, "1"))]

    done = plan([made_up("a: 1\n", (3, 3, "1"))], lambda _: b"a: 1\n", again)
    assert calls == ROUNDS
    assert done.content == {"a.yaml": b"a: " + b"1" * (ROUNDS + 1) + b"\n"}


def test_an_edit_that_does_harm_is_left_out_and_told() -> None:
    text = "a: 1\nb: 012\n"
    harmful, good = made_up(text, (3, 4, "[")), made_up(text, (8, 11, '"012"'))
    done = plan([harmful, good], lambda _: text.encode(), lambda _: [harmful])
    assert done.content == {"a.yaml": b'a: 1\nb: "012"\n'}
    assert done.files[0].mended == (good,)
    assert done.refused == (harmful,)


def test_a_finding_without_edits_changes_nothing(schemas: Schemas) -> None:
    files = {"powers/food.yaml": b"kind: power\nid: food\n"}
    assert findings(files, schemas)
    assert mended(files, schemas) == Plan((), ())


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_line_ends_are_kept(schemas: Schemas, newline: str) -> None:
    text = POWER.replace("\r", "").replace("：", ": ").replace("\n", newline)
    (after,) = mended({"powers/food.yaml": text.encode()}, schemas).content.values()
    wanted = text.replace("0123", '"0123"').replace("1E5", '"1E5"').replace("2026/1/1", "2026-01-01")
    assert after == wanted.encode()


def test_spans_are_only_for_people() -> None:
    found = made_up("a: 1\n", (3, 4, "2"))
    moved = Diagnostic(
        found.code, found.slug, found.severity, found.span, found.message, edits=(Edit(Span("a.yaml", 9), 3, 4, "2"),)
    )
    assert plan([moved], lambda _: b"a: 1\n").content == {"a.yaml": b"a: 2\n"}
