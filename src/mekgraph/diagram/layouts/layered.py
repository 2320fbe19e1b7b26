"""A hierarchy in layers: each thing under everything that is above it, ordered so that few ties cross.

Layers are those of the longest path. The sizes of boxes, and pages with an end, decide where things can stand; graph
drawing libraries that only know points leave that to be done, so the rest (sweeps by barycentre) is done here as well.
"""

import math
from collections.abc import Iterable, Sequence
from itertools import pairwise

import rustworkx as rx

from mekgraph.diagram.layouts.crossings import uncrossed
from mekgraph.diagram.layouts.lines import along, evenly, taken
from mekgraph.diagram.layouts.model import GAP, Item, Placed, Tie, in_order, neighbours, rounded, tied, turned
from mekgraph.diagram.layouts.room import NoRoomError, no_room, turned_back
from mekgraph.diagram.page import Area

SETTLING = 8
Rows = list[list[Item]]


def layered(
    items: Iterable[Item], ties: Iterable[Tie], area: Area, gap: float = GAP, upright: bool | None = None
) -> Placed:
    """Starts of ties above their ends; things tied in a circle stand in one layer, those not tied at the end.

    A layer that is too wide is broken into several rows. ``upright``: from top to bottom (True), from left to right
    (False), or whichever breaks fewer layers (None). Raises NoRoomError if the boxes do not fit.
    """
    items, ties = in_order(items), list(ties)
    if upright is None:
        upright = _breaks(items, ties, area, gap) <= _breaks(turned(items), ties, area.turned, gap)
        try:
            return layered(items, ties, area, gap, upright)
        except NoRoomError:
            return layered(items, ties, area, gap, not upright)
    if not upright:
        with turned_back():
            return layered(turned(items), ties, area.turned, gap, upright=True).turned
    near = neighbours(items, ties)
    by_id = {item.id: item for item in items}
    ordered = uncrossed(*_with_passages(_layers(items, ties), tied(items, ties)))
    layers = [[by_id[key] for key in row if key in by_id] for row in ordered]
    broken = [_broken(layer, area.width, gap) for layer in layers]
    rows = [row for layer in broken for row in layer]
    heights = [max(item.height for item in row) for row in rows]
    if taken(heights, gap) > area.height + 1e-9 or any(item.width > area.width for item in items):
        raise no_room(items, area, (area.width, max(area.height, taken(heights, gap))))
    x = _settled(rows, near, area, gap)
    levels = evenly(heights, area.y, area.bottom)
    return Placed({item.id: rounded(x[item.id], y) for row, y in zip(rows, levels, strict=True) for item in row})


def _layers(items: Sequence[Item], ties: Iterable[Tie]) -> list[list[str]]:
    """The ids in each layer, by the longest path to it; those without ties are the last."""
    pairs = tied(items, ties)
    linked = sorted({key for pair in pairs for key in pair})
    place = {key: at for at, key in enumerate(linked)}
    graph: rx.PyDiGraph[str, None] = rx.PyDiGraph()
    graph.add_nodes_from(linked)
    graph.add_edges_from_no_data([(place[one], place[two]) for one, two in pairs])
    circles = {at: number for number, part in enumerate(rx.strongly_connected_components(graph)) for at in part}
    whole: rx.PyDiGraph[int, None] = rx.PyDiGraph(multigraph=False)
    whole.add_nodes_from(range(len(set(circles.values()))))
    ends = [(circles[place[one]], circles[place[two]]) for one, two in pairs]
    whole.add_edges_from_no_data([(one, two) for one, two in ends if one != two])
    depth = {part: level for level, parts in enumerate(rx.topological_generations(whole)) for part in parts}
    layers: list[list[str]] = [[] for _ in range(max(depth.values(), default=-1) + 1)]
    for key in linked:
        layers[depth[circles[place[key]]]].append(key)
    alone = [item.id for item in items if item.id not in place]
    return [*layers, alone] if alone else layers


def _with_passages(
    layers: list[list[str]], pairs: Iterable[tuple[str, str]]
) -> tuple[list[list[str]], dict[str, list[str]]]:
    """The layers with a place in each that a tie passes through, and what is tied to what from layer to layer."""
    level = {key: depth for depth, row in enumerate(layers) for key in row}
    wider = [list(row) for row in layers]
    near: dict[str, list[str]] = {key: [] for key in level}
    for start, end in pairs:
        way = [start]
        for depth in range(level[start] + 1, level[end]):
            way.append(f"{start}\0{end}\0{depth}")
            wider[depth].append(way[-1])
        for one, two in pairwise([*way, end]):
            near.setdefault(one, []).append(two)
            near.setdefault(two, []).append(one)
    return wider, near


def _broken(layer: Sequence[Item], width: float, gap: float) -> Rows:
    """A layer as rows that are not too wide, dealt out in turn."""
    count = max(1, math.ceil(taken([item.width for item in layer], gap) / max(width, 1e-9)))
    while count < len(layer):
        if all(taken([item.width for item in layer[first::count]], gap) <= width for first in range(count)):
            break
        count += 1
    return [list(layer[first::count]) for first in range(min(count, len(layer)))]


def _breaks(items: Sequence[Item], ties: Iterable[Tie], area: Area, gap: float) -> int:
    """How many rows more than layers there are."""
    by_id = {item.id: item for item in items}
    return sum(len(_broken([by_id[key] for key in row], area.width, gap)) - 1 for row in _layers(items, ties))


def _settled(rows: Rows, near: dict[str, list[str]], area: Area, gap: float) -> dict[str, float]:
    """The x of each item: near the middle of what it is tied to, in the order of its row."""
    x: dict[str, float] = {}
    for row in rows:
        x |= dict(zip((item.id for item in row), evenly([item.width for item in row], area.x, area.right), strict=True))
    for turn in range(SETTLING):
        for row in rows if turn % 2 == 0 else reversed(rows):
            same = {item.id for item in row}
            wanted = []
            for item in row:
                ends = [x[other] for other in near[item.id] if other not in same]
                wanted.append(sum(ends) / len(ends) if ends else x[item.id])
            found = along(wanted, [item.width for item in row], gap, area.x, area.right)
            x |= dict(zip((item.id for item in row), found, strict=True))
    return x
