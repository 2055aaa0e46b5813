"""PC703."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from powercat.core.catalog import Catalog
from powercat.core.formats import is_placeholder
from powercat.core.record import Node, Record
from powercat.core.rule import Finding, finding, rule
from powercat.core.text import Text
from powercat.power.contact import is_email, is_web, lacks_area_code, phones, plain, read_phone, wrong_time
from powercat.power.unread import is_told

CONTACTS: Final = ("consultation", "complaint", "progress_enquiry")

PHONE_HINT = Text(
    "座机写区号和号码（021-12345678），手机写 11 位，热线写 12345；说明文字不写在这里",
    "a landline with its area code (021-12345678), a mobile number with 11 digits, a hotline as 12345; no words here",
)
AREA = Text("电话“{value}”没有区号", "the telephone number “{value}” has no area code")
AREA_HINT = Text("前面加上区号，例如 021-{value}", "put the area code in front, for example 021-{value}")
SEVERAL = Text("一栏写了几个号码：“{value}”", "several numbers in one field: “{value}”")
SEVERAL_HINT = Text("一条写一个号码，分成几条", "one number in each entry; make several entries")
EXTENSION = Text("分机写在号码里了：“{value}”", "the extension stands in the number: “{value}”")
EXTENSION_HINT = Text(
    "号码写 {phone}，分机 {extension} 写在“分机”一栏", "write {phone}, and {extension} as the extension (extension)"
)
WIDE = Text(
    "“{value}”是用全角字符写的，拨不出去、点不开", "“{value}” is written in full-width signs and cannot be dialled or opened"
)
WIDE_HINT = Text("写成半角：{plain}", "write it in half-width signs: {plain}")
EMAIL = Text("“{value}”不像一个邮箱", "“{value}” does not look like an e-mail address")
EMAIL_HINT = Text("写成“名称@域名”，例如 office@example.org", "write name@domain, for example office@example.org")
WEB = Text("“{value}”不是完整的网址", "“{value}” is no whole web address")
WEB_HINT = Text(
    "以 https:// 或者 http:// 开头，例如 https://example.org/help；没有网址的，换一种方式写",
    "begin with https:// or http://, for example https://example.org/help; where there is no address, choose another way",
)
PLACE = Text("“{field}”要写地址，这里是“{value}”", "“{field}” wants an address; here is “{value}”")
PLACE_HINT = Text(
    "写路名和门牌；是电话、邮箱、网址的，把“方式”改对",
    "write street and number; where it is a telephone number, e-mail or web address, choose that way instead",
)
HOURS = Text("时间“{hours}”不对：“{value}”", "“{hours}” is no span of time: “{value}”")
HOURS_HINT = Text(
    "按 24 小时写，例如：工作日 9:00-17:00；跨夜的写“次日”",
    "use the 24-hour clock, for example 工作日 9:00-17:00; over night write 次日",
)
NUMBER = Text("分机“{value}”不是数字", "the extension “{value}” is no number")
NUMBER_HINT = Text("只写数字，例如 801", "digits only, for example 801")


@rule(
    "PC703",
    on="catalog",
    severity="warning",
    title=Text("联系方式写法不对", "contact not well written"),
    message=Text("“{value}”不像一个电话号码", "“{value}” does not look like a telephone number"),
    hint=PHONE_HINT,
    basis=Text(
        "政府信息公开条例第二十条第二项：公开办公地址、办公时间、联系方式；电信网编号计划（2017年版）",
        "Regulation on government information, art. 20, item 2: address, hours and contacts are public; telecommunication "
        "numbering "
        "plan (2017)",
    ),
    together=Text("{count} 处联系方式写法不对", "{count} contacts are not well written"),
)
def contact_format(catalog: Catalog) -> Iterator[Finding]:
    """
    **发现什么**：办事指南、机构的联系方式打不通、点不开：座机没有区号或者位数不对，几个号码写在一起，全角的数字，网址、邮箱不完整，
    办公时间的结束比开始早。

    **为什么**：联系方式是给外地人、给手机直接拨打用的；写错一位，就等于没有公开。

    **怎么改**：照提示里的例子写；一条写一个。

    ```yaml
    kind: guide
    id: food-licence
    channels:
      - {type: counter, name: 大厅, phone: 窗口主任, hours: 9:00-5:00} #! PC703 PC703
    consultation:
      - {type: phone, value: "63210000"} #! PC703
      - {type: phone, value: "021-6321000"} #! PC703
      - {type: phone, value: "021-63210000、021-63210001"} #! PC703
      - {type: phone, value: ０２１－６３２１００００} #! PC703
      - {type: phone, value: 021-63210000转801} #! PC703
      - {type: email, value: office#example.org} #! PC703
    complaint:
      - {type: web, value: www.example.org} #! PC703
      - {type: web, value: 区政府网站} #! PC703
      - {type: counter, value: "021-63210000"} #! PC703
      - {type: phone, value: "021-63210000", extension: 八零一} #! PC703
    ```

    ```yaml
    kind: guide
    id: food-licence
    channels:
      - {type: counter, name: 大厅, phone: "021-63210000、021-63210001转2", hours: 工作日上午9:00-11:30，下午1:30-5:00}
      - {type: self_service, name: 自助机, hours: 20:00-次日6:00}
    consultation:
      - {type: phone, value: "021-63210000", extension: "801", hours: 24小时}
      - {type: phone, value: (0512) 6321000}
      - {type: phone, value: "13800000000"}
      - {type: phone, value: "12345"}
      - {type: phone, value: 021-12333-9-3}
      - {type: phone, value: "110"}
      - {type: phone, value: "95598"}
      - {type: phone, value: 400-820-0000}
      - {type: phone, value: <电话>}
      - {type: email, value: office@example.org}
    complaint:
      - {type: web, value: "https://example.org/complaint"}
      - {type: counter, value: 示例路1号}
      - {type: letter, value: 示例路1号 示例局}
    ```

    机构的联系方式也一样。

    ```yaml
    kind: organization
    id: huangpu
    contacts:
      - {type: phone, value: "5321000"} #! PC703
      - {type: phone, value: "021-63210000", hours: 工作日 9:00-25:00} #! PC703
    ```

    In English: telephone numbers (mobile, landline with area code, hotlines, 400 numbers), e-mail, web and street addresses
    and hours of guides and organizations. A counter's telephone field has no extension of its own, so it may hold several
    numbers and an extension. What is still a placeholder is left alone.
    """
    for organization in catalog.of("organization"):
        for contact in organization["contacts"]:
            yield from _contact(contact)
    for guide in catalog.of("guide"):
        yield from _guide(guide)


def _guide(guide: Record) -> Iterator[Finding]:
    for name in CONTACTS:
        for contact in guide[name]:
            yield from _contact(contact)
    for channel in guide["channels"]:
        phone = channel["phone"]
        if _is_written(phone) and not all(phones(phone.text)):
            if lacks_area_code(phone.text):
                yield finding(phone, AREA, AREA_HINT, value=phone.text)
            else:
                yield finding(phone, value=phone.text)
        elif _is_written(phone) and _is_wide(phone):
            yield finding(phone, WIDE, WIDE_HINT, value=phone.text, plain=plain(phone.text))
        yield from _hours(channel["hours"])


def _is_written(node: Node) -> bool:
    return bool(node.text.strip()) and not is_placeholder(node.text) and not is_told(node)


def _is_wide(node: Node) -> bool:
    """Whether digits or the signs of addresses are written full-width."""
    return any("\uff0b" <= each <= "\uff19" or each in "＠＿" for each in node.text)


def _contact(contact: Node) -> Iterator[Finding]:
    kind, value = contact["type"].text, contact["value"]
    yield from _hours(contact["hours"])
    if not _is_written(value):
        return
    if kind == "phone":
        yield from _phone(contact, value)
    elif kind in ("email", "web"):
        fits, message, hint = (is_email, EMAIL, EMAIL_HINT) if kind == "email" else (is_web, WEB, WEB_HINT)
        if not fits(value.text):
            wide = fits(plain(value.text))
            yield finding(
                value, WIDE if wide else message, WIDE_HINT if wide else hint, value=value.text, plain=plain(value.text)
            )
    elif kind in ("counter", "letter") and _is_no_place(plain(value.text)):
        yield finding(value, PLACE, PLACE_HINT, field=contact["type"].words, value=value.text)


def _is_no_place(text: str) -> bool:
    return read_phone(text) is not None or is_email(text) or is_web(text) or not any(each.isalpha() for each in text)


def _phone(contact: Node, value: Node) -> Iterator[Finding]:
    text = value.text
    phone = read_phone(text)
    if phone is None:
        if sum(each is not None for each in phones(text)) > 1:
            yield finding(value, SEVERAL, SEVERAL_HINT, value=text)
        elif lacks_area_code(text):
            yield finding(value, AREA, AREA_HINT, value=text)
        else:
            yield finding(value, value=text)
    elif _is_wide(value):
        yield finding(value, WIDE, WIDE_HINT, value=text, plain=plain(text))
    elif phone.extension and phone.sort == "landline":
        yield finding(value, EXTENSION, EXTENSION_HINT, value=text, phone=str(phone), extension=phone.extension)
    extension = contact["extension"]
    if _is_written(extension) and not plain(extension.text).replace("-", "").isdecimal():
        yield finding(extension, NUMBER, NUMBER_HINT, value=extension.text)


def _hours(hours: Node) -> Iterator[Finding]:
    wrong = wrong_time(hours.text) if hours and not is_told(hours) else ""
    if wrong:
        yield finding(hours, HOURS, HOURS_HINT, hours=hours.text, value=wrong)
