"""What the scripts of the viewer are given of a scene: texts and numbers only, no markup."""

import json
import textwrap
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from string import ascii_uppercase
from typing import Any

from pyvis.network import Network

from mekgraph.diagram.scene import Edge, Node, Scene
from mekgraph.diagram.sheet.lines import POSSIBLE, change
from mekgraph.diagram.sheet.marks import scale, signs
from mekgraph.network.model import FIRMNESS
from mekgraph.pages import safe_url

VIS = "lib/vis-9.1.2/vis-network"
FONT = "Segoe UI, Noto Sans, DejaVu Sans, sans-serif"
# Dashed where a link has ended, dotted where no source states it; the kind is told by colour and letter.
DASHES = {(False, False): False, (True, False): [10, 6], (False, True): [2, 6], (True, True): [10, 5, 2, 5]}
WRAP, LINES = 22, 4
# Scenes are arranged in millimetres of a page, vis-network draws in pixels.
PIXELS = 96 / 25.4
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


def payload(scene: Scene) -> dict[str, Any]:
    """Everything that the viewer needs.

    Raises ValueError if an id is given twice, or an edge has an end that is not in the scene.
    """
    return {
        "title": scene.title,
        "subtitle": scene.subtitle,
        "language": scene.language,
        "notes": scene.notes,
        "measure": scene.measure,
        "since": scene.since,
        "texts": scene.texts,
        "letters": _letters(scene),
        "signs": signs(scene.nodes),
        "doubt": POSSIBLE,
        "sizes": _sizes(scene),
        "firmness": [
            {"key": key, "label": scene.texts[f"firmness_{key}"], "count": count}
            for key in FIRMNESS
            if (count := sum(firmness(edge) == key for edge in scene.edges))
        ],
        "types": [vars(entry) for entry in scene.node_legend],
        "kinds": [vars(entry) for entry in scene.edge_legend],
        "groups": [vars(group) for group in scene.groups],
        "sources": [vars(source) for source in sources_used(scene)],
        "network": _network(scene),
        "nodes": [
            {"id": n.id, "label": n.label, "type": n.type, "typeLabel": n.type_label, "names": n.names,
             "facts": n.facts, "url": n.url, "href": safe_url(n.url), "color": n.color, "shape": n.shape,
             "emphasis": n.emphasis, "group": n.group, "date": n.date, "value": n.value,
             "members": n.members, "fresh": n.fresh}
            for n in scene.nodes
        ],
        "edges": [
            {"id": e.id, "source": e.source, "target": e.target, "kind": e.kind, "kindLabel": e.kind_label,
             "verb": e.verb, "color": e.color, "start": e.start, "end": e.end, "period": period(e, scene.texts),
             "implied": e.implied, "disputed": e.disputed, "ended": e.ended, "certain": e.certain, "change": change(e),
             "firmness": firmness(e), "happening": any(end.startswith(HAPPENING) for end in (e.source, e.target)),
             "proofs": [{**vars(proof), "href": safe_url(proof.url)} for proof in e.proofs]}
            for e in scene.edges
        ],
    }  # fmt: skip


def period(edge: Edge, texts: dict[str, str]) -> str:
    """When the link held, in words, as precisely as it is known."""
    if edge.start and edge.end:
        return edge.start if edge.start == edge.end else f"{edge.start} – {edge.end}"
    if edge.start:
        return texts["start_only"].replace("{date}", edge.start)
    return texts["end_only"].replace("{date}", edge.end) if edge.end else texts["no_period"]


def firmness(edge: Edge) -> str:
    """How firmly its firmest source states a link; one without a source is as firm as it is marked."""
    said = [proof.firmness for proof in edge.proofs] or [FIRMNESS[edge.implied]]
    return min(said, key=FIRMNESS.index)


def sources_used(scene: Scene) -> tuple[Cited, ...]:
    """The sources of a scene, numbered in the order in which its edges first name them."""
    first = {proof.source: proof for edge in reversed(scene.edges) for proof in reversed(edge.proofs)}
    order = dict.fromkeys(proof.source for edge in scene.edges for proof in edge.proofs)
    proofs = [first[source] for source in order]
    return tuple(
        Cited(at, one.source, one.title or one.source, one.publisher, one.published, safe_url(one.url))
        for at, one in enumerate(proofs, 1)
    )


def numbers_of(numbers: Mapping[str, int], edge: Edge) -> list[int]:
    """The numbers of the sources that an edge rests on, in order; ``numbers`` are those of all sources by id."""
    return sorted({numbers[proof.source] for proof in edge.proofs})


