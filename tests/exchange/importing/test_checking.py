"""Tables are checked without being imported: wrong cells are findings, right ones give the data as it would be."""

import ast
import csv
import re
from collections.abc import Callable
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mekgraph import messages
from mekgraph.check.findings import Finding, Place
from mekgraph.errors import InputError
from mekgraph.exchange.importing import checking
from mekgraph.exchange.importing.checking import Tables, check_tables, table_rules
from mekgraph.exchange.importing.columns import TABLES
from mekgraph.exchange.importing.importer import import_tables
from mekgraph.resources import Project
from mekgraph.sources.statements import parse_text

from ...conftest import PREFIXES, ROOT, SMALL_WORLD
from ...sources.books import book, saved

Make = Callable[..., Project]
Rows = list[list[str]]
Check = Callable[..., Tables]
CLAIMS = ["subject_id", "relation", "object_id", "start", "end", "role_or_note", "source_id", "locator", "confidence"]
RIGHT = ["beta", "hosted", "meeting", "2024-05-14", "", "n_total=30", "s1", "p1", "stated"]
ACTORS = ["id", "type", "name_en", "country", "homepage", "parent_id"]


def changed(row: Rows | list[str], **cells: str) -> list[str]:
    """The right claim with other cells."""
    return [cells.get(name, cell) for name, cell in zip(CLAIMS, row, strict=True)]


def put(folder: Path, form: str, tables: dict[str, Rows]) -> list[Path]:
    """Write tables as CSV files, or as sheets of one workbook."""
    folder.mkdir(exist_ok=True)
    if form == "xlsx":
        return [saved(book(tables), folder / "facts.xlsx")]
    for name, rows in tables.items():
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as stream:
            csv.writer(stream).writerows(rows)
    return sorted(folder.glob("*.csv"))


@pytest.fixture(params=["csv", "xlsx"])
def check(new_project: Make, tmp_path: Path, request: pytest.FixtureRequest) -> Check:
    """Checks tables, given as rows by name: once as CSV files, once as sheets of a workbook."""
    project = new_project()

    def checked(**tables: Rows) -> Tables:
        before = {file: file.read_bytes() for file in sorted(project.root.rglob("*")) if file.is_file()}
        found = check_tables(project, put(project.root / "tables", request.param, tables))
        files = {file for file in project.root.rglob("*") if file.is_file() and file.parent.name != "tables"}
        assert {file: file.read_bytes() for file in files} == {f: b for f, b in before.items() if f in files}
        return found

    return checked


def spot(finding: Finding) -> tuple[str, int, int, str]:
    """Table, line, column and what stands there."""
    place = finding.place
    name = place.sheet or place.file.removeprefix("tables/").removesuffix(".csv")
    return name, place.line, place.column, place.source[: place.length]


@pytest.mark.parametrize(
    ("cells", "rule", "column", "text"),
    [
        ({"subject_id": "betta"}, "TAB-051", 1, "betta"),
        ({"relation": "hostd"}, "TAB-053", 2, "hostd"),
        ({"object_id": "meting"}, "TAB-051", 3, "meting"),
        ({"start": "14.05.2024"}, "TAB-063", 4, "14.05.2024"),
        ({"start": "2024-5-14"}, "TAB-063", 4, "2024-5-14"),
        ({"start": "45426"}, "TAB-062", 4, "45426"),
        ({"start": "05/14/2024"}, "TAB-047", 4, "05/14/2024"),
        ({"subject_id": "bеta"}, "TAB-061", 1, "bеta"),
        ({"source_id": "source:s1"}, "TAB-052", 7, "source:s1"),
        ({"end": "2024-02-30"}, "TAB-047", 5, "2024-02-30"),
        ({"end": "2023"}, "TAB-050", 5, "2023"),
        ({"source_id": "s9"}, "TAB-052", 7, "s9"),
        ({"confidence": "sure"}, "TAB-053", 9, "sure"),
    ],
)
def test_a_wrong_cell_of_a_claim_is_found_where_it_stands(
    check: Check, cells: dict[str, str], rule: str, column: int, text: str
) -> None:
    found = check(claims=[CLAIMS, RIGHT, changed(RIGHT, **cells)])
    assert [(finding.rule.id, spot(finding)) for finding in found.findings] == [(rule, ("claims", 3, column, text))]
    assert not found.texts
    assert found.findings[0].value == text
    assert "{" not in found.findings[0].text()


