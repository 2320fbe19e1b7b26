"""What layouts are given and what they give back. Lengths are millimetres; y goes down, as on a page."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from mekgraph.diagram.page import Area, Point

# So far apart are two boxes at least.
GAP = 2.0
DIGITS = 2
# Room for the name of a frame, at its top.
CAPTION = 5.0


@dataclass(frozen=True)
class Item:
    """A thing to be placed: the size of its box, and what layouts go by.

    ``group`` is what it is part of: the id of another item, or of a group that is no item itself, or empty; ``kind``
    its type; ``rank`` 0 for what stands in the middle, or for the first side of two; ``date`` as ISO writes it
    (``2024``, ``2024-05``, ``2024-05-17``), or empty.
    """

    id: str
    width: float
    height: float
    group: str = ""
    kind: str = ""
    rank: int = 1
    date: str = ""


@dataclass(frozen=True)
class Tie:
    """What ties two items, by their ids; where there is an above and below, ``start`` is above."""

    start: str
    end: str


@dataclass(frozen=True)
class Mark:
    """A date on a time axis: a line from top to bottom at ``x``, where what ``text`` names begins."""

    x: float
    text: str


@dataclass(frozen=True)
class Placed:
    """The centres of all items by id, the frames around groups by the id of the group, and marks of an axis.

    A frame around a group that is an item holds that item's box, too; any other has room for a caption of height
    ``CAPTION`` at its top.
    """

    centres: Mapping[str, Point]
    frames: Mapping[str, Area] = field(default_factory=dict)
    marks: tuple[Mark, ...] = ()

    @property
    def turned(self) -> "Placed":
        """With x and y exchanged; it must have no marks."""
        centres = {key: (y, x) for key, (x, y) in self.centres.items()}
        return Placed(centres, {key: frame.turned for key, frame in self.frames.items()})


def in_order(items: Iterable[Item]) -> list[Item]:
    """The items by id, so that the order they come in changes nothing."""
    return sorted(items, key=lambda item: item.id)


def turned(items: Iterable[Item]) -> list[Item]:
    """The items with width and height exchanged."""
    return [replace(item, width=item.height, height=item.width) for item in items]


def tied(items: Iterable[Item], ties: Iterable[Tie]) -> list[tuple[str, str]]:
    """The pairs of different items that are tied, each once; ties to anything else are passed over."""
    known = {item.id for item in items}
    return sorted({(t.start, t.end) for t in ties if t.start != t.end and t.start in known and t.end in known})


def neighbours(items: Iterable[Item], ties: Iterable[Tie]) -> dict[str, list[str]]:
    """By id: the items that each is tied to, in order, each once."""
    found: dict[str, set[str]] = {item.id: set() for item in items}
    for start, end in tied(items, ties):
        found[start].add(end)
        found[end].add(start)
    return {key: sorted(others) for key, others in found.items()}


def rounded(x: float, y: float) -> Point:
    """A point to the hundredth of a millimetre, so that it is the same when it has been written and read."""
    return round(float(x), DIGITS), round(float(y), DIGITS)
