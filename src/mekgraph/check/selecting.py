"""The part of a report that is asked for: some severities, rules or files."""

from collections.abc import Sequence
from dataclasses import replace

from mekgraph.check.findings import Finding, Report, Severity
from mekgraph.errors import UsageError


def select(
    report: Report, severity: Severity = Severity.INFO, rules: Sequence[str] = (), files: Sequence[str] = ()
) -> Report:
    """The findings of at least that severity, of the rules (or areas such as "LNK"), in the files (their last parts).

    Waived findings are chosen in the same way.
    """
    wanted = tuple(rule.strip().upper() for rule in rules)

    def fits(finding: Finding) -> bool:
        return (
            finding.severity >= severity
            and (not wanted or any(_is_of(finding.rule.id, rule) for rule in wanted))
            and (not files or any(_is_file(finding.place.file, name) for name in files))
        )

    return replace(
        report,
        findings=[finding for finding in report.findings if fits(finding)],
        waived=[(finding, waiver) for finding, waiver in report.waived if fits(finding)],
    )


def _is_of(rule: str, wanted: str) -> bool:
    return rule.upper() == wanted or rule.upper().startswith(wanted + "-")


def _is_file(shown: str, wanted: str) -> bool:
    name = wanted.replace("\\", "/").removeprefix("./")
    return shown == name or shown.endswith("/" + name)


def failing(report: Report, threshold: str) -> bool:
    """Whether the report has a finding at or above a severity ("violation", "warning", "info"); "never" is never.

    Raises UsageError for another word.
    """
    if threshold == "never":
        return False
    try:
        limit = Severity[threshold.upper()]
    except KeyError:
        raise UsageError("usage.option_value", name="--fail-on", known="violation, warning, info, never") from None
    worst = report.worst()
    return worst is not None and worst >= limit
