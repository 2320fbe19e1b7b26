"""The part of a report that was asked for, and whether it fails a run."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mekgraph.check.findings import Finding, Place, Report, Rule, Severity, Waiver
from mekgraph.check.selecting import failing, is_in, is_of, known_file, select
from mekgraph.errors import UsageError


def finding(rule: str, severity: Severity, file: str, layer: str = "shapes") -> Finding:
    return Finding(Rule(rule, layer, severity, {}, {}), severity, Place(file, 1))


FINDINGS = [
    finding("LNK-004", Severity.VIOLATION, "data/links/hosted.ttl"),
    finding("LNK-016", Severity.WARNING, "data/links/covers.ttl"),
    finding("HSE-002", Severity.INFO, "data/actors.ttl", "house"),
    finding("ACT-001", Severity.VIOLATION, "data/actors.ttl"),
    finding("ACT-001", Severity.VIOLATION, ""),
]
WAIVER = Waiver("x", "y", "why", "who", "2030-01-01")
REPORT = Report(FINDINGS, 3, 10, [(found, WAIVER) for found in FINDINGS])
UNREADABLE = finding("SYN-001", Severity.VIOLATION, "data/events.ttl", "syntax")


def ids(report: Report) -> list[str]:
    assert [found for found, _ in report.waived] == [found for found in report.findings if found is not UNREADABLE]
    return [found.rule.id for found in report.findings]


def test_nothing_asked_for_is_everything() -> None:
    assert select(REPORT) == REPORT


@pytest.mark.parametrize(
    ("severity", "left"),
    [(Severity.INFO, 5), (Severity.WARNING, 4), (Severity.VIOLATION, 3)],
)
def test_by_severity(severity: Severity, left: int) -> None:
    assert len(ids(select(REPORT, severity))) == left


@pytest.mark.parametrize(
    ("rules", "left"),
    [
        (["LNK-004"], ["LNK-004"]),
        (["lnk-004 "], ["LNK-004"]),
        (["LNK"], ["LNK-004", "LNK-016"]),
        (["lnk", "HSE"], ["LNK-004", "LNK-016", "HSE-002"]),
        (["LN"], []),
        (["LNK-00"], []),
        ([""], []),
    ],
)
def test_by_rule_or_area(rules: list[str], left: list[str]) -> None:
    assert ids(select(REPORT, rules=rules)) == left


@pytest.mark.parametrize(
    ("name", "left"),
    [
        ("data/actors.ttl", ["HSE-002", "ACT-001"]),
        ("actors.ttl", ["HSE-002", "ACT-001"]),
        ("./data/actors.ttl", ["HSE-002", "ACT-001"]),
        ("data\\links\\hosted.ttl", ["LNK-004"]),
        ("links", ["LNK-004", "LNK-016"]),
        ("data/links/", ["LNK-004", "LNK-016"]),
        ("data", ["LNK-004", "LNK-016", "HSE-002", "ACT-001"]),
        ("ctors.ttl", []),
        ("Actors.ttl", []),
        ("", []),
        ("/", []),
        (".", []),
    ],
)
def test_by_file_or_folder(name: str, left: list[str]) -> None:
    assert ids(select(REPORT, files=[name])) == left


def test_a_file_that_cannot_be_read_is_never_left_out() -> None:
    report = Report([UNREADABLE, *FINDINGS], 3, 0)
    for found in (select(report, rules=["LNK-004"]), select(report, files=["actors.ttl"])):
        assert UNREADABLE in found.findings
        assert not found.readable


@pytest.mark.parametrize("name", ["links", "hosted.ttl", "data/links/hosted.ttl", "data\\links\\hosted.ttl"])
def test_a_checked_file_is_known(name: str) -> None:
    known_file(name, ["data/links/hosted.ttl", "data/actors.ttl"])


def test_an_unknown_file_is_answered_with_the_nearest() -> None:
    with pytest.raises(UsageError) as caught:
        known_file("data/links/hostd.ttl", ["data/links/hosted.ttl", "data/actors.ttl"])
    assert "data/links/hosted.ttl" in caught.value.text("ru")
    with pytest.raises(UsageError, match="-"):
        known_file("?", [])


@pytest.mark.parametrize(
    ("worst", "fails"),
    [
        (Severity.VIOLATION, {"violation", "warning", "info"}),
        (Severity.WARNING, {"warning", "info"}),
        (Severity.INFO, {"info"}),
        (None, set()),
    ],
)
def test_a_run_fails_from_a_severity_on(worst: Severity | None, fails: set[str]) -> None:
    report = Report([finding("ACT-001", Severity.INFO, "a"), finding("ACT-001", worst, "a")] if worst else [], 1, 1)
    assert {name for name in ("violation", "warning", "info", "never") if failing(report, name)} == fails


def test_waived_findings_do_not_fail_a_run() -> None:
    assert not failing(Report([], 1, 1, REPORT.waived), "info")


def test_an_unknown_severity_is_a_usage_error() -> None:
    with pytest.raises(UsageError):
        failing(REPORT, "grave")


@given(
    st.lists(st.sampled_from(["LNK", "hse", "ACT-001", "x", ""]), max_size=3),
    st.lists(st.sampled_from(["data", "actors.ttl", "x"]), max_size=2),
)
def test_a_selection_is_a_part_in_the_same_order(rules: list[str], files: list[str]) -> None:
    for severity in Severity:
        left = select(REPORT, severity, rules, files).findings
        assert left == [found for found in FINDINGS if found in left]
        assert all(found.severity >= severity for found in left)
        assert all(not rules or any(is_of(found.rule.id, rule) for rule in rules) for found in left)
        assert all(not files or any(is_in(found.place.file, file) for file in files) for found in left)
