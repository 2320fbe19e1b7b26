"""What one process of the bench does: measure one network once with one library, and say what it cost and found."""

import itertools
import random
from collections.abc import Callable, Mapping
from importlib import import_module
from typing import Any

import networkx as nx
from bench.jobs import timed

Found = Mapping[int, float | None]
PIVOTS = 40
DIGITS = 6


def generated(nodes: int, edges: int, seed: int = 1) -> "nx.Graph[int]":
    """A network in which a few nodes have many partners and most have few (Zipf, exponent 0.6), weights 1 to 3."""
    dice = random.Random(seed)
    weights = list(itertools.accumulate((place + 1) ** -0.6 for place in range(nodes)))
    found: dict[tuple[int, int], int] = {}
    while len(found) < edges:
        one, two = sorted(dice.choices(range(nodes), cum_weights=weights, k=2))
        if one != two:
            found[one, two] = dice.choice((1, 1, 1, 2, 3))
    graph: nx.Graph[int] = nx.empty_graph(nodes)
    graph.add_weighted_edges_from(sorted((one, two, weight) for (one, two), weight in found.items()))
    return graph


def shipped(place: str) -> "nx.Graph[int]":
    """The network of the shipped data, as mekgraph measures it."""
    from pathlib import Path

    import mekgraph
    from mekgraph.resources import find_project

    found: nx.Graph[int] = mekgraph.network(project=find_project(out=Path(place))).shape().plain
    return found


def with_networkx(measure: str, graph: "nx.Graph[int]") -> Found:
    """As networkx does it; without SciPy, which mekgraph does not need."""
    calls: dict[str, Callable[[], Found]] = {
        "betweenness": lambda: nx.betweenness_centrality(graph),
        "pivots": lambda: nx.betweenness_centrality(graph, k=PIVOTS, seed=1),
        "constraint": lambda: nx.constraint(graph, nodes=list(graph), weight="weight"),
        "core": lambda: nx.core_number(graph),
        "community": lambda: _numbers(nx.community.louvain_communities(graph, weight="weight", seed=1)),
    }
    return calls[measure]()


def with_mekgraph(measure: str, graph: "nx.Graph[int]") -> Found:
    """As mekgraph does it."""
    from mekgraph.network.measures import MEASURES, Shape

    shape = Shape(graph, graph.to_directed(as_view=True), directed=False, groups=dict.fromkeys(graph, ""))
    return MEASURES[measure].compute(shape)[measure]


def with_rustworkx(measure: str, graph: "nx.Graph[int]") -> Found:
    """As rustworkx does it, on all processors; mekgraph lets it have one, so that the last digits stay the same."""
    library = import_module("rustworkx")
    compiled = library.PyGraph()
    compiled.add_nodes_from(list(graph))
    compiled.add_edges_from([(one, two, None) for one, two in graph.edges])
    calls = {"betweenness": library.betweenness_centrality, "core": library.core_number}
    return dict(calls[measure](compiled))


def with_networkit(measure: str, graph: "nx.Graph[int]") -> Found:
    """As networkit does it."""
    library = import_module("networkit")
    compiled = library.Graph(len(graph))
    for one, two in graph.edges:
        compiled.addEdge(one, two)
    if measure == "betweenness":
        return dict(enumerate(library.centrality.Betweenness(compiled, normalized=True).run().scores()))
    return dict(enumerate(library.centrality.CoreDecomposition(compiled).run().scores()))


def with_igraph(measure: str, graph: "nx.Graph[int]") -> Found:
    """As igraph does it; its constraint takes weights as networkx does."""
    compiled = import_module("igraph").Graph(len(graph), list(graph.edges))
    if measure == "betweenness":
        pairs = (len(graph) - 1) * (len(graph) - 2) / 2
        return {node: value / pairs for node, value in enumerate(compiled.betweenness())}
    if measure == "constraint":
        weights = [weight for _, _, weight in graph.edges(data="weight")]
        return dict(enumerate(compiled.constraint(weights=weights)))
    return dict(enumerate(compiled.coreness()))


LIBRARIES = {
    "networkx": with_networkx,
    "mekgraph": with_mekgraph,
    "rustworkx": with_rustworkx,
    "networkit": with_networkit,
    "igraph": with_igraph,
}


def run(job: dict[str, Any]) -> dict[str, Any]:
    """Measure and report: cost, and what was found, or that the library is not installed."""
    graph = generated(job["nodes"], job["edges"]) if job["nodes"] else shipped(job["place"])
    try:
        found, cost = timed(lambda: LIBRARIES[job["library"]](job["measure"], graph))
    except ImportError:
        return {"absent": True}
    values = [found[node] for node in graph]
    rounded = [None if value is None or value != value else round(value, DIGITS) for value in values]  # NaN: no value
    return {"cost": cost, "size": [len(graph), graph.size()], "found": rounded}


def _numbers(divided: list[set[int]]) -> Found:
    return {node: number for number, members in enumerate(divided) for node in members}
