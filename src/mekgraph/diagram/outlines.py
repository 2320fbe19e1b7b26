"""The outlines of figures and what lines are made of, in millimetres: the one place where forms become curves.

A path is what it is in a connector: two points for a straight piece, four for a cubic Bézier curve. An outline is a
closed chain of paths: each begins where the one before it ends, and the last ends where the first begins.
"""

import math
from dataclasses import dataclass, replace
from itertools import pairwise

from mekgraph.diagram.page import Connector, Figure, Form, Page, Point, Words

Path = tuple[Point, ...]
Outline = tuple[Path, ...]

CORNER = 1.2  # the radius of round corners, but never more than a quarter of the shorter side
ROUND = 4 / 3 * (math.sqrt(2) - 1)  # control points of a quarter circle, as a share of its radius
PEN = 0.55  # the width of each of two lines, as a share of the one line in whose place they stand
APART = 1.0  # the distance of the middles of such two lines from the one line, in widths of that line
GAP = 0.36  # what is left white between the two outlines of a doubled figure
HEAD, HEAD_LEAST, HEAD_MOST = 5.0, 1.8, 0.6  # length of an arrow head: in line widths, millimetres, shares of the line
SLENDER = 0.36  # half the breadth of an arrow head, as a share of its length
BISECTIONS = 40

_DEEP = math.cos(math.tau / 5) / math.cos(math.tau / 10)  # how near the inner corners of a five-pointed star are
_TURNS = [math.tau * (number / 10 - 0.25) for number in range(10)]
_WIDE, _HIGH = 2 * math.cos(math.tau / 20), 1 + math.cos(math.tau / 10)
_STAR = [
    (math.cos(turn) * far / _WIDE, (math.sin(turn) * far + 1) / _HIGH - 0.5)
    for turn, far in zip(_TURNS, (1.0, _DEEP) * 5, strict=True)
]
# Corners in a square with sides of 1 around the origin.
CORNERS: dict[Form, list[Point]] = {
    "box": [(-0.5, -0.5), (0.5, -0.5), (0.5, 0.5), (-0.5, 0.5)],
    "square": [(-0.5, -0.5), (0.5, -0.5), (0.5, 0.5), (-0.5, 0.5)],
    "diamond": [(0, -0.5), (0.5, 0), (0, 0.5), (-0.5, 0)],
    "hexagon": [(-0.25, -0.5), (0.25, -0.5), (0.5, 0), (0.25, 0.5), (-0.25, 0.5), (-0.5, 0)],
    "triangle": [(0, -0.5), (0.5, 0.5), (-0.5, 0.5)],
    "triangle-down": [(-0.5, -0.5), (0.5, -0.5), (0, 0.5)],
    "star": _STAR,
}


@dataclass(frozen=True)
class Strokes:
    """How a line is drawn: its paths side by side with the width of the pen, and the corners of its arrow head."""

    paths: tuple[Path, ...]
    pen: float
    head: tuple[Point, ...] = ()


def corner(figure: Figure) -> float:
    """The radius of the corners of a "rounded" figure."""
    return min(CORNER, figure.width / 4, figure.height / 4)


def corners(figure: Figure) -> tuple[Point, ...]:
    """The corners of a figure whose sides are straight; KeyError for one with curves."""
    return tuple((figure.x + x * figure.width, figure.y + y * figure.height) for x, y in CORNERS[figure.form])


def outline(figure: Figure) -> Outline:
    """The outline of a figure, clockwise."""
    if figure.form in ("ellipse", "circle"):
        return _rounded(figure, figure.width / 2, figure.height / 2)
    if figure.form == "rounded":
        return _rounded(figure, corner(figure), corner(figure))
    found = corners(figure)
    return tuple(pairwise((*found, found[0])))


def _rounded(figure: Figure, across: float, down: float) -> Outline:
    """A box whose corners are quarters of an ellipse with these radii."""
    pieces: list[Path] = []
    for x, y in ((-1, -1), (1, -1), (1, 1), (-1, 1)):
        cx, cy = figure.x + x * (figure.width / 2 - across), figure.y + y * (figure.height / 2 - down)
        aside, above = (cx + x * across, cy), (cx, cy + y * down)
        beside, over = (cx + x * across, cy + y * down * ROUND), (cx + x * across * ROUND, cy + y * down)
        pieces.append((aside, beside, over, above) if x == y else (above, over, beside, aside))
    joined: list[Path] = []
    for piece, after in zip(pieces, (*pieces[1:], pieces[0]), strict=True):
        joined.append(piece)
        if math.dist(piece[-1], after[0]) > 1e-9:
            joined.append((piece[-1], after[0]))
    return tuple(joined)


