"""What other programs are told of nodes and edges: values by name, the same in every file format.

Names are English in every language; texts are in the language of the scene and hold nothing that a file or a line of
text may not hold. Programs are given points (1/72 inch), which is what they draw in, where a scene has millimetres.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Final

from mekgraph.diagram.scene import Edge, Node, Proof, Scene
from mekgraph.diagram.sheet.sources import told
from mekgraph.diagram.type.characters import cleaned
from mekgraph.diagram.type.metrics import MM_PER_POINT
from mekgraph.pages import safe_url

Value = str | float | bool
Attributes = dict[str, Value]
COLOR = re.compile(r"#[0-9A-Fa-f]{6}")
GREY: Final = "#888888"
# Between several texts in one value; texts themselves are full of commas and semicolons.
BETWEEN: Final = " | "


def of_node(node: Node) -> Attributes:
    """All that is known of a node but its place and its links; no entry for a value where it has none."""
    found: Attributes = {
        "label": label(node),
        "type": cleaned(node.type),
        "type_label": cleaned(node.type_label),
        "group": cleaned(node.group),
        "names": _joined(node.names),
        "members": _joined(node.members),
        "facts": _joined(f"{name}: {value}" for name, value in node.facts),
        "url": safe_url(node.url),
        "date": cleaned(node.date),
        "emphasis": node.emphasis,
        "fresh": node.fresh,
        "color": color(node.color),
        "shape": cleaned(node.shape),
    }
    return found if node.value is None else {**found, "value": float(node.value)}


def of_edge(edge: Edge) -> Attributes:
    """All that is known of an edge but its ends: with its sources as texts to read, and their addresses."""
    return {
        "label": said(edge),
        "kind": cleaned(edge.kind),
        "kind_label": cleaned(edge.kind_label),
        "verb": cleaned(edge.verb),
        "start": cleaned(edge.start),
        "end": cleaned(edge.end),
        "ended": edge.ended,
        "implied": edge.implied,
        "disputed": edge.disputed,
        "certain": edge.certain,
        "symmetric": edge.symmetric,
        "fresh": edge.fresh,
        "over": edge.over,
        "color": color(edge.color),
        "style": style(edge),
        "sources": _joined(map(source, edge.proofs)),
        "urls": " ".join(dict.fromkeys(filter(None, (safe_url(proof.url) for proof in edge.proofs)))),
    }


def of_scene(scene: Scene) -> Attributes:
    """What the diagram is, as of which dates it holds, and from which version of the data it was made."""
    found = {
        "title": scene.title,
        "subtitle": scene.subtitle,
        "notes": BETWEEN.join(scene.notes),
        "language": scene.language,
        "measure": scene.measure,
        "on": scene.on,
        "known": scene.known,
        "since": scene.since,
        "version": scene.version,
    }
    return {name: cleaned(text) for name, text in found.items() if cleaned(text)}


def kinds(described: Iterable[Mapping[str, Value]]) -> dict[str, type]:
    """The names that occur, each with the type of its values, in the order in which they come.

    >>> kinds([{"label": "a", "ended": True}, {"label": "b", "value": 1.0}])
    {'label': <class 'str'>, 'ended': <class 'bool'>, 'value': <class 'float'>}
    """
    return {name: type(value) for attributes in described for name, value in attributes.items()}


def written(value: Value) -> str:
    """A value as XML writes it.

    >>> written(True), written(2.50), written(10.0), written("a")
    ('true', '2.5', '10', 'a')
    """
    if isinstance(value, str):
        return value
    return str(value).lower() if isinstance(value, bool) else repr(value).removesuffix(".0")


def label(node: Node) -> str:
    """What a node is called; its id where nothing of its label can be shown."""
    return cleaned(node.label) or cleaned(node.id)


def said(edge: Edge) -> str:
    """What stands at an edge: the words from its one end to the other, or else what kind it is."""
    return cleaned(edge.verb) or cleaned(edge.kind_label)


def style(edge: Edge) -> str:
    """How the line of an edge is drawn: dotted where no source states it, dashed where it has ended, else solid."""
    return "dotted" if edge.implied else "dashed" if edge.ended else "solid"


def color(given: str) -> str:
    """The colour as ``#RRGGBB``; grey for anything else.

    >>> color("#0077bb"), color("url(x)")
    ('#0077bb', '#888888')
    """
    return given if COLOR.fullmatch(given) else GREY


def points(length: float) -> float:
    """A length of a scene, in millimetres, in points.

    >>> points(25.4)
    72.0
    """
    return round(length / MM_PER_POINT, 2) + 0.0


def source(proof: Proof) -> str:
    """A source as people read it, with the place in it and how firmly it says so."""
    more = "; ".join(filter(None, (proof.locator, proof.assertion, *proof.notes, proof.said_by)))
    named = told(replace(proof, url="")).removesuffix(".")
    return f"{named} [{more}]" if more else named


def _joined(texts: Iterable[str]) -> str:
    return BETWEEN.join(filter(None, map(cleaned, texts)))
