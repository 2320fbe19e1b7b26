"""Tables become data: all or nothing, every row accounted for."""

import csv
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mekgraph.errors import InputError, InputErrors
from mekgraph.exchange.importing.importer import Import, import_tables
from mekgraph.graph.engine import OxigraphEngine
from mekgraph.graph.opening import Graph
from mekgraph.resources import Project

from ...conftest import PREFIXES, ROOT, SMALL_WORLD

Make = Callable[..., Project]
CLAIMS = "subject_id,relation,object_id,start,end,role_or_note,source_id,locator,confidence\n"
SOURCES = "id,title,publisher,language,date_published,url\ns2,Two,P,en,2024,https://example.org/2\ns3,Three,P,ru,,\n"


@pytest.fixture
def run(new_project: Make, tmp_path: Path) -> Callable[..., tuple[Project, Import]]:
    """Imports tables, given as texts by name, into a small project."""
    project = new_project()

    def imported(**tables: str) -> tuple[Project, Import]:
        folder = tmp_path / "tables"
        folder.mkdir(exist_ok=True)
        for file in folder.iterdir():
            file.unlink()
        for name, text in tables.items():
            (folder / f"{name}.csv").write_text(text, encoding="utf-8")
        return project, import_tables(project, [folder])

    return imported


def values(engine: OxigraphEngine, query: str) -> list[tuple[str, ...]]:
    return [tuple("" if cell is None else str(cell.value) for cell in row) for row in engine.select(query).rows]  # type: ignore[union-attr]


def test_one_claim_of_several_sources_is_one_link(run: Callable[..., tuple[Project, Import]]) -> None:
    project, done = run(
        sources=SOURCES,
        claims=CLAIMS
        + "beta,hosted,meeting,2024-05,,here,s2,p1,stated\nbeta,hosted,meeting,2024-05-14,,,s3,p2,implied\n",
    )
    engine = Graph.open(project).engine
    assert values(engine, "SELECT ?l ?start { ?l mek:kind kind:hosted ; mek:start ?start }") == [
        ("https://w3id.org/mekgraph/id/link/beta_hosted_meeting", "2024-05-14")
    ]
    assert values(
        engine, "SELECT ?src ?a ?s { ?e mek:source ?src ; mek:assertion ?a ; mek:statedStart ?s } ORDER BY ?src"
    ) == [
        ("https://w3id.org/mekgraph/id/source/s2", "https://w3id.org/mekgraph/vocab/assertion/stated", "2024-05"),
        ("https://w3id.org/mekgraph/id/source/s3", "https://w3id.org/mekgraph/vocab/assertion/implied", "2024-05-14"),
    ]
    assert [account.how for account in done.accounts][-2:] == ["new link and evidence", "one more evidence of the link"]


def test_rows_of_one_source_are_merged_and_keep_notes_and_locators(run: Callable[..., tuple[Project, Import]]) -> None:
    project, done = run(
        sources=SOURCES,
        claims=CLAIMS + "beta,hosted,meeting,,,one,s2,p1,stated\nbeta,hosted,meeting,,,two,s2,p7,stated\n",
    )
    engine = Graph.open(project).engine
    assert values(engine, "SELECT ?n { ?l mek:kind kind:hosted ; mek:evidence/mek:note ?n } ORDER BY ?n") == [
        ("one",),
        ("two",),
    ]
    assert values(engine, "SELECT ?n { ?l mek:kind kind:hosted ; mek:evidence/mek:locator ?n } ORDER BY ?n") == [
        ("p1",),
        ("p7",),
    ]
    assert done.accounts[-1].how == "merged into the evidence of line 2: same link, source and firmness"


def test_periods_that_exclude_each_other_give_two_links(run: Callable[..., tuple[Project, Import]]) -> None:
    project, _ = run(
        sources=SOURCES,
        claims=CLAIMS
        + "beta,hosted,meeting,2024-05-14,,,s2,p,stated\nbeta,hosted,meeting,2024-05-15,,,s3,p,stated\nbeta,hosted,meeting,,,,s1,p,stated\n",
    )
    assert values(Graph.open(project).engine, "SELECT ?l { ?l mek:kind kind:hosted } ORDER BY ?l") == [
        ("https://w3id.org/mekgraph/id/link/beta_hosted_meeting",),
        ("https://w3id.org/mekgraph/id/link/beta_hosted_meeting_2024-05-14",),
        ("https://w3id.org/mekgraph/id/link/beta_hosted_meeting_2024-05-15",),
    ]


