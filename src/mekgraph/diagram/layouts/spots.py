"""Free spots: where a box may stand beside boxes that stand already, found exactly and nearest first.

A centre is free if it lies in none of the boxes, each widened by half the size of the box to be placed. Of all free
centres, the one nearest to a point lies at that point, or its x or y (or both) are those of an edge of a widened box.
So only these have to be looked at. Everything is counted in whole hundredths of a millimetre, so that nothing depends
on how a computer rounds.
"""

import math

import numpy as np
from numpy.typing import NDArray

from mekgraph.diagram.page import Area, Point

UNIT = 0.01
# First look no farther than so many units, then so many times as far: work grows with the fourth power of how far.
WINDOW, FARTHER = 3000, 1.5
Whole = NDArray[np.int64]


def half(length: float, gap: float) -> int:
    """Half the length of a side and half the gap beside it, in units, rounded up."""
    return math.ceil(round((length + gap) / 2 / UNIT, 6))


class Ground:
    """An area and the boxes that stand on it, each with half a gap around it."""

    def __init__(self, area: Area, gap: float) -> None:
        self.gap = gap
        edge = gap / 2
        self._low = np.array([math.ceil(round((at - edge) / UNIT, 6)) for at in (area.x, area.y)], np.int64)
        self._high = np.array([math.floor(round((at + edge) / UNIT, 6)) for at in (area.right, area.bottom)], np.int64)
        self._boxes: Whole = np.zeros((64, 4), np.int64)  # centre x, y and half width, height
        self._count = 0

    def put(self, centre: Point, width: float, height: float) -> None:
        """Let a box stand here, whatever stands here already."""
        if self._count == len(self._boxes):
            self._boxes = np.concatenate([self._boxes, np.zeros_like(self._boxes)])
        x, y = (round(at / UNIT) for at in centre)
        self._boxes[self._count] = x, y, half(width, self.gap), half(height, self.gap)
        self._count += 1

    def nearest(self, point: Point, width: float, height: float) -> Point | None:
        """The free centre nearest to ``point`` for a box of that size; the upper, then the left of equally near ones.

        None if there is no room for it anywhere.
        """
        size = np.array([half(width, self.gap), half(height, self.gap)], np.int64)
        low, high = self._low + size, self._high - size
        if (low > high).any():
            return None
        wanted = np.clip(np.array([round(at / UNIT) for at in point], np.int64), low, high)
        boxes = self._boxes[: self._count]
        away = np.abs(boxes[:, :2] - wanted) - boxes[:, 2:] - size
        reach = WINDOW
        while True:
            near = boxes[(away < reach).all(axis=1)]
            whole = bool((wanted - reach <= low).all() and (wanted + reach >= high).all())
            spot = _nearest(wanted, size, near, np.maximum(low, wanted - reach), np.minimum(high, wanted + reach))
            if spot is not None and (whole or math.dist(spot, wanted) <= reach):
                return round(spot[0] * UNIT, 2), round(spot[1] * UNIT, 2)
            if whole:
                return None
            reach = round(reach * FARTHER)


def _nearest(wanted: Whole, size: Whole, boxes: Whole, low: Whole, high: Whole) -> tuple[int, int] | None:
    """The free centre nearest to ``wanted`` from ``low`` to ``high``."""
    before, after = boxes[:, :2] - boxes[:, 2:] - size, boxes[:, :2] + boxes[:, 2:] + size
    xs, ys = (_candidates(wanted[axis], before[:, axis], after[:, axis], low[axis], high[axis]) for axis in (0, 1))
    # How many boxes cover each candidate: each adds 1 to a rectangle of candidates, by its four corners.
    covered = np.zeros((len(ys) + 1, len(xs) + 1), np.int32)
    left, right = np.searchsorted(xs, before[:, 0], "right"), np.searchsorted(xs, after[:, 0], "left")
    top, bottom = np.searchsorted(ys, before[:, 1], "right"), np.searchsorted(ys, after[:, 1], "left")
    right, bottom = np.maximum(left, right), np.maximum(top, bottom)
    for rows, columns, sign in ((top, left, 1), (top, right, -1), (bottom, left, -1), (bottom, right, 1)):
        np.add.at(covered, (rows, columns), sign)
    free = covered.cumsum(axis=0, dtype=np.int32).cumsum(axis=1, dtype=np.int32)[:-1, :-1] == 0
    if not free.any():
        return None
    far = (ys[:, None] - wanted[1]) ** 2 + (xs[None, :] - wanted[0]) ** 2
    row, column = divmod(int(np.where(free, far, np.iinfo(np.int64).max).argmin()), len(xs))
    return int(xs[column]), int(ys[row])


def _candidates(wanted: np.int64, before: Whole, after: Whole, low: np.int64, high: np.int64) -> Whole:
    found = np.unique(np.concatenate([[wanted, low, high], before, after]))
    return found[(found >= low) & (found <= high)]
