"""Overlap removal: boxes of real sizes are moved apart, as little as may be, until none covers another.

First the crowded middle is widened and boxes push each other away, which keeps the picture. Whatever still overlaps
then goes to the nearest free spot. If no spot is left, boxes are set in rows, roughly where they stood.
"""

from collections.abc import Collection, Iterable, Mapping

import numpy as np
from numpy.typing import NDArray

from mekgraph.diagram.layouts.model import GAP, Item, in_order, rounded
from mekgraph.diagram.layouts.pairs import Floats, Indices, near_pairs
from mekgraph.diagram.layouts.room import no_room
from mekgraph.diagram.layouts.shelves import shelved
from mekgraph.diagram.layouts.spots import Ground
from mekgraph.diagram.page import Area, Point

ROUNDS = 150
PUSH = 0.6
# Where there is room, boxes stay farther apart, until they fill this share of the area.
COMFORT = 0.55
WIDEST_GAP = 14.0
SLACK = 0.005


def spread(
    items: Iterable[Item],
    centres: Mapping[str, Point],
    area: Area,
    gap: float = GAP,
    ease: float = 0.0,
    first: Collection[str] = (),
) -> dict[str, Point]:
    """Centres near the given ones, at which no two boxes are less than ``gap`` apart and all are inside the area.

    Boxes that are so already do not move. They are moved ``ease`` apart if that can be done, so that lines between
    them have room; those that stand ``first`` stay where they are unless they are in each other's way. Raises
    NoRoomError if the boxes do not fit.
    """
    items = in_order(items)
    if not items:
        return {}
    sizes = np.array([(item.width, item.height) for item in items])
    low = np.array([area.x, area.y]) + sizes / 2
    high = np.array([area.right, area.bottom]) - sizes / 2
    if (low > high + 1e-9).any():
        raise no_room(items, area, gap=gap)
    points = np.clip(np.array([centres[item.id] for item in items]), low, high)
    wide = max(gap, ease)
    if len(_overlapping(points, sizes + wide - SLACK)[0]):
        still = np.array([item.id in first for item in items])
        points = _pushed(points, sizes + wide, low, high, still)
    return _settled(items, points, area, gap, first)


def roomy(items: Iterable[Item], area: Area, gap: float = GAP) -> float:
    """The gap at which boxes fill the area well, but not less than ``gap``."""
    sizes = np.array([(item.width, item.height) for item in items]).reshape(-1, 2)
    steps = np.arange(gap, max(WIDEST_GAP, gap) + 0.25, 0.5)
    filled = [float((sizes + step).prod(axis=1).sum()) for step in steps]
    fitting = [step for step, used in zip(steps, filled, strict=True) if used <= COMFORT * area.width * area.height]
    return float(max(fitting, default=gap))


def _settled(items: list[Item], points: Floats, area: Area, gap: float, first: Collection[str]) -> dict[str, Point]:
    """Each box at its point where it is free, else at the nearest free spot; raises NoRoomError if there is none."""
    sizes = np.array([(item.width, item.height) for item in items])
    clashes = np.zeros(len(items), np.int64)
    for side in _overlapping(points, sizes + gap - SLACK):
        np.add.at(clashes, side, 1)

    # Those in nobody's way before others; then the largest, for which it is hardest to find a spot.
    def order(at: int) -> tuple[bool, bool, float, str]:
        return items[at].id not in first, bool(clashes[at]), -float(sizes[at].prod()), items[at].id

    ground = Ground(area, gap)
    found: dict[str, Point] = {}
    for at in sorted(range(len(items)), key=order):
        item, (x, y) = items[at], points[at]
        spot = ground.nearest((x, y), item.width, item.height)
        if spot is None:
            return _in_rows(items, points, area, gap)
        ground.put(spot, item.width, item.height)
        found[item.id] = spot
    return {item.id: found[item.id] for item in items}


def _in_rows(items: list[Item], points: Floats, area: Area, gap: float) -> dict[str, Point]:
    found = shelved(items, points, area, gap)
    if found is None:
        raise no_room(items, area, gap=gap)
    return {key: rounded(*point) for key, point in found.items()}


def _pushed(points: Floats, sizes: Floats, low: Floats, high: Floats, still: NDArray[np.bool_]) -> Floats:
    """Boxes push each other apart along the shorter way, and stay inside."""
    points = points.copy()
    for _ in range(ROUNDS):
        one, two = _overlapping(points, sizes)
        if not len(one):
            break
        away = points[one] - points[two]
        reach = (sizes[one] + sizes[two]) / 2
        overlap = reach - np.abs(away)
        # Boxes at the same place part by the order of their ids.
        sign = np.where(away == 0, np.where(one < two, -1.0, 1.0)[:, None], np.sign(away))
        across = overlap[:, 0] / reach[:, 0] > overlap[:, 1] / reach[:, 1]
        push = sign * overlap * PUSH / 2
        push[across, 0], push[~across, 1] = 0.0, 0.0
        for axis in (0, 1):
            moved = np.bincount(one, push[:, axis], len(points)) - np.bincount(two, push[:, axis], len(points))
            points[:, axis] += np.where(still, 0.0, moved)
        points = np.clip(points, low, high)
    return points


def _overlapping(points: Floats, sizes: Floats) -> tuple[Indices, Indices]:
    """The pairs of boxes that overlap."""
    one, two = near_pairs(points, sizes.max(axis=0))
    reach = (sizes[one] + sizes[two]) / 2
    touching = (np.abs(points[one] - points[two]) < reach - 1e-9).all(axis=1)
    return one[touching], two[touching]
