"""The formats that programs read, held against their own schemas where they have one."""

from __future__ import annotations

import json
import re
import xml.etree.ElementTree as ET
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from powercat.core.diagnostic import Diagnostic, Edit, Related, Severity
from powercat.core.span import Span
from powercat.core.text import Text

Make = Callable[..., Diagnostic]
Write = Callable[..., str]

CELL = Span("事项 表.xlsx", sheet="许可", cell="C12")
LOCATED = "catalog-data/handbooks/食品经营.yaml"
ENCODED = "catalog-data/handbooks/%E9%A3%9F%E5%93%81%E7%BB%8F%E8%90%A5.yaml"


def validator(path: Path) -> Any:
    schema = json.loads(path.read_text(encoding="utf-8"))
    return jsonschema.validators.validator_for(schema)(schema)


@pytest.fixture(scope="module")
def sarif_schema() -> Any:
    return validator(Path(__file__).parent / "data" / "sarif-schema-2.1.0.json")


@pytest.fixture(scope="module")
def report_schema() -> Any:
    return validator(Path(__file__).parents[3] / "schemas" / "_files" / "report.schema.json")


@pytest.fixture
def everything(finding: Make, elsewhere: Related, change: Callable[..., Edit]) -> list[Diagnostic]:
    """One of each: fixable, waived, in a cell, of no record and no known rule, with an edit in another file."""
    return [
        finding("PC205", edits=(change(),)),
        finding(related=(elsewhere,), edits=(change(),)).waive("已报审"),
        finding(span=CELL, severity=Severity.WARNING),
        finding("PC999", Span("a b.yaml", 1, 1, 2, 1), record=None, hint=None, severity=Severity.INFO, edits=(change(),)),
    ]


def test_json_is_what_the_manual_says(write: Write, finding: Make, elsewhere: Related, change: Callable[..., Edit]) -> None:
    output = json.loads(write("json", finding(related=(elsewhere,), edits=(change(),)).waive("已报审")))
    assert output == {
        "schema_version": 1,
        "tool": {"name": "powercat", "version": "0.1.0"},
        "summary": {"records": 3, "errors": 0, "warnings": 0, "infos": 0, "waived": 1}
        | {"waived_by": {"record": 1, "comment": 0, "baseline": 0}, "weakened": [], "relaxed": []},
        "findings": [
            {
                "code": "PC601",
                "slug": "promise-exceeds-law",
                "level": "error",
                "message": "承诺时限(30 个工作日)超过法定时限(20 个工作日)",
                "hint": "把承诺时限改到 20 个工作日 以内",
                "file": LOCATED,
                "range": {"start": {"line": 5, "column": 15}, "end": {"line": 5, "column": 22}},
                "pointer": "/limits/0/promised",
                "record": {"kind": "handbook", "id": "food", "name": "食品经营许可"},
                "related": [
                    {
                        "file": LOCATED,
                        "range": {"start": {"line": 4, "column": 16}, "end": {"line": 4, "column": 23}},
                        "message": "法定时限写在这里",
                    }
                ],
                "fix": {
                    "safe": False,
                    "edits": [
                        {
                            "range": {"start": {"line": 5, "column": 15}, "end": {"line": 5, "column": 17}},
                            "replacement": "20",
                        }
                    ],
                },
                "fingerprint": finding().fingerprint,
                "waived": "已报审",
                "waived_by": "record",
                "basis": "行政许可法第四十二条",
            }
        ],
    }


def test_json_of_a_cell_and_a_fix_in_another_file(write: Write, everything: list[Diagnostic]) -> None:
    by_code = {each["code"]: each for each in json.loads(write("json", *everything))["findings"] if "waived" not in each}
    assert by_code["PC601"]["range"] == {"sheet": "许可", "cell": "C12"}
    assert by_code["PC205"]["fix"]["safe"] is True
    assert by_code["PC999"]["fix"]["edits"][0]["file"] == LOCATED
    assert (by_code["PC999"]["record"], by_code["PC999"]["hint"], by_code["PC999"]["basis"]) == (None, None, None)


