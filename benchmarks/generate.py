"""Write a catalog of N made-up but valid records of about 3 KB each: ``generate.py FOLDER N [--bad]``.

The same N gives the same bytes. With ``--bad`` every record is given two faults: a value that is not listed, an unknown field.
"""

from __future__ import annotations

import argparse
import random
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

Record = dict[str, Any]


class Dumper(yaml.CSafeDumper):
    """Writes the YAML subset of powercat: no anchors, and quotes around text that a YAML 1.2 reader takes for a number."""

    def ignore_aliases(self, data: object) -> bool:
        return True


def _text(dumper: Dumper, value: str) -> yaml.Node:
    style = "'" if NUMBER.fullmatch(value) else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", value, style=style)


Dumper.add_representer(str, _text)
NUMBER = re.compile(r"[-+]?[0-9.]+([eE][-+]?[0-9]+)?")
ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
BUREAUS = ("市场监督管理局", "应急管理局", "卫生健康委员会", "交通运输局", "农业农村局", "文化和旅游局", "生态环境局", "教育局")
PLACES = ("东江", "西山", "南湖", "北川", "青溪", "白沙", "长桥", "石门", "柳河", "云台", "龙泉", "金坪")
THINGS = (
    "食品经营",
    "医疗机构执业",
    "道路货运经营",
    "种子生产经营",
    "营业性演出",
    "排污",
    "民办学校办学",
    "危险化学品经营",
    "公共场所卫生",
)
SENTENCES = (
    "核对材料是否齐全、是否符合规定的形式，不齐的当场一次告知需要补正的全部内容。",
    "对照规定的条件逐项审查，需要现场核查的由两名以上工作人员到场并作记录。",
    "符合条件的作出准予的书面决定，不符合的说明理由并告知申请复议和提起诉讼的权利。",
    "在规定期限内把决定书或者证件交给申请人，可以邮寄，也可以生成电子证照。",
    "取得许可以后定期检查经营情况，检查记录签字归档，供公众查阅。",
    "场所、设备与经营规模相适应，与污染源保持规定的距离，有防护和消毒设施。",
    "有专职或者兼职的管理人员，有保证安全的规章制度和应急预案。",
)
ITEMS = (("new", "新办"), ("change", "变更"), ("renewal", "延续"))
STAGES = ("acceptance", "examination", "decision", "delivery", "supervision")


def uscc(number: int) -> str:
    """A credit code with right check digits, made of a serial number."""
    body = f"{number:08d}"
    inner = 11 - sum(int(digit) * weight for digit, weight in zip(body, (3, 7, 9, 10, 5, 8, 4, 2), strict=True)) % 11
    stem = f"11310101{body}{'X' if inner == 10 else inner % 11}"
    total = sum(ALPHABET.index(character) * pow(3, place, 31) for place, character in enumerate(stem))
    return stem + ALPHABET[(31 - total % 31) % 31]


def law(number: int) -> Record:
    versions = [
        {
            "promulgated_on": f"{year}-03-01",
            "effective_on": f"{year}-06-01",
            "issuer_name": "全国人民代表大会常务委员会",
            "articles": 90,
        }
        for year in (2009, 2015, 2021)
    ]
    versions[-1]["text"] = f"laws/texts/law-{number}.md"
    title = f"中华人民共和国{PLACES[number % 12]}{THINGS[number % 9]}管理法（第{number}号）"
    return {"kind": "law", "id": f"law-{number}", "title": title, "level": "law", "versions": versions}


def provision(number: int, article: int) -> str:
    """What an article of a law says."""
    return f"{PLACES[article % 12]}的第{number}类{THINGS[(number + article) % 9]}，{SENTENCES[article % 7]}"


def law_text(number: int, title: str) -> str:
    """The last version of a law as Markdown: ninety articles, some with a second paragraph or items."""
    lines = [f"# {title}", "2021年3月1日 公布", "2021年6月1日 施行", "<!-- INFO END -->"]
    for article in range(1, 91):
        lines.append(f"第{article}条 {provision(number, article)}")
        if article % 5 == 0:
            lines += [f"（{item}）{THINGS[item_number]}；" for item_number, item in enumerate("一二三四")]
        if article % 3 == 0:
            lines.append(SENTENCES[(article + number) % 7])
    return "\n\n".join(lines) + "\n"


def organization(number: int) -> Record:
    posts = []
    for post, name in (("window", "受理岗"), ("reviewer", "审查岗"), ("decider", "决定岗"), ("inspector", "检查岗")):
        posts.append({"id": post, "name": name, "unit": "permits", "deputy": f"{post}-b", "duties": ["收件", "审查", "送达"]})
        posts.append({"id": f"{post}-b", "name": f"{name}（B角）", "unit": "permits", "deputy": post, "duties": ["收件", "审查"]})
    place = PLACES[number % 12]
    return {
        "kind": "organization",
        "id": f"org-{number}",
        "name": f"{place}区{BUREAUS[number % 8]}（{number}）",
        "short_name": f"{place}{BUREAUS[number % 8][:4]}",
        "uscc": uscc(number),
        "division_code": "310101",
        "level": "district",
        "nature": "statutory",
        "review_body_name": f"{place}区人民政府",
        "units": [{"id": "permits", "name": "行政审批科"}, {"id": "legal", "name": "法规科"}],
        "posts": posts,
        "contacts": [{"type": "phone", "value": "12345"}],
    }


