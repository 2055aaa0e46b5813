"""Which instrument, and which place in it, a person means on the command line."""

from __future__ import annotations

from pathlib import Path

from powercat.core.catalog import Catalog
from powercat.core.document import MAX_BYTES
from powercat.core.errors import UsageError, reason
from powercat.core.record import Record
from powercat.core.text import Text
from powercat.law.address import Address, address_of
from powercat.law.register import by_title, titles


def law_named(catalog: Catalog, name: str) -> Record:
    """The instrument of an id, title or alias. Raises :class:`UsageError` with those near it when there is none, or several."""
    found = catalog.find("law", name)
    if found is not None:
        return found
    several = by_title(catalog, name)
    if len(several) == 1:
        return several[0]
    if several:
        raise UsageError(
            Text(
                "有几部法律文件叫 {name}，用编号说明是哪一部：{ids}",
                "several instruments are called {name}; say which: {ids}",
            ),
            name=name,
            ids=tuple(record.id for record in several),
        )
    raise UsageError(Text("登记里没有 {name}{near}", "the register has no {name}{near}"), name=name, near=_near(catalog, name))


def _near(catalog: Catalog, name: str) -> Text:
    from rapidfuzz import fuzz, process

    words = {**{record.id: record for record in catalog.of("law")}, **{title: laws[0] for title, laws in titles(catalog).items()}}
    best = process.extract(name, list(words), scorer=fuzz.WRatio, limit=5, score_cutoff=60)
    laws = list({words[word].id: words[word] for word, *_ in best}.values())[:3]
    if not laws:
        return Text("。用 powercat law list 看有哪些", "; powercat law list shows what there is")
    shown = [f"{law.name}（{law.id}）" for law in laws], [f"{law.name} ({law.id})" for law in laws]
    return Text(f"；相近的有：{'、'.join(shown[0])}", f"; near it: {', '.join(shown[1])}")


def bytes_of(path: Path) -> bytes:
    """The content of an ordinary file, one byte more than is allowed at most. Raises :class:`UsageError`."""
    if path.exists() and not path.is_file():
        raise UsageError(Text("{path} 不是普通文件", "{path} is no ordinary file"), path=str(path))
    try:
        with path.open("rb") as file:
            return file.read(MAX_BYTES + 1)
    except OSError as error:
        raise UsageError(
            Text("读不了 {path}：{reason}", "cannot read {path}: {reason}"), path=str(path), reason=reason(error)
        ) from error


def place_named(written: str) -> Address:
    """The place that a person writes in either script. Raises :class:`UsageError`."""
    place = address_of(written)
    if place is None:
        raise UsageError(
            Text(
                "看不懂这是哪一条：{written}。可以写 35、35(1)、第三十五条第一款第（二）项",
                "no article is called {written}; write 35, 35(1) or 第三十五条第一款第（二）项",
            ),
            written=f"“{written if len(written) <= 40 else written[:40] + '…'}”",
        )
    return place
