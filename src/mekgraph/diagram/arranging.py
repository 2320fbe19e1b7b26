"""Where the nodes of a scene stand on the page: where they stood, or else where a layout puts them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from mekgraph.diagram.definition.model import TIMELINE, Diagram
from mekgraph.diagram.definition.positions import Positions
from mekgraph.diagram.layouts.axis import along, day
from mekgraph.diagram.layouts.choosing import LAYOUTS
from mekgraph.diagram.layouts.keeping import Kept, keep
from mekgraph.diagram.layouts.model import Item, Mark, Placed, Tie, neighbours
from mekgraph.diagram.layouts.room import NoRoomError
from mekgraph.diagram.page import Area, Point
from mekgraph.diagram.scene import Node, Scene
from mekgraph.diagram.sheet.cards import Card, cards
from mekgraph.diagram.sheet.framing import Frames
from mekgraph.diagram.sheet.paper import Paper
from mekgraph.errors import UsageError

# Where no page is asked for, the first of these that has room; the larger ones are for posters and screens.
PAGES = ("A4", "A3", "A2", "A1", "A0", "2A0", "4A0")
# What stands in the middle between actors.
HAPPENINGS = ("event", "instrument")
BIPARTITE = "bipartite"


@dataclass(frozen=True)
class Arrangement:
    """Where everything stands on a paper: cards in the language of the scene, middles and frames by id, dates.

    ``crowded`` are pairs of cards that overlap, as cards have grown since they were placed, ``outside`` are cards that
    reach beyond the page for that reason; ``why_anew`` says why kept positions could not be used ("": they could, or
    there were none).
    """

    paper: Paper
    cards: Mapping[str, Card]
    placed: Placed
    crowded: tuple[tuple[str, str], ...] = ()
    outside: tuple[str, ...] = ()
    why_anew: str = ""

    @property
    def middles(self) -> Mapping[str, Point]:
        """The middles of cards in millimetres from the upper left of the page, by id of node."""
        return self.placed.centres


def arrange(
    scene: Scene, others: Iterable[Iterable[Node]], diagram: Diagram, old: Positions | None = None
) -> Arrangement:
    """Where the nodes stand; ``others`` are the same nodes in other languages, whose names need room as well.

    What stood in ``old`` stands where it was if layout and page are the same. Raises NoRoomError where a page that is
    asked for is too small, UsageError where something new finds no place beside what stood.
    """
    mine = cards(scene.nodes)
    items = _items(scene, [mine, *map(cards, others)], diagram)
    ties = [Tie(edge.source, edge.target) for edge in scene.edges]
    why = _why_anew(diagram, old)
    if old is None or why:
        paper, placed = _anew(items, ties, diagram)
        return Arrangement(paper, mine, placed, why_anew=why)
    paper = Paper(old.page)
    area = paper.body
    pinned = {id_: point for id_, point in diagram.pinned.items() if id_ in mine}
    stood = _pinned(_stood(old), pinned)
    wished: Mapping[str, Point] = {}
    if diagram.layout == TIMELINE:
        wished, items = _by_date(items, stood.marks, area), _in_rows(items, ties, stood)
    kept = keep(items, ties, stood, area, wished=wished)
    _require_placed(kept, paper)
    return Arrangement(paper, mine, kept.placed, kept.crowded, kept.outside)


def _why_anew(diagram: Diagram, old: Positions | None) -> str:
    """Which of layout and page is another than that of the positions."""
    if old is None:
        return ""
    if diagram.layout != old.layout:
        return "layout"
    return "page" if diagram.page not in ("", old.page) or Paper(old.page).size != old.size else ""


def _items(scene: Scene, alike: Sequence[Mapping[str, Card]], diagram: Diagram) -> list[Item]:
    """What the layout places: boxes that have room for the names in all languages."""
    return [
        Item(
            node.id,
            max(found[node.id].width for found in alike),
            max(found[node.id].height for found in alike),
            group=node.group,
            kind=node.type,
            rank=_rank(node, diagram),
            date=node.date,
        )
        for node in scene.nodes
    ]


def _rank(node: Node, diagram: Diagram) -> int:
    """0 for what stands in the middle."""
    if diagram.layout == BIPARTITE:
        return int(node.id.partition(":")[0] not in HAPPENINGS)
    return int(not node.emphasis)


def _anew(items: list[Item], ties: list[Tie], diagram: Diagram) -> tuple[Paper, Placed]:
    """The arrangement that the layout makes, on the page asked for or the first that has room."""
    pages = [Paper(name) for name in ([diagram.page] if diagram.page else PAGES)]
    for paper in pages[:-1]:
        try:
            return paper, _arranged(items, ties, diagram, paper.body)
        except NoRoomError:
            continue
    return pages[-1], _arranged(items, ties, diagram, pages[-1].body)


def _arranged(items: list[Item], ties: list[Tie], diagram: Diagram, area: Area) -> Placed:
    """What the layout makes; things pinned by hand are where they were pinned, what they cover is moved away."""
    placed = LAYOUTS[diagram.layout](items, ties, area)
    pinned = {id_: point for id_, point in diagram.pinned.items() if id_ in placed.centres}
    if not pinned:
        return placed
    stood = _pinned(placed, pinned)
    covering = {id_ for pair in keep(items, ties, stood, area).crowded for id_ in pair} - set(pinned)
    free = {id_: point for id_, point in stood.centres.items() if id_ not in covering}
    kept = keep(items, ties, Placed(free, stood.frames, stood.marks), area)
    if kept.unplaced:
        raise UsageError("diagram.pinned_full", names=", ".join(kept.unplaced))
    return kept.placed


def _pinned(placed: Placed, pinned: Mapping[str, Point]) -> Placed:
    """The same with some things where they are pinned."""
    return Placed({**placed.centres, **pinned}, placed.frames, placed.marks)


def _stood(old: Positions) -> Placed:
    frames = {id_: Area(*box) for id_, box in old.frames.items()}
    marks = tuple(Mark(x, text) for text, x in sorted(old.marks.items(), key=lambda mark: mark[1]))
    return Placed(dict(old.places), frames, marks)


def _by_date(items: Iterable[Item], marks: Sequence[Mark], area: Area) -> dict[str, Point]:
    """Where new things would stand on the axis, at half height: the frame of their row holds them in it."""
    found = {}
    for item in items:
        at = day(item.date)
        x = along(marks, at) if at is not None else None
        if x is not None:
            found[item.id] = (x, area.middle[1])
    return found


def _in_rows(items: Sequence[Item], ties: Iterable[Tie], stood: Placed) -> list[Item]:
    """Rows of a timeline fill the page: what is new and belongs to none goes into that of something it is tied to."""
    near = neighbours(items, ties)
    rows = {item.id: item.id if item.id in stood.frames else item.group for item in items}
    homes = {item.id: next((rows[one] for one in near[item.id] if rows[one] in stood.frames), "") for item in items}
    return [item if item.group or item.id in stood.centres else replace(item, group=homes[item.id]) for item in items]


def _require_placed(kept: Kept, paper: Paper) -> None:
    """UsageError where something new found no place."""
    if kept.unplaced:
        raise UsageError("diagram.no_place", names=", ".join(kept.unplaced), page=paper.name)


def frames_of(arrangement: Arrangement, scene: Scene) -> Frames:
    """The frames with the names of their groups; those around a node have none, as its card is their caption."""
    named = {group.id: group.label for group in scene.groups}
    return {key: (named.get(key, ""), frame) for key, frame in arrangement.placed.frames.items()}


def positions_of(arrangement: Arrangement, scene: Scene, diagram: Diagram) -> Positions:
    """What is to be kept of an arrangement."""
    frames = {id_: (frame.x, frame.y, frame.width, frame.height) for id_, frame in arrangement.placed.frames.items()}
    return Positions(
        scene.version,
        diagram.layout,
        arrangement.paper.name,
        arrangement.paper.size,
        arrangement.placed.centres,
        tuple(edge.id for edge in scene.edges),
        tuple(edge.id for edge in scene.edges if edge.ended),
        frames,
        {mark.text: mark.x for mark in arrangement.placed.marks},
    )
