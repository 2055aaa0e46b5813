"""What a manual page cannot show: bytes that are no UTF-8, signs that cannot be seen, files that cannot be read."""

from __future__ import annotations

import errno
import os
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from powercat import checks
from powercat.checks.text import yaml_syntax
from powercat.core.diagnostic import Diagnostic, Severity
from powercat.core.document import BOM, MAX_BYTES
from powercat.core.engine import Policy, judge
from powercat.core.load import load
from powercat.core.registry import collect
from powercat.core.rule import Rule
from powercat.core.schema import load_schemas
from powercat.core.store import Entry, FolderStore, MemoryStore, Store
from powercat.core.text import LANGS

RULES = [rule for rule in collect(checks, Rule) if rule.on in ("text", "schema")]
SCHEMAS = load_schemas()
DAY = date(2026, 7, 1)
CARD = "kind: material\nid: id-card\nname: 居民身份证\ntype: certificate\nsource_channel: government_issued\n"


def check(content: bytes | str | Mapping[str, bytes]) -> list[Diagnostic]:
    if isinstance(content, str):
        content = content.encode()
    return told(MemoryStore(content if isinstance(content, Mapping) else {"a.yaml": content}))


def told(store: Store) -> list[Diagnostic]:
    found = sorted(judge(load(store, SCHEMAS, DAY), RULES, Policy()), key=lambda each: each.order)
    for each in found:
        for lang in LANGS:
            assert not re.search(r"\{[a-z_]+\}", each.text(lang) + each.advice(lang))
            assert each.text(lang)
            assert each.advice(lang)
    return found


def only(content: bytes | str) -> Diagnostic:
    found = check(content)
    assert len(found) == 1, [(each.code, each.text("zh")) for each in found]
    return found[0]


def mended(text: str, found: Diagnostic) -> str:
    for edit in sorted(found.edits, key=lambda edit: -edit.start):
        text = text[: edit.start] + edit.replacement + text[edit.end :]
    return text


# PC001


def test_gbk_is_named_and_its_edit_keeps_every_character() -> None:
    found = only(CARD.encode("gb18030"))
    assert (found.code, found.span.line, found.span.column) == ("PC001", 3, 7)
    assert found.text("zh") == "这个文件的编码是 GB18030/GBK，不是 UTF-8"
    assert mended(CARD, found) == CARD


def test_a_gbk_file_is_checked_like_any_other() -> None:
    codes = [each.code for each in check(CARD.replace("certificate", "证件").encode("gbk"))]
    assert codes == ["PC001", "PC104"]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (CARD.encode("utf-16"), "这个文件的编码是 UTF-16（记事本里叫“Unicode”），不是 UTF-8"),
        (b"PK\x03\x04\x14\0\x06\0", "这个文件不是文字文件，读不出内容"),
        (b"kind: material\nid: \xff\xff\n", "第 2 行有一个不是 UTF-8 的字节（0xFF），认不出是哪种编码"),
        (CARD.encode().replace("证".encode(), b"\xe8\xaf"), "第 3 行有一个不是 UTF-8 的字节（0xE8），认不出是哪种编码"),
    ],
)
def test_what_is_no_text_is_told_and_nothing_else(content: bytes, words: str) -> None:
    found = only(content)
    assert (found.code, found.text("zh"), found.edits) == ("PC001", words, ())


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_a_byte_order_mark_and_any_line_end_are_clean(end: str) -> None:
    assert check(BOM + CARD.replace("\n", end).encode()) == []


# PC002


CAUSES: Mapping[str, str] = {
    "": "--- a: 1\n",
    "tab": "a:\n\tb: 1\n",
    "space-after-colon": "name:甲\nid: a\n",
    "space-after-dash": "a:\n  - b\n  -c\n  - d\n",
    "colon-missing": "name 甲\nid: a\n",
    "colon-in-text": "a: 说明: 见附件\n",
    "quote-unclosed": 'a: "甲\nb: 1\n',
    "after-quote": 'a: "甲" 乙\n',
    "escape": 'a: "C:\\中"\n',
    "bracket-unclosed": "a: [b\nc: 1\n",
    "bracket-lone": "a: b\nc: ]\n",
    "after-bracket": "a: [b] c\n",
    "comma-missing": "a: {b: 1 c: 2}\n",
    "comma-extra": "a: [b,,c]\n",
    "start": "a: @甲\n",
    "block-header": "a: |甲\n",
    "blank-line": "a: |\n    \n  甲\n",
    "directive": "%甲\na: 1\n",
    "control": "a: 甲\x07\n",
    "invisible": "a:\u00a0甲\nb: 1\n",
    "dash-in-line": "a: - b\n",
    "mixed": "a: b\n- c\n",
    "indent": "a:\n  b: 1\n c: 2\n",
    "indent-deeper": "a: 1\n  b: 2\n",
    "flow-indent": "a: [b,\nc]\n",
    "comment-space": 'a: "甲"#乙\n',
    "after-end": "a: 1\n...\nb: 2\n",
}
PARSER_WORDS = re.compile("did not|expected|found|while|could not|scanning|parsing|token|mapping|scalar|sequence|indicator")


@pytest.mark.parametrize("cause", CAUSES)
def test_every_cause_has_words_of_its_own(cause: str) -> None:
    found = only(CAUSES[cause])
    assert found.code == "PC002"
    message, hint = yaml_syntax._SAYINGS.get(cause, yaml_syntax._OTHER)
    assert (found.message, found.hint) == (message, hint)
    assert not PARSER_WORDS.search(found.text("zh") + found.advice("zh"))


