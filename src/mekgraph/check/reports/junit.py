"""The report as JUnit XML, for the test pages of continuous integration.

One test suite per file, one test case per finding. A violation is a failure; a file that cannot be read is an error. A
warning or info is a test that passes and says so in its output: it does not make the check fail either (JUnit's
"skipped" would say that the rule was not looked at). "Skipped" is what somebody waived. Without any finding there is
one test that passes. The notes of the report stand in the output of that test, else of the first suite.
"""

import xml.etree.ElementTree as ET
from collections import Counter
from collections.abc import Iterable

from mekgraph import messages
from mekgraph.check.findings import Finding, Report, Severity, Waiver
from mekgraph.check.reports import wording
from mekgraph.check.reports.characters import clipped, visible
from mekgraph.check.reports.excerpt import excerpt

SUITE = "mekgraph check"
LONGEST = 500
Case = tuple[Finding, Waiver | None]


def render(report: Report, language: str) -> str:
    """The report as JUnit XML; see the module for what becomes what."""
    root = ET.Element("testsuites", name=SUITE)
    cases: dict[str, list[Case]] = {}
    every: list[Case] = [*((finding, None) for finding in report.findings), *report.waived]
    for finding, waiver in every:
        cases.setdefault(finding.place.file, []).append((finding, waiver))
    for file, group in cases.items():
        _suite(root, wording.file_name(file, language), group, language)
    noted = root[0] if cases else _passing(root, language)
    notes = [*wording.notes(report, language), wording.looked_at(report, language)]
    ET.SubElement(noted, "system-out").text = "\n".join(notes)
    for suite in root:
        _count(suite, [suite])
    _count(root, root)
    ET.indent(root)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{ET.tostring(root, encoding="unicode")}\n'


def _passing(root: ET.Element, language: str) -> ET.Element:
    """The one test of a check that found nothing."""
    suite = ET.SubElement(root, "testsuite", name=SUITE)
    name = messages.text("report.none", language)
    return ET.SubElement(suite, "testcase", classname=SUITE, name=name, time="0")


def _suite(root: ET.Element, name: str, cases: Iterable[Case], language: str) -> None:
    suite = ET.SubElement(root, "testsuite", name=name)
    used: Counter[str] = Counter()
    for finding, waiver in cases:
        title = _title(finding)
        used[title] += 1
        case = ET.SubElement(suite, "testcase", classname=name)
        case.set("name", title if used[title] == 1 else f"{title} ({used[title]})")
        case.set("time", "0")
        if finding.place.file:
            case.set("file", name)
        if finding.place.line:
            case.set("line", str(finding.place.line))
        _outcome(case, finding, waiver, language)


def _title(finding: Finding) -> str:
    """A name without line numbers, by which readers follow a finding from one run to the next."""
    about = (finding.rule.id, finding.focus, finding.path, finding.value)
    return visible(clipped(" ".join(part for part in about if part), LONGEST))


def _outcome(case: ET.Element, finding: Finding, waiver: Waiver | None, language: str) -> None:
    problem = visible(finding.problem(language))
    if waiver:
        ET.SubElement(case, "skipped", message=wording.waiver(waiver, language)).text = _body(finding, language)
    elif finding.severity == Severity.VIOLATION:
        name = "error" if finding.unreadable else "failure"
        ET.SubElement(case, name, type=visible(finding.rule.id), message=problem).text = _body(finding, language)
    else:
        ET.SubElement(case, "system-out").text = _body(finding, language)


def _body(finding: Finding, language: str) -> str:
    place = wording.cell(finding.place, language)
    part = excerpt(finding.place)
    head = f"{wording.position(finding.place, language)}: {wording.severity(finding.severity, language)}"
    lines = [head, place, *wording.sentences(finding, language), part.line, part.marker]
    return "\n".join(line for line in lines if line)


def _count(element: ET.Element, suites: Iterable[ET.Element]) -> None:
    """Sets the numbers that readers want on a suite and on the whole."""
    cases = [case for suite in suites for case in suite.iter("testcase")]
    element.set("tests", str(len(cases)))
    for outcome, name in (("failure", "failures"), ("error", "errors"), ("skipped", "skipped")):
        element.set(name, str(sum(1 for case in cases if case.find(outcome) is not None)))
    element.set("time", "0")