@pytest.mark.parametrize(
    ("table", "rows", "rule", "line", "column"),
    [
        ("actors", [ACTORS, ["New Actor", "State", "One", "", "", ""]], "TAB-046", 2, 1),
        ("actors", [ACTORS, ["new", "State", "", "", "", ""]], "TAB-045", 2, 3),
        ("actors", [ACTORS, ["new", "Stat", "One", "", "", ""]], "TAB-053", 2, 2),
        ("actors", [ACTORS, ["new", "State", "One", "Uzb", "", ""]], "TAB-058", 2, 4),
        ("actors", [ACTORS, ["new", "State", "One", "", "www.example.org", ""]], "TAB-060", 2, 5),
        ("actors", [[*ACTORS, "wikidata_qid"], ["new", "State", "One", "", "", "", "265"]], "TAB-059", 2, 7),
        ("actors", [ACTORS, ["nеw", "State", "One", "", "", ""]], "TAB-061", 2, 1),
        ("actors", [ACTORS, ["new", "State", "One", "", "", "old"]], "TAB-051", 2, 6),
        ("actors", [ACTORS, ["meeting", "State", "One", "", "", ""]], "TAB-056", 2, 1),
        ("actors", [["id", "type", "id"], ["a", "b", "c"]], "TAB-021", 1, 0),
        ("actors", [["id", "type", "name_en", "type"]], "TAB-022", 1, 4),
        ("actors", [[*ACTORS, ""], ["new", "State", "One", "", "", "", "x"]], "TAB-041", 2, 7),
        ("events", [["id", "type", "name_en", "start_date", "end_date", "online"], ["e", "Meeting", "E", "", "", "no way"]], "TAB-053", 2, 6),
        ("figures", [[*TABLES["figures"]], ["meeting", "n_total", "6,15", "exactly", "persons", "s1", "p"]], "TAB-048", 2, 3),
        ("figures", [[*TABLES["figures"]], ["meeting", "n_total", "9" * 40, "exactly", "persons", "s1", "p"]], "TAB-048", 2, 3),
        ("names", [[*TABLES["names"]], ["alfa", "xx", "Alfa", "official"]], "TAB-053", 2, 2),
        ("name_status", [[*TABLES["name_status"]], ["alfa", "en", "nice"]], "TAB-053", 2, 3),
        ("readings", [[*TABLES["readings"]], ["a b", "a", "One", "", "s1"]], "TAB-051", 2, 1),
    ],
)  # fmt: skip
def test_every_kind_of_wrong_cell_is_found(
    check: Check, table: str, rows: Rows, rule: str, line: int, column: int
) -> None:
    found = check(**{table: rows})
    assert (rule, line, column) in {(f.rule.id, f.place.line, f.place.column) for f in found.findings}


@pytest.mark.parametrize(
    ("table", "column", "cell", "advice"),
    [
        ("claims", "subject_id", "Beta", "Nearest: beta."),
        ("claims", "subject_id", "actor:beta", "Nearest: beta."),
        ("claims", "subject_id", "betta", "Nearest: beta"),
        ("claims", "subject_id", "nobody at all", None),
        ("claims", "subject_id", "bеta", "Type it again with a Latin keyboard: beta."),
        ("claims", "start", "45426", "Write 2024-05-14."),
        ("claims", "start", "1.5.2024", "Write 2024-05-01."),
        ("claims", "start", "2024/05", "Write 2024-05."),
        ("claims", "start", "2024-5", "Write YYYY, YYYY-MM or YYYY-MM-DD."),
        ("actors", "country", "uz", "Nearest: UZ."),
        ("actors", "homepage", "www.example.org/a", "Nearest: https://www.example.org/a."),
        ("actors", "homepage", "on paper", None),
        ("actors", "id", "nеw", "Type it again with a Latin keyboard: new."),
    ],
)
def test_the_very_text_to_write_is_named_where_it_is_known(
    check: Check, table: str, column: str, cell: str, advice: str | None
) -> None:
    names, right = (CLAIMS, RIGHT) if table == "claims" else (ACTORS, ["new", "State", "One", "", "", ""])
    row = [cell if name == column else value for name, value in zip(names, right, strict=True)]
    (finding,) = check(**{table: [names, row]}).findings
    for language in messages.LANGUAGES:
        assert "{" not in finding.text(language)
    assert advice is None or advice in finding.text()
    assert ("Nearest" in finding.text()) == (advice is not None and "Nearest" in advice)


