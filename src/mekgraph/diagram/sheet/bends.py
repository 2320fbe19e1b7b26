"""The curves that a line between two cards may be: straight, simple bends, and any others. Millimetres."""

from collections.abc import Iterable
from itertools import product

import numpy as np

from mekgraph.diagram.page import Figure
from mekgraph.diagram.sheet.boxes import Array

# How far aside the two control points of a curve may be, and at most in shares of its length.
ASIDE = (5.0, 9.0, 14.0, 20.0, 28.0, 38.0, 50.0)
FREELY = (6.0, 12.0, 20.0, 30.0, 45.0)
STEEPEST, LEAST_ROOM = 0.9, 8.0
FIRST, SECOND = 1 / 3, 2 / 3  # where along the straight way the control points of simple curves are
FIRSTS, SECONDS = (0.1, FIRST, 0.6), (0.4, SECOND, 0.9)
GENTLE = ((1.0, 1.0), (1.4, 0.3), (0.3, 1.4), (1.0, -1.0))
# A curve passes its control points at three quarters of their distance.
BEYOND = 4 / 3


def gentle(length: float) -> Array:
    """The bends to try first on a way so long: none, then simple ones.

    Each bend is for both control points how far along the way (in shares) and how far aside they are: (n, 2, 2).
    """
    asides = [(aside * one, aside * two) for aside, (one, two) in product(_asides(ASIDE, length), GENTLE)]
    return np.array([((FIRST, one), (SECOND, two)) for one, two in [(0.0, 0.0), *asides]])


def free(length: float) -> Array:
    """The bends to try where none of those is free."""
    asides = _asides(FREELY, length)
    return np.array(list(product(product(FIRSTS, asides), product(SECONDS, asides))))


def _asides(choice: Iterable[float], length: float) -> list[float]:
    most = max(length * STEEPEST, LEAST_ROOM)
    return [0.0, *(sign * aside for aside in choice if aside <= most for sign in (1, -1))]


def curved(start: Figure, end: Figure, ends: Array, bends: Array, sides: Array) -> Array:
    """The four points of curves by bend and line: (bends, lines, 4, 2).

    ``ends`` are those of the straight way, ``sides`` how far aside of the bend each line is. Curves begin and end about
    where the outlines of the cards are.
    """
    way = np.array([end.x - start.x, end.y - start.y])
    normal = np.array([-way[1], way[0]]) / max(float(np.hypot(*way)), 1e-6)
    along, aside = bends[..., 0], bends[..., 1]
    offsets = (aside[:, None, :] + sides[None, :, None]) * BEYOND
    inner = ends[0] + along[:, None, :, None] * (ends[1] - ends[0]) + offsets[..., None] * normal
    outer = np.stack([_leaving(start, inner[..., 0, :]), _leaving(end, inner[..., 1, :])], axis=-2)
    found: Array = np.concatenate([outer[..., :1, :], inner, outer[..., 1:, :]], axis=-2)
    return found


def _leaving(card: Figure, towards: Array) -> Array:
    """Where the ways from the middle of a card to points (..., 2) leave its box."""
    middle, half = np.array([card.x, card.y]), np.array([card.width / 2, card.height / 2])
    way = towards - middle
    shares = np.min(half / np.maximum(np.abs(way), 1e-9), axis=-1, keepdims=True)
    found: Array = middle + way * np.minimum(shares, 1.0)
    return found