def citation(rnd: random.Random, laws: int, **more: object) -> Record:
    number, article = rnd.randrange(laws), rnd.randint(1, 90)
    quote = {"quote": provision(number, article)} if more.get("role") == "establishing" else {}
    return {"law": f"law-{number}", "article": article, "paragraphs": [1], **quote, **more}


def service(number: int, bodies: int, laws: int) -> Iterator[tuple[str, Record]]:
    """The five records of one licence: power, responsibility, handbook, implementation, guide."""
    rnd = random.Random(number)
    name = f"{PLACES[number % 12]}{THINGS[number % 9]}许可（第{number}项）"
    body = number % bodies
    items = ITEMS[: 1 + number % 3]
    basic = f"31010{number // 1000 % 10}{number % 1000:03d}000"
    code = f"{uscc(body)}4{basic}"
    yield (
        "powers",
        {
            "kind": "power",
            "id": f"p-{number}",
            "name": name,
            "power_type": "licence",
            "initiation": "application",
            "codes": {"basic": basic},
            "organization": f"org-{body}",
            "exercise_levels": ["district"],
            "authority_division": "区级部门受理并决定；市级部门负责业务指导和监督检查。",
            "effective_from": "2021-05-01",
            "legal_basis": [citation(rnd, laws, role="establishing"), citation(rnd, laws, role="implementing")],
            "filing": {"number": f"沪权目备〔2021〕{number}号", "filed_on": "2021-04-20", "authority_name": "上海市人民政府"},
            "description": SENTENCES[5] + SENTENCES[6],
        },
    )
    duties = [
        {
            "id": stage,
            "stage": stage,
            "duty": SENTENCES[index] + SENTENCES[(index + 2) % 7],
            "post": ("window", "reviewer", "decider", "window", "inspector")[index],
            "legal_basis": [citation(rnd, laws), citation(rnd, laws)],
            "accountability": [{"situation": f"没有按照规定履行{name}职责的。", "legal_basis": [citation(rnd, laws)]}],
        }
        for index, stage in enumerate(STAGES)
    ]
    yield (
        "responsibilities",
        {"kind": "responsibility", "id": f"r-{number}", "name": f"{name}责任", "powers": [f"p-{number}"], "duties": duties},
    )
    steps = []
    names = (
        ("accept", "受理", "window"),
        ("examine", "审查", "reviewer"),
        ("decide", "决定", "decider"),
        ("deliver", "送达", "window"),
    )
    for index, (step, label, post) in enumerate(names):
        steps.append(
            {
                "id": step,
                "name": label,
                "stage": STAGES[index],
                "post": post,
                "limit": {"value": 1 + rnd.randrange(3), "unit": "working_day"},
                "input": "申请材料",
                "standard": SENTENCES[index] + SENTENCES[(index + number) % 7],
                "document": "notice",
                "next": [{"to": names[index + 1][0]}] if index < 3 else [],
            }
        )
    materials = [
        {
            "id": f"m{index}",
            "name": label,
            "necessity": "required",
            "form": "either",
            "originals": 1,
            "copies": 0,
            "acceptance_standard": SENTENCES[index % 7][:20],
        }
        for index, label in enumerate(("申请函", "场所平面图", "管理制度文本", "人员名册", "设备清单", "应急预案"))
    ]
    yield (
        "handbooks",
        {
            "kind": "handbook",
            "id": f"h-{number}",
            "series": f"s-{number}",
            "powers": [f"p-{number}"],
            "organizations": [f"org-{body}"],
            "version": "2026.1",
            "number": f"沪业手〔2025〕{number}号",
            "issuer": f"org-{body}",
            "issued_on": "2025-12-10",
            "effective_on": "2026-01-01",
            "defaults": {"service_objects": ["natural_person", "enterprise"], "quantity_limit": "无数量限制", "fees": []},
            "handling_items": [
                {
                    "id": item,
                    "name": f"{name}{label}",
                    "type": item,
                    "case_type": "committed",
                    "examination_type": "review_then_approve",
                    "scope": f"在本区从事{THINGS[number % 9]}活动的单位和个人。",
                    "conditions": [
                        {
                            "id": f"c{index}",
                            "text": SENTENCES[5 + index] + SENTENCES[number % 5],
                            "legal_basis": [citation(rnd, laws)],
                        }
                        for index in range(2)
                    ],
                    "materials_basis": [citation(rnd, laws)],
                    "materials": materials,
                    "statutory_limit": {"value": 20, "unit": "working_day", "legal_basis": [citation(rnd, laws)]},
                    "promised_limit": {"value": 10, "unit": "working_day"},
                    **({"apply_before": {"value": 30, "unit": "calendar_day"}} if item == "renewal" else {}),
                    "procedure": steps,
                    "outputs": [{"name": f"{THINGS[number % 9]}许可证", "type": "licence", "delivery": ["mail", "counter"]}],
                }
                for item, label in items
            ],
            "documents": [
                {"id": ("notice", "refused", "correction", "decision")[index], "name": label}
                for index, label in enumerate(("受理通知书", "不予受理通知书", "补正告知书", "不予许可决定书"))
            ],
            "post_supervision": [
                {"measure": "日常检查", "method": "双随机抽查", "frequency": "每年一次", "legal_basis": [citation(rnd, laws)]}
            ],
            "archiving": {"retention": {"value": 10, "unit": "year"}, "contents": ["申请材料", "决定书"]},
        },
    )
    yield (
        "implementations",
        {
            "kind": "implementation",
            "id": f"i-{number}",
            "power": f"p-{number}",
            "organization": f"org-{body}",
            "level": "district",
            "power_source": "statutory",
            "code": code,
            "effective_from": "2026-01-01",
            "handling_items": [
                {"id": item, "code": f"{code}0{index}", "annual_cases": rnd.randrange(5000)}
                for index, (item, _) in enumerate(items, 1)
            ],
        },
    )
    yield (
        "guides",
        {
            "kind": "guide",
            "id": f"g-{number}",
            "handbook": f"s-{number}",
            "implementation": f"i-{number}",
            "title": f"{name}办事指南",
            "summary": f"在本区从事{THINGS[number % 9]}以前在这里办许可，网上可以全程办理，不收费。",
            "items": [
                {"handling_item": item, "on_site_visits": 0, "online_depth": ["acceptance", "handling", "result_feedback"]}
                for item, _ in items
            ],
            "topics": {"person": ["040"], "corporate": ["010"]},
            "channels": [
                {"type": "online", "name": "网上办理", "url": f"https://example.org/items/{number}"},
                {
                    "type": "counter",
                    "name": "政务服务中心",
                    "address": f"示例路{number}号",
                    "hours": "工作日 9:00-17:00",
                    "phone": "12345",
                },
            ],
            "convenience": {"in_service_hall": True, "reservation": True, "online_payment": False, "courier": True},
            "consultation": [{"type": "phone", "value": "12345"}],
            "complaint": [{"type": "phone", "value": "12345"}],
            "progress_enquiry": [{"type": "web", "value": "https://example.org/progress"}],
            "rights": [SENTENCES[2]],
            "obligations": ["如实提交材料并对真实性负责"],
            "faq": [
                {"question": f"{name}{question}", "answer": SENTENCES[index] + SENTENCES[(index + number) % 7]}
                for index, question in enumerate(("怎么申请？", "要具备什么条件？", "办下来要多长时间？", "证件怎么领？"))
            ],
            "keywords": [THINGS[number % 9], "许可证"],
            "effective_on": "2026-01-01",
        },
    )


