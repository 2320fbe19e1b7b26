"""The ways of lines between cards: straight where nothing is in the way, else bent around it as little as can be."""

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from mekgraph.diagram.outlines import Path, meeting
from mekgraph.diagram.page import Area, Figure, Point
from mekgraph.diagram.sheet.bends import curved, free, gentle
from mekgraph.diagram.sheet.boxes import Array, boxes, curves, grown
from mekgraph.diagram.sheet.grids import Cells, Owners, Traffic
from mekgraph.diagram.sheet.lines import Line

APART = 5.0  # millimetres between the middles of lines that join the same two cards
CELL, CELLS = 0.25, 2400  # of the grid in which cards are looked up: their size, and how many there are across
TOUCH, NEAR = 0.1, 1.2  # so near to the cards of others lines never come, and do not come if they can help it
# What is bad about a way: cards it passes or comes near to, its share outside of the region or along others, its bend.
PASSED, CLOSE, OUTSIDE, ALONG, BENT = 10.0, 1.0, 100.0, 4.0, 1.5
# Of more pairs of cards than the first, only simple bends are tried; of more than the second, none: the way of each
# line then no longer says much, and looking for it takes time by the number of pairs.
THOROUGHLY, BENDING = 300, 2500
LOOP, LOOP_STEP = 7.0, 3.0  # millimetres that a line from a card to itself reaches out
CORNERS: tuple[Point, ...] = ((1, -1), (-1, -1), (1, 1), (-1, 1))


class Routes:
    """Finds ways on one page, one after the other: each keeps off the cards, and, where it can, off earlier lines."""

    def __init__(self, cards: Mapping[str, Figure], others: Sequence[Figure], region: Area) -> None:
        self._cards, self._region = cards, region
        self._places = {key: place for place, key in enumerate(cards)}
        taken = boxes([*cards.values(), *others])
        self._cells = Cells(region, max(CELL, region.width / CELLS))
        self._touched, self._near = (Owners(grown(taken, by), self._cells) for by in (TOUCH, NEAR))
        self._traffic = Traffic(region)
        self._count = 0

    def found(self, lines: Sequence[Line]) -> dict[str, Path]:
        """The ways of lines by id; their ends lie on the outlines of the cards. Short ones come first."""
        pairs: dict[tuple[str, str], list[Line]] = defaultdict(list)
        for line in lines:
            pairs[min(line.start, line.end), max(line.start, line.end)].append(line)

        def order(pair: tuple[str, str]) -> tuple[float, tuple[str, str]]:
            one, two = (self._cards[end] for end in pair)
            return round(math.dist((one.x, one.y), (two.x, two.y)), 2), pair

        self._count = len(pairs)
        ways: dict[str, Path] = {}
        for one, two in sorted(pairs, key=order):
            group = pairs[one, two]
            paths = self._loops(one, len(group)) if one == two else self._between(one, two, len(group))
            for line, path in zip(group, paths, strict=True):
                self._traffic.add(path)
                ways[line.id] = path if line.start == one else path[::-1]
        return ways

    def _between(self, one: str, two: str, count: int) -> list[Path]:
        """Ways from one card to another, side by side."""
        start, end = self._cards[one], self._cards[two]
        first = np.array(meeting(start, (end.x, end.y)))
        last = np.array(meeting(end, (start.x, start.y)))
        length = math.dist(first, last)
        sides = np.array([(place - (count - 1) / 2) * APART for place in range(count)])

        def best(bends: Array) -> tuple[Array, Array, float]:
            controls = curved(start, end, np.stack([first, last]), bends, sides)
            aside = bends[..., 1]
            size = np.abs(aside).sum(axis=1) + np.abs(aside[:, 0] - aside[:, 1]) / 2
            cost = self._cost(controls, {one, two}).mean(axis=1) + BENT * size / max(length, 1.0)
            place = int(cost.argmin())
            return bends[place], controls[place], float(cost[place])

        simple = gentle(length) if self._count <= BENDING else gentle(length)[:1]
        bend, controls, cost = best(simple)
        if cost >= PASSED and self._count <= THOROUGHLY:
            bend, controls, _ = min((bend, controls, cost), best(free(length)), key=lambda found: found[2])
        paths: list[Path] = []
        for side, (_, near, far, _) in zip(sides, controls, strict=True):
            if not (side or bend[:, 1].any()):
                paths.append((_point(first), _point(last)))
                continue
            inner_points = _point(near), _point(far)
            paths.append((meeting(start, inner_points[0]), *inner_points, meeting(end, inner_points[1])))
        return paths

    def _loops(self, one: str, count: int) -> list[Path]:
        """Ways from a card around one of its corners back to it, one outside the other."""
        card = self._cards[one]
        choices = [[_loop(card, corner, LOOP + place * LOOP_STEP) for place in range(count)] for corner in CORNERS]
        costs = self._cost(np.array(choices), {one}).sum(axis=1)
        return choices[int(costs.argmin())]

    def _cost(self, controls: Array, ends: set[str]) -> Array:
        """How bad curves (..., 4, 2) between some cards are."""
        points = curves(controls)
        mine = [self._places[end] for end in sorted(ends)]
        where = self._cells.of(points)
        passed, close = self._touched.strange(where, mine), self._near.strange(where, mine)
        # Each card counts where a way comes to it, and a little more the longer it is passed.
        cards = _comings(passed) + passed.mean(axis=-1)
        along = self._traffic.busy(points).mean(axis=-1)
        found: Array = PASSED * cards + CLOSE * _comings(close) + ALONG * along + OUTSIDE * self._outside(points)
        return found

    def _outside(self, points: Array) -> Array:
        """The share of points that are not in the region."""
        region = self._region
        x, y = points[..., 0], points[..., 1]
        found: Array = ((x < region.x) | (x > region.right) | (y < region.y) | (y > region.bottom)).mean(axis=-1)
        return found


def _comings(there: NDArray[np.bool_]) -> Array:
    """How often flags along a way change from no to yes."""
    found: Array = (there[..., 1:] & ~there[..., :-1]).sum(axis=-1).astype(float)
    return found


def _loop(card: Figure, corner: Point, reach: float) -> Path:
    """A way that leaves a card above or below, and comes back to its side around the nearest corner."""
    across, down = corner
    x, y = card.x + across * card.width / 2, card.y + down * card.height / 2
    leaving, coming = x - across * min(card.width / 4, 4.0), y - down * card.height / 4
    first, last = meeting(card, (leaving, y)), meeting(card, (x, coming))
    return first, (leaving, y + down * reach), (x + across * reach, coming), last


def _point(row: Array) -> Point:
    return round(float(row[0]), 6), round(float(row[1]), 6)