@pytest.mark.parametrize("column", ["subject_id", "relation", "object_id", "source_id", "locator", "confidence"])
def test_an_empty_cell_that_is_needed_is_called_empty(check: Check, column: str) -> None:
    (finding,) = check(claims=[CLAIMS, changed(RIGHT, **{column: ""})]).findings
    assert (finding.rule.id, finding.place.column) == ("TAB-045", CLAIMS.index(column) + 1)


def test_nothing_is_said_twice_of_an_empty_cell(check: Check) -> None:
    found = check(actors=[ACTORS, ["new", "", "", "", "", ""]], events=[[*TABLES["events"]], ["ev", "", "", "", ""]])
    assert [(finding.rule.id, finding.place.column) for finding in found.findings] == [
        ("TAB-045", 2),
        ("TAB-045", 3),
    ] * 2


def test_a_table_of_a_kind_that_is_not_read_is_named_in_a_note(new_project: Make) -> None:
    project = new_project()
    put(project.root / "tables", "csv", {"claims": [CLAIMS, RIGHT]})
    (project.root / "tables" / "old.xls").write_bytes(b"x")
    (project.root / "tables" / "~$old.xls").write_bytes(b"x")
    found = check_tables(project, [project.root / "tables"])
    assert not found.findings
    for language in messages.LANGUAGES:
        assert ["tables/old.xls" in note.text(language) for note in found.notes] == [True]
    assert len(import_tables(project, [project.root / "tables"], write=False).notes) == 1


def test_all_findings_come_in_order(check: Check) -> None:
    wrong = [changed(RIGHT, start="x", subject_id="y", source_id="z") for _ in range(3)]
    found = check(claims=[CLAIMS, *wrong], actors=[ACTORS, ["A", "State", "", "", "", ""]])
    places = [spot(finding)[:3] for finding in found.findings]
    assert places == sorted(places)
    assert len(places) == 11


def test_readings_of_a_disagreement_need_a_letter_that_can_be_an_id(check: Check) -> None:
    asked = [[*TABLES["disagreements"]], ["c1", "date", "Which?"]]
    found = check(disagreements=asked, readings=[[*TABLES["readings"]], ["c1", "a b", "One", "", "s1"]])
    assert [(f.rule.id, f.place.column) for f in found.findings if f.place.column == 2] == [("TAB-046", 2)]


def test_right_tables_give_the_data_that_an_import_would_write(check: Check, tmp_path: Path) -> None:
    found = check(
        claims=[CLAIMS, RIGHT, changed(RIGHT, source_id="s2")],
        sources=[[*TABLES["sources"]], ["s2", "Two", "P", "en", "2024", ""]],
    )
    assert not found.findings
    project = Project(tmp_path / "project", tmp_path / "out")
    assert import_tables(project, [project.root / "tables"]).files == found.texts
    assert {file: file.read_text(encoding="utf-8") for file in found.texts} == found.texts
    assert {file.name for file in found.texts} == {"hosted.ttl", "figures.ttl", "sources.ttl"}


ROOT_IRI = "https://w3id.org/mekgraph/"
LINK = f"{ROOT_IRI}id/link/beta_hosted_meeting"
PROOF = f"{ROOT_IRI}id/evidence/beta_hosted_meeting_s1"
FIGURE = f"{ROOT_IRI}id/figure/beta_hosted_meeting_n_total_s1"


def at(
    found: Tables, subject: str, predicate: str = "", value: ox.NamedNode | ox.Literal | None = None
) -> Place | None:
    name = predicate if ":" in predicate else f"{ROOT_IRI}def/{predicate}"
    return found.origins.place(ox.NamedNode(subject), ox.NamedNode(name) if predicate else None, value)


