"""GEXF: read back by networkx, with periods that Gephi understands."""

import datetime
import io
from dataclasses import replace
from xml.etree import ElementTree as ET

import networkx as nx
import pytest
from hypothesis import given

from mekgraph.diagram.formats.gexf import SPACE, gexf_text, period
from mekgraph.diagram.scene import Scene
from mekgraph.diagram.type.characters import cleaned

from ..scenes import HOSTILE, UZBEK, link, scene, texts, two

NAMES = {"g": SPACE, "viz": f"{SPACE}/viz"}


def read(made: Scene) -> "nx.MultiDiGraph[str]":
    graph: nx.MultiDiGraph[str] = nx.read_gexf(io.BytesIO(gexf_text(made).encode()))
    return graph


def elements(made: Scene, name: str) -> list[ET.Element]:
    return ET.fromstring(gexf_text(made)).findall(f".//g:{name}", NAMES)


def test_nodes_and_edges_are_read_back_with_what_is_known_of_them() -> None:
    made = scene()
    graph = read(made)
    assert list(graph.nodes) == [node.id for node in made.nodes]
    assert {(*ends, key) for *ends, key in graph.edges} == {(edge.source, edge.target, edge.id) for edge in made.edges}
    first = graph.nodes["actor:n0"]
    assert (first["label"], first["type"], first["date"], first["value"]) == (UZBEK, "mek:Type", "2024-02", 0.0)
    assert first["viz"]["position"] == {"x": 56.69, "y": -85.04, "z": 0.0}
    assert graph.nodes["actor:n1"]["viz"]["color"] == {"r": 0, "g": 0x77, "b": 0xBB, "a": 1.0}
    assert graph.graph["mode"] == "dynamic"


def test_partial_dates_are_whole_days_and_what_was_stated_is_kept() -> None:
    edge = read(scene()).edges["actor:n1", "actor:n2", "link:1"]
    assert (edge["start"], edge["end"]) == ("2024-02-01", "2024-12-31")
    assert (edge["stated_start"], edge["stated_end"]) == ("2024-02", "2024")
    assert read(scene()).nodes["actor:n0"]["start"] == "2024-02-01"


def test_what_is_no_date_or_no_period_is_told_as_it_was_stated() -> None:
    graph = read(scene())
    assert "start" not in graph.nodes["actor:n2"]
    assert graph.nodes["actor:n2"]["date"] == "around 2020"
    edge = graph.edges["actor:n3", "actor:n4", "link:3"]
    assert not {"start", "end"} & set(edge)
    assert (edge["stated_start"], edge["stated_end"]) == ("2025-01-01", "2024-12")


@given(texts, texts)
def test_periods_never_end_before_they_begin(start: str, end: str) -> None:
    assert period(start, end) == {}


@pytest.mark.parametrize("start", ["", "2023", "2024-02", "2024-02-29", "2024-02-30", "soon"])
@pytest.mark.parametrize("end", ["", "2023", "2024-02", "2024-02-28", "2024-12-31"])
def test_bounds_are_days_of_the_calendar_in_order(start: str, end: str) -> None:
    days = {name: datetime.date.fromisoformat(day) for name, day in period(start, end).items()}
    assert days.get("start", datetime.date.min) <= days.get("end", datetime.date.max)
    assert ("end" in days) == bool(end) or days == {}


def test_edges_that_gephi_would_make_one_are_of_different_kinds() -> None:
    made = replace(two("a", "b"), edges=tuple(link(key, "actor:a", "actor:b") for key in "xyz"))
    made = replace(made, edges=(*made.edges, link("o", "actor:b", "actor:a"), link("d", "actor:a", "actor:b", "funds")))
    kinds = [edge.get("kind") for edge in elements(made, "edge")]
    assert kinds == ["supports", "supports (2)", "supports (3)", "supports", "funds"]
    assert read(made).number_of_edges() == 5


def test_sizes_grow_with_values() -> None:
    sizes = {key: node["viz"]["size"] for key, node in read(scene()).nodes(data=True)}
    assert sizes["actor:n0"] == sizes["actor:n1"] == 10
    assert sizes["actor:n3"] < sizes["actor:n9"] < sizes["actor:n12"] == 24


def test_lines_are_dashed_dotted_and_doubled() -> None:
    made = two("a", "b")
    edges = [replace(made.edges[0], id=f"link:{mark}", **{mark: True}) for mark in ("ended", "implied", "disputed")]
    root = ET.fromstring(gexf_text(replace(made, edges=(*edges, made.edges[0]))))
    drawn = [shape.get("value") for shape in root.findall(".//g:edge/viz:shape", NAMES)]
    assert drawn == ["dashed", "dotted", "double", "solid"]


def test_nothing_tells_when_the_file_was_made() -> None:
    (meta,) = elements(scene(), "meta")
    assert meta.attrib == {}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_labels_are_what_pictures_show(text: str) -> None:
    assert read(two(text, "b")).nodes["actor:a"]["label"] == (cleaned(text) or "actor:a")


@given(texts, texts)
def test_any_text_survives_as_pictures_show_it(label: str, verb: str) -> None:
    graph = read(two(label, "b", verb))
    assert graph.nodes["actor:a"]["type_label"] == cleaned(label)
    assert graph.edges["actor:a", "actor:b"]["verb"] == cleaned(verb)
