"""What the legend says: what is in the picture, and nothing else."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from mekgraph.diagram.page import Figure, Look
from mekgraph.diagram.scene import Scene
from mekgraph.diagram.sheet.colors import PAPER
from mekgraph.diagram.sheet.lines import NEW, OVER, POSSIBLE, change, look
from mekgraph.diagram.sheet.marks import MARK, mark, scale, signs

SAMPLE = 9.0  # millimetres across a sample
GREY = "#444444"
CIRCLE, PALE = "dot", "#CCCCCC"
THICK, THIN = 0.8, 0.25
HEADING, TEXT = "heading", "text"


@dataclass(frozen=True)
class Entry:
    """One thing in the legend: what it says, and what stands before that: a figure, a line, letters, or nothing.

    ``brief`` is what it says where there is little room, "" for the same.
    """

    key: str
    text: str
    figure: Figure | None = None
    line: Look | None = None
    letters: str = ""
    brief: str = ""

    @property
    def heading(self) -> bool:
        """Whether it begins a section."""
        return self.key.startswith(HEADING)


def entries(scene: Scene, letters: Mapping[str, str]) -> tuple[Entry, ...]:
    """The legend of a scene: types, kinds with their letters, marks, and what sizes mean, each only where it is there.

    KeyError if ``scene.texts`` lacks one of the words.
    """
    sections = {
        scene.texts["legend_types"]: _types(scene),
        scene.texts["legend_kinds"]: _kinds(scene, letters),
        scene.texts["legend_marks"]: _marks(scene, letters),
        scene.measure: _sizes(scene),
    }
    found: list[Entry] = []
    for title, section in sections.items():
        if rows := tuple(section):
            found += [Entry(f"{HEADING} {title}", title), *rows]
    return tuple(found)


def _types(scene: Scene) -> Iterator[Entry]:
    known = signs(scene.nodes)
    for entry in scene.node_legend:
        sample = mark(f"legend {entry.key}", entry.shape, entry.color, 0.0, 0.0, MARK, known.get(entry.key, ""))
        yield Entry(entry.key, f"{entry.label} ({entry.count})", sample)


def _kinds(scene: Scene, letters: Mapping[str, str]) -> Iterator[Entry]:
    for entry in scene.edge_legend:
        sample = look(entry.color, False, False, False)
        yield Entry(entry.key, f"{entry.label} ({entry.count})", line=sample, letters=letters.get(entry.key, ""))


def _marks(scene: Scene, letters: Mapping[str, str]) -> Iterator[Entry]:
    """What dashes, dots, double and thick lines and signs mean."""
    edges, nodes, texts = scene.edges, scene.nodes, scene.texts
    ended = texts["ended_note"]
    sure = {(edge.ended, edge.implied) for edge in edges}
    if (True, False) in sure:
        yield Entry("ended", ended, line=look(GREY, True, False, False))
    if (False, True) in sure:
        yield Entry("implied", texts["implied_note"], line=look(GREY, False, True, False), brief=texts["implied"])
    if (True, True) in sure:
        yield Entry("both", f"{ended}; {texts['implied']}", line=look(GREY, True, True, False))
    if any(edge.disputed for edge in edges):
        yield Entry("disputed", texts["disputed_note"], line=look(GREY, False, False, True), brief=texts["disputed"])
    yield from _signs(scene)
    if any(node.fresh for node in nodes):
        text = texts["fresh_note"].replace("{date}", scene.since)
        yield Entry("fresh", text, _card(Look(PAPER, GREY, THIN, double=True)))
    if any(node.emphasis for node in nodes):
        yield Entry("emphasis", texts["emphasis"], _card(Look(PAPER, GREY, THICK)))
    if any(len(node.members) > 1 for node in nodes):
        yield Entry("members", texts["members_note"], letters="+n")
    if any(edge.proofs for edge in edges):
        example = f"{next(iter(letters.values()), '')} 1–3".strip()
        yield Entry("numbers", texts["numbers_note"], letters=example)


def _signs(scene: Scene) -> Iterator[Entry]:
    """What the signs before and after the letters on lines mean."""
    texts = scene.texts
    changes = {change(edge) for edge in scene.edges}
    signs = {
        POSSIBLE: (texts["possible_note"], any(not edge.certain for edge in scene.edges)),
        NEW: (texts["new_note"].replace("{date}", scene.since), NEW in changes),
        OVER: (texts["over_note"].replace("{date}", scene.since), OVER in changes),
    }
    for sign, (text, there) in signs.items():
        if there:
            yield Entry(f"sign {sign}", text, letters=sign)


def _card(look: Look) -> Figure:
    return Figure("legend card", "rounded", 0.0, 0.0, SAMPLE - 2, MARK, look)


def _sizes(scene: Scene) -> Iterator[Entry]:
    for text, across in sizes(scene):
        sample = mark(f"legend size {text}", CIRCLE, PALE, 0.0, 0.0, across)
        yield Entry(f"size {text}", text, sample)


def sizes(scene: Scene) -> list[tuple[str, float]]:
    """The scale of sizes: the largest value and a quarter of it, each with the width of its mark in millimetres."""
    most = max((node.value or 0.0 for node in scene.nodes), default=0.0)
    if not scene.measure or most <= 0:
        return []
    quarter = most / 4
    if all((node.value or 0.0).is_integer() for node in scene.nodes):
        quarter = max(round(quarter), 1)
    return [(f"{value:.3g}", MARK * scale(value, most)) for value in dict.fromkeys((quarter, most))]
