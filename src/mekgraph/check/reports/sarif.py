"""The report as SARIF 2.1.0, for GitHub code scanning and other viewers of findings."""

import hashlib
import re
from collections.abc import Iterable
from urllib.parse import quote

from mekgraph import messages
from mekgraph.check.findings import Finding, Place, Report, Rule, Severity, Waiver
from mekgraph.check.reports import wording
from mekgraph.check.reports.characters import clipped, visible
from mekgraph.check.reports.excerpt import columns
from mekgraph.check.reports.json import dumped
from mekgraph.iris import BASE

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
LEVELS = {Severity.VIOLATION: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
# What GitHub calls the gravity of a rule that is not about security.
GRAVITY = {Severity.VIOLATION: "error", Severity.WARNING: "warning", Severity.INFO: "recommendation"}
ROOT = "%SRCROOT%"
# GitHub takes no file at all in which one result has no location; what stands in no file is shown at the data.
NOWHERE = "data"
FINGERPRINT = "mekgraphFinding/v1"
LONGEST = 1000
_DRIVE = re.compile(r"[A-Za-z]:/")
Json = dict[str, object]


def render(report: Report, language: str) -> str:
    """The report as a SARIF log with one run; waived findings are results that are suppressed."""
    every = [*report.findings, *(finding for finding, _ in report.waived)]
    rules = _rules(every)
    order = {id_: at for at, id_ in enumerate(rules)}
    results = [_result(finding, order, language) for finding in report.findings]
    results += [
        _result(finding, order, language) | {"suppressions": [_suppression(given, language)]}
        for finding, given in report.waived
    ]
    run = {
        "tool": {
            "driver": {
                "name": wording.PROGRAM,
                "version": wording.VERSION,
                "informationUri": BASE,
                "language": language,
                "rules": [_rule(rule, language) for rule in rules.values()],
            }
        },
        "language": language,
        "columnKind": "unicodeCodePoints",
        "invocations": [
            {
                "executionSuccessful": True,
                "toolExecutionNotifications": [
                    {"level": "note", "message": _message(note)} for note in wording.notes(report, language)
                ],
            }
        ],
        "results": results,
    }
    return dumped({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]})


def uri(file: str) -> str:
    """The name of a file as a URI: relative where the name is, percent-encoded.

    >>> uri("my data/100%.ttl"), uri("/srv/a.ttl")
    ('my%20data/100%25.ttl', 'file:///srv/a.ttl')
    """
    name = visible(file)
    if name.startswith("/"):
        return "file://" + quote(name, safe="/")
    return "file:///" + quote(name, safe="/:") if _DRIVE.match(name) else quote(name, safe="/")


def _rules(findings: Iterable[Finding]) -> dict[str, Rule]:
    """The rules that are broken, by id, in order."""
    found = {finding.rule.id: finding.rule for finding in findings}
    return {id_: found[id_] for id_ in sorted(found)}


def _rule(rule: Rule, language: str) -> Json:
    problem, remedy = wording.general_problem(rule, language), wording.general_remedy(rule, language)
    learn = messages.text("report.learn", language, rule=visible(rule.id))
    return {
        "id": visible(rule.id),
        "shortDescription": _message(problem),
        "fullDescription": _message(" ".join(part for part in (problem, remedy) if part)),
        "help": _message("\n".join(part for part in (problem, remedy, learn) if part)),
        "defaultConfiguration": {"level": LEVELS[rule.severity]},
        "properties": {"tags": [rule.layer], "problem.severity": GRAVITY[rule.severity]},
    }


def _result(finding: Finding, order: dict[str, int], language: str) -> Json:
    place = finding.place
    location: Json = {"physicalLocation": _physical(place)}
    if name := finding.focus or wording.cell(place, language):
        location["logicalLocations"] = [{"fullyQualifiedName": visible(name)}]
    about = {"path": finding.path, "value": finding.value, "cell": wording.cell(place, language)}
    properties = {name: visible(clipped(text, LONGEST)) for name, text in about.items() if text}
    result: Json = {
        "ruleId": visible(finding.rule.id),
        "ruleIndex": order[finding.rule.id],
        "level": LEVELS[finding.severity],
        "message": _message("\n".join(wording.sentences(finding, language))),
        "locations": [location],
        "partialFingerprints": {FINGERPRINT: fingerprint(finding)},
    }
    return result | {"properties": properties} if properties else result


def fingerprint(finding: Finding) -> str:
    """A hash that stays while lines move: of rule, focus, path and value, and of the file where all three are empty."""
    about = (finding.focus, finding.path, finding.value)
    parts = (finding.rule.id, *about) if any(about) else (finding.rule.id, finding.place.file)
    return hashlib.sha256("\n".join(map(visible, parts)).encode()).hexdigest()


def _physical(place: Place) -> Json:
    if not place.file:
        return {"artifactLocation": {"uri": NOWHERE, "uriBaseId": ROOT}}
    address = uri(place.file)
    artifact = {"uri": address} if address.startswith("file:") else {"uri": address, "uriBaseId": ROOT}
    found: Json = {"artifactLocation": artifact}
    if place.line and not place.sheet:
        found["region"] = _region(place)
        if place.source and len(place.source) <= LONGEST:
            found["contextRegion"] = {"startLine": place.line, "snippet": {"text": place.source}}
    return found


def _region(place: Place) -> Json:
    """Line and columns; in a table the column is no character, so only the row."""
    region: Json = {"startLine": place.line}
    if spot := columns(place):
        region |= {"startColumn": spot[0], "endColumn": spot[1]}
        if place.source and spot[1] - spot[0] <= LONGEST:
            region["snippet"] = {"text": place.source[spot[0] - 1 : spot[1] - 1]}
    return region


def _suppression(given: Waiver, language: str) -> Json:
    return {"kind": "external", "status": "accepted", "justification": wording.waiver(given, language)}


def _message(text: str) -> Json:
    """A plain text that has no placeholder and no link, whatever stands in it."""
    return {"text": text.replace("{", "{{").replace("}", "}}").replace("](", "] (")}
