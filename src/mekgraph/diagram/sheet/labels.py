"""Where the texts on lines stand: on or beside their line, and on no card, arrow head or other text."""

from collections.abc import Mapping, Sequence

import numpy as np

from mekgraph.diagram.outlines import Path
from mekgraph.diagram.page import Area, Figure, Look, Words
from mekgraph.diagram.sheet.boxes import Array, around, as_curve, boxes, curves, grown, inside, overlaps
from mekgraph.diagram.sheet.colors import INK, PAPER
from mekgraph.diagram.sheet.grids import Traffic
from mekgraph.diagram.sheet.lines import Line
from mekgraph.diagram.type.metrics import width

SIZE, LEADING, CAP = 7.0, 2.8, 1.6
PADDING = 0.45
SPACE = 0.3  # millimetres between a label and anything else
HEAD, HEAD_LENGTH = 2.4, 1.2  # the box kept free for an arrow head, and how far before its tip the middle of it is
# Where on its line a label may be, the best first, and whether on the line or beside it, in shares of its own size.
ALONG: Array = np.array(sorted(np.linspace(0.06, 0.94, 45), key=lambda share: (round(abs(share - 0.5), 6), share)))
BESIDE = (0.0, 1.0, -1.0)
FARTHER = (2.0, -2.0, 3.0, -3.0)
# What is bad about a place: to cover another line, to be far from the middle of its own, to stand beside it.
COVERED, OFF_MIDDLE, ASIDE = 1.0, 1.5, 1.0


class Labels:
    """Puts labels on one page, one after the other."""

    def __init__(self, taken: Sequence[Figure], paths: Mapping[str, Path], region: Area) -> None:
        self._region, self._paths = region, paths
        heads = [_head(path) for path in paths.values()]
        there = grown(np.concatenate([boxes(taken), *heads]), SPACE)
        # With room for all labels, so that none of them makes a new array.
        self._count = len(there)
        self._taken = np.concatenate([there, np.zeros((len(paths), 4))])
        self._traffic = Traffic(region)
        for path in paths.values():
            self._traffic.add(path)

    def found(self, lines: Sequence[Line]) -> dict[str, Figure]:
        """The labels of lines by id, those of short lines first, which have the least room.

        Where there is no free place for the whole text, it is shortened; where there is none for its shortest form,
        the line has no label.
        """

        def order(line: Line) -> tuple[float, str]:
            return round(float(np.abs(np.diff(np.array(self._paths[line.id]), axis=0)).sum()), 2), line.id

        made: dict[str, Figure] = {}
        for line in sorted(lines, key=order):
            path = self._paths[line.id]
            self._traffic.add(path, -1)
            places = [(text, beside) for beside in (BESIDE, FARTHER) for text in line.texts]
            labels = (self._label(line.id, text, path, beside) for text, beside in places)
            label = next((label for label in labels if label), None)
            self._traffic.add(path)
            if label:
                made[line.id] = label
                self._taken[self._count] = grown(boxes([label]), SPACE)[0]
                self._count += 1
        return made

    def _near(self, rows: Array) -> Array:
        """What is taken where some boxes are: to look at all of it for each would take long on a large page."""
        around_all = np.concatenate([rows[:, :2].min(axis=0), rows[:, 2:].max(axis=0)])[None, :]
        taken = self._taken[: self._count]
        found: Array = taken[overlaps(around_all, taken)[0]]
        return found

    def _label(self, name: str, text: str, path: Path, beside: Sequence[float]) -> Figure | None:
        """A text in the best free place at a line, if there is one."""
        wide, high = width(text, SIZE) + 2 * PADDING, CAP + 2 * PADDING
        middles, costs = _places(path, wide, high, beside)
        rows = around(middles, wide, high)
        free = inside(rows, self._region) & ~overlaps(rows, self._near(rows)).any(axis=1)
        if not free.any():
            return None
        middles, costs = middles[free], costs[free]
        spread = np.stack(np.meshgrid(np.linspace(-0.5, 0.5, 6), np.linspace(-0.5, 0.5, 4)), axis=-1).reshape(-1, 2)
        passing = self._traffic.busy(middles[:, None, :] + spread * (wide, high)).mean(axis=1)
        best = int(np.argmin(costs + COVERED * 4 * passing))
        x, y = (round(float(value), 3) for value in middles[best])
        words = Words((text,), x, y + CAP / 2, SIZE, LEADING, "middle", color=INK)
        return Figure(f"{name} label", "rounded", x, y, wide, high, Look(PAPER), words)


def _places(path: Path, wide: float, high: float, beside: Sequence[float]) -> tuple[Array, Array]:
    """The places to try, and how bad each is in itself."""
    curve = as_curve(path)
    points = curves(curve, ALONG)
    step = curves(curve, ALONG + 0.01) - curves(curve, ALONG - 0.01)
    normals = np.stack([-step[:, 1], step[:, 0]], axis=1) / np.maximum(np.hypot(step[:, 0], step[:, 1]), 1e-9)[:, None]
    # So far aside a box of this size just leaves the line.
    reach = np.abs(normals[:, 0]) * wide / 2 + np.abs(normals[:, 1]) * high / 2 + SPACE
    middles = [points + normals * (reach * share)[:, None] for share in beside]
    costs = [OFF_MIDDLE * 2 * np.abs(ALONG - 0.5) + ASIDE * abs(share) for share in beside]
    return np.concatenate(middles), np.concatenate(costs)


def _head(path: Path) -> Array:
    """The box around the arrow head at the end of a line."""
    tip, before = np.array(path[-1]), np.array(path[-2])
    way = before - tip
    middle = tip + way / max(float(np.hypot(*way)), 1e-9) * HEAD_LENGTH
    return around(middle[None, :], HEAD, HEAD)
