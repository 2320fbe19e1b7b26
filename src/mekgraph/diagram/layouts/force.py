"""The force-directed layout, for networks that have no order of their own: what is linked comes near each other."""

from collections.abc import Iterable

import numpy as np
import rustworkx as rx

from mekgraph.diagram.layouts.model import GAP, Item, Placed, Tie, in_order, tied
from mekgraph.diagram.layouts.pairs import Floats
from mekgraph.diagram.layouts.room import require_room
from mekgraph.diagram.layouts.spreading import roomy, spread
from mekgraph.diagram.page import Area

SEED = 2024
# Rounds for few and for many items: each takes time by the square of their number.
ROUNDS, FEWEST_ROUNDS = 300, 40
WORK = 60_000_000
# How strongly the parts of a network that hang together in no way are held together.
HOLD = 0.5
EVENED, MOST_EVENED = 0.5, 0.85


def force(items: Iterable[Item], ties: Iterable[Tie], area: Area, gap: float = GAP) -> Placed:
    """Fruchterman and Reingold's method (as rustworkx has it), turned to fill the area, then overlaps removed.

    Raises NoRoomError if the boxes do not fit.
    """
    items = in_order(items)
    require_room(items, area, gap)
    if len(items) < 2:
        return Placed(spread(items, {item.id: area.middle for item in items}, area, gap))
    points = _fitted(_upright(_sprung(items, ties)), items, area)
    wanted = {item.id: (float(x), float(y)) for item, (x, y) in zip(items, points, strict=True)}
    return Placed(spread(items, wanted, area, gap, roomy(items, area, gap)))


def _sprung(items: list[Item], ties: Iterable[Tie]) -> Floats:
    """The positions in a plane without measure."""
    place = {item.id: at for at, item in enumerate(items)}
    graph: rx.PyGraph[int, float] = rx.PyGraph(multigraph=False)
    graph.add_nodes_from(range(len(items)))
    graph.add_edges_from([(place[one], place[two], 1.0) for one, two in tied(items, ties)])
    parts = [sorted(part) for part in rx.connected_components(graph)]
    if len(parts) > 1:
        hub = graph.add_node(-1)
        for part in sorted(parts):
            graph.add_edge(hub, max(part, key=lambda at: (graph.degree(at), -at)), HOLD)
    rounds = int(np.clip(WORK / len(items) ** 2, FEWEST_ROUNDS, ROUNDS))
    found = rx.spring_layout(graph, seed=SEED, num_iter=rounds, weight_fn=float)
    return np.array([list(found[at]) for at in range(len(items))])


def _upright(points: Floats) -> Floats:
    """The points turned so that they reach farthest in x."""
    centred = points - points.mean(axis=0)
    spread_x, spread_y = (centred**2).sum(axis=0)
    angle = 0.5 * np.arctan2(2 * (centred[:, 0] * centred[:, 1]).sum(), spread_x - spread_y)
    turn = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    return np.asarray(centred @ turn)


def _fitted(points: Floats, items: list[Item], area: Area) -> Floats:
    """The points over the whole area; the fuller it will be, the more evenly, so that a crowded middle has room."""
    sizes = np.array([(item.width, item.height) for item in items])
    low = np.array([area.x, area.y]) + sizes.max(axis=0) / 2
    high = np.array([area.right, area.bottom]) - sizes.max(axis=0) / 2
    full = float((sizes + GAP).prod(axis=1).sum()) / (area.width * area.height)
    evened = min(EVENED + full, MOST_EVENED)
    rank = points.argsort(axis=0, kind="stable").argsort(axis=0, kind="stable") / (len(points) - 1)
    extent = np.maximum(np.ptp(points, axis=0), 1e-9)
    share = evened * rank + (1 - evened) * (points - points.min(axis=0)) / extent
    return np.asarray(low + share * np.maximum(high - low, 0.0))
