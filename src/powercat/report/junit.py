"""JUnit XML, for every continuous integration that shows tests."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Iterator

from powercat.core.diagnostic import Diagnostic, Severity
from powercat.core.result import Result
from powercat.core.text import Text
from powercat.report import Setting, reporter
from powercat.report.layout.escape import one_line, xml_text
from powercat.report.layout.place import BASIS, basis, cell, explained, in_workbook, title

CLEAN = Text("没有发现问题（{records} 条记录）", "no findings ({records} records)")
WAIVED = Text("暂缓说明: {reason}", "waived: {reason}")


@reporter("junit", "xml")
def junit(result: Result, setting: Setting) -> Iterator[str]:
    """A suite a file, a case a finding: errors fail, everything else is skipped with its words; a clean run passes one case."""
    root = ET.Element("testsuites", name="powercat")
    by_file: dict[str, list[Diagnostic]] = {}
    for finding in result.findings:
        by_file.setdefault(finding.span.path, []).append(finding)
    for path, findings in by_file.items():
        _suite(root, path, findings, setting)
    if not by_file:
        suite = ET.SubElement(root, "testsuite", name="powercat")
        name = CLEAN.say(setting.lang, {"records": result.records})
        ET.SubElement(suite, "testcase", classname="powercat", name=name)
    for element in (*root, root):
        _count(element)
    ET.indent(root)
    yield '<?xml version="1.0" encoding="UTF-8"?>\n'
    yield ET.tostring(root, encoding="unicode") + "\n"


def _suite(root: ET.Element, path: str, findings: list[Diagnostic], setting: Setting) -> None:
    file = xml_text(setting.located(path))
    suite = ET.SubElement(root, "testsuite", name=file)
    for finding in findings:
        case = ET.SubElement(suite, "testcase", classname=file, name=_name(finding, setting))
        if not in_workbook(finding.span):
            case.attrib |= {"file": file, "line": str(finding.span.line)}
        _outcome(case, finding, setting)


def _name(finding: Diagnostic, setting: Setting) -> str:
    span = finding.span
    where = cell(span) if in_workbook(span) else f"{span.line}:{span.column}"
    return xml_text(one_line(f"{finding.code} {title(finding, setting) or finding.slug} ({where})"))


def _outcome(case: ET.Element, finding: Diagnostic, setting: Setting) -> None:
    lang = setting.lang
    message = finding.text(lang)
    if finding.waived is not None:
        message = f"{message} ({WAIVED.say(lang, {'reason': finding.waived})})"
    elif finding.severity is Severity.ERROR:
        failure = ET.SubElement(case, "failure", message=xml_text(message), type=xml_text(finding.code))
        based = basis(finding, setting)
        failure.text = xml_text(explained(finding, setting) + (f"\n{BASIS.say(lang, {'text': based})}" if based else ""))
        return
    ET.SubElement(case, "skipped", message=xml_text(f"{finding.severity.label.say(lang)}: {message}"))


def _count(element: ET.Element) -> None:
    counts = {"testcase": 0, "failure": 0, "skipped": 0}
    for child in element.iter():
        if child.tag in counts:
            counts[child.tag] += 1
    element.attrib |= {
        "tests": str(counts["testcase"]),
        "failures": str(counts["failure"]),
        "errors": "0",
        "skipped": str(counts["skipped"]),
    }
