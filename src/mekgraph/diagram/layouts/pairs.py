"""Which boxes are near each other, without comparing each with each."""

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Indices = NDArray[np.intp]
# The cells beside a cell, in one of the two directions.
BESIDE = ((0, 1), (1, -1), (1, 0), (1, 1))


def near_pairs(points: Floats, reach: Floats) -> tuple[Indices, Indices]:
    """All pairs of points less than ``reach`` apart in x and in y (and some more that are farther apart), each once.

    ``points`` has a row for each point; ``reach`` is a pair of lengths.
    """
    cells = np.floor((points - points.min(axis=0)) / reach).astype(np.int64)
    across = int(cells[:, 1].max()) + 3
    key = cells[:, 0] * across + cells[:, 1] + 1
    order = np.argsort(key, kind="stable")
    ranked = key[order]
    mine = np.arange(len(points))
    # In the same cell: only those after it in the order, so that each pair comes once.
    found = [_runs(order, mine, np.searchsorted(ranked, ranked, "right") - mine - 1, mine + 1)]
    for down, right in BESIDE:
        other = ranked + down * across + right
        first = np.searchsorted(ranked, other, "left")
        found.append(_runs(order, mine, np.searchsorted(ranked, other, "right") - first, first))
    return np.concatenate([one for one, _ in found]), np.concatenate([two for _, two in found])


def _runs(order: Indices, mine: Indices, counts: Indices, first: Indices) -> tuple[Indices, Indices]:
    """Each of ``mine`` with ``counts`` others in a row from ``first``, as indices of points."""
    ones = np.repeat(mine, counts)
    start = np.repeat(counts.cumsum() - counts, counts)
    twos = np.arange(len(ones)) - start + np.repeat(first, counts)
    return order[ones], order[twos]
