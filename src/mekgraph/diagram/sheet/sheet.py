"""The whole document of a scene: the page with the diagram, and the pages with its links and sources."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import product
from string import ascii_uppercase

from mekgraph.diagram.layouts.model import Mark
from mekgraph.diagram.page import Area, Connector, Document, Figure, Page, Point
from mekgraph.diagram.scene import Scene
from mekgraph.diagram.sheet.cards import Card, figure
from mekgraph.diagram.sheet.framing import Frames, captions, framed, marked
from mekgraph.diagram.sheet.labels import Labels
from mekgraph.diagram.sheet.legend import entries
from mekgraph.diagram.sheet.lines import Line, bundled
from mekgraph.diagram.sheet.links import links
from mekgraph.diagram.sheet.paper import Paper
from mekgraph.diagram.sheet.routes import Routes
from mekgraph.diagram.sheet.running import counted, footer, header, heading
from mekgraph.diagram.sheet.setting import setting
from mekgraph.diagram.sheet.sources import listed, numbered, told
from mekgraph.diagram.sheet.table import tabled
from mekgraph.errors import UsageError


def document(
    scene: Scene,
    cards: Mapping[str, Card],
    middles: Mapping[str, Point],
    paper: Paper,
    frames: Frames | None = None,
    marks: Sequence[Mark] = (),
) -> Document:
    """The document of a scene: its picture, its links, its sources; the same every time. Raises as ``picture``."""
    numbers, sources = numbered(scene.edges)
    above = heading(scene, paper)
    table = tabled(links(scene, numbers, letters_of(scene)), paper, above)
    pages = (picture(scene, cards, middles, paper, frames, marks), *table, *listed(sources, paper, scene.texts, above))
    return Document(scene.language, scene.title, f"{scene.title}. {scene.subtitle}", counted(pages, paper))


def picture(
    scene: Scene,
    cards: Mapping[str, Card],
    middles: Mapping[str, Point],
    paper: Paper,
    frames: Frames | None = None,
    marks: Sequence[Mark] = (),
) -> Page:
    """The page with the diagram, unnumbered: cards stand around the points ``middles``, inside ``frames``.

    ``marks`` are those of a time axis. Raises UsageError where the paper is too small for the legend, and KeyError
    where ``scene.texts`` lacks a word.
    """
    numbers, sources = numbered(scene.edges)
    letters = letters_of(scene)
    made = setting(entries(scene, letters), paper.legend)
    if made is None:
        raise UsageError(
            "diagram.small_legend", page=paper.name, types=len(scene.node_legend), kinds=len(scene.edge_legend)
        )
    figures = {key: figure(card, middles[key]) for key, card in cards.items()}
    behind = framed(frames or {}, figures)
    scales, years = marked(marks, paper.body)
    joined = connectors(bundled(scene.edges, numbers, letters), figures, captions(behind), paper.body)
    width, height = paper.size
    notes = "\n".join([scene.title, scene.subtitle, "", *(f"{n} {told(one)}" for n, one in enumerate(sources, 1))])
    return Page(
        width,
        height,
        frames=(*behind, *scales),
        connectors=joined,
        figures=(*figures.values(), *made.figures),
        words=(*header(scene, paper), *years, *made.words, *footer(scene, paper)),
        lines=tuple(made.lines),
        notes=notes,
    )


def connectors(
    lines: Sequence[Line], cards: Mapping[str, Figure], others: Sequence[Figure], region: Area
) -> tuple[Connector, ...]:
    """The lines between cards with their labels: off other cards and ``others`` and in the region where possible."""
    paths = Routes(cards, others, region).found(lines)
    labels = Labels([*cards.values(), *others], paths, region).found(lines)
    return tuple(
        Connector(
            line.id, line.start, line.end, paths[line.id], line.look, line.arrow, labels.get(line.id),
            next(iter(line.texts), ""), line.description,
        )
        for line in lines
    )  # fmt: skip


def letters_of(scene: Scene) -> dict[str, str]:
    """Letters for the kinds, where there are several: colours are not seen by all, nor on all printers."""
    kinds = [entry.key for entry in scene.edge_legend]
    return dict(zip(kinds, _names(len(kinds)), strict=True)) if len(kinds) > 1 else {}


def _names(count: int) -> Iterable[str]:
    """So many names: A to Z, then AA, AB and so on.

    >>> list(_names(28))[-3:]
    ['Z', 'AA', 'AB']
    """
    two = ("".join(pair) for pair in product(ascii_uppercase, repeat=2))
    return [*ascii_uppercase, *two][:count]
