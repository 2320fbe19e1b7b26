"""The whole check: the real data, files from outside, both engines, and what a report says of itself."""

import datetime
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from mekgraph.check.apart.checking import check_apart
from mekgraph.check.checker import Checker
from mekgraph.check.findings import Report, Severity
from mekgraph.errors import InputError, InputErrors
from mekgraph.messages import LANGUAGES
from mekgraph.resources import Project

from ..conftest import SMALL_WORLD
from .desk import HEAD, TODAY, WORLD, Desk, spots

Make = Callable[..., Project]
NEW = (
    'actor:new a mek:NonGovernmentalOrganization ; skos:prefLabel "New"@en, "Новый"@ru ; mek:describedIn source:s1 .\n'
)


def test_the_shipped_data_has_nothing_to_mend(project: Project) -> None:
    report = check_apart(project, today=TODAY)
    assert [str(finding.place) for finding in report.findings] == []
    assert report.statements > 30_000
    assert report.files == len(project.data_files())
    assert report.notes == []


def test_the_worlds_of_the_tests_are_as_they_should_be(new_project: Make, desk: Desk) -> None:
    assert desk.check().findings == []
    report = check_apart(new_project(SMALL_WORLD))
    assert {finding.rule.id for finding in report.findings} == {"HSE-019", "HSE-023"}
    assert report.conforms


@pytest.mark.parametrize(
    ("added", "rule", "severity", "line", "column"),
    [
        ("actor:alfa mek:organised event:ev-meeting .", "TRM-001", Severity.VIOLATION, 1, 12),
        ("actor:alfa mek:parent actor:gamma .", "TRM-002", Severity.VIOLATION, 1, 23),
        ("link:beta_hosted_ev-meeting mek:start\n  '2024-13'^^xsd:gYearMonth .", "LNK-007", Severity.VIOLATION, 2, 3),
        (NEW, "ACT-005", Severity.WARNING, 1, 47),
    ],
)
def test_a_finding_names_rule_file_line_and_column(
    desk: Desk, added: str, rule: str, severity: Severity, line: int, column: int
) -> None:
    report = desk.check(added + "\n")
    found = {(f.rule.id, f.severity, f.place.file, f.place.line - 1, f.place.column) for f in report.findings}
    assert (rule, severity, "data/new.ttl", line, column) in found
    assert all(f.problem(language) and f.remedy(language) for f in report.findings for language in LANGUAGES)


def test_findings_are_in_order_of_file_and_line_and_none_stands_twice(desk: Desk) -> None:
    broken = "actor:alfa mek:organised event:ev-meeting ; mek:parent actor:gamma .\n" + NEW
    report = desk.check(broken, a__ttl=HEAD + "actor:beta mek:organised event:ev-meeting .\n")
    places = [finding.place[:2] for finding in report.findings]
    assert places == sorted(places)
    keys = [(f.rule.id, f.place, f.focus, f.path, f.value) for f in report.findings]
    assert len(set(keys)) == len(keys)
    assert report == desk.check(broken, a__ttl=HEAD + "actor:beta mek:organised event:ev-meeting .\n")


def test_the_same_text_in_two_languages_is_found_twice(desk: Desk) -> None:
    report = desk.check('actor:alfa mek:note "A  B"@en, "A  B"@uz .\n')
    found = [finding.place.column for finding in report.findings if finding.rule.id == "HSE-004"]
    assert found == [21, 32]


def test_a_file_from_outside_is_checked_with_the_data(desk: Desk, tmp_path: Path) -> None:
    desk.put({"world.ttl": HEAD + WORLD, "other.ttl": HEAD + NEW})
    file = tmp_path / "from-a-colleague.ttl"
    file.write_text(HEAD + "actor:alfa mek:parent actor:gamma .\nactor:beta mek:parent actor:alfa .\n")
    report = check_apart(desk.project, [file])
    # That an id nobody describes is of no class either (ACT-020) only follows.
    assert [(f.rule.id, f.place.line, Path(f.place.file).name) for f in report.findings] == [("TRM-002", 2, file.name)]
    assert report.files == 1


def test_a_file_that_repeats_a_fault_of_the_data_is_not_called_fine(desk: Desk, tmp_path: Path) -> None:
    fault = "actor:alfa mek:parent actor:gamma .\n"
    desk.put({"world.ttl": HEAD + WORLD, "a.ttl": HEAD + fault})
    file = tmp_path / "copy.ttl"
    file.write_text(HEAD + "\n" + fault)
    report = check_apart(desk.project, [file])
    assert {(f.rule.id, f.place.line) for f in report.findings} == {("TRM-002", 3)}


