"""The register: versions, days, titles, citations."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from powercat.core.catalog import Catalog
from powercat.law.address import Address
from powercat.law.cited import all_citations, by_law
from powercat.law.register import by_title, plain_title, status, statute, version_on, versions
from tests.unit.law.texts import TEXTS

Read = Callable[..., Catalog]

CATALOG = "".join(f"--- # {path}\n{text}" for path, text in TEXTS.items())


def test_versions_end_where_the_next_begins(read: Read) -> None:
    catalog = read(CATALOG)
    law = catalog.of("law")[0]
    old, new = versions(law)
    assert (old.first, old.last) == ("2015-05-01", "2025-12-31")
    assert (new.first, new.last) == ("2026-01-01", "")
    assert [found.first for day in ("2025-12-31", "2026-01-01") if (found := version_on(law, day))] == [old.first, new.first]
    assert version_on(law, "2015-04-30") is None
    text = statute(catalog, new)
    assert text is not None
    assert len(text.articles) == 6
    assert statute(catalog, new) is text, "read once"


def test_a_law_ends_with_its_repeal(read: Read) -> None:
    catalog = read(CATALOG.replace("aliases:", "repealed_on: 2027-01-01\naliases:"))
    law = catalog.of("law")[0]
    assert [status(law, day) for day in ("2014-01-01", "2026-12-31", "2027-01-01")] == ["coming", "in_force", "repealed"]
    assert versions(law)[-1].last == "2026-12-31"
    assert version_on(law, "2027-01-01") is None


def test_titles_are_recognised_however_they_are_written(read: Read) -> None:
    catalog = read(CATALOG)
    for name in ("示例市测试管理办法", "《示例市测试管理办法》", "测试办法", " 示例市　测试管理办法 "):
        assert [law.id for law in by_title(catalog, name)] == ["m"], name
    assert by_title(catalog, "别的办法") == ()
    assert plain_title("《中华人民共和国行政许可法》") == plain_title("行政许可法")


def test_a_text_that_is_not_there_is_none(read: Read) -> None:
    catalog = read(CATALOG.replace("text: laws/texts/m-2025-09-01.md", "text: laws/texts/none.md"))
    assert statute(catalog, versions(catalog.of("law")[0])[1]) is None


def test_every_citation_is_found_with_its_places(read: Read) -> None:
    catalog = read(
        CATALOG
        + """\
--- # powers/a.yaml
kind: power
id: a
legal_basis:
  - {law: m, article: 3, paragraphs: [1, 2]}
  - {law: nobody}
--- # handbooks/b.yaml
kind: handbook
id: b
handling_items:
  - id: x
    fees:
      - {name: 工本费, legal_basis: [{law: m, article: 2, role: fee, quote: 甲}]}
"""
    )
    found = {each.node.pointer: each for each in all_citations(catalog)}
    assert found["/legal_basis/0"].places == (Address(3, 0, 1), Address(3, 0, 2))
    assert found["/legal_basis/1"].law is None
    fee = found["/handling_items/0/fees/0/legal_basis/0"]
    assert (fee.role, fee.quote) == ("fee", "甲")
    assert {name: len(cited) for name, cited in by_law(catalog).items()} == {"m": 2, "nobody": 1}
    assert catalog.on(date(2020, 1, 1)).as_of.year == 2020
