"""Actors and events: events in the middle, the actors who took part at both sides, so ordered that few lines cross."""

from collections.abc import Iterable, Mapping, Sequence

from mekgraph.diagram.layouts.columns import Column, columns, stacked
from mekgraph.diagram.layouts.crossings import uncrossed
from mekgraph.diagram.layouts.lines import evenly, taken
from mekgraph.diagram.layouts.model import GAP, Item, Placed, Tie, neighbours, turned
from mekgraph.diagram.layouts.room import no_room, turned_back
from mekgraph.diagram.page import Area

# At one side only, if so much of its height is enough.
ROOMY = 0.8
SETTLING = 3
Wanted = Mapping[str, float]


def bipartite(
    items: Iterable[Item], ties: Iterable[Tie], area: Area, gap: float = GAP, upright: bool = False
) -> Placed:
    """Items of rank 0 in columns in the middle, all others left and right of them (left only, if they are few).

    Where crossings allow, those of one kind stand together.
    ``upright`` has rows in place of columns: others above and below. Raises NoRoomError if the boxes do not fit.
    """
    if upright:
        with turned_back():
            return bipartite(turned(items), ties, area.turned, gap).turned
    items = sorted(items, key=lambda item: (item.kind, item.id))
    near = neighbours(items, ties)
    by_id = {item.id: item for item in items}
    rows = [[item.id for item in items if item.rank == 0], [item.id for item in items if item.rank]]
    middle, others = ([by_id[key] for key in row] for row in uncrossed(rows, near))
    found = _columns(middle, others, area.height, gap)
    lanes = evenly([column.width for column in found], area.x, area.right)
    if items and _too_large(found, area, gap):
        raise no_room(items, area, _needed(found, area, gap))
    wanted = _levels([others, middle], area)
    centres = {}
    for _ in range(SETTLING):
        for column, x in zip(found, lanes, strict=True):
            centres.update(stacked(column, x, wanted, area, gap + _spare(column, area, gap)))
        wanted = {key: _mean([centres[other][1] for other in near[key]], centres[key][1]) for key in centres}
        # Only the middle follows: the ends of the lines stay where they are spread over the whole height.
        wanted |= {item.id: centres[item.id][1] for item in others}
    return Placed(centres)


def _columns(middle: Sequence[Item], others: Sequence[Item], height: float, gap: float) -> list[Column]:
    """From left to right."""
    centre = columns(middle, height, gap) if middle else []
    if taken([item.height for item in others], gap) <= ROOMY * height or not middle:
        return [*columns(others, height, gap), *centre]
    sides = columns(others, height, gap, least=2)
    half = (len(sides) + 1) // 2
    return [*sides[:half], *centre, *sides[half:]]


def _levels(rows: Sequence[Sequence[Item]], area: Area) -> dict[str, float]:
    """Wanted heights: each row's items, whatever column they are in, from top to bottom."""
    levels: dict[str, float] = {}
    for row in rows:
        step = area.height / max(len(row), 1)
        levels |= {item.id: area.y + step * (at + 0.5) for at, item in enumerate(row)}
    return levels


def _spare(column: Column, area: Area, gap: float) -> float:
    """Half of the space between boxes that is not needed."""
    free = area.height - taken([item.height for item in column.items], gap)
    return max(free, 0.0) / (2 * len(column.items))


def _mean(values: Sequence[float], otherwise: float) -> float:
    return sum(values) / len(values) if values else otherwise


def _needed(found: Sequence[Column], area: Area, gap: float) -> tuple[float, float]:
    tallest = max(taken([item.height for item in column.items], gap) for column in found)
    return max(area.width, taken([column.width for column in found], gap)), max(area.height, tallest)


def _too_large(found: Sequence[Column], area: Area, gap: float) -> bool:
    width, height = _needed(found, area, gap)
    return width > area.width + 1e-9 or height > area.height + 1e-9
