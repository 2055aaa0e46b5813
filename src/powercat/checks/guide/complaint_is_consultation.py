"""PC701."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Any, Final

from powercat.core.catalog import Catalog
from powercat.core.record import Node, Record
from powercat.core.rule import Finding, finding, rule
from powercat.core.text import Text
from powercat.power.contact import phones, plain
from powercat.power.tables import table

ENQUIRIES = Text("咨询写的也是它", "the line for enquiries")
OTHER_USE = Text(
    "投诉和咨询写的都是“{value}”，这条线是{name}（{purpose}），不是两样都受理",
    "“{value}” is given for complaints and for enquiries alike; it is {name} ({purpose}) and does not take both",
)
OTHER_USE_HINT = Text(
    "咨询写办事窗口的号码，投诉写监督部门的号码，或者写 12345",
    "for enquiries give the line of the counter, for complaints that of those who supervise, or 12345",
)
BOTH: Final = frozenset({"consultation", "complaint"})


@rule(
    "PC701",
    on="guide",
    severity="warning",
    publish="error",
    title=Text("投诉和咨询是同一条线", "complaints go to the enquiry line"),
    message=Text("投诉和咨询写的都是“{value}”", "“{value}” is given for complaints and for enquiries alike"),
    hint=Text(
        "投诉写监督部门的号码，或者写 12345；本地另有咨询投诉合一的热线的，写进 tables/hotlines.yaml",
        "for complaints give the line of those who supervise, or 12345; a local hotline for both goes into tables/hotlines.yaml",
    ),
    basis=Text(
        "优化营商环境条例第四十九条第一款：建立便利、畅通的渠道，受理投诉和举报；《关于本市进一步推进政府效能建设的意见》三（三）：投诉举报",
        "Regulation on the business environment, art. 49(1): easy and open channels for complaints; Shanghai opinions on "
        "government effectiveness (2015) III(3): complaints",
    ),
    together=Text("{count} 份指南的投诉和咨询是同一条线", "{count} guides send complaints to the enquiry line"),
)
def complaint_is_consultation(guide: Record, catalog: Catalog) -> Iterator[Finding]:
    """
    **发现什么**：办事指南的监督投诉方式，和咨询方式是同一个电话、同一个邮箱。

    **为什么**：要投诉的人，电话打给了被投诉的窗口。

    **怎么改**：投诉写监督部门的号码。12345 这样的政务热线、分机不同的，不算；119、120 这样不受理咨询投诉的，要算。哪些热线
    受理什么，在数据表 `hotlines.yaml` 里。

    ```yaml
    kind: guide
    id: food-licence
    consultation:
      - {type: phone, value: "021-12345678"}
      - {type: email, value: office@example.org}
      - {type: phone, value: "120"}
    complaint:
      - {type: phone, value: "120"} #! PC701
      - {type: phone, value: "(021) 1234 5678"} #! PC701
      - {type: email, value: Office@example.org} #! PC701
    ```

    ```yaml
    kind: guide
    id: food-licence
    consultation:
      - {type: phone, value: "021-12345"}
      - {type: phone, value: "12315"}
      - {type: phone, value: "021-12345678", extension: "801"}
      - {type: counter, value: 示例路1号}
    complaint:
      - {type: phone, value: "12345"}
      - {type: phone, value: "12315"}
      - {type: phone, value: "021-12345678", extension: "802"}
      - {type: counter, value: 示例路1号}
    ```

    In English: the same telephone number (with the same extension) or e-mail address serves enquiries and complaints. Hotlines
    that serve both by design are in a table (`hotlines.yaml`) that a catalog can extend; so are those that do not, such as 120.
    """
    hotlines: Mapping[str, Mapping[str, Any]] = {each["number"]: each for each in table(catalog, "hotlines")["hotlines"]}
    both = {number for number, each in hotlines.items() if BOTH.issubset(each.get("serves", BOTH))}
    enquiries = {line: each for each in guide["consultation"] for line in _lines(each, both)}
    for each in guide["complaint"]:
        same = next((line for line in _lines(each, both) if line in enquiries), None)
        if same is None:
            continue
        at, related = each["value"], [(enquiries[same]["value"], ENQUIRIES)]
        if other := hotlines.get(same[0]):
            yield finding(
                at, OTHER_USE, OTHER_USE_HINT, related=related, value=at.text, name=other["name"], purpose=other["purpose"]
            )
        else:
            yield finding(at, related=related, value=at.text)


def _lines(contact: Node, both: Collection[str]) -> Iterator[tuple[str, str]]:
    """The numbers or the address of a contact, written alike, hotlines for both left out."""
    kind, value = contact["type"].text, contact["value"].text
    if kind == "email" and value:
        yield "", plain(value).casefold()
    if kind == "phone":
        for phone in phones(value):
            if phone is not None and phone.number not in both:
                yield phone.number if phone.sort == "service" else str(phone), phone.extension or plain(contact["extension"].text)
