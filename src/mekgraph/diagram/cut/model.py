"""What has been chosen for a diagram."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

import networkx as nx

from mekgraph.network.model import Link


@dataclass(frozen=True)
class Cut:
    """Links in order of IRI, and for each thing the node that it is drawn as, mostly itself; all by IRI.

    ``middle`` are the nodes that are drawn in any case; ``alone`` those of them that have no link; ``left_out`` the
    nodes that were too many.
    """

    links: tuple[Link, ...]
    node_of: Mapping[str, str]
    middle: frozenset[str] = frozenset()
    left_out: tuple[str, ...] = field(default=())

    @cached_property
    def ends(self) -> dict[str, tuple[str, str]]:
        """The two nodes that a link joins, by the link's IRI."""
        return {link.iri: (self.node_of[link.subject], self.node_of[link.object]) for link in self.links}

    @cached_property
    def nodes(self) -> dict[str, tuple[str, ...]]:
        """The things that each node stands for, in order of IRI."""
        members: dict[str, set[str]] = defaultdict(set)
        for thing, node in self.node_of.items():
            members[node].add(thing)
        return {node: tuple(sorted(found)) for node, found in sorted(members.items())}

    @cached_property
    def graph(self) -> "nx.Graph[str]":
        """The nodes and which of them are joined, in order of IRI; the weight of an edge is its number of links."""
        made: nx.Graph[str] = nx.Graph()
        made.add_nodes_from(self.nodes)
        for one, two in sorted(self.ends.values()):
            if one != two:
                weight = made.edges[one, two]["weight"] + 1 if made.has_edge(one, two) else 1
                made.add_edge(one, two, weight=weight)
        return made


def ends_of(links: Iterable[Link]) -> set[str]:
    """The things at the ends of links."""
    return {end for link in links for end in (link.subject, link.object)}
