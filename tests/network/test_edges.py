"""Which network a choice gives: kinds, firmness, marks, dates, what is shared, what is near."""

from collections.abc import Callable
from pathlib import Path

import networkx as nx
import pyoxigraph as ox
import pytest

import mekgraph
from mekgraph.graph.asof import Axes
from mekgraph.graph.opening import Graph
from mekgraph.iris import expand
from mekgraph.network.assembling import network
from mekgraph.network.model import Choice, Edge
from mekgraph.network.network import Network
from mekgraph.resources import Project

from ..endpoint import served

ACTORS = ("alfa", "beta", "gamma", "delta", "epsilon")
WORLD = (
    "".join(
        f'actor:{name} a mek:NonGovernmentalOrganization ; skos:prefLabel "{name.title()}"@en ; mek:describedIn source:s1 .\n'
        for name in ACTORS
    )
    + """
actor:body a mek:Council ; skos:prefLabel "Body"@en, "Орган"@ru ; mek:describedIn source:s1 .
actor:unit a mek:OrganizationalUnit, mek:PartnerOrganization ; skos:prefLabel "Unit"@en ; mek:parent actor:beta ;
  mek:countryCode "UZ" ; mek:describedIn source:s1 .
actor:person a mek:Person ; skos:prefLabel "A Person"@en ; mek:affiliation actor:unit ; mek:describedIn source:s1 .
actor:work a mek:Programme ; skos:prefLabel "Work"@en ; mek:describedIn source:s1 .
event:meeting a mek:Event ; skos:prefLabel "Meeting"@en ; mek:eventKind eventkind:Meeting ;
  mek:start "2020-05-01"^^xsd:date ; mek:describedIn source:s1 .
instrument:pact a mek:Instrument ; skos:prefLabel "Pact"@en ; mek:start "2019"^^xsd:gYear ; mek:describedIn source:s1 .
source:s1 a mek:Source ; mek:title "One"@en ; mek:publisher "P" ; mek:language "en" ; mek:published "2018-01-01"^^xsd:date .
source:s2 a mek:Source ; mek:title "Two"@en ; mek:publisher "Q" ; mek:language "en" ; mek:published "2024-06-01"^^xsd:date .
"""
)


def link(subject: str, kind: str, thing: str, sources: str = "s1", firmness: str = "stated", more: str = "") -> str:
    """A link with one evidence for each source."""
    ends = [one if ":" in one else f"actor:{one}" for one in (subject, thing)]
    name = "_".join((ends[0].partition(":")[2], kind, ends[1].partition(":")[2]))
    evidence = [f"evidence:{name}_{source}" for source in sources.split()]
    return (
        f"link:{name} a mek:Link ; mek:kind kind:{kind} ; mek:subject {ends[0]} ; mek:object {ends[1]} ; {more}"
        f" mek:evidence {', '.join(evidence)} .\n"
        + "".join(
            f"{one} a mek:Evidence ; mek:source source:{source} ; mek:assertion assertion:{firmness} .\n"
            for one, source in zip(evidence, sources.split(), strict=True)
        )
    )


LINKS = [
    link("alfa", "cooperatesWith", "beta", "s1 s2"),
    link("beta", "supports", "gamma", firmness="implied"),
    link("gamma", "supports", "delta", "s2", firmness="reported"),
    link("work", "fundedBy", "alfa", more='mek:start "2019"^^xsd:gYear ; mek:end "2021-03"^^xsd:gYearMonth ;'),
    link("epsilon", "implements", "work"),
    link("alfa", "organized", "event:meeting", more='mek:end "2020-05-01"^^xsd:date ;'),
    link("beta", "coOrganized", "event:meeting", firmness="implied"),
    link("gamma", "participatedIn", "event:meeting", "s1 s2"),
    link("delta", "participatedIn", "event:meeting"),
    link("alfa", "partyTo", "instrument:pact"),
    link("delta", "partyTo", "instrument:pact"),
    link("alfa", "memberOf", "body"),
    link("unit", "memberOf", "body", "s2"),
    link("person", "holdsOffice", "unit"),
    "mek:disagreed a mek:Disagreement ; mek:reading mek:r1, mek:r2 . mek:r1 a mek:Reading ; mek:source source:s1 ;"
    " mek:holds link:alfa_partyTo_pact . mek:r2 a mek:Reading ; mek:source source:s2 .\n",
]


@pytest.fixture
def graph(new_project: Callable[..., Project]) -> Graph:
    return Graph.open(new_project("".join([WORLD, *LINKS])))


def seen(found: Network) -> dict[str, str]:
    """Edges by their ends, kinds and what they go through, each with how firm it is and which marks it bears."""
    return {
        " ".join(name.rsplit("/", 1)[-1] for name in (edge.one, *edge.kinds, edge.two, edge.through) if name): marks(
            edge
        )
        for edge in found.edges
    }


