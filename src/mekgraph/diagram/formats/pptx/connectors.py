"""Lines as connectors that are glued to what they join, straight ones as one, curved ones as a few."""

import math
from itertools import pairwise
from xml.etree.ElementTree import Element

from mekgraph.diagram.formats.pptx import paint
from mekgraph.diagram.formats.pptx.shapes import BEND, UPPER, Glue, Shapes
from mekgraph.diagram.formats.pptx.xml import Box, Names, element, frame
from mekgraph.diagram.outlines import point_at
from mekgraph.diagram.page import Connector, Point

# How far the pieces of a curve may be from it, in millimetres, and how many there are at most.
TOLERANCE, MOST = 0.3, 10


class Connectors:
    """Makes the connectors of one slide.

    The curved connectors of Office know only half and quarter turns, and LibreOffice leads them anew when it opens a
    file. So a curve is a few straight connectors here, glued to each other by invisible dots.
    """

    def __init__(self, names: Names, shapes: Shapes) -> None:
        self._names, self._shapes = names, shapes

    def pieces(self, connector: Connector) -> list[Element]:
        """The connectors for a line, and the dots between them; ends that belong to no figure are free."""
        points = bends(connector.path)
        dots = [self._names.new() for _ in points[1:-1]]
        inner = [Glue(number, UPPER) for number in dots]
        glues = [self._shapes.glue(connector.start, points[0]), *inner, self._shapes.glue(connector.end, points[-1])]
        last = len(points) - 2
        found = [self._shapes.dot(point, number, BEND) for point, number in zip(points[1:-1], dots, strict=True)]
        for place, (ends, glued) in enumerate(zip(pairwise(points), pairwise(glues), strict=True)):
            about = self._about(connector, first=place == 0)
            line = paint.line(connector.look, connector.arrow and place == last)
            found.append(self._piece(about, ends, glued, line))
            if connector.look.double:
                about = self._names.decoration(self._names.new(), "gap")
                found.append(self._piece(about, ends, glued, paint.gap(connector.look)))
        return found

    def _about(self, connector: Connector, first: bool) -> Element:
        """The name of a line with its first piece; the others are not read out again."""
        number = self._names.new()
        joined = [self._shapes.called(end) for end in (connector.start, connector.end) if end]
        name = " → ".join(joined) or connector.title
        if not first or not name:
            return self._names.decoration(number, "line")
        return self._names.named(number, name, connector.title or name, connector.description)

    def _piece(
        self, about: Element, ends: tuple[Point, Point], glued: tuple[Glue | None, Glue | None], line: Element
    ) -> Element:
        (left, top), (right, bottom) = ends
        place = frame(Box(min(left, right), min(top, bottom), abs(right - left), abs(bottom - top)))
        for turn, turned in (("flipH", right < left), ("flipV", bottom < top)):
            if turned:
                place.set(turn, "1")
        tied = [
            element(kind, id=glue.shape, idx=glue.site)
            for kind, glue in zip(("a:stCxn", "a:endCxn"), glued, strict=True)
            if glue
        ]
        form = element("a:prstGeom", element("a:avLst"), prst="straightConnector1" if tied else "line")
        return element(
            "p:cxnSp",
            element("p:nvCxnSpPr", about, element("p:cNvCxnSpPr", *tied), element("p:nvPr")),
            element("p:spPr", place, form, line),
        )


def bends(path: tuple[Point, ...]) -> tuple[Point, ...]:
    """The ends of a path, and between them as many points of its curve as straight pieces need to look like it.

    >>> bends(((0, 0), (9, 9)))
    ((0, 0), (9, 9))
    >>> bends(((0, 0), (20, 4), (40, 4), (60, 0)))
    ((0, 0), (15.0, 2.25), (30.0, 3.0), (45.0, 2.25), (60, 0))
    """
    if len(path) == 2:
        return path
    # The farther a point is from the middle of its neighbours, the more the curve turns there.
    turns = [
        math.hypot(a[0] - 2 * b[0] + c[0], a[1] - 2 * b[1] + c[1])
        for a, b, c in zip(path, path[1:], path[2:], strict=False)
    ]
    count = min(math.ceil(math.sqrt(max(turns) * 6 / 8 / TOLERANCE)), MOST)
    return (path[0], *(point_at(path, place / count) for place in range(1, count)), path[-1])