def meeting(figure: Figure, towards: Point) -> Point:
    """Where the way from the middle of a figure in the direction of a point crosses its outline.

    The right-hand side where the point is the middle itself.

    >>> from mekgraph.diagram.page import Look
    >>> meeting(Figure("a", "circle", 0, 0, 10, 10, Look()), (0, 50))
    (0.0, 5.0)
    """
    dx, dy = towards[0] - figure.x, towards[1] - figure.y
    if not (dx or dy):
        dx = 1.0

    def side(point: Point) -> float:
        return dx * (point[1] - figure.y) - dy * (point[0] - figure.x)

    found = (figure.x, figure.y)
    for path in outline(figure):
        if side(path[0]) * side(path[-1]) > 0:
            continue
        low, high = (0.0, 1.0) if side(path[0]) <= 0 else (1.0, 0.0)
        for _ in range(BISECTIONS):
            middle = (low + high) / 2
            low, high = (middle, high) if side(point_at(path, middle)) <= 0 else (low, middle)
        x, y = point_at(path, high)
        if dx * (x - figure.x) + dy * (y - figure.y) > 0:
            found = (round(x, 6) + 0.0, round(y, 6) + 0.0)
    return found


def point_at(path: Path, share: float) -> Point:
    """The point of a path at its parameter ``share``, from 0 (where it begins) to 1.

    >>> point_at(((0, 0), (0, 4), (4, 4), (4, 0)), 0.5)
    (2.0, 3.0)
    """
    return _split(path, share)[-1]


def _split(path: Path, share: float) -> Path:
    """The first part of a path, up to a parameter (de Casteljau's construction)."""
    first, row = [path[0]], path
    while len(row) > 1:
        row = tuple((x + (u - x) * share, y + (v - y) * share) for (x, y), (u, v) in pairwise(row))
        first.append(row[0])
    return tuple(first)


def strokes(connector: Connector) -> Strokes:
    """The strokes of a connector or of a sample of a line; a line with an arrow ends in its head, not at its tip."""
    path, look = connector.path, connector.look
    length = min(max(HEAD_LEAST, HEAD * look.width), HEAD_MOST * math.dist(path[0], path[-1]))
    head: tuple[Point, ...] = ()
    if connector.arrow and length > 0:
        path, head = _headed(path, length)
    if not look.double:
        return Strokes((path,), look.width, head)
    return Strokes(tuple(_beside(path, side * APART * look.width) for side in (1, -1)), look.width * PEN, head)


def _headed(path: Path, length: float) -> tuple[Path, tuple[Point, ...]]:
    """The path up to its arrow head, and the head: its tip at the end of the path, then the other two corners."""
    tip, low, high = path[-1], 0.0, 1.0
    for _ in range(BISECTIONS):
        middle = (low + high) / 2
        low, high = (middle, high) if math.dist(point_at(path, middle), tip) > length else (low, middle)
    x, y = point_at(path, low)
    across, down = (tip[1] - y) * SLENDER, (x - tip[0]) * SLENDER
    # A little of the line lies under the head, so that no gap shows between the two.
    return _split(path, low + (1 - low) * 0.1), (tip, (x + across, y + down), (x - across, y - down))


def _beside(path: Path, distance: float) -> Path:
    """The path moved aside by a distance; curves as gentle as those of connectors stay parallel."""
    # Where a control point lies on an end, the other end tells the direction.
    towards = path[1] if path[1] != path[0] else path[-1]
    since = path[-2] if path[-2] != path[-1] else path[0]
    half = len(path) // 2
    moved = [_normal(path[0], towards)] * half + [_normal(since, path[-1])] * half
    return tuple((x + u * distance, y + v * distance) for (x, y), (u, v) in zip(path, moved, strict=True))


def _normal(start: Point, end: Point) -> Point:
    """The direction to the side of the way from one point to another."""
    length = math.dist(start, end) or 1.0
    return (start[1] - end[1]) / length, (end[0] - start[0]) / length


def rings(figure: Figure) -> tuple[tuple[Figure, float], ...]:
    """The figures whose outlines are drawn for one, each with the width of the pen: two for a doubled outline.

    The outer one comes first and alone is filled.
    """
    pen = figure.look.width * PEN
    inside = 2 * (pen + GAP)
    if not figure.look.double or min(figure.width, figure.height) <= 2 * inside:
        return ((figure, figure.look.width),)
    hollow = replace(figure.look, fill="")
    inner = replace(figure, width=figure.width - inside, height=figure.height - inside, look=hollow)
    return (figure, pen), (inner, pen)


def header(page: Page) -> tuple[tuple[Words, ...], tuple[Words, ...]]:
    """The words of a page that stand above everything else, and the others.

    Nothing can cover the former, so they may be drawn first, and are then read first by programs that read aloud.
    """
    boxes = [figure.y - figure.height / 2 for figure in (*page.frames, *page.figures)]
    ends = [y for line in (*page.connectors, *page.lines) for _, y in line.path]
    labels = [line.label.y - line.label.height / 2 for line in page.connectors if line.label]
    top = min((*boxes, *ends, *labels), default=page.height)
    above = [words.y + words.leading * len(words.lines) <= top for words in page.words]
    placed = list(zip(page.words, above, strict=True))
    return tuple(words for words, first in placed if first), tuple(words for words, first in placed if not first)
