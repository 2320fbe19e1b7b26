"""Communities: groups of nodes that have more edges among themselves than chance would give them (Louvain's method)."""

from collections.abc import Collection, Iterable

import networkx as nx

SEED = 2024
RUNS = 10
WEIGHT = "weight"


def communities(simple: "nx.Graph[int]") -> list[list[int]]:
    """The communities, the largest first.

    The method depends on the order in which it takes the nodes, so it runs several times with fixed seeds and the
    division with the highest modularity is kept. Nodes are whole numbers: sets of them have the same order everywhere.
    """
    if not simple.size():
        return [[node] for node in sorted(simple)]
    best: tuple[float, list[list[int]]] | None = None
    for seed in range(SEED, SEED + RUNS):
        found = nx.community.louvain_communities(simple, weight=WEIGHT, seed=seed)
        ordered = sorted((sorted(members) for members in found), key=lambda members: (-len(members), members))
        quality = modularity(simple, ordered)
        if best is None or (-quality, ordered) < (-best[0], best[1]):
            best = (quality, ordered)
    assert best is not None  # noqa: S101 - RUNS is not 0
    return best[1]


def modularity(simple: "nx.Graph[int]", division: Iterable[Collection[int]]) -> float:
    """How many more of the edges are inside the communities of a division than chance would give, at most 1."""
    return round(nx.community.modularity(simple, list(division), weight=WEIGHT), 9) if simple.size() else 0.0
