"""The diagrams that come with the project: each finds something, and is small enough to be read."""

from pathlib import Path

import pytest

from mekgraph.diagram.definition.finding import find_diagram
from mekgraph.diagram.definition.positions import positions_file, read_positions
from mekgraph.diagram.definition.reading import read_diagram
from mekgraph.diagram.drawing import draw
from mekgraph.errors import NoMatchError
from mekgraph.graph.opening import Graph
from mekgraph.messages import LANGUAGES
from mekgraph.resources import Project

from ...conftest import ROOT

NAMES = ["council", "funding", "overview", "repatriation", "un-around-council", "working-group-meeting"]


def test_six_diagrams_come_with_the_project(project: Project) -> None:
    assert [file.stem for file in project.diagram_files()] == NAMES


def test_the_wheel_holds_them() -> None:
    assert '"diagrams" = "mekgraph/shipped/diagrams"' in (ROOT / "pyproject.toml").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", NAMES)
def test_each_draws_links_of_all_its_kinds_and_has_a_title_in_every_language(graph: Graph, name: str) -> None:
    diagram = read_diagram(find_diagram(graph.project, name), graph)
    assert all(diagram.called(language) for language in LANGUAGES)
    scene = draw(graph, diagram).scene
    assert len(scene.edges) > 10
    assert {edge.kind for edge in scene.edges} == set(diagram.kinds)
    assert set(diagram.emphasis) <= {node.id for node in scene.nodes}


@pytest.mark.parametrize("name", NAMES)
def test_where_things_stand_comes_with_the_project_and_is_in_step_with_the_data(graph: Graph, name: str) -> None:
    file = find_diagram(graph.project, name)
    kept = read_positions(positions_file(file))
    assert kept is not None, f"run mekgraph draw {name}"
    drawing = draw(graph, read_diagram(file, graph), "en", kept)
    assert drawing.positions == kept, f"run mekgraph draw {name}"
    assert not drawing.arrangement.crowded


def test_a_diagram_is_found_by_name_or_as_a_file(project: Project) -> None:
    assert find_diagram(project, "council") == ROOT / "diagrams" / "council.toml"
    assert find_diagram(project, "mine/own.toml") == Path("mine/own.toml")


@pytest.mark.parametrize("wanted", ["councl", "../data/waivers", "council.positions", ""])
def test_a_name_of_no_diagram_is_answered_with_what_there_is(project: Project, wanted: str) -> None:
    with pytest.raises(NoMatchError) as caught:
        find_diagram(project, wanted)
    assert caught.value.values["known"] == ", ".join(NAMES)


def test_a_project_may_have_no_diagrams_and_kept_positions_are_none(tmp_path: Path) -> None:
    project = Project(tmp_path, tmp_path / "out")
    assert project.diagram_files() == []
    project.diagrams.mkdir()
    for name in ("a.toml", "a.positions.toml", "b.svg"):
        (project.diagrams / name).touch()
    assert [file.name for file in project.diagram_files()] == ["a.toml"]
