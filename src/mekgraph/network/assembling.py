"""From a graph and a choice to a network."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace

import networkx as nx

from mekgraph.ask.labels import whole_and_short
from mekgraph.graph.engine import Engine
from mekgraph.graph.opening import Graph
from mekgraph.iris import DEF, PREFIXES
from mekgraph.network import describing
from mekgraph.network.edges import derived, direct, shared
from mekgraph.network.model import MARKS, Choice, Edge, Kind, Link, Thing
from mekgraph.network.network import SORTS, Network
from mekgraph.network.reading import Reading
from mekgraph.network.resolving import found, kind
from mekgraph.network.wording import Words

ACTOR, PERSON = "Actor", DEF + "Person"
# Coverage says where something works, not with whom; it has to be asked for.
UNUSUAL = frozenset({PREFIXES["kind"] + "covers"})


def network(graph: Graph, choice: Choice | None = None, language: str = "en", also: Collection[str] = ()) -> Network:
    """The network of a graph that ``choice`` wants, its words in ``language`` (en, ru, uz).

    ``also``: names of persons who are nodes although persons are not wanted; those in the middle are so in any case.
    Nodes without an edge are left out, but not those in the middle.
    Raises NoMatchError and UsageError for a name or kind that fits nothing or several things.
    """
    choice = choice or Choice()
    reading = Reading(graph.engine, choice.axes, language)
    things, (kinds, names) = reading.things, reading.kinds()
    choice, chosen = _resolved(graph.engine, choice, things, names)
    invited = {*choice.around, *found(graph.engine, also, _sorts(choice), things)}
    nodes = {iri for iri, thing in things.items() if _is_node(thing, choice) or iri in invited}
    links = _wanted(reading.links().values(), choice, things, nodes)
    edges = sorted(_edges(reading, links, nodes, kinds, chosen, choice), key=lambda edge: edge.id)
    if choice.around:
        near = _near(edges, choice)
        edges = [edge for edge in edges if edge.one in near and edge.two in near]
    joined = sorted({*choice.around, *(end for edge in edges for end in (edge.one, edge.two))})
    called = _called(graph.engine, things, joined, edges, language)
    words = Words(language, called, kinds, reading.sources())
    named = {iri: replace(things[iri], label=called[iri][0], short=called[iri][1]) for iri in joined}
    about = describing.network(words, choice, _used(edges, choice.kinds), _counts(joined, edges, reading.horizon))
    return Network(choice, named, tuple(edges), words, about, graph.version, graph.engine, graph.endpoint)


def _resolved(
    engine: Engine, choice: Choice, things: Mapping[str, Thing], names: Mapping[str, set[str]]
) -> tuple[Choice, list[str]]:
    """The choice with IRIs for names, and the IRIs of the kinds that join."""
    around = found(engine, choice.around, _sorts(choice), things)
    kinds = [kind(name, names) for name in choice.kinds]
    usual = [iri for iri in names if iri not in UNUSUAL and not (choice.events and iri.startswith(DEF))]
    return replace(choice, around=around, kinds=tuple(kinds)), sorted(set(kinds)) or sorted(usual)


def _sorts(choice: Choice) -> Collection[str]:
    """What can be a node, by the prefix of its id."""
    return SORTS if choice.events else SORTS[:1]


def _is_node(thing: Thing, choice: Choice) -> bool:
    return (choice.events or thing.sort == ACTOR) and (choice.persons or thing.type != PERSON)


def _wanted(
    links: Iterable[Link], choice: Choice, things: Mapping[str, Thing], nodes: Collection[str]
) -> dict[str, Link]:
    """The links that may count: none of a person who is not wanted, none that bears a mark to be left out."""
    return {
        link.iri: link
        for link in links
        if (choice.reported or link.firmness != "reported")
        and not link.marks & choice.without
        and all(end in nodes or things[end].sort != ACTOR for end in (link.subject, link.object) if end in things)
    }


def _edges(
    reading: Reading,
    links: dict[str, Link],
    nodes: Collection[str],
    kinds: Mapping[str, Kind],
    chosen: Collection[str],
    choice: Choice,
) -> Iterable[Edge]:
    dates = reading.dates
    of_kind = [link for link in links.values() if link.kind in chosen]
    yield from direct(of_kind, nodes, kinds, dates)
    if not choice.events:
        ways = {key: grounds for key, grounds in reading.ways().items() if key[1] in chosen}
        yield from derived(ways, links, kinds, dates)
        if choice.kinds:
            yield from shared(of_kind, nodes, dates)


def _near(edges: Iterable[Edge], choice: Choice) -> set[str]:
    """The things at most so many edges away from those in the middle."""
    graph: nx.Graph[str] = nx.Graph([(edge.one, edge.two) for edge in edges])
    graph.add_nodes_from(choice.around)
    near: set[str] = set()
    for centre in choice.around:
        near |= set(nx.single_source_shortest_path_length(graph, centre, cutoff=choice.steps))
    return near


def _called(
    engine: Engine, things: Mapping[str, Thing], nodes: Collection[str], edges: Iterable[Edge], language: str
) -> dict[str, tuple[str, str]]:
    """The names, whole and short, of nodes, of what they share, and of their groups."""
    through = {edge.through for edge in edges if edge.through}
    groups = {group for node in nodes for group in (things[node].type, things[node].root)}
    whole, short = whole_and_short(engine, {*nodes, *through, *groups}, language)
    return {iri: (name, short[iri]) for iri, name in whole.items()}


def _used(edges: Iterable[Edge], wanted: Iterable[str]) -> dict[str, int]:
    """The kinds that join something, or were wanted, with how many edges; the most frequent first."""
    counted = Counter(dict.fromkeys(wanted, 0))
    counted.update(kind for edge in edges for kind in edge.kinds)
    return dict(sorted(counted.items(), key=lambda entry: (-entry[1], entry[0])))


def _counts(nodes: Collection[str], edges: Collection[Edge], horizon: str) -> dict[str, object]:
    """How many nodes, edges, pairs and parts there are, and how many edges bear each mark."""
    graph: nx.Graph[str] = nx.Graph([(edge.one, edge.two) for edge in edges])
    graph.add_nodes_from(nodes)
    marked = {mark: sum(mark in edge.marks for edge in edges) for mark in MARKS}
    marked["reported"] = sum(edge.firmness == "reported" for edge in edges)
    counted = {"nodes": len(nodes), "edges": len(edges), "pairs": graph.size()}
    return {**counted, "parts": nx.number_connected_components(graph), "horizon": horizon, **marked}
