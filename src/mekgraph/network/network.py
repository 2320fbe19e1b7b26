"""A network: its nodes and edges, and what can be found out from them."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise

import networkx as nx

from mekgraph.ask.answer import Answer
from mekgraph.ask.names import Names
from mekgraph.errors import NoMatchError, UsageError
from mekgraph.graph.engine import Engine
from mekgraph.iris import shorten, slug
from mekgraph.network import describing
from mekgraph.network.change import Change, only_in
from mekgraph.network.communities import modularity
from mekgraph.network.measured import NODES, Measured, Number
from mekgraph.network.measures import COMPARABLE, MEASURES, USUAL, Shape, Values, measured
from mekgraph.network.model import Choice, Edge, Thing
from mekgraph.network.paths import Paths, steps_of, ways_between
from mekgraph.network.resolving import one_of
from mekgraph.network.wording import EDGE, Words

GROUPS = ("class", "parent", "country")
SORTS = ("actor", "event", "instrument")


@dataclass(frozen=True)
class Network:
    """Nodes by IRI, in order of IRI, and the edges between them, in order of their ids.

    ``about`` says which network this is, line by line, in the reader's language; ``endpoint`` where it was read, if not
    on this machine.
    """

    choice: Choice
    nodes: Mapping[str, Thing]
    edges: tuple[Edge, ...]
    words: Words
    about: Mapping[str, object]
    version: str
    engine: Engine = field(repr=False, compare=False)
    endpoint: str = ""

    def measures(self, *names: str, group: str = "class", directed: bool = False) -> Measured:
        """The values of some of MEASURES for each node; without names, of those that are usual.

        ``group`` is one of GROUPS; ``directed`` follows the directions in which links read.
        Raises UsageError for an unknown measure or group.
        """
        wanted = tuple(dict.fromkeys(one_of(names or USUAL, tuple(MEASURES))))
        groups = self.groups(group)
        shape = self.shape(group, directed)
        values = measured(shape, wanted)
        told = describing.measures(self.words, wanted, directed, group, groups, _quality(shape, values))
        options = [word for name in names for word in ("--measure", name)] + _options(group, directed)
        by_node = {column: _by_node(column, found, list(self.nodes)) for column, found in values.items()}
        degrees = {node: shape.plain.degree(place) for place, node in enumerate(self.nodes)}
        return Measured(wanted, by_node, groups, degrees, self.words, self.told(options, told))

    def paths(self, one: str, two: str, steps: int | None = None, directed: bool = False) -> Paths:
        """The shortest paths between two nodes, named as people name them; with ``steps`` all of at most that length.

        Raises NoMatchError and UsageError for a name that fits nothing, no node, or several things.
        """
        ends = [self.find(name) for name in (one, two)]
        if ends[0] == ends[1]:
            raise UsageError("network.same", name=one)
        order = list(self.nodes)
        places = {node: place for place, node in enumerate(order)}
        shape = self.shape(directed=directed)
        graph = shape.arcs if directed else shape.plain
        found, more = ways_between(graph, places[ends[0]], places[ends[1]], steps)
        named = [[order[place] for place in path] for path in found]
        between = self._between({pair for path in named for pair in pairwise(path)}, directed)
        options = ["--between", *map(slug, ends), *(["--steps", str(steps)] if steps else [])]
        told = describing.paths(self.words, steps, directed)
        about = self.told([*options, *_options(directed=directed)], told)
        return Paths(ends[0], ends[1], tuple(steps_of(path, between) for path in named), more, self.words, about)

    def changes_since(self, before: "Network", *names: str, group: str = "class", directed: bool = False) -> Change:
        """What changed from ``before`` to this network: nodes, edges, and some measures (see ``measures``)."""
        wanted = tuple(dict.fromkeys(one_of(names or ("degree", "betweenness"), COMPARABLE)))
        states = [network.measures(*wanted, group=group, directed=directed) for network in (before, self)]
        began, ended = only_in(self.edges, before.edges), only_in(before.edges, self.edges)
        counts = {"began": len(began), "ended": len(ended)}
        counts |= {"came": len(set(self.nodes) - set(before.nodes)), "left": len(set(before.nodes) - set(self.nodes))}
        title, about = describing.change(self.words, before.choice, self.choice, counts)
        told = describing.measures(self.words, wanted, directed, group, states[1].groups, None)
        options = describing.change_options(before.choice, self.choice)
        options += [word for name in names for word in ("--measure", name)] + _options(group, directed)
        about = {**about, **describing.both(before.about, self.about), **self.told(options, told, of={})}
        return Change(states[0], states[1], began, ended, self.words.and_of(before.words), title, about)

    def edge_table(self, top: int = 0) -> Answer:
        """A table of all edges, or the first ``top`` of them, with their dates, marks and sources."""
        rows = [self.words.edge(edge, edge.one) for edge in self.edges[: top or None]]
        about = self.words.shown(self.told(["--edges"]), len(rows), len(self.edges), "edges")
        return self.words.table(self.words.say("network.title_edges"), EDGE, rows, about)

    def groups(self, group: str = "class") -> dict[str, str]:
        """The group of each node: the IRI of its class, that of what it belongs to in the end, or a country code."""
        (chosen,) = one_of((group,), GROUPS)
        return {node: _group(thing, chosen) for node, thing in self.nodes.items()}

    def shape(self, group: str = "class", directed: bool = False) -> Shape:
        """The network as whole numbers, in order of IRI, parallel edges as one with their number as weight."""
        places = {node: place for place, node in enumerate(self.nodes)}
        plain: nx.Graph[int] = nx.Graph()
        arcs: nx.DiGraph[int] = nx.DiGraph()
        plain.add_nodes_from(places.values())
        arcs.add_nodes_from(places.values())
        counted: dict[tuple[int, int], set[str]] = defaultdict(set)
        for edge in self.edges:
            one, two = places[edge.one], places[edge.two]
            ways = [(one, two)] if edge.directed and directed else [(one, two), (two, one)]
            for way in ways:
                counted[way].add(edge.ground)
        both = {way: grounds | counted.get(way[::-1], set()) for way, grounds in counted.items()}
        plain.add_weighted_edges_from(sorted((*sorted(way), len(found)) for way, found in both.items()))
        arcs.add_weighted_edges_from(sorted((*way, len(found)) for way, found in counted.items()))
        groups = {places[node]: group for node, group in self.groups(group).items()}
        return Shape(plain, arcs, directed, groups)

    def to_networkx(self) -> "nx.MultiDiGraph[str]":
        """A networkx MultiDiGraph: nodes are IRIs, edge keys ids, all attributes texts or truth values.

        So it can be written as GraphML or GEXF. Edges without direction say ``directed=False`` and stand once.
        """
        graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
        for thing in self.nodes.values():
            graph.add_node(
                thing.iri,
                id=thing.id,
                label=thing.label,
                short=thing.short,
                type=shorten(thing.type),
                parent=shorten(thing.root),
                country=thing.country,
            )
        for edge in self.edges:
            graph.add_edge(
                edge.one,
                edge.two,
                key=edge.id,
                kind=", ".join(map(slug, edge.kinds)),
                label=self.words.how(edge, edge.one).text,
                directed=edge.directed,
                through=shorten(edge.through),
                since=edge.start,
                until=edge.end,
                firmness=edge.firmness,
                disputed=edge.disputed,
                ended=edge.ended,
                certain=edge.certain,
                links="; ".join(map(shorten, edge.links)),
                sources="; ".join(map(shorten, edge.sources)),
            )
        return graph

    def find(self, name: str) -> str:
        """The IRI of the node that people call so. Raises NoMatchError and UsageError as ``Names.find``."""
        kinds = SORTS if self.choice.events else SORTS[:1]
        found = self._names.find(name, kinds).value
        if found not in self.nodes:
            raise NoMatchError("network.not_in", wanted=name, id=shorten(found))
        return found

    def told(
        self, options: Sequence[str], more: Mapping[str, object] | None = None, of: Mapping[str, object] | None = None
    ) -> dict[str, object]:
        """What is told under a table: which network, ``more`` of how, data version, the command with ``options``."""
        place = ["--endpoint", self.endpoint] if self.endpoint else []
        closing = describing.closing(self.words, self.choice, self.version, [*options, *place])
        return {**(self.about if of is None else of), **(more or {}), **closing}

    @cached_property
    def _names(self) -> Names:
        return Names(self.engine)

    def _between(self, pairs: Collection[tuple[str, str]], directed: bool) -> dict[tuple[str, str], list[Edge]]:
        """The edges between some pairs, in either direction or only in that of the pair."""
        found: dict[tuple[str, str], list[Edge]] = {pair: [] for pair in pairs}
        for edge in self.edges:
            for pair in ((edge.one, edge.two), (edge.two, edge.one)):
                if pair in found and not (directed and edge.directed and pair[0] != edge.one):
                    found[pair].append(edge)
        return found


def _by_node(column: str, values: Values, order: Sequence[str]) -> dict[str, Number | str]:
    """Values by node; where they are places of nodes, those nodes."""
    if column in NODES:
        return {order[node]: order[int(value or 0)] for node, value in values.items()}
    return {order[node]: value for node, value in values.items()}


def _group(thing: Thing, group: str) -> str:
    match group:
        case "parent":
            return thing.root
        case "country":
            return thing.country
        case _:
            return thing.type


def _options(group: str = GROUPS[0], directed: bool = False) -> list[str]:
    """The options of the command that are not as usual."""
    return [*(["--group", group] if group != GROUPS[0] else []), *(["--directed"] if directed else [])]


def _quality(shape: Shape, values: Mapping[str, Values]) -> float | None:
    """The modularity of the communities, where they were looked for."""
    if "community" not in values:
        return None
    members: dict[object, list[int]] = defaultdict(list)
    for node, number in values["community"].items():
        members[number].append(node)
    return round(modularity(shape.plain, members.values()), 3)
