"""The part of a report that is asked for: some severities, rules or files."""

import difflib
from collections.abc import Iterable, Sequence
from dataclasses import replace

from mekgraph.check.findings import Finding, Report, Severity
from mekgraph.errors import UsageError


def only(report: Report, names: Iterable[str]) -> Report:
    """The report with only the findings in some files, and with every file that cannot be read: they stop the check."""
    kept = set(names)
    findings = [f for f in report.findings if f.place.file in kept or f.unreadable]
    waived = [(finding, waiver) for finding, waiver in report.waived if finding.place.file in kept]
    return Report(findings, len(kept), report.statements, waived, report.notes)


def select(
    report: Report, severity: Severity = Severity.INFO, rules: Sequence[str] = (), files: Sequence[str] = ()
) -> Report:
    """The findings of at least that severity, of the rules (or areas such as "LNK"), in the files or folders.

    Files and folders may be named by their last parts. Waived findings are chosen in the same way. A file that cannot
    be read is never left out, since nothing else has been checked then.
    """

    def fits(finding: Finding) -> bool:
        return finding.unreadable or (
            finding.severity >= severity
            and (not rules or any(is_of(finding.rule.id, rule) for rule in rules))
            and (not files or any(is_in(finding.place.file, name) for name in files))
        )

    return replace(
        report,
        findings=[finding for finding in report.findings if fits(finding)],
        waived=[(finding, waiver) for finding, waiver in report.waived if fits(finding)],
    )


def is_of(rule: str, wanted: str) -> bool:
    """Whether a rule is the one that is wanted, or of the area that is.

    >>> is_of("LNK-004", "lnk")
    True
    """
    name, sought = rule.upper(), wanted.strip().upper()
    return name == sought or name.startswith(sought + "-")


def is_in(shown: str, wanted: str) -> bool:
    """Whether a file is the one that is wanted, or in the folder that is; leading parts may be left out.

    >>> is_in("data/links/hosted.ttl", "links"), is_in("data/links/hosted.ttl", "./links/hosted.ttl")
    (True, True)
    >>> is_in("data/links/hosted.ttl", "osted.ttl")
    False
    """
    name = wanted.replace("\\", "/").removeprefix("./").rstrip("/")
    return bool(name) and f"/{name.lstrip('/')}/" in f"/{shown.lstrip('/')}/"


def known_file(wanted: str, names: Iterable[str]) -> None:
    """UsageError with the nearest names if ``wanted`` names none of the checked files."""
    known = sorted(names)
    if not any(is_in(name, wanted) for name in known):
        near = difflib.get_close_matches(wanted.replace("\\", "/"), known, n=3, cutoff=0.5)
        raise UsageError("usage.file_unknown", wanted=wanted, near=", ".join(near) or "-")


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