@pytest.mark.parametrize(
    ("subject", "predicate", "value", "line", "column", "text"),
    [
        (LINK, "", None, 3, 1, "beta"),
        (LINK, "kind", None, 3, 2, "hosted"),
        (LINK, "object", None, 3, 3, "meeting"),
        (LINK, "start", None, 4, 4, "2024-05-14"),
        (LINK, "start", ox.Literal("other"), 4, 4, "2024-05-14"),
        (LINK, "nothing", None, 3, 1, "beta"),
        (PROOF, "source", None, 3, 7, "s1"),
        (PROOF, "assertion", None, 3, 9, "stated"),
        (PROOF, "locator", ox.Literal("p1"), 3, 8, "p1"),
        (PROOF, "locator", ox.Literal("p2"), 4, 8, "p2"),
        (PROOF, "note", None, 4, 6, "about 1,200; a remark | two lines"),
        (FIGURE, "value", None, 3, 6, "n_total=30"),
        (FIGURE, "measure", None, 3, 6, "n_total=30"),
        (f"{ROOT_IRI}id/actor/new", "countryCode", None, 2, 4, "UZ"),
        (f"{ROOT_IRI}id/actor/new", "describedIn", None, 2, 7, "s1;s2"),
        (f"{ROOT_IRI}id/actor/new", "http://www.w3.org/2004/02/skos/core#prefLabel", ox.Literal("Same", language="ru"), 2, 8, "Same"),
        (f"{ROOT_IRI}id/actor/new", "parent", None, 2, 6, "alfa"),
        (f"{ROOT_IRI}id/actor/new", "homepage", None, 2, 5, "https://example.org/"),
        (f"{ROOT_IRI}id/actor/new", "homepage", ox.NamedNode("https://example.org/"), 2, 5, "https://example.org/"),
    ],
)  # fmt: skip
def test_a_statement_leads_back_to_its_cell(
    check: Check, subject: str, predicate: str, value: ox.Literal | None, line: int, column: int, text: str
) -> None:
    found = check(
        sources=[[*TABLES["sources"]], ["s2", "Two", "P", "en", "2024", ""]],
        actors=[[*ACTORS, "source_ids", "name_ru"], ["new", "NonGovernmentalOrganization", "Same", "UZ", "https://example.org/", "alfa", "s1;s2", "Same"]],
        claims=[CLAIMS, changed(RIGHT, source_id="s2", start=""), changed(RIGHT, start="2024"), changed(RIGHT, locator="p2", role_or_note="about 1,200; a remark | two\nlines")],
    )  # fmt: skip
    assert not found.findings
    place = at(found, subject, predicate, value)
    if subject == LINK and line == 3:
        line = 2  # the row of the other source came first
    assert place is not None
    assert (place.line, place.column, place.source) == (line, column, text)
    assert place.length == len(text)


def test_what_the_data_held_already_leads_to_no_cell(check: Check) -> None:
    known = f"{ROOT_IRI}id/link/alfa_organized_meeting"
    row = ["alfa", "organized", "meeting", "", "", "a new note", "s1", "1", "stated"]
    found = check(claims=[CLAIMS, row])
    assert at(found, known) is None
    proof = f"{ROOT_IRI}id/evidence/alfa_organized_meeting_s1"
    assert at(found, proof, "note", ox.Literal("a new note", language="en")) is not None
    assert at(found, proof, "source") is None
    assert at(found, proof, "note", ox.Literal("another", language="en")) is None
    assert at(found, f"{ROOT_IRI}id/actor/alfa", "describedIn") is None


def test_what_was_said_leads_to_the_table_of_who_said_it(check: Check) -> None:
    said = [[*TABLES["attributions"]], ["beta", "hosted", "meeting", "s1", "p1", "alfa", "speakers"]]
    found = check(claims=[CLAIMS, changed(RIGHT, role_or_note="")], attributions=said)
    proof = f"{PROOF}_reported"
    for predicate, text in (("attribution", "speakers"), ("attributedTo", "alfa")):
        place = at(found, proof, predicate)
        assert place is not None
        assert "attributions" in str(place)
        assert place.source == text


def test_places_read_as_editors_understand_them(new_project: Make, tmp_path: Path) -> None:
    project = new_project()
    wrong = {"claims": [CLAIMS, changed(RIGHT, start="x")]}
    for form, expected in (("csv", "claims.csv:2:4"), ("xlsx", "facts.xlsx[claims]:2:4")):
        found = check_tables(project, put(project.root / form, form, wrong))
        assert str(found.findings[0].place) == f"{form}/{expected}"


def test_notes_name_the_sheets_that_were_left_out(new_project: Make, tmp_path: Path) -> None:
    project = new_project()
    file = saved(book({"claims": [CLAIMS, RIGHT], "About this": [["made by hand"]]}), project.root / "facts.xlsx")
    found = check_tables(project, [file])
    for language in messages.LANGUAGES:
        assert ["About this" in note.text(language) for note in found.notes] == [True]
    assert import_tables(project, [file], write=False).notes == found.notes


