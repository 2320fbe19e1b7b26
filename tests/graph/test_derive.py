"""Derived edges lead back to the links that gave them."""

from collections.abc import Callable

from mekgraph.graph.engine import OxigraphEngine
from mekgraph.graph.opening import Graph
from mekgraph.resources import Project

from ..conftest import SMALL_WORLD

REPORTED = """
link:beta_organized_meeting a mek:Link ; mek:kind kind:organized ; mek:subject actor:beta ; mek:object event:meeting ;
  mek:evidence evidence:beta_organized_meeting_s1_reported .
evidence:beta_organized_meeting_s1_reported a mek:Evidence ; mek:source source:s1 ; mek:assertion assertion:reported ;
  mek:locator "2" ; mek:attribution "a speaker"@en .
"""


def test_a_link_gives_the_direct_edge_of_its_kind(new_project: Callable[..., Project]) -> None:
    engine = Graph.open(new_project()).engine
    assert engine.ask(
        "ASK { GRAPH <https://w3id.org/mekgraph/graph/derived/direct-edge> { actor:alfa mek:organized event:meeting } }"
    )
    assert not engine.ask("ASK { GRAPH graph:data { actor:alfa mek:organized event:meeting } }")
    assert engine.ask(
        "ASK { ?edge a mek:DerivedEdge ; mek:subject actor:alfa ; mek:predicate mek:organized ;"
        " mek:object event:meeting ; mek:derivedFrom link:alfa_organized_meeting }"
    )


def test_reported_speech_never_becomes_an_edge(new_project: Callable[..., Project]) -> None:
    engine = Graph.open(new_project(SMALL_WORLD + REPORTED)).engine
    assert engine.ask("ASK { link:beta_organized_meeting mek:kind kind:organized }")
    assert not engine.ask("ASK { actor:beta mek:organized event:meeting }")
    assert not engine.ask("ASK { actor:beta mek:coOrganizedWith actor:alfa }")


def test_co_organizers_know_each_other(new_project: Callable[..., Project]) -> None:
    engine = Graph.open(
        new_project(SMALL_WORLD + REPORTED.replace(".reported", "").replace(":reported", ":stated"))
    ).engine
    assert engine.ask("ASK { actor:beta mek:coOrganizedWith actor:alfa . actor:alfa mek:coOrganizedWith actor:beta }")
    assert engine.ask(
        "ASK { ?edge mek:subject actor:alfa ; mek:predicate mek:coOrganizedWith ; mek:object actor:beta ;"
        " mek:derivedFrom link:alfa_organized_meeting, link:beta_organized_meeting }"
    )


def test_every_derived_edge_of_the_real_data_has_its_links(engine: OxigraphEngine) -> None:
    derived = "GRAPH ?graph { ?s ?p ?o } FILTER(STRSTARTS(STR(?graph), CONCAT(STR(graph:), 'derived/')))"
    triples = engine.select(f"SELECT ?s ?p ?o {{ {derived} }}").rows
    recorded = set(
        engine.select(
            "SELECT ?s ?p ?o { ?edge a mek:DerivedEdge ; mek:subject ?s ; mek:predicate ?p ; mek:object ?o ;"
            " mek:derivedFrom ?link . ?link a mek:Link }"
        ).rows
    )
    records = {s for s, p, o in triples if o is not None and o.value.endswith("/def/DerivedEdge")}  # type: ignore[union-attr]
    edges = {triple for triple in triples if triple[0] not in records}
    assert edges == recorded
    assert len(edges) > 1500
