"""Scenes as GraphML for yEd, Gephi, Cytoscape and networkx: all that is known as attributes, and the drawing of yEd.

networkx has a writer, but none that lets yEd show more than a heap of empty boxes. The places are in points, x to the
right and y down. The drawing stands last in each element, since Cytoscape takes nothing that comes after it; networkx
takes the place from it, so that there ``x`` and ``y`` are texts.
"""

from collections.abc import Mapping
from typing import Final
from xml.etree import ElementTree as ET

from mekgraph.diagram.formats import attributes
from mekgraph.diagram.formats.attributes import Attributes, points, written
from mekgraph.diagram.scene import Edge, Node, Scene
from mekgraph.diagram.type.characters import cleaned

SPACE = "http://graphml.graphdrawing.org/xmlns"
YED = "http://www.yworks.com/xml/graphml"
TYPES: Final[dict[type, str]] = {str: "string", bool: "boolean", float: "double"}
# The extension of yEd has these names for its two kinds of drawings.
DRAWINGS: Final = {"node": "nodegraphics", "edge": "edgegraphics"}
SHAPES: Final = {
    "box": "rectangle", "square": "rectangle", "ellipse": "ellipse", "dot": "ellipse", "diamond": "diamond",
    "hexagon": "hexagon", "triangle": "triangle", "triangleDown": "trapezoid2", "star": "star5",
    "text": "roundrectangle",
}  # fmt: skip
LINES: Final = {"solid": "line", "dashed": "dashed", "dotted": "dotted"}
# All nodes are of one size, so that their corners stand to each other as their middles do, and no place is given twice.
SIZE: Final = "16.0"
INK: Final = "#1A1A1A"


def graphml_text(scene: Scene) -> str:
    """The scene as one GraphML file: a directed graph whose nodes and edges have the ids of the scene."""
    root = ET.Element("graphml", {"xmlns": SPACE, "xmlns:y": YED})
    about = attributes.of_scene(scene)
    nodes = [(node, _node(node)) for node in scene.nodes]
    edges = [(edge, attributes.of_edge(edge)) for edge in scene.edges]
    _declare(root, "graph", attributes.kinds([about]))
    _declare(root, "node", attributes.kinds(told for _, told in nodes))
    _declare(root, "edge", attributes.kinds(told for _, told in edges))
    graph = ET.SubElement(root, "graph", {"id": "scene", "edgedefault": "directed"})
    _tell(graph, "graph", about)
    for node, told in nodes:
        element = ET.SubElement(graph, "node", {"id": cleaned(node.id)})
        _tell(element, "node", told)
        _draw_node(_drawing(element, "node"), node)
    for edge, told in edges:
        ends = {"source": cleaned(edge.source), "target": cleaned(edge.target)}
        element = ET.SubElement(graph, "edge", {"id": cleaned(edge.id), **ends})
        _tell(element, "edge", told)
        _draw_edge(_drawing(element, "edge"), edge)
    ET.indent(root)
    return str(ET.tostring(root, encoding="utf-8", xml_declaration=True), "utf-8") + "\n"


def _node(node: Node) -> Attributes:
    return {**attributes.of_node(node), "x": points(node.x), "y": points(node.y)}


def _declare(root: ET.Element, scope: str, kinds: Mapping[str, type]) -> None:
    """Say which attributes there are; ids are names, since Gephi takes some of those that yEd numbers for labels."""
    for name, kind in kinds.items():
        what = {"id": f"{scope}_{name}", "for": scope, "attr.name": name, "attr.type": TYPES[kind]}
        ET.SubElement(root, "key", what)
    if scope in DRAWINGS:
        ET.SubElement(root, "key", {"id": f"{scope}_drawing", "for": scope, "yfiles.type": DRAWINGS[scope]})


def _tell(element: ET.Element, scope: str, told: Attributes) -> None:
    for name, value in told.items():
        ET.SubElement(element, "data", {"key": f"{scope}_{name}"}).text = written(value)


def _drawing(element: ET.Element, scope: str) -> ET.Element:
    return ET.SubElement(element, "data", {"key": f"{scope}_drawing"})


def _draw_node(parent: ET.Element, node: Node) -> None:
    drawn = ET.SubElement(parent, "y:ShapeNode")
    place = {"x": written(points(node.x)), "y": written(points(node.y))}
    ET.SubElement(drawn, "y:Geometry", {"width": SIZE, "height": SIZE, **place})
    ET.SubElement(drawn, "y:Fill", {"color": attributes.color(node.color), "transparent": "false"})
    width = "2.0" if node.emphasis else "1.0"
    ET.SubElement(drawn, "y:BorderStyle", {"color": INK, "type": "line", "width": width})
    style = "bold" if node.emphasis else "plain"
    below = {"fontSize": "8", "fontStyle": style, "modelName": "sandwich", "modelPosition": "s"}
    ET.SubElement(drawn, "y:NodeLabel", below).text = _plain(attributes.label(node))
    ET.SubElement(drawn, "y:Shape", {"type": SHAPES.get(node.shape, "ellipse")})


def _draw_edge(parent: ET.Element, edge: Edge) -> None:
    drawn = ET.SubElement(parent, "y:PolyLineEdge")
    line = {"color": attributes.color(edge.color), "type": LINES[attributes.style(edge)]}
    # There are no doubled lines in yEd.
    ET.SubElement(drawn, "y:LineStyle", {**line, "width": "3.0" if edge.disputed else "1.0"})
    ET.SubElement(drawn, "y:Arrows", {"source": "none", "target": "standard"})
    ET.SubElement(drawn, "y:EdgeLabel", {"fontSize": "6"}).text = _plain(attributes.said(edge))


def _plain(text: str) -> str:
    """The text so that yEd does not take it for markup, as it does with what begins like a page."""
    return f" {text}" if text.lower().startswith("<html") else text