def test_a_second_value_in_a_file_from_outside_is_found_there(desk: Desk, tmp_path: Path) -> None:
    desk.put({"world.ttl": HEAD + WORLD})
    file = tmp_path / "second.ttl"
    file.write_text(HEAD + "link:beta_hosted_ev-meeting mek:subject actor:alfa .\n")
    assert ("LNK-004", 2, 41) in {
        (f.rule.id, f.place.line, f.place.column) for f in check_apart(desk.project, [file]).findings
    }


def test_a_file_of_the_data_may_be_given_by_any_path(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.put({"world.ttl": HEAD + WORLD, "links/a.ttl": HEAD + NEW})
    monkeypatch.chdir(desk.project.data)
    reports = [check_apart(desk.project, [Path(name)]) for name in ("links/a.ttl", "../data/links/a.ttl")]
    assert [[f.place.file for f in report.findings] for report in reports] == [["data/links/a.ttl"] * 2] * 2
    assert reports[0].statements == check_apart(desk.project).statements


def test_an_absent_file_is_an_error(desk: Desk) -> None:
    with pytest.raises(InputError) as caught:
        check_apart(desk.project, [Path("absent.ttl")])
    assert caught.value.key == "input.absent"


@pytest.mark.parametrize(
    ("file", "content"),
    [
        ("ontology/shapes/actors.ttl", "nonsense"),
        ("ontology/checks/profile.toml", "= 1"),
        ("ontology/checks/house/HSE-004-stray-spaces.rq", "SELECT"),
        ("data/waivers.toml", "[waiver"),
    ],
)
def test_rules_that_are_wrong_themselves_are_errors_with_their_place(tmp_path: Path, file: str, content: str) -> None:
    desk = Desk(tmp_path)
    desk.put({"world.ttl": HEAD + WORLD})
    target = desk.project.root / file
    if not target.exists() and "HSE" in file:
        target = next((desk.project.ontology / "checks" / "house").glob("HSE-004*.rq"))
    target.write_text(content)
    with pytest.raises(InputError) as caught:
        check_apart(desk.project)
    error = caught.value.errors[0] if isinstance(caught.value, InputErrors) else caught.value
    assert error.file == target.relative_to(desk.project.root).as_posix()
    assert (error.line or 0) >= 1


def without_wording(report: Report) -> list[object]:
    """What both engines must agree on; pySHACL words its results itself."""
    return [replace(finding, detail=None, result=None) for finding in report.findings]


@pytest.mark.slow
def test_pyshacl_finds_the_same(desk: Desk) -> None:
    faults = NEW + (
        "actor:alfa mek:organised event:ev-meeting ; mek:parent actor:gamma, actor:beta ; mek:name 'x  y'@en .\n"
        "link:x a mek:Link ; mek:kind kind:Nothing ; mek:start '2024-13'^^xsd:gYearMonth, '2024'^^xsd:gYear .\n"
        "source:s2 a mek:Source ; mek:published '2024-06-31'^^xsd:date ; mek:url 'x' ; mek:language 'xx', 'en' .\n"
    )
    ours = desk.check(faults)
    theirs = Checker(desk.project, engine="pyshacl", today=TODAY).run()
    assert len(ours.findings) > 15
    assert without_wording(theirs) == without_wording(ours)
    assert all(finding.found() == other.found() for finding, other in zip(theirs.findings, ours.findings, strict=True))


def test_shapes_that_are_not_compiled_are_checked_by_pyshacl_and_named(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    (desk.project.ontology / "shapes" / "own.ttl").write_text(
        HEAD + "shape:Own a sh:NodeShape ; sh:targetClass mek:Event ; sh:message 'no $this; mend it'@en ; sh:sparql [\n"
        " sh:select 'SELECT $this WHERE { $this a <https://w3id.org/mekgraph/def/Event> } LIMIT 1' ] .\n"
    )
    desk.checker.read_rules()
    report = desk.check()
    assert [(f.rule.id, f.focus) for f in report.findings] == [("shape:Own", "event:ev-meeting")]
    assert "shape:Own" in report.notes[0].text("ru")


def test_progress_names_every_layer(desk: Desk) -> None:
    said: list[str] = []
    Checker(desk.project, today=TODAY, progress=said.append).run()
    assert said == ["check.syntax", "check.terms", "check.core", "check.house", "check.plausibility"]


def test_the_day_of_a_check_is_today_unless_it_is_given(desk: Desk) -> None:
    assert Checker(desk.project).today == datetime.date.today()


def test_spots_are_those_of_the_text_below_the_prefixes(desk: Desk) -> None:
    report = desk.check("\n\nactor:alfa mek:organised event:ev-meeting .")
    assert ("TRM-001", "data/new.ttl", 3, 12) in spots(report.findings)