def test_no_cause_is_left_without_a_sample() -> None:
    assert set(CAUSES) == {"", *yaml_syntax._SAYINGS}


def test_the_finding_of_an_unclosed_quote_in_full() -> None:
    found = only('kind: material\nid: id-card\nname: "居民身份证\ntype: certificate\n')
    assert (found.span.line, found.span.column, found.span.end_column) == (3, 7, 13)
    assert found.text("zh") == '引号 " 只有开头，没有结尾'
    assert found.text("en") == 'the quote " is opened and not closed'


def test_a_control_character_is_found_where_it_stands() -> None:
    found = only("name: 居民\x0b身份证\n")
    assert (found.span.line, found.span.column) == (1, 9)
    assert found.text("zh") == "这里有一个看不见的控制字符（U+000B）"


def test_braces_in_what_was_written_are_only_quoted() -> None:
    assert "{甲} {乙" in only("kind: material\nname {甲} {乙\nid: x\n").text("zh")


# PC004


def test_invisible_line_breaks() -> None:
    found = check(CARD.replace("居民身份证", "居民\u2028身份证"))
    assert [(each.code, each.span.line, each.span.column, each.edits) for each in found] == [("PC004", 3, 9, ())]
    assert "U+2028" in found[0].text("zh")


def test_a_mark_inside_the_text_is_taken_out() -> None:
    text = CARD.replace("居民身份证", "居民\ufeff身份证")
    assert mended(text, only(text)) == CARD


def test_a_number_for_a_field_name_is_quoted() -> None:
    found = only(CARD + "local:\n  12: 甲\n")
    assert found.code == "PC004"
    assert mended(CARD + "local:\n  12: 甲\n", found) == CARD + 'local:\n  "12": 甲\n'


# PC006


def test_full_width_spaces_in_front_of_a_line() -> None:
    found = only("kind: organization\nid: a\nunits:\n　　- id: b\n")
    assert (found.code, found.span.line, found.span.column, found.span.end_column) == ("PC006", 4, 1, 3)
    assert found.text("zh") == "行首用了全角空格"


def test_a_pair_in_a_list_is_a_question() -> None:
    found = only(CARD + "aliases:\n  - 身份证：原件\n")
    assert (found.code, found.severity) == ("PC006", Severity.WARNING)
    assert found.edits == ()


@pytest.mark.parametrize("mark", ["：", "： ", "：　"])
def test_the_colon_of_a_field_is_mended(mark: str) -> None:
    text = CARD.replace("name: ", f"name{mark}")
    found = only(text)
    assert (found.code, found.severity) == ("PC006", Severity.ERROR)
    assert mended(text, found) == CARD


# PC008, PC009


@pytest.mark.parametrize(
    ("content", "words"),
    [("", "这个文件是空的"), ("# 待写\n", "这个文件是空的"), ("甲\n", "这个文件里不是“栏目名: 内容”，不是一条记录")],
)
def test_files_that_hold_no_record(content: str, words: str) -> None:
    assert (only(content).code, only(content).text("zh")) == ("PC008", words)


def test_large_files() -> None:
    found = only(b"a: " + b"x" * MAX_BYTES)
    assert found.code == "PC009"
    assert found.text("zh") == "这个文件有 4.0 MB，超过了 4.0 MB 的上限"
    assert only("a: " + "[" * 100_000).code == "PC009"


# PC010


@dataclass(frozen=True)
class Unreadable:
    """A store whose only file fails."""

    error: OSError
    problem: str = ""

    def files(self) -> Sequence[Entry]:
        return [Entry("powers/a.yaml", problem=self.problem)]

    def read(self, path: str) -> bytes:
        raise self.error


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (errno.EACCES, "没有读取的权限"),
        (errno.ENOENT, "文件刚刚被删掉或者改了名"),
        (errno.EIO, "磁盘或者网络盘读取出错"),
        (errno.EPIPE, "系统没有说明原因"),
    ],
)
def test_why_a_file_cannot_be_read(number: int, words: str) -> None:
    (found,) = told(Unreadable(OSError(number, os.strerror(number))))
    assert (found.code, found.span.path, found.span.line) == ("PC010", "powers/a.yaml", 1)
    assert found.text("zh") == f"这个文件读不了：{words}"
    assert os.strerror(number) not in found.text("zh")


def test_a_folder_that_cannot_be_opened() -> None:
    (found,) = told(Unreadable(OSError(errno.EACCES, ""), problem="folder"))
    assert (found.code, found.text("zh")) == ("PC010", "这个文件夹打不开，里面的记录都没有检查")


def test_links_that_leave_the_catalog_are_told_and_not_followed(tmp_path: Path) -> None:
    root = tmp_path / "catalog"
    (root / "materials").mkdir(parents=True)
    outside = tmp_path / "secret.yaml"
    outside.write_text(CARD, "utf-8")
    (root / "materials" / "own.yaml").write_text(CARD, "utf-8")
    try:
        (root / "materials" / "out.yaml").symlink_to(outside)
        (root / "materials" / "gone.yaml").symlink_to(tmp_path / "nothing.yaml")
        (root / "materials" / "same.yaml").symlink_to(root / "materials" / "own.yaml")
    except OSError:
        pytest.skip("this system has no symbolic links")
    found = [each for each in told(FolderStore(root)) if each.code == "PC010"]
    assert [each.span.path for each in found] == ["materials/gone.yaml", "materials/out.yaml"]
    assert "指的文件不在目录里或者不存在" in found[0].text("zh")


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="the superuser may read everything")
def test_a_file_without_permission(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_text(CARD, "utf-8")
    path.chmod(0)
    assert [each.code for each in told(FolderStore(tmp_path))] == ["PC010"]
