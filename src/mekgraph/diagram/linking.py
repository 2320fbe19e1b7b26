"""The links of a cut as edges of a scene."""

from collections.abc import Mapping
from dataclasses import replace

import pyoxigraph as ox

from mekgraph.ask.labels import labels
from mekgraph.diagram.cut.model import Cut
from mekgraph.diagram.fresh import Fresh
from mekgraph.diagram.proofs import in_order, proofs, value
from mekgraph.diagram.scene import Edge
from mekgraph.iris import shorten
from mekgraph.network.edges import held
from mekgraph.network.model import FIRMNESS, Link
from mekgraph.network.reading import Reading
from mekgraph.sparql import own_query


def edges(reading: Reading, cut: Cut, fresh: Fresh, colors: Mapping[str, str]) -> tuple[Edge, ...]:
    """The links of a cut in order of IRI, with their proofs; ``colors`` are other ones, by the short IRI of a kind."""
    engine, language = reading.engine, reading.language
    links = [ox.NamedNode(link.iri) for link in cut.links]
    kinds = [ox.NamedNode(kind) for kind in sorted({link.kind for link in cut.links})]
    names = labels(engine, kinds, language)
    hints = in_order(engine.select(own_query("scene-links", kind=kinds)).rows)
    looks = {value(kind): (value(color), value(style)) for kind, color, style in hints}
    said = engine.select(own_query("link-sentences", link=links, language=[ox.Literal(language)])).rows
    verbs = {value(link): value(verb) for link, _, _, verb in said}
    found = proofs(engine, links, language, reading.gone)
    known, _ = reading.kinds()
    return tuple(
        replace(
            _edge(reading, cut, link, looks[link.kind], names, fresh, colors),
            verb=verbs.get(link.iri, ""),
            proofs=found.get(link.iri, ()),
            symmetric=link.kind in known and known[link.kind].symmetric,
        )
        for link in cut.links
    )


def _edge(
    reading: Reading,
    cut: Cut,
    link: Link,
    look: tuple[str, str],
    names: Mapping[str, str],
    fresh: Fresh,
    colors: Mapping[str, str],
) -> Edge:
    source, target = cut.ends[link.iri]
    start, end = held(link, reading.dates)
    kind = shorten(link.kind)
    return Edge(
        id=shorten(link.iri),
        source=shorten(source),
        target=shorten(target),
        kind=kind,
        kind_label=names.get(link.kind, kind),
        verb="",
        color=colors.get(kind, look[0]),
        style=look[1],
        start=start,
        end=end,
        implied=link.firmness != FIRMNESS[0],
        disputed=link.disputed,
        ended=link.ended,
        certain=link.certain,
        fresh=link.iri in fresh.links or link.iri in fresh.ended,
        over=link.iri in fresh.ended,
    )
