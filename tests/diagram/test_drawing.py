"""Scenes hold what the graph holds: names, kinds, proofs, legends."""

import pytest

from mekgraph.ask.answer import Answer
from mekgraph.ask.asking import ask
from mekgraph.diagram.drawing import scene_around, scene_of
from mekgraph.diagram.scene import Scene
from mekgraph.errors import NoMatchError
from mekgraph.graph.engine import OxigraphEngine
from mekgraph.graph.opening import Graph

COUNCIL = ("rec", "ev-rec-1", "ev-rec-wg-2024")


@pytest.fixture(scope="module")
def council(engine: OxigraphEngine) -> Scene:
    return scene_around(engine, COUNCIL, "v")


def test_the_council_its_groups_and_its_partners_are_there(council: Scene) -> None:
    groups = {"rec-executive-committee", "rec-wg1-accountability", "rec-wg2-psychosocial", "rec-wg3-narratives"}
    partners = {"unicef", "unodc", "icrc", "osce", "eu", "gcerf"}
    wanted = {f"actor:{name}" for name in groups | partners | {"rec-wg4-civilsociety", "isrs-uz", "unoct", "unrcca"}}
    assert wanted <= {node.id for node in council.nodes}


def test_every_edge_has_proofs_with_title_and_place(council: Scene) -> None:
    assert all(edge.proofs for edge in council.edges)
    assert all(proof.title and proof.locator and proof.assertion for edge in council.edges for proof in edge.proofs)


def test_disputed_and_implied_links_are_marked(council: Scene) -> None:
    marks = {edge.id: (edge.disputed, edge.implied) for edge in council.edges}
    assert marks["link:unodc_participatedIn_ev-rec-wg-2024"] == (True, False)
    assert marks["link:undp_participatedIn_ev-rec-wg-2024"][0]
    assert marks["link:uzbekistan_hosted_ev-rec-1"][1]


def test_legends_count_what_is_there(council: Scene) -> None:
    assert sum(entry.count for entry in council.node_legend) == len(council.nodes)
    assert sum(entry.count for entry in council.edge_legend) == len(council.edges)


@pytest.mark.parametrize(("language", "label"), [("ru", "ЮНИСЕФ"), ("uz", "Qirgʻiziston"), ("en", "Kyrgyzstan")])
def test_labels_are_in_the_language_asked_for(engine: OxigraphEngine, language: str, label: str) -> None:
    scene = scene_around(engine, COUNCIL, "v", language=language)
    names = {name for node in scene.nodes for name in (node.label, *node.names)}
    assert label in names


def test_persons_come_only_when_asked_for(engine: OxigraphEngine) -> None:
    without = scene_around(engine, ("unrcca",), "v")
    with_them = scene_around(engine, ("unrcca",), "v", without=())
    assert not [node for node in without.nodes if node.type == "mek:Person"]
    assert [node for node in with_them.nodes if node.type == "mek:Person"]


def test_the_same_scene_every_time(engine: OxigraphEngine, council: Scene) -> None:
    assert scene_around(engine, COUNCIL, "v") == council


def test_an_answer_can_be_drawn(graph: Graph) -> None:
    answer = ask(graph, "instrument-parties", {"instrument": "doc-jpoa-2011"})
    assert isinstance(answer, Answer)
    assert {"actor:kazakhstan", "actor:uzbekistan"} <= {node.id for node in scene_of(graph.engine, answer, "v").nodes}


def test_an_answer_without_things_cannot_be_drawn(graph: Graph) -> None:
    answer = ask(graph, "SELECT ?n { BIND(1 AS ?n) }")
    assert isinstance(answer, Answer)
    with pytest.raises(NoMatchError):
        scene_of(graph.engine, answer, "v")
