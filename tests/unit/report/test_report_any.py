"""Every format, with whatever a record may hold."""

from __future__ import annotations

import json
import xml.etree.ElementTree as ET
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import powercat.report
from powercat.core.diagnostic import Diagnostic, Edit, RecordName, Related, Severity
from powercat.core.registry import collect
from powercat.core.span import Span
from powercat.core.text import Text
from powercat.report import Reporter

Make = Callable[..., Diagnostic]
Write = Callable[..., str]

NAMES = ("concise", "github", "gitlab", "html", "json", "jsonl", "junit", "markdown", "rdjson", "sarif", "text")

HERE = Path(__file__).parent
SCHEMAS = {
    "json": json.loads((HERE.parents[2] / "schemas" / "_files" / "report.schema.json").read_text(encoding="utf-8")),
    "sarif": json.loads((HERE / "data" / "sarif-schema-2.1.0.json").read_text(encoding="utf-8")),
}
VALIDATORS: dict[str, Any] = {name: jsonschema.validators.validator_for(schema)(schema) for name, schema in SCHEMAS.items()}

# Unlike st.text() this gives lone surrogates and control characters often.
WORDS = st.text(
    st.one_of(st.characters(), st.sampled_from("\x00\x1b\x85\u2028\ud800\udfff\ufffe%:,|`<>&]\r\n\t许可")), max_size=20
)
PLACES = st.builds(Span, WORDS, *[st.integers(1, 9)] * 4, sheet=st.just("") | WORDS, cell=st.just("") | WORDS)
TEXTS = st.builds(lambda words: Text("{a}" + words.replace("{", "").replace("}", ""), "{a}"), WORDS)
ARGS = st.fixed_dictionaries({"a": st.one_of(WORDS, st.integers(), st.none(), st.booleans(), st.lists(WORDS, max_size=3))})
FINDINGS = st.builds(
    Diagnostic,
    code=st.sampled_from(["PC601", "PC205", "PC999"]),
    slug=WORDS,
    severity=st.sampled_from(Severity),
    span=PLACES,
    message=TEXTS,
    args=ARGS,
    hint=st.none() | TEXTS,
    pointer=WORDS,
    key_path=WORDS,
    record=st.none() | st.builds(RecordName, WORDS, WORDS, WORDS),
    basis=st.none() | TEXTS,
    related=st.lists(st.builds(Related, PLACES, TEXTS, ARGS), max_size=2).map(tuple),
    edits=st.lists(st.builds(Edit, PLACES, st.just(0), st.just(0), WORDS), max_size=2).map(tuple),
    waived=st.none() | WORDS,
    waived_by=st.sampled_from(["record", "comment", "baseline"]),
    waived_until=st.just("") | WORDS,
)


def test_the_formats_are_found() -> None:
    found = collect(powercat.report, Reporter)
    assert tuple(sorted(reporter.name for reporter in found)) == NAMES
    assert all(reporter.suffix.isalnum() for reporter in found)


@pytest.mark.parametrize("name", NAMES)
@given(findings=st.lists(FINDINGS, max_size=12), source=WORDS, lang=st.sampled_from(["zh", "en"]), color=st.booleans())
@settings(max_examples=60, deadline=None)
def test_any_finding_is_told_whole(
    write: Write, name: str, findings: list[Diagnostic], source: str, lang: str, color: bool
) -> None:
    changes = {"lang": lang, "source": lambda path: source, "color": color}
    output = write(name, *findings, **changes)
    output.encode("utf-8")
    assert output == write(name, *findings, **changes)
    unwaived = [each for each in findings if each.waived is None]
    if name in SCHEMAS or name in ("gitlab", "rdjson"):
        document = json.loads(output)
        if name in VALIDATORS:
            VALIDATORS[name].validate(document)
    if name == "jsonl":
        assert len([json.loads(line) for line in output.splitlines()]) == len(findings)
    if name == "junit":
        assert len(list(ET.fromstring(output).iter("testcase"))) == max(len(findings), 1)
    if name == "concise":
        assert len(output.splitlines()) == len(unwaived)
    if name == "github":
        assert all(line.startswith("::") for line in output.splitlines())
    if name in ("text", "html", "markdown") and not color:
        assert not set(output) & set("\x00\x1b\x85\u2028")
