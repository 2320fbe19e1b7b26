"""Positions are kept: what stood does not move when the data change, and what cannot be kept is told."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from mekgraph.diagram.arranging import arrange, positions_of
from mekgraph.diagram.definition.finding import find_diagram
from mekgraph.diagram.definition.model import Diagram
from mekgraph.diagram.definition.positions import Positions
from mekgraph.diagram.definition.reading import read_diagram
from mekgraph.diagram.drawing import Drawing, draw
from mekgraph.diagram.layouts.room import NoRoomError
from mekgraph.diagram.scene import Edge, Node, Scene
from mekgraph.errors import UsageError
from mekgraph.graph.opening import Graph
from mekgraph.resources import Project

from ..conftest import SMALL_WORLD

NAMES = ["council", "funding", "overview", "repatriation", "un-around-council", "working-group-meeting"]
GAMMA = """
actor:gamma a mek:NonGovernmentalOrganization ; skos:prefLabel "Gamma"@en, "Гамма"@ru, "Gamma"@uz ; mek:describedIn source:s1 .
link:gamma_organized_meeting a mek:Link ; mek:kind kind:organized ; mek:subject actor:gamma ; mek:object event:meeting ;
  mek:evidence evidence:gamma_organized_meeting_s1 .
evidence:gamma_organized_meeting_s1 a mek:Evidence ; mek:source source:s1 ; mek:assertion assertion:stated ; mek:locator "1" .
"""


def ready(graph: Graph, name: str) -> Diagram:
    return read_diagram(find_diagram(graph.project, name), graph)


@pytest.fixture(scope="module")
def drawings(graph: Graph) -> dict[str, Drawing]:
    return {name: draw(graph, ready(graph, name)) for name in NAMES}


@pytest.mark.slow
@pytest.mark.parametrize("name", NAMES)
def test_drawn_again_nothing_moves_and_nothing_has_changed(
    graph: Graph, drawings: dict[str, Drawing], name: str
) -> None:
    again = draw(graph, ready(graph, name), "ru", drawings[name].positions)
    assert again.arrangement.placed == drawings[name].arrangement.placed
    assert again.positions == drawings[name].positions
    assert again.changes is not None
    assert not again.changes


@pytest.mark.slow
@pytest.mark.parametrize("name", NAMES)
def test_what_is_new_is_placed_and_nothing_else_moves(graph: Graph, drawings: dict[str, Drawing], name: str) -> None:
    whole = drawings[name].positions
    new = sorted(whole.places)[:: max(len(whole.places) // 3, 1)][:3]
    old = replace(whole, places={key: point for key, point in whole.places.items() if key not in new})
    again = draw(graph, ready(graph, name), "en", old)
    kept = {key: point for key, point in again.arrangement.middles.items() if key not in new}
    assert kept == old.places
    assert again.changes is not None
    assert set(again.changes.new) == set(new)
    assert set(new) <= set(again.arrangement.middles)
    assert not again.arrangement.crowded
    assert not again.arrangement.outside


@pytest.mark.parametrize("layout", ["nested", "rings", "bipartite", "layered", "timeline", "force"])
def test_adding_an_actor_to_the_data_moves_no_other(new_project: Callable[[str], Project], layout: str) -> None:
    diagram = Diagram(name="", whole=True, layout=layout)
    project = new_project(SMALL_WORLD)
    before = draw(Graph.open(project), diagram)
    data = project.data / "all.ttl"
    data.write_text(data.read_text(encoding="utf-8") + GAMMA, encoding="utf-8")
    after = draw(Graph.open(project), diagram, "en", before.positions)
    assert {key: after.arrangement.middles[key] for key in before.arrangement.middles} == before.arrangement.middles
    assert after.changes is not None
    assert (after.changes.new, after.changes.links_new) == (("actor:gamma",), ("link:gamma_organized_meeting",))


def scene(*labels: str) -> Scene:
    nodes = tuple(
        Node(f"actor:{n}", label, "mek:State", "State", "square", "#0077BB") for n, label in enumerate(labels)
    )
    edges = tuple(
        Edge(f"link:{n}", "actor:0", node.id, "kind:supports", "support", "supports", "#117733", "solid")
        for n, node in enumerate(nodes[1:])
    )
    return Scene("en", "A title", "", nodes, edges, (), ())


def kept(one: Scene, diagram: Diagram) -> Positions:
    return positions_of(arrange(one, [], diagram), one, diagram)


def test_names_that_have_grown_are_told_and_do_not_push_anybody() -> None:
    diagram = Diagram(name="", whole=True, layout="bipartite", page="A4")
    old = kept(scene("Alfa", "Beta", "Gamma"), diagram)
    close = replace(old, places={"actor:0": (100, 100), "actor:1": (115, 100), "actor:2": (100, 120)})
    found = arrange(scene("Alfa, whose name is far longer now", "Beta", "Gamma"), [], diagram, close)
    assert found.crowded == (("actor:0", "actor:1"),)
    assert found.middles == close.places


@pytest.mark.parametrize(
    ("diagram", "why"),
    [
        (Diagram(name="", whole=True, layout="rings", page="A4"), "layout"),
        (Diagram(name="", whole=True, layout="force", page="A3"), "page"),
        (Diagram(name="", whole=True, layout="force", page="A4"), ""),
        (Diagram(name="", whole=True, layout="force"), ""),
    ],
)
def test_positions_of_another_layout_or_page_are_of_no_use(diagram: Diagram, why: str) -> None:
    one = scene("Alfa", "Beta", "Gamma")
    old = kept(one, Diagram(name="", whole=True, layout="force", page="A4"))
    found = arrange(one, [], diagram, old)
    assert found.why_anew == why
    assert (found.middles == old.places) == (not why)


def test_what_is_pinned_stands_there_and_what_it_would_cover_moves_away() -> None:
    one = scene(*(f"State {n}" for n in range(30)))
    free = arrange(one, [], Diagram(name="", whole=True))
    spot = free.middles["actor:7"]
    found = arrange(one, [], Diagram(name="", whole=True, pinned={"actor:3": spot}))
    assert found.middles["actor:3"] == spot
    assert found.middles["actor:7"] != spot
    again = arrange(
        one,
        [],
        Diagram(name="", whole=True, page="A4", pinned={"actor:3": spot}),
        positions_of(found, one, Diagram(name="", whole=True)),
    )
    assert again.middles == found.middles
    assert not again.crowded


def test_without_a_page_the_smallest_that_has_room_is_taken() -> None:
    diagram = Diagram(name="", whole=True)
    scenes = [scene(*(f"A state with a long name {n}" for n in range(count))) for count in (5, 150, 600)]
    papers = [arrange(one, [], diagram).paper.name for one in scenes]
    assert papers[0] == "A4"
    assert papers[0] != papers[1] != papers[2]


def test_a_page_too_small_is_told_with_what_would_fit() -> None:
    with pytest.raises(NoRoomError) as caught:
        arrange(scene(*(f"State {n}" for n in range(400))), [], Diagram(name="", whole=True, page="A4"))
    assert caught.value.values["count"] == 400


def test_no_free_place_beside_what_stands_is_told() -> None:
    diagram = Diagram(name="", whole=True, page="A4")
    full = kept(scene(*(f"State {n}" for n in range(100))), diagram)
    with pytest.raises(UsageError) as caught:
        arrange(scene(*(f"State {n}" for n in range(400))), [], diagram, full)
    assert caught.value.key == "diagram.no_place"
