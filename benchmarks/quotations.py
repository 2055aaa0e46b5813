"""How surely a quotation is judged, over every law text that is at hand.

    PYTHONPATH=src python benchmarks/quotations.py [--data DIR] [--articles N]

Of each text in force some articles are quoted, paragraph by paragraph: as they stand, in other type (half-width, no line
ends), with the number of the article before them, at another article, and with two characters changed; and of each earlier
version as it stood. Then the articles that the texts in force cite of one another are looked up, and those that are not there
are listed. The texts are not part of this repository (default ../shared/data beside the clone); where they are
absent, the program says so.
"""

from __future__ import annotations

import argparse
import random
import tempfile
import unicodedata
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from powercat.core.catalog import Catalog
from powercat.core.record import Record
from powercat.law.address import Address
from powercat.law.known_titles import known_titles
from powercat.law.missing import missing
from powercat.law.numerals import chinese
from powercat.law.prose import read_prose
from powercat.law.quotes import judge
from powercat.law.register import statute, titles, version_on, versions
from powercat.law.resolution import resolve
from powercat.workspace import open_workspace, read_catalog
from real_items import DAY, SHARED, powercat

EXPECTED = {
    "as it stands": "equal",
    "in other type": "equal",
    "with its number": "equal",
    "at another article": "moved",
    "two characters changed": "reworded",
}


def tried(catalog: Catalog, law: Record, chance: random.Random, size: int) -> Iterator[tuple[str, str]]:
    """What was tried on a law in force, and the verdict."""
    version = version_on(law, DAY)
    text = statute(catalog, version) if version is not None else None
    articles = list(text.articles) if text is not None else []
    for article in chance.sample(articles, min(size, len(articles))):
        for paragraph in article.paragraphs:
            own = Address(article.number, article.suffix, paragraph.number if len(article.paragraphs) > 1 else 0)
            words = paragraph.words
            other = chance.choice(articles)
            ways = [("as it stands", own, words)]
            ways.append(("in other type", own, unicodedata.normalize("NFKC", words).replace("\n", " ")))
            ways.append(("with its number", own, f"第{chinese(article.number)}条　{words}"))
            if other is not article and len(words) > 15:
                ways.append(("at another article", other.address, words))
            if len(words) > 30:
                at = chance.randrange(5, len(words) - 5)
                ways.append(("two characters changed", own, f"{words[:at]}某某{words[at + 2 :]}"))
            for way, place, quote in ways:
                found = judge(catalog, law, DAY, [place], quote)
                yield way, found.verdict if found else "nothing to compare"
    for earlier in versions(law):
        old = statute(catalog, earlier)
        if version is None or earlier.first == version.first or old is None:
            continue
        for article in chance.sample(list(old.articles), min(size, len(old.articles))):
            for paragraph in article.paragraphs:
                found = judge(catalog, law, DAY, [article.address], paragraph.words)
                yield "an earlier version", found.verdict if found else "nothing to compare"


def cited_in_vain(catalog: Catalog, counts: Counter[str]) -> Iterator[tuple[str, str]]:
    """The places that laws in force cite of other laws and that are not there now: where it is said, and what."""
    known = known_titles(titles(catalog))
    for law in catalog.of("law"):
        version = version_on(law, DAY)
        text = statute(catalog, version) if version is not None else None
        for article, words in [(each, part.words) for each in (text.articles if text else ()) for part in each.paragraphs]:
            for mention in read_prose(words, known) if "《" in words else ():
                cited = resolve(catalog, mention, DAY).law if mention.places else None
                present = version_on(cited, DAY) if cited is not None and cited is not law else None
                if cited is None or present is None:
                    counts["not in the register"] += len(mention.places) * (cited is None)
                    continue
                for place in mention.places:
                    counts["looked up"] += 1
                    if missing(present, statute(catalog, present), place):
                        yield f"{law.name}{article.address.words.zh}", f"{cited.name}{place.words.zh}"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=SHARED / "data")
    parser.add_argument("--articles", type=int, default=6, help="how many articles of each text")
    args = parser.parse_args()
    if not (args.data / "laws").is_dir():
        print(f"the law texts are not there ({args.data}); they are not part of this repository")
        return 0
    with tempfile.TemporaryDirectory() as folder:
        powercat("init", folder, "--authority", "示例", "--division-code", "440000")
        powercat("-C", folder, "law", "import", str(args.data / "laws"))
        catalog = read_catalog(open_workspace(Path(folder)), date.fromisoformat(DAY))
        counts: Counter[tuple[str, str]] = Counter()
        for law in catalog.of("law"):
            counts.update(tried(catalog, law, random.Random(law.id), args.articles))
        references: Counter[str] = Counter()
        vain = list(cited_in_vain(catalog, references))
    print("| quoted | expected | verdict | times |\n|---|---|---|---|")
    for (way, verdict), times in sorted(counts.items()):
        print(f"| {way} | {EXPECTED.get(way, '')} | {verdict} | {times} |")
    print(f"\ncitations between the texts: {dict(references)}\n\n| where | cites, and it is not there |\n|---|---|")
    for where, what in vain:
        print(f"| {where} | {what} |")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