def marks(edge: Edge) -> str:
    borne = [edge.firmness, edge.disputed and "disputed", edge.ended and "ended", not edge.certain and "possible"]
    return " ".join(mark for mark in borne if mark)


def test_the_usual_network_is_of_direct_links_and_of_what_two_did_together(graph: Graph) -> None:
    assert seen(network(graph)) == {
        "alfa cooperatesWith beta": "stated",
        "beta supports gamma": "implied",
        "work fundedBy alfa": "stated ended",
        "epsilon implements work": "stated",
        "alfa memberOf body": "stated",
        "unit memberOf body": "stated",
        "alfa coOrganizedWith beta meeting": "implied",
        "alfa coSignedWith delta pact": "stated disputed",
        "alfa fellowMemberOf unit body": "stated",
        "alfa fundedWorkOf epsilon work": "stated ended",
    }


@pytest.mark.parametrize("mark", ["implied", "disputed", "ended"])
def test_marked_links_can_be_left_out(graph: Graph, mark: str) -> None:
    whole = seen(network(graph))
    rest = seen(network(graph, Choice(without=frozenset({mark}))))
    assert rest == {name: marks for name, marks in whole.items() if mark not in marks.split()}


def test_what_is_only_reported_comes_when_it_is_wanted(graph: Graph) -> None:
    more = seen(network(graph, Choice(reported=True))).items() - seen(network(graph)).items()
    assert more == {("gamma supports delta", "reported")}
    about = network(graph, Choice(reported=True)).about
    assert "only reported 1" in str(about["Of the edges"])
    assert "only reported as" in str(about["Evidence"])


def test_a_kind_joins_directly_or_by_what_is_shared(graph: Graph) -> None:
    assert set(seen(network(graph, Choice(kinds=("participatedIn", "organized"))))) == {
        "alfa organized participatedIn gamma meeting",
        "alfa organized participatedIn delta meeting",
        "delta participatedIn gamma meeting",
    }
    assert set(seen(network(graph, Choice(kinds=("cooperation",))))) == {"alfa cooperatesWith beta"}
    assert set(seen(network(graph, Choice(kinds=("входит в один орган с",))))) == {"alfa fellowMemberOf unit body"}
    with pytest.raises(mekgraph.UsageError, match="Nearest: memberOf"):
        network(graph, Choice(kinds=("membersOf",)))


def test_with_events_every_link_is_an_edge_and_takes_the_date_of_its_event(graph: Graph) -> None:
    found = network(graph, Choice(events=True))
    assert len(found.edges) == 12
    dates = {edge.id: (edge.start, edge.end) for edge in found.edges}
    assert dates["link:gamma_participatedIn_meeting"] == ("2020-05-01", "2020-05-01")
    assert dates["link:delta_partyTo_pact"] == ("2019", "")
    assert dates["link:work_fundedBy_alfa"] == ("2019", "2021-03")


def test_what_two_share_has_its_dates_or_those_at_which_both_held(graph: Graph) -> None:
    dates = {edge.through.rsplit("/", 1)[-1]: (edge.start, edge.end) for edge in network(graph).edges if edge.through}
    assert dates == {
        "meeting": ("2020-05-01", "2020-05-01"),
        "pact": ("2019", ""),
        "body": ("", ""),
        "work": ("", "2021-03"),
    }


def test_what_two_share_goes_on_where_a_later_link_has_no_end(new_project: Callable[..., Project]) -> None:
    later = link("work", "fundedBy", "alfa", more='mek:start "2023"^^xsd:gYear ;').replace("link:work_", "link:again_")
    graph = Graph.open(new_project("".join([WORLD, *LINKS, later])))
    (edge,) = (edge for edge in network(graph).edges if edge.through == expand("actor:work"))
    assert (edge.end, edge.ended) == ("", False)


def test_a_link_has_ended_with_its_instrument_and_is_dated_by_the_later_of_two(
    new_project: Callable[..., Project],
) -> None:
    pacts = (
        'instrument:old a mek:Instrument ; skos:prefLabel "Old"@en ; mek:start "2006"^^xsd:gYear ;'
        ' mek:end "2008"^^xsd:gYear ; mek:describedIn source:s1 .\n'
    )
    links = [link("alfa", "supports", "instrument:old"), link("instrument:pact", "implements", "instrument:old")]
    found = network(Graph.open(new_project("".join([WORLD, *LINKS, pacts, *links]))), Choice(events=True))
    edges = {edge.id: (edge.start, edge.end, edge.ended) for edge in found.edges}
    assert edges["link:alfa_supports_old"] == ("2006", "2008", True)
    assert edges["link:pact_implements_old"] == ("2019", "", False)


