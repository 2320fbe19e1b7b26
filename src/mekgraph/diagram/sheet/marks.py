"""The marks of types: a form and a colour, and a sign inside where types in one picture have the same form."""

from collections import defaultdict
from collections.abc import Iterable
from itertools import chain, count
from string import ascii_lowercase
from typing import Final

from mekgraph.diagram.page import Figure, Form, Look, Words
from mekgraph.diagram.scene import Node
from mekgraph.diagram.sheet.colors import INK, legible, painted
from mekgraph.diagram.type.metrics import MM_PER_POINT

MARK = 3.4  # millimetres across
OBLONG = 1.5  # how much wider than high boxes and ellipses are, as squares and circles are marks, too
LARGEST = 2.4  # how much larger the mark of the node with the highest value is
THIN = 0.25
SIGN = 7.0  # points
# The names of forms in the ontology are those of the viewer.
FORMS: Final[dict[str, Form]] = {
    "box": "box", "square": "square", "ellipse": "ellipse", "dot": "circle", "diamond": "diamond",
    "hexagon": "hexagon", "triangle": "triangle", "triangleDown": "triangle-down", "star": "star", "text": "rounded",
}  # fmt: skip
# Signs, and how far above the baseline their middles are, in sizes of the font.
SIGNS: Final = {"•": 0.33, "–": 0.28, "×": 0.29, "=": 0.29, "/": 0.28, "#": 0.32}
LETTER = 0.25
# In triangles the middle of what is broad enough for a sign is lower or higher than the middle of the box.
LOWER: Final[dict[Form, float]] = {"triangle": 0.16, "triangle-down": -0.16}


def form(shape: str) -> Form:
    """The form for a shape as the ontology names it; a circle for any that is not known."""
    return FORMS.get(shape, "circle")


def signs(nodes: Iterable[Node]) -> dict[str, str]:
    """The sign in the mark of each type; the first of those with the same form has none ("").

    Types come in the order of their ids, so that another node of a known type changes no sign.
    """
    types: dict[Form, set[str]] = defaultdict(set)
    for node in nodes:
        types[form(node.shape)].add(node.type)
    return {
        key: sign
        for keys in types.values()
        for key, sign in zip(sorted(keys), chain([""], SIGNS, ascii_lowercase, map(str, count(1))), strict=False)
    }


def scale(value: float | None, most: float) -> float:
    """How much larger a mark is than the smallest one: its area grows evenly with the value.

    >>> scale(None, 0), scale(0, 8), scale(8, 8)
    (1.0, 1.0, 2.4)
    """
    share = (value or 0.0) / most if most > 0 else 0.0
    return float((1 + share * (LARGEST**2 - 1)) ** 0.5)


def mark(key: str, shape: str, color: str, x: float, y: float, size: float, sign: str = "") -> Figure:
    """The mark of a type around a point, as in cards and in the legend; ``size`` is its width in millimetres."""
    kind = form(shape)
    high = size / (OBLONG if kind in ("ellipse", "box", "rounded") else 1.0)
    words = _words(sign, x, y + LOWER.get(kind, 0.0) * high, legible(color)) if sign else None
    return Figure(key, kind, x, y, size, high, Look(painted(color), INK, THIN), words)


def _words(sign: str, x: float, y: float, color: str) -> Words:
    em = SIGN * MM_PER_POINT
    return Words((sign,), x, y + SIGNS.get(sign, LETTER) * em, SIGN, em, "middle", True, color)
