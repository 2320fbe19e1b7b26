"""The report as plain text for a terminal: by file, every finding with its source line and the spot marked."""

from collections import Counter
from collections.abc import Callable, Iterator
from itertools import islice

from mekgraph import messages
from mekgraph.check.findings import Finding, Report
from mekgraph.check.reports import wording
from mekgraph.check.reports.characters import clipped, visible
from mekgraph.check.reports.excerpt import numbered

LIMIT = 100
LONGEST = 1000
ROLES = ("file", "place", "violation", "warning", "info", "rule", "mark", "remedy", "heading")
Style = Callable[[str, str], str]


def plain(_role: str, text: str) -> str:
    """The style without decoration; a style gets one of ``ROLES`` and a text, and must leave the text as it is."""
    return text


def render(report: Report, language: str, limit: int = LIMIT, style: Style = plain) -> str:
    """The report as text; only the first ``limit`` findings are shown in full, 0 shows all.

    ``style`` may put colour around parts of the text. Every line ends in a line break.
    """
    total = len(report.findings)
    shown = report.findings[: limit or None]
    blocks: list[list[str]] = []
    if total > (limit or LIMIT):
        blocks.append(_by_rule(report, language, style))
    counted = Counter(finding.place.file for finding in report.findings)
    for file, findings in wording.by_file(shown).items():
        blocks += _file(file, findings, counted[file], language, style)
    if total > len(shown):
        blocks.append([messages.text("report.more", language, count=total - len(shown), total=total)])
    blocks.append(_end(report, language, style))
    return "\n\n".join("\n".join(lines) for lines in blocks) + "\n"


def _by_rule(report: Report, language: str, style: Style) -> list[str]:
    entries = wording.by_rule(report.findings)
    width = max(len(str(number)) for number, *_ in entries)
    wide = max(len(rule.id) for _, rule, _ in entries)
    words = {level: wording.severity(level, language) for *_, level in entries}
    broad = max(map(len, words.values()))
    lines = [style("heading", messages.text("report.by_rule", language))]
    for number, rule, level in entries:
        word = style(level.name.lower(), words[level].ljust(broad))
        name = style("rule", visible(rule.id).ljust(wide))
        lines.append(f"  {number:>{width}}  {word}  {name}  {wording.general_problem(rule, language)}")
    return lines


def _file(file: str, findings: list[Finding], total: int, language: str, style: Style) -> Iterator[list[str]]:
    """The heading of a file with its first finding, then the others; ``total`` is the number of all that it has."""
    blocks = (list(_finding(finding, language, style)) for finding in findings)
    number = len(findings)
    count = messages.text("report.some_of", language, shown=number, total=total) if number < total else str(total)
    heading = style("file", f"{wording.file_name(file, language)} ({count})")
    yield from ([heading, "", *block] for block in islice(blocks, 1))
    yield from blocks


def _finding(finding: Finding, language: str, style: Style) -> Iterator[str]:
    word = style(finding.severity.name.lower(), wording.severity(finding.severity, language))
    head = [
        style("place", wording.position(finding.place, language)),
        word,
        style("rule", visible(finding.rule.id)),
        _short(finding.focus),
    ]
    yield "  ".join(part for part in head if part)
    if where := wording.cell(finding.place, language):
        yield f"  {where}"
    yield f"  {_short(finding.problem(language))}"
    if found := finding.found(language):
        yield f"  {_short(found)}"
    yield from _source(finding, style)
    if remedy := wording.remedy(finding.remedy(language), language):
        yield f"  {style('remedy', _short(remedy))}"


def _source(finding: Finding, style: Style) -> Iterator[str]:
    """The source line with the spot marked below; without one, the property and value that the finding is about."""
    if not finding.place.source:
        if about := " ".join(_short(part) for part in (finding.path, finding.value) if part):
            yield f"    {about}"
        return
    for line in numbered(finding.place, lambda signs: style("mark", signs)):
        yield f"    {line}"


def _end(report: Report, language: str, style: Style) -> list[str]:
    lines = [] if report.findings else [messages.text("report.none", language)]
    lines += [style("heading", wording.counts(report, language)), wording.looked_at(report, language)]
    lines += [_short(note) for note in wording.notes(report, language)]
    lines += filter(None, [wording.learn(report, language)])
    return lines


def _short(text: str) -> str:
    return visible(clipped(text, LONGEST))
