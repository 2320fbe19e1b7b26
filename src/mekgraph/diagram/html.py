"""The diagram as one web page that works without a network: vis-network, fixed positions, every source in place."""

import json
import re
import textwrap
from collections import Counter
from collections.abc import Iterable
from importlib.resources import files
from typing import Any

from markupsafe import Markup
from pyvis.network import Network

from mekgraph.diagram.scene import Edge, Node, Scene
from mekgraph.pages import filled, own, policy, safe_url

PACKAGE = "mekgraph.diagram"
TEXT_KEYS = (
    "assertion", "canvas", "canvas_help", "clear", "details", "diagram", "disputed", "disputed_note", "emphasis",
    "end_only", "facts", "firmness", "fit", "hits", "implied", "implied_note", "legend", "legend_kinds",
    "legend_marks", "legend_types", "links", "locator", "names", "no_hits", "no_links", "no_period", "no_sources",
    "nodes", "none_selected", "noscript", "notes", "page", "period", "published", "publisher", "said_by", "search",
    "search_placeholder", "show_all", "shown", "source", "sources", "start_only", "stated", "table", "target", "verb",
    "view", "zoom_in", "zoom_out",
)  # fmt: skip
VIS = "lib/vis-9.1.2/vis-network"
FONT = "Segoe UI, Noto Sans, DejaVu Sans, sans-serif"
DASHES: dict[str, list[int] | bool] = {"solid": False, "dashed": [10, 6], "dotted": [3, 4]}
IMPLIED = [2, 6]
WRAP, LINES = 22, 4
MANY_EDGES = 800
_IN_SCRIPT = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"}


def html_page(scene: Scene) -> str:
    """The viewer of ``scene`` as one HTML text that loads nothing; the same scene gives the same text.

    Raises KeyError if ``scene.texts`` lacks a word of ``TEXT_KEYS``, and ValueError if an id is given twice, an edge
    has an end that is not in the scene, or a position is not a finite number.
    """
    missing = [key for key in TEXT_KEYS if key not in scene.texts]
    if missing:
        raise KeyError(f"scene.texts lacks {', '.join(missing)}")
    styles, scripts = (
        [_vis_style(), own(PACKAGE, "viewer.css")],
        [_shipped(f"{VIS}.min.js"), own(PACKAGE, "labels.js"), own(PACKAGE, "viewer.js")],
    )
    return filled(
        PACKAGE,
        "network.html.j2",
        scene=scene,
        texts=scene.texts,
        policy=policy(styles, scripts, images="data: blob:"),
        styles=[Markup(style) for style in styles],  # noqa: S704 - our own files and vis-network's
        scripts=[Markup(script) for script in scripts],  # noqa: S704 - our own files and vis-network's
        data=Markup(_json(_payload(scene))),  # noqa: S704 - every sign that could end the element is escaped
        labels={node.id: node.label for node in scene.nodes},
        period=period,
        implied=any(edge.implied for edge in scene.edges),
        disputed=any(edge.disputed for edge in scene.edges),
        emphasis=any(node.emphasis for node in scene.nodes),
    )


def period(edge: Edge, texts: dict[str, str]) -> str:
    """When the link held, in words, as precisely as it is known."""
    if edge.start and edge.end:
        return edge.start if edge.start == edge.end else f"{edge.start} – {edge.end}"
    if edge.start:
        return texts["start_only"].replace("{date}", edge.start)
    return texts["end_only"].replace("{date}", edge.end) if edge.end else texts["no_period"]


def _shipped(name: str) -> str:
    """The text of a file of the installed pyvis, as a browser sees it (line ends are LF)."""
    return (files("pyvis") / name).read_text("utf-8")


def _vis_style() -> str:
    """vis-network's style sheet without the pictures of buttons that this page does not have."""
    return re.sub(r'background-image:url\("data:[^")]*"\);?', "", _shipped(f"{VIS}.css"))


def _json(value: object) -> str:
    """JSON that can stand in a script element: no sign in it opens or closes markup or ends a line."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)
    return text.translate(_IN_SCRIPT)


def _payload(scene: Scene) -> dict[str, Any]:
    """Everything that labels.js and viewer.js need; texts only, no markup."""
    return {
        "texts": scene.texts,
        "network": _network(scene),
        "nodes": [
            {"id": n.id, "label": n.label, "type": n.type, "typeLabel": n.type_label, "names": n.names,
             "facts": n.facts, "url": n.url, "color": n.color, "emphasis": n.emphasis}
            for n in scene.nodes
        ],
        "edges": [
            {"id": e.id, "source": e.source, "target": e.target, "kind": e.kind, "kindLabel": e.kind_label,
             "verb": e.verb, "color": e.color, "period": period(e, scene.texts), "implied": e.implied,
             "disputed": e.disputed, "proofs": [{**vars(proof), "href": safe_url(proof.url)} for proof in e.proofs]}
            for e in scene.edges
        ],
    }  # fmt: skip


def _network(scene: Scene) -> dict[str, Any]:
    """The nodes, edges and options of vis-network, kept by pyvis; colours that depend on the theme come later."""
    net = Network(directed=True)
    degree = Counter(end for edge in scene.edges for end in (edge.source, edge.target))
    known = {node.id for node in scene.nodes}
    if len(known) < len(scene.nodes) or len({edge.id for edge in scene.edges}) < len(scene.edges):
        raise ValueError("an id is given twice in the scene")
    for node in scene.nodes:
        net.add_node(node.id, **_vis_node(node, degree[node.id]))
    curves = _curves(scene.edges)
    for edge in scene.edges:
        if not {edge.source, edge.target} <= known:
            raise ValueError(f"an end of {edge.id} is not in the scene")
        look = {"arrows": {"to": {"enabled": True, "scaleFactor": 0.55}}, "width": 1.8, **curves[edge.id]}
        dashes = IMPLIED if edge.implied else DASHES.get(edge.style, False)
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


def _vis_node(node: Node, degree: int) -> dict[str, Any]:
    lines = textwrap.wrap(node.label, WRAP, break_long_words=False, max_lines=LINES, placeholder=" …")
    size = 11 + min(degree, 20) * 0.5 + (7 if node.emphasis else 0)
    shape = "box" if node.shape == "text" else node.shape
    return {"lines": lines or [node.id], "shape": shape, "color": node.color, "size": size, "x": node.x, "y": node.y}


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
