"""Scenes in the DOT language of Graphviz: ``neato -n2`` draws them where they stand, ``dot`` and ``fdp`` by groups.

All texts are quoted, and what Graphviz would replace in them (backslashes, entities) is written so that it stays.
"""

import textwrap
from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Final

from mekgraph.diagram.formats import attributes
from mekgraph.diagram.formats.attributes import color, label, points, written
from mekgraph.diagram.scene import Edge, Node, Scene
from mekgraph.diagram.sheet.colors import INK, PAPER, darkened, legible
from mekgraph.diagram.type.characters import cleaned
from mekgraph.pages import safe_url

# From the names of shapes in the ontology. Graphviz makes shapes so large that the label fits in: in a diamond, star or
# triangle, twice as large as a card, so that nodes would cover each other; a square as high as its label is long.
SHAPES: Final = {
    "box": "box", "square": "box", "ellipse": "ellipse", "dot": "ellipse", "diamond": "octagon", "hexagon": "hexagon",
    "triangle": "house", "triangleDown": "invhouse", "star": "tab", "text": "plaintext",
}  # fmt: skip
LINE: Final = 24  # characters of a label on a line
FONT: Final = "Arial"
SETTINGS: Final = (
    f'graph [outputorder=edgesfirst, overlap=true, splines=true, fontname="{FONT}", fontsize=10]',
    f'node [style=filled, color="{INK}", penwidth=0.5, margin="0.04,0.02", height=0.2, fontname="{FONT}", fontsize=7]',
    f'edge [arrowsize=0.5, fontname="{FONT}", fontsize=6]',
)
INDENT: Final = "  "


def dot_text(scene: Scene) -> str:
    """The scene as a directed graph in DOT; ``pos`` is in points, x to the right and y up.

    What is part of something is in a cluster with it, clusters within clusters.
    """
    lines = [f"digraph {quoted(scene.title)} {{"]
    about = [scene.title, scene.subtitle]
    heading = "\\n".join(escaped(text) for text in map(cleaned, about) if text)
    lines += [f"{INDENT}{setting};" for setting in SETTINGS]
    lines.append(f'{INDENT}graph [label="{heading}", labelloc=t];')
    lines += [INDENT + line for line in _Clusters(scene).lines()]
    lines += [INDENT + _edge(edge) for edge in scene.edges]
    return "\n".join([*lines, "}"]) + "\n"


def escaped(text: str) -> str:
    r"""The text so that it reads as it is in a label between quotation marks.

    >>> print(escaped('C:\\N "a" &lt;'))
    C:\\N \"a\" &amp;lt;
    """
    return text.replace("\\", "\\\\").replace('"', '\\"').replace("&", "&amp;")


def quoted(text: str) -> str:
    """The text as a name."""
    return '"' + cleaned(text).replace("\\", "\\\\").replace('"', '\\"') + '"'


class _Clusters:
    """The nodes of a scene, each once, with what they are part of around them."""

    def __init__(self, scene: Scene) -> None:
        self._nodes = {node.id: node for node in scene.nodes}
        self._names = {group.id: group.label for group in scene.groups}
        self._names |= {node.id: node.label for node in scene.nodes}
        self._members: dict[str, list[str]] = defaultdict(list)
        for node in scene.nodes:
            self._members[node.group].append(node.id)
        self._written: set[str] = set()

    def lines(self) -> Iterator[str]:
        """What stands alone, then groups that are no nodes, then what is part of itself by way of others."""
        for name in self._members.get("", ()):
            yield from self._part(name)
        for group in [group for group in self._members if group and group not in self._nodes]:
            yield from self._cluster(group)
        for name in self._nodes:
            yield from self._part(name)

    def _part(self, name: str) -> Iterator[str]:
        if name in self._written:
            return
        if self._members.get(name):
            yield from self._cluster(name)
        else:
            self._written.add(name)
            yield _node(self._nodes[name])

    def _cluster(self, name: str) -> Iterator[str]:
        self._written.add(name)
        yield f"subgraph {quoted(f'cluster {name}')} {{"
        title = cleaned(self._names.get(name, name))
        yield f'{INDENT}graph [label="{escaped(title)}", style=rounded, color="#9A9A9A"];'
        if name in self._nodes:
            yield INDENT + _node(self._nodes[name])
        for member in self._members[name]:
            for line in self._part(member):
                yield INDENT + line
        yield "}"


def _node(node: Node) -> str:
    more = f" +{len(node.members) - 1}" if len(node.members) > 1 else ""
    lines = textwrap.wrap(label(node) + more, LINE)
    shade = color(node.color)
    told = {
        "label": "\\n".join(map(escaped, lines)),
        "pos": f"{written(points(node.x))},{written(points(-node.y))}",
        "shape": SHAPES.get(node.shape, "ellipse"),
        "fillcolor": shade,
        "fontcolor": legible(shade),
        "tooltip": escaped("; ".join(filter(None, map(cleaned, (node.type_label, *node.names))))),
    }
    if url := safe_url(node.url):
        told["URL"] = escaped(url)
    if node.emphasis:
        told["penwidth"] = "2"
    return f"{quoted(node.id)} {_list(told)};"


def _edge(edge: Edge) -> str:
    shade = darkened(color(edge.color))
    period = "–".join(filter(None, map(cleaned, (edge.start, edge.end))))
    text = escaped(f"{attributes.said(edge)} {period}".strip())
    drawn = {
        "id": escaped(cleaned(edge.id)),
        "style": attributes.style(edge),
        **({"dir": "none"} if edge.symmetric else {}),
        "color": f"{shade}:{PAPER}:{shade}" if edge.disputed else shade,
        "tooltip": text,
        "labeltooltip": text,
    }
    return f"{quoted(edge.source)} -> {quoted(edge.target)} {_list(drawn)};"


def _list(told: Mapping[str, str]) -> str:
    return "[" + ", ".join(f'{name}="{value}"' for name, value in told.items()) + "]"