def test_what_is_not_about_tables_is_raised(new_project: Make) -> None:
    project = new_project()
    with pytest.raises(InputError) as caught:
        check_tables(project, [project.root / "no.csv"])
    assert caught.value.key == "input.absent"
    with pytest.raises(InputError) as caught:
        check_tables(project, [project.data])
    assert caught.value.key == "input.no_tables"
    (project.data / "more.ttl").write_text("actor:x a", encoding="utf-8")
    (table,) = put(project.root / "tables", "csv", {"claims": [CLAIMS, RIGHT]})
    with pytest.raises(InputError) as caught:
        check_tables(project, [table])
    assert caught.value.key == "input.syntax"


def test_every_rule_says_what_is_wrong_and_what_to_do_in_every_language() -> None:
    rules = list(table_rules().values())
    assert len({rule.id for rule in rules}) == len(rules)
    for rule in rules:
        for language in messages.LANGUAGES:
            assert len(rule.problem[language]) >= len("Файл пуст."), rule.id
            assert len(rule.remedy[language]) >= len("Fill it in."), rule.id
            assert rule.remedy[language].endswith("."), rule.id
            assert set(re.findall(r"{(\w+)}", rule.remedy[language])) <= {"name", "near", "wanted"}, rule.id


def test_every_error_of_tables_has_its_rule() -> None:
    source = Path(checking.__file__).parents[2]
    modules = [
        source / "sources" / f"{name}.py"
        for name in ("tables", "sheets", "rows", "heads", "archive", "text", "outside/reader")
    ]
    modules += [file for file in Path(checking.__file__).parent.glob("*.py") if file.stem != "checking"]
    keys = {
        node.value
        for module in modules
        for node in ast.walk(ast.parse(module.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value in messages.catalogue("en")
    }
    raised = {"input.absent", "input.no_tables"}
    said = {"import.reading", "import.converting", "tables.skipped", "tables.left"}
    assert keys - raised - said == set(table_rules())


CELLS = st.sampled_from(
    ["alfa", "beta", "meeting", "s1", "new", "", "2024", "2024-05", "stated", "hosted", "cooperatesWith", "repatriated",
     "en", "uz", "Person", "State", "n_total=5; x", "n_total", "exactly", "persons", "5", "official", "youth", "UZ", "a b"]
) | st.text(max_size=8)  # fmt: skip


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sampled_from(sorted(TABLES)).flatmap(lambda name: st.tuples(
    st.just(name), st.lists(st.lists(CELLS, min_size=len(TABLES[name]), max_size=len(TABLES[name])), max_size=3)
)))  # fmt: skip
def test_whatever_stands_in_the_cells_there_are_findings_or_readable_data(
    tmp_path_factory: pytest.TempPathFactory, table: tuple[str, Rows]
) -> None:
    folder = tmp_path_factory.mktemp("any")
    for name in ("ontology", "queries"):
        (folder / name).symlink_to(ROOT / name)
    (folder / "data").mkdir()
    (folder / "data" / "all.ttl").write_text(PREFIXES + SMALL_WORLD)
    name, rows = table
    found = check_tables(Project(folder, folder / "out"), put(folder, "csv", {name: [list(TABLES[name]), *rows]}))
    assert all(finding.text("ru").isprintable() and str(finding.place) for finding in found.findings)
    for file, text in found.texts.items():
        assert parse_text(text, ox.RdfFormat.TURTLE, file, "x").statements


@pytest.mark.slow
def test_a_workbook_of_all_facts_gives_what_the_csv_files_give(facts: Path, new_project: Make, tmp_path: Path) -> None:
    tables = {}
    for file in sorted(facts.glob("*.csv")):
        with file.open(encoding="utf-8", newline="") as stream:
            tables[file.stem] = [[cell or None for cell in row] for row in csv.reader(stream)]
    workbook = saved(book(tables), tmp_path / "facts.xlsx")
    project = new_project("")
    (project.data / "all.ttl").unlink()
    from_csv = import_tables(project, [facts], write=False)
    from_xlsx = import_tables(project, [workbook], write=False)
    assert len(from_csv.files) > 20
    assert from_xlsx.files == from_csv.files
    as_csv = from_xlsx.report()
    for name in tables:
        as_csv = as_csv.replace(f"facts.xlsx[{name}]", f"{name}.csv")
    assert as_csv == from_csv.report()
