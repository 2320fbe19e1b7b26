"""Where things stand: a force-directed layout that always comes out the same, then room for the labels."""

from collections.abc import Sequence

import networkx as nx
import numpy as np
from numpy.typing import NDArray

SEED = 2024
ITERATIONS = 300
SPACING = (150.0, 95.0)
STIFFNESS = 4.0
BOX = (210.0, 92.0)
GAP = 2.0
STEP = 0.25
ROUNDS = 1000
Positions = dict[str, tuple[float, float]]


def force_layout(nodes: Sequence[str], edges: Sequence[tuple[str, str]], centre: Sequence[str] = ()) -> Positions:
    """Positions in pixels: linked nodes near each other, no two label boxes over each other, the centre in the middle.

    Fruchterman and Reingold's method as networkx implements it, with a fixed seed and nodes in a fixed order.
    """
    graph: nx.Graph[str] = nx.Graph()
    graph.add_nodes_from(sorted(nodes))
    graph.add_edges_from(sorted(edges))
    if not len(graph):
        return {}
    size = np.sqrt(len(graph))
    found = nx.spring_layout(graph, seed=SEED, iterations=ITERATIONS, k=STIFFNESS / size, method="force")
    order = list(graph)
    points = np.array([found[node] for node in order])
    points = spread(points / max(np.abs(points).max(), 1e-9) * np.array(SPACING) * size)
    middle = points[[order.index(node) for node in centre if node in graph]]
    points -= middle.mean(axis=0) if len(middle) else points.mean(axis=0)
    return {node: (round(float(x), 1), round(float(y), 1)) for node, (x, y) in zip(order, points, strict=True)}


def spread(points: NDArray[np.float64]) -> NDArray[np.float64]:
    """Push points apart until the label boxes around them no longer overlap (or after ``ROUNDS`` tries)."""
    points = points.copy()
    box = np.array(BOX)
    order = np.arange(len(points))
    tie = (order[:, None] - order[None, :])[:, :, None] * 1e-6
    for _ in range(ROUNDS):
        gap = points[:, None, :] - points[None, :, :] + tie
        overlap = box - np.abs(gap)
        touching = np.asarray((overlap > 0).all(axis=2))
        np.fill_diagonal(touching, False)
        if not touching.any():
            break
        narrower = (overlap / box).argmin(axis=2)
        for axis in (0, 1):
            push = (overlap[:, :, axis] + GAP) * np.sign(gap[:, :, axis])
            points[:, axis] += np.where(touching & (narrower == axis), push, 0.0).sum(axis=1) * STEP
    return points
