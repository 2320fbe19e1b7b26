"""Papers, and what is where on them, in millimetres."""

from dataclasses import dataclass

MARGIN = 10.0
HEADER, FOOTER = 15.0, 7.0
LEGEND = 52.0
GUTTER = 4.0
SIZES = {"A4": (297.0, 210.0), "A4-portrait": (210.0, 297.0), "A3": (420.0, 297.0), "16:9": (338.7, 190.5)}


@dataclass(frozen=True)
class Region:
    """A rectangle by its upper left corner."""

    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True)
class Paper:
    """A page of a certain size: a header over everything, the diagram, a legend at the right, and a footer."""

    name: str

    @property
    def size(self) -> tuple[float, float]:
        """Width and height."""
        return SIZES[self.name]

    @property
    def inside(self) -> Region:
        """All but the margins."""
        width, height = self.size
        return Region(MARGIN, MARGIN, width - 2 * MARGIN, height - 2 * MARGIN)

    @property
    def body(self) -> Region:
        """Where the diagram is.

        >>> Paper("A4").body
        Region(x=10.0, y=25.0, width=221.0, height=168.0)
        """
        inside = self.inside
        return Region(
            inside.x, inside.y + HEADER, inside.width - LEGEND - GUTTER, inside.height - HEADER - FOOTER
        )

    @property
    def legend(self) -> Region:
        """Where the legend is."""
        body = self.body
        return Region(body.x + body.width + GUTTER, body.y, LEGEND, body.height)
