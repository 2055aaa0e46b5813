"""Tables for the screen: words are folded, what one copies is not broken."""

from __future__ import annotations

import sys

import pytest

from powercat.cli import table
from powercat.core.text import Text

COLUMNS = {name: Text(name, name) for name in ("id", "name", "place")}
PLACE = "catalog-data/implementations/construction-licence.fengxian.yaml:12:3"
ROW = {"id": "food-business-licence", "name": "食品经营许可" * 12, "place": PLACE}


@pytest.mark.parametrize("width", [40, 80, 100, 250])
def test_a_place_is_never_broken(monkeypatch: pytest.MonkeyPatch, width: int) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    lines = "".join(table.rows("table", COLUMNS, [ROW, ROW], "zh")).splitlines()
    assert sum(PLACE in line for line in lines) == 2
    assert (len(lines) > 4) is (width < 250), "the name is folded"
    assert "食品" in "".join(lines)


def test_in_a_file_every_row_is_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.stdout, "isatty", lambda: False)
    lines = "".join(table.rows("table", COLUMNS, [ROW, ROW | {"place": "a/" * 60}], "zh")).splitlines()
    assert len(lines) == 4
    assert "a/" * 60 in lines[3]