def _letters(scene: Scene) -> dict[str, str]:
    """A letter for each kind, where there are several: colours are not seen by all, nor on all printers."""
    kinds = [entry.key for entry in scene.edge_legend]
    return dict(zip(kinds, ascii_uppercase, strict=False)) if len(kinds) > 1 else {}


def _sizes(scene: Scene) -> list[tuple[str, float]]:
    """The scale of sizes: the largest value and a quarter of it, each with how much larger it is than the smallest."""
    most = _most(scene)
    return [(f"{value:.3g}", scale(value, most)) for value in (most / 4, most)] if scene.measure and most > 0 else []


def _most(scene: Scene) -> float:
    return max((node.value or 0.0 for node in scene.nodes), default=0.0)


def _network(scene: Scene) -> dict[str, Any]:
    """The nodes, edges and options of vis-network, kept by pyvis; colours that depend on the theme come later."""
    net = Network(directed=True)
    degree = Counter(end for edge in scene.edges for end in (edge.source, edge.target))
    known = {node.id for node in scene.nodes}
    if len(known) < len(scene.nodes) or len({edge.id for edge in scene.edges}) < len(scene.edges):
        raise ValueError("an id is given twice in the scene")
    most = _most(scene) if scene.measure else 0.0
    for node in scene.nodes:
        size = 10.0 * scale(node.value, most) if most else 11 + min(degree[node.id], 20) * 0.5
        net.add_node(node.id, **_vis_node(node, size))
    curves = _curves(scene.edges)
    for edge in scene.edges:
        if not {edge.source, edge.target} <= known:
            raise ValueError(f"an end of {edge.id} is not in the scene")
        look = {"arrows": {"to": {"enabled": True, "scaleFactor": 0.55}}, "width": 1.8, **curves[edge.id]}
        dashes = DASHES[edge.ended, edge.implied]
        if not edge.disputed:
            net.add_edge(edge.source, edge.target, id=edge.id, dashes=dashes, **look)
            continue
        net.add_edge(edge.source, edge.target, id=edge.id, dashes=dashes, **{**look, "width": 6.5})
        gap = {**look, "arrows": {"to": {"enabled": False}}, "width": 2.5}
        net.add_edge(edge.source, edge.target, id=f"{edge.id} gap", of=edge.id, **gap)
    many = len(scene.edges) > MANY_EDGES
    net.options = {
        "physics": {"enabled": False},
        "layout": {"improvedLayout": False, "randomSeed": 1},
        "interaction": {"hover": True, "keyboard": {"enabled": True, "bindToWindow": False}, "tooltipDelay": 200,
                        "selectConnectedEdges": False, "hideEdgesOnDrag": many, "hideEdgesOnZoom": many},
        "nodes": {"chosen": False, "font": {"face": FONT}},
        "edges": {"chosen": False, "hoverWidth": 0, "arrowStrikethrough": False},
    }  # fmt: skip
    nodes, edges, _, _, _, options = net.get_network_data()
    for drawn in nodes:
        del drawn["label"]  # pyvis insists on one; labels.js draws the lines instead
    return {"nodes": nodes, "edges": edges, "options": json.loads(options)}


def _vis_node(node: Node, size: float) -> dict[str, Any]:
    lines = textwrap.wrap(node.label, WRAP, break_long_words=False, max_lines=LINES, placeholder=" …")
    shape = "box" if node.shape == "text" else node.shape
    size += 7 if node.emphasis else 0
    place = {"x": round(node.x * PIXELS, 2), "y": round(node.y * PIXELS, 2)}
    return {"lines": lines or [node.id], "shape": shape, "color": node.color, "size": size, **place}


def _curves(edges: Iterable[Edge]) -> dict[str, dict[str, Any]]:
    """By edge id how it bends, so that several links between the same two things lie side by side."""
    pairs: dict[tuple[str, str], list[Edge]] = {}
    for edge in edges:
        pairs.setdefault((min(edge.source, edge.target), max(edge.source, edge.target)), []).append(edge)
    curves: dict[str, dict[str, Any]] = {}
    for (first, second), group in pairs.items():
        for place, edge in enumerate(group):
            side = place - (len(group) - 1) / 2
            turn = (side > 0) == (edge.source == first)
            smooth = {"enabled": True, "type": "curvedCW" if turn else "curvedCCW", "roundness": abs(side) * 0.18}
            curves[edge.id] = {"smooth": smooth if side else False}
            if first == second:
                curves[edge.id]["selfReference"] = {"size": 18 + 9 * place, "angle": 0.8 + 0.9 * place}
    return curves
