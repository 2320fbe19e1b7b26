"""What is measured of the nodes of a network, each measure by its name."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass

import networkx as nx
import rustworkx as rx

from mekgraph.network import holes
from mekgraph.network.brokerage import TOTAL, brokerage
from mekgraph.network.communities import communities

DIGITS = 6
Values = dict[int, int | float | None]
Columns = Mapping[str, Values]


@dataclass(frozen=True)
class Shape:
    """A network as whole numbers: ``plain`` without directions, ``arcs`` with one each way for edges without direction.

    The ``weight`` of an edge is the number of grounds of the parallel edges that it stands for. ``groups`` are the
    nodes' groups.
    """

    plain: "nx.Graph[int]"
    arcs: "nx.DiGraph[int]"
    directed: bool
    groups: Mapping[int, str]


@dataclass(frozen=True)
class Measure:
    """How a measure is computed; ``lowest``: the lowest values are the most telling and come first.

    ``alone`` is the value of a node that is joined to nothing.
    """

    compute: Callable[[Shape], Columns]
    lowest: bool = False
    alone: int | None = 0


def degree(shape: Shape) -> Columns:
    """With how many others a node is joined; with directions also how many lead to it, and to how many it leads."""
    found: dict[str, Values] = {"degree": dict(shape.plain.degree())}
    if shape.directed:
        found |= {"in": dict(shape.arcs.in_degree()), "out": dict(shape.arcs.out_degree())}
    return found


def edges(shape: Shape) -> Columns:
    """How many edges a node has: parallel ones count each, but those of two nodes on one ground (Edge.ground) once."""
    return {"edges": dict(shape.plain.degree(weight="weight"))}


def betweenness(shape: Shape) -> Columns:
    """On which share of the shortest paths between two others a node lies (Freeman), from 0 to 1.

    One thread: several add up in another order each time, and the last digits would differ.
    """
    graph = shape.arcs if shape.directed else shape.plain
    compiled: rx.PyDiGraph[int, None] | rx.PyGraph[int, None] = rx.PyDiGraph() if shape.directed else rx.PyGraph()
    compiled.add_nodes_from(list(graph))
    compiled.add_edges_from([(one, two, None) for one, two in graph.edges])
    found = rx.betweenness_centrality(compiled, parallel_threshold=len(graph) + 1)
    return {"betweenness": {node: round(value, DIGITS) for node, value in found.items()}}


def constraint(shape: Shape) -> Columns:
    """How far a node's partners are joined among themselves (Burt): low for one who spans holes between them."""
    found = holes.constraint(shape.plain)
    return {"constraint": {node: None if value is None else round(value, DIGITS) for node, value in found.items()}}


def core(shape: Shape) -> Columns:
    """The largest k such that a node belongs to a part in which everybody has k partners."""
    return {"core": nx.core_number(shape.plain)}


def community(shape: Shape) -> Columns:
    """The number of a node's community, the largest being 1, and the node in it with the most partners there."""
    number: Values = {}
    centre: Values = {}
    for count, members in enumerate(communities(shape.plain), 1):
        middle = central(shape.plain, members)
        for node in members:
            number[node], centre[node] = count, middle
    return {"community": number, "centre": centre}


def central(plain: "nx.Graph[int]", members: Collection[int]) -> int:
    """The member with the most partners inside; of several the one with the most edges inside, then partners at all."""
    inside = plain.subgraph(members)
    return min(
        members,
        key=lambda node: (-inside.degree(node), -inside.degree(node, weight="weight"), -plain.degree(node), node),
    )


# By name, in the order in which they are shown.
MEASURES: dict[str, Measure] = {
    "degree": Measure(degree),
    "edges": Measure(edges),
    "betweenness": Measure(betweenness),
    TOTAL: Measure(lambda shape: brokerage(shape.arcs, shape.groups)),
    "constraint": Measure(constraint, lowest=True, alone=None),
    "core": Measure(core),
    "community": Measure(community, lowest=True),
}
USUAL = ("degree", "edges", "betweenness", "constraint", "core", "community")
# Of these an earlier and a later value can be compared.
COMPARABLE = tuple(name for name in MEASURES if name != "community")


def measured(shape: Shape, names: tuple[str, ...]) -> dict[str, Values]:
    """The values of some measures, by column and node."""
    return {column: values for name in names for column, values in MEASURES[name].compute(shape).items()}
