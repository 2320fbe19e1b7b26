"""The report as one web page that loads nothing: by file, with the source lines marked, to send and to print."""

from typing import NamedTuple

from markupsafe import Markup

from mekgraph import messages
from mekgraph.check.findings import Finding, Report, Severity
from mekgraph.check.reports import wording
from mekgraph.check.reports.characters import clipped, visible
from mekgraph.check.reports.excerpt import Excerpt, excerpt
from mekgraph.pages import filled, own, policy

PACKAGE = "mekgraph.check.reports"
LIMIT = 10_000
LONGEST = 2000
WORDS = (
    "all", "by_rule", "conforms", "conforms_not", "count", "file", "files_title", "filter", "none", "notes", "place",
    "problem", "rule", "severity", "shown", "title", "waived_by", "waived_title",
)  # fmt: skip


class Row(NamedTuple):
    """One finding, its texts ready to be shown."""

    kind: str
    severity: str
    rule: str
    place: str
    cell: str
    focus: str
    about: str
    problem: str
    found: str
    remedy: str
    line: int
    source: Excerpt | None


def render(report: Report, language: str, limit: int = LIMIT) -> str:
    """The report as HTML; only the first ``limit`` findings are on the page (0: all), the numbers are those of all."""
    shown = report.findings[: limit or None]
    total = len(report.findings)
    style, script = own(PACKAGE, "report.css"), own(PACKAGE, "report.js")
    return filled(
        PACKAGE,
        "report.html.j2",
        language=language,
        words={word: messages.text(f"report.{word}", language) for word in WORDS},
        policy=policy([style], [script], images="data:"),
        style=Markup(style),  # noqa: S704 - our own file
        script=Markup(script),  # noqa: S704 - our own file
        report=report,
        counts=wording.counts(report, language),
        looked_at=wording.looked_at(report, language),
        notes=[clipped(note, LONGEST) for note in wording.notes(report, language)],
        more=messages.text("report.more_page", language, shown=len(shown), total=total) if total > len(shown) else "",
        learn=wording.learn(report, language),
        severities=[(kind.name.lower(), wording.severity(kind, language)) for kind in sorted(Severity, reverse=True)],
        rules=_rules(report, language),
        files=[
            (wording.file_name(file, language), [row(finding, language) for finding in findings])
            for file, findings in wording.by_file(shown).items()
        ],
        waived=[(row(finding, language), wording.waiver(given, language)) for finding, given in report.waived],
    )


def row(finding: Finding, language: str) -> Row:
    """One finding in the words of a language."""
    return Row(
        kind=finding.severity.name.lower(),
        severity=wording.severity(finding.severity, language),
        rule=visible(finding.rule.id),
        place=wording.position(finding.place, language),
        cell=wording.cell(finding.place, language),
        focus=_short(finding.focus),
        about=_short(" ".join(part for part in (finding.path, finding.value) if part)),
        problem=_short(finding.problem(language)),
        found=_short(finding.found(language)),
        remedy=_short(wording.remedy(finding.remedy(language), language)),
        line=finding.place.line,
        source=excerpt(finding.place) if finding.place.source else None,
    )


def _rules(report: Report, language: str) -> list[tuple[int, str, str, str]]:
    """Number, severity, id and problem of every rule that is broken."""
    return [
        (number, wording.severity(worst, language), visible(rule.id), wording.general_problem(rule, language))
        for number, rule, worst in wording.by_rule(report.findings)
    ]


def _short(text: str) -> str:
    return visible(clipped(text, LONGEST))
