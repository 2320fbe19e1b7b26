"""What the nodes of a scene are part of."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace

from mekgraph.ask.labels import whole_and_short
from mekgraph.diagram.definition.model import TIMELINE, Diagram
from mekgraph.diagram.scene import Edge, Group, Node
from mekgraph.iris import DEF, PREFIXES, expand, shorten
from mekgraph.network.reading import Reading

STATE = DEF + "State"
COUNTRY = "country:"
Groups = Mapping[str, str]


def grouped(
    nodes: tuple[Node, ...], edges: Iterable[Edge], diagram: Diagram, reading: Reading
) -> tuple[tuple[Node, ...], tuple[Group, ...]]:
    """The nodes with their groups as the diagram wants them, and the groups that are no nodes, in order of id."""
    match diagram.grouping:
        case "parent":
            of, named = _by_parent(nodes, reading)
        case "country":
            of, named = _by_country(nodes, reading)
        case "class":
            of, named = {node.id: node.type for node in nodes}, {node.type: node.type_label for node in nodes}
        case _ if diagram.layout == TIMELINE:
            of, named = _by_partner(nodes, edges), {}
        case _:
            return nodes, ()
    groups = sorted({of[node.id] for node in nodes if of.get(node.id)} - {node.id for node in nodes})
    return (
        tuple(replace(node, group=of.get(node.id, "")) for node in nodes),
        tuple(Group(group, named[group]) for group in groups),
    )


def _by_parent(nodes: tuple[Node, ...], reading: Reading) -> tuple[Groups, Groups]:
    """What each node belongs to and is drawn; else what it belongs to in the end, if others that are drawn do too."""
    drawn = {expand(node.id) for node in nodes}
    upper = {iri: _nearest(iri, reading.above, drawn) for iri in drawn}
    roots = Counter(reading.things[iri].root for iri in drawn if not upper[iri])
    shared = {
        iri: root for iri in drawn if not upper[iri] and roots[root := reading.things[iri].root] > 1 and root != iri
    }
    names, _ = whole_and_short(reading.engine, sorted(set(shared.values())), reading.language)
    of = {shorten(iri): shorten(upper[iri] or shared.get(iri, "")) for iri in sorted(drawn)}
    return of, {shorten(root): name for root, name in names.items()}


def _nearest(iri: str, above: Mapping[str, str], drawn: set[str]) -> str:
    """The nearest of what it belongs to that is drawn."""
    seen = {iri}
    while (iri := above.get(iri, "")) and iri not in seen:
        if iri in drawn:
            return iri
        seen.add(iri)
    return ""


def _by_country(nodes: tuple[Node, ...], reading: Reading) -> tuple[Groups, Groups]:
    """The country of each node that has one, by the name of the state."""
    states = {thing.country: iri for iri, thing in reversed(reading.things.items()) if thing.type == STATE}
    names, _ = whole_and_short(reading.engine, sorted(states.values()), reading.language)
    of = {node.id: country for node in nodes if (country := reading.things[expand(node.id)].country)}
    labels = {country: names.get(states.get(country, ""), country) for country in of.values()}
    return {id_: COUNTRY + country for id_, country in of.items()}, {
        COUNTRY + key: name for key, name in labels.items()
    }


def _by_partner(nodes: tuple[Node, ...], edges: Iterable[Edge]) -> Groups:
    """For what has a date: the actor with which it has the most links."""
    dated = {node.id for node in nodes if node.date}
    partners: dict[str, Counter[str]] = defaultdict(Counter)
    for edge in edges:
        for one, two in ((edge.source, edge.target), (edge.target, edge.source)):
            if one in dated and two not in dated and expand(two).startswith(PREFIXES["actor"]):
                partners[one][two] += 1
    return {one: min(found, key=lambda two: (-found[two], two)) for one, found in partners.items()}
