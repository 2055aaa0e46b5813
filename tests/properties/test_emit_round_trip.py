"""What is emitted is read back as the same data, and emitted again as the same text."""

from __future__ import annotations

from hypothesis import given
from yaml_texts import Data, mappings

from powercat.core.document import parse
from powercat.core.edit import same
from powercat.core.emit import emit
from powercat.core.schema import load_schemas

POWER = load_schemas()["power"]


@given(mappings)
def test_emitted_text_reads_back_as_the_same_data_without_a_fault(data: Data) -> None:
    text = emit(POWER, data)
    parsed = parse(text)
    assert parsed.faults == ()
    assert same(parsed.data, data)
    assert emit(POWER, parsed.data) == text
    assert text.endswith("\n")
    assert not text.endswith("\n\n")
