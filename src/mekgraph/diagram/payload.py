"""What the scripts of the viewer are given of a scene: texts and numbers only, no markup."""

import json
from dataclasses import dataclass
from typing import Any

from pyvis.network import Network

from mekgraph.diagram.arranging import Arrangement
from mekgraph.diagram.canvas import PIXELS, Drawn, canvas, drawn
from mekgraph.diagram.scene import Edge, Scene
from mekgraph.diagram.sheet.colors import darkened
from mekgraph.diagram.sheet.legend import sizes
from mekgraph.diagram.sheet.lines import POSSIBLE, change
from mekgraph.diagram.sheet.links import period as stated
from mekgraph.diagram.sheet.marks import MARK, signs
from mekgraph.diagram.sheet.marks import mark as mark_of
from mekgraph.diagram.sheet.sheet import letters_of
from mekgraph.diagram.sheet.sources import numbered
from mekgraph.network.model import FIRMNESS
from mekgraph.pages import safe_url

VIS = "lib/vis-9.1.2/vis-network"
MANY_EDGES = 2500
HAPPENING = "event:"


@dataclass(frozen=True)
class Cited:
    """A source with its number in the page."""

    number: int
    id: str
    title: str
    publisher: str
    published: str
    href: str


def payload(scene: Scene, arrangement: Arrangement) -> dict[str, Any]:
    """Everything that the viewer needs.

    Raises ValueError if an id is given twice, or an edge has an end that is not in the scene.
    """
    _require_sound(scene)
    letters = letters_of(scene)
    picture = canvas(scene, arrangement, letters)
    return {
        "title": scene.title,
        "subtitle": scene.subtitle,
        "language": scene.language,
        "notes": scene.notes,
        "measure": scene.measure,
        "since": scene.since,
        "texts": scene.texts,
        "letters": letters,
        "doubt": POSSIBLE,
        "sizes": [(text, round(across * PIXELS / 2, 2)) for text, across in sizes(scene)],
        "firmness": [
            {"key": key, "label": scene.texts[f"firmness_{key}"], "count": count}
            for key in FIRMNESS
            if (count := sum(firmness(edge) == key for edge in scene.edges))
        ],
        "types": [{**vars(entry), "mark": mark} for entry, mark in zip(scene.node_legend, _marks(scene), strict=True)],
        "kinds": [{**vars(entry), "color": darkened(entry.color)} for entry in scene.edge_legend],
        "sources": [vars(source) for source in sources_used(scene)],
        "picture": picture,
        "network": _network(scene, picture),
        "nodes": [
            {"id": n.id, "label": n.label, "type": n.type, "typeLabel": n.type_label, "names": n.names,
             "facts": n.facts, "url": n.url, "href": safe_url(n.url), "emphasis": n.emphasis, "date": n.date,
             "value": n.value, "members": n.members, "fresh": n.fresh}
            for n in scene.nodes
        ],
        "edges": [
            {"id": e.id, "source": e.source, "target": e.target, "kind": e.kind, "kindLabel": e.kind_label,
             "verb": e.verb, "start": e.start, "end": e.end, "period": period(e, scene.texts),
             "implied": e.implied, "disputed": e.disputed, "ended": e.ended, "certain": e.certain, "change": change(e),
             "firmness": firmness(e), "happening": any(end.startswith(HAPPENING) for end in (e.source, e.target)),
             "proofs": [{**vars(proof), "href": safe_url(proof.url)} for proof in e.proofs]}
            for e in scene.edges
        ],
    }  # fmt: skip


def period(edge: Edge, texts: dict[str, str]) -> str:
    """When the link held, in words, as precisely as it is known."""
    return stated(edge, texts) or texts["no_period"]


def firmness(edge: Edge) -> str:
    """How firmly its firmest source states a link; one without a source is as firm as it is marked."""
    said = [proof.firmness for proof in edge.proofs] or [FIRMNESS[edge.implied]]
    return min(said, key=FIRMNESS.index)


def sources_used(scene: Scene) -> tuple[Cited, ...]:
    """The sources of a scene with the numbers that they have on its pages, too."""
    _, proofs = numbered(scene.edges)
    return tuple(
        Cited(at, one.source, one.title or one.source, one.publisher, one.published, safe_url(one.url))
        for at, one in enumerate(proofs, 1)
    )


def _marks(scene: Scene) -> list[Drawn]:
    """The mark of each type in the legend, around its middle."""
    known = signs(scene.nodes)
    return [drawn(mark_of(e.key, e.shape, e.color, 0.0, 0.0, MARK, known.get(e.key, ""))) for e in scene.node_legend]


def _network(scene: Scene, picture: Drawn) -> dict[str, Any]:
    """The nodes, edges and options of vis-network, kept by pyvis: only where they are, as we draw them ourselves."""
    net = Network(directed=True)
    for id_, card in picture["cards"].items():
        # "size" is half the side of the square outside of which a card is not drawn.
        net.add_node(id_, x=card["x"], y=card["y"], size=max(card["width"], card["height"]) / 2, shape="custom")
    for line in picture["lines"]:
        net.add_edge(line["source"], line["target"], id=line["id"], smooth=False)
    many = len(scene.edges) > MANY_EDGES
    net.options = {
        "physics": {"enabled": False},
        "layout": {"improvedLayout": False, "randomSeed": 1},
        "interaction": {"hover": True, "keyboard": {"enabled": True, "bindToWindow": False}, "tooltipDelay": 200,
                        "selectConnectedEdges": False, "hideEdgesOnDrag": many, "hideEdgesOnZoom": many},
        "nodes": {"chosen": False},
        "edges": {"chosen": False, "hoverWidth": 0},
    }  # fmt: skip
    nodes, edges, _, _, _, options = net.get_network_data()
    for node in nodes:
        del node["label"]  # pyvis insists on one; cards have their names
    return {"nodes": nodes, "edges": edges, "options": json.loads(options)}


def _require_sound(scene: Scene) -> None:
    """ValueError for ids that are given twice, and ends that are not there."""
    known = {node.id for node in scene.nodes}
    if len(known) < len(scene.nodes) or len({edge.id for edge in scene.edges}) < len(scene.edges):
        raise ValueError("an id is given twice in the scene")
    for edge in scene.edges:
        if not {edge.source, edge.target} <= known:
            raise ValueError(f"an end of {edge.id} is not in the scene")