def test_json_keeps_to_its_schema(write: Write, report_schema: Any, everything: list[Diagnostic]) -> None:
    report_schema.check_schema(report_schema.schema)
    report_schema.validate(json.loads(write("json")))
    report_schema.validate(json.loads(write("json", *everything)))
    report_schema.validate(json.loads(write("json", *everything, lang="en")))


def test_the_schema_has_words_in_both_languages(report_schema: Any) -> None:
    def fields(schema: Any) -> Any:
        for name, field in schema.get("properties", {}).items():
            yield name, field
            yield from fields(field)

    schema = report_schema.schema
    for name, field in [
        ("", schema),
        *schema["$defs"].items(),
        *fields(schema),
        *(p for d in schema["$defs"].values() for p in fields(d)),
    ]:
        assert field["title"] and field["description"], name
        assert field["x-en"]["title"] and field["x-en"]["description"], name


def test_json_is_readable_and_its_lines_are_lines(write: Write, finding: Make) -> None:
    tricky = finding(args={"promised": "一\u2028二\x85三\x9b\u202e", "statutory": "\ud800"})
    output = write("json", tricky)
    assert '  "findings": [' in output
    assert "承诺时限(一\\u2028二\\u0085三\\u009b\\u202e)" in output
    assert json.loads(output)["findings"][0]["message"] == "承诺时限(一\u2028二\x85三\x9b\u202e)超过法定时限(\ufffd)"
    assert len(write("jsonl", tricky, tricky).splitlines()) == 2


def test_jsonl_is_the_findings_of_json(write: Write, everything: list[Diagnostic]) -> None:
    lines = write("jsonl", *everything).splitlines()
    assert [json.loads(line) for line in lines] == json.loads(write("json", *everything))["findings"]


def test_clean_runs_print_valid_empty_documents(write: Write, sarif_schema: Any) -> None:
    assert json.loads(write("json"))["findings"] == []
    assert write("jsonl") == ""
    assert write("github") == ""
    assert json.loads(write("gitlab")) == []
    assert json.loads(write("rdjson")) == {"source": {"name": "powercat"}, "diagnostics": []}
    sarif = json.loads(write("sarif"))
    sarif_schema.validate(sarif)
    assert sarif["runs"][0]["results"] == []
    root = ET.fromstring(write("junit"))
    assert (root.get("tests"), root.get("failures")) == ("1", "0")
    assert root.find("testsuite/testcase").attrib["name"] == "没有发现问题（3 条记录）"  # type: ignore[union-attr]


def test_sarif_keeps_to_the_standard(write: Write, sarif_schema: Any, everything: list[Diagnostic]) -> None:
    for lang in ("zh", "en"):
        sarif_schema.validate(json.loads(write("sarif", *everything, lang=lang)))
        sarif_schema.validate(json.loads(write("sarif", everything[0], lang=lang)))


def test_sarif_says_where_what_and_how(write: Write, everything: list[Diagnostic]) -> None:
    run = json.loads(write("sarif", *everything))["runs"][0]
    rules = run["tool"]["driver"]["rules"]
    assert run["columnKind"] == "unicodeCodePoints"
    assert [rule["id"] for rule in rules] == ["PC205", "PC601", "PC999"]
    assert rules[1]["shortDescription"] == {"text": "承诺时限超过法定时限"}
    assert "A promise may shorten" in rules[1]["help"]["text"] and "行政许可法第四十二条" in rules[1]["help"]["text"]
    waived = next(each for each in run["results"] if each["suppressions"])
    assert waived["ruleId"] == rules[waived["ruleIndex"]]["id"] == "PC601"
    assert waived["suppressions"] == [{"kind": "inSource", "status": "accepted", "justification": "已报审"}]
    assert waived["locations"][0]["physicalLocation"] == {
        "artifactLocation": {"uri": ENCODED},
        "region": {"startLine": 5, "startColumn": 15, "endLine": 5, "endColumn": 22},
    }
    assert waived["locations"][0]["logicalLocations"] == [{"fullyQualifiedName": "handbook/food/limits/0/promised"}]
    assert waived["relatedLocations"][0]["message"] == {"text": "法定时限写在这里"}
    assert waived["partialFingerprints"] == {"powercat/v1": everything[1].fingerprint}
    assert waived["fixes"][0]["artifactChanges"][0]["replacements"] == [
        {
            "deletedRegion": {"startLine": 5, "startColumn": 15, "endLine": 5, "endColumn": 17},
            "insertedContent": {"text": "20"},
        }
    ]


