"""Nodes as cards: the mark of the type and the name, so large as the name needs."""

from collections.abc import Iterable
from dataclasses import dataclass

from mekgraph.diagram.page import Figure, Look, Point, Words
from mekgraph.diagram.scene import Node
from mekgraph.diagram.sheet.colors import INK, PAPER
from mekgraph.diagram.sheet.marks import MARK, THIN, mark, scale, signs
from mekgraph.diagram.type.metrics import width, wrapped

SIZE, LEADING = 7.5, 3.1  # of the name, in points and millimetres
CAP = 1.75  # millimetres from the baseline to the top of a capital letter of that size
WIDEST, MOST_LINES = 30.0, 4
PADDING, GAP = 1.3, 1.1
BORDER = "#555555"
THICK = 0.8


@dataclass(frozen=True)
class Card:
    """A node with its name broken into lines, the size of its card and of its mark, and the sign in that."""

    node: Node
    lines: tuple[str, ...]
    mark: float
    width: float
    height: float
    sign: str = ""


def cards(nodes: Iterable[Node]) -> dict[str, Card]:
    """The cards of nodes by id; a node with a value has a mark whose area grows with it.

    A node that stands for several things shows "+" and how many others there are after its name.
    """
    nodes = tuple(nodes)
    most = max((node.value or 0.0 for node in nodes), default=0.0)
    known = signs(nodes)
    return {node.id: _card(node, MARK * scale(node.value, most), known[node.type]) for node in nodes}


def _card(node: Node, mark: float, sign: str) -> Card:
    lines = _lines(node)
    across = max(width(line, SIZE, bold=node.emphasis) for line in lines)
    height = max(mark, CAP + LEADING * (len(lines) - 1)) + 2 * PADDING
    return Card(node, lines, mark, PADDING + mark + GAP + across + PADDING, height, sign)


def _lines(node: Node) -> tuple[str, ...]:
    """The name, or else the id, and how many others the node stands for, which is never cut off."""
    lines = wrapped(node.label, WIDEST, SIZE, MOST_LINES, node.emphasis)
    lines = lines or wrapped(node.id, WIDEST, SIZE, MOST_LINES, node.emphasis) or ("?",)
    more = len(node.members) - 1
    if more < 1:
        return lines
    last = f"{lines[-1]} +{more}"
    fits = width(last, SIZE, node.emphasis) <= WIDEST
    return (*lines[:-1], last) if fits else (*lines, f"+{more}")


def figure(card: Card, middle: Point) -> Figure:
    """The card around a point."""
    x, y = middle
    node, left = card.node, x - card.width / 2
    first = y - LEADING * (len(card.lines) - 1) / 2 + CAP / 2
    look = Look(PAPER, BORDER, THICK if node.emphasis else THIN, double=node.fresh)
    words = Words(card.lines, left + PADDING + card.mark + GAP, first, SIZE, LEADING, "left", node.emphasis, INK)
    sample = mark(node.type, node.shape, node.color, left + PADDING + card.mark / 2, y, card.mark, card.sign)
    return Figure(
        node.id, "rounded", x, y, card.width, card.height, look, words, sample,
        title=node.label, description="; ".join([node.type_label, *node.names]), href=node.url,
    )  # fmt: skip
