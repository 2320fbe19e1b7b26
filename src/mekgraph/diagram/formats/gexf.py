"""Scenes as dynamic GEXF 1.3 for Gephi, which 0.9.3 and later read, with a time line; networkx reads it too.

Gephi wants whole days: a period begins on the first day that its start may mean and ends on the last day that its end
may mean (2024-02 to 2024 is 2024-02-01 to 2024-12-31). What was stated is kept in the attributes ``stated_start``,
``stated_end`` and ``date``; they alone tell dates that are none, and a period that would end before it begins. Places
are in points, x to the right and, as Gephi has it, y up.
"""

from collections import Counter
from collections.abc import Iterable
from typing import Final
from xml.etree import ElementTree as ET

from mekgraph.diagram.formats import attributes
from mekgraph.diagram.formats.attributes import Attributes, points, written
from mekgraph.diagram.scene import Edge, Node, Scene
from mekgraph.diagram.sheet.marks import scale
from mekgraph.diagram.type.characters import cleaned
from mekgraph.graph.periods import Days

SPACE = "http://gexf.net/1.3"
TYPES: Final[dict[type, str]] = {str: "string", bool: "boolean", float: "double"}
# What elements say of themselves, so that it is no attribute in the tables of Gephi a second time.
OWN: Final = frozenset({"label", "color", "style"})
# Readers take attributes of these names for the bounds of the period.
STATED: Final = {"start": "stated_start", "end": "stated_end"}
SIZE = 10.0
SHAPES: Final = {"solid": "solid", "dashed": "dashed", "dotted": "dotted"}


def gexf_text(scene: Scene) -> str:
    """The scene as one GEXF file: a directed graph whose nodes and edges have the ids of the scene.

    Gephi makes one edge of those between two nodes that are of one ``kind``; so the second of them is "KIND (2)" there.
    """
    root = ET.Element("gexf", {"xmlns": SPACE, "xmlns:viz": f"{SPACE}/viz", "version": "1.3"})
    meta = ET.SubElement(root, "meta")
    ET.SubElement(meta, "creator").text = "mekgraph"
    ET.SubElement(meta, "description").text = "; ".join(
        f"{name}: {written(value)}" for name, value in attributes.of_scene(scene).items()
    )
    time = {"mode": "dynamic", "timeformat": "date", "timerepresentation": "interval"}
    graph = ET.SubElement(root, "graph", {"defaultedgetype": "directed", "idtype": "string", **time})
    nodes = [(node, _told(attributes.of_node(node))) for node in scene.nodes]
    edges = [(edge, _told(attributes.of_edge(edge))) for edge in scene.edges]
    _declare(graph, "node", (told for _, told in nodes))
    _declare(graph, "edge", (told for _, told in edges))
    most = max((node.value or 0.0 for node in scene.nodes), default=0.0)
    parent = ET.SubElement(graph, "nodes")
    for node, told in nodes:
        _add_node(parent, node, told, most)
    parent = ET.SubElement(graph, "edges")
    for (edge, told), kind in zip(edges, _kinds(scene.edges), strict=True):
        _add_edge(parent, edge, told, kind)
    ET.indent(root)
    return str(ET.tostring(root, encoding="utf-8", xml_declaration=True), "utf-8") + "\n"


def period(start: str, end: str) -> dict[str, str]:
    """The bounds of a period as whole days; without those that are not known or cannot be.

    >>> period("2024-02", "2024"), period("2024", ""), period("2025", "2024"), period("around 2020", "2021-05")
    ({'start': '2024-02-01', 'end': '2024-12-31'}, {'start': '2024-01-01'}, {}, {'end': '2021-05-31'})
    """
    began, ended = Days.of(start), Days.of(end)
    if began and ended and ended.last < began.first:
        return {}
    bounds = {"start": began and began.first, "end": ended and ended.last}
    return {name: day.isoformat() for name, day in bounds.items() if day}


def _told(found: Attributes) -> Attributes:
    return {STATED.get(name, name): value for name, value in found.items() if name not in OWN}


def _declare(graph: ET.Element, scope: str, described: Iterable[Attributes]) -> None:
    declared = ET.SubElement(graph, "attributes", {"class": scope, "mode": "static"})
    for name, kind in attributes.kinds(described).items():
        ET.SubElement(declared, "attribute", {"id": name, "title": name, "type": TYPES[kind]})


def _kinds(edges: Iterable[Edge]) -> list[str]:
    """The kind of each edge, numbered where several of one kind join the same two nodes in the same direction."""
    seen: Counter[tuple[str, str, str]] = Counter()
    found = []
    for edge in edges:
        key = edge.source, edge.target, cleaned(edge.kind_label)
        seen[key] += 1
        found.append(key[2] if seen[key] == 1 else f"{key[2]} ({seen[key]})".strip())
    return found


def _add_node(parent: ET.Element, node: Node, told: Attributes, most: float) -> None:
    own = {"id": cleaned(node.id), "label": attributes.label(node)}
    element = ET.SubElement(parent, "node", {**own, **period(node.date, "")})
    _tell(element, told)
    _paint(element, node.color)
    place = {"x": written(points(node.x)), "y": written(points(-node.y)), "z": "0"}
    ET.SubElement(element, "viz:position", place)
    ET.SubElement(element, "viz:size", {"value": written(round(SIZE * scale(node.value, most), 2))})


def _add_edge(parent: ET.Element, edge: Edge, told: Attributes, kind: str) -> None:
    own = {"id": cleaned(edge.id), "source": cleaned(edge.source), "target": cleaned(edge.target)}
    what = {"label": attributes.said(edge), "kind": kind}
    element = ET.SubElement(parent, "edge", {**own, **what, **period(edge.start, edge.end)})
    _tell(element, told)
    _paint(element, edge.color)
    ET.SubElement(element, "viz:shape", {"value": "double" if edge.disputed else SHAPES[attributes.style(edge)]})


def _tell(element: ET.Element, told: Attributes) -> None:
    values = ET.SubElement(element, "attvalues")
    for name, value in told.items():
        ET.SubElement(values, "attvalue", {"for": name, "value": written(value)})


def _paint(element: ET.Element, given: str) -> None:
    shade = bytes.fromhex(attributes.color(given).removeprefix("#"))
    ET.SubElement(element, "viz:color", {name: str(part) for name, part in zip("rgb", shade, strict=True)})
