"""Boxes in rows that make up a rectangle of wanted proportions."""

import math
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from mekgraph.diagram.layouts.lines import taken

Size = tuple[float, float]
# So many widths are tried, up to so many times more or less than if boxes filled the rectangle.
CHOICES, AWAY = 40, 3.0


@dataclass(frozen=True)
class Packed:
    """A rectangle of rows of boxes, as indices of the boxes; ``width`` and ``height`` hold nothing but them."""

    rows: tuple[tuple[int, ...], ...]
    width: float
    height: float


def packed(boxes: Sequence[Size], gap: float, proportion: float, turn: int = 0) -> Packed:
    """The rows, in the order of the boxes, that need the smallest page of that ``proportion`` (width by height).

    A new row begins with the box whose place is ``turn``.
    """
    widths = [width for width, _ in boxes]
    # All that matters are the widths of the first rows: each box that may end it.
    limits, used = [], -gap
    for width in widths:
        used += gap + width
        limits.append(max(used, max(widths)))
    limits.sort()
    even = math.sqrt(sum((width + gap) * (height + gap) for width, height in boxes) * proportion)
    tried = {bisect_left(limits, even * AWAY ** (2 * step / CHOICES - 1)) for step in range(CHOICES + 1)}
    found = [filled(boxes, gap, limits[min(at, len(limits) - 1)], turn) for at in sorted(tried)]
    return min(found, key=lambda one: (max(one.width, one.height * proportion), one.width * one.height, len(one.rows)))


def filled(boxes: Sequence[Size], gap: float, limit: float, turn: int) -> Packed:
    """Rows filled one after the other up to a width; a new one begins at ``turn``."""
    rows: list[list[int]] = []
    used = 0.0
    for at, (width, _) in enumerate(boxes):
        if rows and at != turn and used + gap + width <= limit + 1e-6:
            rows[-1].append(at)
            used += gap + width
        else:
            rows.append([at])
            used = width
    wide = max((taken([boxes[at][0] for at in row], gap) for row in rows), default=0.0)
    high = taken([max(boxes[at][1] for at in row) for row in rows], gap)
    return Packed(tuple(map(tuple, rows)), wide, high)


def placed(
    boxes: Sequence[Size], rows: Sequence[Sequence[int]], width: float, height: float, gap: float, most: float
) -> list[tuple[float, float]]:
    """The upper left corner of each box in a rectangle: rows of equal width, the spare room between the boxes.

    No gap grows beyond ``most``.
    """
    corners = [(0.0, 0.0)] * len(boxes)
    heights = [max(boxes[at][1] for at in row) for row in rows]
    below = min(most, gap + max(height - taken(heights, gap), 0.0) / max(len(rows) - 1, 1))
    y = 0.0
    for row, high in zip(rows, heights, strict=True):
        beside = min(most, gap + max(width - taken([boxes[at][0] for at in row], gap), 0.0) / max(len(row) - 1, 1))
        x = 0.0
        for at in row:
            corners[at] = (x, y)
            x += boxes[at][0] + beside
        y += high + below
    return corners
