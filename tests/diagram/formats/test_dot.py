"""DOT: what is written, and what the real Graphviz makes of it."""

import re
import shutil
import subprocess
from dataclasses import replace
from xml.etree import ElementTree as ET

import pytest

from mekgraph.diagram.formats.attributes import label
from mekgraph.diagram.formats.dot import dot_text
from mekgraph.diagram.scene import Group, Scene

from ..scenes import HOSTILE, link, scene, two

graphviz = pytest.mark.skipif(shutil.which("dot") is None, reason="Graphviz is not installed on this machine")
SVG = {"s": "http://www.w3.org/2000/svg", "x": "http://www.w3.org/1999/xlink"}


def drawn(made: Scene, *options: str) -> ET.Element:
    """The picture that Graphviz makes."""
    run = subprocess.run([*options, "-Tsvg"], input=dot_text(made).encode(), capture_output=True, check=True)
    return ET.fromstring(run.stdout)


def attribute(text: str, name: str, start: str) -> str:
    """The value of an attribute in the line that begins so."""
    (line,) = [line.strip() for line in text.splitlines() if line.strip().startswith(start)]
    found = re.search(rf'\b{name}="((?:[^"\\]|\\.)*)"', line)
    assert found
    return found[1]


def test_places_are_in_points_with_y_up() -> None:
    assert attribute(dot_text(scene()), "pos", '"actor:n0" [') == "56.69,-85.04"


def test_marks_are_dashed_dotted_and_doubled() -> None:
    made = two("a", "b")
    marks = {"ended": "dashed", "implied": "dotted", "certain": "solid"}
    for mark, style in marks.items():
        edges = (replace(made.edges[0], **{mark: True}),)
        assert attribute(dot_text(replace(made, edges=edges)), "style", '"actor:a" ->') == style
    disputed = (replace(made.edges[0], disputed=True),)
    color = attribute(dot_text(replace(made, edges=disputed)), "color", '"actor:a" ->')
    assert color == "#117733:#FFFFFF:#117733"


def test_lines_can_be_seen_on_white() -> None:
    pale = replace(link("l", "actor:a", "actor:b"), color="#EEEEEE")
    assert attribute(dot_text(replace(two("a", "b"), edges=(pale,))), "color", '"actor:a" ->') == "#949494"


@pytest.mark.parametrize("name", ["escapes", "entities", "backslash", "markup"])
def test_nothing_in_a_label_is_replaced(name: str) -> None:
    written = attribute(dot_text(two(HOSTILE[name], "b")), "tooltip", '"actor:a" [')
    assert written.replace("\\\\", "\0").replace('\\"', '"').replace("\0", "\\").replace("&amp;", "&") == HOSTILE[name]


def test_what_a_node_stands_for_is_counted() -> None:
    made = two("United Nations", "b")
    node = replace(made.nodes[0], members=("One", "Two", "Three"))
    text = dot_text(replace(made, nodes=(node, made.nodes[1])))
    assert attribute(text, "label", '"actor:a" [') == "United Nations +2"


def test_every_node_is_written_once_in_the_cluster_of_what_it_is_part_of() -> None:
    made = scene()
    text = dot_text(made)
    for node in made.nodes:
        assert text.count(f'"{node.id}" [label=') == 1
    assert text.index('subgraph "cluster actor:n1"') < text.index('"actor:n2" [label') < text.index('"actor:n3" [label')
    assert 'subgraph "cluster Group \\\\N" {' in text


def test_what_is_part_of_itself_is_written_all_the_same() -> None:
    made = two("a", "b")
    nodes = tuple(replace(node, group=group) for node, group in zip(made.nodes, ("actor:b", "actor:a"), strict=True))
    text = dot_text(replace(made, nodes=nodes))
    assert [text.count(f'"{node.id}" [label=') for node in nodes] == [1, 1]


@graphviz
@pytest.mark.slow
@pytest.mark.parametrize("options", [("neato", "-n2"), ("dot",), ("fdp",)], ids=["neato", "dot", "fdp"])
def test_graphviz_draws_all_of_it_with_labels_as_they_are(options: tuple[str, ...]) -> None:
    made = scene()
    root = drawn(made, *options)
    nodes = root.findall(".//s:g[@class='node']", SVG)
    assert {node.findtext("s:title", "", SVG) for node in nodes} == {node.id for node in made.nodes}
    assert len(root.findall(".//s:g[@class='edge']", SVG)) == len(made.edges)
    shown = {
        node.findtext("s:title", "", SVG): "".join(
            text.text or "" for text in node.findall(".//s:text", SVG)
        ) for node in nodes
    }  # fmt: skip
    for node in made.nodes:
        more = "+1" if node.members else ""
        assert re.sub(r"\s", "", shown[node.id]) == re.sub(r"\s", "", label(node) + more)
    assert root.findall(".//s:script", SVG) == []
    links = {link.get(f"{{{SVG['x']}}}href") for link in root.findall(".//s:a", SVG)}
    assert links == {None, "https://example.org/?a=1&b=2"}


@graphviz
@pytest.mark.slow
def test_nodes_stay_where_they_are() -> None:
    root = drawn(two("a", "b"), "neato", "-n2")
    assert len(root.findall(".//s:g[@class='node']", SVG)) == 2
    made = replace(scene(), edges=())
    run = subprocess.run(
        ["neato", "-n2", "-Tplain"], input=dot_text(made).encode(), capture_output=True, check=True, text=False
    )
    rows = [line.split() for line in run.stdout.decode().splitlines() if line.startswith('node "actor:n')]
    places = {row[1].strip('"'): (float(row[2]) * 72, float(row[3]) * 72) for row in rows}
    first = places["actor:n0"]
    for node in made.nodes:
        across, down = (node.x - made.nodes[0].x) / 25.4 * 72, (node.y - made.nodes[0].y) / 25.4 * 72
        assert places[node.id] == pytest.approx((first[0] + across, first[1] - down), abs=0.05)


@graphviz
@pytest.mark.slow
def test_graphviz_frames_groups() -> None:
    made = two("a", "b")
    nodes = tuple(replace(node, group="parts") for node in made.nodes)
    root = drawn(replace(made, nodes=nodes, groups=(Group("parts", "Parts & more"),)), "dot")
    (cluster,) = root.findall(".//s:g[@class='cluster']", SVG)
    assert cluster.findtext("s:text", "", SVG) == "Parts & more"
