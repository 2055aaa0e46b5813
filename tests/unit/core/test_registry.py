"""Plug-ins are found by walking a package."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

from powercat.core.registry import collect
from powercat.core.rule import Rule
from powercat.core.text import Text


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[ModuleType]:
    root = tmp_path / "plugins_for_test"
    files = {
        "__init__.py": "from powercat.core.text import Text\nOUTSIDE = Text('门', 'door')\n",
        "b.py": "from powercat.core.text import Text\nLATER = Text('b1', '')\nEARLIER = Text('b2', '')\nNOT = 'text'\n",
        "a.py": "from plugins_for_test.inner.c import DEEP\nfrom powercat.core.text import Text\nOWN = Text('a', '')\n",
        "inner/__init__.py": "",
        "inner/c.py": "from powercat.core.text import Text\nDEEP = Text('c', '')\nSAME = DEEP\n",
    }
    for path, text in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    yield importlib.import_module("plugins_for_test")
    for name in [name for name in sys.modules if name.startswith("plugins_for_test")]:
        del sys.modules[name]


def test_values_in_order_of_module_and_place_each_once(package: ModuleType) -> None:
    assert [text.zh for text in collect(package, Text)] == ["c", "a", "b1", "b2"]


def test_only_values_of_the_kind_asked_for(package: ModuleType) -> None:
    assert collect(package, Rule) == ()
    assert "text" in collect(package, str)


def test_a_module_that_does_not_import_is_an_error(package: ModuleType) -> None:
    (Path(str(package.__file__)).parent / "z.py").write_text("import nothing_of_that_name")
    with pytest.raises(ImportError, match="nothing_of_that_name"):
        collect(package, Text)


def test_a_package_that_does_not_import_is_an_error(package: ModuleType) -> None:
    (Path(str(package.__file__)).parent / "inner" / "__init__.py").write_text("import nothing_of_that_name")
    with pytest.raises(ImportError, match="nothing_of_that_name"):
        collect(package, Text)
