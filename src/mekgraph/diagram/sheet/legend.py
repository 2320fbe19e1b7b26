"""The legend, made of what is in the picture and of nothing else."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from mekgraph.diagram.page import Connector, Figure, Look, Words
from mekgraph.diagram.scene import Scene
from mekgraph.diagram.sheet.cards import MARK, mark, scale
from mekgraph.diagram.sheet.lines import look
from mekgraph.diagram.sheet.paper import Region
from mekgraph.diagram.type.metrics import wrapped

SIZE, LEADING, CAP = 7.5, 3.1, 1.75
HEADING = 8.5
SAMPLE = 9.0  # millimetres of a sample of a line
ROW, SECTION = 1.2, 3.0
MOST_LINES = 3
GREY = "#444444"


@dataclass
class Legend:
    """What a legend is made of; it grows downwards."""

    region: Region
    y: float
    figures: list[Figure] = field(default_factory=list)
    lines: list[Connector] = field(default_factory=list)
    words: list[Words] = field(default_factory=list)

    @property
    def fits(self) -> bool:
        """Whether all of it is on the page."""
        return self.y <= self.region.y + self.region.height

    def heading(self, text: str) -> None:
        """Begin a section."""
        self.y += SECTION + LEADING
        self.words.append(Words((text,), self.region.x, self.y, HEADING, LEADING, bold=True))
        self.y += ROW

    def text(self, text: str, indent: float = 0.0) -> None:
        """Say something."""
        lines = wrapped(text, self.region.width - indent, SIZE, MOST_LINES)
        self.y += LEADING + ROW / 2
        self.words.append(Words(lines, self.region.x + indent, self.y, SIZE, LEADING))
        self.y += LEADING * (len(lines) - 1)

    def figure(self, sample: Figure, text: str) -> None:
        """Show a mark and say what it means; the mark is put where the text begins."""
        self.y += max(0.0, sample.height - LEADING)
        middle = self.y + LEADING + ROW / 2 - CAP / 2
        self.figures.append(mark_at(sample, self.region.x + SAMPLE / 2, middle))
        self.text(text, SAMPLE + 2)

    def line(self, key: str, sample: Look, text: str) -> None:
        """Show a line and say what it means."""
        middle = self.y + LEADING + ROW / 2 - CAP / 2
        path = (self.region.x, middle), (self.region.x + SAMPLE, middle)
        self.lines.append(Connector(f"legend {key}", "", "", path, sample, arrow=False, title=text))
        self.text(text, SAMPLE + 2)


def mark_at(sample: Figure, x: float, y: float) -> Figure:
    """The same mark in another place."""
    return Figure(sample.id, sample.form, x, y, sample.width, sample.height, sample.look, title=sample.title)


def legend(scene: Scene, region: Region, letters: Mapping[str, str], texts: Mapping[str, str]) -> Legend:
    """The legend of a scene: types, kinds, marks, and what sizes mean, each only where it is there."""
    made = Legend(region, region.y)
    made.heading(texts["legend_types"])
    for entry in scene.node_legend:
        sample = mark(f"legend {entry.key}", entry.shape, entry.color, 0.0, 0.0, MARK)
        made.figure(sample, f"{entry.label} ({entry.count})")
    if scene.edge_legend:
        made.heading(texts["legend_kinds"])
    for entry in scene.edge_legend:
        letter = f"{letters[entry.key]}  " if entry.key in letters else ""
        made.line(entry.key, look(entry.color, False, False, False), f"{letter}{entry.label} ({entry.count})")
    _marks(made, scene, texts)
    _sizes(made, scene)
    return made


def _marks(made: Legend, scene: Scene, texts: Mapping[str, str]) -> None:
    """What dashes, dots and double lines mean."""
    marks = [
        ("ended", look(GREY, True, False, False), any(edge.ended for edge in scene.edges)),
        ("implied", look(GREY, False, True, False), any(edge.implied for edge in scene.edges)),
        ("disputed", look(GREY, False, False, True), any(edge.disputed for edge in scene.edges)),
    ]
    present = [(key, sample) for key, sample, there in marks if there]
    emphasis = any(node.emphasis for node in scene.nodes)
    if present or emphasis or scene.edges:
        made.heading(texts["legend_marks"])
    for key, sample in present:
        made.line(key, sample, texts[f"{key}_note" if f"{key}_note" in texts else key])
    if emphasis:
        box = Figure("legend emphasis", "rounded", 0.0, 0.0, SAMPLE - 2, MARK, Look("#FFFFFF", GREY, 0.8))
        made.figure(box, texts["emphasis"])
    if any(edge.proofs for edge in scene.edges):
        made.text(texts["numbers_note"])


def _sizes(made: Legend, scene: Scene) -> None:
    """The scale of sizes: the largest value and a quarter of it."""
    most = max((node.value or 0.0 for node in scene.nodes), default=0.0)
    if not scene.measure or most <= 0:
        return
    made.heading(scene.measure)
    for value in (most / 4, most):
        sample = mark(f"legend size {value:g}", "dot", "#CCCCCC", 0.0, 0.0, MARK * scale(value, most))
        made.figure(sample, f"{value:.3g}")
