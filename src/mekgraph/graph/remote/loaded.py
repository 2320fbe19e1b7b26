"""What of ours is on a server: the graphs that a push has put there, and which version of the data they hold."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pyoxigraph as ox

from mekgraph.graph.derive import graph_of
from mekgraph.graph.remote.engine import RemoteEngine
from mekgraph.iris import BASE, GRAPH, PREFIXES
from mekgraph.resources import Project
from mekgraph.sparql import own_query

ABOUT = GRAPH + "about"
STAGING = BASE + "staging/"
DATASET = ox.NamedNode(BASE + "dataset")
IDENTIFIER, PART = (ox.NamedNode(PREFIXES["dcterms"] + name) for name in ("identifier", "hasPart"))


@dataclass(frozen=True)
class Loaded:
    """The version of the data that a push says it has loaded ("" if none has), and the names of the graphs.

    ``merged``: the server takes all graphs together for its default graph, these among them.
    """

    version: str = ""
    graphs: tuple[str, ...] = ()
    merged: bool = False

    def statements(self) -> list[ox.Triple]:
        """The same as statements, which a push leaves in a graph of their own."""
        parts = [ox.Triple(DATASET, PART, ox.NamedNode(graph)) for graph in self.graphs]
        return [ox.Triple(DATASET, IDENTIFIER, ox.Literal(self.version)), *parts]


def loaded(engine: RemoteEngine) -> Loaded:
    """What a push has left on a server."""
    rows = engine.select(own_query("loaded")).rows
    values = [tuple(getattr(term, "value", "") for term in row) for row in rows]
    merged = bool(values) and engine.ask(own_query("merged", dataset=[DATASET]))
    return Loaded(max((version for version, _ in values), default=""), tuple(graph for _, graph in values), merged)


def present(engine: RemoteEngine, project: Project) -> Loaded:
    """What a push has left on a server, or the graphs with the names of ours that somebody else has put there."""
    found = loaded(engine)
    if found.graphs:
        return found
    names = [GRAPH + "data", GRAPH + "ontology", *map(graph_of, project.rule_files())]
    return Loaded("", tuple(counts(engine, names)))


def counts(engine: RemoteEngine, graphs: Sequence[str]) -> Mapping[str, int]:
    """How many statements there are in some graphs; those without any are left out."""
    rows = engine.select(own_query("graph-counts", graph=[ox.NamedNode(graph) for graph in graphs])).rows
    return {getattr(graph, "value", ""): int(getattr(number, "value", 0)) for graph, number in rows}


def staged(engine: RemoteEngine) -> list[str]:
    """The names of graphs that a push has not put in place."""
    return [getattr(graph, "value", "") for (graph,) in engine.select(own_query("staged")).rows]