def test_reported_speech_stays_with_those_who_said_it(run: Callable[..., tuple[Project, Import]]) -> None:
    tables = {
        "sources": SOURCES,
        "claims": CLAIMS + "beta,initiated,meeting,,,speakers said so,s2,6,stated\n",
    }
    said = "subject_id,relation,object_id,source_id,locator,attributed_to,attribution_en\nbeta,initiated,meeting,s2,6,alfa,speakers\n"
    project, _ = run(**tables, attributions=said)
    engine = Graph.open(project).engine
    assert engine.ask(
        "ASK { ?e mek:assertion assertion:reported ; mek:attributedTo actor:alfa ; mek:attribution 'speakers'@en }"
    )
    assert not engine.ask("ASK { actor:beta mek:initiated event:meeting }")
    assert import_tables(project, [project.root.parent / "tables" / "claims.csv"]).files == {}


def test_figures_in_notes_become_numbers(run: Callable[..., tuple[Project, Import]]) -> None:
    project, _ = run(
        sources=SOURCES,
        actors="id,type,name_en\nhome,State,Home\n",
        claims=CLAIMS
        + "home,repatriated,meeting,,2024,n_total=about 1200; n_children=7 aged 2-8; from=There,s2,p,stated\n",
    )
    engine = Graph.open(project).engine
    query = (
        "SELECT ?m ?v ?b ?u ?n { ?f a mek:Figure ; mek:measure ?m ; mek:value ?v ; mek:bound ?b ; mek:unit ?u ;"
        " mek:about event:meeting OPTIONAL { ?f mek:note ?n } } ORDER BY ?m"
    )
    short = [tuple(cell.rsplit("/", 1)[-1] for cell in row) for row in values(engine, query)]
    assert short == [
        ("n_children", "7", "exactly", "persons", "aged 2-8"),
        ("n_total", "1200", "about", "persons", "aged 2-8"),
    ]
    assert engine.ask('ASK { ?e mek:origin "There"@en }')


def test_numbers_of_a_claim_that_reads_alike_both_ways_belong_to_its_one_link(
    run: Callable[..., tuple[Project, Import]],
) -> None:
    rows = "beta,cooperatesWith,alfa,,,,s2,p,stated\nalfa,cooperatesWith,beta,,,n_total=5,s3,p,stated\n"
    project, _ = run(sources=SOURCES, claims=CLAIMS + rows)
    assert values(Graph.open(project).engine, "SELECT ?l { ?f mek:quantifies ?l ; mek:value 5 }") == [
        ("https://w3id.org/mekgraph/id/link/beta_cooperatesWith_alfa",)
    ]


def test_rows_of_several_files_are_told_apart(run: Callable[..., tuple[Project, Import]]) -> None:
    row = "beta,hosted,meeting,,,{},s2,p,stated\n"
    _, done = run(sources=SOURCES, claims=CLAIMS + row.format("one"), more=CLAIMS + row.format("two"))
    assert done.accounts[-1].how == ("merged into the evidence of line 2 (claims.csv): same link, source and firmness")


def test_an_undated_claim_older_than_the_period_stays_undated(run: Callable[..., tuple[Project, Import]]) -> None:
    project, _ = run(
        sources=SOURCES + "s4,Four,P,en,2019-03,https://example.org/4\n",
        claims=CLAIMS + "beta,fundedBy,alfa,2024,2026,,s2,p,stated\nbeta,fundedBy,alfa,,,,s4,p,stated\n",
    )
    assert values(
        Graph.open(project).engine,
        "SELECT ?l ?s { ?l mek:kind kind:fundedBy OPTIONAL { ?l mek:start ?s } } ORDER BY ?l",
    ) == [
        ("https://w3id.org/mekgraph/id/link/beta_fundedBy_alfa", ""),
        ("https://w3id.org/mekgraph/id/link/beta_fundedBy_alfa_2024", "2024"),
    ]