def test_sarif_of_a_cell_has_no_region(write: Write, finding: Make) -> None:
    location = json.loads(write("sarif", finding(span=CELL)))["runs"][0]["results"][0]["locations"][0]
    assert location["physicalLocation"] == {"artifactLocation": {"uri": "catalog-data/%E4%BA%8B%E9%A1%B9%20%E8%A1%A8.xlsx"}}
    assert location["logicalLocations"] == [{"fullyQualifiedName": "许可!C12"}]


def test_sarif_has_suppressions_everywhere_or_nowhere(write: Write, finding: Make) -> None:
    def told(*findings: Diagnostic) -> list[bool]:
        return ["suppressions" in each for each in json.loads(write("sarif", *findings))["runs"][0]["results"]]

    assert told(finding(), finding()) == [False, False]
    assert told(finding(), finding().waive("好")) == [True, True]


def test_sarif_makes_no_link_of_a_value(write: Write, finding: Make) -> None:
    message = Text("值是 [点我](https://example.com)", "x")
    result = json.loads(write("sarif", finding(message=message, args={}, hint=None)))["runs"][0]["results"][0]
    assert result["message"]["text"] == "值是 \\[点我\\](https://example.com)"


def test_github_command(write: Write, finding: Make) -> None:
    tricky = finding(span=Span("a,b:c%.yaml", 5, 15, 5, 21), message=Text("100%, 一:\r\n二", "x"), hint=None)
    assert write("github", tricky) == (
        "::error file=catalog-data/a%2Cb%3Ac%25.yaml,line=5,endLine=5,col=15,endColumn=21,title=PC601 承诺时限超过法定时限"
        "::100%25, 一:%0A二\n"
    )
    long = finding(span=Span("a.yaml", 1, 2, 3, 4), severity=Severity.INFO, hint=Text("看看", "look"))
    assert write("github", long).startswith("::notice file=catalog-data/a.yaml,line=1,endLine=3,title=PC601 ")
    assert write("github", long).endswith("%0A怎么改: 看看\n")
    assert write("github", finding(span=CELL)).startswith("::error file=catalog-data/事项 表.xlsx,title=PC601 ")


@pytest.mark.parametrize(
    ("errors", "notices", "shown", "left"),
    [(10, 10, (10, 10), None), (11, 0, (10, 1), "1"), (11, 10, (10, 10), "2"), (0, 12, (0, 10), "3"), (3, 9, (3, 9), None)],
)
def test_github_shows_ten_of_a_level_and_says_what_it_hides(
    write: Write, finding: Make, errors: int, notices: int, shown: tuple[int, int], left: str | None
) -> None:
    levels = [Severity.ERROR] * errors + [Severity.INFO] * notices
    lines = write("github", *(finding(severity=level) for level in levels)).splitlines()
    assert (sum(line.startswith("::error ") for line in lines), sum(line.startswith("::notice ") for line in lines)) == shown
    last = re.match(r"::notice title=powercat::还有 (\d+) 个问题没有显示在这里.*powercat validate -f concise$", lines[-1])
    assert (last and last[1]) == left


