"""Fewer nodes: one for several things, and the best connected only."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping

import networkx as nx

from mekgraph.diagram.cut.choosing import Chosen
from mekgraph.diagram.cut.model import Cut, ends_of
from mekgraph.diagram.definition.model import NONE
from mekgraph.network.communities import communities
from mekgraph.network.measures import central
from mekgraph.network.model import Thing


def collapsed(found: Chosen, kept: Collection[str], how: str, things: Mapping[str, Thing]) -> Cut:
    """What was chosen with one node for several things, as ``how`` (one of COLLAPSES, or "") says.

    The things ``kept`` are part of no other node; links inside a node are dropped. What would stand alone under the
    name of another is drawn under its own.
    """
    links, drawn = found.links, ends_of(found.links) | found.things
    plain = Cut(links, {thing: thing for thing in sorted(drawn)}, found.middle)
    if how in ("", NONE):
        return plain
    heads = _roots(drawn, things, found.hidden) if how == "parent" else _centres(plain)
    headed = {thing: thing if thing in kept else heads[thing] for thing in sorted(drawn)}
    sizes = Counter(headed.values())
    node_of = {thing: head if sizes[head] > 1 else thing for thing, head in headed.items()}
    across = tuple(link for link in links if node_of[link.subject] != node_of[link.object])
    return Cut(across, node_of, found.middle)


def most_connected(cut: Cut, most: int, kept: Collection[str]) -> Cut:
    """The ``most`` nodes with the most partners, of as many those with more links; ``kept`` are among them.

    What is joined to nothing only then is left out as well, unless it is kept.
    """
    graph = cut.graph
    ranked = sorted(
        cut.nodes, key=lambda node: (node not in kept, -graph.degree(node), -graph.degree(node, weight="weight"), node)
    )
    few = set(ranked[: max(most, len(set(kept) & set(ranked)))])
    links = tuple(link for link in cut.links if set(cut.ends[link.iri]) <= few)
    alone = {node for node in few if not graph.degree(node)}
    joined = {end for link in links for end in cut.ends[link.iri]} | cut.middle | (set(kept) & few) | alone
    node_of = {thing: node for thing, node in cut.node_of.items() if node in joined}
    return Cut(links, node_of, cut.middle, tuple(node for node in cut.nodes if node not in joined))


def _roots(drawn: Iterable[str], things: Mapping[str, Thing], hidden: Collection[str]) -> dict[str, str]:
    """What each thing belongs to in the end, unless that is hidden."""
    roots = {thing: things[thing].root for thing in drawn}
    return {thing: root if root in things and root not in hidden else thing for thing, root in roots.items()}


def _centres(cut: Cut) -> dict[str, str]:
    """For each thing the member of its community that has the most partners there."""
    order = list(cut.graph)
    numbered = nx.convert_node_labels_to_integers(cut.graph)
    centred = [(order[central(numbered, group)], group) for group in communities(numbered)]
    return {order[one]: centre for centre, group in centred for one in group}
