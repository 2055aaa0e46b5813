"""PC705."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from powercat.core.catalog import Catalog
from powercat.core.record import Record
from powercat.core.rule import Finding, finding, rule
from powercat.core.text import Text
from powercat.power.once import once
from powercat.power.tables import table

LONGEST: Final = 120
"""Characters of a summary that are read at a glance on a telephone: about six lines."""

LONG = Text("一句话说明有 {length} 个字，太长", "the summary has {length} characters, which is too long")
LONG_HINT = Text(
    "留下给谁办、办什么、要不要跑、收不收费，{longest} 个字以内；其余的写到常见问题里",
    "keep for whom, what, whether one has to come and whether it costs anything, within {longest} characters; the rest "
    "belongs to "
    "the frequent questions",
)


@dataclass(frozen=True, slots=True)
class Officialese:
    """All phrases in one pattern, with what to say instead; ``exceptions`` are words in which they do not count."""

    phrases: re.Pattern[str]
    exceptions: re.Pattern[str]
    plain: Sequence[tuple[re.Pattern[str], str]]


@rule(
    "PC705",
    on="guide",
    severity="info",
    title=Text("一句话说明不好懂", "a summary hard to read"),
    message=Text("一句话说明里有公文套话：{words}", "the summary has officialese: {words}"),
    hint=Text("换成大白话：{plain}", "say it in plain words: {plain}"),
    basis=Text(
        "《记录格式》“办事指南”：一句话说明用大白话；行政许可法第三十条第二款：提供准确、可靠的信息",
        "Record format, “guide”: the summary is in plain words; Administrative Licensing Law, art. 30(2): accurate and reliable "
        "information",
    ),
    together=Text("{count} 份指南的一句话说明不好懂", "{count} summaries are hard to read"),
)
def summary_unreadable(guide: Record, catalog: Catalog) -> Iterator[Finding]:
    """
    **发现什么**：办事指南的一句话说明太长，或者用了“予以”“方可”“之日起”“有关规定”一类的公文套话。

    **为什么**：一句话说明是给第一次来办的人看的，看完就要知道这件事是不是他要办的。

    **怎么改**：照着对家里人说话的样子写：给谁办、办什么、要不要跑、收不收费。套话和大白话对照，在数据表 `plain_words.yaml` 里。

    ```yaml
    kind: guide
    id: food-licence
    summary: 从事餐饮服务活动的，应当依法取得许可，逾期不予受理。 #! PC705
    ```

    ```yaml
    kind: guide
    id: food-licence
    summary: 在黄浦区开餐厅、小吃店，开业前在这里办许可证，全程网上办，不收费；对方可以代办。
    ```

    In English: the summary is longer than 120 characters, or has phrases that only officials use. The phrases, with plain ones
    instead, are a table (`plain_words.yaml`) that a catalog can extend.
    """
    summary = guide["summary"]
    if len(summary.text) > LONGEST:
        yield finding(summary, LONG, LONG_HINT, length=len(summary.text), longest=LONGEST)
    known = _officialese(catalog)
    masked = known.exceptions.sub(lambda match: "\0" * len(match[0]), summary.text)
    found = dict.fromkeys(match[0] for match in known.phrases.finditer(masked))
    if found:
        plain = (f"“{words}”→{_instead(known, words)}" for words in found)
        yield finding(summary, words=tuple(f"“{words}”" for words in found), plain=tuple(plain))


def _instead(known: Officialese, words: str) -> str:
    return next(plain for pattern, plain in known.plain if pattern.fullmatch(words))


@once
def _officialese(catalog: Catalog) -> Officialese:
    entries: Sequence[Mapping[str, object]] = table(catalog, "plain_words")["plain_words"]
    words = sorted(((str(each["word"]), str(each["plain"])) for each in entries), key=lambda pair: -len(pair[0]))
    exceptions = [str(word) for each in entries for word in _listed(each.get("except"))]
    return Officialese(
        re.compile("|".join(_pattern(word) for word, _ in words) or "(?!)"),
        re.compile("|".join(map(re.escape, sorted(exceptions, key=len, reverse=True))) or "(?!)"),
        [(re.compile(_pattern(word)), plain) for word, plain in words],
    )


def _listed(value: object) -> Sequence[object]:
    return value if isinstance(value, list) else ()


def _pattern(word: str) -> str:
    """A phrase as a pattern; “……” stands for a few characters of the same clause."""
    return "[^，。；、！？]{1,12}?".join(map(re.escape, word.split("……")))
