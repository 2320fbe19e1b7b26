"""Findings about who is joined with whom: they rest on network measures of what is drawn."""

from collections import Counter
from collections.abc import Mapping

import networkx as nx

from mekgraph.diagram.brief.model import Finding, Ground
from mekgraph.diagram.scene import Scene
from mekgraph.network.measures import MEASURES, Shape

DEGREE, BETWEENNESS = "degree", "betweenness"
MOST_LEADERS = 3
# From which share of all pairs on somebody stands between others, and how far ahead of the next to be named.
TELLING, AHEAD = 0.1, 1.5


def values(scene: Scene, name: str) -> dict[str, float]:
    """A measure of the nodes of a scene, joined as they are drawn; by id.

    >>> values(Scene("en", "", "", (), (), (), ()), "degree")
    {}
    """
    order = [node.id for node in scene.nodes]
    places = {id_: place for place, id_ in enumerate(order)}
    plain: nx.Graph[int] = nx.Graph()
    plain.add_nodes_from(places.values())
    for pair, count in sorted(pairs(scene).items()):
        plain.add_edge(places[pair[0]], places[pair[1]], weight=count)
    groups = {places[node.id]: node.type for node in scene.nodes}
    found = MEASURES[name].compute(Shape(plain, plain.to_directed(), False, groups))[name]
    return {order[place]: float(value or 0) for place, value in sorted(found.items())}


def pairs(scene: Scene) -> Counter[tuple[str, str]]:
    """How many links join two nodes, by their ids in order."""
    ends = (sorted((edge.source, edge.target)) for edge in scene.edges if edge.source != edge.target)
    return Counter((one, two) for one, two in ends)


def most_partners(ground: Ground) -> Finding | None:
    """Who has the most partners, of those that do not stand in the middle, where everybody is their partner."""
    ranked = _ranked(values(ground.scene, DEGREE), ground)
    if not ranked or ranked[0][1] < 2:
        return None
    most = ranked[0][1]
    leaders = [id_ for id_, value in ranked if value == most]
    fewer = max((value for _, value in ranked if value < most), default=0.0)
    if len(leaders) > MOST_LEADERS or not fewer:
        return None
    numbers = {"count": int(most), "others": len(ground.scene.nodes) - 1, "fewer": int(fewer)}
    names = ", ".join(ground.nodes[id_].label for id_ in leaders)
    key = "partners_around" if ground.middle else "partners"
    return Finding("partners", ground.say(key, names=names, **numbers), numbers, tuple(leaders), measures=(DEGREE,))


def between_others(ground: Ground) -> Finding | None:
    """Who stands between others, where one is clearly ahead of all."""
    ranked = _ranked(values(ground.scene, BETWEENNESS), ground)
    if len(ranked) < 2:
        return None
    (first, share), (second, less) = ranked[:2]
    if share < TELLING or share < AHEAD * less or round(100 * less) < 1:
        return None
    numbers = {"share": round(100 * share), "less": round(100 * less)}
    name, other = ground.nodes[first].label, ground.nodes[second].label
    said = ground.say("between", name=name, second=other, **numbers)
    return Finding("between", said, numbers, (first, second), measures=(BETWEENNESS,))


def _ranked(found: Mapping[str, float], ground: Ground) -> list[tuple[str, float]]:
    """The values of nodes that are not in the middle, the largest first."""
    others = ((id_, value) for id_, value in found.items() if id_ not in ground.middle)
    return sorted(others, key=lambda entry: (-entry[1], entry[0]))
