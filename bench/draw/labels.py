"""How readable a picture is: which labels cover each other, and which links run through labels of other things.

Millimetres; a box is a row of left, top, right, bottom.
"""

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from mekgraph.diagram.sheet.cards import CAP, LEADING, SIZE
from mekgraph.diagram.type.metrics import width

Array = NDArray[np.float64]
Box = tuple[float, float, float, float]
PIECES = 32  # straight pieces that stand for a curve
SLACK = 0.02  # what only touches does not overlap


def text_size(lines: Sequence[str]) -> tuple[float, float]:
    """The width and height of a label: of its bare text, in the font and size of our cards."""
    return max(width(line, SIZE) for line in lines), CAP + LEADING * (len(lines) - 1)


def boxes(middles: Array, sizes: Array) -> Array:
    """The boxes of some sizes (n, 2) around points (n, 2)."""
    found: Array = np.concatenate([middles - sizes / 2, middles + sizes / 2], axis=1)
    return found


def stretched(points: Array, sizes: Array, area: Box) -> Array:
    """Points stretched in x and in y over the whole of an area, so far that boxes of these sizes are inside of it."""
    low, high = np.array(area[:2]) + sizes.max(axis=0) / 2, np.array(area[2:]) - sizes.max(axis=0) / 2
    share = (points - points.min(axis=0)) / np.maximum(np.ptp(points, axis=0), 1e-9)
    found: Array = low + share * (high - low)
    return found


def overlapping(labels: Array) -> int:
    """How many boxes overlap another one."""
    found = np.zeros(len(labels), dtype=bool)
    for place, one in enumerate(labels):
        shared = _meeting(labels, one[:2], one[2:])
        shared[place] = False
        found[place] = shared.any()
    return int(found.sum())


def through(ways: Iterable[tuple[int, int, Array]], labels: Array) -> int:
    """How many links run through a box at neither of their ends: by both places, and points (n, 2) of the way."""
    return sum(_runs_through(start, end, points, labels) for start, end, points in ways)


def _runs_through(start: int, end: int, points: Array, labels: Array) -> bool:
    near = _meeting(labels, points.min(axis=0), points.max(axis=0))
    near[[start, end]] = False
    strange = labels[near]
    if not len(strange):
        return False
    first, step = points[:-1, None, :], np.diff(points, axis=0)[:, None, :]
    step = np.where(np.abs(step) < 1e-12, 1e-12, step)
    # For each piece and box: from where to where on the piece it is between the sides of the box.
    one, two = (strange[:, :2] + SLACK - first) / step, (strange[:, 2:] - SLACK - first) / step
    enters, leaves = np.minimum(one, two).max(axis=-1), np.maximum(one, two).min(axis=-1)
    return bool(((enters < leaves) & (enters < 1) & (leaves > 0)).any())


def _meeting(labels: Array, low: Array, high: Array) -> NDArray[np.bool_]:
    """Which boxes share something with one from ``low`` to ``high``."""
    found: NDArray[np.bool_] = (labels[:, :2] < high - SLACK).all(axis=1) & (labels[:, 2:] > low + SLACK).all(axis=1)
    return found


def sampled(path: Sequence[tuple[float, float]]) -> Array:
    """Points of a straight line (two points) or of a cubic Bézier curve (four)."""
    points = np.array(path)
    if len(points) == 2:
        return points
    share = np.linspace(0, 1, PIECES + 1)[:, None]
    one, two, three, four = points
    rest = 1 - share
    found: Array = rest**3 * one + 3 * rest**2 * share * two + 3 * rest * share**2 * three + share**3 * four
    return found
