"""The whole check: files, lines, severities, the real data."""

from collections.abc import Callable
from pathlib import Path

import pytest

from mekgraph.check.checker import check
from mekgraph.check.findings import Severity
from mekgraph.errors import InputError
from mekgraph.resources import Project

from ..conftest import PREFIXES, SMALL_WORLD

Make = Callable[..., Project]
HEAD = PREFIXES.count("\n")


def test_the_shipped_data_conforms_without_a_warning(project: Project) -> None:
    report = check(project)
    assert [f"{f.file}:{f.line} {f.rule} {f.focus}" for f in report.findings] == []
    assert report.statements > 30_000


def test_the_small_world_conforms(new_project: Make) -> None:
    assert check(new_project()).findings == []


@pytest.mark.parametrize(
    ("added", "rule", "severity", "line"),
    [
        ("actor:alfa mek:organised event:meeting .", "TRM-001", Severity.VIOLATION, 1),
        ("actor:alfa mek:parent actor:gamma .", "TRM-002", Severity.VIOLATION, 1),
        ("link:alfa_organized_meeting mek:start\n  '2024-13'^^xsd:gYearMonth .", "LNK-007", Severity.VIOLATION, 2),
        (
            "actor:new a mek:Person ; skos:prefLabel 'New'@en, 'Новый'@ru ; mek:describedIn source:s1 .",
            "ACT-005",
            Severity.WARNING,
            1,
        ),
    ],
)
def test_a_finding_names_rule_file_and_line(
    new_project: Make, added: str, rule: str, severity: Severity, line: int
) -> None:
    report = check(new_project(SMALL_WORLD + added + "\n"))
    found = {(f.rule, f.severity, f.file, f.line - HEAD - SMALL_WORLD.count("\n")) for f in report.findings}
    assert (rule, severity, "data/all.ttl", line) in found
    assert all(f.text(language) for f in report.findings for language in ("en", "ru", "uz"))


def test_a_misspelt_term_is_answered_with_the_nearest(new_project: Make) -> None:
    report = check(new_project(SMALL_WORLD + "actor:alfa mek:organised event:meeting .\n"))
    finding = next(f for f in report.findings if f.rule == "TRM-001")
    assert "mek:organized" in finding.text("en")


def test_a_file_from_outside_is_checked_with_the_data(new_project: Make, tmp_path: Path) -> None:
    project = new_project()
    file = tmp_path / "from-a-colleague.ttl"
    file.write_text(PREFIXES + "actor:alfa mek:parent actor:gamma .\n")
    report = check(project, [file])
    assert {f.rule for f in report.findings} == {"TRM-002", "ACT-020"}
    assert {f.line for f in report.findings} == {HEAD + 1}


def test_a_syntax_error_stops_the_check(new_project: Make, tmp_path: Path) -> None:
    file = tmp_path / "broken.ttl"
    file.write_text("nonsense")
    with pytest.raises(InputError) as caught:
        check(new_project(), [file])
    assert caught.value.line == 1
