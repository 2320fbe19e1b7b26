"""Nodes as cards: the mark of the type and the name, so large as the name needs."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from mekgraph.diagram.page import Figure, Form, Look, Point, Words
from mekgraph.diagram.scene import Node
from mekgraph.diagram.type.metrics import width, wrapped

SIZE, LEADING = 7.5, 3.1  # of the name, in points and millimetres
CAP = 1.75  # millimetres from the baseline to the top of a capital letter of that size
WIDEST, MOST_LINES = 30.0, 4
PADDING, MARK, GAP = 1.3, 3.4, 1.1
LARGEST = 2.4  # how much larger the mark of the node with the highest value is
PAPER, INK, BORDER = "#FFFFFF", "#1A1A1A", "#555555"
THIN, THICK = 0.25, 0.8
# The names of forms in the ontology are those of the viewer.
FORMS: Final[dict[str, Form]] = {
    "box": "box", "square": "square", "ellipse": "ellipse", "dot": "circle", "diamond": "diamond",
    "hexagon": "hexagon", "triangle": "triangle", "triangleDown": "triangle-down", "star": "star", "text": "rounded",
}  # fmt: skip


@dataclass(frozen=True)
class Card:
    """A node with its name broken into lines, and the size of its card and of its mark."""

    node: Node
    lines: tuple[str, ...]
    mark: float
    width: float
    height: float


def cards(nodes: Iterable[Node]) -> dict[str, Card]:
    """The cards of nodes by id; a node with a value has a mark whose area grows with it."""
    nodes = tuple(nodes)
    most = max((node.value or 0.0 for node in nodes), default=0.0)
    return {node.id: _card(node, MARK * scale(node.value, most)) for node in nodes}


def scale(value: float | None, most: float) -> float:
    """How much larger a mark is than the smallest one: its area grows evenly with the value.

    >>> scale(None, 0), scale(0, 8), scale(8, 8)
    (1.0, 1.0, 2.4)
    """
    share = (value or 0.0) / most if most > 0 else 0.0
    return float((1 + share * (LARGEST**2 - 1)) ** 0.5)


def _card(node: Node, mark: float) -> Card:
    lines = wrapped(node.label, WIDEST, SIZE, MOST_LINES, bold=node.emphasis) or (node.id,)
    across = max(width(line, SIZE, bold=node.emphasis) for line in lines)
    height = max(mark, CAP + LEADING * (len(lines) - 1)) + 2 * PADDING
    return Card(node, lines, mark, PADDING + mark + GAP + across + PADDING, height)


def figure(card: Card, middle: Point) -> Figure:
    """The card around a point."""
    x, y = middle
    node, left = card.node, x - card.width / 2
    first = y - LEADING * (len(card.lines) - 1) / 2 + CAP / 2
    look = Look(PAPER, BORDER, THICK if node.emphasis else THIN, double=node.fresh)
    words = Words(card.lines, left + PADDING + card.mark + GAP, first, SIZE, LEADING, "left", node.emphasis, INK)
    at = left + PADDING + card.mark / 2
    return Figure(
        node.id, "rounded", x, y, card.width, card.height, look, words, mark(node.type, node.shape, node.color, at, y, card.mark),
        title=node.label, description="; ".join([node.type_label, *node.names]), href=node.url,
    )  # fmt: skip


def mark(key: str, shape: str, color: str, x: float, y: float, size: float) -> Figure:
    """The mark of a type, as in cards and in the legend."""
    wide = 1.3 if shape in ("ellipse", "box") else 1.0
    height = size / wide
    return Figure(key, FORMS.get(shape, "circle"), x, y, size, height, Look(color, INK, THIN))
