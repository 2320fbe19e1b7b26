"""Papers, and what is where on them, in millimetres."""

from dataclasses import dataclass

from mekgraph.diagram.page import Area

MARGIN = 10.0
HEADER, FOOTER = 15.0, 7.0
GUTTER = 4.0
ASIDE, BELOW = 52.0, 60.0  # the width of a legend at the right of the diagram, and the height of one below it
SIZES = {
    "A4": (297.0, 210.0), "A4-portrait": (210.0, 297.0), "A3": (420.0, 297.0), "16:9": (338.7, 190.5),
    "A2": (594.0, 420.0), "A1": (841.0, 594.0), "A0": (1189.0, 841.0), "2A0": (1682.0, 1189.0), "4A0": (2378.0, 1682.0),
}  # fmt: skip


@dataclass(frozen=True)
class Paper:
    """A page of a certain size: a header, the diagram, a legend, and a footer.

    The legend is at the right of the diagram, or below it where the page is higher than wide.
    """

    name: str

    @property
    def size(self) -> tuple[float, float]:
        """Width and height."""
        return SIZES[self.name]

    @property
    def inside(self) -> Area:
        """All but the margins."""
        width, height = self.size
        return Area(MARGIN, MARGIN, width - 2 * MARGIN, height - 2 * MARGIN)

    @property
    def content(self) -> Area:
        """All between the header and the footer."""
        inside = self.inside
        return Area(inside.x, inside.y + HEADER, inside.width, inside.height - HEADER - FOOTER)

    @property
    def upright(self) -> bool:
        """Whether it is higher than wide."""
        width, height = self.size
        return height > width

    @property
    def body(self) -> Area:
        """Where the diagram is.

        >>> Paper("A4").body
        Area(x=10.0, y=25.0, width=221.0, height=168.0)
        """
        whole = self.content
        if self.upright:
            return Area(whole.x, whole.y, whole.width, whole.height - BELOW - GUTTER)
        return Area(whole.x, whole.y, whole.width - ASIDE - GUTTER, whole.height)

    @property
    def legend(self) -> Area:
        """Where the legend is."""
        whole, body = self.content, self.body
        if self.upright:
            return Area(whole.x, body.bottom + GUTTER, whole.width, BELOW)
        return Area(body.right + GUTTER, whole.y, ASIDE, whole.height)
