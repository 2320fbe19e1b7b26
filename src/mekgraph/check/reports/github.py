"""The report as workflow commands of GitHub Actions, which show findings beside the lines of a change.

GitHub shows the first ten of each severity of a step; the log has all of them.
"""

from mekgraph.check.findings import Finding, Report, Severity
from mekgraph.check.reports import wording
from mekgraph.check.reports.characters import clipped, visible
from mekgraph.check.reports.excerpt import columns

COMMANDS = {Severity.VIOLATION: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}
LONGEST = 2000


def render(report: Report, language: str) -> str:
    """One command per finding and per note, and a last line with the counts."""
    lines = [_command(finding, language) for finding in report.findings]
    lines += [f"::notice title={_property(wording.PROGRAM)}::{_data(note)}" for note in wording.notes(report, language)]
    return "\n".join([*lines, wording.counts(report, language)]) + "\n"


def _command(finding: Finding, language: str) -> str:
    properties = ",".join(f"{name}={_property(value)}" for name, value in _properties(finding).items())
    lines = [wording.cell(finding.place, language), *wording.sentences(finding, language)]
    message = "%0A".join(_data(line) for line in lines if line)
    return f"::{COMMANDS[finding.severity]} {properties}::{message}"


def _properties(finding: Finding) -> dict[str, str]:
    """File, line, columns and title; columns only where they count characters, lines only where the file has lines."""
    place, found = finding.place, {}
    if place.file:
        found["file"] = place.file
        if place.line and not place.sheet:
            found["line"] = str(place.line)
        if spot := columns(place):
            found["col"], found["endColumn"] = map(str, spot)
    return found | {"title": finding.rule.id}


def _data(text: str) -> str:
    """The text as the message of a command: in one line, with % escaped."""
    return visible(clipped(text, LONGEST)).replace("%", "%25")


def _property(text: str) -> str:
    """The text as the value of a property: the separators are escaped as well."""
    return visible(text).replace("%", "%25").replace(":", "%3A").replace(",", "%2C")