def test_gitlab_issue(write: Write, finding: Make) -> None:
    (issue,) = json.loads(write("gitlab", finding(), finding().waive("好")))
    assert issue == {
        "description": "PC601 承诺时限(30 个工作日)超过法定时限(20 个工作日)",
        "check_name": "PC601",
        "fingerprint": finding().fingerprint,
        "severity": "major",
        "location": {
            "path": LOCATED,
            "lines": {"begin": 5, "end": 5},
            "positions": {"begin": {"line": 5, "column": 15}, "end": {"line": 5, "column": 22}},
        },
    }
    cell = json.loads(write("gitlab", finding(span=CELL, severity=Severity.WARNING)))[0]
    assert cell["location"] == {"path": "catalog-data/事项 表.xlsx", "lines": {"begin": 1}}
    assert (cell["severity"], cell["description"][:14]) == ("minor", "PC601 许可!C12: ")


def test_gitlab_fingerprints_do_not_repeat(write: Write, finding: Make) -> None:
    prints = [issue["fingerprint"] for issue in json.loads(write("gitlab", *[finding()] * 3))]
    first = finding().fingerprint
    assert prints == [first, f"{first}-2", f"{first}-3"]


def test_rdjson_counts_bytes(write: Write, finding: Make, elsewhere: Related, change: Callable[..., Edit]) -> None:
    document = json.loads(write("rdjson", finding(related=(elsewhere,), edits=(change(),), hint=None)))
    assert document["diagnostics"] == [
        {
            "message": "承诺时限(30 个工作日)超过法定时限(20 个工作日)",
            "location": {
                "path": LOCATED,
                "range": {"start": {"line": 5, "column": 15}, "end": {"line": 5, "column": 30}},
            },
            "severity": "ERROR",
            "code": {"value": "PC601"},
            "suggestions": [{"range": {"start": {"line": 5, "column": 15}, "end": {"line": 5, "column": 17}}, "text": "20"}],
            "related_locations": [
                {
                    "message": "法定时限写在这里",
                    "location": {
                        "path": LOCATED,
                        "range": {"start": {"line": 4, "column": 16}, "end": {"line": 4, "column": 31}},
                    },
                }
            ],
        }
    ]


def test_rdjson_without_the_text_counts_characters(write: Write, finding: Make, change: Callable[..., Edit]) -> None:
    document = json.loads(write("rdjson", finding(edits=(change("other.yaml"),)), source=lambda path: ""))
    assert document["diagnostics"][0]["location"]["range"]["end"] == {"line": 5, "column": 22}
    assert "suggestions" not in document["diagnostics"][0]


def test_junit_fails_on_errors_and_skips_the_rest(write: Write, everything: list[Diagnostic]) -> None:
    root = ET.fromstring(write("junit", *everything))
    assert {name: root.get(name) for name in ("tests", "failures", "skipped")} == {"tests": "4", "failures": "1", "skipped": "3"}
    assert [suite.get("name") for suite in root] == ["catalog-data/a b.yaml", LOCATED, "catalog-data/事项 表.xlsx"]
    failure = root.find(".//failure")
    assert failure is not None and failure.get("message") == "没有备案信息" and failure.get("type") == "PC205"
    assert failure.text == "没有备案信息\n怎么改: 把承诺时限改到 20 个工作日 以内\n依据: 权责清单办法第八条"
    skipped = [case.get("message") for case in root.iter("skipped")]
    assert skipped == [
        "提示: 说不清楚",
        "必须改: 承诺时限(30 个工作日)超过法定时限(20 个工作日) (暂缓说明: 已报审)",
        "请核实: 承诺时限(30 个工作日)超过法定时限(20 个工作日)",
    ]


def test_junit_strips_what_xml_forbids(write: Write, finding: Make) -> None:
    output = write("junit", finding(args={"promised": "\x00\x1b\ufffe\ud800<&>\n好", "statutory": "]]>"}))
    failure = ET.fromstring(output).find(".//failure")
    assert failure is not None and failure.get("message") == "承诺时限(<&>\n好)超过法定时限(]]>)"
