"""Boxes, points and lines on a page as arrays, so that many can be compared at once. Millimetres."""

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from mekgraph.diagram.page import Area, Figure, Point

Array = NDArray[np.float64]
Flags = NDArray[np.bool_]
SAMPLES = 41  # points that stand for a line
SHARES: Array = np.linspace(0, 1, SAMPLES)


def boxes(figures: Iterable[Figure]) -> Array:
    """The boxes around figures: a row each of left, top, right, bottom."""
    rows = [(f.x - f.width / 2, f.y - f.height / 2, f.x + f.width / 2, f.y + f.height / 2) for f in figures]
    return np.array(rows, dtype=float).reshape(-1, 4)


def around(middles: Array, width: float, height: float) -> Array:
    """Boxes of one size around points."""
    half = np.array([width / 2, height / 2])
    found: Array = np.concatenate([middles - half, middles + half], axis=-1)
    return found


def grown(boxes: Array, by: float) -> Array:
    """The boxes, larger by so much on each side."""
    found: Array = boxes + np.array([-by, -by, by, by])
    return found


def overlaps(some: Array, others: Array) -> Flags:
    """Which boxes (m, 4) share something with which others (n, 4): flags (m, n)."""
    left, top, right, bottom = (some[:, None, side] for side in range(4))
    return (left < others[:, 2]) & (right > others[:, 0]) & (top < others[:, 3]) & (bottom > others[:, 1])


def inside(boxes: Array, region: Area) -> Flags:
    """Which boxes are wholly in a region."""
    found: Flags = (
        (boxes[:, 0] >= region.x)
        & (boxes[:, 1] >= region.y)
        & (boxes[:, 2] <= region.right)
        & (boxes[:, 3] <= region.bottom)
    )
    return found


def curves(controls: Array, shares: Array = SHARES) -> Array:
    """Points of cubic Bézier curves (..., 4, 2) at shares of their parameter: (..., shares, 2)."""
    t = shares[:, None]
    weights = np.concatenate([(1 - t) ** 3, 3 * (1 - t) ** 2 * t, 3 * (1 - t) * t**2, t**3], axis=1)
    # One product of two matrices is many times faster than one for each curve.
    flat = np.moveaxis(controls, -1, -2).reshape(-1, 4) @ weights.T
    found: Array = np.moveaxis(flat.reshape(*controls.shape[:-2], 2, len(shares)), -1, -2)
    return found


def as_curve(path: Sequence[Point]) -> Array:
    """A path of two or four points as the four points of a Bézier curve."""
    points = np.array(path, dtype=float)
    if len(points) == 2:
        points = points[0] + (points[1] - points[0]) * np.array([[0], [1 / 3], [2 / 3], [1]])
    return points
