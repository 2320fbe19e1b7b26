"""Words that several formats share: severities, places, counts, and a rule in general."""

import re
from collections import Counter
from collections.abc import Iterable
from importlib import metadata

from mekgraph import messages
from mekgraph.check.findings import Finding, Place, Report, Rule, Severity, Texts, Waiver
from mekgraph.check.reports.characters import visible
from mekgraph.check.reports.excerpt import is_table

PROGRAM = "mekgraph"
VERSION = metadata.version(PROGRAM)
_PLACEHOLDER = re.compile(r"\{\w+\}")


def severity(level: Severity, language: str) -> str:
    """The word for a severity."""
    words = {Severity.INFO: "report.info", Severity.WARNING: "report.warning", Severity.VIOLATION: "report.violation"}
    return messages.text(words[level], language)


def file_name(file: str, language: str) -> str:
    """The file in one line, or words for statements that stand in no file."""
    return visible(file) if file else messages.text("report.no_file", language)


def position(place: Place, language: str) -> str:
    """``file:line:column``, as editors understand it."""
    return visible(str(place)) if place.file else messages.text("report.no_file", language)


def cell(place: Place, language: str) -> str:
    """Sheet, row and column of a cell in words; empty for what is no table."""
    if not is_table(place):
        return ""
    sheet = messages.text("report.sheet", language, sheet=visible(place.sheet)) if place.sheet else ""
    row = messages.text("report.row", language, row=place.line) if place.line else ""
    column = messages.text("report.column", language, column=place.column) if place.column else ""
    return ", ".join(part for part in (sheet, row, column) if part)


def sentences(finding: Finding, language: str) -> list[str]:
    """Problem, what was found, and what to do, each in one line."""
    parts = (finding.problem(language), finding.found(language), remedy(finding.remedy(language), language))
    return [visible(part) for part in parts if part]


def remedy(text: str, language: str) -> str:
    """What to do, introduced as such; empty if there is nothing to say."""
    return messages.text("report.remedy", language, remedy=text) if text else ""


def counts(report: Report, language: str) -> str:
    """How many findings there are of each severity, and how many are waived."""
    return messages.text(
        "report.counts",
        language,
        violations=report.count(Severity.VIOLATION),
        warnings=report.count(Severity.WARNING),
        infos=report.count(Severity.INFO),
        waived=len(report.waived),
    )


def looked_at(report: Report, language: str) -> str:
    """How much was checked."""
    return messages.text("report.looked_at", language, files=report.files, statements=report.statements)


def waiver(given: Waiver, language: str) -> str:
    """Who waived a finding, until when and why."""
    return visible(
        messages.text("report.waiver", language, who=given.by, until=given.until, reason=given.reason.rstrip("."))
    )


def notes(report: Report, language: str) -> list[str]:
    """What the reader must know of the check itself."""
    partial = [] if report.readable else [messages.text("report.only_syntax", language)]
    return partial + [visible(note.text(language)) for note in report.notes]


def general_problem(rule: Rule, language: str) -> str:
    """What is wrong wherever the rule is broken: its sentence with … for what differs."""
    return _general(rule.problem, language) or rule.id


def general_remedy(rule: Rule, language: str) -> str:
    """What to do wherever the rule is broken, introduced as such."""
    return remedy(_general(rule.remedy, language), language)


def _general(texts: Texts, language: str) -> str:
    text = texts.get(language) or texts.get("en") or next(iter(texts.values()), "")
    return visible(_PLACEHOLDER.sub("…", text))


def learn(report: Report, language: str) -> str:
    """Where to read more about the gravest rule of the report, of several the first; empty without findings."""
    gravest = max(report.findings, key=lambda finding: finding.severity, default=None)
    return messages.text("report.learn", language, rule=visible(gravest.rule.id)) if gravest else ""


def by_rule(findings: Iterable[Finding]) -> list[tuple[int, Rule, Severity]]:
    """Every rule with its number of findings and the gravest severity among them: the gravest, then most findings."""
    number: Counter[str] = Counter()
    rules: dict[str, tuple[Rule, Severity]] = {}
    for finding in findings:
        known, worst = rules.get(finding.rule.id, (finding.rule, finding.severity))
        number[finding.rule.id] += 1
        rules[finding.rule.id] = known, max(worst, finding.severity)
    return sorted(((number[id_], *rules[id_]) for id_ in rules), key=lambda entry: (-entry[2], -entry[0], entry[1].id))


def by_file(findings: Iterable[Finding]) -> dict[str, list[Finding]]:
    """The findings of every file, in the order in which the files come first."""
    files: dict[str, list[Finding]] = {}
    for finding in findings:
        files.setdefault(finding.place.file, []).append(finding)
    return files
