"""The whole document of a scene: the page with the diagram, and the pages with its sources."""

from collections.abc import Mapping
from string import ascii_uppercase

from mekgraph.diagram.page import Document, Figure, Look, Page, Point, Words
from mekgraph.diagram.scene import Scene
from mekgraph.diagram.sheet.cards import Card, figure
from mekgraph.diagram.sheet.legend import legend
from mekgraph.diagram.sheet.lines import bundled, connectors
from mekgraph.diagram.sheet.paper import Paper, Region
from mekgraph.diagram.sheet.sources import listed, numbered, told
from mekgraph.diagram.type.metrics import wrapped
from mekgraph.errors import UsageError

TITLE, TITLE_LEADING = 16.0, 6.4
SUBTITLE, SMALL, LEADING = 9.0, 7.0, 3.4
FRAME = Look("#F4F4F0", "#9A9A9A", 0.25)
CAPTION = 8.0
GREY = "#444444"
Frames = Mapping[str, tuple[str, Region]]  # by id: what is called, and where


def document(
    scene: Scene, cards: Mapping[str, Card], middles: Mapping[str, Point], paper: Paper, frames: Frames | None = None
) -> Document:
    """The document of a scene whose cards stand around the points ``middles``, inside ``frames``.

    Raises UsageError where the paper is too small for the legend.
    """
    numbers, sources = numbered(scene.edges)
    letters = _letters(scene)
    figures = {key: figure(card, middles[key]) for key, card in cards.items()}
    made = legend(scene, paper.legend, letters, scene.texts)
    if not made.fits:
        raise UsageError("diagram.small_legend", page=paper.name)
    width, height = paper.size
    notes = "\n".join([scene.title, scene.subtitle, "", *(f"{n} {told(one)}" for n, one in enumerate(sources, 1))])
    page = Page(
        width,
        height,
        frames=tuple(_frame(key, name, place) for key, (name, place) in (frames or {}).items()),
        connectors=connectors(bundled(scene.edges, numbers, letters), figures),
        figures=(*figures.values(), *made.figures),
        words=(*_header(scene, paper), *made.words, *_footer(scene, paper)),
        lines=tuple(made.lines),
        notes=notes,
    )
    described = f"{scene.title}. {scene.subtitle}"
    return Document(scene.language, scene.title, described, (page, *listed(sources, paper, scene.texts)))


def _letters(scene: Scene) -> dict[str, str]:
    """A letter for each kind, where there are several: colours are not seen by all, nor on all printers."""
    kinds = [entry.key for entry in scene.edge_legend]
    return dict(zip(kinds, ascii_uppercase, strict=False)) if len(kinds) > 1 else {}


def _header(scene: Scene, paper: Paper) -> tuple[Words, ...]:
    inside = paper.inside
    title = wrapped(scene.title, inside.width, TITLE, 1, bold=True)
    subtitle = wrapped(scene.subtitle, inside.width, SUBTITLE, 1)
    return (
        Words(title, inside.x, inside.y + 5.2, TITLE, TITLE_LEADING, bold=True),
        Words(subtitle, inside.x, inside.y + 10.4, SUBTITLE, LEADING, color=GREY),
    )


def _footer(scene: Scene, paper: Paper) -> tuple[Words, ...]:
    """The notes, one behind the other."""
    inside = paper.inside
    if not scene.notes:
        return ()
    lines = wrapped(" · ".join(scene.notes), inside.width, SMALL, 2)
    first = inside.y + inside.height - LEADING * (len(lines) - 1)
    return (Words(lines, inside.x, first, SMALL, LEADING, color=GREY),)


def _frame(key: str, name: str, place: Region) -> Figure:
    """A frame around a group, with its name in its upper left corner."""
    x, y = place.x + place.width / 2, place.y + place.height / 2
    words = Words(wrapped(name, place.width - 4, CAPTION, 1, bold=True), place.x + 2, place.y + 4, CAPTION, LEADING, bold=True)
    return Figure(f"{key} frame", "rounded", x, y, place.width, place.height, FRAME, words, title=name)
