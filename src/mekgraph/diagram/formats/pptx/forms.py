"""The forms of figures among the shapes of Office: their names, where lines may be glued to them, where text stands."""

from typing import Final
from xml.etree.ElementTree import Element

from mekgraph.diagram.formats.pptx.xml import Box, element
from mekgraph.diagram.outlines import corner
from mekgraph.diagram.page import Figure, Form, Point

# Office has shapes for these forms; a merge of a flowchart is a triangle whose text stands upright.
SHAPES: Final[dict[Form, str]] = {
    "box": "rect", "rounded": "roundRect", "square": "rect", "ellipse": "ellipse", "circle": "ellipse",
    "diamond": "diamond", "hexagon": "hexagon", "triangle": "triangle", "triangle-down": "flowChartMerge",
    "star": "star5",
}  # fmt: skip
HEXAGON = 0.25  # how far the upper corners of a hexagon are from its sides, as a share of its width
# The share of the side of a square that is outside of the circle in it, at 45 degrees.
OUTSIDE = (1 - 0.5**0.5) / 2
SIDES: Final[tuple[Point, ...]] = ((0.5, 0.0), (0.0, 0.5), (0.5, 1.0), (1.0, 0.5))
ROUND: Final[tuple[Point, ...]] = (
    (0.5, 0.0), (OUTSIDE, OUTSIDE), (0.0, 0.5), (OUTSIDE, 1 - OUTSIDE),
    (0.5, 1.0), (1 - OUTSIDE, 1 - OUTSIDE), (1.0, 0.5), (1 - OUTSIDE, OUTSIDE),
)  # fmt: skip


def box(figure: Figure) -> Box:
    """The rectangle around a figure."""
    return Box(figure.x - figure.width / 2, figure.y - figure.height / 2, figure.width, figure.height)


def geometry(figure: Figure) -> Element:
    """The shape of Office for the form of a figure."""
    return element("a:prstGeom", element("a:avLst", _adjustment(figure)), prst=SHAPES[figure.form])


def rectangle() -> Element:
    """The shape of Office for what is no figure."""
    return element("a:prstGeom", element("a:avLst"), prst="rect")


def _adjustment(figure: Figure) -> Element | None:
    """The measure of a shape that Office lets people change, as a share of its shorter side."""
    shorter = max(min(figure.width, figure.height), 1e-6)
    match figure.form:
        case "rounded":
            share = corner(figure) / shorter
        case "hexagon":
            share = HEXAGON * figure.width / shorter
        case _:
            return None
    return element("a:gd", name="adj", fmla=f"val {round(share * 100_000)}")


def sites(figure: Figure) -> tuple[Point, ...]:
    """Where lines may be glued to the shape, in its order; forms without any here take lines in another way.

    Triangles that point down and stars are left out, as programs do not number their sites alike.
    """
    around = box(figure)
    shares: tuple[Point, ...] = ()
    if figure.form in ("box", "square", "rounded", "diamond"):
        shares = SIDES
    elif figure.form in ("ellipse", "circle"):
        shares = ROUND
    elif figure.form == "hexagon":
        shares = ((1, 0.5), (1 - HEXAGON, 1), (HEXAGON, 1), (0, 0.5), (HEXAGON, 0), (1 - HEXAGON, 0))
    elif figure.form == "triangle":
        shares = ((0.5, 0), (0.25, 0.5), (0, 1), (0.5, 1), (1, 1), (0.75, 0.5))
    return tuple((around.left + x * around.width, around.top + y * around.height) for x, y in shares)


def room(figure: Figure) -> Box:
    """The rectangle within the shape that Office keeps for text."""
    left, top, right, bottom = _insets(figure)
    around = box(figure)
    width, height = around.width, around.height
    return Box(around.left + left, around.top + top, width - left - right, height - top - bottom)


def _insets(figure: Figure) -> tuple[float, float, float, float]:
    """What Office keeps free at the left, top, right and bottom, in millimetres."""
    width, height = figure.width, figure.height
    match figure.form:
        case "rounded":
            inset = corner(figure) * 2 * OUTSIDE
            return inset, inset, inset, inset
        case "ellipse" | "circle":
            return width * OUTSIDE, height * OUTSIDE, width * OUTSIDE, height * OUTSIDE
        case "diamond":
            return width / 4, height / 4, width / 4, height / 4
        case "hexagon":
            return width / 6, height / 6, width / 6, height / 6
        case "triangle":
            return width / 4, height / 2, width / 4, 0
        case "triangle-down":
            return width / 4, 0, width / 4, height / 2
        case "star":
            return width * 0.309, height * 0.382, width * 0.309, height * 0.236
        case _:
            return 0, 0, 0, 0