def records(count: int) -> Iterator[tuple[str, Record]]:
    """Folder and record, ``count`` of them."""
    laws, bodies = max(5, count // 100), max(3, count // 50)
    made = 0
    for folder, one in [("laws", law(number)) for number in range(laws)] + [
        ("organizations", organization(n)) for n in range(bodies)
    ]:
        if made < count:
            made += 1
            yield folder, one
    number = 0
    while made < count:
        for folder, one in service(number, bodies, laws):
            if made < count:
                made += 1
                yield folder, one
        number += 1


def write(folder: Path, count: int, bad: bool = False) -> int:
    """Write the catalog; the number of bytes of its records."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "powercat.yaml").write_text("{}\n", encoding="utf-8")
    total = 0
    for kind_folder, record in records(count):
        if bad:
            record["colour"] = "红"
            record[{"law": "level", "organization": "level", "power": "power_type"}.get(record["kind"], "id")] = "不对 的值"
        path = folder / kind_folder / f"{record.get('id', 'x')}.yaml" if not bad else folder / kind_folder / f"{total}.yaml"
        path.parent.mkdir(exist_ok=True)
        raw = yaml.dump(record, Dumper=Dumper, allow_unicode=True, sort_keys=False, width=120).encode()
        path.write_bytes(raw)
        total += len(raw)
        if record["kind"] == "law" and not bad:
            texts = folder / "laws" / "texts"
            texts.mkdir(exist_ok=True)
            number = int(record["id"].rpartition("-")[2])
            (texts / f"law-{number}.md").write_text(law_text(number, record["title"]), encoding="utf-8")
    return total


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("count", type=int)
    parser.add_argument("--bad", action="store_true")
    arguments = parser.parse_args()
    total = write(arguments.folder, arguments.count, arguments.bad)
    print(f"{arguments.count} records, {total / arguments.count:.0f} bytes each")


if __name__ == "__main__":
    main()
