"""What stands where on the pages of a diagram, in millimetres: the one geometry that all formats draw.

The origin is the upper left corner of the page, x goes right and y down. All texts are broken into lines already, and
nothing in them is markup. Whatever is drawn later stands in front: frames, connectors, figures, words.
"""

from dataclasses import dataclass
from typing import Literal

Point = tuple[float, float]
Align = Literal["left", "middle", "right"]
# The forms of figures; a "rounded" one is a box with round corners.
Form = Literal[
    "box", "rounded", "ellipse", "circle", "diamond", "hexagon", "triangle", "triangle-down", "star", "square"
]
SOLID: tuple[float, ...] = ()


@dataclass(frozen=True)
class Area:
    """A rectangle, by its upper left corner, in millimetres."""

    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """The x of its right side."""
        return self.x + self.width

    @property
    def bottom(self) -> float:
        """The y of its lower side."""
        return self.y + self.height

    @property
    def middle(self) -> Point:
        """Its middle."""
        return self.x + self.width / 2, self.y + self.height / 2

    @property
    def turned(self) -> "Area":
        """With x and y exchanged."""
        return Area(self.y, self.x, self.height, self.width)


@dataclass(frozen=True)
class Look:
    """How something is painted: colours as ``#RRGGBB`` ("" for none), width and dashes in millimetres."""

    fill: str = ""
    stroke: str = ""
    width: float = 0.3
    dash: tuple[float, ...] = SOLID
    double: bool = False  # two thin lines side by side in place of one


@dataclass(frozen=True)
class Words:
    """Lines of text: ``x`` and ``y`` are the left, middle or right end of the first line's baseline.

    ``size`` is in points (1/72 inch), ``leading`` the distance of baselines in millimetres.
    """

    lines: tuple[str, ...]
    x: float
    y: float
    size: float
    leading: float
    align: Align = "left"
    bold: bool = False
    color: str = "#1A1A1A"
    href: str = ""


@dataclass(frozen=True)
class Figure:
    """A closed figure around its middle (``x``, ``y``), with what it is called and leads to; ``words`` stand in it.

    ``mark`` is a smaller figure in it that tells its type; both stay together when moved.
    """

    id: str
    form: Form
    x: float
    y: float
    width: float
    height: float
    look: Look
    words: Words | None = None
    mark: "Figure | None" = None
    title: str = ""
    description: str = ""
    href: str = ""


@dataclass(frozen=True)
class Connector:
    """A line from one figure to another, named by their ids.

    ``path`` has two points (a straight line), or four (a cubic Bézier curve: both ends and its two control points);
    its ends lie on the outlines of the figures. ``label`` is a number or short text on it, with its own background.
    """

    id: str
    start: str
    end: str
    path: tuple[Point, ...]
    look: Look
    arrow: bool = True
    label: Figure | None = None
    title: str = ""
    description: str = ""


@dataclass(frozen=True)
class Page:
    """One page: its size, everything on it, and what a speaker may want to say to it."""

    width: float
    height: float
    frames: tuple[Figure, ...] = ()
    connectors: tuple[Connector, ...] = ()
    figures: tuple[Figure, ...] = ()
    words: tuple[Words, ...] = ()
    lines: tuple[Connector, ...] = ()  # samples in the legend: lines that join nothing
    notes: str = ""


@dataclass(frozen=True)
class Document:
    """The pages of a diagram in one language; ``title`` and ``description`` say what it shows to who cannot see it."""

    language: str
    title: str
    description: str
    pages: tuple[Page, ...]
