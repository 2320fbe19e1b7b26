"""GraphML: read back by networkx, with everything that was in the scene."""

import io
from dataclasses import replace
from xml.etree import ElementTree as ET

import networkx as nx
import pytest
from hypothesis import given

from mekgraph.diagram.formats.graphml import YED, graphml_text
from mekgraph.diagram.scene import Scene
from mekgraph.diagram.type.characters import cleaned

from ..scenes import HOSTILE, UZBEK, scene, texts, two

SPACE = {"g": "http://graphml.graphdrawing.org/xmlns", "y": YED}


def read(made: Scene) -> "nx.MultiDiGraph[str]":
    graph: nx.MultiDiGraph[str] = nx.read_graphml(io.BytesIO(graphml_text(made).encode()), force_multigraph=True)
    return graph


def test_nodes_and_edges_are_read_back_with_what_is_known_of_them() -> None:
    made = scene()
    graph = read(made)
    assert list(graph.nodes) == [node.id for node in made.nodes]
    assert {(*ends, key) for *ends, key in graph.edges} == {(edge.source, edge.target, edge.id) for edge in made.edges}
    first, second = graph.nodes["actor:n0"], graph.nodes["actor:n1"]
    assert (first["label"], first["type"], first["emphasis"], first["value"]) == (UZBEK, "mek:Type", True, 0.0)
    assert "value" not in second
    assert (second["date"], second["group"]) == ("2024", "Group \\N")
    edge = graph.edges["actor:n1", "actor:n2", "link:1"]
    wanted = {"start": "2024-02", "end": "2024", "ended": True, "implied": False, "certain": True, "fresh": True}
    assert {name: edge[name] for name in wanted} == wanted
    assert edge["urls"] == "https://example.org/0?a=1&b=2"
    assert graph.graph["on"] == "2024-07"


def test_sources_can_be_read_one_after_the_other() -> None:
    edge = read(scene()).edges["actor:n2", "actor:n3", "link:2"]
    name = HOSTILE["page"]
    one = f"{name}: {name} (2024-05) [{name}; {name}; {name}]"
    assert edge["sources"] == f"{one} | {one}"


def test_places_are_in_points() -> None:
    graph = read(scene())
    assert (float(graph.nodes["actor:n0"]["x"]), float(graph.nodes["actor:n0"]["y"])) == (56.69, 85.04)


def test_only_addresses_of_the_web_and_colours_are_passed_on() -> None:
    graph = read(scene())
    assert [graph.nodes[f"actor:n{place}"]["url"] for place in (0, 1)] == ["", "https://example.org/?a=1&b=2"]
    assert [graph.nodes[f"actor:n{place}"]["color"] for place in (0, 1)] == ["#888888", "#0077BB"]


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_labels_are_what_pictures_show_and_never_markup(text: str) -> None:
    graph = read(two(text, "b"))
    assert graph.nodes["actor:a"]["label"].strip() == (cleaned(text) or "actor:a")
    assert graph.nodes["actor:a"]["type_label"] == cleaned(text)


def test_the_drawing_of_yed_takes_no_label_for_a_page() -> None:
    root = ET.fromstring(graphml_text(two(HOSTILE["page"], "b", HOSTILE["page"])))
    drawn = [*root.findall(".//y:NodeLabel", SPACE), *root.findall(".//y:EdgeLabel", SPACE)]
    assert [label.text for label in drawn] == [f" {HOSTILE['page']}", "b", f" {HOSTILE['page']}"]


def test_the_drawing_of_yed_shows_marks_and_stands_last() -> None:
    made = two("a", "b")
    edges = [replace(made.edges[0], id=f"link:{mark}", **{mark: True}) for mark in ("ended", "implied", "disputed")]
    root = ET.fromstring(graphml_text(replace(made, edges=tuple(edges))))
    styles = [(line.get("type"), line.get("width")) for line in root.findall(".//y:LineStyle", SPACE)]
    assert styles == [("dashed", "1.0"), ("dotted", "1.0"), ("line", "3.0")]
    last = [element[-1].get("key") for element in root.findall("g:graph/*", SPACE) if len(element)]
    assert last == ["node_drawing"] * 2 + ["edge_drawing"] * 3


def test_keys_are_declared_once_and_used_as_declared() -> None:
    root = ET.fromstring(graphml_text(scene()))
    keys = {key.get("id"): key.get("for") for key in root.findall("g:key", SPACE)}
    assert len(keys) == len(root.findall("g:key", SPACE))
    for scope in ("node", "edge"):
        used = {data.get("key") for data in root.findall(f"g:graph/g:{scope}/g:data", SPACE)}
        assert used == {key for key, of in keys.items() if of == scope}


def test_an_empty_scene_is_a_file_too() -> None:
    assert read(Scene("en", "", "", (), (), (), ())).number_of_nodes() == 0


@given(texts, texts)
def test_any_text_survives_as_pictures_show_it(label: str, verb: str) -> None:
    graph = read(two(label, "b", verb))
    assert graph.nodes["actor:a"]["type_label"] == cleaned(label)
    assert graph.edges["actor:a", "actor:b", "link:l"]["verb"] == cleaned(verb)
