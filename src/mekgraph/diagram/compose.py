"""From links in the graph to a scene, in one language."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import replace

import pyoxigraph as ox

from mekgraph import messages
from mekgraph.ask.labels import labels, short_labels
from mekgraph.diagram.layout import force_layout
from mekgraph.diagram.scene import Edge, LegendEntry, Node, Proof, Scene
from mekgraph.graph.engine import Engine, Term
from mekgraph.iris import DEF, PREFIXES, expand, shorten
from mekgraph.network.classes import narrowest
from mekgraph.network.selection import Selection
from mekgraph.sparql import own_query

VIEWER = "viewer."


def compose(
    engine: Engine,
    selection: Selection,
    language: str,
    title: str,
    subtitle: str,
    centre: Iterable[ox.NamedNode] = (),
    as_of: str = "",
) -> Scene:
    """The scene of a selection: nodes with names and facts, edges with all their proofs, legends, positions.

    What ended before the date ``as_of`` is marked so; without it, nothing is.
    """
    middle = {shorten(node.value) for node in centre}
    edges = _edges(engine, selection, language, as_of)
    nodes = _nodes(engine, selection, language, middle)
    places = force_layout([n.id for n in nodes], [(e.source, e.target) for e in edges], sorted(middle))
    placed = tuple(replace(node, x=places[node.id][0], y=places[node.id][1]) for node in nodes)
    texts = {
        key.removeprefix(VIEWER): text for key, text in messages.catalogue(language).items() if key.startswith(VIEWER)
    }
    return Scene(language, title, subtitle, placed, edges, _node_legend(placed), _edge_legend(edges), (), texts)


def _named(terms: Iterable[Term | None]) -> set[ox.NamedNode]:
    return {term for term in terms if isinstance(term, ox.NamedNode)}


def _in_order(rows: list[tuple[Term | None, ...]]) -> list[tuple[Term | None, ...]]:
    """The rows in an order of our own: engines put texts in order each in its own way."""
    return sorted(rows, key=lambda row: [(_value(term), str(term)) for term in row])


def _value(term: Term | None) -> str:
    return "" if term is None else str(getattr(term, "value", term))


def _nodes(engine: Engine, selection: Selection, language: str, middle: set[str]) -> tuple[Node, ...]:
    things = sorted(selection.things, key=str)
    rows = [tuple(map(_value, row)) for row in engine.select(own_query("scene-nodes", thing=things)).rows]
    looks = {kind: (kind, shape, color) for _, kind, shape, color, _ in rows}
    types = narrowest((thing, kind, int(depth)) for thing, kind, _, _, depth in rows)
    facts = _in_order(engine.select(own_query("scene-facts", thing=things)).rows)
    wanted = _named(cell for row in facts for cell in row) | set(map(ox.NamedNode, types.values()))
    names = labels(engine, wanted | set(things), language)
    short = short_labels(engine, names, language)
    by_thing: dict[str, list[tuple[str, Term | None]]] = defaultdict(list)
    for thing, predicate, value in facts:
        by_thing[_value(thing)].append((_value(predicate), value))
    return tuple(
        _node(thing.value, looks[types[thing.value]], by_thing[thing.value], names, short, language, middle)
        for thing in things
        if thing.value in types
    )


def _node(
    iri: str,
    drawn: tuple[str, str, str],
    facts: list[tuple[str, Term | None]],
    names: dict[str, str],
    short: dict[str, str],
    language: str,
    middle: set[str],
) -> Node:
    kind, shape, color = drawn
    name = names.get(iri, shorten(iri))
    called = [value for predicate, value in facts if predicate in (expand("skos:prefLabel"), DEF + "acronym")]
    listed: dict[str, list[str]] = defaultdict(list)
    for predicate, value in facts:
        skip = isinstance(value, ox.Literal) and value.language not in (None, language)
        if predicate not in (expand("skos:prefLabel"), DEF + "homepage") and not skip:
            listed[names.get(predicate, shorten(predicate))].append(names.get(_value(value), _value(value)))
    page = next((_value(value) for predicate, value in facts if predicate == DEF + "homepage"), "")
    return Node(
        id=shorten(iri),
        label=short.get(iri, name),
        type=shorten(kind),
        type_label=names.get(kind, shorten(kind)),
        shape=shape,
        color=color,
        names=tuple(dict.fromkeys([name, *sorted(_value(value) for value in called)])),
        facts=tuple((key, "; ".join(dict.fromkeys(values))) for key, values in sorted(listed.items())),
        url=page,
        emphasis=shorten(iri) in middle,
    )


def _edges(engine: Engine, selection: Selection, language: str, as_of: str) -> tuple[Edge, ...]:
    links = sorted(selection.links, key=str)
    rows = engine.select(own_query("scene-links", link=links)).rows
    kinds = sorted(_named(row[2] for row in rows), key=str)
    names = labels(engine, set(kinds), language)
    verbs = {_value(link): _value(verb) for link, _, _, verb in _sentences(engine, links, language)}
    proofs = _proofs(engine, links, language)
    edges: dict[str, Edge] = {}
    for link, start, kind, end, since, until, color, style, disagreement in rows:
        mine = proofs[_value(link)]
        edges[_value(link)] = Edge(
            id=shorten(_value(link)),
            source=shorten(_value(start)),
            target=shorten(_value(end)),
            kind=shorten(_value(kind)),
            kind_label=names.get(_value(kind), shorten(_value(kind))),
            verb=verbs.get(_value(link), ""),
            color=_value(color),
            style=_value(style),
            start=_value(since),
            end=_value(until) or (_value(since) if _value(end).startswith(PREFIXES["event"]) else ""),
            implied=bool(mine) and all(stated != expand("assertion:stated") for stated, _ in mine),
            disputed=disagreement is not None,
            ended=bool(_value(until)) and _value(until)[: len(as_of)] < as_of[: len(_value(until))],
            proofs=tuple(proof for _, proof in mine),
        )
    return tuple(edges.values())


def _sentences(engine: Engine, links: list[ox.NamedNode], language: str) -> list[tuple[Term | None, ...]]:
    return engine.select(own_query("link-sentences", link=links, language=[ox.Literal(language)])).rows


def _proofs(engine: Engine, links: list[ox.NamedNode], language: str) -> dict[str, list[tuple[str, Proof]]]:
    """The proofs of each link, each with the IRI of its firmness."""
    rows = _in_order(engine.select(own_query("scene-proofs", link=links)).rows)
    names = labels(engine, _named(cell for row in rows for cell in (row[2], row[6])), language)
    details: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    head: dict[str, tuple[Term | None, ...]] = {}
    for row in rows:
        head[_value(row[1])] = row
        name, value = _value(row[7]).removeprefix(DEF), row[8]
        readable = (None, language) if name == "attribution" else (None, language, "en")
        if isinstance(value, ox.Literal) and value.language in readable:
            details[_value(row[1])][name].append(value.value)
    found: dict[str, list[tuple[str, Proof]]] = defaultdict(list)
    for evidence, (link, _, source, publisher, published, url, assertion, _, _) in head.items():
        more = details[evidence]
        proof = Proof(
            source=shorten(_value(source)),
            title=names.get(_value(source), shorten(_value(source))),
            publisher=_value(publisher),
            published=_value(published),
            url=_value(url),
            locator=", ".join(more["locator"]),
            assertion=names.get(_value(assertion), _value(assertion)),
            notes=tuple(more["role"] + more["note"]),
            said_by="; ".join(more["attribution"]),
        )
        found[_value(link)].append((_value(assertion), proof))
    return found


def _node_legend(nodes: tuple[Node, ...]) -> tuple[LegendEntry, ...]:
    counts = Counter(node.type for node in nodes)
    first = {node.type: node for node in reversed(nodes)}
    entries = [
        LegendEntry(key, first[key].type_label, first[key].color, first[key].shape, counts[key]) for key in counts
    ]
    return tuple(sorted(entries, key=lambda entry: (-entry.count, entry.key)))


def _edge_legend(edges: tuple[Edge, ...]) -> tuple[LegendEntry, ...]:
    counts = Counter(edge.kind for edge in edges)
    first = {edge.kind: edge for edge in reversed(edges)}
    entries = [
        LegendEntry(key, first[key].kind_label, first[key].color, first[key].style, counts[key]) for key in counts
    ]
    return tuple(sorted(entries, key=lambda entry: (-entry.count, entry.key)))
