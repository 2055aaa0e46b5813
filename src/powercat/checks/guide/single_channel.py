"""PC708."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from powercat.core.catalog import Catalog
from powercat.core.record import Record
from powercat.core.rule import Finding, finding, rule
from powercat.core.text import Text

WAYS: Final[Mapping[str, Text]] = {
    "online": Text("网上", "the internet"),
    "mobile": Text("网上", "the internet"),
    "counter": Text("窗口", "the counter"),
    "self_service": Text("自助终端", "self-service machines"),
    "mail": Text("邮寄", "post"),
}
ONLINE_HINT = Text(
    "补上窗口，让不会上网、不方便上网的人也能办；窗口写地址、电话和办公时间",
    "add a counter, with address, telephone and hours, for those who cannot or will not do it online",
)
OTHER_HINT = Text("补上另一种渠道（网上和窗口都可以办）", "add another channel (both online and at a counter)")
HINTS: Final[Mapping[Text, Text]] = {WAYS["online"]: ONLINE_HINT, WAYS["self_service"]: OTHER_HINT, WAYS["mail"]: OTHER_HINT}


@rule(
    "PC708",
    on="guide",
    severity="info",
    title=Text("只有一种办理渠道", "one channel only"),
    message=Text("只能通过{way}办，没有别的渠道可选", "it can only be done by {way}; there is no other channel to choose"),
    hint=Text(
        "补上网上等别的渠道；法律规定非当面办不可的，在每个办理项写明必须现场办理的原因",
        "add another channel, online for one; where the law demands presence, say at each item why one has to come",
    ),
    basis=Text(
        "优化营商环境条例第三十七条第四款：不得限定办理渠道；行政许可法第二十九条第二款、第三款：可以委托代理，可以通过信函、数据电文提出"
        "申请",
        "Regulation on the business environment, art. 37(4): no body may bind to one channel; Administrative Licensing "
        "Law, art. 29(2) "
        "and (3): by proxy, by letter or electronically",
    ),
    together=Text("{count} 份指南只有一种办理渠道", "{count} guides offer one channel only"),
)
def single_channel(guide: Record, catalog: Catalog) -> Iterator[Finding]:
    """
    **发现什么**：办事指南的办理渠道只有网上，或者只有窗口、只有邮寄。

    **为什么**：办事的人有权自己选渠道；只有网上的，老年人办不了；只有窗口的，外地人要专门跑一趟。

    **怎么改**：补上另一种渠道。只有窗口、而且非当面不可的，在每个办理项写明到现场的次数和原因，这里就不再提示。

    ```yaml
    kind: guide
    id: food-licence
    channels:
      - {type: online, name: 一网通办} #! PC708
      - {type: mobile, name: 随申办}
    ```

    ```yaml
    --- # guides/a.yaml
    kind: guide
    id: a
    channels:
      - {type: online, name: 一网通办}
      - {type: counter, name: 黄浦区行政服务中心}
    --- # guides/b.yaml
    kind: guide
    id: b
    items:
      - {handling_item: exam, on_site_visits: 1, on_site_reason: 本人到场考试。}
    channels:
      - {type: counter, name: 考场}
    --- # guides/c.yaml
    kind: guide
    id: c
    channels: []
    ```

    In English: all channels of a guide are of one way: the internet (website and mobile application count as one), the counter,
    machines or the post. Counters only are in order where every item says why one has to come.
    """
    channels = guide["channels"]
    kinds = [channel["type"].text for channel in channels]
    if not kinds or any(kind not in WAYS for kind in kinds):
        return
    ways = {WAYS[kind] for kind in kinds}
    if len(ways) == 1 and not (set(kinds) == {"counter"} and _needs_presence(guide)):
        way = WAYS[kinds[0]]
        yield finding(channels, hint=HINTS.get(way), way=way)


def _needs_presence(guide: Record) -> bool:
    items = list(guide["items"])
    return bool(items) and all(
        item["on_site_visits"] and item["on_site_visits"].value and item["on_site_reason"] for item in items
    )