def test_a_sum_of_our_own_is_only_implied(run: Callable[..., tuple[Project, Import]]) -> None:
    project, _ = run(
        sources=SOURCES,
        actors="id,type,name_en\nhome,State,Home\n",
        claims=CLAIMS + "home,repatriated,meeting,,,n_total=64 (own sum); n_boys=39,s2,p,stated\n",
    )
    query = "SELECT ?m ?a { ?f mek:measure ?m ; mek:evidence/mek:assertion ?a } ORDER BY ?m"
    short = [tuple(cell.rsplit("/", 1)[-1] for cell in row) for row in values(Graph.open(project).engine, query)]
    assert short == [("n_boys", "stated"), ("n_total", "implied")]


def test_of_two_dates_of_one_source_the_more_precise_stays(run: Callable[..., tuple[Project, Import]]) -> None:
    project, _ = run(
        sources=SOURCES,
        claims=CLAIMS
        + "".join(f"beta,hosted,meeting,{date},,,s2,p,stated\n" for date in ("2024", "2024-05-03", "2024-05")),
    )
    assert values(Graph.open(project).engine, "SELECT ?s { ?e mek:statedStart ?s }") == [("2024-05-03",)]


ROWS = st.lists(
    st.tuples(
        st.sampled_from(["", "2024", "2024-05", "2024-05-03", "2024-06", "2023"]),
        st.sampled_from(["", "2024", "2024-06", "2024-05-09", "2025"]),
        st.sampled_from(["s1", "s2", "s3"]),
        st.sampled_from(["stated", "implied"]),
    ),
    min_size=1,
    max_size=5,
)


@pytest.mark.slow
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(ROWS)
def test_whatever_the_dates_a_second_import_changes_nothing(
    new_project: Make, tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[str, str, str, str]]
) -> None:
    folder = tmp_path_factory.mktemp("again")
    for name in ("ontology", "queries"):
        (folder / name).symlink_to(ROOT / name)
    (folder / "data").mkdir()
    (folder / "data" / "all.ttl").write_text(PREFIXES + SMALL_WORLD)
    lines = [
        f"beta,cooperatesWith,alfa,{start},{end},,{source},p,{how}"
        for start, end, source, how in rows
        if not (start and end) or start[:4] <= end[:4]
    ]
    (folder / "claims.csv").write_text(CLAIMS + "\n".join(dict.fromkeys(lines)) + "\n")
    (folder / "sources.csv").write_text(SOURCES)
    project = Project(folder, folder / "out")
    try:
        import_tables(project, [folder])
    except InputError as error:
        assert error.key in ("import.period", "input.several")  # noqa: PT017 - the other keys would be faults
        return
    assert import_tables(project, [folder], write=False).files == {}


def test_comments_on_top_of_a_file_survive(run: Callable[..., tuple[Project, Import]], tmp_path: Path) -> None:
    run(sources=SOURCES, claims=CLAIMS + "beta,hosted,meeting,,,,s2,p,stated\n")
    file = tmp_path / "project" / "data" / "links" / "hosted.ttl"
    file.write_text("# Who keeps this file\n" + file.read_text())
    run(sources=SOURCES, claims=CLAIMS + "beta,hosted,meeting,,,more,s2,p,stated\n")
    assert file.read_text().startswith("# Who keeps this file\n")
    assert "more" in file.read_text()


def test_importing_again_changes_nothing(run: Callable[..., tuple[Project, Import]]) -> None:
    tables = {"sources": SOURCES, "claims": CLAIMS + "beta,hosted,meeting,2024-05-14,,x,s2,p,stated\n"}
    first = run(**tables)[1]
    second = run(**tables)[1]
    assert list(first.files)
    assert not second.files
    assert second.report() == first.report()


