"""Scenes as JSON, and the schema that describes them."""

import json
from dataclasses import asdict, replace
from importlib import resources

import pytest
from hypothesis import given
from jsonschema import Draft202012Validator

from mekgraph import diagram
from mekgraph.diagram.definition.finding import find_diagram
from mekgraph.diagram.definition.reading import read_diagram
from mekgraph.diagram.drawing import draw
from mekgraph.diagram.formats.json import scene_text
from mekgraph.diagram.scene import Scene
from mekgraph.diagram.schema import schema
from mekgraph.graph.opening import Graph

from .scenes import scene, texts, two

EMPTY = Scene("en", "", "", (), (), (), ())


def test_the_schema_beside_the_classes_is_in_step() -> None:
    kept = resources.files(diagram).joinpath("scene.schema.json").read_text(encoding="utf-8")
    assert kept == json.dumps(schema(), indent=2, ensure_ascii=False) + "\n"


def test_the_schema_is_one() -> None:
    Draft202012Validator.check_schema(schema())


def test_it_describes_every_class_that_scenes_are_made_of() -> None:
    assert set(schema()["$defs"]) == {"Edge", "Group", "LegendEntry", "Node", "Proof", "Scene"}


@pytest.mark.parametrize("made", [EMPTY, scene(), two("a", "b")], ids=["empty", "hostile", "two"])
def test_invented_scenes_are_valid(made: Scene) -> None:
    assert list(Draft202012Validator(schema()).iter_errors(json.loads(scene_text(made)))) == []


@pytest.mark.parametrize("name", ["council", "overview"])
def test_real_scenes_are_valid(graph: Graph, name: str) -> None:
    made = draw(graph, read_diagram(find_diagram(graph.project, name), graph), "uz").scene
    assert made.nodes
    assert list(Draft202012Validator(schema()).iter_errors(json.loads(scene_text(made)))) == []


@pytest.mark.parametrize(
    "wrong",
    [
        {"language": 1},
        {"nodes": [{"id": "actor:a"}]},
        {"groups": [{"id": "a", "label": "b", "more": "c"}]},
        {"texts": {"key": 1}},
        {"notes": "a note"},
        {"more": ""},
    ],
)
def test_the_schema_refuses_what_is_no_scene(wrong: dict[str, object]) -> None:
    assert not Draft202012Validator(schema()).is_valid({**json.loads(scene_text(EMPTY)), **wrong})


def test_facts_are_pairs() -> None:
    made = json.loads(scene_text(two("a", "b")))
    made["nodes"][0]["facts"] = [["a", "b", "c"]]
    assert not Draft202012Validator(schema()).is_valid(made)


def test_keys_are_in_order_and_letters_as_they_are() -> None:
    text = scene_text(two("Oʻzbekiston", "Қазақстан"))
    assert '"label": "Oʻzbekiston"' in text
    keys = list(json.loads(text))
    assert keys == sorted(keys)


@given(texts)
def test_any_text_survives_but_for_halves_of_characters(label: str) -> None:
    made = two(label, "b")
    read = json.loads(scene_text(made).encode())
    whole = "".join("\ufffd" if "\ud800" <= char <= "\udfff" else char for char in label)
    assert read["nodes"][0]["label"] == whole
    assert read["edges"] == json.loads(json.dumps(asdict(made)))["edges"]


def test_a_place_that_is_no_number_is_refused() -> None:
    made = two("a", "b")
    with pytest.raises(ValueError, match="not JSON compliant"):
        scene_text(replace(made, nodes=(replace(made.nodes[0], x=float("nan")), made.nodes[1])))
