"""What is said where the page has not enough room."""

import math
from collections.abc import Collection, Iterator
from contextlib import contextmanager

from mekgraph.diagram.layouts.model import GAP, Item
from mekgraph.diagram.page import Area
from mekgraph.errors import UsageError

# Of a page, boxes of different sizes can fill about this share.
FILLED = 0.7
# Sizes are told in steps of so many millimetres.
STEP = 5.0
TOLERANCE = 1.0  # square millimetres, for what is lost by rounding


class NoRoomError(UsageError):
    """Boxes do not fit into the area, whose size would have to be ``needed`` (width and height in millimetres).

    ``fitting`` of the ``count`` items would fit as it is (an estimate, as ``needed`` is where ``exact`` is not known).
    """

    def __init__(self, count: int, fitting: int, area: Area, needed: tuple[float, float]) -> None:
        self.count, self.fitting, self.area = count, fitting, area
        self.needed = (math.ceil(needed[0] / STEP) * STEP, math.ceil(needed[1] / STEP) * STEP)
        super().__init__(
            "layout.no_room",
            count=count,
            fitting=fitting,
            width=math.floor(area.width),
            height=math.floor(area.height),
            needed_width=math.ceil(self.needed[0]),
            needed_height=math.ceil(self.needed[1]),
        )


def no_room(
    items: Collection[Item], area: Area, needed: tuple[float, float] | None = None, gap: float = GAP
) -> NoRoomError:
    """The error to raise; without ``needed``, the size that boxes of that many square millimetres usually need."""
    boxes = sorted((item.width + gap) * (item.height + gap) for item in items)
    least = (max(item.width for item in items), max(item.height for item in items))
    free = area.width * area.height * FILLED
    grown = max(math.sqrt(sum(boxes) / free), 1.05) if free > 0 else 1.0
    wanted = needed or (area.width * grown, area.height * grown)
    share = min(1.0, area.width / max(wanted[0], 1e-9)) * min(1.0, area.height / max(wanted[1], 1e-9))
    fitting = min(len(boxes) - 1, math.floor(len(boxes) * share))
    return NoRoomError(len(boxes), max(fitting, 0), area, (max(wanted[0], least[0]), max(wanted[1], least[1])))


def require_room(items: Collection[Item], area: Area, gap: float = GAP) -> None:
    """NoRoomError where the boxes, each with its share of the gaps, are larger than the area however they are placed.

    Where it is not raised they may still not fit. It costs nothing beside a layout that finds no room in the end.
    """
    needed = sum((item.width + gap) * (item.height + gap) for item in items)
    # The gaps beside the outermost boxes may lie outside.
    if needed > (area.width + gap) * (area.height + gap) + TOLERANCE:
        raise no_room(items, area, gap=gap)


@contextmanager
def turned_back() -> Iterator[None]:
    """For layouts made with x and y exchanged: errors tell sizes as they are on the page."""
    try:
        yield
    except NoRoomError as error:
        raise NoRoomError(error.count, error.fitting, error.area.turned, error.needed[::-1]) from None
