"""Rings around the middle: types from the rarest to the most frequent, what is linked at about the same angle."""

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

import numpy as np

from mekgraph.diagram.layouts.model import GAP, Item, Placed, Tie, in_order, neighbours
from mekgraph.diagram.layouts.pairs import Floats
from mekgraph.diagram.layouts.spreading import spread
from mekgraph.diagram.page import Area, Point

STEPS = 720
SWEEPS = 6
# Of the middle of the area, so much belongs to the chosen items if there are several.
INNER = 0.22
MOST_RINGS = 60
# A ring may be fuller or emptier than others by one part in so many, so that it ends with a kind.
SHIFT = 2


def rings(items: Iterable[Item], ties: Iterable[Tie], area: Area, gap: float = GAP) -> Placed:
    """Items of rank 0 in the middle, all others in rings around it by rank and kind, the rarer kinds nearer to it.

    There are as few rings as have room for all; a ring ends with a kind where that can be. Rings are ellipses as
    wide and high as the area allows. Raises NoRoomError if the boxes do not fit.
    """
    items = in_order(items)
    chosen = [item for item in items if item.rank == 0]
    counts = Counter((item.rank, item.kind) for item in items)
    others = sorted(
        (item for item in items if item.rank),
        key=lambda item: (item.rank, counts[item.rank, item.kind], item.kind, item.id),
    )
    parts = _parts(others, len(chosen), area, gap)
    near = neighbours(items, ties)
    turns: dict[str, float] = _turns(chosen, {}, near)
    for _ in range(SWEEPS):
        for _, part in parts:
            turns |= _turns(part, turns, near)
    centres = {item.id: area.middle for item in chosen}
    if len(chosen) > 1:
        centres = _ring(chosen, INNER, turns, area, gap)
    for share, part in parts:
        centres |= _ring(part, share, turns, area, gap)
    return Placed(spread(items, centres, area, gap, first={item.id for item in chosen}))


def _parts(others: Sequence[Item], chosen: int, area: Area, gap: float) -> list[tuple[float, list[Item]]]:
    """The rings from within, each with its share of the half width and height of the area: as few as have room."""
    if not others:
        return []
    start = INNER if chosen > 1 else 0.0
    for count in range(1, MOST_RINGS + 1):
        shares = [start + (1 - start) * (number + 1) / count for number in range(count)]
        rooms = [math.floor(float(_outline(others, share, area, gap)[-1])) for share in shares]
        if sum(rooms) >= len(others):
            break
    full = len(others) / max(sum(rooms), 1)
    cuts = [0]
    for number in range(count):
        even = round(full * sum(rooms[: number + 1])) if number < count - 1 else len(others)
        cuts.append(_cut(others, cuts[-1], even, cuts[-1] + rooms[number]))
    cuts[-1] = len(others)
    parts = [list(others[one:two]) for one, two in pairwise(cuts)]
    return [(share, part) for share, part in zip(shares, parts, strict=True) if part]


def _cut(others: Sequence[Item], low: int, even: int, high: int) -> int:
    """Where the next ring begins: where another kind does, if that is near enough to where it would evenly."""
    near = range(
        max(low + 1, even - (even - low) // SHIFT), min(high, even + (even - low) // SHIFT, len(others) - 1) + 1
    )
    borders = [at for at in near if (others[at].rank, others[at].kind) != (others[at - 1].rank, others[at - 1].kind)]
    return min(borders, key=lambda at: (abs(at - even), at), default=max(even, low))


def _outline(items: Sequence[Item], share: float, area: Area, gap: float) -> Floats:
    """How many boxes have room on a ring, from its right end up to each of ``STEPS`` angles."""
    size = np.array([max(item.width for item in items), max(item.height for item in items)]) + gap
    angles = np.linspace(0, 2 * math.pi, STEPS + 1)
    points = np.stack([np.cos(angles), np.sin(angles)], axis=1) * _half(items, share, area)
    steps = np.abs(np.diff(points, axis=0)) / size
    return np.concatenate([[0.0], steps.max(axis=1).cumsum()])


def _half(items: Sequence[Item], share: float, area: Area) -> Floats:
    widest, highest = max(item.width for item in items), max(item.height for item in items)
    return np.array([max(area.width - widest, 0.0), max(area.height - highest, 0.0)]) / 2 * share


def _turns(part: Sequence[Item], turns: Mapping[str, float], near: Mapping[str, Sequence[str]]) -> dict[str, float]:
    """The turn (0 to 1) of each item of a ring: in the order of the mean direction of what it is tied to."""

    def wanted(item: Item) -> float:
        angles = [turns[other] * 2 * math.pi for other in near[item.id] if other in turns]
        if not angles:
            return turns.get(item.id, 0.0)
        across, along = sum(map(math.cos, angles)), sum(map(math.sin, angles))
        return round(math.atan2(along, across) / (2 * math.pi) % 1.0, 9) % 1.0

    ordered = sorted(part, key=lambda item: (wanted(item), item.id))
    # Turned as a whole so that the items are near where they are wanted.
    off = [(wanted(item) - at / len(ordered)) * 2 * math.pi for at, item in enumerate(ordered)]
    turn = math.atan2(sum(map(math.sin, off)), sum(map(math.cos, off))) / (2 * math.pi)
    return {item.id: (at / len(ordered) + turn) % 1.0 for at, item in enumerate(ordered)}


def _ring(part: Sequence[Item], share: float, turns: Mapping[str, float], area: Area, gap: float) -> dict[str, Point]:
    """The centres of a ring's items, with the same room for each."""
    outline = _outline(part, share, area, gap)
    half = _half(part, share, area)
    angles = np.interp([turns[item.id] * outline[-1] for item in part], outline, np.linspace(0, 2 * math.pi, STEPS + 1))
    (x, y) = area.middle
    return {
        item.id: (x + float(half[0] * np.cos(angle)), y + float(half[1] * np.sin(angle)))
        for item, angle in zip(part, angles, strict=True)
    }
