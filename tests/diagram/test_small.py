"""Small graphs in which something is odd: every link and every proof is drawn, and nothing is said that is not so."""

import re
from collections.abc import Callable

import pytest

from mekgraph.diagram.definition.model import Diagram
from mekgraph.diagram.drawing import draw
from mekgraph.diagram.formats.writing import FORMATS, written
from mekgraph.diagram.scene import Edge, Scene
from mekgraph.errors import UsageError
from mekgraph.graph.opening import Graph
from mekgraph.resources import Project

from ..conftest import SMALL_WORLD

MEETING = "link:alfa_organized_meeting"
OLD = """
source:s0 a mek:Source ; mek:title "An old page"@en ; mek:publisher "A publisher" ; mek:language "en" ;
  mek:published "2013-06-01"^^xsd:date ; mek:url <https://example.org/o> .
link:alfa_supports_beta a mek:Link ; mek:kind kind:supports ; mek:subject actor:alfa ; mek:object actor:beta ;
  mek:start "2010"^^xsd:gYear ; mek:end "2012"^^xsd:gYear ; mek:evidence evidence:old .
evidence:old a mek:Evidence ; mek:source source:s0 ; mek:assertion assertion:stated ; mek:locator "1" .
"""
LATE = OLD.replace('"2013-06-01"', '"2024-06-01"')
BETA_TOO = """
link:beta_organized_meeting a mek:Link ; mek:kind kind:organized ; mek:subject actor:beta ; mek:object event:meeting ;
  mek:evidence evidence:alfa_organized_meeting_s1 .
"""
GAMMA = """
actor:gamma a mek:NonGovernmentalOrganization ; skos:prefLabel "Gamma"@en, "Гамма"@ru, "Gamma"@uz .
"""
Make = Callable[[str], Project]


def scene_of(project: Project, **chosen: object) -> Scene:
    return draw(Graph.open(project), Diagram(name="", **{"whole": True, **chosen})).scene  # type: ignore[arg-type]


def edges_of(scene: Scene) -> dict[str, Edge]:
    return {edge.id: edge for edge in scene.edges}


def test_a_source_without_publisher_is_a_proof_too(new_project: Make) -> None:
    edges = edges_of(scene_of(new_project(SMALL_WORLD.replace('mek:publisher "A publisher" ;', ""))))
    assert [proof.title for proof in edges[MEETING].proofs] == ["A page"]


def test_what_an_evidence_says_is_said_once_for_a_source_with_two_publishers(new_project: Make) -> None:
    edges = edges_of(scene_of(new_project(SMALL_WORLD.replace('"A publisher"', '"A publisher", "Another"'))))
    assert [proof.locator for proof in edges[MEETING].proofs] == ["1"]


def test_an_evidence_of_two_links_is_a_proof_of_both(new_project: Make) -> None:
    assert [len(edge.proofs) for edge in scene_of(new_project(SMALL_WORLD + BETA_TOO)).edges] == [1, 1]


def test_what_the_ontology_does_not_say_how_to_draw_is_drawn(new_project: Make) -> None:
    project = new_project(SMALL_WORLD)
    for file in project.root.rglob("ontology/**/*.ttl"):
        text = file.read_text(encoding="utf-8")
        file.write_text(_without_hints(text), encoding="utf-8")
    drawing = draw(Graph.open(project), Diagram(name="", whole=True))
    assert set(edges_of(drawing.scene)) == {MEETING}
    assert {(node.shape, node.color) for node in drawing.scene.nodes} == {("", "")}
    assert all(written(drawing, form) for form in FORMATS)


def _without_hints(text: str) -> str:
    """An ontology in canonical Turtle without the statements that say how to draw."""
    text = re.sub(r'mek:(?:nodeShape|nodeColor|lineColor|lineStyle) "[^"]*" ;', "", text)
    return re.sub(r';\s*mek:(?:nodeShape|nodeColor|lineColor|lineStyle) "[^"]*" \.', ".", text)


def test_what_ended_long_ago_and_became_known_now_is_new_not_just_over(new_project: Make) -> None:
    edge = edges_of(scene_of(new_project(SMALL_WORLD + LATE), mark_changes="2024-01"))["link:alfa_supports_beta"]
    assert (edge.ended, edge.fresh, edge.over) == (True, True, False)


def test_what_ended_since_is_over(new_project: Make) -> None:
    told = OLD.replace('"2013-06-01"', '"2011-05-01"')
    edge = edges_of(scene_of(new_project(SMALL_WORLD + told), mark_changes="2011-06"))["link:alfa_supports_beta"]
    assert (edge.ended, edge.fresh, edge.over) == (True, True, True)


def test_an_actor_whose_links_of_before_have_ended_is_not_new(new_project: Make) -> None:
    nodes = {
        n.id: n.fresh for n in scene_of(new_project(SMALL_WORLD + OLD), mark_changes="2024-01", on="2024-05").nodes
    }
    assert nodes == {"actor:alfa": False, "event:meeting": True}


def test_a_single_part_of_a_body_is_drawn_under_its_own_name(new_project: Make) -> None:
    part = SMALL_WORLD + GAMMA + "actor:alfa mek:parent actor:gamma ."
    scene = scene_of(new_project(part), collapse="parent")
    assert {(node.id, node.members) for node in scene.nodes} == {("actor:alfa", ()), ("event:meeting", ())}


def test_a_body_counts_itself_among_what_it_stands_for(new_project: Make) -> None:
    parts = SMALL_WORLD + BETA_TOO + GAMMA + "actor:alfa mek:parent actor:gamma . actor:beta mek:parent actor:gamma ."
    scene = scene_of(new_project(parts), collapse="parent")
    assert {node.id: node.members for node in scene.nodes}["actor:gamma"] == ("Alfa", "Beta", "Gamma")


@pytest.mark.parametrize(
    "wrong",
    [{"layout": "foo"}, {"page": "A9"}, {"collapse": "x"}, {"size": "x"}, {"group": "x"}, {"steps": 0}, {"most": 0},
     {"without": frozenset({"x"})}, {"language": "fr"}],
)  # fmt: skip
def test_an_option_that_is_none_is_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(UsageError):
        Diagram(name="", whole=True, **wrong)  # type: ignore[arg-type]


def test_what_is_only_possible_is_left_out_as_of_a_date_only(new_project: Make) -> None:
    with pytest.raises(UsageError):
        scene_of(new_project(SMALL_WORLD), without=frozenset({"possible"}))


def test_an_answer_is_drawn_without_what_is_hidden(new_project: Make) -> None:
    query = "SELECT ?who ?what { ?link mek:subject ?who ; mek:object ?what }"
    project = new_project(SMALL_WORLD + BETA_TOO)
    assert len(scene_of(project, whole=False, question=query).nodes) == 3
    hidden = scene_of(project, whole=False, question=query, hide=("actor:beta",))
    assert {node.id for node in hidden.nodes} == {"actor:alfa", "event:meeting"}


def test_what_is_to_stand_out_is_drawn_however_few_are(new_project: Make) -> None:
    scene = scene_of(new_project(SMALL_WORLD + OLD + BETA_TOO), most=1, collapse="none", emphasis=("actor:beta",))
    assert {node.id for node in scene.nodes} == {"actor:beta"}
