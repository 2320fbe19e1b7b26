"""Invented scenes that have all that pages show, drawn with a real layout."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from hypothesis import strategies as st

from mekgraph import messages
from mekgraph.diagram.layouts.choosing import LAYOUTS
from mekgraph.diagram.layouts.model import Item, Tie
from mekgraph.diagram.legends import edge_legend, node_legend
from mekgraph.diagram.page import Area, Document
from mekgraph.diagram.scene import Edge, Node, Proof, Scene
from mekgraph.diagram.sheet.cards import cards
from mekgraph.diagram.sheet.paper import Paper
from mekgraph.diagram.sheet.sheet import document
from mekgraph.messages import LANGUAGES

from ..scenes import HOSTILE, SHAPES, UZBEK

NAMES = ("Council", "Региональный экспертный совет по вопросам реабилитации", UZBEK, *HOSTILE.values())
COLORS = ("#0077BB", "#BBBBBB", "#FFFFFF", "#DDCC77", "no colour")
CHANGES = ((False, False), (True, False), (True, True))  # new or over, over
IDS = tuple(f"actor:n{place}" for place in range(9))


def texts(language: str) -> dict[str, str]:
    """The words of scenes, as scenes have them."""
    known = messages.catalogue(language)
    return {key.removeprefix("viewer."): text for key, text in known.items() if key.startswith("viewer.")}


def source(number: int) -> Proof:
    name = f"source:s{number:02}"
    return Proof(name, f"Title {number}", f"P{number:02}", "2024", f"https://example.org/{number}", "1", "stated")


def scene(nodes: Sequence[Node], edges: Sequence[Edge], language: str = "en", **more: Any) -> Scene:
    """The scene of nodes and edges, with its legends and words."""
    made = Scene(
        language, "What it shows", "sources up to 2024-05-01", tuple(nodes), tuple(edges), node_legend(nodes),
        edge_legend(edges), texts=texts(language), on="2024-07-01", since="2024-01-01", version="abc",
    )  # fmt: skip
    return replace(made, **more)


def node(name: str, label: str = "", kind: str = "Body", shape: str = "dot", **more: Any) -> Node:
    made = Node(name, label or name, f"mek:{kind}", f"Type {kind}", shape, "#0077BB")
    return replace(made, **more)


def edge(name: str, one: str, other: str, kind: str = "supports", **more: Any) -> Edge:
    made = Edge(
        f"link:{name}", one, other, f"kind:{kind}", f"Kind {kind}", kind, "#117733", "solid", proofs=(source(1),)
    )
    return replace(made, **more)


@st.composite
def scenes(draw: st.DrawFn) -> Scene:
    """Scenes of a few nodes with names of all sorts, and links of all sorts between them."""
    kinds = [("Body", "dot"), ("Council", "diamond"), ("Group", "diamond"), ("Other", draw(st.sampled_from(SHAPES)))]
    chosen = draw(st.lists(st.sampled_from(IDS), min_size=1, max_size=len(IDS), unique=True))
    nodes = []
    for name in chosen:
        kind, shape = draw(st.sampled_from(kinds))
        label, members = draw(st.sampled_from(NAMES)), draw(st.sampled_from([(), ("one",), tuple("abcdefgh")]))
        value = draw(st.sampled_from([None, 0.0, 3.5, 12.0]))
        marks = {"color": draw(st.sampled_from(COLORS)), "emphasis": draw(st.booleans()), "fresh": draw(st.booleans())}
        nodes.append(node(name, label or " ", kind, shape, members=members, value=value, **marks))
    ends = st.sampled_from(chosen)
    edges = [
        edge(
            f"l{place}",
            draw(ends),
            draw(ends),
            draw(st.sampled_from(["supports", "partOf", "hosted"])),
            verb=draw(st.sampled_from(NAMES)),
            color=draw(st.sampled_from(COLORS)),
            proofs=tuple(map(source, sorted(draw(st.sets(st.integers(1, 30), max_size=12))))),
            **{key: draw(st.booleans()) for key in ("implied", "disputed", "ended", "certain")},
            **dict(zip(("fresh", "over"), draw(st.sampled_from(CHANGES)), strict=True)),
        )
        for place in range(draw(st.integers(0, 14)))
    ]
    more: dict[str, Any] = {
        "title": draw(st.sampled_from(NAMES)),
        "notes": (draw(st.sampled_from(NAMES)),),
        "measure": "Degree",
    }
    return scene(nodes, edges, draw(st.sampled_from(LANGUAGES)), **more)


def drawn(scene: Scene, page: str = "A3", layout: str = "force") -> Document:
    """The document of a scene with a layout; NoRoomError where the page is too small."""
    paper, made = Paper(page), cards(scene.nodes)
    body = paper.body
    items = [Item(key, card.width, card.height, card.node.group, card.node.type) for key, card in made.items()]
    ties = [Tie(edge.source, edge.target) for edge in scene.edges]
    placed = LAYOUTS[layout](items, ties, Area(body.x, body.y, body.width, body.height))
    named = {group.id: group.label for group in scene.groups}
    frames = {key: (named.get(key, ""), Area(at.x, at.y, at.width, at.height)) for key, at in placed.frames.items()}
    return document(scene, made, placed.centres, paper, frames, placed.marks)
