"""Figures and words as shapes: what belongs to a figure is grouped with it, and lines can be glued to all of it."""

import math
from collections import defaultdict
from dataclasses import replace
from typing import NamedTuple
from xml.etree.ElementTree import Element

from mekgraph.diagram.formats.pptx import paint
from mekgraph.diagram.formats.pptx.forms import box, geometry, rectangle, room, sites
from mekgraph.diagram.formats.pptx.text import Setter, around
from mekgraph.diagram.formats.pptx.xml import Box, Names, element, frame
from mekgraph.diagram.outlines import rings
from mekgraph.diagram.page import Figure, Look, Point, Words

# So near to the end of a line a site of the shape itself is taken, in millimetres.
NEAR = 0.2
DOT = 0.1  # the size of the dots that hold lines elsewhere
UPPER = 0  # the site of a dot that is the point itself: the middle of its upper side
ANCHOR, BEND = "anchor", "bend"  # what dots are called: those that hold lines to figures, and those in curves


class Glue(NamedTuple):
    """What the end of a line is glued to: the number of a shape, and which of its sites."""

    shape: int
    site: int


class Shapes:
    """Makes the shapes of one slide.

    Office glues lines only to the few sites that each shape has, and programs disagree about sites that a file adds.
    Where a line ends elsewhere, an invisible dot is grouped with the shape, and the line is glued to the dot: it stays
    where it is drawn, in all programs, and goes along when the group is moved.
    """

    def __init__(self, names: Names, setter: Setter) -> None:
        self._names, self._setter = names, setter
        self._expected: dict[str, tuple[Figure, int]] = {}
        self._anchors: dict[str, list[tuple[Point, int]]] = defaultdict(list)

    def expect(self, figures: tuple[Figure, ...]) -> None:
        """Give numbers to figures before they are drawn, as lines that are drawn before them name them.

        Of several with the same id lines go to the last one.
        """
        self._expected = {figure.id: (figure, self._names.new()) for figure in figures}

    def called(self, name: str) -> str:
        """What people call an expected figure; its id if there is none."""
        expected = self._expected.get(name)
        return (expected[0].title if expected else "") or name

    def glue(self, name: str, point: Point) -> Glue | None:
        """What a line is glued to that ends at a point of an expected figure; to be asked before it is drawn.

        None where no figure of that id is expected.
        """
        if name not in self._expected:
            return None
        figure, number = self._expected[name]
        near = [(math.dist(site, point), place) for place, site in enumerate(sites(figure))]
        distance, place = min(near, default=(math.inf, 0))
        if distance <= NEAR:
            return Glue(number, place)
        anchors = self._anchors[name]
        known = next((dot for other, dot in anchors if math.dist(other, point) <= NEAR / 10), None)
        if known is None:
            known = self._names.new()
            anchors.append((point, known))
        return Glue(known, UPPER)

    def figure(self, figure: Figure) -> Element:
        """The shape of a figure, grouped with its mark and the dots that hold its lines if there are any."""
        awaited, number = self._expected.get(figure.id, (None, 0))
        anchors = self._anchors[figure.id] if awaited is figure else []
        number = number if awaited is figure else self._names.new()
        (outer, pen), *others = rings(figure)
        shape = self._shape(replace(outer, look=replace(outer.look, width=pen, double=False)), number)
        inner = [self._ring(ring, width) for ring, width in others]
        inner += [self._mark(figure.mark)] if figure.mark else []
        inner += [self.dot(point, dot, ANCHOR) for point, dot in anchors]
        if not inner:
            return shape
        name = self._names.named(self._names.new(), figure.title or figure.id, figure.title, figure.description)
        about = element("p:nvGrpSpPr", name, element("p:cNvGrpSpPr"), element("p:nvPr"))
        return element("p:grpSp", about, element("p:grpSpPr", frame(box(figure), inner=True)), shape, *inner)

    def _shape(self, figure: Figure, number: int) -> Element:
        name = figure.title or "".join(figure.words.lines if figure.words else ()) or figure.id
        about = self._names.named(number, name, figure.title, figure.description, figure.href)
        return self._sp(
            about, box(figure), geometry(figure), figure.look, self._setter.body(figure.words, room(figure))
        )

    def _ring(self, ring: Figure, pen: float) -> Element:
        """The inner line of a double outline."""
        about = self._names.decoration(self._names.new(), "ring")
        return self._sp(about, box(ring), geometry(ring), replace(ring.look, width=pen, double=False), None)

    def _mark(self, mark: Figure) -> Element:
        about = self._names.decoration(self._names.new(), "mark")
        return self._sp(about, box(mark), geometry(mark), mark.look, self._setter.body(mark.words, room(mark)))

    def dot(self, point: Point, number: int, name: str) -> Element:
        """An invisible dot whose upper site is the point."""
        about = self._names.decoration(number, name)
        place = Box(point[0] - DOT / 2, point[1], DOT, DOT)
        return self._sp(about, place, rectangle(), Look(), None)

    def words(self, words: Words) -> Element:
        """Lines of text as a shape of their own."""
        place = around(words)
        about = self._names.named(self._names.new(), " ".join(words.lines))
        return self._sp(about, place, rectangle(), Look(), self._setter.body(words, place), txBox=1)

    def title(self, words: Words, widest: float) -> Element:
        """Lines of text that Office knows as the title of the slide.

        Not all programs leave the lines of a title alone in another font, so it gets more room than it needs.
        """
        place = around(words)
        if words.align == "left":
            place = replace(place, width=max(place.width, widest - 2 * place.left))
        about = self._names.named(self._names.new(), " ".join(words.lines))
        body = self._setter.body(words, place)
        return self._sp(about, place, rectangle(), Look(), body, holder=element("p:ph", type="title"))

    def _sp(
        self,
        about: Element,
        place: Box,
        form: Element,
        look: Look,
        body: Element | None,
        holder: Element | None = None,
        **kind: int,
    ) -> Element:
        known = element("p:nvSpPr", about, element("p:cNvSpPr", **kind), element("p:nvPr", holder))
        painted = element("p:spPr", frame(place), form, paint.fill(look.fill), paint.line(look))
        return element("p:sp", known, painted, body)
