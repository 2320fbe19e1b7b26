"""A time axis from left to right: a row for each group, in it what happened, at its date."""

from collections.abc import Iterable, Mapping, Sequence

from mekgraph.diagram.layouts.axis import Axis, axis, day
from mekgraph.diagram.layouts.lines import along, taken
from mekgraph.diagram.layouts.model import CAPTION, GAP, Item, Placed, Tie, in_order, neighbours, rounded
from mekgraph.diagram.layouts.room import no_room
from mekgraph.diagram.page import Area

# At the bottom, the names of years.
FOOT = 6.0
PADDING = 1.5
# First every day is equally long; if that has no room, years in which much happened are longer.
EVENED = (0.0, 0.5, 0.85)
Lanes = list[list[tuple[Item, float]]]


def timeline(items: Iterable[Item], ties: Iterable[Tie], area: Area, gap: float = GAP) -> Placed:
    """Items with a date at that date, in the row of their group; those without date stand in the row they belong to.

    A group that is an item without date stands at the left of its row; an undated item that is no group stands in the
    row of its group, too, or else in a last row. Rows come in the order of their first date, then by id; each is a
    frame. Boxes are moved from their dates only if there is no other way. Raises NoRoomError if the boxes do not fit.
    """
    items = in_order(items)
    days = {item.id: at for item in items if (at := day(item.date)) is not None}
    rows = _rows(items, days)
    heads = {item.id: item for item in items if item.id in rows and item.id not in days}
    near = neighbours(items, ties)
    left = area.x + PADDING + max((item.width + 2 * gap for item in heads.values()), default=0.0)
    widest = max((item.width for item in items if item.id in days), default=0.0)
    low, high = left + widest / 2, area.right - PADDING - widest / 2
    if not items:
        return Placed({})
    if high < low:
        raise no_room(items, area, (area.width + low - high, area.height))
    for evened in EVENED:
        scale = axis(list(days.values()), low, high, evened) if days else None
        lanes = {key: _lanes(row, days, near, scale, (left, area.right - PADDING), gap) for key, row in rows.items()}
        heights = {key: _height(lanes[key], heads.get(key), key, gap) for key in rows}
        if taken(list(heights.values()), gap) <= area.height - FOOT:
            return _placed(lanes, heights, heads, scale, area, gap)
    raise no_room(items, area, (area.width, taken(list(heights.values()), gap) + FOOT))


def _rows(items: Sequence[Item], days: Mapping[str, float]) -> dict[str, list[Item]]:
    """The items of each row, but for its head."""
    rows: dict[str, list[Item]] = {}
    for item in items:
        if item.id in days and item.group and item.group != item.id:
            rows.setdefault(item.group, [])
    for item in items:
        if item.id not in rows or item.id in days:
            key = item.group if item.group in rows else ""
            rows.setdefault(key, []).append(item)
    first = {
        key: min((days[item.id] for item in row if item.id in days), default=float("inf")) for key, row in rows.items()
    }
    return {key: rows[key] for key in sorted(rows, key=lambda key: (not key, first[key], key))}


def _lanes(
    row: Sequence[Item],
    days: Mapping[str, float],
    near: Mapping[str, Sequence[str]],
    scale: Axis | None,
    span: tuple[float, float],
    gap: float,
) -> Lanes:
    """The items of a row in lanes, one under the other, each with its x: in the first lane where its place is free."""
    lanes: Lanes = []
    ends: list[float] = []

    def x(item: Item) -> float:
        if scale is None:
            return span[0]
        if item.id in days:
            return scale.x(days[item.id])
        linked = [scale.x(days[other]) for other in near[item.id] if other in days]
        return sum(linked) / len(linked) if linked else span[0]

    for item in sorted(row, key=lambda item: (item.id not in days, x(item), item.id)):
        at = min(max(x(item), span[0] + item.width / 2), span[1] - item.width / 2)
        place = next((lane for lane, end in enumerate(ends) if end + gap <= at - item.width / 2), len(lanes))
        if place == len(lanes):
            lanes.append([])
            ends.append(0.0)
        lanes[place].append((item, at))
        ends[place] = at + item.width / 2
    return lanes


def _height(lanes: Lanes, head: Item | None, key: str, gap: float) -> float:
    """How high a row is, with its head or its caption."""
    inner = taken([max(item.height for item, _ in lane) for lane in lanes], gap)
    if head is not None:
        return max(inner, head.height) + 2 * PADDING
    return inner + 2 * PADDING + (CAPTION if key else 0.0)


def _placed(
    lanes: Mapping[str, Lanes],
    heights: Mapping[str, float],
    heads: Mapping[str, Item],
    scale: Axis | None,
    area: Area,
    gap: float,
) -> Placed:
    """The rows over the whole height."""
    spare = area.height - FOOT - taken(list(heights.values()), gap)
    more = spare / len(heights)
    centres, frames = {}, {}
    y = area.y
    for key, height in heights.items():
        high = height + more
        if key:
            frames[key] = Area(*rounded(area.x, y), *rounded(area.width, high))
        if key in heads:
            centres[key] = rounded(area.x + PADDING + heads[key].width / 2, y + high / 2)
        top = y + PADDING + (CAPTION if key and key not in heads else 0.0)
        inside = [max(item.height for item, _ in lane) for lane in lanes[key]]
        step = (y + high - PADDING - top) / max(len(inside), 1)
        levels = along([top + step * (at + 0.5) for at in range(len(inside))], inside, gap, top, y + high - PADDING)
        for lane, level in zip(lanes[key], levels, strict=True):
            centres |= {item.id: rounded(x, level) for item, x in lane}
        y += high + gap
    return Placed(dict(sorted(centres.items())), frames, scale.marks if scale else ())
