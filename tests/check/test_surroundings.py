"""What lies around the data: questions that cannot be asked, and files that nobody reads where they lie."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from mekgraph.check.findings import Report, Severity
from mekgraph.check.reports import FORMATS
from mekgraph.check.surroundings import broken_questions, unread, with_surroundings
from mekgraph.exchange.checking import check_files
from mekgraph.messages import LANGUAGES
from mekgraph.resources import Project

from ..conftest import ROOT
from .desk import HEAD, Desk

Put = Callable[..., Project]


@pytest.fixture
def put(tmp_path: Path) -> Put:
    """Makes a folder with files by path; data is always there."""

    def make(files: dict[str, str | bytes]) -> Project:
        for name, content in {"data/actors.ttl": "", **files}.items():
            file = tmp_path / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content if isinstance(content, bytes) else content.encode())
        return Project(tmp_path, tmp_path / "out")

    return make


@pytest.mark.parametrize(
    ("query", "line", "reason"),
    [
        ("# why\nSELECT * {\n  ?s ?p ?o\n} LIMIT x\n", 4, "expected"),
        ("SELECT ?s\nWHRE { ?s ?p ?o }", 2, "expected"),
        ("SELECT * {\n  ?s ?p ?o\n\n\n", 2, "expected"),
        ("SELECT * {\n  SERVICE <http://127.0.0.1:9/> { ?s ?p ?o }\n}\n", 2, "SERVICE"),
        ("ASK { # SERVICE\n" + "{" * 200, 2, "100"),
        ("SELECT " + "?s " * 100_000, 1, "262144"),
        ("  \n", 0, "empty"),
        ("SELECT * { ?s ?p 'Алфа' }".encode("cp1251"), 1, "UTF-8"),
    ],
)
def test_a_question_that_cannot_be_asked_is_a_finding_with_its_line(
    put: Put, query: str | bytes, line: int, reason: str
) -> None:
    project = put({"queries/fine.rq": "ASK { ?s ?p ?o }", "queries/more/broken.rq": query})
    (finding,) = broken_questions(project)
    assert (finding.rule.id, finding.severity) == ("QRY-001", Severity.VIOLATION)
    assert finding.place[:3] == ("queries/more/broken.rq", line, 0)
    assert reason in finding.text()
    for language in LANGUAGES:
        assert "{" not in finding.problem(language) + finding.remedy(language)
        assert "mekgraph ask broken" in finding.text(language)


def test_the_line_is_shown(put: Put) -> None:
    project = put({"queries/broken.rq": "SELECT ?s\nWHRE { ?s ?p ?o }\n"})
    shown = FORMATS["text"](with_surroundings(Report([], 1, 1), project), "en")
    assert "queries/broken.rq:2  violation  QRY-001" in shown
    assert "    2 | WHRE { ?s ?p ?o }\n  What to do" in shown


def test_no_question_is_run(put: Put) -> None:
    assert broken_questions(put({"queries/long.rq": "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"})) == []


def test_the_ready_questions_can_be_asked() -> None:
    assert broken_questions(Project(ROOT, ROOT / "out")) == []


@pytest.mark.parametrize(
    "name", ["notes.txt", "actors (copy).ttl~", "actors.TTL", "links/claims.csv", "actors.ttl.bak", "waiver.toml"]
)
def test_what_lies_unread_among_the_data_is_named(put: Put, name: str) -> None:
    (note,) = unread(put({f"data/{name}": "x"}))
    assert all(f"data/{name}" in note.text(language) for language in LANGUAGES)


@pytest.mark.parametrize(
    "name",
    ["data/README.md", "data/waivers.toml", "data/import-report.csv", "data/.gitkeep", "data/.git/x", "data/a/b.ttl", "notes.txt"],
)  # fmt: skip
def test_what_belongs_there_is_not_mentioned(put: Put, name: str) -> None:
    assert unread(put({name: "x"})) == []


def test_of_many_files_only_some_are_named(put: Put) -> None:
    (note,) = unread(put({f"data/{number}.txt": "x" for number in range(9)}))
    assert [f"data/{number}.txt" in note.text("en") for number in range(9)] == [True] * 5 + [False] * 4
    assert "…" in note.text("ru")


@pytest.mark.parametrize("name", ["waivers.toml", "data/links/waivers.toml", "ontology/waivers.toml"])
def test_waivers_in_the_wrong_folder_are_named(put: Put, name: str) -> None:
    (note,) = unread(put({name: "", "data/waivers.toml": ""}))
    assert all(name in note.text(language) and "data/waivers.toml" in note.text(language) for language in LANGUAGES)


def test_a_project_without_such_folders_has_nothing_around_it(tmp_path: Path) -> None:
    report = Report([], 0, 0)
    assert with_surroundings(report, Project(tmp_path, tmp_path / "out")) == report


def test_the_verb_looks_around_the_data_but_not_around_files_that_it_is_given(desk: Desk) -> None:
    desk.put({"world.ttl": "", "fine.ttl": f"{HEAD}actor:alfa a mek:State .\n", "notes.txt": "x"})
    broken = desk.project.queries / "broken.rq"
    broken.write_text("SELECT")
    try:
        whole = check_files(desk.project, [])
        (desk.project.data / "world.ttl").unlink()
        part = check_files(desk.project, [desk.project.data / "fine.ttl"])
    finally:
        broken.unlink()
        shutil.rmtree(desk.project.data)
    assert [finding.rule.id for finding in whole.findings if finding.place.file.startswith("queries")] == ["QRY-001"]
    assert len(whole.notes) == 1
    assert {finding.place.file for finding in part.findings} == {"data/fine.ttl"}
    assert part.notes == []
