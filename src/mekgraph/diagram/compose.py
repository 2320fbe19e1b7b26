"""From what a diagram shows of a graph to a scene, in one language."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace

import networkx as nx
import pyoxigraph as ox

from mekgraph import messages
from mekgraph.ask.labels import whole_and_short
from mekgraph.diagram.cut.model import Cut
from mekgraph.diagram.definition.model import NONE, Diagram
from mekgraph.diagram.fresh import Fresh, fresh_since
from mekgraph.diagram.grouping import grouped
from mekgraph.diagram.legends import edge_legend, node_legend
from mekgraph.diagram.linking import edges
from mekgraph.diagram.proofs import in_order, named, value
from mekgraph.diagram.scene import Node, Scene
from mekgraph.graph.engine import Term
from mekgraph.iris import DEF, expand, shorten
from mekgraph.network.measures import MEASURES, Shape
from mekgraph.network.reading import Reading
from mekgraph.sparql import own_query

VIEWER = "viewer."


def compose(reading: Reading, cut: Cut, diagram: Diagram, title: str, version: str) -> Scene:
    """The scene of a cut: nodes with names, facts and groups, edges with all their proofs, legends; no positions."""
    language = reading.language
    fresh = fresh_since(reading, diagram.mark_changes)
    drawn = edges(reading, cut, fresh, diagram.colors)
    nodes, groups = grouped(_nodes(reading, cut, diagram, fresh), drawn, diagram, reading)
    return Scene(
        language,
        title,
        subtitle(reading, diagram, version),
        nodes,
        drawn,
        node_legend(nodes),
        edge_legend(drawn),
        notes(cut, diagram, language),
        {
            key.removeprefix(VIEWER): text
            for key, text in messages.catalogue(language).items()
            if key.startswith(VIEWER)
        },
        groups,
        "" if diagram.size == NONE else messages.text(f"draw.size_{diagram.size}", language),
        diagram.on,
        diagram.known,
        diagram.mark_changes,
        version,
    )


def subtitle(reading: Reading, diagram: Diagram, version: str) -> str:
    """The line under the title: the dates asked for, up to when the sources reach, and the data version."""
    said = {"on": diagram.on, "known": diagram.known, "since": diagram.mark_changes}
    parts = [messages.text(f"draw.{key}", reading.language, date=date) for key, date in said.items() if date]
    newest = value(reading.engine.select(own_query("newest-source")).rows[0][0]) or "?"
    date = min(newest, diagram.known or newest)
    return " · ".join([*parts, messages.text("draw.subtitle", reading.language, date=date, version=version)])


def notes(cut: Cut, diagram: Diagram, language: str) -> tuple[str, ...]:
    """The notes of the diagram file, and what has been left out or drawn as one."""
    told = []
    if cut.left_out:
        counts = {"drawn": len(cut.nodes), "all": len(cut.nodes) + len(cut.left_out)}
        told.append(messages.text("draw.left_out", language, **counts))
    if diagram.collapse not in ("", NONE):
        told.append(messages.text(f"draw.collapsed_{diagram.collapse}", language))
    sure = sum(link.certain for link in cut.links)
    if diagram.axes and sure < len(cut.links):
        told.append(messages.text("draw.certain", language, certain=sure, all=len(cut.links)))
    return (*diagram.noted(language), *told)


def _nodes(reading: Reading, cut: Cut, diagram: Diagram, fresh: Fresh) -> tuple[Node, ...]:
    engine, language, things = reading.engine, reading.language, [ox.NamedNode(node) for node in cut.nodes]
    facts = in_order(engine.select(own_query("scene-facts", thing=things)).rows)
    members = {thing for node, found in cut.nodes.items() for thing in (node, *found)}
    types = {reading.things[node].type for node in cut.nodes}
    hints = in_order(engine.select(own_query("scene-nodes", type=list(map(ox.NamedNode, sorted(types))))).rows)
    looks = {value(kind): (value(shape), value(color)) for kind, shape, color in hints}
    wanted = {node.value for node in named(cell for row in facts for cell in row)}
    names, short = whole_and_short(engine, wanted | members | types, language)
    by_thing: dict[str, list[tuple[str, Term | None]]] = defaultdict(list)
    for thing, predicate, fact in facts:
        by_thing[value(thing)].append((value(predicate), fact))
    values = _values(reading, cut, diagram)
    standing_out = {*map(expand, diagram.emphasis), *(cut.middle if not diagram.emphasis else ())}
    made = []
    for node, stands_for in cut.nodes.items():
        type_ = reading.things[node].type
        shape, color = looks[type_]
        told = _node(node, by_thing[node], names, short, language)
        made.append(
            replace(
                told,
                type=shorten(type_),
                type_label=names.get(type_, shorten(type_)),
                shape=shape,
                color=diagram.colors.get(shorten(type_), color),
                emphasis=node in standing_out,
                date=reading.dates.get(node, ("", ""))[0],
                value=values.get(node),
                members=_members(node, stands_for, names),
                fresh=fresh.things.issuperset(stands_for),
            )
        )
    return tuple(made)


def _members(node: str, stands_for: Iterable[str], names: Mapping[str, str]) -> tuple[str, ...]:
    """The names of all that a node stands for, its own among them, even if only parts of it have links."""
    all_ = sorted({node, *stands_for})
    return tuple(names.get(one, shorten(one)) for one in all_) if len(all_) > 1 else ()


def _node(
    iri: str,
    facts: list[tuple[str, Term | None]],
    names: Mapping[str, str],
    short: Mapping[str, str],
    language: str,
) -> Node:
    """A node with its names, facts and page; the rest of it is not of the thing itself."""
    name = names.get(iri, shorten(iri))
    called = [value(fact) for predicate, fact in facts if predicate in (expand("skos:prefLabel"), DEF + "acronym")]
    listed: dict[str, list[str]] = defaultdict(list)
    for predicate, fact in facts:
        skip = isinstance(fact, ox.Literal) and fact.language not in (None, language)
        if predicate not in (expand("skos:prefLabel"), DEF + "homepage") and not skip:
            listed[names.get(predicate, shorten(predicate))].append(names.get(value(fact), value(fact)))
    page = next((value(fact) for predicate, fact in facts if predicate == DEF + "homepage"), "")
    return Node(
        id=shorten(iri),
        label=short.get(iri, name),
        type="",
        type_label="",
        shape="",
        color="",
        names=tuple(dict.fromkeys([name, *sorted(called)])),
        facts=tuple((key, "; ".join(dict.fromkeys(values))) for key, values in sorted(listed.items())),
        url=page,
    )


def _values(reading: Reading, cut: Cut, diagram: Diagram) -> dict[str, float]:
    """The measure of each node in what is drawn, where sizes show one."""
    if diagram.size == NONE:
        return {}
    order = list(cut.nodes)
    places = {node: place for place, node in enumerate(order)}
    plain = nx.relabel_nodes(cut.graph, places)
    groups = {places[node]: reading.things[node].type for node in order}
    found = MEASURES[diagram.size].compute(Shape(plain, plain.to_directed(), False, groups))[diagram.size]
    return {order[place]: float(found[place] or 0) for place in sorted(found)}
