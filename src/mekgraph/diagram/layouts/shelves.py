"""Boxes in rows, one beside the other, when nothing looser fits."""

from collections.abc import Sequence

import numpy as np

from mekgraph.diagram.layouts.model import Item
from mekgraph.diagram.layouts.pairs import Floats
from mekgraph.diagram.page import Area, Point


def shelved(items: Sequence[Item], points: Floats, area: Area, gap: float) -> dict[str, Point] | None:
    """The boxes in rows of about equal height, roughly in the order of ``points``; None if they do not fit."""
    rows: list[list[int]] = []
    used: list[float] = []
    # High boxes share rows; each goes into the first row that has room.
    for at in sorted(range(len(items)), key=lambda at: (-items[at].height, -items[at].width, items[at].id)):
        need = items[at].width
        place = next((row for row, width in enumerate(used) if width + gap + need <= area.width + 1e-9), len(rows))
        if place == len(rows):
            rows.append([])
            used.append(-gap)
        rows[place].append(at)
        used[place] += gap + need
    heights = [max(items[at].height for at in row) for row in rows]
    spare = area.height - sum(heights) - gap * (len(rows) - 1)
    if spare < -1e-9 or any(width > area.width + 1e-9 for width in used):
        return None
    found: dict[str, Point] = {}
    y, between = area.y, gap + max(spare, 0.0) / max(len(rows) - 1, 1)
    for row in sorted(range(len(rows)), key=lambda row: (float(np.mean(points[rows[row], 1])), row)):
        x, beside = area.x, gap + max(area.width - used[row], 0.0) / max(len(rows[row]) - 1, 1)
        for at in sorted(rows[row], key=lambda at: (points[at, 0], items[at].id)):
            found[items[at].id] = x + items[at].width / 2, y + heights[row] / 2
            x += items[at].width + beside
        y += heights[row] + between
    return found
