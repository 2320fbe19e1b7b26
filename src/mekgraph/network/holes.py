"""Structural holes: how far a node's partners are joined among themselves (Burt's constraint)."""

import networkx as nx


def constraint(simple: "nx.Graph[int]", weight: str = "weight") -> dict[int, float | None]:
    """The constraint of each node: low for one who spans holes between partners; None for one without partners.

    A partner holds the share of a node's weight that leads to the partner itself, and the parts of it that lead there
    over partners of both; the constraint is the sum of the squares. Only shared partners are looked at, where networkx
    asks for the weight between any two of them, which takes half a second for two hundred nodes without SciPy.
    """
    shares: dict[int, dict[int, float]] = {}
    for node, partners in simple.adjacency():
        whole = sum(edge[weight] for other, edge in partners.items() if other != node)
        shares[node] = {other: edge[weight] / whole for other, edge in partners.items() if other != node}
    return {node: _of(node, shares) for node in shares}


def _of(node: int, shares: dict[int, dict[int, float]]) -> float | None:
    held = dict(shares[node])
    for between, share in shares[node].items():
        beyond = shares[between]
        for partner in held.keys() & beyond.keys():
            held[partner] += share * beyond[partner]
    return sum(held[partner] ** 2 for partner in shares[node]) if held else None