def test_persons_are_left_out_unless_they_are_wanted_or_named(graph: Graph) -> None:
    person = expand("actor:person")
    assert person not in network(graph).nodes
    assert person in network(graph, Choice(persons=True)).nodes
    assert person in network(graph, Choice(around=("a person",))).nodes
    assert person in network(graph, also=("person",)).nodes


def test_around_keeps_the_edges_among_those_that_are_near(graph: Graph) -> None:
    assert set(seen(network(graph, Choice(around=("unit",))))) == {
        "alfa fellowMemberOf unit body",
        "alfa memberOf body",
        "unit memberOf body",
    }
    assert len(network(graph, Choice(around=("unit",), steps=2)).nodes) == 7
    alone = network(graph, Choice(around=("gamma",), without=frozenset({"implied"})))
    assert (list(alone.nodes), alone.edges) == ([expand("actor:gamma")], ())


def test_as_of_dates_what_is_only_possible_is_marked_and_can_be_left_out(graph: Graph) -> None:
    axes = Axes(on="2020-05", known="2020")
    found = seen(network(graph, Choice(axes=axes)))
    assert found["alfa coOrganizedWith beta meeting"] == "implied"
    assert found["alfa cooperatesWith beta"] == "stated possible"
    assert "unit memberOf body" not in found
    certain = seen(network(graph, Choice(axes=axes, without=frozenset({"possible"}))))
    assert certain == {name: marks for name, marks in found.items() if "possible" not in marks}
    with pytest.raises(mekgraph.UsageError, match="--on or --known"):
        Choice(without=frozenset({"possible"}))


def test_groups_are_the_class_the_root_or_the_country(graph: Graph) -> None:
    found = network(graph, Choice(persons=True))
    unit, person, beta = (expand(f"actor:{name}") for name in ("unit", "person", "beta"))
    assert found.groups()[unit] == expand("mek:OrganizationalUnit")
    assert {found.groups("parent")[node] for node in (unit, person, beta)} == {beta}
    assert found.groups("country")[unit] == "UZ"
    table = found.measures("brokerage", group="country")
    assert "8 nodes without one" in str(table.about["Groups"])


def test_networkx_has_labels_kinds_dates_and_sources_and_can_be_written(graph: Graph) -> None:
    made = network(graph).to_networkx()
    alfa, beta = expand("actor:alfa"), expand("actor:beta")
    assert made.nodes[alfa]["label"] == "Alfa"
    assert made.nodes[expand("actor:unit")]["parent"] == "actor:beta"
    assert made.edges[alfa, beta, "link:alfa_cooperatesWith_beta"]["sources"] == "source:s1; source:s2"
    assert made.edges[expand("actor:work"), alfa, "link:work_fundedBy_alfa"]["until"] == "2021-03"
    joint = made.edges[alfa, beta, "alfa_coOrganizedWith_beta_meeting"]
    assert (joint["through"], joint["since"], joint["firmness"]) == ("event:meeting", "2020-05-01", "implied")
    assert joint["links"] == "link:alfa_organized_meeting; link:beta_coOrganized_meeting"
    assert "Alfa" in "".join(nx.generate_graphml(made))
    assert "Alfa" in "".join(nx.generate_gexf(made))


def test_names_that_fit_nothing_name_the_nearest(graph: Graph) -> None:
    for wanted in ("actor:alfaa", "alfaa"):
        with pytest.raises(mekgraph.NoMatchError, match="actor:alfa"):
            network(graph, Choice(around=(wanted,)))
    with pytest.raises(mekgraph.NoMatchError, match="not in this network"):
        network(graph, Choice(around=("alfa",), axes=Axes(known="2017")))
    with pytest.raises(mekgraph.NoMatchError, match="--persons"):
        network(graph).find("person")


def test_words_are_in_the_language_of_the_reader(graph: Graph) -> None:
    found = network(graph, language="ru")
    assert found.nodes[expand("actor:body")].label == "Орган"
    verbs = {found.words.how(edge, edge.one).text for edge in found.edges}
    assert {"сотрудничает с", "организует совместно с", "финансирует работу"} < verbs
    assert "субъектов: 8" in str(found.about["Сеть"])


def test_a_graph_behind_an_endpoint_gives_the_same_network(graph: Graph, tmp_path: Path) -> None:
    whole = graph.fetched.store
    (tmp_path / "all.ttl").write_bytes(ox.serialize({quad.triple for quad in whole}, format=ox.RdfFormat.TURTLE))
    with served([tmp_path / "all.ttl"], tmp_path / "served") as url:
        there = network(Graph.open(graph.project, endpoint=url))
    here = network(graph)
    assert (there.edges, there.nodes) == (here.edges, here.nodes)
    assert there.measures().values == here.measures().values
