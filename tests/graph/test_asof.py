"""The graph as of a date: which links held, and what was known."""

import shutil
from collections.abc import Callable

import pytest

from mekgraph.ask.answer import Answer
from mekgraph.ask.asking import ask
from mekgraph.errors import UsageError
from mekgraph.graph.asof import Axes
from mekgraph.graph.engine import OxigraphEngine, Rows
from mekgraph.graph.opening import Graph
from mekgraph.iris import shorten
from mekgraph.resources import Project

WORLD = """
actor:alfa a mek:NonGovernmentalOrganization ; skos:prefLabel "Alfa"@en ; mek:describedIn source:early .
actor:beta a mek:NonGovernmentalOrganization ; skos:prefLabel "Beta"@en ; mek:describedIn source:late ; mek:parent actor:gamma .
actor:gamma a mek:NonGovernmentalOrganization ; skos:prefLabel "Gamma"@en ; mek:describedIn source:late .
event:ev-one a mek:Event ; skos:prefLabel "One"@en ; mek:start "2024-05-14"^^xsd:date ; mek:describedIn source:early .
instrument:doc-a a mek:Instrument ; skos:prefLabel "A"@en ; mek:start "2020"^^xsd:gYear ; mek:describedIn source:early .
source:early a mek:Source ; mek:title "E"@en ; mek:published "2024-05-20"^^xsd:date .
source:late a mek:Source ; mek:title "L"@en ; mek:published "2024-09"^^xsd:gYearMonth .
source:undated a mek:Source ; mek:title "U"@en .
link:at-event a mek:Link ; mek:kind kind:organized ; mek:subject actor:alfa ; mek:object event:ev-one ; mek:evidence evidence:e1, evidence:e1late .
evidence:e1 mek:assertion assertion:stated ; mek:source source:early .
evidence:e1late mek:assertion assertion:stated ; mek:source source:late .
link:too a mek:Link ; mek:kind kind:coOrganized ; mek:subject actor:beta ; mek:object event:ev-one ; mek:evidence evidence:e2 .
evidence:e2 mek:assertion assertion:stated ; mek:source source:late .
link:signed a mek:Link ; mek:kind kind:partyTo ; mek:subject actor:alfa ; mek:object instrument:doc-a ; mek:evidence evidence:e3 .
evidence:e3 mek:assertion assertion:stated ; mek:source source:early .
link:dated a mek:Link ; mek:kind kind:memberOf ; mek:subject actor:alfa ; mek:object actor:beta ; mek:start "2023-01"^^xsd:gYearMonth ;
  mek:end "2024-06-30"^^xsd:date ; mek:evidence evidence:e4 .
evidence:e4 mek:assertion assertion:stated ; mek:source source:undated .
disagreement:d a mek:Disagreement ; skos:prefLabel "D"@en ; mek:reading reading:a, reading:b .
reading:a a mek:Reading ; mek:holds link:at-event .
reading:b a mek:Reading ; mek:holds link:too .
"""
PREFIXES = "".join(
    f"@prefix {name}: <https://w3id.org/mekgraph/id/{name}/> .\n" for name in ("disagreement", "reading")
)
LINKS = "SELECT ?link WHERE { ?link a mek:Link } ORDER BY ?link"


@pytest.fixture
def small(new_project: Callable[[str], Project]) -> Graph:
    return Graph.open(new_project(PREFIXES + WORLD))


def names(rows: object) -> list[str]:
    assert isinstance(rows, Rows)
    return [shorten(row[0].value) for row in rows.rows]  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("axes", "possible", "certain"),
    [
        (Axes(), "at-event dated signed too", "at-event dated signed too"),
        (Axes(on="2024-05-14"), "at-event dated signed too", "at-event dated signed too"),
        (Axes(on="2024-05-15"), "dated signed", "dated signed"),
        (Axes(on="2024-05"), "at-event dated signed too", "at-event dated signed too"),
        (Axes(on="2020-06"), "signed", ""),
        (Axes(on="2024-06-01"), "dated signed", "dated"),
        (Axes(on="2025"), "signed", ""),
        (Axes(known="2024-05-19"), "dated", ""),
        (Axes(known="2024-05-20"), "at-event dated signed", "at-event signed"),
        (Axes(known="2024-09-10"), "at-event dated signed too", "at-event signed"),
        (Axes(known="2024-09"), "at-event dated signed too", "at-event signed too"),
        (Axes(on="2024-05-14", known="2024-06"), "at-event dated signed", "at-event signed"),
    ],
)
def test_links_that_stay(small: Graph, axes: Axes, possible: str, certain: str) -> None:
    assert " ".join(names(small.evaluate(LINKS, axes))).replace("link:", "") == possible
    assert " ".join(names(small.evaluate(LINKS, axes, certain=True))).replace("link:", "") == certain