@pytest.mark.parametrize(
    ("row", "key", "column"),
    [
        ("nobody,hosted,meeting,,,,s2,p,stated", "import.unknown_id", 1),
        ("beta,hostd,meeting,,,,s2,p,stated", "import.unknown_concept", 2),
        ("beta,hosted,meting,,,,s2,p,stated", "import.unknown_id", 3),
        ("beta,hosted,meeting,2024-13,,,s2,p,stated", "import.date", 4),
        ("beta,hosted,meeting,,30.02.2024,,s2,p,stated", "import.date", 5),
        ("beta,hosted,meeting,,,,s9,p,stated", "import.unknown_source", 7),
        ("beta,hosted,meeting,,,,s2,,stated", "import.needed", 8),
        ("beta,hosted,meeting,,,,s2,p,certain", "import.unknown_concept", 9),
    ],
)
def test_a_wrong_cell_is_named_and_nothing_is_written(
    run: Callable[..., tuple[Project, Import]], new_project: Make, row: str, key: str, column: int
) -> None:
    with pytest.raises(InputError) as caught:
        run(sources=SOURCES, claims=CLAIMS + "beta,hosted,meeting,,,,s1,p,stated\n" + row + "\n")
    error = caught.value
    assert (error.key, error.file, error.line, error.column) == (key, "claims.csv", 3, column)
    assert all(error.text(language) for language in ("en", "ru", "uz"))


@pytest.mark.parametrize(
    ("table", "text", "key", "line"),
    [
        (
            "actors",
            "id,type,name_en\nnew,NonGovernmentalOrganization,One\nnew,NonGovernmentalOrganization,Two\n",
            "import.id_twice",
            3,
        ),
        ("actors", "id,type,name_en\nNew Actor,Person,One\n", "import.slug", 2),
        ("actors", "id,type,name_en\nnew,Person,\n", "import.needed", 2),
        ("actors", "id,type,name_en\nnew,Link,One\n", "import.unknown_concept", 2),
        ("actors", "id,type,name_en\nmeeting,Person,One\n", "import.id_taken", 2),
        ("actors", "id,type,name_en,homepage\nnew,Person,One,https://x/%zz\n", "import.address", 2),
        ("actors", "id,type,name_en,name_en\nnew,Person,One,Two\n", "input.column_twice", 1),
        ("claims", CLAIMS + "beta,hosted,meeting,2025,2024,,s1,p,stated\n", "import.period", 2),
        (
            "figures",
            "about_id,measure,value,bound,unit,source_id,locator\nmeeting,n_total,many,exactly,persons,s1,p\n",
            "import.number",
            2,
        ),
    ],
)
def test_wrong_tables_are_refused_in_words(
    run: Callable[..., tuple[Project, Import]], table: str, text: str, key: str, line: int
) -> None:
    with pytest.raises(InputError) as caught:
        run(**{table: text})
    assert (caught.value.key, caught.value.line) == (key, line)
    assert all(caught.value.text(language) for language in ("en", "ru", "uz"))


def test_all_wrong_cells_are_named_at_once(run: Callable[..., tuple[Project, Import]]) -> None:
    with pytest.raises(InputErrors) as caught:
        run(sources=SOURCES, claims=CLAIMS + "x,hosted,meeting,,,,s2,p,stated\n" * 30)
    assert len(caught.value.errors) == 30
    assert "10 more" in caught.value.text()


def test_nothing_is_written_on_error(run: Callable[..., tuple[Project, Import]], tmp_path: Path) -> None:
    data = tmp_path / "project" / "data"
    before = {path: path.read_bytes() for path in data.rglob("*")}
    with pytest.raises(InputError):
        run(sources=SOURCES, claims=CLAIMS + "x,hosted,meeting,,,,s2,p,stated\n")
    assert {path: path.read_bytes() for path in data.rglob("*")} == before


def test_the_data_holds_every_row_it_was_made_from(facts: Path, project: Project) -> None:
    done = import_tables(project, [facts], write=False)
    assert not done.files
    assert done.report() == (ROOT / "data" / "import-report.csv").read_text(encoding="utf-8")
    rows = {}
    for file in facts.glob("*.csv"):
        with file.open(encoding="utf-8", newline="") as stream:
            rows[file.name] = sum(1 for _ in csv.DictReader(stream))
    assert Counter(account.file for account in done.accounts) == rows
    assert all(account.became for account in done.accounts)
