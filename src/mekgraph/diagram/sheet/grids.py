"""Grids over the page in which can be looked up, for many points at once, what is there. Millimetres."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from mekgraph.diagram.page import Area, Point
from mekgraph.diagram.sheet.boxes import Array, as_curve, curves

Whole = NDArray[np.int64]
NOBODY = -1


class Cells:
    """The cells of a region, of one size; a point outside counts for the nearest one."""

    def __init__(self, region: Area, size: float) -> None:
        self._corner, self._size = np.array([region.x, region.y]), size
        self.shape = int(region.width / size) + 2, int(region.height / size) + 2

    def of(self, points: Array) -> tuple[Whole, Whole]:
        """The columns and rows of the cells of points (..., 2)."""
        columns, rows = (
            np.clip((points[..., axis] - self._corner[axis]) / self._size, 0, self.shape[axis] - 1).astype(np.int64)
            for axis in (0, 1)
        )
        return columns, rows


class Owners:
    """Which of some boxes (n, 4) is in which cell, by its place among them; of boxes that overlap, the last one."""

    def __init__(self, boxes: Array, cells: Cells) -> None:
        self._owners = np.full(cells.shape, NOBODY, dtype=np.int32)
        columns, rows = cells.of(boxes.reshape(-1, 2, 2))
        for place, ((left, right), (top, bottom)) in enumerate(zip(columns, rows, strict=True)):
            self._owners[left : right + 1, top : bottom + 1] = place

    def strange(self, where: tuple[Whole, Whole], own: Sequence[int]) -> NDArray[np.bool_]:
        """Which cells are in a box that is not one of ``own``."""
        found = self._owners[where]
        strange: NDArray[np.bool_] = found != NOBODY
        for place in own:
            strange &= found != place
        return strange


class Traffic:
    """How many lines pass where."""

    SIZE = 1.0

    def __init__(self, region: Area) -> None:
        self._cells = Cells(region, self.SIZE)
        self._counts = np.zeros(self._cells.shape)

    def add(self, path: Sequence[Point], count: int = 1) -> None:
        """Count a line, or count it no more (-1)."""
        length = float(np.abs(np.diff(np.array(path), axis=0)).sum())
        shares = np.linspace(0, 1, int(length / self.SIZE * 2) + 2)
        columns, rows = self._cells.of(curves(as_curve(path), shares))
        # Cells by one number each: to find out which of them differ is then many times faster.
        self._counts.reshape(-1)[np.unique(columns * self._cells.shape[1] + rows)] += count

    def busy(self, points: Array) -> NDArray[np.bool_]:
        """Where among points (..., 2) a line passes."""
        found: NDArray[np.bool_] = self._counts[self._cells.of(points)] > 0
        return found
