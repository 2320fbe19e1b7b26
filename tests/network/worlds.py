"""Small networks, made from edges alone or from an invented project."""

from collections.abc import Iterable, Mapping

import pyoxigraph as ox

from mekgraph.graph.engine import OxigraphEngine
from mekgraph.iris import expand
from mekgraph.network.model import Choice, Edge, Kind, Source, Thing
from mekgraph.network.network import Network
from mekgraph.network.wording import Words

LABEL = ox.NamedNode(expand("skos:prefLabel"))
KIND, SOURCE = expand("kind:cooperatesWith"), expand("source:s1")
Pairs = Iterable[tuple[str, str]]


def iri(name: str) -> str:
    return expand(f"actor:{name}")


def edge(one: str, two: str, directed: bool = False, number: int = 1) -> Edge:
    """An edge between two actors, for a link of its own."""
    link = expand(f"link:{one}_{two}_{number}")
    return Edge(iri(one), iri(two), (KIND,), directed, (link,), (SOURCE,))


def network(edges: Iterable[Edge], groups: Mapping[str, str] | None = None) -> Network:
    """The network of some edges; ``groups`` are classes of actors, of the class ``Body`` where nothing is said."""
    edges = tuple(sorted(edges, key=lambda edge: edge.id))
    ends = sorted({end for edge in edges for end in (edge.one, edge.two)})
    of = {iri(name): group for name, group in (groups or {}).items()}
    things = {end: Thing(end, "Actor", of.get(end, "Body"), end, label=end, short=end) for end in ends}
    words = Words(
        "en",
        {end: (end, end) for end in ends},
        {KIND: Kind(KIND, "cooperation", "cooperates with", "cooperates with", symmetric=True)},
        {SOURCE: Source(SOURCE, "A publisher", "2024")},
    )
    named = [ox.Triple(ox.NamedNode(end), LABEL, ox.Literal(end, language="en")) for end in ends]
    return Network(Choice(), things, edges, words, {}, "0", OxigraphEngine.of(named))


def joined(pairs: Pairs, directed: bool = False, groups: Mapping[str, str] | None = None) -> Network:
    """The network of some pairs of names."""
    return network([edge(one, two, directed) for one, two in pairs], groups)