@pytest.mark.parametrize(
    ("start", "held"), [("2024-05-14", "2024-05-14"), ("2024-05-16", "2024-05-16"), ("2024", "2024-05-14")]
)
def test_a_link_with_an_event_ends_with_it(new_project: Callable[[str], Project], start: str, held: str) -> None:
    kind = {4: "gYear", 10: "date"}[len(start)]
    world = WORLD.replace("link:too a mek:Link ;", f'link:too a mek:Link ; mek:start "{start}"^^xsd:{kind} ;')
    graph = Graph.open(new_project(PREFIXES + world))
    assert "link:too" in names(graph.evaluate(LINKS, Axes(on=held)))
    assert "link:too" not in names(graph.evaluate(LINKS, Axes(on="2024-05-17")))
    assert "link:too" not in names(graph.evaluate(LINKS, Axes(on="2025")))


def test_of_two_events_or_instruments_one_dates_the_link(new_project: Callable[[str], Project]) -> None:
    evidence = "mek:evidence evidence:e1 .\n"
    graph = Graph.open(
        new_project(
            PREFIXES
            + WORLD
            + 'event:ev-two a mek:Event ; mek:start "2024-07-26"^^xsd:date .\n'
            + 'instrument:doc-b a mek:Instrument ; mek:start "2006"^^xsd:gYear .\n'
            + f"link:forth a mek:Link ; mek:subject event:ev-one ; mek:object event:ev-two ; {evidence}"
            + f"link:back a mek:Link ; mek:subject event:ev-two ; mek:object event:ev-one ; {evidence}"
            + f"link:newer a mek:Link ; mek:subject instrument:doc-a ; mek:object instrument:doc-b ; {evidence}"
            + f"link:older a mek:Link ; mek:subject instrument:doc-b ; mek:object instrument:doc-a ; {evidence}"
        )
    )

    def at(date: str) -> set[str]:
        return {name.removeprefix("link:") for name in names(graph.evaluate(LINKS, Axes(on=date)))}

    assert at("2024-07-26") & {"forth", "back"} == {"forth"}
    assert at("2024-05-14") & {"forth", "back"} == {"back"}
    assert not at("2010") & {"newer", "older"}
    assert at("2020") >= {"newer", "older"}


def test_nothing_hangs_on_what_is_left_out(small: Graph) -> None:
    engine = OxigraphEngine.open(small.folder(Axes(known="2024-06")))
    assert names(engine.select("SELECT DISTINCT ?s WHERE { ?s a mek:Source } ORDER BY ?s")) == [
        "source:early",
        "source:undated",
    ]
    assert names(engine.select("SELECT DISTINCT ?e WHERE { ?l mek:evidence ?e } ORDER BY ?e")) == [
        "evidence:e1",
        "evidence:e3",
        "evidence:e4",
    ]
    assert not engine.ask("ASK { ?s ?p evidence:e1late }")
    assert not engine.ask("ASK { actor:gamma ?p ?o }")
    assert engine.ask("ASK { actor:beta skos:prefLabel ?name }")  # a link that stays speaks of it
    assert not engine.ask("ASK { ?s a mek:Disagreement }")


def test_derived_edges_are_those_of_the_links_that_stay(small: Graph) -> None:
    together = "ASK { actor:alfa mek:coOrganizedWith actor:beta }"
    assert small.evaluate(together) is True
    assert small.evaluate(together, Axes(on="2024-05-14")) is True
    assert small.evaluate(together, Axes(known="2024-06")) is False
    assert small.evaluate("ASK { ?a mek:organized ?b }", Axes(on="2025")) is False


def test_rows_say_whether_they_are_certain(small: Graph) -> None:
    answer = ask(small, LINKS, axes=Axes(on="2024-06-01"), language="ru")
    assert isinstance(answer, Answer)
    assert [(row["link"].id, row["certainty"].text) for row in answer] == [
        ("link:dated", "точно"),
        ("link:signed", "возможно"),
    ]
    assert answer.columns == ("link", "certainty")


def test_a_view_is_made_once_and_anew_for_new_data(small: Graph) -> None:
    axes = Axes(on="2024")
    folder = small.folder(axes)
    before = sorted(file.stat().st_mtime_ns for file in folder.iterdir())
    assert small.folder(axes) == folder != small.folder(axes, certain=True) != small.built.folder
    assert sorted(file.stat().st_mtime_ns for file in folder.iterdir()) == before
    data = small.project.data / "all.ttl"
    data.write_text(data.read_text() + "\nactor:new a mek:State .\n")
    assert Graph.open(small.project).folder(axes) != folder
    shutil.rmtree(small.project.out)


@pytest.mark.parametrize("date", ["yesterday", "2024-13", "14.05.2024"])
def test_what_is_no_date_is_said(date: str) -> None:
    with pytest.raises(UsageError):
        Axes(on=date)
    with pytest.raises(UsageError):
        Axes(known=date)
