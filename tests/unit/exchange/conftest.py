"""An import in a folder of its own: a source and a mapping as text, and what comes out of them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from powercat.core.diagnostic import Diagnostic
from powercat.core.document import parse
from powercat.core.schema import Schemas
from powercat.core.write import write_all
from powercat.exchange.importing import Imported, import_records


@dataclass(frozen=True)
class Importer:
    """``folder`` holds the source, the mapping and the catalog (``catalog/``)."""

    folder: Path
    schemas: Schemas

    def __call__(self, source: str | bytes, mapping: str, name: str = "source.jsonl", overwrite: bool = False) -> Imported:
        raw = source.encode() if isinstance(source, str) else source
        (self.folder / name).write_bytes(raw)
        (self.folder / "map.yaml").write_text(mapping, encoding="utf-8")
        return import_records(self.folder / name, self.folder / "map.yaml", self.catalog, self.schemas, overwrite=overwrite)

    @property
    def catalog(self) -> Path:
        return self.folder / "catalog"

    def write(self, imported: Imported) -> None:
        """Write what an import gives, as the command does."""
        write_all({self.catalog / path: content for path, content in imported.files.items()})

    def one(self, source: str | bytes, mapping: str, name: str = "source.jsonl") -> dict[str, Any]:
        """The data of the only record."""
        (data,) = records(self(source, mapping, name)).values()
        return data


def records(imported: Imported) -> dict[str, dict[str, Any]]:
    """The data of the files that would be written, by path."""
    out = {}
    for path, content in imported.files.items():
        parsed = parse(content.decode())
        assert parsed.whole
        assert not parsed.faults
        assert isinstance(parsed.data, dict)
        out[path] = parsed.data
    return out


def codes(imported: Imported) -> list[tuple[str, str, int, int]]:
    """Code, level, line and column of every finding."""
    return [(each.code, each.severity.key, each.span.line, each.span.column) for each in imported.diagnostics]


def only(imported: Imported) -> Diagnostic:
    """The only finding; its words must be complete in both languages."""
    (found,) = imported.diagnostics
    for lang in ("zh", "en"):
        assert found.text(lang)
        found.advice(lang)
    return found


@pytest.fixture
def importer(tmp_path: Path, schemas: Schemas) -> Importer:
    return Importer(tmp_path, schemas)
